"""A file's tables are the same text in whatever format the publisher, or whoever downloaded it, saved them."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date, datetime

import pytest
from support import PROJECT

from helpers.sources.importers import file_formats
from helpers.sources.importers.raw_file import RawFile

AS_ISSUED = PROJECT / "tests" / "fixtures" / "as_issued"
HEADINGS = frozenset({"time_period", "new_la_code", "value"})
TABLE = "time_period,new_la_code,value\n2024,E08000015,007\n"


def only(file: str, stored: bytes) -> RawFile:
    (raw,) = file_formats.tables(file, stored, HEADINGS)
    return raw


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("notes.pdf", "only .csv, .gz, .zip, .xlsx, .ods, .geojson files are read"),
        ("table.zip", "it cannot be unpacked"),
        ("table.csv.gz", "it cannot be unpacked"),
        ("table.xlsx", "it is no workbook"),
        ("table.ods", "it is no workbook"),
        ("table.geojson", "Expecting value"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(file: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        list(file_formats.tables(file, b"not a table", HEADINGS))


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(ValueError, match="it is empty"):
        only("table.csv", b"")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_an_encoding_changes_no_cell(encoding: str) -> None:
    raw = only("table.csv", TABLE.replace("007", "£7").encode(encoding))
    assert raw.rows.iloc[0].tolist() == ["2024", "E08000015", "£7"]


@pytest.mark.parametrize("ending", [".csv", ".csv.gz", ".zip"])
def test_a_packed_table_is_the_same_as_a_plain_one(ending: str) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("data/table.csv", TABLE)
        packed.writestr("data-guidance.txt", "how to read it")
    stored = {".csv": TABLE.encode(), ".csv.gz": gzip.compress(TABLE.encode()), ".zip": archive.getvalue()}
    raw = only(f"table{ending}", stored[ending])
    assert raw.rows.iloc[0].tolist() == ["2024", "E08000015", "007"]
    assert raw.file == ("table.zip/data/table.csv" if ending == ".zip" else f"table{ending}")


def test_titles_above_the_headings_and_notes_below_are_no_rows() -> None:
    raw = only("table.csv", ("sep=,\nPlans of children\n\n" + TABLE + ",,\nSource: the publisher,,\n").encode())
    assert raw.heading_row == 4
    assert raw.rows.index.tolist() == [5]
    assert raw.rows["value"].tolist() == ["007"]


def test_a_cell_that_reads_as_a_heading_does_not_make_its_row_the_headings() -> None:
    rows = "".join(f"{year},value,value,value\n" for year in (2023, 2024))
    raw = only("table.csv", ("time_period,new_la_code,other,more\n" + rows).encode())
    assert raw.rows["time_period"].tolist() == ["2023", "2024"]


def test_a_repeated_heading_is_given_its_place() -> None:
    assert only("table.csv", b"value,a,value\n1,2,3\n").rows.columns.tolist() == ["value", "a", "value (3)"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (2023.0, "2023"),
        (16.600000000000001, "16.6"),
        (0.1 + 0.2, "0.3"),
        (datetime(2025, 2, 24), "2025-02-24"),
        (date(2025, 2, 24), "2025-02-24"),
        ("c", "c"),
        ("", ""),
    ],
)
def test_a_cell_of_a_workbook_is_what_it_shows(cell: object, text: str) -> None:
    assert file_formats._cell(cell) == text


def test_each_sheet_of_a_workbook_is_a_table() -> None:
    headings = frozenset({"local_authority_area_code", "inspection_date", "publication_date"})
    stored = (AS_ISSUED / "inspections.ods").read_bytes()
    sheets = {raw.file: raw for raw in file_formats.tables("inspections.ods", stored, headings)}
    history = sheets["inspections.ods, sheet ILACS_inspection_history"]
    assert history.heading_row == 3
    wirral = history.rows[history.rows["Local authority name"] == "Wirral"]
    assert wirral["Inspection date"].tolist() == ["2019-06-17", "2023-09-18"]
