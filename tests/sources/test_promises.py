"""A promise keeps its id until it is done or changed; what is left unanswered is never forgotten, and none is reworded in silence."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support import PROJECT

from helpers.publish import check, new_year, readiness
from helpers.sources import YearFolder, carried_over, promises, snapshot

FILE = "08_progress_against_priorities/promises.csv"
ANSWERS = {"action_mentors": "done", "review_chronology": "done", "priority_voice": "changed"}
Rows = list[dict[str, str]]
Change = Callable[[str, str, str], None]


def opened(root: Path, year: str) -> YearFolder:
    return YearFolder("specimen", year, root / "data/specimen" / year, root)


@pytest.fixture
def change(specimen: Path) -> Change:
    """Change words of a file of the specimen's newest year."""

    def changed(file: str, old: str, new: str) -> None:
        path = specimen / "data/specimen/2023-24" / file
        text = path.read_text("utf-8")
        if old not in text:
            raise LookupError(f"{file} does not hold {old!r}, so the test would prove nothing")
        path.write_text(text.replace(old, new), "utf-8")

    return changed


def messages(root: Path) -> list[str]:
    return [f"{fault.column}: {fault.message}" for fault in promises.faults(opened(root, "2023-24"))]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",2023-24,done,It meets each week.", ",2022-23,done,It meets each week.", '"2022-23" is not the year of this'),
        ("action_toolkit,Teach the toolkit in every team,action,2022-23", "action_toolkit,Teach the toolkit in every team,action,2023-24", '"2023-24" is no year before 2023-24'),
        ("changed,\"One count proved out of reach; the council now counts for all, from the hubs' records.\"", "changed,", 'the promise is answered "changed"'),
        ("The hub is open and a clinic moved in.,,specimen", "The hub is open and a clinic moved in.,,", "Say how that is known"),
        ("Open a joint screening panel", "Talk about a joint screening panel", 'in these words: "Open a joint screening panel"'),
        ("2023-24,done,Teams were trained", "2023-24,not done,Teams were trained", 'review_actions.csv says "done" of fathers'),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_so_is_refused_with_its_cure(
    specimen: Path, change: Change, old: str, new: str, message: str
) -> None:
    change(FILE, old, new)
    (only,) = messages(specimen)
    assert message in only


def test_a_promise_that_became_another_may_have_other_words(specimen: Path, change: Change) -> None:
    change(FILE, "Open a joint screening panel", "Talk about a panel")
    change(FILE, "2023-24,done,It meets each week.", "2023-24,changed,It meets each week.")
    assert messages(specimen) == []


@pytest.mark.parametrize("old", ["2023-24,done,It meets each week.", None])
def test_a_blank_answer_and_a_row_that_is_left_out_keep_the_report_a_draft(
    specimen: Path, change: Change, old: str | None
) -> None:
    if old:
        change(FILE, old, "2023-24,,")
    else:
        path = specimen / "data/specimen/2023-24" / FILE
        path.write_text("".join(line for line in path.open() if not line.startswith("action_panel")), "utf-8")
    assert promises.unanswered(opened(specimen, "2023-24")) == ["action_panel"]
    with snapshot.take("specimen", "2023-24"):
        (reason,) = readiness.blocking(opened(specimen, "2023-24"))
    assert "what was promised has no answer" in reason and reason.endswith("action_panel")


def test_what_is_promised_and_not_answered_is_asked_about_once(specimen: Path) -> None:
    actions = Path("04_learning_from_case_reviews/review_actions.csv")
    place = new_year.make("specimen", "2024-25")
    shutil.copy(place.with_name("2023-24") / actions, place / actions)
    year = opened(specimen, "2024-25")
    to_confirm = {item.name for item in carried_over.unconfirmed(year) if item.file == actions.as_posix()}
    waiting = {name.removeprefix("review_") for name in promises.unanswered(year)}
    rows = {row["id"] for row in promises.rows(year, "review_actions")}
    assert rows & waiting and to_confirm == rows - waiting != set()
    assert not {item for item in carried_over.unconfirmed(year) if item.file == FILE}
    assert f"- [ ] Promises, and what became of each (`{FILE}`" in (place / "CHECKLIST.md").read_text("utf-8")


def test_a_compilation_is_no_draft_for_what_nothing_published_answers() -> None:
    wirral = YearFolder("wirral", "2023-24", PROJECT / "data/wirral/2023-24", PROJECT)
    assert promises.unanswered(wirral) and readiness.blocking(wirral) == ()


def test_the_id_of_a_promise_is_its_own_whatever_table_made_it(specimen: Path) -> None:
    names = [row["id"] for row in promises.left_to_answer(opened(specimen, "2023-24"), "2024-25")]
    assert {"action_chronology", "review_chronology", "priority_voice", "review_voice"} <= set(names)
    assert len(names) == len(set(names))


def test_promises_live_through_three_years(specimen: Path) -> None:
    place = new_year.make("specimen", "2024-25")
    third = opened(specimen, "2024-25")
    open_rows = promises.rows(third, promises.TABLE)
    assert {row["answer"] for row in open_rows} == {""} and promises.unanswered(third) == [
        row["id"] for row in open_rows
    ]
    _answer(place / FILE, open_rows)
    third = opened(specimen, "2024-25")
    assert check.faults(third) == [] and promises.unanswered(third) == []
    history = {
        year: {row["id"]: row["answer"] for row in promises.rows(opened(specimen, year), promises.TABLE)}
        for year in ("2022-23", "2023-24", "2024-25")
    }
    assert [year["priority_voice"] for year in history.values()] == ["not done", "not done", "changed"]
    assert [year.get("action_panel") for year in history.values()] == ["not done", "done", None]
    fourth = {row["id"]: row["since"] for row in promises.left_to_answer(third, "2025-26")}
    assert fourth["priority_neglect"] == "2021-22" and fourth["action_reaudit"] == "2023-24"
    assert not {"action_mentors", "review_chronology", "priority_voice"} & fourth.keys()


def _answer(path: Path, open_rows: Rows) -> None:
    """Answer each promise as a partnership would; what reviews still have under way is not done."""
    for row in open_rows:
        answer = ANSWERS.get(row["id"], "not done")
        row |= {
            "answer": answer,
            "account": "It was looked at.",
            "evidence_source": "specimen" if answer == "done" else "",
        }
    reviews = path.parents[1] / "04_learning_from_case_reviews/review_actions.csv"
    reviews.write_text(reviews.read_text("utf-8").replace("2024-05-01,under way", "2024-05-01,done"), "utf-8")
    with path.open("w", encoding="utf-8", newline="") as opened_file:
        writer = csv.DictWriter(opened_file, list(open_rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(open_rows)
