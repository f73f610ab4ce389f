"""The check-list of a year: what has come and from whom, what waits, in the order in which people do it; the program ticks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from pathlib import Path

from helpers.sources import carried_over, partners, promises, published
from helpers.sources.areas import ENGLAND
from helpers.sources.new_year.files import moved_years
from helpers.sources.report_years import ReportYear
from helpers.sources.schema import EVERY_CHAPTER, LOCAL_FIGURES, Schema, SectionForm, schemas, title
from helpers.sources.source_table import SourceTable
from helpers.sources.year_folder import CHECKLIST, YearFolder

BEGINNING = """# Check-list for {}, {}

The program writes and ticks this list with each `make check`; what you write here is lost. The order is that of the work.
"""
NO_PARTNERS = (
    "The lead partners (the local authority, the integrated care board and the police), in `report.toml`: each as `[[partners]]`, "
    "and as `[[sign_offs]]` too, as `docs/new-partnership.md` shows"
)
Delivery = tuple[Schema | SectionForm, str]
SENT, SOUGHT = "What each sends", "What to look for in what each has published"
ANSWERED = {
    "priorities": ("activity", "outcome_evidence"),
    "promises": ("answer",),
    "review_actions": ("outcome_evidence",),
}


def renew(folder: YearFolder, place: Path) -> None:
    """Write the year's check-list anew into the folder `place`, which that of the year is a copy of or is itself."""
    (place / CHECKLIST).write_text(text(folder), encoding="utf-8", newline="\n")


def text(folder: YearFolder) -> str:
    """Return the check-list as Markdown: each line done is ticked."""
    before = folder.year_before
    parts = [
        ("The national figures", _national(folder)),
        (
            "Who the partners are, and last year's words that still stand",
            chain(_partners(folder), _unconfirmed(folder)),
        ),
        ("What was promised last year, to be answered", _promises(folder, before)),
        (SOUGHT if folder.is_compilation else SENT, _deliveries(folder, before)),
        ("Last year's figures, formulas and rules that are not there yet", _absent(folder, before)),
        ("Who signs, when all else is done", _signatures(folder)),
    ]
    written_parts = [
        f"## {number}. {heading}\n\n" + "\n".join(lines) + "\n"
        for number, (heading, lines) in enumerate(_filled(parts), 1)
    ]
    return "\n".join([BEGINNING.format(folder.year, folder.name), *written_parts])


def _filled(parts: Iterable[tuple[str, Iterator[str]]]) -> Iterator[tuple[str, list[str]]]:
    for heading, lines in parts:
        filled = list(lines)
        if filled:
            yield heading, filled


def _line(is_done: bool, words: str) -> str:
    return f"- [{'x' if is_done else ' '}] {words}"


def _national(folder: YearFolder) -> Iterator[str]:
    last = max(ReportYear.of(day) for day in published.store().ends(ENGLAND))
    words = f"National figures of {folder.year}: the store reaches {last}. Bring it up to date with `make published FROM=folder`."
    yield _line(last >= folder.report_year, words)


def _partners(folder: YearFolder) -> Iterator[str]:
    """A line for each partner of the partnership's own report, whose name and role are for it to give; one for a report without any."""
    listing = [] if folder.is_compilation else folder.settings.get("partners", [])
    if not (listing or folder.is_compilation):
        yield _line(False, NO_PARTNERS)
    for partner in listing:
        words = (
            f"{partner.get('organisation', '')}: name and role of the {partner.get('kind', '')} partner (`report.toml`)"
        )
        yield _line(bool(partner.get("name") and partner.get("role")), words)


def _unconfirmed(folder: YearFolder) -> Iterator[str]:
    """A line for each file that says what last year's said, with what to type."""
    command = f"make confirm PARTNERSHIP={folder.partnership} YEAR={folder.year} WHAT="
    for file, items in groupby(carried_over.unconfirmed(folder), key=lambda item: item.file):
        number = len(list(items))
        yield _line(False, f"`{file}`: {number} as last year. Change what is no longer so, then `{command}{file}`")


