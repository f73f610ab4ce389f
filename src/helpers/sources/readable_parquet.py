"""Errors of tables of the published store that cannot be read, put as a sentence with the cure."""

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
def explain_damage(path: Path) -> Iterator[None]:
    """Turn the error of reading a damaged Parquet file, in the body of the `with`, into a `ReportError` with the cure.

    A file that the system refuses to open is not damaged: that error is passed on.
    """
    try:
        yield
    except (OSError, ValueError) as error:  # pyarrow raises either where a file is cut short or is no Parquet
        if isinstance(error, OSError) and error.errno:
            raise
        raise ReportError(DAMAGED.format(project.named(path), _shortly(error), project.named(path))) from error


def _shortly(error: Exception) -> str:
    """What pyarrow says is wrong, without the path in front and the advice after it."""
    return str(error).strip().splitlines()[0].rpartition("': ")[2].partition(". ")[0].rstrip(".")
