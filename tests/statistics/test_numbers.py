"""A text keeps hold of every number in it."""

from datetime import date

from helpers.sources.origins import Origin
from helpers.sources.periods import Period
from helpers.statistics.derivations import Derivation, Name
from helpers.statistics.numbers import Number, Text, compose, joined

INCOME = Number("income.total", 1000.0, "pounds", Period("2023-24"), "accounts", (Origin("facts.csv", 2, "value"),))
TRAINED = Number("staff.trained", 500.0, "count", qualifier="over")


def test_a_hidden_number_shows_its_code_and_never_a_nought() -> None:
    assert "[c]" == Number("plans", None, code="c").shown


def test_a_qualifier_is_printed_with_its_number() -> None:
    assert "over 500" == TRAINED.shown


def test_a_number_is_followed_through_a_sentence_within_a_sentence() -> None:
    inner = compose("{} staff", TRAINED)
    sentence = compose("{who} trained {what} with {money}", who="Thornby", what=inner, money=INCOME)
    assert "Thornby trained over 500 staff with £1,000" == sentence.plain
    assert (TRAINED, INCOME) == sentence.numbers


def test_numbers_stand_in_the_order_in_which_they_are_read() -> None:
    sentence = compose("{b} then {a}", a=INCOME, b=TRAINED)
    assert [TRAINED, INCOME] == list(sentence.numbers)


def test_words_are_escaped_and_numbers_are_not() -> None:
    sentence = compose("<b> {}", INCOME)
    assert "&lt;b> <data>£1,000</data>" == sentence.filled(
        lambda number: f"<data>{number.shown}</data>", lambda words: words.replace("<", "&lt;")
    )


def test_a_text_survives_being_written_down_with_dates_and_formulas() -> None:
    sentence = compose(
        "{} {}",
        Number("launch", date(2023, 10, 2), "date"),
        Number(
            "gap", 56.7, "percentage_points", derivation=Derivation("-", (Name("a"), Name("b")), ("a", "b"), "a - b")
        ),
    )
    assert sentence == Text.from_json(sentence.as_json())


def test_a_list_is_joined_as_it_is_said() -> None:
    assert ["", "A", "A and B", "A, B and C"] == [
        joined(parts).plain for parts in ([], ["A"], ["A", "B"], ["A", "B", "C"])
    ]


def test_a_number_of_a_measure_keeps_its_decimals_bare_and_written_down() -> None:
    share = Number("share", 25.0, "percent", decimals=1)
    assert ("25.0%", "25.0") == (share.shown, share.bare.shown)
    assert share == Number.from_json(share.as_json()) and share.decimals == Number.from_json(share.as_json()).decimals
    assert "decimals" not in Number("share", 25.0, "percent").as_json()


def test_a_bare_number_keeps_its_qualifier() -> None:
    assert "over 500" == TRAINED.bare.shown


def test_a_bare_number_leaves_its_unit_to_the_heading() -> None:
    assert ["116", "51.9", "£1,000"] == [
        n.bare.shown for n in (Number("a", 116.0, "per_10k"), Number("b", 51.857, "percent"), INCOME)
    ]
