"""Making a report: check the data, execute the chapters, prepare them, write every format, and exchange it for the last.

Everything is built aside and put in place at the end, so a build that fails leaves the last good one as it was.
"""

from __future__ import annotations

import importlib
import io
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from helpers.display.blocks import Nothing
from helpers.errors import ReportError, nearest
from helpers.publish import atomic_output, check, downloads, formats, links, prune_unsupplied, readiness, used_terms
from helpers.publish.book import pdf
from helpers.publish.build_manifest import manifest
from helpers.publish.formats import CheckedData, PreparedChapter, PreparedReport
from helpers.publish.ledger import unaccounted
from helpers.publish.report_details import HelpLine, ReportDetails
from helpers.publish.running import notebook_rules, run, subprocesses
from helpers.publish.running.cache import Cache
from helpers.publish.running.cached_chapters import ChapterCache
from helpers.publish.running.progress import BuildProgress
from helpers.publish.running.run import ChapterRun
from helpers.publish.running.subprocesses import PendingResult
from helpers.publish.website import pages, site, web_fonts
from helpers.sources import carried_over, elsewhere, language, people_in_words, reporting_years, snapshot
from helpers.sources.origins import Origin
from helpers.sources.project import project_root
from helpers.sources.snapshot import Snapshot
from helpers.sources.year_folder import YearFolder, open_year
from helpers.statistics.numbers import text

LICENCE = "Text and figures: Open Government Licence v3.0. Contains public sector information licensed under the Open Government Licence v3.0."
NOTEBOOKS = "notebooks"
LOADED_BY_SOME = ("scipy.optimize", "scipy.special", "seaborn")


def preload() -> None:
    """Import and prepare all that builds need, so that processes forked from this one begin with it."""
    for name in LOADED_BY_SOME:
        importlib.import_module(name)
    run.preload()
    web_fonts.fonts()
    pages.compiled()
    language.compiled()
    people_in_words.compiled()


def report(*, partnership: str, year: str, force: bool = False, final: bool = False) -> Path:
    """Make a partnership's report of a year and return its folder; chapters that would be as before are not run unless forced.

    Raises DataFaults with every fault of the data, whatever chapters made of it, and ReportError naming each chapter that
    failed. Where it must be `final`, all that would keep it a draft is refused first, and the finished pages are read against
    the ledger.
    """
    with snapshot.take(partnership, year) as data:
        return _report(data, partnership, year, force=force, final=final)


def _report(data: Snapshot, partnership: str, year: str, *, force: bool, final: bool) -> Path:
    cache = Cache.opened(data, force=force)
    folder = open_year(partnership, year)
    reporting_years.refuse(folder)
    if final:
        check.refuse(folder)  # what keeps a report a draft is read from data without faults
        readiness.refuse(folder)
    chapters, progress = ChapterCache(cache), BuildProgress(total=len(run.notebooks(folder.root)) + 4)
    with atomic_output.folder(place_of(folder)) as output:
        _write(_prepared(folder, output, chapters, progress), output, progress, cache, final=final)
    unconfirmed = len(carried_over.unconfirmed(folder))
    cache.stamp((partnership, year), place_of(folder), chapters.dependencies, unconfirmed)
    return place_of(folder)


def preview(*, partnership: str, year: str) -> Iterator[tuple[str, Path]]:
    """Make a report to look at while it is worked on: yield "site" and its folder once the site is written, and "report" with the same folder once all is.

    The folder is the preview's own; chapters are taken from the cache that all builds share. Raises as `report` does.
    """
    with snapshot.take(partnership, year) as data:
        cache = Cache.opened(data)
        folder = open_year(partnership, year)
        reporting_years.refuse(folder)
        checked = notebook_rules.refuse(folder.root / "notebooks", passed=cache.passed(NOTEBOOKS))
        cache.keep_passed(NOTEBOOKS, checked)
        progress = BuildProgress(total=len(run.notebooks(folder.root)) + 4, out=io.StringIO())
        place = place_of(folder).with_name(f"preview-{folder.year}")
        with atomic_output.folder(place) as output:
            prepared = _prepared(folder, output, ChapterCache(cache), progress)
            formats.write_site(prepared, output, final=False)
        yield "site", place
        with atomic_output.addition(place) as output:
            downloads.write_files(prepared.downloads, output / "downloads")
            _write_book_and_review(prepared, output, progress, cache)
        formats.complete_site(place)
        yield "report", place


def chapter(number: str, *, partnership: str, year: str, force: bool = False) -> Path:
    """Make one chapter alone, as a page and a PDF, beside the report; return the page."""
    with snapshot.take(partnership, year) as data:
        return _chapter(data, number, partnership, year, force=force)


