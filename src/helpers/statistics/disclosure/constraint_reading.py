"""Read tables of people: what each number counts, and what the table tells of the others.

`gather` returns all of it as one (`gathered.Gathered`), for the reader who reckons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import TYPE_CHECKING

import pandas as pd

from helpers.errors import ReportError
from helpers.statistics.disclosure import shares
from helpers.statistics.disclosure.constraints import Constraints, FigureKey, PeopleFigure, RatioBound, RoundedShare
from helpers.statistics.disclosure.people_layout import CountColumn, PeopleLayout, ShareColumn, earlier
from helpers.statistics.disclosure.policies import CODE, Policy, is_protective, policy

if TYPE_CHECKING:
    from helpers.statistics.statistic import Measure


def gather(measures: Sequence[Measure], known: Sequence[Measure] = ()) -> Constraints:
    """Gather tables to be published, and those `known` already (released, or in last year's report).

    Raises ReportError where totals are not the sums of their parts, tables contradict each other, or a number is not whole.
    """
    held = Constraints()
    every = [
        *((measure, True) for measure in known),
        *((measure, not is_protective(measure.policy)) for measure in measures),
    ]
    for measure, is_known in every:
        _add_figures(held, measure, [count for count in layout_of(measure).counts if not count.base], is_known=is_known)
    for figure in held.figures.values():
        figure.small = _is_small(figure)
    for measure, is_known in every:
        _add_figures(held, measure, [count for count in layout_of(measure).counts if count.base], is_known=is_known)
        _add_sums(held, measure)
        _add_shares(held, measure, is_known=is_known)
        held.cells.extend(() if is_known else _cells(measure))
    _check_sums(held)
    return held


def layout_of(measure: Measure) -> PeopleLayout:
    """The layout of a table of people; one without is refused."""
    if measure.layout is None:
        raise ReportError(
            f"{measure.name} holds numbers of people and does not say how its columns hang together. Give it a layout."
        )
    return measure.layout


def key_of(measure: Measure, row: int, count: CountColumn) -> FigureKey:
    """Name the number that stands in a row of a column of people."""
    form = layout_of(measure)
    words = {name: (str(measure.cells[column][row]), total) for name, (column, total) in form.dimensions.items()}
    told = {(name, word) for name, (word, total) in words.items() if word != total}
    return FigureKey(count.people, _period(measure, row, count), tuple(sorted(told | count.categories)))


def base_of(measure: Measure, row: int, part: FigureKey, base: str) -> FigureKey | int | None:
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


def rests_on(part: FigureKey, base: FigureKey | int | None) -> frozenset[FigureKey]:
    """The numbers that a count (without a base) or a share of a base gives away."""
    return frozenset({part, base} if isinstance(base, FigureKey) else {part})


def _cells(measure: Measure) -> Iterator[frozenset[FigureKey]]:
    """What each cell of a table rests on."""
    form, rows = layout_of(measure), range(len(measure.table))
    shares = [(count, count.base) for count in form.counts]
    shares += [(form.counted(share.part), share.base) for share in form.shares]
    for (count, base), row in product(shares, rows):
        key = key_of(measure, row, count)
        yield rests_on(key, base_of(measure, row, key, base) if base else None)
    for difference, row in product(form.differences, rows):
        yield frozenset(key_of(measure, row, form.counted(name)) for name in (difference.later, difference.earlier))


def _period(measure: Measure, row: int, count: CountColumn) -> str:
    period = str(measure.cells["period"][row]) if "period" in measure.cells else layout_of(measure).period
    return earlier(period, count.year)


def _add_figures(held: Constraints, measure: Measure, columns: Sequence[CountColumn], *, is_known: bool) -> None:
    for count in columns:
        _check_told_apart(measure, count)
        for row in range(len(measure.table)):
            add = _add_share_alone if count.base else _add_number
            add(held, measure, row, count, is_known=is_known)


def _add_number(held: Constraints, measure: Measure, row: int, count: CountColumn, *, is_known: bool) -> None:
    value, figure = whole(measure, row, count.column), _place(held, measure, row, count, is_known=is_known)
    if None not in (value, figure.value) and value != figure.value:
        raise ReportError(
            f"{measure.origins[row]}, {count.column}: another table gives {figure.key} differently. Correct one of them."
        )
    figure.value = figure.value if value is None else value
    figure.known |= is_known and value is not None


def _add_share_alone(held: Constraints, measure: Measure, row: int, count: CountColumn, *, is_known: bool) -> None:
    """Add a number that is shown as a share; where no table shows the number itself, it is small if the share may be of few."""
    figure = _place(held, measure, row, count, is_known=is_known)
    figure.share = True
    shown, base = shares.scaled(measure, count.column, row, count.unit), base_of(measure, row, figure.key, count.base)
    if figure.value is not None or shown is None or figure.key == base or _is_of_nobody(held, figure.key):
        return
    figure.known |= is_known
    figure.small |= not is_known and _may_be_of_few(
        figure, shown, _size(held, base), f"{measure.origins[row]}, {count.column}"
    )


def _place(held: Constraints, measure: Measure, row: int, count: CountColumn, *, is_known: bool) -> PeopleFigure:
    """The number a cell is of, with what the cell's table says of it."""
    key = key_of(measure, row, count)
    figure = held.figure(key)
    figure.withheld |= is_known and _code(measure, row, count.column) == CODE
    figure.policy = _stricter(figure.policy, measure.policy)
    figure.level = max(figure.level, _level(layout_of(measure), key) + bool(count.total_of))
    return figure


def _is_small(figure: PeopleFigure) -> bool:
    if figure.known or figure.policy is None or figure.value is None:
        return False
    return figure.policy.hides(figure.value)


def _may_be_of_few(figure: PeopleFigure, shown: tuple[int, int], base: int | None, place: str) -> bool:
    if base is None:
        raise ReportError(f"{place}: a share of how many is not said, so it may be of few. Supply the number.")
    low, high = shares.parts(shown, base)
    return figure.policy is not None and low <= figure.policy.most and high >= figure.policy.least


def _is_of_nobody(held: Constraints, key: FigureKey) -> bool:
    """Whether a total that a number is part of is shown to be nought, so that the number is for all to see."""
    wider = (combinations(key.categories, many) for many in range(len(key.categories)))
    totals = (held.figures.get(FigureKey(key.people, key.period, kept)) for each in wider for kept in each)
    return any(total is not None and total.value == 0 and not total.is_hideable for total in totals)


def _code(measure: Measure, row: int, column: str) -> str:
    return measure.codes[column][row] if column in measure.codes else ""


def _stricter(held: Policy | None, name: str) -> Policy | None:
    other = policy(name) if is_protective(name) else None
    return max((each for each in (held, other) if each), key=lambda each: each.most, default=None)


def _level(form: PeopleLayout, key: FigureKey) -> int:
    told = {dimension for dimension, _ in key.categories}
    return sum(dimension not in told for dimension, (_, total) in form.dimensions.items() if total)


def _check_told_apart(measure: Measure, count: CountColumn) -> None:
    keys = [key_of(measure, row, count) for row in range(len(measure.table))]
    if len(set(keys)) < len(keys):
        raise ReportError(
            f"{measure.name} has rows that count the same {count.people}, for all its schema says. "
            'Mark the column that tells them apart as a "dimension".'
        )


def _add_sums(held: Constraints, measure: Measure) -> None:
    form = layout_of(measure)
    for count in form.counts:
        keys = [key_of(measure, row, count) for row in range(len(measure.table))]
        for dimension, (_, total) in form.dimensions.items():
            keys += _add_totals(held, measure, keys, dimension) if total else []
        for row in range(len(measure.table)) if count.total_of else ():
            parts = frozenset(key_of(measure, row, form.counted(name)) for name in count.total_of)
            held.sums[keys[row], parts] = measure.origins[row]


def _add_totals(held: Constraints, measure: Measure, keys: list[FigureKey], dimension: str) -> list[FigureKey]:
    """Note each total over a dimension as the sum of its parts; return the totals that no row shows."""
    parts: dict[FigureKey, list[FigureKey]] = {}
    for key in keys:
        if key.over(dimension) != key:
            parts.setdefault(key.over(dimension), []).append(key)
    for total, of in parts.items():
        held.figure(total)
        held.sums[total, frozenset(of)] = measure.name
    return [total for total in parts if total not in keys]


def _add_shares(held: Constraints, measure: Measure, *, is_known: bool) -> None:
    form = layout_of(measure)
    for count in form.counts:
        for row in range(len(measure.table)) if count.base else ():
            _add_share(
                held, measure, row, ShareColumn(count.column, count.column, count.base, count.unit), is_known=is_known
            )
    for share in form.shares:
        for row in range(len(measure.table)):
            _add_share(held, measure, row, share, is_known=is_known)


def _add_share(held: Constraints, measure: Measure, row: int, share: ShareColumn, *, is_known: bool) -> None:
    """Note what a share says of its part and base, unless both are shown exactly whenever it is: then it says nothing more.

    A share that readers have already tells them what it tells whatever is hidden now.
    """
    part = key_of(measure, row, layout_of(measure).counted(share.part))
    shown, of = shares.scaled(measure, share.column, row, share.unit), base_of(measure, row, part, share.base)
    if shown is None or of is None or of == part:
        return
    _check_share(held, f"{measure.origins[row]}, {share.column}", part, of, shown)
    about = frozenset[FigureKey]() if is_known else frozenset({part, of} if isinstance(of, FigureKey) else {part})
    if not _is_exact(held, of) or (is_known and isinstance(of, FigureKey)):
        held.clues.extend(_clues(part, of, shown, about))
    elif not _is_exact(held, part) or is_known:
        held.between.append(RatioBound(part, *shares.parts(shown, _size(held, of) or 0), about))


def _clues(
    part: FigureKey, of: FigureKey | int, shown: tuple[int, int], about: frozenset[FigureKey]
) -> Iterator[RoundedShare]:
    """What a share rounded half up says: at least half a step below it, and less than half a step above."""
    value, times = shown
    yield _clue([(of, 2 * value - 1), (part, -2 * times)], 0, about)
    yield _clue([(of, -2 * value - 1), (part, 2 * times)], -1, about)


def _clue(terms: list[tuple[FigureKey | int, int]], most: int, about: frozenset[FigureKey]) -> RoundedShare:
    constant = sum(key * times for key, times in terms if isinstance(key, int))
    return RoundedShare(
        tuple((key, times) for key, times in terms if isinstance(key, FigureKey)), most - constant, about
    )


def _size(held: Constraints, of: FigureKey | int | None) -> int | None:
    return held.figure(of).value if isinstance(of, FigureKey) else of


def _is_exact(held: Constraints, of: FigureKey | int) -> bool:
    """Whether a number, where it is shown, is shown exactly."""
    figure = held.figure(of) if isinstance(of, FigureKey) else None
    return figure is None or (
        figure.value is not None and (figure.known or figure.policy is None or figure.policy.round_to == 1)
    )


def _check_share(held: Constraints, place: str, part: FigureKey, of: FigureKey | int, shown: tuple[int, int]) -> None:
    top, base = _size(held, part), _size(held, of)
    if top is not None and base is not None and shares.share(top, base, shown[1]) != shown[0]:
        raise ReportError(f"{place}: not the share of its base, rounded half up. Correct the share or the numbers.")


def _check_sums(held: Constraints) -> None:
    for (total, parts), place in held.sums.items():
        values = [held.figures[part].value for part in parts]
        whole_of = held.figures[total].value
        if whole_of is not None and None not in values and whole_of != sum(value or 0 for value in values):
            raise ReportError(
                f"{place}: {total} is not the sum of its parts. Correct the file, or say nothing of a total."
            )
