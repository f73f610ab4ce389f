"""A trend in words: as a chart's title, as a bullet, and as a text alternative, all from one description of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpers.display import canvas
from helpers.display.sentences import narrative, wording
from helpers.sources.areas import in_sentence
from helpers.statistics.comparison import trends
from helpers.statistics.comparison.trends import ABOUT_THE_SAME, FELL, ROSE, Move, Trend
from helpers.statistics.numbers import Text, compose, joined, text
from helpers.statistics.statistic import Statistic

LONGEST_ALT = 400
MOVED = "In the last year {} moved too, by more than chance and the usual changes:"
STEADY = "In the last year {} moved no more than chance and the usual changes explain:"
USUAL = ", within the usual changes between years"


def message(trend: Trend) -> Text:
    """Say what a trend shows in words that stand alone, as a title: "Referrals in Wirral: 628 per 10,000, higher than 604 in 2020"."""
    findings = list(_findings(trend))
    candidates = [compose("{}: {}", named, finding) for named in _names(trend) for finding in findings]
    figures = [compose("{}: {}", named, trend.last) for named in _names(trend)] if trend.last else []
    return narrative.message(*candidates, *figures, _in_place(trend), otherwise=trend.name)


def apart(trend: Trend) -> Text:
    """Say how a measure stands beside England, as a title: "Referrals in Wirral: 628 per 10,000, above England’s 516"."""
    standing = compose(
        "{}, {} England’s {}", trend.last or "", trend.beside, wording.short(trend.england) if trend.england else ""
    )
    candidates = [compose("{}: {}", named, standing) for named in _names(trend)]
    return narrative.message(*candidates, otherwise=trend.name)


def bullets(statistics: Sequence[Statistic], areas: Sequence[str]) -> Text:
    """Say what each of several statistics shows, as a Markdown list with a line for each; with several areas, each is named.

    A reason for which several cannot be compared, of one area, comes last, in one line for all.
    """
    lines = [[trends.of(statistic, area) for area in areas] for statistic in statistics]
    shared = _shared_reasons([line[0] for line in lines]) if len(areas) == 1 else []
    alike = {trend.name.plain for _, same in shared for trend in same}
    own = [_bullet(line, is_shared=line[0].name.plain in alike) for line in lines]
    return joined([*filter(None, own), *(_apart(why, same) for why, same in shared)], by="\n", last="\n")


def in_last_year(statistics: Sequence[Statistic], area: str) -> Text:
    """Say which of several measures of an area rose or fell in the last year, and which moved no more than usual; empty where none was tested."""
    lasts = [(trend, trend.latest) for trend in (trends.of(statistic, area) for statistic in statistics)]
    tested = [(trend, move) for trend, move in lasts if move and not (trend.reason or move.reason)]
    moved = [_between(trend, move) for trend, move in tested if move.direction in (ROSE, FELL)]
    steady = [_between(trend, move) for trend, move in tested if move.direction not in (ROSE, FELL)]
    paragraphs = [_with_each(words, same) for words, same in ((MOVED, moved), (STEADY, steady)) if same]
    return joined(paragraphs, by="\n\n", last="\n\n")


def _with_each(words: str, measures: Sequence[Text]) -> Text:
    """End a sentence with one measure, or with a Markdown list of several."""
    if len(measures) == 1:
        return compose(f"{words} {{}}.", "this", measures[0])
    return joined(
        [compose(f"{words}\n", "these"), *(compose("- {}", measure) for measure in measures)], by="\n", last="\n"
    )


def _between(trend: Trend, move: Move) -> Text:
    """ "Plans of two years or more (2.1% in 2023, 4.1% in 2024)"."""
    way = f"{move.direction}: " if move.direction in (ROSE, FELL) else ""
    earlier, later = move.earlier, move.later
    return compose("{} ({}{} in {}, {} in {})", trend.name, way, earlier, earlier.when, later, later.when)


def sentence(trend: Trend) -> Text:
    """Say where a measure stands, beside England, and how it moved, as the end of a line: "23.1% in 2024, above England’s 22%; higher than …"; a third clause and those after it are a second sentence."""
    if trend.last is None:
        return _within_sentence(trend.reason) if trend.reason else text("no figure is published")
    clauses = list(_clauses(trend))
    cut = 1 if trend.reason else 2
    halves = [joined(part, by="; ", last="; ") for part in (clauses[:cut], clauses[cut:]) if part]
    return joined([halves[0], *map(wording.opening, halves[1:])], by=". ", last=". ")


def over_years(trend: Trend) -> Text:
    """Say how a measure moved over the years shown and, where it went another way, in the last: "Lower than in 2020 (86.4%); higher than the year before (45.5%)."; empty where it cannot be said."""
    if trend.reason or trend.span is None:
        return Text()
    latest = _other_way(trend)
    lately = (
        [_in_last_year(_short(latest))] if latest and not latest.is_usual and latest.direction != ABOUT_THE_SAME else []
    )
    clauses = [_since_first(_short(trend.span)) + _turned(trend), *lately]
    return wording.opening(compose("{}.", joined(clauses, by="; ", last="; ")))


def alternative(trend: Trend) -> Text:
    """Describe a line in at most 400 letters: the message, then where it begins, its highest and lowest, and where it ends."""
    parts = [compose("{}.", message(trend)), *_shape(trend)]
    return fitting(parts)


def brief(trend: Trend) -> Text:
    """Say of one line among several what it shows: "Referrals: 627.6 per 10,000, higher than 604.2 in 2020"."""
    return compose("{}: {}.", trend.name, next(iter(_findings(trend)), text("no figure")))


def fitting(parts: Sequence[Text]) -> Text:
    """Join sentences, the first of them and as many more as stay within the length of a text alternative."""
    whole = parts[0]
    for part in parts[1:]:
        longer = compose("{} {}", whole, part)
        if len(longer.plain) > LONGEST_ALT:
            break
        whole = longer
    return whole


def _in_place(trend: Trend) -> Text:
    return compose("{} in {}", trend.name, wording.everyday(trend.area))


def _names(trend: Trend) -> list[Text]:
    """What a title may call a measure: with its place before or after it, and last without its place; whom it counts is never left out."""
    place = wording.everyday(trend.area)
    before = compose("{}, {}", wording.opening(text(place)), canvas.reworded(trend.name, wording.within))
    return [_in_place(trend), before, trend.name]


def _findings(trend: Trend) -> Iterator[Text]:
    """What a trend shows, the fullest words first."""
    if trend.span is None or trend.reason:
        yield from _single(trend)
        return
    moved = _moved(trend.span)
    if trend.turn is not None:
        yield compose("{}, nearly all of it in {}", moved, trend.turn.when)
    yield moved
    if trend.span.direction in (ROSE, FELL):
        ends = (wording.short(number) for number in (trend.span.earlier, trend.span.later))
        yield compose("{} from {} to {} since {}", trend.span.direction, *ends, trend.span.earlier.when)


def _single(trend: Trend) -> Iterator[Text]:
    if trend.last is None:
        return
    yield standing(trend)
    yield compose("{} in {}", trend.last, trend.last.when)


def _moved(move: Move) -> Text:
    """ "fell from 31.4% to 21.9% since 2020"; "116 per 10,000, higher than 102 in 2020"; "9%, about the same as in 2020"."""
    earlier, when = wording.short(move.earlier), move.earlier.when
    if move.direction in (ROSE, FELL):
        return compose("{} from {} to {} since {}", move.direction, earlier, move.later, when)
    if move.direction == ABOUT_THE_SAME:
        return compose("{}, {} as in {}", move.later, ABOUT_THE_SAME, when)
    return compose("{}, {} than {} in {}", move.later, move.direction, earlier, when)


def _clauses(trend: Trend) -> Iterator[Text]:
    yield standing(trend)
    if trend.reason:
        yield _within_sentence(trend.reason)
        return
    if trend.span is None:
        return
    yield _since_first(trend.span) + _turned(trend)
    yield from _extremes(trend)
    if latest := _other_way(trend):
        yield _in_last_year(latest)


def _other_way(trend: Trend) -> Move | None:
    """The last year's move, where it differs in kind from that over all years; None where it does not."""
    if not trend.latest or not trend.span or trend.turn is not None or len(trend.figures) < 3:
        return None
    return trend.latest if trend.latest.direction != trend.span.direction else None


