"""What a measure takes from the columns of its table."""

from __future__ import annotations

import pandas as pd


def sources_of(held: pd.DataFrame) -> tuple[str, ...]:
    """Return the ids of the sources that rows name, each once, in order."""
    return tuple(dict.fromkeys(str(source) for source in held["source"])) if "source" in held else ()


def span(periods: pd.Series) -> str:
    """Return the periods of rows in words: the first to the last."""
    listed = sorted({str(period) for period in periods if period})
    dated = all(period[0].isdigit() for period in listed)
    return f"{listed[0]} to {listed[-1]}" if len(listed) > 1 and dated else " and ".join(listed)
