"""HTML of blocks and Markdown: escaped, readable alone, every number followed to its name."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import html as parsing
from support import small_report

from helpers.display import blocks, html, html_words
from helpers.display.html import Setting
from helpers.statistics.numbers import Number, Text, compose, text

VISITS = Number("website.visits", 43000.0)


def parsed(source: str) -> parsing.HtmlElement:
    """The elements of a piece of HTML under one parent."""
    return parsing.fragment_fromstring(source, create_parent="div")


@pytest.mark.parametrize("kind", [kind for kind in blocks.KINDS.values() if kind is not blocks.Nothing])
def test_no_kind_of_block_lets_a_tag_through(kind: type[blocks.Block]) -> None:
    evil = '<script>alert("1")</script>'
    grid = blocks.Grid((text(evil), text(evil)), ("left", "right"), ((text(evil), text(evil)),))
    arguments = {
        blocks.Prose: (text(evil),),
        blocks.Figure: (evil, *[text(evil)] * 3, "<svg></svg>", "<svg></svg>", grid, text(evil), text(evil)),
        blocks.Table: (evil, text(evil), grid, text(evil), text(evil), text(evil)),
        blocks.KeyFigures: (((text(evil), text(evil), text(evil)),),),
        blocks.NotSupplied: (evil, evil),
    }[kind]
    source = html.block(kind(*arguments), setting=Setting(label=evil, download=f'x"onclick="{evil}'))
    page = parsed(source)
    assert page.xpath("//script") == []
    assert page.xpath("//*[@onclick]") == []
    words = "".join(page.itertext()) + "".join(page.xpath("//@aria-label"))
    assert evil in words.replace("“", '"').replace("”", '"')


def test_a_number_with_a_hostile_name_stays_in_its_attribute() -> None:
    page = parsed(html_words.words(text(Number('a"><b>', 1.0))))
    assert page.xpath("//data/@data-number") == ['a"><b>']


def test_a_link_that_runs_a_script_is_not_a_link() -> None:
    assert parsed(html.markdown(text("[x](javascript:alert(1))"))).xpath("//a") == []


@pytest.mark.parametrize(
    ("number", "value", "shown"),
    [
        (VISITS, "43000", "43,000"),
        (Number("rate", 70.5, "per_10k"), "70.5", "70.5 per 10,000"),
        (Number("fall", -0.25, "percentage_points"), "-0.25", "−0.3 percentage points"),
        (Number("launched", date(2023, 10, 2), "date"), "2023-10-02", "2 October 2023"),
        (Number("hidden", None, code="c"), "[c]", "[c]"),
    ],
)
def test_a_number_says_its_plain_value_and_its_name(number: Number, value: str, shown: str) -> None:
    (element,) = parsed(html_words.words(text(number))).xpath("//data")
    assert (element.get("value"), element.get("data-number"), element.text) == (value, number.name, shown)


def test_a_number_in_words_may_break_between_them_and_one_in_digits_may_not() -> None:
    page = parsed(html_words.words(compose("{} {}", Number("measure", "child protection plans", "words"), VISITS)))
    assert page.xpath("//data/@class") == ["phrase"]
    assert page.xpath("string(//data[not(@class)])") == "43,000"


def test_numbers_stand_in_markdown_where_the_author_put_them() -> None:
    passage = compose(
        "## In {}\n\n**{}** visits, *{}*", Number("year", 2023.0, "year"), VISITS, VISITS.shown_as("many")
    )
    page = parsed(html.markdown(passage))
    assert page.xpath("string(//h2)") == "In 2023"
    assert page.xpath("string(//strong/data/@value)") == "43000"
    assert page.xpath("string(//em)") == "many"


def test_headings_take_their_ids_in_turn_and_links_their_addresses() -> None:
    setting = Setting(slugs=iter(["one", "two"]), address=lambda address: address.upper())
    page = parsed(html.markdown(text("## A\n\n[b](c.ipynb)\n\n### D"), setting=setting))
    assert page.xpath("//@id") == ["one", "two"]
    assert page.xpath("//a/@href") == ["C.IPYNB"]


def test_a_table_in_markdown_names_its_headers_and_scrolls_by_itself() -> None:
    page = parsed(html.markdown(compose("| A | {} |\n|---|--:|\n| x | 1 |\n| y | 2 |", VISITS)))
    assert page.xpath("//thead//th/@scope") == ["col", "col"]
    assert page.xpath("//tbody/tr/th[@scope='row']/text()") == ["x", "y"]
    assert len(page.xpath("//tbody//td")) == 2
    (box,) = page.xpath("//*[@role='region']")
    assert box.get("tabindex") == "0"
    assert box.get("aria-label") == "Table: A, 43,000"


def test_a_table_has_a_caption_and_headers_with_scope() -> None:
    page = parsed(html.block(small_report.income_table(), "Table 1.1"))
    assert page.xpath("string(//caption)").startswith("Table 1.1 Income by partner")
    assert page.xpath("//th/@scope") == ["col", "col", "row", "row", "row", "row"]
    assert page.xpath("//@id") == ["table-1-1"]
    assert page.xpath("string(//*[@role='region']/@aria-label)") == "Table 1.1: Income by partner"


def test_a_table_of_words_names_each_cell_where_a_style_sets_its_rows_apart() -> None:
    terms = blocks.Grid(
        headings=(text("Term"), text("Abbreviation"), text("Meaning <i>")),
        aligned=("left", "left", "left"),
        rows=((text("Panel"), Text(), text("A body")), (Text(), text("CDOP"), text("Another"))),
    )
    table = parsed(html.block(blocks.Table("terms", text("Terms"), terms)))
    assert [cell.get("data-heading") for cell in table.iter("td")] == [
        "Abbreviation",
        "Meaning <i>",
        "Term",
        "Abbreviation",
        "Meaning <i>",
    ]


@pytest.mark.parametrize(
    ("columns", "words"),
    [(3, "a cell of more words than a phone has room for beside two columns of numbers"), (5, "short")],
)
def test_words_that_numbers_would_squeeze_on_a_phone_stand_below_one_another(columns: int, words: str) -> None:
    aligned = ("left", "left", *["right"] * (columns - 2))
    row = (text("Course"), text(words), *[text("5")] * (columns - 2))
    table = parsed(html.block(blocks.Table("t", text("T"), blocks.Grid(row, aligned, (row,)))))
    assert table.xpath("//table/@class") == ["words"]
    assert [cell.get("class") for cell in table.iter("td")] == [None, *["number"] * (columns - 2)]


def test_rows_of_totals_and_rows_named_above_are_set_apart() -> None:
    names = ("All", "Police", "Police", "Total", "Alliance")
    rows = tuple((text(name), text("1")) for name in names)
    table = parsed(html.block(blocks.Table("t", text("T"), blocks.Grid(rows[0], ("left", "right"), rows))))
    assert [row.get("class") for row in table.xpath("//tbody/tr")] == ["total", None, "again", "total", None]


def test_a_year_in_a_table_or_a_sentence_may_not_break_and_a_long_period_may() -> None:
    year, span = Number("a", "2023-24", "period"), Number("b", "1 April 2023 to 31 March 2024", "period")
    page = parsed(html_words.words(compose("{} {}", year, span)))
    assert page.xpath("//data/@class") == ["phrase"] and page.xpath("string(//data[@class])") == span.shown


@pytest.mark.parametrize("aligned", [("left", "right", "left"), ("left", "left")])
def test_a_table_with_numbers_or_two_columns_stays_a_grid_on_a_phone(aligned: tuple[str, ...]) -> None:
    row = tuple(text(side) for side in aligned)
    assert "words" not in html.block(blocks.Table("t", text("T"), blocks.Grid(row, aligned, (row,))))


def test_a_blank_cell_is_never_a_header() -> None:
    grid = blocks.Grid((Text(), text("n")), ("left", "right"), ((Text(), text("1")),))
    page = parsed(html.block(blocks.Table("t", text("T"), grid)))
    assert [header.text_content() for header in page.xpath("//th")] == ["n"]


def test_a_figure_has_one_text_alternative_for_both_drawings() -> None:
    figure = small_report.income_figure()
    page = parsed(html.block(figure, "Figure 1.1"))
    (picture,) = page.xpath("//*[@role='img']")
    assert picture.get("aria-label") == figure.alt.plain
    assert [drawing.get("aria-hidden") for drawing in picture] == ["true", "true"]
    assert len(picture.xpath(".//svg")) == 2


def test_the_narrow_drawing_is_hidden_where_no_style_chooses() -> None:
    page = parsed(html.block(small_report.income_figure()))
    assert page.xpath("//*[@hidden]/@class") == ["narrow"]


def test_the_data_behind_a_figure_can_be_opened_and_taken() -> None:
    source = html.block(small_report.income_figure(), setting=Setting("Figure 1.1", "../downloads/a.csv"))
    page = parsed(source)
    assert page.xpath("string(//summary)") == "Data behind Figure 1.1"
    assert page.xpath("//details//th[@scope='row']/text()")[0] == "Wirral Council"
    assert page.xpath("string(//details//a)") == "Download the data of Figure 1.1 (CSV)"
    assert page.xpath("//details//a/@href") == ["../downloads/a.csv"]


def test_without_a_download_no_link_is_offered() -> None:
    assert parsed(html.block(small_report.income_figure())).xpath("//a") == []
    assert parsed(html.block(small_report.income_table())).xpath("//a") == []


def test_key_figures_are_a_list_of_names_and_values() -> None:
    page = parsed(html.block(small_report.key_figures()))
    assert page.xpath("string(//dl/div[1]/dt)") == "children live in Wirral"
    assert page.xpath("string(//dl/div[1]/dd[1])") == "67,508"
    assert len(page.xpath("//dl/div[2]/dd")) == 1


def test_what_is_missing_is_one_quiet_line() -> None:
    source = html.block(blocks.NotSupplied("the newsletter", "the Communications Officer"))
    assert (
        parsed(source).text_content().strip()
        == "Not supplied: the newsletter (to come from the Communications Officer)."
    )


def test_where_there_is_nothing_to_show_no_line_stands() -> None:
    assert html.block(blocks.Nothing()) == ""
    assert blocks.read(blocks.Nothing().json_text) == blocks.Nothing()


def test_jupyter_shows_the_same_html_beside_the_block() -> None:
    block = small_report.income_table()
    bundle = block._repr_mimebundle_()
    assert bundle["text/html"] == html.block(block)
    assert blocks.read(bundle[blocks.MIME]) == block


def test_a_mark_is_not_read_aloud_but_its_word_is() -> None:
    rows = ((text("Neglect"), blocks.marked("✓", text("held")), text("–")),)
    grid = blocks.Grid((text("Priority"), text("Activity"), text("Outcome")), ("left",) * 3, rows)
    table = html.block(blocks.Table("t", text("T"), grid))
    assert '<span class="mark" aria-hidden="true">✓</span>&nbsp;held</td>' in table
    assert table.count('class="mark"') == 1


def test_a_row_of_a_table_opens_what_its_measure_means() -> None:
    meanings = (compose("Visits, of {} in all.", VISITS), Text())
    data = blocks.Grid(
        (text("Measure"), text("Number")),
        ("left", "right"),
        ((text("Visits"), text(VISITS)), (text("Calls"), text("–"))),
        "",
        (),
        meanings,
    )
    page = parsed(html.block(blocks.Table("website", text("Website"), data), "Table 1.2"))
    (button,) = page.xpath("//tbody//th[@scope='row']/button[@type='button'][@popovertarget]")
    (meaning,) = page.xpath(f"//*[@popover][@id='{button.get('popovertarget')}']")
    assert (button.text_content(), meaning.text_content()) == ("Visits", "Visits, of 43,000 in all.")
    assert page.xpath("//tbody/tr[2]/th/text()") == ["Calls"]


@pytest.mark.parametrize(("annexed", "folds"), [("", ""), ("", "true"), ("true", "")])
def test_a_table_of_details_stands_in_an_open_fold(annexed: str, folds: str) -> None:
    data = blocks.Grid((text("Measure"), text("Number")), ("left", "right"), ((text("Visits"), text(VISITS)),))
    page = parsed(html.block(blocks.Table("website", text("Website"), data, annexed=annexed, folds=folds), "Table 1.2"))
    assert bool(page.xpath("//details[@open][@id='table-1-2']/summary")) == bool(annexed or folds)
    assert len(page.xpath("//table/caption")) == 1
