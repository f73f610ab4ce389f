"""No release tells, together with an earlier one, what each of them hides."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import local_year

from helpers.errors import ReportError
from helpers.publish import earlier_releases
from helpers.publish.compare.numbers import COLUMNS
from helpers.sources import YearFolder, open_year
from helpers.statistics import disclosure, publication_context
from helpers.statistics.measures.supplied import of_table

MEASURES = (
    "id,name,counts,of,unit,breakdown,over_time,better,definition,chapter,section,national,policy,open,released_by\n"
    "carers,Young carers,children who care,,,Ward,sum,neither,Children who care,05_key_activity,Carers,,,,\n"
)
HEADINGS = "measure,breakdown,period,value,of,source\n"
WARDS = ("Ashby", "Bourne", "Colby", "")
Release = Callable[..., Path]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A project whose partnership counts children by ward, this year and last."""
    project = local_year.project(tmp_path)
    with local_year.at(project):
        yield project


def write(place: Path, *numbers: object, year: str = local_year.YEAR) -> YearFolder:
    """Write how many there are in three wards and in all of them, and open the year."""
    folder = place / "data/thornby" / year
    rows = [f"carers,{ward},{year},{number},,thornby_accounts\n" for ward, number in zip(WARDS, numbers, strict=True)]
    (folder / "local_measures.csv").write_text(MEASURES, "utf-8")
    (folder / "local_figures.csv").write_text(HEADINGS + "".join(rows), "utf-8")
    return open_year("thornby", year)


def released(place: Path, *printed: object, year: str = local_year.YEAR, version: int = 0) -> Path:
    """A release whose ledger has these numbers of the table, in which "c" is one that is hidden."""
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerow([*COLUMNS, "code"])
    for ward, number in zip(WARDS, printed, strict=True):
        name = f"carers.{ward.casefold() or 'all'}|{year}.value"
        value, code = ("", "c") if number == "c" else (str(number), "")
        writer.writerow(["05_key_activity", name, "count", year, value, value or "[c]", "2", "fact", code])
    archive = place / f"releases/thornby/{year}/thornby-{year}-1.{version}.zip"
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr(f"{archive.stem}/numbers.csv", rows.getvalue())
    return archive


def shown(folder: YearFolder) -> list[object]:
    """What the year's report shows of the table."""
    tables = publication_context.of_people(folder, of_table)
    public = publication_context.already_public(folder, of_table)
    (table,) = disclosure.suppress_small_numbers(tables, already_public=public)
    codes = table.codes.get("value", ("",) * 4)
    return [code or value for code, value in zip(codes, table.table["value"], strict=True)]


def test_what_was_released_as_it_is_printed_now_tells_no_more(place: Path) -> None:
    folder = write(place, 3, 20, 30, 53)
    archive = released(place, *shown(folder))
    earlier_releases.refuse(folder, [archive])


def test_a_release_that_hid_another_number_beside_a_small_one_gives_it_away(place: Path) -> None:
    folder = write(place, 3, 20, 30, 53)
    other: tuple[object, ...] = ("c", 20, "c", 53) if shown(folder)[1] == "c" else ("c", "c", 30, 53)
    with pytest.raises(
        ReportError, match=r"Nothing was released.*thornby-2023-24-1\.0.*children who care.*ashby"
    ) as refused:
        earlier_releases.refuse(folder, [released(place, *other)])
    assert "bourne" not in str(refused.value) and " 3" not in str(refused.value)


@pytest.mark.parametrize("numbers", [(3, 4, 30, 37), (3, 4, "c", 37)])
def test_a_number_that_was_corrected_to_a_small_one_is_not_given_away_by_the_total_of_both(
    place: Path, numbers: tuple[object, ...]
) -> None:
    """Of 53 with 20 in Bourne, 33 were in the others; of 37 now, so many are left that Bourne has four. Of 30 in Colby, Ashby has three."""
    with pytest.raises(ReportError, match="Nothing was released"):
        earlier_releases.refuse(write(place, *numbers), [released(place, "c", 20, "c", 53)])


def test_what_is_hidden_besides_lets_a_correction_be_released(place: Path) -> None:
    earlier_releases.refuse(write(place, 3, 4, "c", "c"), [released(place, "c", 20, "c", 53)])


def test_a_correction_of_what_hides_nothing_tells_nothing(place: Path) -> None:
    archive = released(place, 13, 20, 30, 63)
    earlier_releases.refuse(write(place, 13, 21, 30, 64), [archive])


def test_what_last_years_release_hid_otherwise_than_this_years_report_repeats_it_is_refused(place: Path) -> None:
    last = write(place, 3, 20, 30, 53, year=local_year.LAST)
    folder = write(place, 40, 20, 30, 90)
    same = released(place, *shown(last), year=local_year.LAST)
    assert earlier_releases.of_year_before(folder) == [same]
    earlier_releases.refuse(folder, [same])
    other: tuple[object, ...] = ("c", 20, "c", 53) if shown(last)[1] == "c" else ("c", "c", 30, 53)
    with pytest.raises(ReportError, match=r"ashby"):
        earlier_releases.refuse(folder, [released(place, *other, year=local_year.LAST)])


def test_hidden_numbers_that_must_have_changed_as_well_are_not_taken_for_unchanged(place: Path) -> None:
    """Of 53 with 20 in Bourne, 33 were in the others; with ten in Colby now, Ashby would have 23, and no small number."""
    archive = released(place, "c", 20, "c", 53)
    earlier_releases.refuse(write(place, 3, 20, 10, "c"), [archive])


def test_a_table_whose_rows_are_others_now_is_left_out(place: Path) -> None:
    archive = released(place, 3, 20, 30, 23)
    earlier_releases.refuse(write(place, 3, 20, 30, 53), [archive])
