"""A period is refused, with the true reason, where it can be no time, and read where a source writes it so."""

from __future__ import annotations

import pytest

from helpers.sources import period_faults
from helpers.sources.report_years import ReportYear

YEAR = ReportYear(2023)


def refused(message: str, *periods: str) -> list[tuple[str, str]]:
    return [(period, message) for period in periods]


@pytest.mark.parametrize(
    ("period", "message"),
    [
        *refused(
            period_faults.TIMELESS, "now", "today", "TBC", "n/a", "?", "last year", "2019 to date", "2019 to present"
        ),
        *refused(period_faults.CHANGED, "Dec-22", "Dec-11", "3-Dec", "01-Apr-24", "Apr-2024"),
        *refused(
            period_faults.NO_DAY,
            "31/13/2024", "32/03/2024", "99th September 2023", "32 March 2024", "31 February 2024", "29 February 2023",
            "March 32, 2024", "31st of September 2023", "0 March 2024", "1 May 2023 to 31 June 2023",
        ),
        *refused(period_faults.NO_SUCH_YEAR, "1900", "9999", "0024", "2203"),
        *refused(
            period_faults.FORM,
            "24", "24 to 2019", "from 24 until 2019", "between 24 and 2019", "24-2019", "2019 to 24", "45/2", "12/2022", "2022Q4", "45382", "20223", "202324", "2023/4", "2024-03-31", "31/03/24", "２０２３", "99th",
        ),
        *refused(period_faults.NO_YEAR, "September", "31 March", "September to December"),
        *refused(period_faults.APART, "2022-99", "2023-23", "2024-23", "2023-04", "1999-98", "2010-24", "24/23"),
        *refused(
            period_faults.BACKWARDS,
            "2022-1925", "2019-1920", "2024 to 2019", "2023/2022", "2023–2021", "2024 - 2019", "2023-24 to 2019-20",
            "1 April 2023 to 31 March 2023", "from September 2023 until March 2023", "between 2024 and 2019", "2023 to 2023",
        ),
        *refused(period_faults.AHEAD, "2032", "2022-2099", "from September 2042"),
    ],
)  # fmt: skip
def test_what_can_be_no_time_is_refused_with_the_true_reason(period: str, message: str) -> None:
    assert period_faults.fault(period, YEAR) == message.format(period)


@pytest.mark.parametrize(
    "period",
    ["2023-24", "2023/24", "2022–24", "1999-00", "2023/2024", "2010-2024", "2019 to 2023", "2021/22 to 23/24", "September 2023",
     "31 March 2024", "31/03/2024", "29 February 2024", "31st of March 2024", "1 April 2023 to 31 March 2024", "1 to 31 March 2024",
     "12 months to March 2024", "2023 to March 2023", "2023-24 and 2021-22", "every September", "2025-2030", "undated", "a year", ""],
)  # fmt: skip
def test_times_as_sources_write_them_are_read(period: str) -> None:
    assert not period_faults.fault(period, YEAR)
