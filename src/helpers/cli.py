"""The command line, which `make` calls too: `python -m helpers report --year 2023-24`.

Each option can also be an environment variable of its name in capitals (`YEAR`), which is how make passes it on.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import ReportError

UNREADY = 1
FOLDER_READY = "{0} is begun: {0}/CHECKLIST.md says what is to come, and from whom. It builds already: make report PARTNERSHIP={1} YEAR={2}"
UNCONFIRMED = "What the year before said too and nobody has confirmed: {} rows and paragraphs. make check lists them."
CHECKOUT = Path(__file__).resolve().parents[2]
LEFTOVERS = ("build", ".cache", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache")
NEEDED = "{} needs {}: give {}=… to make, or --{} here"
LINTERS = (
    ("ruff", "format", "--check", "--quiet", "--output-format", "concise"),
    ("ruff", "check", "--quiet", "--output-format", "concise"),
    ("mypy", "--no-error-summary"),
    (
        "pytest",
        *(f"tests/house/test_{rule}.py" for rule in ("vocabulary", "docstrings", "imports", "mirror", "dead_code")),
    ),
)


@dataclass(frozen=True)
class Option:
    """An option: its meaning for the help, and its default (empty: it is required). A switch is on or off and has no value; what is optional may stay empty."""

    meaning: str
    default: str = ""
    is_switch: bool = False
    is_optional: bool = False


@dataclass(frozen=True)
class Command:
    """One command: its description for the help, the function that runs it and returns the exit code, and its options."""

    does: str
    run: Callable[[argparse.Namespace], int]
    options: tuple[str, ...] = ()


NO_FOLDER = "none"
OPTIONS = {
    "partnership": Option("a folder of data/, or an English authority by name or code", "wirral"),
    "year": Option("the report's year, such as 2023-24: one that the published figures speak of", "2023-24"),
    "chapter": Option("the chapter's number, such as 03"),
    "force": Option("do all the work anew, whatever earlier builds left to use again", is_switch=True),
    "final": Option("refuse to build a report that is still a draft", is_switch=True),
    "areas": Option('"all", or the names of areas with commas between', "all"),
    "scheduler": Option(
        'the address of a Dask scheduler, such as tcp://10.0.0.1:8786, or "local" for this machine', "local"
    ),
    "store": Option("the folder, or address of an object store, for the reports of a fleet", "build/fleet"),
    "workers": Option("how many reports to build at a time on this machine (0: one a core)", "0"),
    "port": Option("the port that the preview is served at (0: any that is free)", "0"),
    "browser": Option('"none" to open no browser', "any"),
    "repeats": Option("how often each build is measured", "5"),
    "name": Option("a new partnership's name, where it is not called as its place is", is_optional=True),
    "short_name": Option("a new partnership's short name, where it is not the initials", is_optional=True),
    "place": Option("a new partnership's place, where it is not called as its authorities are", is_optional=True),
    "partners": Option(
        "the organisations of a new partnership's lead partners, with semicolons between", is_optional=True
    ),
    "what": Option(
        "to confirm, what was looked at and still holds: a folder, file or rows of the year, such as 01_introduction/facts.csv:area.land; "
        "to list, measures, areas, tables, charts or relations"
    ),
    "from": Option(
        "the folder that holds the files downloaded from publishers, without which what can be read is listed; or the report to compare with",
        NO_FOLDER,
    ),
}


def report(arguments: argparse.Namespace) -> int:
    """Build the report and say where it is, or say that nothing has changed since it was built."""
    from helpers.publish.running import cache

    standing = None if arguments.force or arguments.final else cache.unchanged(arguments.partnership, arguments.year)
    if standing:
        _say_unconfirmed(arguments)
        return _say(
            f"Nothing has changed since the report in {standing} was built. To build it all the same, say --force (FORCE=1 to make)."
        )
    gc.disable()  # what is loaded stays, and looking through it for garbage takes a sixth of the loading
    from helpers.publish import build

    place = build.report(
        partnership=arguments.partnership, year=arguments.year, force=arguments.force, final=arguments.final
    )
    _say_unconfirmed(arguments)
    return _say(
        f"The report is in {place}: open report.pdf, summary.pdf (two pages), or site/index.html in a browser; for reviewers, review/index.html."
    )


def _say_unconfirmed(arguments: argparse.Namespace) -> None:
    from helpers.sources import carried_over, open_year

    left = len(carried_over.unconfirmed(open_year(arguments.partnership, arguments.year)))
    if left:
        _say(UNCONFIRMED.format(left))


def preview(arguments: argparse.Namespace) -> int:
    """Serve the report to the browser and build it anew as its files are saved, until Ctrl-C."""
    from helpers.publish.preview import command

    command.run(
        arguments.partnership,
        arguments.year,
        port=_whole_number("PORT", arguments.port),
        browser=arguments.browser,
    )
    return 0


def chapter(arguments: argparse.Namespace) -> int:
    """Build one chapter and say where it is."""
    gc.disable()  # as for a report
    from helpers.publish import build

    page = build.chapter(
        arguments.chapter, partnership=arguments.partnership, year=arguments.year, force=arguments.force
    )
    return _say(f"The chapter is {page}, with a PDF beside it.")


def check(arguments: argparse.Namespace) -> int:
    """Check the year's data: print the findings, or raise DataFaults with every fault."""
    from helpers.publish import check, readiness
    from helpers.sources import new_year, open_year, reporting_years, snapshot
    from helpers.sources.project import project_root
    from helpers.sources.year_folder import CHECKLIST

    with snapshot.take(arguments.partnership, arguments.year):
        folder = open_year(arguments.partnership, arguments.year)
        reporting_years.refuse(folder)
        check.refuse(folder)
        for finding in readiness.findings(folder):
            _say(str(finding))
        place = folder.named(folder.path)
        if (folder.path / CHECKLIST).exists():
            new_year.renew(folder, project_root() / place)
        return _say(f"{place} {'has no faults' if folder.exists else 'is not there: nothing to check'}.")


