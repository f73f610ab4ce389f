"""What a process remembers of the data, in the caches of the helpers' functions and in the published store."""

from __future__ import annotations

import sys
from functools import cache

from helpers.sources import published

REMEMBERED = type(cache(len))
LASTING = (  # they remember nothing of the data but by all that it says, or of the program alone
    "helpers.publish.running.program",
    "helpers.sources.language",
    "helpers.sources.people_in_words",
    "helpers.sources.shares_in_words",
    "helpers.display.canvas",
    "helpers.display.theme",
    "helpers.publish.website.web_fonts",
    "helpers.publish.website.pages",
)


def forget() -> None:
    """Drop what this process remembers of the data: it may have changed since, and chapters would not be heard to read it.

    The published store stays where it is as it was: each chapter depends on the whole of it in any case.
    """
    for name in [name for name in sys.modules if name.startswith("helpers.") and name not in LASTING]:
        for value in list(vars(sys.modules[name]).values()):
            if isinstance(value, REMEMBERED):
                value.cache_clear()
    published.forget()
