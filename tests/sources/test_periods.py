"""A period is refused where its years cannot be one time, and read where a source writes it so."""

from __future__ import annotations

import pytest

from helpers.sources import periods


@pytest.mark.parametrize(
    "period",
    ["2022-99", "2023-23", "2024-23", "2023/2022", "2023-04", "2023–2021", "2022-2099", "1999-98", "20223"],
)
def test_years_that_do_not_follow_one_another_are_refused(period: str) -> None:
    assert periods.fault(period)


@pytest.mark.parametrize(
    "period",
    [
        "2023-24",
        "2023/24",
        "2022–24",
        "1999-00",
        "2019 to 2023",
        "September 2023",
        "31 March 2024",
        "undated",
        "2023/2024",
        "",
    ],
)
def test_years_as_sources_write_them_are_read(period: str) -> None:
    assert not periods.fault(period)
