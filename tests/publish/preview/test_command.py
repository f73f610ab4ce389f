"""A preview shows what is saved and what is wrong with it, and leaves nothing behind however it ends."""

from __future__ import annotations

import os
import shutil
import signal
import time
import urllib.request
from pathlib import Path

import psutil
import pytest
from support import PROJECT, two_chapters
from support.alike import rest_slow
from support.held_up import are_gone, soon
from support.previewed import Previewing, previewing

from helpers.errors import ReportError
from helpers.publish.preview import command
from helpers.publish.running import subprocesses

pytestmark = pytest.mark.skipif(not subprocesses.CAN_FORK, reason="processes are forked on Linux alone")
FIRST = "01_introduction"
WHOLE = "The PDF, the downloads and the reviewers' edition are built"
ENDINGS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REPORT_ROOT", str(tmp_path))
    return two_chapters.write(tmp_path)


def page(preview: Previewing) -> str:
    assert preview.address
    address = preview.address[0].replace("index.html", f"{FIRST}.html")
    return urllib.request.urlopen(address, timeout=10).read().decode()


def test_an_unknown_partnership_and_what_is_no_year_are_refused_before_anything_begins(project: Path) -> None:
    with pytest.raises(ReportError, match='"thornbee"'):
        command.run("thornbee", "2023-24", port=0, browser="none")
    with pytest.raises(ReportError, match='"2023" is not a year'):
        command.run("thornby", "2023", port=0, browser="none")


@pytest.mark.parametrize("ending", rest_slow(*ENDINGS))
def test_ended_while_it_loads_it_leaves_no_process_and_no_port(project: Path, ending: signal.Signals) -> None:
    with previewing() as preview:
        assert preview.is_served and soon(lambda: len(preview.family) > 1)
        assert_all_ends(preview, ending)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ENDINGS)
def test_ended_at_rest_it_leaves_no_process_and_no_port(project: Path, ending: signal.Signals) -> None:
    with previewing() as preview:
        preview.until(WHOLE)
        assert_all_ends(preview, ending)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ENDINGS)
def test_ended_at_work_it_leaves_no_process_and_no_port(project: Path, ending: signal.Signals) -> None:
    hold_up(project)
    with previewing() as preview:
        assert soon(lambda: len(preview.family) > 3), "no chapter is at work"
        assert_all_ends(preview, ending)
    is_tidy = [path.name for path in (project / ".cache" / "snapshots").iterdir()] == []
    assert is_tidy or ending == signal.SIGKILL


def assert_all_ends(preview: Previewing, ending: signal.Signals) -> None:
    family, began = preview.family, time.monotonic()
    preview.process.send_signal(ending)
    # what a killed process listened to is closed once its last thread has ended, a moment after it
    assert are_gone(family) and soon(lambda: not preview.is_served)
    assert time.monotonic() - began < 10  # it does not wait for its work to end, however busy the machine is
    if ending != signal.SIGKILL:
        assert "The preview has ended.\n" in preview.output.read()
        assert preview.process.wait() == 0


def hold_up(project: Path) -> None:
    """Have both chapters wait for words from a pipe, which nobody writes."""
    os.mkfifo(project / "pipe")
    for path in (project / "notebooks").glob("*.ipynb"):
        two_chapters.change_cell(
            path, "chapter = sources", f'sources.year_folder.Path("{project / "pipe"}").read_text()\nchapter = sources'
        )


@pytest.mark.slow
def test_what_is_saved_is_shown_a_fault_is_told_and_goes_and_a_burst_is_one_build(project: Path) -> None:
    first = project / "data" / "thornby" / "2023-24" / FIRST
    with previewing() as preview:
        preview.until(WHOLE)
        for times in range(10):
            (first / "area.md").write_text(f"Thornby has {'a river and ' * times}a hill.\n", encoding="utf-8")
            time.sleep(0.02)
        preview.until(WHOLE)
        assert "a river and a hill" in page(preview)
        two_chapters.change(first / "top_pages.csv", "120", "12O")
        fault = preview.until("top_pages.csv")
        assert "has 1 fault" in fault and "row 2, views" in preview.output.readline()
        assert "a river and a hill" in page(preview)
        two_chapters.change(first / "top_pages.csv", "12O", "121")
        preview.until(WHOLE)
        assert ">121<" in page(preview)
        preview.process.send_signal(signal.SIGINT)
        assert "is built" not in preview.output.read(), "a burst gave more builds than one"


@pytest.mark.slow
def test_a_save_while_a_build_is_at_work_takes_its_place(project: Path) -> None:
    notebooks = {path: path.read_bytes() for path in (project / "notebooks").glob("*.ipynb")}
    hold_up(project)
    with previewing() as preview:
        assert soon(lambda: len(preview.family) > 3), "no chapter is at work"
        at_work = preview.family[2:]
        for path, content in notebooks.items():
            path.write_bytes(content)
        preview.until(WHOLE)
        assert are_gone(at_work)


@pytest.mark.slow
def test_a_builder_that_is_killed_is_told_of_and_begun_again_by_the_next_save(project: Path) -> None:
    with previewing() as preview:
        preview.until(WHOLE)
        preview.family[1].kill()
        preview.until("The program that builds has stopped")
        (project / "data" / "thornby" / "2023-24" / FIRST / "area.md").write_text("A hill.\n", encoding="utf-8")
        preview.until(WHOLE)
        assert "A hill." in page(preview)


@pytest.mark.slow
def test_where_code_changes_the_builder_is_begun_anew_with_it(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path_factory.mktemp("program")
    for part in ("src", "templates"):
        shutil.copytree(PROJECT / part, program / part, ignore=shutil.ignore_patterns("__pycache__"))
    (program / "data").symlink_to(PROJECT / "data", target_is_directory=True)
    monkeypatch.setenv("PYTHONPATH", str(program / "src"))
    with previewing() as preview:
        preview.until(WHOLE)
        builder = preview.family[1]
        two_chapters.change(
            program / "src" / "helpers" / "publish" / "build.py", "Text and figures: Open", "All of it: Open"
        )
        preview.until(WHOLE)
        assert are_gone([builder]) and "All of it: Open" in page(preview)
        (program / "templates" / "report_html" / "page.html.j2").open("a", encoding="utf-8").write("<!-- new -->")
        preview.until(WHOLE)
        assert "<!-- new -->" in page(preview)


@pytest.mark.slow
def test_what_is_previewed_is_what_is_built(project: Path) -> None:
    from helpers.publish import build

    with previewing() as preview:
        preview.until(WHOLE)
    previewed = two_chapters.contents(project / "build" / "thornby" / "preview-2023-24")
    assert previewed == two_chapters.contents(build.report(partnership="thornby", year="2023-24"))
    assert psutil.Process().children(recursive=True) == []
