"""The form of a year's `report.toml`: which tables and keys it has, and what each may hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from helpers.errors import nearest

OWN, COMPILATION = KINDS = ("own", "compilation")
TABLES = {
    "partnership": ("name", "short_name", "place", "areas", "other_places"),
    "year": ("start", "end"),
    "report": ("title", "based_on", "kind", "compiled_by", "compiled_on", "invented"),
}
OUTSIDE = "lists"
LISTS = {
    "partners": ("name", "role", "organisation", "kind"),
    "sign_offs": ("organisation", "name", "date"),
    OUTSIDE: ("table", "file", "id", "source", "columns", "words"),
}
OTHER_TABLES = ("unchanged",)
NO_TEXTS = ("areas", "other_places", "compiled_on", "invented")
NOT_A_TEXT = ("date", "columns", "words")
OBJECTS = ("columns", "words")
NO_TABLE = '"{}" is not a table. Write its lines under [{}].'
NO_LIST = "not a list. Write each as [[{}]]."
NO_ENTRY = 'number {} is not a table. Write each as [[{}]], with lines such as {} = "…" below.'
NO_TEXT = '"{}" is not a text. Write it in quotation marks.'
UNKNOWN = "The report knows no such setting. {}"
UNKNOWN_KIND = '"{}" is no kind of report. Write own for the partnership\'s own, or compilation for one made from published sources by others. {}'
NO_COMPILER = "blank. Name who compiled the report: it is not published in the partnership's name."
NO_COMPILATION = 'only a compilation is compiled by somebody else. Write kind = "compilation" too, or take this out.'
NOT_THEIRS = "a compilation is not the partnership's to sign. Take its sign-offs out."
NO_DAY = '"{}" is not a date. Write the day without quotation marks, such as compiled_on = 2024-07-18.'
TOO_EARLY = "{} is before the year ends, on {}. Give the day on which the report was completed."
TO_COME = "{} is still to come. Give the day on which the report was completed."
NO_SWITCH = '"{}" is neither true nor false. Write invented = true without quotation marks, or take it out.'
NO_PLACES = 'not a list of names. Write it as other_places = ["Liverpool"].'
NO_OBJECT = 'not a table. Write it as columns = { ward = "Home ward" }.'
NO_WORDS = 'not a table for each column. Write it as words = { sex = { F = "Girls" } }.'
REPEATED = "written as a list. Write it once, as [{}]."


def shape(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Go through what cannot be read because it is of another kind than it must be: the setting, and what to do."""
    for name, keys in TABLES.items():
        if name != "year" and name in settings:
            yield from _of_table(name, settings[name], keys)
    for name, keys in LISTS.items():
        yield from _of_list(name, settings.get(name, []), keys)


def unknown(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Go through the settings that the report does not know, each with the nearest that it does."""
    yield from _unknown("", settings, (*TABLES, *LISTS, *OTHER_TABLES))
    for name, keys in TABLES.items():
        yield from _unknown(f"{name}.", settings.get(name), keys)
    for name, keys in LISTS.items():
        entries = settings.get(name)
        for entry in entries if isinstance(entries, list) else []:
            yield from _unknown(f"{name}.", entry, keys)


def texts(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Go through every text of settings that have the right shape, but for what is said of lists: the setting, and what it says."""
    tables = [(name, settings.get(name, {})) for name in TABLES if name != "year"]
    shown = [name for name in LISTS if name != OUTSIDE]
    entries = [(f"{name} {place}", entry) for name in shown for place, entry in enumerate(settings.get(name, []), 1)]
    for name, table in [*tables, *entries]:
        yield from ((f"{name}.{key}", text) for key, text in table.items() if isinstance(text, str))


def authorship(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Go through what does not agree in whose report it is said to be: the partnership's own, or a compilation by somebody named."""
    report = settings.get("report", {})
    kind, compiler = report.get("kind", OWN), report.get("compiled_by", "").strip()
    if kind not in KINDS:
        yield "report.kind", UNKNOWN_KIND.format(kind, nearest(kind.lower(), KINDS)).strip()
    elif kind == COMPILATION:
        if not compiler:
            yield "report.compiled_by", NO_COMPILER
        if settings.get("sign_offs"):
            yield "sign_offs", NOT_THEIRS
    elif compiler:
        yield "report.compiled_by", NO_COMPILATION


def completion(settings: Mapping[str, Any], end: date) -> Iterator[tuple[str, str]]:
    """Go through what cannot be so of the day on which the report was completed, a blank one apart; `end` is the year's last day."""
    day = settings.get("report", {}).get("compiled_on", "")
    if day and type(day) is not date:
        yield "report.compiled_on", NO_DAY.format(day)
    elif day and day < end:
        yield "report.compiled_on", TOO_EARLY.format(day, end)
    elif day and day > date.today():
        yield "report.compiled_on", TO_COME.format(day)


def _of_table(name: str, table: Any, keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(table, list):
        yield name, REPEATED.format(name)
    elif not isinstance(table, dict):
        yield name, NO_TABLE.format(table, name)
    else:
        yield from _kinds_of_text(name, table, [key for key in keys if key not in NO_TEXTS])
        places = table.get("other_places", [])
        if not (isinstance(places, list) and all(isinstance(place, str) for place in places)):
            yield f"{name}.other_places", NO_PLACES
        if name == "report" and not isinstance(table.get("invented", False), bool):
            yield "report.invented", NO_SWITCH.format(table["invented"])


def _of_list(name: str, entries: Any, keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if not isinstance(entries, list):
        yield name, NO_LIST.format(name)
        return
    for place, entry in enumerate(entries, start=1):
        if isinstance(entry, dict):
            yield from _kinds_of_text(name, entry, [key for key in keys if key not in NOT_A_TEXT])
            yield from _objects(name, entry)
        else:
            yield name, NO_ENTRY.format(place, name, keys[0])


def _objects(name: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in OBJECTS:
        if not isinstance(entry.get(key, {}), dict):
            yield f"{name}.{key}", NO_OBJECT
    if isinstance(entry.get("words"), dict) and not all(isinstance(words, dict) for words in entry["words"].values()):
        yield f"{name}.words", NO_WORDS


def _kinds_of_text(name: str, table: Mapping[str, Any], keys: list[str]) -> Iterator[tuple[str, str]]:
    for key in keys:
        if not isinstance(table.get(key, ""), str):
            yield f"{name}.{key}", NO_TEXT.format(table[key])


def _unknown(above: str, table: Any, keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key in table if isinstance(table, dict) else ():
        if key not in keys:
            cure = nearest(key.lower(), keys) or f"It may be {', '.join(keys)}."
            yield f"{above}{key}", UNKNOWN.format(cure)
