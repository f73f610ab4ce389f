"""Multi-agency Working shows each return that is held, in one form, and names those that are not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from support.executed import YEAR, Executed, Send, chapter, of_wirral

NAME = "06_multi_agency_working"
FORM = ["About the agency", "The year's activity to celebrate", "Safeguarding priorities for the next year"]
PHRASES = (
    "ran three times at Wallasey",
    "Each lasted 12 weeks",
    "aged 16 to 25",
    "one day a week for six weeks",
    "school year 6",
    "aged 13 to 18",
)


@pytest.fixture(scope="module")
def wirral() -> Executed:
    return of_wirral(NAME)


def agencies() -> list[dict[str, str]]:
    with (YEAR / NAME / "returns_expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("agency", agencies(), ids=lambda agency: agency["id"])
def test_a_return_is_held_where_its_file_is_and_nowhere_else(agency: dict[str, str]) -> None:
    assert (agency["return_held"] == "printed") == (YEAR / NAME / "returns" / f"{agency['id']}.md").is_file()


@pytest.mark.parametrize("path", sorted((YEAR / NAME / "returns").glob("*.md")), ids=lambda path: path.stem)
def test_a_return_has_the_three_headings_of_the_form(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line.removeprefix("#### ") for line in lines if line.startswith("#### ")] == FORM


def test_a_return_appears_when_it_is_sent(wirral: Executed, send: Send) -> None:
    assert "Merseyside Police" not in wirral.headings
    send(f"{NAME}/returns/police.md", "### Merseyside Police\n\nThe force safeguards children.\n")
    assert "Merseyside Police" in chapter(NAME).headings


def test_a_chapter_without_returns_says_who_sends_them() -> None:
    assert "Agencies' returns" in chapter(NAME, partnership="hull").missing


def test_the_returns_not_held_are_told_apart(wirral: Executed) -> None:
    assert [row["Return"] for row in wirral.table("returns_expected")].count("•\u00a0sent, not seen") == 1


@pytest.mark.parametrize("words", PHRASES)
def test_the_fire_and_rescue_return_says_what_is_known(words: str, wirral: Executed) -> None:
    assert words in wirral.text
