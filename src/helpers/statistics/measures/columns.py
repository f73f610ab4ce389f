"""What a measure takes from the columns of its table."""

from __future__ import annotations

import pandas as pd


def sources_of(frame: pd.DataFrame) -> tuple[str, ...]:
    """Return the ids of the sources that rows name, each once, in order."""
    return tuple(dict.fromkeys(str(source) for source in frame["source"])) if "source" in frame else ()


def span(periods: pd.Series) -> str:
    """Return the periods of rows in words: the first to the last."""
    distinct = sorted({str(period) for period in periods if period})
    dated = all(period[0].isdigit() for period in distinct)
    return f"{distinct[0]} to {distinct[-1]}" if len(distinct) > 1 and dated else " and ".join(distinct)
