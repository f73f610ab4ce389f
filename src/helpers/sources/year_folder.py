"""The year's folder: tables, prose and sources of one partnership and year, read as they are needed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from helpers.errors import DataFaults, Fault
from helpers.sources import (
    counts,
    file_dependencies,
    local_figures,
    outside_lists,
    own_forms,
    partnerships,
    published,
    source_table,
)
from helpers.sources.cited_sources import Source, common_sources, sources_of
from helpers.sources.local_figures import LocalMeasure
from helpers.sources.project import data_root, is_snapshot, once_a_build
from helpers.sources.report_years import LABEL, ReportYear
from helpers.sources.schema import (
    CATALOGUE,
    ELSEWHERE,
    EVERY_CHAPTER,
    LOCAL_FIGURES,
    LOCAL_MEASURES,
    OF_ALL,
    Forms,
    Schema,
    SectionForm,
)
from helpers.sources.source_table import SourceTable
from helpers.sources.year_files import YearFiles, files_below
from helpers.sources.year_settings import SETTINGS

CHECKLIST, RELATIONS = "CHECKLIST.md", "relations.toml"

FileVersion = tuple[Path, int, int]


@dataclass(frozen=True)
class ProseSection:
    """A section as written, before its numbers are put in."""

    section: SectionForm
    file: str
    markdown: str


@dataclass(frozen=True)
class YearFolder(YearFiles):
    """One partnership's year. The folder may be absent: then only published statistics speak."""

    @property
    def earlier(self) -> YearFolder | None:
        """The partnership's newest earlier year that has a folder, whose report readers have; None where there is none."""
        paths = self.path.parent.iterdir() if self.path.parent.is_dir() else ()
        years = [path.name for path in paths if path.is_dir() and LABEL.fullmatch(path.name) and path.name < self.year]
        return _opened(self.partnership, max(years), self.path.parent / max(years), self.root) if years else None

    @property
    def year_before(self) -> YearFolder | None:
        """The folder of the year just before, whose figures stand beside this year's; None where the partnership has none."""
        earlier = self.earlier
        return earlier if earlier and earlier.report_year == self.report_year.before else None

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources that the tables cite, by id: those common to every partnership, then the year's own."""
        return common_sources() | sources_of(self.table("sources"))

    @property
    @once_a_build
    def forms(self) -> Forms:
        """What the year may hold: every form of the program and the year's own. Raises DataFaults where one of those is wrong."""
        own = self.own_forms
        if own.faults:
            raise DataFaults(own.faults)
        return own.with_shipped

    @property
    @once_a_build
    def own_forms(self) -> own_forms.OwnForms:
        """The forms that the year's folder describes itself, with what is wrong with them."""
        return own_forms.read(self.path, self.named(self.path))

    def table(self, name: str) -> SourceTable:
        """Read a table by name, wherever in the year it stands; an absent file gives a table without rows."""
        form = self.form(self.forms.table(name))
        return self._counted_from_list(form) or self._table(form, self._path_of(form))

    def _counted_from_list(self, form: Schema) -> SourceTable | None:
        """A table that its settings have counted from a list outside the project; None for any other."""
        counted = outside_lists.counted(self, form)
        if counted is None:
            return None
        version = (self.path / SETTINGS / form.name, 0, hash(counted))
        if version not in self._tables or self._tables[version].schema != form:
            self._tables[version] = self._refused(form, outside_lists.table(self, form, counted))
        file_dependencies.take_lists(self.path.parent)
        return self._tables[version]

    def _table(self, form: Schema, path: Path) -> SourceTable:
        version = _version(path)
        if version not in self._tables or self._tables[version].schema != form:
            self._tables[version] = self._read(form, path)
        file_dependencies.take(path)
        return self._tables[version]

    def form(self, form: Schema) -> Schema:
        """Return the schema as this report reads it."""
        return form.of_compilation() if self.is_compilation else form

    def _read(self, form: Schema, path: Path) -> SourceTable:
        """Read a table, whatever asks for it; raises DataFaults where one of its numbers may not be shown as it is."""
        return self._refused(form, source_table.read(form, path, self.named(path), self._within(path)))

    def _refused(self, form: Schema, table: SourceTable) -> SourceTable:
        """A table with the period of its form; raises DataFaults as `_read` does."""
        rows = table.rows
        wrong = list(counts.faults(form, rows, self.releases(form, rows))) if table.supplied else []
        if wrong:
            raise DataFaults(Fault(table.file, fault.line, fault.column, fault.message) for fault in wrong)
        return replace(table, period=form.period_in(self.report_year))

    def releases(self, form: Schema, rows: Sequence[tuple[int, Mapping[str, Any]]]) -> dict[str, str]:
        """The addresses of the sources that may have released a table's numbers, by id: the year's own and official publications."""
        named = counts.named_releases(form, rows)
        cited = self.sources.values() if named else ()
        own = {source.id: source.address for source in cited}
        official = published.store().sources() if named - own.keys() else ()
        return {source.id: source.url for source in official} | own

    @property
    def local_measures(self) -> list[LocalMeasure]:
        """The measures of which the year has figures of its own, described by itself or by the catalogue."""
        return local_figures.in_use(*map(self.table, (LOCAL_MEASURES, CATALOGUE, LOCAL_FIGURES)))

    @property
    def waiting_measures(self) -> list[LocalMeasure]:
        """The partnership's own measures of which no figure has come yet."""
        have_come = {table.name for table in self.local_tables}
        return [own for own in self.local_measures if own.id not in have_come]

    @cached_property
    def local_tables(self) -> list[SourceTable]:
        """The figures of each of the partnership's own measures, as a table of its own."""
        return local_figures.tables(self.local_measures, self.table(LOCAL_FIGURES), self.releases)

    @cached_property
    def _tables(self) -> dict[FileVersion, SourceTable]:
        """The tables read so far, by their files as they were saved: a notebook that stays open sees what was saved since."""
        return {}

    def is_own(self, table: SourceTable) -> bool:
        """Whether the partnership supplied a table in this year, and it is not the one common to all."""
        return table.supplied and (self.root / table.file).is_relative_to(self.path)

    def tables_named(self, name: str) -> Iterator[SourceTable]:
        """Go through the tables of one name that chapters may each have, such as facts."""
        for path in self.paths_named(name):
            yield self._table(self.form(self.forms.table(name)), path)

    @once_a_build
    def versions(self) -> tuple[FileVersion, ...]:
        """Return the state of each of its tables and own forms, which is another once one is saved, added or taken away."""
        return tuple(map(_version, (*self.csv_files(), *own_forms.files(self.path))))

    def unread_files(self) -> list[Path]:
        """Every file of the year that nothing reads, but for those that systems and editors leave."""
        read = {
            self.path / SETTINGS,
            self.path / CHECKLIST,
            self.path / RELATIONS,
            *self.csv_files(),
            *self.prose_files(),
        }
        read.update(own_forms.files(self.path))
        return [path for path in files_below(self.path, "**/*") if path.is_file() and path not in read]

    def prose(self, chapter: str, name: str) -> list[ProseSection]:
        """Read a section: its file and, where it has several such as the agencies' returns, those of the folder of its name; none where it was not supplied."""
        single, parts = (self._own_or_common(f"{chapter}/{name}{ending}") for ending in (".md", ""))
        files = [*([single] if os.path.lexists(single) else []), *sorted(parts.glob("*.md"))]
        form = self.forms.section(chapter, name) if files else None
        return [ProseSection(form, self.named(path), self.text(path)) for path in files if form]

    @property
    def named_forms(self) -> dict[str, Schema | SectionForm]:
        """Every table by its name, and every section by its chapter and name: "reviews", "05_key_activity/reach"."""
        return {**self.forms.tables, **{"/".join(key): form for key, form in self.forms.sections.items()}}

    def missing(self, *, with_elsewhere: bool = False) -> list[tuple[str, str, str]]:
        """List what chapters have room for and nobody has supplied: chapter, what, and who sends it; not what is published elsewhere.

        Where some of a compilation was found, the last is empty: nobody was asked. Where nothing was looked for, it is who could.
        """
        tables = (s for s in self.forms.tables.values() if s.chapter != EVERY_CHAPTER and not self._is_supplied(s))
        proses = (s for s in self.forms.sections.values() if not self.has_section(s))
        there = () if with_elsewhere else self.table(ELSEWHERE).frame["form"].map(self.named_forms.get).tolist()
        forms = (form for form in chain[Schema | SectionForm](tables, proses) if form not in there)
        waiting = [(form.chapter, form.title, form.supplied_by) for form in forms]
        of_measures = self.forms.table(LOCAL_FIGURES).supplied_by
        waiting += [(own.chapter, own.name, of_measures) for own in self.waiting_measures]
        has_senders = not (self.is_compilation and self.exists)
        return sorted((chapter, what, sender if has_senders else "") for chapter, what, sender in waiting)

    def _is_supplied(self, form: Schema) -> bool:
        counted = outside_lists.counted(self, form)
        return self._path_of(form).is_file() if counted is None else counted.is_there

    def within(self, path: Path) -> Path:
        """A file's place within the year, or within what is common: 01_introduction/welcome.md."""
        return path.relative_to(self.common if path.is_relative_to(self.common) else self.path)

    def has_section(self, form: SectionForm) -> bool:
        """Whether a section, or a part of it, was supplied, whatever it says."""
        file, parts = (self._own_or_common(f"{form.chapter}/{form.id}{ending}") for ending in (".md", ""))
        return file.is_file() or any(parts.glob("*.md"))

    def _path_of(self, form: Schema) -> Path:
        if form.name in OF_ALL:
            return self.common / f"{form.name}.csv"
        return (
            self.path / f"{form.name}.csv"
            if form.chapter == EVERY_CHAPTER
            else self._own_or_common(f"{form.chapter}/{form.name}.csv")
        )

    def _own_or_common(self, within: str) -> Path:
        """Where a file or folder of the year stands: in its own folder, or in the common one where only that has it."""
        own, common = self.path / within, self.common / within
        return common if common.exists() and not own.exists() else own


def open_year(partnership: str, year: str) -> YearFolder:
    """Find a partnership's year: `open_year("wirral", "2023-24")`.

    The partnership is a folder of `data/` or any English authority by name, alias or code. Raises ReportError for a year that
    is not a year and UnknownName for a partnership that is neither.
    """
    root, label = data_root(), ReportYear.parse(year).label
    name = partnerships.folder_name(partnership, root)
    return _opened(name, label, root / "data" / name / label, root)


def years_of(partnership: str) -> list[YearFolder]:
    """Return the folders of a partnership's years, the earliest first."""
    root = data_root()
    names = sorted(path.name for path in (root / "data" / partnership).glob("*") if path.is_dir())
    return [
        _opened(partnership, name, root / "data" / partnership / name, root) for name in names if LABEL.fullmatch(name)
    ]


@cache
def _opened(partnership: str, year: str, path: Path, root: Path) -> YearFolder:
    return YearFolder(partnership, year, path, root)


def _version(path: Path) -> FileVersion:
    """A file, with its size and the time of its last change; both are nought where there is none, and in a build's snapshot."""
    state = path.stat() if not is_snapshot() and path.is_file() else None
    return (path, state.st_size, state.st_mtime_ns) if state else (path, 0, 0)
