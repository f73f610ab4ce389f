"""What two editions of a report tell together: one that was released, and another that prints the same people otherwise.

A release hid some numbers and showed others. A later edition may hide others, since a number was corrected, a table was added or the
program chose otherwise. A reader who has both takes what either shows, and that what neither says has changed is as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from helpers.statistics.disclosure.attacker import Attacker, Disclosure, SuppressionProblem, disclosures
from helpers.statistics.disclosure.constraint_reading import read_constraints
from helpers.statistics.disclosure.constraints import Constraints, FigureKey
from helpers.statistics.disclosure.figure_keys import key_of, layout_of, whole_number
from helpers.statistics.disclosure.measure import Measure
from helpers.statistics.disclosure.policies import CODE, policy
from helpers.statistics.disclosure.suppress import keys_of_cells, suppression_problem

EDITION = "{}, as {} has them"
UNCHANGED = "what an earlier edition has too"
PrintedNumbers = Mapping[str, tuple[float | None, str]]


@dataclass(frozen=True)
class EarlierTable:
    """A table as an earlier edition printed it, of people told apart by its name, and the table as it is now."""

    printed: Measure
    now: Measure


def earlier_table(now: Measure, numbers: PrintedNumbers, edition: str) -> EarlierTable | None:
    """Return a table as an edition printed it, from the numbers and codes of its ledger by name; None where it printed none of it."""
    form = layout_of(now)
    columns = {count.column for count in form.counts} | {share.column for share in form.shares}
    places = {
        column: [f"{now.name}.{now.row_key(row)}.{column}" for row in range(len(now.table))] for column in columns
    }
    if not any(name in numbers for names in places.values() for name in names):
        return None
    table = now.table.copy()
    for column, names in places.items():
        table[column] = [
            float("nan") if (value := numbers.get(name, (None, ""))[0]) is None else value for name in names
        ]
    codes = {
        column: tuple(CODE if numbers.get(name, (None, ""))[1] == CODE else "" for name in names)
        for column, names in places.items()
    }
    counts = tuple(replace(count, people=EDITION.format(count.people, edition)) for count in form.counts)
    layout = replace(form, counts=counts, parts=())
    return EarlierTable(replace(now, table=table, codes=codes, most={}, layout=layout), now)


def told_together(
    measures: Sequence[Measure],
    published: Sequence[Measure],
    earlier: Sequence[EarlierTable],
    *,
    already_public: Sequence[Measure] = (),
    before: Sequence[Measure] = (),
) -> list[str]:
    """Return the small numbers of which a reader of `published` and of earlier editions can exclude a value that neither excludes alone.

    `measures` are the tables of `published` before suppression, `before` those of the last year among `already_public`.
    """
    small = {key for measure in (*measures, *before) for key in _small(measure)}
    blank = {key for measure in published for key in keys_of_cells(measure, hidden=True)}
    constraints = read_constraints(measures, [*already_public, *(table.printed for table in earlier)])
    apart = {disclosure.name: disclosure.excluded for disclosure in _excluded(constraints, small, blank)}
    linked = _excluded(_linked(constraints, earlier, small, blank), small, blank)
    return sorted(
        disclosure.name for disclosure in linked if set(disclosure.excluded) - set(apart.get(disclosure.name, ()))
    )


def _linked(
    constraints: Constraints, earlier: Sequence[EarlierTable], small: set[FigureKey], blank: set[FigureKey]
) -> Constraints:
    """The constraints with each number that editions do not show to have changed as one and the same.

    Where that leaves a small number no value, something hidden has changed as well, and readers know no more of it than so.
    """
    shown = [link for table in earlier for link in _links(constraints, table, is_hidden=False)]
    hidden = [link for table in earlier for link in _links(constraints, table, is_hidden=True)]
    all_alike, shown_alike = (
        replace(constraints, sums=constraints.sums | {(now, frozenset({then})): UNCHANGED for now, then in links})
        for links in ([*shown, *hidden], shown)
    )
    return all_alike if _leaves_values(all_alike, small, blank) else shown_alike


def _leaves_values(constraints: Constraints, small: set[FigureKey], blank: set[FigureKey]) -> bool:
    """Whether each small number can have some value at least."""
    problem = _problem(constraints, small)
    reader = Attacker(problem, _unknown(constraints, blank), sharp=False)
    return all(any(reader.can_be(place, value) for value in values) for place, values in problem.targets.items())


def _links(constraints: Constraints, table: EarlierTable, *, is_hidden: bool) -> Iterator[tuple[FigureKey, FigureKey]]:
    for then, now in zip(layout_of(table.printed).counts, layout_of(table.now).counts, strict=True):
        for row in range(len(table.now.table)):
            keys = key_of(table.now, row, now), key_of(table.printed, row, then)
            if all(key in constraints.figures for key in keys):
                value, number = constraints.figures[keys[1]].value, constraints.figures[keys[0]].value
                if value is None if is_hidden else value is not None and value == number:
                    yield keys


def _excluded(constraints: Constraints, small: set[FigureKey], blank: set[FigureKey]) -> set[Disclosure]:
    return set(disclosures(_problem(constraints, small), _unknown(constraints, blank)))


def _problem(constraints: Constraints, small: set[FigureKey]) -> SuppressionProblem:
    """The constraints as arrays, with the small numbers as what must keep each value of its policy."""
    figures = list(constraints.figures.values())
    targets = {place: f.policy.values for place, f in enumerate(figures) if f.policy and f.key in small}
    return replace(suppression_problem(constraints), targets=targets)


def _small(measure: Measure) -> Iterator[FigureKey]:
    """The numbers of a table that its policy hides for being small."""
    for count in (count for count in layout_of(measure).counts if not count.base):
        for row in range(len(measure.table)):
            value = whole_number(measure, row, count.column)
            if value is not None and policy(measure.policy).hides(value):
                yield key_of(measure, row, count)


def _unknown(constraints: Constraints, blank: set[FigureKey]) -> frozenset[int]:
    """The places of what is hidden, withheld or worked out."""
    return frozenset(
        place
        for place, (key, figure) in enumerate(constraints.figures.items())
        if key in blank or figure.is_withheld or figure.value is None or (figure.is_unprinted and not figure.is_public)
    )
