"""The partnership's own measures against the gate: their policies, and whether what is hidden of them can be protected at all."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.errors import Fault, ReportError, nearest
from helpers.sources.local_figures import LocalMeasure
from helpers.sources.schema import OPEN
from helpers.sources.year_folder import YearFolder
from helpers.statistics import disclosure
from helpers.statistics.measures import local

NO_POLICY = '"{}" is no policy. {}'


def policy_faults(folder: YearFolder) -> Iterator[Fault]:
    """Go through the measures whose policy is neither open nor one that hides."""
    policies = (OPEN, *disclosure.policies())
    for measure in folder.local_measures:
        if measure.policy and measure.policy not in policies:
            cure = nearest(measure.policy, policies) or f"Write one of {', '.join(policies)}, or leave it blank."
            yield _fault(measure, "policy", NO_POLICY.format(measure.policy, cure))


def protection_faults(folder: YearFolder) -> Iterator[Fault]:
    """Go through what the gate refuses, such as one table that contradicts another, each once: all measures pass it together."""
    tables = {table.name: table for table in folder.local_tables}
    refused = dict[str, LocalMeasure]()
    for measure in folder.local_measures:
        try:
            if measure.id in tables:
                local.protected(folder, measure, tables[measure.id])
        except ReportError as error:
            refused.setdefault(str(error), measure)
    yield from (Fault(tables[measure.id].file, 0, "", message) for message, measure in refused.items())


def _fault(measure: LocalMeasure, column: str, message: str) -> Fault:
    return Fault(measure.origin.file, measure.origin.line, column, message)
