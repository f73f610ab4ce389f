"""What happened, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from helpers.display import canvas, theme
from helpers.display.blocks import Figure, NotSupplied
from helpers.display.charts import marks
from helpers.display.sentences import narrative, row_counts, trending, wording
from helpers.statistics import units
from helpers.statistics.numbers import Number, Text, compose, text
from helpers.statistics.statistic import Statistic

SHAPES = {"inspection": "s", "review": "D", "publication": "o", "launch": "^", "audit": "v"}
OTHER_SHAPE = "o"
YEAR = 18.0
BETWEEN = 3.0
KINDS = 76.0


@canvas.chart
def timeline(statistic: Statistic) -> Figure | NotSupplied:
    """Draw events down a line, the earliest first, with their dates and kinds and a break at each year.

    Rows are `date`, `title` and `kind`, which is told in words and by the shape of the mark. Distances along the line mean
    nothing: events stand as far apart as their words need.
    """
    ordered = statistic.ordered("date", descending=False)
    message = _title(ordered)
    return canvas.figure(
        ordered,
        lambda sheet, layout: _draw(sheet, ordered, layout),
        title=message,
        alt=_alt(ordered, message),
        wide=_size(ordered, canvas.WIDE[0], narrow=False),
        narrow=_size(ordered, canvas.NARROW[0], narrow=True),
    )


@dataclass(frozen=True)
class Event:
    """One event in its place: `y` is the top of its words; `year` is filled where a year begins."""

    date: Number
    year: Text
    words: Text
    kind: str
    y: float

    def under_date(self, narrow: bool) -> float:
        """The top of the event's words, which on a phone stand under its date."""
        return self.y + (theme.TEXT_SIZE * marks.LEADING if narrow else 0)

    def bottom(self, narrow: bool) -> float:
        """The bottom of the event's words and, on a phone, of its kind, which stands under them."""
        kind = theme.SMALL_TEXT_SIZE * marks.LEADING if narrow else 0
        return self.under_date(narrow) + marks.height(self.words, theme.TEXT_SIZE) + kind


def _rail(narrow: bool) -> float:
    """Where the line stands: right of the dates, or on a phone at the left."""
    return 8.0 if narrow else 112.0


def _placed(statistic: Statistic, width: float, *, narrow: bool) -> list[Event]:
    """Place each event under the one before, with room for a heading where a year begins."""
    placed: list[Event] = []
    for row in range(len(statistic)):
        year = (
            Text() if row and _year(statistic, row).plain == _year(statistic, row - 1).plain else _year(statistic, row)
        )
        above = placed[-1].bottom(narrow) + BETWEEN if placed else 0
        placed.append(
            _event(
                statistic,
                row,
                year,
                above + (YEAR if year else 0),
                width - _rail(narrow) - 16 - (0 if narrow else KINDS),
            )
        )
    return placed


def _event(statistic: Statistic, row: int, year: Text, y: float, room: float) -> Event:
    return Event(
        date=statistic.number(row, "date"),
        year=year,
        words=canvas.wrapped(statistic.label(row, "title"), room, theme.TEXT_SIZE),
        kind=statistic.plain(row, "kind"),
        y=y,
    )


def _year(statistic: Statistic, row: int) -> Text:
    number = statistic.number(row, "date")
    return text(number.shown_as(str(number.value.year))) if isinstance(number.value, date) else Text()


def _size(statistic: Statistic, inches: float, *, narrow: bool) -> tuple[float, float]:
    last = _placed(statistic, inches * canvas.POINTS, narrow=narrow)[-1]
    return inches, (last.bottom(narrow) + 3) / canvas.POINTS


def _draw(sheet: Sheet, statistic: Statistic, layout: canvas.CanvasLayout) -> None:
    axes, events = canvas.plain(sheet, layout), _placed(statistic, layout.width, narrow=layout.narrow)
    for stretch in _years(events):
        _draw_year(axes, stretch, layout)
    for event in events:
        _draw_event(axes, event, layout)


