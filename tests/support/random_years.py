"""Random years of a partnership as folders of real files: its own forms, wards in localities, bands of ages, people who are part of
others, rows of children, local figures by month, and numbers that a supplier withheld. The same seed gives the same files.

Each year also says what an outsider may know: which group lies in which, and what every number truly is.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import inf, isnan
from pathlib import Path
from typing import Any

from helpers.statistics import Measure
from helpers.statistics.units import half_up
from support import local_year
from support.outsider import HIDDEN, Key, Page, Printed

ALL = "All"
CHAPTER, YEAR = local_year.CHAPTER, local_year.YEAR
CHILDREN, SOME, NOT_MISSING = "children at risk", "children at risk and missing", "children at risk but not missing"
CONTACTS, DECIDED, UNDECIDED = "cases contacts", "cases contacts decided", "cases contacts not decided"
WARDS = {"elm": "east", "oak": "east", "yew": "west", "ash": "west"}
AGES = {"0 to 4": "under 11", "5 to 10": "under 11", "11 to 15": "11 and over", "16 to 17": "11 and over"}
SEXES = ("girls", "boys")
MONTHS = ("April 2023", "May 2023", "June 2023", "July 2023", "August 2023", "September 2023")
QUARTERS = {"Q1 2023-24": MONTHS[:3], "Q2 2023-24": MONTHS[3:]}
AFTER = ("Q3 2023-24", "Q4 2023-24")
SOURCES = ("police", "schools")
FIGURES = "measure,breakdown,period,value,of,source"
MEASURES = (
    "id,name,counts,of,unit,breakdown,over_time,better,definition,chapter,section,national,policy,open,released_by"
)
Row = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """How a reader reads a table: columns of groups with the word of their total, columns of numbers, and shares with their bases."""

    groups: dict[str, tuple[str, str]]
    numbers: dict[str, str]
    shares: dict[str, tuple[str, str]] = field(default_factory=dict)
    period: str = YEAR


@dataclass
class RandomYear:
    """What is drawn: how each table reads, how many there are of each smallest group, and the most that a supplier says of a number."""

    draw: random.Random
    readings: dict[str, Reading] = field(default_factory=dict)
    atoms: dict[Key, int] = field(default_factory=dict)
    most: dict[Key, float] = field(default_factory=dict)
    sums: list[tuple[Key, tuple[Key, ...]]] = field(default_factory=list)
    withheld: dict[Key, str] = field(default_factory=dict)
    over_time: str = "sum"
    files: dict[str, str] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)

    def number(self, of: Key) -> int:
        """How many people a key counts."""
        return sum(count for atom, count in self.atoms.items() if lies_in(atom, of))

    def chance(self, share: float = 0.5) -> bool:
        """Whether something happens that does so in this share of years."""
        return self.draw.random() < share

    def some(self) -> int:
        """How many people a group has: often nobody, or few."""
        usual = self.draw.choice((0, 0, 1, 2, 3, 4, 9, 14, 30))
        return usual and max(0, usual + self.draw.randint(-1, 3))


def key(people: str, period: str = YEAR, **groups: str) -> Key:
    """The key of a number: whom it counts, when and in which groups."""
    return Key({"people": people, "period": period, **groups}.items())


def lies_in(atom: Key, of: Key) -> bool:
    """Whether a smallest group is one of those that a key counts together."""
    own = dict(atom)
    return all(_matches(own, name, word) for name, word in of)


def _matches(own: dict[str, str], name: str, word: str) -> bool:
    if name == "people":
        return word in _whose(own["people"])
    if name == "period" and "adds up" in own:
        return word in (
            YEAR,
            own["period"],
            *(quarter for quarter, months in QUARTERS.items() if own["period"] in months),
        )
    if name == "locality":
        return WARDS.get(own.get("ward", "")) == word
    return own.get(name) == word or (name == "age" and AGES.get(own.get("age", "")) == word)


def _whose(people: str) -> tuple[str, ...]:
    return {SOME: (SOME, CHILDREN), NOT_MISSING: (NOT_MISSING, CHILDREN), DECIDED: (DECIDED, CONTACTS)}.get(
        people, (people, CONTACTS)
    )


def drawn(seed: int) -> RandomYear:
    """Draw a year: a table or more of children, and sometimes local figures."""
    year = RandomYear(random.Random(seed))
    wards = year.draw.sample(list(WARDS), year.draw.randint(2, 4))
    ages = list(AGES)[: year.draw.randint(2, 4)]
    for ward, age, sex, people in product(wards, ages, SEXES, (SOME, NOT_MISSING)):
        year.atoms[key(people, ward=ward, age=age, sex=sex)] = year.some() if year.chance(0.7) else 0
    tables = [_by_ward, _by_locality, _by_age, _by_band, _by_two, _of_part, _rows_of_children, _by_month]
    for add in year.draw.sample(tables, year.draw.randint(2, 4)):
        add(year, wards, ages)
    if not any(",locality," in text for text in year.files.values()):
        _forget(year, "by_locality")  # nobody says which ward lies where
    _answer_relations(year)
    return year


def _forget(year: RandomYear, table: str) -> None:
    year.readings.pop(table, None)
    for name in (f"schemas/{table}.json", f"{CHAPTER}/{table}.csv"):
        year.files.pop(name, None)


def _by_ward(year: RandomYear, wards: list[str], ages: list[str]) -> None:
    outer = {"locality": WARDS} if year.chance(0.7) else {}
    names = wards[:-1] if year.chance(0.15) else wards
    year.kinds |= {"nested"} if outer else set()
    _form(year, "by_ward", CHILDREN, {"ward": names}, outer=outer)


def _by_locality(year: RandomYear, wards: list[str], ages: list[str]) -> None:
    _form(year, "by_locality", CHILDREN, {"locality": list(dict.fromkeys(WARDS[ward] for ward in wards))})


def _by_age(year: RandomYear, wards: list[str], ages: list[str]) -> None:
    _form(year, "by_age", CHILDREN, {"age": ages[:-1] if year.chance(0.1) else ages})


def _by_band(year: RandomYear, wards: list[str], ages: list[str]) -> None:
    """Bands of which each takes in all the ages that the year has of it."""
    whole = [band for band in dict.fromkeys(AGES.values()) if {age for age in AGES if AGES[age] == band} <= set(ages)]
    if whole:
        year.kinds.add("nested")
        _form(year, "by_band", CHILDREN, {"age": whole}, total=len(whole) > 1)


def _by_two(year: RandomYear, wards: list[str], ages: list[str]) -> None:
    groups = year.draw.choice([{"ward": wards[:3], "sex": list(SEXES)}, {"age": ages[:3], "sex": list(SEXES)}])
    _form(year, "by_two", CHILDREN, groups, total=len(wards) < 4 and len(ages) < 4)


def _of_part(year: RandomYear, wards: list[str], ages: list[str]) -> None:
    groups = {"ward": wards} if year.chance() else {"age": ages}
    _form(year, "of_part", SOME, groups, outer={"locality": WARDS} if "ward" in groups and year.chance() else {})


def _form(
    year: RandomYear,
    name: str,
    people: str,
    groups: dict[str, list[str]],
    *,
    outer: dict[str, dict[str, str]] | None = None,
    total: bool = True,
) -> None:
    """A table of the partnership's own form, with or without its total, a row for it, percentages, and withheld numbers."""
    complete = all(_is_whole(year, column, words) for column, words in groups.items())
    word = ALL if total and complete and year.chance(0.7) else ""
    has_row = bool(word) and year.chance(0.7)
    share = next(iter(groups)) if has_row and year.chance(0.3) else ""
    rows: list[Row] = [
        dict(zip(groups, cells, strict=True))
        for cells in product(*([*words, ALL] if has_row else words for words in groups.values()))
    ]
    year.readings[name] = Reading(
        {column: (column, word) for column in groups},
        {"children": people},
        {"percent": ("children", share)} if share else {},
    )
    year.kinds.add("own form")
    for row in rows:
        of = _key(people, YEAR, row)
        whole = _key(people, YEAR, row | {share: ALL})
        row["children"] = _withheld(year, of) if not share else year.number(of)
        row |= {"percent": _percent(year.number(of), year.number(whole))} if share else {}
        row |= {column: places.get(row.get("ward", ""), "") for column, places in (outer or {}).items()}
    fields = [_words(column, word) for column in groups]
    fields += [{"name": column, "type": "string", "title": column.capitalize()} for column in outer or {}]
    fields.append(
        {"name": "children", "type": "integer", "title": "Children", "unit": "count", "counts": people, "codes": True}
    )
    if share:
        shares = {"name": "percent", "type": "number", "title": "Share", "unit": "percent"}
        fields.append(shares | {"share_of": ["children", share]})
    _write_form(year, name, fields, rows)


