"""What report.toml says is checked: the year's dates, the areas that the partnership covers, and words that nobody wrote yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from support.alike import rest_slow

from helpers.publish import check
from helpers.sources import YearFolder, settings_faults

Opened = Callable[[], YearFolder]
Replace = Callable[[str, str, str], None]


def dated(thornby: Path, dates: str) -> None:
    with (thornby / "report.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[year]\n{dates}\n")


def messages_of(opened: Opened) -> list[str]:
    return [str(fault) for fault in check.faults(opened())]


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        ("start = 2023-04-01\nend = 2025-03-31", "year: 2023-04-01 to 2025-03-31 is not one year."),
        ("start = 2023-04-01\nend = 2024-03-30", "year: 2023-04-01 to 2024-03-30 is not one year."),
        ("start = 2019-04-01\nend = 2020-03-31", "year: 2019-04-01 to 2020-03-31 is not 2023-24, as the folder is called."),
        ("start = 2024-03-31\nend = 2023-04-01", "year: it ends on 2023-04-01, which is not after its start, 2024-03-31."),
        ('start = "2023-04-01"\nend = 2024-03-31', "year: start and end are not both dates."),
        ("start = 2023-04-01T00:00:00\nend = 2024-03-31", "year: start and end are not both dates."),
        ("end = 2024-03-31", "year: start and end are not both dates."),
    ],
)  # fmt: skip
def test_dates_that_are_not_the_folder_s_year_are_refused(
    thornby: Path, opened: Opened, dates: str, message: str
) -> None:
    dated(thornby, dates)
    messages = messages_of(opened)
    assert len(messages) == 1 and messages[0].startswith(message)


def test_a_year_that_is_no_pair_of_dates_is_a_fault_with_its_cure(thornby: Path, opened: Opened) -> None:
    path = thornby / "report.toml"
    path.write_text('year = "2023-24"\n' + path.read_text("utf-8"), "utf-8")
    assert messages_of(opened)[0].startswith(
        'year: "2023-24" does not say when the year starts and ends. Write two lines'
    )


def test_a_partnership_s_year_need_not_begin_in_april_and_its_own_dates_bound_the_report(
    thornby: Path, opened: Opened
) -> None:
    dated(thornby, "start = 2023-09-01\nend = 2024-08-31")
    assert messages_of(opened) == []
    assert (opened().start, opened().end) == (date(2023, 9, 1), date(2024, 8, 31))


@pytest.mark.parametrize(
    ("areas", "message"),
    [
        ('["E08000099"]', 'partnership.areas: "E08000099" is the code of no area the store knows.'),
        ('["E12000002"]', 'partnership.areas: "E12000002" is the code of a region.'),
        ('["E07000026"]', 'partnership.areas: "E07000026" is the code of a district.'),
        ('"E08000015"', 'partnership.areas: not a list. Write it as areas = ["E08000015"].'),
    ],
)
def test_an_area_that_is_no_authority_is_told_at_the_settings_with_its_cure(
    opened: Opened, replace: Replace, areas: str, message: str
) -> None:
    replace("report.toml", '["E08000015"]', areas)
    messages = messages_of(opened)
    assert len(messages) == 1 and messages[0].startswith(message)


@pytest.mark.parametrize(
    ("areas", "message"),
    [
        ('["Wirral"]', '"Wirral" is a name. Write the code of Wirral instead: "E08000015".'),
        ('["E08000015", "Kent"]', '"Kent" is a name. Write the code of Kent instead: "E10000016".'),
        ('["Leeds and Bradford"]', 'Write the code of Leeds and Bradford instead: "E08000035", "E08000032".'),
        ('["344"]', '"344" is a name. Write the code of Wirral instead: "E08000015".'),
        ('["E08000015", "E08000015"]', '"E08000015" stands there more than once.'),
        ("[8]", '"8" is the code of no area the store knows.'),
    ],
)
def test_an_area_by_name_is_answered_with_its_code(opened: Opened, replace: Replace, areas: str, message: str) -> None:
    replace("report.toml", '["E08000015"]', areas)
    assert any(message in words for words in messages_of(opened)), messages_of(opened)


@pytest.mark.parametrize(
    ("key", "text", "codes"),
    [
        *rest_slow(
            ("place", "Leeds and Sefton", '["E08000035"]'),
            ("place", "Sefton", '["E08000035"]'),
            ("place", "sefton", '["E08000035", "E08000032"]'),
        ),
        *rest_slow(
            ("name", "Sefton Safeguarding Children Partnership", '["E08000035"]'),
            ("name", "Leeds and Sefton Safeguarding Children Partnership", '["E08000035"]'),
        ),
    ],
)
def test_a_place_or_name_that_its_areas_leave_out_is_refused(
    thornby: Path, opened: Opened, replace: Replace, key: str, text: str, codes: str
) -> None:
    replace("report.toml", '["E08000015"]', codes)
    replace(
        "report.toml",
        "Thornby Safeguarding Children Partnership" if key == "name" else 'place = "Thornby"',
        text if key == "name" else f'place = "{text}"',
    )
    (message,) = messages_of(opened)
    assert message.startswith(
        f'partnership.{key}: "{text}" is Sefton (E08000014), and the area covered is Leeds (E08000035)'
    )


@pytest.mark.parametrize(
    ("place", "codes"),
    [
        *rest_slow(
            ("Leeds and Bradford", '["E08000035", "E08000032"]'),
            ("Leeds", '["E08000035", "E08000032"]'),
            ("West Yorkshire", '["E08000035", "E08000032"]'),
        ),
        *rest_slow(
            ("Bournemouth, Christchurch and Poole", '["E06000058"]'),
            ("Hull", '["E06000010"]'),
            ("Dorset", '["E10000009"]'),
        ),
    ],
)
def test_a_place_that_its_areas_cover_is_not_refused(opened: Opened, replace: Replace, place: str, codes: str) -> None:
    replace("report.toml", '["E08000015"]', codes)
    replace("report.toml", 'place = "Thornby"', f'place = "{place}"')
    assert messages_of(opened) == []


@pytest.mark.parametrize(
    ("old", "new", "setting"),
    [
        ('"TSCP"', '"TBC"', "partnership.short_name"),
        ('"Annual report"', '"Annual report of [insert place]"', "report.title"),
        *rest_slow(
            ('"Chief executive"', '"To do: ???"', "partners 1.role"),
            ('name = ""\nrole', 'name = "xxx"\nrole', "partners 1.name"),
            ('name = ""\ndate', 'name = "TBC"\ndate', "sign_offs 1.name"),
        ),
    ],
)
def test_a_placeholder_is_no_setting(opened: Opened, replace: Replace, old: str, new: str, setting: str) -> None:
    replace("report.toml", old, new)
    assert any(f"{setting}: " in words and "stands where words should" in words for words in messages_of(opened))


def test_all_that_is_wrong_with_the_settings_is_told_at_once(opened: Opened, replace: Replace) -> None:
    replace("report.toml", '"TSCP"', '" "')
    replace("report.toml", "title =", "titel =")
    replace("report.toml", 'kind = "lead"', 'kind = "Lead"')
    replace("report.toml", '["E08000015"]', '["Kent"]')
    settings = [words.partition(":")[0] for words in messages_of(opened)]
    assert settings == ["partners 1.kind", "partnership.areas", "partnership.short_name", "report.titel"]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ('"18 July 2024"', 'report.compiled_on: "18 July 2024" is not a date.'),
        ("2024-07-18T09:00:00", 'report.compiled_on: "2024-07-18 09:00:00" is not a date.'),
        ("2023-07-18", "report.compiled_on: 2023-07-18 is before the year ends"),
    ],
)
def test_a_report_was_completed_on_a_day_after_its_year(
    opened: Opened, replace: Replace, day: str, message: str
) -> None:
    replace("report.toml", "[report]", f"[report]\ncompiled_on = {day}")
    assert [True] == [fault.startswith(message) for fault in messages_of(opened)]


def test_a_report_s_day_of_completion_may_be_left_out_or_after_its_year(opened: Opened, replace: Replace) -> None:
    replace("report.toml", "[report]", "[report]\ncompiled_on = 2024-07-18")
    assert messages_of(opened) == []


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('kind = "compilaton"\ncompiled_by = "A"', 'report.kind: "compilaton" is no kind of report.'),
        ('kind = "compilation"', "report.compiled_by: blank. Name who compiled the report"),
        ('kind = "compilation"\ncompiled_by = " "', "report.compiled_by: blank. Name who compiled the report"),
        (
            'kind = "own"\ncompiled_by = "A Reader"',
            "report.compiled_by: only a compilation is compiled by somebody else.",
        ),
        ('compiled_by = "A Reader"', "report.compiled_by: only a compilation is compiled by somebody else."),
        (
            'kind = "compilation"\ncompiled_by = "A Reader"',
            "sign_offs: a compilation is not the partnership's to sign.",
        ),
    ],
)
def test_whose_report_it_is_must_agree_in_itself(opened: Opened, replace: Replace, settings: str, message: str) -> None:
    replace("report.toml", "[report]", f"[report]\n{settings}")
    assert [True] == [
        fault.startswith(message) for fault in messages_of(opened) if "report" in fault or "sign" in fault
    ][:1]


def test_a_folder_that_is_called_as_another_authority_is_refused(thornby: Path) -> None:
    place = thornby.parent.rename(thornby.parents[1] / "leeds") / "2023-24"
    faults = settings_faults.faults(YearFolder("leeds", "2023-24", place, thornby.parents[2]))
    assert [fault.column for fault in faults] == ["partnership.areas"]
    assert 'the folder is called "leeds", which is Leeds (E08000035)' in faults[0].message


@pytest.mark.parametrize(("place", "is_refused"), [("Wirrall", True), ("Wirral", False), ("Thornby", False)])
def test_a_place_that_is_nearly_the_area_s_is_refused(
    opened: Callable[[], YearFolder], replace: Callable[[str, str, str], None], place: str, is_refused: bool
) -> None:
    replace("report.toml", 'place = "Thornby"', f'place = "{place}"')
    assert [fault.column for fault in settings_faults.faults(opened())] == ["partnership.place"] * is_refused
