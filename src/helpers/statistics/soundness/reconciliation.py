"""Reconcile figures: each rule is checked before anything is built, and a breach names both figures and the difference.

A breach that is accepted is accepted as it stands: the rule names the difference, or the rows, and the reason. When the
figures move, the acceptance no longer fits and the rule bites again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from helpers.errors import Fault, ReportError, UnknownName
from helpers.sources.origins import Origin, PublishedOrigin
from helpers.sources.typed_numbers import typed_numbers_in
from helpers.sources.year_folder import YearFolder
from helpers.statistics import formulas, units
from helpers.statistics.derivations import INPUTS, Derivation, Input
from helpers.statistics.named_numbers import NamedNumbers
from helpers.statistics.numbers import Number
from helpers.statistics.soundness import number_files, ranks, registers
from helpers.statistics.soundness.registers import RegisterSentence
from helpers.statistics.soundness.rules import NAME, Breach, Rule, rules
from helpers.statistics.table_numbers import cell, open_table

EXACT = 9
RESTORE = "Restore the file or row that it is from, or delete this rule."
ONE_HUNDRED_PERCENT = Number("a whole", 100.0, "percent", derivation=Derivation("constant", (100,)))


@dataclass(frozen=True)
class RuleResult:
    """One rule and what it is checked on, which is read only where its breaches are asked for."""

    rule: Rule
    trial: _Trial

    @cached_property
    def breaches(self) -> tuple[Breach, ...]:
        """What breaks the rule, accepted or not; raises ReportError for a rule that cannot be checked."""
        return tuple(self.trial.breaches(self.rule))

    @cached_property
    def accepted(self) -> tuple[Breach, ...]:
        """The breaches that the rule accepts, each with the rule's reason; a rule that accepts none is not checked for it."""
        return (
            tuple(breach for breach in self.breaches if breach.key in self.rule.accepted) if self.rule.accepted else ()
        )

    @property
    def refused(self) -> tuple[Breach, ...]:
        """The breaches that the rule does not accept; each is a fault."""
        return tuple(breach for breach in self.breaches if breach not in self.accepted)

    @property
    def stale(self) -> tuple[str, ...]:
        """The keys that the rule accepts but that break it no longer."""
        return tuple(key for key in self.rule.accepted if key not in {breach.key for breach in self.breaches})


def results(names: NamedNumbers) -> list[RuleResult]:
    """Return every rule with its result on a year's numbers."""
    tried = _Trial(names)
    return [RuleResult(rule, tried) for rule in rules(names.folder)]


def faults(names: NamedNumbers) -> list[Fault]:
    """Return a fault for each breach not accepted, each acceptance that no longer fits, and each rule that cannot be checked."""
    folder = names.folder
    of_rules = [fault for result in results(names) for fault in _of_rule(result)]
    return [*of_rules, *ranks.unruled(folder, rules(folder)), *_of_unlike_periods(folder)]


def breaches_elsewhere(names: NamedNumbers, faulty: Collection[str]) -> list[Fault]:
    """Return a fault for each two figures that do not agree and rest on no `faulty` file; what is wrong there may be why others do not.

    None are returned where a file cannot be read as a table at all.
    """
    try:
        tried = results(names)
    except ReportError:
        return []
    return [
        Fault(result.rule.file, result.rule.line, result.rule.id, breach.message)
        for result in tried
        for breach in _worked_out(result)
        if breach.left and breach.right and not _rests_on(faulty, result.rule, breach.left, breach.right, names=names)
    ]


def _worked_out(result: RuleResult) -> tuple[Breach, ...]:
    """What a rule refuses; nothing where it cannot be checked, as for a number that stands in a faulty file."""
    try:
        return result.refused
    except ReportError:
        return ()


def _rests_on(faulty: Collection[str], rule: Rule, *sides: Number, names: NamedNumbers) -> bool:
    return not {rule.file}.union(*(number_files.files(side, names) for side in sides)).isdisjoint(faulty)


