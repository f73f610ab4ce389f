"""A build that is ended from outside stops all that it began, says so in a sentence, and leaves what was there before."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from support import two_chapters
from support.held_up import PATIENCE, are_gone, held_up, soon

from helpers.publish.running import subprocesses

pytestmark = pytest.mark.skipif(not subprocesses.CAN_FORK, reason="processes are forked on Linux alone")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project, whose builds work in two processes at once."""
    monkeypatch.setenv("REPORT_ROOT", str(tmp_path))
    monkeypatch.setenv("HELPERS_PROCESSES", "2")
    return two_chapters.write(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sent", "send"), [(signal.SIGINT, os.killpg), (signal.SIGTERM, os.killpg), (signal.SIGTERM, os.kill)]
)
def test_ctrl_c_and_a_request_to_end_stop_a_build_and_all_its_processes_without_a_traceback(
    project: Path, sent: int, send: Callable[[int, int], None]
) -> None:
    """A terminal sends Ctrl-C to every process of the build, not to the first alone; a request to end may come to either."""
    with held_up(project, start_new_session=True) as build:
        first = psutil.Process(build.pid)
        assert soon(lambda: len(first.children()) > 1), "both chapters are not at work"
        at_work = first.children(recursive=True)
        send(build.pid, sent)
        message = build.communicate(timeout=PATIENCE)[1]
        assert are_gone(at_work)
    assert build.returncode == 1 and "Stopped. What was built before is as it was." in message
    assert [] == [word for word in ("Traceback", "Process Fork", "KeyboardInterrupt") if word in message], message
    assert list((project / "build" / "thornby").iterdir()) == []
