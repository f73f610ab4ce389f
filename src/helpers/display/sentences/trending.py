"""A trend in words: as a chart's title, as a bullet, and as a text alternative, all from one description of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpers.display import canvas
from helpers.display.sentences import narrative, wording
from helpers.sources.areas import in_sentence
from helpers.statistics.comparison import changes, trends
from helpers.statistics.comparison.moves import ABOUT_THE_SAME, Move
from helpers.statistics.comparison.trends import Trend
from helpers.statistics.numbers import Number, Text, compose, joined, text
from helpers.statistics.statistic import Statistic

LONGEST_ALT = 400
USUAL = ", within its usual movement"
MOVED_MOST = "Of the other figures in this group that do not rest on few cases, {} changed most in the last year"


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
    """Say which of several measures changed most in the last year (`changes`), as a Markdown list below a sentence; empty where none did."""
    moved = changes.most_changed(trends.of(statistic, area) for statistic in statistics)
    if not moved:
        return Text()
    opening = compose(f"{MOVED_MOST}:\n", "this" if len(moved) == 1 else "these")
    lines = [_lately_of(trend, trend.latest) for trend in moved if trend.latest]
    return joined([opening, *lines], by="\n", last="\n")


def _lately_of(trend: Trend, move: Move) -> Text:
    """ "- Social worker vacancies: 12.5% in 2023, higher than the year before (5.9%)."; "… in 2023. It rose from 5.9% in the last year."."""
    return compose(
        "- {}: {} in {}{} {}.",
        trend.name,
        _of_how_many(trend, move.later),
        move.later.when,
        ". It" if move.is_tested else ",",
        _since_last(_short(move)),
    )


def sentence(trend: Trend) -> Text:
    """Say where a measure stands beside England and how it moved, as the end of a line: "23.1% in 2024, above England’s 22%. It is higher than …"."""
    if trend.last is None:
        return wording.within_sentence(trend.reason) if trend.reason else text("no figure is published")
    further = wording.opening(wording.within_sentence(trend.reason)) if trend.reason else _moves(trend)
    return compose("{}. {}", standing(trend), further) if further else standing(trend)


def over_years(trend: Trend) -> Text:
    """Say how a measure moved in the last year and over the years shown: "It is lower than the year before (71.2%); it was 86.4% in 2020."; empty where it cannot be said."""
    moves = Text() if trend.reason else _moves(trend)
    return compose("{}.", moves) if moves else Text()


def _moves(trend: Trend) -> Text:
    """The last year's move, then that over the years shown with what lies far beyond both ends; without a full stop."""
    if trend.latest is None or trend.span is None:
        return Text()
    lately = compose("It {}{}", "" if trend.latest.is_tested else "is ", _since_last(_short(trend.latest)))
    if len(trend.figures) == 2:
        return lately
    return compose("{}; it {}", lately, _since_first(trend, _short(trend.span)))


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
    """What a trend shows over the whole of its line, the fullest words first."""
    if trend.span is None or trend.reason:
        yield from _single(trend)
        return
    moved = _moved(trend.span)
    if trend.turn is not None:
        yield compose("{}, nearly all of it in {}", moved, trend.turn.when)
    yield moved
    if trend.span.is_tested:
        ends = (wording.short(number) for number in (trend.span.earlier, trend.span.later))
        yield compose("{} from {} to {} since {}", trend.span.direction, *ends, trend.span.earlier.when)


def _single(trend: Trend) -> Iterator[Text]:
    if trend.last is None:
        return
    now = compose("{} in {}", trend.last, trend.last.when)
    yield _beside_england(trend, now)
    yield now


def _moved(move: Move) -> Text:
    """ "fell from 31.4% to 21.9% since 2020"; "116 per 10,000, higher than 102 in 2020"; "9%, about the same as in 2020"."""
    earlier, when = wording.short(move.earlier), move.earlier.when
    if move.is_tested:
        return compose("{} from {} to {} since {}", move.direction, earlier, move.later, when)
    if move.direction == ABOUT_THE_SAME:
        return compose("{}, {} as in {}", move.later, _sameness(move), when)
    return compose("{}, {} than {} in {}", move.later, move.direction, earlier, when)


def standing(trend: Trend) -> Text:
    """Say where a measure stands beside England, and of how many: "55.4% of 271 in 2024, below England’s 89.8%"; empty without a figure."""
    if trend.last is None:
        return Text()
    return _beside_england(trend, compose("{} in {}", _of_how_many(trend, trend.last), trend.last.when))


def _beside_england(trend: Trend, now: Text) -> Text:
    return compose("{}, {} England’s {}", now, trend.beside, wording.short(trend.england)) if trend.england else now