def _years(events: list[Event]) -> Iterator[list[Event]]:
    """Go through the events a year at a time."""
    starts = [place for place, event in enumerate(events) if event.year]
    for start, end in zip(starts, [*starts[1:], len(events)], strict=True):
        yield events[start:end]


def _draw_year(axes: Axes, events: list[Event], layout: canvas.CanvasLayout) -> None:
    """Draw a year's heading and its own piece of the line, broken from the next."""
    x, first = _rail(layout.narrow), events[0]
    marks.write(
        axes,
        x,
        first.y - YEAR + 3,
        first.year,
        size=theme.TEXT_SIZE + 2,
        bold=True,
        colour=theme.FOCUS,
        across="left" if layout.narrow else "center",
    )
    marks.line(axes, [(x, first.y + 2), (x, events[-1].bottom(layout.narrow))], colour=theme.CONTEXT, width=1.5)


def _draw_event(axes: Axes, event: Event, layout: canvas.CanvasLayout) -> None:
    x, words, narrow = _rail(layout.narrow), event.under_date(layout.narrow), layout.narrow
    marks.dots(
        axes, [(x, event.y + theme.TEXT_SIZE * marks.LEADING / 2)], marker=SHAPES.get(event.kind, OTHER_SHAPE), size=8
    )
    marks.write(
        axes,
        x + (14 if narrow else -14),
        event.y,
        event.date,
        colour=theme.SOFT_INK,
        across="left" if narrow else "right",
    )
    under = marks.write(axes, x + 14, words, event.words)
    kind, place = event.kind.replace("_", " "), (x + 14, under) if narrow else (layout.width - KINDS, words + 1)
    marks.write(axes, *place, kind, size=theme.SMALL_TEXT_SIZE, colour=theme.SOFT_INK)


def _title(statistic: Statistic) -> Text:
    """Say how many events there were, and from when to when they reach."""
    total, kinds = row_counts.rows(statistic, range(len(statistic)), of="events"), _kinds(statistic)
    spanned = _spanned(statistic, wording.counted(total, next(iter(kinds)) if len(kinds) == 1 else "event"))
    return wording.opening(narrative.message(*narrative.led(statistic, spanned), spanned, otherwise=statistic.title))


def _kinds(statistic: Statistic) -> dict[str, list[int]]:
    """The rows of each kind of event, the commonest first."""
    kinds: dict[str, list[int]] = {}
    for row in range(len(statistic)):
        kinds.setdefault(statistic.plain(row, "kind").replace("_", " "), []).append(row)
    return dict(sorted(kinds.items(), key=lambda kind: -len(kind[1])))


def _spanned(statistic: Statistic, events: Text) -> Text:
    first, last = _month(statistic, 0), _month(statistic, len(statistic) - 1)
    if first.shown == last.shown:
        return compose("{} in {}", events, first)
    words = "{}, in {} and {}" if len(statistic) == len((first, last)) else "{} from {} to {}"
    return compose(words, events, first, last)


def _month(statistic: Statistic, row: int) -> Number:
    number = statistic.number(row, "date")
    return number.shown_as(units.written_month(number.value)) if isinstance(number.value, date) else number


def _alt(statistic: Statistic, message: Text) -> Text:
    """Say the message, then from when to when the events reach, then as many as there is room for."""
    last = len(statistic) - 1
    reach = compose("The first is of {}, the last of {}.", statistic.number(0, "date"), statistic.number(last, "date"))
    events = [
        compose("{}: {} ({}).", statistic.number(row, "date"), *_words(statistic, row)) for row in range(len(statistic))
    ]
    return trending.fitting([compose("{}.", message), *([reach] if last else []), *events])


def _words(statistic: Statistic, row: int) -> tuple[Text, str]:
    title = canvas.reworded(statistic.label(row, "title"), lambda words: words.rstrip("."))
    return title, statistic.plain(row, "kind").replace("_", " ")
