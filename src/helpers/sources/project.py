"""Where the project's files stand, and where a build reads them."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

COMMON = "common"
PUBLISHED = "published"
ROOT = "REPORT_ROOT"
SNAPSHOT = "REPORT_SNAPSHOT"
STORE = "HELPERS_PUBLISHED"
OVERLAY = "REPORT_OVERLAY"
LISTS = "REPORT_LISTS"

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def project_root() -> Path:
    """The folder that holds `data/`: `REPORT_ROOT` where set, else the nearest above the working folder, else the checkout."""
    chosen = os.environ.get(ROOT)
    if chosen:
        return Path(chosen).resolve()
    here = Path.cwd()
    above = [place for place in (here, *here.parents) if (place / "data" / PUBLISHED).is_dir()]
    return above[0] if above else Path(__file__).resolve().parents[3]


def data_root() -> Path:
    """The folder whose `data/` and `notebooks/` are read: within a build its snapshot, else the project's own."""
    snapshot = os.environ.get(SNAPSHOT)
    return Path(snapshot) if snapshot else project_root()


@cache
def path_of(text: str) -> Path:
    """Return a path by its text, made once: to take one apart and to hash it costs more than most that is asked with it."""
    return Path(text)


def is_snapshot() -> bool:
    """Whether a build is at work, which reads a snapshot."""
    return SNAPSHOT in os.environ


def once_a_build(method: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Have a method, or a function of a year folder, remember within a build what it returned, in `of_build` of its first argument.

    Outside a build files may be saved at any time.
    """

    @wraps(method)
    def remembering(*arguments: Arguments.args, **options: Arguments.kwargs) -> Result:
        if not is_snapshot():
            return method(*arguments, **options)
        owner: Any = arguments[0]
        key = (method, *arguments[1:])
        if key not in owner.of_build:
            owner.of_build[key] = method(*arguments, **options)
        result: Result = owner.of_build[key]
        return result

    return remembering


def named(path: Path) -> str:
    """A path as the user knows it: from the project's folder where it is of the snapshot that a build reads."""
    if not is_snapshot():
        return str(path)
    if path.is_relative_to(os.environ[STORE]):
        return f"data/{PUBLISHED}/{path.relative_to(os.environ[STORE]).as_posix()}"
    return path.relative_to(data_root()).as_posix() if path.is_relative_to(data_root()) else str(path)
