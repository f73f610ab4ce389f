"""The profiles under which small numbers of people are hidden, read from `policies.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helpers.errors import UnknownName, nearest

PROFILES = Path(__file__).with_name("policies.toml")
CODE = "c"
TRIED = 20


@dataclass(frozen=True)
class Policy:
    """One profile: numbers from `least` to `most` are hidden, all others rounded to a multiple of `round_to`.

    `wording` is printed with the tables, so an attacker knows it. Profiles follow their owners' published rules (`source`):
    DfE's suppression convention, NHS Digital's for hospital statistics, and stricter ones of the partnership.
    """

    name: str
    least: int
    most: int
    nought_is_shown: bool
    round_to: int
    wording: str
    reason: str
    source: str

    @property
    def values(self) -> tuple[int, ...]:
        """The values that each hidden number must be able to have: all, or about twenty from end to end where there are more."""
        width = self.most - self.least
        return tuple(sorted({self.least + width * step // min(width, TRIED) for step in range(min(width, TRIED) + 1)}))

    @property
    def floor(self) -> int:
        """The least that a hidden number can be, as readers know from the wording."""
        return 1 if self.nought_is_shown else 0

    def hides(self, count: float) -> bool:
        """Whether a number is hidden for being small."""
        return self.least <= count <= self.most

    def rounded(self, count: int) -> int:
        """Return a number as it is printed: rounded to the nearest multiple of `round_to`, half up."""
        return (2 * count + self.round_to) // (2 * self.round_to) * self.round_to

    def range_behind(self, count: int) -> tuple[int, int]:
        """Return the least and the most that a printed number can have been before rounding, as readers know."""
        if count == 0 or self.round_to == 1:
            return count, count
        below = (self.round_to - 1) // 2
        return max(self.rounded(count) - below, self.most + 1), self.rounded(count) + self.round_to - 1 - below


@cache
def policies() -> dict[str, Policy]:
    """Return every profile by name."""
    profiles = tomllib.loads(PROFILES.read_text(encoding="utf-8"))
    return {name: Policy(name=name, **settings) for name, settings in profiles.items()}


def policy(name: str) -> Policy:
    """Return a profile; an unknown one raises UnknownName with the nearest."""
    if name not in policies():
        raise UnknownName(f'No policy for small numbers is called "{name}". {nearest(name, policies())}'.strip())
    return policies()[name]


def is_protective(name: str) -> bool:
    """Whether a policy hides small numbers, so that a table under it reaches a reader through the gate alone."""
    return name in policies()
