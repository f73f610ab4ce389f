"""The profiles under which small numbers of people are hidden, read from `policies.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helpers.errors import UnknownName, nearest

POLICIES = Path(__file__).with_name("policies.toml")
CODE = "c"
TRIED = 20


@dataclass(frozen=True)
class Policy:
    """One profile: numbers from `least` to `most` are hidden, all others rounded to a multiple of `round_to`.

    `wording` is what readers are told, and so what an attacker knows.
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

    def shown(self, count: int) -> int:
        """A number as it is shown: rounded to the nearest multiple, half up."""
        return (2 * count + self.round_to) // (2 * self.round_to) * self.round_to

    def meant(self, count: int) -> tuple[int, int]:
        """The least and the most that may stand behind a number that is shown, as readers know."""
        if count == 0 or self.round_to == 1:
            return count, count
        below = (self.round_to - 1) // 2
        return max(self.shown(count) - below, self.most + 1), self.shown(count) + self.round_to - 1 - below


@cache
def policies() -> dict[str, Policy]:
    """Return every profile by name."""
    said = tomllib.loads(POLICIES.read_text(encoding="utf-8"))
    return {name: Policy(name=name, **about) for name, about in said.items()}


def policy(name: str) -> Policy:
    """Return a profile; an unknown one raises UnknownName with the nearest."""
    if name not in policies():
        raise UnknownName(f'No policy for small numbers is called "{name}". {nearest(name, policies())}'.strip())
    return policies()[name]


def is_protective(name: str) -> bool:
    """Whether a policy hides small numbers, so that a table under it reaches a reader through the gate alone."""
    return name in policies()
