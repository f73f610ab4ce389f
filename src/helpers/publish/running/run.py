"""Running chapters: each through papermill, in a process of its own, several at once.

Where the system can fork, a chapter's process is forked from this one, which has imported what chapters need; elsewhere
papermill starts a kernel for each. A chapter that fails, crashes or hangs is named, and does not take the others along.
"""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import nbformat

from helpers.errors import ReportError
from helpers.publish.running.progress import BuildProgress
from helpers.publish.running.subprocesses import CAN_FORK, ForkedProcess, at_once, forked
from helpers.sources import file_dependencies

PARAMETERS = ("partnership", "year")
LONGEST_SECONDS = 600
SELDOM = (50_000, 20, 100)  # how often garbage is looked for: what a build holds it needs, and its processes soon end
_warm = False
Done = Callable[["ChapterRun", dict[str, str] | None], None]


def _nothing() -> None:
    """What is done meanwhile where nothing is."""


def _unheard(one: ChapterRun, looks: dict[str, str] | None) -> None:
    """What is done with a chapter that ran where nobody keeps it."""


@dataclass(frozen=True)
class ChapterRun:
    """One chapter to run: its notebook, where the executed one goes, and its parameters."""

    notebook: Path
    output: Path
    parameters: dict[str, str]

    @property
    def name(self) -> str:
        """The chapter's title, from the notebook's first line: Journey of the Child."""
        title = re.search(r'"# ([^"\\\n]+)', self.notebook.read_text(encoding="utf-8"))
        return title[1].strip() if title else self.notebook.stem


