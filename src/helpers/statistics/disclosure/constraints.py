"""What tables of people say together: their numbers, which are sums of which, and what percentages and rates give away.

A number is known by the people it counts, its period and its categories. So what two tables show is one number, a total in one
may be a part in another, and last year's report stands beside this year's.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from helpers.statistics.disclosure.policies import Policy


@dataclass(frozen=True, order=True)
class FigureKey:
    """What a number counts: which people, in which period, in which categories (none: all of them)."""

    people: str
    period: str
    categories: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        told = ", ".join(f"{dimension} {category}" for dimension, category in self.categories)
        return " ".join(part for part in (self.people, self.period, f"({told or 'all'})") if part)

    def over(self, dimension: str) -> FigureKey:
        """The total over a dimension."""
        return FigureKey(self.people, self.period, tuple(pair for pair in self.categories if pair[0] != dimension))


@dataclass(eq=False)
class PeopleFigure:
    """One number: its value where a file has it, and how it comes to readers.

    A `share` is shown only as a percentage or rate; a `known` one is out already; a `withheld` one was hidden by whoever
    published it first; `level` is over how many dimensions it is a total; `cells` is in how many it would be shown.
    """

    key: FigureKey
    policy: Policy | None = None
    value: int | None = None
    share: bool = False
    known: bool = False
    withheld: bool = False
    small: bool = False
    level: int = 0

    @property
    def is_published(self) -> bool:
        """Whether it stands in some table."""
        return self.value is not None or self.share or self.withheld

    @property
    def is_hideable(self) -> bool:
        """Whether it can be hidden: it is not out already, and no nought that the policy shows."""
        if self.known or self.withheld or self.policy is None:
            return False
        return self.share if self.value is None else self.value > 0 or not self.policy.nought_is_shown


@dataclass(frozen=True)
class RoundedShare:
    """Coefficients whose sum over the numbers is at most `most`, known while every number of `about` is shown."""

    terms: tuple[tuple[FigureKey, int], ...]
    most: int
    about: frozenset[FigureKey]


@dataclass(frozen=True)
class RatioBound:
    """The least and the most a number can be for its share of a base, known while every number of `about` is shown."""

    key: FigureKey
    low: int
    high: int
    about: frozenset[FigureKey]


@dataclass(eq=False)
class Constraints:
    """The numbers of all tables, the sums that hold among them, and the clues of percentages and rates.

    `cells` are the numbers that each cell to be printed rests on: hide one of them and the cell goes.
    """

    figures: dict[FigureKey, PeopleFigure] = field(default_factory=dict)
    sums: dict[tuple[FigureKey, frozenset[FigureKey]], str] = field(default_factory=dict)
    between: list[RatioBound] = field(default_factory=list)
    clues: list[RoundedShare] = field(default_factory=list)
    cells: list[frozenset[FigureKey]] = field(default_factory=list)

    def figure(self, key: FigureKey) -> PeopleFigure:
        """The number of that key, added where no table shows it."""
        return self.figures.setdefault(key, PeopleFigure(key))
