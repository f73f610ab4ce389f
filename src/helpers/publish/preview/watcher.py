"""The files that a preview is built from, watched while their author saves them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from watchfiles import awatch

from helpers.errors import ReportError
from helpers.publish.running.cache import TEMPLATES
from helpers.publish.running.program import CODE
from helpers.sources import list_states
from helpers.sources.areas import store_folder
from helpers.sources.project import COMMON, project_root

STEP = 20  # milliseconds between two looks at what was saved
LOOK_EACH = 0.5  # seconds between two looks at the lists
QUIET, LONGEST = 0.1, 2.0  # seconds: without a save, which end a burst of them, and of a burst that has no end
LEFTOVER_STARTS = (".", "~$", "#")  # of editors, Office and Emacs
LEFTOVERS = ("__pycache__", "4913")  # the second is what Vim makes to see whether it may write
UNWATCHED = (
    "The files cannot be watched: {}. Where the system watches no more files, or none over a network, set "
    "WATCHFILES_FORCE_POLLING=1 and begin again."
)


@dataclass(frozen=True)
class WatchedFiles:
    """The folders that a partnership's report is made from, and `data`, where a folder of its own may yet come."""

    data: Path
    folders: tuple[Path, ...]

    @classmethod
    def of(cls, partnership: str) -> WatchedFiles:
        """Return a partnership's folders, each where links lead to: its data, the common and published, chapters, templates, code."""
        data = project_root() / "data"
        folders = (data / partnership, data / COMMON, store_folder(), project_root() / "notebooks", TEMPLATES)
        return cls(data.resolve(), tuple(path.resolve() for path in (*folders, CODE)))

    def matters(self, path: str) -> bool:
        """Whether a file may change the report: one of these folders holds it, and no editor left it."""
        parts = [Path(path).relative_to(folder).parts for folder in self.folders if Path(path).is_relative_to(folder)]
        return bool(parts) and not any(map(_is_leftover, parts[0]))

    async def changed_lists(self) -> AsyncIterator[None]:
        """Go through the changes of lists outside the project, which are looked at and never watched: their folders are not ours."""
        state = list_states.of_partnership(str(self.folders[0]))
        while True:
            await asyncio.sleep(LOOK_EACH)
            before, state = state, list_states.of_partnership(str(self.folders[0]))
            if state != before:
                yield

    async def bursts(self) -> AsyncIterator[None]:
        """Go through the bursts of saves, each as soon as it is over. Raises ReportError where the system cannot watch."""
        places = [self.data, *(folder for folder in self.folders if folder.is_dir())]
        saves = awatch(*places, watch_filter=lambda _, path: self.matters(path), step=STEP, debounce=STEP)
        upcoming = asyncio.ensure_future(anext(saves))
        try:
            while True:
                await upcoming
                until = time.monotonic() + LONGEST
                upcoming = asyncio.ensure_future(anext(saves))
                while time.monotonic() < until and (await asyncio.wait([upcoming], timeout=QUIET))[0]:
                    await upcoming
                    upcoming = asyncio.ensure_future(anext(saves))
                yield
        except (OSError, RuntimeError) as error:
            raise ReportError(UNWATCHED.format(error)) from error
        finally:
            upcoming.cancel()


def _is_leftover(name: str) -> bool:
    return name.startswith(LEFTOVER_STARTS) or name.endswith("~") or name in LEFTOVERS
