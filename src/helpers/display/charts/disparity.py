"""Every neighbourhood by how many of its people are income-deprived: the gap within one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet
from matplotlib.patches import Polygon

from helpers.display import canvas, theme
from helpers.display.blocks import Figure, NotSupplied, Prose
from helpers.display.charts import marks
from helpers.display.charts.scales import Scale, tick_label, ticks
from helpers.display.sentences import derived_numbers, narrative, row_counts, trending
from helpers.statistics.numbers import Number, Text, compose, joined
from helpers.statistics.statistic import Statistic

SHARE, TENTH = "income_deprived_percent", "income_decile"
MOST_DEPRIVED, LEAST_DEPRIVED = (1, 2), (9, 10)
UNDER = 62.0
OVER = 8.0
BRACKET = 5.0


@dataclass(frozen=True)
class Fifth:
    """A group of neighbourhoods side by side: those in England's most or least income-deprived fifth, or between."""

    name: str
    rows: tuple[int, ...]
    colour: str


@dataclass(frozen=True, eq=False)
class Neighbourhoods:
    """The neighbourhoods of a statistic, the most income-deprived first."""

    statistic: Statistic

    @cached_property
    def fifths(self) -> tuple[Fifth, ...]:
        """The groups that have a neighbourhood, the most income-deprived first."""
        tenths = [int(self.statistic.table_value(row, TENTH)) for row in range(len(self.statistic))]
        most = tuple(row for row, tenth in enumerate(tenths) if tenth in MOST_DEPRIVED)
        least = tuple(row for row, tenth in enumerate(tenths) if tenth in LEAST_DEPRIVED)
        between = tuple(row for row in range(len(tenths)) if row not in {*most, *least})
        groups = (
            Fifth("in England's most deprived fifth", most, theme.FOCUS),
            Fifth("between", between, theme.PALE),
            Fifth("in the least deprived fifth", least, theme.CATEGORICAL[1]),
        )
        return tuple(group for group in groups if group.rows)

    @property
    def most(self) -> Number:
        """The share in the most income-deprived neighbourhood."""
        return self.statistic.number(0, SHARE)

    @property
    def least(self) -> Number:
        """The share in the least income-deprived neighbourhood."""
        return self.statistic.number(len(self.statistic) - 1, SHARE)

    @property
    def gap(self) -> Number:
        """The difference of the two, in percentage points."""
        return derived_numbers.difference(self.most, self.least)

    def count(self, fifth: Fifth) -> Number:
        """How many neighbourhoods a group has."""
        return row_counts.rows(self.statistic, fifth.rows, of=f"neighbourhoods {fifth.name}")

    def name(self, row: int) -> Text:
        """The neighbourhood's name."""
        return self.statistic.label(row, "name")


@canvas.chart
def disparity(statistic: Statistic) -> Figure | Prose | NotSupplied:
    """Draw a bar for each neighbourhood, most income-deprived first, and bracket the gap between the ends.

    Rows have name, income_deprived_percent and income_decile (1 the most income-deprived tenth of England's
    neighbourhoods). An area that is one neighbourhood has no gap: a sentence says so.
    """
    if len(statistic) == 1:
        return Prose(_undivided(statistic))
    neighbourhoods = Neighbourhoods(statistic.ordered(SHARE))
    return canvas.figure(
        neighbourhoods.statistic,
        lambda sheet, layout: _draw(sheet, neighbourhoods, layout),
        title=_title(neighbourhoods),
        alt=_described(neighbourhoods),
        wide=(canvas.WIDE[0], 3.0),
        narrow=(canvas.NARROW[0], 3.6),
    )


def _title(neighbourhoods: Neighbourhoods) -> Text:
    apart = compose("neighbourhoods are {} apart", neighbourhoods.gap)
    return narrative.message(*narrative.led(neighbourhoods.statistic, apart), otherwise=apart)


def _undivided(statistic: Statistic) -> Text:
    return compose(
        "The area is a single neighbourhood, {}, so there is no gap to show: {} of its people are income-deprived.",
        statistic.cell(0, "name"),
        statistic.number(0, SHARE),
    )


def _described(neighbourhoods: Neighbourhoods) -> Text:
    ends = compose(
        "In {}, the most income-deprived neighbourhood, {} of people are income-deprived; in {}, the least, {}: a gap of {}.",
        neighbourhoods.name(0),
        neighbourhoods.most,
        neighbourhoods.name(len(neighbourhoods.statistic) - 1),
        neighbourhoods.least,
        neighbourhoods.gap,
    )
    count = row_counts.rows(neighbourhoods.statistic, range(len(neighbourhoods.statistic)), of="neighbourhoods")
    groups = joined(
        [
            compose("{} are {}", neighbourhoods.count(fifth), fifth.name)
            for fifth in neighbourhoods.fifths
            if fifth.name != "between"
        ]
    )
    message = compose("{}.", _title(neighbourhoods))
    return trending.fitting([message, ends, *([compose("Of {} neighbourhoods, {}.", count, groups)] if groups else [])])


