"""Build many reports at once over Dask: each report is a job, and any worker can build it.

A report that is in the store, complete and made from the present program and data, is not built again. So running the same
command again finishes a fleet that was interrupted.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from helpers.publish.fleet.dask_client import JobOutcome, SchedulerGone
from helpers.publish.fleet.jobs import Job
from helpers.publish.fleet.report_store import ReportStore, up_to_date
from helpers.sources.project import project_root

STORE = "build/fleet"


@dataclass(frozen=True)
class FleetResult:
    """The result of a fleet: the address of the page that lists the reports, and how many were unchanged, built and failed.

    `interrupted` is the message of a scheduler that was lost before the end; empty where none was.
    """

    page: str
    unchanged: int
    built: int
    failed: tuple[JobOutcome, ...]
    interrupted: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether every report requested is in the store."""
        return not self.failed and not self.interrupted


def reports(*, areas: str, year: str, scheduler: str = "local", store: str = STORE, workers: int = 0) -> FleetResult:
    """Build the reports of `areas` ("all", or names separated by commas) for a year, where they are missing or out of date.

    `store` is a folder, relative to the project's, or the address of an object store; this machine and every worker must
    reach it. `workers` is the number of processes on this machine (0: one a core). Raises ReportError for an unknown area.
    """
    from helpers.publish.fleet.jobs import jobs_for

    reports_store = ReportStore(store if "://" in store else str(project_root() / store))
    jobs = jobs_for(areas, year)
    unchanged = up_to_date(jobs, reports_store.finished(year))
    ended, interrupted = _built([job for job in jobs if job not in unchanged], reports_store, scheduler, workers)
    failed = tuple(sorted((outcome for outcome in ended if outcome.failed), key=lambda outcome: outcome.job.place))
    page = _write_index(reports_store, year, [outcome.job for outcome in failed])
    return FleetResult(page, len(unchanged), len(ended) - len(failed), failed, interrupted)


def _built(jobs: Sequence[Job], store: ReportStore, scheduler: str, workers: int) -> tuple[list[JobOutcome], str]:
    """Return the outcomes of the jobs that ended, and the message of the scheduler's loss (empty where it was not lost)."""
    from helpers.publish.fleet import bundle, dask_client
    from helpers.publish.fleet.progress import FleetProgress

    ended = list[JobOutcome]()
    if not jobs:
        return ended, ""
    with ThreadPoolExecutor() as executor:
        sending = executor.submit(bundle.sent, store, list(jobs))  # packing takes as long as the workers' start
        with dask_client.client(scheduler, min(workers, len(jobs))) as client:
            sent, progress = sending.result(), FleetProgress(len(jobs))
            try:
                for outcome in dask_client.outcomes(client, jobs, store, sent):
                    ended.append(outcome)
                    progress.ended(outcome)
            except SchedulerGone as error:
                return ended, str(error)
    return ended, ""


def _write_index(store: ReportStore, year: str, failed: Sequence[Job]) -> str:
    """Write the page that lists every complete report of the year, and return its address in the store."""
    from helpers.publish.fleet import page

    name = f"{year}/index.html"
    store.write(name, page.rendered(year, store.finished(year).values(), failed).encode())
    return store.path(name)


__all__ = ["STORE", "FleetResult", "reports"]
