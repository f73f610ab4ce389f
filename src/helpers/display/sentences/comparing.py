"""Say how a published figure changed and how it stands beside others: the words follow from rules, the numbers are bound.

Each function but `missing` and `reason` returns the end of a sentence: `prose.say("The share {}.", comparing.change(shares, place))`.
Rose, fell, similar and more than chance are as `statistics.comparisons` decides; better and worse are said only where the
measure has a better end and the difference is more than chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from helpers.display import places
from helpers.sources import published
from helpers.statistics import measure_names
from helpers.statistics.comparison import comparisons, movements
from helpers.statistics.comparison.comparisons import PublishedChange, Ranking
from helpers.statistics.derivations import Derivation, Name, Selection
from helpers.statistics.numbers import Number, Text, compose, joined, text
from helpers.statistics.statistic import Statistic

MORE = ", by more than chance and the usual movement between years explain"
NO_MORE = ", by no more than chance and the usual movement between years could explain"
FURTHER = "further out than chance and the usual differences between authorities explain"
INSIDE = "lies within the limits that chance and the usual differences between authorities set"
QUARTERS = {4: "highest", 3: "upper middle", 2: "lower middle", 1: "lowest"}
BETTER_END = {"low": "a low figure is better", "high": "a high figure is better"}
MOST_NAMED = 4
NO_ARTICLE = ("London", "Yorkshire")
NAMED_WITH_ARTICLE = ("Isle of ", "Isles of ", "City of ")


def change(statistic: Statistic, area: str, *, since: str | None = None) -> Text:
    """Say how an area's figure moved: "fell from 31.4% in 2023 to 21.9% in 2024, by no more than chance … could explain"."""
    found = comparisons.change(statistic, area, since=since)
    if found.earlier is None or found.later is None:
        return compose("cannot be compared: {}", _within_sentence(found.reason))
    if found.direction == comparisons.SIMILAR:
        return _similar(found.earlier, found.later)
    told = compose(
        "{} from {} in {} to {} in {}",
        found.direction,
        found.earlier,
        found.earlier.when,
        found.later,
        found.later.when,
    )
    return told + _weighed(found)


def changes(statistics: Sequence[Statistic], areas: Sequence[str]) -> Text:
    """Say how each of several figures moved: a Markdown list, a line a measure, such as a group of `journey.leading`.

    Where there are several areas, each is named in the line; where there is one, the measures that cannot be compared come last,
    and those of the same reason share a line.
    """
    apart = _incomparable(statistics, areas[0]) if len(areas) == 1 else []
    left = [each for each in statistics if not any(each is one for _, same in apart for one in same)]
    moved = [compose("- {}: {}.", _measure(each), _each(each, areas)) for each in left]
    stuck = [
        compose("- {} cannot be compared: {}.", joined(map(_measure, same)), _within_sentence(why))
        for why, same in apart
    ]
    return joined([*moved, *stuck], by="\n", last="\n")


def _incomparable(statistics: Sequence[Statistic], area: str) -> list[tuple[Text, list[Statistic]]]:
    """The measures that cannot be compared, each reason as it is first given, with those it holds for."""
    found: dict[str, tuple[Text, list[Statistic]]] = {}
    for statistic in statistics:
        moved = comparisons.change(statistic, area)
        if moved.earlier is None or moved.later is None:
            found.setdefault(moved.reason.plain, (moved.reason, []))[1].append(statistic)
    return list(found.values())


def _each(statistic: Statistic, areas: Sequence[str]) -> Text:
    if len(areas) == 1:
        moved = change(statistic, areas[0])
        return replace(moved, words=moved.words.removeprefix("was "))
    told = [compose("in {} {}", places.picked(statistic, area), change(statistic, area)) for area in areas]
    return joined(told, by="; ", last="; ")


def reason(statistic: Statistic, area: str, *, since: str | None = None) -> Text:
    """Say, as a sentence, why a change was not tested; nothing where it was."""
    return comparisons.change(statistic, area, since=since).reason


def standing(statistic: Statistic, area: str) -> Text:
    """Say where an area stands: "was the 19th highest of 152 authorities with a figure, in the highest quarter"."""
    found = comparisons.standing(statistic, area)
    if found.rank is None or found.of is None:
        return compose("cannot be placed among authorities: {}", _within_sentence(found.reason))
    better = BETTER_END.get(published.store().measure(statistic.name).polarity, "")
    told = compose(
        "was {} of {} authorities with a figure, in the {} quarter", _place(found), found.of, QUARTERS[found.quarter]
    )
    return told + (f" ({better})" if better else "")


def beside(statistic: Statistic, area: str) -> Text:
    """Say whether an area's figure is higher than, lower than or similar to England's, the region's and its neighbours' median."""
    found = comparisons.standing(statistic, area)
    if found.number is None:
        return compose("cannot be compared: {}", _within_sentence(found.reason))
    told = [(_relation(statistic, found.number, other), name, other) for name, other in _others(found)]
    if not told:
        return text(
            "cannot be compared: no figure is published for England, the region or enough statistical neighbours"
        )
    groups = [
        compose("{} {}", how, joined(compose("{} ({})", name, other) for _, name, other in same))
        for how, same in _grouped(told)
    ]
    return compose("was {}", joined(groups, by="; ", last="; "))


