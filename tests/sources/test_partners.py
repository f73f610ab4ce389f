"""Who the partners are and who signs for them must be able to be so: kinds that exist, signers that are partners, days that were."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from helpers.publish import check, readiness
from helpers.sources import YearFolder, partners

Opened = Callable[[], YearFolder]
Replace = Callable[[str, str, str], None]

SIGN_OFF = 'organisation = "Thornby Council"\nname = ""\ndate = ""'
TO_COME = date.today() + timedelta(days=1)


def messages_of(opened: Opened) -> list[str]:
    return [str(fault) for fault in check.faults(opened())]


@pytest.mark.parametrize(
    ("kind", "cure"),
    [
        ("Lead", "Did you mean lead"),
        ("lead ", "Did you mean lead"),
        ("leed", "Did you mean lead"),
        ("Delegate", "Did you mean delegated"),
        ("statutory", "Write lead or delegated."),
        ("", "Write lead or delegated."),
    ],
)
def test_a_kind_of_partner_that_there_is_not_is_told_with_the_nearest(
    opened: Opened, replace: Replace, kind: str, cure: str
) -> None:
    replace("report.toml", 'kind = "lead"', f'kind = "{kind}"')
    (message,) = messages_of(opened)
    assert message.startswith(f'partners 1.kind: "{kind}" is no kind of partner. {cure}')


@pytest.mark.parametrize("organisation", ["", "  "])
def test_a_partner_and_a_signer_have_an_organisation(opened: Opened, replace: Replace, organisation: str) -> None:
    replace("report.toml", 'organisation = "Thornby Council"', f'organisation = "{organisation}"')
    assert messages_of(opened) == [
        f"{place}.organisation: blank. Give the organisation." for place in ("partners 1", "sign_offs 1")
    ]


@pytest.mark.parametrize(
    ("organisation", "cure"),
    [("Thornby Counsil", "Did you mean Thornby Council?"), ("Merseyside Police", "Add it there, or take")],
)
def test_a_signer_who_is_nobody_s_partner_is_refused(
    opened: Opened, replace: Replace, organisation: str, cure: str
) -> None:
    replace("report.toml", SIGN_OFF, SIGN_OFF.replace("Thornby Council", organisation))
    (message,) = messages_of(opened)
    assert message.startswith(f'sign_offs 1.organisation: "{organisation}" is no organisation under partners')
    assert cure in message


def test_an_organisation_signs_once(opened: Opened, replace: Replace) -> None:
    replace("report.toml", SIGN_OFF, f"{SIGN_OFF}\n\n[[sign_offs]]\n{SIGN_OFF}")
    assert messages_of(opened) == [
        'sign_offs 2.organisation: "Thornby Council" stands there more than once. Take one out.'
    ]


@pytest.mark.parametrize(
    ("name", "day", "message"),
    [
        ("A. Signer", "", "date: blank, though somebody is named"),
        ("", "2024-07-01", "name: blank, though there is a date"),
        (" ", "2024-07-01", "name: blank, though there is a date"),
        ("-", "2024-07-01", 'name: "-" is no name'),
        ("TBC", "2024-07-01", 'name: "TBC" stands where words should'),
        ("A. Signer", "1 July 2024", 'date: "1 July 2024" is not a day. Write it as 2024-07-01.'),
        ("A. Signer", "01/07/2024", 'date: "01/07/2024" is not a day'),
        ("A. Signer", "20240701", 'date: "20240701" is not a day'),
        ("A. Signer", "2024-W27-1", 'date: "2024-W27-1" is not a day'),
        ("A. Signer", "2024-06-31", 'date: "2024-06-31" is not a day'),
        ("A. Signer", "２０２４-07-01", "is not a day"),
        ("A. Signer", "2024-07", 'date: "2024-07" is not a day'),
        ("A. Signer", "2024-03-31", "date: 2024-03-31 is not after the year's end, 2024-03-31"),
        ("A. Signer", "2023-07-01", "date: 2023-07-01 is not after the year's end"),
        ("A. Signer", f"{TO_COME}", f"date: {TO_COME} is still to come"),
        ("A. Signer", "2999-07-01", "date: 2999-07-01 is still to come"),
    ],
)
def test_a_signature_that_cannot_be_so_is_refused_and_keeps_the_report_a_draft(
    opened: Opened, replace: Replace, name: str, day: str, message: str
) -> None:
    replace(
        "report.toml",
        SIGN_OFF,
        SIGN_OFF.replace('name = ""', f'name = "{name}"').replace('date = ""', f'date = "{day}"'),
    )
    assert any(words.startswith("sign_offs 1.") and message in words for words in messages_of(opened)), messages_of(
        opened
    )
    assert name == "TBC" or readiness.unsigned(opened()) == ("Thornby Council",)


@pytest.mark.parametrize("day", ["2024-07-01", '"2024-07-01"'])
def test_a_signature_with_and_without_quotation_marks_counts(opened: Opened, replace: Replace, day: str) -> None:
    replace("report.toml", SIGN_OFF, f'organisation = "Thornby Council"\nname = "A. Signer"\ndate = {day}')
    assert (messages_of(opened), readiness.unsigned(opened())) == ([], ())


def test_a_moment_is_no_day() -> None:
    sign_off = {"name": "A. Signer", "date": "2024-07-01 10:00:00"}
    assert not partners.is_signed(sign_off, date(2024, 3, 31))


def test_settings_without_a_lead_partner_make_no_final_report(opened: Opened, replace: Replace) -> None:
    replace("report.toml", 'kind = "lead"', 'kind = "delegated"')
    assert any("names no lead safeguarding partner" in reason for reason in readiness.blocking(opened()))
