"""What several trends say together, in ten words or fewer: which measure stands furthest from England, or how many moved which way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.display import canvas
from helpers.display.charts.lines import Lines
from helpers.display.charts.trend import message as message_of_one
from helpers.display.sentences import derived_numbers, narrative
from helpers.sources import published
from helpers.statistics import measure_names
from helpers.statistics.comparison import movements
from helpers.statistics.numbers import Number, Text, compose, joined, over_inputs, text

ENGLAND = "England"
CHOICE = "The heading names the measure furthest from England’s, by the difference as a share of the larger figure."


@dataclass(frozen=True)
class GapToEngland:
    """A measure's last figure and England's of the same period."""

    measure: Text
    own: Number
    england: Number

    @property
    def width(self) -> float:
        """How far apart the two are, as a share of the larger, so that measures in any unit can be ordered."""
        own, england = derived_numbers.value_of(self.own), derived_numbers.value_of(self.england)
        # The least divisor stands in where both figures are nought.
        return abs(own - england) / max(abs(own), abs(england), 1e-12)

    @property
    def sentence(self) -> Text:
        """ "Pupils with a plan: 4.8%, England 4.3%"."""
        return compose("{}: {}, England {}", self.measure, canvas.short(self.own), canvas.short(self.england))


@dataclass(frozen=True)
class Movement:
    """How a measure went from its first comparable figure to its last."""

    measure: str
    first: Number
    last: Number

    @property
    def way(self) -> str:
        """ "rose", "fell" or "was unchanged"."""
        return narrative.direction(self.first, self.last)


def message(panels: Sequence[Lines]) -> Text:
    """Say how a single measure moved; of several, which is furthest from England, or else how many went which way."""
    if len(panels) == 1:
        return message_of_one(panels[0])
    return _furthest(panels) or _ways(panels)


def choice(panels: Sequence[Lines]) -> list[str]:
    """What the note says of the heading where it names one measure of several."""
    return [CHOICE] if len(panels) > 1 and _furthest(panels) else []


def _furthest(panels: Sequence[Lines]) -> Text:
    """The measure furthest from England; nothing where all are similar to England's, or where its name is too long."""
    gaps = [gap for panel in panels if (gap := _gap(panel))]
    return narrative.message(max(gaps, key=lambda gap: gap.width).sentence, otherwise="") if gaps else Text()


def _gap(panel: Lines) -> GapToEngland | None:
    """How far the picked area's last figure is from England's; None where either is missing or the two are similar.

    A figure of nought is as far as can be, and most often of a place with few children: it heads nothing.
    """
    own, england = panel.known_figures(panel.picked), panel.numbers.get((ENGLAND, panel.periods[-1]))
    if panel.picked == ENGLAND or not own or england is None or not derived_numbers.is_known(england):
        return None
    if (
        own[-1].period != england.period
        or not derived_numbers.value_of(own[-1])
        or _is_similar(panel.statistic.name, own[-1], england)
    ):
        return None
    is_published = published.store().find(panel.statistic.name) is not None
    name = measure_names.name_of(panel.statistic.name) if is_published else panel.statistic.title
    return GapToEngland(name, own[-1], england)


def _is_similar(measure: str, own: Number, england: Number) -> bool:
    about = published.store().find(measure)
    return movements.are_alike(england, own, about=about) if about else own.shown == england.shown


def _ways(panels: Sequence[Lines]) -> Text:
    """How many measures went which way from their first figures to their last."""
    series = [(panel.statistic.name, panel.comparable(panel.picked)) for panel in panels]
    ways = [Movement(name, numbers[0], numbers[-1]) for name, numbers in series if len(numbers) > 1]
    if not ways:
        return text("No measure can be compared")
    noun = "measure" if len(ways) == len(panels) else "comparable measure"
    counts, brief = _counted(ways, noun), _counted(ways, noun, tell_level=False)
    return narrative.message(_since(counts, ways), counts, _since(brief, ways), brief, otherwise=panels[0].picked)


def _since(counts: Text, ways: Sequence[Movement]) -> Text:
    """The message with the year that all the measures are told from, where it is one year."""
    return (
        compose("{} since {}", counts, ways[0].first.when)
        if len({movement.first.period for movement in ways}) == 1
        else Text()
    )


def _counted(ways: Sequence[Movement], noun: str, *, tell_level: bool = True) -> Text:
    """Both measures rose; all six fell; of four, two rose, one fell and one stayed level."""
    total, counts = _count(ways), {way: _count(ways, way) for way in ("rose", "fell")}
    for way, count in counts.items():
        if count.value == total.value:
            return _alike(total, noun, way)
    moved = [compose("{} {}", count, way) for way, count in counts.items() if count.value]
    level = _count(ways, "was unchanged")
    parts = [*moved, compose("{} stayed level", level)] if tell_level and level.value else moved
    return compose("Of {} {}s, {}", total, noun, joined(parts)) if moved else text(f"No {noun} moved")


def _alike(total: Number, noun: str, way: str) -> Text:
    """The only measure fell; both fell; all three fell."""
    if total.value == 1:
        return text(f"The only {noun} {way}")
    return text(f"Both {noun}s {way}") if total.value == 2 else compose("All {} {}s {}", total, noun, way)


def _count(ways: Sequence[Movement], way: str = "") -> Number:
    """How many measures went a way, or have two figures: its inputs are the first and last figure of each, in turn."""
    counted = [movement for movement in ways if way in ("", movement.way)]
    return Number(
        f"{ways[0].measure if ways else ''} and others.{way or 'compared'}",
        float(len(counted)),
        derivation=over_inputs(
            "pairs",
            (number for movement in counted for number in (movement.first, movement.last)),
            *([way] if way else []),
        ),
    ).words
