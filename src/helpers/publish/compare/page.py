"""The page of a comparison, made for a committee: the few changes that matter first, and each of the rest by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers.display.sentences import glance
from helpers.publish.compare import contents, labels, measures, promises, words
from helpers.publish.compare.contents import AwaitedThing, ComparedChapter
from helpers.publish.compare.measures import BETTER, WORSE, ComparedMeasure
from helpers.publish.compare.numbers import (
    CHANGED,
    DIFFERENT,
    FIGURES,
    NEW,
    OWN_AREA,
    REMOVED,
    REVISED,
    SAME,
    STATES,
    ComparedNumber,
    Row,
    published_row,
)
from helpers.publish.compare.promises import ComparedPromises
from helpers.publish.compare.reports import ComparedReport
from helpers.publish.compare.revisions import Revisions
from helpers.publish.compare.words import ABOUT_REPORT, ComparedWords
from helpers.publish.links import page_of
from helpers.publish.website import pages
from helpers.sources import areas, published
from helpers.sources.schema import title
from helpers.statistics import units
from helpers.statistics.measures.supplied import YEAR_BEFORE

FOLDER = pages.TEMPLATES / "report_compare"
YEARS, VERSIONS, PLACES = "years", "versions", "places"
MOST = 5
PER = re.compile(r" per 1[0,]+")
NAMED_IN_INPUTS = re.compile(rf"{FIGURES}, (\w+)\|(\w+)\|")
GLANCE = "00_year_at_a_glance"
SIDES = (glance.CLEARLY_WORSE, glance.CLEARLY_BETTER)
SET_APART, HIDDEN = ("at_a_glance.", "promises.", YEAR_BEFORE), ".cells hidden"
GROUPS = ("Measures of {}", "The same measures of England, regions and other areas", "Neighbourhoods, a row each", "What the partnership supplied", "Worked out from the others")  # fmt: skip
CODES = {
    "[c]": "a figure that is not shown, because it is of so few people that one might be recognised",
    "[x]": "a figure that is not published",
    "[z]": "a figure that would have no meaning",
    "[u]": "a figure too unreliable to be published",
    "[low]": "a small figure that rounds to nothing",
}


@dataclass(frozen=True)
class Standing:
    """The measures that are clearly on one side of England's: which were added since, which dropped out, and all that are there now.

    Those of `now` without a newer figure say so.
    """

    side: str
    now: tuple[str, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """All that two reports differ in, for the page and the CSVs."""

    before: ComparedReport
    after: ComparedReport
    numbers: Sequence[ComparedNumber]
    measures: Sequence[ComparedMeasure]
    words: Sequence[ComparedWords]
    chapters: Sequence[ComparedChapter]
    promises: ComparedPromises
    awaited: Sequence[AwaitedThing]
    revisions: Revisions

    @property
    def kind(self) -> str:
        """What is compared: YEARS or VERSIONS of one partnership's report, or PLACES."""
        if self.before.folder.partnership != self.after.folder.partnership:
            return PLACES
        return VERSIONS if self.before.folder.year == self.after.folder.year else YEARS

    def stated(self, state: str) -> str:
        """Return the state of a number in words: "only in 2023-24" of one that the later report lacks."""
        then, now = (r.folder.year if self.kind == YEARS else r.title for r in (self.before, self.after))
        return {REMOVED: f"only in {then}", NEW: f"only in {now}"}.get(state, state)

    def foremost(self, verdict: str) -> list[ComparedMeasure]:
        """Return the measures of a verdict, what matters most first."""
        return measures.foremost(self.measures, verdict)

    @cached_property
    def groups(self) -> list[tuple[str, list[ComparedMeasure]]]:
        """The measures that differ in anything, by the groups of the journey."""
        differing = [item for item in self.measures if item.number.state != SAME]
        return list(measures.by_group(differing))

    @property
    def no_newer(self) -> list[tuple[str, list[ComparedMeasure]]]:
        """The measures of which the later report has no newer figure, by publisher."""
        waiting = [item for item in self.measures if item.waits and item.number.state == SAME]
        owners = dict.fromkeys(item.about.owner for item in waiting)
        return [(owner, [item for item in waiting if item.about.owner == owner]) for owner in owners]

    @property
    def without_figure(self) -> list[ComparedMeasure]:
        """The measures whose newest figure a code stands for."""
        return [item for item in self.measures if item.number.after in CODES]

    def of_state(self, *states: str) -> list[ComparedMeasure]:
        """Return the measures of some states."""
        return [item for item in self.measures if item.number.state in states]

    @cached_property
    def own_numbers(self) -> list[ComparedNumber]:
        """The numbers that differ and are no published measure's, in the report's order."""
        named = (n for n in self.numbers if not (n.measure or n.name.startswith(SET_APART) or n.name.endswith(HIDDEN)))
        return [
            n
            for n in named
            if n.state in (REVISED, CHANGED, DIFFERENT, NEW, REMOVED)
            and _group(n, self) > 1
            and n.chapter != ABOUT_REPORT
        ]

    def own_numbers_by_chapter(self, *states: str) -> list[tuple[str, list[ComparedNumber]]]:
        """Return the same of some states by the chapters that they stand in."""
        chosen = [number for number in self.own_numbers if number.state in states]
        slugs = dict.fromkeys(number.chapter for number in chosen)
        return [(title(slug), [number for number in chosen if number.chapter == slug]) for slug in slugs]

    def sentences(self, *states: str) -> list[tuple[str, list[ComparedWords]]]:
        """Return the sentences and rows of tables in some states, by chapter; those of sections that one report alone has are left out."""
        chosen = [item for item in words.of_shared_sections(self.words, self.chapters) if item.state in states]
        slugs = dict.fromkeys(item.chapter for item in chosen)
        return [(title(slug), [item for item in chosen if item.chapter == slug]) for slug in slugs]

    def verdict(self, number: ComparedNumber) -> str:
        """Return whether a figure of the partnership's own measures moved to its better end or its worse one; empty where neither is better."""
        id_, _, part = number.name.partition(".")
        own = next((own for own in self.after.folder.local_measures if own.id == id_), None)
        if own is None or not number.moved or not part.endswith("share" if own.is_share else "value"):
            return ""
        ends = {"higher": 1, "lower": -1}
        return {1: BETTER, -1: WORSE}.get(ends.get(own.better, 0) * (1 if number.moved > 0 else -1), "")

    @property
    def own_measures(self) -> list[tuple[str, list[ComparedNumber]]]:
        """The partnership's own measures that got worse, then those that got better, as (verdict, numbers): totals, without breakdowns."""
        whole = [number for number in self.own_numbers if ".all." in number.name and number.state == CHANGED]
        return [
            (verdict, chosen)
            for verdict in (WORSE, BETTER)
            if (chosen := [n for n in whole if self.verdict(n) == verdict])
        ]

    @cached_property
    def standings(self) -> list[Standing]:
        """Which measures are clearly worse than England's and which better, where both reports say."""
        counts = {number.name: number for number in self.numbers if number.chapter == GLANCE}
        pairs = ((side, counts.get(glance.SIDE_COUNT.format(side))) for side in SIDES)
        as_before = {item.about.name for item in self.measures if item.waits}
        return [_standing(count, side, as_before) for side, count in pairs if count and all(row.get("inputs") for row in count.rows)]  # fmt: skip

    @property
    def states(self) -> tuple[str, ...]:
        """The states that a number can be in: none is called revised where nothing keeps what was printed."""
        is_unchecked = self.kind == YEARS and not self.before.version
        return tuple(
            state
            for state in STATES
            if not (is_unchecked and state == REVISED) and (state == DIFFERENT) <= (self.kind == PLACES)
        )

    @property
    def totals(self) -> list[tuple[str, list[int]]]:
        """How many numbers of each kind are in each state: the kind, and a count for each of `states`."""
        counts = Counter((_group(number, self), number.state) for number in self.numbers)
        place = areas.in_sentence(self.after.folder.place)
        return [
            (name.format(place), [counts[order, state] for state in self.states]) for order, name in enumerate(GROUPS)
        ]

    @property
    def codes(self) -> list[tuple[str, str]]:
        """The codes that stand on the page for figures, and what each means."""
        shown = {text for item in self.measures for n in (item.number, item.england, item.counted) if n for text in (n.before, n.after)}  # fmt: skip
        return [(code, meaning) for code, meaning in CODES.items() if code in shown]


