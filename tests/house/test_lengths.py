"""No module of the package is longer than a newcomer reads at one sitting."""

from __future__ import annotations

from pathlib import Path

from support import syntax

MOST_LINES = 300


def too_long(*places: Path) -> list[str]:
    """Return "file: lines" for each file that is too long."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in syntax.files(*places)}
    return [f"{path.name}: {lines}" for path, lines in lengths.items() if lines > MOST_LINES]


def test_a_file_of_one_line_too_many_is_found(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("x = 1\n" * (MOST_LINES + 1), encoding="utf-8")
    (tmp_path / "short.py").write_text("x = 1\n" * MOST_LINES, encoding="utf-8")
    assert too_long(tmp_path) == [f"long.py: {MOST_LINES + 1}"]


def test_no_module_is_too_long() -> None:
    assert too_long(syntax.SOURCE) == []
