"""A final report is audited from what it prints: a small number that is shown, or can be worked out, is found and refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support import local_year, own_forms, small_report

from helpers.errors import ReportError
from helpers.publish import disclosure_audit, formats
from helpers.publish.build_manifest import manifest
from helpers.publish.ledger.entries import LedgerEntry
from helpers.sources import YearFolder
from helpers.sources.chapter_context import ChapterContext
from helpers.statistics import measures, protect
from helpers.statistics.disclosure import suppress
from helpers.statistics.disclosure.attacker import SuppressionProblem
from helpers.statistics.numbers import Number

NUMBERS = (40, 3, 30, 50)  # 3 is small; one of the others must be hidden with it, since the total is shown


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[YearFolder]:
    """A year with a table of children by ward, of whom 3 live in one."""
    place = local_year.project(tmp_path, years=(local_year.YEAR,))
    year = local_year.folder(place).path
    own_forms.write(year, own_forms.descriptor())
    own_forms.write_rows(year, *NUMBERS)
    with local_year.at(place):
        yield local_year.folder(place)


def printed(folder: YearFolder) -> list[Number]:
    """The numbers of the table as a chapter shows it."""
    statistic = protect(measures.table(ChapterContext(folder, local_year.CHAPTER), own_forms.NAME))
    return [statistic.number(row, "children") for row in range(len(statistic))]


def audit(folder: YearFolder, numbers: list[Number]) -> None:
    entries = [LedgerEntry(f"05-{place}", local_year.CHAPTER, "Table 5.1", n) for place, n in enumerate(numbers)]
    disclosure_audit.refuse(folder, entries)


def hide_only_small_numbers(problem: SuppressionProblem) -> frozenset[int]:
    """What the gate would hide if its search forgot that a total gives away what alone is missing from it."""
    return problem.forced


def test_what_the_gate_hides_stands_the_audit(folder: YearFolder) -> None:
    numbers = printed(folder)
    assert [number.code for number in numbers].count("c") == 2
    audit(folder, numbers)


def test_a_small_number_that_is_printed_is_refused_and_not_repeated(folder: YearFolder) -> None:
    numbers = printed(folder)
    leak = replace(numbers[1], value=3.0, code="", shown="")
    with pytest.raises(ReportError, match="not put out") as refused:
        audit(folder, [numbers[0], leak, *numbers[2:]])
    assert "ward b" in str(refused.value) and "3 children" not in str(refused.value)


def test_a_number_that_is_hidden_to_protect_another_is_refused_where_it_is_printed(folder: YearFolder) -> None:
    numbers = printed(folder)
    (other,) = (place for place, number in enumerate(numbers) if number.code and place != 1)
    numbers[other] = replace(numbers[other], value=float(NUMBERS[other]), code="", shown="")
    with pytest.raises(ReportError, match="ward b"):
        audit(folder, numbers)


def test_a_gate_that_hides_too_little_is_found(folder: YearFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppress, "hidden_numbers", hide_only_small_numbers)
    suppress._hidden.cache_clear()
    numbers = printed(folder)
    assert [number.code for number in numbers] == ["", "c", "", "", ""]
    with pytest.raises(ReportError, match="ward b"):
        audit(folder, numbers)
    suppress._hidden.cache_clear()


def test_a_final_site_whose_ledger_gives_a_number_away_is_not_written(folder: YearFolder, tmp_path: Path) -> None:
    leak = replace(printed(folder)[1], value=3.0, code="", shown="")
    details = small_report.DETAILS
    chapters = [formats.prepare(chapter) for chapter in small_report.chapters()]
    report = formats.assemble(chapters, folder, formats.CheckedData(details, manifest(folder, details)))
    entry = LedgerEntry("downloads-1", "downloads", "Downloads", replace(leak, kind="download"))
    with pytest.raises(ReportError, match="not put out"):
        formats.write_site(replace(report, entries=[*report.entries, entry]), tmp_path / "final", final=True)
    assert not (tmp_path / "final").exists()
