"""A number that knows where it is from, and a text that holds such numbers.

Every number the report shows is a `Number`. A `Text` is the only way to put one into a sentence, a title, a table cell
or an alternative text, so whatever is shown can be followed to a row of a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from helpers.sources.origins import Origin
from helpers.sources.periods import UNDATED, Period
from helpers.statistics import units
from helpers.statistics.derivations import INPUTS, Derivation, Input
from helpers.statistics.typography import curly

OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")


@dataclass(frozen=True)
class Number:
    """One value with its unit, its period and where it is from.

    Words that hold a number (a neighbourhood's name, a period such as "2023-24") are values too, in the units "words" and
    "period".

    `name` is unique within a report. `origins` are the places it was read from: of a number from a file the one cell, of a
    count the rows counted. A number that was worked out has its `derivation`. `code` holds the publisher's code, or "c" where the gate hid the value; `value`
    is then None. `decimals` is how many its measure is published with: it is printed with no fewer, so that 25.0% stands
    beside 24.7%. `kind` is told only of what no data give, such as the values an axis names. `shown` is the number as printed, and `entry` where the ledger accounts for it, once it stands in a chapter.
    """

    name: str
    value: float | date | str | None
    unit: str = "count"
    period: Period = UNDATED
    source: str = ""
    origins: tuple[Origin, ...] = ()
    derivation: Derivation | None = None
    code: str = ""
    qualifier: str = ""
    kind: str = ""
    decimals: int = 0
    shown: str = field(default="", compare=False)
    entry: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.shown:
            object.__setattr__(self, "shown", self._formatted())

    def _formatted(self) -> str:
        if self.value is None:
            return units.HIDDEN.get(self.code, f"[{self.code}]")
        return curly(f"{self.qualifier} {units.formatted(self.value, self.unit, least=self.decimals)}".strip())

    def shown_as(self, shown: str) -> Number:
        """The same number, printed in another form."""
        return replace(self, shown=shown)

    @property
    def inputs(self) -> tuple[Input, ...]:
        """What the number was worked out from; nothing of one that was read."""
        return self.derivation.inputs if self.derivation else ()

    @property
    def address(self) -> Origin | str:
        """What a derivation that takes the number in has as its input: the cell it was read from, or its name."""
        return self.origins[0] if len(self.origins) == 1 and self.derivation is None else self.name

    @property
    def is_known(self) -> bool:
        """Whether there is a value to draw or to calculate with: not hidden, not missing, no date and no words."""
        return isinstance(self.value, (int, float))

    @property
    def or_nan(self) -> float:
        """The value to calculate with; NaN where it is not known."""
        return float(self.value) if isinstance(self.value, (int, float)) else float("nan")

    @property
    def bare(self) -> Number:
        """The number without its unit, for a column or axis that names the unit: 116 for 116 per 10,000."""
        if not isinstance(self.value, (int, float)) or self.unit in ("rank", "year", "pounds"):
            return self
        places = units.places_of(self.value, self.unit, least=self.decimals)
        figure = units.formatted(self.value, "count", decimals=places)
        return self.shown_as(f"{self.qualifier} {figure}".strip())

    @property
    def words(self) -> Number:
        """The number in words below ten: "two"."""
        if not isinstance(self.value, (int, float)):
            return self
        return self.shown_as(f"{self.qualifier} {units.in_words(self.value)}".strip())

    @property
    def when(self) -> Number:
        """The number's period, as a number of its own for a sentence to name."""
        return replace(
            self,
            name=f"{self.name}.period",
            value=self.period.label,
            unit="period",
            code="",
            qualifier="",
            origins=self.origins if self.derivation else tuple(origin.at("period") for origin in self.origins),
            derivation=self.derivation
            and replace(self.derivation, function="period", arguments=(self.derivation,), formula=""),
            shown=self.period.label,
            entry=_of(self.entry, "period"),
        )

    def to_decimals(self, decimals: int) -> Number:
        """The number rounded half up to so many decimals."""
        if not isinstance(self.value, (int, float)):
            return self
        return self.shown_as(f"{self.qualifier} {units.formatted(self.value, self.unit, decimals=decimals)}".strip())

    def as_json(self) -> dict[str, Any]:
        """Return a JSON object of every field, dates in ISO form."""
        fields = {
            key: value
            for key, value in vars(self).items()
            if value not in ("", (), None, UNDATED) and (key, value) != ("decimals", 0)
        }
        if self.period:
            fields["period"] = self.period.label
        fields["value"] = self.value.isoformat() if isinstance(self.value, date) else self.value
        if self.origins:
            fields["origins"] = [origin.as_json() for origin in self.origins]
        if self.derivation:
            fields["derivation"] = self.derivation.as_json()
        return fields

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Number:
        """Read what `as_json` wrote."""
        value, derivation = fields["value"], fields.get("derivation")
        is_date = isinstance(value, str) and fields.get("unit") not in ("period", "words")
        read = {
            "value": date.fromisoformat(value) if is_date else value,
            "period": Period(fields.get("period", "")),
            "origins": tuple(map(Origin.from_json, fields.get("origins", ()))),
            "derivation": derivation and Derivation.from_json(derivation),
        }
        return cls(**fields | read)


@dataclass(frozen=True)
class Text:
    """Words with numbers in them.

    `words` holds a mark for each number; `filled` puts the numbers in as a page, a PDF or plain text needs them.
    """

    words: str = ""
    numbers: tuple[Number, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", curly(self.words))

    @property
    def plain(self) -> str:
        """The text as a person reads it."""
        return self.filled(lambda number: number.shown)

    def filled(self, mark: Callable[[Number], str], escape: Callable[[str], str] = str) -> str:
        """Return the words, escaped, with each number as `mark` writes it."""
        words = escape(self.words)
        return MARK.sub(lambda match: mark(self.numbers[int(match[1])]), words) if self.numbers else words

    def part(self, words: str) -> Text:
        """Some of the text's words, with the numbers their marks stand for."""
        return _in_order(Text(words, self.numbers))

    def __add__(self, other: Text | str) -> Text:
        return compose("{}{}", self, other)

    def __bool__(self) -> bool:
        return bool(self.words)

    def as_json(self) -> dict[str, Any]:
        """Return a JSON object of the words and their numbers."""
        return {"words": self.words, "numbers": [number.as_json() for number in self.numbers]}

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Text:
        """Read what `as_json` wrote."""
        return cls(fields["words"], tuple(map(Number.from_json, fields["numbers"])))


Part = str | Number | Text


def over_inputs(function: str, numbers: Iterable[Number], *arguments: str | float) -> Derivation:
    """Return how a function works a number out of others."""
    return Derivation(function, (INPUTS, *arguments), tuple(number.address for number in numbers))


def text(part: Part) -> Text:
    """Make a text of a string, a number or a text."""
    if isinstance(part, Text):
        return part
    return Text(mark(0), (part,)) if isinstance(part, Number) else Text(part)


def compose(template: str, *parts: Part, **named: Part) -> Text:
    """Put parts into a template's `{}` or `{name}` places, keeping each number's mark.

    >>> compose("{} of {}", "Most", "them").plain
    'Most of them'
    """
    numbers: list[Number] = []
    words = template.format(
        *(_moved(text(part), numbers) for part in parts),
        **{name: _moved(text(part), numbers) for name, part in named.items()},
    )
    return _in_order(Text(words, tuple(numbers)))


def joined(parts: Iterable[Part], *, by: str = ", ", last: str = " and ") -> Text:
    """Join parts as a list in a sentence: "A, B and C"."""
    texts = [text(part) for part in parts]
    head = Text()
    for place, part in enumerate(texts):
        head = head + ("" if place == 0 else last if place == len(texts) - 1 else by) + part
    return head


def _of(entry: str, what: str) -> str:
    """The entry of what belongs to a number that has one."""
    return f"{entry}-{what}" if entry else ""


def mark(place: int) -> str:
    """The mark that stands for the number at a place."""
    return f"{OPEN}{place}{CLOSE}"


def _moved(part: Text, numbers: list[Number]) -> str:
    """The words of a part with its marks counted on from the numbers so far, which grow by the part's own."""
    start = len(numbers)
    numbers.extend(part.numbers)
    return MARK.sub(lambda match: mark(int(match[1]) + start), part.words)


def _in_order(unordered: Text) -> Text:
    """The same text with its numbers in the order in which they are read."""
    order = [int(place) for place in MARK.findall(unordered.words)]
    places = iter(range(len(order)))
    words = MARK.sub(lambda _: mark(next(places)), unordered.words)
    return Text(words, tuple(unordered.numbers[place] for place in order))
