"""A table of people is never protected alone: its year's other tables and last year's report go to the gate with it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from support.people import PEOPLE, printed

from helpers.errors import ReportError
from helpers.sources import YearFolder, published, schema
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.year_folder import open_year
from helpers.statistics import disclosure, measures, protect, publication_context
from helpers.statistics.binding import bound
from helpers.statistics.measures.supplied import of_table
from helpers.statistics.named_numbers import NamedNumbers

CHAPTER = "05_key_activity"
ID = {"name": "age", "type": "string", "dimension": "age", "total": "All"}


@pytest.fixture
def forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """A copy of the schemas, with two tables of people among them."""
    copy = tmp_path / "schemas"
    shutil.copytree(schema.SCHEMAS, copy)
    children = {"name": "children", "type": "integer", "unit": "count", "counts": PEOPLE}
    _write(copy, "plans_by_age", [{**ID, "name": "id"}, children, {**children, "name": "before", "year": -1}])
    _write(copy, "plans_by_place", [{"name": "id", "type": "string", "dimension": "place", "total": "All"}, children])
    _write(copy, "plans_in_brief", [{**ID, "name": "id", "total": ""}, children])
    population = {
        "name": "population",
        "type": "integer",
        "counts": "people of the area",
        "released_by": "thornby_accounts",
    }
    rate = {"name": "rate", "type": "number", "unit": "per_10k", "counts": PEOPLE, "share_of": "population"}
    percent = {"name": "percent", "type": "number", "unit": "percent", "counts": PEOPLE, "share_of": "population"}
    _write(copy, "plan_rates", [{**ID, "name": "id", "total": ""}, rate, population])
    _write(copy, "plan_shares", [{**ID, "name": "id", "total": ""}, percent, population])
    released = {"released": {PEOPLE: "child_protection_plans"}}
    _write(
        copy,
        "plans_released",
        [{**ID, "name": "id"}, children, {**children, "name": "before", "year": -1}],
    )
    monkeypatch.setattr(schema, "SCHEMAS", copy)
    schema.schemas.cache_clear()

    def name_the_release() -> None:
        place = {"name": "id", "type": "string", "dimension": "place", "total": "All"}
        _write(copy, "plans_by_place", [place, children], **released)
        schema.schemas.cache_clear()

    yield name_the_release
    monkeypatch.undo()
    schema.schemas.cache_clear()


def _write(place: Path, name: str, fields: list[dict[str, Any]], **more: Any) -> None:
    schema = {"name": name, "chapter": CHAPTER, "title": name, "policy": "dfe", "fields": fields} | more
    (place / f"{name}.json").write_text(json.dumps(schema), encoding="utf-8")


@pytest.fixture
def opened(thornby: Path, forms: Path) -> YearFolder:
    """The year with a table of plans by age; 3 of them are of age a."""
    _csv(thornby, "plans_by_age", "id,children,before\na,3,8\nb,40,30\nc,50,20\nAll,93,58\n")
    return open_year("thornby", "2023-24")


def _csv(year: Path, name: str, text: str) -> None:
    (year / CHAPTER).mkdir(exist_ok=True)
    (year / CHAPTER / f"{name}.csv").write_text(text, encoding="utf-8")


def by_age(opened: YearFolder, column: str = "children") -> list[object]:
    return printed(
        protect(measures.table(ChapterContext(opened, CHAPTER), "plans_by_age"), title="Plans").measure, column
    )


@pytest.mark.parametrize("words", ["{{ plans_by_age.a.children }}", "{{ count(plans_by_age) }}"])
def test_prose_cannot_take_from_a_table_of_people(opened: YearFolder, words: str) -> None:
    with pytest.raises(ReportError, match="so prose cannot take from it"):
        bound(words, NamedNumbers(opened), file="page.md")


def test_a_formula_cannot_add_up_a_table_of_people(opened: YearFolder) -> None:
    with pytest.raises(ReportError, match="so prose cannot take from it"):
        NamedNumbers(opened).total("plans_by_age", "children")


def test_prose_cannot_go_through_the_rows_of_a_table_of_people(opened: YearFolder) -> None:
    with pytest.raises(ReportError, match="so prose cannot take from it"):
        bound("{% for row in plans_by_age %}{{ row.children }}{% endfor %}", NamedNumbers(opened), file="page.md")


def test_a_year_without_other_tables_of_people_is_protected_alone(opened: YearFolder) -> None:
    assert 2 == by_age(opened).count("c") and 93 == by_age(opened)[-1]


def test_a_second_table_of_the_same_children_goes_to_the_gate_with_the_first(opened: YearFolder, thornby: Path) -> None:
    _csv(thornby, "plans_by_place", "id,children\nnorth,90\nsouth,3\nAll,93\n")
    statistic = protect(measures.table(ChapterContext(opened, CHAPTER), "plans_by_place"), title="Plans")
    assert ["c", "c", 93] == printed(statistic.measure) and 93 == by_age(opened)[-1]


@pytest.mark.parametrize(("brief", "expected"), [("b,40", ["c", 40, "c", 93]), ("c,50", ["c", "c", 50, 93])])
def test_what_a_second_table_repeats_is_not_what_is_hidden(
    opened: YearFolder, thornby: Path, brief: str, expected: list[str | int]
) -> None:
    _csv(thornby, "plans_in_brief", f"id,children\n{brief}\n")
    assert expected == by_age(opened)


def test_a_column_of_last_year_that_its_report_tells_otherwise_is_refused(opened: YearFolder, thornby: Path) -> None:
    _last_year(thornby, "id,children,before\na,9,9\nb,30,30\nc,20,20\nAll,59,59\n")
    with pytest.raises(ReportError, match="differently"):
        by_age(opened, "before")


def test_last_years_hidden_number_stays_hidden_in_this_years_column_of_it(opened: YearFolder, thornby: Path) -> None:
    _last_year(thornby, "id,children,before\na,4,9\nb,30,30\nc,20,20\nAll,54,59\n")
    this = "id,children,before\na,9,4\nb,40,30\nc,50,20\nAll,99,54\n"
    _csv(thornby, "plans_by_age", this)
    assert "c" == by_age(opened, "before")[0] and 2 == by_age(opened, "before").count("c")


def test_last_years_shown_numbers_are_known_and_not_hidden_again(opened: YearFolder, thornby: Path) -> None:
    _last_year(thornby, "id,children,before\na,8,9\nb,30,30\nc,20,20\nAll,58,59\n")
    assert [8, 30, 20, 58] == by_age(opened, "before")


def test_the_last_report_is_known_whether_or_not_a_year_lies_between(opened: YearFolder, thornby: Path) -> None:
    shutil.copytree(thornby, thornby.parent / "2021-22")
    assert ["plans_by_age"] == [table.name for table in publication_context.already_public(opened, of_table)]


def _last_year(thornby: Path, text: str) -> None:
    last = thornby.parent / "2022-23"
    shutil.copytree(thornby, last)
    _csv(last, "plans_by_age", text)


# What a percentage, a rate or a released figure tells of the people


@pytest.mark.parametrize(
    ("printed_rows", "expected"), [("b,400,1000", ["c", 40, "c", 93]), ("c,500,1000", ["c", "c", 50, 93])]
)
def test_a_rate_of_a_population_tells_its_number_so_another_is_hidden(
    opened: YearFolder, thornby: Path, printed_rows: str, expected: list[str | int]
) -> None:
    """400 in every 10,000 of a thousand are forty: to hide the forty would take the rate as well."""
    _csv(thornby, "plan_rates", f"id,rate,population\n{printed_rows}\n")
    assert expected == by_age(opened)


@pytest.mark.parametrize(
    ("printed_rows", "expected"), [("b,20,200", ["c", 40, "c", 93]), ("c,25,200", ["c", "c", 50, 93])]
)
def test_a_percentage_of_a_base_tells_its_number_so_another_is_hidden(
    opened: YearFolder, thornby: Path, printed_rows: str, expected: list[str | int]
) -> None:
    """20% of two hundred, rounded to one percent, are 39 or 40 or 41: too few to hide one to five behind."""
    _csv(thornby, "plan_shares", f"id,percent,population\n{printed_rows}\n")
    assert expected == by_age(opened)


def test_a_rate_that_can_only_be_of_few_is_hidden_though_no_table_shows_its_number(
    opened: YearFolder, thornby: Path
) -> None:
    _csv(thornby, "plan_rates", "id,rate,population\nd,30,1000\ne,700,1000\n")
    rates = protect(measures.table(ChapterContext(opened, CHAPTER), "plan_rates"), title="Rates")
    assert ["c", 700] == printed(rates.measure, "rate")


def local(opened: YearFolder, column: str) -> list[object]:
    return printed(
        protect(measures.table(ChapterContext(opened, CHAPTER), "plans_released"), title="Plans").measure, column
    )


@pytest.fixture
def beside_released(thornby: Path, forms: Callable[[], None]) -> tuple[Callable[[], None], YearFolder]:
    """Wirral's plans by age without their total; the department has released that they were 368, and 374 the year before."""
    _csv(thornby, "plans_released", "id,children,before\na,3,4\nb,165,170\nc,200,200\n")
    return forms, open_year("thornby", "2023-24")