def notebooks(root: Path) -> list[Path]:
    """The chapters' notebooks in the report's order."""
    return sorted((root / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def run(
    runs: Sequence[ChapterRun], progress: BuildProgress, done: Done = _unheard, meanwhile: Callable[[], None] = _nothing
) -> None:
    """Run chapters and write each executed notebook. Raises ReportError naming every chapter that failed.

    `done` is called for each that ran well with the looks it took (`helpers.sources.file_dependencies`), or None where nobody heard; not
    for one whose files changed as it read them. `meanwhile` is called once, as soon as the first are at work; what it raises
    stops them.
    """
    for one in runs:
        _refuse_unknown_parameters(one)
    begin = _run_forked if CAN_FORK and runs else _run_one_by_one
    failed = begin(runs, progress, done, meanwhile)
    if failed:
        raise ReportError("\n\n".join(failed))


def execute(one: ChapterRun, *, engine: str | None) -> None:
    """Run one chapter through papermill and write it without what differs from run to run."""
    import papermill
    from papermill.exceptions import PapermillExecutionError

    from helpers.publish.running.normalised import stripped

    try:
        done = papermill.execute_notebook(
            str(one.notebook),
            None,
            parameters=one.parameters,
            engine_name=engine,
            progress_bar=False,
            request_save_on_cell_execute=False,
        )
    except PapermillExecutionError as error:
        raise ReportError(_told(one, error)) from error
    one.output.write_text(nbformat.writes(stripped(done)), encoding="utf-8")


def warm() -> None:
    """Import and prepare what every chapter needs, so that forked processes have it."""
    from nbformat.v4 import new_notebook
    from papermill.engines import papermill_engines

    import helpers
    from helpers.display import canvas
    from helpers.publish.running import engine
    from helpers.sources import published

    global _warm
    if not _warm:
        for room in helpers.ROOMS:
            getattr(helpers, room)
        papermill_engines.register("in_process", engine.InProcessEngine)  # what its entry point says, without a search
        nbformat.validate(new_notebook())
        with engine.shell():
            canvas.rehearse()
        _warm = True
    store = published.store()
    for measure in store.measures()[:1]:
        store.figures(measure.measure, areas=[], years=1)
    gc.enable()
    gc.set_threshold(*SELDOM)


def _refuse_unknown_parameters(one: ChapterRun) -> None:
    notebook = nbformat.read(one.notebook, as_version=4)
    tagged = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    declared = re.findall(r"^(\w+)\s*=", tagged[0].source if tagged else "", re.MULTILINE)
    unknown = [name for name in one.parameters if name not in declared]
    if unknown:
        raise ReportError(
            f"{one.notebook.name} takes no parameter {', '.join(unknown)}. Declare it in the cell tagged parameters."
        )


def _run_one_by_one(
    runs: Sequence[ChapterRun], progress: BuildProgress, done: Done, meanwhile: Callable[[], None]
) -> list[str]:
    meanwhile()
    failed = []
    for one in runs:
        progress.begin(one.name)
        try:
            execute(one, engine=None)
            done(one, None)
        except ReportError as error:
            failed.append(str(error))
        progress.end(one.name)
    return failed


@dataclass(frozen=True)
class _Child:
    run: ChapterRun
    forked: ForkedProcess
    began: float


def _run_forked(
    runs: Sequence[ChapterRun], progress: BuildProgress, done: Done, meanwhile: Callable[[], None]
) -> list[str]:
    warm()
    waiting, working, failed = _longest_last(runs), list[_Child](), list[str]()
    try:
        for _ in range(min(at_once(), len(waiting))):
            working.append(_begun(waiting.pop(), progress))  # each by itself: Ctrl-C may come between two
        meanwhile()
        while working:
            ended = _ended(working)
            working = [child for child in working if child not in ended]
            failed += [said for child in ended if (said := _heard(child, progress, done))]
            for _ in range(min(len(ended), len(waiting))):
                working.append(_begun(waiting.pop(), progress))
    finally:
        for child in working:
            child.forked.process.kill()
        for child in working:
            child.forked.process.join()
    return sorted(failed)


def _longest_last(runs: Sequence[ChapterRun]) -> list[ChapterRun]:
    """In the order in which a stack gives them back longest first: a chapter takes as long as it has pictures."""
    return sorted(runs, key=lambda one: one.notebook.read_text(encoding="utf-8").count("charts."))


def _begun(one: ChapterRun, progress: BuildProgress) -> _Child:
    progress.begin(one.name)
    return _Child(one, forked(partial(_in_child, one)), time.monotonic())


def _in_child(one: ChapterRun) -> tuple[str, dict[str, str] | None]:
    """Run a chapter; return what went wrong, if anything, and the looks it took."""
    try:
        execute(one, engine="in_process")
    except ReportError as error:
        return str(error), None
    return "", file_dependencies.settled()


def _ended(working: Sequence[_Child]) -> list[_Child]:
    ready = wait([child.forked.said for child in working], timeout=1)
    late = time.monotonic() - LONGEST_SECONDS
    return [child for child in working if child.forked.said in ready or child.began < late]


def _heard(child: _Child, progress: BuildProgress, done: Done) -> str:
    """What a child that ended said was wrong, if anything; one that said nothing crashed or hung."""
    process, heard, name = child.forked.process, child.forked.said, child.run.notebook.name
    try:
        said, looks = heard.recv() if heard.poll() else (_hung(child), None)
    except EOFError:
        process.join()
        said, looks = (
            f"{name} stopped without a word (exit code {process.exitcode}). Run it in JupyterLab to see why.",
            None,
        )
    process.join()
    if looks is not None:
        done(child.run, looks)
    progress.end(child.run.name)
    return str(said)


def _hung(child: _Child) -> str:
    child.forked.process.kill()
    return f"{child.run.notebook.name} did not end within {LONGEST_SECONDS} seconds and was stopped. Run it in JupyterLab to see why."


def _told(one: ChapterRun, error: Any) -> str:
    """Name the failing cell as the notebook numbers it: papermill adds one above it, and counts from 0."""
    code = "\n".join(f"    {line}" for line in str(error.source).splitlines())
    said = (
        error.evalue
        if error.ename in ("ReportError", "UnknownName", "DataFaults")
        else f"{error.ename}: {error.evalue}"
    )
    return f"{one.notebook.name} failed in cell {error.cell_index}:\n{code}\n  {said}"
