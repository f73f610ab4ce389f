"""Under a table or a figure stands what each mark it shows means, and of no mark that it does not show."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import handmade

from helpers.display import charts, shorthand, tables
from helpers.display.blocks import Figure, Table
from helpers.sources.origins import Origin, PublishedOrigin
from helpers.sources.typed_numbers import typed_numbers_in
from helpers.statistics import units
from helpers.statistics.disclosure.measure import Column
from helpers.statistics.statistic import Statistic, protect

COLUMNS = (Column("name", "Factor"), Column("period", "Year"), Column("value", "Assessments", "count"))
NAN = float("nan")
FIGURE = PublishedOrigin("data/published/figures.parquet", ("factor",))

OWN = Origin("data/wirral/2023-24/04_key_activity/plans.csv", 2)


def counted(*codes: str, origin: Origin = FIGURE) -> Statistic:
    """Return a figure with each code, and one with none."""
    factors = handmade.statistic(
        "factors", COLUMNS, [("Neglect", "2024", 9.0), *((code, "2024", NAN) for code in codes)]
    )
    origins = (origin,) * len(factors)
    coded = replace(factors.measure, origins=origins, codes={"value": ("", *codes)}, policy="released")
    return protect(coded, title="Factors")


def note_of(statistic: Statistic) -> str:
    shown = tables.show(statistic, note="Counted once.")
    assert isinstance(shown, Table)
    return shown.note.plain


@pytest.mark.parametrize("meaning", shorthand.MEANINGS.values(), ids=shorthand.MEANINGS)
def test_what_a_mark_means_is_no_number_to_the_ledger(meaning: str) -> None:
    assert [] == typed_numbers_in(meaning)


def test_a_table_without_a_mark_explains_none() -> None:
    assert note_of(counted()) == "Counted once."


def test_a_table_explains_the_marks_it_shows_and_no_others() -> None:
    note = note_of(counted("c", "z"))
    assert note.startswith("Counted once. [c] is confidential: withheld by the publisher")
    assert "[z] is not applicable" in note
    assert "[x]" not in note


@pytest.mark.parametrize("code", sorted(set(units.HIDDEN) - {""}))
def test_every_mark_has_its_meaning(code: str) -> None:
    assert f"{units.HIDDEN[code]} is " in note_of(counted(code))


def test_two_reasons_with_one_mark_are_told_once() -> None:
    assert note_of(counted("x", "unknown")).count("[x]") == 1


def test_what_this_report_hides_is_not_put_upon_a_publisher() -> None:
    note = note_of(counted("c", origin=OWN))
    assert "hidden in this report" in note and "publisher" not in note


def test_how_many_cells_this_report_hides_is_a_number_worked_out_from_them() -> None:
    shown = tables.show(counted("c", "c", "z", origin=OWN))
    assert isinstance(shown, Table)
    assert "Cells hidden: 2." in shown.note.plain
    (number,) = shown.note.numbers
    assert (str(number.derivation), len(number.inputs)) == ("count(inputs)", 2)


def test_cells_that_a_publisher_withheld_are_not_counted_as_hidden_here() -> None:
    assert "Cells hidden" not in note_of(counted("c", "c"))


def test_a_figure_explains_the_marks_of_its_data() -> None:
    figure = charts.factors(counted("c"))
    assert isinstance(figure, Figure)
    assert figure.note.plain.endswith(
        "[c] is confidential: withheld by the publisher, so that nobody can be identified."
    )
