"""A section of prose is a file or a folder of several, and each is shown; what is there is never called missing."""

from __future__ import annotations

from pathlib import Path

from helpers.display.blocks import NotSupplied, Prose
from helpers.display.sentences import prose
from helpers.sources.chapter_context import ChapterContext, chapter

INTRODUCTION = "01_introduction"


def introduction() -> ChapterContext:
    return chapter(INTRODUCTION, partnership="thornby", year="2023-24")


def paragraphs() -> list[str]:
    """The paragraphs of the welcome."""
    block = prose.section(introduction(), "welcome")
    return [line for line in block.text.plain.split("\n") if line] if isinstance(block, Prose) else []


def test_a_section_that_nobody_wrote_is_not_supplied(thornby: Path) -> None:
    (thornby / INTRODUCTION / "welcome.md").unlink()
    assert isinstance(prose.section(introduction(), "welcome"), NotSupplied)


def test_a_section_may_be_a_file_a_folder_of_several_or_both(thornby: Path) -> None:
    file, folder = thornby / INTRODUCTION / "welcome.md", thornby / INTRODUCTION / "welcome"
    file.write_text("First.\n", "utf-8")
    assert paragraphs() == ["First."]
    folder.mkdir()
    for name in ("b", "a"):
        (folder / f"{name}.md").write_text(f"Then {name}.\n", "utf-8")
    assert paragraphs() == ["First.", "Then a.", "Then b."]
    file.unlink()
    assert paragraphs() == ["Then a.", "Then b."]
