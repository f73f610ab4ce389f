"""What is saved while a build runs belongs to the next one, whenever it is saved; `make test-edits` tries fifty builds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support import saved_meanwhile

BUILDS = int(os.environ.get("BUILDS", "3"))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["forked", "kernels"])
def test_a_table_saved_over_and_over_is_read_in_one_state_by_each_of_many_builds(tmp_path: Path, kind: str) -> None:
    trials = list(saved_meanwhile.trials(tmp_path, kind, times=BUILDS))
    assert len(trials) == BUILDS
    assert [trial for trial in trials if trial.is_mixed] == []
    assert all(trial.saved for trial in trials) and sum(trial.is_behind for trial in trials) > len(trials) / 2
