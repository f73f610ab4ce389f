"""A cell is refused, with the true reason, where it is no value of its column's type and unit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from helpers.sources import cells
from helpers.sources.cells import TypedTable
from helpers.sources.reading import RawTable
from helpers.sources.schema import Schema
from helpers.sources.withheld_numbers import WithheldNumber


def refused(message: str, *values: str) -> list[tuple[str, str]]:
    return [(value, message) for value in values]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        *refused(cells.MONTH, "now", "today", "2022", "12/2022", "Dec-22", "2022Q4", "2024-03", "45382", "2023/24"),
        *refused(cells.NO_DAY, "2024-02-31", "2024-13-01", "1900-01-00"),
        *refused(cells.NO_YEAR, "0024-01-01", "1900-01-01", "9999-12-31"),
    ],
)
def test_what_is_no_month_is_refused_with_the_true_reason(cell: str, message: str) -> None:
    assert cells.fault(cell, "date", "month") == message.format(cell=cell)


@pytest.mark.parametrize("cell", ["24", "1900", "9999", "2023.5"])
def test_a_number_that_is_no_year_of_our_time_is_no_year(cell: str) -> None:
    assert cells.fault(cell, "number", "year") == cells.NO_YEAR.format(cell=cell)
    assert not cells.fault(cell, "number", "score")


@pytest.mark.parametrize(
    ("cell", "unit", "message"),
    [
        ("-1", "count", cells.NEGATIVE),
        ("-0.1", "percent", cells.NEGATIVE),
        ("-3", "days", cells.NEGATIVE),
        ("-12", "per_10k", cells.NEGATIVE),
        ("2.5", "count", cells.FRACTION),
        ("1.5", "rank", cells.FRACTION),
        ("100.1", "percent", cells.ABOVE_WHOLE),
        ("174", "percent", cells.ABOVE_WHOLE),
    ],
)
def test_a_number_that_none_of_its_unit_can_be_is_refused_with_the_cure(cell: str, unit: str, message: str) -> None:
    assert cells.fault(cell, "number", unit) == message.format(cell=cell)


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        *[("0", "count"), ("12.0", "count"), ("0", "percent"), ("100", "percent"), ("2.5", "fte"), ("130.5", "per_1k")],
        *[("-5000", "pounds"), ("-3", "percentage_points"), ("174", "percent_change"), ("-40", "percent_change")],
    ],
)
def test_money_and_changes_may_be_negative_and_a_change_above_the_whole(cell: str, unit: str) -> None:
    assert not cells.fault(cell, "number", unit)


@pytest.mark.parametrize(("cell", "kind", "unit"), [("2024-02-29", "date", "date"), ("1960", "number", "year")])
def test_days_and_years_are_read(cell: str, kind: str, unit: str) -> None:
    assert not cells.fault(cell, kind, unit)


def typed(place: Path, cell: str, **column: Any) -> TypedTable:
    """The one cell of a table of children."""
    fields = [{"name": "children", "type": "integer", "counts": "children exploited"} | column]
    (place / "wards.json").write_text(json.dumps({"title": "Wards", "fields": fields}), encoding="utf-8")
    return cells.typed(RawTable(("children",), ((2, (cell,)),)), Schema.read(place / "wards.json"), "wards.csv")


@pytest.mark.parametrize("cell", ["<5", "*", "[c]", "z", ".."])
def test_a_suppliers_code_in_a_column_without_codes_is_refused_with_the_cure(tmp_path: Path, cell: str) -> None:
    faults = typed(tmp_path, cell).faults
    assert ["children"] == [fault.column for fault in faults] and '"codes": true' in faults[0].message


@pytest.mark.parametrize("cell", ["few", "<", "5-9", "n/a"])
def test_what_is_neither_a_number_nor_a_code_is_refused_and_the_codes_are_named(tmp_path: Path, cell: str) -> None:
    faults = typed(tmp_path, cell, codes=True).faults
    assert 1 == len(faults) and '"<5", "*" or "c"' in faults[0].message and cell not in faults[0].message.split()


def test_a_suppliers_code_is_what_stands_in_place_of_the_number(tmp_path: Path) -> None:
    assert [{"children": WithheldNumber("c", 4)}] == typed(tmp_path, "<5", codes=True).rows


def test_what_one_column_is_more_than_another_may_be_negative_though_it_is_a_count(tmp_path: Path) -> None:
    before = {"name": "before", "type": "integer", "unit": "count", "counts": "children exploited", "year": -1}
    change = {"name": "change", "type": "integer", "unit": "count", "difference_of": ["children", "before"]}
    fields = [{**before, "name": "children", "year": 0}, before, change]
    (tmp_path / "wards.json").write_text(json.dumps({"title": "Wards", "fields": fields}), encoding="utf-8")
    columns = ("children", "before", "change")
    table = RawTable(columns, ((2, ("30", "42", "-12")), (3, ("30", "-42", "72"))))
    faults = cells.typed(table, Schema.read(tmp_path / "wards.json"), "wards.csv").faults
    assert [(3, "before")] == [(fault.row, fault.column) for fault in faults]


def test_a_number_stays_a_number_where_codes_may_stand(tmp_path: Path) -> None:
    assert [{"children": 12.0}] == typed(tmp_path, "12", codes=True, constraints={"minimum": 0}).rows
