"""The details that every format shows of the whole report: its title, partnership, year and sign-offs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from helpers.sources.origins import Origin
from helpers.statistics.numbers import Number
from helpers.statistics.typography import dashed
from helpers.statistics.units import written_date

INVENTED = "An invented specimen: {} does not exist, and no person, organisation, event or figure of its own is real."
UNNAMED_COMPILER = "Compiled from published statistics"


@dataclass(frozen=True)
class HelpLine:
    """Whom to tell of a worry about a child: who answers, for what, by telephone (`tel:0800-1111`), on the web, or both."""

    id: str
    who: str
    phone: str
    when: str
    address: str
    origin: Origin

    @property
    def number(self) -> Number:
        """The telephone number as it is printed: 0800 1111."""
        shown = self.phone.removeprefix("tel:").replace("-", " ")
        name = f"help-{self.id}"
        return Number(name, shown, "words", origins=(self.origin,), kind="edition", entry=name)

    @property
    def printed(self) -> str:
        """The line on paper: who, by telephone or at which address, and when."""
        place = urlsplit(self.address)
        reached = self.number.shown if self.phone else place.netloc.removeprefix("www.") + place.path
        return ", ".join(filter(None, (f"{self.who}: {reached}", self.when)))


@dataclass(frozen=True)
class ReportDetails:
    """One partnership's report for one year.

    `place` is the partnership's everyday name, such as "Wirral"; `year` a label such as "2023-24". `missing` names the
    organisations that have not signed, and `unready` the other reasons why the report is a `draft`, in words without numbers.
    `is_invented`: nothing in it is true, as every page then says. `compiled_by` names who made a compilation, a report from
    published sources that the partnership took no part in; `compiled_on` is the day on which a report was completed. `search_words` are pairs of what readers search by and what the
    report calls it, and `abbreviations` of abbreviation and term; `terms` has the meaning of each term and abbreviation. `period_end` is the last day of the year reported on; it is also the
    documents' date, so that the same inputs give the same bytes.
    """

    title: str
    partnership: str
    place: str
    year: str
    draft: bool
    missing: tuple[str, ...]
    licence: str
    period_end: date
    unready: tuple[str, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    search_words: tuple[tuple[str, str], ...] = ()
    help_lines: tuple[HelpLine, ...] = ()
    language: str = "en-GB"
    is_compilation: bool = False
    compiled_by: str = ""
    compiled_on: date | None = None
    is_invented: bool = False

    @property
    def year_shown(self) -> str:
        """The year as it is printed, with an en dash: 2023–24."""
        return dashed(self.year)

    @property
    def status(self) -> str:
        """How far the report has come: a draft, final, or published as a compilation; and whether it is invented."""
        stage = "draft" if self.draft else "published as a compilation" if self.is_compilation else "final"
        return f"{stage}, and invented" if self.is_invented else stage

    @property
    def author(self) -> str:
        """Whose words the report is in: the partnership's, or of a compilation those of whoever compiled it, who may be unnamed."""
        return (self.compiled_by or UNNAMED_COMPILER) if self.is_compilation else self.partnership

    @property
    def is_authored(self) -> bool:
        """Whether somebody has put their name to it: a compilation may have nobody's."""
        return bool(self.compiled_by) or not self.is_compilation

    @property
    def whose(self) -> str:
        """Whose report it is, where it is not a real partnership's own, in sentences for the cover and the head of every page."""
        if self.is_invented:
            return INVENTED.format(self.place)
        if not self.is_compilation:
            return ""
        compiler = f" by {self.compiled_by}" if self.compiled_by else ""
        return f"An independent compilation from published sources{compiler}. {self.partnership} took no part in it."

    @property
    def whose_in_brief(self) -> str:
        """The same in two words, for the head of a printed page."""
        if self.is_invented:
            return "Invented specimen"
        return "Independent compilation" if self.is_compilation else ""

    @property
    def completed(self) -> str:
        """The day on which the report was completed, as it is printed; empty where none is given."""
        return written_date(self.compiled_on) if self.compiled_on else ""

    @property
    def why_draft(self) -> str:
        """Why the report is a draft, in a few words for the head of a page."""
        return "not yet signed off" if self.missing or not self.unready else "not yet ready"
