"""What is said to have improved: in a sentence, and as a table of the numbers that show it or why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from helpers import statistics
from helpers.display import grids, tables
from helpers.display.blocks import Grid, Nothing, NotSupplied, Prose, Table
from helpers.display.credits import credit, source_name
from helpers.display.sentences import row_counts, wording
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.year_folder import YearFolder
from helpers.statistics import measures
from helpers.statistics.numbers import Number, Text, compose, joined, text
from helpers.statistics.soundness import claims as claimed
from helpers.statistics.soundness.claims import Claim
from helpers.statistics.statistic import Statistic

HEADINGS = ("What is said to have improved", "Kind", "Before", "Now", "Counted among", "Evidence")
TITLE = "What is said to have improved, and what shows it"
NOTE = (
    "An activity is what agencies did, an output what came of it at once, and an outcome what changed for children. Only an outcome "
    "says that children are better off."
)
NONE = "none: {}"


def tally(chapter: ChapterContext) -> Prose | Nothing:
    """Say how many of the claims are of outcomes, and how many of these have evidence; nothing where none is made."""
    statistic = _claims(chapter)
    if not statistic.supplied:
        return Nothing()
    of_year = claimed.claims(chapter.folder)
    outcomes = [place for place, claim in enumerate(of_year) if claim.kind == claimed.OUTCOME]
    shown = [place for place in outcomes if of_year[place].has_evidence]
    without = [place for place, claim in enumerate(of_year) if not claim.has_evidence]
    parts = [compose("Of {}, {}", _of(statistic, range(len(of_year)), "claim"), _are(statistic, outcomes, "outcomes"))]
    if outcomes:
        parts.append(compose("{} of these {} evidence", *_have(statistic, shown, "outcomes with evidence")))
    if without:
        parts.append(
            compose("for {} of all claims there is none", _counted(statistic, without, "claims without").words)
        )
    return Prose(compose("{}.", joined(parts, by="; ", last="; ")))


def listing(chapter: ChapterContext) -> Table | NotSupplied | Nothing:
    """Show each claim with its kind, its numbers before and now, what they are counted among, and why there is no evidence."""
    statistic = _claims(chapter)
    if not statistic.supplied:
        return tables.show(statistic)
    rows = [_row(statistic, place, claim, chapter.folder) for place, claim in enumerate(claimed.claims(chapter.folder))]
    plain = [[cell.plain for cell in row] for row in rows]
    aligned = ("left", "left", "right", "right", "right", "left")
    data = Grid(tuple(map(text, HEADINGS)), aligned, tuple(rows), csv=grids.as_csv(list(HEADINGS), plain))
    return Table(name=statistic.name, title=text(TITLE), data=data, credit=credit(statistic), note=text(NOTE))


def _claims(chapter: ChapterContext) -> Statistic:
    return statistics.protect(measures.table(chapter, claimed.TABLE), title=TITLE)


def _row(statistic: Statistic, place: int, claim: Claim, folder: YearFolder) -> tuple[Text, ...]:
    evidence = (
        source_name(claim.source, statistic)
        if claim.has_evidence
        else compose(NONE, statistic.cell(place, claimed.BECAUSE))
    )
    words = (statistic.cell(place, column) for column in ("claim", "kind"))
    return (*words, *(_dated(number, folder) for number in (claim.baseline, claim.now, claim.denominator)), evidence)


def _dated(number: Number | None, folder: YearFolder) -> Text:
    """A number with the time that it is of, where its row says that; empty where none is named."""
    if number is None:
        return Text()
    return compose("{} ({})", number, number.when) if number.period and _says_when(number, folder) else text(number)


def _says_when(number: Number, folder: YearFolder) -> bool:
    """Whether a number was worked out, or its row has its period: only then can the period be followed to a file too."""
    form = folder.forms.table(PurePath(number.origins[0].file).stem) if not number.derivation else None
    return form is None or "period" in {field.name for field in form.fields}


def _of(statistic: Statistic, rows: Sequence[int], noun: str) -> Text:
    return wording.counted(_counted(statistic, rows, "claims"), noun)


def _are(statistic: Statistic, rows: Sequence[int], what: str) -> Text:
    number = _counted(statistic, rows, what)
    return compose("{} {} {}", number.words if rows else "none", "is" if len(rows) < 2 else "are", what)


def _have(statistic: Statistic, rows: Sequence[int], what: str) -> tuple[Number | str, str]:
    return (_counted(statistic, rows, what).words if rows else "none"), "have" if len(rows) > 1 else "has"


def _counted(statistic: Statistic, rows: Sequence[int], what: str) -> Number:
    return row_counts.rows(statistic, rows, of=what)
