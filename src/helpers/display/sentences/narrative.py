"""Say what a statistic says, in words that its numbers choose.

Words tell direction only: whether a change is more than chance is not known here, and no sentence claims it.
"""

from __future__ import annotations

from collections.abc import Sequence

from helpers.display import places
from helpers.display.sentences import derived_numbers
from helpers.errors import ReportError
from helpers.statistics.numbers import Number, Part, Text, compose, joined, text
from helpers.statistics.statistic import Statistic

TITLE_WORDS = 10


def largest(statistic: Statistic, *, label: str, value: str) -> Text:
    """Name the row of the largest value: "Home, at 18,000"; rows that tie are named together."""
    return _extreme(statistic, label, value, largest=True)


def smallest(statistic: Statistic, *, label: str, value: str) -> Text:
    """Name the row of the smallest value: "Training, at 747"; rows that tie are named together."""
    return _extreme(statistic, label, value, largest=False)


def changes(statistic: Statistic, areas: Sequence[str], *, value: str = "value", since: str | None = None) -> Text:
    """Say how the figure of each area moved; of several, each is named: "in A rose from … and in B fell from …"."""
    told = [change(statistic, area, value=value, since=since) for area in areas]
    if len(areas) == 1:
        return told[0]
    names = [places.picked(statistic, area) for area in areas]
    return joined([compose("in {} {}", name, said) for name, said in zip(names, told, strict=True)], by="; ")


def change(statistic: Statistic, area: str, *, value: str = "value", since: str | None = None) -> Text:
    """Say how an area's figure moved over the periods: "fell from 117 per 10,000 in 2023 to 116 per 10,000 in 2024".

    It is told from the first known figure, or the first from the period `since` on, to the last. Figures that print alike
    were unchanged. Where a single figure or none is known the words say so.
    """
    known = [number for number in series(statistic, area, value=value) if since is None or number.period >= since]
    if not known:
        return text(f"cannot be compared, for it is not published for {places.picked(statistic, area)}")
    if len(known) == 1:
        return compose("was {} in {} and cannot be compared, for no other is published", known[0], known[0].when)
    return moved(known[0], known[-1])


def moved(earlier: Number, later: Number) -> Text:
    """Say how one number became another: "rose from … to …", "fell from … to …", "was unchanged at …"."""
    if earlier.shown == later.shown:
        return compose("was unchanged at {} between {} and {}", later, earlier.when, later.when)
    return compose("{} from {} in {} to {} in {}", direction(earlier, later), earlier, earlier.when, later, later.when)


def direction(earlier: Number, later: Number) -> str:
    """Return "rose", "fell" or, where both print alike, "was unchanged"."""
    if earlier.shown == later.shown:
        return "was unchanged"
    return "rose" if derived_numbers.value_of(later) > derived_numbers.value_of(earlier) else "fell"


def latest(statistic: Statistic, area: str, *, value: str = "value") -> Number:
    """Return an area's last known figure; where none is known, a number without a value that shows the code [x]."""
    known = series(statistic, area, value=value)
    unknown = Number(f"{statistic.name}.{area}.latest", None, statistic.column(value).unit, statistic.period, code="x")
    return known[-1] if known else unknown


def series(statistic: Statistic, area: str, *, value: str = "value") -> list[Number]:
    """Return an area's known figures in order of period."""
    if not statistic.supplied:
        return []
    kept = statistic.where(area_name=places.picked(statistic, area)).ordered("period", descending=False)
    return [number for number in column(kept, value) if derived_numbers.is_known(number)]


def column(statistic: Statistic, name: str) -> list[Number]:
    """Return a column's numbers, row by row."""
    return [statistic.number(row, name) for row in range(len(statistic))]


def listed(statistic: Statistic, name: str, *, of: str = "") -> Text:
    """List a column as a sentence does: "A, B and C"; with `of`, each with its number: "A (12), B (7) and C (3)"."""
    rows = range(len(statistic))
    return joined(
        [
            compose("{} ({})", statistic.cell(row, name), statistic.number(row, of))
            if of
            else statistic.cell(row, name)
            for row in rows
        ]
    )


def message(*told: Text, otherwise: Part) -> Text:
    """Return the first text short enough for a chart's title (ten words), or the words given otherwise."""
    return next((one for one in told if one and len(one.plain.split()) <= TITLE_WORDS), text(otherwise))


def extremes(statistic: Statistic, value: str, *, largest: bool) -> list[int]:
    """Return the rows with the largest or the smallest known value; where none is known, ReportError."""
    rows = [row for row in range(len(statistic)) if derived_numbers.is_known(statistic.number(row, value))]
    if not rows:
        raise ReportError(f"{statistic.name} has no known {value}. Leave the sentence out.")
    found = (max if largest else min)(derived_numbers.value_of(statistic.number(row, value)) for row in rows)
    return [row for row in rows if derived_numbers.value_of(statistic.number(row, value)) == found]


def _extreme(statistic: Statistic, label: str, value: str, *, largest: bool) -> Text:
    first, *others = extremes(statistic, value, largest=largest)
    named = joined([statistic.cell(row, label) for row in (first, *others)])
    return compose("{}, at {}" if not others else "{}, each at {}", named, text(statistic.number(first, value)))
