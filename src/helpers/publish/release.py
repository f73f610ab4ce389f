"""Put out a final report: one archive that nothing overwrites, with checksums, who signed it, and what was corrected since the last.

The first release is version 1.0. Each day on which something was corrected (`corrections.csv`) makes the next: 1.1, 1.2. Days and digests
are those of what is published, never of the clock or of the partnership's own rows, so the same inputs give the same bytes.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

import pandas as pd

from helpers.errors import ReportError
from helpers.publish import earlier_releases
from helpers.publish.compare import numbers
from helpers.publish.earlier_releases import RELEASES
from helpers.sources.folder_locks import held_folder
from helpers.sources.project import project_root
from helpers.sources.year_folder import YearFolder

CHECKSUMS, ABOUT, CHANGES = "SHA256SUMS", "RELEASE.md", "CHANGES.md"
MODE = 0o644 << 16
CONFIDENTIAL = "c"  # what one version hides is no number that moved: beside the other it would tell
REPLACED = (
    "{0} is released already, and what is built now differs from it. A release is never changed: write in {2}/corrections.csv what was wrong, "
    "on which day it was corrected and why, and release again as version {1}. Rows for what differs are written by: "
    "make compare PARTNERSHIP={3} YEAR={4} FROM={0}"
)
SAVED_MEANWHILE = "Files were saved while the report was built, so nothing was released. Run it again once they are as they should be."
UNWRITTEN = "{} cannot be written: {}. Make room, or mend the permissions, and release again."
NO_CORRECTION_SINCE = "{} is released, and corrections.csv has fewer days than that. Restore the rows that it had."


@dataclass(frozen=True)
class ReleasedReport:
    """One version of a year's report: its number, the day of its last signature or correction, and its archive."""

    version: str
    day: date
    archive: Path
    is_new: bool = True


def put_out(folder: YearFolder, built: Path, *, is_current: Callable[[], bool] = lambda: True) -> ReleasedReport:
    """Pack a final report that was built, and return its release; one that is there with the same bytes is left as it is.

    `is_current` says, once all is read, whether the report is still that of the data. Raises ReportError where it is not, where
    that version is there with other bytes, where a later one is there, and where earlier ones and this together tell of few people.
    """
    number = len(_correction_days(folder))
    name = f"{folder.partnership}-{folder.year}-{{}}.zip"
    place = project_root() / RELEASES / folder.partnership / folder.year
    archive = place / name.format(f"1.{number}")
    later = [path for path in place.glob(name.format("1.*")) if _number(path) > number]
    if later:
        raise ReportError(NO_CORRECTION_SINCE.format(_named(max(later, key=_number))))
    versions = sorted((path for path in place.glob(name.format("1.*")) if _number(path) < number), key=_number)
    earlier_releases.refuse(folder, [*earlier_releases.of_year_before(folder), *versions])
    place.mkdir(parents=True, exist_ok=True)
    files, day = dict(_files(folder, built, archive, versions[-1] if versions else None)), _day(folder)
    if not is_current():
        raise ReportError(SAVED_MEANWHILE)
    return ReleasedReport(f"1.{number}", day, archive, _write_once(folder, archive, files, day, number))


def _write_once(folder: YearFolder, archive: Path, files: dict[str, bytes], day: date, number: int) -> bool:
    """Write the archive aside and give it its name, unless it is there: then it must be the same. Say whether it is new."""
    handle, aside = tempfile.mkstemp(prefix=".release-", dir=archive.parent)
    try:
        with os.fdopen(handle, "wb") as opened:
            _pack(opened, files, archive.stem, day)
            opened.flush()
            os.fsync(opened.fileno())
        with held_folder(archive.parent):
            if not archive.exists():
                os.chmod(aside, 0o644)
                os.replace(aside, archive)
                return True
        if archive.read_bytes() != Path(aside).read_bytes():
            place = folder.named(folder.path)
            version = f"1.{number + 1}"
            raise ReportError(REPLACED.format(_named(archive), version, place, folder.partnership, folder.year))
        return False
    except OSError as error:
        raise ReportError(UNWRITTEN.format(_named(archive), error.strerror)) from error
    finally:
        Path(aside).unlink(missing_ok=True)