def _is_whole(year: RandomYear, column: str, words: Sequence[str]) -> bool:
    """Whether everybody is in one of some groups."""
    return all(any(_matches(dict(atom), column, word) for word in words) for atom in year.atoms if "sex" in dict(atom))


def _words(column: str, total: str, *categories: str) -> Row:
    more = {"constraints": {"enum": list(categories)}} if categories else {}
    return (
        {"name": column, "type": "string", "title": column.capitalize(), "dimension": column}
        | ({"total": total} if total else {})
        | more
    )


def _write_form(year: RandomYear, name: str, fields: list[Row], rows: list[Row], **more: Any) -> None:
    form = {"chapter": CHAPTER, "title": name, "supplied_by": "the council", "fields": fields} | more
    year.files[f"schemas/{name}.json"] = json.dumps(form)
    year.files[f"{CHAPTER}/{name}.csv"] = _csv([field["name"] for field in fields], rows)


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    lines = [",".join(columns), *(",".join(str(row[column]) for column in columns) for row in rows)]
    return "\n".join(lines) + "\n"


def _rows_of_children(year: RandomYear, wards: list[str], ages: list[str]) -> None:
    counted_by = year.draw.choice([[[], ["age"]], [["age"]], [["sex"]], [[], ["sex", "age"]], [["age"], ["sex"]]])
    categories = {"age": ages, "sex": SEXES}
    rows = [
        {"id": place, "age": dict(atom)["age"], "sex": dict(atom)["sex"]}
        for place, atom in enumerate(
            atom for atom, count in year.atoms.items() if "sex" in dict(atom) for _ in range(count)
        )
    ]
    if not rows:
        return
    year.kinds.add("rows of children")
    for by in counted_by:
        name = f"at_risk_by_{'_and_'.join(by)}" if by else "at_risk"
        year.readings[name] = Reading({column: (column, ALL) for column in by}, {"number": CHILDREN})
    fields = [{"name": "id", "type": "string", "title": "Reference"}]
    fields += [_words(column, ALL, *words) for column, words in categories.items()]
    _write_form(year, "at_risk", fields, rows, rows_are=CHILDREN, counted_by=counted_by)


