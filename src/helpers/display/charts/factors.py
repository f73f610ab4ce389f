"""What assessments found, this year beside the last: a dot for each year, joined."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from helpers.display import canvas, grids, theme
from helpers.display.blocks import Figure, NotSupplied
from helpers.display.charts import marks
from helpers.display.charts.scales import Scale
from helpers.display.sentences import derived_numbers, narrative, row_counts, trending, wording
from helpers.sources.areas import in_sentence
from helpers.statistics import journey
from helpers.statistics.numbers import Number, Text, compose
from helpers.statistics.statistic import Statistic

PITCH, GAP, KEY = 17.0, 4.0, 20.0
MOST = 15  # factors drawn by name
ALL_OTHERS = "Factors that no assessment named, or whose number is withheld, are only in the table."


@dataclass(frozen=True, eq=False)
class Pairs:
    """The factors of a statistic with their numbers in its last two periods, the most common first."""

    statistic: Statistic
    value: str

    @cached_property
    def periods(self) -> list[str]:
        """The last two periods, or the only one."""
        return sorted(set(self.statistic.table["period"]))[-2:]

    @cached_property
    def numbers(self) -> dict[tuple[str, str], Number]:
        """The number of each factor and period."""
        rows = range(len(self.statistic))
        return {
            (self.statistic.plain(row, "name"), self.statistic.plain(row, "period")): self.statistic.number(
                row, self.value
            )
            for row in rows
        }

    @cached_property
    def known_factors(self) -> list[str]:
        """The factors found in either year whose latest figure is known, the most common first."""
        latest = {name: number for (name, period), number in self.numbers.items() if period == self.periods[-1]}
        names = [name for name, number in latest.items() if number.is_known and self.is_found(name)]
        return sorted(names, key=lambda name: -derived_numbers.value_of(latest[name]))

    def label(self, name: str) -> Text:
        """A factor's name as it is written."""
        return self.statistic.labels("name")[name]

    def is_found(self, name: str) -> bool:
        """Whether a factor was found in any assessment."""
        return any(derived_numbers.value_of(number) for number in self.pair(name))

    @cached_property
    def rest(self) -> set[str]:
        """The name under which all that has none of its own is counted, where the rows' ids tell it."""
        ids = self.statistic.measure.cells.get("id", [])
        return {self.statistic.plain(row, "name") for row, cell in enumerate(ids) if cell == journey.REST}

    @property
    def leading(self) -> list[str]:
        """The most common factors that have a name of their own."""
        return [name for name in self.known_factors if name not in self.rest][:MOST]

    @property
    def factors(self) -> list[str]:
        """The factors drawn: the most common, and all that has no name of its own last, for it finds nothing in particular."""
        return [*self.leading, *(name for name in self.known_factors if name in self.rest)]

    def pair(self, name: str) -> list[Number]:
        """A factor's known figures, the earlier first."""
        numbers = (self.numbers.get((name, period)) for period in self.periods)
        return [number for number in numbers if number is not None and number.is_known]

    @cached_property
    def largest(self) -> float:
        """The largest value drawn."""
        return (
            max((derived_numbers.value_of(number) for name in self.factors for number in self.pair(name)), default=0.0)
            or 1.0
        )


@canvas.chart
def factors(statistic: Statistic, *, value: str = "value") -> Figure | NotSupplied:
    """Draw two joined dots for each factor, the earlier year's hollow, with the most common first.

    Rows have name, period and a value; the last two periods are compared. At most fifteen factors are drawn, and below them what
    has no name of its own (`journey.REST`, where rows have an id); all are in the table. One whose latest figure is hidden, or that was never found, is not drawn. Several factors may be found for one child, so they do not add up.
    """
    pairs = Pairs(statistic, value)
    return canvas.figure(
        statistic,
        lambda sheet, layout: _draw(sheet, pairs, layout),
        title=_title(pairs),
        place=_place_name(pairs),
        alt=_alt(pairs),
        wide=_size(pairs, narrow=False),
        narrow=_size(pairs, narrow=True),
        note=_note(pairs),
        data=grids.wide(statistic, rows="name", across="period", value=value),
    )


