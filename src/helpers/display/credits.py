"""Name the sources of a statistic.

A source id is looked up among the sources of the year that the statistic's rows are from, those common to every partnership,
and the publications of the national store.
"""

from __future__ import annotations

from collections.abc import Sequence

from helpers.sources import published
from helpers.sources.cited_sources import Source, common_sources
from helpers.sources.publications import MeasureDefinition, Publication
from helpers.sources.typed_numbers import holds_number
from helpers.statistics import measure_names
from helpers.statistics.numbers import Number, Text, compose, joined, text
from helpers.statistics.statistic import Statistic

TOTALS = ("count", "fte", "pounds")


def credit(*statistics: Statistic) -> Text:
    """Return "Source: Title (Publisher)", or nothing where the statistics cite none; an id nobody knows stands for itself.

    What is shown goes before it: the definition of one published measure alone, or whom each of several is counted among.
    """
    line = sources_line(*statistics)
    meaning = (_definition(statistics) or _bases(statistics)) if line else Text()
    return compose("{} {}", meaning, line) if meaning else line


def source_name(source: str, statistic: Statistic) -> Text:
    """Return a source of a statistic's year as it is named: "Title (Publisher)"; an id nobody knows stands for itself."""
    cited = common_sources() | dict(statistic.measure.cited)
    return _named(source, cited.get(source) or published.publication(source))


def sources_line(*statistics: Statistic) -> Text:
    """Return "Source: Title (Publisher).", or nothing where the statistics cite none."""
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
    return compose("{}: {}.", heading, joined(names.values(), by="; ", last="; "))


def _bases(statistics: Sequence[Statistic]) -> Text:
    """Say whom several shares, rates and means are counted among, the most common base first; empty where nothing says it."""
    shown = [about.measure for about in _measures(statistics) if about.unit not in TOTALS]
    by_base: dict[str, list[str]] = {}
    for measure in shown:
        by_base.setdefault(measure_names.base_of(measure).plain, []).append(measure)
    groups = sorted(by_base.values(), key=len, reverse=True)
    lines = [_counted(same) for same in groups if measure_names.base_of(same[0])]
    if lines and "" not in by_base and len(groups[0]) > min(1, len(groups) - 1):
        lines[0] = measure_names.base_of(groups[0][0])
    return compose("Counted among {}.", joined(lines, by="; ", last="; ")) if lines else Text()


def _counted(same: Sequence[str]) -> Text:
    return compose("{}, for {}", measure_names.base_of(same[0]), joined(list(map(measure_names.name_of, same))))


def _measures(statistics: Sequence[Statistic]) -> list[MeasureDefinition]:
    """The published measures that statistics are of, or that their rows name; none where a row is of something else."""
    names = [name for statistic in statistics for name in _named_in(statistic)]
    abouts = [published.store().find(name) for name in dict.fromkeys(names)]
    return [about for about in abouts if about] if all(abouts) else []


def _named_in(statistic: Statistic) -> list[str]:
    if "id" in statistic.measure.cells:
        return [str(name) for name in statistic.measure.cells["id"]]
    return [statistic.name] if _is_of_its_measure(statistic) else [""]


def _is_of_its_measure(statistic: Statistic) -> bool:
    """Whether a statistic under a published measure's id has a column in its unit."""
    about = published.store().find(statistic.name)
    return about is not None and about.unit in {column.unit for column in statistic.columns}


def _definition(statistics: Sequence[Statistic]) -> Text:
    """Return what the one measure is that all statistics are of; empty for several."""
    name = statistics[0].name
    is_alone = all(statistic.name == name and _is_of_its_measure(statistic) for statistic in statistics)
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
