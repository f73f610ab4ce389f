"""Tables that the year's folder has and nothing shows: no cell of a chapter, no section, no formula and no rule names them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.sources import chapter_notebooks
from helpers.sources.language import LanguageFinding
from helpers.sources.schema import EVERY_CHAPTER
from helpers.sources.typed_numbers import BINDING
from helpers.sources.year_folder import YearFolder

KIND = "tables that nothing shows"
MESSAGE = (
    'nothing shows this table. Give its schema a heading, "section", under which it is shown by itself; show it in a cell, '
    'tables.show(statistics.protect(measures.table(chapter, "{}"))); or take the file away.'
)
OF_PROGRAM = "nothing shows this table yet: a text of its chapter that counts or lists it, as in {{{{ count({}) }}}}, would. Write one, or take the file away."
NAME = re.compile(r"[a-z][a-z0-9_]*")
QUOTED = re.compile(r'\\"([a-z][a-z0-9_]*)\\"')  # as a notebook's JSON has what its code quotes
NAMING = ("derived", "rules", "coverage")
ON_EVERY_PAGE = {"help_lines"}


def findings(folder: YearFolder) -> list[LanguageFinding]:
    """Return a finding for each table of a chapter that the year's own folder has and nothing shows."""
    placed = (form for form in folder.forms.tables.values() if form.chapter != EVERY_CHAPTER and not form.section)
    supplied = [table for table in map(folder.table, (form.name for form in placed)) if folder.is_own(table)]
    named, own = set(_names(folder)) if supplied else set(), folder.own_forms.tables
    shown_by_program = set(NAME.findall(" ".join(_notebooks(folder)))) - own.keys() if supplied else set()
    return [
        LanguageFinding(
            table.file, 0, KIND, (MESSAGE if table.name in own else OF_PROGRAM).format(table.name), blocks=False
        )
        for table in supplied
        if table.name not in named | shown_by_program | ON_EVERY_PAGE
    ]


def _notebooks(folder: YearFolder) -> Iterator[str]:
    return map(chapter_notebooks.text, sorted((folder.root / "notebooks").glob(chapter_notebooks.CHAPTERS)))


def _names(folder: YearFolder) -> Iterator[str]:
    """Go through every word that may name a table: of the chapters, the sections, the formulas and the rules."""
    for notebook in _notebooks(folder):
        yield from QUOTED.findall(notebook)
    for path in folder.prose_files():
        yield from NAME.findall(" ".join(BINDING.findall(folder.text(path))))
    for path in folder.csv_files():
        if path.stem in NAMING:
            yield from NAME.findall(folder.text(path))
