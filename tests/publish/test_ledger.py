"""Every number of the real report stands in the ledger at its place, in the book and on the site; one that does not is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from independent import derive_again, match_texts, sheets
from independent.match_texts import Ledger
from support import two_chapters
from support.alike import rest_slow
from support.executed import read_file

from helpers.display.blocks import Block, Figure, KeyFigures, Prose, Table
from helpers.errors import DataFaults, ReportError
from helpers.publish import build
from helpers.publish.book import pdf
from helpers.publish.chapter import Chapter, ChapterPart, DisplayedBlock, MarkdownCell
from helpers.publish.ledger import entries, page_check, unaccounted
from helpers.sources import open_year
from helpers.statistics.numbers import MARK, Text, mark, text

INTRODUCTION = "01_introduction"


@pytest.fixture(scope="module")
def ledger(built_wirral: Path) -> Ledger:
    return Ledger(derive_again.read(built_wirral / "numbers.csv"))


@pytest.fixture(scope="module")
def texts(built_wirral: Path, ledger: Ledger) -> dict[str, str]:
    """The text of the book, part by part."""
    return sheets.texts(built_wirral / "report.pdf", ledger.slugs)


@pytest.mark.slow
def test_every_number_in_the_text_of_the_book_is_the_ledger_s_at_its_place(
    texts: dict[str, str], ledger: Ledger
) -> None:
    followed = {name: match_texts.follow(name, words, ledger) for name, words in texts.items()}
    assert [] == [fault for tally in followed.values() for fault in tally.faults]
    assert sum(tally.matched for tally in followed.values()) > 2_500


def test_every_number_in_the_text_of_the_site_is_the_ledger_s_at_its_place(built_wirral: Path, ledger: Ledger) -> None:
    followed = match_texts.site(built_wirral / "site", ledger)
    assert (followed.faults, followed.matched > 5_000) == ([], True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "first_words", "second_words"),
    [
        (INTRODUCTION, "65,717 children", "66,152 in the middle"),
        (INTRODUCTION, "322,796", "155,300"),
        (INTRODUCTION, "eight were open", "four were still"),
        (INTRODUCTION, "19.1% 24.4%", "24.4% 19.3%"),
        ("03_journey_of_the_child", "627.6 509.8", "509.8 627.6"),
        (sheets.BEHIND, "19.1 2024", "29.6 2024"),
        (sheets.CONTENTS, "31 March 2024", "30 March 2023"),
    ],
)
def test_two_numbers_that_changed_places_in_the_book_are_told(
    texts: dict[str, str], ledger: Ledger, part: str, first_words: str, second_words: str
) -> None:
    words = " ".join(texts[part].split(" "))
    first, second = (
        re.search(r"\s+".join(map(re.escape, phrase.split())), words) for phrase in (first_words, second_words)
    )
    assert first, first_words
    changed = words.replace(first[0], "\ue000").replace(second[0] if second else "\ue002", first[0])
    changed = changed.replace("\ue000", second[0] if second else second_words)
    assert match_texts.follow(part, changed, ledger).faults


@pytest.mark.slow
def test_a_number_added_to_the_book_is_told(texts: dict[str, str], ledger: Ledger) -> None:
    words = texts[INTRODUCTION].replace("Wirral is in the North West.", "Wirral is one of 23 places in the North West.")
    assert any("'23' stands before" in fault for fault in match_texts.follow(INTRODUCTION, words, ledger).faults)


@pytest.fixture(scope="module")
def introduction(built_wirral: Path) -> Chapter:
    """The first chapter as the build read it."""
    return read_file(built_wirral / "notebooks" / f"{INTRODUCTION}.ipynb")


def test_two_numbers_swapped_in_a_chapter_that_is_typeset_again_are_told(
    introduction: Chapter, ledger: Ledger, tmp_path: Path
) -> None:
    wrong = faults_of_book(swapped(introduction), ledger, tmp_path)
    assert wrong and "'66,152' stands before '65,717' (Children in the area, paragraph 3)" in wrong[0]


def faults_of_book(chapter: Chapter, ledger: Ledger, place: Path) -> list[str]:
    """Typeset a chapter alone and follow its text, leaving out the data behind its figures."""
    details = build.report_details(open_year("wirral", "2023-24"))
    (place / "chapter.pdf").write_bytes(pdf.chapter_pdf(chapter, details=details))
    pages = sheets.sheets(place / "chapter.pdf")
    behind = next(at for at, words in enumerate(pages) if f"\n{sheets.BEHIND}" in words)
    return match_texts.follow(chapter.slug, "\n".join(pages[:behind]), ledger).faults


def swapped(chapter: Chapter) -> Chapter:
    """A chapter whose prose has the children of two years in each other's place."""

    def exchange(part: ChapterPart) -> ChapterPart:
        if isinstance(part, MarkdownCell) or not isinstance(part.block, Prose) or "65,717" not in part.block.text.plain:
            return part
        return replace(part, block=replace(part.block, text=exchanged(part.block.text, "65,717", "66,152")))

    return replace(chapter, parts=tuple(map(exchange, chapter.parts)))


