"""The reviewers' edition: the site's own parts with their code, and where every number is from; read without a script."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html as parsing
from nbformat.v4 import new_code_cell, new_output
from support import small_report

from helpers.errors import ReportError
from helpers.publish import build, chapter
from helpers.publish.exporters import ReportReviewExporter
from helpers.publish.ledger import rows
from helpers.publish.ledger.rows import LedgerRow
from helpers.publish.review import pages, provenance, stored
from helpers.publish.running.normalised import INJECTED
from helpers.sources import open_year, published

CHAPTERS = ("01_introduction.html", "02_independent_scrutiny.html")
PAGES = (*CHAPTERS, "index.html", "numbers.html", "rows.html")
NOT_LEAVING = {
    "a digest": re.compile(r"\b(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})\b"),
    "a moment": re.compile(r"\b20\d\d-\d\d-\d\dT\d\d:\d\d"),
    "a place on this machine": re.compile(r"(?<![\w.:/])/(?:home|root|tmp|usr|work|Users)/"),
}
EMPTY: dict[str, Any] = dict.fromkeys(rows.COLUMNS, "")
SILENT = replace(LedgerRow(**EMPTY), row=(), inputs=())
PUBLISHED = replace(
    SILENT,
    kind="published",
    source="dfe_cla_rate",
    publisher="Department for Education",
    publication="Children looked after in England",
    table="Number and rate",
    area="E08000015",
    period="2024",
    file="data/published/figures.parquet",
    row=("children_looked_after_per_10k|E08000015|2024",),
    measure="children_looked_after_per_10k",
    cited=(("Department for Education: Children looked after in England", "https://www.gov.uk/looked-after"),),
    stored=(published.origin("figures", "children_looked_after_per_10k", "E08000015", "2024"),),
)
LOCAL = replace(SILENT, kind="fact", source="accounts", cited=(("Thornby: Accounts", ""),), file="a.csv")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small report's edition, as a build lays it out beside its site."""
    return small_report.write_review(tmp_path_factory.mktemp("report"), of=open_year("wirral", "2023-24"))


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, edition: Path) -> parsing.HtmlElement:
    """Each page of the edition in turn."""
    return parsed(edition / request.param)


def parsed(file: Path) -> parsing.HtmlElement:
    """A page as a browser reads it."""
    return parsing.document_fromstring(file.read_text("utf-8"))


def words(elements: list[parsing.HtmlElement]) -> list[str]:
    """Elements as HTML, whatever stands between them."""
    return [parsing.tostring(element, with_tail=False, encoding="unicode") for element in elements]


def provenance_of(edition: Path, slug: str) -> dict[str, Any]:
    """What the script of a page knows of its numbers."""
    script = (edition / "assets" / f"{slug}.js").read_text("utf-8")
    return json.loads(script.removeprefix("window.whereFrom = ").removesuffix(";\n"))


def shelved(page: parsing.HtmlElement) -> dict[str, str]:
    """The list of numbers: the group and row of each that leads to its place, by the address it leads to."""
    entries = {}
    for row in page.xpath("//table[@class='numbers']/tbody/tr[not(@class)]"):
        group = row.xpath("string(../tr[@class='shared'])")
        for link in row.xpath("th/a/@href"):
            entries[link] = f"{group} {row.xpath('string(td[2])')}"
    return entries


@pytest.mark.parametrize("what", NOT_LEAVING)
def test_no_digest_moment_or_machine_path_leaves(what: str, edition: Path) -> None:
    files = [file for file in sorted(edition.rglob("*")) if file.is_file()]
    assert len(files) > len(PAGES)
    assert [] == [file.name for file in files if NOT_LEAVING[what].search(file.read_text("utf-8"))]


def test_what_a_hidden_number_was_is_told_nowhere(edition: Path) -> None:
    """The wide table hides one rate: its row says what stands in its place and has no value to give."""
    rows = parsed(edition / "numbers.html").xpath("//th[@scope='row' and normalize-space()='[c]']/..")
    assert len(rows) == 1
    assert not re.search(r"\d", rows[0].xpath("string(td[2])"))


def test_code_is_folded_until_it_is_asked_for(edition: Path) -> None:
    folded = parsed(edition / CHAPTERS[0]).xpath("//details[@class='code']")
    assert [] == [cell for cell in folded if "open" in cell.attrib]
    assert {"charts.bars(income)"} == {cell.xpath("string(pre)") for cell in folded}


def test_parameters_are_shown_plainly(edition: Path) -> None:
    plain = parsed(edition / CHAPTERS[0]).xpath("//div[@class='parameters'][not(ancestor::details)]/pre")
    assert ['partnership = "wirral"\nyear = "2023-24"'] == [cell.xpath("string()") for cell in plain]


