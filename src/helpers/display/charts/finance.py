"""Income beside spending, and what filled the gap between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from helpers.display import canvas, theme
from helpers.display.blocks import Figure, NotSupplied
from helpers.display.charts import marks
from helpers.display.sentences import derived_numbers
from helpers.errors import ReportError
from helpers.statistics.numbers import Number, Text, compose, joined
from helpers.statistics.statistic import Statistic

INCOME, SPENDING, GAP = "income", "expenditure", "gap"
CAPTION = 44.0
TOP = 4.0


@dataclass(frozen=True)
class FinancePart:
    """One segment of a column: its name, its amount and whether it is the gap."""

    name: Text
    amount: Number
    is_gap: bool = False

    def label(self, width: float) -> Text:
        """The name, broken to the width, over the amount."""
        return compose("{}\n{}", canvas.wrapped(self.name, width), self.amount)


@dataclass(frozen=True, eq=False)
class IncomeAndSpending:
    """The two sides of a statistic and the gap between them."""

    statistic: Statistic

    @cached_property
    def income(self) -> tuple[FinancePart, ...]:
        """The parts of the income, largest first."""
        return self._parts(INCOME)

    @cached_property
    def spending(self) -> tuple[FinancePart, ...]:
        """The parts of the spending, largest first."""
        return self._parts(SPENDING)

    @cached_property
    def gap(self) -> Number:
        """Spending less income, or the other way where income is larger: as supplied, or worked out."""
        less, more = sorted((self.total(INCOME), self.total(SPENDING)), key=derived_numbers.value_of)
        worked_out = derived_numbers.difference(more, less)
        supplied = self._rows(GAP)
        if not supplied:
            return worked_out
        gap = self.statistic.number(supplied[0], "amount")
        if gap.shown != worked_out.shown:
            raise ReportError(
                f"{gap.name} is {gap.shown}, but the two sides differ by {worked_out.shown}. Correct the gap or a side."
            )
        return gap

    @cached_property
    def met(self) -> Text:
        """How the gap was met, in the words supplied."""
        supplied = self._rows(GAP)
        return self.statistic.label(supplied[0], "note") if supplied and "note" in self.statistic.table else Text()

    @property
    def is_short(self) -> bool:
        """Whether spending exceeded income."""
        return derived_numbers.value_of(self.total(SPENDING)) > derived_numbers.value_of(self.total(INCOME))

    @property
    def is_level(self) -> bool:
        """Whether income and spending were the same."""
        return derived_numbers.value_of(self.gap) == 0

    def total(self, side: str) -> Number:
        """The sum of a side."""
        parts = self.income if side == INCOME else self.spending
        return parts[0].amount if len(parts) == 1 else derived_numbers.total(part.amount for part in parts)

    def column(self, side: str) -> tuple[FinancePart, ...]:
        """The segments of a side from the bottom up, the gap on top of the smaller one."""
        parts = self.income if side == INCOME else self.spending
        lacks = not self.is_level and self.is_short == (side == INCOME)
        return (*parts, FinancePart(Text("Gap"), self.gap, is_gap=True)) if lacks else parts

    def _parts(self, side: str) -> tuple[FinancePart, ...]:
        rows = self._rows(side)
        if not rows:
            raise ReportError(
                f"{self.statistic.name} has no row of the {side} side. Give each row the side income, expenditure or gap."
            )
        parts = [FinancePart(self.statistic.label(row, "name"), self.statistic.number(row, "amount")) for row in rows]
        return tuple(sorted(parts, key=lambda part: -derived_numbers.value_of(part.amount)))

    def _rows(self, side: str) -> list[int]:
        return [row for row in range(len(self.statistic)) if self.statistic.table_value(row, "side") == side]


@canvas.chart
def income_and_expenditure(statistic: Statistic) -> Figure | NotSupplied:
    """Stack income beside spending, from zero, each part labelled, and outline the gap on the smaller side.

    Rows have a side (income, expenditure or gap), a name and an amount in pounds; the gap's note says how it was met. A gap
    that is not the difference of the two sides raises ReportError, as does a side without rows.
    """
    accounts = IncomeAndSpending(statistic)
    return canvas.figure(
        statistic,
        lambda sheet, layout: _draw(sheet, accounts, layout),
        title=_message(accounts),
        alt=_described(accounts),
        wide=_size(accounts, narrow=False),
        narrow=_size(accounts, narrow=True),
        note=_met(accounts),
    )


def _message(accounts: IncomeAndSpending) -> Text:
    if accounts.is_level:
        return compose("The partnership’s income and spending were both {}", accounts.total(INCOME))
    template = (
        "The partnership’s spending exceeded its income by {}"
        if accounts.is_short
        else "The partnership’s income exceeded its spending by {}"
    )
    return compose(template, accounts.gap)


def _described(accounts: IncomeAndSpending) -> Text:
    sides = [
        _side(accounts, "Income", INCOME, accounts.income),
        _side(accounts, "Spending", SPENDING, accounts.spending),
    ]
    sentences = [*sides, compose("{}.", _message(accounts)), _met(accounts)]
    return joined([part for part in sentences if part], by=" ", last=" ")


def _met(accounts: IncomeAndSpending) -> Text:
    if accounts.is_level or not accounts.met:
        return Text()
    return compose("The gap of {}: {}.", accounts.gap, canvas.reworded(accounts.met, lambda words: words.rstrip(".")))


def _side(accounts: IncomeAndSpending, name: str, side: str, parts: Sequence[FinancePart]) -> Text:
    amounts = joined([compose("{} {}", part.name, part.amount) for part in parts], by="; ", last="; ")
    return compose("{} of {}{}: {}.", name, accounts.total(side), _of_period(accounts, side), amounts)


def _of_period(accounts: IncomeAndSpending, side: str) -> Text:
    total = accounts.total(side)
    return compose(" ({})", total.when) if total.period else Text()


def _size(accounts: IncomeAndSpending, *, narrow: bool) -> tuple[float, float]:
    """The sheet's size in inches, tall enough for the labels of the longer side."""
    across, least = (canvas.NARROW[0], 3.9) if narrow else (canvas.WIDE[0], 3.3)
    layout = canvas.CanvasLayout(narrow=narrow, width=across * canvas.POINTS, height=0)
    need = max(sum(_heights(accounts.column(side), layout)) for side in (INCOME, SPENDING))
    return across, max(least, (need + TOP + CAPTION) / canvas.POINTS)


