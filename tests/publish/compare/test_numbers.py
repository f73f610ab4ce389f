"""Two reports are compared number by number: newest figure with newest, and each period with itself."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from helpers.errors import ReportError
from helpers.publish.compare.numbers import COLUMNS, ComparedNumber, comparison, ledger, published_row, shown_in_one

Figure = tuple[str, str, str]


def report(place: Path, *figures: Figure, area: str = "E08000015", kind: str = "published") -> Path:
    """A report's folder whose ledger has figures of measures: each with its measure, period and value."""
    place.mkdir()
    with (place / "numbers.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, COLUMNS)
        writer.writeheader()
        for measure, period, value in figures:
            row = f"{measure}|{area}|{period}"
            writer.writerow(
                dict.fromkeys(COLUMNS, "")
                | {"name": f"x.{row}", "row": row, "period": period, "value": value, "shown": value, "kind": kind}
            )
    return place


def states(numbers: list[ComparedNumber]) -> list[tuple[str, str, str, str]]:
    return [(number.name.partition("|")[0], number.state, number.before, number.after) for number in numbers]


def test_a_folder_without_a_ledger_is_refused_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"has no numbers\.csv\. Build that report first"):
        comparison(tmp_path, tmp_path)


def test_another_file_of_that_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "numbers.csv").write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(ReportError, match="has no column chapter"):
        comparison(tmp_path, tmp_path)


def test_axes_pages_and_periods_are_no_numbers_to_compare(tmp_path: Path) -> None:
    first, second = report(tmp_path / "a", ("rate", "2023", "5"), kind="axis"), report(tmp_path / "b")
    assert comparison(first, second) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([("rate", "2023", "5")], [("rate", "2023", "5")], [("rate", "the same", "5", "5")]),
        ([("rate", "2023", "5")], [("rate", "2024", "6")], [("rate", "changed", "5", "6")]),
        ([("rate", "2023", "5")], [("rate", "2024", "5")], [("rate", "newer, and as before", "5", "5")]),
        ([("rate", "2023", "5")], [("rate", "2023", "6")], [("rate", "revised", "5", "6")]),
        ([("rate", "2023", "5")], [], [("rate", "gone", "5", "")]),
        ([], [("rate", "2023", "5")], [("rate", "new", "", "5")]),
        (
            [("rate", "2022", "4"), ("rate", "2023", "5")],
            [("rate", "2022", "3"), ("rate", "2023", "5"), ("rate", "2024", "6")],
            [("rate", "revised", "4", "3"), ("rate", "changed", "5", "6")],
        ),
        ([("rate", "", "5")], [("rate", "", "6")], [("rate", "changed", "5", "6")]),
    ],
)
def test_each_number_has_its_state(
    tmp_path: Path, before: list[Figure], after: list[Figure], expected: list[tuple[str, str, str, str]]
) -> None:
    kind = "fact" if before and not before[0][1] else "published"
    first, second = report(tmp_path / "a", *before, kind=kind), report(tmp_path / "b", *after, kind=kind)
    numbers = comparison(first, second)
    assert [part[1:] for part in states(numbers)] == [part[1:] for part in expected]


@pytest.mark.parametrize(
    ("unit", "before", "after", "difference"),
    [
        ("percent", ("72.8", "72.8%"), ("80.5", "80.5%"), "up 7.7 percentage points"),
        ("per_10k", ("41.4", "41.4 per 10,000"), ("40.6", "40.6 per 10,000"), "down 0.8 per 10,000"),
        ("count", ("5", "five"), ("7", "seven"), "up 2"),
        ("pounds", ("1500", "£1,500"), ("1400", "£1,400"), "down £100"),
        ("count", ("1.04", "1"), ("1.31", "1"), ""),
        ("percent", ("2.84", "2.8%"), ("2.96", "3.0%"), "up 0.2 percentage points"),
        ("per_10k", ("116", "116 per 10,000"), ("103.2", "103.2"), "down 12.8 per 10,000"),
        ("score", ("0.556", "0.6"), ("0.533", "0.5"), "down 0.1"),
        ("rank", ("38", "38th"), ("40", "40th"), ""),
        ("words", ("good", "good"), ("poor", "poor"), ""),
    ],
)
def test_a_difference_is_that_of_the_figures_as_they_are_printed(
    unit: str, before: tuple[str, str], after: tuple[str, str], difference: str
) -> None:
    rows = ({"value": before[0]}, {"value": after[0]})
    assert ComparedNumber("", "x", unit, "changed", "", before[1], "", after[1], rows=rows).difference == difference


