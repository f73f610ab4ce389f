"""Name the sources of a statistic."""

from __future__ import annotations

from helpers.statistics.numbers import Text, joined, text
from helpers.statistics.statistic import Statistic


def credit(statistic: Statistic) -> Text:
    """Return "Source: Title (Publisher)", or nothing where a statistic cites none."""
    if not statistic.sources:
        return Text()
    named = joined([text(_named(source)) for source in statistic.sources], by="; ", last="; ")
    return text("Source: " if len(statistic.sources) == 1 else "Sources: ") + named


def _named(source: str) -> str:
    return source
