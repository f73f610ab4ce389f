"""What is said to have improved has numbers that can be compared and a source, or says why there is no evidence."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from support import PROJECT
from support.alike import rest_slow

from helpers.errors import UnknownName
from helpers.publish import check
from helpers.sources.year_folder import YearFolder
from helpers.statistics.named_numbers import NamedNumbers
from helpers.statistics.soundness import claims

YEAR = "2023-24"
FILE = f"data/specimen/{YEAR}/08_progress_against_priorities/claims.csv"


def opened(place: Path) -> YearFolder:
    return YearFolder("specimen", YEAR, place / "data/specimen" / YEAR, place)


def change(place: Path, name: str, **cells: str) -> None:
    """Change cells of the claim with an id."""
    with (place / FILE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update(cells if row["id"] == name else {})
    with (place / FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def add_fact(place: Path, name: str, value: str, unit: str, counts: str, period: str) -> None:
    with (place / FILE).with_name("facts.csv").open("a", encoding="utf-8") as file:
        file.write(f"{name},{value},{unit},{counts},{period},,specimen,,Meetings of committees\n")


def faults(place: Path) -> list[str]:
    return [f"{fault.row}, {fault.column}: {fault.message}" for fault in claims.faults(NamedNumbers(opened(place)))]


GIVE = "blank, and an outcome needs baseline, now, denominator and source."


@pytest.mark.parametrize(
    ("name", "cells", "message"),
    [
        ("rereferred", {"baseline": ""}, f"2, baseline: {GIVE}"),
        ("rereferred", {"now": ""}, f"2, now: {GIVE}"),
        ("rereferred", {"denominator": ""}, f"2, denominator: {GIVE}"),
        ("rereferred", {"source": ""}, f"2, source: {GIVE}"),
        ("rereferred", {"no_evidence_because": "Nobody asked."}, "2, no_evidence_because: given, and so is baseline."),
        ("lead", {"no_evidence_because": ""}, "4, no_evidence_because: blank, and so are its numbers."),
        ("model", {"source": ""}, "7, source: blank, though a number shows the claim."),
        ("model", {"now": ""}, "7, now: blank, though baseline is given."),
        ("model", {"now": "systemic.trained_before"}, "7, now: systemic.trained_before is the baseline too"),
        ("model", {"now": "systemic.as_before"}, "7, now: systemic.as_before is"),
        ("model", {"now": "standards.supervision_now"}, "7, now: standards.supervision_now is in percent, and the baseline"),
        ("model", {"baseline": "systemic.staff_trained", "now": "systemic.trained_before"}, "7, now: systemic.trained_before is of 2022-23, which is before"),
        ("model", {"now": "systemic.staff_traned"}, '7, now: Nothing is called "systemic.staff_traned". Did you mean systemic.staff_trained'),
        ("model", {"denominator": "systemic.trained_before"}, "7, now: systemic.staff_trained is more than systemic.trained_before"),
        ("supervision", {"denominator": "standards.supervision_now"}, "6, denominator: standards.supervision_now is in percent, and a denominator"),
        ("model", {"now": "systemic.launched", "baseline": ""}, "7, now: systemic.launched has no value"),
        ("model", {"denominator": "committee.none"}, "7, denominator: committee.none is nought"),
    ],
)  # fmt: skip
def test_a_claim_that_cannot_be_so_is_refused_with_its_row_and_cure(
    specimen: Path, name: str, cells: dict[str, str], message: str
) -> None:
    add_fact(specimen, "committee.none", "0", "count", "activities", YEAR)
    add_fact(specimen, "systemic.as_before", "612", "count", "activities", YEAR)
    change(specimen, name, **cells)
    messages = faults(specimen)
    assert messages and all(line.startswith(message) for line in messages), messages


@pytest.mark.parametrize("column", ["baseline", "now", "denominator"])
def test_a_claim_whose_number_is_none_is_refused_in_whatever_column(specimen: Path, column: str) -> None:
    """A day is no number that anything has improved from, to or among."""
    change(specimen, "model", **{column: "systemic.launched"})
    assert (
        f"7, {column}: systemic.launched has no value. Name one that is known, or say why there is no evidence."
        in faults(specimen)
    )


@pytest.mark.parametrize(
    ("name", "cells", "message"),
    [
        ("rereferred", {"now": ""}, GIVE),
        *rest_slow(
            ("rereferred", {"kind": "impact"}, '"impact" is not one of activity, output, outcome'),
            ("rereferred", {"claim": ""}, "blank. Give a value."),
            ("missing", {"id": "rereferred"}, '"rereferred" stands twice'),
            (
                "rereferred",
                {"source": "specimens"},
                '"specimens" is not a source of sources.csv. Did you mean specimen',
            ),
            (
                "lead",
                {"claim": "Of 40 children 3 know their lead worker"},
                "counts people in words, which nothing hides",
            ),
        ),
    ],
)
def test_make_check_refuses_it_too(specimen: Path, name: str, cells: dict[str, str], message: str) -> None:
    change(specimen, name, **cells)
    assert any(message in fault.message and fault.file == FILE for fault in check.faults(opened(specimen)))


def test_a_share_above_the_whole_is_refused_wherever_it_stands(specimen: Path) -> None:
    change(specimen, "supervision", now="standards.beyond")
    add_fact(specimen, "standards.beyond", "101", "percent", "activities", YEAR)
    assert check.faults(opened(specimen)) != []


def test_the_specimen_keeps_every_rule_in_both_years() -> None:
    for year in ("2022-23", YEAR):
        folder = YearFolder("specimen", year, PROJECT / "data/specimen" / year, PROJECT)
        rows = (folder.path / "08_progress_against_priorities/claims.csv").read_text("utf-8")
        assert "outcome," in rows and "activity," in rows and folder.table("claims").supplied


def test_claims_have_the_numbers_that_they_name(specimen: Path) -> None:
    rereferred, *_, interviews = claims.claims(opened(specimen))
    assert [number and number.value for number in (rereferred.baseline, rereferred.now, rereferred.denominator)] == [
        23.4,
        23.0,
        3144.0,
    ]
    assert rereferred.has_evidence and not interviews.has_evidence
    assert interviews.because.startswith("The day on which")


def test_an_unknown_name_is_an_error_with_the_nearest(specimen: Path) -> None:
    change(specimen, "model", now="systemic.staff_traned")
    with pytest.raises(UnknownName, match=r"systemic\.staff_trained"):
        claims.claims(opened(specimen))


def test_a_table_of_people_gives_a_claim_nothing(specimen: Path) -> None:
    """No small number is shown by way of a claim: a protected table has no number by name."""
    change(specimen, "model", now="local_figures.contacts.value")
    assert any('Nothing is called "local_figures.contacts.value"' in line for line in faults(specimen))