def exchanged(passage: Text, first_shown: str, second_shown: str) -> Text:
    """A text with two of its numbers in each other's place."""
    shown = [number.shown for number in passage.numbers]
    first, second = shown.index(first_shown), shown.index(second_shown)
    places = {first: second, second: first}
    return replace(passage, words=MARK.sub(lambda match: mark(places.get(int(match[1]), int(match[1]))), passage.words))


@pytest.mark.parametrize(
    ("first_words", "second_words"),
    [(">65,717<", ">66,152<"), (">19.1%<", ">24.4%<"), ('label="Table 1.1', 'label="Table 7.1')],
)
def test_two_numbers_that_changed_places_on_a_page_are_told(
    built_wirral: Path, ledger: Ledger, tmp_path: Path, first_words: str, second_words: str
) -> None:
    page = built_wirral / "site" / f"{INTRODUCTION}.html"
    words = page.read_text(encoding="utf-8")
    assert first_words in words
    changed = tmp_path / page.name
    changed.write_text(
        words.replace(first_words, "\ue000").replace(second_words, first_words).replace("\ue000", second_words),
        encoding="utf-8",
    )
    assert match_texts.page(changed, INTRODUCTION, ledger).faults


def test_the_build_s_own_scan_tells_two_numbers_that_changed_places(
    introduction: Chapter, built_wirral: Path, tmp_path: Path
) -> None:
    _, ledger_entries = entries.marked([introduction])
    page = tmp_path / f"{INTRODUCTION}.html"
    words = (built_wirral / "site" / page.name).read_text(encoding="utf-8")
    page.write_text(words.replace(">65,717<", ">66,152<", 1), encoding="utf-8")
    messages = [str(fault) for fault in page_check.faults(page, page_check.Ledger(tuple(ledger_entries)))]
    assert any('"66,152" stands where the ledger has "65,717"' in message for message in messages)


# Mutations: a number that somebody typed.


@pytest.fixture
def glossary_alone(thornby: Path) -> Path:
    """The invented partnership with its glossary alone, so that a build is quick."""
    for notebook in (thornby.parents[2] / "notebooks").glob("*.ipynb"):
        if notebook.stem != "10_glossary":
            notebook.unlink()
    return thornby


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("## Names of this place", "## The 12 names of this place", "12"),
        ("These names are local", "These three names are local", "three"),
        ("Names and abbreviations of this place", "All 51 names of this place", "51"),
    ],
)
def test_a_number_typed_into_a_notebook_s_words_or_titles_is_refused(
    glossary_alone: Path, old: str, new: str, message: str
) -> None:
    notebook = glossary_alone.parents[2] / "notebooks" / "10_glossary.ipynb"
    text = notebook.read_text(encoding="utf-8")
    assert old in text
    notebook.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ReportError, match=rf'(?s)10_glossary.*"{message}"'):
        build.report(partnership="thornby", year="2023-24")


def test_a_number_typed_into_the_year_s_prose_is_refused(glossary_alone: Path) -> None:
    prose = glossary_alone / "01_introduction/welcome.md"
    prose.write_text(prose.read_text(encoding="utf-8") + "\nThere were 17 meetings.\n", encoding="utf-8")
    with pytest.raises(DataFaults, match=r'(?s)01_introduction/welcome\.md.*"17" is a number typed into prose'):
        build.report(partnership="thornby", year="2023-24")


@pytest.mark.parametrize(
    ("setting", "old", "new"),
    rest_slow(
        ("title", 'title = "Annual report"', 'title = "Annual report 17"'),
        ("name", 'name = "Thornby Safeguarding', 'name = "Thornby 17 Safeguarding'),
        ("sign_offs", 'organisation = "Thornby Council"', 'organisation = "Thornby 17 Council"'),
    ),
)
def test_a_number_typed_into_the_settings_that_every_page_shows_is_refused(
    glossary_alone: Path, replace: Callable[[str, str, str], None], setting: str, old: str, new: str
) -> None:
    replace("report.toml", old, new)
    with pytest.raises(
        DataFaults,
        match=rf'2023-24/report\.toml has 1 fault.*\n  [a-z.]*{setting}: "17[^"]*" (?:is a number|counts people)',
    ):
        build.report(partnership="thornby", year="2023-24")


