"""The files of the cache: written aside and put in place whole, and read as if missing where they are damaged."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any


def digest_of(value: Any) -> str:
    """Return the digest of a value of which JSON can be made."""
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=True).encode()).hexdigest()[:40]


def read_json(path: Path) -> dict[str, Any] | None:
    """Return what a file of the cache says; None where it is missing or damaged."""
    content = unpacked(path)
    try:
        return json.loads(content) if content else None
    except ValueError:
        return None


def unpacked(path: Path) -> bytes | None:
    """Return what a file of the cache contains; None where it is missing or damaged."""
    try:
        return gzip.decompress(path.read_bytes())
    except (OSError, EOFError, zlib.error):
        return None


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Go through what the lines of a file of the cache say, unpacking no more than is asked for; it ends where the file is missing or damaged."""
    with contextlib.suppress(OSError, EOFError, zlib.error, ValueError), gzip.open(path) as lines:
        yield from map(json.loads, lines)


def write_json(path: Path, *lines: Mapping[str, Any]) -> None:
    """Put a file of JSON in its place whole, or leave it."""
    write(path, "\n".join(map(json.dumps, lines)).encode())


def write(path: Path, content: bytes) -> None:
    """Put a file in its place whole, or leave it."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".")
        with os.fdopen(handle, "wb") as file:
            file.write(gzip.compress(content, compresslevel=1))
        os.replace(aside, path)


def prune(folder: Path, most: int) -> None:
    """Keep the files used last; another build may be at the same."""
    with contextlib.suppress(OSError):
        for path in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)[:-most]:
            path.unlink(missing_ok=True)
