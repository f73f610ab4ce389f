"""The look of every picture: one face, few colours, each named for what it is for.

The style and the palettes are the Analysis Function's, as the package `afcharts` keeps them. The face is Source Sans Pro,
from its own package, so that page, picture and PDF are set alike and nothing is fetched.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import afcharts
import font_source_sans_pro
import matplotlib as mpl
from afcharts.af_colours import get_af_colours
from matplotlib import font_manager

FACE = "Source Sans Pro"
FALLBACK = "DejaVu Sans"
FONT_FOLDER = Path(font_source_sans_pro.__file__).parent / "files"
WEIGHTS = ("Regular", "Bold", "It")

FOCUS: str = get_af_colours("focus")[0]
CATEGORICAL: tuple[str, ...] = tuple(get_af_colours("categorical", number_of_colours=4))

INK = "#1D1D1D"
SOFT_INK = "#595959"
PAPER = "#FFFFFF"
# The palette's own grey is 1.8:1 on white, too faint for what carries meaning, so these are darker.
CONTEXT = "#8C8C8C"
CONTEXT_DARK = "#6B6B6B"
PALE = "#C9CDD2"  # the ground that other shapes stand out from, in grey too
TINT = "#DCE4EE"
GRID = "#E3E3E3"


@dataclass(frozen=True)
class Look:
    """How one part is drawn in every chart: the parts are also apart in grey, by tone, dashes and the shape of their marks."""

    colour: str
    width: float
    dashes: tuple[float, ...] = ()
    marker: str = "o"


# From the line at the back to the one on top.
LOOKS = {
    "other": Look(CONTEXT, 1.4),
    "region": Look(CATEGORICAL[1], 1.8, (6, 1.6), "^"),
    "england": Look(CONTEXT_DARK, 1.8, (1.4, 1.4), "s"),
    "picked": Look(FOCUS, 2.6),
}
TEXT_SIZE = 10.0
SMALL_TEXT_SIZE = 9.0
BIG_TEXT_SIZE = 22.0


def font_files() -> tuple[Path, ...]:
    """Return the TrueType files of the face: regular, bold and italic."""
    return tuple(FONT_FOLDER / f"SourceSansPro-{weight}.ttf" for weight in WEIGHTS)


@cache
def style() -> dict[Any, Any]:
    """Return matplotlib settings: the Analysis Function's style, then the report's own.

    The first call makes the face known to matplotlib, and drops a user's own settings: pictures are the same for everybody.
    Text stays text in SVG and the same picture has the same bytes.
    """
    mpl.rcdefaults()
    for file in font_files():
        font_manager.fontManager.addfont(file)
    settings = mpl.rc_params_from_file(Path(afcharts.__file__).parent / "afcharts.mplstyle", use_default_template=False)
    return dict(settings) | _OURS


_OURS: dict[str, Any] = {
    "font.family": [FACE, FALLBACK],
    "font.size": TEXT_SIZE,
    "text.color": INK,
    "text.hinting": "none",
    "text.parse_math": False,
    "axes.labelcolor": INK,
    "axes.facecolor": "none",
    "axes.edgecolor": CONTEXT,
    "axes.grid": False,
    "axes.unicode_minus": True,
    "figure.facecolor": "none",
    "figure.dpi": 72,
    "grid.color": GRID,
    "xtick.labelcolor": SOFT_INK,
    "ytick.labelcolor": SOFT_INK,
    "xtick.labelsize": TEXT_SIZE,
    "ytick.labelsize": TEXT_SIZE,
    "svg.fonttype": "none",
    "svg.hashsalt": "safeguarding-report",
}


def contrast(colour: str, behind: str = PAPER) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(colour), _luminance(behind)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(colour: str) -> str:
    """Return the colour of text that reads best on a filled shape: ink or paper."""
    return max((INK, PAPER), key=lambda ink: contrast(ink, colour))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
