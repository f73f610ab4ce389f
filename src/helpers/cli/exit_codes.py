"""The exit codes of commands, and the line that a command ends with."""

from __future__ import annotations

UNREADY = 1


def say(words: str) -> int:
    """Print what a command ends with, and return the exit code of one that did its work."""
    print(words)
    return 0
