"""Measures of what a partnership supplied: its year's tables, who signs, what is still to come, and what is cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import inf
from typing import Any

import pandas as pd

from helpers.sources import list_rows, published, schema
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.cited_sources import Source
from helpers.sources.origins import Origin
from helpers.sources.periods import Period
from helpers.sources.publications import MeasureDefinition, Publication
from helpers.sources.schema import Schema
from helpers.sources.source_table import SourceTable
from helpers.sources.typed_numbers import holds_number
from helpers.sources.year_folder import YearFolder
from helpers.statistics import measure_names, publication_context
from helpers.statistics.derivations import ROWS, Derivation, Name
from helpers.statistics.disclosure.measure import Column, Measure, sources_of
from helpers.statistics.measures import worked_out
from helpers.statistics.soundness import coverage

YEAR_BEFORE = "year_before."  # begins the names of last year's numbers, so that no two numbers of a report share a name


def table(chapter: ChapterContext, name: str) -> Measure:
    """Return a table of the year as supplied, each number with the unit that its schema gives."""
    measure = publication_context.in_company(chapter.folder, chapter.folder.table(name), of_table)
    measure = _with_names(chapter.folder, measure)
    sources = chapter.folder.sources
    return replace(measure, cited={name: sources[name] for name in measure.sources if name in sources})


def year_before(chapter: ChapterContext, name: str, *, numbers: Sequence[str] | None = None) -> Measure:
    """Return the same table of the year before, with all its columns of numbers or those named.

    It is not supplied where that year has none, or has it in other units.

    Nor is a table of people: their figures of two years stand beside each other as `local_figures`.
    """
    form, before = chapter.folder.forms.table(name), chapter.folder.year_before
    form_before = before.forms.tables.get(name) if before else None
    if (
        before is None
        or form_before is None
        or form.is_protected
        or form_before.is_protected
        or _units(form_before) != _units(form)
    ):
        this_year = chapter.folder.table(name)
        return of_table(replace(this_year, frame=this_year.frame.iloc[:0], withheld={}, supplied=False))
    measure, sources = of_table(before.table(name)), before.sources
    cited = {source: sources[source] for source in measure.sources if source in sources}
    columns = (c for c in measure.columns if not c.is_number or numbers is None or c.name in numbers)
    return replace(measure, name=f"{YEAR_BEFORE}{name}", cited=cited, columns=tuple(columns))


def _units(form: Schema) -> list[tuple[str, str]]:
    return [(field.name, field.unit) for field in form.fields]


def _with_names(folder: YearFolder, measure: Measure) -> Measure:
    """The table with what another table calls a row in place of its id; a name with a number in it would be bound, and is left."""
    table = measure.table
    for field in folder.forms.table(measure.name).descriptor["fields"]:
        other, _, column = field.get("names", "").partition(".")
        frame = folder.table(other).frame if column == "id" else table[:0]
        if column == "id" and "name" in frame:
            names = {row: name for row, name in zip(frame["id"], frame["name"], strict=True) if not holds_number(name)}
            table = table.assign(**{field["name"]: [names.get(row, row) for row in table[field["name"]]]})
    return replace(measure, table=table)


def counted(chapter: ChapterContext, name: str, *, by: Sequence[str]) -> Measure:
    """Count a file of the year that has a row for each child: a row for each category of `by`, with totals, and its `number`.

    Its schema says whom a row is and by what it may be counted. No row of the file itself can be shown.
    """
    return publication_context.counted(chapter.folder, name, by, of_table)


def of_table(source: SourceTable) -> Measure:
    """Return a table that was read, as a measure, with the shares and complements that its form says are worked out."""
    return worked_out.completed(_as_read(source), source.schema)


def _as_read(source: SourceTable) -> Measure:
    return Measure(
        name=source.name,
        table=source.frame,
        columns=tuple(
            Column(f.name, f.title, (f.unit or _unit_of(f.type)) if f.is_number else "text", f.blank)
            for f in source.schema.fields
        ),
        origins=tuple(source.origin(line) for line in source.lines),
        sources=sources_of(source.frame),
        period=Period(source.period) or Period.span(source.frame.get("period", ())),
        policy=source.schema.policy,
        supplied=source.supplied,
        supplied_by=source.schema.supplied_by,
        default_title=source.schema.title,
        codes={name: tuple(w.code if w else "" for w in column) for name, column in source.withheld.items()},
        most={name: tuple(w.most if w else inf for w in column) for name, column in source.withheld.items()},
        derivations=_counted_from_list(source),
    )


def _counted_from_list(source: SourceTable) -> dict[str, Derivation]:
    """How the numbers of a table were worked out that is counted from a list outside the project."""
    column, by = list_rows.numbers_column(source.schema), list_rows.counted_by(source.schema)
    return {column: Derivation("count", tuple(map(Name, (source.name, *by))))} if source.part else {}


def not_supplied(chapter: ChapterContext) -> Measure:
    """List what the report has room for and nobody has sent: rows of chapter, what and supplied_by.

    Of a compilation the rows do not say who sends it: nobody was asked. Where the partnership has no folder at all,
    `still_needed` says what to send.
    """
    missing = _missing(chapter, "not_supplied")
    has_senders = not chapter.folder.is_compilation
    return replace(
        missing,
        columns=missing.columns if has_senders else missing.columns[:2],
        default_title="Not supplied" if has_senders else "Looked for, and not found",
    )


def still_needed(chapter: ChapterContext) -> Measure:
    """List what law and guidance ask for and only the partnership can fill, by who sends it: rows of chapter, what and supplied_by."""
    missing = _missing(chapter, "still_needed", only=coverage.titles(chapter.folder))
    order = missing.table.sort_values("supplied_by", kind="stable").index
    return replace(
        missing,
        default_title="What only the partnership can say, by who would send it",
        table=missing.table.loc[order].reset_index(drop=True),
        origins=tuple(missing.origins[row] for row in order),
    )


def _missing(chapter: ChapterContext, name: str, *, only: frozenset[tuple[str, str]] | None = None) -> Measure:
    """What nobody supplied, each once; with `only`, of these pairs of chapter and title alone."""
    waiting = [gap for gap in chapter.folder.missing() if only is None or gap[:2] in only]
    gaps = list(dict.fromkeys((schema.title(slug), what, sender) for slug, what, sender in waiting))
    missing = pd.DataFrame(gaps, columns=["chapter", "what", "supplied_by"])
    return Measure(
        name=name,
        table=missing,
        columns=(Column("what", "What"), Column("chapter", "Chapter"), Column("supplied_by", "Who sends it")),
        origins=tuple(
            Origin(chapter.folder.named(chapter.folder.path), f"{row.chapter}: {row.what}")
            for row in missing.itertuples()
        ),
        sources=(),
        policy="open",
    )


def sign_offs(chapter: ChapterContext) -> Measure:
    """List who signs the report off and when; blank where nobody has. It is of no compilation, which nobody signs."""
    return _settings(
        chapter,
        "sign_offs",
        {"organisation": "Safeguarding partner", "name": "Signed by", "date": "Date"},
        blank="not signed",
    )


def cited_sources(chapter: ChapterContext) -> Measure:
    """List the year's own sources and those of the published figures: title, publisher, published, licence, note and address."""
    cited: list[Source | Publication] = [*chapter.folder.sources.values(), *published.store().sources()]
    rows = [(s.id, s.title, s.publisher, str(s.published or ""), s.licence, s.note, s.address) for s in cited]
    table = pd.DataFrame(rows, columns=["id", "title", "publisher", "published", "licence", "note", "address"])
    table["published"] = pd.to_datetime(table["published"].replace("", None))
    return Measure(
        name="sources",
        table=table,
        columns=tuple(
            Column(n, n.capitalize(), "date" if n == "published" else "text")
            for n in ("title", "publisher", "published", "licence", "note", "address")
        ),
        origins=tuple(source.origin for source in cited),
        sources=(),
        policy="open",
    )


