"""Programmes are solved, and nothing of the solver's own reaches the terminal."""

from __future__ import annotations

import ctypes
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import scipy

import helpers
from helpers.errors import ReportError
from helpers.statistics.disclosure import solver


@pytest.mark.parametrize("status", [1, 3, 4])
def test_a_solver_without_an_answer_is_not_taken_for_one_that_excludes_a_value(status: int) -> None:
    result = scipy.optimize.OptimizeResult(status=status, x=None, message="Time limit reached.")
    with pytest.raises(ReportError, match="nothing is known to be safe"):
        solver.has_solution(result)


def test_only_an_infeasible_programme_excludes_a_value() -> None:
    assert not solver.has_solution(scipy.optimize.OptimizeResult(status=2, x=None, message=""))


PROGRAMMES = [(solver.whole_numbers, scipy.optimize.Bounds(2, 3)), (solver.linear, [(2, 3)])]


@pytest.mark.parametrize(("solve", "bounds"), PROGRAMMES, ids=["whole numbers", "linear"])
def test_nothing_that_the_solver_prints_reaches_the_terminal_and_what_others_print_does(
    solve: Callable[..., Any], bounds: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    os.write(solver.OUTPUT, b"before ")
    assert solve([1.0], bounds=bounds, options={"disp": True}).fun == 2
    os.write(solver.OUTPUT, b"after")
    assert capfd.readouterr() == ("before after", "")


def test_what_c_has_printed_and_not_passed_on_is_dropped_too(capfd: pytest.CaptureFixture[str]) -> None:
    library = ctypes.CDLL(solver.C_LIBRARY)
    with solver._silenced():
        library.puts(b"HighsMipSolverData::transformNewIntegerFeasibleSolution tmpSolver.run();")
    library.fflush(None)
    assert capfd.readouterr().out == ""


def test_what_is_printed_is_let_through_again_after_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="integrality"):
        solver.whole_numbers([1.0], integrality=[7])
    os.write(solver.OUTPUT, b"after")
    assert capfd.readouterr().out == "after"


def test_no_other_module_calls_the_solver() -> None:
    sources = Path(helpers.__file__).parent.rglob("*.py")
    assert ["solver.py"] == [
        path.name for path in sources if re.search(r"\b(?:milp|linprog)\(", path.read_text("utf-8"))
    ]
