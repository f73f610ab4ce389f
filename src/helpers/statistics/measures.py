"""Measures a chapter asks for: the year's own tables, and published figures of the area beside others.

Each returns a `Measure`, which nothing can show until it has passed `statistics.protect`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from helpers.sources import areas, published
from helpers.sources.folder import Chapter, Table
from helpers.statistics import company
from helpers.statistics.names import names
from helpers.statistics.numbers import Number, joined
from helpers.statistics.statistic import Column, Measure

HUNDRED_CHILDREN = Path(__file__).parent / "hundred_children.csv"
MOST_INCOME_DEPRIVED, LEAST_INCOME_DEPRIVED = (1, 2), (9, 10)
STORE = "data/published"
JOURNEY = (
    "referrals_per_10k",
    "rereferrals_percent",
    "children_in_need_per_10k",
    "section_47_per_10k",
    "child_protection_plans_per_10k",
    "repeat_plans_percent",
    "children_looked_after_per_10k",
)
PROFILE = (
    "low_income_families_percent",
    "free_school_meals_primary_percent",
    "free_school_meals_secondary_percent",
    "pupils_sen_support_percent",
    "pupils_ehc_plan_percent",
)
JUDGEMENTS = {
    "overall": "Overall",
    "help_and_protection": "Help and protection",
    "children_in_care": "Children in care",
    "care_leavers": "Care leavers",
    "leadership": "Leadership",
}


def table(chapter: Chapter, name: str) -> Measure:
    """Return a table of the year as supplied, each number with the unit that its schema gives."""
    return company.in_company(chapter.folder, chapter.folder.table(name), of_table)


def counted(chapter: Chapter, name: str, *, by: Sequence[str]) -> Measure:
    """Count a file of the year that has a row for each child: a row for each category of `by`, with totals, and its `number`.

    Its schema says whom a row is and by what it may be counted. No row of the file itself can be shown.
    """
    return company.counted(chapter.folder, name, by, of_table)


def of_table(held: Table) -> Measure:
    """Return a table that was read, as a measure."""
    return Measure(
        name=held.name,
        table=held.frame,
        columns=tuple(
            Column(f.name, f.title, (f.unit or _unit_of(f.type)) if f.is_number else "text", f.blank)
            for f in held.schema.fields
        ),
        origins=tuple(held.origin(line) for line in held.lines),
        sources=_sources(held.frame),
        period=held.schema.period or (_span(held.frame["period"]) if "period" in held.frame else ""),
        policy=held.schema.policy,
        supplied=held.supplied,
        wanted=held.schema.supplied_by,
    )


def chosen(chapter: Chapter, name: str, wanted: Sequence[str]) -> Measure:
    """Gather facts, derived numbers or cells of one unit by their names: rows of id, name and value.

    A row's name is the note of the fact; a derived number's, what its note says of it.
    """
    found = [names(chapter).number(number) for number in wanted]
    labels = [names(chapter).label(number) for number in wanted]
    return _of_numbers(name, labels, found, policy="open")


def figures(
    chapter: Chapter, measure: str, *, compare: Sequence[str] = ("region", "england"), years: int = 5
) -> Measure:
    """Return a published measure of the partnership's areas and those compared, over the last years before the year's end.

    `compare` names "region", "england" or "neighbours". Columns: area, area_name, period, value. A value that the publisher
    withheld is NaN with the publisher's code. Areas are never added up; where none of the partnership's has a known figure the
    measure is not supplied, and says that it is not published.
    """
    return _published(measure, _compared(chapter, compare), chapter, years)


def latest(chapter: Chapter, measure: str, *, among: str = "neighbours") -> Measure:
    """Return a published measure's last period before the year's end, for the area among its "neighbours" or all "authorities".

    The authorities are those that stood in the period, not those of today.
    """
    others = _compared(chapter, ("neighbours",)) if among == "neighbours" else _standing(chapter, measure)
    return _published(measure, others, chapter, 1)


def side_by_side(chapter: Chapter, name: str, measures: Sequence[str]) -> Measure:
    """Return the last figures of several measures, a row for each measure and area.

    Columns: measure, area_name, period, value. Values of different units stand in one column, each printed with its own.
    A count is the area's alone, since those of larger places say nothing beside it.
    """
    known = [published.store().measure(measure) for measure in measures]
    parts = [
        figures(chapter, one.measure, compare=("region", "england") if one.unit != "count" else (), years=1)
        for one in known
    ]
    held = [
        part.table.assign(id=one.measure, measure=one.name, unit=one.unit)
        for one, part in zip(known, parts, strict=True)
    ]
    return stacked(
        name,
        parts,
        pd.concat(held, ignore_index=True),
        columns=(
            Column("measure", "Measure"),
            Column("area_name", "Area"),
            Column("period", "Period"),
            Column("value", "Value", "mixed"),
        ),
    )


def hundred_children(chapter: Chapter) -> Measure:
    """Return what would be true of a hundred children: rows of id, name (a phrase), of_100, period and source.

    Percentages and rates are published; a rate is divided so that it is of a hundred. Measures that are not published for the
    area by the year's end are left out. Where the partnership covers several areas, each has its own rows.
    """
    wanted = pd.read_csv(HUNDRED_CHILDREN, dtype=str, keep_default_na=False)
    told = list(zip(wanted["measure"], wanted["phrase"], strict=True))
    rows = [_of_hundred(chapter, area, measure, phrase) for measure, phrase in told for area in chapter.areas]
    kept = pd.DataFrame(
        [row for row in rows if row is not None], columns=["id", "name", "of_100", "period", "source", "origin"]
    )
    return Measure(
        name="hundred_children",
        table=kept.drop(columns="origin"),
        columns=(
            Column("name", "Children who"),
            Column("of_100", "Of every hundred children", "count"),
            Column("period", "Period"),
        ),
        origins=tuple(kept["origin"]),
        sources=tuple(dict.fromkeys(kept["source"])),
        policy="released",
        formulas={"of_100": "of_hundred(rows)", "name": "phrase(rows)"},
        unpublished=unpublished(chapter),
    )


def neighbourhoods(chapter: Chapter, *, edition: str | None = None) -> Measure:
    """Return income deprivation of every neighbourhood (LSOA) of the partnership's areas, most deprived first.

    Columns: id (LSOA code), name, income_deprived_percent (share of people who are income-deprived), income_decile (1 is the
    most income-deprived tenth of England's neighbourhoods) and income_rank. Source: English Indices of Deprivation.
    """
    found = published.store().small_areas(chapter.areas, edition=edition, as_at=chapter.folder.end)
    held = found.sort_values(["income_deprived_percent", "lsoa"], ascending=[False, True]).reset_index(drop=True)
    held = held.rename(columns={"lsoa": "id"})
    return Measure(
        name="neighbourhoods",
        table=held[["id", "name", "income_deprived_percent", "income_decile", "income_rank", "edition", "source"]],
        columns=(
            Column("name", "Neighbourhood"),
            Column("income_deprived_percent", "People who are income-deprived", "percent"),
            Column("income_decile", "National decile", "count"),
            Column("income_rank", "National rank", "rank"),
        ),
        origins=tuple(f"{STORE}/small_areas.parquet, {row.edition}|{row.id}" for row in held.itertuples()),
        sources=_sources(held),
        period=str(held["edition"].iloc[0]) if len(held) else "",
        policy="released",
        unpublished=unpublished(chapter),
    )


def not_supplied(chapter: Chapter) -> Measure:
    """List what the report has room for and nobody has sent: rows of chapter, what and supplied_by.

    Where the partnership has no folder at all there is nothing to list here: `still_needed` says what to send.
    """
    return replace(_missing(chapter, "not_supplied"), supplied=chapter.folder.exists)


def still_needed(chapter: Chapter) -> Measure:
    """List what only the partnership can fill, by who sends it: rows of chapter, what and supplied_by."""
    missing = _missing(chapter, "still_needed")
    order = missing.table.sort_values("supplied_by", kind="stable").index
    return replace(
        missing,
        table=missing.table.loc[order].reset_index(drop=True),
        origins=tuple(missing.origins[row] for row in order),
    )


def _missing(chapter: Chapter, name: str) -> Measure:
    listed = [(_titled(slug), what, sender) for slug, what, sender in chapter.folder.missing()]
    missing = pd.DataFrame(listed, columns=["chapter", "what", "supplied_by"])
    return Measure(
        name=name,
        table=missing,
        columns=(Column("what", "Not supplied"), Column("chapter", "Chapter"), Column("supplied_by", "Who sends it")),
        origins=tuple(
            f"{chapter.folder.named(chapter.folder.path)}, {row.chapter}: {row.what}" for row in missing.itertuples()
        ),
        sources=(),
        policy="open",
    )


def sign_offs(chapter: Chapter) -> Measure:
    """List who signs the report off and when; blank where nobody has."""
    return _settings(
        chapter,
        "sign_offs",
        {"organisation": "Safeguarding partner", "name": "Signed by", "date": "Date"},
        blank="not signed",
    )


def partners(chapter: Chapter) -> Measure:
    """List the lead and delegated safeguarding partners."""
    return _settings(
        chapter,
        "partners",
        {"organisation": "Organisation", "name": "Name", "role": "Role", "kind": "Lead or delegated"},
    )


def cited_sources(chapter: Chapter) -> Measure:
    """List the year's own sources and those of the published figures: title, publisher, published, licence and note."""
    own = [(s.id, s.title, s.publisher, s.published, s.licence, s.note) for s in chapter.folder.sources.values()]
    national = [
        (s.id, s.title, s.publisher, str(s.published or ""), s.licence, s.note) for s in published.store().sources()
    ]
    held = pd.DataFrame([*own, *national], columns=["id", "title", "publisher", "published", "licence", "note"])
    held["published"] = pd.to_datetime(held["published"].replace("", None))
    return Measure(
        name="sources",
        table=held,
        columns=tuple(
            Column(n, n.capitalize(), "date" if n == "published" else "text")
            for n in ("title", "publisher", "published", "licence", "note")
        ),
        origins=tuple(f"sources, {row.id}" for row in held.itertuples()),
        sources=(),
        policy="open",
    )


def inspections(chapter: Chapter) -> Measure:
    """List Ofsted's inspections of the areas' children's services made by the year's end, latest first, with each judgement."""
    held = _newest_first(published.store().inspections, chapter, "inspected")
    return Measure(
        name="inspection_judgements",
        table=held.assign(area_name=[areas.named(area).name for area in held["area"]]),
        columns=(
            *([Column("area_name", "Area")] if len(chapter.areas) > 1 else []),
            Column("inspected", "Inspected", "date"),
            Column("published", "Published", "date"),
            *(Column(name, heading) for name, heading in JUDGEMENTS.items()),
        ),
        origins=tuple(f"{STORE}/inspections.parquet, {row.area}|{row.inspected:%Y-%m-%d}" for row in held.itertuples()),
        sources=_sources(held),
        policy="released",
        unpublished=unpublished(chapter, "no inspection of"),
    )


def youth_justice_inspections(chapter: Chapter) -> Measure:
    """List the ratings of the areas' youth justice services published by the year's end, latest first.

    One service can serve several areas. A rating that the publisher's file does not give is blank.
    """
    held = _newest_first(published.store().youth_justice_inspections, chapter, "published")
    return Measure(
        name="youth_justice_inspections",
        table=held.assign(area_name=[areas.named(area).name for area in held["area"]]),
        columns=(
            *([Column("area_name", "Area")] if len(chapter.areas) > 1 else []),
            Column("service", "Service"),
            Column("published", "Published", "date"),
            Column("overall", "Overall", blank="not given"),
        ),
        origins=tuple(
            f"{STORE}/youth_justice_inspections.parquet, {row.area}|{row.published:%Y-%m-%d}"
            for row in held.itertuples()
        ),
        sources=_sources(held),
        policy="released",
        supplied=bool(len(held)),
        unpublished=unpublished(chapter, "no rating of") if held.empty else "",
    )


def _newest_first(listed: Callable[[str, date], pd.DataFrame], chapter: Chapter, dated: str) -> pd.DataFrame:
    """What the store lists of each of the partnership's areas by the year's end, the latest first."""
    found = [listed(area, chapter.folder.end) for area in chapter.areas]
    return pd.concat(found, ignore_index=True).sort_values(dated, ascending=False, kind="stable").reset_index(drop=True)


def _published(measure: str, compared: Sequence[str], chapter: Chapter, years: int) -> Measure:
    store, about = published.store(), published.store().measure(measure)
    order = {code: place for place, code in enumerate(dict.fromkeys([*chapter.areas, *compared]))}
    found = store.figures(measure, areas=list(order), as_at=chapter.folder.end, years=years)
    is_known = bool(found["value"].where(found["area"].isin(chapter.areas)).notna().any())
    held = (
        found.assign(order=found["area"].map(order))
        .sort_values(["order", "period_end"], kind="stable")
        .reset_index(drop=True)
    )
    return Measure(
        name=measure,
        table=held[["area", "area_name", "period", "period_end", "value", "numerator", "denominator", "source"]],
        columns=(Column("area_name", "Area"), Column("period", "Period"), Column("value", about.name, about.unit)),
        origins=tuple(f"{STORE}/figures.parquet, {row}" for row in held["row"]),
        sources=_sources(held),
        period=_span(held["period"]),
        policy="released",
        supplied=is_known,
        unpublished="" if is_known else unpublished(chapter),
        base=about.denominator_note,
        codes={"value": tuple(held["code"].fillna("").astype(str))},
    )


def _standing(chapter: Chapter, measure: str) -> list[str]:
    """The codes of the authorities that stood in a measure's last period before the year's end."""
    ends = published.store().figures(measure, as_at=chapter.folder.end, years=1)["period_end"]
    year = areas.reporting_year(ends.max() if len(ends) else chapter.folder.end)
    return [area.code for area in areas.authorities(year)]


def _compared(chapter: Chapter, compare: Sequence[str]) -> list[str]:
    """The codes of what the partnership's areas are set beside: of each area its own region and neighbours."""
    return [code for kind in compare for area in chapter.areas for code in _beside(chapter, area, kind)]


def _beside(chapter: Chapter, area: str, kind: str) -> Sequence[str]:
    if kind == "neighbours":
        return published.store().neighbours(area, as_at=chapter.folder.end).areas
    return [areas.region_of(area).code if kind == "region" else areas.ENGLAND]


def unpublished(chapter: Chapter, what: str = "no figure for") -> str:
    """Say why nothing is published for the partnership's areas, as far as it is known: some were formed later, or stood no longer."""
    year, told = chapter.folder.end.year, [areas.named(area) for area in chapter.areas]
    late = [area.name for area in told if (area.first_year or 0) > year]
    gone = [area.name for area in told if (area.last_year or year) < year]
    why = [f"{_or(names)} {words}" for names, words in ((late, "was formed later"), (gone, "no longer stood")) if names]
    return ": ".join([f"{what} {_or(area.name for area in told)}", *why])


def _or(names: Iterable[str]) -> str:
    return joined(names, last=" or ").plain


def stacked(name: str, parts: Sequence[Measure], table: pd.DataFrame, columns: Sequence[Column]) -> Measure:
    """Put released measures one below another: `table` holds their rows in order, each with its own origin and code."""
    return Measure(
        name=name,
        table=table,
        columns=tuple(columns),
        origins=tuple(origin for part in parts for origin in part.origins),
        sources=tuple(dict.fromkeys(source for part in parts for source in part.sources)),
        policy="released",
        supplied=any(part.supplied for part in parts),
        unpublished="" if any(part.supplied for part in parts) else parts[0].unpublished,
        codes={"value": tuple(code for part in parts for code in part.codes["value"])},
    )


@cache
def _per(unit: str) -> float:
    return {"percent": 100.0, "per_1k": 1_000.0, "per_10k": 10_000.0, "per_100k": 100_000.0}[unit]


def _of_hundred(chapter: Chapter, area: str, measure: str, phrase: str) -> tuple[str, str, float, str, str, str] | None:
    found = published.store().figures(measure, areas=[area], as_at=chapter.folder.end, years=1)
    if found.empty or pd.isna(found["value"].iloc[0]):
        return None
    row, unit = found.iloc[0], published.store().measure(measure).unit
    name, key = (
        (phrase, measure) if len(chapter.areas) == 1 else (f"{phrase} ({row['area_name']})", f"{measure}|{area}")
    )
    return (
        key,
        name,
        100 * row["value"] / _per(unit),
        row["period"],
        row["source"],
        f"{STORE}/figures.parquet, {row['row']}",
    )


def _of_numbers(name: str, labels: Sequence[str], found: Sequence[Number], *, policy: str) -> Measure:
    held = pd.DataFrame(
        {
            "id": [number.name for number in found],
            "name": list(labels),
            "value": [number.value for number in found],
            "period": [number.period for number in found],
            "qualifier": [number.qualifier for number in found],
            "source": [number.source for number in found],
        }
    )
    return Measure(
        name=name,
        table=held,
        columns=(Column("name", ""), Column("value", "Value", found[0].unit), Column("period", "Period")),
        origins=tuple(number.origin for number in found),
        sources=_sources(held),
        period=_span(held["period"]),
        policy=policy,
    )


def _settings(chapter: Chapter, name: str, headings: dict[str, str], *, blank: str = "") -> Measure:
    said = chapter.folder.settings.get(name, [])
    held = pd.DataFrame([{key: str(row.get(key, "")) for key in headings} for row in said], columns=list(headings))
    file = chapter.folder.named(chapter.folder.path / "report.toml")
    return Measure(
        name=name,
        table=held,
        columns=tuple(Column(key, heading, blank=blank) for key, heading in headings.items()),
        origins=tuple(f"{file}, {name} {place}" for place in range(1, len(held) + 1)),
        sources=(),
        policy="open",
        wanted="the safeguarding partners",
    )


def _titled(slug: str) -> str:
    """A chapter as a reader names it: "Independent scrutiny"."""
    return slug.partition("_")[2].replace("_", " ").capitalize()


def _sources(held: pd.DataFrame) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(source) for source in held["source"])) if "source" in held else ()


def _span(periods: pd.Series) -> str:
    listed = sorted({str(period) for period in periods if period})
    dated = all(period[0].isdigit() for period in listed)
    return f"{listed[0]} to {listed[-1]}" if len(listed) > 1 and dated else " and ".join(listed)


def _unit_of(kind: str) -> str:
    return "date" if kind == "date" else "count"
