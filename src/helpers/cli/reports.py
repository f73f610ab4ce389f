"""The commands that build reports, one or many, and compare them."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path

from helpers.cli.data import UNCONFIRMED
from helpers.cli.exit_codes import UNREADY, say
from helpers.cli.options import NO_FOLDER, whole_number

DRAFT = "The report is a draft. What keeps it one: make check PARTNERSHIP={} YEAR={}"
REVEALED = (
    "Figures of few people that one of the two reports hides and the other shows ({}), from which together a hidden one might "
    "be worked out: {}. Publish neither comparison nor report until make risk has been read."
)


def report(arguments: argparse.Namespace) -> int:
    """Build the report and say where it is, or say that nothing has changed since it was built."""
    from helpers.publish.running import cache

    unchanged = None if arguments.force or arguments.final else cache.unchanged(arguments.partnership, arguments.year)
    if unchanged:
        _say_unconfirmed(cache.unconfirmed(arguments.partnership, arguments.year))
        return say(
            f"Nothing has changed since the report in {unchanged} was built. To build it all the same, say --force (FORCE=1 to make)."
        )
    gc.disable()  # what is loaded stays, and looking through it for garbage takes a sixth of the loading
    from helpers.publish import build, build_manifest
    from helpers.sources import carried_over, open_year

    place = build.report(
        partnership=arguments.partnership, year=arguments.year, force=arguments.force, final=arguments.final
    )
    folder = open_year(arguments.partnership, arguments.year)
    _say_unconfirmed(len(carried_over.unconfirmed(folder)))
    is_draft = folder.exists and build_manifest.is_draft(place)
    say(DRAFT.format(arguments.partnership, arguments.year)) if is_draft else None
    return say(
        f"The report is in {place}: open report.pdf, data.pdf (behind its figures), summary.pdf (two pages), or site/index.html in a browser; for reviewers, review/index.html."
    )


def release(arguments: argparse.Namespace) -> int:
    """Build the final report, pack it as a release that nothing overwrites, and say where it is."""
    from helpers.publish import build
    from helpers.publish import release as releases
    from helpers.publish.running import cache
    from helpers.sources import open_year

    about = (arguments.partnership, arguments.year)
    built = build.report(partnership=arguments.partnership, year=arguments.year, final=True)
    outcome = releases.put_out(open_year(*about), built, is_current=lambda: bool(cache.unchanged(*about)))
    state = f"is version {outcome.version}, of {outcome.day}" if outcome.is_new else "was released before, the same"
    return say(f"{outcome.archive} {state}: RELEASE.md in it says who signed it, and by which digest it is named.")


def _say_unconfirmed(left: int) -> None:
    if left:
        say(UNCONFIRMED.format(left))


def preview(arguments: argparse.Namespace) -> int:
    """Serve the report to the browser and build it anew as its files are saved, until Ctrl-C."""
    from helpers.publish.preview import command

    command.run(
        arguments.partnership,
        arguments.year,
        port=whole_number("PORT", arguments.port),
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
    return say(f"The chapter is {page}, with a PDF beside it.")


def compare(arguments: argparse.Namespace) -> int:
    """Compare a report with another one, number by number, and say where the comparison is."""
    from helpers.publish.compare import command
    from helpers.publish.compare import reports as compared_reports
    from helpers.sources import open_year
    from helpers.sources.project import project_root

    folder, root, chosen = open_year(arguments.partnership, arguments.year), project_root(), getattr(arguments, "from")
    before = compared_reports.of_year_before(folder, root) if chosen == NO_FOLDER else Path(chosen).resolve()
    after = root / "build" / folder.partnership / folder.year
    place = command.write(before, after)
    revealed = command.shown_in_one(before, after)
    if revealed:
        say(REVEALED.format(len(revealed), "; ".join(revealed)))
    return say(
        f"What changed is in {place}: open index.html in a browser; changes.csv has every number, words.csv sentences and rows of tables."
    )


def fleet(arguments: argparse.Namespace) -> int:
    """Build the reports of many areas; print the address of the page that lists them, and why any could not be built."""
    from helpers.publish.fleet import command

    workers = whole_number("WORKERS", arguments.workers)
    result = command.reports(
        areas=arguments.areas,
        year=arguments.year,
        scheduler=arguments.scheduler,
        store=arguments.store,
        workers=workers,
    )
    say(
        f"{result.built} reports were built, and {result.unchanged} stood as they were. All are listed in {result.page}."
    )
    for outcome in result.failed:
        print(f"\n{outcome.job.place} has no new report: {outcome.failed}", file=sys.stderr)
    return UNREADY if result.failed else 0
