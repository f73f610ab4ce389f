"""A ward that no other table and no table of last year's has is asked about, with the nearest that they have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support import own_forms as own

from helpers.sources import YearFolder, strange_places

HEADINGS = "ward,children,source\n"
Opened = Callable[[], YearFolder]


def write(year: Path, *wards: str, table: str = "young_carers") -> None:
    (year / "05_key_activity").mkdir(exist_ok=True)
    (year / "schemas").mkdir(exist_ok=True)
    own.write(year, own.descriptor(), name=table)
    rows = [f"{ward},{20 + place},thornby_accounts\n" for place, ward in enumerate(wards)]
    (year / f"05_key_activity/{table}.csv").write_text(HEADINGS + "".join(rows), "utf-8")


@pytest.fixture
def last_year(thornby: Path) -> Path:
    year = thornby.with_name("2022-23")
    year.mkdir()
    text = (thornby / "report.toml").read_text("utf-8")
    (year / "report.toml").write_text(text, "utf-8")
    write(year, "Ashby", "Bourne", "All wards")
    return year


def test_a_ward_that_last_year_s_table_has_not_is_asked_about(last_year: Path, thornby: Path, opened: Opened) -> None:
    write(thornby, "Ashbyy", "bourne", "All wards")
    (finding,) = strange_places.findings(opened())
    assert (finding.line, finding.blocks) == (2, False)
    assert '"Ashbyy" is no ward of the other tables or of last year\'s. Did you mean Ashby' in finding.message


def test_a_ward_that_another_table_of_the_year_has_not_is_asked_about(thornby: Path, opened: Opened) -> None:
    write(thornby, "Ashby", "Bourne")
    assert strange_places.findings(opened()) == [], "one table alone says nothing of its wards"
    write(thornby, "Ashby", "Bourne", "Kirkdale", table="carers_met")
    assert [finding.message.partition(" ")[0] for finding in strange_places.findings(opened())] == ['"Kirkdale"']
