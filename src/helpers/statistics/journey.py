"""The journey of the child in groups of measures, from asking for help to leaving care.

Which measures a group holds is data (`journey.csv`), as is what it is called (`journey_groups.csv`).
Each is a released figure and passes the gate as such.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd

from helpers.errors import UnknownName, nearest
from helpers.sources import published
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.periods import Period
from helpers.sources.publications import MeasureDefinition
from helpers.statistics import measure_names, measures
from helpers.statistics.comparison import salience
from helpers.statistics.derivations import ROWS, Derivation
from helpers.statistics.disclosure.measure import Column, Measure
from helpers.statistics.statistic import Statistic, protect

GROUPS = Path(__file__).parent / "journey.csv"
GROUP_NAMES = Path(__file__).parent / "journey_groups.csv"
STAGES = (
    ("referrals_per_10k", "Referred"),
    ("children_in_need_per_10k", "In need"),
    ("section_47_per_10k", "Enquired into"),
    ("initial_conferences_per_10k", "Discussed at a conference"),
    ("child_protection_plans_per_10k", "With a protection plan"),
    ("children_looked_after_per_10k", "Looked after"),
)
FACTOR, ASSESSED = "factor_", "episodes_with_a_factor"
REST = "factor_other"
MOST = 4
SIZED = ("count", "fte", "pounds")
SPLIT = ": split into"
COUNTED = re.compile(r"_(per_10k|percent)$")  # what the id of a rate or share ends with, beyond that of what it counts


def groups() -> list[str]:
    """Return the ids of the groups, in the order of the journey."""
    return list(_group_names())


def measure_ids() -> list[str]:
    """Return every measure of the journey, in its order."""
    return list(_registry())


def leading(chapter: ChapterContext, group: str) -> list[Statistic]:
    """Return the statistics that lead a group: five years of each, for the areas, the region and England.

    What matters most for the first area comes first (`salience`), then what else can be compared, in the order of `journey.csv`: four in
    all, with whatever the year at a glance lists among them; more only where it lists more.
    """
    first = [figure.measure for figure in salience.of_area(chapter, chapter.areas[0]) if figure.may_lead]
    ranked = sorted(_comparable(group), key=lambda measure: _place(measure, first))
    at_a_glance = salience.at_a_glance(chapter).intersection(ranked)
    room = max(MOST - len(at_a_glance), 0)
    shown = at_a_glance.union([measure for measure in ranked if measure not in at_a_glance][:room])
    return [trend(chapter, measure) for measure in ranked if measure in shown]


def not_leading(group: str, leading: Sequence[Statistic]) -> list[str]:
    """Return the measures of a group that can be compared and are not among those that lead it."""
    names = {statistic.name for statistic in leading}
    return [measure for measure in _comparable(group) if measure not in names]


def of_measure(measure: str) -> str:
    """Return the name of the group that a measure belongs to, which heads its section; an unknown one raises UnknownName."""
    if measure not in _registry():
        raise UnknownName(f'The journey has no measure "{measure}". {nearest(measure, _registry())}'.strip())
    return _group_names()[_registry()[measure]]


def trend(chapter: ChapterContext, measure: str) -> Statistic:
    """Return five years of a measure that can be compared, for the areas, the region and England."""
    return protect(measures.figures(chapter, measure), title=measure_names.title_of(measure))


def last(chapter: ChapterContext, measure: str) -> Statistic:
    """Return a measure's last figures, those that `detail` shows."""
    return protect(measures.figures(chapter, measure, years=1), title=measure_names.title_of(measure))


def headlines(chapter: ChapterContext, *, title: str) -> Statistic:
    """Return the last figures of the measures that lead the whole journey, as `detail` does those of a group."""
    return _dated(chapter, "journey", measures.JOURNEY, title)


def beside_england(chapter: ChapterContext, measures_compared: Sequence[str], *, title: str) -> Statistic:
    """Return the last figures of measures that are compared with England's, as `detail` does those of a group."""
    return _dated(chapter, "beside_england", measures_compared, title)


def counted(chapter: ChapterContext, measure: str) -> Statistic | None:
    """Return how many a rate or share counts, in its last two years, for the areas alone; None where no measure counts them."""
    about = published.store().find(COUNTED.sub("", measure))
    return protect(measures.figures(chapter, about.measure, compare=(), years=2)) if about else None


def detail(chapter: ChapterContext, group: str) -> Statistic:
    """Return the last figures of a group's shares, rates and means beside the region and England, a row for each measure and area."""
    return _dated(chapter, group, _comparable(group), f"{_group_names()[group]} in detail")


