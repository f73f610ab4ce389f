"""A new table of people, from one schema and one file and no code: shown by itself, and no small count of it anywhere."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from support import local_year, own_forms, two_chapters
from support.moved import Moved, build_twice
from support.own_forms import HEADING, column, descriptor
from support.two_chapters import contents

from helpers.errors import DataFaults
from helpers.publish import build

pytestmark = pytest.mark.slow

SMALL, SMALL_MOVED = (3, 40, 2, 51), (1, 40, 4, 51)
PLANTED, PLANTED_MOVED = (7123457, 2718281, 1414213, 1732050), (7123451, 2718287, 1414219, 1732044)
SEALED = {**column(1, counts="children sealed"), "policy": "sealed", "title": "Sealed by ward"}
SEX = {"name": "sex", "type": "string", "title": "Sex", "dimension": "sex", "total": "All"}
ROWS = descriptor(
    title="Children heard",
    rows_are="children heard by carers",
    counted_by=[[], ["sex"]],
    fields=[{"name": "reference", "type": "string"}, {**SEX, "constraints": {"enum": ["Girls", "Boys"]}}],
)


def write(place: Path, small: tuple[int, ...], planted: tuple[int, ...]) -> None:
    folder = place / "data" / "thornby" / local_year.YEAR
    own_forms.write_rows(folder, *small)
    own_forms.write_rows(folder, *planted, name="seals")
    lines = [f"{planted[0]}{place:02d},{'Girls' if place < small[0] else 'Boys'}" for place in range(64)]
    rows = folder / local_year.CHAPTER / "heard_by_carers.csv"
    rows.write_text("\n".join(["reference,sex", *lines]) + "\n", "utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Moved:
    """The report, and the same built again after all that is hidden moved."""
    place = local_year.project(tmp_path_factory.mktemp("own"), years=())
    folder = place / "data" / "thornby" / local_year.YEAR
    for name, form in ((own_forms.NAME, descriptor()), ("seals", SEALED), ("heard_by_carers", ROWS)):
        own_forms.write(folder, form, name=name)
    own_forms.write_section(folder)
    (folder / local_year.CHAPTER).mkdir()
    (folder / local_year.CHAPTER / "young_carers.md").write_text(own_forms.PROSE, "utf-8")
    return build_twice(place, lambda: write(place, SMALL, PLANTED), lambda: write(place, SMALL_MOVED, PLANTED_MOVED))


def test_whatever_a_hidden_number_is_every_byte_is_the_same(built: Moved) -> None:
    assert [] == built.changed


def test_no_number_that_is_hidden_is_in_any_file(built: Moved) -> None:
    assert [] == built.leaked((*PLANTED, *PLANTED_MOVED))


def test_the_table_stands_under_its_heading_and_is_a_download_and_entries_of_the_ledger(
    built: Moved,
) -> None:
    report = built.before
    site = report["thornby/2023-24/site/05_key_activity.html"].decode()
    assert all(words in site for words in ("own figures", HEADING, "school asks too late", "Children heard, by sex"))
    download = report["thornby/2023-24/downloads/05_key_activity_young_carers.csv"].decode()
    assert download.count("[c]") == 3 and "40" in download and "All wards,96" in download
    ledger = report["thornby/2023-24/numbers.csv"].decode()
    assert "data/thornby/2023-24/05_key_activity/young_carers.csv" in ledger


def test_a_schema_that_changes_changes_the_report(built: Moved) -> None:
    own_forms.write(built.place / "data" / "thornby" / local_year.YEAR, descriptor(title="Who cares at home"))
    with local_year.at(built.place):
        report = contents(build.report(partnership="thornby", year=local_year.YEAR))
    assert "Who cares at home" in report["site/05_key_activity.html"].decode()


def test_a_table_whose_rows_nothing_tells_apart_is_refused(tmp_path: Path) -> None:
    place = local_year.project(tmp_path, years=())
    folder = place / "data" / "thornby" / local_year.YEAR
    own_forms.write(folder, column(0, dimension=None, total=None))
    own_forms.write_rows(folder, *SMALL)
    with local_year.at(place), pytest.raises(DataFaults, match=r"young_carers\.csv has 1 fault.*\n.*dimension"):
        build.report(partnership="thornby", year=local_year.YEAR)


def test_a_chapter_of_ones_own_is_in_the_report_only_of_who_gives_something_for_it(tmp_path: Path) -> None:
    place = two_chapters.write(tmp_path)
    for name, title in (("05_young_carers", "Young Carers"), ("06_nothing_given", "Nothing Given")):
        chapter = two_chapters.notebook(
            f"# {title}\n\nWho cares for somebody at home?",
            "from helpers import sections, sources",
            f'chapter = sources.chapter("{name}", partnership=partnership, year=year)',
            "sections.local(chapter)",
        )
        (place / "notebooks" / f"{name}.ipynb").write_text(nbformat.writes(chapter), "utf-8")
    folder = place / "data" / "thornby" / local_year.YEAR
    own_forms.write(folder, descriptor(chapter="05_young_carers"))
    own_forms.write_rows(folder, *SMALL, chapter="05_young_carers")
    with local_year.at(place):
        report = build.report(partnership="thornby", year=local_year.YEAR)
    pages = {path.stem for path in (report / "site").glob("0*.html")}
    assert "05_young_carers" in pages and "06_nothing_given" not in pages
