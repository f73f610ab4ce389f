"""What a year's files hold: cells by file, row and column, and tables by name. Nothing of the program is used."""

from __future__ import annotations

import csv
import json
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as parquet

STORE = "data/published"
KEYS = {
    "figures": ("measure", "area", "period"),
    "measures": ("measure",),
    "small_areas": ("edition", "lsoa"),
    "sources": ("id",),
    "areas": ("area",),
    "inspections": ("area", "inspected"),
    "youth_justice_inspections": ("area", "published"),
}
NUMBERS = {"value", "numerator", "denominator", "income_deprived_percent"}
DAYS = {"period_end", "inspected", "published"}
Row = dict[str, Any]


class NotDerivable(Exception):
    """What the ledger says of a number does not lead to a value; the sentence says why."""


@dataclass(frozen=True)
class DataFiles:
    """The project's `root`, and the year's folder within it, such as data/wirral/2023-24."""

    root: Path
    year: str

    def cell(self, address: str) -> Any:
        """Return the cell at "file, row, column": text, a number, a date, or None where it is blank."""
        file, row, column = address.split(", ")
        return self.of(self.row(file, row), column)

    def of(self, row: Row, column: str) -> Any:
        """Return a column of a row; of a published figure, a column of its measure where the figure has none."""
        if column not in row and "measure" in row:
            row = self._measures[row["measure"]]
        if column not in row:
            raise NotDerivable(f"there is no column {column}")
        return row[column] if row[column] != "" else None

    def row(self, file: str, row: str) -> Row:
        """Return one row of a file: by its line (the headings are line 1), its id or, of the published store, its key."""
        row = row.removeprefix("row ")
        if file.endswith(".parquet"):
            return self._published(Path(file).stem, row)
        if file.endswith(".toml"):
            name, _, place = row.partition(" ")  # a list's entries are counted from one
            entry = tomllib.loads((self.root / file).read_text(encoding="utf-8"))[name]
            return entry[int(place) - 1] if place else entry
        if file.startswith(f"{self.invented}/"):
            return self._published(Path(file).stem, row)
        rows = self.rows(file)
        if row.isdecimal() and 2 <= int(row) <= len(rows) + 1:
            return rows[int(row) - 2]
        return self._only(
            [candidate for candidate in rows if candidate.get("id", candidate.get("term")) == row], f"{file}, {row}"
        )

    def rows(self, file: str) -> list[Row]:
        """Return the rows of a CSV file."""
        if file not in self._files:
            path = self.root / file
            if not path.is_file():
                raise NotDerivable(f"there is no file {file}")
            with path.open(encoding="utf-8-sig", newline="") as opened:
                self._files[file] = list(csv.DictReader(opened))
        return self._files[file]

    def table(self, name: str) -> list[Row]:
        """Return the rows of every file of the year of that name, or of the project's own where the year has none."""
        if name not in self._tables:
            self._tables[name] = self._table(name)
        return self._tables[name]

    def _table(self, name: str) -> list[Row]:
        for place in (self.year, "data/common"):
            if paths := sorted((self.root / place).glob(f"**/{name}.csv")):
                return [row for path in paths for row in self.rows(path.relative_to(self.root).as_posix())]
        raise NotDerivable(f"no file is called {name}.csv")

    def declared_period(self, table: str, year: str = "") -> str:
        """Return the period that the form of a table declares for all its rows: the report's year, the year after it, or none.

        `year` is that of the report whose folder the table stands in, where that is not this one's.
        """
        form = self.root / "src/helpers/sources/schemas" / f"{table}.json"
        first = int((year or self.year.rpartition("/")[2])[:4])
        starts = {"report year": first, "year after": first + 1}
        declared = json.loads(form.read_text(encoding="utf-8")).get("period", "")
        return f"{starts[declared]}-{(starts[declared] + 1) % 100:02}" if declared else ""

    def figures(self, measure: str) -> list[Row]:
        """Return the published figures of a measure."""
        if measure not in self._of_measure:
            chosen = pc.equal(self._figures["measure"], measure)
            invented = [row for row in self._invented("figures") if row["measure"] == measure]
            self._of_measure[measure] = [*self._figures.filter(chosen).to_pylist(), *invented]
        return self._of_measure[measure]

    def ends(self, source: str) -> list[date]:
        """Return the days on which the periods end that a source gives figures of."""
        chosen = self._figures.filter(pc.equal(self._figures["source"], source))
        return pc.unique(chosen["period_end"]).to_pylist()

    @property
    def invented(self) -> str:
        """The folder of the figures that are invented for the place of the report, where it is an invented one."""
        return f"{self.year.rpartition('/')[0]}/published"

    def is_own(self, file: str) -> bool:
        """Whether a file is one of the partnership's own years, this one or an earlier one."""
        return file.startswith(f"{self.year.rpartition('/')[0]}/") and not file.startswith(f"{self.invented}/")

    def _invented(self, name: str) -> list[Row]:
        """The rows invented for a file of the published store, with numbers and dates as the store has them."""
        file = f"{self.invented}/{name}.csv"
        rows = self.rows(file) if (self.root / file).is_file() else []
        return [{column: _typed(column, cell) for column, cell in row.items()} for row in rows]

    def unit(self, measure: str) -> str:
        """The unit of a published measure."""
        return self._measures[measure]["unit"]

    def authorities(self) -> dict[str, Row]:
        """The authorities of England by code, with the first and last reporting year of each."""
        return {row["area"]: row for row in self._store("areas") if row["kind"] == "authority"}

    def name(self, area: str) -> str:
        """The name of an area."""
        return self.row(f"{STORE}/areas.parquet", area)["name"]

    @property
    def areas(self) -> list[str]:
        """The areas that the year's report covers."""
        return self._settings["partnership"]["areas"]

    @property
    def end(self) -> date:
        """The last day of the year."""
        return self._settings["year"]["end"]

    @property
    def compiled_on(self) -> date:
        """The day on which the report was completed."""
        return self._settings["report"]["compiled_on"]

    @cached_property
    def _settings(self) -> dict[str, Any]:
        path = self.root / self.year / "report.toml"
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else self._unsupplied

    @property
    def _unsupplied(self) -> dict[str, Any]:
        """The settings of an authority that has sent nothing: itself alone, and the year to 31 March."""
        _, slug, year = self.year.split("/")
        codes = [code for code, authority in self.authorities().items() if authority["slug"] == slug]
        return {"partnership": {"areas": codes}, "year": {"end": date(int(year[:4]) + 1, 3, 31)}}

    def _published(self, name: str, key: str) -> Row:
        among = f"{name} {key.partition('|')[0]}" if name == "figures" else name
        if among not in self._by_key:
            rows = self.figures(key.partition("|")[0]) if name == "figures" else self._store(name)
            self._by_key[among] = defaultdict(list)
            for row in rows:
                self._by_key[among]["|".join(str(row[column]) for column in KEYS[name])].append(row)
        return self._only(self._by_key[among].get(key, []), f"{name}, {key}")

    def _only(self, rows: list[Row], address: str) -> Row:
        if len(rows) != 1:
            raise NotDerivable(f"{len(rows)} rows are {address}")
        return rows[0]

    def _store(self, name: str) -> list[Row]:
        if name not in self._files:
            self._files[name] = parquet.read_table(self.root / STORE / f"{name}.parquet").to_pylist()
            self._files[name] += self._invented(name)
        return self._files[name]

    @cached_property
    def _files(self) -> dict[str, list[Row]]:
        return {}

    @cached_property
    def _tables(self) -> dict[str, list[Row]]:
        return {}

    @cached_property
    def _by_key(self) -> dict[str, dict[str, list[Row]]]:
        return {}

    @cached_property
    def _of_measure(self) -> dict[str, list[Row]]:
        return {}

    @cached_property
    def _figures(self) -> Any:
        return parquet.read_table(self.root / STORE / "figures.parquet")

    @cached_property
    def _measures(self) -> dict[str, Row]:
        return {row["measure"]: row for row in self._store("measures")}


def _typed(column: str, cell: str) -> Any:
    """A cell of a CSV file as the store has it: a number, a day, or None where it is blank."""
    if column in NUMBERS:
        return float(cell) if cell else None
    return date.fromisoformat(cell) if column in DAYS and cell else cell or None