def counts(chapter: ChapterContext, group: str) -> Statistic | None:
    """Return five years of what a group counts, for the areas alone, since places differ in size; None where it counts nothing.

    Columns: measure (with the area, where the partnership has several), area, area_name, period, value.
    """
    comparable = _comparable(group)
    ids = [measure for measure in _group(group) if measure not in comparable]
    parts = [measures.figures(chapter, measure, compare=()) for measure in ids]
    if not parts:
        return None
    abouts = [published.store().measure(measure) for measure in ids]
    tables = [
        part.table.assign(id=about.measure, measure=_named(about, part, chapter), unit=about.unit)
        for about, part in zip(abouts, parts, strict=True)
    ]
    columns = (Column("measure", "Measure"), Column("period", "Period"), Column("value", "Number", "mixed"))
    stacked = measures.stacked(f"{group}_counts", parts, pd.concat(tables, ignore_index=True), columns)
    return protect(stacked, title=f"{_group_names()[group]} in numbers")


def _dated(chapter: ChapterContext, name: str, ids: Sequence[str], title: str) -> Statistic:
    """The last figures of measures, each called by its name, unit and period."""
    measure = measures.side_by_side(chapter, name, ids)
    titles = measure.table["id"].map(lambda measure: measure_names.titled(published.store().measure(measure)))
    dated = measure.table.assign(measure=titles + " (" + measure.table["period"] + ")")
    return protect(
        replace(measure, table=dated, derivations={"measure": Derivation("titled_and_dated", (ROWS,))}), title=title
    )


def flow(chapter: ChapterContext) -> Measure:
    """Return the stages from referral to looked after, per 10,000 children, for the area and England.

    Columns: id, name (the stage), area, area_name, period, value.
    """
    parts = [measures.figures(chapter, measure, compare=("england",), years=1) for measure, _ in STAGES]
    stages = [part.table.assign(id=measure, name=stage) for part, (measure, stage) in zip(parts, STAGES, strict=True)]
    table = pd.concat(stages, ignore_index=True)
    return measures.stacked(
        "flow",
        parts,
        table,
        period=Period.span(table["period"]),
        columns=(
            Column("name", "Stage"),
            Column("area_name", "Area"),
            Column("period", "Period"),
            Column("value", "Children", "per_10k"),
        ),
    )


def assessed(chapter: ChapterContext) -> Statistic:
    """Return five years of the assessments that found a factor, for the areas alone."""
    return protect(measures.figures(chapter, ASSESSED, compare=()), title=measure_names.title_of(ASSESSED))


def factors(chapter: ChapterContext) -> Measure:
    """Return the factors found at assessment in the last two years, as counts of assessments: several to a child.

    Columns: id, name (the factor), period, value; `REST`, which takes in whatever has no name of its own, comes last. One that
    was split into others is left out where none of its own is found any more. Factors are never added up. Where the partnership
    covers several areas, each has its own, named with it.
    """
    definitions = [about for about in published.store().measures("assessment") if about.measure.startswith(FACTOR)]
    definitions.sort(key=lambda about: about.measure == REST)
    all_figures = [(about, measures.figures(chapter, about.measure, compare=(), years=2)) for about in definitions]
    used = [(about, part) for about, part in all_figures if not _is_retired(about, part)]
    parts = [part for _, part in used]
    tables = [part.table.assign(id=about.measure, name=_named(about, part, chapter)) for about, part in used]
    table = pd.concat(tables, ignore_index=True)
    return measures.stacked(
        "factors",
        parts,
        table,
        period=Period.span(table["period"]),
        columns=(Column("name", "Factor"), Column("period", "Period"), Column("value", "Assessments", "count")),
    )


def _named(about: MeasureDefinition, figures: Measure, chapter: ChapterContext) -> pd.Series | str:
    """Return the name of a factor, with each row's area where the partnership covers several."""
    return about.name + " (" + figures.table["area_name"] + ")" if len(chapter.areas) > 1 else about.name


def _is_retired(about: MeasureDefinition, figures: Measure) -> bool:
    """Whether a factor was split into others and has no count of its own in the years shown."""
    return any(SPLIT in change for change in about.breaks) and not (figures.table["value"] > 0).any()


def _comparable(group: str) -> list[str]:
    """The measures of a group that do not grow with the size of a place."""
    return [measure for measure in _group(group) if published.store().measure(measure).unit not in SIZED]


def _place(measure: str, first: Sequence[str]) -> int:
    """The place of a measure among those that lead; of all others, the place after them."""
    return first.index(measure) if measure in first else len(first)


@cache
def _registry() -> dict[str, str]:
    """The group of each measure, in the order of the journey."""
    with GROUPS.open(encoding="utf-8", newline="") as file:
        return {row["measure"]: row["group"] for row in csv.DictReader(file)}


@cache
def _group_names() -> dict[str, str]:
    with GROUP_NAMES.open(encoding="utf-8", newline="") as file:
        return {row["group"]: row["name"] for row in csv.DictReader(file)}


def _group(name: str) -> list[str]:
    if name not in _registry().values():
        raise UnknownName(f'The journey has no group "{name}". {nearest(name, _registry().values())}'.strip())
    return [measure for measure, group in _registry().items() if group == name]
