"""How published measures move from year to year, and for which of them chance can be tested at all.

Tests of chance are for what begins anew each year: referrals made, plans started, children starting to be looked after. Where the same
children, pupils or workers are counted again, years are not independent, and no test of chance applies.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from helpers.sources import published
from helpers.sources.periods import Period
from helpers.sources.publications import MeasureDefinition
from helpers.statistics.comparison import clustering, dispersion, intervals
from helpers.statistics.derivations import ROWS, Derivation
from helpers.statistics.numbers import Number, Text, compose

BASES = Path(__file__).parent / "bases.csv"
OF_ONE_YEAR = ("year_to_31_march", "financial_year", "calendar_year", "academic_year")
SMALL_SHARE = 0.02
CARRIED_OVER = 2.0  # what stable factors of children's shares that are new each year come to (1.5 to 2.7)
ALONE = 1.0
SESSIONS, SESSIONS_OF_A_CHILD = (
    "half-day sessions possible",
    380.0,
)  # in a school year: those that one child misses are one case

CARRIES_OVER = "Some of the same people are counted in both years, so no test of chance is possible."
OVERLAPS = "Each figure covers several years, so neighbouring ones overlap and no test of chance is possible."
NO_BASE = "The number of cases behind the figures is not published, so no test of chance is possible."
FEW_AUTHORITIES = "Too few authorities have figures for both years to show how far they usually move."
TESTED = ""
BROKEN = "Figures before {} cannot be compared with those since ({})."


@dataclass(frozen=True)
class SeriesPoint:
    """The cases behind a figure (NaN where they are neither published nor implied) and its period."""

    part: float
    base: float
    period: str

    @property
    def has_base(self) -> bool:
        """Whether the cases behind the figure are known."""
        return self.base > 0 and self.part == self.part


def why_untested(about: MeasureDefinition) -> str:
    """Return the sentence that says why no test of chance applies to a measure; empty where one does."""
    if about.period_kind.startswith("three_"):
        return OVERLAPS
    base = _bases().get(about.denominator_note)
    if about.period_kind not in OF_ONE_YEAR or (base and not base.is_new):
        return CARRIES_OVER
    return TESTED if base and about.unit in dispersion.UNITS_WITH_BASE else NO_BASE


def factor_of(about: MeasureDefinition) -> float:
    """Return how many times the variance by chance one figure of a measure has, to two decimals, since its cases are clustered.

    Children who are counted again each year move less than chance, so that moves show too little of how they are clustered: the
    factor of their measures is taken to be `CARRIED_OVER`, or what moves show where that is more. Staff are each counted alone: 1.
    """
    if about.denominator_note == SESSIONS:
        return SESSIONS_OF_A_CHILD
    base = _bases().get(about.denominator_note)
    if base and not base.in_families:
        return ALONE
    clustered = clustering.of_measure(about.measure)
    factor = round(clustered.factor, 2)
    return (max(factor, CARRIED_OVER) if clustered.is_stable else CARRIED_OVER) if why_untested(about) else factor


def broken(about: MeasureDefinition, earlier: str, later: str) -> Text:
    """Return a sentence that says what last changed in a measure between two periods; an empty text where nothing did."""
    for change in reversed(about.breaks):
        period, _, what = change.partition(": ")
        if earlier < period <= later:
            return compose(BROKEN, _break(about, period), what)
    return Text()


def starts(measure: str) -> tuple[str, ...]:
    """Return the periods at which a measure's series starts anew, the earliest first; none of an unpublished measure."""
    about = published.store().find(measure)
    return tuple(sorted(change.partition(": ")[0] for change in about.breaks)) if about else ()


def is_similar(earlier: float, later: float, *, about: MeasureDefinition) -> bool:
    """Whether two figures are so near that neither is called larger: a rule of size, which says nothing of chance.

    They are where they differ by less than 2% of the first, or by no more than one in the last decimal published, which rounding
    alone can bring about. Counts are not rounded, so for them the share alone decides.
    """
    apart = abs(later - earlier)
    rounding = 0.0 if about.unit == "count" else 10.0**-about.decimals
    return bool(apart <= rounding * (1 + 1e-9) or apart < SMALL_SHARE * abs(earlier))


def are_alike(earlier: Number, later: Number, *, about: MeasureDefinition) -> bool:
    """Whether two known figures are similar, or are printed alike, so that a reader sees no difference to name."""
    if earlier.shown == later.shown:
        return True
    return is_similar(earlier.or_nan, later.or_nan, about=about)


def is_more_than_chance(about: MeasureDefinition, earlier: SeriesPoint, later: SeriesPoint) -> bool | None:
    """Whether a figure moved by more than chance, and by more than figures of the measure usually move between the two years.

    None where fewer than twenty authorities have cases for both periods.
    """
    moves = usual_moves(about.measure, earlier.period, later.period)
    return None if moves is None else stands_out(earlier, later, moves, unit=about.unit)


def stands_out(earlier: SeriesPoint, later: SeriesPoint, moves: dispersion.Overdispersion, *, unit: str) -> bool:
    """Whether a move passes both tests at the 95% level: the exact one of its own cases, and that of usual moves.

    The exact test counts as many independent cases as the clustered ones are worth. Usual moves lie within the limits that would
    hold 95% of authorities were their moves no more than chance and the variance that all their moves show. A stable figure passes
    at most five times in a hundred.
    """
    own = _chance(earlier, later, unit, moves.factor)
    return own < 1 - intervals.LEVEL and _is_unusual(earlier, later, moves, unit)


@cache
def usual_moves(measure: str, earlier: str, later: str) -> dispersion.Overdispersion | None:
    """Return how authorities' figures moved between two periods, about no move at all; None for fewer than twenty."""
    moves = clustering.moves_between(measure, earlier, later)
    if moves is None or len(moves.moved) < dispersion.LEAST_AUTHORITIES:
        return None
    clustered = clustering.of_measure(measure)
    usual = dispersion.spread(moves.moved, clustered.factor * moves.chance, centre=0.0)
    return replace(usual, factor=clustered.upper)


def _chance(earlier: SeriesPoint, later: SeriesPoint, unit: str, factor: float) -> float:
    test = intervals.chance_of_shares if unit == "percent" else intervals.chance_of_rates
    then, now = (clustering.effective(point.part, point.base, factor) for point in (earlier, later))
    return test((then[0], now[0]), (then[1], now[1]))


def _is_unusual(earlier: SeriesPoint, later: SeriesPoint, moves: dispersion.Overdispersion, unit: str) -> bool:
    base = np.array([earlier.base, later.base])
    then, now = dispersion.to_even_scale(np.array([earlier.part, later.part]), base, unit=unit)
    wide = moves.away(intervals.LEVEL) * np.sqrt(moves.factor * dispersion.chance(base).sum() + moves.between)
    return bool(abs(now - then) > wide)


def _break(about: MeasureDefinition, period: str) -> Number:
    return Number(
        name=f"{about.measure}.break",
        value=period,
        unit="period",
        period=Period(period),
        origins=(published.origin("measures", about.measure),),
        derivation=Derivation("listed_break", (ROWS, period)),
    )


@dataclass(frozen=True)
class _Base:
    """Those whom a share or a rate is of: whether each year has its own, and whether they come in families, as children do."""

    is_new: bool
    in_families: bool


@cache
def _bases() -> dict[str, _Base]:
    with BASES.open(encoding="utf-8", newline="") as file:
        return {
            row["base"]: _Base(row["is_new_each_year"] == "yes", row["comes_in_families"] == "yes")
            for row in csv.DictReader(file)
        }
