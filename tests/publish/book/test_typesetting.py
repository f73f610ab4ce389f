"""Where pages break follows from the words alone, though some words say on which page another place stands."""

from __future__ import annotations

from datetime import UTC, datetime

from helpers.publish.book import typesetting

PARAGRAPH = """
= Before
#pagebreak()
#v({above}pt)
#noted[{words} #to("area")[The area] says more of it.]
= The area <area>
Words.
"""
OPENING = '#show: report.with(title: "Report", subject: "Report", author: "Partnership", year: "2023-24")\n'


def test_the_page_of_a_place_is_found_where_saying_it_takes_a_line_more() -> None:
    for letters in range(12, 20):
        link = PARAGRAPH.format(above=721, words="w" * 20 + " w" * letters)
        assert typesetting.compiled(
            typesetting.template() + OPENING + link, timestamp=datetime(2024, 3, 31, tzinfo=UTC)
        )
