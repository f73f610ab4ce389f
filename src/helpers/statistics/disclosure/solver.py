"""Linear and whole-number programmes, solved by HiGHS through scipy, of which nothing reaches the terminal.

HiGHS prints some lines past every option (https://github.com/ERGO-Code/HiGHS/issues/2734), such as one for each solution that it
has to repair, which happens in a few of ten thousand programmes. They would stand among what a command says.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
from collections.abc import Iterator
from typing import Any

import scipy

from helpers.errors import ReportError

SOLVED, INFEASIBLE = 0, 2  # as scipy.optimize.milp and linprog number them
OUTPUT = 1  # the terminal, or what stands in its place, as programs written in C number it
C_LIBRARY = "ucrtbase" if os.name == "nt" else None
UNSOLVED = (
    "The solver did not say what readers can work out ({}), so that nothing is known to be safe, and nothing is shown. Build "
    "again or, where it happens again, leave out the largest table of people."
)


def whole_numbers(costs: Any, **programme: Any) -> scipy.optimize.OptimizeResult:
    """Solve a programme, some of whose numbers are whole, as scipy.optimize.milp does."""
    with _silenced():
        return scipy.optimize.milp(costs, **programme)


def linear(costs: Any, **programme: Any) -> scipy.optimize.OptimizeResult:
    """Solve a linear programme as scipy.optimize.linprog does."""
    with _silenced():
        return scipy.optimize.linprog(costs, method="highs", **programme)


def has_solution(result: scipy.optimize.OptimizeResult) -> bool:
    """Whether a programme has a solution; raises ReportError where the solver ended without an answer, as for want of time."""
    if result.status not in (SOLVED, INFEASIBLE):
        raise ReportError(UNSOLVED.format(result.message))
    return bool(result.status == SOLVED)


@contextlib.contextmanager
def _silenced() -> Iterator[None]:
    """Drop whatever this process prints meanwhile, that which C has not yet passed on included."""
    terminal, nowhere = os.dup(OUTPUT), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, OUTPUT)
    try:
        yield
    finally:
        ctypes.CDLL(C_LIBRARY).fflush(None)
        os.dup2(terminal, OUTPUT)
        os.close(terminal)
        os.close(nowhere)
