"""Who sits where: agencies against committees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from helpers.display import canvas, grids, theme
from helpers.display.blocks import Figure, Grid, NotSupplied
from helpers.display.charts import marks
from helpers.display.charts.seats import ALL, CHAIR, MEMBER, NEITHER, Seats
from helpers.display.sentences import row_counts
from helpers.statistics.numbers import Number, Part, Text, compose, joined, text
from helpers.statistics.statistic import Statistic


@canvas.chart
def membership(statistic: Statistic, *, title: Part | None = None) -> Figure | NotSupplied:
    """Draw which agency sits on which committee.

    Rows are pairs: `committee`, `agency` and, where known, `role` ("chair" is marked). Agencies on several committees
    form a matrix with the count of each row and column at its margin; those on one only are listed under it by committee,
    so that forty agencies fit a phone.
    """
    seats = Seats(statistic)
    return canvas.figure(
        statistic,
        lambda sheet, _, layout: _draw(sheet, layout, seats),
        title=_title(seats) if title is None else title,
        alt=_alt(seats),
        wide=_size(seats, canvas.WIDE[0], narrow=False),
        narrow=_size(seats, canvas.NARROW[0], narrow=True),
        note="A diamond marks the agency that chairs the committee." if seats.has_chairs else "",
        data=_grid(seats),
    )


@dataclass(frozen=True)
class _Plan:
    """Where everything stands, in points; made for a width."""

    seats: Seats
    width: float
    narrow: bool

    @property
    def size(self) -> float:
        return theme.SMALL_TEXT_SIZE

    @cached_property
    def names(self) -> float:
        """The width of the agencies' names."""
        longest = max(canvas.width_of(words, self.size) for words in (ALL, *self.seats.shared))
        return min(longest, self.width * (0.44 if self.narrow else 0.5))

    @cached_property
    def step(self) -> float:
        """From one column to the next."""
        return min((self.width - self.names - 26) / len(self.seats.committees), 26)

    def column(self, place: int) -> float:
        """The middle of a committee's column."""
        return self.names + 6 + self.step * (place + 0.5)

    @property
    def counts(self) -> float:
        """The right edge of the counts."""
        return self.names + 6 + self.step * len(self.seats.committees) + 16

    def fitted(self, words: canvas.Wrapped, width: float) -> canvas.Wrapped:
        return canvas.wrapped(words, width, self.size)

    @cached_property
    def heads(self) -> tuple[Text, ...]:
        labels = map(self.seats.committee_label, self.seats.committees)
        return tuple(self.fitted(label, self.column(place) - 6) for place, label in enumerate(labels))

    @cached_property
    def labels(self) -> tuple[Text, ...]:
        return tuple(self.fitted(self.seats.agency_label(agency), self.names) for agency in self.seats.shared)

    @cached_property
    def top(self) -> float:
        """Where the first agency's row begins."""
        return sum(self.height(head) for head in self.heads) + 6

    def height(self, words: Text) -> float:
        return marks.height(words, self.size) + 2

    @cached_property
    def foot(self) -> float:
        """Where the row of counts begins."""
        return self.top + sum(self.height(label) for label in self.labels)

    @cached_property
    def lists(self) -> tuple[tuple[Text, Text], ...]:
        """Each committee with the agencies that sit nowhere else, wrapped."""
        alone = ((committee, self.seats.alone_text(committee)) for committee in self.seats.committees)
        return tuple(
            (self._head(name), self.fitted(agencies, self.width - self.indent - 4))
            for name, agencies in alone
            if agencies
        )

    def _head(self, committee: str) -> Text:
        label = self.seats.committee_label(committee)
        return canvas.wrapped(label, (self.width if self.narrow else self.indent) - 10, self.size, bold=True)

    @property
    def indent(self) -> float:
        """Where the lists stand: beside their committee, or on a phone under it."""
        return 8 if self.narrow else self.width * 0.4

    def list_height(self, head: Text, agencies: Text) -> float:
        """How tall one committee's list is."""
        tall = marks.height(head, self.size), marks.height(agencies, self.size)
        return (sum(tall) if self.narrow else max(tall)) + 3

    @cached_property
    def height_of_all(self) -> float:
        lists = sum(self.list_height(*entry) for entry in self.lists)
        return self.foot + 16 + (lists + 18 if self.lists else 0)


def _size(seats: Seats, inches: float, *, narrow: bool) -> tuple[float, float]:
    return inches, _Plan(seats, inches * canvas.POINTS, narrow).height_of_all / canvas.POINTS


def _draw(sheet: Sheet, layout: canvas.CanvasLayout, seats: Seats) -> None:
    plan, axes = _Plan(seats, layout.width, layout.narrow), canvas.plain(sheet, layout)
    _draw_heads(axes, plan)
    _draw_rows(axes, plan)
    _draw_foot(axes, plan)
    _draw_lists(axes, plan)