def test_cells_that_show_nothing_fold_into_one_and_none_is_lost() -> None:
    notebook = small_report.introduction()
    silent = [new_code_cell(code) for code in ("import helpers", "chapter = 1", "rates = 2")]
    notebook.cells[3:3] = silent
    (details,) = alone(chapter.read(notebook, "01_introduction")).xpath("//div[@class='cell made-nothing']/details")
    assert "import helpers\n\nchapter = 1\n\nrates = 2" == details.xpath("string(pre)")
    assert "Show the code of 3 cells (nothing shown here)" == details.xpath("normalize-space(summary)")


def test_cells_are_numbered_as_their_author_counts_them_whether_or_not_parameters_are_given() -> None:
    notebook = small_report.introduction()
    original = chapter.read(notebook, "01_introduction").code
    injected = new_code_cell('year = "2024-25"', metadata={"tags": [INJECTED]})
    notebook.cells.insert(2, injected)
    read = chapter.read(notebook, "01_introduction").code
    assert [cell.cell for cell in read] == [cell.cell for cell in original]
    assert read[0].source == 'year = "2024-25"' != original[0].source


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_cells_made_is_the_site_s_own_html(name: str, edition: Path) -> None:
    frame = "self::nav or self::h1 or self::p[@class='chapter-number' or @class='question' or @class='to-top']"
    there = parsed(edition.parent / "site" / name).xpath(f"//main/*[not({frame})]")
    here = words(parsed(edition / name).xpath("//div[@class='made']/*"))
    assert [part.replace("../site/downloads/", "downloads/") for part in here] == words(there)


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_number_on_a_page_says_where_it_is_from(name: str, edition: Path) -> None:
    page, entries = parsed(edition / name), provenance_of(edition, name.removesuffix(".html"))
    shown = {*page.xpath("//*[@data-entry]/@data-entry"), *" ".join(page.xpath("//main//@data-entries")).split()}
    assert len(shown) > 5
    assert set() == {entry for entry in shown if not entries["numbers"].get(entry)}


def test_every_number_of_the_ledger_is_listed_and_leads_to_its_place(edition: Path) -> None:
    page = parsed(edition / "numbers.html")
    with (edition.parent / "numbers.csv").open(encoding="utf-8", newline="") as file:
        ledger = [row for row in csv.DictReader(file) if row["entry"]]
    assert len(ledger) == len(page.xpath("//table[@class='numbers']/tbody/tr[not(@class)]"))
    led = {urlsplit(address).query.removeprefix("number=") for address in shelved(page)}
    assert {row["entry"] for row in ledger if row["chapter"]} == led


def test_without_a_script_the_way_from_a_part_leads_to_its_numbers(edition: Path) -> None:
    page = parsed(edition / "numbers.html")
    ways = parsed(edition / CHAPTERS[0]).xpath("//p[@class='from']/a/@href")
    groups = [page.get_element_by_id(urlsplit(way).fragment) for way in ways]
    assert len(groups) == 4
    assert all(group.tag == "tbody" and group.xpath("tr[not(@class)]") for group in groups)


def test_what_needs_a_script_stays_hidden_without_one(page: parsing.HtmlElement) -> None:
    assert page.xpath("//form[not(@hidden)] | //p[@class='how'][not(@hidden)] | //button[not(ancestor::form)]") == []
    assert page.xpath("//script[not(@src)]") == []


def test_the_index_tells_what_a_reviewer_asks_first(edition: Path) -> None:
    page = parsed(edition / "index.html")
    assert page.xpath("//h2/@id") == [
        "chapters", "state", "checks", "accepted", "coverage", "not-supplied", "made-from",
    ]  # fmt: skip
    words = page.xpath("string(//main)")
    assert "State: draft. Nothing was found that blocks it." in " ".join(words.split())
    assert "Every figure agrees with what it must agree with" in words
    assert "The partnership’s count is undated" in words.replace("'", "’")
    assert page.xpath("//tbody//a[@href='02_independent_scrutiny.html']")


def test_every_link_leads_to_a_file_and_a_place(page: parsing.HtmlElement, edition: Path) -> None:
    trees = {name: parsed(edition / name) for name in PAGES}
    addresses = dict.fromkeys(page.xpath("//@href | //@src"))
    assert addresses
    for address in addresses:
        split = urlsplit(address)
        if split.scheme == "tel":
            assert re.fullmatch(r"\+?\d[\d-]*\d", split.path), address
        if split.scheme in ("https", "data", "tel"):
            continue
        target = (edition / unquote(split.path)).resolve()
        assert not split.path or target.is_file(), address
        if split.fragment and target.parent == edition.resolve():
            assert trees[target.name].xpath("count(//*[@id=$place])", place=split.fragment) == 1, address


