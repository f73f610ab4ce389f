"""The measures of a report's own area in two reports: which got better and which worse, in the order of the journey.

The two figures are judged as the report judges a trend (`trends`): what moved by no more than chance and the usual changes between years
explain got neither better nor worse, and where a break lies between them nothing is said. What matters most is told by `salience`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from helpers.display.sentences import period_words
from helpers.errors import UnknownName
from helpers.publish.compare import labels
from helpers.publish.compare.numbers import (
    CHANGED,
    NEW,
    OWN_AREA,
    REMOVED,
    REVISED,
    UNMOVED,
    ComparedNumber,
    published_row,
)
from helpers.sources import areas, published
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.publications import MeasureDefinition
from helpers.statistics import journey
from helpers.statistics.comparison import salience, trends
from helpers.statistics.comparison.moves import ABOUT_THE_SAME, HIGHER, ROSE, Move

BETTER, WORSE, NEITHER, SAME, UNSAID = ("better", "worse", "neither", "about the same", "")
USUAL = "no more than usual"
FACTORS, OTHER_GROUP = "What assessments found", "Other measures"
SIGNED = ("percent", "pounds")  # units that stand beside each figure, so that no name need have them


@dataclass(frozen=True)
class ComparedMeasure:
    """One measure of an area in both reports: its number, England's, and how many it counts, where the reports have them.

    `verdict` is BETTER, WORSE, NEITHER or SAME, empty where the two cannot be compared or one report lacks it. `is_tested` tells
    whether a test of chance made sure of the move, and `is_usual` whether chance and the usual changes explain it. `weight` is how much it matters: larger comes first. `is_one_of_several` tells whether
    the report has several areas, so that each must be named.
    """

    about: MeasureDefinition
    area: str
    group: str
    number: ComparedNumber
    verdict: str = UNSAID
    is_tested: bool = False
    is_usual: bool = False
    weight: float = -1.0
    england: ComparedNumber | None = None
    counted: ComparedNumber | None = None
    is_one_of_several: bool = False

    @property
    def name(self) -> str:
        """What it is called, with its unit where its figures have none: "Referrals (per 10,000)"."""
        return self.about.name if self.about.unit in SIGNED else labels.measure(self.about)

    @property
    def grade(self) -> str:
        """The verdict in words, with what chance explains: "worse, no more than usual"."""
        return (
            f"{self.verdict}, {USUAL}" if self.is_usual and self.verdict in (BETTER, WORSE, NEITHER) else self.verdict
        )

    @property
    def is_factor(self) -> bool:
        """Whether it counts a factor that assessments found, of which there are many."""
        return self.group == FACTORS

    @property
    def when_before(self) -> str:
        """When the earlier figure is of, in words; empty without one."""
        return period_words.when(self.about, self.number.period_before) if self.number.period_before else ""

    @property
    def when_after(self) -> str:
        """When the later figure is of, in words; empty without one."""
        return period_words.when(self.about, self.number.period_after) if self.number.period_after else ""

    @property
    def waits(self) -> bool:
        """Whether the later report has no newer figure than the earlier one."""
        return bool(self.number.period_before) and self.number.period_before >= self.number.period_after

    @property
    def usual_month(self) -> str:
        """The month in which its publisher usually issues it, as the end of a line: ", usually issued in November"."""
        return f", usually issued in {self.about.month}" if self.about.month else ""


def compared(numbers: Iterable[ComparedNumber], after: ChapterContext) -> list[ComparedMeasure]:
    """Return the compared measures of the later report's areas, in the order of the journey.

    `numbers` are those of both reports, and `after` is the journey of the later one. A count that has a rate or a share is part
    of that measure, and has no entry of its own.
    """
    by_key = {
        tuple(number.name.split("|")): number for number in numbers if number.state != REVISED and _is_published(number)
    }
    own = [(measure, area) for measure, *rest in by_key for area in rest if area in (OWN_AREA, *after.areas)]
    counts = {(_count_of(measure, own), area) for measure, area in own} - {("", area) for _, area in own}
    weights = _weights(after)
    found_measures = [
        _measure(by_key, measure, area, after, weights) for measure, area in own if (measure, area) not in counts
    ]
    order = {measure: place for place, measure in enumerate(journey.measure_ids())}
    return sorted(found_measures, key=lambda m: (order.get(m.about.measure, len(order)), m.about.name, m.area))


def foremost(items: Sequence[ComparedMeasure], verdict: str) -> list[ComparedMeasure]:
    """Return the measures of a verdict: moves that a test made sure of first, those that are no more than usual last; of each what matters most first."""
    chosen = [item for item in items if item.verdict == verdict]
    return sorted(chosen, key=lambda item: (item.is_usual, not item.is_tested, -item.weight))


def _is_published(number: ComparedNumber) -> bool:
    return any(published_row(row).count("|") == 2 for row in number.rows if row.get("kind"))


def _count_of(measure: str, own: Sequence[tuple[str, str]]) -> str:
    """The measure that counts what a rate or share is of, where the reports show it; empty where none does."""
    count = journey.COUNTED.sub("", measure)
    return count if count != measure and any(other == count for other, _ in own) else ""


def _weights(after: ChapterContext) -> Mapping[tuple[str, str], float]:
    """How much each measure of each area matters: those that may head the report before all others."""
    return {
        (figure.measure, area): figure.score + figure.may_lead
        for area in after.areas
        for figure in salience.of_area(after, area)
    }


def _measure(
    by_key: Mapping[tuple[str, ...], ComparedNumber],
    measure: str,
    area: str,
    after: ChapterContext,
    weights: Mapping[tuple[str, str], float],
) -> ComparedMeasure:
    number, about = by_key[measure, area], published.store().measure(measure)
    england = by_key.get((measure, areas.ENGLAND))
    is_alike = england and (england.period_before, england.period_after) == (number.period_before, number.period_after)
    item = ComparedMeasure(
        about,
        "" if area == OWN_AREA else areas.named(area).plain_name,
        _group(measure),
        number,
        weight=weights.get((measure, area), -1.0),
        england=england if is_alike else None,
        is_one_of_several=len(after.areas) > 1 and area != OWN_AREA,
        counted=by_key.get((journey.COUNTED.sub("", measure), area)) if journey.COUNTED.search(measure) else None,
    )
    return item if area == OWN_AREA or number.state in (NEW, REMOVED) else _judged(item, area, after)


def _judged(item: ComparedMeasure, area: str, after: ChapterContext) -> ComparedMeasure:
    number = item.number
    if number.state not in (CHANGED, UNMOVED):
        return item
    trend = trends.of(journey.trend(after, item.about.measure), area)
    move = trend.between(number.period_before, number.period_after)
    if move is None:
        return item
    return replace(item, verdict=_verdict(item.about, move), is_tested=move.is_tested, is_usual=move.is_usual)


def _verdict(about: MeasureDefinition, move: Move) -> str:
    if move.direction == ABOUT_THE_SAME:
        return SAME
    if not about.polarity:
        return NEITHER
    return BETTER if (move.direction in (ROSE, HIGHER)) == (about.polarity == "high") else WORSE


def _group(measure: str) -> str:
    if measure.startswith(journey.FACTOR):
        return FACTORS
    try:
        return journey.of_measure(measure)
    except UnknownName:
        return OTHER_GROUP


def by_group(items: Sequence[ComparedMeasure]) -> Iterator[tuple[str, list[ComparedMeasure]]]:
    """Go through the measures by their groups, in the order of the journey; those of no group come last."""
    groups = dict.fromkeys(item.group for item in items)
    yield from ((group, [item for item in items if item.group == group]) for group in groups)
