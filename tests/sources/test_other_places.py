"""A place that the partnership does not cover is asked about wherever it stands, until it is listed as meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.publish import readiness
from helpers.sources import YearFolder, other_places, settings_faults

Opened = Callable[[], YearFolder]
Replace = Callable[[str, str, str], None]


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("01_introduction/welcome.md", "Children in Sefton were safer.\n", "Sefton"),
        ("01_introduction/welcome.md", "First.\n\nThe Leeds Safeguarding Children Partnership agreed.\n", "Leeds"),
        ("01_introduction/welcome.md", "Figures for the neighbourhood of Sefton 016B.\n", "Sefton"),
        ("01_introduction/welcome.md", "The work of Bury Council.\n", "Bury"),
        ("01_introduction/welcome.md", "Bristol rose.\n", "Bristol"),
        ("01_introduction/bodies.csv", "id,name,kind,parent,source,note\na,Knowsley Panel,committee,,,\n", "Knowsley"),
        ("01_introduction/relevant_agencies.csv", "id,agency,source\na,Leeds City Council,\n", "Leeds"),
        (
            "sources.csv",
            "id,title,publisher,published,address,licence,note\na,Annual report,Sefton Council,,,,\n",
            "Sefton",
        ),
    ],
)
def test_another_authority_is_asked_about_with_its_line_and_both_cures(
    thornby: Path, opened: Opened, file: str, text: str, place: str
) -> None:
    (thornby / file).write_text(text, "utf-8")
    (finding,) = other_places.findings(opened())
    assert (finding.file, finding.blocks) == (f"data/thornby/2023-24/{file}", True)
    assert finding.line == next(line for line, words in enumerate(text.splitlines(), 1) if place in words)
    assert f'"{place}" is another authority, E' in finding.message and f'other_places = ["{place}"]' in finding.message


@pytest.mark.parametrize(
    "words",
    ["Wirral is by the sea.", "Bury the lead.", "Reading to children helps.", "Leedsworth is a farm.", "North West"],
)
def test_its_own_area_and_ordinary_words_are_not(thornby: Path, opened: Opened, words: str) -> None:
    (thornby / "01_introduction/welcome.md").write_text(words, "utf-8")
    assert other_places.findings(opened()) == []


def test_the_council_of_another_authority_among_the_partners_is(opened: Opened, replace: Replace) -> None:
    replace("report.toml", 'organisation = "Thornby Council"\nkind', 'organisation = "Leeds City Council"\nkind')
    (finding,) = other_places.findings(opened())
    assert finding.file == "data/thornby/2023-24/report.toml"


def test_a_place_that_is_meant_is_listed_once_for_the_year(thornby: Path, opened: Opened, replace: Replace) -> None:
    replace("report.toml", "areas = [", 'other_places = ["Leeds"]\nareas = [')
    (thornby / "01_introduction/welcome.md").write_text("We learn from Leeds and Sefton.\n", "utf-8")
    (reason,) = (reason for reason in readiness.blocking(opened()) if "another authority" in reason)
    assert reason.startswith('data/thornby/2023-24/01_introduction/welcome.md, line 1: "Sefton"')


def test_other_places_that_are_no_list_are_refused(opened: Opened, replace: Replace) -> None:
    replace("report.toml", "areas = [", 'other_places = "Leeds"\nareas = [')
    (fault,) = settings_faults.faults(opened())
    assert (fault.column, "not a list of names" in fault.message) == ("partnership.other_places", True)


def test_a_formula_with_the_code_of_another_area_is(thornby: Path, opened: Opened) -> None:
    formula = "\"published(population_0_17, area='E08000035', period='2023')\""
    (thornby / "01_introduction/derived.csv").write_text(f"id,formula,unit,note\nchildren,{formula},count,\n", "utf-8")
    (finding,) = other_places.findings(opened())
    assert (
        '"E08000035" is another authority, Leeds.' in finding.message and 'other_places = ["Leeds"]' in finding.message
    )
