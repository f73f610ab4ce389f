"""A process that stands by builds what a process begun for the purpose would build, and is never in the way."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from support import PROJECT, two_chapters
from support.held_up import PATIENCE, are_gone, command, held_up, soon
from support.two_chapters import change

from helpers.errors import ReportError
from helpers.publish import build
from helpers.publish.running import cache
from helpers.publish.standby import client, protocol
from helpers.publish.standby import process as standby_process

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes stand by where they can be forked")

FIRST = "01_introduction"


@pytest.fixture(scope="module")
def sockets() -> Iterator[Path]:
    """A folder for sockets, with the short name that sockets want."""
    with tempfile.TemporaryDirectory(prefix="standby-") as place:
        yield Path(place)


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, always in the same place, so that one process stands by for all tests."""
    return two_chapters.write(tmp_path_factory.mktemp("standing"))


@pytest.fixture
def project(laid_out: Path, sockets: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The small project as it was at first, and a process that may stand by."""
    for name in ("build", ".cache", "data", "notebooks"):
        shutil.rmtree(laid_out / name, ignore_errors=True)
    two_chapters.write(laid_out)
    monkeypatch.setenv("REPORT_ROOT", str(laid_out))
    monkeypatch.setenv("TMPDIR", str(sockets))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("STANDBY", "5")
    monkeypatch.delenv("CI", raising=False)
    yield laid_out
    monkeypatch.undo()
    tempfile.tempdir = None


@pytest.fixture(scope="module", autouse=True)
def ended_at_last(sockets: Path) -> Iterator[None]:
    """What stands by in the end is killed."""
    yield
    for process in standing(sockets):
        process.kill()


def standing(sockets: Path) -> list[psutil.Process]:
    """The processes that stand by at sockets of a folder, but for those that they began."""
    processes = [
        process
        for process in psutil.process_iter(["cmdline"])
        if str(sockets) in " ".join(process.info["cmdline"] or ())
    ]
    return [process for process in processes if process.ppid() not in {parent.pid for parent in processes}]


def report(**options: object) -> Path:
    return client.built("report", partnership="thornby", year="2023-24", **options)


@contextlib.contextmanager
def waiting(project: Path) -> Iterator[tuple[subprocess.Popen[str], list[psutil.Process]]]:
    """Ask for a report that waits, since a file of its data is a pipe; give the command, and what is at work for it."""
    report()
    (process,) = standing(protocol.folder())
    resting = process.children(recursive=True)
    with held_up(project) as waiting_command:
        yield waiting_command, [child for child in process.children(recursive=True) if child not in resting]


def test_a_process_that_stands_by_makes_the_bytes_that_any_other_makes(project: Path) -> None:
    contents = two_chapters.contents(report())
    assert len(standing(protocol.folder())) == 1
    shutil.rmtree(project / "build")
    shutil.rmtree(project / ".cache")
    assert contents == two_chapters.contents(build.report(partnership="thornby", year="2023-24"))


def test_it_sees_every_change_of_data_and_of_words(project: Path) -> None:
    year = project / "data" / "thornby" / "2023-24"
    report()
    change(year / FIRST / "top_pages.csv", "120", "121")
    (year / FIRST / "area.md").write_text("Thornby has a river.\n", encoding="utf-8")
    page = (report() / "site" / f"{FIRST}.html").read_text(encoding="utf-8")
    assert ">121<" in page and "Thornby has a river" in page


@pytest.mark.slow
def test_it_sees_that_the_published_figures_changed(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELPERS_PUBLISHED", str(shutil.copytree(PROJECT / "data" / "published", tmp_path / "store")))
    report()
    (tmp_path / "store" / "figures.parquet").unlink()
    with pytest.raises(ReportError, match=r"figures\.parquet is not there"):
        report()
    client.end()


def test_another_program_python_or_setting_meets_another_process(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [protocol.name()]
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    names.append(protocol.name())
    monkeypatch.setattr(cache, "program", lambda: "another program")
    names.append(protocol.name())
    monkeypatch.setattr(sys, "executable", "/another/python")
    names.append(protocol.name())
    assert len(set(names)) == 4


def test_a_process_of_a_program_that_changed_answers_nobody(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "listening").touch()
    own = standby_process.SocketAddress.at(tmp_path / "listening")
    assert list(standby_process._lines(None, own, minutes=0)) == []
    monkeypatch.setattr(cache, "is_current", lambda: False)
    assert list(standby_process._lines(None, own, minutes=1)) == []


def test_a_process_whose_address_is_gone_or_another_s_answers_nobody_and_leaves_it(tmp_path: Path) -> None:
    path = tmp_path / "listening"
    assert list(standby_process._lines(None, standby_process.SocketAddress.at(path), minutes=1)) == []
    path.touch()
    own = standby_process.SocketAddress.at(path)
    (tmp_path / "other").touch()
    (tmp_path / "other").replace(path)
    assert list(standby_process._lines(None, own, minutes=1)) == []
    own.give_up()
    assert path.exists()


def test_a_fault_is_told_as_ever_and_the_last_report_stays(project: Path) -> None:
    good = two_chapters.contents(report())
    change(project / "data" / "thornby" / "2023-24" / FIRST / "top_pages.csv", "120", "12O")
    refused = command()
    output = refused.communicate(timeout=PATIENCE)
    assert refused.returncode == 1 and output[0] == ""
    assert "top_pages.csv has 1 fault; nothing was built" in output[1] and "Traceback" not in output[1]
    assert good == two_chapters.contents(project / "build" / "thornby" / "2023-24")


def test_what_is_said_while_building_goes_to_whoever_asked(project: Path) -> None:
    waiting_command = command()
    out, err = waiting_command.communicate(timeout=PATIENCE)
    assert waiting_command.returncode == 0 and "The report is in" in out and "Introduction" in err


@pytest.mark.slow
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_a_build_that_nobody_waits_for_any_more_is_stopped_and_tidied_up(project: Path, sent) -> None:
    with waiting(project) as (waiting_command, at_work):
        waiting_command.send_signal(sent)
        waiting_command.communicate(timeout=PATIENCE)
        assert are_gone(at_work)
    assert soon(lambda: [path.name for path in (project / "build" / "thornby").iterdir()] == ["2023-24"])
    assert (report(force=True) / "report.pdf").exists()


@pytest.mark.slow
def test_a_process_that_is_killed_at_work_is_told_of_and_the_next_build_is_made(project: Path, sockets: Path) -> None:
    with waiting(project) as (waiting_command, at_work):
        standing(sockets)[0].kill()
        assert "The build stopped without a word. Build again." in waiting_command.communicate(timeout=PATIENCE)[1]
        assert waiting_command.returncode == 1 and are_gone(at_work)
    assert (report(force=True) / "report.pdf").exists()


@pytest.mark.slow
def test_whoever_finds_it_at_work_builds_alone(project: Path) -> None:
    with waiting(project) as (slow, at_work):
        assert (report(force=True) / "report.pdf").exists()
        assert slow.poll() is None and any(process.is_running() for process in at_work)
        slow.send_signal(signal.SIGINT)
        slow.communicate(timeout=PATIENCE)


@pytest.mark.slow
def test_one_that_was_told_to_end_at_work_leaves_the_next_its_address(project: Path, sockets: Path) -> None:
    with waiting(project) as (slow, _):
        (first,) = standing(sockets)
        client.end()
        report(force=True)
        slow.send_signal(signal.SIGINT)
        slow.communicate(timeout=PATIENCE)
        assert are_gone([first])
    assert len(standing(sockets)) == 1
    assert len(list(protocol.folder().glob("*.socket"))) == 1
    assert (report(force=True) / "report.pdf").exists() and len(standing(sockets)) == 1


@pytest.fixture
def silent(project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An address where somebody listens and says nothing."""
    monkeypatch.setenv("HELPERS_SILENT", "1")
    address = protocol.folder() / protocol.name()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(address))
        listening.listen()
        yield address
    address.unlink(missing_ok=True)


