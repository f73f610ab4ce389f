"""Reading finds what is wrong with a text, on its line, and lets good English by."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.sources import YearFolder
from helpers.sources.language import ProsePassage, findings, glossary, notebook_passages, passage_findings
from helpers.sources.project import project_root

TERMS = {"CSPR": "Child safeguarding practice review", "NHS": "National Health Service", "ICB": "Integrated care board"}
SOUND = """## The plan

The plan is paid for by the partners, who recognise its size and its prize.
The {{ count(reviews) }} the partners made were child safeguarding practice reviews (CSPRs). The CSPR's findings are the NHS's too.

A citizen of the Director's choosing said that that was so. Each was in Breaking the Cycle.
"""


def kinds(words: str, *, tells_of_a_case: bool = False) -> list[tuple[int, str]]:
    return [
        (finding.line, finding.kind)
        for finding in passage_findings(ProsePassage("a.md", 1, words, tells_of_a_case), TERMS)
    ]


def test_good_english_has_no_finding() -> None:
    assert kinds(SOUND, tells_of_a_case=True) == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("They prioritize it.", "spelling"),
        ("They analyzed it.", "spelling"),
        ("The neighborhood is large.", "spelling"),
        ("It was was so.", "doubled words"),
        ("It was\nwas so.", "doubled words"),
        ("It was an effective the plan.", "articles"),
        ("It was a the plan.", "articles"),
        ("The Association of Director's of Services.", "apostrophes"),
        ("Both CSPR’s were child safeguarding practice reviews.", "apostrophes"),
        ("![A chart](chart.png)", "pictures"),
        ("The QXJ met.", "abbreviations"),
        ("The ICB met.", "abbreviations"),
        ("A Local Safeguarding Children Board met.", "superseded"),
        ("word " * 36, "long sentences"),
        ("They learnt much.", "house style"),
        ("Whilst it rained, they met.", "house style"),
        ("The Safeguarding Partners met.", "house style"),
        ("They met on 3rd May.", "house style"),
        ("They met — at last.", "house style"),
        ("Health & care met.", "house style"),
        ("Schools, e.g. nurseries, came.", "house style"),
    ],
)
def test_a_slip_is_found_on_its_line(words: str, kind: str) -> None:
    assert kind in {name for line, name in kinds(f"{SOUND}\n{words}\n") if line >= 8}


def test_a_heading_and_the_words_under_it_are_not_one_sentence() -> None:
    assert kinds("## The plan\n\nPlan the year.\n\n- The year\n- Year two") == []


@pytest.mark.parametrize(
    "words",
    [
        "| A | B |\n|---|--:|\n| c | - |",
        "- An item",
        "The Executive agreed – at last.",
        "a well-led council",
        "They met on 3 May.",
    ],
)
def test_the_house_style_lets_its_own_forms_by(words: str) -> None:
    assert kinds(words) == []


def test_the_house_style_says_what_to_write_instead_and_does_not_block() -> None:
    (finding,) = passage_findings(ProsePassage("a.md", 1, "They met whilst it rained."), TERMS)
    assert (finding.message, finding.blocks) == ('"whilst" is not in the house style. Write while.', False)


def test_the_chapters_own_words_have_nothing_to_change(opened: Callable[[], YearFolder]) -> None:
    folder = opened()
    terms = glossary(folder)
    passages = notebook_passages(project_root() / "notebooks")
    assert [str(finding) for passage in passages for finding in passage_findings(passage, terms)] == []


def test_advice_does_not_block_and_a_slip_does() -> None:
    both = list(passage_findings(ProsePassage("a.md", 1, "word " * 41 + "word word."), TERMS))
    assert {(finding.kind, finding.blocks) for finding in both} == {("long sentences", False), ("doubled words", True)}


@pytest.mark.parametrize(
    "words", ["She was aged 3 and died in Wallasey in May 2023.", "In June a nine-week-old baby was hurt in Leasowe."]
)
def test_an_exact_age_with_a_date_and_a_place_is_found_in_a_case_alone(words: str) -> None:
    assert (1, "identifying detail") in kinds(words, tells_of_a_case=True)
    assert (1, "identifying detail") not in kinds(words)


@pytest.mark.parametrize(
    "words",
    [
        "She was aged 3 and died in May 2023.",
        "She was aged 3 and lived in Wallasey.",
        "She died in Wallasey in May 2023.",
    ],
)
def test_two_of_the_three_are_let_by(words: str) -> None:
    assert kinds(words, tells_of_a_case=True) == []


def test_a_term_common_to_every_partnership_is_not_an_analyst_s_to_take_out(opened: Callable[[], YearFolder]) -> None:
    assert [finding for finding in findings(opened()) if finding.kind == "unused terms"] == []


def test_a_term_of_the_year_s_own_that_nothing_uses_is_told_to_its_analyst(
    thornby: Path, opened: Callable[[], YearFolder]
) -> None:
    (thornby / "10_glossary").mkdir()
    terms = "id,term,abbreviation,meaning,source\nperiwig,Powdered periwig,,A wig.,thornby_accounts\n"
    (thornby / "10_glossary/local_terms.csv").write_text(terms, encoding="utf-8")
    assert ["Powdered periwig"] == [
        finding.message.split('"')[1] for finding in findings(opened()) if finding.kind == "unused terms"
    ]