def _chapter(data: Snapshot, number: str, partnership: str, year: str, *, force: bool) -> Path:
    cache = Cache.opened(data, force=force)
    folder = open_year(partnership, year)
    reporting_years.refuse(folder)
    notebook = _selected(run.notebooks(folder.root), number)
    place = place_of(folder).parent / f"{folder.year}-chapters" / notebook.stem
    with (
        atomic_output.folder(place) as output,
        subprocesses.begin(_check, folder) as checking,  # the data is checked while the chapter is executed
        closing(
            _execute([notebook], folder, output, checking, ChapterCache(cache), BuildProgress(total=1))
        ) as executed,
    ):
        executed_chapter = formats.read(*next(executed))
        details = checking.result().details
        page = site.page(executed_chapter, details=details)
        (output / f"{notebook.stem}.html").write_text(page, encoding="utf-8")
        (output / f"{notebook.stem}.pdf").write_bytes(pdf.chapter_pdf(executed_chapter, details=details))
    return place / f"{notebook.stem}.html"


def place_of(folder: YearFolder) -> Path:
    """Return the folder that a partnership's report of a year is put into."""
    return project_root() / "build" / folder.partnership / folder.year


def report_details(folder: YearFolder) -> ReportDetails:
    """Return what every format says of the report: a draft until each safeguarding partner has signed and nothing blocks it."""
    return ReportDetails(
        title=str(folder.settings.get("report", {}).get("title", "Annual report")),
        partnership=folder.name,
        place=folder.place,
        year=folder.year,
        draft=bool(readiness.blocking(folder)),
        missing=readiness.unsigned(folder),
        unready=readiness.unready(folder),
        abbreviations=tuple(language.glossary(folder).items()),
        terms=tuple(language.meanings(folder).items()),
        help_lines=tuple(_help_lines(folder)),
        search_words=tuple(folder.table("search_words").frame.itertuples(index=False, name=None)),
        licence=LICENCE,
        is_compilation=folder.is_compilation,
        compiled_by=folder.compiled_by,
        compiled_on=folder.compiled_on,
        is_invented=folder.is_invented,
        period_end=folder.end,
    )


def _help_lines(folder: YearFolder) -> Iterator[HelpLine]:
    table = folder.table("help_lines")
    for line, row in zip(table.lines, table.frame.fillna("").to_dict("records"), strict=True):
        texts = {name: str(row[name]) for name in ("id", "who", "phone", "when", "address")}
        yield HelpLine(**texts, origin=Origin(table.file, line, "phone"))


def _check(folder: YearFolder) -> CheckedData:
    """Return what the data say of the report. Raises DataFaults with every fault of the data and of the settings."""
    check.refuse(folder)
    details = report_details(folder)
    unaccounted.refuse(unaccounted.of_settings(folder, details))
    return CheckedData(details, manifest(folder, details))


def _check_with_chapters(folder: YearFolder, cache: Cache) -> CheckedData:
    """The same, once the chapters' notebooks are found to break no rule; raises DataFaults for those that do."""
    checked = notebook_rules.refuse(folder.root / "notebooks", passed=cache.passed(NOTEBOOKS))
    cache.keep_passed(NOTEBOOKS, checked)
    return _check(folder)


def _prepared(folder: YearFolder, output: Path, chapters: ChapterCache, progress: BuildProgress) -> PreparedReport:
    """Check the data, execute the chapters, and prepare them for every format."""
    with (
        subprocesses.begin(_check_with_chapters, folder, chapters.cache) as checking,  # while chapters are executed
        closing(
            _execute(run.notebooks(folder.root), folder, output / "notebooks", checking, chapters, progress)
        ) as executed,
    ):
        prepared = _prepare(executed, folder, chapters.cache)  # each chapter while others are still executed
        return formats.assemble(prepared, folder, checking.result())


def _execute(
    notebooks: Sequence[Path],
    folder: YearFolder,
    output: Path,
    checking: PendingResult[CheckedData],
    chapters: ChapterCache,
    progress: BuildProgress,
) -> Generator[tuple[str, str]]:
    """Execute the chapters that the cache has not; go through the names and texts of all, each as soon as it is there."""
    output.mkdir(parents=True, exist_ok=True)
    parameters = {"partnership": folder.partnership, "year": folder.year}
    runs = [ChapterRun(notebook, output / notebook.name, parameters) for notebook in notebooks]
    cached = [(chapter_run, chapters.find(chapter_run)) for chapter_run in runs]
    to_run = [chapter_run for chapter_run, executed in cached if not executed]
    with run.begin(to_run, progress, chapters.cache) as running:
        for chapter_run, executed in cached:  # while the first of the others are at work
            if executed:
                chapters.restore(chapter_run, executed, progress)
                yield chapter_run.notebook.stem, executed
        checking.result()  # a fault of the data ends the build here: what chapters make of it is of no use
        for ended in running:
            yield ended.run.notebook.stem, chapters.store(ended)
    chapters.cache.prune_drawings()


