"""The groups of a partnership and what reports to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.display import theme
from helpers.errors import ReportError
from helpers.statistics.numbers import Text
from helpers.statistics.statistic import Statistic


@dataclass(frozen=True)
class Kind:
    """How one kind of group is named and drawn: by the shape of its border, and by colour only besides."""

    singular: str
    plural: str
    heading: str
    fill: str = theme.PAPER
    thick: float = 1.2
    dashes: tuple[float, ...] = ()
    rounding: float = 0


KINDS = {
    "executive": Kind("executive", "executives", "Executive", fill=theme.FOCUS),
    "committee": Kind("committee", "committees", "Committees", fill=theme.TINT),
    "task_group": Kind("task group", "task groups", "Task groups", dashes=(4, 2)),
    "pan_area": Kind("wider-area group", "wider-area groups", "Groups across a wider area", rounding=9),
    "partner": Kind(
        "board beside the partnership",
        "boards beside the partnership",
        "Boards beside the partnership",
        thick=0.8,
        dashes=(1, 2),
    ),
}


@dataclass(frozen=True)
class Group:
    """One box, with the groups that report to it."""

    id: str
    name: Text
    kind: str
    members: tuple[Group, ...] = ()

    def bands(self) -> list[tuple[Kind, tuple[Group, ...]]]:
        """The groups under this one by kind, in the order of `KINDS`."""
        return _by_kind(self.members)

    def beside(self) -> list[tuple[Kind, tuple[Group, ...]]]:
        """The groups under this one that nothing reports to, by kind."""
        return _by_kind(tuple(member for member in self.members if not member.members))


def _by_kind(groups: tuple[Group, ...]) -> list[tuple[Kind, tuple[Group, ...]]]:
    by_kind = ((kind, tuple(group for group in groups if group.kind == name)) for name, kind in KINDS.items())
    return [(kind, members) for kind, members in by_kind if members]


def read(statistic: Statistic) -> Group:
    """Return a group without a name that holds those at the top."""
    rows = [
        {name: statistic.plain(row, name) for name in ("id", "kind", "parent", "name")} for row in range(len(statistic))
    ]
    _check(statistic, rows)
    top = Group("", Text(), "", _under("", rows, statistic.labels("name")))
    if sum(1 for _ in descendants(top)) != len(rows):
        raise ReportError(
            f"{statistic.name} has groups that report to each other in a circle. Leave the parent of the highest blank."
        )
    return top


def _check(statistic: Statistic, rows: list[dict[str, str]]) -> None:
    ids = [row["id"] for row in rows]
    for place, row in enumerate(rows):
        if fault := _fault(row, before=ids[:place], ids=ids):
            raise ReportError(f"{statistic.measure.origins[place]}: {fault}")


def _fault(row: dict[str, str], *, before: list[str], ids: list[str]) -> str:
    """What is wrong with a row and its cure, or nothing."""
    if row["kind"] not in KINDS:
        return f'"{row["kind"]}" is not a kind of group. Use one of {", ".join(KINDS)}.'
    if row["id"] in before:
        return f'the id "{row["id"]}" is given twice. Give each group its own.'
    if row["parent"] and row["parent"] not in ids:
        return f'the parent "{row["parent"]}" is no id in the list. Give the id of a group, or leave it blank.'
    return ""


def _under(parent: str, rows: list[dict[str, str]], labels: dict[str, Text]) -> tuple[Group, ...]:
    return tuple(
        Group(row["id"], labels[row["name"]], row["kind"], _under(row["id"], rows, labels))
        for row in rows
        if row["parent"] == parent
    )


def descendants(group: Group) -> Iterator[Group]:
    """Go through the groups under a group, however far down, each before its own members."""
    for member in group.members:
        yield member
        yield from descendants(member)
