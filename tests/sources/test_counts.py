"""A number of people is hidden where it is small, whatever its heading says, unless somebody has printed it already."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.people import printed

from helpers.errors import DataFaults, Fault, ReportError
from helpers.sources import counts, schema, validation
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.schema import Schema, schemas
from helpers.sources.year_folder import open_year
from helpers.statistics import measures, protect
from helpers.statistics.binding import bound
from helpers.statistics.named_numbers import NamedNumbers

Field = dict[str, Any]
YEAR, CHAPTER = "2023-24", "01_introduction"
WARDS = "ward,number,source\nBidston,3,thornby_accounts\nUpton,1,thornby_accounts\nHoylake,40,thornby_accounts\n"
WARD = {"name": "ward", "type": "string", "title": "Ward", "dimension": "ward"}
SOURCE = {"name": "source", "type": "string", "title": "Source", "constraints": {"required": True}}
NOT_OF_PEOPLE = [name for name, kind in counts.kinds().items() if not kind.is_people]

TRIED_BEFORE = """
Cases; Victims; Young person; Males; Females; Suicides; Referrals; Contacts; Service users; Cohort; Siblings; Looked after;
Care leavers; Episodes; Allegations; Incidents; Missing; Exploited; Plans; Assessments; Fatalities; Patients; Clients; Young carers
""".split(";")
OWN = """
Twins seen at home; Sofa surfers under eighteen; Arrests for knife carrying; Return home interviews held; Strategy discussions;
Newborns withdrawn at birth; Teenage fathers; Runaways; Unaccompanied asylum seekers; Learners off roll; Cautions given;
Residents under eleven; Householders visited; Persons of concern; Overdoses; Fractures seen in casualty; Stabbings; Pregnancies
under sixteen; Births to mothers in care; Adopted; Adoption breakdowns; Foster homes closed by concern; Suspended; Excluded for good;
Absconded; Taken into custody; Deported; Stillbirths; Cot deaths; Drownings; Self harm attendances; Eating disorders; Radicalised;
Trafficked; Forced marriages stopped; Girls cut; Online grooming victims; Lone minors; Homeless at seventeen; Sleeping rough;
Case conferences; Core groups; High-risk households; Perpetrators named; Serious notifications
""".replace("\n", " ").split(";")

WITH_A_WORD_OF_ANOTHER_KIND = """
Foster places; Places in secure units; Places on the register; Vacancies in foster homes; A&E attendances; Attendances at casualty; Counselling sessions;
Counselling courses completed; Therapy sessions; Questions put to witnesses; Knife events; Staff attacked; Professionals accused; Volunteers under
eighteen who were groomed; Schools that excluded; Practices where bruising was seen; Places where girls were found; Hospital bed nights; Online grooming
reports; Page views by victims; Video calls with dads; Court sessions; Core group meetings; Meetings about unborn babies; Programmes for boys who hurt;
Surveys of runaways; Topics raised by pupils; Audits where harm was found; Restraints used; Strip searches; Welfare checks; Dependants; Gang nominals;
Secure beds used; Managed moves; Part-time timetables; Care orders; NRM decisions; Section 20s; Step-downs; Sectioned; Roma; White British; Under 5s
""".replace("\n", " ").split(";")

BROKEN_DOWN = """
No. on roll; YP seen; CYP open to early help; UASC; Persons u18; Cases open; Referred in; Refs in; Babies; Siblings placed apart; Seen alone;
Stepped down; Re-opened; No further action; Substantiated; Unfounded; On the waiting list; Allocated; Screened; Was not brought; Did not
attend; Headcount; Number; Total; Tally; In care; In foster care; Remanded; First-time entrants; Off-rolled; Whereabouts unknown; SUDI;
Bereaved; Bruising; MARAC; Threshold met; Walk-ins; Disabled; FSM; Free school meals; Sixth formers; Under-ones; Two-year-olds; Those
reached; Flagged; Nominals; LAC; CIN; CPP; EHCPs; NEET; CME; EHE; MFH; s47s; S.47; Wards of court; Reports made; Attendees; Lads; Unborn
""".replace("\n", " ").split(";")
HEADINGS = [*TRIED_BEFORE, *OWN, *WITH_A_WORD_OF_ANOTHER_KIND]
BY = {
    "staff": "by practitioners",
    "organisations": "at schools",
    "places": "by wards",
    "activities": "at meetings",
    "pages": "by page",
}


def form(*fields: Field, **more: Any) -> Schema:
    """A schema as a file gives it."""
    return Schema(
        "wards", CHAPTER, "Wards", "", more.get("policy", schema.PROTECTED), "", (), {"fields": fields, **more}
    )


def number(title: str = "Number", **more: Any) -> Field:
    """A column of whole numbers."""
    return {"name": "number", "type": "integer", "title": title, "unit": "count", **more}


def messages(table_form: Schema, *rows: Field, addresses: dict[str, str] | None = None) -> list[str]:
    """What is wrong with what a table's numbers count."""
    lined = list(enumerate(rows, start=2))
    return [fault.message for fault in counts.faults(table_form, lined, addresses or {})]


