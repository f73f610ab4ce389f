"""Many reports at once: each an order that any worker can build, and that is built once.

A report that stands, made from what is there now, is left as it is; so a fleet that was interrupted is finished by asking
for it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from helpers.publish.fleet.dask_client import JobOutcome, SchedulerGone
from helpers.publish.fleet.jobs import Job
from helpers.publish.fleet.report_store import ReportStore, whole
from helpers.sources.project import project_root

STORE = "build/fleet"


@dataclass(frozen=True)
class Fleet:
    """How a fleet came home: the page that lists it, and how many reports stood, were made, and could not be."""

    page: str
    stood: int
    made: int
    failed: tuple[JobOutcome, ...]
    interrupted: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether every report asked for stands."""
        return not self.failed and not self.interrupted


def reports(*, areas: str, year: str, scheduler: str = "local", store: str = STORE, workers: int = 0) -> Fleet:
    """Build the reports of areas ("all", or names with commas between) for a year, those that are missing or stale.

    `store` is the folder, or address of an object store, that this machine and every worker reach; a folder is counted
    from the project's. `workers` is how many processes work on this machine (0: one a core).
    """
    from helpers.publish.fleet.jobs import orders

    kept = ReportStore(store if "://" in store else str(project_root() / store))
    asked = orders(areas, year)
    stood = whole(asked, kept.finished(year))
    ended, interrupted = _built([order for order in asked if order not in stood], kept, scheduler, workers)
    failed = tuple(sorted((outcome for outcome in ended if outcome.failed), key=lambda outcome: outcome.order.place))
    page = _listed(kept, year, [outcome.order for outcome in failed])
    return Fleet(page, len(stood), len(ended) - len(failed), failed, interrupted)


def _built(wanted: Sequence[Job], store: ReportStore, scheduler: str, workers: int) -> tuple[list[JobOutcome], str]:
    """Return how each order ended that did, and what was said where the scheduler went away before the rest."""
    from helpers.publish.fleet import bundle, dask_client
    from helpers.publish.fleet.progress import FleetProgress

    ended = list[JobOutcome]()
    if not wanted:
        return ended, ""
    with ThreadPoolExecutor() as aside:
        sending = aside.submit(bundle.sent, store, list(wanted))  # while the workers begin
        with dask_client.client(scheduler, min(workers, len(wanted))) as client:
            sent, progress = sending.result(), FleetProgress(len(wanted))
            try:
                for outcome in dask_client.outcomes(client, wanted, store, sent):
                    ended.append(outcome)
                    progress.ended(outcome)
            except SchedulerGone as gone:
                return ended, str(gone)
    return ended, ""


def _listed(store: ReportStore, year: str, failed: Sequence[Job]) -> str:
    """Write the page that lists every report of the year that stands, and return its address."""
    from helpers.publish.fleet import page

    name = f"{year}/index.html"
    store.put(name, page.written(year, store.finished(year).values(), failed).encode())
    return store.path(name)


__all__ = ["STORE", "Fleet", "reports"]
