"""Read the words of a drawn picture back, with the room each takes, to see that none is cut off and none hides another."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from helpers.display import canvas

TURN = re.compile(r"rotate\((-?[\d.]+)\)")
MOVE = re.compile(r"translate\((-?[\d.]+) (-?[\d.]+)\)")
FONT = re.compile(r"font:[^;]*?(\d+(?:\.\d+)?)px|font-size:(\d+(?:\.\d+)?)px")
SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}
SLACK = 0.75


@dataclass(frozen=True)
class Line:
    """One line of text and its corners in points."""

    words: str
    left: float
    top: float
    right: float
    bottom: float

    def hides(self, line: Line) -> bool:
        across = min(self.right, line.right) - max(self.left, line.left)
        down = min(self.bottom, line.bottom) - max(self.top, line.top)
        return across > SLACK and down > SLACK


def lines(svg: str) -> list[Line]:
    """Return every line of text of a picture."""
    return [_line(text) for text in ElementTree.fromstring(svg).iter() if text.tag.endswith("text") and text.text]


def words(svg: str) -> str:
    """Return a picture's words, a line of it a line."""
    return "\n".join(line.words for line in lines(svg))


def overlaps(svg: str) -> list[str]:
    """Name each pair of lines of text that run into each other."""
    return [f"{front.words} | {back.words}" for front, back in combinations(lines(svg), 2) if front.hides(back)]


def clipped(svg: str) -> list[str]:
    """Name each line of text that leaves the picture."""
    _, _, width, height = (float(part) for part in ElementTree.fromstring(svg).attrib["viewBox"].split())
    return [line.words for line in lines(svg) if _outside(line, width, height)]


def covered(svg: str) -> list[str]:
    """Name each line of text that lies over a mark."""
    marks = [
        (float(use.get("x", "0")), float(use.get("y", "0")))
        for use in ElementTree.fromstring(svg).iter()
        if use.tag.endswith("use")
    ]
    return [
        line.words
        for line in lines(svg)
        if any(line.left < x < line.right and line.top < y < line.bottom for x, y in marks)
    ]


def smallest(svg: str) -> float:
    """Return the smallest size of text in points."""
    return min(_size(text) for text in ElementTree.fromstring(svg).iter() if text.tag.endswith("text"))


def _outside(line: Line, width: float, height: float) -> bool:
    return line.left < -SLACK or line.top < -SLACK or line.right > width + SLACK or line.bottom > height + SLACK


def _line(text: Element) -> Line:
    size, style = _size(text), text.get("style", "")
    wide = canvas.width_of(text.text or "", size, bold="700" in style or "bold" in style)
    anchor = re.search(r"text-anchor:(\w+)", style)
    start = -wide * SHIFT[anchor[1] if anchor else "start"]
    corners = [_turned(text, x, y) for x in (start, start + wide) for y in (-0.72 * size, 0.2 * size)]
    across, down = zip(*corners, strict=True)
    return Line(text.text or "", min(across), min(down), max(across), max(down))


def _size(text: Element) -> float:
    match = FONT.search(text.get("style", ""))
    if match is None:
        raise ValueError(f"no size of font in {text.attrib}")
    return float(next(part for part in match.groups() if part))


def _turned(text: Element, x: float, y: float) -> tuple[float, float]:
    move, turn = MOVE.search(text.get("transform", "")), TURN.search(text.get("transform", ""))
    origin = (float(move[1]), float(move[2])) if move else (float(text.get("x", "0")), float(text.get("y", "0")))
    angle = math.radians(float(turn[1])) if turn else 0.0
    return origin[0] + x * math.cos(angle) - y * math.sin(angle), origin[1] + x * math.sin(angle) + y * math.cos(angle)


def faults(*pictures: str) -> Iterator[str]:
    """Go through what is wrong with the words of pictures: cut off, on each other, or under nine points."""
    for svg in pictures:
        yield from (f"cut off: {line}" for line in clipped(svg))
        yield from (f"overlap: {line}" for line in overlaps(svg))
        if smallest(svg) < 9:
            yield f"text of {smallest(svg)} points"
