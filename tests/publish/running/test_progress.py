"""The lines of a build's and a fleet's progress."""

from __future__ import annotations

import io

from helpers.publish.running.progress import FleetProgress


def test_the_progress_of_a_fleet_counts_what_finished_failed_and_remains() -> None:
    out = io.StringIO()
    progress = FleetProgress(3, out)
    progress.end_report("Leeds", 6.12, is_failed=False)
    progress.end_report("Kent", 1, is_failed=True)
    first, second = out.getvalue().splitlines()
    assert first.startswith("Leeds (6.1 s): 1 finished, 0 failed, 2 remaining, about ")
    assert second.startswith("Kent (failed): 1 finished, 1 failed, 1 remaining, about ")
