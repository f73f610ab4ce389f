"""Rules of a year's figures, as data: what must agree with what, how nearly, and which breaches are accepted.

Those that hold for every partnership stand in `rules.csv` beside this file, and apply where the tables they name were
supplied. A year adds its own in `rules.csv` of a chapter's folder.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helpers.sources.origins import Origin
from helpers.sources.schema import schemas
from helpers.sources.year_folder import YearFolder
from helpers.statistics.numbers import Number

COMMON = Path(__file__).parent / "rules.csv"
COMMON_NAMED = "src/helpers/statistics/soundness/rules.csv"
NAME = re.compile(r"[a-z_][a-z0-9_]*")


@dataclass(frozen=True)
class Rule:
    """One rule: its kind, its two sides, how far these may differ, and the file and row that declare it.

    `tolerance` is an amount in the unit, or a share of the right side ("5%"). `accepted` lists what is known to break the
    rule: the difference, or the ids of rows; `because` says why that is so.
    """

    id: str
    kind: str
    left: str
    right: str
    unit: str
    tolerance: str
    index: str
    accepted: tuple[str, ...]
    because: str
    note: str
    file: str
    line: int

    @property
    def origin(self) -> Origin:
        """The place that declares the rule."""
        return Origin(self.file, self.line)

    @property
    def allowed(self) -> str:
        """How far the two sides may differ, in words for a message."""
        return self.tolerance or "nothing"

    def tables(self) -> set[str]:
        """The tables that the rule names."""
        return {word for word in NAME.findall(f"{self.left} {self.right}") if word in schemas()}


@dataclass(frozen=True)
class Breach:
    """One thing that breaks a rule: `key` is what `accepted` would name, and a message.

    `left`, `right` and `apart` are the figures where there are any.
    """

    key: str
    message: str
    left: Number | None = None
    right: Number | None = None
    apart: Number | None = None


def rules(folder: YearFolder) -> list[Rule]:
    """Return the rules of a year: those for every partnership whose tables were supplied, then the year's own."""
    return [*(rule for rule in _common() if _applies(rule, folder)), *_own(folder)]


def _applies(rule: Rule, folder: YearFolder) -> bool:
    """Whether the tables of a rule were supplied: all of them, or any one for a rule of sentences about registers."""
    supplied = [folder.table(name).supplied for name in sorted(rule.tables())]
    return any(supplied) if rule.kind == "register" else all(supplied)


@cache
def _common() -> tuple[Rule, ...]:
    with COMMON.open(encoding="utf-8", newline="") as opened:
        return tuple(_rule(row, COMMON_NAMED, line) for line, row in enumerate(csv.DictReader(opened), start=2))


def _own(folder: YearFolder) -> Iterable[Rule]:
    for table in folder.tables_named("rules"):
        for line, (_, row) in zip(table.lines, table.frame.iterrows(), strict=True):
            yield _rule(dict(row), table.file, line)


def _rule(row: dict[str, Any], file: str, line: int) -> Rule:
    words = {
        name: str(row[name]).strip() for name in ("id", "kind", "left", "right", "unit", "tolerance", "index", "note")
    }
    accepted = tuple(key.strip() for key in str(row["accepted"]).split(";") if key.strip())
    return Rule(**words, accepted=accepted, because=str(row["accepted_because"]).strip(), file=file, line=line)
