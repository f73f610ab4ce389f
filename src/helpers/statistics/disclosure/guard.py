"""Which tables hold numbers of people, so that these leave through the gate alone, whatever policy a schema names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from helpers.errors import ReportError
from helpers.statistics.disclosure.people_layout import NUMBERS
from helpers.statistics.disclosure.policies import is_protective, policies

CHILDREN = re.compile(
    r"\b(child|children|girls?|boys?|bab(?:y|ies)|infants?|pupils?|young people|deaths?|died)\b", re.IGNORECASE
)


def is_guarded(name: str, policy: str, descriptor: Mapping[str, Any]) -> bool:
    """Whether a table's numbers of people are hidden where they are small.

    Raises ReportError for a table that counts people, or has columns of numbers that speak of children, under a policy that
    hides nothing: it needs a protective one or, where nobody can be known from it, `"open_because"` with the reason (of a
    single column, `"open"`).
    """
    found = [] if is_protective(policy) or descriptor.get("open_because") else list(_of_people(descriptor))
    if found:
        raise ReportError(
            f'{name} counts people ({", ".join(found)}) under the policy "{policy}", which hides nothing. Name one of '
            f'{", ".join(policies())} in its schema or, where no child can be known from it, say why as "open_because".'
        )
    return is_protective(policy)


def _of_people(descriptor: Mapping[str, Any]) -> Iterator[str]:
    if "rows_are" in descriptor:
        yield str(descriptor["rows_are"])
    for said in descriptor["fields"]:
        words = f"{said['name'].replace('_', ' ')} {said.get('title', '')}"
        if said.get("counts") or (said["type"] in NUMBERS and not said.get("open") and CHILDREN.search(words)):
            yield str(said["name"])
