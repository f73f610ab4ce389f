"""A cell that would show what has not passed the gate is found, whatever the measure is called and however it is reached."""

from __future__ import annotations

import ast

import pytest

from helpers.publish.running import gate_rules

OPENING = (
    "from helpers import comparisons, journey, measures, prose, statistics, tables\nfrom helpers import measures as own"
)
ASSIGNED = (
    'reviews = measures.table(chapter, "reviews")\n'
    'early = own.table(chapter, "reviews")\n'
    'safe = statistics.protect(reviews, title="Reviews")'
)


def messages(cell: str) -> list[str]:
    """What is wrong with a cell of a chapter that has measures by several names."""
    trees = [ast.parse(source) for source in (OPENING, ASSIGNED, cell)]
    return [message for _, message in gate_rules.faults(trees[-1], gate_rules.measure_names(trees))]


@pytest.mark.parametrize(
    "cell",
    [
        'measures.table(chapter, "reviews")',
        'own.table(chapter, "reviews")',
        'measures.counted(chapter, "children", by=["sex"])',
        'comparisons.funnel(chapter, "rates")',
        "journey.flow(chapter)",
        "reviews",
        "early",
        "display(reviews)",
        "display(prose.say('So'), early)",
        "prose.say('So')\nreviews",
    ],
)
def test_a_bare_measure_is_found_and_its_cell_told_what_to_do(cell: str) -> None:
    (message,) = messages(cell)
    assert "has not passed the gate. Show a statistic of it: statistics.protect(" in message


@pytest.mark.parametrize(
    "cell",
    [
        "reviews.table",
        "tables.show(safe.measure)",
        "chapter.folder",
        'chapter.folder.table("reviews").frame',
        "reviews.cells",
        "reviews.__dict__",
        "reviews._repr_html_",
        'tables.show(reviews.table["children"])',
    ],
)
def test_a_way_behind_the_gate_is_found(cell: str) -> None:
    assert any("from behind the gate" in message for message in messages(cell))


@pytest.mark.parametrize(
    "call", ["print", "str", "repr", "vars", "getattr", "list", "format", "exec", "eval", "__import__"]
)
def test_a_built_in_function_that_would_show_a_measure_is_found(call: str) -> None:
    assert any(f"{call}() is not for chapters" in message for message in messages(f"{call}(reviews)"))


@pytest.mark.parametrize(
    "cell",
    [
        "tables.show(safe)",
        'tables.show(statistics.protect(measures.table(chapter, "reviews")), columns=["name"])',
        'display(prose.section(chapter, "early"), tables.show(safe))',
        "late = measures.figures(chapter, chapter.areas)",
        "prose.say('In {}.', chapter.place)",
    ],
)
def test_what_passed_the_gate_may_be_shown(cell: str) -> None:
    assert [] == messages(cell)
