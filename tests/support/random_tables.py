"""Random tables of people with margins, as a year's folder might hold them; the same seed gives the same tables."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import pandas as pd

from helpers.sources.origins import Origin
from helpers.statistics import Column, Measure, disclosure
from helpers.statistics.units import half_up

ALL = "All"
DIMENSIONS = {
    "sex": ("girls", "boys"),
    "age": ("under 5", "5 to 10", "11 to 15", "16 and over"),
    "kind": ("neglect", "emotional", "physical", "sexual", "other"),
    "place": ("north", "south", "east", "west", "middle", "outside"),
}
PEOPLE = "children with a plan"
Names = tuple[str, ...]
Sizes = dict[str, Names]
People = dict[Names, int]


def tables(seed: int, *, most_cells: int = 45) -> list[Measure]:
    """Return one table of one or two dimensions, or two that share a dimension, all with the margins of their cells."""
    return drawn(seed, most_cells=most_cells)[0]


def drawn(seed: int, *, most_cells: int = 45) -> tuple[list[Measure], dict[frozenset[tuple[str, str]], int]]:
    """Return the tables and every number behind them, by its categories: also those that are shown as percentages alone."""
    draw = random.Random(seed)
    dimensions_drawn = tuple(draw.sample(list(DIMENSIONS), 3))
    shared, second, third = dimensions_drawn
    shapes: list[Names] = draw.choice(
        [[(shared,)], [(shared, second)], [(shared, second)], [(shared, second), (shared, third)]]
    )
    sizes = {name: DIMENSIONS[name][: draw.randint(2, len(DIMENSIONS[name]))] for name in dimensions_drawn}
    people = _people(draw, [sizes[name] for name in dimensions_drawn])
    measures_drawn = [
        table
        for place, shape in enumerate(shapes)
        for table in _tables(draw, place, shape, sizes, dimensions_drawn, people)
    ]
    if sum(len(table.table) for table in measures_drawn) > most_cells:
        return drawn(seed + 1_000_003, most_cells=most_cells)
    return measures_drawn, _numbers(shapes, sizes, dimensions_drawn, people)


def _numbers(
    shapes: list[Names], sizes: Sizes, dimensions_drawn: Names, people: People
) -> dict[frozenset[tuple[str, str]], int]:
    """How many there are in each cell of each shape, margins among them."""
    cells = (
        dict(zip(names, cell, strict=True))
        for names in shapes
        for cell in product(*([*sizes[name], ALL] for name in names))
    )
    return {
        frozenset(pair for pair in cell.items() if pair[1] != ALL): _total(cell, dimensions_drawn, people)
        for cell in cells
    }


def _people(draw: random.Random, sizes: list[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """How many there are in each cell of three dimensions: many noughts and small numbers, a few large ones."""
    usual = draw.choice([(0, 1, 2, 3), (0, 0, 0, 2, 9), (0, 1, 4, 12, 30), (3, 8, 20, 60), (0, 0, 0, 0, 1, 40)])
    return {cell: _few_more(draw, draw.choice(usual)) for cell in product(*sizes)}


def _few_more(draw: random.Random, usual: int) -> int:
    return usual and max(0, usual + draw.randint(-1, usual))


def _tables(
    draw: random.Random, place: int, names: Names, sizes: Sizes, dimensions_drawn: Names, people: People
) -> list[Measure]:
    """A table with its counts, percentages or both; one of percentages alone comes with a table of what they are of."""
    share, base, places = draw.choice(["", "own", "beside"]), draw.choice(names), draw.choice([0, 1])
    frame = _frame(names, sizes, dimensions_drawn, people)
    if share:
        of = [
            _total(dict(zip(names, row, strict=True)) | {base: ALL}, dimensions_drawn, people)
            for row in frame[list(names)].itertuples(index=False)
        ]
        frame["percent"] = [_percent(part, whole, places) for part, whole in zip(frame["children"], of, strict=True)]
    if share != "own":
        return [measure(f"table_{place}", frame, list(names), base=base)]
    rest = [name for name in names if name != base]
    bases = measure(f"bases_{place}", _frame(rest, sizes, dimensions_drawn, people), rest)
    return [bases, measure(f"table_{place}", frame.drop(columns="children"), list(names), base=base)]


def _frame(names: Sequence[str], sizes: Sizes, dimensions_drawn: Names, people: People) -> pd.DataFrame:
    cells = list(product(*([*sizes[name], ALL] for name in names)))
    counts = [float(_total(dict(zip(names, cell, strict=True)), dimensions_drawn, people)) for cell in cells]
    return pd.DataFrame(cells, columns=list(names)).assign(children=counts)


def _total(categories: Mapping[str, str], dimensions_drawn: Names, people: People) -> int:
    places = [(dimensions_drawn.index(name), word) for name, word in categories.items() if word != ALL]
    return sum(count for cell, count in people.items() if all(cell[place] == word for place, word in places))


def _percent(part: int, base: int, places: int) -> float:
    return float(half_up(100 * part / base, places)) if base else 0.0


def measure(name: str, frame: pd.DataFrame, dimensions: list[str], *, policy: str = "dfe", base: str = "") -> Measure:
    """Return a table of people as a measure: `children` counts them, `percent` shows them as a share of the total over `base`."""
    fields: list[dict[str, Any]] = [
        {"name": dimension, "type": "string", "dimension": dimension, "total": ALL} for dimension in dimensions
    ]
    if "children" in frame:
        fields.append({"name": "children", "type": "integer", "counts": PEOPLE, "unit": "count"})
    if "percent" in frame and "children" in frame:
        fields.append({"name": "percent", "type": "number", "share_of": ["children", base], "unit": "percent"})
    elif "percent" in frame:
        fields.append({"name": "percent", "type": "number", "counts": PEOPLE, "share_of": base, "unit": "percent"})
    return Measure(
        name=name,
        table=frame,
        columns=tuple(Column(field["name"], field["name"].capitalize(), field.get("unit", "text")) for field in fields),
        origins=tuple(Origin(f"{name}.csv", row) for row in range(2, len(frame) + 2)),
        sources=(),
        policy=policy,
        layout=disclosure.read_layout({"name": name, "fields": fields}, period="2023-24"),
    )


def large(seed: int) -> Measure:
    """Return a table of ten ages and twenty places with their margins."""
    draw = random.Random(seed)
    sizes = {"age": tuple(f"age {n}" for n in range(10)), "place": tuple(f"place {n}" for n in range(20))}
    people = {cell: draw.choice((0, 1, 2, 4, 7, 12, 30, 50, 80)) for cell in product(*sizes.values())}
    return measure("large", _frame(tuple(sizes), sizes, tuple(sizes), people), list(sizes))