def standing(trend: Trend) -> Text:
    """Say where a measure stands beside England: "55.4% in 2024, below England’s 89.8%"; empty without a figure."""
    if trend.last is None:
        return Text()
    now = compose("{} in {}", trend.last, trend.last.when)
    return compose("{}, {} England’s {}", now, trend.beside, wording.short(trend.england)) if trend.england else now


def _since_first(move: Move) -> Text:
    if move.direction == ABOUT_THE_SAME:
        return compose("{} as in {} ({})", ABOUT_THE_SAME, move.earlier.when, move.earlier) + _usual(move)
    if move.direction in (ROSE, FELL):
        return compose("{} from {} in {}", move.direction, move.earlier, move.earlier.when) + _judged(move)
    return compose("{} than in {} ({})", move.direction, move.earlier.when, move.earlier) + _usual(move)


def _in_last_year(move: Move) -> Text:
    if move.direction == ABOUT_THE_SAME:
        return compose("{} as the year before ({})", ABOUT_THE_SAME, move.earlier) + _usual(move)
    if move.direction in (ROSE, FELL):
        return compose("{} from {} in the last year", move.direction, move.earlier) + _judged(move)
    return compose("{} than the year before ({})", move.direction, move.earlier) + _usual(move)


def _short(move: Move) -> Move:
    """A move without the unit, for where it stands already."""
    return replace(move, earlier=wording.short(move.earlier))


