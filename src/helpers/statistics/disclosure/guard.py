"""Which tables hold numbers of people: these are published through suppression alone, whatever policy a schema names."""

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
    """Whether a table's policy hides small numbers of people.

    Raises ReportError for a table that counts people, or has columns of numbers that speak of children, under a policy that
    hides nothing: it needs a protective one or, where nobody can be known from it, `"open_because"` with the reason (of a
    single column, `"open"`).
    """
    columns = [] if is_protective(policy) or descriptor.get("open_because") else list(_of_people(descriptor))
    if columns:
        raise ReportError(
            f'{name} counts people ({", ".join(columns)}) under the policy "{policy}", which hides nothing. Name one of '
            f'{", ".join(policies())} in its schema or, where no child can be known from it, say why as "open_because".'
        )
    return is_protective(policy)


def _of_people(descriptor: Mapping[str, Any]) -> Iterator[str]:
    if "rows_are" in descriptor:
        yield str(descriptor["rows_are"])
    for field in descriptor["fields"]:
        words = f"{field['name'].replace('_', ' ')} {field.get('title', '')}"
        if field.get("counts") or (field["type"] in NUMBERS and not field.get("open") and CHILDREN.search(words)):
            yield str(field["name"])