def _draw(sheet: Sheet, neighbourhoods: Neighbourhoods, layout: canvas.CanvasLayout) -> None:
    axes = canvas.plain(sheet, layout)
    bounds = ticks(0.0, derived_numbers.value_of(neighbourhoods.most), about=4)
    left = 6 + max(canvas.width_of(tick_label(tick, "percent", 10)) for tick in bounds)
    down = Scale(0, bounds[-1], layout.height - UNDER, OVER)
    across = Scale(0, len(neighbourhoods.statistic), left, layout.width - 14)
    _draw_grid(axes, bounds, across, down)
    for fifth in neighbourhoods.fifths:
        _draw_fifth(axes, neighbourhoods, fifth, across, down)
    _draw_counts(axes, neighbourhoods, across, layout)
    _draw_gap(axes, neighbourhoods, across, down, layout)


def _draw_grid(axes: Axes, bounds: Sequence[float], across: Scale, down: Scale) -> None:
    for tick in bounds:
        marks.line(
            axes,
            [(across.start, down(tick)), (across.end, down(tick))],
            colour=theme.CONTEXT if tick == 0 else theme.GRID,
            width=0.8,
        )
        top = down(tick) - marks.height("", theme.TEXT_SIZE) / 2
        marks.write(
            axes,
            across.start - 6,
            top,
            tick_label(tick, "percent", bounds[1] - bounds[0]),
            colour=theme.SOFT_INK,
            across="right",
        )


def _draw_fifth(axes: Axes, neighbourhoods: Neighbourhoods, fifth: Fifth, across: Scale, down: Scale) -> None:
    """One shape for the group, its bars side by side: thin gaps would flicker on a screen and in print."""
    rows = [(row, derived_numbers.value_of(neighbourhoods.statistic.number(row, SHARE))) for row in fifth.rows]
    tops = [(across(edge), down(share)) for row, share in rows for edge in (row, row + 1)]
    corners = [(tops[0][0], down(0)), *tops, (tops[-1][0], down(0))]
    axes.add_patch(Polygon(corners, facecolor=fifth.colour, edgecolor="none", clip_on=False))
    marks.line(axes, tops, colour=theme.CONTEXT_DARK, width=0.8)


def _draw_counts(axes: Axes, neighbourhoods: Neighbourhoods, across: Scale, layout: canvas.CanvasLayout) -> None:
    """Bracket each group under the bars and say what it is, so that colour is not needed to tell."""
    base = layout.height - UNDER + 4
    labels = [_label(neighbourhoods, fifth, layout) for fifth in neighbourhoods.fifths]
    widths = [canvas.width_of(label) + 8 for label in labels]
    middles = [(across(fifth.rows[0]) + across(fifth.rows[-1] + 1)) / 2 for fifth in neighbourhoods.fifths]
    for fifth, label, place in zip(
        neighbourhoods.fifths, labels, canvas.spread(middles, widths, 0, layout.width), strict=True
    ):
        start, end = across(fifth.rows[0]) + 0.5, across(fifth.rows[-1] + 1) - 0.5
        marks.line(
            axes,
            [(start, base), (start, base + BRACKET), (end, base + BRACKET), (end, base)],
            colour=theme.CONTEXT_DARK,
        )
        marks.write(axes, place, base + BRACKET + 3, label, across="center")


def _label(neighbourhoods: Neighbourhoods, fifth: Fifth, layout: canvas.CanvasLayout) -> Text:
    if layout.narrow:
        return compose("{}\n{}", neighbourhoods.count(fifth), canvas.wrapped(fifth.name, 82))
    return canvas.wrapped(compose("{} {}", neighbourhoods.count(fifth), fifth.name), 110)


def _draw_gap(
    axes: Axes, neighbourhoods: Neighbourhoods, across: Scale, down: Scale, layout: canvas.CanvasLayout
) -> None:
    """Bracket the two ends at the right, with their values and the gap between them."""
    high, low, place = (
        down(derived_numbers.value_of(neighbourhoods.most)),
        down(derived_numbers.value_of(neighbourhoods.least)),
        across.end + 6,
    )
    marks.line(axes, [(across(1) + 2, high), (place, high)], colour=theme.INK, width=0.8, dashes=marks.DASHED)
    marks.line(axes, [(place - 4, high), (place, high), (place, low), (place - 4, low)], colour=theme.INK, width=1.2)
    top = marks.write(
        axes, place - 8, high + 3, compose("Most: {}, {}", neighbourhoods.most, neighbourhoods.name(0)), across="right"
    )
    least = compose("Least: {}, {}", neighbourhoods.least, neighbourhoods.name(len(neighbourhoods.statistic) - 1))
    top = marks.write(axes, place - 8, top, least, across="right")
    marks.write(axes, place - 8, top, compose("Gap: {}", neighbourhoods.gap), bold=True, across="right")
