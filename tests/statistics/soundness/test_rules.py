"""Each rule, those for every partnership and the specimen's own: the specimen keeps it, and is told of it once it is broken."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support import PROJECT
from support.alike import each_nth_quick
from support.two_chapters import change

from helpers.publish import check
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


OWN = {
    "partners_gave_all": (
        "finances.csv",
        "council,income,Aldermere Council,176800",
        "council,income,Aldermere Council,176900",
    ),
    "list_gives_all": ("income_by_partner.csv", "176800", "176900"),
    "spending_is_the_total": ("facts.csv", "expenditure.total,342600", "expenditure.total,342700"),
    "items_are_the_total": ("spending_by_item.csv", "211900", "212000"),
    "hubs_of_planned": ("facts.csv", "hubs.planned,8", "hubs.planned,1"),
    "views_within_all": ("facts.csv", "website.page_views,108200", "website.page_views,1082"),
    "returning_and_first": ("facts.csv", "website.returning,47", "website.returning,48"),
    "event_is_the_launch": ("facts.csv", "systemic.launched,2023-10-18", "systemic.launched,2023-10-17"),
    "milestones_in_the_year": ("milestones.csv", "hub,2023-09-01", "hub,2022-09-01"),
}
RULES = f"{YEAR}/01_introduction/rules.csv"


def refused(place: Path) -> dict[str, tuple[str, int, str]]:
    """What make check says of the specimen's own rules: of each the file, row and message."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPORT_ROOT", str(place))
        with snapshot.take("specimen", "2023-24"):
            faults = reconciliation.faults(NamedNumbers(open_year("specimen", "2023-24")))
    return {fault.column: (fault.file, fault.row, fault.message) for fault in faults if "src/" not in fault.file}


def test_each_rule_of_the_specimens_own_is_broken_below(place: Path) -> None:
    lines = (place / RULES).read_text("utf-8").splitlines()
    assert [line.partition(",")[0] for line in lines[1:]] == list(OWN) and refused(place) == {}


@pytest.mark.parametrize("name", each_nth_quick(list(OWN), 3))
def test_a_rule_of_the_years_own_that_is_broken_once_is_refused_with_its_row_and_cure(name: str, place: Path) -> None:
    file, old, new = OWN[name]
    change(place / YEAR / "01_introduction" / file, old, new)
    (where, row, message) = refused(place)[name]
    assert (where, row) == (RULES, list(OWN).index(name) + 2)
    assert "Correct" in message and message.endswith("with the reason.")


def faults(place: Path) -> dict[str, str]:
    """The files at fault in the specimen, each with its last fault."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPORT_ROOT", str(place))
        with snapshot.take("specimen", "2023-24"):
            return {Path(f.file).name: f.message for f in check.faults(open_year("specimen", "2023-24"))}


@pytest.mark.parametrize(
    ("wrong_cell", "named"),
    [
        ("07_big_learn_event/learning_events.csv", {"learning_events.csv", "rules.csv"}),
        # the sum rests on this file: what is wrong in the cell may be why it differs
        ("01_introduction/spending_by_item.csv", {"spending_by_item.csv"}),
    ],
)
def test_a_sum_that_is_wrong_is_told_beside_a_cell_that_is_wrong_in_a_file_it_does_not_rest_on(
    place: Path, wrong_cell: str, named: set[str]
) -> None:
    shutil.copytree(PROJECT / "notebooks", place / "notebooks")
    change(place / YEAR / "01_introduction/spending_by_item.csv", ",26200,", ",26300,")
    path = place / YEAR / wrong_cell
    path.write_text("another".join(path.read_text("utf-8").rsplit("specimen", 1)), "utf-8")
    assert set(faults(place)) == named
