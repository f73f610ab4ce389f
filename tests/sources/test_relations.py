"""What a year's folder answers about people who may be the same reaches the gate, and each thing wrong with it is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support import own_forms as own
from support.people import printed

from helpers.publish import check
from helpers.sources import YearFolder, new_year, open_year, relations
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.report_years import ReportYear
from helpers.statistics import measures, protect
from helpers.statistics.soundness import related_people

Opened = Callable[[], YearFolder]
CARERS, AT_SCHOOL = "children who care", "children who care at school"
ANSWER = '[[relation]]\npeople = "{}"\nare = "{}"\nof = "{}"\n'


@pytest.fixture
def year(thornby: Path) -> Path:
    """The year with two tables of its own that count people in like words."""
    own.write(thornby, own.descriptor())
    own.write_rows(thornby, 12, 9, 30)
    own.write(thornby, own.column(1, counts=AT_SCHOOL), name="carers_at_school")
    own.write_rows(thornby, 10, 9, 20, name="carers_at_school")
    return thornby


def shown(folder: YearFolder, name: str) -> list[object]:
    return printed(protect(measures.table(ChapterContext(folder, "05_key_activity"), name), title="Carers").measure)


def test_people_in_like_words_are_asked_about_until_somebody_answers(year: Path, opened: Opened) -> None:
    (finding,) = related_people.findings(opened())
    assert CARERS in finding.message and AT_SCHOOL in finding.message and finding.blocks
    (year / "relations.toml").write_text(ANSWER.format(AT_SCHOOL, "unrelated to", CARERS.upper()), "utf-8")
    assert (check.faults(opened()), related_people.findings(opened())) == ([], [])
    assert "c" not in shown(opened(), own.NAME)


def test_people_of_other_kinds_or_in_other_words_are_not_asked_about(year: Path, opened: Opened) -> None:
    own.write(year, own.column(1, counts="children with a plan"), name="carers_at_school")
    assert related_people.findings(opened()) == []


def test_the_few_who_are_not_part_are_protected(year: Path, opened: Opened) -> None:
    assert "c" not in shown(opened(), own.NAME) + shown(opened(), "carers_at_school")
    (year / "relations.toml").write_text(ANSWER.format(AT_SCHOOL, "part of", CARERS), "utf-8")
    assert check.faults(opened()) == []
    assert "c" in shown(opened(), own.NAME) + shown(opened(), "carers_at_school")


def test_numbers_of_the_same_people_must_agree(year: Path, opened: Opened) -> None:
    (year / "relations.toml").write_text(ANSWER.format(AT_SCHOOL, "the same as", CARERS), "utf-8")
    assert any("differently" in fault.message for fault in check.faults(opened()))
    own.write_rows(year, 12, 9, 30, name="carers_at_school")
    assert check.faults(opened()) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ANSWER.format("children who car", "part of", CARERS), "Did you mean children who care"),
        (ANSWER.format(CARERS, "part of", "children who care "), "the same people on both sides"),
        (ANSWER.format(CARERS, "in", AT_SCHOOL), '"in" is no answer'),
        (ANSWER.format(CARERS, "part of", AT_SCHOOL) * 2, "given above already"),
        ('[[relation]]\npeople = "x"\n', "Give people, are and of"),
        ("[[relation]]\npeople = 1\nare = 2\nof = 3\n", "each a text"),
        ("[relation]\n", "not a list of relations"),
        ("[[relations]]\n", "not a list of relations"),
        ("[[relation]\n", "cannot be read"),
    ],
)
def test_each_thing_wrong_with_an_answer_is_told(year: Path, opened: Opened, text: str, words: str) -> None:
    (year / "relations.toml").write_text(text, "utf-8")
    faults = check.faults(opened())
    assert [fault.file for fault in faults] == ["data/thornby/2023-24/relations.toml"] and words in faults[0].message


def test_an_answer_holds_in_later_years_until_their_figures_come(year: Path) -> None:
    (year / "relations.toml").write_text(ANSWER.format(AT_SCHOOL, "part of", CARERS), "utf-8")
    for before, label in (("2023-24", "2024-25"), ("2024-25", "2025-26")):
        for file, text in new_year.files(open_year("thornby", before), ReportYear.parse(label)).items():
            place = year.with_name(label) / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
        shutil.rmtree(year.with_name(label) / "schemas", ignore_errors=True)
        assert relations.faults(open_year("thornby", label)) == []
        assert len(relations.relations(open_year("thornby", label))) == 1
    (year / "relations.toml").unlink()
    shutil.rmtree(year / "schemas")
    assert len(relations.faults(open_year("thornby", "2025-26"))) == 1


def test_whom_tables_count_is_listed_with_the_columns(year: Path, opened: Opened) -> None:
    assert relations.counted(opened()) == {CARERS: ["young_carers.children"], AT_SCHOOL: ["carers_at_school.children"]}
