"""Title, bullet and text alternative of a line say one thing, each in its own length."""

from __future__ import annotations

import re

import pytest
from support import compared
from support.alike import rest_slow

from helpers.display.sentences import narrative, trending, wording
from helpers.sources import areas
from helpers.sources.typed_numbers import holds_number
from helpers.statistics import journey
from helpers.statistics.comparison import movements, moves, trends
from helpers.statistics.numbers import MARK, compose
from helpers.statistics.statistic import Statistic

NAN = float("nan")
BEFORE = ("2023", 20.0, 80.0, 400.0)
SAMPLE = ["wirral", "City of London", "Isles of Scilly", "Cumberland", "Rutland", "Kingston upon Hull, City of"]
DIRECTION = re.compile(r"\b(rose|fell|higher than|lower than|about the same as in)\b")
BESIDE = re.compile(r"(above|below|against|about the same as|not clearly apart from) England’s")


def line(*figures: tuple[str, float, float, float], measure: str = "repeat_plans_percent") -> str:
    return trending.bullets([compared.wirral(measure, *figures)], ["Wirral"]).plain.partition(": ")[2]


@pytest.mark.parametrize(
    ("later", "words"),
    [
        ((50.0, 200, 400), "50% (200 of 400) in 2024. It rose from 20% in the last year, a change for the worse."),
        ((4.0, 16, 400), "4% (16 of 400) in 2024. It fell from 20% in the last year, a change for the better."),
        (
            (24.0, 96, 400),
            "24% (96 of 400) in 2024. It is higher than the year before (20%), within its usual movement.",
        ),
        (
            (16.5, 66, 400),
            "16.5% (66 of 400) in 2024. It is lower than the year before (20%), within its usual movement.",
        ),
        ((20.1, 80, 398), "20.1% (80 of 398) in 2024. It is about the same as the year before (20%)."),
        ((50.0, NAN, NAN), "50% in 2024. It is higher than the year before (20%)."),
        ((4.0, NAN, NAN), "4% in 2024. It is lower than the year before (20%)."),
        ((NAN, NAN, 400), "20% (80 of 400) in 2023. No figure is published for Wirral in 2024."),
    ],
)
def test_each_rule_has_its_words(later: tuple[float, float, float], words: str) -> None:
    assert line(BEFORE, ("2024", *later)) == words


def test_a_move_that_one_early_year_brought_is_said_so() -> None:
    years = [(str(2019 + place), value, NAN, NAN) for place, value in enumerate((229, 94, 110, 92, 97))]
    figures = compared.wirral("first_time_entrants_per_100k", *years, unit="per_100k")
    assert trending.bullets([figures], ["Wirral"]).plain.endswith(
        "97 per 100,000 in 2023. It is higher than the year before (92); it was 229 in 2019, nearly all of the change in 2020 and little since."
    )
    assert trending.message(trends.of(figures, "Wirral")).plain == (
        "First-time entrants to youth justice in Wirral: 97 per 100,000, lower than 229 in 2019"
    )


def test_what_lies_far_beyond_both_ends_is_named() -> None:
    years = [(str(2019 + place), value, NAN, NAN) for place, value in enumerate((32.5, 52.4, 18.7, 30.0, 32.5))]
    assert line(*years).endswith(
        "It is higher than the year before (30%); it was 32.5% in 2019, highest in 2020 (52.4%) and lowest in 2021 (18.7%)."
    )


def test_a_line_that_was_steady_and_then_moved_on_year_after_year_says_so() -> None:
    years = [(str(2020 + place), value, NAN, NAN) for place, value in enumerate((86.4, 87.0, 87.1, 71.2, 55.4))]
    assert line(*years).endswith("it was 86.4% in 2020, little changed until 2022 and lower each year since.")


@pytest.mark.parametrize(
    "values", [(86.4, 70.0, 60.0, 57.0, 55.4), (86.4, 87.0, 87.1, 60.0, 65.0), (86.4, 87.0, 87.1, 86.0, 55.4)]
)
def test_no_other_line_is_called_steady(values: tuple[float, ...]) -> None:
    years = [(str(2020 + place), value, NAN, NAN) for place, value in enumerate(values)]
    assert "little changed" not in line(*years)


