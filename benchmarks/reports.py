"""The two reports that are measured, each in a folder of its own: ten chapters kept for the purpose, and the real one."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
HERE = Path(__file__).resolve().parent
YEAR = "2023-24"
STILL_NEEDED = "12_what_this_report_still_needs"
KERNEL = "report"


@dataclass(frozen=True)
class Report:
    """One report to build: where, whose, and which files the edits change."""

    title: str
    place: Path
    partnership: str
    prose: str
    data: str
    is_real: bool = False

    @property
    def notebooks(self) -> list[Path]:
        """The chapters in order."""
        paths = sorted((self.place / "notebooks").glob("[0-9][0-9]_*.ipynb"))
        return [path for path in paths if path.stem != STILL_NEEDED]

    def edit_prose(self, times: int) -> None:
        """Change the last words of one chapter."""
        path = self.place / "notebooks" / f"{self.prose}.ipynb"
        book = json.loads(path.read_text("utf-8"))
        words = [cell for cell in book["cells"] if cell["cell_type"] == "markdown"][-1]
        words["source"] = f"{''.join(words['source'])}\n\nRead again{' and again' * times}."
        path.write_text(json.dumps(book, indent=1, ensure_ascii=False), "utf-8")

    def edit_data(self, times: int) -> None:
        """Repeat the first letter of one cell of one table once more."""
        path = self.place / "data" / self.partnership / YEAR / self.data
        heading, first, *rest = path.read_text("utf-8").splitlines()
        key, name, *cells = first.split(",")
        path.write_text("\n".join([heading, ",".join([key, name + name[0], *cells]), *rest]) + "\n", "utf-8")

    def forget(self) -> None:
        """Remove all that was built and kept."""
        for name in ("build", ".cache"):
            shutil.rmtree(self.place / name, ignore_errors=True)


def fixed(place: Path) -> Report:
    """Lay out the ten chapters of five charts that are kept in `benchmarks/`."""
    _laid_out(place, HERE / "notebooks", HERE / "data" / "benchmark")
    return Report(
        "The fixed set: ten chapters of five charts",
        place,
        "benchmark",
        "10_workforce",
        "01_introduction/top_pages.csv",
    )


def real(place: Path) -> Report:
    """Lay out the real report of Wirral."""
    _laid_out(place, PROJECT / "notebooks", PROJECT / "data" / "wirral")
    return Report(
        f"The report of Wirral for {YEAR}", place, "wirral", "10_glossary", "01_introduction/top_pages.csv", True
    )


def _laid_out(place: Path, notebooks: Path, data: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(notebooks, place / "notebooks")
    for folder in (data, PROJECT / "data" / "common", PROJECT / "data" / "published"):
        shutil.copytree(folder, place / "data" / folder.name)


def as_book(report: Report, place: Path) -> Path:
    """Write the chapters as a Jupyter Book that executes each, with the partnership and year set in it; return its folder."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for notebook in report.notebooks:
        book = json.loads(notebook.read_text("utf-8"))
        book["metadata"]["kernelspec"] = {"name": KERNEL, "display_name": KERNEL, "language": "python"}
        parameters = next(cell for cell in book["cells"] if "parameters" in cell["metadata"].get("tags", []))
        parameters["source"] = f'partnership = "{report.partnership}"\nyear = "{YEAR}"'
        (place / notebook.name).write_text(json.dumps(book), "utf-8")
    (place / "_config.yml").write_text("title: Report\nexecute:\n  execute_notebooks: force\n  timeout: 600\n", "utf-8")
    root, *rest = [notebook.stem for notebook in report.notebooks]
    chapters = "".join(f"- file: {name}\n" for name in rest)
    (place / "_toc.yml").write_text(f"format: jb-book\nroot: {root}\nchapters:\n{chapters}", "utf-8")
    return place
