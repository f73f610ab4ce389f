"""Build the reports of many areas: each is a job, and any worker can build it.

A report that is in the store, complete and made from the present program and data, is not built again. So running the same
command again finishes a fleet that was interrupted.
"""

from __future__ import annotations

from dataclasses import dataclass

from helpers.errors import ReportError
from helpers.publish.fleet import bundle, dask_client, page
from helpers.publish.fleet.dask_client import JobOutcome
from helpers.publish.fleet.jobs import jobs_for
from helpers.publish.fleet.report_store import ReportStore, up_to_date
from helpers.publish.running import program
from helpers.publish.running.progress import FleetProgress
from helpers.sources.project import project_root

CHANGED = "The project changed while it was being packed for the workers. Run the command again."


@dataclass(frozen=True)
class FleetResult:
    """The result of a fleet: the address of the page that lists the reports, how many were unchanged and built, and those that failed."""

    page: str
    unchanged: int
    built: int
    failed: tuple[JobOutcome, ...]


def reports(*, areas: str, year: str, scheduler: str, store: str, workers: int) -> FleetResult:
    """Build the reports of `areas` ("all", or names separated by commas) for a year, where they are missing or out of date.

    `store` is a folder, relative to the project's, or the address of an object store; this machine and every worker must
    reach it. `workers` is the number of processes on this machine (0: one a core). Raises ReportError for an unknown area, where
    the scheduler is lost, and where the project changes while it is packed: reports would then mix its old and new state.
    """
    reports_store = ReportStore(store if "://" in store else str(project_root() / store))
    jobs = jobs_for(areas, year)
    unchanged = up_to_date(jobs, reports_store.finished(year))
    packed = bundle.packed([job for job in jobs if job not in unchanged])
    if not program.is_current() or jobs_for(areas, year) != jobs:
        raise ReportError(CHANGED)
    ended = _built(packed, reports_store, scheduler, workers) if packed.own_data else []
    failed = sorted((outcome for outcome in ended if outcome.failed), key=lambda outcome: outcome.job.place)
    listing = page.rendered(year, reports_store.finished(year).values(), [outcome.job for outcome in failed])
    reports_store.write(f"{year}/index.html", listing.encode())
    address = reports_store.path(f"{year}/index.html")
    return FleetResult(address, len(unchanged), len(ended) - len(failed), tuple(failed))


def _built(packed: bundle.Bundle, store: ReportStore, scheduler: str, workers: int) -> list[JobOutcome]:
    """Have every job of a bundle built, and write a line as each ends."""
    ended, total = list[JobOutcome](), len(packed.own_data)
    progress = FleetProgress(total)
    with dask_client.client(scheduler, min(workers, total)) as client:
        for outcome in dask_client.outcomes(client, packed, store.address):
            ended.append(outcome)
            progress.end_report(outcome.job.place, outcome.seconds, is_failed=bool(outcome.failed))
    return ended
