"""Each rule of a chapter's notebook is broken once on purpose and reported in its place; the report's own chapters break none."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from support import PROJECT

from helpers.errors import DataFaults
from helpers.publish.running import notebook_rules
from helpers.sources import schema


def cell(kind: str, source: str, *tags: str) -> dict[str, Any]:
    code: dict[str, Any] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "source": source, "metadata": {"tags": list(tags)}, **code}


SOUND: dict[str, Any] = {
    "nbformat": 4,
    "metadata": {"kernelspec": {"name": "python3"}},
    "cells": [
        cell("markdown", "# Journey of the Child\n\nHow many children needed help?"),
        cell("code", 'partnership = "wirral"\nyear = "2023-24"', "parameters"),
        cell("code", "from helpers import charts, prose, sources"),
        cell("code", 'chapter = sources.chapter("03_journey", partnership=partnership, year=year)'),
        cell("markdown", "## Referrals\n\nA referral asks for help, under section 47 or not."),
        cell("code", 'prose.say("At 31 March the rate was {}.", chapter.number("rate_2024"), decimals=1)'),
    ],
}


def planted(place: int, source: str) -> dict[str, Any]:
    """Return the sound chapter with another text in the cell at a place (from 1)."""
    chapter = copy.deepcopy(SOUND)
    chapter["cells"][place - 1]["source"] = source
    return chapter


def places(chapter: dict[str, Any]) -> set[tuple[int, int]]:
    return {(rule.cell, rule.line) for rule in notebook_rules.broken(chapter)}


def test_a_sound_chapter_breaks_no_rule() -> None:
    assert notebook_rules.broken(SOUND) == []


@pytest.mark.parametrize(
    "logic",
    [
        "def rate(): ...",
        "class Rate: ...",
        "for area in areas: show(area)",
        "while True: show()",
        "if late: show()",
        "show(early if late else late)",
        "show(lambda: late)",
        "[show(area) for area in areas]",
        "{area: area for area in areas}",
        "show(area for area in areas)",
        "with late: show()",
    ],
)
def test_logic_in_a_chapter_is_found(logic: str) -> None:
    assert places(planted(6, f"chapter\n{logic}")) == {(6, 2)}


@pytest.mark.parametrize(
    "typed",
    [
        "rate = 12",
        "rate: int = 12",
        "show(12)",
        "show(rate=12.5)",
        "show([-1])",
        "rates[0]",
        "rate + 1",
        'show("There were 12 reviews.")',
        'show("There were two reviews.")',
        'show(f"There were {rate} reviews.")',
        'show("There were xx% reviews.")',
        'show(title="Twelve")',
        'show(title="Twins")',
        'show("Trebled")',
        'show(title="One girl died")',
        'show(title="The twelfth review")',
        'show(title="T\u200bwo girls")',
    ],
)
def test_a_number_typed_into_code_is_found(typed: str) -> None:
    assert places(planted(6, f"chapter\n{typed}")) == {(6, 2)}


@pytest.mark.parametrize(
    "slip",
    ["12 of them", "two reviews", "one girl", "XII children", "TBC", "[here](a.html)", "{{ rate }}", "# Another title"],
)
def test_a_slip_in_a_markdown_cell_is_found_on_its_line(slip: str) -> None:
    assert places(planted(5, f"## Referrals\n\n{slip}")) == {(5, 3)}


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("## Referrals", 1),
        ("## Referrals\n\n### By age\n\nThe age is at the referral.", 1),
        ("Referrals.\n\n## Ages\n", 3),
    ],
)
def test_a_heading_with_nothing_said_under_it_is_found(words: str, line: int) -> None:
    assert places(planted(5, words)) == {(5, line)}


@pytest.mark.parametrize("opening", ["Journey", "# Journey", "# Journey\n\nChildren needed help."])
def test_a_chapter_without_title_and_question_is_found(opening: str) -> None:
    assert places(planted(1, opening)) == {(1, 0)}


@pytest.mark.parametrize(
    "parameters",
    [
        'partnership = "wirral"',
        'partnership = "wirral"\nyear = "2023" + "-24"',
        'partnership = year = "wirral"\narea = "x"',
    ],
)
def test_parameters_other_than_two_plain_texts_are_found(parameters: str) -> None:
    assert (2, 0) in places(planted(2, parameters))


def test_parameters_without_their_tag_are_found() -> None:
    chapter = copy.deepcopy(SOUND)
    chapter["cells"][1]["metadata"]["tags"] = []
    assert places(chapter) == {(2, 0)}


@pytest.mark.parametrize(
    "again",
    [
        'chapter = sources.chapter("04_reviews", partnership=partnership, year=year)',
        "chapter: object = charts",
        "early, chapter = charts, prose",
        "show(chapter := charts)",
        'year = "2022-23"',
        "charts = prose",
    ],
)
def test_a_name_with_two_meanings_is_found_where_it_is_assigned_again(again: str) -> None:
    assert places(planted(6, f"late = charts\n{again}")) == {(6, 2)}


def test_a_name_assigned_twice_in_one_cell_is_found() -> None:
    assert places(planted(6, "late = charts\nlate = prose")) == {(6, 2)}


def test_a_name_may_be_used_again_as_often_as_needed() -> None:
    assert places(planted(6, "show(chapter, chapter)\nlate = chapter")) == set()


def test_an_import_from_elsewhere_is_found() -> None:
    assert places(planted(3, "from helpers import charts\nimport pandas")) == {(3, 2)}


def test_an_import_in_a_later_cell_is_found() -> None:
    assert places(planted(4, "from helpers import charts")) == {(4, 1)}


def test_a_cell_of_nine_lines_is_found() -> None:
    assert places(planted(4, "chapter\n" * 8)) == set()
    assert places(planted(4, "chapter\n" * 9)) == {(4, 0)}


@pytest.mark.parametrize("magic", ["%matplotlib inline", "!ls", "show("])
def test_what_is_not_plain_python_is_found(magic: str) -> None:
    assert places(planted(4, magic)) == {(4, 0)}


def test_a_chapter_without_its_kernel_is_found() -> None:
    assert places(SOUND | {"metadata": {}}) == {(0, 0)}


def test_every_fault_of_every_chapter_is_reported_at_once(tmp_path: Path) -> None:
    (tmp_path / "01_a.ipynb").write_text(json.dumps(planted(5, "two\n\nthree")), encoding="utf-8")
    (tmp_path / "02_b.ipynb").write_text("no notebook", encoding="utf-8")
    with pytest.raises(DataFaults) as error:
        notebook_rules.refuse(tmp_path)
    assert [fault.column for fault in error.value.faults] == ["cell 5, line 1", "cell 5, line 3", ""]


def test_a_sound_chapter_is_not_checked_again_until_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "01_a.ipynb"
    path.write_text(json.dumps(SOUND), encoding="utf-8")
    passed = notebook_rules.refuse(tmp_path)
    path.write_text(json.dumps(planted(5, "two")), encoding="utf-8")
    with pytest.raises(DataFaults):
        notebook_rules.refuse(tmp_path, passed=passed)
    assert notebook_rules.refuse(tmp_path, passed={notebook_rules.digest(path.read_text(encoding="utf-8"))})


@pytest.mark.parametrize("path", sorted((PROJECT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_the_chapter_keeps_every_rule(path: Path) -> None:
    assert notebook_rules.faults(path) == []


@pytest.mark.parametrize("path", sorted((PROJECT / "notebooks").glob("[0-9]*.ipynb")), ids=lambda path: path.stem)
def test_a_chapter_is_called_elsewhere_what_its_own_first_line_calls_it(path: Path) -> None:
    opening = "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])
    assert opening.splitlines()[0] == f"# {schema.title(path.stem)}"


def test_a_chapter_is_checked_again_when_fewer_words_are_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = json.dumps(SOUND)
    before = notebook_rules.digest(text)
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("REPORT_ROOT", str(tmp_path))
    assert before != notebook_rules.digest(text)
