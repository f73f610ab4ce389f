"""Markdown and blocks become Typst markup that prints what was written, whatever characters it holds."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.display import blocks, typst
from helpers.display import typst_tables as tables
from helpers.display.markdown import links
from helpers.display.typst_syntax import escaped, filled, unbroken
from helpers.errors import ReportError
from helpers.publish.book import typesetting
from helpers.statistics.numbers import Number, Text, compose, text

HARD = r"""#let $x$ *bold* _it_ [a] <b> @ref ~tilde `code` // c /* d */ - -- --- ... "q" 'q' \ \u{41} 1. + = / ; : {} ^ | % & https://x.uk"""
WORDS = st.text(
    st.sampled_from("ab c1-=+/*_#$@<>[](){}~`'\"\\.:;,!?%&|^£–’") | st.sampled_from("éŵ½≥−"), min_size=1, max_size=40
)


def printed(markup: str) -> str:
    """The words on the page that markup makes."""
    start = '#set document(title: "Test")\n#set text(font: "Source Sans Pro", lang: "en")\n#set smartquote(enabled: false)\n'
    source = f"{typesetting.template()}\n{start}#set page(width: 60cm)\n= Test\n\n{markup}\n\nEnd"
    document = typesetting.compiled(source, timestamp=datetime(2024, 3, 31, tzinfo=UTC))
    page = pypdf.PdfReader(io.BytesIO(document)).pages[0].extract_text()
    return " ".join(page.replace("\u00a0", " ").split()).removeprefix("Test ").removesuffix("End").strip()


def markup(words: str, *numbers: Number) -> str:
    return typst.markdown(compose(words, *numbers), chapter="01_introduction")


def test_a_link_without_words_is_refused() -> None:
    with pytest.raises(ReportError, match=r"the link to https://www\.wirral\.gov\.uk has no words"):
        markup("See [](https://www.wirral.gov.uk).")


def test_a_picture_not_drawn_from_a_statistic_is_refused() -> None:
    with pytest.raises(ReportError, match=r"the picture chart\.png cannot be shown"):
        markup("![A chart](chart.png)")


def test_characters_that_mean_something_to_typst_are_printed_as_they_stand() -> None:
    assert printed(escaped(HARD)) == HARD


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_any_words_are_printed_as_they_stand(words: str) -> None:
    assert printed(escaped(words)).replace(" ", "") == "".join(words.split())


def test_raw_html_in_markdown_is_printed_not_obeyed() -> None:
    assert printed(markup("A <b>bold</b> claim")) == "A <b>bold</b> claim"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('Wirral\'s "voices"', "Wirral’s “voices”"),
        ("*lean* and **strong**", "#emph[lean] and #strong[strong]"),
        ("`make report`", '#raw("make report")'),
        ("one\\\ntwo", "one \\\ntwo"),
        ("> said", "#quote(block: true)[said]"),
        ("## Next *steps*", "== Next #emph[steps]"),
    ],
)
def test_markdown_becomes_markup(words: str, expected: str) -> None:
    assert markup(words) == expected


def test_a_heading_bears_the_slug_it_was_given() -> None:
    markup = typst.markdown(Text("## Funding\n\n## Funding"), chapter="01_x", slugs=["funding", "funding-2"])
    assert markup == "== Funding <01_x:funding>\n\n== Funding <01_x:funding-2>"


def test_nested_lists_keep_their_order_and_their_start() -> None:
    assert printed(markup("3. Third\n   - inner\n4. Fourth")) == "3. Third • inner 4. Fourth"


def test_a_loose_list_stays_loose() -> None:
    assert "tight: false" in markup("- one\n\n- two")
    assert "tight: true" in markup("- one\n- two")


def test_links_are_told_apart() -> None:
    table = markup(
        "[a](#funding) [b](02_x.ipynb) [c](02_x.ipynb#voices) [d](https://d.uk) [https://e.uk](https://e.uk)"
    )
    assert '#to("01_introduction:funding")[a]' in table
    assert '#to("02_x")[b]' in table
    assert '#to("02_x:voices")[c]' in table
    assert '#web("https://d.uk", shown: false)[d]' in table
    assert '#web("https://e.uk", shown: true)' in table


def test_every_link_of_a_text_is_found() -> None:
    assert list(links(Text("- [a](#a)\n\n| [b](b.ipynb) |\n|---|\n"))) == ["#a", "b.ipynb"]


def test_an_outside_address_is_printed_at_the_foot() -> None:
    assert "gov.uk/working-together" in printed(markup("[the guidance](https://www.gov.uk/working-together)"))


