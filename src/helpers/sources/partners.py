"""Who a year's safeguarding partners are and who signs for them, as `report.toml` says: what of it cannot be so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from helpers.errors import nearest

KINDS = ("lead", "delegated")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NO_ORGANISATION = "blank. Give the organisation."
NO_KIND = '"{}" is no kind of partner. {}'
IT_IS = f"Write {' or '.join(KINDS)}."
TWICE = '"{}" stands there more than once. Take one out.'
NOBODY = '"{}" is no organisation under partners, so nobody waits for its signature. {}'
ADD_IT = "Add it there, or take the sign-off out."
NO_NAME = "blank, though there is a date. Give the name of who signed, or leave both blank."
NO_LETTERS = '"{}" is no name. Give the name of who signed, or leave it blank.'
NO_DATE = "blank, though somebody is named. Give the day of the signature, or leave both blank until it is signed."
NO_DAY = '"{}" is not a day. Write it as 2024-07-01.'
TOO_EARLY = "{} is not after the year's end, {}: nobody can sign for a year that is not over. Correct the date."
TO_COME = "{} is still to come. Leave name and date blank until it is signed."


def faults(settings: Mapping[str, Any], end: date) -> Iterator[tuple[str, str]]:
    """Go through what cannot be so of the partners and sign-offs of settings that have the right shape: setting and message.

    `end` is the last day of the year reported on; a date may be neither before it nor in the future.
    """
    partners = settings.get("partners", [])
    for place, partner in enumerate(partners, start=1):
        yield from ((f"partners {place}.{key}", message) for key, message in _partner(partner, partners[: place - 1]))
    organisations = [_text(partner, "organisation") for partner in partners]
    signed = [_text(sign_off, "organisation") for sign_off in settings.get("sign_offs", [])]
    for place, sign_off in enumerate(settings.get("sign_offs", []), start=1):
        wrong = [*_signer(signed[place - 1], signed[: place - 1], organisations), *_signature(sign_off, end)]
        yield from ((f"sign_offs {place}.{key}", message) for key, message in wrong)


def is_signed(sign_off: Mapping[str, Any], end: date) -> bool:
    """Whether a sign-off has a name, and a day after the end of the year that is not still to come."""
    return bool(_text(sign_off, "name")) and not list(_signature(sign_off, end))


def _partner(partner: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    if not _text(partner, "organisation"):
        yield "organisation", NO_ORGANISATION
    elif partner in before:
        yield "organisation", TWICE.format(partner["organisation"])
    kind = str(partner.get("kind", ""))
    if kind not in KINDS:
        yield "kind", NO_KIND.format(kind, nearest(kind.strip().lower(), KINDS) or IT_IS)


def _signer(name: str, before: Sequence[str], organisations: Sequence[str]) -> Iterator[tuple[str, str]]:
    if not name:
        yield "organisation", NO_ORGANISATION
    elif name in before:
        yield "organisation", TWICE.format(name)
    elif name not in organisations:
        yield "organisation", NOBODY.format(name, nearest(name, organisations) or ADD_IT)


def _signature(sign_off: Mapping[str, Any], end: date) -> Iterator[tuple[str, str]]:
    """What cannot be so of a name and a date; both blank is a sign-off that is waited for."""
    name, day = _text(sign_off, "name"), _text(sign_off, "date")
    if day and not name:
        yield "name", NO_NAME
    if name and not re.search(r"[^\W\d_]{2}", name):
        yield "name", NO_LETTERS.format(name)
    message = _day_fault(day, end) if day else NO_DATE if name else ""
    if message:
        yield "date", message


def _day_fault(text: str, end: date) -> str:
    try:
        day = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        return NO_DAY.format(text)
    return TOO_EARLY.format(day, end) if day <= end else TO_COME.format(day) if day > date.today() else ""


def _text(table: Mapping[str, Any], key: str) -> str:
    return str(table.get(key, "")).strip()
