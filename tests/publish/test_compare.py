"""The page of a comparison answers a committee's questions by itself, and its CSVs what the corrections list needs."""

from __future__ import annotations

import csv
import html
import re
import zipfile
from pathlib import Path

import pytest

from helpers.errors import ReportError
from helpers.publish import compare
from helpers.publish.comparison import COLUMNS

LEDGER = (*COLUMNS, "entry", "source")
RATE = "children_looked_after_per_10k|E08000015"
Figure = tuple[str, str, str, str]


def report(place: Path, *figures: Figure) -> Path:
    """A report's folder whose ledger has published figures, each with its measure and area, period, value and entry."""
    place.mkdir(parents=True)
    with (place / "numbers.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, LEDGER)
        writer.writeheader()
        for name, period, value, entry in figures:
            row = {"chapter": "03_journey_of_the_child", "name": name, "period": period, "value": value, "entry": entry}
            row |= {"row": f"{name}|{period}", "kind": "published", "unit": "per_10k", "source": "cla", "shown": value}
            writer.writerow(dict.fromkeys(LEDGER, "") | row)
    return place


def page(place: Path) -> str:
    text = re.sub(r"<style.*?</style>", "", (place / "index.html").read_text("utf-8"), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.fixture
def build(thornby: Path) -> Path:
    return thornby.parents[2] / "build/wirral"


def test_the_page_says_how_far_the_area_s_own_figures_moved_and_that_none_was_revised(build: Path) -> None:
    first = report(build / "2023-24", (RATE, "2023", "116", "a"))
    second = report(build / "2024-25", (RATE, "2023", "116", "b"), (RATE, "2024", "103", "c"))
    words = page(compare.write(first, second))
    assert "Of the published figures of Wirral that have a newer year, 0 rose, 1 fell and 0 did neither." in words
    assert "Children looked after, Wirral Changed: down 13 per 10,000 116 (2023) 103 (2024)" in words
    assert "No figure was revised" in words and 'id="revised"' not in words


def test_a_revised_figure_stands_under_a_heading_of_its_own_and_leads_to_its_place(build: Path) -> None:
    first, second = report(build / "2023-24", (RATE, "2023", "116", "a")), build / "2024-25"
    place = compare.write(first, report(second, (RATE, "2023", "118", "b")))
    assert "1 figure has another value for the same period : revised by the publisher" in page(place)
    assert 'href="../2024-25/review/03_journey_of_the_child.html?number=b"' in (place / "index.html").read_text("utf-8")


def test_a_figure_that_is_as_before_in_a_newer_year_is_said_to_be(build: Path) -> None:
    place = compare.write(
        report(build / "2023-24", (RATE, "2023", "116", "")), report(build / "2024-25", (RATE, "2024", "116", ""))
    )
    assert f"Wirral {compare.UNMOVED} 116 (2023) 116 (2024)" in page(place)


def test_a_release_is_compared_with_the_build_of_its_year_and_the_rows_of_its_corrections_are_written(
    build: Path, tmp_path: Path
) -> None:
    released = report(tmp_path / "wirral-2023-24-1.0", (RATE, "2023", "43", "a"))
    archive = tmp_path / "wirral-2023-24-1.0.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(released / "numbers.csv", "wirral-2023-24-1.0/numbers.csv")
    place = compare.write(archive, report(build / "2023-24", (RATE, "2023", "34", "b")))
    assert place.name == "2023-24-compared-with-wirral-2023-24-1.0"
    assert "Wirral, 2023-24, version 1.0 Wirral, 2023-24" in page(place)
    with (place / "corrections.csv").open(encoding="utf-8-sig") as opened:
        (row,) = csv.DictReader(opened)
    assert (row["what"], row["old"], row["new"], row["unit"]) == (
        "Children looked after, Wirral",
        "43",
        "34",
        "per_10k",
    )
    assert (row["corrected"], row["cause"], row["released_by"]) == ("", "", "cla")


def test_what_is_no_report_is_refused(build: Path, tmp_path: Path) -> None:
    (tmp_path / "wirral-2023-24-1.0.zip").write_text("no archive")
    for place in (tmp_path / "wirral-2023-24-1.0.zip", tmp_path / "elsewhere/last"):
        with pytest.raises(ReportError, match=r"is no report's folder and no release\. Give FROM=build/wirral/2023-24"):
            compare.write(place, report(build / f"{place.stem}/2023-24"))