def _names_width(layout: canvas.CanvasLayout) -> float:
    """Where the names end; on a phone they stand above."""
    return 0.0 if layout.narrow else layout.width * 0.4


def _name(pairs: Pairs, name: str, layout: canvas.CanvasLayout) -> Text:
    return canvas.wrapped(pairs.label(name), layout.width if layout.narrow else _names_width(layout) - 10)


def _height(pairs: Pairs, name: str, layout: canvas.CanvasLayout) -> float:
    tall = marks.height(_name(pairs, name, layout), theme.TEXT_SIZE)
    return tall + PITCH if layout.narrow else max(tall + GAP, PITCH)


def _size(pairs: Pairs, *, narrow: bool) -> tuple[float, float]:
    across = (canvas.NARROW if narrow else canvas.WIDE)[0]
    layout = canvas.CanvasLayout(narrow=narrow, width=across * canvas.POINTS, height=0)
    return across, (KEY + sum(_height(pairs, name, layout) for name in pairs.factors)) / canvas.POINTS


def _draw(sheet: Sheet, pairs: Pairs, layout: canvas.CanvasLayout) -> None:
    axes, y = canvas.plain(sheet, layout), KEY
    room = (
        max(
            (
                canvas.width_of(wording.short(number), bold=True)
                for name in pairs.factors
                for number in pairs.pair(name)
            ),
            default=0,
        )
        + 12
    )
    scale = Scale(0, pairs.largest, _names_width(layout) + room, layout.width - room)
    _draw_key(axes, pairs, _names_width(layout))
    for name in pairs.factors:
        marks.line(axes, [(0, y), (layout.width, y)], colour="#E3E3E3", width=0.6)
        words, tall = _name(pairs, name, layout), _height(pairs, name, layout)
        above = GAP / 2 if layout.narrow else (tall - marks.height(words, theme.TEXT_SIZE)) / 2
        under = marks.write(axes, 0, y + above, words)
        _draw_pair(axes, pairs.pair(name), scale, (under - 1 + y + tall) / 2 if layout.narrow else y + tall / 2)
        y += tall


def _draw_key(axes: Axes, pairs: Pairs, left: float) -> None:
    x = left + 6
    for place, period in enumerate(pairs.periods):
        is_latest = place == len(pairs.periods) - 1
        marks.dots(axes, [(x, 7)], size=8, fill=theme.FOCUS if is_latest else theme.PAPER)
        marks.write(axes, x + 8, 1, pairs.statistic.labels("period")[period], colour=theme.SOFT_INK, bold=is_latest)
        x += canvas.width_of(period, bold=True) + 30


def _draw_pair(axes: Axes, pair: list[Number], scale: Scale, middle: float) -> None:
    """Draw the dots, the later on top, each with its number on the side away from the other."""
    ends = [scale(derived_numbers.value_of(number)) for number in pair]
    marks.line(axes, [(ends[0], middle), (ends[-1], middle)], colour=theme.CONTEXT_DARK, width=2)
    if len(pair) > 1:
        marks.dots(axes, [(ends[0], middle)], size=8, fill=theme.PAPER)
        side = 1 if ends[0] > ends[-1] else -1
        _write_beside(axes, pair[0], ends[0], side, middle, is_latest=False)
    marks.dots(axes, [(ends[-1], middle)], size=8)
    _write_beside(axes, pair[-1], ends[-1], 1 if ends[-1] >= ends[0] else -1, middle, is_latest=True)


