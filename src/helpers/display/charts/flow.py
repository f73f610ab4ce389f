"""The way from a referral to being looked after: how often each stage is reached, beside England."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from helpers.display import canvas, grids, places, theme
from helpers.display.blocks import Figure, NotSupplied
from helpers.display.charts import marks
from helpers.display.sentences import derived_numbers, narrative, row_counts, trending, wording
from helpers.sources import areas, published
from helpers.sources.publications import MeasureDefinition
from helpers.statistics.comparison import comparisons, movements, trends
from helpers.statistics.numbers import Number, Text, compose, joined, text
from helpers.statistics.statistic import Statistic

THICK, PITCH, GAP = 12.0, 14.0, 6.0
LEAST_ROOM = 0.4
OVER_THE_YEAR = "over the year"
REPEATED = "counted over the year, so a child can count more than once"
NOT_FOLLOWED = "These are not the same children followed from stage to stage."
COLOURS = (theme.LOOKS["picked"].colour, theme.LOOKS["england"].colour)


@dataclass(frozen=True, eq=False)
class Stages:
    """The stages of a statistic in the order of its rows, each with the rows of its areas, the picked one first."""

    statistic: Statistic
    picked: str
    value: str

    @cached_property
    def rows(self) -> dict[str, list[int]]:
        """The rows of each stage."""
        stages: dict[str, list[int]] = {}
        for row in range(len(self.statistic)):
            stages.setdefault(self.statistic.plain(row, "name"), []).append(row)
        return {name: sorted(rows, key=lambda row: self.area(row) != self.picked) for name, rows in stages.items()}

    def area(self, row: int) -> str:
        """The name of a row's area."""
        return self.statistic.plain(row, "area_name")

    def area_label(self, row: int) -> Text:
        """The name of a row's area as it is written."""
        return self.statistic.label(row, "area_name")

    def label(self, name: str) -> Text:
        """The name of a stage as it is written."""
        return self.statistic.labels("name")[name]

    def words(self, row: int, *, is_named: bool = True) -> Text:
        """What stands at the end of a row's bar: its number, after the area's name unless a key names the areas."""
        number = wording.short(self.statistic.number(row, self.value))
        return compose("{} {}", self.area_label(row), number) if is_named else text(number)

    @property
    def areas(self) -> list[str]:
        """The areas of the stages, the picked one first."""
        return list(dict.fromkeys(self.area(row) for rows in self.rows.values() for row in rows))

    @cached_property
    def largest(self) -> float:
        """The largest known value."""
        numbers = narrative.column(self.statistic, self.value)
        return (
            max(
                (derived_numbers.value_of(number) for number in numbers if number.is_known),
                default=0.0,
            )
            or 1.0
        )

    def is_apart(self, rows: list[int], side: str) -> bool:
        """Whether the picked area stands "above" or "below" every other in a stage; false where a value is not known or similar."""
        own, *comparators = (self.statistic.number(row, self.value) for row in rows)
        if self.area(rows[0]) != self.picked or not all(number.is_known for number in (own, *comparators)):
            return False
        return all(self._lies(rows[0], comparator) == side for comparator in comparators)

    def about(self, rows: list[int]) -> MeasureDefinition | None:
        """What the published measure of a stage is, where the rows name one."""
        named = self.statistic.measure.cells.get("id")
        return published.store().find(str(named[rows[0]])) if named else None

    @property
    def counted(self) -> dict[str, list[str]]:
        """The stages by when they are counted, as their measures say: "at 31 March" or "over the year"."""
        names: dict[str, list[str]] = {}
        for name, rows in self.rows.items():
            about = self.about(rows)
            if about:
                names.setdefault(_when(about.period_kind), []).append(name)
        return names

    @property
    def is_tested(self) -> bool:
        """Whether the cases behind the picked area's figure of every stage are known, so that chance can be ruled out."""
        return all(trends.point(self.statistic, rows[0]).has_base for rows in self.rows.values())

    def _lies(self, row: int, comparator: Number) -> str:
        """How the figure of a row lies to another: "above" or "below", by more than chance could have made of it where its cases are known; else ""."""
        own, about = self.statistic.number(row, self.value), self.about([row])
        if movements.are_alike(comparator, own, about=about) if about else own.shown == comparator.shown:
            return ""
        limits = comparisons.chance_limits(about, trends.point(self.statistic, row)) if about else None
        least, most = limits or (derived_numbers.value_of(own),) * 2
        other = derived_numbers.value_of(comparator)
        return trends.ABOVE if least > other else trends.BELOW if most < other else ""


