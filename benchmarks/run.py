"""Measure how long reports take to build, beside the plain tools and Jupyter Book, and write `docs/benchmarks.md`.

    python benchmarks/run.py [--repeats 5] [--repeats-of-real 3] [--reports fixed real] [--without plain book memory] [--to FILE]

Every time is of whole commands, started anew. Ways are taken in turn, so that a machine that grows slower is slower for all.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import page
import reports
from measuring import Command, Measured, memory_of, took
from reports import PROJECT, YEAR, Report

WORK = PROJECT / ".cache" / "bench"
BOOK = "jupyter-book<2"
SCRIPTS = Path(sys.executable).parent
UNSET = ("CI", "FORCE", "FINAL", "PARTNERSHIP", "YEAR", "CHAPTER", "PYTHONDONTWRITEBYTECODE")
OPTIONAL = ("plain", "book", "memory")


@dataclass(frozen=True)
class Way:
    """One way to make a report: what to do before, and the commands that are timed."""

    name: str
    before: Callable[[], None]
    commands: tuple[Command, ...]


def main() -> None:
    """Measure what is asked for, and write it down."""
    options = _parse_options()
    shutil.rmtree(WORK / "logs", ignore_errors=True)
    (WORK / "logs").mkdir(parents=True)
    laid_out = [getattr(reports, name)(WORK / name) for name in options.reports]
    results = {report.title: measured(report, options) for report in laid_out}
    Path(options.to).write_text(page.markdown(results), "utf-8")
    print(f"Written to {options.to}.")


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=int(os.environ.get("REPEATS") or 5))
    parser.add_argument("--repeats-of-real", type=int, help="where other than --repeats")
    parser.add_argument("--reports", nargs="+", choices=("fixed", "real"), default=["fixed", "real"])
    parser.add_argument("--without", nargs="*", choices=OPTIONAL, default=[])
    parser.add_argument("--to", default=str(PROJECT / "docs" / "benchmarks.md"))
    return parser.parse_args()


def measured(report: Report, options: argparse.Namespace) -> dict[str, Measured]:
    """Measure each way to make a report; the limit is two results, importing and drawing."""
    ways = [way for way in _ways(report) if way.name not in options.without]
    seconds: dict[str, list[float]] = {way.name: [] for way in ways} | {"importing": [], "drawing": []}
    repeats = options.repeats_of_real or options.repeats if report.is_real else options.repeats
    for turn in range(repeats):
        for way in ways:
            seconds[way.name].append(_timed(way))
            _say(f"{report.partnership} {turn + 1}/{repeats} {way.name}: {seconds[way.name][-1]:.2f} s")
        for part, spent in _limit(report).items():
            seconds[part].append(spent)
    memory = {} if "memory" in options.without else {way.name: _memory(way) for way in ways}
    return {name: Measured(tuple(spent), memory.get(name, 0.0)) for name, spent in seconds.items()}


def _timed(way: Way) -> float:
    way.before()
    return sum(map(took, way.commands))


def _memory(way: Way) -> float:
    way.before()
    return max(map(memory_of, way.commands))


def _ways(report: Report) -> Iterator[Way]:
    make = (_command(report, "-m", "helpers", "report", "--partnership", report.partnership, "--year", YEAR),)
    edits = iter(range(1, 1000))
    yield Way("cold", report.forget, make)
    yield Way("prose", lambda: report.edit_prose(next(edits)), make)
    yield Way("data", lambda: report.edit_data(next(edits)), make)
    yield Way("nothing", _nothing, make)
    yield Way("plain", partial(_cleared, report.place / "plain"), tuple(_plain(report)))
    yield Way("book", partial(_new_book, report), (_book(report),))


def _nothing() -> None:
    """Leave everything as the last build left it."""


def _cleared(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()


def _plain(report: Report) -> Iterator[Command]:
    """The plain tools: papermill a chapter, then nbconvert a chapter."""
    for notebook in report.notebooks:
        done = report.place / "plain" / notebook.name
        parameters = ("-p", "partnership", report.partnership, "-p", "year", YEAR, "-k", "python3")
        yield _command(report, "-m", "papermill", str(notebook), str(done), *parameters)
    for notebook in report.notebooks:
        yield _command(report, "-m", "nbconvert", "--to", "html", str(report.place / "plain" / notebook.name))


def _new_book(report: Report) -> None:
    reports.as_book(report, report.place / "book")


def _book(report: Report) -> Command:
    """Jupyter Book, from an environment of its own; its kernel is this project's Python."""
    program = _environment_of_book().with_name("jupyter-book")
    command = _command(report, "build", str(report.place / "book"))
    environment = command.environment | {"JUPYTER_PATH": str(WORK / "jupyter")}
    return Command((str(program), *command.words[1:]), command.folder, environment, command.log)


def _environment_of_book() -> Path:
    place = WORK / "jupyter-book"
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (place / "made").exists():
        _say("making the environment of Jupyter Book")
        subprocess.run([sys.executable, "-m", "venv", "--clear", place], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", BOOK], check=True)
        (place / "made").touch()
    kernel = WORK / "jupyter" / "kernels" / reports.KERNEL
    kernel.mkdir(parents=True, exist_ok=True)
    words = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(json.dumps({"argv": words, "display_name": "report", "language": "python"}))
    return python


def _limit(report: Report) -> dict[str, float]:
    script = str(Path(__file__).with_name("limit.py"))
    book = reports.as_book(report, report.place / "limit")
    command = _command(report, script, *map(str, sorted(book.glob("*.ipynb"))))
    with command.log.open("ab") as log:
        process = subprocess.run(
            command.words, cwd=command.folder, env=command.environment, check=True, stdout=subprocess.PIPE, stderr=log
        )
    return json.loads(process.stdout.splitlines()[-1])


def _command(report: Report, *words: str) -> Command:
    environment = {name: value for name, value in os.environ.items() if name not in UNSET}
    environment |= {"REPORT_ROOT": str(report.place), "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"}
    return Command((sys.executable, *words), report.place, environment, WORK / "logs" / f"{report.partnership}.log")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