def test_a_table_keeps_its_cells_and_its_sides() -> None:
    table = markup("| Channel | Posts |\n|---|--:|\n| X | {} |", Number("x.posts", 310))
    assert "aligned: (left, right,)" in table
    assert "([X], [310],)" in table


def test_numbers_in_markdown_stand_where_they_are_bound() -> None:
    first, second = Number("a", 269847, "pounds"), Number("b", 2)
    assert markup("**{}** and `{}` of {}", first, second, first) == '#strong[£269,847] and #raw("2") of £269,847'


def test_a_hidden_number_is_printed_with_its_brackets() -> None:
    assert printed(filled(text(Number("a", None, code="c")))) == "[c]"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Number("a", 116, "per_10k"), "116\u00a0per\u00a010,000"),
        (Number("a", 12.5, "percentage_points"), "12.5\u00a0percentage points"),
        (Number("a", 43000), "43,000"),
        (Number("a", "Care leavers, 19 to 21", "words"), "Care leavers, 19 to 21"),
    ],
)
def test_a_number_is_kept_on_one_line_with_what_follows(number: Number, shown: str) -> None:
    assert unbroken(number) == shown


def grid(rows: int = 2, columns: int = 1, width: int = 5) -> blocks.Grid:
    headings = (text("Area"), *(text("9" * width) for _ in range(columns)))
    row = (text("Wirral"), *(text("9" * width) for _ in range(columns)))
    return blocks.Grid(headings, ("left", *["right"] * columns), (row,) * rows)


def test_a_row_that_totals_is_bold() -> None:
    table = typst.table(
        blocks.Grid((text("a"), text("b")), ("left", "right"), ((text("Total"), text("5")), (text("x"), text(""))))
    )
    assert "([#strong[Total]], [#strong[5]],)" in table
    assert "([x], [],)" in table


def test_a_row_named_above_is_quiet() -> None:
    rows = tuple((text(name), text("5")) for name in ("Police", "Police", "Health"))
    table = typst.table(blocks.Grid(rows[0], ("left", "right"), rows))
    assert table.count("[Police]") - table.count("#again[Police]") == 2  # its heading and its first row
    assert "#again[Health]" not in table


def test_a_heading_takes_two_lines_where_the_columns_beside_it_can_spare_the_width() -> None:
    headings = ["Course", "Places taken", "Places taken, 2022-23", "How it was evaluated", "Outcome evidence"]
    row = [
        "Together",
        "472",
        "388",
        "Those who came were asked after a term",
        "Files show more meetings, and earlier ones",
    ]
    laid_out = tables.layout(headings, ["left", "right", "right", "left", "left"], [row] * 3)
    room = float(laid_out.widths[2].removesuffix("fr")) - tables.PADDING
    assert room >= tables.width("Places taken,") - 0.1


def test_high_rows_need_the_room_of_two_at_the_foot_of_a_page() -> None:
    rows = [["Police", "words and more words, again and again " * 14]] * 9
    laid_out = tables.layout(["Agency", "What it did"], ["left", "left"], rows)
    assert float(laid_out.opening.removesuffix("pt")) == pytest.approx(tables.TITLE + sum(laid_out.heights[:3]), abs=1)


def test_no_column_is_narrower_than_its_longest_word() -> None:
    words = ["Abbreviation", "a few words that can be wrapped " * 9, "Meaning"]
    laid_out = tables.layout(["Heading"] * 3, ["left"] * 3, [words])
    widths = [float(width.removesuffix("fr")) for width in laid_out.widths]
    assert sum(widths) == pytest.approx(tables.PORTRAIT, abs=1)
    assert all(
        width >= tables.width(word) for width, word in zip(widths, ["Abbreviation", "wrapped", "Meaning"], strict=True)
    )


def test_a_number_is_never_wrapped() -> None:
    laid_out = tables.layout(["Rate", "Words"], ["right", "left"], [["627.6 per 10,000", "words " * 99]])
    assert float(laid_out.widths[0].removesuffix("fr")) >= tables.width("627.6 per 10,000")


def test_a_table_that_fits_is_only_as_wide_as_it_need_be() -> None:
    laid_out = tables.layout(["A", "B"], ["left", "right"], [["Wirral", "5"]])
    assert (laid_out.widths, laid_out.small, laid_out.turned) == (("auto", "auto"), False, False)


def test_the_column_whose_words_take_most_lines_gets_the_width_that_others_can_spare() -> None:
    rows = [["Child death overview panel", "CDOP", "words " * 40]] * 6 + [["A long name of many words " * 3, "", ""]]
    laid_out = tables.layout(["Term", "Abbreviation", "Meaning"], ["left"] * 3, rows)
    term, _, meaning = (float(width.removesuffix("fr")) for width in laid_out.widths)
    assert meaning > 2 * term


