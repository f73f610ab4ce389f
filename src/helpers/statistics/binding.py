"""Bound prose: Markdown with `{{ names }}` for numbers, put in strictly.

A name that nothing bears, a number typed inside the braces, or anything else that cannot be followed to a row is refused
with its file and line.
"""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import missing

from helpers.errors import Fault, FaultError, ReportError, UnknownName, nearest
from helpers.sources.year_folder import ProseSection
from helpers.statistics import units
from helpers.statistics.named_numbers import NamedNumbers
from helpers.statistics.numbers import Number, Text, joined, mark
from helpers.statistics.placeholders import PlaceholderError, Placeholders
from helpers.statistics.table_numbers import RowError

TEMPLATE = "<template>"
TOO_DEEP = "what stands between the braces is nested too deep. Write {{ name }}."
NO_NUMBER = "{} is no number, so this filter does nothing with it. Take the filter out."
NO_ROWS = "{} has no rows to go through. Name a table."
MOST_DECIMALS = 3


def bind(prose: ProseSection, names: NamedNumbers) -> Text:
    """Put the numbers into a section's Markdown, once for all who ask.

    Raises FaultError with the section's file and line, or RowError where the fault is of a row whose number it takes.
    """
    if prose not in names.bound:
        names.bound[prose] = bound(prose.markdown, names, file=prose.file)
    return names.bound[prose]


def bound(markdown: str, names: NamedNumbers, *, file: str) -> Text:
    """Put numbers into written Markdown: the words with a mark for each number, and the numbers in order."""
    numbers: list[Number] = []
    try:
        environment, functions = _environment(numbers, names), _functions(names)
        template = environment.parse(markdown)
        Placeholders(FILTERS, functions).refuse(template)
        words = environment.from_string(_through_rows(template)).render(functions)
    except RowError:  # of a number that the text takes in, whose row says it
        raise
    except TemplateSyntaxError as error:
        message = f"{str(error.message).rstrip('.')}. Mend what stands between the braces."
        raise FaultError(Fault(file, error.lineno, "", message)) from error
    except PlaceholderError as error:
        raise FaultError(Fault(file, error.line, "", str(error))) from error
    except RecursionError:
        raise FaultError(Fault(file, 1, "", TOO_DEEP)) from None
    except (ReportError, TemplateError) as error:
        raise FaultError(Fault(file, _line(error), "", str(error))) from error
    return Text(words, tuple(numbers))


class NameBranch:
    """A name's beginning, which prose continues with a dot, or a table, whose rows prose goes through."""

    def __init__(self, names: NamedNumbers, path: str) -> None:
        self._names, self._path = names, path

    def part(self, part: str) -> Any:
        """Return the number or the longer beginning that a part of a name leads to; raises UnknownName where it leads nowhere."""
        path = f"{self._path}.{part}"
        if self._names.has(path):
            return self._names.number(path)
        if self._names.has_branch(path):
            return NameBranch(self._names, path)
        return self._names.number(path)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Go through the rows of the table that this names; raises UnknownName where it names none."""
        if self._path not in self._names.tables():
            raise UnknownName(f'"{self._path}" is not a table, so it has no rows to go through.')
        return self._names.rows(self._path)

    def __str__(self) -> str:
        return self._path


class _Environment(SandboxedEnvironment):
    """Reads names alone: a part of a name, a row's column, and a number's period, as a number that the ledger knows."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, NameBranch):
            return obj.part(attribute)
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, Number) and attribute == "period":
            return obj.when
        raise UnknownName(_nothing_called(obj, attribute))


def _nothing_called(obj: Any, attribute: str) -> str:
    if isinstance(obj, dict):
        return f'The row has no column "{attribute}". {nearest(attribute, obj)}'.strip()
    of = f" of {obj.name}" if isinstance(obj, Number) else ""
    return f'Nothing is called "{attribute}"{of}. Of a number only its period can be named.'


