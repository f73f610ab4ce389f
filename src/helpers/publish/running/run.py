"""Running chapters: each through papermill, in a process of its own, several at once.

Where the system can fork, a chapter's process is forked from this one, which has imported what chapters need; elsewhere
papermill starts a kernel for each. A chapter that fails, crashes or hangs is named, and does not take the others along.
"""

from __future__ import annotations

import gc
import importlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode, v4

from helpers.display import drawings
from helpers.errors import ReportError
from helpers.publish.running import subprocesses
from helpers.publish.running.cache import Cache
from helpers.publish.running.program import is_current
from helpers.publish.running.progress import BuildProgress
from helpers.publish.running.subprocesses import EndedEarly, ForkedProcess
from helpers.sources import chapter_notebooks, file_dependencies

LONGEST_SECONDS = 600
LOADED_BY_SEVERAL = "scipy.special"  # of the chapters, each of which would take 0.15 seconds to load it
COLLECTION_THRESHOLDS = (
    50_000,
    20,
    100,
)  # how often garbage is looked for: what a build holds it needs, and its processes soon end
ERRORS_OF_CODE = (
    "AttributeError",
    "ImportError",
    "ModuleNotFoundError",
    "NameError",
    "SyntaxError",
    "TypeError",
    "ZeroDivisionError",
)
UNSAFE_MESSAGE = "{}, whose message may quote what must not be shown. Run the chapter in JupyterLab to read it."
_is_preloaded = False


@dataclass(frozen=True)
class ChapterRun:
    """One chapter to run: its notebook, where the executed one goes, and its parameters."""

    notebook: Path
    output: Path
    parameters: dict[str, str]

    @property
    def name(self) -> str:
        """The chapter's title, from the notebook's first line: Journey of the Child."""
        return chapter_notebooks.title(self.notebook)


@dataclass(frozen=True)
class ExecutedChapter:
    """A chapter that ran, and the files it read with their fingerprints (`helpers.sources.file_dependencies`).

    `dependencies` is None where a kernel ran it, for nobody knows what that read. `is_settled` is False where a file changed
    while the chapter read it: this build may publish it, and no later one may use it.
    """

    run: ChapterRun
    dependencies: dict[str, str] | None = None
    is_settled: bool = True


ChapterOutcome = tuple[str, dict[str, str] | None]  # what failed, or nothing, and the dependencies


def notebooks(root: Path) -> list[Path]:
    """The chapters' notebooks in the report's order. Raises DataFaults where one is a copy or cannot be read, or none is there."""
    return chapter_notebooks.chapters(root / "notebooks")


def begin(runs: Sequence[ChapterRun], progress: BuildProgress, cache: Cache | None = None) -> RunningChapters:
    """Prepare to run chapters, which take from the cache what it has of their drawings.

    Raises ReportError for a parameter that a chapter does not take, before any runs.
    """
    for run in runs:
        _refuse_unknown_parameters(run)
    return RunningChapters(_longest_last(runs), progress, cache)