def test_a_low_of_the_year_before_is_told_once() -> None:
    years = [(str(2020 + place), value, NAN, NAN) for place, value in enumerate((30, 28, 20, 25))]
    assert line(*years).endswith("It is higher than the year before (20%); it was 30% in 2020.")


def test_a_figure_of_years_ago_is_not_called_the_year_before() -> None:
    years = (("2020", 30.0, NAN, NAN), ("2022", 20.0, NAN, NAN))
    assert line(*years).endswith("20% in 2022. It is lower than in 2020 (30%).")


def test_england_is_told_of_the_first_year_too() -> None:
    (bullet,) = trending.bullets([compared.series("children_looked_after_per_10k")], ["Wirral"]).plain.splitlines()
    assert bullet.endswith("it was 99 in 2016 (England 60).")


@pytest.mark.parametrize(
    ("figures", "title"),
    [
        ((604.2, 460.7, 510.5, 627.6), "627.6%, higher than 604.2% in 2020"),
        ((86.4, 85.0, 71.2, 55.4), "55.4%, lower than 86.4% in 2020"),
    ],
)
def test_a_title_looks_back_over_all_the_years_of_its_line_whichever_of_them_moved_most(
    figures: tuple[float, ...], title: str
) -> None:
    years = [(str(2020 + place), value, NAN, NAN) for place, value in enumerate(figures)]
    trend = trends.of(compared.wirral("plans_two_years_percent", *years), "Wirral")
    assert trending.message(trend).plain.endswith(title)


def test_a_reason_that_several_measures_share_is_told_once_in_the_last_line() -> None:
    chapter = compared.journey()
    of_grades = [f"{group}_attainment_8" for group in ("children_in_need", "children_with_plan", "looked_after")]
    words = trending.bullets([journey.trend(chapter, measure) for measure in of_grades], ["Wirral"]).plain.splitlines()
    assert len(words) == 4 and "cannot be compared" not in " ".join(words[:3])
    assert (
        words[0]
        == "- Children in need (no plan, not looked after): Attainment 8: 14.8 in 2022/23, against England’s 18.5."
    )
    assert words[3].count("Figures before 2022/23") == 1


@pytest.mark.parametrize(
    ("measure", "figures", "words"),
    [
        (
            "repeat_plans_percent",
            (("2023", 31.4, 127, 405), ("2024", 21.9, 80, 366)),
            "- Second or subsequent child protection plans: 21.9% (80 of 366) in 2024, lower than the year before (31.4%), within its usual movement.",
        ),
        ("repeat_plans_percent", (("2023", 2.1, 8, 374), ("2024", 4.1, 15, 368)), ""),  # of fewer than thirty
        (
            "repeat_plans_percent",
            (("2023", 60.0, 1200, 2000), ("2024", 20.0, 400, 2000)),
            "- Second or subsequent child protection plans: 20% (400 of 2,000) in 2024. It fell from 60% in the last year, a change for the better.",
        ),
        (
            "turnover_percent",
            (("2022", 18.0, NAN, NAN), ("2023", 9.5, NAN, NAN)),
            "- Social worker turnover: 9.5% in 2023, lower than the year before (18%).",
        ),
        ("turnover_percent", (("2022", 18.0, NAN, NAN), ("2023", 16.5, NAN, NAN)), ""),
    ],
)
def test_of_measures_that_do_not_lead_those_that_moved_most_are_told(
    measure: str, figures: tuple[compared.Figure, ...], words: str
) -> None:
    shown = trending.in_last_year([compared.wirral(measure, *figures)], "Wirral").plain
    assert shown.splitlines()[2:] == ([words] if words else [])


def test_a_count_that_moves_between_a_few_cases_is_no_news() -> None:
    few, many = (
        compared.wirral(
            "looked_after_missing_incidents", ("2023", first, NAN, NAN), ("2024", second, NAN, NAN), unit="count"
        )
        for first, second in ((10, 20), (747, 1007))
    )
    assert trending.in_last_year([few], "Wirral").plain == ""
    assert "1,007 in 2024, higher than the year before (747)" in trending.in_last_year([many], "Wirral").plain


