"""Recognise which release a publisher's file is by its columns, never by its name: people rename what they download."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.errors import Fault, nearest
from helpers.sources.importers.raw_file import RawFile
from helpers.sources.importers.releases import GEOGRAPHY, Release

LIKENESS = 0.5


@dataclass(frozen=True)
class RecognisedFile:
    """A file and the release that it is."""

    raw: RawFile
    release: Release


@dataclass(frozen=True)
class UnrecognisedFile:
    """A file that is no known release, and why."""

    file: str
    why: str


def recognise(raw: RawFile, releases: Sequence[Release]) -> RecognisedFile | UnrecognisedFile | list[Fault]:
    """Return the release a file is, or why it is none; or, where it is one with columns missing, its faults.

    A file is a release when it has every column that is read from it and, where the release has one, its marker. It is
    taken for a damaged copy when it has the marker, or for a release without one half of its own columns.
    """
    complete = [release for release in releases if _is_complete(raw, release)]
    if complete:
        return RecognisedFile(raw, max(complete, key=lambda release: (bool(release.marker), len(release.needed))))
    damaged = [release for release in releases if _is_damaged(raw, release)]
    if damaged:
        return _faults(raw, max(damaged, key=lambda release: _likeness(raw, release)))
    return _unknown(raw, releases)


def _is_complete(raw: RawFile, release: Release) -> bool:
    return raw.columns.issuperset(release.needed) and (not release.marker or raw.holds(release.marker))


def _is_damaged(raw: RawFile, release: Release) -> bool:
    alike = _likeness(raw, release) >= LIKENESS and not release.set_aside
    return alike and (raw.holds(release.marker) if release.marker else True)


def _likeness(raw: RawFile, release: Release) -> float:
    own = set(release.needed) - set(GEOGRAPHY)
    return len(own & raw.columns) / len(own)


def _faults(raw: RawFile, release: Release) -> list[Fault]:
    spare = sorted(raw.columns - set(release.needed))
    missing = [column for column in release.needed if column not in raw.columns]
    return [raw.fault(1, column, _missing(release, column, spare)) for column in missing]


def _missing(release: Release, column: str, spare: Sequence[str]) -> str:
    cure = nearest(column, spare) or "Download the file again, or describe the new layout in importers/releases."
    return f'the file is "{release.title}" but has no column of this name. {cure}'


def _unknown(raw: RawFile, releases: Sequence[Release]) -> UnrecognisedFile:
    like = max(releases, key=lambda release: _likeness(raw, release))
    lacks = [column for column in like.needed if column not in raw.columns]
    lacks = lacks or [f'any cell reading "{like.marker}"']
    return UnrecognisedFile(
        raw.file, f'no known release has its columns; the nearest, "{like.title}", has {_some(lacks)}'
    )


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
