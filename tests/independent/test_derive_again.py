"""The ledger of the real report, derived again from the data alone."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from independent import derive_again, match_texts
from independent.data_files import DataFiles
from independent.working import Working
from support import PROJECT

Derive = Callable[..., derive_again.Result]


@pytest.fixture(scope="session")
def built_blackpool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of an area that lies so far out that a funnel is drawn for it."""
    place = tmp_path_factory.mktemp("blackpool")
    (place / "data").mkdir()
    for name in ("data/common", "data/published", "notebooks", "templates"):
        (place / name).symlink_to(PROJECT / name)
    command = [sys.executable, "-m", "helpers", "report", "--partnership", "blackpool"]
    subprocess.run(command, env=os.environ | {"REPORT_ROOT": str(place)}, check=True, capture_output=True)
    return place / "build/blackpool/2023-24"


@pytest.fixture(scope="session")
def built_specimen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the invented partnership, with figures of its own beside the published store."""
    place = tmp_path_factory.mktemp("specimen")
    for name in ("data", "notebooks", "templates"):
        (place / name).symlink_to(PROJECT / name)
    command = [sys.executable, "-m", "helpers", "report", "--partnership", "specimen"]
    subprocess.run(command, env=os.environ | {"REPORT_ROOT": str(place)}, check=True, capture_output=True)
    return place / "build/specimen/2023-24"


@pytest.fixture
def derive_one(request: pytest.FixtureRequest, built_wirral: Path, tmp_path: Path, root: Path) -> Derive:
    """Derive a single entry again, as the ledger has it or with some of its cells changed."""

    def derived(is_chosen: Callable[[dict[str, str]], bool], **changed: str) -> derive_again.Result:
        built = request.getfixturevalue("built_blackpool") if is_chosen is limit else built_wirral
        entry = next(row for row in derive_again.read(built / "numbers.csv") if is_chosen(row))
        place = tmp_path / "build" / built.parent.name / "2023-24"
        place.mkdir(parents=True, exist_ok=True)
        with (place / "numbers.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(entry))
            writer.writeheader()
            writer.writerow(entry | changed)
        return derive_again.derive(place, root=root)

    return derived


def fact(entry: dict[str, str]) -> bool:
    return entry["name"] == "area.population"


def published(entry: dict[str, str]) -> bool:
    return entry["row"] == "children_looked_after_per_10k|E08000015|2024" and entry["column"] == "value"


def share(entry: dict[str, str]) -> bool:
    return entry["formula"] == "share(finances.council.amount, income.total)"


def place(entry: dict[str, str]) -> bool:
    return entry["formula"] == "place_from_highest(inputs)"


def limit(entry: dict[str, str]) -> bool:
    return entry["formula"] == "funnel_limit(rows, 'upper', 99.8, 2.0)"


def definition(entry: dict[str, str]) -> bool:
    return entry["formula"] == "defined(rows)" and entry["row"] == "looked_after_attainment_8"


def usual_edition(entry: dict[str, str]) -> bool:
    return entry["formula"] == "usual_edition(rows)"


def words_within_a_sentence(entry: dict[str, str]) -> bool:
    return entry["shown"] == "care leavers in suitable accommodation, 19 to 21"


@pytest.mark.slow
def test_every_number_of_the_real_report_is_derived_again(built_wirral: Path, root: Path) -> None:
    result = derive_again.derive(built_wirral, root=root)
    assert (result.wrong, result.not_derivable) == ((), ()), str(result)
    assert result.kinds.total() > 4_000
    assert {"published", "fact", "derived", "count", "date", "period", "words"} <= set(result.kinds)


@pytest.mark.parametrize(
    "is_chosen",
    [
        fact,
        published,
        share,
        place,
        pytest.param(limit, marks=pytest.mark.slow),
        definition,
        usual_edition,
        words_within_a_sentence,
    ],
)
def test_an_entry_as_the_ledger_has_it_comes_out(
    derive_one: Derive, is_chosen: Callable[[dict[str, str]], bool]
) -> None:
    result = derive_one(is_chosen)
    assert (len(result.wrong), len(result.not_derivable)) == (0, 0), str(result)


@pytest.mark.parametrize(
    ("is_chosen", "changed", "message"),
    [
        (fact, {"value": "322797"}, "the ledger has 322797, and the data give 322796"),
        (fact, {"row": "4"}, "the ledger has 322796, and the data give 155300"),
        (fact, {"shown": "322,769"}, "is not printed as '322,769'"),
        (published, {"value": "117"}, "the ledger has 117, and the data give 116"),
        (published, {"row": "children_looked_after_per_10k|E08000015|2023"}, "and the data give 117"),
        (published, {"column": "denominator"}, "the ledger has 116, and the data give 6"),
        (published, {"unit": "percent"}, "is not printed as"),
        (share, {"formula": "share(income.total, finances.council.amount)"}, "and the data give 192.8"),
        (share, {"shown": "51%"}, "is not printed as '51%'"),
        (place, {"formula": "count(inputs)"}, "the ledger has 6, and the data give 11"),
        (definition, {"formula": "", "column": "definition"}, "and the data give"),
        (definition, {"row": "children_looked_after_per_10k"}, "and the data give"),
        (usual_edition, {"value": "2013-03-31"}, "the ledger has 2013-03-31, and the data give"),
        (words_within_a_sentence, {"shown": "care Leavers in suitable accommodation, 19 to 21"}, "is not printed as"),
        pytest.param(
            limit,
            {"formula": "funnel_limit(rows, 'lower', 99.8, 2.0)"},
            "and the data give",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            limit,
            {"formula": "funnel_limit(rows, 'upper', 99.8, 1.0)"},
            "and the data give",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_a_changed_entry_is_named_as_wrong(
    derive_one: Derive, is_chosen: Callable[[dict[str, str]], bool], changed: dict[str, str], message: str
) -> None:
    assert any(message in str(fault) for fault in derive_one(is_chosen, **changed).wrong)


@pytest.mark.parametrize(
    "changed",
    [
        {"row": "400"},
        {"column": "valeu"},
        {"file": "data/wirral/2023-24/01_introduction/fakts.csv"},
        {"file": "", "row": "", "column": ""},
        {"formula": "guess(inputs)"},
    ],
)
def test_an_entry_that_leads_nowhere_is_named_as_not_derivable(derive_one: Derive, changed: dict[str, str]) -> None:
    (fault,) = derive_one(fact, **changed).not_derivable
    assert fault.entry.startswith("01-the-area")


@pytest.mark.slow
def test_every_entry_of_the_specimen_comes_out_again(built_specimen: Path, root: Path) -> None:
    result = derive_again.derive(built_specimen, root=root)
    assert (result.wrong, result.not_derivable) == ((), ())
    assert result.kinds.total() > 5000


@pytest.mark.slow
def test_every_number_of_the_specimens_book_and_site_is_in_its_ledger_at_its_place(built_specimen: Path) -> None:
    ledger = match_texts.Ledger(derive_again.read(built_specimen / "numbers.csv"))
    tallies = (
        match_texts.book(built_specimen / "report.pdf", ledger),
        match_texts.site(built_specimen / "site", ledger),
    )
    assert [tally.faults for tally in tallies] == [[], []]
    assert all(tally.matched > 4000 for tally in tallies)


def test_an_invented_figure_is_found_by_its_key_as_a_published_one_is(root: Path) -> None:
    data = DataFiles(root, "data/specimen/2023-24")
    assert data.row("data/specimen/published/figures.csv", "absence_percent|X06000001|2017")["value"] == 3.0
    assert data.name("X06000001") == "Aldermere"


def test_an_entry_of_a_list_of_settings_is_found_by_its_place(root: Path) -> None:
    row = DataFiles(root, "data/specimen/2023-24").row("data/specimen/2023-24/report.toml", "sign_offs 2")
    assert row["organisation"] == "NHS Aldermere and Fells Integrated Care Board"


def test_rows_of_two_files_are_each_looked_up_in_their_own(root: Path) -> None:
    files = ("data/specimen/2022-23", "data/specimen/2023-24")
    rows = [(f"{folder}/08_progress_against_priorities/promises.csv", "2") for folder in files]
    assert Working(DataFiles(root, files[1]), "period", tuple(rows)).of("span(rows, 'period')") == "2022-23 to 2023-24"
    entry = {"file": "; ".join(file for file, _ in rows), "row": "2; 2"}
    assert list(derive_again.rows_of(entry)) == rows


@pytest.mark.parametrize(
    ("shown", "is_right"), [("91.6", True), ("91.56086631814787", True), ("91.5", False), ("91.56", False)]
)
def test_a_share_of_people_goes_no_further_than_it_is_printed(shown: str, is_right: bool) -> None:
    entry = {"formula": "share(rows, 'value', 'of', 'percent')", "value": shown}
    assert derive_again.is_same(91.56086631814787, entry) is is_right


def test_nothing_of_the_program_is_used(root: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((root / "tests/independent").glob("*.py"))]
    assert texts and not [text for text in texts if "import " + "helpers" in text or "from " + "helpers" in text]
