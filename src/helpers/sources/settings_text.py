"""A year's settings as the text of a `report.toml`, with a comment for each part that people fill in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from helpers.sources.settings_form import LISTS, TABLES

COMMENTS = {
    "partnership": "Who the report is of. `areas` are codes of the Office for National Statistics.",
    "year": "The year reported on.",
    "partners": 'Each safeguarding partner: "lead" where the law names the office, "delegated" where another acts for it.',
    "sign_offs": "Each organisation that signs. Its name and date are blank until somebody has signed.",
}


def text(settings: Mapping[str, Any]) -> str:
    """Return settings as the text of a TOML file, in the order in which people fill them in; blank tables are left out."""
    parts = [_table(f"[{name}]", name, settings[name]) for name in TABLES if settings.get(name)]
    for name in LISTS:
        entries = settings.get(name, [])
        parts += [_table(f"[[{name}]]", name if place == 0 else "", entry) for place, entry in enumerate(entries)]
    return "\n".join(parts)


def _table(heading: str, comment: str, entries: Mapping[str, Any]) -> str:
    lines = [f"# {COMMENTS[comment]}"] if comment in COMMENTS else []
    return "\n".join([*lines, heading, *(f"{key} = {_value(value)}" for key, value in entries.items()), ""])


def _value(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