OPEN = {"policy": "open", "reason": "areas"}


# What a column counts


def test_a_column_that_does_not_say_what_it_counts_is_refused_with_the_list() -> None:
    (message,) = messages(form(number(), **OPEN))
    assert "does not say what it counts" in message and all(name in message for name in counts.kinds())


def test_a_column_that_counts_what_nobody_knows_is_refused_with_the_nearest() -> None:
    (message,) = messages(form(number(counts="chidlren with a plan"), **OPEN))
    assert "Did you mean children" in message


@pytest.mark.parametrize("name", sorted(set(counts.kinds()) - set(NOT_OF_PEOPLE)))
def test_an_open_policy_is_refused_for_whatever_is_of_people(name: str) -> None:
    (message,) = messages(form(number(counts=f"{name} of the front door"), **OPEN))
    assert "hides nothing. Take the policy out" in message and "released_by" in message


@pytest.mark.parametrize("heading", [heading.strip() for heading in HEADINGS if heading.strip()])
def test_no_heading_that_speaks_of_people_passes_as_anything_else(heading: str) -> None:
    for counted in ["", *NOT_OF_PEOPLE]:
        column = number(heading, counts=counted, open="no child can be known from it")
        assert messages(form(column, **OPEN)), f"{heading} as {counted}"


@pytest.mark.parametrize("heading", [heading.strip() for heading in BROKEN_DOWN])
def test_what_people_are_broken_down_by_is_not_what_is_counted(heading: str) -> None:
    for counted, aside in BY.items():
        for words in (
            heading,
            f"{heading} {aside}",
            f"{heading} ({aside.partition(' ')[2]})",
            f"Number of {heading}, {aside}",
        ):
            column = number(words, counts=counted, open="no child can be known from it")
            assert messages(form(column, **OPEN)), f"{words} as {counted}"


def test_forty_headings_of_our_own_were_tried_in_two_ways() -> None:
    assert len(OWN) >= 40 and len(BROKEN_DOWN) >= 40


@pytest.mark.parametrize(
    ("title", "counted", "unit"),
    [
        ("Meetings attended", "activities", "percent"),
        ("Number of meetings of the board", "activities", "count"),
        ("Training of staff", "staff", "count"),
        ("Visits to the website", "pages", "count"),
        ("Page views", "pages", "count"),
        ("Amount", "pounds", "pounds"),
        ("Places taken", "staff", "count"),
        ("Schools that answered", "organisations", "count"),
        ("Children's centre buildings", "places", "count"),
        ("Length of the course", "time", "days"),
    ],
)
def test_what_is_plainly_not_of_people_is_shown_where_its_column_says_why(title: str, counted: str, unit: str) -> None:
    column = number(title, counts=counted, open="not of children") | {"unit": unit}
    assert [] == messages(form(column, **OPEN))
    assert ["Say in its schema" in message for message in messages(form(column | {"open": " "}, **OPEN))] == [True]


def test_a_number_of_people_is_no_length_of_time() -> None:
    (message,) = messages(form(number("Longest", counts="time", open="a time"), **OPEN))
    assert 'what counts time is in years, months, weeks, days, hours, year, not in "count"' in message


def test_a_share_of_people_is_refused_under_an_open_policy() -> None:
    column = {"name": "percent", "type": "number", "unit": "percent", "share_of": ["children", "base"]}
    assert "shares or differences of people" in messages(form(column, **OPEN))[0]


def test_people_who_are_hidden_where_few_are_said_to_be_some_people() -> None:
    assert "does not say which children" in messages(form(WARD, number(counts="children")))[0]
    assert [] == messages(form(WARD, number(counts="children exploited")))


def test_words_alone_need_the_reason_why_nobody_is_known_from_them() -> None:
    assert "no policy hides words" in messages(form(WARD))[0]
    assert "no policy hides words" in messages(form(WARD, policy="dfe"))[0]
    assert 'no "reason"' in messages(form(WARD, policy="open", reason=" "))[0]
    assert [] == messages(form(WARD, **OPEN))


# What a source has released


RELEASED = number(counts="children in foster care", released_by="accounts")


