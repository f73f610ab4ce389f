"""No rule that the figures are held against becomes looser than was agreed, unless the agreement is changed with it.

`rules_agreed.csv` lists every rule in force as it was agreed: its file, id, kind, both sides, how far they may lie apart and
what is accepted. A rule may be tightened and rules may be added; to loosen one, change its line there too, in the same commit.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

AGREED = Path(__file__).parent / "rules_agreed.csv"
MEANING = ("kind", "left", "right", "unit", "index")
Rules = dict[tuple[str, str], dict[str, str]]


def in_force(root: Path) -> Rules:
    """Every rule of the project and of each partnership's year, by file and id."""
    common = root / "src/helpers/statistics/soundness/rules.csv"
    files = [common, *sorted((root / "data").glob("*/*/*/rules.csv"))]
    return {(file.relative_to(root).as_posix(), row["id"]): row for file in files for row in read(file)}


def agreed() -> Rules:
    """The rules as they were agreed."""
    return {(row["file"], row["id"]): row for row in read(AGREED)}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def loosened(rules: Rules) -> list[str]:
    """Say of each rule how it is looser than it was agreed."""
    return [
        f"{file}, {name}: {message}"
        for (file, name), was in agreed().items()
        for message in _looser(was, rules.get((file, name)))
    ]


def _looser(was: dict[str, str], now: dict[str, str] | None) -> list[str]:
    if now is None:
        return ["the rule is gone"]
    changed = [f"{name} was {was[name]!r} and is {now[name]!r}" for name in MEANING if was[name] != now[name]]
    if _most(now["tolerance"]) > _most(was["tolerance"]):
        changed.append(f"it allowed {was['tolerance'] or 'nothing'} and allows {now['tolerance']}")
    return changed + [f"it accepts {key} too" for key in sorted(_keys(now) - _keys(was))]


def _most(tolerance: str) -> tuple[bool, float]:
    return tolerance.endswith("%"), float(tolerance.removesuffix("%") or 0)


def _keys(rule: dict[str, str]) -> set[str]:
    return {key.strip() for key in rule["accepted"].split(";")} - {""}


def test_no_rule_is_looser_than_was_agreed(root: Path) -> None:
    assert loosened(in_force(root)) == []


def test_every_rule_of_the_project_was_agreed(root: Path) -> None:
    assert [] == [key for key in in_force(root).keys() - agreed().keys() if key[0].startswith("src/")]


@pytest.mark.parametrize("rule", sorted(agreed()), ids=lambda rule: rule[1])
def test_loosening_a_rule_is_told_by_its_name(root: Path, rule: tuple[str, str]) -> None:
    rules = in_force(root)
    agreed = rules[rule]
    wider = f"{_most(agreed['tolerance'])[1] + 1:g}" + ("%" if agreed["tolerance"].endswith("%") else "")
    loose = [
        {**agreed, "tolerance": wider},
        {**agreed, "accepted": f"{agreed['accepted']}; 7"},
        {**agreed, "kind": "at_most*"},
    ]
    for changed in loose:
        (message,) = loosened({**rules, rule: changed})
        assert message.startswith(f"{rule[0]}, {rule[1]}: ")
    assert loosened({key: row for key, row in rules.items() if key != rule}) == [
        f"{rule[0]}, {rule[1]}: the rule is gone"
    ]