def test_without_a_total_one_hidden_group_is_enough(beside_released: tuple[Callable[[], None], YearFolder]) -> None:
    _, opened = beside_released
    assert (["c", 165, 200], ["c", 170, 200]) == (local(opened, "children"), local(opened, "before"))


def test_a_released_total_is_known_though_the_report_does_not_show_it(
    beside_released: tuple[Callable[[], None], YearFolder],
) -> None:
    """368 less 165 and 200 would be 3; 374 less 170 and 200 would be 4."""
    name_the_release, opened = beside_released
    name_the_release()
    assert (2, 2) == (local(opened, "children").count("c"), local(opened, "before").count("c"))


def test_a_local_total_that_the_released_figure_contradicts_is_refused(
    beside_released: tuple[Callable[[], None], YearFolder], thornby: Path
) -> None:
    name_the_release, opened = beside_released
    name_the_release()
    _csv(thornby, "plans_by_age", "id,children,before\na,3,4\nb,165,170\nc,201,200\nAll,369,374\n")
    (thornby / CHAPTER / "plans_released.csv").unlink()
    with pytest.raises(ReportError, match="differently"):
        by_age(opened)


def test_two_areas_are_known_by_their_sum_and_only_where_both_are_released(thornby: Path, opened: YearFolder) -> None:
    """Cheshire East and Cheshire West; the store's own figures, added up here."""
    both = ("E06000049", "E06000050")
    store = published.store()
    figures = store.figures("child_protection_plans", areas=list(both), as_at=opened.end)
    march = figures[figures["period_end"] == "2024-03-31"]["value"]
    opened.settings["partnership"]["areas"] = list(both)
    totals = publication_context._released_totals(opened, PEOPLE, "child_protection_plans")
    assert 2 == len(march) and march.sum() == totals.table.set_index("period")["value"]["2023-24"]


