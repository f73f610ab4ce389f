"""An outcome that a register tells says where its evidence is from: broken once in each register of the specimen's year."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from support import PROJECT
from support.alike import rest_slow

from helpers.sources.schema import schemas
from helpers.sources.year_folder import YearFolder
from helpers.statistics.soundness import impact

YEAR = "data/specimen/2023-24"
REGISTERS = sorted(name for name, form in schemas().items() if any(f.name == impact.EVIDENCE for f in form.fields))


def opened(place: Path) -> YearFolder:
    return YearFolder("specimen", "2023-24", place / YEAR, place)


def test_each_outcome_of_the_specimen_has_its_source() -> None:
    assert [] == impact.faults(opened(PROJECT))


@pytest.mark.parametrize("table", rest_slow(*REGISTERS))
def test_an_outcome_without_the_source_of_its_evidence_is_refused(specimen: Path, table: str) -> None:
    (path,) = (specimen / YEAR).glob(f"*/{table}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0].update({impact.EVIDENCE: "More came back in time.", impact.SOURCE: ""})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    (fault,) = impact.faults(opened(specimen))
    assert (fault.file, fault.row, fault.column) == (str(path.relative_to(specimen)), 2, impact.SOURCE)
    assert fault.message.endswith("Say where its evidence is from.")
