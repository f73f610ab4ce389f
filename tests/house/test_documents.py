"""What the documents say of the project is so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from support import PROJECT

from helpers import cli
from helpers.sources import YearFolder, file_listing, validation
from helpers.sources.schema import schemas, sections

BUILDING = ("report", "published", "release", "compare")  # tests/reports/test_ten_steps.py runs these too
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


@pytest.mark.parametrize(("words", "place"), re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", README))
def test_every_picture_is_there_and_said_in_words(words: str, place: str) -> None:
    assert (PROJECT / place).exists() and len(words.split()) > 8


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


def test_every_table_and_section_is_listed_with_its_headings(opened: Callable[[], YearFolder]) -> None:
    listing = list(file_listing.lines(opened()))
    assert "  milestones.csv: " + ",".join(field.name for field in schemas()["milestones"].fields) in listing
    assert sum(line.startswith("  ") for line in listing) == len(schemas()) + len(sections())


def test_the_commands_of_a_year_in_ten_steps_do_what_they_say(thornby: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of the page, for the invented partnership: all but what builds, imports or has another test."""
    section = README.partition("## A year in ten steps")[2].partition("\n## ")[0]
    commands = re.findall(r"`make ([a-z-]+)((?: [A-Z]+=\S+)*)`", section)
    assert {name for name, _ in commands} >= {"new-year", "report", "published", "confirm", "files", "check"}
    monkeypatch.setenv("PARTNERSHIP", "thornby")
    (thornby / "01_introduction/role.md").write_text("The partnership leads.", "utf-8")
    (thornby / "01_introduction/bodies.csv").write_text(
        "id,name,kind,parent,source,note\nquality,Quality,committee,,thornby_accounts,\n", "utf-8"
    )
    replaced = (thornby / "report.toml").read_text("utf-8").replace('name = ""\nrole', 'name = "A. Chief"\nrole')
    (thornby / "report.toml").write_text(replaced, "utf-8")
    for name, options in commands:
        if name not in BUILDING:
            with monkeypatch.context() as patch:
                for option in options.split():
                    patch.setenv(*option.split("="))
                assert cli.main([name]) == 0, (name, options)
    assert (thornby.with_name("2024-25") / "CHECKLIST.md").exists()
