"""The real report: Wirral, 2023-24, whole, as its readers open it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdf
import pytest
from independent import sheets
from lxml import html

from helpers.publish.running.run import notebooks

NEVER = (
    "xx%",
    "click here",
    "nan",
    "NaN",
    "TODO",
    "Traceback",
    "\ue000",
    "\ue001",
    "No description has been provided",
)


@pytest.fixture(scope="module")
def book(built_wirral: Path) -> list[str]:
    return _words(built_wirral / "report.pdf")


@pytest.fixture(scope="module")
def site(built_wirral: Path) -> dict[str, html.HtmlElement]:
    return {path.stem: html.parse(str(path)).getroot() for path in sorted((built_wirral / "site").glob("*.html"))}


def test_nothing_unfinished_or_unreadable_is_printed(book: list[str], site: dict[str, html.HtmlElement]) -> None:
    texts = book + [tree.text_content() for tree in site.values()]
    for words in NEVER:
        pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        assert [] == [text[:80] for text in texts if pattern.search(text)], words


@pytest.mark.parametrize("name", ["report.pdf", "data.pdf"])
def test_the_pdf_is_accessible_by_the_standard(name: str, built_wirral: Path) -> None:
    report = page.validate_pdf_bytes((built_wirral / name).read_bytes(), profile="ua1")
    assert report.is_compliant


@pytest.mark.slow
def test_the_book_is_in_clear_print(built_wirral: Path) -> None:
    sizes = {name: sheets.sizes(built_wirral / name) for name in ("report.pdf", "data.pdf", "summary.pdf")}
    assert [] == [(name, size) for name, counts in sizes.items() for size in counts if size < 9]
    of_book, of_data = sizes["report.pdf"], sizes["data.pdf"]
    assert max(of_book, key=of_book.__getitem__) == 11.5
    assert max(of_data, key=of_data.__getitem__) == 10
    assert sum(count for size, count in of_book.items() if size < 10) < 0.2 * sum(of_book.values())


@pytest.mark.slow
def test_the_address_of_a_link_is_printed_on_its_page_or_where_no_room_is_left_on_the_next(built_wirral: Path) -> None:
    words = ["".join(sheet.split()) for sheet in _words(built_wirral / "report.pdf")]
    with pikepdf.open(built_wirral / "report.pdf") as opened:
        linked = [(number, address) for number, sheet in enumerate(opened.pages) for address in _addresses(sheet.obj)]
    assert linked
    assert [
        (number + 1, address)
        for number, address in linked
        if _printed(address) not in "".join(words[number : number + 2])
    ] == []


def _words(path: Path) -> list[str]:
    return [sheet.extract_text() for sheet in pypdf.PdfReader(path).pages]


def _addresses(sheet: pikepdf.Object) -> set[str]:
    actions: list[Any] = [note.get("/A", {}) for note in sheet.get("/Annots", [])]
    return {str(action["/URI"]) for action in actions if "/URI" in action}


def _printed(address: str) -> str:
    return address.removeprefix("https://").removeprefix("www.").rstrip("/")


def test_the_book_has_no_more_than_sixty_pages(book: list[str]) -> None:
    assert len(book) <= 60


def test_a_text_alternative_says_its_message_first_in_no_more_than_four_hundred_letters(built_wirral: Path) -> None:
    with pikepdf.open(built_wirral / "report.pdf") as opened:
        figures = [
            element for element in _elements(opened.Root.StructTreeRoot) if str(element.get("/S", "")) == "/Figure"
        ]
        assert [str(figure.Alt) for figure in figures if len(str(figure.Alt)) > 400] == []


def test_the_summary_is_two_accessible_pages_that_weigh_little(built_wirral: Path) -> None:
    summary = (built_wirral / "summary.pdf").read_bytes()
    assert page.validate_pdf_bytes(summary, profile="ua1").is_compliant
    assert len(pypdf.PdfReader(io.BytesIO(summary)).pages) <= 2
    assert len(summary) < 200_000


def test_the_home_page_and_the_book_begin_with_the_year_at_a_glance(
    book: list[str], site: dict[str, html.HtmlElement]
) -> None:
    answer = "No single figure says whether children are safer"
    assert answer in site["index"].text_content()
    assert next(place for place, sheet in enumerate(book) if answer in " ".join(sheet.split())) < next(
        place for place, sheet in enumerate(book) if "Chapter 1" in sheet
    )


def test_every_picture_of_the_pdf_is_told_in_words_and_every_table_has_headers(built_wirral: Path) -> None:
    with pikepdf.open(built_wirral / "report.pdf") as opened:
        kinds: dict[str, list[pikepdf.Object]] = {}
        for element in _elements(opened.Root.StructTreeRoot):
            kinds.setdefault(str(element.get("/S", "")), []).append(element)
        alternatives = [str(figure.get("/Alt", "")) for figure in kinds["/Figure"]]
        assert all(len(words.split()) >= 5 for words in alternatives), min(alternatives, key=len)
        tables = [{str(part.get("/S", "")) for part in _elements(table)} for table in kinds["/Table"]]
        assert all("/TH" in parts for parts in tables)
        assert len(alternatives) >= 20 and len(tables) >= 30


def test_every_picture_of_the_site_is_told_in_words_and_every_table_has_headers(
    site: dict[str, html.HtmlElement],
) -> None:
    pictures = [picture for tree in site.values() for picture in tree.xpath("//*[@role='img']")]
    assert all(len(picture.get("aria-label", "").split()) >= 5 for picture in pictures) and len(pictures) >= 20
    assert [] == [
        tree
        for tree in site.values()
        for svg in tree.xpath("//svg")
        if not svg.xpath("ancestor::*[@role='img']|self::*[@aria-hidden]")
    ]
    tables = [table for tree in site.values() for table in tree.xpath("//table")]
    assert (
        all(table.xpath(".//th[@scope='col']") and table.xpath(".//th[@scope='row']") for table in tables)
        and len(tables) >= 40
    )


def test_no_picture_holds_its_words_as_pixels(built_wirral: Path) -> None:
    with pikepdf.open(built_wirral / "report.pdf") as opened:
        assert [] == [sheet.index for sheet in opened.pages for _ in sheet.get_images()]
    assert [] == [
        path.name for path in (built_wirral / "site").glob("*.html") if "<image" in path.read_text(encoding="utf-8")
    ]


def test_every_chapter_is_in_the_site_and_the_book_in_order(
    built_wirral: Path, site: dict[str, html.HtmlElement], root: Path
) -> None:
    names = [path.stem for path in notebooks(root) if (built_wirral / "notebooks" / path.name).exists()]
    assert len(names) >= 11
    assert [] == [name for name in names if name not in site]
    titles = [str(site[name].findtext(".//h1")) for name in names]
    outline = [
        entry.title for entry in pypdf.PdfReader(built_wirral / "report.pdf").outline if not isinstance(entry, list)
    ]
    assert [title for title in titles if not any(title in str(entry) for entry in outline)] == []


def test_every_page_of_the_compilation_says_so(book: list[str], site: dict[str, html.HtmlElement]) -> None:
    assert [] == [number for number, text in enumerate(book, start=1) if "ndependent compilation" not in text]
    assert [] == [name for name, tree in site.items() if "An independent compilation" not in tree.text_content()]


def test_the_compilation_is_published_in_its_compilers_name(built_wirral: Path) -> None:
    manifest = json.loads((built_wirral / "build.json").read_text(encoding="utf-8"))
    assert (manifest["status"], manifest["blocking"]) == ("published as a compilation", [])
    metadata = pypdf.PdfReader(built_wirral / "report.pdf").metadata
    assert metadata and metadata.author == "the maintainers of the safeguarding-report project"


def test_the_folder_of_the_site_needs_nothing_beside_it(built_wirral: Path, site: dict[str, html.HtmlElement]) -> None:
    addresses = {
        str(address).partition("#")[0].partition("?")[0]
        for tree in site.values()
        for address in tree.xpath("//@href | //@src")
    }
    inside = {address for address in addresses if address and ":" not in address}
    assert {"report.pdf", "data.pdf", "summary.pdf"} <= inside and len(inside) > 40
    assert [] == [
        address for address in inside if address.startswith("..") or not (built_wirral / "site" / address).is_file()
    ]
    assert (built_wirral / "site/report.pdf").read_bytes() == (built_wirral / "report.pdf").read_bytes()


def test_every_figure_and_table_can_be_taken_away_as_data(
    built_wirral: Path, site: dict[str, html.HtmlElement]
) -> None:
    labels = {
        label for tree in site.values() for label in re.findall(r"\b(?:Figure|Table) \d+\.\d+", tree.text_content())
    }
    files = sorted((built_wirral / "downloads").glob("*.csv"))
    assert len(files) >= 40 and len(labels) >= len(files)
    assert [] == [
        path.name for path in files if len(list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))) < 2
    ]


def test_the_reviewers_edition_is_less_than_twice_the_site(built_wirral: Path) -> None:
    site, review = (
        sum(file.stat().st_size for file in (built_wirral / name).rglob("*") if file.is_file())
        for name in ("site", "review")
    )
    assert review < 2 * site


def test_the_account_names_what_went_in_and_no_hash_of_it(built_wirral: Path) -> None:
    manifest = (built_wirral / "build.json").read_text(encoding="utf-8")
    assert json.loads(manifest)["inputs"]
    assert [] == re.findall(r"\b[0-9a-f]{32,}\b", manifest)


def _elements(above: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for part in _parts(above):
        if isinstance(part, pikepdf.Dictionary) and "/S" in part:
            yield part
        if isinstance(part, pikepdf.Dictionary):
            yield from _elements(part)


def _parts(above: pikepdf.Object) -> list[pikepdf.Object]:
    below: Any = above.get("/K", [])
    return list(below) if isinstance(below, pikepdf.Array) else [below]
