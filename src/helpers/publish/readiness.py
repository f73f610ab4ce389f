"""Decide whether a report is draft or final, with the reasons that keep it a draft.

A partnership's own report is final when

- it names its lead safeguarding partners, and each has signed it with a date that its words do not contradict;
- no finding in its prose blocks it;
- each file that was carried over from last year is changed, or listed as looked at;
- each promise is answered;
- nothing that the law requires is missing.

A compilation is signed by nobody and the law asks nothing of it. It is final when it names who compiled it and no finding in
its prose blocks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.errors import ReportError
from helpers.sources import (
    carried_over,
    language,
    other_places,
    outside_list_faults,
    partners,
    promises,
    reviewed_children,
    settings_form,
    strange_places,
    unshown,
)
from helpers.sources.language import LanguageFinding
from helpers.sources.project import COMMON, once_a_build
from helpers.sources.year_folder import YearFolder
from helpers.statistics.soundness import coverage, related_people

NO_PARTNERS = "the lead safeguarding partners"
NO_LEAD = 'report.toml names no lead safeguarding partner. Add each as [[partners]], with kind = "lead".'
NO_COMPILER_FEW_WORDS = "Nobody has put their name to it yet"
NO_COMPILER = 'Nobody is named who compiled the report. Write it under [report] in report.toml, as compiled_by = "…".'
STATE_KIND = "what is said of the report's state"
SAYS_UNSIGNED = re.compile(
    r"\bunsigned\b|\b(?:not|never)\s+(?:yet\s+)?(?:been\s+)?signed\b|\bawait(?:s|ing)?\s+(?:its\s+)?sign|\byet\s+to\s+be\s+signed\b"
    r"|\b(?:this|the)\s+report\s+is\s+(?:still\s+)?(?:a\s+draft|not\s+(?:yet\s+)?final)\b|\bdraft\s+report\b",
    re.IGNORECASE,
)
SAYS_SIGNED = re.compile(
    r"\b(?:this|the)\s+report\s+(?:is|was|has\s+been)\s+(?:signed|final)\b|\bsigned(?:\s+off)?\s+by\s+(?:all|each|every|the)\b[^.]*\bpartners?\b",
    re.IGNORECASE,
)
IS_SIGNED = '"{}" is no longer so: each partner has signed. Take the words out.'
NOT_SIGNED = '"{}" is not so: not every partner has signed. Take the words out, or enter the signatures in report.toml.'
REQUIRED = "Missing though the law asks for it: {}. Supply it in {}."
UNANSWERED_KIND = "promises without an answer"
UNANSWERED = (
    "what was promised has no answer. Write done, changed or not done, with what became of it, in the row of each id; a row that is not there yet "
    "has the words of last year's report:\n{}"
)


def unsigned(folder: YearFolder) -> tuple[str, ...]:
    """Return the organisations, of the lead partners and those listed under sign_offs, whose name or date is missing.

    None is missing from a compilation, which is not the partnership's to sign.
    """
    if folder.is_compilation:
        return ()
    signed = {str(sign_off.get("organisation", "")): sign_off for sign_off in folder.settings.get("sign_offs", [])}
    leading = [
        str(partner.get("organisation", ""))
        for partner in folder.settings.get("partners", [])
        if partner.get("kind") == "lead"
    ]
    return tuple(
        name for name in dict.fromkeys([*leading, *signed]) if not partners.is_signed(signed.get(name, {}), folder.end)
    )


@once_a_build
def findings(folder: YearFolder) -> list[LanguageFinding]:
    """Return what was found in a year that its author should mend or think over, in the order in which it is looked for.

    Findings are in the prose, in what was carried over, and of lists that are elsewhere, tables that nothing shows, places that
    are not the report's, children of reviews, people who may be the same, promises without an answer, and words against the
    signatures. Those with `blocks` keep the report a draft.
    """
    return [
        *language.findings(folder),
        *other_places.findings(folder),
        *carried_over.findings(folder),
        *outside_list_faults.findings(folder),
        *unshown.findings(folder),
        *strange_places.findings(folder),
        *reviewed_children.findings(folder),
        *related_people.findings(folder),
        *_unanswered(folder),
        *_contradictions(folder),
    ]


def _contradictions(folder: YearFolder) -> Iterator[LanguageFinding]:
    """Go through what the year's own words say of the report's state that its signatures say otherwise."""
    if folder.is_compilation or not folder.exists:
        return
    pattern, message = (SAYS_SIGNED, NOT_SIGNED) if unsigned(folder) else (SAYS_UNSIGNED, IS_SIGNED)
    settings = [
        language.ProsePassage(folder.settings_file, 1, text) for _, text in settings_form.texts(folder.settings)
    ]
    common = f"data/{COMMON}/"  # words of no one report, such as what guidance asks for
    own = (passage for passage in language.passages(folder) if not passage.file.startswith(common))
    for passage in (*own, *settings):
        for match in pattern.finditer(passage.words):
            line = passage.line + passage.words.count("\n", 0, match.start())
            yield LanguageFinding(passage.file, line, STATE_KIND, message.format(" ".join(match[0].split())))


def _unanswered(folder: YearFolder) -> list[LanguageFinding]:
    """A finding for the promises that the partnership's own report leaves unanswered; a compilation cannot answer for it."""
    names = promises.unanswered(folder) if folder.exists and not folder.is_compilation else []
    message = UNANSWERED.format("\n".join(f"    {name}" for name in names))
    return [LanguageFinding(folder.table(promises.TABLE).file, 0, UNANSWERED_KIND, message)] if names else []