def render(comparison: Comparison, link: Callable[[Row], str] | None = None) -> str:
    """Return the page as HTML that needs no other file. `link` gives the address of a number's place in the reviewers' edition."""
    resources: dict[str, Any] = {
        "it": comparison,
        "before": comparison.before,
        "after": comparison.after,
        "link": link or (lambda row: ""),
        "is_within": link is not None,
        "most": MOST,
        "site": None,
        "details": None,
        "style": pages.style_alone(),
        "senders": list(contents.by_sender(comparison.awaited)),
        "answers": promises.ANSWERS,
    }
    templates = Environment(loader=FileSystemLoader([FOLDER, pages.FOLDER]), undefined=StrictUndefined, **pages.JINJA)
    templates.filters |= {"words": units.in_words, "short": _short, "title": title, "area": _area, "figure": _figure}
    templates.filters |= {
        "called": lambda number: labels.label(number.name, comparison.after.folder),
        "where": _where,
        "signed": _signed,
    }
    return templates.get_template("index.html.j2").render(resources=resources)


def links(ledger: Iterable[Row]) -> Callable[[Row], str]:
    """Return a function that says where a report's reviewers' edition shows a number, or another report's number that it shows too; empty for any other."""
    rows = list(ledger)
    entries = {row["entry"]: row for row in rows if row.get("entry")}
    figures: Mapping[str, Row] = {row["row"]: row for row in reversed(rows) if row["kind"] == "published"}

    def link(row: Row) -> str:
        own = entries.get(row.get("entry", ""))
        if own != row:
            own = figures.get(published_row(row)) if row.get("kind") else None
        is_same = own is not None and own["value"] == row["value"]
        return f"{page_of(own['chapter'])}?number={own['entry']}" if own and own["chapter"] and is_same else ""

    return link


