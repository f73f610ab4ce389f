"""What report.toml says is checked: the year's dates, and the areas that the partnership covers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from helpers.publish import check
from helpers.sources import YearFolder

Opened = Callable[[], YearFolder]
Replace = Callable[[str, str, str], None]


def dated(thornby: Path, dates: str) -> None:
    with (thornby / "report.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[year]\n{dates}\n")


def messages_of(opened: Opened) -> list[str]:
    return [str(fault) for fault in check.faults(opened())]


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        ("start = 2023-04-01\nend = 2025-03-31", "year: 2023-04-01 to 2025-03-31 is not one year."),
        ("start = 2023-04-01\nend = 2024-03-30", "year: 2023-04-01 to 2024-03-30 is not one year."),
        ("start = 2019-04-01\nend = 2020-03-31", "year: 2019-04-01 to 2020-03-31 is not 2023-24, as the folder is called."),
        ("start = 2024-03-31\nend = 2023-04-01", "year: it ends on 2023-04-01, which is not after its start, 2024-03-31."),
        ('start = "2023-04-01"\nend = 2024-03-31', "year: start and end are not both dates."),
        ("start = 2023-04-01T00:00:00\nend = 2024-03-31", "year: start and end are not both dates."),
        ("end = 2024-03-31", "year: start and end are not both dates."),
    ],
)  # fmt: skip
def test_dates_that_are_not_the_folder_s_year_are_refused(
    thornby: Path, opened: Opened, dates: str, message: str
) -> None:
    dated(thornby, dates)
    messages = messages_of(opened)
    assert len(messages) == 1 and messages[0].startswith(message)


def test_a_year_that_is_no_pair_of_dates_is_a_fault_with_its_cure(thornby: Path, opened: Opened) -> None:
    path = thornby / "report.toml"
    path.write_text('year = "2023-24"\n' + path.read_text("utf-8"), "utf-8")
    assert messages_of(opened)[0].startswith(
        'year: "2023-24" does not say when the year starts and ends. Write two lines'
    )


def test_a_partnership_s_year_need_not_begin_in_april_and_its_own_dates_bound_the_report(
    thornby: Path, opened: Opened
) -> None:
    dated(thornby, "start = 2023-09-01\nend = 2024-08-31")
    assert messages_of(opened) == []
    assert (opened().start, opened().end) == (date(2023, 9, 1), date(2024, 8, 31))


@pytest.mark.parametrize(
    ("areas", "message"),
    [
        ('["E08000099"]', 'partnership.areas: "E08000099" is the code of no area the store knows.'),
        ('["E12000002"]', 'partnership.areas: "E12000002" is the code of a region.'),
        ('["E07000026"]', 'partnership.areas: "E07000026" is the code of a district.'),
        ('"E08000015"', 'partnership.areas: not a list. Write it as areas = ["E08000015"].'),
    ],
)
def test_an_area_that_is_no_authority_is_told_at_the_settings_with_its_cure(
    opened: Opened, replace: Replace, areas: str, message: str
) -> None:
    replace("report.toml", '["E08000015"]', areas)
    messages = messages_of(opened)
    assert len(messages) == 1 and messages[0].startswith(message)
