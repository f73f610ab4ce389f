"""Name the sources of a statistic.

A source id is looked up among the sources of the year that the statistic's rows are from, those common to every partnership,
and the publications of the national store.
"""

from __future__ import annotations

from collections.abc import Sequence

from helpers.sources import published
from helpers.sources.cited_sources import Source, common_sources
from helpers.sources.publications import Publication
from helpers.sources.typed_numbers import holds_number
from helpers.statistics import measure_names
from helpers.statistics.numbers import Number, Text, compose, joined, text
from helpers.statistics.statistic import Statistic


def credit(*statistics: Statistic) -> Text:
    """Return "Source: Title (Publisher)", or nothing where the statistics cite none; an id nobody knows stands for itself.

    The definition of what is shown goes before it where that is one published measure alone.
    """
    sources = dict.fromkeys(source for statistic in statistics for source in statistic.sources)
    if not sources:
        return Text()
    source_by_id = common_sources() | {
        name: source for statistic in statistics for name, source in statistic.measure.cited.items()
    }
    names = {
        name.plain: name
        for name in (_named(source, source_by_id.get(source) or published.publication(source)) for source in sources)
    }
    heading = "Source" if len(sources) == 1 else "Sources"
    line = compose("{}: {}.", heading, joined(names.values(), by="; ", last="; "))
    definition = _definition(statistics)
    return compose("{} {}", definition, line) if definition else line


def _definition(statistics: Sequence[Statistic]) -> Text:
    """Return what the one measure is that all statistics are of: several, as in small multiples, have no room for theirs."""
    name = statistics[0].name
    about = published.store().find(name)
    is_alone = about is not None and all(
        statistic.name == name and about.unit in {column.unit for column in statistic.columns}
        for statistic in statistics
    )
    return measure_names.definition_of(name) if is_alone else Text()


def _named(name: str, source: Source | Publication | None) -> Text:
    if source is None:
        return text(name)
    return compose("{} ({})", titled(source), source.publisher) if source.publisher else titled(source)


def titled(source: Source | Publication) -> Text:
    """Return a publication's title, which where it holds a number ("Business Plan 2024 to 2026") is followed to the list of sources."""
    if not holds_number(source.title):
        return text(source.title)
    name, origins = f"sources.{source.id}.title", (source.origin.at("title"),)
    return text(Number(name, source.title, "words", source=source.id, origins=origins))
