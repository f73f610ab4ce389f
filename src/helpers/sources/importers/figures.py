"""Take each measure's figures out of a file whose areas and periods are known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from helpers.errors import DataFaults, Fault, nearest
from helpers.sources.importers import cells, periods
from helpers.sources.importers.raw_file import RawFile
from helpers.sources.importers.releases import CellSelector, PublishedCell, Release

if TYPE_CHECKING:
    import pandas as pd

KEYS = ["measure", "area", "period"]
COLUMNS = [*KEYS, "period_end", "value", "code", "numerator", "denominator", "source"]


def taken(raw: RawFile, release: Release, *, area: pd.Series, period: pd.Series) -> pd.DataFrame:
    """Return every measure of a release, one row an area and period, in `COLUMNS`.

    `area` holds the store's code of each row of the file, `period` the period as the publisher writes it.
    Raises `DataFaults` for each cell that is neither a number nor a known code, each unreadable period, each area and
    period given twice, and each label by which a measure is known that no row bears.
    """
    import pandas as pd

    _refuse_lost(raw, release)
    keyed = raw.rows.assign(**{" area": area, " period": period})
    held = [each for each in release.measures if len(_standing(raw.rows, each.value))]
    return pd.concat([empty(), *(_measure(raw, release, each, keyed) for each in held)], ignore_index=True)


def _measure(raw: RawFile, release: Release, measure: PublishedCell, rows: pd.DataFrame) -> pd.DataFrame:
    chosen = _standing(rows, measure.value)
    chosen = chosen[~chosen[" area"].isin(measure.leaves_out)]
    labels = _periods(raw, release, measure, chosen[" period"])
    found = chosen[measure.value.column]
    _refuse(raw, measure.value.column, found)
    table = labels.assign(
        measure=measure.measure,
        area=chosen[" area"],
        value=cells.numbers(found),
        code=cells.codes(found),
        numerator=_base(raw, rows, measure.numerator, chosen),
        denominator=_base(raw, rows, measure.denominator, chosen),
        source=release.id,
    )
    _refuse_twins(raw, table)
    return table[COLUMNS]


def _standing(rows: pd.DataFrame, cell: CellSelector) -> pd.DataFrame:
    for column, wanted in cell.where.items():
        rows = rows[rows[column].isin(wanted)]
    return rows


def _base(raw: RawFile, rows: pd.DataFrame, cell: CellSelector | None, chosen: pd.DataFrame) -> pd.Series:
    """Return a count that a percentage or rate is made of, row for row; missing where it is not published."""
    import pandas as pd

    if cell is None:
        return pd.Series(float("nan"), index=chosen.index)
    keys = [" area", " period"]
    found = _standing(rows, cell)
    _refuse(raw, cell.column, found[cell.column])
    counts = cells.numbers(found[cell.column]).set_axis(found.set_index(keys).index)
    return counts.reindex(chosen.set_index(keys).index).set_axis(chosen.index)


def _periods(raw: RawFile, release: Release, measure: PublishedCell, period: pd.Series) -> pd.DataFrame:
    import pandas as pd

    read = {text: _period(raw, release, measure, text, period) for text in period.unique()}
    labels = period.map({text: label for text, (label, _) in read.items()})
    ends = period.map({text: pd.Timestamp(end) for text, (_, end) in read.items()})
    return pd.DataFrame({"period": labels, "period_end": ends.astype("datetime64[s]")})


def _period(raw: RawFile, release: Release, measure: PublishedCell, text: str, period: pd.Series) -> tuple[str, date]:
    try:
        return periods.read(measure.period_kind, text)
    except ValueError as error:
        kind = measure.period_kind.replace("_", " ")
        row = int(period.index[period == text][0])
        said = f'"{text}" is no {kind}, which "{release.title}" is given by. Correct it, or the measure\'s period_kind.'
        raise DataFaults([raw.fault(row, "", said)]) from error


def _refuse(raw: RawFile, column: str, found: pd.Series) -> None:
    unknown = cells.unknown_codes(found)
    if len(unknown):
        raise DataFaults(Fault(raw.file, int(str(row)), column, cells.said(code)) for row, code in unknown.items())


def _refuse_lost(raw: RawFile, release: Release) -> None:
    """Refuse a file in which a label has changed, so that no measure goes silently; a `partial` release may lack any."""
    sought = {} if release.partial else {pair: None for each in release.measures for pair in each.value.where.items()}
    lost = [(column, wanted) for column, wanted in sought if not raw.rows[column].isin(wanted).any()]
    if lost:
        raise DataFaults(raw.fault(0, column, _lost(wanted, raw.rows[column].unique())) for column, wanted in lost)


def _lost(wanted: tuple[str, ...], known: Iterable[str]) -> str:
    cure = nearest(wanted[0], known) or "Say in importers/releases what the release calls it now."
    return f'no row reads "{wanted[0]}". {cure}'


def _refuse_twins(raw: RawFile, table: pd.DataFrame) -> None:
    twins = table[table.duplicated(KEYS)]
    if len(twins):
        raise DataFaults(raw.fault(int(str(row)), "", _twin(*key)) for row, *key in twins[KEYS].itertuples())


def _twin(measure: str, area: str, period: str) -> str:
    return f"{area} in {period} is given a second time for {measure}. Remove one row, or say in importers/releases which counts."


def empty() -> pd.DataFrame:
    """Return a table of no figures, with the columns and kinds of one that has some."""
    import pandas as pd

    numbers = {column: pd.Series(dtype="float64") for column in ("value", "numerator", "denominator")}
    texts = {column: pd.Series(dtype="str") for column in COLUMNS}
    return pd.DataFrame(texts | numbers | {"period_end": pd.Series(dtype="datetime64[s]")})[COLUMNS]