@pytest.mark.parametrize("order", rest_slow("report", "chapter"))
def test_a_number_that_a_cell_types_into_what_it_shows_is_refused_before_any_page_is_written(
    glossary_alone: Path, order: str
) -> None:
    """A text without a space may be a name, so the rules for notebooks let its digits pass."""
    notebook = glossary_alone.parents[2] / "notebooks" / "10_glossary.ipynb"
    two_chapters.change_cell(
        notebook, 'measures.table(chapter, "glossary"))', 'measures.table(chapter, "glossary"), title="17")'
    )
    options = {"number": "10"} if order == "chapter" else {}
    for _ in range(2):  # nothing of the first build may serve the second
        with pytest.raises(
            DataFaults, match=r'notebooks/10_glossary\.ipynb has 1 fault.*\n  Table 10\.1: "17" is a number'
        ):
            getattr(build, order)(partnership="thornby", year="2023-24", **options)


@pytest.mark.parametrize("kind", [Figure, Table, KeyFigures, Prose])
def test_a_number_that_the_code_types_into_what_it_shows_is_found_in_the_data_and_on_the_page(
    built_wirral: Path,
    tmp_path: Path,
    kind: type[Block],
    site_of: Callable[[Path, Chapter], tuple[Path, page_check.Ledger]],
) -> None:
    chapter = with_typed(first_showing(built_wirral, kind), kind)
    assert [(f"notebooks/{chapter.slug}.ipynb", True)] == [
        (fault.file, '"17" is a number that the ledger' in fault.message) for fault in unaccounted.of_chapter(chapter)
    ]
    page, ledger = site_of(tmp_path, chapter)
    typed = [
        fault.file for fault in page_check.faults(page, ledger) if '"17" is a number that the ledger' in fault.message
    ]
    assert set(typed) == {f"site/{chapter.slug}.html"}


def first_showing(built: Path, kind: type[Block]) -> Chapter:
    """The first chapter of a report that shows a block of a kind."""
    chapters = map(read_file, sorted((built / "notebooks").glob("*.ipynb")))
    return next(chapter for chapter in chapters if any(isinstance(part.block, kind) for part in chapter.shown()))


def test_a_number_drawn_into_a_picture_whose_lines_nobody_bound_is_found(introduction: Chapter) -> None:
    drawing = '<svg><text x="1">17 times</text></svg>'
    figure = next(part for part in introduction.shown() if isinstance(part.block, Figure))
    assert isinstance(figure.block, Figure)
    drawn = replace(figure, block=replace(figure.block, wide=drawing, wide_words=()))
    chapter = replace(introduction, parts=(drawn,))
    assert [figure.label] == [fault.column for fault in unaccounted.of_chapter(chapter)]


def test_a_chapter_as_the_build_publishes_it_has_no_number_typed_into_what_it_shows(built_wirral: Path) -> None:
    notebooks = sorted((built_wirral / "notebooks").glob("*.ipynb"))
    assert notebooks
    assert [] == [fault for path in notebooks for fault in unaccounted.of_chapter(read_file(path))]


@pytest.fixture
def site_of() -> Callable[[Path, Chapter], tuple[Path, page_check.Ledger]]:
    """Write a chapter's page, and return it with the entries that the ledger would have."""

    def write(place: Path, chapter: Chapter) -> tuple[Path, page_check.Ledger]:
        from helpers.publish.website import site

        chapters, ledger_entries = entries.marked([chapter])
        page = place / f"{chapter.slug}.html"
        page.write_text(
            site.page(chapters[0], details=build.report_details(open_year("wirral", "2023-24"))), encoding="utf-8"
        )
        return page, page_check.Ledger(tuple(ledger_entries))

    return write


def with_typed(chapter: Chapter, kind: type[Block]) -> Chapter:
    """A chapter whose first block of a kind has "17 times" typed into its first words."""
    at = next(
        at
        for at, part in enumerate(chapter.parts)
        if not isinstance(part, MarkdownCell) and isinstance(part.block, kind)
    )
    part, done = chapter.parts[at], list[bool]()
    assert isinstance(part, DisplayedBlock)

    def typed(_: str, passage: Text) -> Text:
        if done or not passage.words:
            return passage
        done.append(True)
        return passage + text(" 17 times")

    return replace(
        chapter, parts=(*chapter.parts[:at], replace(part, block=part.block.mapped(typed)), *chapter.parts[at + 1 :])
    )
