"""The page of a comparison answers a committee's questions by itself, and its CSVs what the corrections list needs."""

from __future__ import annotations

import csv
import html
import re
import zipfile
from pathlib import Path

import pytest

from helpers.display.sentences.glance import CLEARLY_WORSE, SIDE_COUNT
from helpers.errors import ReportError
from helpers.publish.compare import command
from helpers.publish.compare.numbers import COLUMNS
from helpers.publish.compare.page import GLANCE

LEDGER = (*COLUMNS, "entry", "source", "inputs")
RATE, REVIEWED = "children_looked_after_per_10k|E08000015", "plans_reviewed_in_time_percent|E08000015"
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


def counted(place: Path, *worse: str) -> Path:
    """Add to a report's ledger how many of its figures are clearly worse than England's, with those figures."""
    inputs = "; ".join(f"data/published/figures.parquet, {name}|2024, value" for name in worse)
    row = {"chapter": GLANCE, "name": SIDE_COUNT.format(CLEARLY_WORSE), "value": str(len(worse)), "unit": "count"}
    with (place / "numbers.csv").open("a", encoding="utf-8", newline="") as opened:
        csv.DictWriter(opened, LEDGER).writerow(dict.fromkeys(LEDGER, "") | row | {"kind": "count", "inputs": inputs})
    return place


