"""A new local indicator by month, from two files and no code: shown by itself, and no small count of it anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import local_year
from support.moved import Moved, build_twice

pytestmark = pytest.mark.slow

HEAD = "id,name,counts,of,unit,breakdown,over_time,better,definition,chapter,section,national,policy,open,released_by\n"
ENDS = ",05_key_activity,Front door,,{},,\n"
MEASURES = (
    HEAD
    + "contacts,Contacts,cases contacts,,,,sum,neither,What the front door received"
    + ENDS.format("")
    + "seals,Sealed,cases sealed,,,,sum,neither,What nobody may see"
    + ENDS.format("sealed")
)
MONTHS = ("April 2023", "May 2023", "June 2023", "July 2023")
SMALL, SMALL_MOVED = (3, 40, 2, 51), (1, 40, 4, 51)
PLANTED, PLANTED_MOVED = (7123457, 2718281, 1414213, 1732050), (7123451, 2718287, 1414219, 1732044)


def write(place: Path, small: tuple[int, ...], planted: tuple[int, ...]) -> None:
    rows = [f"contacts,,{month},{number},,thornby_accounts" for month, number in zip(MONTHS, small, strict=True)]
    rows += [f"seals,,{month},{number},,thornby_accounts" for month, number in zip(MONTHS, planted, strict=True)]
    folder = place / "data" / "thornby" / local_year.YEAR
    (folder / "local_measures.csv").write_text(MEASURES, "utf-8")
    lines = ["measure,breakdown,period,value,of,source", *rows, "contacts,,2023-24,400,,thornby_accounts"]
    (folder / "local_figures.csv").write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Moved:
    """The report, and the same built again after all that is hidden moved."""
    place = local_year.project(tmp_path_factory.mktemp("local"), years=())
    return build_twice(place, lambda: write(place, SMALL, PLANTED), lambda: write(place, SMALL_MOVED, PLANTED_MOVED))


def test_whatever_a_hidden_number_is_every_byte_is_the_same(built: Moved) -> None:
    assert [] == built.changed


def test_no_number_that_is_hidden_is_in_any_file(built: Moved) -> None:
    assert [] == built.leaked((*PLANTED, *PLANTED_MOVED))


def test_the_indicator_is_a_chart_a_table_a_sentence_a_download_and_entries_of_the_ledger(
    built: Moved,
) -> None:
    report = built.before
    site = report["thornby/2023-24/site/05_key_activity.html"].decode()
    expected = ("own figures", "Front door", "Whole year", "<svg")
    assert [] == [words for words in expected if words not in site]
    downloads = [report[name].decode() for name in report if "2023-24/downloads/05_key_activity_contacts" in name]
    assert len(downloads) == 1  # the chart's data are the table's
    assert "[c]" in downloads[0] and "40" in downloads[0]
    ledger = report["thornby/2023-24/numbers.csv"].decode()
    assert "contacts.all|May 2023.value" in ledger and "data/thornby/2023-24/local_figures.csv,3,value" in ledger
