"""Figures that name a measure of the catalogue need no description of their own, and one of the year's own takes its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.publish import check
from helpers.sources import YearFolder

Opened = Callable[[], YearFolder]
HEAD = "id,name,counts,of,unit,breakdown,over_time,better,definition,chapter,section,national,policy,open,released_by\n"
OWN = "escalations,Escalated here,cases escalated here,,,Stage,sum,neither,What was escalated,05_key_activity,Challenge,,,,\n"


@pytest.fixture
def year(thornby: Path) -> Path:
    """The year with figures of a measure that the catalogue describes, and no description of its own."""
    rows = ["escalations,Team managers,2023-24,34", "escalations,Partnership,2023-24,2", "escalations,,2023-24,36"]
    lines = ["measure,breakdown,period,value,of,source", *(f"{row},,thornby_accounts" for row in rows)]
    (thornby / "local_figures.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return thornby


def test_figures_of_a_measure_of_the_catalogue_are_a_table_of_people(year: Path, opened: Opened) -> None:
    assert check.faults(opened()) == []
    (table,) = opened().local_tables
    assert (table.name, table.schema.policy, len(table.frame)) == ("escalations", "dfe", 3)


def test_the_year_s_own_description_takes_the_place_of_the_catalogue_s(year: Path, opened: Opened) -> None:
    (year / "local_measures.csv").write_text(HEAD + OWN, "utf-8")
    assert [measure.name for measure in opened().local_measures] == ["Escalated here"]


def test_no_figure_means_no_measure_of_the_catalogue(thornby: Path, opened: Opened) -> None:
    assert opened().local_measures == []


def test_a_misspelt_measure_is_told_with_the_nearest_of_the_catalogue(year: Path, opened: Opened) -> None:
    path = year / "local_figures.csv"
    path.write_text(path.read_text("utf-8").replace("escalations,T", "escaltions,T"), "utf-8")
    assert any("Did you mean escalations" in fault.message for fault in check.faults(opened()))