def _write_beside(axes: Axes, number: Number, x: float, side: int, middle: float, *, is_latest: bool) -> None:
    top = middle - marks.height("", theme.TEXT_SIZE) / 2
    colour = theme.INK if is_latest else theme.SOFT_INK
    marks.write(
        axes,
        x + side * 8,
        top,
        wording.short(number),
        bold=is_latest,
        colour=colour,
        across="left" if side > 0 else "right",
    )


def _title(pairs: Pairs) -> Text:
    """Name the factor whose count changed most for its size, with both years; of a single year, the most common one."""
    if not pairs.leading:
        return narrative.message(otherwise=pairs.statistic.title)
    changed = [name for name in pairs.leading if len(pairs.pair(name)) == 2]
    if changed:
        name = max(changed, key=lambda name: _weight(pairs.pair(name)))
        earlier, later = pairs.pair(name)
        finding = compose("{} assessments in {}, {} in {}", later, later.when, earlier, earlier.when)
    else:
        name = pairs.leading[0]
        finding = compose("most often named, in {} assessments", pairs.pair(name)[-1])
    named = compose("{}{}", _label(pairs, name), _place(pairs))
    return narrative.message(
        compose("{}: {}", named, finding), compose("{}: {}", _label(pairs, name), finding), otherwise=named
    )


def _label(pairs: Pairs, name: str) -> Text:
    """A factor's name with a comma for its colon, for what follows has one of its own."""
    return canvas.reworded(pairs.label(name), lambda words: words.replace(": ", ", "))


def _place(pairs: Pairs) -> str:
    """ " in Wirral", where all counts are of one place."""
    return f" in {in_sentence(_place_name(pairs))}" if _place_name(pairs) else ""


def _place_name(pairs: Pairs) -> str:
    """The one place that all counts are of; empty where there are several."""
    names = {str(name) for name in pairs.statistic.measure.cells.get("area_name", [])}
    return names.pop() if len(names) == 1 else ""


def _weight(pair: list[Number]) -> float:
    """How large a change is for counts of its size: the squared difference, in units of what chance alone brings about."""
    earlier, later = map(derived_numbers.value_of, pair)
    return (later - earlier) ** 2 / (later + earlier or 1.0)


def _alt(pairs: Pairs) -> Text:
    """Say the title, then the factors drawn with both years, as many as an alternative has room for."""
    factors = [compose("{}: {}.", pairs.label(name), _changed(pairs.pair(name))) for name in pairs.factors]
    return trending.fitting([compose("{}.", _title(pairs)), *factors]) if factors else pairs.statistic.title


def _changed(pair: list[Number]) -> Text:
    earlier = compose(", {} in {}", pair[0], pair[0].when) if len(pair) == 2 else Text()
    return compose("{} in {}{}", pair[-1], pair[-1].when, earlier)


def _note(pairs: Pairs) -> Text:
    together = "The same child may have several, so they do not add up."
    total = row_counts.distinct(pairs.statistic, "name", of="factors")
    if len(pairs.factors) == total.value:
        return Text(together)
    if len(pairs.leading) < MOST:
        return Text(f"{ALL_OTHERS} {together}")
    return compose(_most_common(pairs), *_counts(pairs), together)


def _most_common(pairs: Pairs) -> str:
    if len(pairs.factors) > len(pairs.leading):
        return "The {} most common of {} named factors, and last what the publisher calls other. The data behind the figure lists them all. {}"
    return "The {} most common of {} factors. The data behind the figure lists them all. {}"


def _counts(pairs: Pairs) -> list[Number]:
    """How many factors with a name are drawn, and how many there are."""
    names = [pairs.statistic.table_value(row, "name") for row in range(len(pairs.statistic))]
    rows = [row for row, name in enumerate(names) if name in pairs.leading]
    named = [row for row, name in enumerate(names) if name not in pairs.rest]
    return [
        row_counts.distinct(pairs.statistic, "name", of="factors drawn", counted=rows),
        row_counts.distinct(pairs.statistic, "name", of="factors", counted=named),
    ]
