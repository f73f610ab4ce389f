"""The site: every page read with a real parser, every link followed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html as parsing
from nbformat.v4 import new_output
from support import small_report

from helpers.display import blocks
from helpers.errors import ReportError
from helpers.publish import build, chapter, links
from helpers.publish.chapter import DisplayedBlock
from helpers.publish.exporters import ReportHTMLExporter
from helpers.publish.website import search, site
from helpers.sources import open_year
from helpers.statistics.numbers import text

PAGES = ("01_introduction.html", "02_independent_scrutiny.html", "downloads.html", "index.html", "search.html")
LOADS = "//link[@rel='stylesheet']/@href | //*[self::script or self::img or self::iframe or self::source or self::use or self::image]/@src"
REMOTE = re.compile(r"(?:https?:)?//")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small report's site, as a build lays it out."""
    return small_report.write(tmp_path_factory.mktemp("report"))


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, folder: Path) -> parsing.HtmlElement:
    """Each page of the site in turn."""
    return parsed(folder / request.param)


def parsed(file: Path) -> parsing.HtmlElement:
    """A page as a browser reads it."""
    return parsing.document_fromstring(file.read_text("utf-8"))


def linked(page: parsing.HtmlElement) -> Iterator[str]:
    """What a page links to or loads within the report."""
    return (
        address for address in page.xpath("//@href | //@src") if not re.match(r"https?:|mailto:|tel:|data:", address)
    )


def with_link(address: str) -> list[chapter.Chapter]:
    """The small report with one more link in its second chapter."""
    first, second = small_report.chapters()
    return [first, replace(second, parts=(*second.parts, chapter.MarkdownCell(f"[a link]({address})")))]


def write_site(chapters: list[chapter.Chapter], folder: Path) -> None:
    """Write the site of chapters."""
    site.write(chapters, details=small_report.DETAILS, folder=folder, downloads=[])


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("03_journey.ipynb", "02_independent_scrutiny links to 03_journey.ipynb, which the site does not hold"),
        ("01_introducton.ipynb", "Did you mean 01_introduction.ipynb"),
        (
            "01_introduction.ipynb#fundng",
            'links to "fundng" in 01_introduction, which has no such heading. Did you mean funding',
        ),
        ("#nowhere-at-all", 'links to "nowhere-at-all" in 02_independent_scrutiny'),
        ("minutes.docx", "02_independent_scrutiny links to minutes.docx"),
    ],
)
def test_a_link_that_leads_nowhere_is_refused(address: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ReportError) as refused:
        write_site(with_link(address), tmp_path)
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("address", "led"),
    [
        ("01_introduction.ipynb", "01_introduction.html"),
        ("./01_introduction.ipynb#figure-1-1", "01_introduction.html#figure-1-1"),
        ("#funding-2", "#funding-2"),
        ("https://www.gov.uk/", "https://www.gov.uk/"),
        ("mailto:partnership@example.org", "mailto:partnership@example.org"),
    ],
)
def test_a_link_leads_where_its_author_meant(address: str, led: str) -> None:
    chapters = small_report.chapters()
    assert links.checked(chapters[1], chapters)(address) == led


def test_the_site_holds_its_pages_and_nothing_else(folder: Path) -> None:
    assert sorted(file.name for file in folder.iterdir() if file.is_file()) == sorted(
        [*PAGES, "data.pdf", "report.pdf"]
    )


def test_nothing_is_loaded_from_a_network(page: parsing.HtmlElement, folder: Path) -> None:
    assert [address for address in page.xpath(LOADS) if REMOTE.match(address)] == []
    assert not REMOTE.search((folder / "assets/report.css").read_text("utf-8"))


def test_every_link_within_the_report_leads_to_a_file_and_a_place(page: parsing.HtmlElement, folder: Path) -> None:
    here = page.xpath("string(//body/@class)")
    addresses = list(linked(page))
    assert addresses
    for address in addresses:
        split = urlsplit(address)
        target = folder / unquote(split.path) if split.path else None
        assert target is None or target.is_file(), (here, address)
        if split.fragment:
            destination = parsed(target) if target else page
            assert destination.xpath("//@id").count(split.fragment) == 1, (here, address)