def _by_month(year: RandomYear, wards: list[str], ages: list[str]) -> None:
    """Contacts by month and quarter, sometimes by who made them, and sometimes how many were decided."""
    year.over_time = year.draw.choice(("sum", "sum", "distinct", "stock"))
    adds_up = year.over_time == "sum"
    by, of = adds_up and year.chance(0.3), adds_up and year.chance(0.4)
    months = MONTHS[: 3 * year.draw.randint(1, 2)]
    wholes = [quarter for quarter, within in QUARTERS.items() if set(within) <= set(months) and year.chance(0.7)]
    counted = (*MONTHS, *AFTER) if adds_up else months
    for source, period, people in product(SOURCES if by else ("",), counted, (DECIDED, UNDECIDED)):
        month = _contacts(people, period, source) | (Key([("adds up", "yes")]) if adds_up else Key())
        year.atoms[month] = year.some()
    for whole in wholes if not adds_up else ():
        year.atoms[key(UNDECIDED, whole)] = _of_whole(year, whole)
    shown = months[:-1] if wholes and year.chance(0.2) else months
    _write_local(year, [*shown, *wholes, *([YEAR] if adds_up and year.chance(0.4) else [])], by=by, of=of)


def _of_whole(year: RandomYear, quarter: str) -> int:
    """How many there are in a quarter: anybody's guess or, of people counted once in each month, no more than their sum."""
    if year.over_time == "stock":
        return year.some()
    whole, parts = key(CONTACTS, quarter), [key(CONTACTS, month) for month in QUARTERS[quarter]]
    counts = [year.number(part) for part in parts]
    year.sums.append((key("months", quarter), tuple(parts)))
    year.sums += [(key("months", quarter), (whole, key("twice", quarter)))]
    year.sums += [(whole, (part, key("others", quarter, month=str(place)))) for place, part in enumerate(parts)]
    return year.draw.randint(max(counts), sum(counts))


def _contacts(people: str, period: str, source: str) -> Key:
    return key(people, period, **({"source": source} if source else {}))


def _write_local(year: RandomYear, periods: list[str], *, by: bool, of: bool) -> None:
    people = DECIDED if of else CONTACTS
    words = [*SOURCES, *([""] if year.chance(0.7) else [])] if by else [""]
    rows = [
        {"measure": "contacts", "breakdown": word, "period": period, "source": "thornby_accounts"}
        | {"value": _withheld(year, _contacts(people, period, word))}
        | {"of": year.number(_contacts(CONTACTS, period, word)) if of else ""}
        for word, period in product(words, periods)
    ]
    year.kinds.add("local figures")
    year.readings["contacts"] = Reading(
        {"breakdown": ("source", ALL)} if by else {},
        {"value": people} | ({"of": CONTACTS, "rest": UNDECIDED} if of else {}),
        {"share": ("value", "of")} if of else {},
        period="",
    )
    measure = [
        *("contacts", "Contacts", people, CONTACTS if of else "", "", "Source" if by else "", year.over_time),
        *("neither", "Contacts", CHAPTER, "Contacts", "", "", "", ""),
    ]
    year.files["local_measures.csv"] = f"{MEASURES}\n{','.join(measure)}\n"
    year.files["local_figures.csv"] = _csv(FIGURES.split(","), rows)


