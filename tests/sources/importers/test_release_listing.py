"""What can be read is listed with its page, its month and what the store has, and the README lists the same."""

from __future__ import annotations

from pathlib import Path

from support import PROJECT

from helpers.sources.importers import release_listing, releases


def test_a_store_that_is_empty_has_no_figures_of_any_release(tmp_path: Path) -> None:
    files = [line for line in release_listing.lines(tmp_path) if line.startswith("  ")]
    assert all(line.endswith(": no figures of its own") for line in files)


def test_each_release_that_is_read_is_listed_once() -> None:
    ids = [release.id for files in release_listing.by_publication() for release in files]
    assert sorted(ids) == sorted({release.id for release in releases.releases() if release.reader})


def test_a_publication_is_listed_with_page_month_and_years() -> None:
    lines = release_listing.lines(PROJECT / "data" / "published")
    place = next(place for place, line in enumerate(lines) if line.startswith("Children in need (Department"))
    assert lines[place].endswith(
        "October, https://explore-education-statistics.service.gov.uk/find-statistics/characteristics-of-children-in-need)"
    )
    assert lines[place + 1] == "  Children in need, table B1: 2013 to 2025"


def test_the_readme_lists_each_publication() -> None:
    readme = (PROJECT / "README.md").read_text("utf-8").splitlines()
    assert [row for row in map(release_listing.row, release_listing.by_publication()) if row not in readme] == []
