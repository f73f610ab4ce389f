"""A sentence names the figures as they are printed, and no more."""

from __future__ import annotations

import pytest
from support import handmade

from helpers.display.sentences import derived_numbers, narrative
from helpers.errors import ReportError, UnknownName
from helpers.statistics.disclosure.measure import Column
from helpers.statistics.numbers import Number, compose, text
from helpers.statistics.statistic import Statistic

NAN = float("nan")
COLUMNS = (
    Column("area", "Code"),
    Column("area_name", "Area"),
    Column("period", "Period"),
    Column("value", "Rate", "percent"),
)
PLACES = {"Wirral": "E08000015", "England": "E92000001"}


def rates(*values: float, area: str = "Wirral") -> Statistic:
    rows = [(PLACES[area], area, str(2022 + place), value) for place, value in enumerate(values)]
    return handmade.statistic(
        "rates", COLUMNS, rows, codes={"value": tuple("c" if value != value else "" for value in values)}
    )


def test_an_area_with_no_figures_is_said_to_have_none() -> None:
    assert narrative.latest_number(rates(69.0, area="England"), "Wirral").shown == "[x]"


def test_a_name_that_is_no_area_is_refused() -> None:
    with pytest.raises(UnknownName, match="Wirral"):
        narrative.latest_number(rates(1.0, 2.0), "Wiral")


@pytest.mark.parametrize("name", ["wirral", "E08000015", "WIRRAL"])
def test_an_area_is_found_by_any_of_its_names(name: str) -> None:
    assert narrative.latest_number(rates(1.0, 2.0), name).shown == "2%"


PAGES = handmade.statistic(
    "pages",
    (Column("name", "Page"), Column("views", "Views", "count")),
    [("Thresholds", 1000.0), ("Briefings", 1000.0), ("Courses", 18000.0), ("Hidden", NAN)],
    codes={"views": ("", "", "", "c")},
)


def test_the_largest_is_named_and_ties_are_named_together() -> None:
    assert narrative.largest(PAGES, label="name", value="views").plain == "Courses, at 18,000"
    assert narrative.smallest(PAGES, label="name", value="views").plain == "Thresholds and Briefings, each at 1,000"


def test_nothing_is_largest_where_nothing_is_known() -> None:
    with pytest.raises(ReportError, match="no known views"):
        narrative.largest(PAGES.where(name="Hidden"), label="name", value="views")


@pytest.mark.parametrize(
    ("title", "led"),
    [
        ("Courses, by agency", "Courses: all full"),
        (
            "Courses in Bournemouth, Christchurch and Poole, by agency",
            "Courses in Bournemouth, Christchurch and Poole: all full",
        ),
    ],
)
def test_what_leads_a_title_keeps_a_name_with_a_comma_whole(title: str, led: str) -> None:
    statistic = handmade.statistic("courses", (Column("name", "Agency"),), [("Police",)], title=title)
    assert narrative.led(statistic, text("all full"))[0].plain == led


def test_a_title_is_never_longer_than_fifteen_words() -> None:
    long = compose("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen")
    assert narrative.message(long, compose("short"), otherwise="none").plain == "short"
    assert narrative.message(long, otherwise="none").plain == "none"


def test_a_difference_of_percentages_is_in_points_and_keeps_its_inputs() -> None:
    gap = derived_numbers.difference(Number("most", 58.1, "percent"), Number("least", 1.4, "percent"))
    assert gap.shown == "56.7 percentage points"
    assert gap.inputs == ("most", "least")
    assert str(gap.derivation) == "difference(inputs)"


def test_only_like_goes_with_like() -> None:
    with pytest.raises(ReportError, match="Only like"):
        derived_numbers.difference(Number("share", 10.0, "percent"), Number("count", 3.0))


def test_a_hidden_number_is_not_reckoned_with() -> None:
    with pytest.raises(ReportError, match="has no value"):
        derived_numbers.total([Number("shown", 1.0), Number("hidden", None, code="c")])
