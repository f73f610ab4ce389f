"""Places that the year's own words name and the partnership does not cover: another authority, as copied from another's report.

A place may be named on purpose, such as a neighbour that work is shared with: `report.toml` then lists it as one of its `other_places`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.sources import areas, language, settings_form
from helpers.sources.language import LanguageFinding, ProsePassage
from helpers.sources.project import COMMON
from helpers.sources.year_folder import YearFolder

KIND = "names of other places"
ELSEWHERE = (
    '"{0}" is another authority, {1}. Put the place right or, where it is meant, list it under [partnership] in report.toml: '
    'other_places = ["{2}"].'
)
UNREAD = (
    "title",
    "publisher",
    "formula",
    "left",
    "right",
)  # of sources, formulas and rules, which no style is asked of
ALSO_WORDS = ("Bury", "Reading")  # words of any text: only with what makes them a body's
BODY = r"(?= (?:Council|Borough|Safeguarding|Metropolitan)\b)"


def findings(folder: YearFolder) -> list[LanguageFinding]:
    """Return a finding for each other authority that a file of the year's own names, at the first line that does; none of an invented place."""
    if not folder.exists or folder.is_invented:
        return []
    own = [name for code in folder.areas for name in _names(areas.named(code))]
    meant = {areas.plain(name) for name in (*own, *folder.settings["partnership"].get("other_places", ()))}
    elsewhere = {name: area for area in areas.authorities() for name in _names(area) if areas.plain(name) not in meant}
    elsewhere |= {area.code: area for area in elsewhere.values() if areas.plain(area.spoken_name) not in meant}
    named = re.compile(rf"\b(?:{'|'.join(map(_pattern, sorted((*elsewhere, *own), key=len, reverse=True)))})\b")
    places = {
        (passage.file, match[0]): passage.line + passage.words.count("\n", 0, match.start())
        for passage in reversed([*_passages(folder)])
        for match in reversed([*named.finditer(passage.words)])
        if match[0] in elsewhere
    }
    return [
        LanguageFinding(file, line, KIND, ELSEWHERE.format(name, *_called(elsewhere[name], name)))
        for (file, name), line in sorted(places.items())
    ]


def _passages(folder: YearFolder) -> Iterator[ProsePassage]:
    """The year's own words: its prose, the cells of its tables, and its settings."""
    yield from (p for p in language.passages(folder) if not p.file.startswith(f"data/{COMMON}/"))
    yield from (ProsePassage(folder.settings_file, 0, text) for _, text in settings_form.texts(folder.settings))
    for table in (folder.table("sources"), *folder.tables_named("derived"), *folder.tables_named("rules")):
        yield from (
            ProsePassage(table.file, line, str(row[column]))
            for line, row in table.rows
            for column in UNREAD
            if row.get(column)
        )


def _called(area: areas.Area, name: str) -> tuple[str, str]:
    """What else an authority is called than by the name that was read, its code or its name; and the name to list it by."""
    return (area.code, name) if name != area.code else (area.spoken_name, area.spoken_name)


def _names(area: areas.Area) -> set[str]:
    return {area.plain_name, area.spoken_name}


def _pattern(name: str) -> str:
    return re.escape(name) + (BODY if name in ALSO_WORDS else "")
