"""Formulas of derived numbers: a small arithmetic that knows units and periods.

`a + b`, `a - b`, `a * b`, `a / b`, `total(table.column)`, `count(table, status="published")`, `share(part, whole)` and
`published(measure)`. Subtracting percentages gives percentage points; numbers of different periods are added only where
the note says why.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol

from helpers.errors import ReportError
from helpers.sources.origins import Origin
from helpers.sources.periods import Period
from helpers.statistics import units
from helpers.statistics.derivations import Argument, Derivation, Input, Name, Selection
from helpers.statistics.numbers import Number

DIFFERENT_PERIODS = "Different periods:"
SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
USES = {
    "total": "total(table.column)",
    "count": 'count(table) or count(table, status="published")',
    "published": 'published(measure) or published(measure, period="2023", area="E92000001")',
    "share": "share(part, whole)",
}
NO_FORMULA = '"{}" is not a formula. Write names, + - * / and total, count, share or published.'
TYPED = "A formula names its numbers, and types none. Put the number in facts.csv and use its id."
TOO_LONG = "The formula is too long. Work parts of it out in rows of their own."
TOO_LARGE = '"{}" gives a number too large to be one of the report. Correct the formula or its numbers.'
LARGEST = 1e15  # as in cells: above it a float no longer tells one whole number from the next
SCALES = {"percent": 100.0, "per_1k": 1_000.0, "per_10k": 10_000.0, "per_100k": 100_000.0, "ratio": 1.0, "count": 1.0}


class NumberSource(Protocol):
    """Whatever finds numbers by name."""

    def number(self, name: str) -> Number:
        """Return the number of a name, such as "income.total"."""

    def count(self, name: str, /, **values: str) -> Number:
        """Return how many rows a table has, or how many of them hold the values given for their columns."""

    def total(self, name: str, column: str, /, **values: str) -> Number:
        """Return the sum of a column of a table, or of the rows that hold the values given."""

    def published(self, measure: str, *, period: str = "", area: str = "") -> Number:
        """Return a figure of the published store, of the partnership's area where none is named."""


def work_out(formula: str, numbers: NumberSource, *, unit: str, note: str = "") -> Number:
    """Work a formula out and hold its unit against the one declared.

    Raises ReportError where the formula is not one of the above, units do not agree, or periods differ without a reason.
    """
    try:
        tree = ast.parse(formula, mode="eval").body
        result = _Working(numbers, unit, note, formula).of(tree)
    except SyntaxError as error:
        raise ReportError(NO_FORMULA.format(formula)) from error
    except (RecursionError, MemoryError):
        raise ReportError(TOO_LONG) from None
    units.unit(unit)
    if result.unit != unit:
        raise ReportError(f'"{formula}" gives {result.unit}, but {unit} is declared. Correct the unit or the formula.')
    return result


def named(number: Number, name: str, *, origin: Origin, formula: str) -> Number:
    """Give a number that was worked out its name, its row and its formula; what it was read from, if from anything, is its input."""
    derivation = replace(read(formula), inputs=number.inputs or number.origins)
    return replace(number, name=name, origins=(origin,), derivation=derivation, shown="")


def read(formula: str) -> Derivation:
    """Return what a formula that `work_out` takes says: its functions and the names it takes in, with its own text."""
    tree = _parsed(ast.parse(formula, mode="eval").body)
    return replace(tree if isinstance(tree, Derivation) else Derivation("", (tree,)), formula=formula)


def _parsed(node: ast.expr) -> Argument:
    if isinstance(node, ast.BinOp):
        return Derivation(SIGNS[type(node.op)], (_parsed(node.left), _parsed(node.right)))
    if isinstance(node, ast.Call):
        selected = (Selection(word.arg, _word(word.value)) for word in node.keywords if word.arg)
        return Derivation(_dotted(node.func), (*map(_parsed, node.args), *selected))
    return Name(_dotted(node))


