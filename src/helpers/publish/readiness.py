"""Draft or final: what keeps a report from being published, named.

A report is a draft until each lead safeguarding partner has signed it with a date, nothing found in reading it blocks it,
each file taken over from the year before is changed or said to hold still, and nothing that the law says it must hold is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from helpers.errors import ReportError
from helpers.sources import carried_over, language
from helpers.sources.language import LanguageFinding
from helpers.sources.year_folder import YearFolder
from helpers.statistics.soundness import coverage

NO_PARTNERS = "the lead safeguarding partners"


def unsigned(folder: YearFolder) -> tuple[str, ...]:
    """Return the organisations whose signature or date is still to come: of all that lead, and of all that are to sign."""
    signed = {str(sign_off.get("organisation", "")): sign_off for sign_off in folder.settings.get("sign_offs", [])}
    leading = [
        str(partner.get("organisation", ""))
        for partner in folder.settings.get("partners", [])
        if partner.get("kind") == "lead"
    ]
    due = list(dict.fromkeys([*leading, *signed])) if folder.exists else []
    return tuple(name for name in due if not _is_signed(signed.get(name, {}), folder))


def findings(folder: YearFolder) -> list[LanguageFinding]:
    """Return what reading the year's prose found, and which of its files are those of the year before."""
    stamps = tuple((path.as_posix(), path.stat().st_mtime_ns) for path in (*folder.prose_files(), *folder.csv_files()))
    return [*_read(folder, stamps), *carried_over.findings(folder)]


def unready(folder: YearFolder) -> tuple[str, ...]:
    """Return in a few words each, without a number, what else has to be mended before the report is final."""
    kinds = sorted({finding.kind for finding in findings(folder) if finding.blocks})
    return (
        *(f"What reading the report found: {kind}" for kind in kinds),
        *(f"Required by law: {requirement}" for requirement in _missing(folder)),
    )


def blocking(folder: YearFolder) -> tuple[str, ...]:
    """Return everything that keeps the report a draft, each as a sentence."""
    return tuple(_blocking(folder))


def refuse(folder: YearFolder) -> None:
    """Raise ReportError with all that keeps the report a draft, if anything does."""
    reasons = blocking(folder)
    if reasons:
        raise ReportError(
            f"{folder.name}'s report of {folder.year} is not final; nothing was built:\n"
            + "\n".join(f"  {reason}" for reason in reasons)
        )


def _blocking(folder: YearFolder) -> Iterator[str]:
    if not folder.settings.get("sign_offs"):
        yield f"Nobody signs the report. Name {NO_PARTNERS} in report.toml, as [[sign_offs]]."
    for name in unsigned(folder):
        yield f"{name} has not signed. Give the name and date of its sign-off in report.toml."
    yield from (str(finding) for finding in findings(folder) if finding.blocks)
    yield from (f"Missing though the law asks for it: {requirement}." for requirement in _missing(folder))


def _missing(folder: YearFolder) -> list[str]:
    requirements = coverage.requirements(folder)
    return [
        requirement.requirement
        for requirement in requirements
        if requirement.force == "must" and requirement.state == coverage.MISSING
    ]


def _is_signed(sign_off: dict[str, Any], folder: YearFolder) -> bool:
    """Whether there is a name, and a date that is one and lies after the year that was signed for."""
    try:
        return bool(sign_off.get("name")) and date.fromisoformat(str(sign_off.get("date", ""))) > folder.end
    except ValueError:
        return False


@cache
def _read(folder: YearFolder, stamps: tuple[tuple[str, int], ...]) -> tuple[LanguageFinding, ...]:
    return tuple(language.findings(folder))
