"""The year at a glance answers from what leads, says what it means, and makes no answer of nothing."""

from __future__ import annotations

import re

import pytest
from support import compared
from support.alike import rest_slow

from helpers.display.blocks import Prose
from helpers.display.sentences import glance
from helpers.sources.chapter_context import ChapterContext, chapter
from helpers.sources.typed_numbers import holds_number
from helpers.statistics.comparison import salience
from helpers.statistics.numbers import MARK
from helpers.statistics.units import in_words

SAYING = (glance.answer, glance.worries, glance.strengths, glance.unknown)


def at_a_glance(partnership: str) -> ChapterContext:
    return chapter("00_year_at_a_glance", partnership=partnership, year="2023-24")


def lines(block: Prose) -> list[str]:
    return block.text.plain.splitlines()


def test_where_nothing_leads_nothing_is_named() -> None:
    scilly = at_a_glance("Isles of Scilly")
    assert lines(glance.worries(scilly)) == lines(glance.strengths(scilly)) == [glance.NOTHING_NAMED]
    assert glance.answer(scilly).text.plain.startswith(glance.NONE_LEADS)


def test_what_ofsted_last_judged_is_said_first_of_all_even_where_no_figure_leads() -> None:
    assert (
        "on 11 July 2023; its overall judgement: inadequate."
        in glance.answer(at_a_glance("Isles of Scilly")).text.plain
    )


def test_a_number_that_was_withheld_as_too_small_is_not_called_unpublished() -> None:
    assert "Convicted or cautioned" not in glance.unknown(at_a_glance("wirral")).text.plain


def test_what_is_not_known_is_said_in_a_readers_words() -> None:
    words = glance.unknown(at_a_glance("leeds")).text.plain
    assert "- What children and families said, and what was done about it." in words
    assert "arrangements" not in words


def test_the_answer_counts_both_sides_and_names_the_first_of_each() -> None:
    sentences = glance.answer(at_a_glance("wirral")).text.plain.split(". ")
    counted = re.fullmatch(
        r"Of (\d+) others compared with England’s, five are clearly worse and three are clearly better",
        sentences[2],
    )
    assert counted and int(counted[1]) > 30
    assert "[the list](03_journey_of_the_child.ipynb#every-figure-beside-englands)" in sentences[3]
    assert sentences[4:] == [
        "The biggest worry: child protection plans (3 months or more) reviewed in time, 55.4% of 271 in 2024, below England’s 89.8%",
        "The biggest strength: care leavers in suitable accommodation, 19 to 21, 96% (246 of 255) in 2024, above England’s 88%",
        "The rate of children looked after in Wirral was 116 per 10,000 in 2024, above England’s 69",
        "Ofsted last inspected the council’s services for children on 18 September 2023; its overall judgement: requires improvement to be good.",
    ]


def test_a_side_without_any_is_said_to_have_none() -> None:
    assert "none is clearly worse and one is clearly better" in glance.answer(at_a_glance("City of London")).text.plain


def test_a_worry_has_its_figure_englands_its_meaning_and_its_evidence() -> None:
    assert lines(glance.worries(at_a_glance("wirral")))[0] == (
        "- **Child protection plans (3 months or more) reviewed in time: 55.4% of 271 in 2024, below England’s 89.8%**. More plans are "
        "reviewed late, so what does not work goes on for longer. It is lower than the year before (71.2%); it was 86.4% in 2020 (England 91.5%), little changed until 2022 and lower each year since. "
        "See [Protecting children](03_journey_of_the_child.ipynb#protecting-children)."
    )


def test_a_last_year_that_went_against_the_years_is_told() -> None:
    (line,) = [line for line in lines(glance.worries(at_a_glance("wirral"))) if "mental health" in line]
    assert (
        "It is higher than the year before (144.8), within its usual movement; it was 219.2 in 2020 (England 91.2)"
        in line
    )


@pytest.mark.parametrize("partnership", rest_slow("wirral", "City of London", "Cumberland", "Rutland", quick=2))
def test_there_are_at_most_five_of_each_and_every_number_is_bound(partnership: str) -> None:
    context = at_a_glance(partnership)
    assert max(len(lines(glance.worries(context))), len(lines(glance.strengths(context)))) <= 5
    for say in SAYING:
        words = re.sub(r"\([\w.#-]+\)", "", MARK.sub(" ", say(context).text.words))
        assert not holds_number(words), words


def test_a_measure_that_nobody_can_test_says_so() -> None:
    assert any(glance.UNTESTED in line for line in lines(glance.strengths(at_a_glance("Rutland"))))


def test_what_nobody_can_test_is_not_called_clearly_worse_or_better() -> None:
    context = at_a_glance("Rutland")
    strengths = salience.leads(context, salience.STRENGTH, most=100)
    tested = [lead for lead in strengths if lead.is_tested]
    assert len(tested) < len(strengths)
    named = "one is" if len(tested) == 1 else f"{in_words(len(tested))} are" if tested else "none is"
    assert f"{named} clearly better" in glance.answer(context).text.plain


def test_the_journey_is_where_the_evidence_is() -> None:
    assert compared.journey().name == glance.JOURNEY
