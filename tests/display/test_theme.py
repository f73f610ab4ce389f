"""The face can set every sign the report uses, and what carries meaning can be seen on paper."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from helpers.display import theme

SIGNS = "£–’‘“”≥½−…•×%"


@pytest.mark.parametrize("colour", [theme.GRID, theme.TINT])
def test_a_background_colour_is_too_faint_to_carry_meaning(colour: str) -> None:
    assert theme.contrast(colour) < 3


@pytest.mark.parametrize("colour", [theme.FOCUS, theme.CONTEXT, theme.CONTEXT_DARK, *theme.CATEGORICAL])
def test_a_mark_that_carries_meaning_stands_out_three_to_one(colour: str) -> None:
    assert theme.contrast(colour) >= 3


@pytest.mark.parametrize("colour", [theme.INK, theme.SOFT_INK, theme.FOCUS])
def test_text_stands_out_four_and_a_half_to_one(colour: str) -> None:
    assert theme.contrast(colour) >= 4.5


@pytest.mark.parametrize("fill", [theme.FOCUS, theme.TINT, *theme.CATEGORICAL])
def test_ink_on_a_filled_shape_can_be_read(fill: str) -> None:
    assert theme.contrast(theme.ink_on(fill), fill) >= 4.5


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert theme.contrast("#000000") == pytest.approx(21)


@pytest.mark.parametrize("file", theme.font_files(), ids=lambda file: file.stem)
def test_the_face_has_every_sign(file: object) -> None:
    characters = TTFont(file).getBestCmap()
    assert [sign for sign in SIGNS if ord(sign) not in characters] == []


def test_text_stays_text_and_the_same_picture_has_the_same_bytes() -> None:
    assert theme.style()["svg.fonttype"] == "none"
    assert theme.style()["svg.hashsalt"]