def test_ids_are_unique_and_headings_skip_no_level(page: parsing.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert sorted(set(ids)) == sorted(ids)
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_every_header_cell_has_a_scope_and_every_table_a_name(page: parsing.HtmlElement) -> None:
    assert page.xpath("//th[not(@scope)] | //table[not(caption)][not(ancestor::div[@class='made'])]") == []


def test_a_draft_says_so_on_every_page(page: parsing.HtmlElement) -> None:
    assert page.xpath("string(//title)").endswith("(DRAFT)")


def test_the_same_chapters_give_the_same_bytes(edition: Path, tmp_path: Path) -> None:
    again = small_report.write_review(tmp_path, of=open_year("wirral", "2023-24"))
    files = sorted(file.relative_to(edition) for file in edition.rglob("*") if file.is_file())
    assert files == sorted(file.relative_to(again) for file in again.rglob("*") if file.is_file())
    assert [file for file in files if (edition / file).read_bytes() != (again / file).read_bytes()] == []


@pytest.mark.parametrize(
    ("row", "sentences"),
    [
        (
            PUBLISHED,
            (
                "Department for Education: Children looked after in England",
                "Table: Number and rate",
                "File: data/published/figures.parquet",
                "Measure: children_looked_after_per_10k",
                "Area: Wirral",
                "Period: 2024",
            ),
        ),
        (replace(LOCAL, row=("7",), column="value"), ("Thornby: Accounts", "File: a.csv", "Row: 7, column value")),
        (replace(LOCAL, cited=()), ("Source: accounts", "File: a.csv")),
        (replace(SILENT, formula="a - b", inputs=("a", "b")), ("Worked out: a - b", "From: a; b")),
        (replace(SILENT, kind="axis"), (provenance.KINDS["axis"],)),
        (replace(SILENT, kind="derived"), (provenance.UNKNOWN,)),
    ],
)
def test_a_number_says_where_it_is_from(row: LedgerRow, sentences: tuple[str, ...]) -> None:
    assert tuple(line.words for line in provenance.lines(row, {})) == sentences


def test_a_published_number_leads_to_its_publisher_and_to_its_row_as_text_and_names_its_edition() -> None:
    tables = stored.rows_behind([PUBLISHED])
    led = {line.words: line.address for line in provenance.lines(PUBLISHED, stored.addresses(tables))}
    assert led["Department for Education: Children looked after in England"] == "https://www.gov.uk/looked-after"
    assert "Edition: with figures up to 31 March 2025" in led
    page, _, place = led["Row as text: children_looked_after_per_10k, Wirral, 2024"].partition("#")
    assert page == provenance.ROWS_PAGE
    shown = parsing.fromstring("".join(table.html for table in stored.tables(tables))).get_element_by_id(place)
    assert shown.xpath("string(td[4])") == "116"
    (source,) = shown.xpath("td/a/@href")
    assert shown.xpath("string(//tr[@id=$place]/th)", place=source.partition("#")[2]) == "dfe_cla_rate"


def test_a_number_of_no_stored_row_leads_to_none() -> None:
    assert {line.address for line in provenance.lines(LOCAL, {})} == {""}


def test_many_inputs_are_counted_rather_than_told() -> None:
    many = replace(SILENT, formula="median", inputs=tuple(f"rate.{place}" for place in "abcdefgh"))
    assert provenance.lines(many, {})[1].words == (
        "From: rate.a; rate.b; rate.c; rate.d; rate.e; rate.f; and 2 more, which numbers.csv names"
    )


def test_words_of_the_data_cannot_end_a_script() -> None:
    assert "</script" not in provenance.script(
        [replace(LOCAL, source="</script><script>alert(1)</script>", cited=())], {}
    )


def test_code_is_shown_as_text_whatever_it_holds(tmp_path: Path) -> None:
    notebook = small_report.scrutiny()
    notebook.cells[2].source = "tables.show(rates)  # </code><script>alert(1)</script>"
    page = alone(chapter.read(notebook, "02_independent_scrutiny"))
    assert page.xpath("string(//details[@class='code']/pre)") == notebook.cells[2].source


def test_a_page_alone_needs_no_other_file_and_lists_its_numbers() -> None:
    page = alone(small_report.chapters()[0])
    assert page.xpath("//link[@rel='stylesheet'] | //script[@src]") == []
    assert set() == {
        way for way in page.xpath("//p[@class='from']/a/@href") if not page.xpath("//tbody[@id=$id]", id=way[1:])
    }


def test_nbconvert_writes_the_page_that_stands_alone() -> None:
    resources: dict[str, Any] = {"metadata": {"name": "01_introduction"}}
    converted, resources = ReportReviewExporter().from_notebook_node(small_report.introduction(), resources)
    folder = open_year("wirral", "2023-24")
    read = chapter.read(small_report.introduction(), "01_introduction")
    assert converted == pages.alone(read, folder=folder, details=build.report_details(folder))
    assert resources["output_extension"] == ".html"


def test_a_failed_chapter_is_not_converted() -> None:
    notebook = small_report.introduction()
    notebook.cells[2].outputs = [new_output("error", ename="KeyError", evalue="income", traceback=[])]
    with pytest.raises(ReportError, match="failed: KeyError: income"):
        ReportReviewExporter().from_notebook_node(notebook, {"metadata": {"name": "01_introduction"}})


def alone(read: chapter.Chapter) -> parsing.HtmlElement:
    """One chapter for reviewers, alone."""
    page = pages.alone(read, folder=open_year("wirral", "2023-24"), details=small_report.DETAILS)
    return parsing.document_fromstring(page)