def _withheld(year: RandomYear, of: Key) -> int | str:
    """A number, or what its supplier writes in place of it."""
    number = year.number(of)
    if of in year.withheld:
        return year.withheld[of]
    if number and year.chance(0.06):
        code, most = year.draw.choice(
            [("*", inf), ("c", inf), *([("<5", 4)] if number < 5 else [("<20", 19)] if number < 20 else [])]
        )
        year.withheld[of], year.most[of] = code, most
        year.kinds.add("suppliers' codes")
        return code
    return number


def _key(people: str, period: str, row: Row) -> Key:
    return key(people, period, **{name: word for name, word in row.items() if name and word != ALL})


def _percent(part: int, of: int) -> float:
    return float(half_up(100 * part / of, 1)) if of else 0.0


def _answer_relations(year: RandomYear) -> None:
    """Say that some are part of all of them, where tables count both."""
    people = {label for reading in year.readings.values() for label in reading.numbers.values()}
    if {CHILDREN, SOME} <= people:
        year.kinds.add("parts")
        year.files["relations.toml"] = f'[[relation]]\npeople = "{SOME}"\nare = "part of"\nof = "{CHILDREN}"\n'


def write(year: RandomYear, place: Path) -> None:
    """Write a year in place of the last one."""
    folder = place / "data" / "thornby" / YEAR
    for stale in (folder / "schemas", folder / CHAPTER):
        shutil.rmtree(stale, ignore_errors=True)
    for name in ("relations.toml", "local_measures.csv", "local_figures.csv"):
        (folder / name).unlink(missing_ok=True)
    for name, text in year.files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def page(year: RandomYear, measures: Sequence[Measure]) -> Page:
    """What an outsider reads of tables: each cell, and which groups make up which."""
    cells = tuple(cell for measure in measures for cell in _cells(year, measure))
    keys = dict.fromkeys(
        [cell.key for cell in cells] + [cell.base for cell in cells if cell.base] + _worked_out(year, cells)
    )
    sums = [(of, tuple(atom for atom in year.atoms if lies_in(atom, of))) for of in keys if of not in year.atoms]
    return Page(cells, (*sums, *year.sums))


def _worked_out(year: RandomYear, cells: Iterable[Printed]) -> list[Key]:
    """The keys that no table prints and somebody may work out: who is not in a part, in a group left out, in a month not given."""
    pairs = {SOME: NOT_MISSING, CHILDREN: NOT_MISSING, DECIDED: UNDECIDED, CONTACTS: UNDECIDED}
    rests = [
        Key({**dict(cell.key), "people": pairs[people]}.items())
        for cell in cells
        if (people := dict(cell.key)["people"]) in pairs
    ]
    rests = rests if any(dict(cell.key)["people"] in (SOME, DECIDED) for cell in cells) else []
    ends = {(name, word) for atom in year.atoms for name, word in atom if name not in ("people", "sex")}
    left_out = [
        Key(
            {
                **{pair[0]: pair[1] for pair in cell.key if pair[0] != "period" or name == "period"},
                "period": YEAR,
                name: word,
            }.items()
        )
        for cell in cells
        for name, word in ends
        if dict(cell.key).keys() - {"locality"} <= {"people", "period", name} and cell.base is None
    ]
    return [of for of in [*rests, *left_out] if any(lies_in(atom, of) for atom in year.atoms)]


def _cells(year: RandomYear, measure: Measure) -> Iterator[Printed]:
    reading = year.readings[measure.name]
    for place, row in enumerate(measure.table.to_dict("records")):
        period = reading.period or row["period"]
        groups = {name: row[column].casefold() for column, (name, _) in reading.groups.items() if row[column] != ALL}
        for column, people in reading.numbers.items():
            if column == "rest" and isnan(row[column]) and not measure.codes.get(column, [""] * (place + 1))[place]:
                continue  # blank, since its supplier withholds what it is worked out of
            of = key(people, period, **groups)
            yield Printed(of, _printed(measure, column, place), most=year.most.get(of, inf))
        for column, (part, base) in reading.shares.items():
            whole = _base(reading, groups, period, base)
            of = key(reading.numbers[part], period, **groups)
            if whole != of:
                yield Printed(of, _printed(measure, column, place), whole, 1, is_alone=False)


def _base(reading: Reading, groups: dict[str, str], period: str, base: str) -> Key:
    if base in reading.numbers:
        return key(reading.numbers[base], period, **groups)
    return key(next(iter(reading.numbers.values())), period, **{n: w for n, w in groups.items() if n != base})


def _printed(measure: Measure, column: str, row: int) -> float | None:
    code = measure.codes.get(column, ("",) * (row + 1))[row]
    value = float(measure.table[column][row])
    return None if code == HIDDEN or isnan(value) else value
