"""What the documents say of the project is so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from support import PROJECT

from helpers.sources import YearFolder, file_listing, validation
from helpers.sources.schema import schema, schemas, sections

README = (PROJECT / "README.md").read_text("utf-8")


def dependencies() -> set[str]:
    package = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*package["dependencies"], *(line for extra in package["optional-dependencies"].values() for line in extra)]
    return {name for line in lines for name in re.findall(r"^[\w-]+", line)}


def test_every_dependency_has_its_reason_and_no_other_is_told() -> None:
    table = (PROJECT / "docs/decisions/0002-dependencies.md").read_text("utf-8")
    rows = re.findall(r"^\| (?:\*\w+\* )?([\w, -]+) \| \w", table, re.MULTILINE)
    documented = [name for row in rows for name in row.split(", ") if name != "package"]
    assert sorted(documented) == sorted(dependencies())


def test_every_publisher_of_the_national_figures_is_attributed() -> None:
    licence = " ".join((PROJECT / "data" / "LICENCE.md").read_text("utf-8").split())
    publishers = set(parquet.read_table(PROJECT / "data/published/sources.parquet")["publisher"].to_pylist())
    assert {publisher for publisher in publishers if publisher not in licence} == set()
    assert "Contains OS data © Crown copyright and database right 2023" in licence


@pytest.mark.parametrize("place", re.findall(r"^\| `([\w./-]+/|[\w./-]+\.py)` \|", README, re.MULTILINE))
def test_every_place_on_the_readme_s_map_is_there(place: str) -> None:
    assert (PROJECT / place).exists()


@pytest.mark.parametrize("path", sorted((PROJECT / "docs" / "decisions").glob("*.md")), ids=lambda path: path.stem)
def test_every_decision_says_its_status_context_decision_and_consequences(path: Path) -> None:
    headings = re.findall(
        r"^(?:## (?=\w+$))?(Status|Context|Decision|Consequences)\b", path.read_text("utf-8"), re.MULTILINE
    )
    assert headings == ["Status", "Context", "Decision", "Consequences"]


def test_the_settings_of_a_new_partnership_are_those_that_are_checked(
    thornby: Path, opened: Callable[[], YearFolder]
) -> None:
    page = (PROJECT / "docs/new-partnership.md").read_text("utf-8")
    settings = "\n".join(line[7:] for line in page.splitlines() if line.startswith(" " * 7))
    (thornby / "report.toml").write_text(settings, encoding="utf-8")
    assert validation.faults(opened()) == []
    assert opened().areas == ("E08000035",)


def test_every_table_and_section_is_listed_with_its_headings() -> None:
    listing = list(file_listing.lines())
    assert "  milestones.csv: " + ",".join(field.name for field in schema("milestones").fields) in listing
    assert sum(line.startswith("  ") for line in listing) == len(schemas()) + len(sections())
