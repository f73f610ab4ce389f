"""List what the importers read: each publication with its page, its usual month and what the store has of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path

from helpers.sources.importers import parquet_store, releases
from helpers.sources.importers.releases import Release

NO_MONTH = "no fixed month"


def lines(store: Path) -> list[str]:
    """Return a line for each publication, and below it one for each of its files, with what a store has of it."""
    sources = parquet_store.read(store).get("sources")
    entries = {} if sources is None else {str(row["id"]): row for row in sources.to_dict("records")}
    return [line for files in by_publication() for line in _publication(files, entries)]


def by_publication() -> list[list[Release]]:
    """Return the releases that are read, each once, by publication, in the order of publishers and titles."""
    files = {release.id: release for release in reversed(releases.releases()) if release.reader}.values()
    names = sorted({(release.publisher, release.publication) for release in files})
    return [
        sorted(
            (release for release in files if (release.publisher, release.publication) == name), key=lambda r: r.title
        )
        for name in names
    ]


def month(files: Sequence[Release]) -> str:
    """Return when a publication is usually issued."""
    return next((release.month for release in files if release.month), NO_MONTH)


def page(files: Sequence[Release]) -> str:
    """Return the address of a publication; empty where none is known for certain."""
    return files[0].url


def row(files: Sequence[Release]) -> str:
    """Return a publication's row of a table in Markdown: its name, linked to its page, its publisher and its usual month."""
    first = files[0]
    name = f"[{first.publication}]({page(files)})" if page(files) else first.publication
    return f"| {name} | {first.publisher} | {month(files)} |"


def _publication(files: Sequence[Release], entries: Mapping[str, Mapping[Hashable, object]]) -> list[str]:
    first = files[0]
    parts = [first.publisher, month(files), *filter(None, [page(files)])]
    return [
        f"{first.publication} ({', '.join(parts)})",
        *(f"  {_file(file, entries.get(file.id, {}))}" for file in files),
    ]


def _file(release: Release, entry: Mapping[Hashable, object]) -> str:
    years = dict.fromkeys(str(entry.get("years") or entry.get("newest") or "no figures of its own").split(" to "))
    return f"{release.title}: {' to '.join(years)}"
