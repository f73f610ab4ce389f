"""Parts of sentences about a statistic, whose words follow from its numbers."""

from __future__ import annotations

import re

from helpers.display import places
from helpers.display.sentences import derived_numbers
from helpers.errors import ReportError
from helpers.statistics.numbers import Number, Part, Text, compose, joined, text
from helpers.statistics.statistic import Statistic

# What follows a comma says how a title's subject is split or counted, but in a name: "Bournemouth, Christchurch and Poole".
IN_DETAIL = re.compile(r", (?![A-Z])")
TITLE_WORDS = 15


def largest(statistic: Statistic, *, label: str, value: str) -> Text:
    """Name the row of the largest value: "Home, at 18,000"; rows that tie are named together."""
    return _extreme(statistic, label, value, largest=True)


def smallest(statistic: Statistic, *, label: str, value: str) -> Text:
    """Name the row of the smallest value: "Training, at 747"; rows that tie are named together."""
    return _extreme(statistic, label, value, largest=False)


def latest_number(statistic: Statistic, area: str) -> Number:
    """Return an area's last known figure; where none is known, a number without a value that shows the code [x]."""
    numbers = series(statistic, area)
    unknown = Number(
        f"{statistic.name}.{area}.latest", None, statistic.column("value").unit, statistic.period, code="x"
    )
    return numbers[-1] if numbers else unknown


def series(statistic: Statistic, area: str, *, value: str = "value") -> list[Number]:
    """Return an area's known figures in order of period."""
    if not statistic.supplied:
        return []
    rows = statistic.where(area_name=places.picked(statistic, area)).ordered("period", descending=False)
    return [number for number in column(rows, value) if number.is_known]


def column(statistic: Statistic, name: str) -> list[Number]:
    """Return a column's numbers, row by row."""
    return [statistic.number(row, name) for row in range(len(statistic))]


def message(*candidates: Text, otherwise: Part) -> Text:
    """Return the first text that is not empty and has at most fifteen words, the limit of a chart's title, or else `otherwise`."""
    return next(
        (candidate for candidate in candidates if candidate and len(candidate.plain.split()) <= TITLE_WORDS),
        text(otherwise),
    )


def led(statistic: Statistic, finding: Text) -> list[Text]:
    """Return a finding led by what it is about, for titles that stand alone, and the finding by itself: "Attendance: all came", "all came"."""
    title = text(statistic.title)
    about = title.part(IN_DETAIL.split(title.words, maxsplit=1)[0])
    return [compose("{}: {}", about, finding), finding] if finding else []


def extremes(statistic: Statistic, value: str, *, largest: bool) -> list[int]:
    """Return the rows with the largest or smallest known value, several where they tie; raises ReportError for none."""
    rows = [row for row in range(len(statistic)) if statistic.number(row, value).is_known]
    if not rows:
        raise ReportError(f"{statistic.name} has no known {value}. Leave the sentence out.")
    extreme = (max if largest else min)(derived_numbers.value_of(statistic.number(row, value)) for row in rows)
    return [row for row in rows if derived_numbers.value_of(statistic.number(row, value)) == extreme]


def _extreme(statistic: Statistic, label: str, value: str, *, largest: bool) -> Text:
    first, *ties = extremes(statistic, value, largest=largest)
    named = joined([statistic.cell(row, label) for row in (first, *ties)])
    return compose("{}, at {}" if not ties else "{}, each at {}", named, text(statistic.number(first, value)))
