"""Digests of what a result was made from, which tell one state of it from another."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

LENGTH = 40  # hexadecimal digits, as a name of a file has them


def digest(parts: Iterable[str]) -> str:
    """Return 40 hexadecimal digits that tell these texts, in their order, from any others."""
    return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:LENGTH]
