"""The one door through which every file of the year comes in: decoded, and refused by a sentence where it is not what its name says.

A mark at the start (BOM) and the ends of lines never change what is read. Nobody else opens a file of `data/` or `notebooks/`.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.errors import ReportError

LARGEST = 20_000_000
LONGEST_LINE = (
    20_000  # more than ten times what any paragraph or row has; some patterns take long over a line without end
)
LARGEST_SECTION = 500_000  # some eighty thousand words: more than a whole report
TOO_LARGE = "The file is larger than {:g} MB. Leave out what is no part of the report, or take the file away."
CYCLE = "The file is a link to itself. Put the file in its place."
BROKEN = "The file is a link to what is not there. Put the file in its place."
OUTSIDE = "The file is a link out of the folder. Put the file itself in its place."
FOLDER = "It is a folder, not a file. Rename it, or move what it holds to where it belongs."
NO_FILE = "It is a pipe, a socket or a device, not a file. Take it away."
BARRED = "The file may not be read. Give yourself the permission to read it."
NOT_UTF_8 = {
    ".csv": "The file is not UTF-8. In a spreadsheet, save it as CSV UTF-8.",
    ".ipynb": "The file is not UTF-8. Save it again in JupyterLab.",
}
NOT_UTF_8_TEXT = "The file is not UTF-8. In an editor, save it with that encoding."
BINARY = "The file is {}, whatever its name says. Save what it holds as {}."
TOO_LONG = "Line {} has {:,} characters, and {:,} are the most. Divide it into paragraphs or, in a table, into rows."
CONTROL = "Line {} holds a control character ({}), which no text has. Take it out."
HIDDEN_CONTROL = "it holds a control character ({}), which no text has. Take it out."
UNCLOSED = "A quotation mark opens in row {} and is never closed. Close it, or take it out."
MISPLACED_MARK = "In or above line {}, a quotation mark stands where none can. Double it, or take it out."
NOT_TOML = "cannot be read: {}. Mend the line it names."
TOO_DEEP = "cannot be read: it is nested too deep. Write it as the report.toml of another year is."
NOT_JSON = "not a notebook. Save it again in JupyterLab."
FORMAT = "not a notebook of format 4. Open it in JupyterLab and save it again."
SHAPE = "cell {} is not a notebook's cell. Save the notebook again in JupyterLab."
CELL_TYPES = ("code", "markdown", "raw")
WITH_LINES = (".csv", ".md")
FORMS = {".csv": "CSV UTF-8", ".md": "text", ".toml": "text", ".ipynb": "a notebook"}
KINDS = (
    (b"PK\x03\x04", "a Word or Excel document, or another archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a document in rich text"),
    (b"\x1f\x8b", "an archive"),
)
CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]"
)  # those of direction too


class UnreadableFile(ReportError):
    """A file is not what its name says; `reason` says what it is and the cure, without the file's name."""

    def __init__(self, file: str, reason: str) -> None:
        self.file, self.reason = file, reason
        super().__init__(f"{file}: {reason}")

    def __reduce__(self) -> tuple[type[UnreadableFile], tuple[str, str]]:
        """Be sent from one process to another with the reason."""
        return UnreadableFile, (self.file, self.reason)


@dataclass(frozen=True)
class RawTable:
    """The cells of a CSV file as they are written: its headings, and each row with the number a spreadsheet gives it."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Go through the rows that hold anything, with their numbers: each column's cell, "" where a row is too short."""
        for number, cells in self.rows:
            if any(cells):
                yield number, dict(zip(self.headings, (*cells, *[""] * len(self.headings)), strict=False))


def text(path: Path, file: str, within: Path) -> str:
    """Return what a text file says, without a mark at its start and with each line ended alike.

    Raises UnreadableFile, naming it `file`, where it is no text in UTF-8, and where it is a link out of the folder `within`.
    """
    reason = _not_a_file(path, within)
    if reason:
        raise UnreadableFile(file, reason)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(file, BARRED) from error
    return _decoded(content, path.suffix, file)


def table(path: Path, file: str, within: Path) -> RawTable:
    """Return the cells of a CSV file; raises UnreadableFile as `text` does, and where its quotation marks do not pair."""
    content = text(path, file, within)
    csv.field_size_limit(LARGEST)
    rows = list(_parsed(content, file))
    while rows and not rows[-1][1]:  # lines with nothing at all after the last row
        rows.pop()
    headings = rows[0][1] if rows else ()
    return RawTable(headings, tuple(rows[1:]))


