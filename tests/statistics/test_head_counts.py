"""A file with a row for each child is counted, the counts are protected, and no row of it is shown."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.people import PEOPLE, printed

from helpers.errors import ReportError, UnknownName
from helpers.sources import schema
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.year_folder import open_year
from helpers.statistics import measures, protect
from helpers.statistics.binding import bound
from helpers.statistics.named_numbers import NamedNumbers
from helpers.statistics.numbers import Number
from helpers.statistics.statistic import Statistic

CHAPTER = "05_key_activity"
CHILDREN = """id,sex,age,born
7654321,Girls,Under 5,2021-03-09
7654322,Girls,Under 5,2021-04-09
7654323,Girls,5 and over,2015-04-09
7654324,Boys,Under 5,2020-04-09
7654325,Boys,5 and over,2012-04-09
7654326,Boys,5 and over,2012-05-09
7654327,Boys,5 and over,2012-06-09
7654328,Boys,5 and over,2012-07-09
7654329,Boys,5 and over,2012-08-09
7654330,Boys,5 and over,2012-09-09
"""


def words(name: str, *categories: str) -> dict[str, Any]:
    """A column to count by, with every category."""
    return {
        "name": name,
        "type": "string",
        "dimension": name,
        "total": "All",
        "constraints": {"enum": list(categories)},
    }


def form(**changed: Any) -> dict[str, Any]:
    """The schema of a file with a row for each child."""
    schema = {
        "chapter": CHAPTER,
        "title": "Children with a plan",
        "policy": "dfe",
        "rows_are": PEOPLE,
        "counted_by": [[], ["sex"], ["sex", "age"]],
        "fields": [
            {"name": "id", "type": "string"},
            words("sex", "Girls", "Boys", "Not known"),
            words("age", "Under 5", "5 and over"),
            {"name": "born", "type": "string"},
        ],
    }
    return schema | changed


@pytest.fixture
def opened(thornby: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., ChapterContext]]:
    """Open the invented year with ten children in a file, under a schema that may be changed."""
    copy = tmp_path / "schemas"
    shutil.copytree(schema.SCHEMAS, copy)
    monkeypatch.setattr(schema, "SCHEMAS", copy)

    def open_with(rows: str | None = CHILDREN, /, **changed: Any) -> ChapterContext:
        (copy / "children.json").write_text(json.dumps(form(**changed)), encoding="utf-8")
        (thornby / CHAPTER).mkdir(exist_ok=True)
        if rows:
            (thornby / CHAPTER / "children.csv").write_text(rows, encoding="utf-8")
        schema.schemas.cache_clear()
        return ChapterContext(open_year("thornby", "2023-24"), CHAPTER)

    yield open_with
    monkeypatch.undo()
    schema.schemas.cache_clear()


def counted(chapter: ChapterContext, *by: str) -> Statistic:
    return protect(measures.counted(chapter, "children", by=by), title="Children with a plan")


def test_the_rows_themselves_are_refused(opened: Callable[..., ChapterContext]) -> None:
    with pytest.raises(ReportError, match=r"children\.csv has a row for each child, and no row of it may be shown"):
        measures.table(opened(), "children")


@pytest.mark.parametrize("text", ["{{ count(children) }}", "{{ children.7654321.born }}"])
def test_prose_cannot_take_from_a_file_with_a_row_for_each_child(
    opened: Callable[..., ChapterContext], text: str
) -> None:
    with pytest.raises(ReportError):
        bound(text, NamedNumbers(opened().folder), file="page.md")


@pytest.mark.parametrize(
    ("policy", "message"), [("open", "hides nothing"), ("released", "No policy for small numbers is called")]
)
def test_a_file_with_a_row_for_each_child_needs_a_policy_that_hides(
    opened: Callable[..., ChapterContext], policy: str, message: str
) -> None:
    with pytest.raises(ReportError, match=message):
        counted(opened(policy=policy), "sex")


def test_a_file_with_a_row_for_each_child_is_protected_by_a_schema_without_a_policy(
    opened: Callable[..., ChapterContext],
) -> None:
    assert counted(opened(policy=""), "sex").measure.policy == "dfe"


def test_a_breakdown_that_the_schema_does_not_declare_is_refused(opened: Callable[..., ChapterContext]) -> None:
    with pytest.raises(UnknownName, match='not counted by "age"'):
        counted(opened(), "age")


def test_a_column_whose_categories_are_not_listed_is_refused(opened: Callable[..., ChapterContext]) -> None:
    with pytest.raises(ReportError, match="cannot be counted by born"):
        counted(opened(counted_by=[["born"]]), "born")


@pytest.mark.parametrize("category", ["", "Girl 7123457"])
def test_a_row_of_no_known_category_is_refused_without_telling_what_stands_there(
    opened: Callable[..., ChapterContext], category: str
) -> None:
    with pytest.raises(ReportError, match=r"row 2, sex: not one of its categories") as refused:
        counted(opened(CHILDREN.replace("7654321,Girls", f"7654321,{category}")), "sex")
    assert "7123457" not in str(refused.value)


def test_a_table_with_a_row_for_each_number_is_not_counted(opened: Callable[..., ChapterContext]) -> None:
    with pytest.raises(ReportError, match="has no row for each child"):
        measures.counted(opened(), "training", by=("course",))


def test_three_girls_and_seven_boys_are_both_hidden_and_nobody_unknown_is_nought(
    opened: Callable[..., ChapterContext],
) -> None:
    assert ["c", "c", 0, 10] == printed(counted(opened(), "sex").measure, "number")


def test_all_together_are_ten(opened: Callable[..., ChapterContext]) -> None:
    assert [10] == printed(counted(opened()).measure, "number")


def test_girls_under_five_are_two_before_they_are_hidden(opened: Callable[..., ChapterContext]) -> None:
    counts = measures.counted(opened(), "children", by=("sex", "age"))
    assert [2, 1, 3, 1, 6, 7, 0, 0, 0, 3, 7, 10] == list(counts.table["number"])


def test_a_number_that_two_breakdowns_show_is_hidden_in_both_or_in_neither(
    opened: Callable[..., ChapterContext],
) -> None:
    chapter = opened()
    by_sex, by_both = counted(chapter, "sex"), counted(chapter, "sex", "age")
    totals = by_both.where(age="All").measure
    assert printed(by_sex.measure, "number") == printed(totals, "number")


def test_a_file_that_was_not_sent_has_nothing_to_show(opened: Callable[..., ChapterContext]) -> None:
    assert not counted(opened(None), "sex").supplied


def test_no_reference_and_no_birthday_passes_the_gate(opened: Callable[..., ChapterContext]) -> None:
    statistic = counted(opened(), "sex")
    words = repr(statistic) + statistic.table.to_csv() + repr([number.as_json() for number in _numbers(statistic)])
    assert "765432" not in words and "2021-03" not in words


def _numbers(statistic: Statistic) -> list[Number]:
    return [statistic.number(row, "number") for row in range(len(statistic))]
