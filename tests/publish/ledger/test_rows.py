"""Where a number was read comes to the ledger as it was when the file was read, whatever kind of number it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import PROJECT, compared

from helpers.display.sentences import row_counts
from helpers.publish.ledger import rows
from helpers.publish.ledger.entries import LedgerEntry
from helpers.sources import YearFolder, chapter, open_year
from helpers.statistics import journey, measure_names, measures, protect
from helpers.statistics.comparison import comparisons
from helpers.statistics.named_numbers import NamedNumbers
from helpers.statistics.numbers import Number, Text, text

YEAR = "data/wirral/2023-24/01_introduction"
STORE = "data/published"
Place = tuple[str, str, str]


def ledger_row(number: Number, folder: YearFolder) -> rows.LedgerRow:
    """The ledger's row of a number that was handed on in a block's JSON."""
    (shown,) = Text.from_json(text(number).as_json()).numbers
    assert shown == number
    (row,) = rows.rows([LedgerEntry("entry", "01_introduction", "Welcome, paragraph 1", shown)], folder)
    return row


@pytest.fixture(scope="module")
def names() -> NamedNumbers:
    return NamedNumbers(open_year("wirral", "2023-24"))


@pytest.mark.parametrize(
    ("find", "kind", "place"),
    [
        (lambda names: names.number("income.total"), "fact", (f"{YEAR}/facts.csv", "39", "value")),
        (lambda names: names.number("finances.council.amount"), "fact", (f"{YEAR}/finances.csv", "2", "amount")),
        (lambda names: names.number("income.total").when, "period", (f"{YEAR}/facts.csv", "39", "period")),
        (lambda names: names.number("funding.gap"), "derived", (f"{YEAR}/derived.csv", "7", "")),
        (lambda names: names.count("top_pages"), "count", (f"{YEAR}/top_pages.csv", "", "")),
        (
            lambda names: names.published("children_looked_after_per_10k", period="2024"),
            "published",
            (f"{STORE}/figures.parquet", "children_looked_after_per_10k|E08000015|2024", "value"),
        ),
        (
            lambda names: measure_names.name_of("rereferrals_percent").numbers[0],
            "words",
            (f"{STORE}/measures.parquet", "rereferrals_percent", "name"),
        ),
    ],
    ids=["fact", "cell", "period", "derived", "count", "published", "words"],
)
def test_a_number_comes_to_the_ledger_from_the_place_it_was_read(
    find: Callable[[NamedNumbers], Number], kind: str, place: Place, names: NamedNumbers
) -> None:
    row = ledger_row(find(names), names.folder)
    assert (kind, place) == (row.kind, (row.file, "; ".join(row.row), row.column))


def test_a_formula_of_the_year_s_files_comes_to_the_ledger_as_its_author_wrote_it(names: NamedNumbers) -> None:
    row = ledger_row(names.number("funding.gap"), names.folder)
    assert ("expenditure.total - income.total", ("expenditure.total", "income.total")) == (row.formula, row.inputs)


def test_a_count_of_rows_names_every_row_counted_and_its_formula(names: NamedNumbers) -> None:
    pages = protect(measures.table(chapter("01_introduction", partnership="wirral", year="2023-24"), "top_pages"))
    row = ledger_row(row_counts.rows(pages, [0, 2], of="pages"), names.folder)
    assert ("count", ("2, 4",), "count(rows)") == (row.kind, row.row, row.formula)


def test_a_published_figure_names_its_measure_and_area_and_a_fact_neither(names: NamedNumbers) -> None:
    figure = ledger_row(names.published("children_looked_after_per_10k", period="2024"), names.folder)
    fact = ledger_row(names.number("income.total"), names.folder)
    assert ("children_looked_after_per_10k", "E08000015", "", "") == (
        figure.measure,
        figure.area,
        fact.measure,
        fact.area,
    )


def test_a_figure_and_what_is_worked_out_from_it_name_their_measure(names: NamedNumbers) -> None:
    figure = names.published("children_looked_after_per_10k", period="2024")
    own = {ledger_row(number, names.folder).measure for number in (figure, figure.when)}
    assert own == {"children_looked_after_per_10k"}
    limits = comparisons.interval(journey.last(compared.journey(), "rereferrals_percent"), "Wirral")
    assert limits and {ledger_row(end, names.folder).measure for end in limits} == {"rereferrals_percent"}
    assert ledger_row(names.number("income.total"), names.folder).measure == ""


def test_every_column_of_the_ledger_is_described() -> None:
    decision = (PROJECT / "docs/decisions/0009-ledger.md").read_text("utf-8")
    assert [] == [column for column in rows.COLUMNS if f"`{column}`" not in decision]
