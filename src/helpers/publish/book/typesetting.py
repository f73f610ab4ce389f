"""Typst: its fonts, its compiler, and its complaints as sentences that name a chapter and a block."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

import typst

import helpers
from helpers.errors import ReportError
from helpers.publish.running import subprocesses

TEMPLATE = Path(helpers.__file__).parents[2] / "templates" / "report.typ"
FACES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
SUBSTITUTES = ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique", "DejaVuSansMono")
EVERY_FACE = b"""
#for family in ("Source Sans Pro", "DejaVu Sans", "DejaVu Sans Mono") {
  for weight in (400, 600, 700) {
    for style in ("normal", "italic") { text(font: family, weight: weight, style: style, fallback: false)[a] }
  }
}"""
PLACE = "// in "
POSITION = re.compile(r"__typst_py_bytes__\.typ:(\d+):")


def template() -> str:
    """The Typst source of what every document looks like."""
    return TEMPLATE.read_text(encoding="utf-8")


def place(*names: str) -> str:
    """A comment line that says where the markup below it is from, for the message should Typst refuse it."""
    return PLACE + ", ".join(names).replace("\n", " ")


@dataclass(frozen=True)
class Complaint:
    """What Typst says of markup that it cannot set: the message, its hints, and the lines it points at."""

    message: str
    hints: tuple[str, ...]
    diagnostic: str

    @classmethod
    def of(cls, error: typst.TypstError | typst.TypstWarning) -> Complaint:
        """The complaint in an error or a warning."""
        return cls(error.message, tuple(error.hints), error.diagnostic)


Output = tuple[bytes, Complaint | None]
_press: subprocesses.WorkerProcess[Output] | None = None


def compiled(markup: str, *, timestamp: datetime) -> bytes:
    """Compile markup to PDF/UA-1; an error or a warning raises ReportError naming the chapter and block it is from."""
    pdf, complaint = _press.answer((markup, timestamp)) if _press else _set_alone(markup, timestamp)
    if complaint:
        raise _refusal(complaint, markup)
    return pdf


def stand_by() -> None:
    """Keep a process that sets whatever is compiled from now on: Typst sets again only what changed since the last time."""
    global _press
    if _press:
        _press.end()
    _press = subprocesses.standing(_set_in_turn)


def _set_alone(markup: str, timestamp: datetime) -> Output:
    return _set(_compiler(), markup, timestamp)


def _set_in_turn(line: Connection) -> None:
    """Set what comes along the line, until nobody is at its other end."""
    compiler = _compiler()
    while True:
        line.send(_set(compiler, *line.recv()))


def _set(compiler: typst.Compiler, markup: str, timestamp: datetime) -> Output:
    """Return the PDF, and the first complaint if there is any."""
    try:
        pdf, warnings = compiler.compile_with_warnings(
            markup.encode(), format="pdf", pdf_standards=["ua-1"], timestamp=timestamp
        )
    except typst.TypstError as error:
        return b"", Complaint.of(error)
    return cast(bytes, pdf), next(map(Complaint.of, warnings), None)


def _refusal(complaint: Complaint, markup: str) -> ReportError:
    hints = "".join(f" {hint[:1].upper()}{hint[1:]}." for hint in complaint.hints)
    return ReportError(f"{_where(complaint, markup)} cannot be set as a page: {complaint.message}.{hints}")


def _where(complaint: Complaint, markup: str) -> str:
    """The last place named at or above the furthest line complained of: the call, where a template's line complains."""
    lines = [int(line) for line in POSITION.findall(complaint.diagnostic)]
    above = markup.splitlines()[: max(lines, default=0)]
    return next((line.removeprefix(PLACE) for line in reversed(above) if line.startswith(PLACE)), "The report")


def _compiler() -> typst.Compiler:
    """A compiler that has only the faces the report is set in: folders hold two files of each, found in no fixed order.

    Typst reads a face when it is first set, so each is set here, and nothing is left behind whatever ends this process.
    """
    with tempfile.TemporaryDirectory() as folder:
        for file in _files():
            (Path(folder) / file.name).symlink_to(file)
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
        compiler = typst.Compiler(font_paths=fonts)
        compiler.compile(EVERY_FACE, format="pdf")
    return compiler


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