def definitions(shown: Iterable[str] = ()) -> Measure:
    """List what published measures mean, those that lead and others shown: name, definition with breaks in the series, base, owner, month.

    The name says what the measure is a rate or share of; the month is when its owner usually issues it. Ordered by name.
    """
    ids = {about.measure for about in published.store().measures(headline=True)} | set(shown)
    abouts = sorted(map(published.store().measure, ids), key=lambda about: (measure_names.titled(about), about.measure))
    rows = [(measure_names.titled(a), _meaning(a), a.denominator_note, a.owner, a.publication, a.month) for a in abouts]
    columns = {
        "name": "Measure",
        "definition": "What it is",
        "base": "Counted among",
        "owner": "Publisher",
        "publication": "Publication",
        "month": "Usually issued in",
    }
    return Measure(
        name="definitions",
        table=pd.DataFrame(rows, columns=list(columns)),
        columns=tuple(
            Column(column, heading, blank="no fixed month" if column == "month" else "")
            for column, heading in columns.items()
        ),
        origins=tuple(published.origin("measures", about.measure) for about in abouts),
        file_columns={"base": "denominator_note"},
        sources=(),
        policy="open",
        derivations={"name": measure_names.TITLED, "definition": Derivation("defined", (ROWS,))},
    )


def _meaning(about: MeasureDefinition) -> str:
    breaks = f" Figures before and after cannot be compared: {'; '.join(about.breaks)}." if about.breaks else ""
    return f"{about.definition}{breaks}"


