"""What a year's report promises, and what the next one answers: each promise has an id that it keeps until it is done or changed.

A year promises in its plan, in the actions of its reviews and by what inspectors ask of it. The year after answers in
`promises.csv`: done; not done, and then the promise comes back; or changed, and then what it became is promised anew, in the plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from helpers.errors import Fault
from helpers.sources.report_years import LABEL
from helpers.sources.schema import schemas
from helpers.sources.year_folder import YearFolder

TABLE = "promises"
DONE, CHANGED, NOT_DONE = "done", "changed", "not done"
OTHER_YEAR = '"{}" is not the year of this report. Write {}: each year answers in a file of its own.'
NO_YEAR_BEFORE = '"{}" is no year before {}. Write the year whose report promised it, such as {}.'
NO_ACCOUNT = 'blank, though the promise is answered "{}". Say what was done, why it was not, or what it became.'
UNSOURCED = "blank, though the promise is said to be done. Say how that is known."
REWORDED = '"{}" was promised in these words: "{}". Restore them, or answer "changed" and say what it became.'
UNLIKE = 'answered "{}", but {}.csv says "{}" of {}. Correct the one that is wrong.'

Row = Mapping[str, str]


@dataclass(frozen=True)
class PromiseTable:
    """A table whose rows are promises: what their ids begin with here, their kind, the column of their words, and which are none.

    `settled` is a column and the word that it has where nothing is left to answer.
    """

    name: str
    prefix: str
    kind: str
    words: str
    settled: tuple[str, str] = ("", "")

    def id_of(self, row: Row) -> str:
        """Return the id of a row as a promise, unlike that of any other table's."""
        return f"{self.prefix}_{row['id']}"

    def promises(self, folder: YearFolder) -> Iterator[dict[str, str]]:
        """Go through what a year promises in this table, each as a row of `promises.csv` that nobody has answered."""
        column, word = self.settled
        for row in rows(folder, self.name):
            if not column or row[column] != word:
                yield _unanswered(
                    {
                        **{name: row.get(name, "") for name in ("owner", "source")},
                        "due": row.get("due", "") if self._has_days() else "",
                        "id": self.id_of(row),
                        "promise": row[self.words],
                        "kind": self.kind,
                        "since": folder.year,
                    }
                )

    def _has_days(self) -> bool:
        return any(field.name == "due" and field.type == "date" for field in schemas()[self.name].fields)


TABLES = (
    PromiseTable("plan_priorities", "priority", "priority", "name"),
    PromiseTable("plan_actions", "action", "action", "action", ("status", "done")),
    PromiseTable("review_actions", "review", "action", "action", ("status", "done")),
    PromiseTable("inspection_findings", "inspection", "recommendation", "finding", ("kind", "Strength")),
)


def left_to_answer(before: YearFolder, year: str) -> list[dict[str, str]]:
    """Return what a year's report leaves to the year `year` to answer, as rows of its `promises.csv` with blank answers.

    A promise that is neither done nor changed comes back as it was, with the year that first made it.
    """
    own = {row["id"]: row for row in rows(before, TABLE)}
    returning = {name: _unanswered(row) for name, row in own.items() if row["answer"] in ("", NOT_DONE)}
    for table in TABLES:
        for row in table.promises(before):
            first = own.get(row["id"])
            goes_on = first is not None and first["answer"] != DONE
            returning[row["id"]] = row | ({"since": first["since"]} if first is not None and goes_on else {})
    return [row | {"period": year} for row in returning.values()]


def unanswered(folder: YearFolder) -> list[str]:
    """Return the ids of what was promised and this year does not answer: of blank answers, and of rows that are left out."""
    answers = {row["id"]: row["answer"] for row in rows(folder, TABLE)}
    promised = [row["id"] for row in left_to_answer(folder.earlier, folder.year)] if folder.earlier else []
    return [name for name in dict.fromkeys([*answers, *promised]) if not answers.get(name)]


def unanswered_rows(folder: YearFolder) -> set[tuple[str, str]]:
    """Return the rows that wait for an answer, as table and id: those of `promises.csv` and, in an own report, those that promised.

    A compilation answers nothing, so what its own plan says is asked about by itself.
    """
    names = set(unanswered(folder))
    promising = () if folder.is_compilation else TABLES
    rows_promised = ((table, row) for table in promising for row in rows(folder, table.name))
    return {(TABLE, name) for name in names} | {
        (t.name, row["id"]) for t, row in rows_promised if t.id_of(row) in names
    }


def faults(folder: YearFolder) -> list[Fault]:
    """Return what is wrong with the year's answers: with their years and grounds, with reworded promises, and with what reviews say."""
    earlier = {row["id"]: row for row in left_to_answer(folder.earlier, folder.year)} if folder.earlier else {}
    actions = {table.id_of(row): (table.name, row) for table in TABLES[1:3] for row in rows(folder, table.name)}
    file = folder.table(TABLE).file
    return [
        Fault(file, line, column, message)
        for line, row in _lines(folder, TABLE)
        for column, message in _row_faults(folder, row, earlier.get(row["id"]), actions.get(row["id"]))
    ]


def rows(folder: YearFolder, name: str) -> list[dict[str, str]]:
    """Return the rows of one of the year's tables as they are written; none where it is not supplied."""
    return [row for _, row in _lines(folder, name)]


def _lines(folder: YearFolder, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    path = folder.path / schemas()[name].chapter / f"{name}.csv"
    if path.is_file():
        yield from ((line, {k: v.strip() for k, v in row.items()}) for line, row in folder.raw_table(path).records())


def _unanswered(row: Row) -> dict[str, str]:
    blank = dict.fromkeys((field.name for field in schemas()[TABLE].fields), "")
    return blank | {name: row[name] for name in ("id", "promise", "kind", "since", "owner", "due", "source")}


def _row_faults(
    folder: YearFolder, row: Row, earlier: Row | None, action: tuple[str, Row] | None
) -> Iterator[tuple[str, str]]:
    answer, before = row["answer"], folder.report_year.before
    if row["period"] != folder.year:
        yield "period", OTHER_YEAR.format(row["period"], folder.year)
    if not LABEL.fullmatch(row["since"]) or row["since"] > before.label:
        yield "since", NO_YEAR_BEFORE.format(row["since"], folder.year, before)
    if answer and not row["account"]:
        yield "account", NO_ACCOUNT.format(answer)
    if answer == DONE and not row["evidence_source"]:
        yield "evidence_source", UNSOURCED
    if earlier and answer != CHANGED and earlier["promise"] != row["promise"]:
        yield "promise", REWORDED.format(row["promise"], earlier["promise"])
    if action and answer and (answer == DONE) != (action[1]["status"] == DONE):
        yield "answer", UNLIKE.format(answer, action[0], action[1]["status"], action[1]["id"])
