"""What a year says that the year before said too is listed by meaning, until it is changed or confirmed."""

from __future__ import annotations

import csv
import random
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support import PROJECT, local_year

from helpers import cli
from helpers.errors import ReportError
from helpers.publish import build, check, readiness
from helpers.sources import YearFolder, carried_over, open_year, schema
from helpers.sources.carried_over import statements

FACTS, PAGES, WELCOME = "01_introduction/facts.csv", "01_introduction/top_pages.csv", "01_introduction/welcome.md"
REVIEWS, DERIVED = "04_learning_from_case_reviews/reviews.csv", "01_introduction/derived.csv"
PROMISES = "08_progress_against_priorities/promises.csv"  # without an answer, they are asked about as promises
Row = dict[str, str]
Items = list[tuple[str, str, str]]


@pytest.fixture
def copied(thornby: Path) -> Path:
    """The invented partnership's next year: a copy of this one."""
    return Path(shutil.copytree(thornby, thornby.with_name("2024-25")))


@pytest.fixture(scope="module")
def wirral(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with Wirral's real year."""
    root = tmp_path_factory.mktemp("wirral")
    shutil.copytree(PROJECT / "data/wirral/2023-24", root / "data/wirral/2023-24")
    for name in ("common", "published"):
        (root / "data" / name).symlink_to(PROJECT / "data" / name)
    return root


def opened(root: Path, partnership: str = "thornby", year: str = "2024-25") -> YearFolder:
    """The year, read anew."""
    return YearFolder(partnership, year, root / "data" / partnership / year, root)


def items(year: Path) -> Items:
    folder = opened(year.parents[2], year.parent.name, year.name)
    return [(item.file, item.name, item.reason) for item in carried_over.unconfirmed(folder)]


def of(year: Path, file: str) -> list[tuple[str, str]]:
    return [(name, reason) for place, name, reason in items(year) if place == file]


def change(year: Path, file: str, old: str, new: str) -> None:
    text = (year / file).read_text("utf-8")
    assert old in text
    (year / file).write_text(text.replace(old, new), "utf-8")


def test_a_year_without_one_before_takes_nothing_over(thornby: Path) -> None:
    assert items(thornby) == []


def test_what_is_new_is_not_listed(copied: Path) -> None:
    change(copied, FACTS, "expenditure.total,1200", "fires.total,1300")
    change(copied, WELCOME, "The difference was {{ funding.gap }}.", "Nothing was like the year before.")
    assert not any(name.startswith("Nothing") for _, name, _ in items(copied))
    assert ("fires.total", "") not in of(copied, FACTS) and ("income.total", "") in of(copied, FACTS)


def test_one_changed_value_frees_its_row_alone(copied: Path) -> None:
    before = dict(of(copied, FACTS))
    change(
        copied,
        FACTS,
        "income.total,1000,pounds,pounds,2023-24,,thornby_accounts,,All income",
        "income.total,1250,pounds,pounds,2024-25,,thornby_accounts,,All of it",
    )
    assert before["income.total"] == "" and before.keys() - dict(of(copied, FACTS)).keys() == {"income.total"}


def test_a_number_that_did_not_move_is_asked_about_though_the_words_beside_it_are_new(copied: Path) -> None:
    change(copied, PAGES, "training,Training,120", "training,Courses,120")
    assert ("training", "views did not move") in of(copied, PAGES)


@pytest.mark.parametrize(
    ("value", "period", "reasons"),
    [
        ("1250", "2023-24", ["a number moved and its period did not"]),
        ("1250", "2024-25", []),
        ("1250", "undated", []),
        ("1000", "2023-24", ["value did not move"]),
    ],
)
def test_a_new_number_under_last_year_s_label_is_asked_about(
    copied: Path, value: str, period: str, reasons: list[str]
) -> None:
    if period == "undated":
        change(copied.with_name("2023-24"), FACTS, "pounds,2023-24,", "pounds,undated,")
    old = "income.total,1000,pounds,pounds,2023-24,,thornby_accounts,,All income"
    change(copied, FACTS, old, f"income.total,{value},pounds,pounds,{period},,thornby_accounts,,All of it")
    assert [reason for name, reason in of(copied, FACTS) if name == "income.total"] == reasons


@pytest.mark.parametrize(("views", "reason"), [("1200", "ten times what it was, or more"), ("12", "a tenth of")])
def test_a_number_far_from_last_year_s_is_asked_about(copied: Path, views: str, reason: str) -> None:
    change(copied, PAGES, "Training,120", f"Training,{views}")
    assert any(name == "training" and reason in why for name, why in of(copied, PAGES)), of(copied, PAGES)


SIGNED = '[[sign_offs]]\norganisation = "Thornby Council"\nname = "A. Signer"\ndate = "2025-09-02"'
LOCAL = "local_figures.csv"


@pytest.fixture
def local(tmp_path: Path) -> Path:
    """A year with figures of its own, and the year before it."""
    year = local_year.folder(local_year.project(tmp_path / "local")).path
    change(year, LOCAL, "contacts,,August 2023,3,", "contacts,,August 2023,93,")
    return year


def far(year: Path) -> list[tuple[str, str]]:
    return [(name, reason) for name, reason in of(year, LOCAL) if "ten times" in reason or "a tenth" in reason]


@pytest.mark.parametrize("days", ["1200", "12"])
def test_an_own_figure_far_from_that_of_the_same_time_last_year_is_asked_about(local: Path, days: str) -> None:
    assert far(local) == []
    change(local, LOCAL, "training_days,Police,2023-24,120,", f"training_days,Police,2023-24,{days},")
    ((name, reason),) = far(local)
    assert name == "training_days Police 2023-24" and reason.startswith("value is")


def test_an_own_figure_of_people_far_from_last_year_s_is_asked_about_and_goes_unnamed(local: Path) -> None:
    change(local, LOCAL, "contacts,,June 2023,104,", "contacts,,June 2023,1040,")
    change(local.with_name("2022-23"), LOCAL, "contacts,,June 2022,", "contacts,,May 2021,")
    assert far(local) == []
    change(local.with_name("2022-23"), LOCAL, "contacts,,May 2021,", "contacts,,June 2022,")
    ((name, _),) = far(local)
    assert name == "rows of people"


@pytest.mark.parametrize("views", ["119", "121", "13", "1199"])
def test_a_number_that_moved_less_is_not(copied: Path, views: str) -> None:
    change(copied, PAGES, "Training,120,2023", f"Training,{views},2024")
    assert "training" not in dict(of(copied, PAGES))


@pytest.mark.parametrize(
    ("old", "new"), [("2023-24,", "2024-25,"), ("thornby_accounts", "thornby_website"), (",1000,", ",1000.0,")]
)
def test_another_period_or_source_for_the_same_number_confirms_nothing(copied: Path, old: str, new: str) -> None:
    before = of(copied, FACTS)
    change(copied, FACTS, old, new)
    assert of(copied, FACTS) == before


def test_a_formula_and_a_note_are_asked_about_each_by_itself(copied: Path) -> None:
    assert ("funding.gap", "") in of(copied, DERIVED)
    change(copied, DERIVED, "expenditure.total - income.total", "expenditure.total - income.last_year")
    change(copied, DERIVED, "Views of the pages listed", "Views of both pages")
    assert [item for item in of(copied, DERIVED) if item[1]] == [
        ("funding.gap", "note is as it was"),
        ("pages.views", "formula is as it was"),
    ]


def test_a_row_under_a_new_id_says_what_it_said(copied: Path) -> None:
    change(copied, PAGES, "training,Training", "learning,Training")
    assert ("learning", "") in of(copied, PAGES)


def test_a_paragraph_in_another_section_or_cut_in_two_says_what_it_said(copied: Path) -> None:
    before = items(copied)
    change(copied, WELCOME, "work. Income", "work.\n\nIncome")
    assert len(of(copied, WELCOME)) == len([item for item in before if item[0] == WELCOME]) + 1
    (copied / WELCOME).rename(copied / "01_introduction/role.md")
    assert len(of(copied, "01_introduction/role.md")) == 3


def test_a_year_that_skips_one_is_held_against_the_last_there_is(thornby: Path) -> None:
    year = Path(shutil.copytree(thornby, thornby.with_name("2027-28")))
    assert ("income.total", "") in of(year, FACTS)


def test_who_the_settings_name_is_asked_about(thornby: Path) -> None:
    change(thornby, "report.toml", 'name = ""\nrole', 'name = "B. Chief"\nrole')
    year = Path(shutil.copytree(thornby, thornby.with_name("2024-25")))
    assert of(year, "report.toml") == [("B. Chief, Chief executive, Thornby Council, lead", "")]


def test_rows_of_people_are_never_named(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    form = replace(schema.schemas()["top_pages"], policy="dfe")
    closed = schema.schemas() | {form.name: form}
    monkeypatch.setattr("helpers.sources.own_forms.schemas", lambda: closed)
    assert of(copied, PAGES) == [("rows of people", "")]


def resaved(year: Path, rng: random.Random) -> None:
    """Save each file as a spreadsheet or an editor elsewhere would: with a mark, other line ends, blank lines, and rows in another order."""
    for path in sorted((*year.rglob("*.csv"), *year.rglob("*.md"), *year.rglob("*.toml"))):
        text = path.read_text("utf-8")
        if path.suffix == ".csv":
            heading, *rows = list(csv.reader(text.splitlines(keepends=True)))
            rng.shuffle(rows)
            with path.open("w", encoding="utf-8", newline="") as target:
                csv.writer(target, quoting=csv.QUOTE_ALL).writerows([heading, *rows])
            text = path.read_text("utf-8") + "\n"
        if path.suffix == ".md":
            text = text.replace("\n\n", "\n\n\n")
        path.write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())


def test_a_year_saved_wholly_otherwise_has_the_same_list_item_for_item(wirral: Path) -> None:
    year = Path(shutil.copytree(wirral / "data/wirral/2023-24", wirral / "data/wirral/2024-25"))
    before = items(year)
    resaved(year, random.Random(1))
    after = items(year)
    shutil.rmtree(year)
    assert len(before) > 400 and after == before


def respelt(text: str, rng: random.Random) -> str:
    """A text that says the same: spaced, quoted or composed otherwise."""
    ways: list[Callable[[str], str]] = [
        lambda words: words.replace(" ", "  ", 1),
        lambda words: unicodedata.normalize("NFD", words),
        lambda words: words.replace("'", "’"),
        lambda words: words.replace(" ", "\u00a0", 1),
        lambda words: f" {words} ",
    ]
    return rng.choice(ways)(text)


def edited_rows(rows: list[Row], rng: random.Random) -> Iterator[tuple[str, bool]]:
    """Edit most rows in place, and go through the ids of those edited, with whether each then says something else."""
    texts = [name for name in rows[0] if name not in (*statements.LABELS, *statements.NO_WORDS, *statements.FORMULAS)]
    for row in rows:
        way = rng.choice(["not", "respelt", "cited", "changed", "changed"])
        filled = [name for name in texts if " " in row[name] and not row[name][0].isdigit()]
        if way == "cited" and "source" in row:
            row["source"] = "another_source"
        elif way in ("respelt", "changed") and filled:
            name = rng.choice(filled)
            row[name] = respelt(row[name], rng) if way == "respelt" else f"{row[name]} anew"
        else:
            continue
        yield row["id"], way == "changed"


def edited(year: Path, rng: random.Random) -> Iterator[tuple[str, str, bool]]:
    """Edit a copied year at random, and go through the files and names edited, with whether each then says something else."""
    for path in sorted(year.rglob("*.csv")):
        rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
        for name, is_changed in edited_rows(rows, rng) if "id" in rows[0] else ():
            yield path.relative_to(year).as_posix(), name, is_changed
        with path.open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    for path in sorted(year.rglob("*.md")):
        paragraphs = path.read_text("utf-8").strip().split("\n\n")
        for place, paragraph in enumerate(paragraphs):
            way = rng.choice(["not", "respelt", "changed"])
            if paragraph.startswith(("#", "-", "{%")) or way == "not":
                continue
            paragraphs[place] = f"Anew {paragraph}" if way == "changed" else respelt(paragraph, rng)
            yield path.relative_to(year).as_posix(), paragraphs[place], way == "changed"
        path.write_text("\n\n".join(paragraphs), "utf-8")


def name_key(item: tuple[str, str]) -> tuple[str, str]:
    """A name without what respelling changes in it."""
    return item[0], " ".join(unicodedata.normalize("NFC", item[1]).replace("’", "'").split())


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_random_edits_what_truly_changed_is_not_listed_and_all_else_is(wirral: Path, seed: int) -> None:
    year = Path(shutil.copytree(wirral / "data/wirral/2023-24", wirral / "data/wirral/2024-25"))
    before = {name_key((file, name)) for file, name, reason in items(year) if not reason}
    edits = list(edited(year, random.Random(seed)))
    after = {name_key((file, name)) for file, name, reason in items(year) if not reason}
    shutil.rmtree(year)
    changed = {name_key((file, name)) for file, name, is_changed in edits if is_changed}
    rows = {item for item in changed if item[0].endswith(".csv") and item[0] != PROMISES}
    assert len(edits) > 200 and len(changed) > 100
    assert not rows & after and {item for item in before - after if item[0].endswith(".csv")} == rows
    assert not {item for item in after if item[1].startswith("Anew")}


def test_it_is_a_notice_that_no_final_report_gets_past(copied: Path) -> None:
    assert check.faults(opened(copied.parents[2])) == []
    assert any(carried_over.KIND in words for words in readiness.unready(opened(copied.parents[2])))
    with pytest.raises(ReportError, match=r"welcome\.md: as in 2023-24, and not confirmed"):
        build.report(partnership="thornby", year="2024-25", final=True)


def test_a_signed_copy_of_last_year_s_folder_is_no_final_report_however_it_was_saved(copied: Path) -> None:
    change(copied, "report.toml", '[[sign_offs]]\norganisation = "Thornby Council"\nname = ""\ndate = ""', SIGNED)
    resaved(copied, random.Random(1))
    folder = opened(copied.parents[2])
    files = {file for file in (FACTS, WELCOME) for words in readiness.blocking(folder) if f"{file}: as in" in words}
    assert readiness.unsigned(folder) == () and files == {FACTS, WELCOME}


def test_check_lists_what_is_to_confirm_and_how(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--partnership", "thornby", "--year", "2024-25"]) == 0
    printed = capsys.readouterr().out
    assert (
        "make confirm PARTNERSHIP=thornby YEAR=2024-25 WHAT=01_introduction/facts.csv\n    expenditure.total" in printed
    )


def test_no_paragraph_is_listed_as_the_code_that_fills_it(wirral: Path) -> None:
    year = Path(shutil.copytree(wirral / "data/wirral/2023-24", wirral / "data/wirral/2024-25"))
    waiting = items(year)
    shutil.rmtree(year)
    prose = [name for file, name, _ in waiting if file.endswith(".md")]
    assert not [name for name in prose if "{" in name or "}" in name] and any("…" in name for name in prose)


def test_the_command_confirms_and_counts_what_is_left(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    total = len(items(copied))
    words = ["confirm", "--partnership", "thornby", "--year", "2024-25", "--what"]
    assert cli.main([*words, f"{FACTS}:income.total"]) == 0
    assert f"nobody has confirmed: {total - 1} rows and paragraphs" in capsys.readouterr().out
    assert cli.main([*words, "everything"]) == 1
    assert "would confirm everything at once" in capsys.readouterr().err
    assert open_year("thornby", "2024-25").exists and len(items(copied)) == total - 1
