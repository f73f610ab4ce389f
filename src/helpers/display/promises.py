"""What became of what was promised: in a sentence, and as a table over the years."""

from __future__ import annotations

from helpers import statistics
from helpers.display import canvas, grids, tables
from helpers.display.blocks import CROSS, DASH, PART, TICK, Grid, Nothing, NotSupplied, Prose, Table, marked
from helpers.display.credits import credit
from helpers.display.sentences import row_counts, wording
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.promises import CHANGED, DONE, NOT_DONE
from helpers.statistics import measures
from helpers.statistics.numbers import Number, Text, compose, joined, text
from helpers.statistics.statistic import Statistic

COLUMNS = ("promise", "since", "owner", "answer", "account", "outcome_evidence")
WHAT = ("promise", "kind")
NO_ANSWER = "no answer"
MOST_LETTERS = 150
MARKS = {DONE: TICK, CHANGED: PART, NOT_DONE: CROSS, NO_ANSWER: DASH}
NOTHING_SAYS = "Earlier reports {} {}{}. We found nothing published on the results of any."
STILL_OPEN = "Earlier reports {} {}{}. None is answered yet."
PRIORITY = "priority"
NOTE = "What is not done comes back the next year; what was changed ends here, and what it became stands in the plan."


def tally(chapter: ChapterContext) -> Prose | Nothing:
    """Say how many of the promises of earlier reports are done, changed and not done; nothing where none is listed."""
    statistic = statistics.protect(measures.promises(chapter))
    if not statistic.supplied:
        return Nothing()
    newest = statistic.where(period=chapter.folder.year)
    if any_answer(newest):
        return Prose(compose("{}.", of_newest_year(statistic)))
    template = NOTHING_SAYS if chapter.folder.is_compilation else STILL_OPEN
    return Prose(compose(template, "set" if _are_priorities(newest) else "made", _promises(newest), _named(newest)))


def _named(statistic: Statistic) -> Text:
    """What each promise is, where they are few and short: ": Neglect, Practice model and Breaking the Cycle"; else nothing."""
    names = joined([statistic.cell(row, "promise") for row in range(len(statistic))])
    return compose(": {}", names) if len(names.plain) <= MOST_LETTERS else Text()


def across_years(statistic: Statistic) -> Table | Nothing:
    """Show each promise with its answer in each year, the newest promises last; only where some promise was ever answered."""
    if not statistic.supplied or not any_answer(statistic):
        return Nothing()
    return Table(
        name=statistic.name,
        title=text("What became of each promise, year by year"),
        data=over_years(statistic),
        subtitle=canvas.comma_list(statistic.subtitle, statistic.when),
        credit=credit(statistic),
        note=text(NOTE),
    )


def of_year(statistic: Statistic, period: str) -> Table | NotSupplied | Nothing:
    """Show a year's promises with their answers; nothing where all are priorities, which the plan names, that nobody answers or owns."""
    newest = statistic.where(period=period).titled("This year’s answers") if statistic.supplied else statistic
    if newest.supplied and not any_answer(newest) and all(_is_named_alone(newest, row) for row in range(len(newest))):
        return Nothing()
    return tables.show(newest, columns=COLUMNS)


def any_answer(statistic: Statistic) -> bool:
    """Whether any promise of any year was answered."""
    return any(_answer(statistic, row) != NO_ANSWER for row in range(len(statistic)))


def of_newest_year(statistic: Statistic) -> Text:
    """Say of the newest year's promises how many have each answer: "Of 12 promises, seven are done and one was changed"."""
    period = str(statistic.table["period"].iloc[-1])
    parts = [_answered(answer, number) for answer, _, number in counts(statistic, period)]
    return compose("Of {}, {}", _promises(statistic.where(period=period)), joined(parts))


def counts(statistic: Statistic, period: str) -> list[tuple[str, list[int], Number]]:
    """Return the answers of a year that some promise has: the answer, the rows that have it, and their number."""
    of_year = [row for row in range(len(statistic)) if _is_of(statistic, row, period)]
    having = {answer: [row for row in of_year if _answer(statistic, row) == answer] for answer in MARKS}
    return [
        (answer, rows, row_counts.rows(statistic, rows, of=f"{period} {answer}"))
        for answer, rows in having.items()
        if rows
    ]


def over_years(statistic: Statistic) -> Grid:
    """Lay the promises out with a column for each year; a cell is empty where the promise was not open in that year."""
    years = statistic.labels("period")
    newest = {statistic.plain(row, "id"): row for row in range(len(statistic))}
    answers = {
        (statistic.plain(row, "id"), statistic.plain(row, "period")): _answer(statistic, row)
        for row in range(len(statistic))
    }
    lines = [[answers.get((name, year), "") for year in years] for name in newest]
    words = [[statistic.cell(row, name) for name in WHAT] for row in newest.values()]
    headings = [statistic.column(name).heading for name in WHAT]
    return Grid(
        headings=(*headings, *years.values()),
        aligned=("left",) * (len(WHAT) + len(years)),
        rows=tuple((*what, *map(_marked, line)) for what, line in zip(words, lines, strict=True)),
        csv=grids.as_csv(
            [*(heading.plain for heading in headings), *years],
            ([*(cell.plain for cell in what), *line] for what, line in zip(words, lines, strict=True)),
        ),
    )


def _marked(answer: str) -> Text:
    return marked(MARKS[answer], text(answer)) if answer else Text()


def _promises(statistic: Statistic) -> Text:
    noun = PRIORITY if _are_priorities(statistic) else "promise"
    return wording.counted(row_counts.rows(statistic, range(len(statistic)), of="promises"), noun)


def _are_priorities(statistic: Statistic) -> bool:
    """Whether all are priorities of a plan, which name a topic and promise nothing that could be kept."""
    return all(statistic.table_value(row, "kind") == PRIORITY for row in range(len(statistic)))


def _answered(answer: str, number: Number) -> Text:
    """ "seven are done", "one was changed", "two have no answer"."""
    singular, plural = {CHANGED: ("was", "were"), NO_ANSWER: ("has", "have")}.get(answer, ("is", "are"))
    return compose("{} {} {}", number.words, singular if number.value == 1 else plural, answer)


def _answer(statistic: Statistic, row: int) -> str:
    return statistic.plain(row, "answer") or NO_ANSWER


def _is_named_alone(statistic: Statistic, row: int) -> bool:
    return statistic.table_value(row, "kind") == PRIORITY and not str(statistic.table_value(row, "owner") or "")


def _is_of(statistic: Statistic, row: int, period: str) -> bool:
    return statistic.plain(row, "period") == period
