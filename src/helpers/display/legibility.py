"""Measure whether a picture's words can be read: none cut off, none over another, none too small or too faint."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from helpers.display import canvas, svg, theme

# Shares of the text size, measured on Source Sans Pro: the height of figures and capitals, and the depth of "g".
ASCENT, DESCENT = 0.67, 0.2
TOUCH = 0.3
TURN = re.compile(r"rotate\((\S+?)[ )]")
MOVE = re.compile(r"translate\((\S+) (\S+?)\)")


@dataclass(frozen=True)
class Word:
    """A line of text in a picture and the box it fills, in points from the top left corner."""

    words: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    colour: str

    def meets(self, other: Word) -> bool:
        """Whether two boxes share more than a touch."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > TOUCH and down > TOUCH


def words(picture: str) -> list[Word]:
    """Return every line of text of an SVG made by `svg.compact`, measured in the report's face."""
    return [
        _word(element) for element in ElementTree.fromstring(picture).iter(f"{{{svg.NAMESPACE}}}text") if element.text
    ]


def overlaps(picture: str) -> list[str]:
    """Name each pair of texts of which one lies over the other."""
    return [f'"{one.words}" and "{other.words}"' for one, other in combinations(words(picture), 2) if one.meets(other)]


def clipped(picture: str) -> list[str]:
    """Name each text that leaves the sheet."""
    width, height = _sheet(picture)
    inside = (word for word in words(picture) if not _is_inside(word, width, height))
    return [f'"{word.words}"' for word in inside]


def faults(picture: str) -> list[str]:
    """Name everything that keeps a picture's words from being read, as sentences; empty where all is well."""
    return list(_faults(picture))


def _faults(picture: str) -> Iterator[str]:
    yield from (f"{pair} overlap." for pair in overlaps(picture))
    yield from (f"{word} leaves the sheet." for word in clipped(picture))
    for word in words(picture):
        if word.size < theme.SMALL_TEXT_SIZE:
            yield f'"{word.words}" is set in {word.size:g} points, under {theme.SMALL_TEXT_SIZE:g}.'
        if theme.PAPER.lower() != word.colour.lower() and theme.contrast(word.colour) < 4.5:
            yield f'"{word.words}" is too faint on paper.'


def _sheet(picture: str) -> tuple[float, float]:
    box = ElementTree.fromstring(picture).attrib["viewBox"].split()
    return float(box[2]), float(box[3])


def _is_inside(word: Word, width: float, height: float) -> bool:
    return word.left >= -TOUCH and word.top >= -TOUCH and word.right <= width + TOUCH and word.bottom <= height + TOUCH


def _word(element: Element) -> Word:
    style = dict(part.split(":", 1) for part in element.get("style", "").split(";"))
    size, bold = float(style["font-size"].removesuffix("px")), int(style.get("font-weight", "400")) >= 600
    wide = canvas.width_of(element.text or "", size, bold=bold)
    start = {"middle": -wide / 2, "end": -wide}.get(style.get("text-anchor", "start"), 0.0)
    left, top, right, bottom = _turned(element, start, start + wide, -ASCENT * size, DESCENT * size)
    return Word(element.text or "", left, top, right, bottom, size, style.get("fill", theme.INK))


def _turned(
    element: Element, left: float, right: float, top: float, bottom: float
) -> tuple[float, float, float, float]:
    """The box round a text's own box once it is turned and moved to its place."""
    turn = TURN.search(element.get("transform", ""))
    angle, (x, y) = math.radians(float(turn[1])) if turn else 0.0, _place(element)
    corners = [(across, down) for across in (left, right) for down in (top, bottom)]
    xs = [x + across * math.cos(angle) - down * math.sin(angle) for across, down in corners]
    ys = [y + across * math.sin(angle) + down * math.cos(angle) for across, down in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _place(element: Element) -> tuple[float, float]:
    move = MOVE.search(element.get("transform", ""))
    return (float(move[1]), float(move[2])) if move else (float(element.get("x", 0)), float(element.get("y", 0)))
