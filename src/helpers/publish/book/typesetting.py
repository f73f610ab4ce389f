"""Typst: its fonts, its compiler, and its complaints as sentences that name a chapter and a block."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import cast

import typst

import helpers
from helpers.errors import ReportError

TEMPLATE = Path(helpers.__file__).parents[2] / "templates" / "report.typ"
FACES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
SUBSTITUTES = ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique", "DejaVuSansMono")
PLACE = "// in "
POSITION = re.compile(r"__typst_py_bytes__\.typ:(\d+):")


def template() -> str:
    """The Typst source of what every document looks like."""
    return TEMPLATE.read_text(encoding="utf-8")


def place(*names: str) -> str:
    """A comment line that says where the markup below it is from, for the message should Typst refuse it."""
    return PLACE + ", ".join(names).replace("\n", " ")


def compiled(markup: str, *, timestamp: datetime) -> bytes:
    """Compile markup to PDF/UA-1; an error or a warning raises ReportError naming the chapter and block it is from."""
    with _fonts() as fonts:
        compiler = typst.Compiler(font_paths=fonts)
        try:
            made, warnings = compiler.compile_with_warnings(
                markup.encode(), format="pdf", pdf_standards=["ua-1"], timestamp=timestamp
            )
        except typst.TypstError as error:
            raise _refusal(error, markup) from error
    if warnings:
        raise _refusal(warnings[0], markup)
    return cast(bytes, made)


def _refusal(error: typst.TypstError | typst.TypstWarning, markup: str) -> ReportError:
    hints = "".join(f" {hint[:1].upper()}{hint[1:]}." for hint in error.hints)
    return ReportError(f"{_where(error, markup)} cannot be set as a page: {error.message}.{hints}")


def _where(error: typst.TypstError | typst.TypstWarning, markup: str) -> str:
    """The last place named at or above the furthest line complained of: the call, where a template's line complains."""
    lines = [int(line) for line in POSITION.findall(error.diagnostic)]
    above = markup.splitlines()[: max(lines, default=0)]
    return next((line.removeprefix(PLACE) for line in reversed(above) if line.startswith(PLACE)), "The report")


@contextmanager
def _fonts() -> Iterator[typst.Fonts]:
    """Give the compiler only the faces the report is set in: folders hold two files of each, found in no fixed order."""
    with tempfile.TemporaryDirectory() as folder:
        for file in _files():
            shutil.copy(file, folder)
        yield typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


@cache
def _files() -> tuple[Path, ...]:
    import font_source_sans_pro
    import matplotlib

    sans = Path(font_source_sans_pro.__file__).parent / "files"
    substitutes = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    return (
        *(sans / f"SourceSansPro-{face}.ttf" for face in FACES),
        *(substitutes / f"{face}.ttf" for face in SUBSTITUTES),
    )