def page(place: Path) -> str:
    text = re.sub(r"<style.*?</style>", "", (place / "index.html").read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r" (?=[,.;:])", "", " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split()))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture
def build(thornby: Path) -> Path:
    return thornby.parents[2] / "build/wirral"


def test_what_got_worse_is_named_with_both_figures_and_when_they_are_of(build: Path) -> None:
    first = report(build / "2023-24", (REVIEWED, "2024", "55.4", "a"), (RATE, "2024", "116", "b"))
    second = report(build / "2024-25", (REVIEWED, "2025", "50.2", "a"), (RATE, "2025", "103", "b"))
    words = page(command.write(first, second))
    name = "Child protection plans (3 months or more) reviewed in time"
    assert f"Got worse (1; none of these could be tested): {name}, 55.4 to 50.2. Got better: no measure." in words
    assert f"{name}: 50.2 (at 31 March 2025), down 5.2 from 55.4 (at 31 March 2024)." in words
    neither = words[words.index("Moved, and neither end is better") :]
    assert "Children looked after (per 10,000): 103 (at 31 March 2025), down 13 from 116" in neither
    assert name not in neither[: neither.index("What became of promises")]


def test_what_is_clearly_on_one_side_of_englands_figure_is_named_and_so_is_what_joined_it(build: Path) -> None:
    first = counted(report(build / "2023-24", (RATE, "2024", "116", "b")), RATE)
    second = counted(report(build / "2024-25", (RATE, "2025", "103", "b")), RATE, REVIEWED)
    beside = page(command.write(first, second)).partition("Beside England ")[2]
    name = "Child protection plans (3 months or more) reviewed in time"
    assert (
        f"Clearly worse than England in 2024-25 (2; in 2023-24: 1): Children looked after; {name}. Not so in 2023-24: {name}."
        in beside
    )


def test_what_is_clearly_on_one_side_without_a_newer_figure_says_so(build: Path) -> None:
    first = counted(report(build / "2023-24", (RATE, "2024", "116", "b")), RATE)
    second = counted(report(build / "2024-25", (RATE, "2024", "116", "b")), RATE)
    beside = page(command.write(first, second)).partition("Beside England ")[2]
    assert (
        "Clearly worse than England in 2024-25 (1; in 2023-24: 1): Children looked after (no newer figure)." in beside
    )


def test_a_report_that_is_a_draft_is_called_one(build: Path) -> None:
    first, second = (report(build / year, (RATE, "2024", "116", "b")) for year in ("2023-24", "2024-25"))
    (first / "build.json").write_text('{"status": "published as a compilation"}', "utf-8")
    (second / "build.json").write_text('{"status": "draft, invented"}', "utf-8")
    assert "The report of Wirral, 2024-25 is a draft, and may still change." in page(command.write(first, second))


def test_revisions_are_said_not_to_be_checked_where_no_release_keeps_what_was_printed(build: Path) -> None:
    first, second = (
        report(build / "2023-24", (RATE, "2023", "117", "a")),
        report(build / "2024-25", (RATE, "2023", "117", "b")),
    )
    words = page(command.write(first, second))
    assert "Not checked. Nothing keeps the figures as they were first printed in 2023-24." in words
    assert "No figure was revised" not in words


def test_a_revised_figure_is_told_though_the_later_report_no_longer_shows_it(build: Path) -> None:
    first = report(build / "2023-24", (RATE, "2023", "99", "a"))
    words = page(command.write(first, report(build / "2024-25", (REVIEWED, "2025", "50.2", "b"))))
    assert "Children looked after, Wirral, 2023: 99 per 10,000 in the report of 2023-24, now 117 per 10,000" in words


def test_the_page_leads_nowhere_outside_its_folder(build: Path) -> None:
    first = report(build / "2023-24", (RATE, "2024", "116", "a"))
    place = command.write(first, report(build / "2024-25", (RATE, "2025", "103", "b")))
    addresses = re.findall(r'href="([^"#]+)', (place / "index.html").read_text("utf-8"))
    assert [a for a in addresses if not a.startswith("data:") and not (place / a).is_file()] == []


def test_the_reviewers_edition_has_the_page_with_links_to_both_figures(build: Path) -> None:
    first = report(build / "2023-24", (RATE, "2024", "116", "a"))
    second = report(build / "2024-25", (RATE, "2024", "116", "b"), (RATE, "2025", "103", "c"))
    (second / "review").mkdir()
    (second / "review/index.html").write_text('<h1>Reviewers</h1><p id="changes">None.</p>', "utf-8")
    command.write(first, second)
    text = (second / "review/changes.html").read_text("utf-8")
    for entry, value in (("b", "116"), ("c", "103")):
        assert f'<a href="03_journey_of_the_child.html?number={entry}">{value}</a>' in text
    assert 'href="changes.html"' in (second / "review/index.html").read_text("utf-8")


def test_a_figure_that_is_as_before_in_a_newer_year_is_not_called_changed(build: Path) -> None:
    place = command.write(
        report(build / "2023-24", (RATE, "2023", "116", "")), report(build / "2024-25", (RATE, "2024", "116", ""))
    )
    (row,) = rows(place / "changes.csv")
    assert (row["state"], row["difference"], row["value_before"], row["value_after"]) == (
        "newer, and as before",
        "",
        "116",
        "116",
    )


def test_the_list_has_values_that_can_be_reckoned_with(build: Path) -> None:
    first = report(build / "2023-24", (REVIEWED, "2024", "55.4", "a"))
    (row,) = rows(command.write(first, report(build / "2024-25", (REVIEWED, "2025", "50.2", "b"))) / "changes.csv")
    assert float(row["value_after"]) - float(row["value_before"]) == pytest.approx(float(row["difference_value"]))
    assert (row["verdict"], row["what"]) == (
        "worse",
        "Child protection plans (3 months or more) reviewed in time (%), Wirral",
    )


def test_a_release_is_compared_with_the_build_of_its_year_and_the_rows_of_its_corrections_are_written(
    build: Path, tmp_path: Path
) -> None:
    released = report(tmp_path / "wirral-2023-24-1.0", (RATE, "2023", "43", "a"))
    archive = tmp_path / "wirral-2023-24-1.0.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(released / "numbers.csv", "wirral-2023-24-1.0/numbers.csv")
    place = command.write(archive, report(build / "2023-24", (RATE, "2023", "34", "b")))
    assert place.name == "2023-24-compared-with-wirral-2023-24-1.0"
    assert "Wirral, 2023-24, version 1.0, and Wirral, 2023-24" in page(place)
    (row,) = rows(place / "corrections.csv")
    assert (row["what"], row["old"], row["new"]) == ("Children looked after (per 10,000), Wirral", "43", "34")
    assert (row["corrected"], row["cause"], row["released_by"], row["unit"]) == ("", "", "cla", "per_10k")


def test_two_places_are_not_called_better_or_worse_than_each_other(build: Path) -> None:
    leeds = report(build.parent / "leeds/2024-25", ("plans_reviewed_in_time_percent|E08000035", "2025", "80", "a"))
    words = page(command.write(leeds, report(build / "2024-25", (REVIEWED, "2025", "50.2", "b"))))
    assert "The two are of different partnerships." in words
    assert "Got worse" not in words and "Down 29.8" in words


def test_what_is_no_report_is_refused(build: Path, tmp_path: Path) -> None:
    (tmp_path / "wirral-2023-24-1.0.zip").write_text("no archive")
    for place in (tmp_path / "wirral-2023-24-1.0.zip", tmp_path / "elsewhere/last"):
        with pytest.raises(ReportError, match=r"is no report's folder and no release\. Give FROM=build/wirral/2023-24"):
            command.write(place, report(build / f"{place.stem}/2023-24"))
