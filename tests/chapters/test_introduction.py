"""The Introduction says what the partnership's page says, each fact bound to a row, and repeats none of its slips."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support import PROJECT, SHARED, executed
from support.executed import YEAR, Executed

from helpers import measures, sources
from helpers.display.sentences import derived_numbers
from helpers.sources.origins import Origin, PublishedOrigin
from helpers.sources.year_folder import YearFolder
from helpers.statistics import binding
from helpers.statistics.named_numbers import NamedNumbers
from helpers.statistics.typography import curly

Bindings = set[tuple[tuple[Origin | PublishedOrigin, ...], str]]

CHAPTER = "01_introduction"
FACTS = Path(__file__).with_name("introduction_facts.csv")
PAGE = SHARED / "source/wscp-annual-report-2023-introduction.txt"
SLIPS = (
    "xx%",
    "56.7%",
    "out of 326",
    "click here",
    "Top 10",
    "CCG",
    "also underway",
    "Director's",
    "CSPR's",
    "safeguarding form ",
)


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as words."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(name: str) -> dict[str, dict[str, str]]:
    """The rows of a table of the Introduction by id."""
    return {row["id"]: row for row in rows(YEAR / CHAPTER / f"{name}.csv")}


EXPECTED = rows(FACTS)


@pytest.fixture(scope="module")
def wirral() -> Executed:
    return executed.of_wirral(CHAPTER)


@pytest.fixture(scope="module")
def bound(wirral: Executed) -> Bindings:
    """Where each number shown is from, without its column, and how it is shown."""
    return {(tuple(read.at("") for read in number.origins), number.shown) for number in wirral.numbers}


@pytest.fixture(scope="module")
def names() -> NamedNumbers:
    return NamedNumbers(sources.open_year("wirral", "2023-24"))


def origin(fact: dict[str, str]) -> Origin:
    """Where a fact's number is from: the file, and the row as a spreadsheet counts."""
    path = f"data/wirral/2023-24/{fact['file']}"
    if not fact["row"]:
        return Origin(path)
    ids = [row["id"] for row in rows(PROJECT / path)]
    return Origin(path, ids.index(fact["row"]) + 2)


def is_bound(fact: dict[str, str], bound: Bindings) -> bool:
    """Whether a number with the fact's origin is shown as the fact says."""
    return ((origin(fact),), fact["said"]) in bound


def is_held(fact: dict[str, str]) -> bool:
    """Whether the row, or the prose where there is none, holds the fact's words."""
    path = YEAR / fact["file"]
    if path.suffix == ".md":
        return fact["said"] in path.read_text(encoding="utf-8")
    return any(row["id"] == fact["row"] and fact["said"] in " ".join(row.values()) for row in rows(path))


def has_number(fact: dict[str, str]) -> bool:
    """Whether the fact is a number of a table, which must be bound, and not words."""
    return fact["kind"] in ("figure", "date") and fact["file"].endswith(".csv")


def described(fact: dict[str, str]) -> str:
    """The fact's name in a test's name."""
    return fact["fact"]


def test_a_fact_that_the_chapter_does_not_say_is_noticed(bound: Bindings) -> None:
    invented = {
        "fact": "visits",
        "kind": "figure",
        "said": "43,001",
        "file": f"{CHAPTER}/facts.csv",
        "row": "website.visits",
    }
    assert not is_bound(invented, bound)


def test_a_fact_bound_to_another_row_is_noticed(bound: Bindings) -> None:
    astray = {
        "fact": "visits",
        "kind": "figure",
        "said": "43,000",
        "file": f"{CHAPTER}/facts.csv",
        "row": "website.page_views",
    }
    assert not is_bound(astray, bound)


def test_at_least_ninety_different_facts_are_listed() -> None:
    assert len({(fact["file"], fact["row"], fact["said"]) for fact in EXPECTED}) >= 90


@pytest.mark.parametrize("fact", EXPECTED, ids=described)
def test_each_fact_of_the_page_is_in_the_built_introduction(fact: dict[str, str], wirral: Executed) -> None:
    # What inspectors found is listed once, in their chapter.
    is_finding = fact["file"].endswith("inspection_findings.csv")
    text = executed.of_wirral("02_independent_scrutiny").text if is_finding else wirral.text
    assert curly(fact["said"]) in text


@pytest.mark.parametrize("fact", [fact for fact in EXPECTED if has_number(fact)], ids=described)
def test_each_figure_and_date_is_bound_to_its_row(fact: dict[str, str], bound: Bindings) -> None:
    assert is_bound(fact, bound), f"{fact['said']} is not shown from {origin(fact)}"


@pytest.mark.parametrize("fact", [fact for fact in EXPECTED if not has_number(fact)], ids=described)
def test_each_name_place_and_list_item_is_in_the_file_named(fact: dict[str, str]) -> None:
    assert is_held(fact)


@pytest.mark.skipif(not PAGE.exists(), reason="the partnership's page is not held here")
@pytest.mark.parametrize("fact", [fact for fact in EXPECTED if fact["page"]], ids=described)
def test_each_fact_is_on_the_partnerships_page(fact: dict[str, str]) -> None:
    assert fact["page"] in " ".join(PAGE.read_text(encoding="utf-8").split())


@pytest.mark.parametrize("slip", SLIPS)
def test_no_slip_of_the_page_is_repeated(slip: str, wirral: Executed) -> None:
    assert slip not in wirral.text


