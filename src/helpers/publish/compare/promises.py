"""What the earlier report promised and what the later one says became of it, promise by promise, by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from helpers.sources import promises
from helpers.sources.promises import CHANGED, DONE, NOT_DONE
from helpers.sources.year_folder import YearFolder
from helpers.statistics import units

NO_ANSWER = "no answer"
ANSWERS = (DONE, CHANGED, NOT_DONE, NO_ANSWER)
HEADINGS = {
    "priority": ("Priorities", "priority", "priorities"),
    "action": ("Actions", "action", "actions"),
    "recommendation": ("What inspectors recommended", "recommendation of inspectors", "recommendations of inspectors"),
}


@dataclass(frozen=True)
class ComparedPromise:
    """One promise: its words and kind, the report that first made it, its owner and when it is due, and what became of it.

    `answer` is one of ANSWERS; `account` says more, and is empty where nothing does.
    """

    id: str
    words: str
    kind: str
    since: str
    owner: str
    due: str
    answer: str
    account: str


@dataclass(frozen=True)
class ComparedPromises:
    """The promises left for the later report to answer, and those that it makes itself."""

    earlier: tuple[ComparedPromise, ...]
    new: tuple[ComparedPromise, ...]

    def answered(self, answer: str) -> list[ComparedPromise]:
        """Return the earlier promises that have an answer, in the order in which they were made."""
        return [promise for promise in self.earlier if promise.answer == answer]

    @property
    def kinds(self) -> str:
        """How many of each kind were left to answer: "seven priorities and four recommendations of inspectors"."""
        counts = Counter(promise.kind for promise in self.earlier)
        named = [(counts[kind], singular, plural) for kind, (_, singular, plural) in HEADINGS.items() if counts[kind]]
        parts = [f"{units.in_words(count)} {singular if count == 1 else plural}" for count, singular, plural in named]
        return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))

    def by_kind(self, answer: str) -> Iterator[tuple[str, list[ComparedPromise]]]:
        """Go through the same by their kind, each with its heading: "Priorities"."""
        for kind, (heading, *_) in HEADINGS.items():
            chosen = [promise for promise in self.answered(answer) if promise.kind == kind]
            if chosen:
                yield heading, chosen


def compared(before: YearFolder, after: YearFolder) -> ComparedPromises:
    """Return what the earlier year left to answer, with the answers of the later one, and what the later one promises anew."""
    answers = {row["id"]: row for row in promises.rows(after, promises.TABLE)}
    earlier = promises.left_to_answer(before, after.year)
    names = {row["id"] for row in earlier}
    promised = [row for table in promises.TABLES for row in table.promises(after) if row["id"] not in names]
    return ComparedPromises(
        tuple(_promise(row, answers.get(row["id"], {})) for row in _in_order(earlier)),
        tuple(_promise(row, {}) for row in promised),
    )


def _in_order(rows: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    return sorted(rows, key=lambda row: row["since"])


def _month(day: str) -> str:
    """A day of a file, such as 2024-10-01, as the report says it: October 2024; empty without one."""
    return units.written_month(date.fromisoformat(day)) if day else ""


def _promise(row: Mapping[str, str], answer: Mapping[str, str]) -> ComparedPromise:
    return ComparedPromise(
        id=row["id"],
        words=row["promise"].rstrip("."),
        kind=row["kind"],
        since=row["since"],
        owner=answer.get("owner", "") or row["owner"],
        due=_month(answer.get("due", "") or row["due"]),
        answer=answer.get("answer", "") or NO_ANSWER,
        account=answer.get("account", ""),
    )