def _of_how_many(trend: Trend, figure: Number) -> Text:
    """ "21.9% (80 of 366)"; "55.4% of 271", where only the base is published; the figure alone where neither is."""
    part, base = trend.counted
    if base is None:
        return text(figure)
    return compose("{} ({} of {})", figure, part, base) if part else compose("{} of {}", figure, base)


def _since_last(move: Move) -> Text:
    """ "rose from 20% in the last year"; "higher than the year before (20%), a usual change"."""
    before = text("the year before") if _is_of_year_before(move) else compose("in {}", move.earlier.when)
    if move.is_tested:
        since = "in the last year" if _is_of_year_before(move) else compose("since {}", move.earlier.when)
        return compose("{} from {} {}", move.direction, move.earlier, since) + _judged(move)
    if move.direction == ABOUT_THE_SAME:
        return compose("{} as {} ({})", _sameness(move), before, move.earlier) + _usual(move)
    return compose("{} than {} ({})", move.direction, before, move.earlier) + _usual(move)


def _sameness(move: Move) -> str:
    """ "the same" where both figures are printed alike, else "about the same"."""
    return "the same" if move.earlier.shown == move.later.shown else ABOUT_THE_SAME


def _is_of_year_before(move: Move) -> bool:
    earlier, later = (number.period.first_year for number in (move.earlier, move.later))
    return earlier is not None and later is not None and later - earlier == 1


def _since_first(trend: Trend, move: Move) -> Text:
    """ "fell from 31.4% in 2020, a change for the better"; "was 229 in 2019 (England 213), nearly all of the change in 2020 and little since"."""
    earlier, when = move.earlier, move.earlier.when
    extremes = [
        compose("{}{} in {} ({})", name, _as_england(trend, number), number.when, wording.short(number))
        for name, number in _extremes(trend)
        if number != trend.turn  # when that was is told already
    ]
    england = compose(" (England {})", wording.short(trend.england_first)) if trend.england_first else ""
    if move.is_tested:
        since = compose("{} from {} in {}{}", move.direction, earlier, when, england) + _judged(move) + _turned(trend)
        return compose("{}, and was {}", since, joined(extremes)) if extremes else since
    return joined([compose("was {} in {}{}", earlier, when, england), *extremes], by=", ") + _turned(trend)


def _short(move: Move) -> Move:
    """A move without the unit, for where it stands already."""
    return replace(move, earlier=wording.short(move.earlier), later=wording.short(move.later))


def _usual(move: Move) -> str:
    return USUAL if move.is_usual and not move.is_similar else ""


def _judged(move: Move) -> str:
    return "" if move.is_better is None else f", a change for the {'better' if move.is_better else 'worse'}"


def _turned(trend: Trend) -> Text:
    """ ", nearly all of the change in 2020 and little since"; ", steady until 2022 and lower each year since"; empty for any other way."""
    if trend.turn is None:
        return compose(", {}", _ran(trend)) if trend.run else Text()
    since = "" if trend.turn == trend.last else " and little since"
    return compose(", nearly all of the change in {}{}", trend.turn.when, since)


def _ran(trend: Trend) -> Text:
    if trend.run is None or trend.span is None:
        return Text()
    side = "higher" if trend.span.later.or_nan > trend.span.earlier.or_nan else "lower"
    return compose("little changed until {} and {} each year since", trend.run.when, side)


def _extremes(trend: Trend) -> Iterator[tuple[str, Number]]:
    """The peak and the low, where they lie well beyond both ends; not the year before, whose figure is told by itself."""
    before = trend.latest.earlier if trend.latest else None
    for name, number in (("highest", trend.peak), ("lowest", trend.low)):
        if number is not None and number != before:
            yield name, number


def _as_england(trend: Trend, extreme: Number) -> str:
    """Says that a peak or a low was the whole country's, so that a reader does not look for its cause in one place."""
    return ", as England’s was," if trend.is_national(extreme) else ""


def _shape(trend: Trend) -> Iterator[Text]:
    """Sentences on the line's way: where it begins, its extremes, where it ends, and where England's ends."""
    if trend.span is not None:
        yield compose("The line begins at {} in {}.", trend.span.earlier, trend.span.earlier.when)
    if trend.run is not None:
        yield compose("It was {}.", _ran(trend))
    for name, extreme in (("highest", trend.peak), ("lowest", trend.low)):
        if extreme is not None:
            yield compose("It is {} in {} ({}).", name, extreme.when, extreme)
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
    reason = wording.opening(wording.within_sentence(why))
    return compose("- {}. So these cannot be compared with earlier years: {}.", reason, names)
