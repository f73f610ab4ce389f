"""What a year's numbers are called: facts, derived numbers and the cells of tables, each found by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from helpers.errors import ReportError, UnknownName, nearest
from helpers.sources import counts, published
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.periods import Period
from helpers.sources.schema import PROTECTED, Schema
from helpers.sources.source_table import SourceTable
from helpers.sources.year_folder import FileVersion, ProseSection, YearFolder
from helpers.statistics import disclosure, formulas
from helpers.statistics.declarations import Declarations
from helpers.statistics.derivations import Derivation, Name
from helpers.statistics.numbers import Number, Text
from helpers.statistics.table_numbers import (
    RowError,
    cell,
    field_of,
    open_table,
    over_rows,
    row_error,
    selected,
    selections,
    value_of_fact,
)

NAMES = re.compile(r"[A-Za-z_][\w.]*")
VERSIONS_READ = 64
SINGLE = ("facts", "derived", "sources")
FORMULA = "formula of {}"
SINGLED_OUT = (
    "it leaves a small number of people, whom readers could then know. Leave the number out or, where a source has "
    "printed it, give it in facts.csv with released_by."
)


class NamedNumbers:
    """Every number of a year's folder by name, each worked out when it is first asked for."""

    def __init__(self, folder: YearFolder) -> None:
        self.folder = folder
        self.bound: dict[ProseSection, Text] = {}
        """The sections whose numbers were put in so far."""
        self._numbers: dict[str, Number] = {}
        self._working: list[str] = []

    @cached_property
    def facts(self) -> Declarations:
        """Where each fact stands."""
        return Declarations(self.folder, "facts")

    @cached_property
    def derived(self) -> Declarations:
        """Where each derived number is declared."""
        return Declarations(self.folder, "derived")

    def every_name(self) -> list[str]:
        """Every name that can be asked for, tables among them."""
        return [*self.facts, *self.derived, *self.tables()]

    def tables(self) -> list[str]:
        """The names of the tables that hold rows, not single facts."""
        return [name for name in self.folder.forms.tables if name not in SINGLE]

    def has_branch(self, name: str) -> bool:
        """Whether some name continues this one after a dot."""
        return name in self._beginnings or self._row_of(name) is not None

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """The tables' names, and what stands before each dot of any name."""
        parts = (name.split(".") for name in self.every_name())
        branches = (".".join(part[:count]) for part in parts for count in range(1, len(part)))
        return frozenset((*self.tables(), *branches))

    def has(self, name: str) -> bool:
        """Whether a number bears the name."""
        return name in self.facts or name in self.derived or self._cell(name) is not None

    def number(self, name: str) -> Number:
        """Return the number of that name; an unknown one raises UnknownName with the nearest."""
        if name not in self._numbers:
            self._numbers[name] = self._looked_up(name)
        return self._numbers[name]

    def _looked_up(self, name: str) -> Number:
        if name in self.facts:
            return self._fact(*self.facts[name])
        if name in self.derived:
            return self._derived(name)
        cell = self._cell(name)
        if cell is None:
            raise UnknownName(f'Nothing is called "{name}". {nearest(name, self.every_name())}'.strip())
        return cell

    def label(self, name: str) -> str:
        """Say what a number is: the note of its fact or formula, or its name where it has none."""
        for kind in (self.facts, self.derived):
            if name in kind:
                table, place = kind[name]
                return str(table.frame["note"].iloc[place]) or name
        return name

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Go through a table's rows: words, and numbers for columns with a unit."""
        table = self._supplied(name)
        for place in range(len(table.frame)):
            yield {
                f.name: cell(table, place, f.name) if f.is_number else table.frame[f.name].iloc[place]
                for f in table.schema.fields
            }

    def count(self, name: str, /, **values: str) -> Number:
        """Count a table's rows, or those whose columns have the values given."""
        table = self._supplied(name)
        rows = selected(table, values)
        return over_rows(table, rows, float(len(rows)), "count", Derivation("count", (Name(name), *selections(values))))

    def total(self, name: str, column: str, /, **values: str) -> Number:
        """Add up a column of a table, or of those rows whose columns have the values given; a blank value is refused."""
        table = self._supplied(name)
        rows, form = selected(table, values), field_of(table, column)
        if not form.is_number or form.type == "date":
            raise ReportError(f"{table.file} has no numbers in {column}, so it has no total. Name a column of numbers.")
        if rows[column].isna().any():
            raise ReportError(f"{table.file} has a blank {column}, so its total is not known. Supply the value.")
        derivation = Derivation("total", (Name(f"{name}.{column}"), *selections(values)))
        return over_rows(table, rows, float(rows[column].sum()), form.unit, derivation)

    def words(self, name: str, column: str, /, **values: str) -> list[str]:
        """Return the words of a column of a table, or of those rows whose columns have the values given."""
        table = self._supplied(name)
        if field_of(table, column).is_number:
            raise ReportError(f"{table.file} has numbers in {column}, which cannot be listed. Name a column of words.")
        return list(selected(table, values)[column])

    def published(self, measure: str, *, period: str = "", area: str = "") -> Number:
        """Return a published figure: of the partnership's area and the last period before the year's end unless told."""
        return published_number(self.folder, measure, period=period, area=area)

    def _supplied(self, name: str) -> SourceTable:
        table = self.folder.table(name)
        if not table.supplied:
            raise ReportError(
                f"{table.file} is not supplied, so nothing can be said of it. Supply it, or leave the sentence out."
            )
        return open_table(table)

    def _fact(self, table: SourceTable, place: int) -> Number:
        row = table.frame.iloc[place]
        return Number(
            name=row["id"],
            value=value_of_fact(row["value"], row["unit"], table.origin(table.lines[place])),
            unit=row["unit"],
            period=Period(row["period"]),
            source=row["source"],
            origins=(table.origin(table.lines[place]).at("value"),),
            qualifier=row["qualifier"],
        )

    def _derived(self, name: str) -> Number:
        table, place = self.derived[name]
        row = table.frame.iloc[place]
        if name in self._working:
            raise row_error(table.origin(table.lines[place]), f"{name} is worked out from itself. Mend its formula.")
        self._working.append(name)
        try:
            for earlier in self._before(name):
                self.number(earlier)
            worked_out = formulas.work_out(row["formula"], self, unit=row["unit"], note=row["note"])
        except RowError:  # of a number that the formula takes in, whose row says it
            raise
        except ReportError as error:
            raise row_error(table.origin(table.lines[place]).at(FORMULA.format(name)), str(error)) from error
        finally:
            self._working.pop()
        number = formulas.named(worked_out, name, origin=table.origin(table.lines[place]), formula=row["formula"])
        if self._singles_out(number, row["note"]):
            raise row_error(table.origin(table.lines[place]).at(FORMULA.format(name)), SINGLED_OUT)
        return number

    def _before(self, name: str) -> list[str]:
        """The derived numbers that a formula takes in, and those that they do, the last first: a long chain needs no deep stack."""
        names = [name]
        for step in names:
            table, place = self.derived[step]
            taken_in = NAMES.findall(str(table.frame["formula"].iloc[place]))
            names += [n for n in dict.fromkeys(taken_in) if n in self.derived and n not in {*self._numbers, *names}]
        return names[:0:-1]

    def counts_people(self, name: str) -> bool:
        """Whether a number is of people: a fact or a column that counts them, or one worked out from such a number.

        A formula's count of a table's rows is not, since an open table lists them all; a published figure is.
        """
        if name in self.derived:
            table, place = self.derived[name]
            return self._takes_in_people(formulas.read(table.frame["formula"].iloc[place]))
        is_table = "." not in name and name not in self.facts
        return not is_table and counts.is_of_people(self.counted(name))

    def counted(self, name: str) -> str:
        """Return what a fact or a column counts, as its row or its form says: "pages"; empty where neither says it, and of a formula."""
        if name in self.facts:
            table, place = self.facts[name]
            return str(table.frame["counts"].iloc[place])
        return _counted(name, self.folder.forms.tables) if "." in name and name not in self.derived else ""

    def _takes_in_people(self, formula: Derivation) -> bool:
        return "published" in formula.functions() or any(map(self.counts_people, formula.names()))

    def _singles_out(self, number: Number, note: str) -> bool:
        """Whether released numbers leave few people of one period, whom nobody has printed, by a sum or a difference."""
        formula = number.derivation
        if not formula or formula.function not in formulas.SIGNS.values() or number.unit != "count":
            return False
        is_of_one_period = not note.startswith(formulas.DIFFERENT_PERIODS)
        is_few = isinstance(number.value, float) and disclosure.policy(PROTECTED).hides(abs(number.value))
        return is_of_one_period and is_few and self._takes_in_people(formula)

    def _row_of(self, name: str) -> tuple[SourceTable, int] | None:
        table, _, row = name.partition(".")
        if table not in self.tables() or not row:
            return None
        rows_table = self.folder.table(table)
        return (rows_table, rows_table.places[row]) if row in rows_table.places else None

    def _cell(self, name: str) -> Number | None:
        row, _, column = name.rpartition(".")
        cell_row = self._row_of(row)
        if cell_row is None or column not in {field.name for field in cell_row[0].schema.fields if field.is_number}:
            return None
        return cell(*cell_row, column)