def settings(path: Path, file: str, within: Path) -> dict[str, Any]:
    """Return what a TOML file says; raises UnreadableFile as `text` does, and where it is no TOML."""
    try:
        content = tomllib.loads(text(path, file, within))
        control = CONTROLS.search("".join(_texts(content)))
    except ValueError as error:  # of TOML, and of a whole number with thousands of digits
        raise UnreadableFile(file, NOT_TOML.format(error)) from error
    except RecursionError:
        raise UnreadableFile(file, TOO_DEEP) from None
    if control:
        raise UnreadableFile(file, HIDDEN_CONTROL.format(_code_point(control)))
    return content


def _texts(value: Any) -> Iterator[str]:
    """Go through the texts and the keys of what a TOML file says, whose escapes may write any character."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        yield from (words for part in value for words in _texts(part))
        yield from (words for part in (value.values() if isinstance(value, dict) else ()) for words in _texts(part))


def notebook(path: Path, file: str, within: Path) -> dict[str, Any]:
    """Return a notebook of format 4, each of its cells with a kind and a source; raises UnreadableFile for anything else."""
    try:
        content = json.loads(text(path, file, within))
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(file, NOT_JSON) from error
    if not _is_notebook(content):
        raise UnreadableFile(file, FORMAT)
    for place, cell in enumerate(content["cells"], start=1):
        if not _is_cell(cell):
            raise UnreadableFile(file, SHAPE.format(place))
    return content


def _is_notebook(content: Any) -> bool:
    if not isinstance(content, dict) or content.get("nbformat") != 4 or not isinstance(content.get("cells"), list):
        return False
    metadata = content.get("metadata")
    is_minor = isinstance(content.get("nbformat_minor", 0), int)
    return is_minor and isinstance(metadata, dict) and isinstance(metadata.get("kernelspec", {}), dict)


def _is_cell(cell: Any) -> bool:
    if not isinstance(cell, dict) or cell.get("cell_type") not in CELL_TYPES:
        return False
    tags = _mapping(cell, "metadata").get("tags", [])
    return isinstance(cell.get("metadata"), dict) and _is_lines(tags) and _is_lines(_lines(cell.get("source")))


def _lines(source: Any) -> Any:
    return [source] if isinstance(source, str) else source


def _is_lines(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(line, str) for line in value)


def _mapping(content: dict[str, Any], key: str) -> dict[str, Any]:
    value = content.get(key)
    return value if isinstance(value, dict) else {}


def _not_a_file(path: Path, within: Path) -> str:
    """Why a path cannot be read as a file of its folder; empty where it can. Never waits, as opening a pipe would."""
    try:
        state = path.stat()
    except OSError as error:
        return {2: BROKEN, 20: BROKEN}.get(error.errno or 0, BARRED) if error.errno != 40 else CYCLE
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(within)):
        return OUTSIDE
    if stat.S_ISDIR(state.st_mode):
        return FOLDER
    if not stat.S_ISREG(state.st_mode):
        return NO_FILE
    most = LARGEST_SECTION if path.suffix == ".md" else LARGEST
    return TOO_LARGE.format(most / 1_000_000) if state.st_size > most else ""


def _decoded(content: bytes, suffix: str, file: str) -> str:
    kind = next((name for mark, name in KINDS if content.startswith(mark)), "")
    if kind:
        raise UnreadableFile(file, BINARY.format(kind, FORMS.get(suffix, "text")))
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(file, NOT_UTF_8.get(suffix, NOT_UTF_8_TEXT)) from error
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    control = CONTROLS.search(words)
    if control:
        line = words.count("\n", 0, control.start()) + 1
        raise UnreadableFile(file, CONTROL.format(line, _code_point(control)))
    lengths = map(len, words.split("\n") if suffix in WITH_LINES else ())
    too_long = next(((line, length) for line, length in enumerate(lengths, start=1) if length > LONGEST_LINE), None)
    if too_long:
        raise UnreadableFile(file, TOO_LONG.format(*too_long, LONGEST_LINE))
    return words


def _code_point(control: re.Match[str]) -> str:
    return f"U+{ord(control[0]):04X}"


def _parsed(content: str, file: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, tuple(cells)
    except csv.Error as error:
        is_unclosed = "unexpected end" in str(error)
        reason = UNCLOSED.format(number + 1) if is_unclosed else MISPLACED_MARK.format(reader.line_num)
        raise UnreadableFile(file, reason) from error
