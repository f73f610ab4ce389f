"""Each slip of a real report written by hand is planted in a copy of the year, bound but wrong where it is a number, and caught by name.

The list of slips is in the note on the partnership's published Introduction; each test is named for what its page says.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.alike import rest_slow
from support.executed import Change, Send

from helpers.publish import check, readiness
from helpers.sources import open_year

INTRODUCTION = "01_introduction"


def faults() -> str:
    """All that stops the copy from being built."""
    return "\n".join(f"{fault.file}, {fault}" for fault in check.faults(open_year("wirral", "2023-24")))


def findings() -> str:
    """All that reading the copy found."""
    return "\n".join(map(str, readiness.findings(open_year("wirral", "2023-24"))))


def add(copy: Path, name: str, row: str) -> None:
    """Add a row to a table of the copy."""
    with (copy / name).open("a", encoding="utf-8") as opened:
        opened.write(f"{row}\n")


def test_the_year_as_it_is_has_no_slip(copy: Path) -> None:
    assert (
        faults(),
        [finding for finding in readiness.findings(open_year("wirral", "2023-24")) if finding.blocks],
    ) == ("", [])


def test_staffing_at_xx_percent_is_caught(send: Send) -> None:
    send(f"{INTRODUCTION}/funding.md", "Staffing accounts for xx% of the total expenditure.\n")
    assert 'funding.md, line 1: "xx%" stands where words should' in faults()


def test_a_difference_of_percentages_bound_as_a_percentage_is_caught(change: Change) -> None:
    change(f"{INTRODUCTION}/derived.csv", "disparity.lowest,percentage_points", "disparity.lowest,percent")
    assert "gives percentage_points, but percent is declared" in faults()


@pytest.mark.slow
def test_a_gap_supplied_as_a_percentage_is_caught(copy: Path) -> None:
    add(
        copy,
        f"{INTRODUCTION}/facts.csv",
        "disparity.gap_as_given,56.7,percent,people,2019,,ons_income_deprivation_as_cited,ons_income_deprivation_as_cited,",
    )
    add(
        copy,
        f"{INTRODUCTION}/rules.csv",
        "gap_given,same_fact,disparity.gap_as_given,disparity.gap,percentage_points,,,,,",
    )
    assert "disparity.gap_as_given is in percent and disparity.gap in percentage points" in faults()


@pytest.mark.slow
def test_a_published_review_called_under_way_is_caught(change: Change) -> None:
    change(
        "04_learning_from_case_reviews/accounts/ollie.md",
        "It names",
        "The review of Ollie is also underway. It names",
    )
    assert 'says of Ollie "underway", but reviews says "published"' in faults()


@pytest.mark.slow
def test_reviews_counted_by_a_supplied_number_and_not_by_the_register_are_caught(copy: Path, change: Change) -> None:
    add(
        copy,
        f"{INTRODUCTION}/facts.csv",
        "case_reviews.as_given,3,count,cases,2023,,wscp_introduction_2023,wscp_introduction_2023,",
    )
    change(
        f"{INTRODUCTION}/welcome.md",
        '{{ count(reviews, status="published") | words }} such reviews',
        "{{ case_reviews.as_given | words }} such reviews",
    )
    assert 'says "three such reviews" by case_reviews.as_given, which is not counted from reviews' in faults()


@pytest.mark.parametrize("words", ["its {{ website.listed }} most read pages.", "the top {{ website.listed }} pages."])
def test_a_list_of_nine_bound_as_ten_is_caught(copy: Path, change: Change, words: str) -> None:
    add(copy, f"{INTRODUCTION}/facts.csv", "website.listed,10,count,pages,2023,,wscp_introduction_2023,,")
    change(f"{INTRODUCTION}/website.md", "the {{ count(top_pages) | words }} most read pages.", words)
    assert "by website.listed, which is not counted from top_pages" in faults()


@pytest.mark.slow
def test_a_stated_length_that_is_not_its_list_s_is_caught(copy: Path) -> None:
    add(copy, f"{INTRODUCTION}/facts.csv", "website.listed,10,count,pages,2023,,wscp_introduction_2023,,")
    add(copy, f"{INTRODUCTION}/rules.csv", "pages_listed,list_length,website.listed,count(top_pages),count,,,,,")
    assert "website.listed is 10 and count(top_pages) is 9: 1 apart" in faults()


@pytest.mark.slow
def test_a_rank_out_of_an_older_index_s_places_is_caught(copy: Path, change: Change) -> None:
    add(copy, f"{INTRODUCTION}/facts.csv", "deprivation.places,326,count,places,2019,,imd_2019_as_cited,,")
    change(
        f"{INTRODUCTION}/rules.csv",
        "deprivation_rank,rank_places,deprivation.place,,",
        "deprivation_rank,rank_places,deprivation.place,deprivation.places,",
    )
    messages = faults()
    assert "deprivation.places is 326, but the Index of Multiple Deprivation of 2019 ranks 317" in messages
    assert "326 is the number of places of the Index of Multiple Deprivation of 2015" in messages


@pytest.mark.slow
def test_a_rank_out_of_another_index_s_places_in_a_sentence_is_caught(change: Change) -> None:
    change(
        f"{INTRODUCTION}/deprivation.md",
        "ranks Wirral {{ deprivation.place }} in",
        "ranks Wirral {{ deprivation.place }} most deprived out of {{ disparity.places }} in",
    )
    assert "puts deprivation.place (77th) out of disparity.places (316)" in faults()


@pytest.mark.slow
def test_a_rank_without_its_index_is_caught(copy: Path) -> None:
    add(copy, f"{INTRODUCTION}/facts.csv", "health.place,12,rank,places,2019,,imd_2019_as_cited,,")
    assert "health.place is a rank without its index" in faults()


def test_children_without_a_date_are_caught(change: Change) -> None:
    change(
        f"{INTRODUCTION}/facts.csv",
        "area.children,67508,count,children of the area,undated,",
        "area.children,67508,count,children of the area,,",
    )
    assert "period: blank. Give a value." in faults()


def test_children_without_a_source_are_caught(change: Change) -> None:
    change(f"{INTRODUCTION}/facts.csv", "undated,about,wscp_introduction_2023", "undated,about,")
    assert "source: blank. Give a value." in faults()


def test_a_local_count_further_from_the_published_than_was_accepted_is_caught(change: Change) -> None:
    change(f"{INTRODUCTION}/facts.csv", "area.children,67508", "area.children,69508")
    assert (
        "area.children is about 69,508 and area.children_2023 is 66,152: 3,356 apart, where 2% is allowed" in faults()
    )


@pytest.mark.slow
def test_monthly_visitors_that_do_not_make_the_year_s_visits_are_caught(change: Change) -> None:
    change(f"{INTRODUCTION}/facts.csv", "website.visits,43000", "website.visits,48000")
    assert (
        "website.visits_at_average is 42,000 and website.visits is 48,000: 6,000 apart, where 5% is allowed" in faults()
    )


def test_examples_of_activity_with_nothing_after_are_caught(change: Change) -> None:
    change("04_learning_from_case_reviews/accounts/ollie.md", "### Ollie\n", "### Examples of activity\n\n### Ollie\n")
    assert 'Nothing stands under "Examples of activity"' in faults()


def test_a_value_without_its_behaviour_is_caught(send: Send) -> None:
    send(f"{INTRODUCTION}/behaviours.csv", "id,value,behaviour,source\noutcomes,Equality,,wscp_introduction_2023\n")
    assert "behaviour: blank. Give a value." in faults()


def test_a_finance_chart_sent_as_a_picture_is_caught(change: Change) -> None:
    change(f"{INTRODUCTION}/funding.md", "Partners must", "![Figure of income](finance.png)\n\nPartners must")
    assert "is a picture without its data. Send the figures as a table" in findings()


def test_a_link_called_click_here_is_caught(change: Change) -> None:
    change(f"{INTRODUCTION}/agencies.md", "They are invited", "[click here](https://example.org). They are invited")
    assert "does not say where the link leads" in faults()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("It ended with a successful the inspection.", '"a successful the" has one article too many'),
        ("The Association of Director's of Children's Services paid.", "\"Director's of\" owns where it should name many"),
        ("The partnership published two CSPR's, both this year.".replace("two ", ""), "\"CSPR's\" is a plural with an apostrophe"),
        ("The the plan was written.", '"The the" says a word twice'),
        ("Staff organize the color codes.", '"organize" is not British spelling'),
        ("The QXJ takes referrals.", '"QXJ" is an abbreviation that the glossary does not explain'),
        ("The ICB agreed.", '"ICB" is not spelled out where it is first used. Write "Integrated care board (ICB)" there.'),
        ("A clinical commissioning group agreed.", "is a name no longer in use"),
    ],
)  # fmt: skip
def test_a_slip_of_language_is_caught_with_its_file_and_line(send: Send, words: str, message: str) -> None:
    send("09_business_plan/resources.md", f"The plan is paid for.\n\n{words}\n")
    assert [
        line
        for line in findings().splitlines()
        if message in line and line.startswith("data/wirral/2023-24/09_business_plan/resources.md, line 3: ")
    ]


def test_a_typed_derived_amount_that_no_longer_follows_is_caught(change: Change) -> None:
    change(f"{INTRODUCTION}/finances.csv", "129911", "129912")
    messages = faults()
    assert (
        "finances.other_partners.amount is £129,912" in messages
        and "£129,911: £1 apart, where nothing is allowed" in messages
    )


@pytest.mark.slow
def test_an_inspection_dated_two_ways_is_caught(change: Change) -> None:
    change("02_independent_scrutiny/scrutiny_events.csv", "2023-05-19", "2023-05-20")
    assert "scrutiny_events.early_help_response.date" in faults()


def test_an_age_beside_a_date_and_a_place_is_caught(change: Change) -> None:
    change(
        "04_learning_from_case_reviews/accounts/ollie.md",
        "It names",
        "Ollie was aged {{ review_themes.count }} in Wallasey, and lived there until {{ reviews.ollie.published | month }}. It names",
    )
    assert "accounts/ollie.md, line 3: an exact age stands beside a date and a place" in findings()


@pytest.mark.parametrize(
    "words",
    rest_slow(
        "A published review followed the death at home of a child of {{ hubs.first_year }} years.",
        "Very sadly, the child was found unresponsive and later died.",
        "One child died from natural causes.",
        "The baby was seriously injured.",
        "The review followed a fatal accident while co-sleeping.",
        "A girl aged {{ hubs.first_year }} was killed.",
        "A three-year-old\ndied.",
        quick=2,
    ),
)
def test_an_age_or_a_circumstance_of_a_death_is_caught_wherever_a_compilation_names_reviews(
    send: Send, words: str
) -> None:
    send(f"{INTRODUCTION}/welcome.md", f"The year had events.\n\n{words}\n")
    assert "welcome.md, line 3" in findings()
    assert "this report names the review Ollie and the review Noah" in findings()


@pytest.mark.parametrize(
    "words",
    [
        "The partnership reviews cases in which a child has died or been seriously harmed.",
        "The panel looks into the death of every child, and works across Merseyside.",
        "Staff learned about suicide prevention, and about babies.",
        "Hubs serve children aged {{ hubs.oldest_age | bare }}.",
    ],
)
def test_what_tells_of_no_child_is_not_caught(send: Send, words: str) -> None:
    send(f"{INTRODUCTION}/welcome.md", f"{words}\n")
    assert "welcome.md" not in findings()


def test_without_a_name_of_a_review_a_circumstance_points_to_nobody(copy: Path, send: Send) -> None:
    reviews = copy / "04_learning_from_case_reviews/reviews.csv"
    reviews.write_text(reviews.read_text("utf-8").replace("review,published", "review,under way"), "utf-8")
    send(f"{INTRODUCTION}/welcome.md", "One child died from natural causes.\n")
    assert "this report names" not in findings()


def test_the_age_of_a_reviewed_child_is_caught_among_the_facts(copy: Path) -> None:
    add(
        copy,
        f"{INTRODUCTION}/facts.csv",
        "case_reviews.age,2,years,children of published reviews,undated,,wscp_website,wscp_website,",
    )
    assert "facts.csv, line " in findings() and "the age of a child stands in a report that names" in findings()
