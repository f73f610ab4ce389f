"""Name the sources of a statistic.

A source id is looked up among the publications of the national store, in the sources.csv of the year that the statistic's
rows are from, and in the one that is common to every partnership.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from helpers.errors import UnknownName
from helpers.sources import published
from helpers.sources.typed_numbers import holds_number
from helpers.sources.year_folder import Source, common_sources, open_year
from helpers.statistics.numbers import Number, Text, compose, joined, text
from helpers.statistics.statistic import Statistic

YEAR_OF = re.compile(r"^data/(?!published/|common/)([^/]+)/([^/]+)/")


def credit(*statistics: Statistic) -> Text:
    """Return "Source: Title (Publisher)", or nothing where the statistics cite none; an id nobody knows stands for itself."""
    sources = dict.fromkeys(source for statistic in statistics for source in statistic.sources)
    if not sources:
        return Text()
    held = {source: found for statistic in statistics for source, found in _of_year(statistic).items()}
    named = {told.plain: told for told in (_named(source, held) for source in sources)}
    return compose("{}: {}.", "Source" if len(sources) == 1 else "Sources", joined(named.values(), by="; ", last="; "))


def _named(source: str, held: Mapping[str, Source]) -> Text:
    found = held.get(source) or _published(source)
    if found is None:
        return text(source)
    title = titled(source, found.title)
    return compose("{} ({})", title, found.publisher) if found.publisher else title


def titled(source: str, title: str) -> Text:
    """Return a publication's title, which where it holds a number ("Business Plan 2024 to 2026") is followed to the list of sources."""
    if not holds_number(title):
        return text(title)
    return text(Number(f"sources.{source}.title", title, "words", source=source, origin=f"sources, {source}"))


def _published(source: str) -> published.Publication | None:
    try:
        return published.store().source(source)
    except UnknownName:
        return None


def _of_year(statistic: Statistic) -> Mapping[str, Source]:
    years = dict.fromkeys(found.groups() for origin in statistic.measure.origins if (found := YEAR_OF.match(origin)))
    held = common_sources()
    for partnership, year in years:
        held |= open_year(partnership, year).sources
    return held
