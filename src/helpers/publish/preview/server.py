"""The preview as its author's browser sees it: the built site, which loads itself again, and the faults above it.

Only a browser of this machine reaches the address, and only what it opened from there: a page of another origin is refused whatever
it tries, since it may not see a partnership's draft. The files on disk stay as they are; the script is added as they are sent.
"""

from __future__ import annotations

import json
import secrets
import socket
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketHandler

from helpers.errors import ReportError
from helpers.publish.running.cache import TEMPLATES

HERE = "127.0.0.1"
ASSETS = TEMPLATES / "preview"
SITE, REPORT = "site", "report"
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
KINDS = {  # not the system's own list, where a script may be called plain text
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".svg": "image/svg+xml",
    ".woff": "font/woff",
}
OWN = ("same-origin", "none")  # of Sec-Fetch-Site: a page of ours, or an address that the user opened
UNUSABLE_PORT = "Port {} cannot be used: {}. Choose another, or 0 for any that is free."


@dataclass
class LiveReport:
    """The report as its author sees it: where it is, how often its site and the whole were built, and its fault (empty: none)."""

    place: Path | None = None
    built: dict[str, int] = field(default_factory=lambda: {SITE: 0, REPORT: 0})
    fault: str = ""
    pages: set[LiveHandler] = field(default_factory=set)

    def show(self, stage: str, place: Path) -> None:
        """Have the open pages of a stage load again, now that it is in its place."""
        self.place = place
        self.built[stage] += 1
        self._send()

    def end(self, fault: str) -> None:
        """Show over the open pages the fault that ended a build, or no fault any more."""
        self.fault = fault
        self._send()

    def _send(self) -> None:
        for page in self.pages:
            page.send()

    @property
    def message(self) -> str:
        """What an open page is told."""
        return json.dumps({**self.built, "fault": self.fault})


class GuardedHandler(RequestHandler):
    """A handler that answers only what the author's own browser asks for from the preview's own address."""

    def set_default_headers(self) -> None:
        """Keep every answer, also a refusal, from pages of other origins, from frames and from caches."""
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Refuse another host (a name that was made to lead here), another origin, and what another site's page asks for."""
        host, headers = self.request.host, self.request.headers
        is_own = (
            host in self.settings["hosts"]
            and headers.get("Origin", f"http://{host}") == f"http://{host}"
            and headers.get("Sec-Fetch-Site", "none") in OWN
        )
        if not is_own:
            raise HTTPError(403)

    def compute_etag(self) -> None:
        """Nothing is stored by the browser, so nothing need be recognised."""

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer in plain words."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("This is not for you to read.\n" if status_code == 403 else "There is no such page.\n")


class UnknownHandler(GuardedHandler):
    """Any address outside the random path."""

    def prepare(self) -> None:
        """Refuse it, whoever asks."""
        raise HTTPError(404)


class FileHandler(GuardedHandler):
    """A file of the report as it was last built; where it is not built yet, a page that waits for it."""

    def initialize(self, report: LiveReport) -> None:
        """Take the report whose files are sent."""
        self.report = report

    def get(self, name: str) -> None:
        """Send a file. A path that leads out of the report's folder, over dots or a link, leads to nothing."""
        stage = SITE if name.startswith(f"{SITE}/") else REPORT
        file = _file(self.report.place, name)
        if file:
            content, kind = file.read_bytes(), KINDS.get(file.suffix, "application/octet-stream")
        elif self._is_awaited(stage):
            content, kind = (ASSETS / "waiting.html").read_bytes(), KINDS[".html"]
        else:
            raise HTTPError(404)
        self.set_header("Content-Type", kind)
        self.finish(self._live(content, stage) if kind == KINDS[".html"] else content)

    def _is_awaited(self, stage: str) -> bool:
        place = self.report.place
        return not place or (stage == REPORT and not (place / "build.json").exists())

    def _live(self, page: bytes, stage: str) -> bytes:
        """Add to a page the script that loads it again when its stage is built again."""
        address = f"{self.settings['path']}/-/preview.js"
        script = f'<script src="{address}" data-stage="{stage}" data-built="{self.report.built[stage]}" defer></script>'
        before, end, after = page.rpartition(b"</body>")
        return before + script.encode() + end + after


class ScriptHandler(GuardedHandler):
    """The script of the live pages."""

    def get(self) -> None:
        """Send it."""
        self.set_header("Content-Type", KINDS[".js"])
        self.finish((ASSETS / "preview.js").read_bytes())


class LiveHandler(GuardedHandler, WebSocketHandler):
    """The line over which an open page is told what was built."""

    def initialize(self, report: LiveReport) -> None:
        """Take the report that the page is told of."""
        self.report = report

    def check_origin(self, origin: str) -> bool:
        """Leave the origin to `prepare`, which has refused any but our own."""
        return True

    def open(self, *_: str, **__: str) -> None:
        """Tell the page how things stand, and from now on what is built."""
        self.report.pages.add(self)
        self.send()

    def on_close(self) -> None:
        """Tell it no more."""
        self.report.pages.discard(self)

    def on_message(self, message: str | bytes) -> None:
        """A page has nothing to say."""

    def send(self) -> None:
        """Send how things stand."""
        self.write_message(self.report.message)


def _file(place: Path | None, name: str) -> Path | None:
    """Return the file of a path within the report's folder, None where there is none."""
    if place is None or "\0" in name:
        return None
    file = (place / name).resolve()
    return file if file.is_relative_to(place.resolve()) and file.is_file() else None


def bound(port: int) -> socket.socket:
    """Return a socket that listens on this machine alone. Raises ReportError where the port cannot be had."""
    try:
        listening = socket.create_server((HERE, port))
    except (OSError, OverflowError) as error:
        raise ReportError(UNUSABLE_PORT.format(port, error)) from error
    listening.setblocking(False)
    return listening


def begin(report: LiveReport, listening: socket.socket) -> tuple[HTTPServer, str]:
    """Serve a report along a socket; return the server and the address of the site, whose path nobody can guess."""
    port, path = listening.getsockname()[1], f"/{secrets.token_urlsafe(24)}"
    application = Application(
        [
            (f"{path}/-/preview.js", ScriptHandler),
            (f"{path}/-/live", LiveHandler, {"report": report}),
            (f"{path}/(.+)", FileHandler, {"report": report}),
        ],
        default_handler_class=UnknownHandler,
        hosts=(f"{HERE}:{port}", f"localhost:{port}"),
        path=path,
        log_function=lambda _: None,
    )
    server = HTTPServer(application)
    server.add_socket(listening)
    return server, f"http://{HERE}:{port}{path}/{SITE}/index.html"