def _pack(opened: IO[bytes], files: dict[str, bytes], top: str, day: date) -> None:
    with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{top}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            entry.external_attr, entry.compress_type, entry.create_system = MODE, zipfile.ZIP_DEFLATED, 3
            packed.writestr(entry, content)


def _files(folder: YearFolder, built: Path, archive: Path, before: Path | None) -> Iterator[tuple[str, bytes]]:
    """What the archive has: all that was built, what changed since the last release, the checksums of both, and who signed them."""
    published = {path.relative_to(built).as_posix(): path.read_bytes() for path in built.rglob("*") if path.is_file()}
    published[CHANGES] = _changes(folder, built, before).encode()
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(published.items())]
    checksums = "".join(lines).encode()
    yield from published.items()
    yield CHECKSUMS, checksums
    yield ABOUT, _about(folder, archive, hashlib.sha256(checksums).hexdigest()).encode()


def _about(folder: YearFolder, archive: Path, digest: str) -> str:
    signed = [f"- {s['organisation']}: {s['name']}, {s['date']}" for s in folder.settings.get("sign_offs", [])]
    lines = signed or [f"Nobody signs a compilation. It was compiled by {folder.compiled_by}."]
    since = [day for day in _correction_days(folder) if signed and day > _signed(folder)]
    after = (
        [f"\nCorrected after they signed, on {', '.join(map(str, since))}: {CHANGES} says what and why."]
        if since
        else []
    )
    return "\n".join(
        [
            f"# {folder.name}: annual report {folder.year}, version {archive.stem.rpartition('-')[2]}",
            "",
            *(["Signed by\n", *lines] if signed else lines),
            *after,
            "",
            f"What is published here is named by the SHA-256 digest of {CHECKSUMS}:",
            "",
            f"    {digest}",
            "",
            f"`sha256sum -c {CHECKSUMS}` checks each file, `sha256sum {CHECKSUMS}` the list of them.",
            "",
        ]
    )


def _changes(folder: YearFolder, built: Path, before: Path | None) -> str:
    """What was corrected, newest first, and the numbers that differ from the last release."""
    rows = folder.table("corrections").frame.sort_values("corrected", ascending=False, kind="stable").to_dict("records")
    corrected = [f"- {row['corrected'].date()}: {row['what']} {_figures(row)}Cause: {row['cause']}" for row in rows]
    parts = ["# What changed", "", *(corrected or ["This is the first version: nothing was corrected."]), ""]
    if before:
        parts += [f"## Numbers that differ from {before.stem}", "", *_moved_numbers(built, before), ""]
    return "\n".join(parts)


def _figures(row: Mapping[Hashable, Any]) -> str:
    old, new = row["old"], row["new"]
    return "" if pd.isna(old) or pd.isna(new) else f"({old:g}, now {new:g}.) "


def _moved_numbers(built: Path, before: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as place:
        with zipfile.ZipFile(before) as packed:
            ledger = packed.read(f"{before.stem}/{numbers.LEDGER}")
        (Path(place) / numbers.LEDGER).write_bytes(ledger)
        compared = numbers.comparison(Path(place), built)
    lines = [
        f"- {n.name}: {n.before or 'nothing'}, now {n.after or 'nothing'}"
        for n in compared
        if n.state not in (numbers.SAME, numbers.UNMOVED) and CONFIDENTIAL not in [row.get("code") for row in n.rows]
    ]
    return lines or ["None."]


def _correction_days(folder: YearFolder) -> list[date]:
    return sorted({moment.date() for moment in folder.table("corrections").frame["corrected"]})


def _signed(folder: YearFolder) -> date:
    """The day of the last signature; the last day of the year where nobody signs."""
    days = [date.fromisoformat(str(sign_off["date"])) for sign_off in folder.settings.get("sign_offs", [])]
    return max(days, default=folder.end)


def _day(folder: YearFolder) -> date:
    return max([_signed(folder), *_correction_days(folder)])


def _number(archive: Path) -> int:
    return int(archive.stem.rpartition(".")[2])


def _named(archive: Path) -> str:
    return archive.relative_to(project_root()).as_posix()
