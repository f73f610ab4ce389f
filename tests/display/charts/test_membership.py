"""The membership matrix shows every seat once, counts them from the rows, and can be read at both widths."""

from __future__ import annotations

import csv
import io

import pytest
from support import handmade, svg_words

from helpers.display import charts
from helpers.display.blocks import Figure, NotSupplied
from helpers.sources.origins import Origin
from helpers.statistics.disclosure.measure import Column
from helpers.statistics.statistic import Statistic

COLUMNS = (Column("committee", "Committee"), Column("agency", "Agency"), Column("role", "Role"))
CHAIRS = {("Education", "Secondary schools"), ("Case Review", "Health Economy")}


def seats(committees: dict[str, str], chairs: set[tuple[str, str]] = frozenset()) -> Statistic:  # type: ignore[assignment]
    pairs = [(committee, agency) for committee, agencies in committees.items() for agency in agencies.split(", ")]
    return handmade.statistic("membership", COLUMNS, [(*pair, "chair" if pair in chairs else "") for pair in pairs])


SMALL = {"One": "Police, Health", "Two": "Police, Council", "Three": "Police, Health, Schools"}


@pytest.fixture(scope="module")
def figure() -> Figure:
    figure = charts.membership(seats(handmade.SEATS, CHAIRS))
    assert isinstance(figure, Figure)
    return figure


def test_membership_that_was_not_supplied_says_who_sends_it() -> None:
    block = charts.membership(handmade.missing("membership", COLUMNS, supplier="the partnership’s business manager"))
    assert block == NotSupplied("Membership", "the partnership’s business manager")


def test_no_word_is_cut_off_or_hidden(figure: Figure) -> None:
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []


def test_no_name_runs_over_the_marks(figure: Figure) -> None:
    assert svg_words.covered(figure.wide) + svg_words.covered(figure.narrow) == []


def test_no_name_is_turned(figure: Figure) -> None:
    assert "rotate" not in figure.wide + figure.narrow


@pytest.mark.parametrize("picture", ["wide", "narrow"])
def test_every_agency_and_committee_is_in_the_picture(figure: Figure, picture: str) -> None:
    words = " ".join(svg_words.words(getattr(figure, picture)).split())
    names = {*handmade.SEATS, *(agency for agencies in handmade.SEATS.values() for agency in agencies.split(", "))}
    assert [name for name in names if name not in words] == []


def test_the_title_counts_agencies_on_several_committees() -> None:
    assert charts.membership(seats(SMALL)).title.plain == "2 of 4 agencies sit on more than one committee"


def test_the_alternative_names_every_agency_that_sits_on_the_most() -> None:
    tied = charts.membership(seats({"One": "Police, Health", "Two": "Police, Health, Council"}))
    assert "Police and Health sit on the most, two." in tied.alt.plain


def test_the_table_has_a_word_for_each_seat_and_counts_at_its_margins() -> None:
    table = list(csv.reader(io.StringIO(charts.membership(seats(SMALL, {("Two", "Council")})).data.csv)))
    assert table == [
        ["Agency", "One", "Two", "Three", "Committees"],
        ["Police", "member", "member", "member", "3"],
        ["Health", "member", "–", "member", "2"],
        ["Council", "–", "chair", "–", "1"],
        ["Schools", "–", "–", "member", "1"],
        ["All agencies", "2", "2", "3", "7"],
    ]


def test_a_chair_on_one_committee_only_is_said_to_chair(figure: Figure) -> None:
    assert "Secondary schools (chair)" in svg_words.words(figure.wide)


def test_without_a_chair_nothing_is_said_of_diamonds() -> None:
    assert not charts.membership(seats(SMALL)).note


def test_a_count_names_the_rows_it_counts() -> None:
    counted = {number.name: number for _, number in charts.membership(seats(SMALL)).numbers()}
    assert counted["membership.Health.committees"].origins == (Origin("membership.csv", 3), Origin("membership.csv", 7))


def test_every_number_of_one_name_has_one_value(figure: Figure) -> None:
    values: dict[str, set[object]] = {}
    for _, number in figure.numbers():
        values.setdefault(number.name, set()).add(number.value)
    assert values and [name for name, several in values.items() if len(several) > 1] == []


def test_agencies_that_share_no_committee_are_still_drawn() -> None:
    figure = charts.membership(seats({"One": "Police", "Two": "Council"}))
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []
    assert "Council" in svg_words.words(figure.narrow)


def test_twelve_committees_still_fit_a_phone() -> None:
    more = handmade.SEATS | {
        "Early Help Board": "Merseyside Police, WSCP",
        "Bournemouth, Christchurch and Poole Panel": "WSCP",
    }
    figure = charts.membership(seats(more))
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []


def test_the_same_rows_give_the_same_bytes(figure: Figure) -> None:
    assert charts.membership(seats(handmade.SEATS, CHAIRS)) == figure
