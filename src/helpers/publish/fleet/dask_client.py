"""The workers of a fleet: processes of this machine, one a core, or whatever a Dask scheduler has.

An order is an independent task. One that its worker could not try, or that went down with it, is tried elsewhere; one that
was tried and cannot be built, for a fault in its data, is not tried again.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from helpers.errors import ReportError
from helpers.publish.fleet.bundle import Bundle
from helpers.publish.fleet.jobs import Job
from helpers.publish.fleet.report_store import ReportStore
from helpers.publish.running.subprocesses import at_once

if TYPE_CHECKING:
    from distributed import Client

LOCAL = "local"
RETRIES = 2
GONE = (
    "The scheduler at {} went away. What was finished is kept: run the same command again, and only the rest is built."
)
NO_WORKERS = "The scheduler at {} has no workers yet. The first report waits for one."
NO_ANSWER = "No scheduler answers at {}. See that it runs and that this machine reaches it, or leave SCHEDULER out to build here."


class SchedulerGone(ReportError):
    """The scheduler ended before the work did; the message says how to go on."""


@dataclass(frozen=True)
class JobOutcome:
    """How an order ended: the seconds it took, and what failed (empty where nothing did)."""

    order: Job
    seconds: float
    failed: str = ""


@contextmanager
def client(scheduler: str, workers: int) -> Iterator[Client]:
    """Connect to a scheduler by address, or begin one here ("local") with some workers (0: one a core)."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    if scheduler == LOCAL:
        with _local(workers or at_once()) as here:
            yield here
    else:
        found = _connected(scheduler)
        try:
            yield found
        finally:
            found.close(timeout=5)


def outcomes(client: Client, wanted: Sequence[Job], store: ReportStore, parcel: Bundle) -> Iterator[JobOutcome]:
    """Have the orders built, and return how each ended as it ends.

    Raises SchedulerGone where there is nobody left to ask, and ReportError, before anything is built, where a worker has
    more than one thread.
    """
    from distributed import as_completed

    name = f"fleet-{client.id}"
    _post(client, name, store, parcel)
    tasks = {_submitted(client, name, order, -place): order for place, order in enumerate(longest_first(wanted))}
    for future in as_completed(tasks):
        yield _outcome(future, tasks[future], client)
        future.release()
    client.unregister_worker_plugin(name)


def longest_first(wanted: Sequence[Job]) -> list[Job]:
    """Put reports with data of their own first: they take longest, and a worker left with one at the end would keep all waiting."""
    return sorted(wanted, key=lambda order: not order.own)


def task_name(order: Job, session: str) -> str:
    """Name an order's task. Dask takes what is alike up to the first digits for one kind, and gives only of one kind to whoever is free."""
    return f"report-{order.year}-{order.partnership}-{session}"


@contextmanager
def _local(workers: int) -> Iterator[Client]:
    from distributed import Client, LocalCluster

    settings: dict[str, Any] = {"dashboard_address": None, "memory_limit": None, "silence_logs": logging.CRITICAL}
    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, **settings) as cluster,
        Client(cluster) as here,
    ):
        yield here


def _connected(scheduler: str) -> Client:
    from distributed import Client

    try:
        found = Client(scheduler, timeout=10)
    except (OSError, ValueError) as error:
        raise ReportError(NO_ANSWER.format(scheduler)) from error
    if not found.scheduler_info()["workers"]:
        print(NO_WORKERS.format(scheduler), file=sys.stderr)
    return found


def _post(client: Client, name: str, store: ReportStore, parcel: Bundle) -> None:
    """Put a station on each worker, and on each that comes later; by value, since a worker need not have the project."""
    import cloudpickle

    from helpers.publish.fleet import worker_plugin

    cloudpickle.register_pickle_by_value(worker_plugin)
    try:
        client.register_plugin(worker_plugin.FleetWorker(name, store.address, parcel.names), name=name)
    except RuntimeError as refused:
        client.unregister_worker_plugin(name)
        raise ReportError(f"{refused} Nothing was built.") from refused


def _submitted(client: Client, name: str, order: Job, priority: int) -> Any:
    def build(
        order: dict[str, str],
    ) -> Any:  # within a function, so that it is sent as it is and not by a name to import
        from distributed import get_worker

        stations: dict[str, Any] = get_worker().plugins
        return stations[name].build(order)

    return client.submit(
        build, asdict(order), key=task_name(order, client.id), retries=RETRIES, priority=priority, pure=False
    )


def _outcome(future: Any, order: Job, client: Client) -> JobOutcome:
    if future.status == "finished":
        told = future.result()
        return JobOutcome(order, told["seconds"], told["failed"])
    if future.status == "error":
        return JobOutcome(order, 0, f"tried {RETRIES + 1} times, and stopped each time: {future.exception()}")
    raise SchedulerGone(GONE.format(client.scheduler.address if client.scheduler else "its address"))
