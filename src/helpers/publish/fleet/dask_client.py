"""Build jobs over Dask, on processes of this machine (one a core) or on the workers of a remote scheduler.

Each job is an independent task. It is tried again, on another worker, where its worker could not start it or died. A report
that cannot be built because of a fault in its data is not tried again.
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
SCHEDULER_LOST = (
    "The scheduler at {} went away. What was finished is kept: run the same command again, and only the rest is built."
)
NO_WORKERS = "The scheduler at {} has no workers yet. The first report waits for one."
NO_ANSWER = "No scheduler answers at {}. See that it runs and that this machine reaches it, or leave SCHEDULER out to build here."


class SchedulerGone(ReportError):
    """The scheduler was lost before every job had ended; the message says how to go on."""


@dataclass(frozen=True)
class JobOutcome:
    """How a job ended: the seconds it took, and why it failed (empty where it did not)."""

    job: Job
    seconds: float
    failed: str = ""


@contextmanager
def client(scheduler: str, workers: int) -> Iterator[Client]:
    """Connect to a scheduler by its address, or start one on this machine ("local") with `workers` processes (0: one a core).

    Raises ReportError where no scheduler answers.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    if scheduler == LOCAL:
        with _local(workers or at_once()) as here:
            yield here
    else:
        connected = _connected(scheduler)
        try:
            yield connected
        finally:
            connected.close(timeout=5)


def outcomes(client: Client, jobs: Sequence[Job], store: ReportStore, bundle: Bundle) -> Iterator[JobOutcome]:
    """Have the jobs built, and yield the outcome of each as it ends.

    Raises ReportError, before anything is built, where a worker has more than one thread, and SchedulerGone where the
    scheduler is lost.
    """
    from distributed import as_completed

    name = f"fleet-{client.id}"
    _post(client, name, store, bundle)
    tasks = {_submitted(client, name, job, -place): job for place, job in enumerate(longest_first(jobs))}
    for future in as_completed(tasks):
        yield _outcome(future, tasks[future], client)
        future.release()
    client.unregister_worker_plugin(name)


def longest_first(jobs: Sequence[Job]) -> list[Job]:
    """Order jobs with the partnership's own data first: they take longest, and one begun last would delay the end of the fleet."""
    return sorted(jobs, key=lambda job: not job.own)


def task_name(job: Job, session: str) -> str:
    """Return the name of a job's task.

    Dask groups tasks by their name up to its first digits. Only the tasks of a large group wait at the scheduler for a free
    worker; others are assigned at once, also to a busy one. So every name begins with "report-", followed by the year.
    `session` keeps the names of two fleets apart.
    """
    return f"report-{job.year}-{job.partnership}-{session}"


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
        connected = Client(scheduler, timeout=10)
    except (OSError, ValueError) as error:
        raise ReportError(NO_ANSWER.format(scheduler)) from error
    if not connected.scheduler_info()["workers"]:
        print(NO_WORKERS.format(scheduler), file=sys.stderr)
    return connected


def _post(client: Client, name: str, store: ReportStore, bundle: Bundle) -> None:
    """Register the plugin on each worker, now and as others join; raises ReportError where a worker refuses it.

    The plugin's code is sent by value, since workers need not have the project installed.
    """
    import cloudpickle

    from helpers.publish.fleet import worker_plugin

    cloudpickle.register_pickle_by_value(worker_plugin)
    try:
        client.register_plugin(worker_plugin.FleetWorker(name, store.address, bundle.names), name=name)
    except RuntimeError as refused:
        client.unregister_worker_plugin(name)
        raise ReportError(f"{refused} Nothing was built.") from refused


def _submitted(client: Client, name: str, job: Job, priority: int) -> Any:
    def build(
        job: dict[str, str],
    ) -> Any:  # nested, so that Dask sends its code and not a name that workers cannot import
        from distributed import get_worker

        plugins: dict[str, Any] = get_worker().plugins
        return plugins[name].build(job)

    return client.submit(
        build, asdict(job), key=task_name(job, client.id), retries=RETRIES, priority=priority, pure=False
    )


def _outcome(future: Any, job: Job, client: Client) -> JobOutcome:
    if future.status == "finished":
        answer = future.result()
        return JobOutcome(job, answer["seconds"], answer["failed"])
    if future.status == "error":
        return JobOutcome(job, 0, f"tried {RETRIES + 1} times, and stopped each time: {future.exception()}")
    raise SchedulerGone(SCHEDULER_LOST.format(client.scheduler.address if client.scheduler else "its address"))
