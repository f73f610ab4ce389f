"""What the report says of its own soundness: what it lacks, and no number that the ledger does not know."""

from __future__ import annotations

from pathlib import Path

from helpers import sources
from helpers.display import assurance
from helpers.display.blocks import Nothing, Prose

FIGURES = "measure,breakdown,period,value,of,source\n"
HEADINGS = "id,corrected,what,old,new,unit,counts,cause,released_by\n"


def test_a_correction_may_speak_of_a_year_or_a_number_and_each_is_in_the_ledger(thornby: Path) -> None:
    row = "grant,2024-11-05,The grant of 2023,43000,34000,pounds,pounds,Two digits were swapped.,\n"
    (thornby / "corrections.csv").write_text(HEADINGS + row, "utf-8")
    shown = assurance.corrections(sources.chapter("11_about_this_report", partnership="thornby", year="2023-24")).text
    line = "5 November 2024: The grant of 2023. It was £43,000 and is now £34,000. Two digits were swapped."
    assert line in shown.plain
    assert {"The grant of 2023", "Two digits were swapped."} <= {number.value for number in shown.numbers}


def test_a_compilation_names_the_work_of_which_its_sources_give_no_figure() -> None:
    shown = assurance.uncounted(sources.chapter("11_about_this_report", partnership="wirral", year="2023-24"))
    assert isinstance(shown, Prose)
    assert "The sources of this report give no figures of the front door, early help, " in shown.text.plain


def test_work_is_no_longer_named_once_a_figure_of_it_has_come(thornby: Path) -> None:
    before = assurance.uncounted(sources.chapter("11_about_this_report", partnership="thornby", year="2023-24"))
    (thornby / "local_figures.csv").write_text(FIGURES + "contacts,,April 2023,412,,records\n", "utf-8")
    after = assurance.uncounted(sources.chapter("11_about_this_report", partnership="thornby", year="2023-24"))
    assert isinstance(before, Prose) and isinstance(after, Prose)
    assert "No figures have come of the front door, " in before.text.plain
    assert "No figures have come of early help, " in after.text.plain


def test_nothing_is_named_where_there_are_figures_of_all_the_work() -> None:
    shown = assurance.uncounted(sources.chapter("11_about_this_report", partnership="specimen", year="2023-24"))
    assert isinstance(shown, Nothing)