def confirm(arguments: argparse.Namespace) -> int:
    """Write down that what a year took over from the one before still holds, and say how much is left to confirm."""
    from helpers.sources import carried_over, open_year

    entries, left = carried_over.confirm(open_year(arguments.partnership, arguments.year), arguments.what)
    _say(f"Confirmed: {', '.join(entries)}." if entries else f"{arguments.what} was confirmed before.")
    return _say(UNCONFIRMED.format(left) if left else "Nothing is left to confirm.")


def new_year(arguments: argparse.Namespace) -> int:
    """Make a year's folder from the year before, and say what comes next."""
    from helpers.publish import new_year
    from helpers.sources import partnerships
    from helpers.sources.project import project_root

    place = new_year.make(partnerships.folder_name(arguments.partnership, project_root()), arguments.year)
    return _say(FOLDER_READY.format(place.relative_to(project_root()).as_posix(), place.parent.name, arguments.year))


def new_partnership(arguments: argparse.Namespace) -> int:
    """Begin a partnership's first year, and say what comes next."""
    from helpers.publish import new_partnership
    from helpers.sources.project import project_root

    if arguments.areas == OPTIONS["areas"].default:
        raise ReportError(
            NEEDED.format("new-partnership", "the authorities it covers, by name or code", "AREAS", "areas")
        )
    place = new_partnership.make(
        name=arguments.name,
        place=arguments.place,
        short_name=arguments.short_name,
        covered=arguments.areas,
        partners=[name.strip() for name in arguments.partners.split(";") if name.strip()],
        year=arguments.year,
    )
    return _say(FOLDER_READY.format(place.relative_to(project_root()).as_posix(), place.parent.name, arguments.year))


def compare(arguments: argparse.Namespace) -> int:
    """Compare a report with another one, number by number, and say where the comparison is."""
    from helpers.publish import compare
    from helpers.sources import open_year
    from helpers.sources.project import project_root

    folder = open_year(arguments.partnership, arguments.year)
    after = project_root() / "build" / folder.partnership / folder.year
    place = compare.write(Path(getattr(arguments, "from")).resolve(), after)
    return _say(f"What changed is in {place}: open index.html in a browser; changes.csv has every number.")


def files(arguments: argparse.Namespace) -> int:
    """List the files that a year's folder may contain: each table with its headings, each section with its description."""
    from helpers.sources import file_listing

    return _say("\n".join(file_listing.lines()))


def listing(arguments: argparse.Namespace) -> int:
    """List what a report can be made of: measures, areas, tables, charts, or which tables count the same people."""
    from helpers.publish import listings
    from helpers.sources import open_year

    return _say("\n".join(listings.lines(arguments.what, open_year(arguments.partnership, arguments.year))))


def published(arguments: argparse.Namespace) -> int:
    """Import the publishers' files of a folder into the national figures, and print what was read; 1 where nothing was.

    Without a folder, list what can be read, where it is published and when, and what the national figures have of it.
    """
    from helpers.sources import importers
    from helpers.sources.project import project_root

    store, folder = project_root() / "data" / "published", getattr(arguments, "from")
    if folder == NO_FOLDER:
        return _say("\n".join(importers.release_listing.lines(store)))
    report = importers.import_folder(Path(folder), store)
    return _say(str(report)) or int(not report.read)


