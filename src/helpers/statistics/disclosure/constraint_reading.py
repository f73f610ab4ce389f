"""Read the constraints that tables of people put on one another: what each number counts, and its sums and shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import inf

from helpers.errors import ReportError
from helpers.sources.folding import folded
from helpers.sources.withheld_numbers import NOT_APPLICABLE
from helpers.statistics.disclosure import shares
from helpers.statistics.disclosure.constraints import Constraints, FigureKey, PeopleFigure
from helpers.statistics.disclosure.figure_keys import base_of, key_of, layout_of, rests_on, whole_number
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.disclosure.nested_groups import bands, groups_within, is_of_band
from helpers.statistics.disclosure.parts import add_parts, beside, counterparts, pairs_of
from helpers.statistics.disclosure.parts_over_time import check_parts_over_time
from helpers.statistics.disclosure.people_layout import CountColumn, PeopleLayout
from helpers.statistics.disclosure.policies import CODE, Policy, is_protective, policy
from helpers.statistics.disclosure.rings import add_rings
from helpers.statistics.disclosure.share_constraints import add_shares, size_of
from helpers.statistics.disclosure.unknown_numbers import settle_unprinted
from helpers.statistics.disclosure.wholes import (
    add_declared,
    add_groups,
    add_left_beside,
    check_sums,
    undeclared,
)

TOTAL = re.compile(
    r"(?:grand |sub-?)?totals?\b.*|(?:all|both|every|overall|altogether|together|everyone|sum)(?: \w+)?", re.IGNORECASE
)


def read_constraints(measures: Sequence[Measure], already_public: Sequence[Measure] = ()) -> Constraints:
    """Return the constraints of tables to be published and of those public already (released, or in last year's report).

    Raises ReportError where totals are not the sums of their parts, tables contradict each other, or a number is not whole.
    """
    constraints = Constraints()
    tables = [
        *((measure, True) for measure in already_public),
        *((measure, not is_protective(measure.policy)) for measure in measures),
    ]
    for measure, is_public in tables:
        _check_totals_are_declared(measure)
        _add_figures(
            constraints, measure, [count for count in layout_of(measure).counts if not count.base], is_public=is_public
        )
    for measure, is_public in tables:
        _add_figures(
            constraints, measure, [count for count in layout_of(measure).counts if count.base], is_public=is_public
        )
    check_parts_over_time([measure for measure, _ in tables])
    _add_wholes(constraints, [measure for measure, _ in tables])
    for figure in constraints.figures.values():
        figure.is_small |= _is_small(figure)
    for measure, is_public in tables:
        add_shares(constraints, measure, is_public=is_public)
        constraints.cells.extend(() if is_public else _cells(measure))
    check_sums(constraints)
    return constraints


def _add_wholes(constraints: Constraints, measures: Sequence[Measure]) -> None:
    """Add which numbers are sums of which, in whatever tables they stand, and who is in a whole and not in its part."""
    for measure in measures:
        add_declared(constraints, measure)
    pairs = pairs_of(measures)
    groups = [group for measure in measures for group in undeclared(measure)]
    groups += (*groups_within(measures), *bands(constraints, pairs))
    is_beside = beside(constraints, pairs, groups)
    add_groups(constraints, groups, lambda key: is_beside(key) or is_of_band(key))
    groups += (of_bands := bands(constraints, pairs))
    add_groups(constraints, of_bands, beside(constraints, pairs, groups))
    add_left_beside(constraints, groups, lambda key: counterparts(key, pairs))
    add_parts(constraints, measures)
    add_rings(constraints, measures)
    settle_unprinted(constraints)


def _cells(measure: Measure) -> Iterator[frozenset[FigureKey]]:
    """Yield the numbers that each printed cell of a table rests on."""
    form, rows = layout_of(measure), range(len(measure.table))
    shares = [(count, count.base) for count in form.counts]
    shares += [(form.counted(share.part), share.base) for share in form.shares]
    for (count, base), row in product(shares, rows):
        key = key_of(measure, row, count)
        yield rests_on(key, base_of(measure, row, key, base) if base else None)
    for difference, row in product(form.differences, rows):
        yield frozenset(key_of(measure, row, form.counted(name)) for name in (difference.later, difference.earlier))


def _add_figures(
    constraints: Constraints, measure: Measure, columns: Sequence[CountColumn], *, is_public: bool
) -> None:
    for count in columns:
        _check_rows_differ(measure, count)
        for row in range(len(measure.table)):
            add = _add_share_alone if count.base else _add_number
            add(constraints, measure, row, count, is_public=is_public)


def _add_number(constraints: Constraints, measure: Measure, row: int, count: CountColumn, *, is_public: bool) -> None:
    value, figure = (
        _number_in(measure, row, count.column),
        _place(constraints, measure, row, count, is_public=is_public),
    )
    values = [number for number in (value, figure.value) if number is not None]
    if len(set(values)) > 1 or any(number > figure.most for number in values):
        raise ReportError(
            f"{measure.origins[row]}, {count.column}: another table gives {figure.key} differently. Correct one of them."
        )
    figure.value = figure.value if value is None else value
    figure.is_public |= is_public and value is not None


def _number_in(measure: Measure, row: int, column: str) -> int | None:
    """The number in a cell, nought where its supplier says that there can be none; None where it is blank or withheld."""
    return 0 if _code(measure, row, column) == NOT_APPLICABLE else whole_number(measure, row, column)


def _add_share_alone(
    constraints: Constraints, measure: Measure, row: int, count: CountColumn, *, is_public: bool
) -> None:
    """Add a number that is shown as a share; where no table shows the count, it is small if the share can be of few people."""
    figure = _place(constraints, measure, row, count, is_public=is_public)
    figure.is_share = True
    scaled, base = shares.scaled(measure, count.column, row, count.unit), base_of(measure, row, figure.key, count.base)
    if figure.value is not None or scaled is None or figure.key == base or _is_of_nobody(constraints, figure.key):
        return
    figure.is_public |= is_public
    figure.is_small |= not is_public and _may_be_of_few(
        figure, scaled, size_of(constraints, base), f"{measure.origins[row]}, {count.column}"
    )


def _place(
    constraints: Constraints, measure: Measure, row: int, count: CountColumn, *, is_public: bool
) -> PeopleFigure:
    """Return the number that a cell shows, updated with the policy and the totals of the cell's table."""
    key = key_of(measure, row, count)
    figure = constraints.figure(key)
    figure.is_withheld |= _code(measure, row, count.column) == CODE
    figure.most = min(figure.most, measure.most[count.column][row] if count.column in measure.most else inf)
    figure.policy = _stricter(figure.policy, measure.policy)
    figure.level = max(figure.level, _level(layout_of(measure), key) + bool(count.total_of))
    return figure


def _is_small(figure: PeopleFigure) -> bool:
    if figure.is_public or figure.policy is None or figure.value is None:
        return False
    return figure.policy.hides(figure.value)


def _may_be_of_few(figure: PeopleFigure, scaled: tuple[int, int], base: int | None, place: str) -> bool:
    if base is None:
        raise ReportError(f"{place}: a share of how many is not said, so it may be of few. Supply the number.")
    low, high = shares.parts(scaled, base)
    return figure.policy is not None and low <= figure.policy.most and high >= figure.policy.least


def _is_of_nobody(constraints: Constraints, key: FigureKey) -> bool:
    """Whether a total that a number is part of is shown to be nought, so that every reader knows the number is nought."""
    wider = (combinations(key.categories, many) for many in range(len(key.categories)))
    totals = (constraints.figures.get(FigureKey(key.people, key.period, subset)) for keys in wider for subset in keys)
    return any(total is not None and total.value == 0 and not total.is_hideable for total in totals)


def _code(measure: Measure, row: int, column: str) -> str:
    return measure.codes[column][row] if column in measure.codes else ""


def _stricter(policy_so_far: Policy | None, name: str) -> Policy | None:
    table_policy = policy(name) if is_protective(name) else None
    policies = [candidate for candidate in (policy_so_far, table_policy) if candidate]
    return max(policies, key=lambda candidate: candidate.most, default=None)


def _level(form: PeopleLayout, key: FigureKey) -> int:
    named = {dimension for dimension, _ in key.categories}
    return sum(folded(dimension) not in named for dimension, (_, total) in form.dimensions.items() if total)


def _check_rows_differ(measure: Measure, count: CountColumn) -> None:
    keys = [key_of(measure, row, count) for row in range(len(measure.table))]
    if len(set(keys)) < len(keys):
        raise ReportError(
            f"{measure.name} has rows that count the same {count.people}, for all its schema says. "
            'Mark the column that tells them apart as a "dimension".'
        )


def _check_totals_are_declared(measure: Measure) -> None:
    """Refuse a row that reads as a total and is not declared one: a hidden number beside it could be worked out."""
    for column, total in layout_of(measure).dimensions.values():
        for row, word in enumerate(measure.cells[column]):
            if not total and TOTAL.fullmatch(str(word).strip()):
                raise ReportError(
                    f'{measure.origins[row]}, {column}: "{word}" reads as the total of other rows. Name it in the schema as the '
                    '"total" of its dimension, take the row out, or word it otherwise.'
                )
