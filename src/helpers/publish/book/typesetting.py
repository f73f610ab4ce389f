"""Compile Typst markup to PDF, and turn the compiler's errors into sentences that name a chapter and a block."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst

import helpers
from helpers.errors import ReportError

TEMPLATE = Path(helpers.__file__).parents[2] / "templates" / "report.typ"
FACES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
SUBSTITUTES = ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique", "DejaVuSansMono")
# Typst reports a line of the whole markup; comments that begin so let that line be traced back to a chapter and a block.
PLACE = "// in "
STANDARDS: Any = ["ua-1", "a-3a"]  # for screen readers, and for archives
POSITION = re.compile(r"__typst_py_bytes__\.typ:(\d+):")


def template() -> str:
    """Return the Typst template that every document begins with."""
    return TEMPLATE.read_text(encoding="utf-8")


def place(*names: str) -> str:
    """Return a comment line that names the chapter and block of the markup below it, for Typst's error messages."""
    return PLACE + ", ".join(names).replace("\n", " ")


@dataclass(frozen=True)
class Complaint:
    """An error or a warning of Typst: the message, its hints, and the diagnostic with the lines it points at."""

    message: str
    hints: tuple[str, ...]
    diagnostic: str

    @classmethod
    def of(cls, error: typst.TypstError | typst.TypstWarning) -> Complaint:
        """Return the complaint of an error or a warning."""
        return cls(error.message, tuple(error.hints), error.diagnostic)


def compiled(markup: str, *, timestamp: datetime) -> bytes:
    """Compile markup to PDF/UA-1 and PDF/A-3a, dated `timestamp`; raises ReportError, naming the chapter and block, for an error or a warning."""
    try:
        with _compiler() as compiler:
            pdf, warnings = compiler.compile_with_warnings(
                markup.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=timestamp
            )
    except typst.TypstError as error:
        raise _refusal(Complaint.of(error), markup) from error
    for warning in warnings:
        raise _refusal(Complaint.of(warning), markup)
    return cast(bytes, pdf)


def _refusal(complaint: Complaint, markup: str) -> ReportError:
    hints = "".join(f" {hint[:1].upper()}{hint[1:]}." for hint in complaint.hints)
    return ReportError(f"{_where(complaint, markup)} cannot be set as a page: {complaint.message}.{hints}")


def _where(complaint: Complaint, markup: str) -> str:
    """The last place named at or above the furthest line of the diagnostic.

    Where the error is in a line of the template, the furthest line is that of the call, which stands in a chapter.
    """
    lines = [int(line) for line in POSITION.findall(complaint.diagnostic)]
    above = markup.splitlines()[: max(lines, default=0)]
    return next((line.removeprefix(PLACE) for line in reversed(above) if line.startswith(PLACE)), "The report")


@contextmanager
def _compiler() -> Iterator[typst.Compiler]:
    """Lend a compiler with only the font files that the report uses.

    The packages' folders hold two files of each face, which Typst would read in no fixed order; so the files are linked into a
    folder of their own, which stands until the `with` block ends: Typst reads a face when it is first used.
    """
    with tempfile.TemporaryDirectory() as folder:
        for file in _files():
            (Path(folder) / file.name).symlink_to(file)
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
        yield typst.Compiler(font_paths=fonts)


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