def test_what_the_page_leaves_empty_is_said_to_be_not_supplied(wirral: Executed) -> None:
    assert set(wirral.missing) == {
        "Attendance at each committee",
        "Examples of each committee's activity",
        "Income partner by partner",
        "Amount spent on each item",
        "Briefings issued in the year",
        "The behaviour that shows each value",
    }


def test_a_partnership_that_supplied_nothing_still_has_its_published_figures() -> None:
    document = executed.chapter(CHAPTER, partnership="leeds")
    assert "Wirral" not in document.text
    assert "The area" in document.missing
    assert any(isinstance(origin, PublishedOrigin) for number in document.numbers for origin in number.origins)


def test_a_review_taken_out_of_the_register_leaves_the_sentence(
    copy: Path, change: Callable[[str, str, str], None]
) -> None:
    change("04_learning_from_case_reviews/reviews.csv", "review,published,,2023", "review,under way,,2023")
    folder = YearFolder("wirral", "2023-24", copy, copy.parents[2])
    (prose,) = folder.prose(CHAPTER, "case_reviews")
    assert "published one in 2023, and two more" in binding.bind(prose, NamedNumbers(folder)).plain


def test_income_by_side_adds_up_to_the_total_supplied(names: NamedNumbers) -> None:
    assert names.total("finances", "amount", side="income").value == names.number("income.total").value


def test_all_other_partners_income_is_the_total_less_the_councils(names: NamedNumbers) -> None:
    assert names.number("finances.other_partners.amount").value == names.number("income.others").value


def test_the_gap_supplied_is_the_gap_worked_out(names: NamedNumbers) -> None:
    gaps = {names.number(name).value for name in ("finances.gap.amount", "funding.gap", "expenditure.gap_as_given")}
    assert gaps == {35673.0}


def test_the_gap_of_unlike_periods_gives_its_reason() -> None:
    assert table("derived")["funding.gap"]["note"].startswith("Different periods: ")


def value_of(names: NamedNumbers, name: str) -> float:
    return derived_numbers.value_of(names.number(name))


def test_a_monthly_average_over_the_year_is_near_the_visits_counted(names: NamedNumbers) -> None:
    visits, average = value_of(names, "website.visits"), value_of(names, "website.visits_at_average")
    assert abs(average - visits) / visits < 0.05


@pytest.mark.parametrize(
    ("part", "rest"), [("website.returning", "website.first_time"), ("website.from_uk", "website.from_abroad")]
)
def test_shares_of_visitors_add_up_to_all(part: str, rest: str, names: NamedNumbers) -> None:
    assert value_of(names, part) + value_of(names, rest) == 100


def test_views_of_the_pages_listed_do_not_exceed_all_views(names: NamedNumbers) -> None:
    assert derived_numbers.value_of(names.total("top_pages", "views")) <= value_of(names, "website.page_views")


def test_the_disparity_supplied_is_the_disparity_published(names: NamedNumbers) -> None:
    areas_table = measures.neighbourhoods(sources.chapter(CHAPTER, partnership="wirral", year="2023-24")).table
    deprived, decile = areas_table["income_deprived_percent"].round(1), areas_table["income_decile"]
    published = (len(areas_table), sum(decile <= 2), sum(decile >= 9), deprived.min(), deprived.max())
    supplied = ("neighbourhoods", "most_deprived", "least_deprived", "lowest", "highest")
    assert published == tuple(names.number(f"disparity.{name}").value for name in supplied)


def test_every_body_of_the_partnership_has_members_and_every_chair_a_body() -> None:
    bodies = {body["name"] for body in table("bodies").values() if body["kind"] != "partner"}
    assert {row["committee"] for row in table("committee_members").values()} == bodies
    assert {row["committee"] for row in table("committee_chairs").values()} <= bodies


def test_the_representatives_are_the_delegated_partners_of_the_settings() -> None:
    settings = sources.open_year("wirral", "2023-24").settings["partners"]
    delegated = [(row["organisation"], row["name"], row["role"]) for row in settings if row["kind"] == "delegated"]
    assert delegated == [
        (row["organisation"], row["representative"], row["role"]) for row in table("statutory_partners").values()
    ]


@pytest.mark.parametrize(
    ("milestone", "register"),
    [
        ("early_help_inspection", "inspections.early_help_2022.inspected"),
        ("early_help_letter", "inspections.early_help_2022.published"),
        ("ofsted_inspection", "inspections.childrens_services_2023.inspected"),
        ("ofsted_report", "inspections.childrens_services_2023.published"),
        ("ollie", "reviews.ollie.published"),
        ("local_offer", "local_offer.launched"),
        ("systemic_launch", "learning_events.systemic_launch.held"),
        ("systemic_launch", "systemic.launched"),
        ("working_together", "guidance.published"),
    ],
)
def test_each_milestone_has_the_date_of_its_register(milestone: str, register: str, names: NamedNumbers) -> None:
    assert names.number(f"milestones.{milestone}.date").value == names.number(register).value


@pytest.mark.parametrize("path", sorted((YEAR / CHAPTER).glob("*.md")), ids=lambda path: path.stem)
def test_no_sentence_of_the_introduction_is_longer_than_a_reader_can_hold(path: Path, names: NamedNumbers) -> None:
    folder = names.folder
    (prose,) = folder.prose(CHAPTER, path.stem)
    plain = re.sub(r"\]\([^)]*\)", "]", binding.bind(prose, names).plain)
    sentences = re.split(r"(?<=[.!?:])\s+|\n- |\n\n", plain)
    own = [sentence for sentence in sentences if not sentence.startswith("> ")]  # a quotation is as long as it is
    assert [sentence for sentence in own if len(sentence.split()) > 27] == []