def _promises(folder: YearFolder, before: YearFolder | None) -> Iterator[str]:
    """A line for each priority and action, answered where the columns that report on it are filled; and for each of last year's audits' answers."""
    for name, columns in ANSWERED.items():
        for row in _records(folder, name):
            is_answered = all(row[column] for column in columns)
            words = row.get("name") or row.get("promise") or row.get("action")
            yield _line(
                is_answered,
                f"{folder.forms.table(name).title}: {words} (`{name}.csv`, {row['id']})",
            )
    yield from _audits_answers(before) if before else ()


def _audits_answers(before: YearFolder) -> Iterator[str]:
    for name, column in (("audits", "response"), ("scrutiny_activity", "response"), ("section_11_topics", "actions")):
        for row in _records(before, name):
            if row[column]:
                yield _line(
                    False,
                    f'{before.forms.table(name).title}, {before.year}: "{row[column]}" What came of it? (`{name}.csv`, {row["id"]})',
                )


def _deliveries(folder: YearFolder, before: YearFolder | None) -> Iterator[str]:
    """A line for each table and section, by who sends it; what was only taken over has not come yet."""
    missing = {(chapter, what) for chapter, what, _ in folder.missing()}
    waiting = {item.file for item in carried_over.unconfirmed(folder)}
    waiting |= {f"{schemas()[name].chapter}/{name}.csv" for name, _ in promises.unanswered_rows(folder)}
    tables: list[Delivery] = [
        (form, f"{form.chapter}/{form.name}.csv")
        for form in folder.forms.tables.values()
        if form.chapter != EVERY_CHAPTER
    ]
    texts: list[Delivery] = [(form, f"{form.chapter}/{form.id}.md") for form in folder.forms.sections.values()]
    by_sender = groupby(sorted([*tables, *texts], key=_sender), key=_sender)
    for sender, forms in by_sender:
        yield f"\n**{sender[:1].upper()}{sender[1:]}**\n"
        for form, file in forms:
            has_come = (form.chapter, form.title) not in missing and file not in waiting
            yield _line(has_come, f"{form.title} (`{file}`, {title(form.chapter)})")
    yield from _local_figures(folder, before)


def _local_figures(folder: YearFolder, before: YearFolder | None) -> Iterator[str]:
    """A line for each of the partnership's own measures, of this year and the last: done where this year has figures of it."""
    measures = {own.id: own for year in (before, folder) if year for own in year.local_measures}
    have_come = {table.name for table in folder.local_tables}
    yield from ["\n**Whoever counts the partnership's own measures**\n"] if measures else []
    for own in measures.values():
        yield _line(own.id in have_come, f"{own.name} (`{LOCAL_FIGURES}.csv`, {own.id}, {title(own.chapter)})")


def _sender(delivery: Delivery) -> str:
    return delivery[0].supplied_by


def _absent(folder: YearFolder, before: YearFolder | None) -> Iterator[str]:
    """A line for each fact, formula and rule of last year's that this year has neither under its id nor under one with its year moved."""
    for name in ("facts", "derived", "rules"):
        present = {row["id"] for table in folder.tables_named(name) for row in _rows(table)}
        for table in before.tables_named(name) if before else ():
            absent = [row for row in _rows(table) if present.isdisjoint((row["id"], moved_years(row["id"], 1)))]
            yield from [f"\n**{table.file}**\n"] if absent else []
            yield from (_line(False, ": ".join(filter(None, (f"`{row['id']}`", row["note"])))) for row in absent)


def _signatures(folder: YearFolder) -> Iterator[str]:
    for sign_off in folder.settings.get("sign_offs", []):
        yield _line(
            partners.is_signed(sign_off, folder.end), f"{sign_off.get('organisation', '')} has signed (`report.toml`)"
        )


def _records(folder: YearFolder, name: str) -> list[dict[str, str]]:
    return _rows(folder.table(name))


def _rows(table: SourceTable) -> list[dict[str, str]]:
    return [{name: str(value) for name, value in row.items()} for _, row in table.rows]