def _standing(number: ComparedNumber, side: str, as_before: Collection[str]) -> Standing:
    earlier, later = (_named(row["inputs"]) for row in number.rows)
    return Standing(
        side,
        tuple(f"{name} (no newer figure)" if name in as_before else name for name in later),
        tuple(name for name in later if name not in earlier),
        tuple(name for name in earlier if name not in later),
    )


def _named(inputs: str) -> list[str]:
    return [published.store().measure(match[1]).name for match in NAMED_IN_INPUTS.finditer(inputs)]


def _group(number: ComparedNumber, comparison: Comparison) -> int:
    """The place in GROUPS of what a number is."""
    row = next(row for row in reversed(number.rows) if row.get("kind"))
    parts = number.name.split("|")
    if published_row(row).count("|") == 2:
        own = (OWN_AREA, *comparison.after.folder.areas, *comparison.before.folder.areas)
        return 0 if parts[-1] in own else 1
    if row["kind"] == "published":
        return 2
    return 4 if number.measure or not row.get("file") or "published/" in row["file"] else 3


def _where(number: ComparedNumber) -> str:
    """The section that a number stands in, where its place names one."""
    row = next((row for row in reversed(number.rows) if row.get("place")), {})
    section = row.get("place", "").rpartition(", paragraph")[0]
    return "" if section == title(number.chapter) else section


def _signed(number: ComparedNumber, shown: str) -> str:
    """A figure with the sign that its column gave it in the report: 58% for 58."""
    return f"{shown}%" if number.unit == "percent" and shown[-1:].isdigit() else shown


def _short(shown: str) -> str:
    """A figure without a unit that its name has already: 116 for 116 per 10,000."""
    return PER.sub("", shown)


def _area(code: str) -> str:
    return areas.named(code).plain_name


def _figure(value: float, unit: str) -> str:
    return units.formatted(value, unit)
