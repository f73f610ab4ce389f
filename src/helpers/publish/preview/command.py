"""The preview in the foreground: it serves the site, watches the files, and has them built as they are saved."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
import webbrowser
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

from helpers.publish.preview import builder, server
from helpers.publish.preview.server import LiveReport
from helpers.publish.preview.watcher import WatchedFiles
from helpers.sources import partnerships
from helpers.sources.project import project_root
from helpers.sources.report_years import ReportYear

LONGEST_LINE = 2**24  # bytes: a fault may name thousands of cells
ENDED_WITHIN = 0.7  # seconds
CRASHED = "The program that builds has stopped; the terminal says why. It is begun again when a file is saved."
READY = {server.SITE: "The site is built", server.REPORT: "The PDF, the downloads and the reviewers' edition are built"}


def run(partnership: str, year: str, *, port: int, browser: str) -> None:
    """Show a partnership's report in the browser while its files are edited, until Ctrl-C or a request to end.

    Port 0 is any that is free; the browser "none" opens none. Raises ReportError for an unknown partnership, for what is not a
    year, for a port that cannot be had and where files cannot be watched.
    """
    ReportYear.parse(year)
    files = WatchedFiles.of(partnerships.folder_name(partnership, project_root()))
    with contextlib.suppress(asyncio.CancelledError, KeyboardInterrupt):
        asyncio.run(_serve(files, BuilderProcess(partnership, year), port, browser))
    print("The preview has ended.")


class BuilderProcess:
    """The process that builds (`builder`): begun when something is to be built, and anew where the program has changed."""

    def __init__(self, partnership: str, year: str) -> None:
        self.words = ("-m", builder.__name__, partnership, year, str(os.getpid()))
        self.process: Process | None = None
        self.began = asyncio.Event()

    async def order(self) -> None:
        """Order a build, in place of the one at work."""
        if self.process is None:
            # In a session of its own, so that the terminal's Ctrl-C comes to this process alone, which ends the other.
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, *self.words, stdin=PIPE, stdout=PIPE, limit=LONGEST_LINE, start_new_session=True
            )
            self.began.set()
        if self.process.stdin:
            self.process.stdin.write(b"\n")

    async def events(self) -> AsyncIterator[dict[str, str]]:
        """Go through what was built and what was wrong, without an end."""
        while await self.began.wait():
            if self.process and self.process.stdout:
                async for line in self.process.stdout:
                    yield json.loads(line)
                if await self._exit_code() == builder.STALE:
                    await self.order()
                else:
                    yield {"fault": CRASHED}

    async def _exit_code(self) -> int | None:
        """Wait for the end of the process, after which another may begin."""
        code = await self.process.wait() if self.process else None
        self.process = None
        self.began.clear()
        return code

    async def end(self) -> None:
        """End the process, which has a moment to stop the build at work."""
        if self.process and self.process.stdin:
            self.process.stdin.close()
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self.process.wait(), ENDED_WITHIN)
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()


async def _serve(files: WatchedFiles, building: BuilderProcess, port: int, browser: str) -> None:
    _end_when_asked()
    report, listening = LiveReport(), server.bound(port)
    serving, address = server.begin(report, listening)
    print(f"The preview is at {address}\nIt is built anew as files are saved. Ctrl-C ends it.", flush=True)
    try:
        await building.order()
        await asyncio.gather(
            _open(address, browser),
            _order(files.bursts(), building),
            _order(files.changed_lists(), building),
            _show(building, report),
        )
    finally:
        serving.stop()
        await building.end()


def _end_when_asked() -> None:
    """Have Ctrl-C, a request to end and the closing of the terminal cancel what is running; on Windows, Ctrl-C does by itself."""
    running = asyncio.current_task()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        with contextlib.suppress(NotImplementedError, AttributeError):
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), running.cancel if running else print)


async def _open(address: str, browser: str) -> None:
    """Open the address in the browser, unless there is none to open; a browser of the terminal's would take the terminal."""
    has_display = sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if browser != "none" and has_display:
        await asyncio.to_thread(webbrowser.open, address)


async def _order(changes: AsyncIterator[None], building: BuilderProcess) -> None:
    async for _ in changes:
        await building.order()


async def _show(building: BuilderProcess, report: LiveReport) -> None:
    """Show in the pages and say in the terminal what was built and what was wrong."""
    async for event in building.events():
        if "stage" in event:
            report.show(event["stage"], Path(event["place"]))
            _say(READY[event["stage"]])
        else:
            report.end(event["fault"])
            _say(event["fault"])


def _say(words: str) -> None:
    if words:
        print(f"{time.strftime('%H:%M:%S')} {words}", flush=True)
