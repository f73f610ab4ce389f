"""Making a report: check the data, run the chapters, publish them, and put the result where the last one stood.

Everything is built aside and swapped in at the end, so a build that fails leaves the last good one as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from helpers.errors import ReportError, nearest
from helpers.publish import atomic_output, check, formats, prune_unsupplied, readiness
from helpers.publish.book import pdf
from helpers.publish.build_manifest import manifest
from helpers.publish.chapter import Chapter, read, read_file
from helpers.publish.formats import CheckedData
from helpers.publish.ledger import unaccounted
from helpers.publish.report_details import ReportDetails
from helpers.publish.running import notebook_rules, run, subprocesses
from helpers.publish.running.cache import Cache, Dependencies
from helpers.publish.running.cached_chapters import ChapterCache
from helpers.publish.running.progress import BuildProgress
from helpers.publish.website import pages, site, web_fonts
from helpers.sources import language, reporting_years, snapshot
from helpers.sources.project import project_root
from helpers.sources.snapshot import Snapshot
from helpers.sources.year_folder import YearFolder, open_year

LICENCE = "Text and figures: Open Government Licence v3.0. Contains public sector information licensed under the Open Government Licence v3.0."
Ready = TypeVar("Ready")
NOTEBOOKS = "notebooks"
STILL_NEEDED = "12_what_this_report_still_needs"


def warm() -> None:
    """Load and make what every build needs, for those that are forked from this process."""
    run.warm()
    web_fonts.fonts()
    pages.compiled()


def report(*, partnership: str, year: str, force: bool = False, final: bool = False) -> Path:
    """Make a partnership's report of a year and return its folder; chapters that would be as before are not run unless forced.

    Raises DataFaults with every fault of the data, whatever chapters made of it, and ReportError naming each that failed.
    Where it must be `final`, all that would keep it a draft is refused first, and the finished pages are read against the ledger.
    """
    with snapshot.take(partnership, year) as data:
        return _report(data, partnership, year, force=force, final=final)


def _report(data: Snapshot, partnership: str, year: str, *, force: bool, final: bool) -> Path:
    kept = Cache.opened(data, force=force)
    folder = open_year(partnership, year)
    reporting_years.refuse(folder)
    if final:
        readiness.refuse(folder)
    kept.keep_sound(NOTEBOOKS, notebook_rules.refuse(folder.root / "notebooks", sound=kept.sound(NOTEBOOKS)))
    notebooks = _notebooks(folder)
    progress = BuildProgress(total=len(notebooks) + 4)
    with atomic_output.folder(place_of(folder)) as made, subprocesses.begin(_readied, folder) as readied:
        executed = made / "notebooks"
        if folder.exists:
            told, looks = _run(notebooks, folder, executed, progress, kept, readied, formats.prepared)
        else:
            chapters, looks = _run(notebooks, folder, executed, progress, kept, readied, _as_read)
            told = [
                formats.prepared(chapter)(readied.result().edition) for chapter in prune_unsupplied.filled(chapters)
            ]
        formats.write(told, folder, readied.result(), made, progress, final=final)
    kept.stamp((partnership, year), place_of(folder), looks)
    return place_of(folder)


def chapter(number: str, *, partnership: str, year: str, force: bool = False) -> Path:
    """Make one chapter alone, as a page and a PDF, beside the report; return the page."""
    with snapshot.take(partnership, year) as data:
        return _chapter(data, number, partnership, year, force=force)


def _chapter(data: Snapshot, number: str, partnership: str, year: str, *, force: bool) -> Path:
    kept = Cache.opened(data, force=force)
    folder = open_year(partnership, year)
    reporting_years.refuse(folder)
    chosen = _chosen(_notebooks(folder), number)
    place = place_of(folder).parent / f"{folder.year}-chapters" / chosen.stem
    with atomic_output.folder(place) as made, subprocesses.begin(_readied, folder) as readied:
        told = _run([chosen], folder, made, BuildProgress(total=1), kept, readied, _as_read)[0][0]
        unaccounted.refuse(unaccounted.of_chapter(told))
        said = readied.result().edition
        (made / f"{chosen.stem}.html").write_text(site.page(told, edition=said), encoding="utf-8")
        (made / f"{chosen.stem}.pdf").write_bytes(pdf.chapter_pdf(told, edition=said))
    return place / f"{chosen.stem}.html"


def place_of(folder: YearFolder) -> Path:
    """Where a partnership's report of a year is put."""
    return project_root() / "build" / folder.partnership / folder.year


def edition(folder: YearFolder) -> ReportDetails:
    """What every format says of the report: a draft until each safeguarding partner has signed and nothing blocks it."""
    return ReportDetails(
        title=str(folder.settings.get("report", {}).get("title", "Annual report")),
        partnership=folder.name,
        place=folder.place,
        year=folder.year,
        draft=bool(readiness.blocking(folder)),
        missing=readiness.unsigned(folder),
        unready=readiness.unready(folder),
        abbreviations=tuple(language.glossary(folder).items()),
        licence=LICENCE,
        period_end=folder.end,
    )


def _readied(folder: YearFolder) -> CheckedData:
    """Raise DataFaults with every fault of the data, or else tell what they say of the report."""
    check.refuse(folder)
    said = edition(folder)
    unaccounted.refuse(unaccounted.of_settings(folder, said))
    return CheckedData(said, manifest(folder, said))


def _as_read(chapter: Chapter) -> Callable[[ReportDetails], Chapter]:
    return lambda edition: chapter


def _run(
    notebooks: Sequence[Path],
    folder: YearFolder,
    made: Path,
    progress: BuildProgress,
    kept: Cache,
    readied: subprocesses.PendingResult[CheckedData],
    ready: Callable[[Chapter], Callable[[ReportDetails], Ready]],
) -> tuple[list[Ready], Dependencies]:
    """Run the chapters that are not kept while the data is checked; return each made `ready`, and the looks that they took.

    What needs no word of the data is done while that is awaited.
    """
    made.mkdir(parents=True, exist_ok=True)
    parameters = {"partnership": folder.partnership, "year": folder.year}
    chapters = ChapterCache(kept)
    runs = [run.ChapterRun(notebook, made / notebook.name, parameters) for notebook in notebooks]
    held = [(one, chapters.kept(one)) for one in runs]
    told = dict[Path, Ready]()

    def put_back() -> None:
        back = [(one, chapters.put_back(one, executed, progress)) for one, executed in held if executed]
        begun = [(one.output, ready(read(notebook, one.output.stem))) for one, notebook in back]
        said = readied.result().edition
        told.update({output: finished(said) for output, finished in begun})

    def keep(one: run.ChapterRun, seen: Dependencies | None) -> None:
        told[one.output] = ready(read(chapters.keep(one, seen), one.output.stem))(readied.result().edition)

    run.run([one for one, executed in held if not executed], progress, keep, put_back)
    said = readied.result().edition
    return [told.get(one.output) or ready(read_file(one.output))(said) for one in runs], chapters.looks


def _notebooks(folder: YearFolder) -> list[Path]:
    """The chapters to run: the list of all that is wanted is one of them only where nothing at all was sent."""
    return [path for path in run.notebooks(folder.root) if path.stem != STILL_NEEDED or not folder.exists]


def _chosen(notebooks: Sequence[Path], number: str) -> Path:
    known = {path.stem: path for path in notebooks}
    found = [path for name, path in known.items() if number in (name, name[:2], name[:2].lstrip("0"))]
    if not found:
        raise ReportError(
            f'There is no chapter "{number}". {nearest(number, known) or "The chapters are " + ", ".join(known) + "."}'
        )
    return found[0]