def _draw_heads(axes: Axes, plan: _Plan) -> None:
    """Write the committees as steps, the last on top, each at the head of its column, so that no name need turn."""
    y = 0.0
    for place, head in reversed(list(enumerate(plan.heads))):
        x = plan.column(place)
        marks.line(axes, [(x, y + 4), (x, plan.foot)], colour=theme.BACKGROUND, width=0.6)
        marks.write(axes, x - 4, y, head, size=plan.size, across="right")
        y += plan.height(head)
    marks.write(axes, plan.counts, plan.top - 14, "All", size=plan.size, colour=theme.SOFT_INK, across="right")


def _draw_rows(axes: Axes, plan: _Plan) -> None:
    y = plan.top
    for agency, label in zip(plan.seats.shared, plan.labels, strict=True):
        marks.line(axes, [(0, y - 1), (plan.counts, y - 1)], colour=theme.BACKGROUND, width=0.6)
        marks.write(axes, 0, y, label, size=plan.size)
        _draw_seats(axes, plan, agency, y + plan.size * marks.LEADING / 2)
        marks.write(axes, plan.counts, y, plan.seats.number(agency=agency), size=plan.size, bold=True, across="right")
        y += plan.height(label)


def _draw_seats(axes: Axes, plan: _Plan, agency: str, y: float) -> None:
    places = {
        plan.column(place): plan.seats.standing(agency, committee)
        for place, committee in enumerate(plan.seats.committees)
    }
    marks.dots(axes, [(x, y) for x, standing in places.items() if standing == MEMBER], size=7)
    marks.dots(axes, [(x, y) for x, standing in places.items() if standing == CHAIR], marker="D", size=7.5)


def _draw_foot(axes: Axes, plan: _Plan) -> None:
    y = plan.foot
    marks.line(axes, [(0, y - 1), (plan.counts, y - 1)], colour=theme.INK, width=0.8)
    marks.write(axes, 0, y + 1, ALL, size=plan.size, colour=theme.SOFT_INK)
    for place, committee in enumerate(plan.seats.committees):
        marks.write(
            axes,
            plan.column(place),
            y + 1,
            plan.seats.number(committee=committee),
            size=plan.size,
            bold=True,
            across="center",
        )


def _draw_lists(axes: Axes, plan: _Plan) -> None:
    y = plan.foot + 18
    if plan.lists:
        y = marks.write(axes, 0, y, "On one committee only", size=plan.size, colour=theme.SOFT_INK) + 4
    for head, agencies in plan.lists:
        under = marks.write(axes, 0, y, head, size=plan.size, bold=True)
        marks.write(axes, plan.indent, under if plan.narrow else y, agencies, size=plan.size)
        y += plan.list_height(head, agencies)


def _title(seats: Seats) -> Text:
    return compose("{} of {} agencies sit on more than one committee", _shared(seats), _agencies(seats))


def _agencies(seats: Seats) -> Number:
    return row_counts.distinct(seats.statistic, "agency", of="agencies")


def _shared(seats: Seats) -> Number:
    counted = [row for agency in seats.shared for row in seats.rows(agency=agency)]
    return row_counts.distinct(seats.statistic, "agency", of="agencies on several committees", counted=counted)


def _alt(seats: Seats) -> Text:
    committees = row_counts.distinct(seats.statistic, "committee", of="committees")
    return compose(
        "{} agencies sit on {} committees. {} {} on the most, {}. Agencies on each committee: {}.",
        _agencies(seats),
        committees.words,
        joined(map(seats.agency_label, seats.busiest)),
        "sits" if len(seats.busiest) == 1 else "sit",
        seats.number(agency=seats.busiest[0]).words,
        joined(
            compose("{} {}", seats.committee_label(committee), seats.number(committee=committee))
            for committee in seats.committees
        ),
    )


def _grid(seats: Seats) -> Grid:
    """For the page a row an agency with its committees by name; for a spreadsheet the whole matrix."""
    rows = [
        (seats.agency_label(agency), _seats_of(seats, agency), text(seats.number(agency=agency)))
        for agency in seats.agencies
    ]
    total = text(row_counts.rows(seats.statistic, range(len(seats.pairs)), of="seats"))
    return Grid(
        headings=(text("Agency"), text("Sits on"), text("Committees")),
        aligned=("left", "left", "right"),
        rows=(*rows, (text(ALL), Text(), total)),
        csv=grids.as_csv(("Agency", *seats.committees, "Committees"), _matrix(seats)),
    )


def _seats_of(seats: Seats, agency: str) -> Text:
    standings = {committee: seats.standing(agency, committee) for committee in seats.committees}
    names = (
        seats.committee_label(committee) + (" (chair)" if standing == CHAIR else "")
        for committee, standing in standings.items()
        if standing != NEITHER
    )
    return joined(names, by="; ", last="; ")


def _matrix(seats: Seats) -> Iterator[tuple[str, ...]]:
    """A word for each agency and committee, with the counts at the margins."""
    for agency in seats.agencies:
        yield (
            agency,
            *(seats.standing(agency, committee) for committee in seats.committees),
            seats.number(agency=agency).shown,
        )
    counts = (seats.number(committee=committee).shown for committee in seats.committees)
    yield ALL, *counts, str(len(seats.pairs))
