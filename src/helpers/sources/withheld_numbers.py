"""What suppliers write in place of a number that they withhold: "<5", "*", "[c]", "c", "z", "x" or "..".

A column may have them where its schema says `"codes": true`. What a supplier hid stays hidden, and is protected as a small number is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf

CONFIDENTIAL, NOT_APPLICABLE, NOT_AVAILABLE = "c", "z", "x"
CODES = {
    "*": CONFIDENTIAL,
    "c": CONFIDENTIAL,
    "[c]": CONFIDENTIAL,
    "z": NOT_APPLICABLE,
    "[z]": NOT_APPLICABLE,
    "x": NOT_AVAILABLE,
    "[x]": NOT_AVAILABLE,
    "..": NOT_AVAILABLE,
}
BELOW = re.compile(r"(<|<=|≤)\s*([0-9]{1,9})")
EXAMPLES = '"<5", "*" or "c" (hidden), "x" or ".." (not available) or "z" (not applicable)'


@dataclass(frozen=True)
class WithheldNumber:
    """A number that its supplier withholds: the code that the report prints for it, and the most that it is said to be."""

    code: str
    most: float = inf


def withheld(cell: str) -> WithheldNumber | None:
    """Return what a cell says of a number in place of it; None where it is no supplier's code. "<5" is a number from 1 to 4."""
    below = BELOW.fullmatch(cell)
    if below:
        most = int(below[2]) - (below[1] == "<")
        return WithheldNumber(CONFIDENTIAL, most) if most > 0 else None
    code = CODES.get(cell.casefold())
    return WithheldNumber(code) if code else None
