"""Take `protect` out of a call, and whatever would have shown the table refuses it.

Every public function of the display rooms that takes a statistic is tried, those to come among them.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from support.people import ALL, counts, sex, table

import helpers.display
from helpers.errors import ReportError
from helpers.sources.origins import Origin
from helpers.statistics import Column, Measure, protect

WORDS = ("id", "area", "area_name", "name", "label", "period", "measure", "kind", "organisation")
QUESTIONS = {"str": "value", "Sequence[str]": ["E06000001"], "Number": None, "int": 0, "bool": True, "Part": "Plans"}
ELSEWHERE = {  # (name of a parameter): what to give it, where its type alone does not tell
    "label": "name",
    "highlight": "E06000001",
    "area": "E06000001",
    "across": "period",
    "rows": "area_name",
    "counted": [0],
    "draw": lambda *_: None,
}
NUMBERLESS = {  # read no number: the names of places, and whatever a chart draws by itself
    "places.label",
    "places.named",
    "places.picked",
    "canvas.picture",
}


def unprotected() -> Measure:
    """A table of three children that has not passed the gate, with the columns that charts ask for."""
    row = dict.fromkeys(WORDS, "E06000001") | {"period_end": pd.Timestamp("2024-03-31"), "value": 3.0, "source": "dfe"}
    return Measure(
        name="plans",
        table=pd.DataFrame([row]),
        columns=(*(Column(word, word) for word in WORDS), Column("value", "Children", "count")),
        origins=(Origin("plans.csv", 2),),
        sources=("dfe",),
        policy="dfe",
    )


def showing() -> Iterator[Callable[..., object]]:
    """Every public function of a display room whose first parameter is a statistic."""
    for room in pkgutil.walk_packages(helpers.display.__path__, "helpers.display."):
        module = importlib.import_module(room.name)
        for name, function in sorted(vars(module).items()):
            if inspect.isfunction(function) and function.__module__ == room.name and not name.startswith("_"):
                first = next(iter(inspect.signature(function).parameters.values()), None)
                if first and str(first) == "statistic: 'Statistic'" and called_name(function) not in NUMBERLESS:
                    yield function


def called_name(function: Callable[..., object]) -> str:
    """A function as a chapter calls it."""
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


def arguments(function: Callable[..., object]) -> dict[str, Any]:
    """Something for every further parameter that has to be given."""
    further = list(inspect.signature(function).parameters.values())[1:]
    needed = [parameter for parameter in further if parameter.default is inspect.Parameter.empty]
    return {
        parameter.name: ELSEWHERE.get(parameter.name, QUESTIONS.get(str(parameter.annotation), "value"))
        for parameter in needed
    }


def called(function: Callable[..., object], measure: Measure) -> object:
    values = arguments(function)
    kinds = inspect.signature(function).parameters
    positional = [value for name, value in values.items() if kinds[name].kind is not inspect.Parameter.KEYWORD_ONLY]
    return function(
        measure, *positional, **{k: v for k, v in values.items() if kinds[k].kind is inspect.Parameter.KEYWORD_ONLY}
    )


@pytest.mark.parametrize("function", list(showing()), ids=called_name)
def test_a_measure_that_was_not_protected_is_refused_by_whatever_would_show_it(function: Callable[..., object]) -> None:
    with pytest.raises(ReportError, match=r"plans has not passed the gate. Show statistics\.protect\(plans"):
        called(function, unprotected())


def test_every_room_that_shows_statistics_is_tried() -> None:
    rooms = {called_name(function).partition(".")[0] for function in showing()}
    assert {"tables", "bars", "trend", "ranking", "funnel", "narrative", "comparing", "grids"} <= rooms


@pytest.mark.parametrize(
    "shown",
    [
        repr,
        str,
        "{}".format,
        lambda measure: f"{measure}",
        lambda measure: f"{measure!r:>5}",
        lambda measure: repr([measure]),
        lambda measure: str({"rows": measure}),
    ],
)
def test_a_bare_measure_says_how_to_pass_the_gate_and_nothing_else(shown: Callable[[Measure], str]) -> None:
    words = shown(unprotected())
    assert "plans has not passed the gate. Show statistics.protect(plans)." in words and "3" not in words


def test_a_bare_measure_at_the_end_of_a_cell_shows_the_same_sentence_in_every_form() -> None:
    from IPython.core.formatters import DisplayFormatter

    data, metadata = DisplayFormatter().format(unprotected())
    assert ({"text/plain": "plans has not passed the gate. Show statistics.protect(plans)."}, {}) == (data, metadata)


@pytest.mark.parametrize("name", ["to_html", "to_csv", "to_dict", "head", "iloc", "items", "describe"])
def test_a_measure_gives_nothing_that_a_table_would(name: str) -> None:
    with pytest.raises(ReportError, match="has not passed the gate"):
        getattr(unprotected(), name)


@pytest.mark.parametrize("name", ["_repr_html_", "_repr_mimebundle_", "_repr_json_", "__dataframe__", "__array__"])
def test_a_measure_has_no_other_form(name: str) -> None:
    assert not hasattr(unprotected(), name)


def test_a_measure_has_no_number_and_no_length_to_say() -> None:
    for source in (len, lambda statistic: statistic.number(0, "value"), lambda statistic: list(statistic.rows())):
        with pytest.raises(ReportError, match="has not passed the gate"):
            source(unprotected())


# A policy taken out of a measure


@pytest.mark.parametrize("policy", ["open", ""])
def test_a_table_of_people_does_not_pass_the_gate_under_another_policy(policy: str) -> None:
    statistic = table([sex(), counts()], [("girls", 3), ("boys", 40), (ALL, 43)])
    with pytest.raises(ReportError, match=r"counts children with a plan under the policy|gate does not know"):
        protect(replace(statistic, policy=policy), title="Plans")


def test_what_passed_the_gate_holds_no_number_that_it_hid() -> None:
    passed = protect(table([sex(), counts()], [("girls", 3), ("boys", 40), (ALL, 43)]), title="Plans")
    assert [True, True, False] == [passed.number(row, "children").value is None for row in range(len(passed))]
