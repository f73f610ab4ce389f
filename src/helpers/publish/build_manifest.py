"""The manifest of a build (`build.json`): its inputs, the checks passed, what was not supplied, and draft or final."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from helpers.publish import readiness
from helpers.publish.report_details import ReportDetails
from helpers.sources.year_folder import YearFolder

CHECKS = (
    "every file against its schema",
    "every source cited is listed",
    "no number typed into prose",
    "every name in prose is bound",
    "every figure agrees with what it must agree with",
)
MANIFEST = "build.json"
VERSIONED = ("matplotlib", "nbconvert", "pandas", "papermill", "seaborn", "typst")


@dataclass(frozen=True)
class MissingItem:
    """One thing that a chapter would show and that was not supplied, and who would send it."""

    chapter: str
    what: str
    sender: str


@dataclass(frozen=True)
class BuildManifest:
    """The record of one build.

    It never contains a hash of a local file: where one cell is unknown, its value could be worked out by trying values until
    the hash agrees.
    """

    partnership: str
    year: str
    status: str
    sign_offs_missing: tuple[str, ...]
    blocking: tuple[str, ...]
    inputs: tuple[str, ...]
    not_supplied: tuple[MissingItem, ...]
    checks_passed: tuple[str, ...]
    versions: dict[str, str]

    @property
    def json_text(self) -> str:
        """The manifest as the text of `build.json`."""
        content = asdict(self)
        content["not_supplied"] = [{**item, "from": item.pop("sender")} for item in content["not_supplied"]]
        return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def is_draft(report: Path) -> bool:
    """Return whether the manifest in a report's folder says that it is a draft; not where there is none."""
    path = report / MANIFEST
    return path.is_file() and str(json.loads(path.read_text("utf-8"))["status"]).startswith("draft")


def manifest(folder: YearFolder, details: ReportDetails) -> BuildManifest:
    """Return the manifest of a year's report."""
    return BuildManifest(
        partnership=folder.name,
        year=folder.year,
        status=details.status,
        sign_offs_missing=details.missing,
        blocking=readiness.blocking(folder),
        inputs=tuple(folder.named(path) for path in (*folder.csv_files(), *folder.prose_files())),
        not_supplied=tuple(MissingItem(*missing) for missing in folder.missing()),
        checks_passed=CHECKS,
        versions={name: version(name) for name in VERSIONED},
    )
