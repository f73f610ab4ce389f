"""A year's own schemas and sections stand beside the program's, in their year alone, and each thing wrong with one is a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import local_year
from support import own_forms as own
from support.own_forms import column, descriptor

from helpers.errors import DataFaults
from helpers.publish import check
from helpers.sources import YearFolder, carried_over, file_listing, new_year, open_year, unshown
from helpers.sources.report_years import ReportYear
from helpers.sources.schema import schemas
from helpers.statistics.soundness.descriptors import NO_CODES

Opened = Callable[[], YearFolder]
ENUM = {"constraints": {"enum": ["A", "B"]}}


@pytest.fixture
def year(thornby: Path) -> Path:
    """The year with a table of its own."""
    own.write(thornby, descriptor())
    own.write_rows(thornby, 12, 9, 30)
    return thornby


def faults_of(folder: YearFolder) -> list[tuple[str, int, str, str]]:
    return [(Path(fault.file).name, fault.row, fault.column, fault.message) for fault in check.faults(folder)]


def test_a_table_of_its_own_is_read_as_any_other(year: Path, opened: Opened) -> None:
    assert check.faults(opened()) == []
    table = opened().table(own.NAME)
    assert table.frame["children"].tolist() == [12, 9, 30, 51] and table.schema.policy == "dfe"


@pytest.mark.parametrize(
    ("form", "key", "words"),
    [
        ('{"title": "Carers"', "", "cannot be read as JSON"),
        ('{"title": "Carers", "title": "Others"}', "", 'the key "title" stands twice'),
        ('{"title": NaN}', "", "NaN is no value"),
        ("[" * 100_000, "", "nested too deep"),
        ("[]", "", "not an object"),
        (descriptor(chapter=None), "chapter", "missing. Give it"),
        (descriptor(title=""), "title", "blank. Give it"),
        (descriptor(titel="Carers"), "titel", "Did you mean title"),
        (descriptor(title=3), "title", "not a text"),
        (descriptor(title="Three children who care"), "title", "number"),
        (descriptor(section="Carers under 16"), "section", "16"),
        (descriptor(name="carers"), "name", "not the name of the file"),
        (descriptor(chapter="05_key_activty"), "chapter", "Did you mean 05_key_activity"),
        (descriptor(chapter="10_glossary"), "chapter", "shows nothing of the partnership alone"),
        (descriptor(policy="dfee"), "policy", "Did you mean dfe"),
        (descriptor(policy="open"), "", "no \"reason\""),
        (descriptor(policy="open", reason="few"), "children", 'policy, "open", hides nothing'),
        (descriptor(period="2023-24"), "period", "report year, year after"),
        (descriptor(missingValues=["", "-"]), "missingValues", "only a blank cell"),
        (descriptor(released={"children who car": "child_protection_plans"}), "released.children who car", "children who care"),
        (descriptor(released={"children who care": "child_protection_plan"}), "released", "child_protection_plans"),
        (descriptor(fields=[]), "fields", "Describe each column"),
        (descriptor(fields=["ward"]), "fields, 1", "not an object"),
        (descriptor(fields=[{"type": "string"}]), "fields, 1.name", "missing"),
        (descriptor(counted_by=[["ward"]]), "rows_are", 'Give "rows_are"'),
        (descriptor(rows_are="children who care"), "counted_by", "nothing of them is shown"),
        (descriptor(rows_are="carers", counted_by=[[]]), "rows_are", "does not say whom"),
        (descriptor(rows_are="children who care", counted_by=[["ward"]]), "counted_by", 'every category as "enum"'),
        (column(0, name="Ward"), "Ward.name", "no name"),
        (column(2, name="ward"), "ward.name", "another column too"),
        (column(2, type="text"), "source", "is not a type"),
        (column(0, type="integer", dimension="ward", counts="children who care"), "ward.dimension", "a column of words"),
        (column(0, dimension=None), "ward.total", "so no row of it is a total"),
        (column(2, dimension="ward"), "source.dimension", "dimension of another column"),
        (column(1, counts=None), "children", "does not say what it counts"),
        (column(1, counts="childrn who care"), "children", "Did you mean children"),
        (column(1, counts="children"), "children", "does not say which children"),
        (column(1, released_by="nobody"), "children", "is no source of sources.csv"),
        (column(1, counts="pages", open="of a website"), "children", "speak of people"),
        (column(1, unit="percents"), "children", "Did you mean percent"),
        (column(1, colour="red"), "children.colour", "no key of a column"),
        (column(1, codes="yes"), "children.codes", "not true or false"),
        (column(2, codes=True), "source", NO_CODES[:20]),
        (column(1, total_of=["girls", "boys"]), "children.total_of", '"girls" is no column'),
        (column(1, counts=None, share_of=["girls", "ward"], unit="percent"), "children.share_of", '"girls" is no column'),
        (column(1, share_of="ward", unit=None), "children.unit", "a share has no unit"),
        (column(1, counts=None, difference_of=["children"]), "children.difference_of", "not two columns"),
        (column(1, year=1), "children.year", "Write -1"),
        (column(1, at_most="ward"), "children.at_most", '"ward" is no other column of numbers'),
        (column(1, at_most="children"), "children.at_most", "no other column of numbers"),
        (column(0, not_before="children"), "ward.not_before", "no other column of days"),
        (column(0, names="bodies.nam"), "ward.names", "Did you mean bodies.name"),
        (column(1, over_time="mean"), "children.over_time", "sum, distinct, stock"),
        (column(1, **{"is": {"sex": 1}}), "children.is", "not texts"),
        (column(1, constraints={"least": 0}), "children.constraints.least", "no key of constraints"),
        (column(1, constraints={"minimum": 9, "maximum": 1}), "children.constraints.minimum", "above the maximum"),
        (column(2, constraints={"minimum": 9}), "source.constraints.minimum", "only a number has one"),
        (column(2, constraints={"pattern": "("}), "source.constraints.pattern", "is no pattern"),
        (column(0, total="All wards (3 girls)"), "ward.total", "3 girls"),
        (column(1, counts="children in care, of whom one died"), "children.counts", "of whom one"),
        (column(2, constraints={"enum": ["Ashby (3)", "Bourne"]}), "source.constraints.enum", "Ashby (3)"),
        (column(2, constraints={"enum": ["a", "a"]}), "source.constraints.enum", "different texts"),
    ],
)  # fmt: skip
def test_each_thing_wrong_with_a_schema_is_told_with_its_file_its_key_and_a_cure(
    year: Path, opened: Opened, form: Any, key: str, words: str
) -> None:
    own.write(year, form)
    faults = faults_of(opened())
    assert any(column == key and words in message for _, _, column, message in faults), faults
    assert {file for file, *_ in faults} == {"young_carers.json"}


def test_a_mistake_of_json_has_its_line(year: Path, opened: Opened) -> None:
    own.write(year, '{\n"title": "Carers"\n"chapter": ""}')
    assert [row for _, row, *_ in faults_of(opened())] == [3]


def test_no_schema_takes_the_name_of_one_of_the_program(year: Path, opened: Opened) -> None:
    own.write(year, descriptor(), name="training")
    ((file, _, _, message),) = faults_of(opened())
    assert file == "training.json" and "the program has a table of that name" in message
    with pytest.raises(DataFaults, match="the program has a table of that name"):
        opened().table("training")


def test_no_file_of_another_kind_lies_among_the_schemas(year: Path, opened: Opened) -> None:
    (year / "schemas" / "carers.jsn").write_text("{}", "utf-8")
    assert [file for file, *_ in faults_of(opened())] == ["carers.jsn"]


def test_a_wrong_cell_of_an_own_table_is_told_as_of_any_other_and_never_quoted(year: Path, opened: Opened) -> None:
    own.write_rows(year, 12, 9, 30)
    path = year / "05_key_activity/young_carers.csv"
    path.write_text(path.read_text("utf-8").replace("A,12", "A,12b"), "utf-8")
    ((file, row, column, message),) = faults_of(opened())
    assert (file, row, column) == ("young_carers.csv", 2, "children") and "12b" not in message


@pytest.mark.parametrize("name", ["value", "accepted", "left", "published", "address", "outcome"])
@pytest.mark.parametrize("cell", ["3", "3 of 12", "one girl"])
def test_a_number_in_a_column_of_words_is_refused_whatever_the_column_is_called(
    year: Path, opened: Opened, name: str, cell: str
) -> None:
    fields = descriptor()["fields"]
    own.write(year, descriptor(fields=[*fields, {"name": name, "type": "string", "title": "Of whom accepted"}]))
    rows = f"ward,children,source,{name}\nA,12,thornby_accounts,{cell}\nAll wards,12,thornby_accounts,\n"
    (year / local_year.CHAPTER / f"{own.NAME}.csv").write_text(rows, encoding="utf-8")
    assert [(2, name)] == [(row, column) for _, row, column, _ in faults_of(opened())]


def test_a_count_beside_the_name_of_a_group_of_people_is_refused(year: Path, opened: Opened) -> None:
    rows = "ward,children,source\nA (3),12,thornby_accounts\nAll wards,12,thornby_accounts\n"
    (year / local_year.CHAPTER / f"{own.NAME}.csv").write_text(rows, encoding="utf-8")
    assert [(2, "ward")] == [(row, column) for _, row, column, _ in faults_of(opened())]


def test_a_wrong_heading_is_told_with_the_schema_that_names_it(year: Path, opened: Opened) -> None:
    path = year / "05_key_activity/young_carers.csv"
    path.write_text(path.read_text("utf-8").replace("children", "chldren", 1), "utf-8")
    assert "as data/thornby/2023-24/schemas/young_carers.json calls it" in faults_of(opened())[0][3]


def test_no_local_measure_takes_the_name_of_an_own_table(year: Path, opened: Opened) -> None:
    head = "id,name,counts,of,unit,breakdown,over_time,better,definition,chapter,section,national,policy,open,released_by\n"
    row = "young_carers,Carers,children who care,,,,sum,neither,Who cares,05_key_activity,Carers,,,,\n"
    (year / "local_measures.csv").write_text(head + row, "utf-8")
    figures = "measure,breakdown,period,value,of,source\nyoung_carers,,2023-24,60,,thornby_accounts\n"
    (year / "local_figures.csv").write_text(figures, "utf-8")
    assert any("is the name of a table" in message for *_, message in faults_of(opened()))


def test_what_is_wrong_in_one_year_is_not_wrong_in_another(year: Path) -> None:
    before = year.with_name("2022-23")
    before.mkdir()
    (before / "report.toml").write_bytes((year / "report.toml").read_bytes())
    assert own.NAME not in open_year("thornby", "2022-23").forms.tables
    own.write(before, "{")
    assert open_year("thornby", "2023-24").table(own.NAME).supplied


def test_a_schema_is_read_again_once_it_is_saved_again(year: Path) -> None:
    folder = open_year("thornby", "2023-24")
    assert folder.table(own.NAME).schema.title == "Young carers by ward"
    own.write(year, descriptor(title="Who cares for somebody at home"))
    assert folder.table(own.NAME).schema.title == "Who cares for somebody at home"


def test_its_forms_are_listed_asked_for_and_carried_over(year: Path, opened: Opened) -> None:
    own.write_section(year)
    assert check.faults(opened()) == []
    listing = list(file_listing.lines(opened()))
    assert "  young_carers.csv: ward,children,source" in listing
    assert "  young_carers.md: what young carers told us" in listing
    assert ("05_key_activity", "Young carers", "the carers' service") in opened().missing()
    files = new_year.files(opened(), ReportYear(2024))
    assert files["schemas/young_carers.json"] == (year / "schemas/young_carers.json").read_text("utf-8")
    assert files["schemas/sections.toml"] == own.SECTION and "05_key_activity/young_carers.csv" not in files


def test_a_source_that_released_a_column_of_a_form_is_carried_over_with_it(year: Path, opened: Opened) -> None:
    own.write(year, column(1, counts="children in foster care", released_by="thornby_accounts"))
    assert "thornby_accounts" in new_year.files(opened(), ReportYear(2024))["sources.csv"]


def test_rows_that_last_year_had_too_wait_to_be_confirmed(year: Path, opened: Opened) -> None:
    before = year.with_name("2022-23")
    (before / "05_key_activity").mkdir(parents=True)
    for file in ("report.toml", "05_key_activity/young_carers.csv"):
        (before / file).write_bytes((year / file).read_bytes())
    own.write(before, descriptor())
    assert "05_key_activity/young_carers.csv" in {item.file for item in carried_over.unconfirmed(opened())}


def test_a_table_that_nothing_shows_is_told_of(year: Path, opened: Opened) -> None:
    assert unshown.findings(opened()) == []
    own.write(year, descriptor(section=None))
    (finding,) = unshown.findings(opened())
    assert finding.file.endswith("young_carers.csv") and "nothing shows this table" in finding.message
    assert not finding.blocks
    book = year.parents[2] / "notebooks/05_key_activity.ipynb"
    cell = '"tables.show(statistics.protect(measures.table(chapter, \\"young_carers\\")))"'
    book.write_text(book.read_text("utf-8").replace('"sections.local(chapter)"', cell), "utf-8")
    assert unshown.findings(opened()) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[[section]]", "[[sections]]", "not a list of sections"),
        ('id = "young_carers"', "", "missing"),
        ('id = "young_carers"', 'id = "Young carers"', "no name"),
        ('id = "young_carers"', 'id = "reach"', 'has a section "reach" already'),
        ('chapter = "05_key_activity"', 'chapter = "05"', "no chapter"),
        ('title = "Young carers"', 'title = "Twelve carers"', "number"),
        ("contents", "content", "Did you mean contents"),
        ('contents = "what young carers told us"', "contents = 3", "not a text"),
        ("[[section]]", own.SECTION + "[[section]]", "is the id of another section"),
        ("[[section]]", "[[section", "cannot be read"),
    ],
)
def test_each_thing_wrong_with_a_section_is_told(year: Path, opened: Opened, old: str, new: str, words: str) -> None:
    own.write_section(year, own.SECTION.replace(old, new))
    faults = faults_of(opened())
    assert any(words in message for *_, message in faults), faults
    assert {file for file, *_ in faults} == {"sections.toml"}


def test_prose_of_an_own_section_is_checked_as_any_other(year: Path, opened: Opened) -> None:
    own.write_section(year)
    (year / "05_key_activity/young_carers.md").write_text("Three children told us.\n", "utf-8")
    assert {(file, row) for file, row, *_ in faults_of(opened())} == {("young_carers.md", 1)}


def test_the_program_s_own_forms_are_those_without_any_year_s(opened: Opened) -> None:
    assert opened().forms.tables.keys() == schemas().keys()


def test_a_table_of_the_program_that_waits_for_its_text_is_told_of_as_such(year: Path, opened: Opened) -> None:
    (year / "01_introduction/audit_kinds.csv").write_text(
        "id,name,purpose,source\na,Themed,To learn,thornby_accounts\n"
    )
    (finding,) = unshown.findings(opened())
    assert "as in {{ count(audit_kinds) }}" in finding.message and "schema" not in finding.message


def test_what_bounds_a_column_of_the_year_s_own_table_is_kept_too(year: Path, opened: Opened) -> None:
    fields = [
        {"name": "group", "type": "string", "title": "Group", "names": "bodies.name"},
        {
            "name": "asked",
            "type": "integer",
            "title": "Pages asked for",
            "unit": "count",
            "counts": "pages",
            "open": "of a form",
        },
        {
            "name": "answered",
            "type": "integer",
            "title": "Pages answered",
            "unit": "count",
            "counts": "pages",
            "open": "of a form",
        },
        {"name": "sent", "type": "date", "title": "Sent", "unit": "date"},
        {"name": "came", "type": "date", "title": "Came", "unit": "date", "not_before": "sent"},
        {"name": "source", "type": "string", "title": "Source"},
    ]
    fields[2]["at_most"] = "asked"
    own.write(year, descriptor(fields=fields))
    rows = "group,asked,answered,sent,came,source\nQualty,40,48,2023-06-02,2023-06-01,\n"
    (year / "05_key_activity/young_carers.csv").write_text(rows, "utf-8")
    (year / "01_introduction/bodies.csv").write_text(
        "id,name,kind,parent,source,note\nq,Quality,committee,,,\n", "utf-8"
    )
    messages = {column: message for _, row, column, message in faults_of(opened()) if row == 2}
    assert messages["answered"].startswith("The cell is more than that of asked") and "48" not in messages["answered"]
    assert messages["came"].startswith("The cell is before sent, which")
    assert messages["group"].startswith("The cell is no name of bodies.csv")
