"""A partnership's year with a file of every kind that counts people, under two policies, and a chapter that shows them all.

The files of the policy `dfe` are drawn with `small` numbers, those of `sealed` with seven-digit ones: below the limit of that
policy, and to be found nowhere. The same chapter shows both.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

from helpers.sources import schema
from helpers.statistics.units import half_up
from support import PROJECT, two_chapters

CHAPTER, YEAR, LAST = "05_key_activity", "2023-24", "2022-23"
ALL = "All"
NOTEBOOK, ABOUT = "13_people_counted", "11_about_this_report"


@dataclass(frozen=True)
class Numbers:
    """What stands in one policy's files: people by age this year and last, by place, heard by sex, and missing of a base."""

    ages: tuple[int, int, int]
    before: tuple[int, int, int]
    places: tuple[int, int, int]
    heard: tuple[int, int]
    missing: int
    base: int
    children: tuple[int, int, int]
    reference: int

    @property
    def planted(self) -> list[int]:
        """Every number that stands in a file, sums among them, that is long enough to be no accident."""
        supplied = [*self.ages, *self.before, *self.places, *self.heard, self.missing, self.reference]
        sums = [sum(self.ages), sum(self.before), sum(self.heard)]
        changes = [abs(now - then) for now, then in zip(self.ages, self.before, strict=True)]
        return [number for number in [*supplied, *sums, *changes] if number >= 1_000_000]


SMALL = Numbers((4, 1, 40), (3, 2, 30), (3, 2, 40), (4, 1), 3, 60, (4, 4, 32), 41)
SMALL_MOVED = Numbers((2, 3, 40), (1, 4, 30), (1, 4, 40), (2, 3), 2, 60, (3, 5, 32), 57)
SHOWN_MOVED = Numbers((4, 1, 41), (3, 2, 30), (3, 2, 41), (4, 1), 3, 60, (4, 4, 32), 41)
LARGE = Numbers(
    (2718281, 1414213, 1732050),
    (1123581, 2618033, 3236067),
    (2645751, 1259921, 1958872),
    (3316624, 1442249),
    1709975,
    8000000,
    (4, 4, 2),
    7389056,
)
LARGE_MOVED = Numbers(
    (2718280, 1414215, 1732049),
    (1123583, 2618032, 3236069),
    (2645753, 1259920, 1958871),
    (3316622, 1442247),
    1709973,
    8000000,
    (3, 1, 6),
    7389111,
)


def words(name: str, *categories: str, total: str = ALL) -> dict[str, Any]:
    """A column of categories."""
    return {"name": name, "type": "string", "dimension": name, "total": total} | (
        {"constraints": {"enum": list(categories)}} if categories else {}
    )


def forms(policy: str) -> dict[str, dict[str, Any]]:
    """A schema for each kind of table of people."""
    plans, heard = f"children with a plan ({policy})", f"children heard ({policy})"
    count = {"name": "children", "type": "integer", "unit": "count", "counts": plans}
    ages = [
        words("age"),
        count,
        {**count, "name": "before", "year": -1},
        {"name": "change", "type": "integer", "unit": "count", "difference_of": ["children", "before"]},
        {"name": "percent", "type": "number", "unit": "percent", "share_of": ["children", "age"]},
    ]
    people = {
        "name": "population",
        "type": "integer",
        "unit": "count",
        "counts": "people of the area",
        "released_by": "thornby_accounts",
    }
    rate = {"name": "rate", "type": "number", "unit": "per_10k", "share_of": ["children", "population"]}
    of = {"type": "integer", "unit": "count", "counts": heard}
    wide = [
        words("hub", total=""),
        {**of, "name": "girls", "is": {"sex": "Girls"}},
        {**of, "name": "boys", "is": {"sex": "Boys"}},
        {**of, "name": "both", "total_of": ["girls", "boys"]},
    ]
    alone = [
        words("kind", total=""),
        {
            "name": "percent",
            "type": "number",
            "unit": "percent",
            "counts": f"children missing ({policy})",
            "share_of": "base",
        },
        {
            "name": "base",
            "type": "integer",
            "unit": "count",
            "counts": "children looked after",
            "released_by": "thornby_accounts",
        },
    ]
    children = [
        {"name": "id", "type": "string"},
        words("sex", "Girls", "Boys", "Not known"),
        {"name": "born", "type": "string"},
    ]
    return {
        f"{policy}_by_age": _form(policy, ages),
        f"{policy}_by_place": _form(policy, [words("place", total=""), count, people, rate]),
        f"{policy}_heard": _form(policy, wide),
        f"{policy}_missing": _form(policy, alone),
        f"{policy}_children": _form(policy, children)
        | {"rows_are": f"children known ({policy})", "counted_by": [[], ["sex"]]},
    }


