"""Drawings of earlier builds, for use again where all that they were made from is the same.

A chart gives its statistic and a function that draws it. The function is told by where it stands in the program and by all
that it refers to, so two drawings of the same content are the same picture. What keeps them is given from outside.
"""

from __future__ import annotations

import inspect
import io
import pickle
from collections.abc import Callable
from functools import cache, cached_property
from types import FunctionType
from typing import Any, TypeVar

Drawing = TypeVar("Drawing")
Recall = Callable[[bytes, Callable[[], Any]], Any]

_recall: Recall | None = None


def recall_by(recall: Recall | None) -> None:
    """Have `recall(content, draw)` return each drawing from now on; None has each drawn."""
    global _recall
    _recall = recall


def drawn(draw: Callable[[], Drawing], *made_from: object) -> Drawing:
    """Return what `draw` draws, from an earlier build where one has drawn it from the same."""
    content = _content(made_from) if _recall else b""
    return _recall(content, draw) if _recall and content else draw()


def _content(made_from: tuple[object, ...]) -> bytes:
    """Return all that a drawing is made from; nothing where it cannot be written down, as an open file cannot."""
    content = io.BytesIO()
    try:
        _Description(content, pickle.HIGHEST_PROTOCOL).dump(made_from)
    except (AttributeError, TypeError, ValueError, pickle.PicklingError):
        return b""
    return content.getvalue()


class _Description(pickle.Pickler):
    """Writes a function as where it stands with the values it refers to, and an object without what it worked out of itself.

    Whether a cached property was asked for before depends on what else was drawn in the process, not on the drawing.
    """

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, FunctionType):
            place = (value.__module__, value.__qualname__, tuple(value.__code__.co_positions()))
            referred = tuple(cell.cell_contents for cell in value.__closure__ or ())
            return tuple, ((place, referred, value.__defaults__, value.__kwdefaults__),)
        worked_out = _cached_properties(value.__class__)
        if not worked_out or not hasattr(value, "__dict__"):
            return NotImplemented
        state = {name: content for name, content in vars(value).items() if name not in worked_out}
        return type(value), (), state


@cache
def _cached_properties(kind: type) -> frozenset[str]:
    return frozenset(name for name in dir(kind) if isinstance(inspect.getattr_static(kind, name), cached_property))
