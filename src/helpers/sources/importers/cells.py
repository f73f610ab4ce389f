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
OLDER = {":": "x", "..": "x", ".": "z", "*": "c"}  # what the same publishers wrote before the codes of today


def numbers(cells: pd.Series) -> pd.Series:
    """Return the numbers of a column of text, missing where a cell holds anything else."""
    import pandas as pd

    values = pd.to_numeric(cells, errors="coerce").astype("float64")
    return values.where(values.abs() != float("inf"))


def codes(cells: pd.Series) -> pd.Series:
    """Return the code of each cell that is no number, and an empty text for each that is.

    A code is one of `CODES` however it is written: "c", "C", "[c]", ":" for "x". A cell that holds none is as it stands.
    """
    texts = cells.where(numbers(cells).isna(), "").astype(str)
    return texts.map({text: _code(text) for text in texts.unique()})


def _code(text: str) -> str:
    plain = text.strip().removeprefix("[").removesuffix("]").casefold()
    code = OLDER.get(plain, plain)
    return code if code in CODES else text


def unknown_codes(cells: pd.Series) -> pd.Series:
    """Return the cells that hold neither a number nor a known code."""
    texts = codes(cells)
    return cells[(texts != "") & ~texts.isin(list(CODES)) | (cells == "")]


def fault_message(code: str) -> str:
    """Return the fault and the cure of a cell that is neither a number nor a known code."""
    codes_listed = ", ".join(CODES)
    what = "blank" if not code else f'"{code}" is neither a number nor a known code'
    return f"{what}. Known codes are {codes_listed}; add a new one, with its meaning, in importers/cells.py."