def test_what_was_released_names_a_source_that_readers_can_reach() -> None:
    table = form(WARD, RELEASED, SOURCE, **OPEN)
    assert "no source of sources.csv" in messages(table, addresses={"acounts": "https://example.org"})[0]
    assert "Did you mean acounts?" in messages(table, addresses={"acounts": "https://example.org"})[0]
    assert "has no address" in messages(table, addresses={"accounts": ""})[0]
    assert [] == messages(table, addresses={"accounts": "https://example.org"})


def test_a_row_of_another_source_than_the_one_that_released_the_column_is_refused() -> None:
    (message,) = messages(
        form(WARD, RELEASED, SOURCE, **OPEN),
        {"ward": "Upton", "number": 30, "source": "accounts"},
        {"ward": "Bidston", "number": 3, "source": "front_door"},
        addresses={"accounts": "https://example.org"},
    )
    assert 'cites "front_door", not "accounts"' in message


# A table added the obvious way


@pytest.fixture
def wards(thornby: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Add a table of wards to the invented year, under a schema copied from a shipped one with these columns and keys."""
    copy = tmp_path / "schemas"
    shutil.copytree(schema.SCHEMAS, copy)
    monkeypatch.setattr(schema, "SCHEMAS", copy)
    (thornby / CHAPTER / "wards.csv").write_text(WARDS, encoding="utf-8")

    def add(*fields: Field, **changed: str) -> None:
        shipped = json.loads((copy / "family_hubs.json").read_text(encoding="utf-8"))
        descriptor = {key: value for key, value in {**shipped, "fields": list(fields), **changed}.items() if value}
        (copy / "wards.json").write_text(json.dumps(descriptor), encoding="utf-8")
        schema.schemas.cache_clear()

    yield add
    monkeypatch.undo()
    schema.schemas.cache_clear()


@pytest.mark.parametrize(
    "column",
    [number(), number(counts="children exploited"), number("Exploited", counts="places", open="wards")],
    ids=["says nothing", "says children", "says places"],
)
def test_counts_of_three_children_under_a_copied_schema_are_refused_by_the_check_and_by_whatever_reads_them(
    wards: Callable[..., None], column: Field
) -> None:
    wards(WARD, column, SOURCE)
    folder = open_year("thornby", YEAR)
    assert any(fault.file.endswith("wards.csv") for fault in validation.faults(folder))
    with pytest.raises(DataFaults, match=r"wards\.csv has 1 fault"):
        folder.table("wards")


def test_counts_of_three_children_in_a_column_of_words_are_refused(wards: Callable[..., None]) -> None:
    wards(WARD, {"name": "number", "type": "string"}, SOURCE)
    messages = [fault.message for fault in validation.faults(open_year("thornby", YEAR))]
    assert len(messages) == 3 and all("is a number in a column of words" in message for message in messages)


def test_counts_of_three_children_are_hidden_by_a_schema_without_a_policy(wards: Callable[..., None]) -> None:
    wards(WARD, number(counts="children exploited"), SOURCE, policy="")
    folder = open_year("thornby", YEAR)
    assert [] == validation.faults(folder)
    shown = protect(measures.table(ChapterContext(folder, CHAPTER), "wards"), title="Exploited, by ward")
    assert ["c", "c", 40] == printed(shown.measure, "number")
    with pytest.raises(ReportError, match="prose cannot take from it"):
        bound("{{ count(wards) }}", NamedNumbers(folder), file="page.md")


@pytest.mark.parametrize("cell", ["7123457x", "-7123457", "7123457.5"])
def test_a_wrong_cell_of_a_table_of_people_is_named_by_its_place_and_not_quoted(
    wards: Callable[..., None], thornby: Path, cell: str
) -> None:
    wards(WARD, number(counts="children exploited", constraints={"minimum": 0}), SOURCE, policy="")
    (thornby / CHAPTER / "wards.csv").write_text(WARDS.replace(",3,", f",{cell},"), encoding="utf-8")
    (fault,) = validation.faults(open_year("thornby", YEAR))
    assert (fault.row, fault.column) == (2, "number") and "7123457" not in str(fault)


def test_a_row_that_reads_as_a_total_and_is_not_declared_one_is_refused(
    wards: Callable[..., None], thornby: Path
) -> None:
    wards(WARD, number(counts="children exploited"), SOURCE, policy="")
    (thornby / CHAPTER / "wards.csv").write_text(WARDS + "All wards,44,thornby_accounts\n", encoding="utf-8")
    with pytest.raises(ReportError, match='"All wards" reads as the total of other rows'):
        protect(
            measures.table(ChapterContext(open_year("thornby", YEAR), CHAPTER), "wards"), title="Exploited, by ward"
        )


def test_no_table_that_the_program_has_room_for_breaks_the_rule() -> None:
    assert {} == {name: wrong for name, table in schemas().items() if (wrong := messages(table))}


# Facts


@pytest.fixture
def fact_faults(thornby: Path) -> Callable[[str], list[Fault]]:
    """The faults of the invented year with one more fact: its id, value, unit, counts, released_by and note."""

    def faults(fact: str) -> list[Fault]:
        name, value, unit, counted, released_by, note = fact.split(",")
        path = thornby / CHAPTER / "facts.csv"
        row = f"{name},{value},{unit},{counted},2023-24,,thornby_accounts,{released_by},{note}\n"
        path.write_text(path.read_text("utf-8") + row, "utf-8")
        return validation.faults(open_year("thornby", YEAR))

    return faults


@pytest.mark.parametrize(
    ("fact", "column", "message"),
    [
        ("exploitation.children,3,count,,,", "counts", "blank. Say what the number counts"),
        ("exploitation.girls,1,count,children,,Of primary age", "counts", "a single fact can hide nothing. Put it in a table"),
        ("exploitation.share,33.3,percent,children exploited,,", "counts", "a single fact can hide nothing"),
        ("reviews.age,2,years,children,,Age of the child", "counts", "a single fact can hide nothing"),
        ("deaths.reviewed,2,count,cases of death,,", "counts", "a single fact can hide nothing"),
        ("deaths.reviewed,2,count,activities,,Meetings of the panel", "counts", 'its words ("deaths") speak of people'),
        ("panel.girls,2,count,pages,,Page views", "counts", 'its words ("girls") speak of people'),
        ("panel.all,2,count,activities,,All that it had", "counts", "do not say that it counts activities"),
        ("panel.long,2,count,time,,Its length", "counts", "what counts time is in years"),
        ("panel.all,2,count,meatings,,All that it had", "counts", "does not begin with anything"),
        ("exploitation.children,3,words,,,", "counts", "blank. Say what the number counts"),
        ("exploitation.children,3,period,,,", "counts", "blank. Say what the number counts"),
        ("exploitation.children,3,year,children,,", "counts", "a single fact can hide nothing"),
        ("exploitation.children,30,count,children,thornby_acounts,", "released_by", "Did you mean thornby_accounts?"),
    ],
)  # fmt: skip
def test_a_fact_that_counts_people_or_does_not_say_what_it_counts_is_refused(
    fact_faults: Callable[[str], list[Fault]], fact: str, column: str, message: str
) -> None:
    (fault,) = fact_faults(fact)
    assert (fault.column, message in fault.message) == (column, True), fault.message


@pytest.mark.parametrize(
    "fact",
    [
        "care.children,567,count,children in foster care,thornby_accounts,",
        "panel.met,2,count,activities,,Meetings of the panel",
        "panel.began,2023-10-02,date,,,The day of the first",
        "panel.hours,3,hours,time,,",
        "panel.cost,300,pounds,pounds,,",
    ],
)
def test_a_fact_that_was_released_or_is_of_nobody_is_taken(
    fact_faults: Callable[[str], list[Fault]], fact: str
) -> None:
    assert [] == fact_faults(fact)


def test_a_fact_of_three_children_reaches_no_sentence(thornby: Path) -> None:
    path = thornby / CHAPTER / "facts.csv"
    row = "exploitation.children,3,count,,2023-24,,thornby_accounts,,\n"
    path.write_text(path.read_text("utf-8") + row, "utf-8")
    with pytest.raises(ReportError, match=r"blank\. Say what the number counts") as refused:
        bound("{{ exploitation.children }} children", NamedNumbers(open_year("thornby", YEAR)), file="page.md")
    assert "3" not in str(refused.value).partition("counts:")[2]


def test_a_correction_to_a_number_of_people_is_refused_unless_a_source_has_printed_it(thornby: Path) -> None:
    path, row = thornby / "corrections.csv", "care,2024-11-05,Children in care,4,3,count,{},A slip,{}\n"
    for counted, released_by, expected in (
        ("", "", 1),
        ("children", "", 1),
        ("pages", "", 1),
        ("children", "thornby_accounts", 0),
    ):
        heading = "id,corrected,what,old,new,unit,counts,cause,released_by\n"
        path.write_text(heading + row.format(counted, released_by), "utf-8")
        assert expected == len(validation.faults(open_year("thornby", YEAR))), counted


def test_a_released_column_of_people_is_shown_as_it_is_and_prose_may_take_it(wards: Callable[..., None]) -> None:
    wards(WARD, RELEASED | {"released_by": "thornby_accounts"}, SOURCE)
    folder = open_year("thornby", YEAR)
    assert [] == validation.faults(folder)
    shown = protect(measures.table(ChapterContext(folder, CHAPTER), "wards"), title="Foster care, by ward")
    assert [3, 1, 40] == printed(shown.measure, "number")
    assert 44 == NamedNumbers(folder).total("wards", "number").value
