"""Work done apart: in a process forked from this one, which has all that this one has imported.

Such a process cannot outlive the one that began it, whatever ends that. Where the system cannot fork, work waits its turn.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
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


@dataclass(frozen=True)
class ForkedProcess:
    """A process at work; what it returns comes out of `said`."""

    process: BaseProcess
    said: Connection


def at_once() -> int:
    """How many processes to work in: `HELPERS_PROCESSES` where set, as it is where others build beside this one, else one a core.

    Raises ReportError where what is set is not a whole number above 0.
    """
    told = os.environ.get("HELPERS_PROCESSES") or str(_cores())
    if not told.isdecimal() or int(told) < 1:
        raise ReportError(
            f'HELPERS_PROCESSES "{told}" is not a number of processes. Write digits, such as 2, or leave it out for one a core.'
        )
    return int(told)


def _cores() -> int:
    """The cores that this process may use, where the system tells, or else all."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def forked(work: Callable[[], Any], *, has_children: bool = False) -> ForkedProcess:
    """Begin work in a process of its own; what it returns must be fit to be sent.

    Work that is to have children, as a whole build has, may fork in its turn and hears Ctrl-C itself; other work leaves that
    to this process, which ends it.
    """
    heard, said = multiprocessing.Pipe(duplex=False)
    gc.freeze()  # what this process holds is not gone through again, so its pages stay shared
    process = multiprocessing.get_context("fork").Process(
        target=_work, args=(work, said, os.getpid(), has_children), daemon=not has_children
    )
    _start(process)
    gc.unfreeze()
    said.close()
    return ForkedProcess(process, heard)


def begin(work: Callable[..., Result], *given: Any, **options: Any) -> PendingResult[Result]:
    """Begin work aside; ask for its `result` when it is needed. Where one process is to work at a time, it has ended by then."""
    is_alone, whole = at_once() == 1, partial(work, *given, **options)
    pending = PendingResult(whole, forked(partial(_told, whole)) if CAN_FORK else None)
    if pending.at_work and is_alone:
        wait([pending.at_work.said])
    return pending


@dataclass(frozen=True)
class PendingResult(Generic[Result]):
    """Work begun aside, or, where there is no fork, still to do."""

    work: Callable[[], Result]
    at_work: ForkedProcess | None

    def __enter__(self) -> PendingResult[Result]:
        return self

    def __exit__(self, *_: object) -> None:
        """Stop what nobody waits for any more."""
        if self.at_work:
            self.at_work.process.kill()
            self.at_work.process.join()

    def result(self) -> Result:
        """Wait for the work and return what it gives; what it raises as ReportError is raised here."""
        return self._result

    @cached_property
    def _result(self) -> Result:
        if not self.at_work:
            return self.work()
        try:
            failed, given = self.at_work.said.recv()
        except EOFError:
            raise ReportError(STOPPED) from None
        if failed:
            raise failed
        return given


@dataclass(frozen=True)
class WorkerProcess(Generic[Result]):
    """A process that answers one question after another, and keeps what it learnt by each; it ends with the one that began it."""

    process: BaseProcess
    line: Connection

    def answer(self, asked: Any) -> Result:
        """Return what its work gives for a question. Raises ReportError where the process has ended."""
        try:
            self.line.send(asked)
            return self.line.recv()
        except (EOFError, ConnectionError):
            raise ReportError(STOPPED) from None

    def end(self) -> None:
        """End it, whatever it is at."""
        self.process.kill()
        self.process.join()
        self.line.close()


def standing(work: Callable[[Connection], None]) -> WorkerProcess[Any]:
    """Begin a process that reads questions from a line and answers on it, until the line is closed."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(
        target=_stand, args=(work, theirs, ours, os.getpid()), daemon=True
    )
    _start(process)
    theirs.close()
    return WorkerProcess(process, ours)


def _stand(work: Callable[[Connection], None], line: Connection, other: Connection, parent: int) -> None:
    _end_with(parent, hears_interrupts=False)
    other.close()
    with contextlib.suppress(EOFError):
        work(line)


def _told(work: Callable[[], Any]) -> tuple[ReportError | None, Any]:
    try:
        return None, work()
    except ReportError as error:
        return error, None


def _work(work: Callable[[], Any], said: Connection, parent: int, hears_interrupts: bool) -> None:
    _end_with(parent, hears_interrupts=hears_interrupts)
    said.send(work())


def _start(process: BaseProcess) -> None:
    """Fork with Ctrl-C kept waiting, so that no process hears it before it knows what to do; where it came, end the new one."""
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


def _end_with(parent: int, *, hears_interrupts: bool) -> None:
    """Have the system end this process when its parent ends; where the parent has ended already, end now.

    A terminal sends Ctrl-C to every process of a build, and the parent alone answers it unless this one hears it too.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if not hears_interrupts:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    ctypes.CDLL(None).prctl(END_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