@canvas.chart
def flow(statistic: Statistic, *, highlight: str, value: str = "value") -> Figure | NotSupplied:
    """Draw a pair of bars for each stage, the area's above England's, all on one scale from zero.

    Rows have name (of the stage, in order), area, area_name, a value, such as a rate per 10,000, and, where the stage is a
    published measure, its id. The stages are not one group of children followed through: the note says which count a year's
    events and which the children of one day. A hidden value has no bar and keeps its code. What is no area at all raises
    UnknownName.
    """
    stages = Stages(statistic, places.picked(statistic, highlight), value)
    return canvas.figure(
        statistic,
        lambda sheet, layout: _draw(sheet, stages, layout),
        title=_title(stages),
        alt=_alt(stages),
        wide=_size(stages, narrow=False),
        narrow=_size(stages, narrow=True),
        note=_note(stages),
        data=grids.wide(statistic, rows="name", across="area_name", value=value),
    )


def _when(period_kind: str) -> str:
    """When a measure is counted: on its day ("at 31 March"), or over the year."""
    on, _, day = period_kind.partition("_")
    return f"at {day.replace('_', ' ').title()}" if on == "at" else OVER_THE_YEAR


def _note(stages: Stages) -> Text:
    counted = [_counted(when, [stages.label(name) for name in names]) for when, names in stages.counted.items()]
    return joined([*counted, text(NOT_FOLLOWED)], by=" ", last=" ")


def _counted(when: str, names: list[Text]) -> Text:
    stage_names = joined([names[0], *(canvas.reworded(name, wording.within) for name in names[1:])])
    return compose("{}: {}.", stage_names, REPEATED if when == OVER_THE_YEAR else f"the children {when}")


def _bars_start(layout: canvas.CanvasLayout) -> float:
    """Where bars begin: right of the stages' names, which on a phone stand above."""
    return 0.0 if layout.narrow else layout.width * 0.32


def _name(stages: Stages, name: str, layout: canvas.CanvasLayout) -> Text:
    return canvas.wrapped(stages.label(name), layout.width if layout.narrow else _bars_start(layout) - 12, bold=True)


def _height(stages: Stages, name: str, layout: canvas.CanvasLayout) -> float:
    tall, bars = marks.height(_name(stages, name, layout), theme.TEXT_SIZE), len(stages.rows[name]) * PITCH
    return (tall + 3 + bars if layout.narrow else max(tall, bars)) + GAP


def _size(stages: Stages, *, narrow: bool) -> tuple[float, float]:
    across = (canvas.NARROW if narrow else canvas.WIDE)[0]
    layout = canvas.CanvasLayout(narrow=narrow, width=across * canvas.POINTS, height=0)
    tall = _key_height(stages, layout) + sum(_height(stages, name, layout) for name in stages.rows) - GAP + 2
    return across, tall / canvas.POINTS


def _draw(sheet: Sheet, stages: Stages, layout: canvas.CanvasLayout) -> None:
    axes, y = canvas.plain(sheet, layout), _key_height(stages, layout)
    if y:
        _draw_key(axes, stages, layout)
    for name, rows in stages.rows.items():
        under = marks.write(axes, 0, y, _name(stages, name, layout), bold=True)
        _draw_bars(axes, stages, rows, under + 3 if layout.narrow else y, layout)
        y += _height(stages, name, layout)


def _draw_bars(axes: Axes, stages: Stages, rows: list[int], y: float, layout: canvas.CanvasLayout) -> None:
    left, is_named = _bars_start(layout), not _key_height(stages, layout)
    room = _room(stages, layout, is_named=is_named)
    for place, row in enumerate(rows):
        number, top = stages.statistic.number(row, stages.value), y + place * PITCH
        long = room * derived_numbers.value_of(number) / stages.largest if number.is_known else 0.0
        is_picked = stages.area(row) == stages.picked
        fill = COLOURS[0] if is_picked else COLOURS[1]
        marks.box(axes, left, top, long, THICK if is_picked else THICK * 0.6, fill=fill, edge="none", thick=0)
        marks.write(
            axes,
            left + long + 5,
            top - (1 if is_picked else 3),
            stages.words(row, is_named=is_named),
            size=theme.SMALL_TEXT_SIZE,
            bold=is_picked,
        )


