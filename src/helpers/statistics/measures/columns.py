"""What a measure takes from the columns of its table."""

from __future__ import annotations

import pandas as pd


def sources_of(frame: pd.DataFrame) -> tuple[str, ...]:
    """Return the ids of the sources that rows name, each once, in order."""
    return tuple(dict.fromkeys(str(source) for source in frame["source"])) if "source" in frame else ()
