"""Import a folder of publishers' files into the store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.errors import DataFaults, Fault, ReportError
from helpers.sources.importers import (
    area_lookups,
    file_formats,
    merging,
    parquet_store,
    readers,
    recognition,
    registers,
    releases,
)
from helpers.sources.importers.geography import Geography
from helpers.sources.importers.import_report import FileRead, ImportReport
from helpers.sources.importers.recognition import RecognisedFile, UnrecognisedFile, recognise

if TYPE_CHECKING:
    import pandas as pd

Tables = dict[str, "pd.DataFrame"]
Outcome = RecognisedFile | UnrecognisedFile | list[Fault]


@dataclass(frozen=True)
class SortedFiles:
    """The files of a folder: those of known releases, those a release sets aside with its reason, and the rest."""

    recognised: tuple[RecognisedFile, ...]
    set_aside: tuple[UnrecognisedFile, ...]
    unrecognised: tuple[UnrecognisedFile, ...]


def import_folder(folder: Path, store: Path) -> ImportReport:
    """Read every publisher's file under `folder` into the store in `store`, and report what changed.

    Files are known by their columns. Nothing is written where a file is at fault. Figures that the folder does not give
    stay as they were; the same folder and store give the same bytes.
    Raises `DataFaults` naming each file, row and column that cannot be read, and `ReportError` where there is no folder
    or no list of areas.
    """
    files = _sorted_files(folder)
    old = parquet_store.read(store)
    areas = _areas(files.recognised, old)
    tables_read = _read_files(files.recognised, Geography(areas))
    described = registers.still_described
    change = merging.update(described(old.get("figures")), tables_read, described(old.get("superseded")))
    own = {"areas": areas, "figures": change.figures, "superseded": change.superseded}
    tables = old | registers.other_tables(tables_read, old) | own
    parquet_store.write(tables | registers.descriptions(change.figures, tables), store)
    return ImportReport(
        read=tuple(_file_read(tables) for tables in tables_read),
        set_aside=files.set_aside,
        unrecognised=files.unrecognised,
        change=change,
    )


def _sorted_files(folder: Path) -> SortedFiles:
    outcomes = [outcome for path in _paths(folder) for outcome in _outcomes(path, folder)]
    faults = [fault for outcome in outcomes if isinstance(outcome, list) for fault in outcome]
    if faults:
        raise DataFaults(faults)
    recognised = [outcome for outcome in outcomes if isinstance(outcome, RecognisedFile)]
    aside = [UnrecognisedFile(file.raw.file, file.release.set_aside) for file in recognised if file.release.set_aside]
    lost = [outcome for outcome in outcomes if isinstance(outcome, UnrecognisedFile)]
    return SortedFiles(tuple(file for file in recognised if not file.release.set_aside), tuple(aside), tuple(lost))


def _paths(folder: Path) -> Sequence[Path]:
    if not folder.is_dir():
        raise ReportError(f"{folder} is no folder. Give the folder that holds the publishers' files, FROM=folder.")
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def _outcomes(path: Path, folder: Path) -> list[Outcome]:
    """Return what each table of a file is; of a workbook, the sheets beside its tables, such as a cover, are left out."""
    file = path.relative_to(folder).as_posix()
    try:
        tables = list(file_formats.tables(file, path.read_bytes(), recognition.known_headings(releases.releases())))
    except ValueError as error:
        return [UnrecognisedFile(file, str(error))]
    outcomes = [recognise(raw, releases.releases()) for raw in tables]
    recognised: list[Outcome] = [outcome for outcome in outcomes if not isinstance(outcome, UnrecognisedFile)]
    return recognised or outcomes or [UnrecognisedFile(file, "it has no table")]


def _areas(recognised: Iterable[RecognisedFile], old: Tables) -> pd.DataFrame:
    lookups = {file.release.reader: file.raw for file in recognised}
    if "area_codes" in lookups:
        new = area_lookups.areas(lookups["area_codes"], lookups.get("districts"), lookups.get("abolished_districts"))
        return registers.merge_areas(new, old.get("areas"))
    if "areas" not in old:
        raise ReportError(
            "No file lists the areas' codes. Put the lookup of authority codes and regions in the folder."
        )
    return old["areas"]


def _read_files(recognised: Iterable[RecognisedFile], geography: Geography) -> list[readers.ReadTables]:
    """Return the tables of every file; `DataFaults` has the faults of all files, so that they can be corrected at once."""
    tables_read: list[readers.ReadTables] = []
    faults: list[Fault] = []
    for file in recognised:
        try:
            tables_read.append(readers.read(file, geography))
        except DataFaults as error:
            faults += error.faults
    if faults:
        raise DataFaults(faults)
    return tables_read


def _file_read(tables: readers.ReadTables) -> FileRead:
    ends = tables.rows["period_end"].dt.year if "period_end" in tables.rows else None
    years = "" if ends is None or not len(ends) else f"{ends.min()} to {ends.max()}"
    return FileRead(tables.file, tables.release.title, len(tables.rows), years)