def _environment(numbers: list[Number], names: NamedNumbers) -> SandboxedEnvironment:
    class NamesContext(Context):
        """Takes what the prose itself does not define for a name's beginning."""

        def resolve_or_missing(self, key: str) -> Any:
            value = super().resolve_or_missing(key)
            return NameBranch(names, key) if value is missing else value

    def mark_of(value: Any) -> Any:
        if isinstance(value, Number):
            numbers.append(value)
            return mark(len(numbers) - 1)
        return _allowed(value, mark_of)

    environment = _Environment(undefined=StrictUndefined, finalize=mark_of, keep_trailing_newline=True)
    environment.context_class = NamesContext
    environment.globals.clear()
    environment.filters = FILTERS | {"rows": _rows}
    return environment


def _through_rows(template: nodes.Template) -> nodes.Template:
    """The same text, whose loops go through the rows of a table alone: a number or a word has none."""
    for loop in template.find_all(nodes.For):
        loop.iter = nodes.Filter(
            loop.iter, "rows", [], [], None, None, lineno=loop.lineno, environment=loop.environment
        )
    return template


def _rows(value: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(value, NameBranch):
        raise ReportError(NO_ROWS.format(_described(value)))
    return value.rows()


def _described(value: Any) -> str:
    """What a value is, for a message: "a row" for one, whose cells say too much; else its name or words."""
    return "a row" if isinstance(value, dict) else f'"{value.name if isinstance(value, Number) else value}"'


def _allowed(value: Any, mark_of: Any) -> Any:
    if isinstance(value, Text):
        return value.filled(mark_of)
    if isinstance(value, str):
        return value
    if isinstance(value, NameBranch):
        raise UnknownName(f'"{value}" is not the whole name of a number.')
    if isinstance(value, dict):
        raise ReportError(f"a row is no number. Name one of its columns: {', '.join(value)}.")
    raise ReportError(f'"{value}" is typed, not bound. Put it in facts.csv and use its id.')


def _functions(names: NamedNumbers) -> dict[str, Callable[..., Number | str]]:
    def count(table: Any, /, **values: str) -> Number:
        return names.count(_table_name(table), **values)

    def name_list(table: Any, column: Any = "name", /, **values: str) -> str:
        if not isinstance(column, str):
            raise ReportError(f"{column} is not the name of a column. Write it in quotation marks.")
        return joined(names.words(_table_name(table), column, **values)).words

    return {"count": count, "names": name_list}


def _table_name(value: Any) -> str:
    if not isinstance(value, NameBranch):
        raise ReportError("only the rows of a table can be counted or listed. Name the table.")
    return str(value)


def _of_date(unit: str) -> Any:
    def part(number: Number) -> Number:
        if not isinstance(number.value, date):
            raise ReportError(f"{number.name} is not a date, so it has no {unit}.")
        return number.shown_as(units.written_month(number.value) if unit == "month" else str(number.value.year))

    return part


def _capital(value: Any) -> Number | str:
    if isinstance(value, Number):
        return value.shown_as(value.shown[:1].upper() + value.shown[1:])
    if not isinstance(value, str):
        raise ReportError(NO_NUMBER.format(_described(value)))
    return value[:1].upper() + value[1:]


def _of_number(filtered: Callable[..., Number]) -> Callable[..., Number]:
    @functools.wraps(filtered)
    def of_number(value: Any, *arguments: Any) -> Number:
        if not isinstance(value, Number):
            raise ReportError(NO_NUMBER.format(_described(value)))
        return filtered(value, *arguments)

    return of_number


def _to_decimals(number: Number, places: Any) -> Number:
    if type(places) is not int or not 0 <= places <= MOST_DECIMALS:
        raise ReportError(f"a number has no {places} decimals. Write decimals(0) to decimals({MOST_DECIMALS}).")
    return number.to_decimals(places)


FILTERS: dict[str, Callable[..., Number | str]] = {
    "words": _of_number(lambda number: number.words),
    "bare": _of_number(lambda number: number.bare),
    "decimals": _of_number(_to_decimals),
    "unqualified": _of_number(lambda number: replace(number, qualifier="", shown="")),
    "month": _of_number(_of_date("month")),
    "year": _of_number(_of_date("year")),
    "capital": _capital,
}


def _line(error: BaseException) -> int:
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == TEMPLATE]
    return lines[-1] if lines and lines[-1] else 1