def test_where_nobody_says_that_a_build_has_begun_it_is_made_here(
    project: Path, silent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "BEGUN_WITHIN", 0.2)
    request = {"what": "report", "options": {"partnership": "thornby", "year": "2023-24"}}
    assert client._answered(request) is None
    assert (report() / "report.pdf").exists()


def test_one_that_does_not_hear_that_it_is_to_end_is_not_waited_for(
    project: Path, silent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "BEGUN_WITHIN", 0.2)
    client.end()
    assert not silent.exists()


def test_whoever_asks_and_falls_silent_keeps_nobody_waiting(project: Path) -> None:
    report()
    address = protocol.folder() / protocol.name()
    request = {"what": "report", "options": {"partnership": "thornby", "year": "2023-24", "force": True}}
    with client._connected(address), client._connected(address) as halfway, open(os.devnull) as stream:
        socket.send_fds(halfway, [protocol.BUILD], [stream.fileno()] * 3)
        assert "place" in client._answered(request)


def test_it_ends_when_told_and_nothing_of_it_stays(project: Path, sockets: Path) -> None:
    report()
    family = [member for process in standing(sockets) for member in (process, *process.children(recursive=True))]
    client.end()
    assert len(family) >= 2 and are_gone(family)
    assert list(protocol.folder().glob("*.socket")) == []
    assert [path.name for path in sockets.iterdir() if path.name.startswith(tempfile.gettempprefix())] == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "value"), [("STANDBY", "0"), ("CI", "true")])
def test_none_is_begun_where_nobody_will_come_back(
    project: Path, sockets: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    client.end()
    monkeypatch.setenv(name, value)
    assert (report() / "report.pdf").exists()
    assert soon(lambda: standing(sockets) == [])


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the folder of sockets is looked for."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path / f"safeguarding-report-{os.getuid()}"


def test_a_folder_that_others_can_open_is_not_used(project: Path, place: Path) -> None:
    assert protocol.folder() == place
    place.chmod(0o777)
    assert protocol.folder() is None
    assert (report() / "report.pdf").exists()


def test_a_folder_that_somebody_else_made_is_not_used(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = os.getuid() + 1
    (place.parent / f"safeguarding-report-{somebody}").mkdir(mode=0o700)
    monkeypatch.setattr(os, "getuid", lambda: somebody)
    assert protocol.folder() is None


def test_a_link_to_a_folder_is_not_used(place: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    place.symlink_to(tmp_path / "elsewhere")
    assert protocol.folder() is None


def test_where_a_file_stands_in_the_folders_place_there_is_nothing_to_end(place: Path) -> None:
    place.write_text("No folder.", encoding="utf-8")
    assert protocol.folder() is None
    client.end()


def test_minutes_that_are_no_number_are_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANDBY", "soon")
    with pytest.raises(ReportError, match='STANDBY "soon" is not a whole number of minutes'):
        report()
