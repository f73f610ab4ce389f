"""Bound prose: Markdown with `{{ names }}` for numbers, put in strictly.

A name that nothing bears, a number typed inside the braces, or anything else that cannot be followed to a row is refused
with its file and line.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import missing

from helpers.errors import ReportError, UnknownName
from helpers.sources.year_folder import ProseSection
from helpers.statistics import units
from helpers.statistics.named_numbers import NamedNumbers
from helpers.statistics.numbers import Number, Text, joined, mark

TEMPLATE = "<template>"


def bind(prose: ProseSection, names: NamedNumbers) -> Text:
    """Put the numbers into a section's Markdown, once for all who ask. Raises ReportError with file, line and cure."""
    if prose not in names.bound:
        names.bound[prose] = bound(prose.markdown, names, file=prose.file)
    return names.bound[prose]


def bound(markdown: str, names: NamedNumbers, *, file: str) -> Text:
    """Put numbers into written Markdown: the words with a mark for each number, and the numbers in order."""
    numbers: list[Number] = []
    try:
        words = _environment(numbers, names).from_string(markdown).render(_functions(names))
    except TemplateSyntaxError as error:
        raise ReportError(
            f"{file}, line {error.lineno}: {error.message}. Mend what stands between the braces."
        ) from error
    except (ReportError, TemplateError, TypeError) as error:
        raise ReportError(f"{file}, line {_line(error)}: {error}") from error
    return Text(words, tuple(numbers))


class NameBranch:
    """A name's beginning, which prose continues with a dot, or a table, whose rows prose goes through."""

    def __init__(self, names: NamedNumbers, path: str) -> None:
        self._names, self._path = names, path

    def __getattr__(self, part: str) -> Any:
        if part.startswith("_"):
            raise AttributeError(part)
        path = f"{self._path}.{part}"
        if self._names.has(path):
            return self._names.number(path)
        if self._names.has_branch(path):
            return NameBranch(self._names, path)
        return self._names.number(path)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        if self._path not in self._names.tables():
            raise UnknownName(f'"{self._path}" is not a table, so it has no rows to go through.')
        return self._names.rows(self._path)

    def __str__(self) -> str:
        return self._path


class _Environment(SandboxedEnvironment):
    """Reads a number's period as a number, so that prose cannot name one that the ledger does not know."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        named_period = isinstance(obj, Number) and attribute == "period"
        return obj.when if named_period else super().getattr(obj, attribute)


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
    environment.filters = FILTERS
    return environment


def _allowed(value: Any, mark_of: Any) -> Any:
    if isinstance(value, Text):
        return value.filled(mark_of)
    if isinstance(value, str):
        return value
    if isinstance(value, NameBranch):
        raise UnknownName(f'"{value}" is not the whole name of a number.')
    raise ReportError(f'"{value}" is typed, not bound. Put it in facts.csv and use its id.')


def _functions(names: NamedNumbers) -> dict[str, Any]:
    def count(table: NameBranch, **values: str) -> Number:
        return names.count(str(table), **values)

    def total(column: NameBranch, **values: str) -> Number:
        return names.total(*str(column).rsplit(".", 1), **values)

    def name_list(table: NameBranch, column: str = "name", **values: str) -> str:
        rows = (row for row in table if all(row[key] == value for key, value in values.items()))
        return joined([row[column] for row in rows]).words

    return {"count": count, "total": total, "names": name_list}


def _of_date(unit: str) -> Any:
    def part(number: Number) -> Number:
        if not isinstance(number.value, date):
            raise ReportError(f"{number.name} is not a date, so it has no {unit}.")
        return number.shown_as(units.written_month(number.value) if unit == "month" else str(number.value.year))

    return part


def _capital(value: Number | str) -> Number | str:
    if isinstance(value, Number):
        return value.shown_as(value.shown[:1].upper() + value.shown[1:])
    return value[:1].upper() + value[1:]


FILTERS = {
    "words": lambda number: number.words,
    "bare": lambda number: number.bare,
    "decimals": lambda number, places: number.to_decimals(places),
    "unqualified": lambda number: replace(number, qualifier="", shown=""),
    "month": _of_date("month"),
    "year": _of_date("year"),
    "capital": _capital,
}


def _line(error: BaseException) -> int:
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == TEMPLATE]
    return lines[-1] if lines and lines[-1] else 1