def _prepare(executed: Iterable[tuple[str, str]], folder: YearFolder, cache: Cache) -> list[PreparedChapter]:
    """Prepare chapters for every format, in the report's order, but for those that show nothing and wait for nothing.

    Of a compilation, what only waits to be supplied is left out too.
    """
    if folder.is_compilation:
        return _prepare_compilation(executed, folder, cache)
    chapters = [
        (slug, notebook, cache.prepared(formats.read_and_prepare, slug, notebook)) for slug, notebook in executed
    ]
    unused = _unused([prepared for _, _, prepared in chapters])
    prepared_chapters = (
        cache.prepared(formats.read_and_prepare, slug, notebook, unused[slug]) if slug in unused else prepared
        for slug, notebook, prepared in chapters
        if any(not isinstance(part.block, Nothing) for part in prepared.chapter.shown())
    )
    return sorted(prepared_chapters, key=lambda prepared: prepared.chapter.slug)


def _prepare_compilation(
    executed: Iterable[tuple[str, str]], folder: YearFolder, cache: Cache
) -> list[PreparedChapter]:
    basis = (folder.exists, [text(entry.form.title).plain for entry in elsewhere.entries(folder)])
    chapters = [
        (slug, notebook, cache.prepared(formats.prepare_without_gaps, slug, notebook, *basis))
        for slug, notebook in executed  # while others are still executed
    ]
    shown = [(slug, notebook, prepared) for slug, notebook, prepared in chapters if prepared]
    places = {slug: links.places(prepared.chapter) for slug, _, prepared in shown}
    unused = _unused([prepared for _, _, prepared in shown])
    again = [
        (slug, notebook, prepared, prune_unsupplied.lost_links(prepared.chapter, places), unused.get(slug, []))
        for slug, notebook, prepared in shown
    ]  # links to what is left out go too, and what that is only all together say; so do terms that none uses
    prepared_chapters = (
        cache.prepared(formats.prepare_without_gaps, slug, notebook, *basis, lost, terms) if lost or terms else prepared
        for slug, notebook, prepared, lost, terms in again
    )
    return sorted(filter(None, prepared_chapters), key=lambda prepared: prepared.chapter.slug)


def _unused(prepared: Sequence[PreparedChapter]) -> dict[str, list[str]]:
    """The terms of the glossary that no other chapter uses, by the glossary's name; nothing where all are used."""
    chapters = [chapter.chapter for chapter in prepared]
    glossaries = (chapter for chapter in chapters if chapter.slug == used_terms.GLOSSARY)
    terms = {chapter.slug: used_terms.unused(chapter, chapters) for chapter in glossaries}
    return {slug: unused for slug, unused in terms.items() if unused}


def _write(report: PreparedReport, output: Path, progress: BuildProgress, cache: Cache, *, final: bool) -> None:
    """Write every format into a folder. Raises ReportError naming what cannot be written."""
    with progress.step("Downloads"):
        downloads.write_files(report.downloads, output / "downloads")
    with subprocesses.begin(formats.write_site, report, output, final=final) as site_written:
        _write_book_and_review(report, output, progress, cache)  # while the site is written
        with progress.step("Site"):
            site_written.result()
        formats.complete_site(output)


def _write_book_and_review(report: PreparedReport, output: Path, progress: BuildProgress, cache: Cache) -> None:
    """Write what stands beside the site: the book, the ledger, the reviewers' edition and the manifest."""
    # The reviewers' edition is written in a process of its own while the book is set in this one: Typst works in threads, which
    # no forked process would have, so nothing may be forked once it has begun.
    with subprocesses.begin(formats.write_review, report, output) as review_written:
        with progress.step("PDF"):
            formats.write_book(report, output, cache)
        with progress.step("Reviewers' edition"):
            review_written.result()
    formats.write_manifest(report, output)


def _selected(notebooks: Sequence[Path], number: str) -> Path:
    """Return the notebook of a chapter's number or name: 3, 03 or 03_journey_of_the_child. Raises ReportError for any other."""
    by_name = {path.stem: path for path in notebooks}
    matches = [path for name, path in by_name.items() if number in (name, name[:2], name[:2].lstrip("0"))]
    if not matches:
        raise ReportError(
            f'There is no chapter "{number}". {nearest(number, by_name) or "The chapters are " + ", ".join(by_name) + "."}'
        )
    return matches[0]
