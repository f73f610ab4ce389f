"""Recognise which release a publisher's file is by its columns, never by its name: people rename what they download."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.errors import Fault, nearest
from helpers.sources.importers.file_formats import plain_heading
from helpers.sources.importers.raw_file import RawFile
from helpers.sources.importers.releases import GEOGRAPHY, Release

LIKENESS = 0.5


@dataclass(frozen=True)
class RecognisedFile:
    """A file and the release that it is, with each column by the name that the release's description gives it."""

    raw: RawFile
    release: Release


@dataclass(frozen=True)
class UnrecognisedFile:
    """A file that is no known release, and why."""

    file: str
    why: str


@dataclass(frozen=True)
class Candidate:
    """A release beside a file: which of its columns the file has, column → heading, and how alike the two are."""

    release: Release
    headings: Mapping[str, str]
    missing: tuple[str, ...]
    likeness: float


def recognise(raw: RawFile, releases: Sequence[Release]) -> RecognisedFile | UnrecognisedFile | list[Fault]:
    """Find which release a file is: return it, or why the file is none, or the faults of a damaged copy of one.

    A file is a release when it has every column that is read from that, under a name that some edition gives it, and the
    release's marker, where it has one. It is a damaged copy when at least half of the columns are there that are not of places,
    and the marker too.
    """
    candidates = [_candidate(raw, release) for release in releases]
    complete = [like for like in candidates if not like.missing and _is_marked(raw, like.release)]
    if complete:
        best = max(complete, key=lambda like: (bool(like.release.marker), len(like.release.needed)))
        return RecognisedFile(raw.renamed(best.headings), best.release)
    damaged = [like for like in candidates if _is_damaged(raw, like)]
    if damaged:
        return _faults(raw, max(damaged, key=lambda like: like.likeness))
    return _unknown(raw, candidates)


def known_headings(releases: Sequence[Release]) -> frozenset[str]:
    """Return every heading by which the releases know a column, plainly spelled."""
    return frozenset(
        plain_heading(heading) for release in releases for column in release.needed for heading in release.names(column)
    )


def _candidate(raw: RawFile, release: Release) -> Candidate:
    headings = _headings(raw, release)
    missing = tuple(column for column in release.needed if column not in headings)
    own = [column for column in release.needed if column not in GEOGRAPHY]
    return Candidate(release, headings, missing, sum(column in headings for column in own) / len(own))


def _headings(raw: RawFile, release: Release) -> dict[str, str]:
    """Return column → heading of the file, in any spelling; no heading serves two columns."""
    spare = {heading: heading for heading in raw.rows.columns} | {
        plain_heading(heading): heading for heading in reversed(raw.rows.columns)
    }
    headings: dict[str, str] = {}
    for column in release.needed:
        names = [name for name in release.names(column) for name in (name, plain_heading(name))]
        match = next((spare[name] for name in names if spare.get(name, "") not in ("", *headings.values())), None)
        if match is not None:
            headings[column] = match
    return headings


def _is_marked(raw: RawFile, release: Release) -> bool:
    return not release.marker or raw.holds(release.marker)


def _is_damaged(raw: RawFile, like: Candidate) -> bool:
    return like.likeness >= LIKENESS and not like.release.set_aside and _is_marked(raw, like.release)


def _faults(raw: RawFile, like: Candidate) -> list[Fault]:
    spare = sorted(raw.columns - set(like.headings.values()))
    return [raw.fault(raw.heading_row, column, _missing(like.release, column, spare)) for column in like.missing]


def _missing(release: Release, column: str, spare: Sequence[str]) -> str:
    cure = nearest(column, spare) or "Download the file again, or describe the new layout in importers/releases."
    return f'the file is "{release.title}" but has no column of this name. {cure}'


def _unknown(raw: RawFile, candidates: Sequence[Candidate]) -> UnrecognisedFile:
    """Say which release a file is nearest to: the one with most of its own columns, and among those the least beside."""
    like = max(candidates, key=lambda like: (like.likeness, -len(like.missing)))
    if not like.likeness:
        columns = _some(sorted(raw.columns)) or "none"
        return UnrecognisedFile(raw.file, f"no known release has any of its columns: {columns}")
    return UnrecognisedFile(
        raw.file,
        f'no known release has its columns; the nearest is "{like.release.title}", and {_difference(raw, like)}',
    )


def _difference(raw: RawFile, like: Candidate) -> str:
    lacks = list(like.missing)
    if not _is_marked(raw, like.release):
        lacks.append(f'any cell that reads "{like.release.marker}"')
    spare = [heading for heading in raw.rows.columns if heading not in {*like.headings.values(), *GEOGRAPHY}]
    return f"the file has no {_some(lacks)}" + (f"; it has {_some(spare)} instead" if spare else "")


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
