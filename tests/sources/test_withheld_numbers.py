"""What suppliers write in place of a number that they withhold."""

import pytest

from helpers.sources.withheld_numbers import WithheldNumber, withheld


@pytest.mark.parametrize(
    "cell", ["", "0", "5", "-", "<", "<1", "<0", "<-5", "< five", "<5.5", "cc", "[y]", "n/a", "<5 "]
)
def test_what_is_no_code_is_none(cell: str) -> None:
    assert withheld(cell) is None


@pytest.mark.parametrize(
    ("cell", "code", "most"),
    [
        ("<5", "c", 4),
        ("< 6", "c", 5),
        ("≤5", "c", 5),
        ("<=7", "c", 7),
        ("*", "c", float("inf")),
        ("c", "c", float("inf")),
        ("[C]", "c", float("inf")),
        ("z", "z", float("inf")),
        ("[x]", "x", float("inf")),
        ("..", "x", float("inf")),
    ],
)
def test_a_code_says_what_the_report_prints_and_the_most_that_the_number_is(cell: str, code: str, most: float) -> None:
    assert WithheldNumber(code, most) == withheld(cell)