@pytest.mark.parametrize(
    ("end", "year"), [("2024-03-31", "2023-24"), ("2024-04-01", "2024-25"), ("2023-12-31", "2023-24")]
)
def test_a_figure_is_of_the_report_year_in_which_its_period_ends(end: str, year: str) -> None:
    assert year == publication_context._report_year(pd.Timestamp(end))


def test_last_years_tables_are_hidden_as_last_years_report_hid_them() -> None:
    last, this_year = open_year("specimen", "2022-23"), open_year("specimen", "2023-24")
    repeated = {table.name: table.codes for table in publication_context.published_before(this_year, of_table)}
    tables = [table for table in last.local_tables if table.schema.is_protected]
    printed_then = {
        table.name: protect(publication_context.in_company(last, table, of_table), title="Then").measure.codes
        for table in tables
    }
    assert len(tables) > 10 and {code for codes in printed_then.values() for code in codes.get("value", ())} >= {"c"}
    assert {name: repeated[name] for name in printed_then} == printed_then


def test_the_order_of_tables_changes_nothing_of_what_is_hidden() -> None:
    tables = publication_context.of_people(open_year("specimen", "2022-23"), of_table)
    hidden = {table.name: table.codes for table in disclosure.suppress_small_numbers(tables)}
    turned = {table.name: table.codes for table in disclosure.suppress_small_numbers(tables[::-1])}
    assert turned == hidden