def _column_width(layout: canvas.CanvasLayout) -> float:
    return 32.0 if layout.narrow else 84.0


def _between(layout: canvas.CanvasLayout) -> float:
    return 14.0 if layout.narrow else 26.0


def _label_width(layout: canvas.CanvasLayout) -> float:
    return layout.width / 2 - _between(layout) / 2 - _column_width(layout) - 15


def _heights(parts: Sequence[FinancePart], layout: canvas.CanvasLayout) -> list[float]:
    return [marks.height(part.label(_label_width(layout)), layout.font_size) + 3 for part in parts]


def _draw(sheet: Sheet, accounts: IncomeAndSpending, layout: canvas.CanvasLayout) -> None:
    axes = canvas.plain(sheet, layout)
    wide = _column_width(layout)
    for side, name, left in (
        (INCOME, "Income", layout.width / 2 - _between(layout) / 2 - wide),
        (SPENDING, "Spending", layout.width / 2 + _between(layout) / 2),
    ):
        _draw_column(axes, accounts, side, left, wide, layout)
        _draw_caption(axes, accounts, side, name, left + wide / 2, layout)
    base = layout.height - CAPTION
    marks.line(
        axes,
        [(layout.width / 2 - wide - 26, base), (layout.width / 2 + wide + 26, base)],
        colour=theme.CONTEXT_DARK,
    )


def _draw_caption(
    axes: Axes, accounts: IncomeAndSpending, side: str, name: str, middle: float, layout: canvas.CanvasLayout
) -> None:
    shift = (26 if layout.narrow else 0) * (-1 if side == INCOME else 1)
    under = marks.write(
        axes,
        middle + shift,
        layout.height - CAPTION + 4,
        compose("{}{}", name, _of_period(accounts, side)),
        bold=True,
        across="center",
    )
    marks.write(axes, middle + shift, under, accounts.total(side), size=12, bold=True, across="center")


def _draw_column(
    axes: Axes, accounts: IncomeAndSpending, side: str, left: float, wide: float, layout: canvas.CanvasLayout
) -> None:
    parts, base = accounts.column(side), layout.height - CAPTION
    tall = (base - TOP) / max(derived_numbers.value_of(accounts.total(name)) for name in (INCOME, SPENDING))
    middles = []
    for part in parts:
        high = derived_numbers.value_of(part.amount) * tall
        _draw_part(axes, part, side, left, base - high, wide, high)
        middles.append(base - high / 2)
        base -= high
    _draw_labels(axes, parts, middles, side, left if side == INCOME else left + wide, layout)


def _draw_part(axes: Axes, part: FinancePart, side: str, left: float, top: float, wide: float, high: float) -> None:
    if part.is_gap:
        marks.box(axes, left + 0.75, top + 0.75, wide - 1.5, high - 1.5, edge=theme.INK, thick=1.5, dashes=(3, 2))
    else:
        fill = theme.FOCUS if side == INCOME else theme.CATEGORICAL[1]
        marks.box(axes, left, top, wide, high, fill=fill, edge=theme.PAPER, thick=min(1.5, high / 3))


def _draw_labels(
    axes: Axes, parts: Sequence[FinancePart], middles: list[float], side: str, edge: float, layout: canvas.CanvasLayout
) -> None:
    away = -1 if side == INCOME else 1
    labels = [part.label(_label_width(layout)) for part in parts]
    places = canvas.spread(middles, _heights(parts, layout), TOP, layout.height - CAPTION)
    for part, label, middle, place in zip(parts, labels, middles, places, strict=True):
        marks.line(
            axes,
            [(edge + away * 2, middle), (edge + away * 6, middle), (edge + away * 11, place)],
            colour=theme.CONTEXT_DARK,
            width=0.8,
        )
        top = place - marks.height(label, layout.font_size) / 2
        marks.write(axes, edge + away * 14, top, label, bold=part.is_gap, across="right" if side == INCOME else "left")
