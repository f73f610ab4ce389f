"""The invented partnership with a table and a section of prose that its own year's folder describes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from support import local_year

NAME, HEADING = "young_carers", "Young carers"
SECTION = """
[[section]]
chapter = "05_key_activity"
id = "young_carers"
title = "Young carers"
contents = "what young carers told us"
supplied_by = "the carers' service"
"""
PROSE = "Young carers told us that school asks too late.\n"


def descriptor(**more: Any) -> dict[str, Any]:
    """The schema of a table of children by ward, with other keys or without those that are None."""
    ward = {"name": "ward", "type": "string", "title": "Ward", "dimension": "ward", "total": "All wards"}
    children = {
        "name": "children",
        "type": "integer",
        "title": "Young carers",
        "unit": "count",
        "counts": "children who care",
    }
    source = {"name": "source", "type": "string", "title": "Source", "constraints": {"required": True}}
    form = {
        "chapter": local_year.CHAPTER,
        "title": "Young carers by ward",
        "section": HEADING,
        "supplied_by": "the carers' service",
        "fields": [ward, children, source],
    }
    return {key: value for key, value in (form | more).items() if value is not None}


def column(place: int, **more: Any) -> dict[str, Any]:
    """The same schema with other keys of one of its columns, or without those that are None."""
    fields = descriptor()["fields"]
    fields[place] = {key: value for key, value in (fields[place] | more).items() if value is not None}
    return descriptor(fields=fields)


def write(year: Path, form: Any, *, name: str = NAME) -> Path:
    """Write a schema, as JSON unless it is text already, into a year's folder."""
    path = year / "schemas" / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(form if isinstance(form, str) else json.dumps(form, indent=2), encoding="utf-8")
    return path


def write_rows(year: Path, *numbers: object, name: str = NAME, chapter: str = local_year.CHAPTER) -> None:
    """Write the table: a row for each ward and one for all of them where their numbers are whole."""
    rows = [f"{ward},{number},thornby_accounts" for ward, number in zip("ABCDEFG", numbers, strict=False)]
    total = [f"All wards,{sum(map(int, map(str, numbers)))},thornby_accounts"]
    path = year / chapter / f"{name}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(["ward,children,source", *rows, *total]) + "\n", encoding="utf-8")


def write_section(year: Path, text: str = SECTION) -> None:
    """Write the list of the year's own sections."""
    (year / "schemas").mkdir(exist_ok=True)
    (year / "schemas" / "sections.toml").write_text(text, encoding="utf-8")
