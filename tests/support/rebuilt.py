"""What a process does that builds the small project again and again, for tests of what is kept between builds."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from helpers.errors import ReportError
from helpers.publish import build
from helpers.publish.running import cache, subprocesses
from support import two_chapters

Outcome = dict[str, bytes] | str


def begin(place: Path) -> None:
    """Load what a build needs, so that none that is forked has to."""
    os.environ["REPORT_ROOT"] = str(place)
    build.preload()


def from_what_is_kept(place: Path, year: str) -> Outcome:
    """Return the bytes of a report that may use what earlier builds kept, or what is wrong with its data."""
    return _outcome(place, partial(_from_what_is_kept, year))


def from_nothing(place: Path, year: str) -> Outcome:
    """The same built by one process after another, so that what is made side by side is laid against what is not."""
    os.environ["HELPERS_PROCESSES"] = "1"
    try:
        return _outcome(place, partial(build.report, partnership="thornby", year=year))
    finally:
        del os.environ["HELPERS_PROCESSES"]


def _from_what_is_kept(year: str) -> Path:
    return cache.unchanged("thornby", year) or build.report(partnership="thornby", year=year)


def _outcome(place: Path, built: Callable[[], Path]) -> Outcome:
    os.environ["REPORT_ROOT"] = str(place)
    work = partial(_contents_or_fault, built)
    return subprocesses.forked(work, has_children=True).result() if subprocesses.CAN_FORK else work()


def _contents_or_fault(built: Callable[[], Path]) -> Outcome:
    try:
        return two_chapters.contents(built())
    except ReportError as error:
        return str(error)