def _of_rule(result: RuleResult) -> Iterator[Fault]:
    rule = result.rule
    try:
        refused = result.refused
    except ReportError as error:
        cure = f" {RESTORE}" if isinstance(error, UnknownName) else ""
        yield Fault(rule.file, rule.line, rule.id, f"{error}{cure}")
        return
    for breach in refused:
        yield Fault(rule.file, rule.line, rule.id, breach.message)
    for key in result.stale:
        yield Fault(
            rule.file, rule.line, "accepted", f'"{key}" is accepted, but does not break {rule.id}. Take it out.'
        )
    yield from _of_reason(rule)


def _of_reason(rule: Rule) -> Iterator[Fault]:
    if bool(rule.accepted) != bool(rule.because):
        yield Fault(
            rule.file, rule.line, "accepted_because", "what is accepted and why go together. Give both, or neither."
        )
    for slip in typed_numbers_in(rule.because):
        yield Fault(rule.file, rule.line, "accepted_because", slip.message)


def _of_unlike_periods(folder: YearFolder) -> Iterator[Fault]:
    """Find numbers typed into the reasons for setting unlike periods side by side, which About this report prints."""
    for table in folder.tables_named("derived"):
        for line, note in zip(table.lines, table.frame["note"], strict=True):
            if note.startswith(formulas.DIFFERENT_PERIODS):
                yield from (Fault(table.file, line, "note", slip.message) for slip in typed_numbers_in(note))


class _Trial:
    """A folder's numbers by name and its sentences with their numbers bound, which all of its rules are checked on."""

    def __init__(self, names: NamedNumbers) -> None:
        self.folder, self.names = names.folder, names

    @cached_property
    def bound(self) -> list[RegisterSentence]:
        """All prose of the year; bound once, since several rules read it."""
        return registers.sentences(self.names)

    def breaches(self, rule: Rule) -> Iterator[Breach]:
        """Yield what breaks one rule."""
        tries: dict[str, Callable[[Rule], Iterator[Breach]]] = {
            "at_most": self._at_most,
            "local_against_published": self._against_published,
            "year_on_year": self._year_on_year,
            "within_period": lambda rule: self._dated(rule, self.folder.start),
            "by_year_end": lambda rule: self._dated(rule, date.min),
            "rank_places": lambda rule: ranks.breaches(rule, self.names, self.bound),
            "register": lambda rule: registers.uncounted(rule, self.names, self.bound),
            "status": lambda rule: registers.contradicted(rule, self.folder, self.bound),
        }
        return tries.get(rule.kind, self._agree)(rule)

    def _agree(self, rule: Rule) -> Iterator[Breach]:
        left = self._side(rule.left, rule)
        right = self._side(rule.right, rule) if rule.right or rule.kind != "parts_of_whole" else ONE_HUNDRED_PERCENT
        return _apart(rule, left, right)

    def _at_most(self, rule: Rule) -> Iterator[Breach]:
        left, right = self._side(rule.left, rule), self._side(rule.right, rule)
        return _apart(rule, left, right) if _value(left) > _value(right) else iter(())

    def _against_published(self, rule: Rule) -> Iterator[Breach]:
        left, right = self._side(rule.left, rule), self._side(rule.right, rule)
        if not _is_published(right):
            raise ReportError(f"{rule.right} is not a published figure. Name one, as in published(population_0_17).")
        return _apart(rule, left, right)

    def _year_on_year(self, rule: Rule) -> Iterator[Breach]:
        last = self.folder.year_before
        if last is None:
            return iter(())
        return _apart(
            rule, self._side(rule.left, rule), _Trial(NamedNumbers(last))._side(rule.right or rule.left, rule)
        )

    def _dated(self, rule: Rule, first: date) -> Iterator[Breach]:
        for key, number in self._dates(rule.left):
            if not isinstance(number.value, date):
                raise ReportError(f"{number.name} is not a date. Name a date, or a table's column of dates.")
            if not first <= number.value <= self.folder.end:
                yield _out_of_year(key, number, number.value, first, self.folder)

    def _dates(self, name: str) -> Iterator[tuple[str, Number]]:
        """Go through the dates of a table's column, blank ones left out, or the one date of that name."""
        root, _, column = name.partition(".")
        if root not in self.names.tables() or column not in self.folder.table(root).frame:
            yield name, self.names.number(name)
            return
        table = open_table(self.folder.table(root))
        cells = ((str(key), cell(table, place, column)) for place, key in enumerate(table.frame["id"]))
        yield from ((key, number) for key, number in cells if number.value is not None)

    def _side(self, formula: str, rule: Rule) -> Number:
        if all(NAME.fullmatch(part) for part in formula.split(".")):
            return self.names.number(formula)
        return formulas.work_out(formula, self.names, unit=rule.unit or "count", note=rule.note)