def _key_height(stages: Stages, layout: canvas.CanvasLayout) -> float:
    """The height of a key of the areas: none where their names leave the bars room enough to be compared."""
    needed = LEAST_ROOM * (layout.width - _bars_start(layout))
    if _room(stages, layout, is_named=True) >= needed:
        return 0.0
    return sum(_entry_height(stages, area, layout) for area in stages.areas) + GAP / 2


def _entry(stages: Stages, area: str, layout: canvas.CanvasLayout) -> Text:
    room = layout.width - THICK - 5
    return canvas.wrapped(places.label(stages.statistic, area), room, size=theme.SMALL_TEXT_SIZE, bold=True)


def _entry_height(stages: Stages, area: str, layout: canvas.CanvasLayout) -> float:
    return max(PITCH, marks.height(_entry(stages, area, layout), theme.SMALL_TEXT_SIZE) + 2)


def _draw_key(axes: Axes, stages: Stages, layout: canvas.CanvasLayout) -> None:
    top = 0.0
    for area in stages.areas:
        is_picked = area == stages.picked
        fill = COLOURS[0] if is_picked else COLOURS[1]
        marks.box(axes, 0, top, THICK, THICK if is_picked else THICK * 0.6, fill=fill, edge="none", thick=0)
        marks.write(
            axes,
            THICK + 5,
            top - (1 if is_picked else 3),
            _entry(stages, area, layout),
            size=theme.SMALL_TEXT_SIZE,
            bold=is_picked,
        )
        top += _entry_height(stages, area, layout)


def _room(stages: Stages, layout: canvas.CanvasLayout, *, is_named: bool) -> float:
    """How long the longest bar may be, so that every value, and name where it is told there, fits after its bar."""
    words = (stages.words(row, is_named=is_named) for rows in stages.rows.values() for row in rows)
    longest = max(canvas.width_of(line, theme.SMALL_TEXT_SIZE, bold=True) for line in words)
    return layout.width - _bars_start(layout) - 7 - longest


def _title(stages: Stages) -> Text:
    if not any(stages.area(row) == stages.picked for rows in stages.rows.values() for row in rows):
        return compose("{} has no figures for these stages", stages.picked)
    picked = canvas.reworded(places.label(stages.statistic, stages.picked), _beginning)
    names = list(dict.fromkeys(stages.area(row) for rows in stages.rows.values() for row in rows[1:]))
    comparators = [places.label(stages.statistic, name) for name in names]
    sides = {
        side: [rows[0] for rows in stages.rows.values() if stages.is_apart(rows, side)]
        for side in (trends.ABOVE, trends.BELOW)
    }
    side, lying = max(sides.items(), key=lambda item: len(item[1]))
    counts = (
        row_counts.rows(stages.statistic, lying, of=f"stages {side}"),
        row_counts.distinct(stages.statistic, "name", of="stages"),
    )
    at = (
        compose("all {} stages", counts[1].words)
        if counts[0].value == counts[1].value
        else compose("{} of {} stages", *(count.words for count in counts))
    )
    how = f"{'clearly ' if stages.is_tested else ''}{side if lying else 'above or below'}"
    message = compose("{} is {} {} at {}", picked, how, joined(comparators), at)
    short = compose("{} {} at {}", wording.opening(text(how)), joined(comparators), at)
    return narrative.message(message, short, otherwise=stages.statistic.title)


def _beginning(name: str) -> str:
    """A place's name as a title begins with it: "The Isles of Scilly"."""
    return wording.opening(text(areas.in_sentence(name))).plain


def _alt(stages: Stages) -> Text:
    """Say the message, then each stage with the number of each area, or where that is too long, of the first two."""
    message = compose("{}.", _title(stages))
    whole, brief = (
        [message, *(_stage(stages, name, rows[:areas]) for name, rows in stages.rows.items())] for areas in (None, 2)
    )
    fits = trending.fitting(whole) == joined(whole, by=" ", last=" ")
    return trending.fitting(whole if fits else brief)


def _stage(stages: Stages, name: str, rows: Sequence[int]) -> Text:
    """ "Referrals: Wirral 627.6 per 10,000, England 515.7."."""
    numbers = [stages.statistic.number(row, stages.value) for row in rows]
    shown = [*numbers[:1], *map(wording.short, numbers[1:])]
    of_areas = (compose("{} {}", stages.area_label(row), number) for row, number in zip(rows, shown, strict=True))
    return compose("{}: {}.", stages.label(name), joined(of_areas, by=", ", last=", "))
