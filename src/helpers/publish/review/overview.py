"""The reviewers' overview of a report: checks, accepted breaches with reasons, coverage, and what was not supplied."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from helpers.publish.build_manifest import BuildManifest
from helpers.publish.links import page_of
from helpers.publish.review.cells import ReviewedCell
from helpers.publish.website.pages import Page
from helpers.sources.year_folder import YearFolder
from helpers.statistics.formulas import DIFFERENT_PERIODS
from helpers.statistics.soundness import coverage
from helpers.statistics.soundness.coverage import Requirement
from helpers.statistics.soundness.rules import rules


@dataclass(frozen=True)
class AcceptedBreach:
    """One accepted breach of a rule: what it concerns, the two sides compared, their difference, and the reason."""

    what: str
    sides: str
    difference: str
    reason: str


@dataclass(frozen=True)
class OverviewLine:
    """One chapter of the overview: its page, and its numbers of code cells and of ledger rows."""

    page: Page
    cells: int
    numbers: int


@dataclass(frozen=True)
class Overview:
    """The content of the first page of the reviewers' edition.

    `rules` is how many rules the figures were checked against, `numbers` how many numbers the report shows, and `pages` are the
    files of its chapters.
    """

    manifest: BuildManifest
    chapters: tuple[OverviewLine, ...]
    accepted: tuple[AcceptedBreach, ...]
    requirements: tuple[Requirement, ...]
    rules: int
    numbers: int
    pages: Collection[str]

    def address(self, requirement: Requirement) -> str:
        """Return the page of a requirement's chapter; empty where the report has no such chapter."""
        return page_of(requirement.chapter) if page_of(requirement.chapter) in self.pages else ""


def overview(
    folder: YearFolder,
    manifest: BuildManifest,
    chapters: Sequence[tuple[Page, Sequence[ReviewedCell], int]],
    numbers: int,
) -> Overview:
    """Return the overview of a report.

    `chapters` gives for each chapter its page, its cells and how many numbers it has; `numbers` is the total for the report.
    """
    lines = tuple(
        OverviewLine(page, sum(cell.count for cell in cells if cell.code), count) for page, cells, count in chapters
    )
    return Overview(
        manifest=manifest,
        chapters=lines,
        accepted=(*_rules(folder), *_unlike_periods(folder)),
        requirements=tuple(coverage.requirements(folder)),
        rules=len(rules(folder)),
        numbers=numbers,
        pages=frozenset(line.page.file for line in lines),
    )


def _rules(folder: YearFolder) -> tuple[AcceptedBreach, ...]:
    """The breaches that rules accept; each still occurs, since a build refuses an acceptance without a breach."""
    return tuple(
        AcceptedBreach(
            what=rule.note or rule.id,
            sides=" against ".join(filter(None, (rule.left, rule.right))),
            difference=", ".join(rule.accepted),
            reason=rule.because,
        )
        for rule in rules(folder)
        if rule.accepted
    )


def _unlike_periods(folder: YearFolder) -> tuple[AcceptedBreach, ...]:
    return tuple(
        AcceptedBreach(
            str(row["id"]), str(row["formula"]), "", str(row["note"]).removeprefix(DIFFERENT_PERIODS).strip()
        )
        for table in folder.tables_named("derived")
        for _, row in table.rows
        if str(row["note"]).startswith(DIFFERENT_PERIODS)
    )
