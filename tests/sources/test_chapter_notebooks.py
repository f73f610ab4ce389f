"""What is no chapter is a sentence with file and cure, whichever command meets it; a mark at a notebook's start changes nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support import two_chapters
from support.alike import rest_slow

from helpers import cli
from helpers.errors import DataFaults
from helpers.publish import build
from helpers.publish.running import subprocesses
from helpers.sources import chapter_notebooks

WHOSE = ("--partnership", "thornby", "--year", "2023-24")
COMMANDS = (("check", *WHOSE), ("report", *WHOSE), ("chapter", "--chapter", "1", *WHOSE))
INTRODUCTION = "01_introduction.ipynb"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The notebooks of the small project."""
    monkeypatch.setenv("REPORT_ROOT", str(tmp_path))
    return two_chapters.write(tmp_path) / "notebooks"


def changed(**changes: object) -> Callable[[bytes], bytes]:
    return lambda content: json.dumps(json.loads(content) | changes).encode()


def first_cell(**changes: object) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        notebook = json.loads(content)
        notebook["cells"][0] |= changes
        return json.dumps(notebook).encode()

    return change


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda content: b"[]", "not a notebook of format 4"),
        *rest_slow(
            (lambda content: content[: len(content) // 2], "not a notebook. Save it again"),
            (lambda content: b"many words", "not a notebook. Save it again"),
        ),
        *rest_slow(
            (lambda content: content.decode().encode("utf-16"), "The file is not UTF-8. Save it again in JupyterLab."),
            (
                lambda content: content.replace(b"Who are we", b"Who are we \x96"),
                "The file is not UTF-8. Save it again in JupyterLab.",
            ),
        ),
        *rest_slow(
            (changed(nbformat=3), "not a notebook of format 4"),
            (changed(nbformat=99), "not a notebook of format 4"),
            (changed(metadata=[]), "not a notebook of format 4"),
            (changed(metadata={"kernelspec": "python3"}), "not a notebook of format 4"),
        ),
        *rest_slow(
            (first_cell(metadata=[]), "cell 1 is not a notebook's cell"),
            (first_cell(metadata={"tags": 3}), "cell 1 is not a notebook's cell"),
            (first_cell(source=None), "cell 1 is not a notebook's cell"),
        ),
    ],
)
def test_a_notebook_that_is_none_is_a_sentence_to_whoever_checks_or_builds(
    place: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[bytes], bytes],
    words: str,
    command: tuple[str, ...],
) -> None:
    (place / INTRODUCTION).write_bytes(change((place / INTRODUCTION).read_bytes()))
    assert refusal(capsys, command).startswith(f"notebooks/{INTRODUCTION} has 1 fault; nothing was built:\n  {words}")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_folder_by_a_notebook_s_name_is_a_sentence(
    place: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    (place / "05_key_activity.ipynb").mkdir()
    assert "notebooks/05_key_activity.ipynb has 1 fault" in refusal(capsys, command)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize(
    "name",
    rest_slow(
        "01_introduction-Copy1",
        "01_introduction-Copy12",
        "05_key_activity (1)",
        "01_introduction - Copy",
        "Plan copy 2",
    ),
)
def test_a_copy_of_a_notebook_is_named_as_such(
    place: Path, capsys: pytest.CaptureFixture[str], name: str, command: tuple[str, ...]
) -> None:
    shutil.copy(place / INTRODUCTION, place / f"{name}.ipynb")
    refused = refusal(capsys, command)
    assert refused.startswith(f"notebooks/{name}.ipynb has 1 fault") and "a copy of a notebook" in refused


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("has_folder", [True, False])
def test_without_chapters_nothing_is_built_and_the_last_report_stays(
    place: Path, capsys: pytest.CaptureFixture[str], has_folder: bool, command: tuple[str, ...]
) -> None:
    shutil.rmtree(place)
    if has_folder:
        place.mkdir()
    last = place.parent / "build" / "thornby" / "2023-24" / "report.pdf"
    last.parent.mkdir(parents=True)
    last.touch()
    assert "no chapter is here" in refusal(capsys, command) and last.exists()


def test_all_notebooks_that_are_none_are_named_at_once(place: Path) -> None:
    for path in place.glob("*.ipynb"):
        path.write_bytes(b"{")
    with pytest.raises(DataFaults) as error:
        chapter_notebooks.chapters(place)
    assert [fault.file for fault in error.value.faults] == [
        "notebooks/01_introduction.ipynb",
        "notebooks/04_learning_from_case_reviews.ipynb",
    ]


@pytest.mark.parametrize("name", ["01_introduction", "02_photocopying", "03_copy_of_record"])
def test_a_chapter_that_is_no_copy_is_not_called_one(place: Path, name: str) -> None:
    shutil.move(place / INTRODUCTION, place / f"{name}.ipynb")
    assert [path.stem for path in chapter_notebooks.chapters(place)] == [name, "04_learning_from_case_reviews"]


@pytest.mark.parametrize(
    "can_fork", [pytest.param(True, id="forked"), pytest.param(False, id="kernel", marks=pytest.mark.slow)]
)
def test_a_mark_and_other_ends_of_lines_change_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch, can_fork: bool
) -> None:
    before = build.chapter("1", partnership="thornby", year="2023-24").read_bytes()
    content = (place / INTRODUCTION).read_bytes()
    (place / INTRODUCTION).write_bytes(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))
    monkeypatch.setattr(subprocesses, "CAN_FORK", can_fork)
    assert build.chapter("1", partnership="thornby", year="2023-24", force=True).read_bytes() == before


def refusal(capsys: pytest.CaptureFixture[str], command: tuple[str, ...]) -> str:
    """Return what a command that must refuse says."""
    assert cli.main(command) != 0
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("04_our_streets", "04_learning_from_case_reviews.ipynb has the number 4 too"),
        ("06_our_streets", "there is no chapter 5, so the contents would pass from 4 to 6"),
        ("13_our_streets", "there is no chapter 5, so the contents would pass from 4 to 13"),
    ],
)
def test_an_added_chapter_that_repeats_a_number_or_skips_one_is_refused_with_the_name_to_give_it(
    place: Path, name: str, reason: str
) -> None:
    shutil.copy(place / INTRODUCTION, place / f"{name}.ipynb")
    two_chapters.change(place / f"{name}.ipynb", "# Introduction", "# Our Streets")
    (fault,) = chapter_notebooks.faults(place)
    assert (fault.file, True) == (f"notebooks/{name}.ipynb", reason in fault.message)
    assert ("05_our_streets" in fault.message) == ("no chapter" in fault.message)


def test_an_added_chapter_with_the_next_number_is_taken(place: Path) -> None:
    shutil.copy(place / INTRODUCTION, place / "05_our_streets.ipynb")
    two_chapters.change(place / "05_our_streets.ipynb", "# Introduction", "# Our Streets")
    assert [] == chapter_notebooks.faults(place)


def test_a_chapter_with_the_title_of_another_is_refused(place: Path) -> None:
    shutil.copy(place / INTRODUCTION, place / "05_our_streets.ipynb")
    (fault,) = chapter_notebooks.faults(place)
    assert fault.file == "notebooks/05_our_streets.ipynb"
    assert '01_introduction.ipynb has the title "Introduction" too' in fault.message
