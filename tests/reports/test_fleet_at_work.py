"""A fleet over real workers: whatever ends on the way, every report stands in the end, and is the one a single build makes."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

pytestmark = [pytest.mark.fleet, pytest.mark.skipif(sys.platform != "linux", reason="processes end as Linux ends them")]

CHAPTER = "10_glossary"
OTHER_CHAPTER = re.compile(r"\b\d\d_\w+\.ipynb")
AREAS = ("hull", "kent", "leeds", "thornby")
PATIENCE = 300
BUILDER = "helpers.publish.fleet.builder"


@pytest.fixture
def project(thornby: Path) -> Path:
    """A project with the invented partnership's data and one short chapter."""
    root = thornby.parents[2]
    for notebook in (root / "notebooks").glob("*.ipynb"):
        if notebook.stem != CHAPTER:
            notebook.unlink()
    notebook = root / "notebooks" / f"{CHAPTER}.ipynb"
    notebook.write_text(OTHER_CHAPTER.sub(notebook.name, notebook.read_text("utf-8")), "utf-8")
    return root


@pytest.fixture
def begin_process(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., psutil.Popen]]:
    """Begin a process in the project, what it says going to files; what is left of it in the end is killed."""
    processes = []

    def begin(*command: str) -> psutil.Popen:
        output = tmp_path_factory.mktemp("said") / "out"
        with output.open("w") as out:
            process = psutil.Popen([sys.executable, *command], cwd=project, stdout=out, stderr=out)
        process.output = output
        processes.append(process)
        return process

    yield begin
    for process in processes:
        killed(process)


def killed(process: psutil.Popen) -> None:
    """Kill a process and all that it began."""
    for member in [*family(process), process]:
        try:
            member.kill()
        except psutil.NoSuchProcess:
            continue
    process.wait()


def family(process: psutil.Popen) -> list[psutil.Process]:
    try:
        return list(process.children(recursive=True))
    except psutil.NoSuchProcess:
        return []


