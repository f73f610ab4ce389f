"""What a report can be made of, as lists to read: measures, areas, tables, charts, and the tables that count the same people."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator

from helpers.display import charts
from helpers.errors import UnknownName, nearest
from helpers.sources import areas, published, relations
from helpers.sources.schema import EVERY_CHAPTER, OF_ALL, OF_THE_YEAR, Schema
from helpers.sources.year_folder import YearFolder

UNKNOWN = '"{}" is nothing that can be listed. {} Write one of {}.'
APART = "  "


def lines(what: str, folder: YearFolder) -> list[str]:
    """Return the list of one of `LISTS`, a line for each thing; raises UnknownName for any other, with those there are."""
    if what not in LISTS:
        raise UnknownName(UNKNOWN.format(what, nearest(what, LISTS), ", ".join(LISTS)).replace("  ", " "))
    return list(LISTS[what](folder))


def _measures(folder: YearFolder) -> Iterator[str]:
    """The national measures by id, then the partnership's own."""
    yield "National measures: id, name, unit and period, release"
    for about in sorted(published.store().measures(), key=lambda about: about.measure):
        yield APART + "; ".join((about.measure, about.name, f"{about.unit}, {about.period_kind}", about.table))
    yield f"The partnership's own measures of {folder.year}: id, name, unit, what it counts, chapter"
    for measure in folder.local_measures:
        counted = f"{measure.counts} of {measure.of}" if measure.of else measure.counts
        yield APART + "; ".join((measure.id, measure.name, measure.shown_unit, counted, measure.chapter))


def _areas(folder: YearFolder) -> Iterator[str]:
    """Every area of England that has figures, by the name that PARTNERSHIP takes, with its code and other names."""
    yield "Areas: name, code, kind, other names"
    for area in (areas.named(areas.ENGLAND), *areas.regions(), *areas.authorities()):
        aliases = [name for name in area.names if name not in (area.name, area.code)]
        yield APART + "; ".join((area.name, area.code, area.kind, ", ".join(aliases)))


def _tables(folder: YearFolder) -> Iterator[str]:
    """Every table by its chapter: whose it is, how it is protected, and the columns that it must have."""
    yield "Tables: file, title, who supplies it, policy, columns (* must be filled)"
    forms = folder.forms.tables.values()
    for form in sorted(forms, key=lambda form: (form.chapter != EVERY_CHAPTER, form.chapter, form.name)):
        columns = ", ".join(map(_column, form.descriptor["fields"]))
        yield APART + "; ".join((_file(form), form.title, form.supplied_by, form.policy, columns))


def _file(form: Schema) -> str:
    if form.chapter != EVERY_CHAPTER:
        return f"{form.chapter}/{form.name}.csv"
    place = "data/common/" if form.name in OF_ALL else "" if form.name in OF_THE_YEAR else "any chapter/"
    return f"{place}{form.name}.csv"


def _column(field: dict[str, object]) -> str:
    constraints = field.get("constraints")
    return f"{field['name']}{'*' if isinstance(constraints, dict) and constraints.get('required') else ''}"


def _charts(folder: YearFolder) -> Iterator[str]:
    """Every kind of chart, with what a cell calls it by, what it draws, and the columns that it asks for."""
    yield "Charts: call (what has a default may be left out), what it draws"
    for name in sorted(charts.__all__):
        draw = getattr(charts, name)
        sentence = (inspect.getdoc(draw) or "").partition("\n")[0]
        yield f"{APART}charts.{name}({', '.join(map(_parameter, inspect.signature(draw).parameters.values()))}); {sentence}"


def _parameter(parameter: inspect.Parameter) -> str:
    return parameter.name if parameter.default is parameter.empty else f"{parameter.name}={parameter.default!r}"


def _relations(folder: YearFolder) -> Iterator[str]:
    """Whom tables of people count, and where: what is counted in the same words is protected together."""
    yield "People who are counted: tables and columns, which are protected together"
    places = relations.counted(folder)
    yield from (f"{APART}{people}: {', '.join(of_people)}" for people, of_people in sorted(places.items()))
    for answer in relations.relations(folder):
        yield f"{APART}{answer.people} are {answer.are} {answer.of} (relations.toml)"
    if not places:
        yield f"{APART}no table of {folder.year} counts any"


LISTS: dict[str, Callable[[YearFolder], Iterator[str]]] = {
    "measures": _measures,
    "areas": _areas,
    "tables": _tables,
    "charts": _charts,
    "relations": _relations,
}
