"""Tell of a table of the published store that cannot be read, with the cure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.errors import ReportError
from helpers.sources import project

DAMAGED = (
    "{} is damaged: {}. Restore it (git checkout {}), or delete it and read all publishers' files again: "
    "make published FROM=folder."
)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Read a Parquet file within this: where it is cut short or was changed by anything else, `ReportError` says so.

    A file that the system refuses to open is not damaged: that error is passed on.
    """
    try:
        yield
    except (OSError, ValueError) as error:  # pyarrow raises either of what is no whole Parquet file
        if isinstance(error, OSError) and error.errno:
            raise
        raise ReportError(DAMAGED.format(project.named(path), _shortly(error), project.named(path))) from error


def _shortly(error: Exception) -> str:
    """What pyarrow says is wrong, without the path in front and the advice after it."""
    return str(error).strip().splitlines()[0].rpartition("': ")[2].partition(". ")[0].rstrip(".")
