"""England's areas as publishers' files name them, and the one code each has in the store."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.sources.areas import plain
from helpers.sources.folding import folded

if TYPE_CHECKING:
    import pandas as pd

HISTORY = Path(__file__).parent / "history.toml"
UNKNOWN_AREA = '"{}" is no known area. Put the publisher\'s newest lookup of area codes in the folder too.'


@cache
def history() -> Mapping[str, Any]:
    """Return `history.toml`: aliases, new codes of recoded areas, and the predecessors of each reorganised authority."""
    return tomllib.loads(HISTORY.read_text(encoding="utf-8"))


@dataclass(frozen=True, eq=False)
class Geography:
    """The store's areas, looked up by any code or name that a publisher uses for one."""

    areas: pd.DataFrame

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """ONS code → the store's code of the same area; with former codes and those of areas published jointly."""
        own = {code: code for code in self.areas["area"]}
        joint = {text: joint_code(text) for text in history()["joint"]}
        return own | dict(history()["recoded"]) | joint | _former(self.areas)

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """DfE's three-digit number → the store's code: authorities, and the regions that the interactive tool numbers."""
        authorities = self.areas[self.areas["old_code"] != ""]
        return dict(zip(authorities["old_code"], authorities["area"], strict=True)) | dict(history()["numbers"])

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Any code, number or name of a region → the store's code: publishers place a row by whichever they like."""
        regions = {folded(name): code for name, code in self.regions.items()}
        return regions | {folded(code): area for code, area in {**self.numbers, **self.codes}.items()}

    def located(self, column: pd.Series) -> pd.Series:
        """Return the store's code of each cell of a column of codes or numbers, missing where it is none."""
        return column.map({text: self.places.get(folded(text).removesuffix(".0")) for text in column.unique()})

    @cached_property
    def regions(self) -> Mapping[str, str]:
        """Name of England or of a region → its code."""
        large = {**history()["country"], **history()["regions"], **history()["parts_of_london"]}
        return {name: code for code, name in large.items()}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Name or alias, plainly spelled → the code of each authority that still exists."""
        existing = self.areas[(self.areas["kind"] == "authority") & self.areas["last_year"].isna()]
        rows = zip(existing["area"], existing["name"], existing["slug"], existing["aliases"], strict=True)
        return {plain(name): code for code, *own, aliases in rows for name in (*own, *aliases)}

    @cached_property
    def authorities(self) -> Mapping[str, str]:
        """Code of a district, present or former → the code of its authority; an authority without districts is its own."""
        areas = self.areas[self.areas["authority"] != ""]
        own = dict(zip(areas["area"], areas["authority"], strict=True))
        return own | {code: own[now] for code, now in self.codes.items() if now in own}

    @cached_property
    def years(self) -> Mapping[str, tuple[int, int]]:
        """Code of an authority → its first and last reporting year; 9999 is the last year of one that still exists."""
        last = self.areas["last_year"].fillna(9999).astype(int)
        first = self.areas["first_year"].fillna(0).astype(int)
        return dict(zip(self.areas["area"], zip(first, last, strict=True), strict=True))


def joint_code(text: str) -> str:
    """Return the store's code for two authorities published as one: "E09000021 / E09000027" gives "E09000021+E09000027"."""
    return text.replace(" / ", "+")


def _former(areas: pd.DataFrame) -> dict[str, str]:
    pairs = zip(areas["area"], areas["former_codes"], strict=True)
    return {former: code for code, formers in pairs for former in formers}
