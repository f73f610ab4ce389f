"""What the settings of a partnership's year say, and what stands in their place where nothing was supplied."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers.errors import DataFaults, Fault, UnknownName
from helpers.sources import areas, overlay, partnerships, reading, settings_form
from helpers.sources.report_years import ReportYear

SETTINGS = "report.toml"
NOT_SAID = (
    "{} is not there, so nothing says whose report it is. Write it as docs/new-partnership.md says, or put it back."
)


@dataclass(frozen=True)
class YearSettings:
    """The settings of one partnership's year: `path` is its folder, which may be absent, and `root` that of the project."""

    partnership: str
    year: str
    path: Path
    root: Path

    @property
    def exists(self) -> bool:
        """Whether the partnership has supplied anything."""
        return os.path.lexists(self.path / SETTINGS)

    @property
    def report_year(self) -> ReportYear:
        """The year reported on, from April to March, whatever the settings say of its days."""
        return ReportYear.parse(self.year)

    @property
    def start(self) -> date:
        """The first day of the year reported on: 1 April, where the settings do not say."""
        return self._day_in_settings("start") or self.report_year.start

    @property
    def end(self) -> date:
        """The last day of the year reported on: what came later is not known to the report."""
        return self._day_in_settings("end") or self.report_year.end

    def _day_in_settings(self, name: str) -> date | None:
        section = self.settings.get("year")
        day = section.get(name) if isinstance(section, dict) else None
        return day if type(day) is date else None

    @cached_property
    def settings(self) -> dict[str, Any]:
        """What `report.toml` says."""
        if not self.exists:
            return self._unsupplied_settings()
        wrong = list(settings_form.shape(self.raw_settings))
        if wrong:
            raise DataFaults(Fault(self.settings_file, 0, name, message) for name, message in wrong)
        return self.raw_settings

    @cached_property
    def raw_settings(self) -> dict[str, Any]:
        """What `report.toml` says, whatever its form; raises UnreadableFile where it is no TOML."""
        return reading.settings(self.path / SETTINGS, self.settings_file, self.path.parent)

    @property
    def settings_file(self) -> str:
        """The name of the settings' file in messages and the ledger."""
        return self.named(self.path / SETTINGS)

    def _unsupplied_settings(self) -> dict[str, Any]:
        try:
            partnership = self._partnership_of_another_year() or partnerships.of_authority(
                areas.authority(self.partnership)
            )
        except UnknownName as error:  # a folder of that name is there, and no year in it says whose it is
            raise UnknownName(NOT_SAID.format(self.settings_file)) from error
        return {
            "partnership": partnership,
            "report": {
                "title": "Annual report from published statistics",
                "kind": settings_form.COMPILATION,
                "invented": overlay.of(self.path.parent).is_dir(),
            },
            "partners": [],
            "sign_offs": [],
        }

    def _partnership_of_another_year(self) -> dict[str, Any]:
        """What the newest year that was supplied says of the partnership: its name, its place and its areas."""
        supplied = sorted(self.path.parent.glob(f"*/{SETTINGS}"))
        return (
            dict(replace(self, year=supplied[-1].parent.name, path=supplied[-1].parent).settings["partnership"])
            if supplied
            else {}
        )

    @property
    def place(self) -> str:
        """The place, as residents call it."""
        return str(self.settings["partnership"]["place"])

    @property
    def name(self) -> str:
        """The partnership's full name."""
        return str(self.settings["partnership"]["name"])

    @property
    def is_compilation(self) -> bool:
        """Whether somebody else compiled the report from published sources: nobody was asked to send anything for it."""
        return bool(self._report_settings.get("kind") == settings_form.COMPILATION)

    @property
    def is_invented(self) -> bool:
        """Whether the partnership, its place and its figures are invented, as a specimen."""
        return self._report_settings.get("invented") is True

    @property
    def compiled_by(self) -> str:
        """Who compiled a compilation; empty where nobody is named, and for the partnership's own report."""
        return str(self._report_settings.get("compiled_by", ""))

    @property
    def compiled_on(self) -> date | None:
        """The day on which the report was completed, as its settings say; none where they do not."""
        return self._report_settings.get("compiled_on") or None

    @property
    def _report_settings(self) -> dict[str, Any]:
        return dict(self.settings.get("report", {}))

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the local authority areas the partnership covers."""
        return tuple(self.settings["partnership"]["areas"])

    def named(self, path: Path) -> str:
        """A path as messages and the ledger give it: from the project's folder."""
        return path.relative_to(self.root).as_posix()
