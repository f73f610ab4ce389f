"""Constraints from shares: a printed percentage or rate bounds the number of people that it is a share of."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.errors import ReportError
from helpers.statistics.disclosure import shares
from helpers.statistics.disclosure.constraints import Constraints, FigureKey, RatioBound, RoundedShare
from helpers.statistics.disclosure.figure_keys import base_of, key_of, layout_of
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.disclosure.people_layout import ShareColumn


def add_shares(constraints: Constraints, measure: Measure, *, is_public: bool) -> None:
    """Add what each share of a table says; raises ReportError for one that is not the share of its base."""
    form = layout_of(measure)
    for count in form.counts:
        for row in range(len(measure.table)) if count.base else ():
            _add_share(
                constraints,
                measure,
                row,
                ShareColumn(count.column, count.column, count.base, count.unit),
                is_public=is_public,
            )
    for share in form.shares:
        for row in range(len(measure.table)):
            _add_share(constraints, measure, row, share, is_public=is_public)


def _add_share(constraints: Constraints, measure: Measure, row: int, share: ShareColumn, *, is_public: bool) -> None:
    """Add what a share says of its part and base, unless both are shown exactly whenever it is: then it adds nothing.

    A share that is public already keeps what it says, whatever is hidden now: its `about` is empty.
    """
    part = key_of(measure, row, layout_of(measure).counted(share.part))
    scaled, of = shares.scaled(measure, share.column, row, share.unit), base_of(measure, row, part, share.base)
    if scaled is None or of is None or of == part:
        return
    _check_share(constraints, f"{measure.origins[row]}, {share.column}", part, of, scaled)
    about = frozenset[FigureKey]() if is_public else frozenset({part, of} if isinstance(of, FigureKey) else {part})
    if not _is_exact(constraints, of) or (is_public and isinstance(of, FigureKey)):
        constraints.clues.extend(_clues(part, of, scaled, about))
    elif not _is_exact(constraints, part) or is_public:
        constraints.between.append(RatioBound(part, *shares.parts(scaled, size_of(constraints, of) or 0), about))


def _clues(
    part: FigureKey, of: FigureKey | int, scaled: tuple[int, int], about: frozenset[FigureKey]
) -> Iterator[RoundedShare]:
    """Yield the two inequalities of a share rounded half up: from half a step below it to less than half a step above."""
    value, times = scaled
    yield _clue([(of, 2 * value - 1), (part, -2 * times)], 0, about)
    yield _clue([(of, -2 * value - 1), (part, 2 * times)], -1, about)


def _clue(terms: list[tuple[FigureKey | int, int]], most: int, about: frozenset[FigureKey]) -> RoundedShare:
    constant = sum(key * times for key, times in terms if isinstance(key, int))
    return RoundedShare(
        tuple((key, times) for key, times in terms if isinstance(key, FigureKey)), most - constant, about
    )


def size_of(constraints: Constraints, of: FigureKey | int | None) -> int | None:
    """Return how many a share is of; None where no table says it."""
    return constraints.figure(of).value if isinstance(of, FigureKey) else of


def _is_exact(constraints: Constraints, of: FigureKey | int) -> bool:
    """Whether a number, where it is shown, is shown exactly."""
    figure = constraints.figure(of) if isinstance(of, FigureKey) else None
    if figure is not None and figure.is_unprinted and not figure.is_public:
        return False
    return figure is None or (
        figure.value is not None and (figure.is_public or figure.policy is None or figure.policy.round_to == 1)
    )


def _check_share(
    constraints: Constraints, place: str, part: FigureKey, of: FigureKey | int, scaled: tuple[int, int]
) -> None:
    top, base = size_of(constraints, part), size_of(constraints, of)
    if top is not None and base is not None and shares.share(top, base, scaled[1]) != scaled[0]:
        raise ReportError(f"{place}: not the share of its base, rounded half up. Correct the share or the numbers.")
