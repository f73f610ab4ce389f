"""What is wrong with a partnership's own forms beside the rest of its year: chapters, sources, measures and what numbers count."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.errors import Fault, ReportError, UnknownName, nearest
from helpers.sources import counts, local_faults, own_forms, published
from helpers.sources.schema import Schema
from helpers.sources.year_folder import YearFolder

NO_COLUMN = '"{}" is no column of a table. {} Write the table and its column, such as "bodies.name".'
NO_MEASURE = '"{}" is no measure of the published figures. {} make list WHAT=measures lists them.'


def faults(folder: YearFolder) -> list[Fault]:
    """Return the faults of the year's own forms, each of which is of the right form by itself."""
    own = folder.own_forms
    of_tables = (fault for form in own.tables.values() for fault in _of_table(folder, form))
    file = f"{folder.named(folder.path)}/{own_forms.FOLDER}/{own_forms.SECTIONS}"
    of_sections = (
        Fault(file, 0, f"{section.id}.chapter", message)
        for section in own.sections.values()
        for message in local_faults.chapter_faults(folder, section.chapter)
    )
    return [*of_tables, *of_sections]


def _of_table(folder: YearFolder, form: Schema) -> Iterator[Fault]:
    for message in local_faults.chapter_faults(folder, form.chapter, shows_own=bool(form.section)):
        yield Fault(form.file, 0, "chapter", message)
    for field in form.descriptor["fields"]:
        for message in _of_names(folder, field["names"]) if "names" in field else ():
            yield Fault(form.file, 0, f"{field['name']}.names", message)
    for measure in form.descriptor.get("released", {}).values():
        yield from (Fault(form.file, 0, "released", message) for message in _of_measure(measure))
    try:
        addresses = folder.releases(form, ())
    except ReportError:  # of sources.csv, told of there
        return
    yield from (Fault(form.file, 0, fault.column, fault.message) for fault in counts.faults(form, (), addresses))


def _of_names(folder: YearFolder, place: str) -> Iterator[str]:
    columns = [f"{table.name}.{field.name}" for table in folder.forms.tables.values() for field in table.fields]
    if place not in columns:
        yield NO_COLUMN.format(place, nearest(place, columns)).replace("  ", " ")


def _of_measure(measure: str) -> Iterator[str]:
    try:
        published.store().measure(measure)
    except UnknownName:
        names = [about.measure for about in published.store().measures()]
        yield NO_MEASURE.format(measure, nearest(measure, names)).replace("  ", " ")
