"""Each of those who may be nobody is in a guess with all the others that agree with it."""

from __future__ import annotations

from helpers.statistics.disclosure.guesses import largest


def test_two_that_cannot_be_nobody_at_once_are_in_two_guesses_and_a_third_in_both() -> None:
    guesses = largest(["a", "b", "c"], lambda guess: not {"a", "b"} <= guess)
    assert [{"a", "c"}, {"b", "c"}] == list(guesses)


def test_those_who_cannot_be_nobody_are_in_no_guess() -> None:
    assert [{"b"}] == list(largest(["a", "b"], lambda guess: "a" not in guess))