def unready(folder: YearFolder) -> tuple[str, ...]:
    """Return the reasons besides sign-offs why the report is a draft, each in a few words.

    They contain no number, because the cover prints them and the ledger would have no entry for it.
    """
    kinds = sorted({finding.kind for finding in findings(folder) if finding.blocks})
    return (
        *([NO_COMPILER_FEW_WORDS] if _lacks_compiler(folder) else []),
        *(f"What reading the report found: {kind}" for kind in kinds),
        *(f"Required by law: {missing.requirement}" for missing in _missing(folder)),
    )


def blocking(folder: YearFolder) -> tuple[str, ...]:
    """Return every reason why the report is a draft, each as a sentence; empty for a final one."""
    return tuple(_blocking(folder))


def refuse(folder: YearFolder) -> None:
    """Raise ReportError with every reason why the report is a draft, if there is any."""
    reasons = blocking(folder)
    if reasons:
        raise ReportError(
            f"{folder.name}'s report of {folder.year} is not final; nothing was built:\n"
            + "\n".join(f"  {reason}" for reason in reasons)
        )


def _blocking(folder: YearFolder) -> Iterator[str]:
    if folder.is_compilation:
        yield from [NO_COMPILER] if _lacks_compiler(folder) else []
    elif not folder.settings.get("sign_offs"):
        yield f"Nobody signs the report. Name {NO_PARTNERS} in report.toml, as [[sign_offs]]."
    elif not any(partner.get("kind") == "lead" for partner in folder.settings.get("partners", [])):
        yield NO_LEAD
    for name in unsigned(folder):
        yield f"{name} has not signed. Give the name and date of its sign-off in report.toml."
    yield from (str(finding) for finding in findings(folder) if finding.blocks)
    yield from (REQUIRED.format(r.requirement, " or ".join(r.places)) for r in _missing(folder))


def _lacks_compiler(folder: YearFolder) -> bool:
    return folder.is_compilation and not folder.compiled_by


def _missing(folder: YearFolder) -> list[coverage.Requirement]:
    """What the law requires of a partnership's own report and this one lacks."""
    if folder.is_compilation:
        return []
    return [r for r in coverage.requirements(folder) if r.force == "must" and r.state == coverage.MISSING]
