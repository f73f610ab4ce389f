"""Each rule that holds for every partnership: the specimen keeps it, and is told of it once it is broken."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support import PROJECT
from support.alike import each_nth_quick
from support.two_chapters import change

from helpers.sources import snapshot
from helpers.sources.year_folder import YearFolder, open_year
from helpers.statistics.named_numbers import NamedNumbers
from helpers.statistics.soundness import reconciliation
from helpers.statistics.soundness.rules import Rule, rules

YEAR = "data/specimen/2023-24"
OF_NO_REGISTER = "hubs.planned"
FILES = {
    "partners_make_the_income": ("01_introduction/income_by_partner.csv", 1),
    "items_make_the_spending": ("01_introduction/spending_by_item.csv", 1),
    "reviews_are_past": ("04_learning_from_case_reviews/reviews.csv", "2023-11-22"),
    "inspections_are_past": ("02_independent_scrutiny/inspections.csv", "2024-01-22"),
    "milestones_are_past": ("01_introduction/milestones.csv", "2023-06-01"),
    "scrutiny_is_past": ("02_independent_scrutiny/scrutiny_events.csv", "2023-06-01"),
    "events_are_past": ("07_big_learn_event/learning_events.csv", "2023-10-18"),
}
SHIPPED = [rule for rule in rules(YearFolder("specimen", "2023-24", PROJECT / YEAR, PROJECT)) if "src/" in rule.file]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A project with the specimen's years, to be changed."""
    shutil.copytree(PROJECT / "data" / "specimen", tmp_path / "data" / "specimen")
    for name in ("common", "published"):
        (tmp_path / "data" / name).symlink_to(PROJECT / "data" / name)
    return tmp_path


def broken(place: Path) -> set[str]:
    """The rules that the specimen breaks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPORT_ROOT", str(place))
        with snapshot.take("specimen", "2023-24"):
            results = reconciliation.results(NamedNumbers(open_year("specimen", "2023-24")))
    return {result.rule.id for result in results if result.refused}


def break_rule(rule: Rule, year: Path) -> None:
    """Change a file of the year so that it breaks a rule and, of those of its kind, no other."""
    if rule.kind == "register":
        words = rule.left.replace("#", f"{{{{ {OF_NO_REGISTER} }}}}")
        add(year, f"There were {words} in all.")
    elif rule.kind == "status":
        add(year, "The review of Rowan is still ongoing.")
    elif rule.kind == "by_year_end":
        file, day = FILES[rule.id]
        change(year / file, str(day), "2024-06-01")
    else:
        path = year / str(FILES[rule.id][0])
        heading, first, *rest = path.read_text("utf-8").splitlines()
        cells = dict(zip(heading.split(","), first.split(","), strict=True))
        cells["amount"] = str(int(cells["amount"]) + 100)
        path.write_text("\n".join([heading, ",".join(cells.values()), *rest]) + "\n", "utf-8")


def add(year: Path, sentence: str) -> None:
    """Add a paragraph to a section of prose."""
    with (year / "01_introduction/headline.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{sentence}\n")


def test_the_specimen_keeps_every_rule(place: Path) -> None:
    assert len(SHIPPED) == 20 and broken(place) == set()


@pytest.mark.parametrize("rule", each_nth_quick(SHIPPED, 5), ids=lambda rule: rule.id)
def test_a_rule_that_is_broken_once_is_told(rule: Rule, place: Path) -> None:
    break_rule(rule, place / YEAR)
    assert rule.id in broken(place)
