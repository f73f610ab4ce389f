"""Numbers of people read from tables: what each counts, which are sums of which, and what percentages and rates give away.

A number is known by the people it counts, its period and its categories. So what two tables show is one number, a total in one
may be a part in another, and last year's report stands beside this year's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from helpers.errors import ReportError
from helpers.statistics import units
from helpers.statistics.disclosure.layout import Count, Layout, earlier
from helpers.statistics.disclosure.policies import CODE, Policy, is_protective, policy

if TYPE_CHECKING:
    from helpers.statistics.statistic import Measure

OF_HOW_MANY = {"percent": 100, "per_1k": 1_000, "per_10k": 10_000, "per_100k": 100_000}


@dataclass(frozen=True, order=True)
class Key:
    """What a number counts: which people, in which period, in which categories (none: all of them)."""

    people: str
    period: str
    categories: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        told = ", ".join(f"{dimension} {category}" for dimension, category in self.categories)
        return " ".join(part for part in (self.people, self.period, f"({told or 'all'})") if part)

    def over(self, dimension: str) -> Key:
        """The total over a dimension."""
        return Key(self.people, self.period, tuple(pair for pair in self.categories if pair[0] != dimension))


@dataclass(eq=False)
class Figure:
    """One number: its value where a file has it, and how it comes to readers.

    A `share` is shown only as a percentage or rate; a `known` one is out already; a `withheld` one was hidden by whoever
    published it first; `level` is over how many dimensions it is a total.
    """

    key: Key
    policy: Policy | None = None
    value: int | None = None
    share: bool = False
    known: bool = False
    withheld: bool = False
    small: bool = False
    level: int = 0

    @property
    def is_published(self) -> bool:
        """Whether it stands in some table."""
        return self.value is not None or self.share or self.withheld


@dataclass(frozen=True)
class Clue:
    """Coefficients whose sum over the numbers is at most `most`, known while every number of `about` is shown."""

    terms: tuple[tuple[Key, int], ...]
    most: int
    about: frozenset[Key]


@dataclass(eq=False)
class Gathered:
    """The numbers of all tables, the sums that hold among them, and the clues of percentages and rates."""

    figures: dict[Key, Figure] = field(default_factory=dict)
    sums: dict[tuple[Key, frozenset[Key]], str] = field(default_factory=dict)
    clues: list[Clue] = field(default_factory=list)

    def figure(self, key: Key) -> Figure:
        """The number of that key, added where no table shows it."""
        return self.figures.setdefault(key, Figure(key))


def gather(measures: Sequence[Measure], known: Sequence[Measure] = ()) -> Gathered:
    """Gather tables to be published, and those `known` already (released, or in last year's report).

    Raises ReportError where totals are not the sums of their parts, tables contradict each other, or a number is not whole.
    """
    held = Gathered()
    every = [*((measure, True) for measure in known), *((measure, not is_protective(measure.policy)) for measure in measures)]
    for measure, is_known in every:
        _add_figures(held, measure, is_known=is_known)
    for measure, _ in every:
        _add_sums(held, measure)
        _add_shares(held, measure)
    _check_sums(held)
    return held


def layout_of(measure: Measure) -> Layout:
    """The layout of a table of people; one without is refused."""
    if measure.layout is None:
        raise ReportError(f"{measure.name} holds numbers of people and does not say how its columns hang together. Give it a layout.")
    return measure.layout


def key_of(measure: Measure, row: int, count: Count) -> Key:
    """Name the number that stands in a row of a column of people."""
    form = layout_of(measure)
    words = {name: (str(measure.cells[column][row]), total) for name, (column, total) in form.dimensions.items()}
    told = {(name, word) for name, (word, total) in words.items() if word != total}
    return Key(count.people, _period(measure, row, count), tuple(sorted(told | count.categories)))


def base_of(measure: Measure, row: int, part: Key, base: str) -> Key | int | None:
    """What a share is of: a column of people, the total over a dimension, or the whole number in an open column."""
    form = layout_of(measure)
    if base in form.dimensions:
        return part.over(base)
    column = form.count(base)
    return key_of(measure, row, column) if column else whole(measure, row, base)


def whole(measure: Measure, row: int, column: str) -> int | None:
    """The whole number in a cell, or None where it is blank."""
    value = measure.cells[column][row]
    if pd.isna(value):
        return None
    if value != int(value) or value < 0:
        raise ReportError(f"{measure.origins[row]}, {column}: not a whole number of people. Give how many there are.")
    return int(value)


def scaled(measure: Measure, column: str, row: int, unit: str) -> tuple[int, int] | None:
    """A percentage or rate as a whole number, and how many times the share itself that is: 12.5% is 125 of a thousand."""
    value, places = measure.cells[column][row], decimals(measure, column, unit)
    if pd.isna(value):
        return None
    return int(units.half_up(value, places).scaleb(places)), OF_HOW_MANY[unit] * 10**places


def decimals(measure: Measure, column: str, unit: str) -> int:
    """How many decimals a column is shown to: those it is written with, and at most those of its unit."""
    written = (Decimal(repr(float(value))).normalize().as_tuple().exponent for value in measure.cells[column] if not pd.isna(value))
    return min(units.unit(unit).decimals, max((-int(exponent) for exponent in written), default=0))


def _period(measure: Measure, row: int, count: Count) -> str:
    period = str(measure.cells["period"][row]) if "period" in measure.cells else layout_of(measure).period
    return earlier(period, count.year)


def _add_figures(held: Gathered, measure: Measure, *, is_known: bool) -> None:
    for count in _of_numbers_first(measure):
        for row in range(len(measure.table)):
            _add_figure(held, measure, row, count, is_known=is_known)
        _check_told_apart(measure, count)


def _of_numbers_first(measure: Measure) -> list[Count]:
    """The columns of people, those shown as a share last: their base is then known."""
    return sorted(layout_of(measure).counts, key=lambda count: bool(count.base))


def _add_figure(held: Gathered, measure: Measure, row: int, count: Count, *, is_known: bool) -> None:
    key, value = key_of(measure, row, count), None if count.base else whole(measure, row, count.column)
    figure = held.figure(key)
    if None not in (value, figure.value) and value != figure.value:
        raise ReportError(f"{measure.origins[row]}, {count.column}: another table gives {key} differently. Correct one of them.")
    figure.value = figure.value if value is None else value
    figure.share |= bool(count.base)
    figure.known |= is_known and value is not None
    figure.withheld |= is_known and _code(measure, row, count.column) == CODE
    figure.policy = _stricter(figure.policy, measure.policy)
    figure.level = max(figure.level, _level(layout_of(measure), key) + bool(count.total_of))
    figure.small = not figure.known and _is_small(held, measure, row, count, figure)


def _is_small(held: Gathered, measure: Measure, row: int, count: Count, figure: Figure) -> bool:
    if figure.policy is None:
        return False
    if figure.value is not None or not count.base:
        return figure.small or (figure.value is not None and figure.policy.hides(figure.value))
    return figure.small or any(figure.policy.hides(part) for part in _parts(held, measure, row, count, figure))


def _parts(held: Gathered, measure: Measure, row: int, count: Count, figure: Figure) -> Iterable[int]:
    """The numbers of people that a share alone may stand for."""
    shown, base = scaled(measure, count.column, row, count.unit), base_of(measure, row, figure.key, count.base)
    size = held.figure(base).value if isinstance(base, Key) else base
    if shown is None or figure.key == base:
        return ()
    if size is None:
        raise ReportError(f"{measure.origins[row]}, {count.column}: a share of how many is not said, so it may be of few. Supply the number.")
    return (part for part in range(size + 1) if _share(part, size, shown[1]) == shown[0])


def _share(part: int, base: int, times: int) -> int:
    """A share, so many times over, rounded half up."""
    return (2 * times * part + base) // (2 * base) if base else 0


def _code(measure: Measure, row: int, column: str) -> str:
    return measure.codes[column][row] if column in measure.codes else ""


def _stricter(held: Policy | None, name: str) -> Policy | None:
    other = policy(name) if is_protective(name) else None
    return max((each for each in (held, other) if each), key=lambda each: each.most, default=None)


def _level(form: Layout, key: Key) -> int:
    told = {dimension for dimension, _ in key.categories}
    return sum(dimension not in told for dimension, (_, total) in form.dimensions.items() if total)


def _check_told_apart(measure: Measure, count: Count) -> None:
    keys = [key_of(measure, row, count) for row in range(len(measure.table))]
    if len(set(keys)) < len(keys):
        raise ReportError(
            f"{measure.name} has rows that count the same {count.people}, for all its schema says. "
            'Mark the column that tells them apart as a "dimension".'
        )


def _add_sums(held: Gathered, measure: Measure) -> None:
    form = layout_of(measure)
    for count in form.counts:
        keys = [key_of(measure, row, count) for row in range(len(measure.table))]
        for dimension, (_, total) in form.dimensions.items():
            keys += _add_totals(held, measure, keys, dimension) if total else []
        for row in range(len(measure.table)) if count.total_of else ():
            parts = frozenset(key_of(measure, row, form.count(name) or count) for name in count.total_of)
            held.sums[keys[row], parts] = measure.origins[row]


def _add_totals(held: Gathered, measure: Measure, keys: list[Key], dimension: str) -> list[Key]:
    """Note each total over a dimension as the sum of its parts; return the totals that no row shows."""
    parts: dict[Key, list[Key]] = {}
    for key in keys:
        if key.over(dimension) != key:
            parts.setdefault(key.over(dimension), []).append(key)
    for total, of in parts.items():
        held.figure(total)
        held.sums[total, frozenset(of)] = measure.name
    return [total for total in parts if total not in keys]


def _add_shares(held: Gathered, measure: Measure) -> None:
    form = layout_of(measure)
    for count in form.counts:
        for row in range(len(measure.table)) if count.base else ():
            held.clues.extend(_clues(held, measure, row, count.column, key_of(measure, row, count), count.base, count.unit))
    for share in form.shares:
        part = form.count(share.part)
        if part is None:
            raise ReportError(f"{measure.name}: {share.column} is a share of {share.part}, which counts nobody. Name a column of people.")
        for row in range(len(measure.table)):
            held.clues.extend(_clues(held, measure, row, share.column, key_of(measure, row, part), share.base, share.unit))


def _clues(held: Gathered, measure: Measure, row: int, column: str, part: Key, base: str, unit: str) -> Iterator[Clue]:
    """What a share rounded half up says: at least half a step below it, and less than half a step above."""
    shown, of = scaled(measure, column, row, unit), base_of(measure, row, part, base)
    if shown is None or of is None or of == part:
        return
    _check_share(held, measure, row, column, part, of, shown)
    if _is_shown_exactly(held, part) and (isinstance(of, int) or _is_shown_exactly(held, of)):
        return
    (value, times), about = shown, frozenset({part, of} if isinstance(of, Key) else {part})
    yield _clue([(of, 2 * value - 1), (part, -2 * times)], 0, about)
    yield _clue([(of, -2 * value - 1), (part, 2 * times)], -1, about)


def _clue(terms: list[tuple[Key | int, int]], most: int, about: frozenset[Key]) -> Clue:
    constant = sum(key * times for key, times in terms if isinstance(key, int))
    return Clue(tuple((key, times) for key, times in terms if isinstance(key, Key)), most - constant, about)


def _is_shown_exactly(held: Gathered, key: Key) -> bool:
    """Whether the number itself is shown whenever the share is: then the share adds nothing to it."""
    figure = held.figure(key)
    return figure.value is not None and (figure.policy is None or figure.policy.round_to == 1)


def _check_share(held: Gathered, measure: Measure, row: int, column: str, part: Key, of: Key | int, shown: tuple[int, int]) -> None:
    top, base = held.figure(part).value, held.figure(of).value if isinstance(of, Key) else of
    if top is not None and base is not None and _share(top, base, shown[1]) != shown[0]:
        raise ReportError(f"{measure.origins[row]}, {column}: not the share of its base, rounded half up. Correct the share or the numbers.")


def _check_sums(held: Gathered) -> None:
    for (total, parts), place in held.sums.items():
        values = [held.figures[part].value for part in parts]
        whole_of = held.figures[total].value
        if whole_of is not None and None not in values and whole_of != sum(value or 0 for value in values):
            raise ReportError(f"{place}: {total} is not the sum of its parts. Correct the file, or say nothing of a total.")
