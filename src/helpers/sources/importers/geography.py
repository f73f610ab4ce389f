"""England's areas as publishers' files name them, and the one code each has in the store."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.sources.areas import plain

if TYPE_CHECKING:
    import pandas as pd

HISTORY = Path(__file__).parent / "history.toml"


@cache
def history() -> Mapping[str, Any]:
    """Return what the codes alone do not tell: aliases, new codes for old areas, predecessors."""
    return tomllib.loads(HISTORY.read_text(encoding="utf-8"))


@dataclass(frozen=True, eq=False)
class Geography:
    """The areas of the store, found by any code or name a publisher uses."""

    areas: pd.DataFrame

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """Every ONS code, former ones and joint ones among them, with the code it has in the store."""
        own = {code: code for code in self.areas["area"]}
        joint = {text: joint_code(text) for text in history()["joint"]}
        return own | dict(history()["recoded"]) | joint | _former(self.areas)

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The three-digit number of each authority, and those the interactive tool gives regions."""
        authorities = self.areas[self.areas["old_code"] != ""]
        return dict(zip(authorities["old_code"], authorities["area"], strict=True)) | dict(history()["numbers"])

    @cached_property
    def regions(self) -> Mapping[str, str]:
        """The code of England and of each region, by name."""
        large = {**history()["country"], **history()["regions"], **history()["parts_of_london"]}
        return {name: code for code, name in large.items()}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The code of each authority that still stands, by its name and everyday names, plainly spelled."""
        standing = self.areas[(self.areas["kind"] == "authority") & self.areas["last_year"].isna()]
        told = zip(standing["area"], standing["name"], standing["slug"], standing["aliases"], strict=True)
        return {plain(name): code for code, *own, aliases in told for name in (*own, *aliases)}

    @cached_property
    def authorities(self) -> Mapping[str, str]:
        """The authority of each district, by any code: one that is both has itself, a former code its present one."""
        areas = self.areas[self.areas["authority"] != ""]
        own = dict(zip(areas["area"], areas["authority"], strict=True))
        return own | {code: own[now] for code, now in self.codes.items() if now in own}

    @cached_property
    def years(self) -> Mapping[str, tuple[int, int]]:
        """The first and last reporting year of each authority; a last year of 9999 where it still stands."""
        last = self.areas["last_year"].fillna(9999).astype(int)
        first = self.areas["first_year"].fillna(0).astype(int)
        return dict(zip(self.areas["area"], zip(first, last, strict=True), strict=True))


def joint_code(text: str) -> str:
    """Return the store's code for two authorities published as one: "E09000021 / E09000027" gives "E09000021+E09000027"."""
    return text.replace(" / ", "+")


def _former(areas: pd.DataFrame) -> dict[str, str]:
    pairs = zip(areas["area"], areas["former_codes"], strict=True)
    return {former: code for code, formers in pairs for former in formers}
