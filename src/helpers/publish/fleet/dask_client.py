"""Build jobs over Dask, on processes of this machine (one a core) or on the workers of a remote scheduler.

Each job is an independent task. It is tried again, on another worker, where its worker could not start it or died. A report
that cannot be built because of a fault in its data is not tried again.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cloudpickle
from distributed import Client, Future, as_completed, get_worker
from distributed.comm.core import CommClosedError
from distributed.versions import VersionMismatchWarning

from helpers.errors import ReportError
from helpers.publish.fleet import worker_plugin
from helpers.publish.fleet.bundle import Bundle
from helpers.publish.fleet.jobs import Job
from helpers.publish.fleet.worker_plugin import FleetWorker, Order
from helpers.publish.running.subprocesses import at_once

LOCAL = "local"
RETRIES = 2
SCHEDULER_LOST = (
    "The scheduler went away. What was finished is kept: run the same command again, and only the rest is built."
)
OTHER_PYTHON = (
    "The worker at {} runs Python {}, and this machine {}. Nothing was built. Begin the worker with the same Python."
)
NO_PLACE = "A worker has no place for the program: {}. Nothing was built. End that worker, or begin it again with another --local-directory."
NO_WORKERS = "The scheduler at {} has no workers yet. The first report waits for one."
NO_ANSWER = "No scheduler answers at {}. See that it runs and that this machine reaches it, or leave SCHEDULER out to build here."


@dataclass(frozen=True)
class JobOutcome:
    """How a job ended: the seconds it took, and why it failed (empty where it did not)."""

    job: Job
    seconds: float
    failed: str = ""


def client(scheduler: str, workers: int) -> Client:
    """Return a connection to a scheduler by its address, or to one begun here ("local") with `workers` processes (0: one a core).

    What was begun here ends when the connection is closed. Raises ReportError where no scheduler answers.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    warnings.simplefilter("ignore", VersionMismatchWarning)  # what differs is refused in a sentence
    if scheduler == LOCAL:
        settings: dict[str, Any] = {"dashboard_address": None, "memory_limit": None, "silence_logs": logging.CRITICAL}
        return Client(n_workers=workers or at_once(), threads_per_worker=1, processes=True, **settings)
    try:
        connected = Client(scheduler, timeout=10)
    except (OSError, ValueError) as error:
        raise ReportError(NO_ANSWER.format(scheduler)) from error
    if not connected.scheduler_info()["workers"]:
        print(NO_WORKERS.format(scheduler), file=sys.stderr)
    return connected


def outcomes(client: Client, bundle: Bundle, store: str) -> Iterator[JobOutcome]:
    """Have the jobs of a bundle built into the store at an address, and yield the outcome of each as it ends.

    Raises ReportError where the scheduler is lost, and where a worker cannot take or run the program.
    """
    name = f"fleet-{client.id}"
    try:
        versions: Any = client.get_versions()
        refuse_other_python({worker: version["packages"]["python"] for worker, version in versions["workers"].items()})
        _upload(client, name, bundle, store)
        tasks = {
            _submit(client, name, Order(asdict(job), bundle.own_data[job], bundle.lists[job])): job
            for job in longest_first(bundle)
        }
        for future in as_completed(tasks):
            yield _outcome(future, tasks[future])
            future.release()
        client.unregister_worker_plugin(name)
    except (CommClosedError, CancelledError) as error:
        raise ReportError(SCHEDULER_LOST) from error
    except OSError as error:  # such as a full disk
        client.unregister_worker_plugin(name)
        raise ReportError(NO_PLACE.format(error)) from error


def refuse_other_python(workers: Mapping[str, str]) -> None:
    """Raise ReportError for a worker whose Python, such as "3.12.1.final.0", is of another version: code sent by value crashes it."""
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    for worker, python in workers.items():
        if not python.startswith(f"{here}."):
            raise ReportError(OTHER_PYTHON.format(worker, python, here))


def longest_first(bundle: Bundle) -> list[Job]:
    """Order jobs with the partnership's own data first: they take longest, and one begun last would delay the end of the fleet."""
    return sorted(bundle.own_data, key=lambda job: -len(bundle.own_data[job]))


def task_name(job: dict[str, str], session: str) -> str:
    """Return the name of a job's task; `session` keeps the names of two fleets apart.

    Dask groups tasks by their name up to its first digits. Only the tasks of a large group wait at the scheduler for a free
    worker; others are assigned at once, also to a busy one. So every name begins with "report-", followed by the year.
    """
    return f"report-{job['year']}-{job['partnership']}-{session}"


def _upload(client: Client, name: str, bundle: Bundle, store: str) -> None:
    """Have Dask put the program on each worker, now and as others join, with the plugin that builds by it.

    The plugin's code is sent by value, since workers need not have the project installed.
    """
    cloudpickle.register_pickle_by_value(worker_plugin)
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / f"{name}.zip"
        archive.write_bytes(bundle.program)
        client.register_plugin(FleetWorker(archive, store, bundle.packages), name=name)


def _submit(client: Client, name: str, order: Order) -> Future[Any]:
    def build(order: Order) -> Any:  # nested, so that Dask sends its code and not a name that workers cannot import
        plugins: dict[str, Any] = get_worker().plugins
        return plugins[name].build(order)

    return client.submit(build, order, key=task_name(order.job, client.id), retries=RETRIES, pure=False)


def _outcome(future: Future[Any], job: Job) -> JobOutcome:
    """Return how a job ended; raises CommClosedError or CancelledError where that cannot be known, since the scheduler is lost."""
    if future.status == "error":
        return JobOutcome(job, 0, f"tried {RETRIES + 1} times, and stopped each time: {future.exception()}")
    failed, seconds = future.result()
    return JobOutcome(job, seconds, failed)
