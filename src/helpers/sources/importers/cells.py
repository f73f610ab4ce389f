"""Read a column of published cells: numbers, or the code a publisher writes in a number's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

CODES = {
    "c": "confidential",
    "z": "not applicable",
    "x": "not available",
    "k": "rounds to zero, but is not zero",
    "u": "unreliable",
    "low": "rounds to zero, but is not zero",
    "unknown": "not published, and the publisher's tool does not say why",
}


def numbers(cells: pd.Series) -> pd.Series:
    """Return the numbers of a column of text, missing where a cell holds anything else."""
    import pandas as pd

    return pd.to_numeric(cells, errors="coerce").astype("float64")


def codes(cells: pd.Series) -> pd.Series:
    """Return the text of each cell that is no number, and an empty text for each that is."""
    return cells.where(numbers(cells).isna(), "").astype(str)


def unknown_codes(cells: pd.Series) -> pd.Series:
    """Return the cells that hold neither a number nor a known code."""
    texts = codes(cells)
    return cells[(texts != "") & ~texts.isin(list(CODES)) | (cells == "")]


def fault_message(code: str) -> str:
    """Return the fault and the cure of a cell that is neither a number nor a known code."""
    codes_listed = ", ".join(CODES)
    what = "blank" if not code else f'"{code}" is neither a number nor a known code'
    return f"{what}. Known codes are {codes_listed}; add a new one, with its meaning, in importers/cells.py."
