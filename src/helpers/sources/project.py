"""Where the project's files stand."""

from __future__ import annotations

import os
from pathlib import Path

COMMON = "common"
PUBLISHED = "published"


def project_root() -> Path:
    """The folder that holds `data/`: `REPORT_ROOT` where set, else the nearest above the working folder, else the checkout."""
    chosen = os.environ.get("REPORT_ROOT")
    if chosen:
        return Path(chosen).resolve()
    here = Path.cwd()
    above = [place for place in (here, *here.parents) if (place / "data" / PUBLISHED).is_dir()]
    return above[0] if above else Path(__file__).resolve().parents[3]
