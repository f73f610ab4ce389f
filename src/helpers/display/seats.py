"""Who sits where, as a table: a row for each committee, with its agencies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from helpers.display import grids
from helpers.display.blocks import Grid
from helpers.display.sentences import row_counts
from helpers.statistics.numbers import Number, Text, compose, joined, text
from helpers.statistics.statistic import Statistic

MEMBER, CHAIR, NEITHER = "member", "chair", "–"
ALL = "All agencies"


@dataclass(frozen=True, eq=False)
class Seats:
    """The seats of a statistic, whose rows are pairs of `agency` and `committee`, with a `role` where that is known."""

    statistic: Statistic

    @cached_property
    def pairs(self) -> dict[tuple[str, str], int]:
        """The row of each agency and committee."""
        return {
            (self.statistic.plain(row, "agency"), self.statistic.plain(row, "committee")): row
            for row in range(len(self.statistic))
        }

    @cached_property
    def committees(self) -> tuple[str, ...]:
        """The committees in the order supplied."""
        return tuple(dict.fromkeys(committee for _, committee in self.pairs))

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """The agencies, those on most committees first."""
        named = dict.fromkeys(agency for agency, _ in self.pairs)
        return tuple(sorted(named, key=lambda agency: -len(self.rows(agency=agency))))

    @cached_property
    def shared(self) -> tuple[str, ...]:
        """The agencies on more than one committee."""
        return tuple(agency for agency in self.agencies if len(self.rows(agency=agency)) > 1)

    def rows(self, *, agency: str = "", committee: str = "") -> list[int]:
        """The rows of an agency or of a committee."""
        return [row for pair, row in self.pairs.items() if agency in ("", pair[0]) and committee in ("", pair[1])]

    def number(self, *, agency: str = "", committee: str = "") -> Number:
        """On how many committees an agency sits, or how many agencies a committee has."""
        of = f"{agency}.committees" if agency else f"{committee}.agencies"
        return row_counts.rows(self.statistic, self.rows(agency=agency, committee=committee), of=of)

    def role(self, agency: str, committee: str) -> str:
        """Return "chair", "member" or a dash."""
        row = self.pairs.get((agency, committee))
        return NEITHER if row is None else CHAIR if self._chairs(row) else MEMBER

    def _chairs(self, row: int) -> bool:
        named = any(column.name == "role" for column in self.statistic.columns)
        return named and self.statistic.plain(row, "role").lower().startswith(CHAIR)


def grid(seats: Seats) -> Grid:
    """Return a row for each committee with its agencies, those on most committees first, and their count.

    An agency on several committees is followed by their number. The CSV has a row for each agency and a column for each committee.
    """
    return Grid(
        headings=(text("Committee"), text("Agencies"), text("Number")),
        aligned=("left",) * 3,
        rows=tuple(_row(seats, committee) for committee in seats.committees),
        csv=grids.as_csv(("Agency", *seats.committees, "Committees"), _matrix(seats)),
    )


def title(seats: Seats) -> Text:
    """Say how many agencies sit on more than one committee."""
    agencies = row_counts.distinct(seats.statistic, "agency", of="agencies")
    rows = [row for agency in seats.shared for row in seats.rows(agency=agency)]
    shared = row_counts.distinct(seats.statistic, "agency", of="agencies on several committees", counted=rows)
    if shared.value == agencies.value:
        return compose("All {} agencies sit on more than one committee", agencies)
    return compose("Of {} agencies, {} sit on more than one committee", agencies, shared)


def _row(seats: Seats, committee: str) -> tuple[Text, ...]:
    sitting = [agency for agency in seats.agencies if (agency, committee) in seats.pairs]
    return (
        seats.statistic.labels("committee")[committee],
        joined((_name(seats, agency, committee) for agency in sitting), last=", "),
        text(seats.number(committee=committee)),
    )


def _name(seats: Seats, agency: str, committee: str) -> Text:
    """An agency's name with "chair" and, where it sits on several committees, their number in brackets."""
    chair = [text(CHAIR)] if seats.role(agency, committee) == CHAIR else []
    count = [text(seats.number(agency=agency))] if agency in seats.shared else []
    name = seats.statistic.labels("agency")[agency]
    return compose("{} ({})", name, joined([*chair, *count], last=", ")) if chair or count else name


def _matrix(seats: Seats) -> Iterator[tuple[str, ...]]:
    """A word for each agency and committee, with the counts at the margins."""
    for agency in seats.agencies:
        roles = (seats.role(agency, committee) for committee in seats.committees)
        yield agency, *roles, seats.number(agency=agency).shown
    counts = (seats.number(committee=committee).shown for committee in seats.committees)
    yield ALL, *counts, str(len(seats.pairs))