def test_letters_shrink_before_the_page_turns() -> None:
    columns = range(13, 19)
    laid_out = [tables.layout(["2014"] * many, ["right"] * many, []) for many in columns]
    assert [(layout.small, layout.turned) for layout in laid_out] == sorted(
        (layout.small, layout.turned) for layout in laid_out
    )
    assert {(layout.small, layout.turned) for layout in laid_out} == {(False, False), (True, False), (True, True)}


def test_a_table_too_broad_for_an_upright_page_has_a_turned_one() -> None:
    markup = typst.block(blocks.Table("t", text("T"), grid(columns=14, width=7)), "Table 1.1")
    assert markup.startswith("#turned[")
    assert "small: true" in markup


def test_a_mark_is_printed_but_not_tagged_as_words() -> None:
    cells = (text("Neglect"), blocks.marked("✓", text("held")))
    table = typst.table(blocks.Grid((text("a"), text("b")), ("left", "left"), (cells,)))
    assert printed(table) == "a b Neglect ✓ held"
    assert "[#marked[✓][held]]" in table


@pytest.mark.parametrize(("rows", "pages"), [(8, ["none", "all"]), (40, ["some", "some"])])
def test_a_low_table_stays_whole_and_a_tall_one_goes_on_overleaf(rows: int, pages: list[str]) -> None:
    table = typst.block(blocks.Table("t", text("T"), grid(rows=rows)), "Table 1.1")
    assert [_share(page, rows) for page in _pages(f"#v(19cm)\n{table}")] == pages


def test_few_rows_of_many_lines_are_no_low_table() -> None:
    rows = [["words " * count] for count in (60, 300)]
    assert [tables.layout(["A"], ["left"], [row] * 3).is_low for row in rows] == [True, False]


def test_a_row_taller_than_a_page_goes_on_overleaf_and_loses_no_word() -> None:
    rows = ((text("Wirral"), text(" ".join(f"word{place}" for place in range(2_000)))),)
    table = typst.block(blocks.Table("t", text("T"), blocks.Grid((text("a"), text("b")), ("left",) * 2, rows)))
    assert set(re.findall(r"word\d+", " ".join(_pages(table)))) == {f"word{place}" for place in range(2_000)}


@pytest.mark.parametrize("above", range(0, 24, 2))
def test_no_table_is_split_before_or_after_fewer_than_three_rows(above: int) -> None:
    table = typst.block(blocks.Table("t", text("T"), grid(rows=20)), "Table 1.1")
    rows = [page.count("Wirral") for page in _pages(f"#v({above}cm)\n{table}")]
    assert sum(rows) == 20 and [count for count in rows if count in (1, 2)] == []


def test_a_table_of_one_column_is_a_list() -> None:
    table = blocks.Table(
        "t", text("T"), blocks.Grid((text("Value"),), ("left",), ((text("Equality"),), (text("Trust"),)))
    )
    markup = typst.block(table, "Table 1.1")
    assert "data-table" not in markup and printed(markup) == "Table 1.1 T • Equality • Trust"


def test_headings_stand_again_above_what_goes_on_overleaf() -> None:
    table = typst.block(blocks.Table("t", text("T"), grid(rows=40)), "Table 1.1")
    assert ["Area" in page for page in _pages(f"#v(18cm)\n{table}")] == [True, True]


def _pages(markup: str) -> list[str]:
    """The words of each upright page that markup makes."""
    start = '#set document(title: "Test")\n#set text(lang: "en")\n#set page(paper: "a4")\n#show figure: set block(breakable: true)'
    source = f"{typesetting.template()}\n{start}\n= Test\n\n{markup}"
    document = typesetting.compiled(source, timestamp=datetime(2024, 3, 31, tzinfo=UTC))
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages]


def _share(page: str, rows: int) -> str:
    """How many of a table's rows a page has: all, some or none."""
    return {0: "none", rows: "all"}.get(page.split().count("Wirral"), "some")


def test_what_is_not_supplied_is_one_line() -> None:
    markup = typst.block(blocks.NotSupplied("The deep dives", "the partnership"))
    assert printed(markup) == "Not supplied: The deep dives (to come from the partnership)."


def test_a_key_figure_is_read_number_first() -> None:
    block = blocks.KeyFigures(
        ((text(Number("a", 43000)), text("visits"), text("a year")), (text("2"), text("reviews"), text("")))
    )
    assert printed(typst.block(block)).startswith("43,000 visits a year 2 reviews")


def test_prose_is_its_markdown() -> None:
    assert typst.block(blocks.Prose(compose("Income was {}.", Number("income", 5, "pounds")))) == "Income was £5\\."