def editions(chapter: ChapterContext) -> Measure:
    """List the editions that the national figures are from: publication, publisher, newest, month and issued.

    `newest` is the last day that the newest edition of the store speaks of; `issued` the same of the edition usually issued by
    the year's end, nothing where no month is usual.
    """
    dated = [source for source in published.store().sources() if source.newest]
    rows = [
        _edition([source for source in dated if source.publication == name], chapter) for name in _publications(dated)
    ]
    return Measure(
        name="editions",
        table=pd.DataFrame(rows, columns=["publication", "publisher", "newest", "month", "issued", "origin"]).drop(
            columns="origin"
        ),
        columns=(
            Column("publication", "Publication"),
            Column("publisher", "Publisher"),
            Column("newest", "Figures here go to", "date"),
            Column("month", "Usually issued in", blank="no fixed month"),
            Column("issued", "Usually issued by the year's end, to", "date"),
        ),
        origins=tuple(row["origin"] for row in rows),
        sources=(),
        policy="open",
        derivations={"issued": Derivation("usual_edition", (ROWS,))},
    )


def _publications(sources: Iterable[Publication]) -> list[str]:
    return sorted({source.publication for source in sources})


def _edition(releases: Sequence[Publication], chapter: ChapterContext) -> dict[str, Any]:
    """Return a publication's row, by the newest of its tables."""
    newest = max(releases, key=lambda release: release.newest)
    ends = published.store().period_ends(newest.id)
    issued = [end for end in ends if newest.is_issued(end, by=chapter.folder.end)]
    return {
        "publication": newest.publication,
        "publisher": newest.publisher,
        "newest": pd.Timestamp(newest.newest),
        "month": newest.month,
        "issued": pd.Timestamp(issued[-1]) if issued else pd.NaT,
        "origin": newest.origin,
    }


def _settings(chapter: ChapterContext, name: str, headings: dict[str, str], *, blank: str = "") -> Measure:
    entries = chapter.folder.settings.get(name, [])
    table = pd.DataFrame([{key: str(row.get(key, "")) for key in headings} for row in entries], columns=list(headings))
    file = chapter.folder.named(chapter.folder.path / "report.toml")
    return Measure(
        name=name,
        table=table,
        columns=tuple(Column(key, heading, blank=blank) for key, heading in headings.items()),
        origins=tuple(Origin(file, f"{name} {place}") for place in range(1, len(table) + 1)),
        sources=(),
        policy="open",
        supplied_by="the safeguarding partners",
    )


def _unit_of(kind: str) -> str:
    return "date" if kind == "date" else "count"
