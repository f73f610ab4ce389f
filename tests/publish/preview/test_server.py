"""The preview answers its author's own browser at its own address, and nobody else."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from helpers.errors import ReportError
from helpers.publish.preview import server
from helpers.publish.preview.server import LiveReport

PAGE = b"<!doctype html><body><p>Draft</p></body></html>"


class Served:
    """A report served along a real socket, by a thread of its own."""

    def __init__(self, place: Path | None) -> None:
        self.report = LiveReport(place)
        listening = server.bound(0)
        self.port = listening.getsockname()[1]
        ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve(listening, ready)), daemon=True).start()
        ready.wait()
        self.path = urlsplit(self.address).path.removesuffix("site/index.html")

    async def _serve(self, listening: socket.socket, ready: threading.Event) -> None:
        self.loop, self.over = asyncio.get_running_loop(), asyncio.Event()
        serving, self.address = server.begin(self.report, listening)
        ready.set()
        await self.over.wait()
        serving.stop()

    def end(self) -> None:
        self.loop.call_soon_threadsafe(self.over.set)

    def call(self, work: Callable[[], None]) -> None:
        """Have the serving thread do something."""
        self.loop.call_soon_threadsafe(work)

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Ask for a path exactly as it is typed: no client puts it right on the way."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        line.putrequest("GET", path, skip_host=True)
        line.putheader("Host", headers.pop("Host", f"127.0.0.1:{self.port}"))
        for name, value in headers.items():
            line.putheader(name.replace("_", "-"), value)
        line.endheaders()
        answer = line.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A report as built, and beside it what is not for the browser."""
    place = tmp_path / "preview-2023-24"
    (place / "site").mkdir(parents=True)
    (place / "site" / "index.html").write_bytes(PAGE)
    (place / "site" / "report.css").write_text("p { color: black; }")
    (place / "build.json").write_text("{}")
    (tmp_path / "secret.txt").write_text("Not for the browser.")
    (place / "site" / "leak.txt").symlink_to(tmp_path / "secret.txt")
    (place / "site" / "out").symlink_to(tmp_path, target_is_directory=True)
    return place


@pytest.fixture
def served(place: Path) -> Iterator[Served]:
    served = Served(place)
    yield served
    served.end()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:{port}"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:1"},
        {"Host": "127.0.0.1.evil.example:{port}"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:{port}"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
    ids=str,
)
@pytest.mark.parametrize("name", ["site/index.html", "-/preview.js", "-/live"])
def test_another_host_origin_or_site_is_refused_whatever_it_asks_for(
    served: Served, name: str, headers: dict[str, str]
) -> None:
    as_sent = {header: value.format(port=served.port) for header, value in headers.items()}
    status, answered, body = served.get(f"{served.path}{name}", **as_sent)
    assert status == 403 and b"Draft" not in body
    assert answered["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/site/index.html", "/-/live", "/wrong/site/index.html", "/favicon.ico", "//"])
def test_without_the_random_path_nothing_is_there(served: Served, path: str) -> None:
    status, answered, body = served.get(path)
    assert (status, body) == (404, b"There is no such page.\n")
    assert server.HEADERS.items() <= answered.items()


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "site/../../secret.txt",
        "..%2fsecret.txt",
        "%2e%2e/secret.txt",
        "%2e%2e%2fsecret.txt",
        "site/..%5c..%5csecret.txt",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "site/leak.txt",
        "site/out/secret.txt",
        "site/index.html%00.txt",
        "site",
        "site/",
        "",
        "..",
        ".",
    ],
)
def test_no_path_leads_out_of_the_folder_or_lists_it(served: Served, name: str) -> None:
    status, _, body = served.get(f"{served.path}{name}")
    assert (status, body) == (404, b"There is no such page.\n")


def test_every_address_is_another() -> None:
    paths = set()
    for _ in range(3):
        served = Served(None)
        paths.add(served.path)
        served.end()
    assert len(paths) == 3 and min(map(len, paths)) > 30


def test_it_listens_on_this_machine_alone() -> None:
    with server.bound(0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize("is_in_use", [True, False])
def test_a_port_that_cannot_be_had_is_named_with_the_cure(is_in_use: bool) -> None:
    with server.bound(0) as listening:
        port = listening.getsockname()[1] if is_in_use else 70000
        with pytest.raises(ReportError, match=rf"Port {port} cannot be used: .*Choose another, or 0 for any"):
            server.bound(port)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("site", [{}, {"Sec_Fetch_Site": "none"}, {"Sec_Fetch_Site": "same-origin"}])
def test_the_author_s_own_browser_has_the_page_with_the_script_and_the_file_stays_as_it_is(
    served: Served, place: Path, host: str, site: dict[str, str]
) -> None:
    status, answered, body = served.get(f"{served.path}site/index.html", Host=f"{host}:{served.port}", **site)
    assert status == 200 and server.HEADERS.items() <= answered.items()
    assert answered["Content-Type"] == "text/html; charset=utf-8"
    script = f'<script src="{served.path}-/preview.js" data-stage="site" data-built="0" defer></script></body>'
    assert script.encode() in body and body.startswith(PAGE.partition(b"</body>")[0])
    assert (place / "site" / "index.html").read_bytes() == PAGE


def test_other_files_are_sent_as_they_are(served: Served) -> None:
    status, answered, body = served.get(f"{served.path}site/report.css")
    assert (status, body) == (200, b"p { color: black; }")
    assert answered["Content-Type"] == "text/css; charset=utf-8" and "Etag" not in answered


def test_before_the_first_build_every_page_waits_and_a_report_that_is_being_set_does(place: Path) -> None:
    served = Served(None)
    assert b"The report is being built" in served.get(f"{served.path}site/index.html")[2]
    served.report.place = place
    (place / "build.json").unlink()
    assert b"Draft" in served.get(f"{served.path}site/index.html")[2]
    assert b"The report is being built" in served.get(f"{served.path}report.pdf")[2]
    assert served.get(f"{served.path}site/nothing.html")[0] == 404
    served.end()


def messages(served: Served, *works: Callable[[], None]) -> list[dict[str, object]]:
    """What an open page is told: how things stand, and what is told after each work."""

    async def listen() -> list[dict[str, object]]:
        line = await connected(served)
        heard = [json.loads(str(await line.read_message()))]
        for work in works:
            served.call(work)
            heard.append(json.loads(str(await line.read_message())))
        line.close()
        return heard

    return asyncio.run(asyncio.wait_for(listen(), 10))


async def connected(served: Served, **headers: str) -> WebSocketClientConnection:
    address = f"ws://127.0.0.1:{served.port}{served.path}-/live"
    return await websocket_connect(HTTPRequest(address, headers=headers))


def test_an_open_page_is_told_what_was_built_and_a_fault_until_it_is_mended(served: Served, place: Path) -> None:
    report = served.report
    works = [
        partial(report.end, "row 2 is wrong"),
        partial(report.show, "site", place),
        partial(report.end, ""),
        partial(report.show, "report", place),
    ]
    assert messages(served, *works) == [
        {"site": 0, "report": 0, "fault": ""},
        {"site": 0, "report": 0, "fault": "row 2 is wrong"},
        {"site": 1, "report": 0, "fault": "row 2 is wrong"},
        {"site": 1, "report": 0, "fault": ""},
        {"site": 1, "report": 1, "fault": ""},
    ]


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:1"])
def test_a_page_of_another_origin_has_no_line(served: Served, origin: str) -> None:
    with pytest.raises(HTTPClientError, match="403"):
        asyncio.run(connected(served, Origin=origin))
    assert served.report.pages == set()