def fleet(arguments: argparse.Namespace) -> int:
    """Build the reports of many areas; print the address of the page that lists them, and why any could not be built."""
    from helpers.publish.fleet import command

    workers = _whole_number("WORKERS", arguments.workers)
    result = command.reports(
        areas=arguments.areas,
        year=arguments.year,
        scheduler=arguments.scheduler,
        store=arguments.store,
        workers=workers,
    )
    _say(
        f"{result.built} reports were built, and {result.unchanged} stood as they were. All are listed in {result.page}."
    )
    for outcome in result.failed:
        print(f"\n{outcome.job.place} has no new report: {outcome.failed}", file=sys.stderr)
    return UNREADY if result.failed else 0


def lab(arguments: argparse.Namespace) -> int:
    """Open the chapters in JupyterLab."""
    return _module("jupyterlab", "notebooks")


def test(arguments: argparse.Namespace) -> int:
    """Run the tests, save those that are slow, need a network or a browser, or build many reports."""
    markers = " and ".join(f"not {kind}" for kind in ("slow", "network", "browser", "fleet", "authorities"))
    return _module("pytest", "-n", "auto", "--dist", "loadfile", "-m", markers)


def test_slow(arguments: argparse.Namespace) -> int:
    """Run the tests that wait for kernels, for builds that are killed, or for files of publishers to be read."""
    return _module("pytest", "-n", "auto", "-m", "slow")


def test_authorities(arguments: argparse.Namespace) -> int:
    """Test that every authority of England has a report for each year of the published figures."""
    return _module("pytest", "-n", "auto", "-m", "authorities")


def test_fleet(arguments: argparse.Namespace) -> int:
    """Run the tests that build many reports over workers."""
    return _module("pytest", "-m", "fleet")


def test_properties(arguments: argparse.Namespace) -> int:
    """Test with ten thousand random tables of people that no hidden number can be worked out."""
    os.environ.setdefault("PROPERTY_TABLES", "10000")
    return _module("pytest", "-n", "auto", "-rP", "-m", "property")


def test_edits(arguments: argparse.Namespace) -> int:
    """Test five hundred sequences of edits against builds from nothing, and fifty builds during which a table is saved."""
    os.environ.setdefault("SEQUENCES", "500")
    os.environ.setdefault("BUILDS", "25")
    return _module("pytest", "-n", "auto", "tests/reports/test_incremental.py", "tests/reports/test_saved_meanwhile.py")


def lint(arguments: argparse.Namespace) -> int:
    """Check format, lint, types, house rules and chapters; all of them run even where one fails."""
    from helpers.publish.running import notebook_rules

    failed = [linter for linter in LINTERS if _module(*linter)]
    notebook_rules.refuse(CHECKOUT / "notebooks")
    return UNREADY if failed else _say("The code keeps the rules.")


def bench(arguments: argparse.Namespace) -> int:
    """Measure how long reports take to build, and write docs/benchmarks.md."""
    return subprocess.run(
        [sys.executable, CHECKOUT / "benchmarks" / "run.py", "--repeats", arguments.repeats]
    ).returncode


def clean(arguments: argparse.Namespace) -> int:
    """Remove what was built and the tools' caches."""
    for folder in LEFTOVERS:
        shutil.rmtree(CHECKOUT / folder, ignore_errors=True)
    return _say("What was built is removed.")


