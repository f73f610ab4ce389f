"""Two reports are compared number by number: newest figure with newest, and each period with itself."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from helpers.errors import ReportError
from helpers.publish.comparison import COLUMNS, ComparedNumber, comparison

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
        ([("rate", "2023", "5")], [("rate", "2024", "5")], [("rate", "changed", "5", "5")]),
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


def test_two_places_are_compared_area_for_area(tmp_path: Path) -> None:
    first = report(tmp_path / "a", ("rate", "2023", "5"))
    second = report(tmp_path / "b", ("rate", "2023", "7"), area="E08000035")
    assert {state for _, state, _, _ in states(comparison(first, second))} == {"new", "gone"}
    numbers = comparison(first, second, own=(["E08000015"], ["E08000035"]))
    assert states(numbers) == [("rate", "different", "5", "7")]
