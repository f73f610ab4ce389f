"""Derive every number of a report's ledger again from the data alone, and say which come out otherwise.

    python -m tests.independent.derive_again build/wirral/2023-24

It knows numbers.csv and the project's data, and nothing of the program. A number is taken from its file, row and column, or
worked out by its formula (`working`), and must then be printed as that value in its unit (`written`). Numbers of the book
itself (axes, captions, pages, downloads) come from no data; what can be held against the report's own files is.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import isclose
from pathlib import Path

from .data_files import DataFiles, NotDerivable
from .printed_forms import is_as_valued, rounded
from .working import Value, Working, _figure

Entry = dict[str, str]
CLOSE = 1e-9


@dataclass(frozen=True)
class Fault:
    """One entry that does not come out: what is wrong, in a sentence."""

    entry: str
    message: str

    def __str__(self) -> str:
        return f"{self.entry}: {self.message}"


@dataclass(frozen=True)
class Result:
    """How many entries there are of each kind, those that came out wrong, and those that could not be derived."""

    kinds: Counter[str]
    wrong: tuple[Fault, ...]
    not_derivable: tuple[Fault, ...]

    def __str__(self) -> str:
        kinds = [f"{count:>6,}  {kind}" for kind, count in self.kinds.most_common()]
        failures = [f"wrong: {fault}" for fault in self.wrong] + [
            f"not derivable: {fault}" for fault in self.not_derivable
        ]
        total = f"{self.kinds.total():>6,}  in all: {len(self.wrong)} wrong, {len(self.not_derivable)} not derivable"
        return "\n".join([*kinds, total, *failures])


def derive(report: Path, *, root: Path | None = None) -> Result:
    """Derive the ledger of a report again; `root` holds its data, three folders above unless given."""
    ledger = read(report / "numbers.csv")
    data = DataFiles(root or report.parents[2], f"data/{report.parent.name}/{report.name}")
    wrong, not_derivable = [], []
    for entry in ledger:
        try:
            wrong += [Fault(entry["entry"], message) for message in faults(entry, data, report)]
        except (NotDerivable, OSError, KeyError, ValueError, SyntaxError, AttributeError) as error:
            not_derivable.append(Fault(entry["entry"], f"{type(error).__name__}: {error}"))
    wrong += [Fault(entry["entry"], message) for entry, message in out_of_turn(ledger)]
    return Result(Counter(entry["kind"] for entry in ledger), tuple(wrong), tuple(not_derivable))


def read(path: Path) -> list[Entry]:
    """Return the entries of a ledger."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def faults(entry: Entry, data: DataFiles, report: Path) -> Iterator[str]:
    """Go through what is wrong with one entry."""
    value = derived(entry, data, report)
    if not is_same(value, entry):
        yield f"the ledger has {entry['value'] or 'no value'}, and the data give {value}"
    if entry["kind"] not in ("download", "edition") and not is_as_valued(
        entry["shown"], value, _printed_unit(entry), qualifier=_qualifier(entry, data), code=entry["code"]
    ):
        yield f"{value} in {entry['unit']} is not printed as {entry['shown']!r}"


def _printed_unit(entry: Entry) -> str:
    """The unit whose forms an entry may be printed in: children of a hundred go to a tenth, and an axis as far as its steps need."""
    if entry["formula"].startswith("of_hundred("):
        return "of_hundred"
    return f"axis in {entry['unit']}" if entry["kind"] == "axis" else entry["unit"]


def derived(entry: Entry, data: DataFiles, report: Path) -> Value:
    """Return an entry's value from the data: by its formula, or from its row."""
    if entry["kind"] in OF_THE_BOOK:
        return OF_THE_BOOK[entry["kind"]](entry, data, report)
    if entry["code"] and data.is_own(entry["file"]):
        return None  # a number of people that is hidden, and every share of it
    if entry["formula"]:
        return Working(data, entry["unit"], tuple(rows_of(entry)), _inputs(entry)).of(entry["formula"])
    if not entry["file"]:
        raise NotDerivable("it has neither a formula nor a file")
    row = data.row(entry["file"], entry["row"])
    if entry["code"] and row.get("value") is not None:
        raise NotDerivable("the ledger has a code where the data have a value")
    return _typed(data.of(row, entry["column"]), entry["unit"])


