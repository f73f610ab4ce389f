"""The account of a build: what went in, what was checked, what was not supplied, and whether it is a draft."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.metadata import version

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
VERSIONED = ("matplotlib", "nbconvert", "pandas", "papermill", "seaborn", "typst")


@dataclass(frozen=True)
class MissingItem:
    """One thing that a chapter has room for and nobody sent."""

    chapter: str
    what: str
    sender: str


@dataclass(frozen=True)
class BuildManifest:
    """What a build says of itself. It never holds a hash of a local file: with one unknown cell that gives the value away."""

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
        """The account as `build.json` holds it."""
        content = asdict(self)
        content["not_supplied"] = [{**item, "from": item.pop("sender")} for item in content["not_supplied"]]
        return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def manifest(folder: YearFolder, edition: ReportDetails) -> BuildManifest:
    """Give the account of a year's report."""
    return BuildManifest(
        partnership=folder.name,
        year=folder.year,
        status="draft" if edition.draft else "final",
        sign_offs_missing=edition.missing,
        blocking=readiness.blocking(folder),
        inputs=tuple(folder.named(path) for path in (*folder.csv_files(), *folder.prose_files())),
        not_supplied=tuple(MissingItem(*missing) for missing in folder.missing()),
        checks_passed=CHECKS,
        versions={name: version(name) for name in VERSIONED},
    )
