"""A part is no more than its whole, nothing comes before what it follows, and what is named is there; each fault has its cure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import local_year, own_forms, two_chapters

from helpers.publish import check
from helpers.sources import YearFolder, open_year, validation
from helpers.sources.schema import schemas

YEAR = "data/specimen/2023-24"
KEYS = ("at_most", "not_before", "names")


def messages(root: Path) -> list[str]:
    folder = YearFolder("specimen", "2023-24", root / YEAR, root)
    return [str(fault) for fault in validation.faults(folder)]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("05_key_activity/section_11_topics.csv", "241,233,95", "241,2330,95", "row 2, answered: 2330 is more than the 241 of asked"),
        ("05_key_activity/training.csv", "26,472,24,", "26,472,4724,", "agencies: 4724 is more than the 472 of attended"),
        ("02_independent_scrutiny/inspections.csv", "2024-03-11", "2023-03-11", "published: 2023-03-11 is before inspected, 2024-01-22"),
        ("02_independent_scrutiny/inspections.csv", "2024-06-17", "2023-06-17", "response_due: 2023-06-17 is before published, 2024-03-11"),
        ("01_introduction/committee_members.csv", "executive_1,Executive", "executive_1,Executiv", '"Executiv" is no name of bodies.csv. Did you mean Executive'),
        ("01_introduction/committee_attendance.csv", "executive_1,Executive", "executive_1,Execs", '"Execs" is no name of bodies.csv'),
        ("01_introduction/committee_chairs.csv", "executive,Executive", "executive,Board", '"Board" is no name of bodies.csv'),
        ("01_introduction/committee_activity.csv", "executive,Executive", "executive,Board", '"Board" is no name of bodies.csv'),
        ("09_business_plan/plan_actions.csv", "reaudit,neglect", "reaudit,neglekt", '"neglekt" is no id of plan_priorities.csv. Did you mean neglect?'),
        ("04_learning_from_case_reviews/review_actions.csv", "dental,rowan", "dental,rowen", '"rowen" is no id of reviews.csv. Did you mean rowan'),
        ("02_independent_scrutiny/inspection_findings.csv", "police,jtai_2024", "police,jtai_2042", '"jtai_2042" is no id of inspections.csv'),
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_refused_with_its_cure(
    specimen: Path, file: str, old: str, new: str, message: str
) -> None:
    two_chapters.change(specimen / YEAR / file, old, new)
    (only,) = messages(specimen)
    assert message in only and re.search(r"Correct the one|Did you mean|Correct it", only)


def test_all_that_the_answers_can_be_is_all_that_were_asked(specimen: Path) -> None:
    two_chapters.change(specimen / YEAR / "05_key_activity/section_11_topics.csv", "241,233,95", "241,241,95")
    assert messages(specimen) == []


def test_an_entry_of_an_earlier_year_may_be_named(specimen: Path) -> None:
    actions = specimen / YEAR / "04_learning_from_case_reviews/review_actions.csv"
    assert ",linnet," in actions.read_text("utf-8")
    assert "linnet" not in actions.with_name("reviews.csv").read_text("utf-8")
    assert messages(specimen) == []


def test_nothing_is_asked_of_a_table_that_names_what_no_year_supplied(specimen: Path) -> None:
    for year in ("2022-23", "2023-24"):
        (specimen / "data/specimen" / year / "02_independent_scrutiny/inspections.csv").unlink()
    assert messages(specimen) == []


@pytest.mark.parametrize("key", KEYS)
def test_every_schema_that_bounds_a_column_names_one_that_is_there(key: str) -> None:
    for form in schemas().values():
        for field in (field for field in form.descriptor["fields"] if key in field):
            table, _, column = field[key].rpartition(".")
            assert column in [other.name for other in schemas()[table or form.name].fields], (form.name, field["name"])


ATTENDED, SUPPORTED = 7043, 7081
GROUPS = "id,name,kind,parent,source,note\nq,Bellwether,committee,,thornby_accounts,\n"
RULES = "id,kind,left,right,unit,tolerance,index,accepted,accepted_because,note\n"


@pytest.fixture
def people(thornby: Path) -> Path:
    """A table of children of the year's own, of which every kind of rule asks something."""
    number = {"type": "integer", "unit": "count"}
    fields = [
        {"name": "name", "type": "string", "title": "Name", "dimension": "name", "names": "bodies.name"},
        {"name": "came", "title": "Children who came", "counts": "children who came", **number},
        {"name": "helped", "title": "Children helped", "counts": "children helped", "at_most": "came", **number},
        {"name": "first", "type": "date", "title": "First", "unit": "date"},
        {"name": "last", "type": "date", "title": "Last", "unit": "date", "not_before": "first"},
        {"name": "status", "type": "string", "title": "Status"},
        {"name": "period", "type": "string", "title": "Period"},
        {"name": "source", "type": "string", "title": "Source"},
    ]
    own_forms.write(thornby, own_forms.descriptor(fields=fields))
    (thornby / local_year.CHAPTER).mkdir(exist_ok=True)
    (thornby / "01_introduction/bodies.csv").write_text(GROUPS, "utf-8")
    return thornby


