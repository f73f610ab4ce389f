"""The constraints of tables of people: their numbers, which are sums of which, and what percentages and rates imply.

A number is identified by the people it counts, its period and its categories. So a number in two tables is one number, a total
in one may be a part in another, and last year's report constrains this year's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

from helpers.sources.folding import folded
from helpers.statistics.disclosure.policies import Policy


@dataclass(frozen=True, order=True)
class FigureKey:
    """What a number counts: which people, in which period, in which categories (none: all of them).

    Capitals and spaces tell nobody apart: "Girls " and "girls" are one group.
    """

    people: str
    period: str
    categories: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        pairs = sorted((folded(dimension), folded(category)) for dimension, category in self.categories)
        for name, value in (("people", folded(self.people)), ("categories", tuple(pairs))):
            object.__setattr__(self, name, value)

    def __str__(self) -> str:
        categories = ", ".join(f"{dimension} {category}" for dimension, category in self.categories)
        return " ".join(part for part in (self.people, self.period, f"({categories or 'all'})") if part)

    def over(self, dimension: str) -> FigureKey:
        """Return the key of the total over a dimension."""
        return FigureKey(
            self.people, self.period, tuple(pair for pair in self.categories if pair[0] != folded(dimension))
        )


@dataclass(eq=False)
class PeopleFigure:
    """One number of people: its value where a file has it, and how it is published.

    `is_share`: some table shows it as a percentage or rate. `is_public`: readers have it already. `is_withheld`: hidden where it
    was first published, or by its supplier, who may have said the `most` that it can be. `is_small`: its policy hides it.
    `is_unprinted`: no table shows it, and readers work it out of those that are. `level`:
    over how many dimensions it is a total.
    """

    key: FigureKey
    policy: Policy | None = None
    value: int | None = None
    is_share: bool = False
    is_public: bool = False
    is_withheld: bool = False
    most: float = inf
    is_small: bool = False
    is_unprinted: bool = False
    level: int = 0

    @property
    def is_hideable(self) -> bool:
        """Whether it can be hidden: it is printed, not public or withheld already, and not a nought that its policy shows."""
        if self.is_public or self.is_withheld or self.is_unprinted or self.policy is None:
            return False
        return self.is_share if self.value is None else self.value > 0 or not self.policy.nought_is_shown


@dataclass(frozen=True)
class RoundedShare:
    """An inequality: the sum of coefficient × number is at most `most`; public while every number of `about` is shown."""

    terms: tuple[tuple[FigureKey, int], ...]
    most: int
    about: frozenset[FigureKey]


@dataclass(frozen=True)
class RatioBound:
    """The least and the most of a number, from its share of a base; public while every number of `about` is shown."""

    key: FigureKey
    low: int
    high: int
    about: frozenset[FigureKey]


@dataclass(eq=False)
class Constraints:
    """The numbers of all tables, the sums among them, and what percentages and rates imply.

    `sums`: (total, its parts) → where it was read, for messages. `cells`: the numbers that each printed cell rests on; the cell
    is hidden with any of them. `left`: those in none of some groups, where numbers not known leave it open whether there is anybody.
    """

    figures: dict[FigureKey, PeopleFigure] = field(default_factory=dict)
    sums: dict[tuple[FigureKey, frozenset[FigureKey]], str] = field(default_factory=dict)
    between: list[RatioBound] = field(default_factory=list)
    clues: list[RoundedShare] = field(default_factory=list)
    cells: list[frozenset[FigureKey]] = field(default_factory=list)
    left: list[FigureKey] = field(default_factory=list)

    def figure(self, key: FigureKey) -> PeopleFigure:
        """Return the number of that key, added where no table shows it."""
        return self.figures.setdefault(key, PeopleFigure(key))
