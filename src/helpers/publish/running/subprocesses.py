"""Child processes: each is forked from this one, has all that this one has imported, and cannot outlive it.

Chapters, the check of the data, the site, the reviewers' edition and the reports of a fleet are all started, waited for and
ended here. Where the system cannot fork, work waits until its result is wanted.
"""

from __future__ import annotations

import ctypes
import gc
import math
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from helpers.errors import ReportError

CAN_FORK = sys.platform == "linux"
END_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
STOPPED = "A part of the build stopped without a word; what it said stands above. Build again."

Result = TypeVar("Result")


class EndedEarly(Exception):
    """A process ended without its result: it crashed, or was killed because its time was over (`is_late`)."""

    def __init__(self, exit_code: int | None, *, is_late: bool) -> None:
        super().__init__(exit_code)
        self.exit_code, self.is_late = exit_code, is_late


@dataclass(frozen=True)
class ForkedProcess(Generic[Result]):
    """A process at work: what it returns comes along the connection, and at the deadline (monotonic seconds) it is killed."""

    process: BaseProcess
    connection: Connection
    deadline: float = math.inf

    def result(self) -> Result:
        """Wait for the result and for the process to end. Raises EndedEarly where it ends without one."""
        try:
            result = self.connection.recv()
        except EOFError:
            self.process.join()
            raise EndedEarly(self.process.exitcode, is_late=self.is_late) from None
        self.process.join()
        return result

    @property
    def is_late(self) -> bool:
        """Whether its time is over."""
        return time.monotonic() >= self.deadline

    def stop(self) -> None:
        """Kill it, whatever it is doing, and wait until it has ended."""
        self.process.kill()
        self.process.join()


def at_once() -> int:
    """How many processes to work in: `HELPERS_PROCESSES` where set, as it is where others build beside this one, else one a core.

    Raises ReportError where what is set is not a whole number above 0.
    """
    setting = os.environ.get("HELPERS_PROCESSES") or str(_cores())
    if not setting.isdecimal() or int(setting) < 1:
        raise ReportError(
            f'HELPERS_PROCESSES "{setting}" is not a number of processes. Write digits, such as 2, or leave it out for one a core.'
        )
    return int(setting)


def _cores() -> int:
    """The cores that this process may use, where the system says, or else all."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def forked(
    work: Callable[[], Result], *, seconds: float = math.inf, has_children: bool = False
) -> ForkedProcess[Result]:
    """Begin work in a process of its own, which is killed when it takes longer than `seconds`; its result is sent back pickled.

    Work that is to have children, as a whole build has, may fork in its turn and is interrupted by Ctrl-C itself; other
    work leaves Ctrl-C to this process, which then ends it.
    """
    connection, far_end = multiprocessing.Pipe(duplex=False)
    gc.freeze()  # what this process holds is not gone through again, so its pages stay shared
    process = multiprocessing.get_context("fork").Process(
        target=_work, args=(work, far_end, os.getpid(), has_children), daemon=not has_children
    )
    _start(process)
    gc.unfreeze()
    far_end.close()
    return ForkedProcess(process, connection, time.monotonic() + seconds)


def wait_for_any(processes: Sequence[ForkedProcess[Result]], *handles: int) -> list[ForkedProcess[Result]]:
    """Wait until one of the processes has a result, has ended, or is over its time and so killed; return each that is so.

    The wait ends too, perhaps with none of them, when something can be read from one of the file `handles`.
    """
    soonest = min(process.deadline for process in processes) - time.monotonic()
    ready = wait([*(process.connection for process in processes), *handles], None if soonest == math.inf else soonest)
    late = [process for process in processes if process.connection not in ready and process.is_late]
    for process in late:
        process.process.kill()
    return [process for process in processes if process.connection in ready or process in late]


def begin(work: Callable[..., Result], *arguments: Any, **options: Any) -> PendingResult[Result]:
    """Begin work whose result is wanted later. Where one process is to work at a time, it has ended when this returns."""
    is_alone, call = at_once() == 1, partial(work, *arguments, **options)
    pending = PendingResult(call, forked(partial(_outcome, call)) if CAN_FORK else None)
    if pending.process and is_alone:
        wait_for_any([pending.process])
    return pending


@dataclass(frozen=True)
class PendingResult(Generic[Result]):
    """Work begun in a process of its own, or, where there is no fork, still to do. Leaving its `with` block stops it."""

    work: Callable[[], Result]
    process: ForkedProcess[tuple[ReportError | None, Any]] | None

    def __enter__(self) -> PendingResult[Result]:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process:
            self.process.stop()

    def result(self) -> Result:
        """Wait for the work and return what it gives. Raises the ReportError that it raised, or one that says it stopped."""
        return self._result

    @cached_property
    def _result(self) -> Result:
        if not self.process:
            return self.work()
        try:
            error, result = self.process.result()
        except EndedEarly:
            raise ReportError(STOPPED) from None
        if error:
            raise error
        return result


def _outcome(work: Callable[[], Any]) -> tuple[ReportError | None, Any]:
    try:
        return None, work()
    except ReportError as error:
        return error, None


def _work(work: Callable[[], Any], connection: Connection, parent: int, hears_interrupts: bool) -> None:
    end_with(parent, hears_interrupts=hears_interrupts)
    connection.send(work())


def _start(process: BaseProcess) -> None:
    """Fork with Ctrl-C kept back, so that it reaches no process that is not ready for it; where it came, end the new process."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        process.start()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    except KeyboardInterrupt:
        if process.pid:
            process.kill()
        raise
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_with(parent: int, *, hears_interrupts: bool) -> None:
    """Have the system end this process when its parent ends; where the parent has ended already, end now.

    A terminal sends Ctrl-C to every process of a build, and the parent alone answers it unless this one is to as well.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if not hears_interrupts:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
