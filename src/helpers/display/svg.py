"""Make matplotlib's SVG fit to stand inside a page: small, without names that could clash, the same bytes each time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from helpers.display import theme
from helpers.statistics.numbers import Text

NAMESPACE = "http://www.w3.org/2000/svg"
FAMILY = f"'{theme.FACE}', sans-serif"
TEXT = re.compile(r"(<text[^>]*>)[^<]*(</text>)")
STYLE = re.compile(r' style="([^"]*)"')
STYLED = re.compile(r"([\w-]+):([^;]+)")
GEOMETRY = ("d", "x", "y", "width", "height", "transform", "points")
DECIMAL = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
REFERENCE = re.compile(r"#([\w-]+)")
SPACE_BY_LETTER = re.compile(r"(?<=[A-Za-z]) | (?=[A-Za-z])")
STILL = re.compile(r"rotate\(-?0(?: [^)]*)?\)")
MOVED = re.compile(r"^translate\((\S+) (\S+)\)$")


def filled(picture: str, lines: Sequence[Text], line: Callable[[Text], str]) -> str:
    """Return a compact picture whose text elements, in order, hold what `line` makes of `lines`."""
    following = iter(lines)
    return TEXT.sub(lambda match: f"{match[1]}{line(next(following))}{match[2]}", picture) if lines else picture


def without_styles(picture: str) -> str:
    """Return a picture with each style as attributes of its own, which a page's policy lets through where it refuses styles."""
    return STYLE.sub(lambda match: "".join(f' {name}="{value}"' for name, value in STYLED.findall(match[1])), picture)


def compact(picture: str, name: str) -> str:
    """Return the picture as one `<svg>` with a view box and no size, for a page to scale.

    Prolog, metadata and the page-wide style are dropped. The names that remain (of markers and clipping shapes) begin
    with a digest of `name` and the picture, so that many pictures stand in one page.
    """
    root = ElementTree.fromstring(picture)
    for element in root.iter():
        _plain_names(element)
        _plain_geometry(element)
        _plain_style(element)
    _share_style(root)
    _name_what_is_used(root, name)
    _drop_empty(root)
    return ElementTree.tostring(_head(root), encoding="unicode").replace(" />", "/>")


def _head(root: Element) -> Element:
    fixed = {"stroke-linejoin": "round", "font-family": FAMILY}
    root.attrib = {"xmlns": NAMESPACE, "viewBox": root.attrib["viewBox"]} | fixed
    return root


def _plain_names(element: Element) -> None:
    element.tag = element.tag.rpartition("}")[2]
    element.attrib = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
    if element.tag != "text":
        element.text = None
    element.tail = None


def _plain_geometry(element: Element) -> None:
    for key in GEOMETRY:
        if key in element.attrib:
            element.set(key, DECIMAL.sub(_rounded, " ".join(element.attrib[key].split())))
    if "d" in element.attrib:
        element.set("d", SPACE_BY_LETTER.sub("", element.attrib["d"]))
    if "transform" in element.attrib:
        _unturn(element)


def _unturn(element: Element) -> None:
    """Write a text that only moves by its place, as a turn of nothing is no turn."""
    turn = STILL.sub("", element.attrib.pop("transform")).strip()
    moved = MOVED.match(turn)
    if moved and element.tag == "text":
        element.set("x", moved[1])
        element.set("y", moved[2])
    elif turn:
        element.set("transform", turn)


def _rounded(match: re.Match[str]) -> str:
    short = f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def _plain_style(element: Element) -> None:
    if "style" not in element.attrib:
        return
    parts = (part.strip().replace(": ", ":") for part in element.attrib["style"].split(";"))
    element.set("style", ";".join(part for part in parts if part and not part.startswith("font-family:")))


def _share_style(root: Element) -> None:
    """Where every mark of a group has the same style, say it once, on the group."""
    for group in root.iter("g"):
        uses = group.findall("use")
        styles = {use.get("style") for use in uses}
        if (
            len(uses) > 1
            and len(styles) == 1
            and None not in styles
            and len(uses) + len(group.findall("defs")) == len(group)
        ):
            group.set("style", uses[0].attrib["style"])
            for use in uses:
                del use.attrib["style"]


def _name_what_is_used(root: Element, name: str) -> None:
    used = {reference: "" for element in root.iter() for reference in _references(element)}
    digest = hashlib.sha256(name.encode() + ElementTree.tostring(root)).hexdigest()[:8]
    used = {old: f"p{digest}-{place}" for place, old in enumerate(used, start=1)}
    for element in root.iter():
        _rename(element, used)


def _references(element: Element) -> Iterator[str]:
    for key in ("href", "clip-path"):
        yield from REFERENCE.findall(element.get(key, ""))


def _rename(element: Element, used: dict[str, str]) -> None:
    named = used.get(element.attrib.pop("id", ""))
    if named:
        element.set("id", named)
    for key in ("href", "clip-path"):
        if key in element.attrib:
            element.set(key, REFERENCE.sub(lambda match: f"#{used[match[1]]}", element.attrib[key]))


def _drop_empty(element: Element) -> None:
    """Drop what draws nothing and put the contents of a bare group in the group's place."""
    children: list[Element] = []
    for child in element:
        _drop_empty(child)
        if child.tag == "g" and not child.attrib:
            children.extend(child)
        elif not _draws_nothing(child):
            children.append(child)
    element[:] = children


def _draws_nothing(element: Element) -> bool:
    if element.tag in ("g", "defs"):
        return not len(element)
    return element.tag in ("metadata", "style") or element.get("style") == "fill:none"
