"""Extract each measure's figures from a file, once the area and period of each of its rows are read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from helpers.errors import DataFaults, Fault, nearest
from helpers.sources.folding import folded
from helpers.sources.importers import cells, periods
from helpers.sources.importers.raw_file import RawFile
from helpers.sources.importers.releases import CellSelector, PublishedCell, Release

if TYPE_CHECKING:
    import pandas as pd

KEYS = ["measure", "area", "period"]
OF_A_MEASURE = [*KEYS, "period_end", "value", "code", "numerator", "denominator", "source"]
COLUMNS = [*OF_A_MEASURE, "edition"]


def extract(raw: RawFile, release: Release, *, area: pd.Series, period: pd.Series) -> pd.DataFrame:
    """Return every measure of a release, one row an area and period, in `COLUMNS`.

    `edition` is the last day of the last period that the file gives: publishers' files do not name their day of publication.
    `area` holds the store's code of each row of the file, or nothing where a row is of no area that the store has;
    `period` the period as the publisher writes it.
    Raises `DataFaults` for each cell that is neither a number nor a known code, each unreadable period, each area and
    period given twice and differently, and each label of a measure that is in no row of the file.
    """
    import pandas as pd

    _refuse_absent_labels(raw, release)
    placed = area.dropna().index
    labels = {f" {column}": _folded(raw.rows.loc[placed, column]) for column in _label_columns(release)}
    keyed = raw.rows.loc[placed].assign(**{" area": area, " period": period} | labels)
    present = [measure for measure in release.measures if len(_matching_rows(keyed, measure.value))]
    tables = [_measure(raw, release, measure, keyed) for measure in present]
    table = pd.concat([empty()[OF_A_MEASURE], *tables], ignore_index=True)
    return table.assign(edition=str(table["period_end"].max().date()) if len(table) else "")


def _measure(raw: RawFile, release: Release, measure: PublishedCell, rows: pd.DataFrame) -> pd.DataFrame:
    chosen = _matching_rows(rows, measure.value)
    chosen = chosen[~chosen[" area"].isin(measure.leaves_out)]
    labels = _periods(raw, release, measure, chosen[" period"])
    texts = chosen[measure.value.column]
    _refuse(raw, measure.value.column, texts)
    figures = labels.assign(
        measure=measure.measure,
        area=chosen[" area"],
        value=cells.numbers(texts),
        code=cells.codes(texts),
        numerator=_base(raw, rows, measure.numerator, chosen),
        denominator=_base(raw, rows, measure.denominator, chosen),
        source=release.id,
    )
    table = figures[OF_A_MEASURE].drop_duplicates()
    _refuse_repeats(raw, table)
    return table


def _matching_rows(rows: pd.DataFrame, cell: CellSelector) -> pd.DataFrame:
    for column, texts in cell.where.items():
        rows = rows[rows[f" {column}"].isin([folded(text) for text in texts])]
    return rows


def _label_columns(release: Release) -> list[str]:
    cells = [cell for measure in release.measures for cell in (measure.value, measure.numerator, measure.denominator)]
    return list(dict.fromkeys(column for cell in cells if cell for column in cell.where))


def _folded(column: pd.Series) -> pd.Series:
    return column.map({text: folded(text) for text in column.unique()})


def _base(raw: RawFile, rows: pd.DataFrame, cell: CellSelector | None, chosen: pd.DataFrame) -> pd.Series:
    """Return a count that a percentage or rate is made of, row for row; missing where it is not published."""
    import pandas as pd

    if cell is None:
        return pd.Series(float("nan"), index=chosen.index)
    keys = [" area", " period"]
    base = _matching_rows(rows, cell)
    _refuse(raw, cell.column, base[cell.column])
    counts = cells.numbers(base[cell.column]).set_axis(base.set_index(keys).index)
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
        message = (
            f'"{text}" is no {kind}, which "{release.title}" is given by. Correct it, or the measure\'s period_kind.'
        )
        raise DataFaults([raw.fault(row, "", message)]) from error


def _refuse(raw: RawFile, column: str, texts: pd.Series) -> None:
    unknown = cells.unknown_codes(texts)
    if len(unknown):
        raise DataFaults(
            Fault(raw.file, int(str(row)), column, cells.fault_message(code)) for row, code in unknown.items()
        )


def _refuse_absent_labels(raw: RawFile, release: Release) -> None:
    """Refuse a file in which a label has changed, so that no measure is lost unnoticed; a `partial` release may lack any."""
    measures = () if release.partial else release.measures
    labels = dict.fromkeys(pair for measure in measures for pair in measure.value.where.items())
    present = {column: set(map(folded, raw.rows[column].unique())) for column, _ in labels}
    absent = [(column, texts) for column, texts in labels if present[column].isdisjoint(map(folded, texts))]
    if absent:
        raise DataFaults(
            raw.fault(0, column, _absent_label(texts, raw.rows[column].unique())) for column, texts in absent
        )


def _absent_label(texts: tuple[str, ...], labels: Iterable[str]) -> str:
    cure = nearest(texts[0], labels) or "Say in importers/releases what the release calls it now."
    return f'no row reads "{texts[0]}". {cure}'


def _refuse_repeats(raw: RawFile, table: pd.DataFrame) -> None:
    twins = table[table.duplicated(KEYS)]
    if len(twins):
        raise DataFaults(raw.fault(int(str(row)), "", _repeat(*key)) for row, *key in twins[KEYS].itertuples())


def _repeat(measure: str, area: str, period: str) -> str:
    return f"{area} in {period} is given a second time for {measure}. Remove one row, or say in importers/releases which counts."


def empty() -> pd.DataFrame:
    """Return a table of no figures with the columns and types of one that has some, so that both can be joined."""
    import pandas as pd

    numbers = {column: pd.Series(dtype="float64") for column in ("value", "numerator", "denominator")}
    texts = {column: pd.Series(dtype="str") for column in COLUMNS}
    return pd.DataFrame(texts | numbers | {"period_end": pd.Series(dtype="datetime64[s]")})[COLUMNS]