@dataclass(frozen=True)
class RunningChapters:
    """Chapters that run from the beginning of a `with` block, and are stopped at its end.

    Going through it gives each that ran well as soon as it ends, while others are at work; each executed notebook stands at
    its `output` by then. Where nothing can be forked, each runs when it is come to. At the end ReportError is raised naming
    every chapter that failed.
    """

    waiting: list[ChapterRun]
    progress: BuildProgress
    cache: Cache | None = None
    working: dict[int, tuple[ChapterRun, ForkedProcess[ChapterOutcome]]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def __enter__(self) -> RunningChapters:
        if subprocesses.CAN_FORK and self.waiting:
            preload()
            if len(self.waiting) > 1:
                importlib.import_module(LOADED_BY_SEVERAL)
            if self.cache and is_current():  # or what is loaded may be of a later state than the cache knows
                drawings.recall_by(self.cache.drawing)
            try:
                self._begin(subprocesses.at_once())
            except BaseException:  # Ctrl-C may come between two, and nothing else would stop the first
                self._stop()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def __iter__(self) -> Iterator[ExecutedChapter]:
        yield from self._forked() if subprocesses.CAN_FORK else self._on_kernels()
        if self.failures:
            raise ReportError("\n\n".join(sorted(self.failures)))

    def _forked(self) -> Iterator[ExecutedChapter]:
        while self.working:
            ended = subprocesses.wait_for_any([process for _, process in self.working.values()])
            for process in ended:
                run, _ = self.working.pop(id(process))
                failure, dependencies = _outcome(run, process)
                if failure:
                    self.failures.append(failure)
                else:
                    yield ExecutedChapter(run, dependencies, is_settled=dependencies is not None)
                self.progress.end(run.name)
            self._begin(len(ended))  # what ended is published first: another chapter would take its processor

    def _on_kernels(self) -> Iterator[ExecutedChapter]:
        for run in reversed(self.waiting):
            self.progress.begin(run.name)
            try:
                execute(run, engine=None)
            except ReportError as error:
                self.failures.append(str(error))
            else:
                yield ExecutedChapter(run)
            self.progress.end(run.name)

    def _begin(self, count: int) -> None:
        for _ in range(min(count, len(self.waiting))):
            run = self.waiting.pop()
            self.progress.begin(run.name)
            process = subprocesses.forked(partial(_execute_forked, run), seconds=LONGEST_SECONDS)
            self.working[id(process)] = run, process

    def _stop(self) -> None:
        for _, process in self.working.values():
            process.stop()


def execute(run: ChapterRun, *, engine: str | None) -> None:
    """Run one chapter through papermill and write it without what differs from run to run.

    `engine` is papermill's name for one, None for a kernel. Raises ReportError naming the cell that failed, or that shows
    what is no block.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    from helpers.publish.running import chapter_outputs
    from helpers.publish.running.normalised import stripped

    try:
        executed = papermill.execute_notebook(
            _read(run),
            None,
            parameters=run.parameters,
            engine_name=engine,
            progress_bar=False,
            request_save_on_cell_execute=False,
        )
    except PapermillExecutionError as error:
        raise ReportError(_failure(run, error)) from error
    chapter_outputs.refuse(executed, run.notebook.name)
    run.output.write_text(v4.writes(stripped(executed)), encoding="utf-8")


def preload() -> None:
    """Import and prepare what every chapter needs, so that forked processes have it."""
    from nbformat.v4 import new_notebook
    from papermill.engines import papermill_engines

    import helpers
    from helpers.display import canvas
    from helpers.publish.running import engine
    from helpers.sources import published

    global _is_preloaded
    if not _is_preloaded:
        for room in helpers.ROOMS:
            getattr(helpers, room)
        papermill_engines.register("in_process", engine.InProcessEngine)  # what its entry point says, without a search
        nbformat.validate(new_notebook())
        with engine.shell():
            canvas.rehearse()
        _is_preloaded = True
    store = published.store()
    for measure in store.measures()[:1]:
        store.figures(measure.measure, areas=[], years=1)
    gc.enable()
    gc.set_threshold(*COLLECTION_THRESHOLDS)


def _refuse_unknown_parameters(run: ChapterRun) -> None:
    # papermill itself only warns of one, and runs the chapter with what it was written with.
    notebook = _read(run)
    tagged = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    declared = re.findall(r"^(\w+)\s*=", tagged[0].source if tagged else "", re.MULTILINE)
    unknown = [name for name in run.parameters if name not in declared]
    if unknown:
        raise ReportError(
            f"{run.notebook.name} takes no parameter {', '.join(unknown)}. Declare it in the cell tagged parameters."
        )


def _read(run: ChapterRun) -> NotebookNode:
    return v4.reads(chapter_notebooks.text(run.notebook))


def _longest_last(runs: Sequence[ChapterRun]) -> list[ChapterRun]:
    """Sort chapters so that the longest is popped first: a chapter takes as long as it has pictures."""
    return sorted(runs, key=lambda run: chapter_notebooks.text(run.notebook).count("charts."))


def _execute_forked(run: ChapterRun) -> ChapterOutcome:
    try:
        execute(run, engine="in_process")
    except ReportError as error:
        return str(error), None
    return "", file_dependencies.recorded_if_unchanged()


def _outcome(run: ChapterRun, process: ForkedProcess[ChapterOutcome]) -> ChapterOutcome:
    try:
        return process.result()
    except EndedEarly as ended:
        end = (
            f"did not end within {LONGEST_SECONDS} seconds and was stopped"
            if ended.is_late
            else f"stopped without a word (exit code {ended.exit_code})"
        )
        return f"{run.notebook.name} {end}. Run it in JupyterLab to see why.", None


def _own_errors() -> set[str]:
    """The names of the program's own errors, whose messages are written to be read."""
    classes = [ReportError]
    for error in classes:
        classes += error.__subclasses__()
    return {error.__name__ for error in classes}


def _failure(run: ChapterRun, error: Any) -> str:
    """Name the failing cell as the notebook numbers it: papermill adds one above it, and counts from 0."""
    code = "\n".join(f"    {line}" for line in str(error.source).splitlines())
    of_data = UNSAFE_MESSAGE.format(error.ename)
    of_code = f"{error.ename}: {error.evalue}"
    reason = error.evalue if error.ename in _own_errors() else of_code if error.ename in ERRORS_OF_CODE else of_data
    return f"{run.notebook.name} failed in cell {error.cell_index}:\n{code}\n  {reason}"
