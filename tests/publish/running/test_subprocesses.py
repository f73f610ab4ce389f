"""Work done apart: side by side where there are cores for it, and one after another where one process is to work at a time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.errors import ReportError
from helpers.publish.running import subprocesses

pytestmark = pytest.mark.skipif(not subprocesses.CAN_FORK, reason="processes are forked on Linux alone")


def spell(seconds: float) -> tuple[float, float]:
    began = time.monotonic()
    time.sleep(seconds)
    return began, time.monotonic()


def spells() -> tuple[tuple[float, float], tuple[float, float]]:
    with subprocesses.begin(spell, 0.4) as first, subprocesses.begin(spell, 0.1) as second:
        return first.result(), second.result()


def test_two_works_are_side_by_side_where_there_are_processes_for_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPERS_PROCESSES", "2")
    (_, first_ended), (second_began, _) = spells()
    assert second_began < first_ended


def test_one_work_ends_before_the_next_begins_where_one_process_is_to_work_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HELPERS_PROCESSES", "1")
    (_, first_ended), (second_began, _) = spells()
    assert first_ended <= second_began


def failing() -> None:
    raise ReportError("This cannot be done.")


@pytest.mark.parametrize("processes", ["1", "2"])
def test_what_fails_is_told_to_whoever_asks_for_the_result_and_not_before(
    monkeypatch: pytest.MonkeyPatch, processes: str
) -> None:
    monkeypatch.setenv("HELPERS_PROCESSES", processes)
    with subprocesses.begin(failing) as pending, pytest.raises(ReportError, match="This cannot be done"):
        pending.result()


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_result_too_long_for_the_pipe_arrives_whole(monkeypatch: pytest.MonkeyPatch, processes: str) -> None:
    monkeypatch.setenv("HELPERS_PROCESSES", processes)
    with subprocesses.begin(bytes, 1_000_000) as pending:
        assert len(pending.result()) == 1_000_000


@pytest.mark.parametrize("setting", ["0", "two", "-1", "1.5"])
def test_what_is_no_number_of_processes_is_refused_before_any_work_begins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, setting: str
) -> None:
    monkeypatch.setenv("HELPERS_PROCESSES", setting)
    with pytest.raises(ReportError, match=f'HELPERS_PROCESSES "{setting}" is not a number of processes'):
        subprocesses.begin((tmp_path / "begun").touch)
    assert not (tmp_path / "begun").exists()


def test_there_are_no_more_processes_than_cores_that_this_one_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HELPERS_PROCESSES", raising=False)
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        assert subprocesses.at_once() == 1
    finally:
        os.sched_setaffinity(0, cores)


INTERRUPTED = """
import multiprocessing, os, signal, time
from functools import partial
from helpers.publish.running import subprocesses

signal.signal(signal.SIGINT, signal.default_int_handler)
os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGINT))
try:
    subprocesses.forked(partial(time.sleep, 60))
except KeyboardInterrupt:
    until = time.monotonic() + 10
    while multiprocessing.active_children() and time.monotonic() < until:
        time.sleep(0.01)
    print("at work still:", multiprocessing.active_children())
"""


def test_ctrl_c_while_a_process_is_forked_ends_that_too() -> None:
    finished = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True)
    assert ("at work still: []\n", "") == (finished.stdout, finished.stderr)
