"""The commands on the data that reports are built of: a year's files and the national figures."""

from __future__ import annotations

import argparse
from pathlib import Path

from helpers.cli.exit_codes import say
from helpers.cli.options import NEEDED, NO_FOLDER, OPTIONS
from helpers.errors import ReportError

UNCONFIRMED = "What the year before said too and nobody has confirmed: {} rows and paragraphs. make check lists them."
LEFT_ABOVE = "What the year before said too and nobody has confirmed: {} rows and paragraphs, listed above."
DRAFT_ABOVE = " Its report is a draft, for what stands above."
FOLDER_READY = "{0} is begun: {0}/CHECKLIST.md says what is to come, and from whom. It builds already: make report PARTNERSHIP={1} YEAR={2}"


def check(arguments: argparse.Namespace) -> int:
    """Check the year's data: print the findings, or raise DataFaults with every fault."""
    from helpers.publish import check, readiness
    from helpers.sources import carried_over, new_year, open_year, reporting_years, snapshot
    from helpers.sources.project import project_root
    from helpers.sources.year_folder import CHECKLIST

    with snapshot.take(arguments.partnership, arguments.year):
        folder = open_year(arguments.partnership, arguments.year)
        reporting_years.refuse(folder)
        check.refuse(folder)
        findings = list(map(str, readiness.findings(folder)))
        reasons = readiness.blocking(folder) if folder.exists else ()
        for line in (*findings, *(reason for reason in reasons if reason not in findings)):
            say(line)
        place = folder.named(folder.path)
        if (folder.path / CHECKLIST).exists():
            new_year.renew(folder, project_root() / place)
        left = len(carried_over.unconfirmed(folder))
        say(LEFT_ABOVE.format(left)) if left else None
        if not folder.exists:
            return say(f"{place} is not there: nothing to check.")
        return say(f"{place} has no faults.{DRAFT_ABOVE if reasons else ''}")


def confirm(arguments: argparse.Namespace) -> int:
    """Write down that what a year took over from the one before still holds, and say how much is left to confirm."""
    from helpers.sources import carried_over, open_year

    entries, left = carried_over.confirm(open_year(arguments.partnership, arguments.year), arguments.what)
    say(f"Confirmed: {', '.join(entries)}." if entries else f"{arguments.what} was confirmed before.")
    return say(UNCONFIRMED.format(left) if left else "Nothing is left to confirm.")


def new_year(arguments: argparse.Namespace) -> int:
    """Make a year's folder from the year before, and say what comes next."""
    from helpers.publish import new_year
    from helpers.sources import partnerships
    from helpers.sources.project import project_root

    place = new_year.make(partnerships.folder_name(arguments.partnership, project_root()), arguments.year)
    return say(FOLDER_READY.format(place.relative_to(project_root()).as_posix(), place.parent.name, arguments.year))


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
    return say(FOLDER_READY.format(place.relative_to(project_root()).as_posix(), place.parent.name, arguments.year))


def files(arguments: argparse.Namespace) -> int:
    """List the files that a year's folder may contain: each table with its headings, each section with its description."""
    from helpers.sources import file_listing, open_year

    return say("\n".join(file_listing.lines(open_year(arguments.partnership, arguments.year))))


def listing(arguments: argparse.Namespace) -> int:
    """List what a report can be made of: measures, areas, tables, charts, or which tables count the same people."""
    from helpers.publish import listings
    from helpers.sources import open_year

    return say("\n".join(listings.lines(arguments.what, open_year(arguments.partnership, arguments.year))))


def risk(arguments: argparse.Namespace) -> int:
    """Write the risk log of a year for whoever signs, outside what is published, and say where it is."""
    from helpers.publish import check, risk_log
    from helpers.sources import open_year
    from helpers.sources.project import project_root

    folder = open_year(arguments.partnership, arguments.year)
    check.refuse(folder)
    place = risk_log.write(folder, project_root() / arguments.to)
    return say(
        f"The risk log is in {place}: read index.md. Do not publish it: it tells which hidden numbers are small."
    )


def published(arguments: argparse.Namespace) -> int:
    """Import the publishers' files of a folder into the national figures, and print what was read; 1 where nothing was.

    Without a folder, list what can be read, where it is published and when, and what the national figures have of it.
    """
    from helpers.sources import importers
    from helpers.sources.project import project_root

    store, folder = project_root() / "data" / "published", getattr(arguments, "from")
    if folder == NO_FOLDER:
        return say("\n".join(importers.release_listing.lines(store)))
    report = importers.import_folder(Path(folder), store)
    return say(str(report)) or int(not report.read)
