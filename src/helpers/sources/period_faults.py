"""What is wrong with a period as a table gives it: no time at all, a day that is none, or an end that comes before its start.

A period may be in words, so only what looks like a day, a month or a year is checked.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from itertools import pairwise

from helpers.sources.periods import YEAR
from helpers.sources.report_years import ReportYear

MONTHS = [name.casefold() for name in month_name[1:]]
SHORT = "|".join(name[:3] for name in MONTHS)
MONTH = rf"(?P<month>{SHORT})(?:{'|'.join(filter(None, (name[3:] for name in MONTHS)))}|t)?\b\.?"
DAY = r"\b(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
SHORT_YEARS = "[0-9]{2}[-–/][0-9]{2}"

DATED = re.compile(rf"{YEAR}(?:s|[-–/](?:[0-9]{{2}}|{YEAR}))?|{SHORT_YEARS}|[0-9]{{1,2}}(?:st|nd|rd|th)?")
LONE_NUMBER = re.compile(r"(?:.*[0-9] )?[0-9]{1,2}|[0-9]{1,2}(?:st|nd|rd|th)")
NUMERIC = re.compile(rf"\b([0-9]{{1,2}})/(0?[1-9]|1[0-2])/({YEAR})\b")
NO_NUMERIC = re.compile(rf"\b[0-9]{{1,2}}/[0-9]{{1,2}}/{YEAR}\b")
FAR_YEAR = re.compile(rf"(?<!\S)(?!{YEAR})[0-9]{{4}}(?!\S)")
HALF_YEARS = re.compile(  # of two times the one a year and the other a number that no month stands beside
    rf"(?:^|\b(?:from|since|to|and) )[0-9]{{1,2}}(?:st|nd|rd|th)? ?(?:[-–—/]|\b(?:to|until|till|through|and)\b) ?{YEAR}\b"
    rf"|\b{YEAR} (?:to|until|till|through) [0-9]{{1,2}}(?:st|nd|rd|th)?$"
)
BETWEEN = re.compile(r"\bbetween (.+?) and ")
OF_SPREADSHEET = re.compile(rf"\b(?:(?:{SHORT})-[0-9]{{2,4}}|[0-9]{{1,2}}-(?:{SHORT})(?:-[0-9]{{2,4}})?)\b")
DAYS = (
    re.compile(rf"{DAY} (?:of )?{MONTH}(?: (?P<year>{YEAR})\b)?"),
    re.compile(rf"\b{MONTH} {DAY}\b(?: (?P<year>{YEAR})\b)?"),
)
NAMED_YEAR = re.compile(rf"{YEAR}|{SHORT_YEARS}|[a-z][0-9]{{2}}\b|\b(?:each|every)\b")
TWO_YEARS = re.compile(rf"\b({YEAR}|[0-9]{{2}})[-–/]([0-9]{{2}})\b")
MOMENT = re.compile(rf"(?:(?:{DAY} (?:of )?)?\b{MONTH} )?\b(?P<year>{YEAR})\b")
JOINED = re.compile(
    r"(?:[-–/][0-9]{2}\b)? ?(?:[-–—/]|\b(?:to|until|till|through)\b) ?(?:the |end of |year |ending |mid-)*"
)
NO_TIME = re.compile(r"\b(?:now|today|yesterday|tomorrow|present|ongoing|to date|tb[acd]|unknown)\b")
NO_WORDS = re.compile(r"n/?a|nan|nil|none|null|x+|\W+")
MOVING = re.compile(r"[^0-9]*\b(?:this|last|next|current|previous|latest)\b[^0-9]*")
LONGEST = 10  # years from the first of two years to the second, where that has two digits; from the report's own to the end of a plan
LEAP_YEAR = 2024  # that of a day without a year, so that 29 February is one
SOONEST = 5  # years from the report's own to the beginning of a plan

TIMELESS = '"{}" names no time that a later reader knows. Write it as 2023 or September 2023 or, where none is known, as undated.'
CHANGED = '"{}" is what a spreadsheet makes of a month or of two years. Write it as December 2022 or 2022-23, as text.'
NO_DAY = '"{}" names a day that no calendar has. Write a day as 31 March 2024.'
NO_SUCH_YEAR = '"{}" names a year before 1901 or after 2099. Correct the year.'
FORM = '"{}" is not a period that the report knows. Write it as 2023, 2023-24, 2019 to 2023, September 2023 or 31 March 2024, or in words.'
NO_YEAR = '"{}" names a month without its year. Write it as September 2023 or 31 March 2024.'
APART = (
    '"{}" names two years of which the second is none of the ten after the first. '
    "Write a year as 2023-24, a longer time as 2010 to 2024, a month as April 2023."
)
BACKWARDS = '"{}" does not end after it begins. Write the earlier time first, and the later one after it.'
AHEAD = (
    '"{}" begins more than five years after the year of the report, or ends more than ten after it. Correct the year.'
)


def fault(period: str, year: ReportYear) -> str:
    """Return what is wrong with a period in a report of that year, with the cure; nothing where it is a time or blank."""
    text = _spelled(period)
    if not text:
        return ""
    wrong = next((message for message, is_wrong in RULES.items() if is_wrong(text)), "")
    return (wrong or (AHEAD if _is_ahead(text, year) else "")).format(period)


def _spelled(period: str) -> str:
    """The period in small letters: 31/03/2024 as 31 march 2024, and between 2019 and 2023 as 2019 to 2023."""
    text = " ".join(period.casefold().replace(",", " ").split())
    text = NUMERIC.sub(lambda match: f"{match[1]} {MONTHS[int(match[2]) - 1]} {match[3]}", text)
    return BETWEEN.sub(r"\1 to ", text)


def _is_timeless(text: str) -> bool:
    return bool(NO_TIME.search(text) or NO_WORDS.fullmatch(text) or MOVING.fullmatch(text))


def _is_of_spreadsheet(text: str) -> bool:
    return OF_SPREADSHEET.search(text) is not None


def _has_impossible_day(text: str) -> bool:
    days = (match for pattern in DAYS for match in pattern.finditer(text))
    return NO_NUMERIC.search(text) is not None or not all(map(_is_day, days))


def _is_day(match: re.Match[str]) -> bool:
    _, last = monthrange(int(match["year"] or LEAP_YEAR), _month(match))
    return 0 < int(match["day"]) <= last


def _month(match: re.Match[str]) -> int:
    return [name[:3] for name in MONTHS].index(match["month"]) + 1


def _has_far_year(text: str) -> bool:
    return FAR_YEAR.search(text) is not None


def _has_other_form(text: str) -> bool:
    """Whether a word that begins with a digit is neither a year, nor two in a row, nor a day, or a number says not of what it is, as in 24 to 2019."""
    dated = [word for word in text.split() if word[0].isdigit()]
    return not all(map(DATED.fullmatch, dated)) or any((LONE_NUMBER.fullmatch(text), HALF_YEARS.search(text)))


def _lacks_year(text: str) -> bool:
    return re.search(rf"\b{MONTH}", text) is not None and NAMED_YEAR.search(text) is None


def _has_years_apart(text: str) -> bool:
    """Whether the second of two years in a word is none of the ten after the first: 2022-99 or 2023-04, not 2023-24 or 1999-00."""
    years = TWO_YEARS.findall(text)
    return not all(0 < (int(last) - int(first[-2:])) % 100 <= LONGEST for first, last in years)


def _is_backwards(text: str) -> bool:
    moments = list(MOMENT.finditer(text))
    joined = [pair for pair in pairwise(moments) if JOINED.fullmatch(text[pair[0].end() : pair[1].start()])]
    return any(_is_after(*map(_parts, pair)) for pair in joined)


def _parts(moment: re.Match[str]) -> list[int]:
    """A moment's year, month and day, so far as it names them."""
    month = [_month(moment)] if moment["month"] else []
    return [int(moment["year"]), *month, *([int(moment["day"])] if moment["day"] else [])]


def _is_after(first: list[int], last: list[int]) -> bool:
    """Whether the first of two moments is the later one, or both are one; what only one of them names is left out."""
    shared = min(len(first), len(last))
    return first[:shared] > last[:shared] or first == last


def _is_ahead(text: str, year: ReportYear) -> bool:
    years = [int(moment["year"]) for moment in MOMENT.finditer(text)]
    return bool(years) and (min(years) > year.last + SOONEST or max(years) > year.last + LONGEST)


RULES = {
    TIMELESS: _is_timeless,
    CHANGED: _is_of_spreadsheet,
    NO_DAY: _has_impossible_day,
    NO_SUCH_YEAR: _has_far_year,
    FORM: _has_other_form,
    NO_YEAR: _lacks_year,
    APART: _has_years_apart,
    BACKWARDS: _is_backwards,
}
