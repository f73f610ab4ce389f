"""What a partnership says has improved: as activity, output or outcome, with the numbers that show it, or why there are none.

An activity is what agencies did, an output what came of it at once, an outcome what changed for children. A claim names its numbers,
which stand in facts, formulas and tables: so each has its own source and period, and none is shown that its own table hides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from helpers.errors import Fault, ReportError
from helpers.sources.origins import Origin
from helpers.sources.year_folder import YearFolder
from helpers.statistics.named_numbers import NamedNumbers
from helpers.statistics.numbers import Number

TABLE = "claims"
OUTCOME = "outcome"
NUMBERS = BASELINE, NOW, DENOMINATOR = ("baseline", "now", "denominator")
BECAUSE, SOURCE = "no_evidence_because", "source"
COUNT, PERCENT = "count", "percent"
WHOLE = 100

NOTHING = "blank, and so are its numbers. Name the number that shows it, or say why there is no evidence."
INCOMPLETE = "blank, and an outcome needs baseline, now, denominator and source. Give it, or say in no_evidence_because why there is none."
NO_SOURCE = "blank, though a number shows the claim. Name the source of sources.csv."
BOTH = "given, and so is {}. Take out the one that is not so."
NO_NOW = "blank, though {} is given. Name the number of this year."
SAME = "{} is the baseline too, so nothing has changed. Name the number of each time."
ALIKE = "{} is {}, and so is the baseline, {}: nothing has changed. Name a number that moved, or say why there is no evidence."
OTHER_UNIT = "{} is in {}, and the baseline, {}, in {}. Name two numbers that can be compared."
EARLIER = "{} is of {}, which is before the baseline's {}. Exchange the two."
NO_COUNT = "{} is in {}, and a denominator is a count. Name the number of whom or what the claim is counted among."
NOBODY = "{} is nought, so nothing can be counted among it. Correct it, or say why there is no evidence."
ABOVE_BASE = "{} is more than {}, which it is counted among. Correct the one that is wrong."
ABOVE_WHOLE = "{} is a share above the whole. Correct it."
UNKNOWN_VALUE = "{} has no value. Name one that is known, or say why there is no evidence."

Row = Mapping[str, str]


@dataclass(frozen=True)
class Claim:
    """One claim: its words, kind and place, its numbers as far as they are named, and why there are none."""

    words: str
    kind: str
    origin: Origin
    baseline: Number | None
    now: Number | None
    denominator: Number | None
    because: str
    source: str

    @property
    def has_evidence(self) -> bool:
        """Whether a number shows what is claimed."""
        return self.now is not None


def claims(folder: YearFolder) -> list[Claim]:
    """Return the claims of a year in their order. Raises ReportError for a name that no number has."""
    names = NamedNumbers(folder)
    return [_claim(names, origin, row) for origin, row in _rows(folder)]


def _claim(names: NamedNumbers, origin: Origin, row: Row) -> Claim:
    baseline, now, denominator = (names.number(row[column]) if row[column] else None for column in NUMBERS)
    return Claim(row["claim"], row["kind"], origin, baseline, now, denominator, row[BECAUSE], row[SOURCE])


def faults(names: NamedNumbers) -> list[Fault]:
    """Return what is wrong with the claims: numbers that are missing, unlike or impossible, and reasons beside numbers."""
    return [
        Fault(origin.file, origin.line, column, message)
        for origin, row in _rows(names.folder)
        for column, message in (*_of_evidence(row), *_of_numbers(names, row))
    ]


def _rows(folder: YearFolder) -> Iterator[tuple[Origin, Row]]:
    table = folder.table(TABLE)
    yield from ((table.origin(line), {name: str(value) for name, value in row.items()}) for line, row in table.rows)


def _of_evidence(row: Row) -> Iterator[tuple[str, str]]:
    """Go through what is missing of a claim's evidence, or is given though there is said to be none."""
    named = [column for column in NUMBERS if row[column]]
    if row[BECAUSE]:
        yield from [(BECAUSE, BOTH.format(named[0]))] if named else []
    elif not named:
        yield BECAUSE, NOTHING
    elif row["kind"] == OUTCOME:
        yield from ((column, INCOMPLETE) for column in (*NUMBERS, SOURCE) if not row[column])
    else:
        yield from [(SOURCE, NO_SOURCE)] if not row[SOURCE] else []
        yield from [(NOW, NO_NOW.format(named[0]))] if not row[NOW] else []


def _of_numbers(names: NamedNumbers, row: Row) -> Iterator[tuple[str, str]]:
    numbers = dict[str, Number]()
    for column in NUMBERS:
        try:
            numbers |= {column: names.number(row[column])} if row[column] else {}
        except ReportError as error:
            yield column, str(error)
    for column, number in numbers.items():
        if not isinstance(number.value, float):
            yield column, UNKNOWN_VALUE.format(row[column])
        elif column != DENOMINATOR and number.unit == PERCENT and number.value > WHOLE:
            yield column, ABOVE_WHOLE.format(row[column])
    now = numbers.get(NOW)
    if now and BASELINE in numbers:
        yield from _of_change(row, numbers[BASELINE], now)
    if DENOMINATOR in numbers:
        yield from _of_base(row, numbers[DENOMINATOR], now)


def _of_change(row: Row, before: Number, now: Number) -> Iterator[tuple[str, str]]:
    if row[BASELINE] == row[NOW]:
        yield NOW, SAME.format(row[NOW])
    elif before.unit != now.unit:
        yield NOW, OTHER_UNIT.format(row[NOW], now.unit, row[BASELINE], before.unit)
    elif now.is_known and now.shown == before.shown:
        yield NOW, ALIKE.format(row[NOW], now.shown, row[BASELINE])
    elif now.period.label and before.period.label and now.period.label < before.period.label:
        yield NOW, EARLIER.format(row[NOW], now.period.label, before.period.label)


def _of_base(row: Row, base: Number, now: Number | None) -> Iterator[tuple[str, str]]:
    if base.unit != COUNT:
        yield DENOMINATOR, NO_COUNT.format(row[DENOMINATOR], base.unit)
    elif base.value == 0:
        yield DENOMINATOR, NOBODY.format(row[DENOMINATOR])
    elif now and now.unit == COUNT and isinstance(now.value, float) and isinstance(base.value, float):
        yield from [(NOW, ABOVE_BASE.format(row[NOW], row[DENOMINATOR]))] if now.value > base.value else []