def until(holds: Callable[[], object]) -> None:
    """Wait until something holds, and fail where it does not in good time."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def fleet(*areas: str, **options: str) -> list[str]:
    arguments = [word for name, value in options.items() for word in (f"--{name}", value)]
    return ["-m", "helpers", "fleet", "--areas", ",".join(areas), *arguments]


def ended(process: psutil.Popen) -> tuple[int, str]:
    return process.wait(PATIENCE), process.output.read_text("utf-8")


def built(process: psutil.Popen) -> str:
    """What a fleet said that came home whole."""
    code, output = ended(process)
    assert code == 0, output
    return output


def finished(project: Path) -> dict[str, int]:
    """The markers that stand, each with when it was written."""
    return {path.stem: path.stat().st_mtime_ns for path in project.glob("build/fleet/finished/2023-24/*.json")}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def slugs() -> list[str]:
    return ["kent", "kingston-upon-hull", "leeds", "thornby"]


def assert_whole(project: Path) -> None:
    """Every report asked for stands, whole, and the page lists it."""
    from helpers.publish.fleet.report_store import ReportStore

    page = (project / "build/fleet/2023-24/index.html").read_text("utf-8")
    assert slugs() == sorted(ReportStore(str(project / "build/fleet")).finished("2023-24"))
    assert [slug for slug in slugs() if f'href="{slug}/report.pdf"' not in page] == []


def builders(process: psutil.Popen) -> list[psutil.Process]:
    """The processes that build, each begun by a worker; those forked from one for a report are left out."""
    return [
        member for member in family(process) if BUILDER in command(member) and BUILDER not in command(member.parent())
    ]


def command(process: psutil.Process | None) -> str:
    try:
        return " ".join(process.cmdline()) if process else ""
    except psutil.Error:
        return ""


def scheduler(begin: Callable[..., psutil.Popen], project: Path, name: str = "one") -> tuple[psutil.Popen, str]:
    """Begin a scheduler and return it with its address."""
    file = project / f"scheduler-{name}.json"
    process = begin(
        "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)
    )
    until(lambda: file.exists() and file.stat().st_size)
    return process, json.loads(file.read_text("utf-8"))["address"]


def worker(begin: Callable[..., psutil.Popen], address: str, project: Path, threads: int = 1) -> psutil.Popen:
    """Begin a worker in which the project cannot be imported: it must get it from the fleet."""
    script = "import sys; sys.modules['helpers'] = None; from distributed.cli.dask_worker import main; main()"
    options = (
        "--no-nanny",
        "--nthreads",
        str(threads),
        "--no-dashboard",
        "--local-directory",
        str(project / "scratch"),
    )
    return begin("-c", script, address, *options)


def test_an_area_that_cannot_be_built_is_told_in_the_end_and_the_others_stand(
    project: Path, replace: Callable[[str, str, str], None], begin_process: Callable[..., psutil.Popen]
) -> None:
    replace("04_learning_from_case_reviews/reviews.csv", "under way", "nearly done")
    code, output = ended(begin_process(*fleet("thornby", "leeds")))
    assert code == 1
    assert "1 finished, 1 failed, 0 remaining" in output
    assert "nearly done" in output.split("All are listed in")[1]
    assert list(finished(project)) == ["leeds"]
    assert "nearly done" not in (project / "build/fleet/2023-24/index.html").read_text("utf-8")


def test_what_is_built_is_what_a_single_build_makes_and_is_built_again_only_where_stale(
    project: Path, thornby: Path, begin_process: Callable[..., psutil.Popen]
) -> None:
    built(begin_process(*fleet("thornby", "leeds")))
    first = finished(project)
    for area in ("thornby", "leeds"):
        subprocess.run(
            [sys.executable, "-m", "helpers", "report", "--partnership", area],
            cwd=project,
            check=True,
            capture_output=True,
        )
        assert contents(project / "build" / area / "2023-24") == contents(project / "build/fleet/2023-24" / area)
    assert "0 reports were built, and 2 stood" in built(begin_process(*fleet("thornby", "leeds")))
    assert first == finished(project)
    shutil.rmtree(project / "build/fleet/2023-24/leeds/downloads")
    assert "1 reports were built, and 1 stood" in built(begin_process(*fleet("thornby", "leeds")))
    assert first["thornby"] == finished(project)["thornby"]


def test_a_worker_killed_at_work_costs_no_report(project: Path, begin_process: Callable[..., psutil.Popen]) -> None:
    process = begin_process(*fleet(*AREAS, workers="2"))
    until(lambda: len(builders(process)) == 2 and finished(project))
    builders(process)[0].parent().send_signal(signal.SIGKILL)
    assert "4 finished, 0 failed, 0 remaining" in built(process)
    assert_whole(project)


def test_a_builder_killed_at_work_costs_no_report(project: Path, begin_process: Callable[..., psutil.Popen]) -> None:
    process = begin_process(*fleet(*AREAS, workers="1"))
    until(lambda: finished(project))
    builders(process)[0].send_signal(signal.SIGKILL)
    built(process)
    assert_whole(project)


def test_when_the_scheduler_is_killed_the_same_command_finishes_the_rest(
    project: Path, begin_process: Callable[..., psutil.Popen]
) -> None:
    first, address = scheduler(begin_process, project)
    worker(begin_process, address, project)
    interrupted = begin_process(*fleet(*AREAS, scheduler=address))
    until(lambda: finished(project))
    first.send_signal(signal.SIGKILL)
    code, output = ended(interrupted)
    before = finished(project)
    assert (code, "run the same command again" in output) == (1, True)
    assert 0 < len(before) < len(AREAS)
    _, address = scheduler(begin_process, project, "two")
    worker(begin_process, address, project)
    built(begin_process(*fleet(*AREAS, scheduler=address)))
    assert before == {name: time for name, time in finished(project).items() if name in before}
    assert_whole(project)


def test_when_the_command_itself_is_killed_nothing_it_began_goes_on(
    project: Path, begin_process: Callable[..., psutil.Popen]
) -> None:
    process = begin_process(*fleet(*AREAS, workers="2"))
    until(lambda: finished(project))
    left = family(process)
    process.send_signal(signal.SIGKILL)
    until(
        lambda: (
            not any(
                process_left.is_running() and process_left.status() != psutil.STATUS_ZOMBIE for process_left in left
            )
        )
    )
    built(begin_process(*fleet(*AREAS)))
    assert_whole(project)


def test_a_scheduler_that_does_not_answer_is_told_with_the_cure(begin_process: Callable[..., psutil.Popen]) -> None:
    code, output = ended(begin_process(*fleet("leeds", scheduler="tcp://127.0.0.1:9")))
    assert code == 1
    assert "No scheduler answers at tcp://127.0.0.1:9." in output
    assert "Traceback" not in output


def test_a_worker_of_two_threads_that_joins_later_builds_two_at_a_time_and_keeps_nothing(
    project: Path, begin_process: Callable[..., psutil.Popen]
) -> None:
    _, address = scheduler(begin_process, project)
    waiting_fleet = begin_process(*fleet("thornby", "leeds", scheduler=address))
    until(lambda: "has no workers yet" in waiting_fleet.output.read_text("utf-8"))
    late = worker(begin_process, address, project, threads=2)
    until(lambda: len(builders(late)) == 2)
    assert "2 finished, 0 failed, 0 remaining" in built(waiting_fleet)
    assert sorted(finished(project)) == ["leeds", "thornby"]
    until(lambda: not builders(late))
    assert [path for path in (project / "scratch").rglob("*") if "thornby" in path.name] == []
    assert [path for path in (project / "scratch").rglob("fleet-*") if path.is_dir()] == []


def test_memory_does_not_grow_with_the_number_of_areas(
    project: Path, begin_process: Callable[..., psutil.Popen]
) -> None:
    process = begin_process(*fleet("all", workers="1"))
    until(lambda: len(finished(project)) >= 3)
    early = builders(process)[0].memory_info().rss
    until(lambda: len(finished(project)) >= 15)
    assert builders(process)[0].memory_info().rss < 1.05 * early
