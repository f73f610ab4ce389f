"""Every command: its description, the function that runs it, and its options."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from helpers.cli import data, development, reports


@dataclass(frozen=True)
class Command:
    """One command: its description for the help, the function that runs it and returns the exit code, and its options."""

    does: str
    run: Callable[[argparse.Namespace], int]
    options: tuple[str, ...] = ()


COMMANDS = {
    "report": Command(
        "build the report and say where it is", reports.report, ("partnership", "year", "force", "final")
    ),
    "release": Command(
        "pack the final report as a release that nothing overwrites", reports.release, ("partnership", "year")
    ),
    "preview": Command(
        "show the report in the browser and build it anew as files are saved",
        reports.preview,
        ("partnership", "year", "port", "browser"),
    ),
    "chapter": Command(
        "build one chapter and say where it is", reports.chapter, ("chapter", "partnership", "year", "force")
    ),
    "check": Command("check the year's data without building anything", data.check, ("partnership", "year")),
    "confirm": Command(
        "write down that what a year took over from the one before still holds",
        data.confirm,
        ("partnership", "year", "what"),
    ),
    "new-year": Command("begin a year from the year before", data.new_year, ("partnership", "year")),
    "new-partnership": Command(
        "begin a partnership's first year",
        data.new_partnership,
        ("areas", "name", "short_name", "place", "partners", "year"),
    ),
    "compare": Command(
        "compare a report with another one, number by number", reports.compare, ("partnership", "year", "from")
    ),
    "files": Command(
        "list the files that a year's folder may hold, with their headings", data.files, ("partnership", "year")
    ),
    "list": Command(
        "list measures, areas, tables, charts or relations, with what each needs",
        data.listing,
        ("what", "partnership", "year"),
    ),
    "risk": Command(
        "write down, for whoever signs, which numbers of people are hidden and what would give them away",
        data.risk,
        ("partnership", "year", "to"),
    ),
    "fleet": Command(
        "build the reports of many areas", reports.fleet, ("areas", "year", "scheduler", "store", "workers")
    ),
    "lab": Command("open the chapters in JupyterLab", development.lab),
    "published": Command("read national figures from a folder of downloaded files", data.published, ("from",)),
    "test": Command("run the tests, but for the slow ones", development.test),
    "test-slow": Command(
        "run the slow tests: kernels, builds that are killed, publishers' files read", development.test_slow
    ),
    "test-authorities": Command("test that every authority has a report of each year", development.test_authorities),
    "test-fleet": Command("test that many reports can be built, whatever ends on the way", development.test_fleet),
    "test-properties": Command(
        "test ten thousand random tables of people for what can be worked out", development.test_properties
    ),
    "test-edits": Command("test five hundred sequences of edits for what is built after them", development.test_edits),
    "lint": Command("check the code: format, lint, types, chapter rules", development.lint),
    "bench": Command(
        "measure how long reports take to build, and write docs/benchmarks.md", development.bench, ("repeats",)
    ),
    "clean": Command("remove what was built", development.clean),
}