def _usual(move: Move) -> str:
    return USUAL if move.is_usual and not move.is_similar else ""


def _judged(move: Move) -> str:
    return "" if move.is_better is None else f", a change for the {'better' if move.is_better else 'worse'}"


def _turned(trend: Trend) -> Text:
    if trend.turn is None:
        return Text()
    since = "" if trend.turn == trend.last else " and little change since"
    return compose(", nearly all of it in {}{}", trend.turn.when, since)


def _extremes(trend: Trend) -> Iterator[Text]:
    """The peak and the low, where they lie well beyond both ends."""
    for name, number in (("highest", trend.peak), ("lowest", trend.low)):
        if number is not None:
            yield compose("{} in {} ({})", name, number.when, number)


def _shape(trend: Trend) -> Iterator[Text]:
    """Sentences on the line's way: where it begins, its extremes, where it ends, and where England's ends."""
    if trend.span is not None:
        yield compose("The line begins at {} in {}.", trend.span.earlier, trend.span.earlier.when)
    for extreme in _extremes(trend):
        yield compose("It is {}.", extreme)
    if trend.last is not None:
        yield compose("It ends at {} in {}.", trend.last, trend.last.when)
    if trend.england is not None:
        yield compose("England’s ends at {}.", trend.england)


def _bullet(line: Sequence[Trend], *, is_shared: bool) -> Text:
    """A measure's line; empty where all there is to say of it is a reason that it shares with others."""
    first = line[0]
    if not is_shared:
        return compose("- {}: {}.", first.name, _by_area(line))
    return compose("- {}: {}.", first.name, standing(first)) if first.last else Text()


def _by_area(line: Sequence[Trend]) -> Text:
    if len(line) == 1:
        return sentence(line[0])
    first, *following = [compose("in {} {}", in_sentence(trend.area), sentence(trend)) for trend in line]
    return joined([first, *map(wording.opening, following)], by=". ", last=". ")


def _shared_reasons(line: Sequence[Trend]) -> list[tuple[Text, list[Trend]]]:
    """The reasons for which several have no newest figure or none to compare it with, each with all of its trends."""
    reasons: dict[str, tuple[Text, list[Trend]]] = {}
    for trend in line:
        if trend.reason:
            reasons.setdefault(trend.reason.plain, (trend.reason, []))[1].append(trend)
    return [(why, same) for why, same in reasons.values() if len(same) > 1]


def _apart(why: Text, same: Sequence[Trend]) -> Text:
    names = joined([trend.name for trend in same], by="; ", last="; ")
    reason = wording.opening(_within_sentence(why))
    return compose("- {}. So these cannot be compared with earlier years: {}.", reason, names)


def _within_sentence(words: Text) -> Text:
    return replace(words, words=words.words[:1].lower() + words.words[1:].removesuffix("."))
