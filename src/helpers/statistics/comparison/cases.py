"""The cases behind figures whose releases give a rate or a share alone, implied by counts of the same people.

The interactive tool gives referrals per 10,000 residents, and the Department for Education their number: both together imply how many
residents the rate is of, and those the number behind every other rate of the same residents. Which counts imply which base is data
(`counted_bases.csv`). What a release gives itself always comes first.
"""

from __future__ import annotations

import csv
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.sources import published
from helpers.sources.periods import Period
from helpers.sources.publications import MeasureDefinition
from helpers.statistics.formulas import SCALES
from helpers.statistics.numbers import Number

COUNTED_BASES = Path(__file__).parent / "counted_bases.csv"
KEYS = ["area", "period"]


@dataclass(frozen=True)
class CountedBase:
    """How many a base has: what a measure counts, less what another does, or over the rate that a third gives of it.

    Where `at_least` is "yes" it has more: the measure counts some of the base alone.
    """

    base: str
    counts: str
    less: str = ""
    rate: str = ""
    at_least: str = ""


def completed(measure: str, figures: pd.DataFrame) -> pd.DataFrame:
    """Return figures of a measure with numerator and denominator, implied where no release gives the denominators of any of them."""
    about = published.store().measure(measure)
    if about.unit not in SCALES or not _is_implied(measure, _at_work()):
        return figures
    implied = _implied(about.denominator_note, _at_work())
    keys = zip(*(figures[name].to_numpy() for name in KEYS), strict=True)
    denominator = np.array([implied.get(key, np.nan) for key in keys])
    return figures.assign(numerator=figures["value"] / SCALES[about.unit] * denominator, denominator=denominator)


def implied_by(about: MeasureDefinition, area: str, period: str) -> tuple[Number, ...]:
    """Return the published numbers that imply the base of a figure, in the order of `counted_bases.csv`; none where its release gives it."""
    return _numbers(about.denominator_note, area, period) if _is_implied(about.measure, _at_work()) else ()


def is_whole(about: MeasureDefinition) -> bool:
    """Return whether what implies a measure's base counts the whole of it."""
    return not any(rule.at_least for rule in _rules(about.denominator_note))


def _numbers(base: str, area: str, period: str) -> tuple[Number, ...]:
    rule = next((rule for rule in _rules(base) if (area, period) in _of_rule(rule, _at_work()).index), None)
    if rule is None:
        return ()
    counts = published.store().measure(rule.counts)
    of_counts = () if counts.unit == "count" else _numbers(counts.denominator_note, area, period)
    names = [name for name in (rule.less, rule.rate) if name]
    return (_number(rule.counts, area, period), *(_number(name, area, period) for name in names), *of_counts)


def _number(measure: str, area: str, period: str) -> Number:
    about, rows = published.store().measure(measure), published.store().figures(measure, areas=[area])
    row = rows[rows["period"] == period].iloc[0]
    return Number(
        name=f"{row['row']}.value",
        value=float(row["value"]),
        unit=about.unit,
        period=Period(period),
        source=str(row["source"]),
        origins=(published.origin("figures", measure, area, period).at("value"),),
        decimals=about.decimals,
    )


@lru_cache(maxsize=512)
def _is_implied(measure: str, _: int) -> bool:
    """Whether a measure has no published denominators, and a base that other figures imply."""
    store = published.store()
    is_bare = store.figures(measure)["denominator"].isna().all()
    return bool(is_bare and _implied(store.measure(measure).denominator_note, _at_work()))


@lru_cache(maxsize=64)
def _implied(base: str, _: int) -> Mapping[Hashable, float]:
    """How many a base has in each area and period, by the first rule that tells."""
    return {key: size for rule in reversed(_rules(base)) for key, size in _of_rule(rule, _at_work()).items()}


@lru_cache(maxsize=64)
def _of_rule(rule: CountedBase, _: int) -> pd.Series:
    store = published.store()
    counts = completed(rule.counts, store.figures(rule.counts))
    column = "value" if store.measure(rule.counts).unit == "count" else "numerator"
    base = counts.set_index(KEYS)[column].astype(float)
    if rule.less:
        base = base - _values(rule.less)
    if rule.rate:
        base = base / _values(rule.rate) * SCALES[store.measure(rule.rate).unit]
    return base[np.isfinite(base) & (base > 0)]


def _values(measure: str) -> pd.Series:
    return published.store().figures(measure).set_index(KEYS)["value"]


def _at_work() -> int:
    """What tells the store that is open from another."""
    return id(published.store())


@lru_cache(maxsize=64)
def _rules(base: str) -> tuple[CountedBase, ...]:
    return tuple(rule for rule in _all_rules() if rule.base == base)


@cache
def _all_rules() -> tuple[CountedBase, ...]:
    with COUNTED_BASES.open(encoding="utf-8", newline="") as file:
        return tuple(CountedBase(**row) for row in csv.DictReader(file))
