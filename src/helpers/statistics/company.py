"""The company in which a table of people is published: what else readers have of the same people, this year and before.

A table alone may be safe and, beside another, not. So the gate takes with it every other table of the year under a protective
policy, the reports of earlier years as they were published, and the released figures that a schema names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from helpers.sources.folder import Folder, Table
from helpers.sources.folder import folder as open_folder
from helpers.sources.schema import schemas
from helpers.statistics import disclosure
from helpers.statistics.disclosure.layout import Count, Layout, earlier
from helpers.statistics.names import published_number
from helpers.statistics.statistic import Column, Measure

Reading = Callable[[Table], Measure]
YEARS_BEFORE = 1


def in_company(folder: Folder, table: Table, read: Reading) -> Measure:
    """Return a table as a measure; one of people, with all that is published beside it and all that is known already."""
    if not (table.supplied and disclosure.is_protective(table.schema.policy)):
        return read(table)
    others = tuple(measure for measure in _of_people(folder, read) if measure.name != table.name)
    return replace(_laid_out(folder, read(table)), beside=others, known=_known(folder, read))


def _of_people(folder: Folder, read: Reading) -> tuple[Measure, ...]:
    """Every table of the year's folder under a protective policy, by name."""
    names = sorted(name for name, form in schemas().items() if disclosure.is_protective(form.policy))
    return tuple(_laid_out(folder, read(folder.table(name))) for name in names if folder.table(name).supplied)


def _laid_out(folder: Folder, measure: Measure) -> Measure:
    return replace(measure, layout=disclosure.layout(schemas()[measure.name].descriptor, period=folder.year))


def _known(folder: Folder, read: Reading) -> tuple[Measure, ...]:
    return (*_published_before(folder, read), *_released(folder))


def _published_before(folder: Folder, read: Reading) -> tuple[Measure, ...]:
    """Last year's tables of people, as the report of that year showed them."""
    before = earlier(folder.year, YEARS_BEFORE)
    if not (folder.path.parent / before / "report.toml").is_file():
        return ()
    last = open_folder(folder.partnership, before)
    return disclosure.protected(_of_people(last, read), known=_known(last, read))


def _released(folder: Folder) -> tuple[Measure, ...]:
    """The released figure of all of some people, where a schema names its measure: `"released": {"people": "measure"}`."""
    forms = (form for form in schemas().values() if disclosure.is_protective(form.policy))
    named = {people: measure for form in forms for people, measure in form.descriptor.get("released", {}).items()}
    return tuple(_released_total(folder, people, measure) for people, measure in sorted(named.items()))


def _released_total(folder: Folder, people: str, measure: str) -> Measure:
    figure = published_number(folder, measure)
    return Measure(
        name=measure,
        table=pd.DataFrame({"value": [float("nan") if figure.value is None else figure.value]}),
        columns=(Column("value", people, "count"),),
        origins=(figure.origin,),
        sources=(figure.source,),
        policy="released",
        codes={"value": (figure.code,)},
        layout=Layout(period=folder.year, counts=(Count("value", people),)),
    )
