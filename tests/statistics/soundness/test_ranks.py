"""A rank is of one edition of an index, within its places and out of no other's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.errors import UnknownName
from helpers.publish import check
from helpers.sources import YearFolder
from helpers.statistics.soundness import ranks

HEADINGS = "id,kind,left,right,unit,tolerance,index,accepted,accepted_because,note\n"
INDEX, INCOME = ranks.index("imd_2019"), ranks.index("income_deprivation_2019")


@pytest.fixture
def faults(thornby: Path, opened: Callable[[], YearFolder]) -> Callable[..., str]:
    """Say what is wrong with the invented partnership's year once its facts have a rank, with a rule for it or without."""

    def of_year(
        rank: int, *, period: str = INDEX.edition, unit: str = "rank", rule: bool = True, places: int = 0
    ) -> str:
        facts = [f"deprivation.place,{rank},{unit},places,{period},,thornby_accounts,,Place in the index"]
        facts += (
            [f"deprivation.places,{places},count,places,{period},,thornby_accounts,,Places ranked"] if places else []
        )
        _append(thornby / "01_introduction" / "facts.csv", "\n".join([*facts, ""]))
        if rule:
            right = "deprivation.places" if places else ""
            row = f"deprivation_rank,rank_places,deprivation.place,{right},,,{INDEX.id},,,\n"
            _append(thornby / "01_introduction" / "rules.csv", HEADINGS + row)
        return " ".join(map(str, check.faults(opened())))

    return of_year


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def test_an_unknown_index_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=f"Did you mean {INDEX.id}"):
        ranks.index(INDEX.id[:-1])


def test_a_rank_that_no_rule_ties_to_an_index_is_a_fault(faults: Callable[..., str]) -> None:
    assert "deprivation.place is a rank without its index" in faults(77, rule=False)


def test_a_rank_beyond_the_places_of_its_index_is_a_fault(faults: Callable[..., str]) -> None:
    assert f"has {INDEX.places} places" in faults(INDEX.places + 1)


def test_a_rank_of_another_edition_is_a_fault(faults: Callable[..., str]) -> None:
    assert f'is of "2015", but its index is the {INDEX}' in faults(77, period="2015")


def test_a_number_that_is_no_rank_is_a_fault(faults: Callable[..., str]) -> None:
    assert "deprivation.place is not a rank" in faults(77, unit="count")


def test_places_of_another_index_are_a_fault_that_names_it(faults: Callable[..., str]) -> None:
    assert f"{INCOME.places} is the number of places of the {INCOME}" in faults(77, places=INCOME.places)


def test_the_last_place_of_the_index_among_its_own_places_is_none(faults: Callable[..., str]) -> None:
    assert faults(INDEX.places, places=INDEX.places) == ""
