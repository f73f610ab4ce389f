"""Measures that official publishers have released: of the partnership's areas, and of those they are set beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from helpers.sources import area_tables, areas, published
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.origins import Origin
from helpers.sources.periods import UNDATED, Period
from helpers.sources.project import once_a_build
from helpers.sources.report_years import ReportYear
from helpers.statistics import measure_names
from helpers.statistics.comparison import cases
from helpers.statistics.derivations import ROWS, Derivation
from helpers.statistics.disclosure.measure import Column, Measure, sources_of
from helpers.statistics.numbers import joined
from helpers.statistics.units import WITHHELD

HUNDRED_CHILDREN = Path(__file__).parent / "hundred_children.csv"
FILE_COLUMNS = {"measure": "name", "base": "denominator"}
SHOWN = ["area", "area_name", "period", "period_end", "value", "numerator", "denominator", "source"]


def figures(
    chapter: ChapterContext, measure: str, *, compare: Sequence[str] = ("region", "england"), years: int = 5
) -> Measure:
    """Return a published measure of the partnership's areas and those compared, over the last years before the year's end.

    `compare` names "region", "england" or "neighbours". Columns: area, area_name, period, period_end, value, numerator, denominator, source, and
    decimals, with which the value is printed. A value that the publisher withheld is NaN with the publisher's code. Areas are never added up; where
    none of the partnership's has a known figure the measure is not supplied, and says that it is not published.
    """
    return _published_measure(chapter, measure, tuple(_compared(chapter, compare)), years)


def latest_period(chapter: ChapterContext, measure: str, *, among: str = "neighbours") -> Measure:
    """Return a published measure's last period before the year's end, for the area among its "neighbours" or all "authorities".

    The authorities are those that stood in the period, not those of today.
    """
    compared = _compared(chapter, ("neighbours",)) if among == "neighbours" else _authorities_then(chapter, measure)
    return _published_measure(chapter, measure, tuple(compared), 1)


def side_by_side(chapter: ChapterContext, name: str, measures: Sequence[str]) -> Measure:
    """Return the last figures of several measures, a row for each measure and area.

    Columns: measure, area_name, period, value. Values of different units stand in one column, each printed with its own.
    A count is the area's alone, since those of larger places say nothing beside it.
    """
    details = [published.store().measure(measure) for measure in measures]
    parts = [
        figures(chapter, about.measure, compare=("region", "england") if about.unit != "count" else (), years=1)
        for about in details
    ]
    table = [
        part.table.assign(id=about.measure, measure=about.name, unit=about.unit)
        for about, part in zip(details, parts, strict=True)
    ]
    return stacked(
        name,
        parts,
        pd.concat(table, ignore_index=True),
        columns=(
            Column("measure", "Measure"),
            Column("area_name", "Area"),
            Column("period", "Period"),
            Column("value", "Value", "mixed"),
        ),
    )


def hundred_children(chapter: ChapterContext) -> Measure:
    """Return what would be true of a hundred children: rows of id, name (a phrase), of_100, period and source.

    Percentages and rates are published; a rate is divided so that it is of a hundred. Measures that are not published for the
    area by the year's end are left out. Where the partnership covers several areas, each has its own rows.
    """
    listing = pd.read_csv(HUNDRED_CHILDREN, dtype=str, keep_default_na=False)
    phrases = list(zip(listing["measure"], listing["phrase"], strict=True))
    rows = [_of_hundred(chapter, area, measure, phrase) for measure, phrase in phrases for area in chapter.areas]
    table = pd.DataFrame(
        [row for row in rows if row is not None], columns=["id", "name", "of_100", "period", "source", "origin"]
    )
    return Measure(
        name="hundred_children",
        table=table.drop(columns="origin"),
        columns=(
            Column("name", "Children"),
            Column("of_100", "Of every hundred children", "count"),
            Column("period", "Period"),
        ),
        origins=tuple(table["origin"]),
        sources=tuple(dict.fromkeys(table["source"])),
        policy="released",
        derivations={"of_100": Derivation("of_hundred", (ROWS,)), "name": Derivation("phrase", (ROWS,))},
        unpublished=unpublished(chapter),
    )


def neighbourhoods(chapter: ChapterContext) -> Measure:
    """Return income deprivation of every neighbourhood (LSOA) of the partnership's areas, most deprived first.

    Columns: id (LSOA code), name, income_deprived_percent (share of people who are income-deprived), income_decile (1 is the
    most income-deprived tenth of England's neighbourhoods) and income_rank. Nothing where no edition was known by the year's
    end. Source: English Indices of Deprivation.
    """
    rows = area_tables.small_areas(published.store(), chapter.areas, as_at=chapter.folder.end)
    table = rows.sort_values(["income_deprived_percent", "lsoa"], ascending=[False, True]).reset_index(drop=True)
    table = table.rename(columns={"lsoa": "id"})
    return Measure(
        name="neighbourhoods",
        table=table[["id", "name", "income_deprived_percent", "income_decile", "income_rank", "edition", "source"]],
        columns=(
            Column("name", "Neighbourhood"),
            Column("income_deprived_percent", "People who are income-deprived", "percent"),
            Column("income_decile", "National decile", "count"),
            Column("income_rank", "National rank", "rank"),
        ),
        origins=tuple(published.origin("small_areas", str(row.edition), str(row.id)) for row in table.itertuples()),
        sources=sources_of(table),
        period=Period.span(table["edition"].head(1)),
        policy="released",
        unpublished=unpublished(chapter, "no edition was out by the year’s end for"),
    )


def stacked(
    name: str, parts: Sequence[Measure], table: pd.DataFrame, columns: Sequence[Column], *, period: Period = UNDATED
) -> Measure:
    """Put released measures one below another: `table` holds their rows in order, each with its own origin and code.

    `period` is given where the rows' periods make one, as those of unlike kinds do not.
    """
    return Measure(
        name=name,
        table=table,
        columns=tuple(columns),
        origins=tuple(origin for part in parts for origin in part.origins),
        sources=tuple(dict.fromkeys(source for part in parts for source in part.sources)),
        policy="released",
        file_columns=FILE_COLUMNS,
        period=period,
        supplied=any(part.supplied for part in parts),
        unpublished="" if any(part.supplied for part in parts) else parts[0].unpublished,
        codes={"value": tuple(code for part in parts for code in part.codes["value"])},
    )


def unpublished(chapter: ChapterContext, what: str = "no figure for") -> str:
    """Say why nothing is published for the partnership's areas, as far as it is known: some were formed later, or stood no longer."""
    year, known_areas = chapter.folder.end.year, [areas.named(area) for area in chapter.areas]
    late = [areas.in_sentence(area.plain_name) for area in known_areas if (area.first_year or 0) > year]
    ended = [areas.in_sentence(area.plain_name) for area in known_areas if (area.last_year or year) < year]
    why = [
        f"{_or(names)} {words}" for names, words in ((late, "was formed later"), (ended, "no longer stood")) if names
    ]
    return ": ".join([f"{what} {_or(areas.in_sentence(area.plain_name) for area in known_areas)}", *why])


@once_a_build
def _published_measure(chapter: ChapterContext, measure: str, compared: tuple[str, ...], years: int) -> Measure:
    store, about = published.store(), published.store().measure(measure)
    order = {code: place for place, code in enumerate(dict.fromkeys([*chapter.areas, *compared]))}
    by_area = cases.completed(measure, store.figures(measure, areas=list(order), as_at=chapter.folder.end, years=years))
    places = list(zip(map(order.__getitem__, by_area["area"]), by_area["period_end"].to_numpy(), strict=True))
    in_order = sorted(range(len(places)), key=places.__getitem__)
    columns = {name: by_area[name].array.take(in_order) for name in SHOWN}
    table = pd.DataFrame({**columns, "decimals": about.decimals})
    codes = [code if isinstance(code, str) else "" for code in by_area["code"].to_numpy()[in_order]]
    own = set(chapter.areas)
    is_known = any(area in own and value == value for area, value in zip(table["area"], table["value"], strict=True))
    return Measure(
        name=measure,
        table=table,
        columns=(
            Column("area_name", "Area"),
            Column("period", "Period"),
            Column("value", measure_names.name_of(about.measure), about.unit),
        ),
        origins=published.figure_origins(measure, table),
        file_columns=FILE_COLUMNS,
        default_title=measure_names.title_of(measure),
        sources=sources_of(table),
        period=Period.span(table["period"]),
        policy="released",
        supplied=is_known,
        unpublished="" if is_known else unpublished(chapter, _what_is_lacking(chapter, table["area"], codes, measure)),
        base=about.denominator_note,
        codes={"value": tuple(codes)},
    )


def _what_is_lacking(chapter: ChapterContext, areas_shown: Iterable[str], codes: Iterable[str], measure: str) -> str:
    """Say why none of the areas has a figure among those shown: all are withheld, of earlier or later years alone, or there is none."""
    if any(area in chapter.areas and code in WITHHELD for area, code in zip(areas_shown, codes, strict=True)):
        return "figures withheld, for"
    dated = published.store().figures(measure, areas=list(chapter.areas)).dropna(subset="value")
    if dated.empty:
        return "no figure for"
    return "only later figures, for" if _ends_after(dated, chapter) else "only earlier figures, for"


def _ends_after(dated: pd.DataFrame, chapter: ChapterContext) -> bool:
    return bool((dated["period_end"].dt.date > chapter.folder.end).all())


def _authorities_then(chapter: ChapterContext, measure: str) -> list[str]:
    """The codes of the authorities that stood in a measure's last period before the year's end."""
    ends = published.store().figures(measure, as_at=chapter.folder.end, years=1)["period_end"]
    year = ReportYear.of(ends.max() if len(ends) else chapter.folder.end).last
    return [area.code for area in areas.authorities(year)]


def _compared(chapter: ChapterContext, compare: Sequence[str]) -> list[str]:
    """The codes of what the partnership's areas are set beside: of each area its own region and neighbours."""
    return [code for kind in compare for area in chapter.areas for code in _beside(chapter, area, kind)]


def _beside(chapter: ChapterContext, area: str, kind: str) -> Sequence[str]:
    if kind == "neighbours":
        return area_tables.neighbours(published.store(), area, as_at=chapter.folder.end).areas
    return [areas.region_of(area).code if kind == "region" else areas.ENGLAND]


def _or(names: Iterable[str]) -> str:
    return joined(names, last=" or ").plain


@cache
def _per(unit: str) -> float:
    return {"percent": 100.0, "per_1k": 1_000.0, "per_10k": 10_000.0, "per_100k": 100_000.0}[unit]


def _of_hundred(
    chapter: ChapterContext, area: str, measure: str, phrase: str
) -> tuple[str, str, float, str, str, Origin] | None:
    last = published.store().figures(measure, areas=[area], as_at=chapter.folder.end, years=1)
    if last.empty or pd.isna(last["value"].iloc[0]):
        return None
    row, unit = last.iloc[0], published.store().measure(measure).unit
    name, key = (
        (phrase, measure) if len(chapter.areas) == 1 else (f"{phrase} ({row['area_name']})", f"{measure}|{area}")
    )
    return (
        key,
        name,
        100 * row["value"] / _per(unit),
        row["period"],
        row["source"],
        published.origin("figures", measure, area, row["period"]),
    )