def _apart(rule: Rule, left: Number, right: Number) -> Iterator[Breach]:
    if isinstance(left.value, date) and isinstance(right.value, date):
        yield from _days_apart(rule, left, right, abs((left.value - right.value).days))
    elif left.unit != right.unit:
        yield Breach(
            f"{left.unit} for {right.unit}",
            f"{_called(left, rule.left)} is in {_unit(left)} and {_called(right, rule.right)} in {_unit(right)}. Correct the unit.",
            left,
            right,
        )
    elif _distance(left, right) > _allowed(rule, right):
        yield _figures_apart(rule, left, right)


def _days_apart(rule: Rule, left: Number, right: Number, days: int) -> Iterator[Breach]:
    if days > float(rule.tolerance or 0):
        yield _breach(rule, left, right, _difference(rule, left, right, float(days), "days"))


def _figures_apart(rule: Rule, left: Number, right: Number) -> Breach:
    return _breach(
        rule, left, right, _difference(rule, left, right, _distance(left, right), units.unit(left.unit).of_difference)
    )


def _breach(rule: Rule, left: Number, right: Number, apart: Number) -> Breach:
    message = (
        f"{_called(left, rule.left)} is {left.shown} and {_called(right, rule.right)} is {right.shown}: {apart.shown} apart, where {rule.allowed} is allowed. "
        f"Correct the wrong one, or accept {_key(apart)} with the reason."
    )
    return Breach(_key(apart), message, left, right, apart)


def _difference(rule: Rule, left: Number, right: Number, value: float, unit: str) -> Number:
    sides = (_derived(left, rule.left), _derived(right, rule.right))
    return Number(f"{left.name} against {right.name}", value, unit, derivation=Derivation("apart", (INPUTS,), sides))


def _derived(side: Number, formula: str) -> Input:
    """What a side is as an input: the cell it was read from, how it was worked out, or what the rule calls it."""
    return side.address if side.origins and side.derivation is None else side.derivation or formula


def _is_published(number: Number) -> bool:
    """Whether a number is a published figure, or worked out with one."""
    is_read = any(isinstance(origin, PublishedOrigin) for origin in number.origins)
    return is_read or (number.derivation is not None and "published" in number.derivation.functions())


def _key(apart: Number) -> str:
    value = _value(apart)
    return f"{value:g}" if value < 1e6 else f"{value:.0f}"


def _distance(left: Number, right: Number) -> float:
    return round(abs(_value(left) - _value(right)), EXACT)


def _allowed(rule: Rule, right: Number) -> float:
    if rule.tolerance.endswith("%"):
        return abs(_value(right)) * float(rule.tolerance.removesuffix("%")) / 100
    return float(rule.tolerance or 0)


def _value(number: Number) -> float:
    if not isinstance(number.value, (int, float)):
        raise ReportError(f"{number.name} has no value to hold against another. Supply it, or take the rule out.")
    return float(number.value)


def _called(number: Number, formula: str) -> str:
    return number.name or formula


def _unit(number: Number) -> str:
    return number.unit.replace("_", " ")


def _out_of_year(key: str, number: Number, value: date, first: date, folder: YearFolder) -> Breach:
    late = value > folder.end
    side, bound = ("after the year's end", folder.end) if late else ("before the year's start", first)
    message = f"{number.name} is {number.shown}, which is {side}, {units.written_date(bound)}. Correct it, leave it out, or accept its id with the reason."
    return Breach(key, message, number, _bound(folder, "end" if late else "start", bound))


def _bound(folder: YearFolder, end: str, day: date) -> Number:
    """The first or the last day of the year, as the partnership's settings have it."""
    return Number(
        f"year.{end}", day, "date", origins=(Origin(f"{folder.named(folder.path)}/report.toml", "year", end),)
    )