@lru_cache(maxsize=VERSIONS_READ)
def _names_of(partnership: str, year: str, root: str, versions: tuple[FileVersion, ...]) -> NamedNumbers:
    """The names of a year, whose files' `versions` tell one state of them from another: a notebook that stays open sees what is saved."""
    from helpers.sources.year_folder import open_year

    return NamedNumbers(open_year(partnership, year))


def names(chapter: ChapterContext | YearFolder) -> NamedNumbers:
    """Return the names of a chapter's year."""
    folder = chapter.folder if isinstance(chapter, ChapterContext) else chapter
    return _names_of(folder.partnership, folder.year, str(folder.root), folder.versions())


def number(chapter: ChapterContext, name: str) -> Number:
    """Return a number of the chapter's year by its name: a fact, a derived number, or `table.row.column`."""
    return names(chapter).number(name)


def published_number(folder: YearFolder, measure: str, *, period: str = "", area: str = "") -> Number:
    """Return one published figure with its row of the store; a figure that is not published has its code."""
    area = area or _only_area(folder)
    figures = published.store().figures(measure, areas=[area], as_at=folder.end)
    selected = figures[figures["period"] == period] if period else figures.tail(1)
    if selected.empty:
        raise ReportError(
            f"No {measure} is published for {area} {period or 'by ' + folder.end.isoformat()}. Ask for a period that the store has."
        )
    row, about = selected.iloc[0], published.store().measure(measure)
    return Number(
        name=row["row"],
        value=None if pd.isna(row["value"]) else float(row["value"]),
        unit=about.unit,
        period=Period(row["period"]),
        source=row["source"],
        origins=(published.origin("figures", measure, area, row["period"]).at("value"),),
        code=row["code"] or "",
        decimals=about.decimals,
    )


def _only_area(folder: YearFolder) -> str:
    if len(folder.areas) > 1:
        raise ReportError(
            f"{folder.name} covers {len(folder.areas)} areas. Say which is meant, as in published(measure, area=…)."
        )
    return folder.areas[0]


def _counted(name: str, forms: Mapping[str, Schema]) -> str:
    """What a column counts, by the name of the column ("table.column") or of a cell of it ("table.row.column")."""
    table, column = name.split(".")[0], name.split(".")[-1]
    fields = forms[table].descriptor["fields"] if table in forms else []
    return next((str(field.get("counts", "")) for field in fields if field["name"] == column), "")
