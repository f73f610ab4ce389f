"""How a number was worked out, as a value: a function, what it was given, and the numbers it took in.

The functions are those of the ledger's grammar (docs/decisions/0009-ledger.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from helpers.sources.origins import Origin


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a function is given: "rows", "inputs", or a table, a column, a fact or a measure."""

    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Selection:
    """A column and the value that the rows taken in have there."""

    column: str
    value: str

    def __str__(self) -> str:
        return f"{self.column}={self.value!r}"


ROWS, INPUTS = Name("rows"), Name("inputs")


@dataclass(frozen=True, slots=True)
class Derivation:
    """A function, its arguments (strings and numbers as they stand), and the numbers taken in.

    An input is the place it was read from, a name that the year's files give, or how it was itself worked out. `formula` is
    the text of a formula that somebody wrote in the year's files; function and arguments are then what it says.
    """

    function: str
    arguments: tuple[Argument, ...] = ()
    inputs: tuple[Input, ...] = ()
    formula: str = ""

    def __str__(self) -> str:
        """The formula as the ledger has it: "funnel_limit(rows, 'lower', 99.8, 2.0)"."""
        return self.formula or f"{self.function}({', '.join(map(_in_words, self.arguments))})"

    def functions(self) -> Iterator[str]:
        """Go through the functions used, the outermost first."""
        yield self.function
        for part in self.arguments:
            if isinstance(part, Derivation):
                yield from part.functions()

    def names(self) -> Iterator[str]:
        """Go through the names that it was given, in order."""
        for part in self.arguments:
            if isinstance(part, Derivation):
                yield from part.names()
            elif isinstance(part, Name):
                yield part.words

    def tables(self) -> set[str]:
        """Return what its names begin with: a table, where they are of one."""
        return {name.partition(".")[0] for name in self.names()}

    def as_json(self) -> dict[str, Any]:
        """Return a JSON object of the parts that are not empty."""
        parts = {
            "function": self.function,
            "arguments": [_as_json(part) for part in self.arguments],
            "inputs": [_as_json(part) for part in self.inputs],
            "formula": self.formula,
        }
        return {name: part for name, part in parts.items() if part}

    @classmethod
    def from_json(cls, parts: dict[str, Any]) -> Derivation:
        """Read what `as_json` wrote."""
        arguments, inputs = (tuple(map(_from_json, parts.get(name, ()))) for name in ("arguments", "inputs"))
        return cls(parts["function"], arguments, inputs, parts.get("formula", ""))


Input = Origin | Derivation | str
Argument = Name | Selection | Derivation | str | float


def _in_words(argument: Argument) -> str:
    return repr(argument) if isinstance(argument, str | int | float) else str(argument)


def _as_json(part: Argument | Input) -> Any:
    if isinstance(part, Origin | Derivation):
        return part.as_json()
    if isinstance(part, Name):
        return {"name": part.words}
    return {"of": part.column, "is": part.value} if isinstance(part, Selection) else part


def _from_json(part: Any) -> Any:
    if not isinstance(part, dict):
        return part
    if "name" in part:
        return Name(part["name"])
    if "of" in part:
        return Selection(part["of"], part["is"])
    return Derivation.from_json(part) if "function" in part else Origin.from_json(part)
