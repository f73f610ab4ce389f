"""Blocks about the report's own soundness: checks, accepted breaches, coverage, evidence of impact and corrections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpers import statistics
from helpers.display import grids, tables
from helpers.display.blocks import Grid, Nothing, NotSupplied, Prose, Table
from helpers.display.markdown import slug_of
from helpers.display.sentences import row_counts, wording
from helpers.sources import elsewhere, schema
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.origins import Origin
from helpers.statistics import measures
from helpers.statistics.derivations import INPUTS, Derivation
from helpers.statistics.formulas import DIFFERENT_PERIODS
from helpers.statistics.named_numbers import NamedNumbers, names
from helpers.statistics.numbers import Number, Part, Text, compose, joined, text
from helpers.statistics.soundness import coverage as covering
from helpers.statistics.soundness import impact as changing
from helpers.statistics.soundness import reconciliation
from helpers.statistics.soundness.reconciliation import RuleResult
from helpers.statistics.soundness.rules import Breach

COMPILED = (
    "This is an independent compilation. {} from published sources, and {} took no part in it. It is not the yearly report "
    "that the law asks for, and nobody signs it. Where something is missing, we found nothing published about it, or we say where it is published."
)
CORRECTED = "Corrected on {} since the first version; each such day made a new version.\n\n"
INVENTED = "{} is an invented specimen. No person, organisation, event or figure of its own is real."
ONLY_NATIONAL = " Chapters keep the numbers that they have in a whole report, so some numbers are skipped here."
ELSEWHERE = "Published, but not in this report:"
NO_FIGURES = "Some work only the partnership can count. The sources of this report give no figures of {}."
NO_FIGURES_YET = "Some work only the partnership can count. No figures have come of {}."
NOR = ". Nor are there any of "
ALL_SUPPLIED = "All that the chapters have room for was supplied."
NO_RULES = "This report has national statistics alone, shown as they were published. There are no figures of the partnership's own to check."
CERTAINTY = {
    "verified": "read as quoted",
    "verified in an earlier edition": "read in an earlier edition",
    "recalled": "our summary",
}
COVERAGE = "What the law and guidance ask for, and how much of it this report has"
STATES = {covering.COVERED: "all of it", covering.THIN: "a part", covering.MISSING: "nothing"}
NOTHING_OF_EFFECT = "what all this work changed for children"
CHECKED = {
    "sum": "parts add up to their total",
    "balance": "amounts balance",
    "rate": "a rate is its count over its base",
    "parts_of_whole": "parts make the whole",
    "at_most": "a part is no more than the whole",
    "same_fact": "a fact is the same wherever it is given",
    "list_length": "a number of things agrees with the list of them",
    "local_against_published": "a local figure is close to the published figure",
    "year_on_year": "a figure is close to last year's",
    "within_period": "dates lie within the year",
    "by_year_end": "nothing is reported before it happened",
    "rank_places": "a rank is out of the right number of places",
    "register": "numbers in sentences agree with their lists",
    "status": "sentences agree with the list about each entry",
}


def missing(chapter: ChapterContext) -> Table | NotSupplied | Nothing | Prose:
    """List what was not supplied, or say that everything was; where a partnership has sent nothing at all, list what law and guidance ask of it."""
    if not chapter.folder.exists:
        return tables.show(statistics.protect(measures.still_needed(chapter)))
    statistic = statistics.protect(measures.not_supplied(chapter))
    return tables.show(statistic) if len(statistic) else Prose(text(ALL_SUPPLIED))


def uncounted(chapter: ChapterContext) -> Prose | Nothing:
    """Name the sections of the catalogue of local measures of which the year has no figure; nothing where it has some of each."""
    folder = chapter.folder
    with_figures = {measure.section for measure in folder.local_measures}
    sections = [str(name) for name in folder.table(schema.CATALOGUE).frame["section"].unique()]
    without = [wording.within(section) for section in sections if section not in with_figures]
    template = NO_FIGURES if folder.is_compilation else NO_FIGURES_YET
    return Prose(compose(template, wording.in_sentences(without, between=NOR))) if without else Nothing()


def published_elsewhere(chapter: ChapterContext) -> Prose | Nothing:
    """List what is published, but could not be brought into this report, each with its reason and a link; nothing where there is none."""
    entries = elsewhere.entries(chapter.folder)
    items = [f"- [{entry.form.title}]({entry.source.address}): {entry.why}" for entry in entries]
    return Prose(text("\n".join([ELSEWHERE, "", *items]))) if items else Nothing()


def standing(chapter: ChapterContext) -> Prose:
    """Say whose report it is, and what makes it final."""
    folder = chapter.folder
    if folder.is_invented:
        return Prose(text(INVENTED.format(folder.place)))
    if not folder.is_compilation:
        return Prose(text("The report is a draft until each safeguarding partner has signed it."))
    compiler = f"{_capital(folder.compiled_by)} compiled it" if folder.compiled_by else "It was compiled"
    return Prose(text(COMPILED.format(compiler, folder.name) + ("" if folder.exists else ONLY_NATIONAL)))


def sign_off(chapter: ChapterContext) -> Table | NotSupplied | Nothing:
    """Show who signs the report off; of a compilation nobody does, and nothing is shown."""
    if chapter.folder.is_compilation:
        return Nothing()
    return tables.show(statistics.protect(measures.sign_offs(chapter), title="Sign-off by the safeguarding partners"))


def checks(chapter: ChapterContext) -> Table | Prose:
    """Show how many rules of each kind the year's figures were checked against; a build goes on only if all are kept or accepted.

    A sentence says so where a report has only national statistics, between which there is nothing to check.
    """
    tried = [result.rule for result in reconciliation.results(names(chapter))]
    places = {kind: [rule.origin for rule in tried if rule.kind == kind] for kind in CHECKED}
    rows = [
        (text(_capital(claim)), text(_counted(f"rules of kind {kind}", places[kind])))
        for kind, claim in CHECKED.items()
        if places[kind]
    ]
    if not rows:
        return Prose(text(NO_RULES))
    return _table("reconciliation", "Rules that the figures keep", ("What was checked", "Rules"), rows)


def exceptions(chapter: ChapterContext) -> Prose:
    """List the accepted breaches of rules, each with both figures and the reason, and the differences between unlike periods."""
    breaches = [
        _exception(result, breach) for result in reconciliation.results(names(chapter)) for breach in result.accepted
    ]
    items = [*breaches, *_unlike_periods(chapter)]
    return Prose(_bullet_list(items) if items else text("No such figures were met."))


def coverage(chapter: ChapterContext) -> Prose:
    """Show each requirement of law and guidance as a table row: how far the report covers it, with a link to the section."""
    head = f"**{COVERAGE}**\n\n| What is asked for | Force | How it is known | In this report | Where |\n|---|---|---|---|---|\n"
    rows = (
        f"| {requirement.requirement} | {requirement.force} | {CERTAINTY[requirement.status]} | {STATES[requirement.state]} | {_where(chapter, requirement)} |"
        for requirement in covering.requirements(chapter.folder)
    )
    return Prose(text(head + "\n".join(rows)))


def _where(chapter: ChapterContext, requirement: covering.Requirement) -> str:
    """A Markdown link to where the first of it is shown, its name alone where the report lacks that chapter, or a dash where a compilation has nothing to show."""
    if chapter.folder.is_compilation and requirement.state == covering.MISSING:
        return "–"
    is_there = (chapter.folder.root / "notebooks" / f"{requirement.chapter}.ipynb").is_file()
    return f"[{requirement.section}]({_address(requirement)})" if is_there else requirement.section


def _address(requirement: covering.Requirement) -> str:
    """The chapter's address and, where it stands under a heading, that heading's."""
    place = "" if requirement.section == schema.title(requirement.chapter) else f"#{slug_of(requirement.section)}"
    return f"{requirement.chapter}.ipynb{place}"


def impact(chapter: ChapterContext) -> Table | NotSupplied:
    """Show for each register how many entries it lists, and how many of them have no evidence of impact this year.

    The blanks of a compilation say only that nothing was found, so where no entry has any, a line says that instead.
    """
    registers = changing.impacts(chapter.folder)
    if chapter.folder.is_compilation and not any(register.has_evidence for register in registers):
        return NotSupplied(NOTHING_OF_EFFECT)
    rows = [(text(register.title), text(register.entries), text(register.without)) for register in registers]
    return _table("impact", "Evidence of impact", ("Register", "Listed", "No evidence of impact this year"), rows)


def corrections(chapter: ChapterContext) -> Prose:
    """List the corrections since the first version: the old figure, the new one and the cause; one line where there are none."""
    folder = chapter.folder
    if not folder.table("corrections").supplied:
        return Prose(text("No correction has been needed so far."))
    listing = statistics.protect(measures.table(chapter, "corrections"))
    opening = compose(
        CORRECTED, wording.counted(row_counts.distinct(listing, "corrected", of="days of correction"), "day")
    )
    items = [
        _correction(row, listing.label(place, "what"), listing.label(place, "cause"))
        for place, row in enumerate(names(folder).rows("corrections"))
    ]
    return Prose(opening + _bullet_list(items))


def _exception(result: RuleResult, breach: Breach) -> Text:
    if breach.left is None or breach.right is None:
        return compose("{} {}", breach.message, result.rule.because)
    if breach.apart is None:
        return compose("{}: {}, against {}. {}", _called(breach.key), breach.left, breach.right, result.rule.because)
    what = result.rule.note or _called(result.rule.id)
    return compose(
        "{}: {} against {}, {} apart. {}", what, breach.left, breach.right, breach.apart, result.rule.because
    )


def _called(name: str) -> str:
    return _capital(name.replace("_", " "))


def _unlike_periods(chapter: ChapterContext) -> Iterable[Text]:
    numbers = names(chapter)
    for name in numbers.derived:
        label = numbers.label(name)
        if label.startswith(DIFFERENT_PERIODS):
            yield _unlike(numbers, numbers.number(name), label.removeprefix(DIFFERENT_PERIODS).strip())


def _unlike(numbers: NamedNumbers, difference: Number, reason: str) -> Text:
    parts = [numbers.number(name) for name in difference.inputs if isinstance(name, str) and numbers.has(name)]
    terms = joined([compose("{} ({})", part, part.when) for part in parts])
    return compose("Unlike periods: {} give {}. {}.", terms, difference, _capital(reason.rstrip(".")))


def _correction(row: dict[str, Number | str], what: Text, cause: Text) -> Text:
    """A correction: what was wrong, both figures and why; what and why may hold a number, such as a year."""
    figures = [part for part in (row["old"], row["new"]) if isinstance(part, Number) and part.value is not None]
    moved = (
        compose(" It was {} and is now {}.", *(_in_unit(part, str(row["unit"])) for part in figures))
        if len(figures) == 2
        else Text()
    )
    return compose(
        "{}: {}{} {}", row["corrected"], _ended(what, str(row["what"])), moved, _ended(cause, str(row["cause"]))
    )


def _ended(shown: Text, words: str) -> Text:
    """A sentence with its full stop, whether or not it was written with one."""
    return compose("{}" if words.rstrip().endswith(".") else "{}.", shown)


def _in_unit(number: Number, unit: str) -> Number:
    return Number(number.name, number.value, unit or "count", number.period, number.source, number.origins)


def _counted(what: str, places: Sequence[Origin]) -> Number:
    return Number(what, float(len(places)), "count", derivation=Derivation("count", (INPUTS,), tuple(places)))


def _bullet_list(parts: Sequence[Part]) -> Text:
    return joined([compose("- {}", part) for part in parts], by="\n", last="\n")


def _table(name: str, title: str, headings: Sequence[str], rows: Sequence[tuple[Text, ...]]) -> Table:
    plain = [[cell.numbers[0].bare.shown if cell.numbers else cell.plain for cell in row] for row in rows]
    aligned = ("left", *("right" for _ in headings[1:]))
    data = Grid(tuple(map(text, headings)), aligned, tuple(rows), csv=grids.as_csv(list(headings), plain))
    return Table(name=name, title=text(title), data=data)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