def test_ids_are_unique(page: parsing.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert sorted(set(ids)) == sorted(ids)


def test_headings_begin_with_one_and_never_skip_a_level(page: parsing.HtmlElement) -> None:
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_every_picture_has_a_text_alternative(page: parsing.HtmlElement) -> None:
    assert page.xpath("//img[not(@alt)]") == []
    assert page.xpath("//svg[not(ancestor::*[@role='img' and string-length(@aria-label) > 20])]") == []


def test_every_header_cell_has_a_scope_and_every_table_a_row_header(page: parsing.HtmlElement) -> None:
    assert page.xpath("//th[not(@scope)]") == []
    assert page.xpath("//table[not(.//tbody//th[@scope='row'])]") == []
    assert page.xpath("//table[not(.//thead//th[@scope='col'])]") == []


def test_every_page_has_its_language_landmarks_and_a_skip_link(page: parsing.HtmlElement) -> None:
    assert page.get("lang") == "en-GB"
    assert [len(page.xpath(f"//body//{landmark}")) for landmark in ("header", "main", "footer")] == [1, 1, 1]
    first = page.xpath("//body//a")[0]
    assert (first.text, first.get("href")) == ("Skip to main content", f"#{page.xpath('//main/@id')[0]}")


def test_navigations_bear_different_names(page: parsing.HtmlElement) -> None:
    names = [
        nav.get("aria-label") or page.get_element_by_id(nav.get("aria-labelledby")).text for nav in page.xpath("//nav")
    ]
    assert len(set(names)) == len(names)


def test_a_draft_says_so_in_the_title_and_on_every_page(page: parsing.HtmlElement) -> None:
    assert page.xpath("string(//title)").endswith(" – Wirral Safeguarding Children Partnership (DRAFT)")
    assert "Sign-offs still to come: Independent Scrutineer, Lead for health." in page.xpath("string(//header)")


def test_a_signed_report_never_says_draft(tmp_path: Path) -> None:
    signed = replace(small_report.DETAILS, draft=False, missing=())
    site.write(small_report.chapters(), details=signed, folder=tmp_path, downloads=[])
    assert [name for name in PAGES if "draft" in (tmp_path / name).read_text("utf-8").lower()] == []


def test_search_stays_hidden_until_a_script_shows_it(page: parsing.HtmlElement) -> None:
    (form,) = page.xpath("//form[@role='search']")
    assert "hidden" in form.attrib
    assert page.xpath("//script[@type='module'] | //script[not(@src) and @type != 'application/ld+json']") == []


def test_the_policy_lets_in_the_site_s_own_files_alone_and_nothing_on_the_page_needs_more(
    page: parsing.HtmlElement,
) -> None:
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert page.xpath("//@style | //style | //*[@onclick]") == []


def test_every_page_says_whom_to_tell_of_a_worry_about_a_child(page: parsing.HtmlElement) -> None:
    (box,) = page.xpath("//*[@id='page-help']/..")
    assert {"tel:999", "tel:0808-800-5000"} <= set(box.xpath(".//a/@href"))


def test_the_cover_describes_the_report_in_the_words_of_schema_org(folder: Path) -> None:
    (described,) = parsed(folder / "index.html").xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(described)["@type"] == "Report"


def test_the_chapter_being_read_is_marked_in_the_list_of_chapters(folder: Path) -> None:
    page = parsed(folder / "01_introduction.html")
    assert page.xpath("//nav[@class='chapters']//a[@aria-current='page']/@href") == ["01_introduction.html"]
    assert [link.xpath("string()").split()[0] for link in page.xpath("//nav[@class='neighbours']/a")] == ["Next"]


def test_equal_headings_have_places_of_their_own(folder: Path) -> None:
    page = parsed(folder / "02_independent_scrutiny.html")
    assert page.xpath("//h2/@id") == ["what-inspectors-found", "funding", "funding-2"]
    assert page.xpath("//nav[@class='sections']//a/@href") == ["#what-inspectors-found", "#funding", "#funding-2"]


def test_a_figure_offers_the_data_it_shows(folder: Path) -> None:
    page = parsed(folder / "01_introduction.html")
    offered = page.xpath("//figure//a[@download]/@href | //div[@class='table']//a[@download]/@href")
    assert offered == ["downloads/01_introduction_income.csv"] * 2


def test_the_index_holds_every_section_and_leads_to_it(folder: Path) -> None:
    script = (folder / "assets/search-index.js").read_text("utf-8")
    first, *entries = json.loads(
        script.removeprefix("window.reportSections = ").partition(";\nwindow.reportMeanings = ")[0]
    )
    assert first["page"] == "index.html#page-help" and "0808 800 5000" in first["text"]
    assert [section["heading"] for section in entries] == [
        "", "Funding", "In detail", "Communication", "Reach of the website", "", "What inspectors found", "Funding", "Funding",
    ]  # fmt: skip
    assert entries[4]["page"] == "01_introduction.html#reach-of-the-website"
    assert "43,000 visits" in entries[4]["text"]
    assert "The council gave £165,847" in entries[1]["text"]
    assert "children live in Wirral: 67,508." in entries[0]["text"]


def test_the_index_says_words_as_read_not_as_written() -> None:
    first = search.sections(small_report.chapters()[0])[0]
    assert first.words[0] == "Who are we, what did we spend and whom did we reach?"


def test_each_title_and_cell_is_a_line_of_the_index_so_that_one_that_is_looked_for_comes_first() -> None:
    funding = json.loads(search.entries(small_report.chapters()[0])[1])
    lines = funding["text"].split("\n")
    assert {"Income, Wirral, 2023-24", "Wirral Council", "£165,847"} <= set(lines)
    assert [line for line in lines if line != " ".join(line.split()) or not line] == []


def test_only_a_table_of_meanings_defines_terms_and_a_dash_is_no_term() -> None:
    headings = tuple(map(text, ("Term", "Abbreviation", "Meaning")))
    rows = (
        (text("Child in need"), text("–"), text("A child.")),
        (text("Local authority"), text("LA"), text("The council.")),
    )
    grid = blocks.Grid(headings=headings, aligned=("left",) * 3, rows=rows, csv="")
    glossary = DisplayedBlock(blocks.Table("terms", text("Terms"), grid), "Table 1.9")
    first, *_ = small_report.chapters()
    entries = search.sections(replace(first, parts=(*first.parts, glossary)))
    assert [entry.defines for entry in entries if entry.defines] == [["Child in need", "Local authority", "LA"]]


def test_the_same_chapters_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = small_report.write(tmp_path)
    files = sorted(file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    assert files == sorted(file.relative_to(again) for file in again.rglob("*") if file.is_file())
    assert [file for file in files if (folder / file).read_bytes() != (again / file).read_bytes()] == []


def test_a_page_alone_needs_no_other_file() -> None:
    page = parsing.document_fromstring(site.page(small_report.chapters()[0], details=small_report.DETAILS))
    assert page.xpath(LOADS) == []
    assert re.findall(r'url\("(?!data:)[^"]*', page.xpath("string(//style)")) == []
    assert page.xpath("string(//title)").endswith("(DRAFT)")


def test_a_page_alone_has_the_same_body_as_in_the_site(folder: Path) -> None:
    alone = parsing.document_fromstring(site.page(small_report.chapters()[0]))
    there = parsed(folder / "01_introduction.html")
    figures = [parsing.tostring(page.xpath("//dl")[0]) for page in (alone, there)]
    assert figures[0] == figures[1]
    assert [h.text for h in alone.xpath("//h2 | //h3")] == [h.text for h in there.xpath("//h2 | //h3")]


def test_nbconvert_writes_the_page_that_stands_alone() -> None:
    resources: dict[str, Any] = {"metadata": {"name": "01_introduction"}}
    converted, resources = ReportHTMLExporter().from_notebook_node(small_report.introduction(), resources)
    details = build.report_details(open_year("wirral", "2023-24"))
    assert converted == site.page(small_report.chapters()[0], details=details)
    assert resources["output_extension"] == ".html"


def test_a_failed_chapter_is_not_converted() -> None:
    notebook = small_report.introduction()
    failed = new_output("error", ename="KeyError", evalue="income", traceback=[])
    notebook.cells[2].outputs = [failed]
    with pytest.raises(ReportError, match="failed: KeyError: income"):
        ReportHTMLExporter().from_notebook_node(notebook, {"metadata": {"name": "01_introduction"}})
