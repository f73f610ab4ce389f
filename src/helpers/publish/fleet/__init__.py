"""Many reports at once: each a job that any worker can build, and that is built once.

A report that stands, made from what is there now, is left as it is; so a fleet that was interrupted is finished by asking
for it again.
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
    """How a fleet came home: the page that lists it, and how many reports stood, were made, and could not be."""

    page: str
    unchanged: int
    built: int
    failed: tuple[JobOutcome, ...]
    interrupted: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether every report asked for stands."""
        return not self.failed and not self.interrupted


def reports(*, areas: str, year: str, scheduler: str = "local", store: str = STORE, workers: int = 0) -> FleetResult:
    """Build the reports of areas ("all", or names with commas between) for a year, those that are missing or stale.

    `store` is the folder, or address of an object store, that this machine and every worker reach; a folder is counted
    from the project's. `workers` is how many processes work on this machine (0: one a core).
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
    """Return how each job ended that did, and what was said where the scheduler went away before the rest."""
    from helpers.publish.fleet import bundle, dask_client
    from helpers.publish.fleet.progress import FleetProgress

    ended = list[JobOutcome]()
    if not jobs:
        return ended, ""
    with ThreadPoolExecutor() as executor:
        sending = executor.submit(bundle.sent, store, list(jobs))  # while the workers begin
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
    """Write the page that lists every report of the year that stands, and return its address."""
    from helpers.publish.fleet import page

    name = f"{year}/index.html"
    store.write(name, page.rendered(year, store.finished(year).values(), failed).encode())
    return store.path(name)


__all__ = ["STORE", "FleetResult", "reports"]
