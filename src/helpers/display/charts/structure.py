"""How the partnership is made up: who reports to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from helpers.display import canvas, grids, theme
from helpers.display.blocks import Figure, Grid, NotSupplied
from helpers.display.charts import hierarchy, marks
from helpers.display.charts.hierarchy import KINDS, Group, Kind
from helpers.display.sentences import narrative, row_counts, trending, wording
from helpers.statistics.numbers import Number, Text, compose, joined, text
from helpers.statistics.statistic import Statistic

PAD, GAP = 4.5, 8.0
TRUNK, LEFT, BEAM = 6.0, 20.0, 6.0


@canvas.chart
def structure(statistic: Statistic) -> Figure | NotSupplied:
    """Draw the groups as boxes joined to the group they report to.

    Rows are `id`, `name`, `kind` (one of `KINDS`) and `parent` (an id, or blank). A blank parent stands at the top, or, where
    nothing reports to it, beside. An unknown kind or parent, or a circle of parents, raises ReportError.
    """
    top = hierarchy.read(statistic)
    message = _title(statistic, top)
    return canvas.figure(
        statistic,
        lambda sheet, layout: _draw(sheet, layout, top),
        title=message,
        alt=_alt(statistic, top, message),
        wide=_size(top, canvas.WIDE[0], narrow=False),
        narrow=_size(top, canvas.NARROW[0], narrow=True),
        data=_grid(top),
    )


# --- Drawing: every box is placed first, so that the sheet's height is known before it is drawn on.


@dataclass(frozen=True)
class StructureBox:
    """A box with its wrapped words, in its place."""

    group: Group
    words: Text
    x: float
    y: float
    width: float

    @property
    def height(self) -> float:
        """The height of the box: of its lines and what is left free above and below them."""
        return marks.height(self.words, theme.SMALL_TEXT_SIZE) + 2 * PAD

    @property
    def bottom(self) -> float:
        """How far down the sheet the box ends."""
        return self.y + self.height

    @property
    def centre(self) -> float:
        """How far across the sheet the middle of the box stands."""
        return self.x + self.width / 2


@dataclass
class Plan:
    """Boxes, headings and connectors, in their places; `y` is where the next thing stands."""

    width: float
    narrow: bool
    y: float = 1.0

    def __post_init__(self) -> None:
        self.boxes: list[StructureBox] = []
        self.headings: list[tuple[float, float, str]] = []
        self.lines: list[list[tuple[float, float]]] = []

    def box(self, group: Group, x: float, y: float, width: float) -> StructureBox:
        """Place a box as wide as given, its words wrapped to it."""
        bold = group.kind == "executive"
        placed = StructureBox(
            group, canvas.wrapped(group.name, width - 2 * PAD, theme.SMALL_TEXT_SIZE, bold=bold), x, y, width
        )
        self.boxes.append(placed)
        return placed

    def heading(self, x: float, words: str) -> None:
        """Place a heading and go under it."""
        self.headings.append((x, self.y, words))
        self.y += theme.SMALL_TEXT_SIZE * marks.LEADING + 3


def _planned(top: Group, width: float, *, narrow: bool) -> Plan:
    plan = Plan(width, narrow)
    for root in top.members:
        if root.members:
            _plan_root(plan, root)
    for kind, groups in top.beside():
        plan.heading(0, kind.heading)
        _plan_row(plan, groups, left=0, trunk=None)
    return plan


def _plan_root(plan: Plan, root: Group) -> None:
    """Place a root, then each kind under it in rows hung from a trunk at the left."""
    head = plan.box(root, 1, plan.y, plan.width - 2)
    plan.y, last = head.bottom + GAP, head.bottom
    for kind, groups in root.bands():
        plan.heading(LEFT, kind.heading)
        last = _plan_row(plan, groups, left=LEFT, trunk=TRUNK)
    plan.lines.append([(TRUNK, head.bottom), (TRUNK, last)])


def _plan_row(plan: Plan, groups: tuple[Group, ...], *, left: float, trunk: float | None) -> float:
    """Place groups in rows as even as can be; return how far down the trunk must reach."""
    most = 1 if plan.narrow else 5
    across = ceil(len(groups) / ceil(len(groups) / most))
    box_width = (plan.width - left - 2 + GAP) / max(across, min(most, 4)) - GAP
    reach = plan.y
    for start in range(0, len(groups), across):
        reach = _plan_line(plan, groups[start : start + across], left, box_width, trunk)
    plan.y += GAP * 0.6
    return reach


def _plan_line(plan: Plan, groups: tuple[Group, ...], left: float, box_width: float, trunk: float | None) -> float:
    """Place one row, each box with what reports to it beneath; return the height of its connector."""
    beam = plan.y + 1
    above = beam + (BEAM if trunk is not None and not plan.narrow else 0)
    heads = [
        plan.box(group, left + 1 + place * (box_width + GAP), above, box_width) for place, group in enumerate(groups)
    ]
    joint = above + heads[0].height / 2 if plan.narrow else beam
    if trunk is not None:
        plan.lines += [[(trunk, joint), (heads[0].x, joint)]] if plan.narrow else _beam(heads, trunk, beam)
    plan.y = max(_plan_hanging(plan, head) for head in heads) + GAP
    return joint


def _beam(heads: list[StructureBox], trunk: float, beam: float) -> list[list[tuple[float, float]]]:
    """The connectors of a row: a line from the trunk over the boxes, and one down to each."""
    return [
        [(trunk, beam), (heads[-1].centre, beam)],
        *([(head.centre, beam), (head.centre, head.y)] for head in heads),
    ]


def _plan_hanging(plan: Plan, head: StructureBox) -> float:
    """Place what reports to a box beneath it, indented; return where it all ends."""
    y, joints = head.bottom, []
    for member in head.group.members:
        box = plan.box(member, head.x + 14, y + 5, head.width - 14)
        joints.append(box.y + box.height / 2)
        y = _plan_hanging(plan, box)
    plan.lines += [[(head.x + 6, joint), (head.x + 14, joint)] for joint in joints]
    if joints:
        plan.lines.append([(head.x + 6, head.bottom), (head.x + 6, joints[-1])])
    return y


def _size(top: Group, inches: float, *, narrow: bool) -> tuple[float, float]:
    return inches, (_planned(top, inches * canvas.POINTS, narrow=narrow).y - GAP) / canvas.POINTS


def _draw(sheet: Sheet, layout: canvas.CanvasLayout, top: Group) -> None:
    plan, axes = _planned(top, layout.width, narrow=layout.narrow), canvas.plain(sheet, layout)
    for corners in plan.lines:
        marks.line(axes, corners, colour=theme.CONTEXT_DARK)
    for x, y, words in plan.headings:
        marks.write(axes, x, y, words, size=theme.SMALL_TEXT_SIZE, colour=theme.SOFT_INK)
    for box in plan.boxes:
        _draw_box(axes, box)


def _draw_box(axes: Axes, box: StructureBox) -> None:
    kind = KINDS[box.group.kind]
    marks.box(
        axes,
        box.x,
        box.y,
        box.width,
        box.height,
        fill=kind.fill,
        edge=theme.FOCUS,
        thick=kind.thick,
        dashes=kind.dashes,
        rounding=kind.rounding,
    )
    marks.write(
        axes,
        box.x + PAD,
        box.y + PAD,
        box.words,
        size=theme.SMALL_TEXT_SIZE,
        colour=theme.ink_on(kind.fill),
        bold=box.group.kind == "executive",
    )


# --- Words


def _title(statistic: Statistic, top: Group) -> Text:
    root = next((root for root in top.members if root.members), None)
    if root is None:
        return compose("The partnership has {} groups", _number(statistic, top.members, "groups").words)
    counts = [_counted(statistic, root, kind, groups) for kind, groups in root.bands()[:2]]
    messages = [
        wording.opening(compose("{} report to the {}", joined(counts), to))
        for to in (root.name, KINDS[root.kind].singular)
    ]
    return narrative.message(*messages, otherwise=statistic.title)


def _counted(statistic: Statistic, root: Group, kind: Kind, groups: tuple[Group, ...]) -> Text:
    number = _number(statistic, groups, f"{root.id}.{kind.plural}")
    return compose("{} {}", number.words, kind.singular if len(groups) == 1 else kind.plural)


def _number(statistic: Statistic, groups: tuple[Group, ...], of: str) -> Number:
    ids = {group.id for group in groups}
    return row_counts.rows(
        statistic, [row for row in range(len(statistic)) if statistic.table_value(row, "id") in ids], of=of
    )


def _grid(top: Group) -> Grid:
    """Each group with its kind and what it reports to, in words."""
    headings = ("Group", "Kind", "Reports to")
    rows = tuple(_rows(top))
    return Grid(
        headings=tuple(text(heading) for heading in headings),
        aligned=("left", "left", "left"),
        rows=rows,
        csv=grids.as_csv(headings, ([cell.plain for cell in row] for row in rows)),
    )


def _rows(group: Group) -> Iterator[tuple[Text, Text, Text]]:
    for member in group.members:
        yield member.name, text(KINDS[member.kind].singular), group.name or text("–")
        yield from _rows(member)


def _alt(statistic: Statistic, top: Group, message: Text) -> Text:
    """Say the message, then how many groups there are of each kind, then as much of who reports to whom as there is room for."""
    roots = [root for root in top.members if root.members]
    bands = [_counted(statistic, root, kind, groups) for root in roots for kind, groups in root.bands()]
    below = [compose("Under {}: {}.", roots[0].name, joined(bands))] if bands else []
    sentences = [_sentence(statistic, group) for group in hierarchy.descendants(top) if group.members]
    sentences += [compose("{}: {}.", kind.heading, _names(groups)) for kind, groups in top.beside()]
    return trending.fitting([compose("{}.", message), *below, *sentences])


def _sentence(statistic: Statistic, group: Group) -> Text:
    bands = [
        compose("{}: {}", _counted(statistic, group, kind, groups), _names(groups)) for kind, groups in group.bands()
    ]
    return compose("To the {} report {}.", group.name, joined(bands, by="; ", last="; and "))


def _names(groups: tuple[Group, ...]) -> Text:
    return joined([group.name for group in groups])
