"""What may stand between the braces of prose: the names of numbers with a few filters, the rows of a table, and a word to compare.

Jinja reads the text, but prose is no program: of its language the report takes only what can be followed to a row of data.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes

from helpers.errors import ReportError, nearest

BRANCHES = ("body", "elif_", "else_")
NO_NAME = "what stands between the braces is not a name. Write {{{{ name }}}}, with a filter ({}) or in a function ({}), and work a number out in derived.csv."
UNKNOWN = '{} "{}" is not known. {}'
INCOMPLETE = 'what stands between the braces is not complete. Write it as {{ name | decimals(1) }} or {{ count(table, status="…") }}.'
NO_BLOCK = 'the report knows two such blocks. Write {% for review in reviews %} or {% if review.status == "published" %}, and its end.'
STRAY = (
    "a brace stands in the text and would be shown. Write the name of a number as {{ name }}, or take the brace out."
)


class PlaceholderError(ReportError):
    """What prose has between braces is not in a form that it may have; `line` is its line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Placeholders:
    """The language of prose: its filters and its functions, each by its name with what is called."""

    filters: Mapping[str, Callable[..., Any]]
    functions: Mapping[str, Callable[..., Any]]

    def refuse(self, template: nodes.Template) -> None:
        """Raise PlaceholderError for the first part of a text that is not in the language."""
        for part in self._parts(template.body):
            if isinstance(part, nodes.TemplateData):
                self._refuse_brace(part)
            elif not self._is_value(part):
                raise PlaceholderError(
                    part.lineno, NO_NAME.format(", ".join(sorted(self.filters)), ", ".join(sorted(self.functions)))
                )

    def _parts(self, statements: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
        """Go through the words and the values of a text, those in loops and conditions too."""
        for statement in statements:
            if isinstance(statement, nodes.Output):
                yield from statement.nodes
            elif not _is_block(statement):
                raise PlaceholderError(statement.lineno, NO_BLOCK)
            else:
                yield from self._parts(part for name in BRANCHES for part in getattr(statement, name, ()))

    def _refuse_brace(self, words: nodes.TemplateData) -> None:
        before, brace, _ = words.data.partition("{") if "{" in words.data else words.data.partition("}")
        if brace:
            raise PlaceholderError(words.lineno + before.count("\n"), STRAY)

    def _is_value(self, value: nodes.Node) -> bool:
        if isinstance(value, nodes.Filter):
            return self._is_filter(value)
        if isinstance(value, nodes.Call):
            return self._is_call(value)
        return _is_name(value)

    def _is_filter(self, value: nodes.Filter) -> bool:
        if value.node is None or value.kwargs or value.dyn_args or value.dyn_kwargs:
            return False
        self._refuse_unknown("The filter", value.name, self.filters, value.lineno)
        _refuse_arguments(self.filters[value.name], [value.node, *value.args], {}, value.lineno)
        return self._is_value(value.node) and all(map(_is_constant, value.args))

    def _is_call(self, call: nodes.Call) -> bool:
        if not isinstance(call.node, nodes.Name) or call.dyn_args or call.dyn_kwargs:
            return False
        self._refuse_unknown("The function", call.node.name, self.functions, call.lineno)
        if not call.args:
            return False
        keywords = {word.key: word.value for word in call.kwargs}
        if len(keywords) < len(call.kwargs):
            raise PlaceholderError(call.lineno, INCOMPLETE)
        _refuse_arguments(self.functions[call.node.name], call.args, keywords, call.lineno)
        return _is_name(call.args[0]) and all(map(_is_constant, (*call.args[1:], *keywords.values())))

    def _refuse_unknown(self, kind: str, name: str, names: Iterable[str], line: int) -> None:
        if name not in names:
            cure = nearest(name, names) or f"It may be {', '.join(sorted(names))}."
            raise PlaceholderError(line, UNKNOWN.format(kind, name, cure))


def _refuse_arguments(
    called: Callable[..., Any], arguments: Iterable[nodes.Expr], keywords: Mapping[str, nodes.Expr], line: int
) -> None:
    try:
        inspect.signature(called).bind(*arguments, **keywords)
    except TypeError as error:
        raise PlaceholderError(line, INCOMPLETE) from error


def _is_block(statement: nodes.Node) -> bool:
    """Whether a statement goes through the rows of a table, perhaps of those alone that meet a condition, or is such a condition."""
    if isinstance(statement, nodes.For):
        is_plain = isinstance(statement.target, nodes.Name) and _is_name(statement.iter) and not statement.recursive
        return is_plain and (statement.test is None or _is_condition(statement.test))
    return isinstance(statement, nodes.If) and _is_condition(statement.test)


def _is_condition(test: nodes.Node) -> bool:
    """Whether a test compares names with constants, perhaps several by and, or, not."""
    if isinstance(test, nodes.And | nodes.Or):
        return _is_condition(test.left) and _is_condition(test.right)
    if isinstance(test, nodes.Not):
        return _is_condition(test.node)
    if not isinstance(test, nodes.Compare) or not _is_name(test.expr):
        return False
    return all(operand.op in ("eq", "ne") and _is_constant(operand.expr) for operand in test.ops)


def _is_name(value: nodes.Node) -> bool:
    """Whether a value is a name, perhaps with dots: `income.total`."""
    return isinstance(value, nodes.Name) or (isinstance(value, nodes.Getattr) and _is_name(value.node))


def _is_constant(value: nodes.Node) -> bool:
    return isinstance(value, nodes.Const)