def test_figures_that_are_printed_alike_are_as_before(tmp_path: Path) -> None:
    places = [report(tmp_path / year, ("rate", year, value)) for year, value in (("2023", "95.8"), ("2024", "96.2"))]
    for place in places:
        text = (place / "numbers.csv").read_text("utf-8")
        (place / "numbers.csv").write_text(
            text.replace(",95.8,95.8,", ",95.8,96%,").replace(",96.2,96.2,", ",96.2,96%,"), "utf-8"
        )
    assert [state for _, state, _, _ in states(comparison(*places))] == ["newer, and as before"]


def test_a_figure_that_its_publisher_now_hides_is_not_gone(tmp_path: Path) -> None:
    first, second = report(tmp_path / "a", ("rate", "2023", "97")), report(tmp_path / "b", ("rate", "2024", ""))
    rows = [dict(row) | {"code": "c", "shown": "[c]"} for row in ledger(second)]
    with (second / "numbers.csv").open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert states(comparison(first, second)) == [("rate", "changed", "97", "[c]")]
    assert comparison(second, second) == []


def test_what_prose_reads_of_a_measure_is_that_measure_s_figure() -> None:
    row = dict.fromkeys(COLUMNS, "") | {"kind": "derived", "formula": "published(births, period='2023')"}
    assert (
        published_row(row | {"inputs": "data/published/figures.parquet, births|E08000015|2023, value"})
        == "births|E08000015|2023"
    )
    two = "data/published/figures.parquet, births|E08000015|2023, value; data/published/figures.parquet, births|E08000015|2024, value"
    assert not published_row(row | {"inputs": two})


@pytest.mark.parametrize("name", ["rate.E08000015.value.chance_limit(inputs, 'upper', 2.0)", "a.value - b.value"])
def test_what_follows_from_other_numbers_is_not_compared_too(tmp_path: Path, name: str) -> None:
    place = report(tmp_path / "a", ("rate", "2023", "5"))
    text = (place / "numbers.csv").read_text("utf-8").replace("x.rate|E08000015|2023", f'"{name}"')
    (place / "numbers.csv").write_text(text, "utf-8")
    assert comparison(place, report(tmp_path / "b")) == []


def test_a_figure_whose_own_name_has_its_year_is_the_same_figure_a_year_later(tmp_path: Path) -> None:
    places = [report(tmp_path / year, ("rate", year, year), kind="fact") for year in ("2023", "2024")]
    for year, place in zip(("2023", "2024"), places, strict=True):
        path = place / "numbers.csv"
        path.write_text(path.read_text("utf-8").replace(f"x.rate|E08000015|{year}", f"area.rate_{year}"), "utf-8")
    assert [(n.state, n.before, n.after) for n in comparison(*places)] == [("changed", "2023", "2024")]


def test_two_places_are_compared_area_for_area(tmp_path: Path) -> None:
    first = report(tmp_path / "a", ("rate", "2023", "5"))
    second = report(tmp_path / "b", ("rate", "2023", "7"), area="E08000035")
    assert {state for _, state, _, _ in states(comparison(first, second))} == {"new", "gone"}
    numbers = comparison(first, second, own=(["E08000015"], ["E08000035"]))
    assert states(numbers) == [("rate", "different", "5", "7")]


@pytest.mark.parametrize(
    ("codes", "names"), [(("c", ""), ["x|E08000015, 2023"]), (("c", "c"), []), (("", ""), []), (("x", ""), [])]
)
def test_a_figure_that_one_report_hides_and_the_other_shows_is_told(
    tmp_path: Path, codes: tuple[str, str], names: list[str]
) -> None:
    places = []
    for folder, code in zip("ab", codes, strict=True):
        place = report(tmp_path / folder, ("x", "2023", "" if code else "12"))
        rows = [dict(row) | {"code": code} for row in ledger(place)]
        with (place / "numbers.csv").open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        places.append(place)
    assert shown_in_one(*places) == names
    assert [number for number in comparison(*places) if number.state == "revised"] == []


def test_the_newest_of_several_months_is_the_last_of_the_calendar(tmp_path: Path) -> None:
    first = report(tmp_path / "a", ("x", "September 2023", "5"), ("x", "March 2024", "6"))
    second = report(tmp_path / "b", ("x", "September 2024", "7"), ("x", "March 2025", "8"))
    assert states(comparison(first, second)) == [("x", "changed", "6", "8")]