def out_of_turn(ledger: list[Entry]) -> Iterator[tuple[Entry, str]]:
    """Go through captions and pages that do not count on by one from the one before."""
    captions = [entry for entry in ledger if entry["kind"] == "caption"]
    for _, group in groupby(sorted(captions, key=_series), key=_series):
        for due, entry in enumerate(group, start=1):
            if int(entry["value"].partition(".")[2]) != due:
                yield entry, f"{entry['value']} stands where {due} is due"
    for due, entry in enumerate((entry for entry in ledger if entry["kind"] == "page"), start=1):
        if entry["value"] != str(due):
            yield entry, f"page {entry['value']} stands where {due} is due"


def _series(entry: Entry) -> tuple[str, str]:
    return entry["chapter"], entry["place"].partition(" ")[0]


def _itself(entry: Entry, data: DataFiles, report: Path) -> Value:
    """An axis and a map's key name no data: only their printed form is held against their value."""
    return _typed(entry["value"], entry["unit"])


def _chapter(entry: Entry, data: DataFiles, report: Path) -> Value:
    return float(entry["chapter"][:2])


def _year(entry: Entry, data: DataFiles, report: Path) -> Value:
    if entry["file"]:  # such as a telephone number that every page gives
        number = str(data.of(data.row(entry["file"], entry["row"]), entry["column"]))
        return number.removeprefix("tel:").replace("-", " ")
    if entry["entry"] == "edition-compiled":
        return data.compiled_on
    return data.end if entry["unit"] == "date" else report.name


def _download(entry: Entry, data: DataFiles, report: Path) -> Value:
    content = (report / entry["file"]).read_bytes()
    if entry["entry"].endswith("-size"):
        return float(len(content))
    rows = list(csv.reader(content.decode("utf-8").splitlines(keepends=True)))
    if entry["entry"].endswith("-confidential"):
        return float(sum(cell == "[c]" for row in rows for cell in row))
    return float(len(rows) - 1)


OF_THE_BOOK = {
    "axis": _itself,
    "key": _itself,
    "caption": _itself,
    "page": _itself,
    "chapter": _chapter,
    "edition": _year,
    "download": _download,
}


def rows_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """Go through the rows that an entry names, each with its file."""
    files, rows = entry["file"].split("; "), entry["row"].split("; ")
    if len(files) > 1:
        yield from ((file, row) for file, of in zip(files, rows, strict=True) for row in of.split(", "))
        return
    for part in entry["row"].replace("; ", ", ").split(", "):
        if part or entry["file"]:
            yield entry["file"], part


def _inputs(entry: Entry) -> tuple[str, ...]:
    return tuple(entry["inputs"].split("; ")) if entry["inputs"] else ()


def _qualifier(entry: Entry, data: DataFiles) -> str:
    if entry["formula"] or not entry["file"].endswith(".csv") or not entry["row"]:
        return ""
    return data.row(entry["file"], entry["row"]).get("qualifier", "") if entry["kind"] != "download" else ""


def _typed(cell: object, unit: str) -> Value:
    if unit in ("words", "period"):
        return str(cell)
    return _figure(cell)


def is_same(value: Value, entry: Entry) -> bool:
    """Whether a value is the ledger's; a share of people may go in it no further than it is printed."""
    ledger_value = entry["value"]
    if value is None or isinstance(value, (str, date)):
        return str(value or "") == ledger_value
    values = [value, rounded(value, places=1)] if entry["formula"].startswith("share(rows,") else [value]
    return ledger_value != "" and any(
        isclose(candidate, float(ledger_value), rel_tol=CLOSE, abs_tol=CLOSE) for candidate in values
    )


if __name__ == "__main__":
    result = derive(Path(sys.argv[1]).resolve())
    print(result)
    sys.exit(bool(result.wrong or result.not_derivable))
