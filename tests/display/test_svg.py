"""A picture inside a page has no name that another's could clash with, and is drawn from the same bytes each time."""

from __future__ import annotations

import pytest

from helpers.display import svg
from helpers.statistics.numbers import text


def picture(*parts: str) -> str:
    """A picture as matplotlib writes it: with a size, metadata, a style for the whole page and names of its own."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9pt" height="9pt" viewBox="0 0 9 9">'
        f"<metadata>date</metadata><defs><style>*{{stroke-linejoin: round}}</style></defs>{''.join(parts)}</svg>"
    )


MARKER = (
    '<defs><path id="m1" d="M 0 1.23456 L 2 -0.0001"/></defs><g><use xlink:href="#m1" x="1" style="fill: #123"/></g>'
)


def test_no_name_is_shared_by_two_pictures() -> None:
    first, second = (svg.compact(picture(MARKER), name) for name in ("income", "spending"))
    assert "m1" not in first and first != second
    names = [part.partition('"')[2].partition('"')[0] for part in first.split(" id=")[1:]]
    assert not any(name in second for name in names)


def test_the_same_picture_is_the_same_bytes() -> None:
    assert svg.compact(picture(MARKER), "income") == svg.compact(picture(MARKER), "income")


@pytest.mark.parametrize("dropped", ["metadata", "style>", 'width="9pt"', "xlink", "font-family:", "fill:none"])
def test_what_a_page_cannot_use_is_dropped(dropped: str) -> None:
    drawn = picture(
        '<path d="M0 0" style="fill:none"/>', '<text style="font-family: Lato; fill: #123">A</text>', MARKER
    )
    assert dropped in drawn.replace("font-family: ", "font-family:") and dropped not in svg.compact(drawn, "income")


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ('<path d="M 0 1.23456 L 2 -0.0001"/>', 'd="M0 1.23L2 0"'),
        ('<text transform="translate(1.5 2) rotate(-0 1 2)">A</text>', '<text x="1.5" y="2">'),
        ('<text transform="rotate(-90 1 2)">A</text>', 'transform="rotate(-90 1 2)"'),
        ("<g><g><path d='M0 0'/></g></g>", '"><path d="M0 0"/></svg>'),
        ("<g/>", "/>"),
    ],
)
def test_geometry_is_written_in_few_letters(drawn: str, expected: str) -> None:
    assert expected in svg.compact(picture(drawn), "income")


def test_a_style_that_all_marks_of_a_group_have_is_written_once() -> None:
    marks = "".join(f'<use xlink:href="#m1" x="{place}" style="fill: #123"/>' for place in range(3))
    compact = svg.compact(picture('<defs><path id="m1" d="M0 0"/></defs>', f"<g>{marks}</g>"), "income")
    assert compact.count("fill:#123") == 1


def test_each_text_holds_its_own_line() -> None:
    drawn = svg.filled("<text>a</text><g/><text>b</text>", [text("One"), text("Two")], lambda line: line.plain)
    assert drawn == "<text>One</text><g/><text>Two</text>"
