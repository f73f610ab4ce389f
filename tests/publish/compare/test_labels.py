"""What a number is of is said in words that people know, whatever name the program has for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.publish.compare.labels import label, measure
from helpers.sources import YearFolder, open_year, published


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("children_looked_after_per_10k|E08000015", "Children looked after (per 10,000), Wirral"),
        ("children_looked_after_per_10k|its area", "Children looked after (per 10,000), its area"),
        ("attendance.council.attended", "Attendance at the Executive: council, meetings attended"),
        ("returns_expected.return_held ticked", "Agencies' returns: number with return"),
        ("count(plan_priorities)", "Priorities of the business plan: number"),
        ("count(reviews, status='under way')", "Child safeguarding practice reviews: number – under way"),
        ("area.looked_after_rate_…", "Area: looked after rate"),
        ("hundred_children.children_looked_after_per_10k.of_100", "Hundred children: Children looked after, of 100"),
        ("committee_members.Merseyside Police.committees", "Members of each committee: Merseyside Police, committees"),
        ("rose by 1.5", "Rose by 1.5"),
    ],
)
def test_a_number_is_called_by_what_it_is_of(opened: Callable[[], YearFolder], name: str, words: str) -> None:
    assert label(name, opened()) == words


def test_a_counted_row_is_called_by_what_its_id_stands_for() -> None:
    folder = open_year("wirral", "2023-24")
    name = "count(inspection_findings, inspection='early_help_2022', kind='Strength')"
    (inspection,) = (
        row["name"] for row in folder.table("inspections").frame.to_dict("records") if row["id"] == "early_help_2022"
    )
    assert label(name, folder).endswith(f": number – {inspection}, Strength")


def test_no_two_measures_have_one_label() -> None:
    names = [measure(about) for about in published.store().measures()]
    assert sorted(names) == sorted(set(names))
