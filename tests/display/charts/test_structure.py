"""The structure is drawn as the list says it, or refused with the row that is wrong."""

from __future__ import annotations

import pytest
from support import handmade, svg_words

from helpers.display import charts
from helpers.display.blocks import Figure, NotSupplied
from helpers.errors import ReportError
from helpers.statistics.disclosure.measure import Column
from helpers.statistics.statistic import Statistic

COLUMNS = (Column("id", "Id"), Column("name", "Name"), Column("kind", "Kind"), Column("parent", "Reports to"))
WIRRAL = [
    ("exec", "WSCP Executive", "executive", ""),
    ("case", "Case Review Committee", "committee", "exec"),
    ("quality", "Quality Assurance Committee", "committee", "exec"),
    ("audit", "Multi-agency Audit Group", "task_group", "quality"),
    ("context", "Contextual Safeguarding Committee", "committee", "exec"),
    ("training", "Training Pool", "committee", "exec"),
    ("education", "Education Safeguarding Committee", "committee", "exec"),
    ("neglect", "Neglect Task and Finish Group", "task_group", "exec"),
    ("violence", "Violence Against Women and Girls Task and Finish Group", "task_group", "exec"),
    ("deaths", "Child Death Overview Panel (Pan-Merseyside and Isle of Man)", "pan_area", "exec"),
    ("adults", "Safeguarding Adults Partnership Board", "partner", ""),
]


def groups(*rows: tuple[str, str, str, str]) -> Statistic:
    return handmade.statistic("structure", COLUMNS, rows)


@pytest.fixture(scope="module")
def figure() -> Figure:
    figure = charts.structure(groups(*WIRRAL))
    assert isinstance(figure, Figure)
    return figure


def test_a_kind_that_is_not_known_is_refused_with_its_row() -> None:
    with pytest.raises(
        ReportError, match=r'structure.csv, row 2: "comittee" is not a kind of group. Use one of executive'
    ):
        charts.structure(groups(("a", "A", "comittee", "")))


def test_a_parent_that_is_no_id_is_refused_with_its_row() -> None:
    with pytest.raises(ReportError, match=r'row 3: the parent "executive" is no id in the list'):
        charts.structure(groups(("a", "A", "executive", ""), ("b", "B", "committee", "executive")))


def test_groups_that_report_to_each_other_are_refused() -> None:
    with pytest.raises(ReportError, match="report to each other in a circle"):
        charts.structure(
            groups(("a", "A", "committee", "b"), ("b", "B", "committee", "a"), ("c", "C", "executive", ""))
        )


def test_an_id_given_twice_is_refused() -> None:
    with pytest.raises(ReportError, match=r'row 3: the id "a" is given twice'):
        charts.structure(groups(("a", "A", "executive", ""), ("a", "B", "executive", "")))


def test_a_structure_that_was_not_supplied_says_so() -> None:
    assert isinstance(charts.structure(handmade.missing("structure", COLUMNS, supplier="the partnership")), NotSupplied)


def test_no_word_is_cut_off_or_hidden(figure: Figure) -> None:
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []


@pytest.mark.parametrize("picture", ["wide", "narrow"])
def test_every_group_is_in_the_picture(figure: Figure, picture: str) -> None:
    words = " ".join(svg_words.words(getattr(figure, picture)).split())
    assert [name for _, name, _, _ in WIRRAL if name not in words] == []


def test_kinds_differ_by_border_and_not_by_colour_alone(figure: Figure) -> None:
    assert {"stroke-dasharray:4.8,2.4", "stroke-dasharray:0.8,1.6"} <= set(figure.wide.replace('"', ";").split(";"))


def test_the_alternative_begins_with_the_message_and_counts_each_kind(figure: Figure) -> None:
    assert figure.alt.plain.startswith(
        "Five committees and two task groups report to the WSCP Executive. "
        "Under WSCP Executive: five committees, two task groups and one wider-area group."
    )


def test_the_title_counts_what_reports_to_the_top(figure: Figure) -> None:
    assert figure.title.plain == "Five committees and two task groups report to the WSCP Executive"


def test_the_table_names_the_group_reported_to_and_not_its_id(figure: Figure) -> None:
    assert "Multi-agency Audit Group,task group,Quality Assurance Committee\n" in figure.data.csv


def test_groups_with_nobody_at_the_top_are_counted_only() -> None:
    figure = charts.structure(groups(("a", "Board A", "partner", ""), ("b", "Board B", "partner", "")))
    assert isinstance(figure, Figure) and figure.title.plain == "The partnership has two groups"
    assert list(svg_words.faults(figure.wide, figure.narrow)) == []