def test_a_rate_that_fell_keeps_its_figures_in_a_title_too_long_for_its_unit() -> None:
    ends = (("2019-20", 200.0, 6_000, 300_000), ("2023-24", 57.0, 1_710, 300_000))
    figures = compared.wirral("injury_admissions_per_10k", *ends, unit="per_10k")
    assert trending.message(trends.of(figures, "Wirral")).plain == (
        "Wirral, hospital admissions for injuries, 0 to 14: fell from 200 to 57 since 2019-20"
    )


def test_a_title_too_long_for_what_moved_still_gives_the_figure() -> None:
    figures = compared.series("plans_reviewed_in_time_percent", compared.journey("Barking and Dagenham"))
    title = trending.message(trends.of(figures, "Barking and Dagenham")).plain
    assert title.startswith("Child protection plans (3 months or more) reviewed in time in Barking and Dagenham: ")
    assert title.endswith("%")


def test_several_areas_are_named_each_in_its_turn() -> None:
    chapter = compared.journey("Cumberland")
    figures = compared.series("children_looked_after_per_10k", chapter)
    words = trending.bullets([figures], ["Cumberland", "England"]).plain
    assert words.startswith("- Children looked after: in Cumberland ") and ". In England " in words


def test_an_alternative_is_cut_between_sentences() -> None:
    long = [compose("{}.", "word " * 30) for _ in range(5)]
    assert trending.fitting(long).plain.count(".") == 2


@pytest.mark.parametrize("partnership", rest_slow(*SAMPLE, quick=3))
def test_title_bullet_and_alternative_agree(partnership: str) -> None:
    assert_agreement(partnership, "2023-24")


@pytest.mark.authorities
@pytest.mark.parametrize("year", [f"{first}-{first - 1999}" for first in range(2017, 2025)])
@pytest.mark.parametrize("area", [area.code for area in areas.authorities(2024)])
def test_title_bullet_and_alternative_agree_everywhere(area: str, year: str) -> None:
    assert_agreement(area, year)


def assert_agreement(partnership: str, year: str) -> None:
    """Read what is said of each measure that leads a group, in each form, and compare the forms with each other and with the test."""
    chapter = compared.journey(partnership, year)
    for group in journey.groups():
        statistics = journey.leading(chapter, group)
        bullets = trending.bullets(statistics, [chapter.area]).plain.splitlines()
        for statistic in statistics:
            trend = trends.of(statistic, chapter.area)
            own = [bullet for bullet in bullets if bullet.startswith(f"- {trend.name.plain}: ")]
            _assert_one(trend, statistic, own[0] if own else "")


def _assert_one(trend: trends.Trend, statistic: Statistic, bullet: str) -> None:
    title, alternative = trending.message(trend), trending.alternative(trend).plain
    assert len(title.plain.split()) <= narrative.TITLE_WORDS, title.plain
    assert not holds_number(MARK.sub(" ", title.words))
    assert alternative.startswith(f"{title.plain}.") and len(alternative) <= trending.LONGEST_ALT, alternative
    assert set(BESIDE.findall(title.plain)) <= set(BESIDE.findall(bullet)), (title.plain, bullet)
    main = trend.span
    if main and DIRECTION.search(title.plain) and bullet:
        way = DIRECTION.findall(title.plain)
        rises = moves.ABOUT_THE_SAME not in main.direction and main.direction in (moves.ROSE, moves.HIGHER)
        assert way[0].startswith(main.direction) and rises == ("rose" in way or "higher than" in way), title.plain
        first = wording.short(main.earlier).shown
        assert any(words in bullet for words in (f"({first})", f" {first} in ", f" from {first} since ")), (
            title.plain,
            bullet,
        )
        earlier, later = trend.points[0], trend.points[-1]
        has_cases = trend.about and not movements.why_untested(trend.about) and earlier.has_base and later.has_base
        is_more = movements.is_more_than_chance(trend.about, earlier, later) if trend.about and has_cases else None
        assert main.is_tested <= bool(is_more), title.plain


def test_an_extreme_of_the_whole_country_says_so() -> None:
    both, alone = (
        trends.of(compared.series(measure), "Wirral")
        for measure in ("referrals_per_10k", "initial_conferences_per_10k")
    )
    assert "lowest, as England’s was, in 2021 (460.7)" in trending.sentence(both).plain
    assert "England’s was" not in trending.sentence(alone).plain
