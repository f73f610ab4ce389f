"""Who sits where, from both sides: the agencies of a committee and the committees of an agency."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from helpers.display.sentences import row_counts
from helpers.statistics.numbers import Number, Text, joined
from helpers.statistics.statistic import Statistic

MEMBER, CHAIR, NEITHER = "member", "chair", "–"
ALL = "All agencies"


@dataclass(frozen=True, eq=False)
class Seats:
    """The pairs of a statistic, from both sides."""

    statistic: Statistic

    @cached_property
    def pairs(self) -> dict[tuple[str, str], int]:
        """The row of each agency and committee."""
        return {(self._cell(row, "agency"), self._cell(row, "committee")): row for row in range(len(self.statistic))}

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

    def alone(self, committee: str) -> tuple[str, ...]:
        """The agencies that sit on this committee only."""
        return tuple(
            agency for agency in self.agencies if agency not in self.shared and (agency, committee) in self.pairs
        )

    def rows(self, *, agency: str = "", committee: str = "") -> list[int]:
        """The rows of an agency or of a committee."""
        return [row for pair, row in self.pairs.items() if agency in ("", pair[0]) and committee in ("", pair[1])]

    def number(self, *, agency: str = "", committee: str = "") -> Number:
        """On how many committees an agency sits, or how many agencies a committee has."""
        of = f"{agency}.committees" if agency else f"{committee}.agencies"
        return row_counts.rows(self.statistic, self.rows(agency=agency, committee=committee), of=of)

    def standing(self, agency: str, committee: str) -> str:
        """Return "chair", "member" or a dash."""
        row = self.pairs.get((agency, committee))
        return NEITHER if row is None else CHAIR if self._chairs(row) else MEMBER

    @cached_property
    def has_chairs(self) -> bool:
        """Whether any row says who chairs."""
        return any(self._chairs(row) for row in self.pairs.values())

    def agency_label(self, agency: str) -> Text:
        """The agency's name as it is written."""
        return self.statistic.labels("agency")[agency]

    def committee_label(self, committee: str) -> Text:
        """The committee's name as it is written."""
        return self.statistic.labels("committee")[committee]

    def alone_text(self, committee: str) -> Text:
        """The agencies that sit on this committee only, with commas between."""
        chairs = {
            agency: " (chair)" if self.standing(agency, committee) == CHAIR else "" for agency in self.alone(committee)
        }
        return joined((self.agency_label(agency) + chair for agency, chair in chairs.items()), last=", ")

    @cached_property
    def busiest(self) -> tuple[str, ...]:
        """The agencies on the most committees."""
        most = len(self.rows(agency=self.agencies[0]))
        return tuple(agency for agency in self.agencies if len(self.rows(agency=agency)) == most)

    def _chairs(self, row: int) -> bool:
        named = any(column.name == "role" for column in self.statistic.columns)
        return named and self._cell(row, "role").lower().startswith(CHAIR)

    def _cell(self, row: int, column: str) -> str:
        return str(self.statistic.table_value(row, column))