class _Working:
    def __init__(self, numbers: NumberSource, unit: str, note: str, formula: str) -> None:
        self.numbers, self.unit, self.note, self.formula = numbers, unit, note, formula

    def of(self, node: ast.expr) -> Number:
        """Work one part of the formula out."""
        if isinstance(node, ast.BinOp):
            return self._sum_of(node)
        if isinstance(node, ast.Call):
            return self._called(node)
        return self.numbers.number(_dotted(node))

    def _sum_of(self, node: ast.BinOp) -> Number:
        left, right = self.of(node.left), self.of(node.right)
        if isinstance(node.op, ast.Add | ast.Sub):
            return self._added(left, right, node.op)
        if isinstance(node.op, ast.Div):
            return self._divided(left, right)
        if isinstance(node.op, ast.Mult):
            return self._result(
                left,
                right,
                _figure(left) * _figure(right),
                left.unit if right.unit in ("count", "ratio", "months") else right.unit,
            )
        raise ReportError("A formula has only + - * and /. Write it with those.")

    def _added(self, left: Number, right: Number, sign: ast.operator) -> Number:
        subtract = isinstance(sign, ast.Sub)
        if left.unit != right.unit:
            raise ReportError(
                f"{_label(left)} is in {left.unit} and {_label(right)} in {right.unit}. Only like can be added to like."
            )
        self._check_periods(left, right)
        if isinstance(left.value, date) and isinstance(right.value, date) and subtract:
            return self._result(left, right, float((left.value - right.value).days), "days")
        value = (operator.sub if subtract else operator.add)(_figure(left), _figure(right))
        return self._result(left, right, value, units.unit(left.unit).of_difference if subtract else left.unit)

    def _divided(self, left: Number, right: Number) -> Number:
        if _figure(right) == 0:
            raise ReportError(
                f"{_label(right)} is 0, and nothing can be divided by it. Correct it or leave the number out."
            )
        self._check_periods(left, right)
        if left.unit != right.unit:
            return self._result(left, right, _figure(left) / _figure(right), left.unit)
        scale = SCALES.get(self.unit)
        if scale is None:
            raise ReportError(
                f"A quotient of two numbers in {left.unit} cannot be in {self.unit}. Declare percent, ratio or a rate."
            )
        return self._result(left, right, scale * _figure(left) / _figure(right), self.unit)

    def _check_periods(self, left: Number, right: Number) -> None:
        differ = left.period and right.period and left.period != right.period
        if differ and not self.note.startswith(DIFFERENT_PERIODS):
            raise ReportError(
                f'{_label(left)} is of "{left.period}" and {_label(right)} of "{right.period}". '
                f'Take figures of one period, or begin the note with "{DIFFERENT_PERIODS}" and give the reason.'
            )

    def _result(self, left: Number, right: Number, value: float, unit: str) -> Number:
        if not abs(value) < LARGEST:
            raise ReportError(TOO_LARGE.format(self.formula))
        inputs = tuple(dict.fromkeys((*_inputs(left), *_inputs(right))))
        return Number(
            name="",
            value=value,
            unit=unit,
            period=Period.all_of((left.period, right.period)),
            source=", ".join(dict.fromkeys(s for s in (left.source, right.source) if s)),
            derivation=replace(read(self.formula), inputs=inputs),
        )

    def _called(self, node: ast.Call) -> Number:
        name = _dotted(node.func)
        if name not in USES:
            raise ReportError(f'"{name}" is not something a formula can do. It can total, count, share and published.')
        selected = {word.arg: _word(word.value) for word in node.keywords if word.arg}
        if not _is_of_use(name, node, selected):
            raise ReportError(f'"{ast.unparse(node)}" is not how {name} is written. Write {USES[name]}.')
        does: dict[str, Callable[[], Number]] = {
            "total": lambda: self.numbers.total(*_dotted(node.args[0]).rsplit(".", 1), **selected),
            "count": lambda: self.numbers.count(_dotted(node.args[0]), **selected),
            "published": lambda: self.numbers.published(_dotted(node.args[0]), **selected),
            "share": lambda: self._divided(self.of(node.args[0]), self.of(node.args[1])),
        }
        return does[name]()


def _is_of_use(name: str, call: ast.Call, selected: Mapping[str, str]) -> bool:
    """Whether a function has as many arguments as it takes, each keyword once, and only those that it knows."""
    if len(selected) != len(call.keywords) or len(call.args) != (2 if name == "share" else 1):
        return False
    if name == "total" and "." not in _dotted(call.args[0]):
        return False
    return name in ("total", "count") or selected.keys() <= ({"period", "area"} if name == "published" else set())


def _label(number: Number) -> str:
    return number.name or "a part of the formula"


def _inputs(number: Number) -> tuple[Input, ...]:
    """The numbers that a number was worked out from, or its name where it was read or counted."""
    return tuple(part for part in number.inputs if not isinstance(part, Origin)) or (number.name,)


def _figure(number: Number) -> float:
    if not isinstance(number.value, (int, float)):
        raise ReportError(f"{_label(number)} is no number to reckon with. Take it out of the formula.")
    return float(number.value)


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    raise ReportError(TYPED if isinstance(node, ast.Constant) else NO_FORMULA.format(ast.unparse(node)))


def _word(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise ReportError('What a formula asks for is written in quotation marks, such as status="published".')