def limits(statistic: Statistic, area: str) -> Text:
    """Say whether an area lies outside the limits (99.8%) that allow for how authorities differ."""
    found = comparisons.standing(statistic, area)
    if found.number is None:
        return compose("cannot be set against limits: {}", _within_sentence(found.reason))
    if not found.lies:
        return compose("cannot be set against limits: {}", _within_sentence(text(movements.NO_BASE)))
    if not found.outside_limits:
        return text(INSIDE)
    return text(f"lies {found.lies} the limits, {FURTHER}{_side(statistic, found.lies)}")


def past(statistic: Statistic, area: str) -> Text:
    """Say whether an area's newest year stands out from its own past, which needs at least twelve years."""
    found = comparisons.pattern(statistic, area)
    if found.count is None or found.lower is None or found.upper is None:
        return compose("cannot be set against its own past: {}", _within_sentence(found.reason))
    said = joined(found.signals) if found.signals else text("shows nothing unusual against its own past")
    return compose("{}, in {} years with limits of {} and {}", said, found.count, found.lower, found.upper)


def margin(statistic: Statistic, area: str) -> Text:
    """Say what chance alone could have given in the newest year: "could by chance alone have been 21.8% to 24.4%"."""
    found = comparisons.interval(statistic, area)
    if found is None:
        return text("comes without the cases that a margin of chance is reckoned from")
    return compose("could by chance alone have been anything from {} to {}", *found)


def missing(statistic: Statistic, area: str) -> Text:
    """Say, as a sentence, which authorities have no figure, or how many where they are many; nothing where all have one."""
    found = comparisons.standing(statistic, area)
    if not found.missing:
        return Text()
    if len(found.missing) <= MOST_NAMED:
        return compose("No figure is published for {}.", _named(found.missing))
    return compose("No figure is published for {} authorities.", _count(statistic, found))


def _measure(statistic: Statistic) -> Text:
    """The measure's name, bound to its row where it holds a number ("Re-referrals within 12 months")."""
    return measure_names.name_of(statistic.name)


def _similar(earlier: Number, later: Number) -> Text:
    if earlier.shown == later.shown:
        return compose("was similar, at {} in both {} and {}", later, earlier.when, later.when)
    return compose("was similar, at {} in {} and {} in {}", earlier, earlier.when, later, later.when)


def _weighed(found: PublishedChange) -> str:
    if found.is_more_than_chance is None:
        return ""
    if not found.is_more_than_chance:
        return NO_MORE
    return MORE if found.is_better is None else f"{MORE}: a change for the {'better' if found.is_better else 'worse'}"


def _place(found: Ranking) -> Text:
    end, tied = "highest" if found.is_from_highest else "lowest", "joint" if found.is_tied else "the"
    if found.rank is None or found.rank.value == 1:
        return text(f"{tied} {end}")
    return compose("{} {} {}", tied, found.rank, end)


def _others(found: Ranking) -> Iterator[tuple[str, Number]]:
    named = (
        ("England", found.england),
        (_with_article(found.region_name), found.region),
        ("the median of its statistical neighbours", found.neighbours_median),
    )
    return ((name, number) for name, number in named if number is not None)


def _grouped(told: list[tuple[str, str, Number]]) -> Iterator[tuple[str, list[tuple[str, str, Number]]]]:
    return ((how, list(same)) for how, same in groupby(told, key=lambda one: one[0]))


def _relation(statistic: Statistic, own: Number, other: Number) -> str:
    if movements.are_alike(other, own, about=published.store().measure(statistic.name)):
        return "similar to"
    return "higher than" if _figure(own) > _figure(other) else "lower than"


def _side(statistic: Statistic, lies: str) -> str:
    polarity = published.store().measure(statistic.name).polarity
    if not polarity:
        return ""
    return f", on the {'better' if (lies == 'above') == (polarity == 'high') else 'worse'} side"


def _count(statistic: Statistic, found: Ranking) -> Number:
    period = statistic.period
    return Number(
        f"{statistic.name}|{period}.authorities without a figure",
        float(len(found.missing)),
        period=period,
        derivation=Derivation("authorities_without", (Name(statistic.name), Selection("period", period))),
    )


def _named(names: Sequence[str]) -> Text:
    """The names as a list, parted by semicolons where a name has a comma ("Herefordshire, County of")."""
    said = [f"the {name}" if name.startswith(NAMED_WITH_ARTICLE) else name for name in names]
    has_comma = any("," in name for name in names)
    return joined(said, by="; ", last="; or ") if has_comma else joined(said, last=" or ")


def _figure(number: Number) -> float:
    return float(number.value) if isinstance(number.value, (int, float)) else float("nan")


def _with_article(region: str) -> str:
    return region if region.startswith(NO_ARTICLE) else f"the {region}"


def _within_sentence(told: Text) -> Text:
    return replace(told, words=told.words[:1].lower() + told.words[1:].removesuffix("."))