GOOD = f"Bellwether,{ATTENDED},{ATTENDED},2023-05-01,2023-05-02,known,2023,thornby_accounts"
HEADING = "name,came,helped,first,last,status,period,source"


@pytest.mark.parametrize(
    ("old", "new", "secret", "says"),
    [
        (
            f"{ATTENDED},{ATTENDED}",
            f"{ATTENDED},{SUPPORTED}",
            f"{ATTENDED} {SUPPORTED}",
            "The cell is more than that of came",
        ),
        ("2023-05-02", "2023-04-19", "2023-05-01 2023-04-19", "The cell is before first, which it follows"),
        ("Bellwether", "Bellweather", "Bellweather Bellwether", "The cell is no name of bodies.csv"),
        ("thornby_accounts", "thornby_acounts", "thornby_acounts", "The cell is not a source of sources.csv"),
        ("known,2023", "known,1873", "1873", "The cell names a year before 1901"),
        ("known", "three children", "three", "The cell counts people in words"),
        ("known", "TBC", "TBC", "The cell stands where words should"),
        ("known", "7099", "7099", "The cell is a number in a column of words"),
        (f",{ATTENDED},{ATTENDED},", f",{ATTENDED}b,{ATTENDED},", f"{ATTENDED}b", "The cell is not a whole number"),
        (f"{HEADING}\n", "", "Bellwether 7043 2023-05 thornby_accounts", "no column that it begins with"),
    ],
)
def test_no_message_quotes_a_cell_of_a_table_of_people(
    people: Path, old: str, new: str, secret: str, says: str
) -> None:
    text = f"{HEADING}\n{GOOD}\n".replace(old, new, 1)
    (people / local_year.CHAPTER / "young_carers.csv").write_text(text, "utf-8")
    messages = "\n".join(map(str, check.faults(open_year("thornby", "2023-24"))))
    assert says in messages
    assert [word for word in secret.split() if word in messages] == []


def test_no_rule_of_the_year_quotes_a_table_of_people(people: Path) -> None:
    (people / local_year.CHAPTER / "young_carers.csv").write_text(f"{HEADING}\n{GOOD}\n", "utf-8")
    (people / "01_introduction/welcome.md").write_text("The group Bellwether is closed.\n", "utf-8")
    status = "a,status,young_carers,known: known; shut: closed,,,,,,\n"
    dated = "b,within_period,young_carers.first,,,,,,,\n"
    (people / "01_introduction/rules.csv").write_text(RULES + status + dated, "utf-8")
    messages = "\n".join(map(str, check.faults(open_year("thornby", "2023-24"))))
    assert "prose cannot take from it" in messages and "Bellwether" not in messages and "2023-05" not in messages