COMMANDS = {
    "report": Command("build the report and say where it is", report, ("partnership", "year", "force", "final")),
    "preview": Command(
        "show the report in the browser and build it anew as files are saved",
        preview,
        ("partnership", "year", "port", "browser"),
    ),
    "chapter": Command("build one chapter and say where it is", chapter, ("chapter", "partnership", "year", "force")),
    "check": Command("check the year's data without building anything", check, ("partnership", "year")),
    "confirm": Command(
        "write down that what a year took over from the one before still holds",
        confirm,
        ("partnership", "year", "what"),
    ),
    "new-year": Command("begin a year from the year before", new_year, ("partnership", "year")),
    "new-partnership": Command(
        "begin a partnership's first year",
        new_partnership,
        ("areas", "name", "short_name", "place", "partners", "year"),
    ),
    "compare": Command("compare a report with another one, number by number", compare, ("partnership", "year", "from")),
    "files": Command("list the files that a year's folder may hold, with their headings", files),
    "list": Command(
        "list measures, areas, tables, charts or relations, with what each needs",
        listing,
        ("what", "partnership", "year"),
    ),
    "fleet": Command("build the reports of many areas", fleet, ("areas", "year", "scheduler", "store", "workers")),
    "lab": Command("open the chapters in JupyterLab", lab),
    "published": Command("read national figures from a folder of downloaded files", published, ("from",)),
    "test": Command("run the tests, but for the slow ones", test),
    "test-slow": Command("run the slow tests: kernels, builds that are killed, publishers' files read", test_slow),
    "test-authorities": Command("test that every authority has a report of each year", test_authorities),
    "test-fleet": Command("test that many reports can be built, whatever ends on the way", test_fleet),
    "test-properties": Command("test ten thousand random tables of people for what can be worked out", test_properties),
    "test-edits": Command("test five hundred sequences of edits for what is built after them", test_edits),
    "lint": Command("check the code: format, lint, types, chapter rules", lint),
    "bench": Command("measure how long reports take to build, and write docs/benchmarks.md", bench, ("repeats",)),
    "clean": Command("remove what was built", clean),
}


def main(words: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code: 0, or 1 where the command failed. A usage error exits with 2."""
    _print_any_letter()
    _keep_to_this_environment()
    parser = _parser()
    arguments = parser.parse_args(words)
    for name in COMMANDS[arguments.command].options:
        if not (getattr(arguments, name) or OPTIONS[name].is_switch or OPTIONS[name].is_optional):
            parser.error(NEEDED.format(arguments.command, OPTIONS[name].meaning, name.upper(), name))
    return _done(arguments)


def _done(arguments: argparse.Namespace) -> int:
    try:
        with _ended_as_by_ctrl_c(), _own_figures(arguments):
            return COMMANDS[arguments.command].run(arguments)
    except ReportError as error:
        print(error, file=sys.stderr)
        return UNREADY
    except KeyboardInterrupt:
        print("Stopped. What was built before is as it was.", file=sys.stderr)
        return UNREADY


def _print_any_letter() -> None:
    """Print a letter that the system's code page lacks as an escape; by default Python would stop with an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _keep_to_this_environment() -> None:
    """Use this environment's Jupyter kernels and, where the home folder cannot be written to, folders of the cache instead.

    Another environment's kernel of the same name, python3, lacks what chapters import. Without a home folder, matplotlib and
    IPython would warn at each start and leave temporary folders behind.
    """
    os.environ.pop("JUPYTER_PATH", None)
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    if not (Path.home().is_dir() and os.access(Path.home(), os.W_OK)):
        os.environ.setdefault("MPLCONFIGDIR", str(CHECKOUT / ".cache" / "matplotlib"))
        os.environ.setdefault("IPYTHONDIR", str(CHECKOUT / ".cache" / "ipython"))


def _own_figures(arguments: argparse.Namespace) -> contextlib.AbstractContextManager[None]:
    """Let a command on one partnership read the figures invented for it, which only an invented one has."""
    from helpers.sources import overlay, project

    if "partnership" not in COMMANDS[arguments.command].options:
        return contextlib.nullcontext()
    return overlay.beside_store(project.project_root() / "data" / arguments.partnership)


@contextlib.contextmanager
def _ended_as_by_ctrl_c() -> Iterator[None]:
    """Make a request to end (SIGTERM) raise KeyboardInterrupt, as Ctrl-C does, so that unfinished files are removed."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m helpers", description="Make a safeguarding partnership's report.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, command in COMMANDS.items():
        own = commands.add_parser(name, help=command.does, description=command.does)
        for option in command.options:
            _add_option(own, option)
    return parser


def _add_option(parser: argparse.ArgumentParser, name: str) -> None:
    option = OPTIONS[name]
    default = os.environ.get(name.upper()) or option.default
    if option.is_switch:
        parser.add_argument(f"--{name}", action="store_true", default=default not in ("", "0"), help=option.meaning)
        return
    parser.add_argument(f"--{name}", default=default, help=f"{option.meaning} (now: %(default)s)")


def _module(*words: str) -> int:
    return subprocess.run([sys.executable, "-m", *words], cwd=CHECKOUT).returncode


def _whole_number(name: str, digits: str) -> int:
    if not digits.isdecimal():
        raise ReportError(f'{name} "{digits}" is not a whole number. Write digits, such as 2.')
    return int(digits)


def _say(words: str) -> int:
    print(words)
    return 0
