"""What the report says of its own soundness holds no number that the ledger does not know."""

from __future__ import annotations

from pathlib import Path

from helpers import sources
from helpers.display import assurance

HEADINGS = "id,corrected,what,old,new,unit,counts,cause,released_by\n"


def test_a_correction_may_speak_of_a_year_or_a_number_and_each_is_in_the_ledger(thornby: Path) -> None:
    row = "grant,2024-11-05,The grant of 2023,43000,34000,pounds,pounds,Two digits were swapped.,\n"
    (thornby / "corrections.csv").write_text(HEADINGS + row, "utf-8")
    shown = assurance.corrections(sources.chapter("11_about_this_report", partnership="thornby", year="2023-24")).text
    line = "5 November 2024: The grant of 2023. It was £43,000 and is now £34,000. Two digits were swapped."
    assert line in shown.plain
    assert {"The grant of 2023", "Two digits were swapped."} <= {number.value for number in shown.numbers}
