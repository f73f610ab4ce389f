"""Sentences about a statistic, whose words follow from its numbers.

They give only the direction of a change; `comparing` says whether it is more than chance.
"""

from __future__ import annotations

from collections.abc import Sequence

from helpers.display import places
from helpers.display.sentences import derived_numbers
from helpers.errors import ReportError
from helpers.sources.areas import in_sentence
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
    changes_by_area = [change(statistic, area, value=value, since=since) for area in areas]
    if len(areas) == 1:
        return changes_by_area[0]
    names = [in_sentence(places.picked(statistic, area)) for area in areas]
    return joined(
        [compose("in {} {}", name, words) for name, words in zip(names, changes_by_area, strict=True)], by="; "
    )


def change(statistic: Statistic, area: str, *, value: str = "value", since: str | None = None) -> Text:
    """Say how an area's figure moved over the periods: "fell from 117 per 10,000 in 2023 to 116 per 10,000 in 2024".

    It compares the first known figure, or the first from the period `since` on, with the last. Figures that print alike give
    "was unchanged". Where only one figure is known or none, the words say that it cannot be compared.
    """
    numbers = [
        number for number in series(statistic, area, value=value) if since is None or number.period.label >= since
    ]
    if not numbers:
        return text(f"cannot be compared, for it is not published for {in_sentence(places.picked(statistic, area))}")
    if len(numbers) == 1:
        return compose("was {} in {} and cannot be compared, for no other is published", numbers[0], numbers[0].when)
    return moved(numbers[0], numbers[-1])


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
    numbers = series(statistic, area, value=value)
    unknown = Number(f"{statistic.name}.{area}.latest", None, statistic.column(value).unit, statistic.period, code="x")
    return numbers[-1] if numbers else unknown


def series(statistic: Statistic, area: str, *, value: str = "value") -> list[Number]:
    """Return an area's known figures in order of period."""
    if not statistic.supplied:
        return []
    rows = statistic.where(area_name=places.picked(statistic, area)).ordered("period", descending=False)
    return [number for number in column(rows, value) if derived_numbers.is_known(number)]


def column(statistic: Statistic, name: str) -> list[Number]:
    """Return a column's numbers, row by row."""
    return [statistic.number(row, name) for row in range(len(statistic))]


def message(*candidates: Text, otherwise: Part) -> Text:
    """Return the first text that is not empty and has at most ten words, the limit of a chart's title, or else `otherwise`."""
    return next(
        (candidate for candidate in candidates if candidate and len(candidate.plain.split()) <= TITLE_WORDS),
        text(otherwise),
    )


def extremes(statistic: Statistic, value: str, *, largest: bool) -> list[int]:
    """Return the rows with the largest or smallest known value, several where they tie; raises ReportError for none."""
    rows = [row for row in range(len(statistic)) if derived_numbers.is_known(statistic.number(row, value))]
    if not rows:
        raise ReportError(f"{statistic.name} has no known {value}. Leave the sentence out.")
    extreme = (max if largest else min)(derived_numbers.value_of(statistic.number(row, value)) for row in rows)
    return [row for row in rows if derived_numbers.value_of(statistic.number(row, value)) == extreme]


def _extreme(statistic: Statistic, label: str, value: str, *, largest: bool) -> Text:
    first, *ties = extremes(statistic, value, largest=largest)
    named = joined([statistic.cell(row, label) for row in (first, *ties)])
    return compose("{}, at {}" if not ties else "{}, each at {}", named, text(statistic.number(first, value)))
