"""Which things that a year's folder says the year before said too, and nobody has confirmed: by meaning, not by bytes.

A row with the same words and numbers says the same under another source or period; so does a row whose id alone is new, and a
paragraph of which each sentence stood somewhere in last year's prose. Of a row that changed, what did not move is asked
about by itself: a number, a note, a formula, or the period of a number that is new. So is a number that is ten times last year's, or a tenth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from helpers.sources import promises
from helpers.sources.carried_over import confirmations
from helpers.sources.carried_over.statements import Statement, statements
from helpers.sources.language import LanguageFinding
from helpers.sources.year_folder import YearFolder

KIND = "what the year before said too, and nobody has confirmed"
TENFOLD = 10
SAME = ""
UNMOVED = "{} did not move"
UNCHANGED = "{} is as it was"
FAR_MOVED = "{} is ten times what it was, or more"
FAR_FALLEN = "{} is a tenth of what it was, or less"
OLD_PERIOD = "a number moved and its period did not"
FAR_OF_PEOPLE = (
    "one of their numbers is ten times what it was, or more, or a tenth of it, or less: compare the files of both years"
)
PEOPLE = "rows of people"
MESSAGE = "as in {}, and not confirmed. Update what changed, and say what still holds: make confirm PARTNERSHIP={} YEAR={} WHAT={}\n{}"


@dataclass(frozen=True, order=True)
class CarriedOver:
    """One thing to update or to confirm: its file within the year, its name there, and what of it is the same (empty: all)."""

    file: str
    name: str
    reason: str = SAME

    def __str__(self) -> str:
        return f"{self.name} ({self.reason})" if self.reason else self.name


def findings(folder: YearFolder) -> list[LanguageFinding]:
    """Return a finding for each file that says what nobody has confirmed; each keeps the report a draft."""
    by_file = groupby(unconfirmed(folder), key=lambda item: item.file)
    return [_finding(folder, file, list(items)) for file, items in by_file]


def unconfirmed(folder: YearFolder) -> list[CarriedOver]:
    """Return what the folder says that the year before said too and nobody has confirmed, by file and name."""
    before = folder.earlier
    if before is None or not folder.exists:
        return []
    entries = confirmations.entries(folder)
    return [item for item in carried_over(folder, before) if not confirmations.covers(entries, item.file, item.name)]


def confirm(folder: YearFolder, what: str) -> tuple[list[str], int]:
    """Write into `report.toml` that a folder, file or rows still hold; return the entries added and how many things are left.

    Raises ReportError for what is no part of the year, for everything, and for what is not as it was the year before.
    """
    waiting = unconfirmed(folder)
    entries = confirmations.add(folder, what, waiting=[(item.file, item.name) for item in waiting])
    return entries, sum(not confirmations.covers(entries, item.file, item.name) for item in waiting)


def carried_over(folder: YearFolder, before: YearFolder) -> list[CarriedOver]:
    """Return what a folder says that an earlier one said too, confirmed or not, by file and name.

    A promise without an answer is asked about as such, and left out.
    """
    earlier, unanswered = _LastYear.read(before), promises.unanswered_rows(folder)
    spoken = [statement for statement in statements(folder) if statement.subject not in unanswered]
    same = [(statement, reason) for statement in spoken for reason in earlier.reasons(statement)]
    return sorted({_item(statement, reason) for statement, reason in same})


def _item(statement: Statement, reason: str) -> CarriedOver:
    """A row of people goes unnamed: messages are logged, and what did not move may be of one child."""
    if not statement.is_of_people:
        return CarriedOver(statement.file, statement.name, reason)
    is_far = any(reason.endswith(far.format("")) for far in (FAR_MOVED, FAR_FALLEN))
    return CarriedOver(statement.file, PEOPLE, FAR_OF_PEOPLE if is_far else SAME)


@dataclass(frozen=True)
class _LastYear:
    """What was said last year: by subject, and all of it."""

    by_subject: dict[tuple[str, str], Statement]
    rows: frozenset[tuple[str, tuple[str, ...]]]
    sentences: frozenset[str]

    @classmethod
    def read(cls, folder: YearFolder) -> _LastYear:
        spoken = list(statements(folder))
        return cls(
            {statement.subject: statement for statement in spoken if statement.line},
            frozenset((statement.subject[0], statement.sayings) for statement in spoken if statement.has_words),
            frozenset(sentence for statement in spoken if not statement.line for sentence in statement.sayings),
        )

    def reasons(self, statement: Statement) -> Iterator[str]:
        """Go through what of a statement is as it was."""
        if not statement.line:
            yield from [SAME] if self.sentences.issuperset(statement.sayings) else []
            return
        before = self.by_subject.get(statement.subject)
        if before is not None and before.sayings == statement.sayings:
            yield SAME
        elif before is not None:
            yield from _unmoved(statement, before)
        elif statement.has_words and (statement.subject[0], statement.sayings) in self.rows:
            yield SAME


def _unmoved(statement: Statement, before: Statement) -> Iterator[str]:
    """Go through what did not move of a row that changed: of a new number, the period that it is said to be of."""
    shared = statement.numbers.keys() & before.numbers.keys()
    if (
        statement.period
        and statement.period == before.period
        and any(statement.numbers[column] != before.numbers[column] for column in shared)
    ):
        yield OLD_PERIOD
    for column, number in statement.numbers.items():
        last = before.numbers.get(column)
        if last is not None:
            yield from _movement(column, number, last)
    for column, remark in statement.remarks.items():
        if remark == before.remarks.get(column):
            yield UNCHANGED.format(column)


def _movement(column: str, number: float, last: float) -> Iterator[str]:
    if number == last:
        yield UNMOVED.format(column)
    elif last and abs(number) >= TENFOLD * abs(last):
        yield FAR_MOVED.format(column)
    elif number and abs(number) * TENFOLD <= abs(last):
        yield FAR_FALLEN.format(column)


def _finding(folder: YearFolder, file: str, items: list[CarriedOver]) -> LanguageFinding:
    before = folder.earlier
    names = "\n".join(f"    {item}" for item in items)
    message = MESSAGE.format(before.year if before else "", folder.partnership, folder.year, file, names)
    return LanguageFinding(folder.named(folder.path / file), 0, KIND, message)
