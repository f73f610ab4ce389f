"""The files that a new year begins with, made from last year's: dates moved, figures left out, promises returned as open.

Tables and sections that stand from year to year say so in their schemas; they come over whole and wait to be confirmed. Formulas
and rules come over with their years moved. Every figure, and every text that is of one year, is left for whoever sends it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from helpers.sources import counts, own_forms, promises, settings_text
from helpers.sources.report_years import ReportYear
from helpers.sources.schema import EVERY_CHAPTER, LOCAL_FIGURES, Schema, schemas
from helpers.sources.settings_form import OUTSIDE
from helpers.sources.year_folder import RELATIONS, YearFolder

YEARS = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?:([-–/])((?:19|20)?[0-9]{2}))?(?![0-9])")
TABLE = re.compile(r"[a-z_][a-z0-9_]*")
WORKED_OUT = {"derived": ("id", "formula"), "rules": ("id", "left", "right")}
PLAN, PRIORITIES = "plan_priorities", "priorities"
Row = Mapping[str, str]


def files(before: YearFolder, year: ReportYear) -> dict[str, str]:
    """Return the new year's files: the text of each, by its place in the year's folder."""
    tables = dict(_tables(before)) | dict(_promised(before, year))
    names = {file.rpartition("/")[2].removesuffix(".csv") for file in tables}
    tables |= {file: rows for file, rows in _worked_out(before, year, names) if rows}
    cited = {source for rows in tables.values() for row in rows for source in _cited(row)}
    cited |= {source for row in _rows(before, f"{LOCAL_FIGURES}.csv") for source in _cited(row)}
    cited |= {source for form in before.own_forms.tables.values() for source in counts.named_releases(form, ())}
    tables["sources.csv"] = [row for row in _rows(before, "sources.csv") if row["id"] in cited]
    texts = {
        file: _csv(before.forms.table(file.rpartition("/")[2].removesuffix(".csv")), rows)
        for file, rows in tables.items()
    }
    return (
        {"report.toml": settings_text.text(settings(before, year))}
        | texts
        | dict(_sections(before))
        | dict(_own_forms(before))
    )


def settings(before: YearFolder, year: ReportYear) -> dict[str, Any]:
    """Return last year's settings for another year: its days moved, nobody's signature, nothing confirmed, and no list counted again."""
    moved = year.first - before.report_year.first
    days = {"start": _moved_day(before.start, moved), "end": _moved_day(before.end, moved)}
    unsigned = [{**sign_off, "name": "", "date": ""} for sign_off in before.settings.get("sign_offs", [])]
    report = {
        key: value for key, value in before.settings.get("report", {}).items() if key not in ("based_on", "compiled_on")
    }
    kept_settings = {key: value for key, value in before.settings.items() if key not in ("unchanged", OUTSIDE)}
    return {**kept_settings, "year": days, "report": report, "sign_offs": unsigned}


def moved_years(text: str, years: int) -> str:
    """Return a text with each year so many later: "2023-24" by one is "2024-25"."""
    return YEARS.sub(lambda match: _moved(match, years), text)


def _moved(match: re.Match[str], years: int) -> str:
    first, dash, last = match[1], match[2] or "", match[3] or ""
    return f"{int(first) + years}{dash}" + (f"{(int(last) + years) % 10 ** len(last):0{len(last)}d}" if last else "")


def _moved_day(day: date, years: int) -> date:
    """The same day so many years later; the last of February stays the last."""
    last_of_february = (day.month, day.day) in ((2, 28), (2, 29)) and ReportYear(day.year)
    if last_of_february:
        return date.fromordinal(date(day.year + years, 3, 1).toordinal() - 1)
    return day.replace(year=day.year + years)


def _tables(before: YearFolder) -> Iterator[tuple[str, list[Row]]]:
    """Go through the tables that stand, by file: rows that are done are left out, columns of one year blank."""
    for form in before.forms.tables.values():
        file = f"{form.name}.csv" if form.chapter == EVERY_CHAPTER else f"{form.chapter}/{form.name}.csv"
        if form.descriptor.get("standing") and (before.path / file).exists():
            rows = [_renewed(row, form) for row in _rows(before, file) if not _is_done(row, form)]
            yield from [(file, rows)] if rows else []


def _renewed(row: Row, form: Schema) -> Row:
    return {**row, **{f["name"]: f["each_year"] for f in form.descriptor["fields"] if "each_year" in f}}


def _is_done(row: Row, form: Schema) -> bool:
    return any(row[f["name"]] == f["until"] for f in form.descriptor["fields"] if "until" in f)


def _promised(before: YearFolder, year: ReportYear) -> Iterator[tuple[str, list[Row]]]:
    """Last year's plan as this year's priorities, and all that it promised to be answered: what was done is still to be reported."""
    plan, renewed = schemas()[PLAN], schemas()[PRIORITIES]
    rows = _rows(before, f"{plan.chapter}/{PLAN}.csv")
    blank = dict.fromkeys((field.name for field in renewed.fields), "")
    priorities = [blank | {key: row[key] for key in ("id", "name", "period", "source")} for row in rows]
    returning, answers = promises.left_to_answer(before, year.label), schemas()[promises.TABLE]
    yield from [(f"{renewed.chapter}/{PRIORITIES}.csv", list[Row](priorities))] if rows else []
    yield from [(f"{answers.chapter}/{answers.name}.csv", list[Row](returning))] if returning else []


def _worked_out(before: YearFolder, year: ReportYear, tables: Iterable[str]) -> Iterator[tuple[str, list[Row]]]:
    """Formulas and rules with their years moved, but for those of tables that are still to come."""
    absent = set(before.forms.tables) - set(tables)
    moved = year.first - before.report_year.first
    for name, columns in WORKED_OUT.items():
        for path in sorted(before.path.glob(f"*/{name}.csv")):
            rows = [
                {**row, **{column: moved_years(row[column], moved) for column in columns}}
                for row in _rows(before, before.within(path).as_posix())
            ]
            yield before.within(path).as_posix(), [_unexcused(row) for row in rows if not absent & _names(row, columns)]


def _names(row: Row, columns: Iterable[str]) -> set[str]:
    """The tables that a formula or a rule may mean: what stands before a dot or a bracket, and whole words."""
    return {name for column in columns if column != "id" for name in TABLE.findall(row[column])}


def _unexcused(row: Row) -> Row:
    """A rule without last year's reasons for its breaches."""
    return {**row, **{key: "" for key in ("accepted", "accepted_because") if key in row}}


def _sections(before: YearFolder) -> Iterator[tuple[str, str]]:
    for (chapter, name), form in before.forms.sections.items():
        for path in sorted((*before.path.glob(f"{chapter}/{name}.md"), *before.path.glob(f"{chapter}/{name}/*.md"))):
            if form.standing:
                yield before.within(path).as_posix(), before.text(path)


def _own_forms(before: YearFolder) -> Iterator[tuple[str, str]]:
    """What last year's folder describes itself, as it is: its forms, and how people whom they count are related."""
    for path in (*own_forms.files(before.path), *before.path.glob(RELATIONS)):
        yield before.within(path).as_posix(), before.text(path)


def _rows(before: YearFolder, file: str) -> list[Row]:
    path = before.path / file
    return [row for _, row in before.raw_table(path).records()] if path.exists() else []


def _cited(row: Row) -> list[str]:
    return [row[column] for column in ("source", "released_by") if row.get(column)]


def _csv(form: Schema, rows: Iterable[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, [field.name for field in form.fields], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
