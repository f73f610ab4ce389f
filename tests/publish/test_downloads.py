"""Downloads: a CSV for each figure and table, once for each set of data."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from nbformat.v4 import new_markdown_cell
from support import compared, small_report

from helpers.display import details
from helpers.display.blocks import Grid, Table
from helpers.publish import chapter, downloads
from helpers.statistics.numbers import text


def a_chapter(*tables: Table) -> chapter.Chapter:
    """A chapter that shows tables."""
    cells = [new_markdown_cell("# Introduction"), small_report.shown(*tables)]
    return chapter.read(small_report.notebook(cells), "01_introduction")


def table(name: str, content: str) -> Table:
    """A table whose download is given."""
    return Table(name, text(name), Grid((text("a"),), ("left",), ((text("b"),),), content))


def test_other_data_under_the_same_name_is_not_overwritten() -> None:
    files = downloads.of_chapters(
        [a_chapter(table("income", "a\n1\n"), table("income", "a\n2\n"), table("income", "a\n1\n"))]
    )
    assert [(item.name, item.labels) for item in files] == [
        ("01_introduction_income.csv", ("Table 1.1", "Table 1.3")),
        ("01_introduction_income_2.csv", ("Table 1.2",)),
    ]


def test_a_block_without_data_has_no_download() -> None:
    assert downloads.of_chapters([a_chapter(table("income", ""))]) == []


def test_a_figure_and_a_table_of_the_same_data_share_a_file(tmp_path: Path) -> None:
    files = downloads.of_chapters(small_report.chapters())
    downloads.write_files(files, tmp_path)
    assert [(item.name, item.labels) for item in files] == [
        ("01_introduction_income.csv", ("Figure 1.1", "Table 1.1")),
        ("02_independent_scrutiny_children_looked_after.csv", ("Table 2.1",)),
    ]
    assert sorted(file.name for file in tmp_path.iterdir()) == [*(item.name for item in files), downloads.MEASURES]


def test_a_download_is_plain_csv_with_a_carriage_return_before_each_line_feed(tmp_path: Path) -> None:
    (first, second) = files = downloads.of_chapters(small_report.chapters())
    downloads.write_files(files, tmp_path)
    content = (tmp_path / first.name).read_bytes()
    assert content.startswith(b"Partner,Amount (\xc2\xa3)\r\nWirral Council,165847\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == first.rows + 1 == 5
    assert first.size == len(content)
    with (tmp_path / second.name).open(newline="", encoding="utf-8") as file:
        assert next(csv.DictReader(file))["2023–24"] == "[c]"


def test_a_cell_of_two_lines_stays_one_cell() -> None:
    (item,) = downloads.of_chapters([a_chapter(table("quotes", 'said\n"one\ntwo, three"\n'))])
    assert (item.rows, item.content) == (1, 'said\r\n"one\ntwo, three"\r\n')


def test_the_size_is_told_as_a_reader_says_it() -> None:
    def sized(size: int) -> str:
        return downloads.Download("a", "b", "", (), "c", 1, "x" * size, table("a", "b")).size_shown

    assert [sized(129), sized(999), sized(1000), sized(4250)] == ["129 bytes", "999 bytes", "1.0 kB", "4.3 kB"]


def test_the_measures_of_a_file_are_defined_beside_it() -> None:
    shown = [details.headlines(compared.journey()), details.of_group(compared.journey(), "health")]
    chapters = [a_chapter(*(table for table in shown if isinstance(table, Table)))]
    rows = {
        row["measure"]: row
        for row in csv.DictReader(io.StringIO(downloads.definitions(downloads.of_chapters(chapters))))
    }
    births = rows["low_birth_weight_percent"]
    assert (births["counted_among"], births["publisher"]) == (
        "live births after at least 37 weeks",
        "Office for Health Improvement and Disparities",
    )
    assert births["definition"] and births["files"] == "01_introduction_health.csv"
    assert {"referrals_per_10k", "referrals"} <= set(rows)  # the rate and the number beside it
