"""Whether a number is printed as its value, rounded half up, in its unit's form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

BEFORE = {"pounds": "£"}
AFTER = {
    "percent": "%",
    "percentage_points": " percentage points",
    "per_1k": " per 1,000",
    "per_10k": " per 10,000",
    "per_100k": " per 100,000",
    "square_miles": " square miles",
    **{unit: f" {unit}" for unit in ("years", "months", "weeks", "days", "hours")},
}
ONE_DECIMAL = {"percent", "percentage_points", "per_1k", "per_10k", "per_100k", "score", "fte", "other"}
AXIS = "axis in "
MOST = {"ratio": 2, "of_hundred": 1, **dict.fromkeys(ONE_DECIMAL, 1)}
WORDS = "none one two three four five six seven eight nine".split()
HIDDEN = {"c": "[c]", "z": "[z]", "k": "[low]", "low": "[low]", "u": "[u]"}


def is_as_valued(shown: str, value: object, unit: str, *, qualifier: str = "", code: str = "") -> bool:
    """Whether `shown` is the value in one of the forms of its unit; a hidden value is shown as its code.

    Words may be shown in part, and with a small first letter, as within a sentence.
    """
    if value is None:
        return shown == HIDDEN.get(code, "[x]")
    if isinstance(value, str):
        words = _plain(value)
        return bool(shown) and (_plain(shown) in words or _plain(shown) in words[:1].lower() + words[1:])
    unqualified = (
        shown[len(qualifier) + 1 :] if qualifier and shown.lower().startswith(f"{qualifier.lower()} ") else shown
    )
    return unqualified in forms(value, unit) or unqualified[:1].lower() + unqualified[1:] in forms(value, unit)


def forms(value: object, unit: str) -> set[str]:
    """Every way a value may be printed: with its unit or without, in full or to fewer decimals, in words below ten."""
    if isinstance(value, date):
        return {f"{value.day} {value:%B %Y}", f"{value:%B %Y}", f"{value.year}", f"{value.day} {value:%B}"}
    number = Decimal(repr(float(value)))  # type: ignore[arg-type]
    if unit.startswith(AXIS):
        plain = unit.removeprefix(AXIS)
        return forms(value, plain) | {form for places in (1, 2) for form in _forms(number, plain, places)}
    if unit == "year":
        return {f"{number:.0f}", f"{number:.0f}s"}
    return {form for places in range(MOST.get(unit, 0) + 1) for form in _forms(number, unit, places)}


def rounded(value: float, *, places: int) -> float:
    """Return a value rounded half up, as it is printed."""
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _forms(number: Decimal, unit: str, places: int) -> Iterator[str]:
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign = "−" if rounded < 0 else ""
    figure, after = f"{abs(rounded):,}", AFTER.get(unit, "")
    if unit == "rank":
        yield f"{figure}{_ending(int(number))}"
        return
    after = after.removesuffix("s") if number == 1 else after
    yield f"{sign}{BEFORE.get(unit, '')}{figure}{after}"
    if unit != "pounds":
        yield f"{sign}{figure}"
    if number == rounded and 0 <= number < len(WORDS):
        yield f"{WORDS[int(number)]}{after}"
        yield WORDS[int(number)]


def _ending(number: int) -> str:
    return "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _plain(words: str) -> str:
    """Words without what typesetting changes: curly quotes, and spaces that break lines."""
    return " ".join(words.translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"'}).split()).rstrip(".")
