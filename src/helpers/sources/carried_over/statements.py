"""All that a year's folder says, thing by thing: each row of its tables, each paragraph, and who its settings name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from helpers.errors import DataFaults
from helpers.sources import calendar_periods, cells, local_figures
from helpers.sources.carried_over import meaning
from helpers.sources.reading import UnreadableFile
from helpers.sources.schema import LOCAL_FIGURES, Schema
from helpers.sources.year_folder import YearFolder

LABELS = (
    "id",
    "source",
    "period",
    "released_by",
)  # where a thing is from and of when: the thing is the same under another
REMARKS = ("note", "formula", "accepted_because")
FORMULAS = ("formula", "left", "right")
NO_WORDS = (
    "unit",
    "counts",
    "kind",
    "qualifier",
    "side",
    "status",
)  # of a closed list: that two are the same says nothing
UNDATED = "undated"
OF_TIME = ("year", "month", "date")
SETTINGS = "report.toml"


@dataclass(frozen=True)
class Statement:
    """One thing that a year's folder says.

    `file` is its place within the year, `line` its row there (0 in prose), `name` what people call it: a row's id, or a
    paragraph's first words. `sayings` is what it says: the sentences of a paragraph, or a row's columns, with `numbers` those
    that are numbers and `remarks` those that are notes or formulas. `is_of_people` says that small numbers are hidden there. `subject` tells the same thing in another year.
    `period` is the time that a row says it is of, in small letters; empty where it says none.
    """

    file: str
    line: int
    name: str
    subject: tuple[str, str]
    sayings: tuple[str, ...]
    has_words: bool = True
    is_of_people: bool = False
    numbers: Mapping[str, float] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    period: str = ""


def statements(folder: YearFolder) -> Iterator[Statement]:
    """Go through what the year's own files say; a file that cannot be read says nothing, and is refused elsewhere."""
    for path in (*folder.csv_files(), *folder.prose_files()):
        if path.is_relative_to(folder.path):
            yield from of_file(folder, path)
    yield from _of_settings(folder)


def of_file(folder: YearFolder, path: Path) -> list[Statement]:
    """Return what one of the year's files says."""
    try:
        return list(_of_section(folder, path) if path.suffix == ".md" else _of_table(folder, path))
    except UnreadableFile:
        return []


def _of_section(folder: YearFolder, path: Path) -> Iterator[Statement]:
    file = folder.within(path).as_posix()
    paragraphs = list(meaning.paragraphs(folder.text(path)))
    for paragraph, name in zip(paragraphs, meaning.names(paragraphs), strict=True):
        yield Statement(file, 0, name, (file, name), tuple(meaning.sentences(paragraph)))


def _of_table(folder: YearFolder, path: Path) -> Iterator[Statement]:
    form, file = folder.forms.tables.get(path.stem), folder.within(path).as_posix()
    if form is not None:
        table = cells.typed(folder.raw_table(path), form, file)
        spoken = (_of_row(form, file, line, row) for line, row in zip(table.lines, table.rows, strict=True))
        yield from _of_figures(folder, spoken, table.rows) if form.name == LOCAL_FIGURES else spoken


def _of_figures(
    folder: YearFolder, spoken: Iterable[Statement], rows: Iterable[Mapping[str, cells.Value]]
) -> Iterator[Statement]:
    """The partnership's own figures: one is the same as another year's by its measure, its breakdown and its part of the year."""
    open_measures = _open_measures(folder)
    for statement, row in zip(spoken, rows, strict=True):
        measure, breakdown, label = (str(row[column] or "").strip() for column in ("measure", "breakdown", "period"))
        period = calendar_periods.parse(label)
        years_ago = folder.report_year.first - period.report_year.first if period else 0
        time = f"{period.kind}, {period.time_of_year}, {years_ago}" if period else label
        yield replace(
            statement,
            name=" ".join(word for word in (measure, breakdown, label) if word),
            subject=(LOCAL_FIGURES, "|".join(map(meaning.words, (measure, breakdown, time)))),
            is_of_people=measure not in open_measures,
        )


def _open_measures(folder: YearFolder) -> frozenset[str]:
    """The measures whose figures are shown as they are; none where that cannot be read, which is refused elsewhere."""
    try:
        measures = folder.local_measures
    except (UnreadableFile, DataFaults):
        return frozenset()
    return frozenset(measure.id for measure in measures if not local_figures.form_of(measure).is_protected)


def _of_row(form: Schema, file: str, line: int, row: Mapping[str, cells.Value]) -> Statement:
    texts = {name: _said_by(name, value) for name, value in row.items() if name not in LABELS}
    spoken = [name for name, value in row.items() if isinstance(value, str) and name not in (*LABELS, *NO_WORDS)]
    name = str(row.get("id") or meaning.beginning(" ".join(str(value) for value in row.values())))
    return Statement(
        file,
        line,
        name,
        (form.name, name),
        tuple(f"{column} {text}" for column, text in sorted(texts.items())),
        has_words=any(any(map(str.isalpha, texts[column])) for column in spoken),
        is_of_people=form.is_protected,
        numbers=dict(_numbers(form, row)),
        remarks={column: texts[column] for column in REMARKS if texts.get(column)},
        period=meaning.words(str(row.get("period") or "").replace(UNDATED, "")),
    )


def _said_by(column: str, value: cells.Value) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    number = cells.value_of(value.strip(), "number")
    return str(number) if number is not None else "".join(value.split()) if column in FORMULAS else meaning.words(value)


def _numbers(form: Schema, row: Mapping[str, cells.Value]) -> Iterator[tuple[str, float]]:
    """The row's numbers by column, save those that name a time: a fact's value among them, though its column is of texts."""
    for column in form.fields:
        value = row[column.name]
        unit = column.unit or str(row.get("unit", ""))
        if column.name == "value" and isinstance(value, str):
            value = cells.value_of(value, "number")
        if isinstance(value, float) and unit not in OF_TIME:
            yield column.name, value


def _of_settings(folder: YearFolder) -> Iterator[Statement]:
    """Who the partners are, and what the report is said to be based on."""
    try:
        settings = folder.settings if folder.exists else {}
    except (UnreadableFile, DataFaults):
        return
    named: list[Any] = [partner for partner in settings.get("partners", []) if partner.get("name")]
    texts = [
        ", ".join(str(partner.get(key, "")) for key in ("name", "role", "organisation", "kind")) for partner in named
    ]
    based_on = str(settings.get("report", {}).get("based_on", ""))
    for text in [*texts, *([based_on] if based_on else [])]:
        yield Statement(SETTINGS, 0, text, (SETTINGS, text), (meaning.words(text),))
