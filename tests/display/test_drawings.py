"""A drawing is taken from an earlier build only where all that it was made from is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from helpers.display import drawings


@pytest.fixture(autouse=True)
def recalled() -> Iterator[None]:
    """Recall drawings by what they are made from, in this process alone."""
    pictures = dict[bytes, object]()
    drawings.recall_by(
        lambda content, draw: pictures.setdefault(content, draw()) if content not in pictures else pictures[content]
    )
    yield
    drawings.recall_by(None)


def drawn_again(first: object, second: object) -> bool:
    drawn = [drawings.drawn(object, made_from) for made_from in (first, second)]
    return drawn[0] is not drawn[1]


def drawing(width: float, look: Callable[[], str] = str) -> Callable[[], str]:
    return lambda: f"{width} {look()}"


def test_the_same_figures_are_drawn_once() -> None:
    assert not drawn_again(("rates", 1.5), ("rates", 1.5))
    assert not drawn_again(drawing(1.5), drawing(1.5))


def test_another_figure_is_drawn_again() -> None:
    assert drawn_again(("rates", 1.5), ("rates", 1.6))


def test_what_a_function_refers_to_is_part_of_the_drawing() -> None:
    assert drawn_again(drawing(1.5), drawing(1.6))
    assert drawn_again(drawing(1.5, lambda: "wide"), drawing(1.5, lambda: "tall"))
    assert drawn_again(drawing(1.5, drawing(2)), drawing(1.5, drawing(3)))


def test_a_default_is_part_of_the_drawing() -> None:
    assert drawn_again([lambda size=size: size for size in (1,)], [lambda size=size: size for size in (2,)])


def test_what_cannot_be_written_down_is_drawn_each_time() -> None:
    with open(__file__, encoding="utf-8") as file:
        assert drawn_again(file, file)


def test_without_a_cache_each_is_drawn() -> None:
    drawings.recall_by(None)
    assert drawn_again("rates", "rates")