def _form(policy: str, fields: list[dict[str, Any]]) -> dict[str, Any]:
    return {"chapter": CHAPTER, "title": "Children", "policy": policy, "fields": fields}


def files(policy: str, numbers: Numbers) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each table, heading first."""
    names, total, before = ("a", "b", "c"), sum(numbers.ages), sum(numbers.before)
    ages = [*zip(names, numbers.ages, numbers.before, strict=True), (ALL, total, before)]
    categories = [
        category
        for category, number in zip(("Girls", "Boys", "Not known"), numbers.children, strict=True)
        for _ in range(number)
    ]
    return {
        f"{policy}_by_age": [
            ("age", "children", "before", "change", "percent"),
            *((name, now, then, now - then, share(now, total)) for name, now, then in ages),
        ],
        f"{policy}_by_place": [
            ("place", "children", "population", "rate"),
            *(
                (name, number, 90_000_000, half_up(10_000 * number / 90_000_000, 1))
                for name, number in zip(names, numbers.places, strict=True)
            ),
        ],
        f"{policy}_heard": [("hub", "girls", "boys", "both"), ("x", *numbers.heard, sum(numbers.heard))],
        f"{policy}_missing": [("kind", "percent", "base"), ("x", share(numbers.missing, numbers.base), numbers.base)],
        f"{policy}_children": [
            ("id", "sex", "born"),
            *((f"{numbers.reference}{place:03d}", sex, "2012-05-09") for place, sex in enumerate(categories)),
        ],
    }


def share(part: int, base: int) -> float:
    """A percentage of whole numbers, rounded half up."""
    return float(half_up(100 * part / base, 1))


def write(place: Path, policy: str, numbers: Numbers) -> None:
    """Write one policy's files into the project, those of last year's report among them."""
    year = place / "data" / "thornby"
    for name, rows in files(policy, numbers).items():
        _csv(year / YEAR / CHAPTER / f"{name}.csv", rows)
    last = Numbers(
        numbers.before,
        numbers.before,
        numbers.places,
        numbers.heard,
        numbers.missing,
        numbers.base,
        numbers.children,
        numbers.reference,
    )
    name = f"{policy}_by_age"
    _csv(year / LAST / CHAPTER / f"{name}.csv", files(policy, last)[name])


def _csv(path: Path, rows: list[tuple[Any, ...]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(",".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")


def project(place: Path) -> Path:
    """Write the project with its small and its large numbers, and the chapter that shows them."""
    two_chapters.write(place)
    (place / "data" / "common").symlink_to(PROJECT / "data" / "common")
    year = place / "data" / "thornby"
    (year / LAST).mkdir()
    shutil.copy(year / YEAR / "report.toml", year / LAST)
    for policy, numbers in (("dfe", SMALL), ("sealed", LARGE)):
        write(place, policy, numbers)
    for notebook in (place / "notebooks").glob("*.ipynb"):
        notebook.unlink()
    show(place, *cells_showing("dfe"), *cells_showing("sealed"))
    return place


def tell_about(place: Path) -> None:
    """Add the chapter that tells of the report itself: what was checked, cited and not supplied."""
    shutil.copy(PROJECT / "notebooks" / f"{ABOUT}.ipynb", place / "notebooks")


def show(place: Path, *cells: str) -> None:
    """Write the chapter of these cells."""
    notebook = two_chapters.notebook(
        "# People Counted\n\nWhom did we reach?",
        "from helpers import charts, measures, prose, sources, statistics, tables",
        f'chapter = sources.chapter("{CHAPTER}", partnership=partnership, year=year)',
        *cells,
    )
    (place / "notebooks" / f"{NOTEBOOK}.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")


def cells_showing(policy: str) -> Iterator[str]:
    """Cells that show each table of a policy, and draw one."""
    heading = "Small numbers are hidden" if policy == "dfe" else "Everything is hidden"
    yield f"## {heading}\n\nA letter stands where a number could show who is meant."
    for name in forms(policy):
        call = f'counted(chapter, "{name}", by=["sex"])' if name.endswith("children") else f'table(chapter, "{name}")'
        yield f'{name} = statistics.protect(measures.{call}, title="Children")'
        yield f"tables.show({name})"
    yield f'charts.bars({policy}_by_age.titled("Children with a plan"), label="age", value="children")'


@contextmanager
def known_to(place: Path) -> Iterator[None]:
    """Give the program the schemas of these files, and the project to work in."""
    copy = place / "schemas"
    shutil.copytree(schema.SCHEMAS, copy, dirs_exist_ok=True)
    for policy in ("dfe", "sealed"):
        for name, form in forms(policy).items():
            (copy / f"{name}.json").write_text(json.dumps(form), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPORT_ROOT", str(place))
        patch.setattr(schema, "SCHEMAS", copy)
        schema.schemas.cache_clear()
        yield
    schema.schemas.cache_clear()
