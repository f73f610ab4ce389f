"""A table says what it is and where from; what is missing is one line."""

from __future__ import annotations

import re

from support import compared, handmade

from helpers.display import charts, html, tables, typst
from helpers.display.blocks import Figure, NotSupplied, Table
from helpers.display.sentences import trending
from helpers.statistics.disclosure.measure import Column

COLUMNS = (Column("area_name", "Area"), Column("period", "Period"), Column("value", "Plans", "count"))
PLANS = handmade.statistic(
    "plans", COLUMNS, [("Wirral", "2023", 374.0), ("Wirral", "2024", 368.0)], title="Child protection plans"
)


def test_a_table_that_was_not_supplied_is_one_line() -> None:
    missing = handmade.missing("plans", COLUMNS, supplier="the council")
    assert tables.show(missing) == tables.across(missing) == NotSupplied("Plans", "the council")


def test_a_table_bears_the_title_period_and_source_of_its_statistic() -> None:
    shown = tables.show(PLANS)
    assert isinstance(shown, Table)
    assert [shown.title.plain, shown.subtitle.plain, shown.credit.plain] == [
        "Child protection plans",
        "2023-24",
        "Source: partnership_site.",
    ]


def test_an_area_a_row_has_a_period_a_column() -> None:
    shown = tables.across(PLANS, note="At 31 March.")
    assert isinstance(shown, Table)
    assert [cell.plain for cell in shown.data.rows[0]] == ["Wirral", "374", "368"]
    assert shown.note.plain == "At 31 March."


def test_published_figures_of_one_measure_have_its_decimals_in_table_picture_and_sentence() -> None:
    series = compared.series("repeat_plans_percent", compared.journey("leeds"))
    shown = tables.across(series)
    assert isinstance(shown, Table)
    assert all(re.fullmatch(r"\d+\.\d", cell.plain) for row in shown.data.rows for cell in row[1:])
    assert ",25.0\n" in shown.data.csv
    drawn = charts.trend(series, highlight="leeds")
    assert isinstance(drawn, Figure) and "25.0%" in drawn.alt.plain
    assert trending.bullets([series], ["Leeds"]).plain.startswith(
        "- Second or subsequent child protection plans: 25.0% (214 of 855) in 2024"
    )


SOURCES = handmade.statistic(
    "sources",
    (Column("title", "Title"), Column("address", "Address")),
    [("The plan", "https://example.org/plan?a=1&b=2"), ("The law", ""), ("A trap", "javascript:alert(1)")],
    title="Sources",
)


def test_a_row_leads_to_its_address_and_to_nothing_that_is_no_web_address() -> None:
    shown = tables.show(SOURCES, columns=["title"], link="address")
    assert isinstance(shown, Table)
    assert shown.data.links == ("https://example.org/plan?a=1&b=2", "", "")
    assert html.block(shown).count("<a ") == 1
    assert '<a href="https://example.org/plan?a=1&amp;b=2">The plan</a>' in html.block(shown)
    assert '#link("https://example.org/plan?a=1&b=2")[The plan]' in typst.block(shown, "", chapter="11_about")
