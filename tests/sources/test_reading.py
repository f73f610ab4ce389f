"""A file that is not what its name says is a sentence with file and cure, never a traceback; what is read is never changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from support.alike import rest_slow

from helpers.errors import Fault, ReportError, readable
from helpers.publish import build, check
from helpers.sources import YearFolder, reading
from helpers.statistics.named_numbers import NamedNumbers

Opened = Callable[[], YearFolder]
Replace = Callable[[str, str, str], None]
PAGES, WELCOME, SETTINGS = "01_introduction/top_pages.csv", "01_introduction/welcome.md", "report.toml"
ZIP, OLE, PDF = b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.7\n%\xe2\xe3"


def of(file: str, opened: Opened) -> list[str]:
    """The faults of one file, as sentences; checking ends without a traceback."""
    return [str(fault) for fault in check.faults(opened()) if fault.file.endswith(file)]


@pytest.mark.parametrize("file", rest_slow(PAGES, WELCOME, SETTINGS))
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (ZIP, "a Word or Excel document"),
        (OLE, "an old Word or Excel document"),
        (PDF, "a PDF"),
        (b"\x89PNG\r\n", "a picture"),
        (b"{\\rtf1 Hello}", "a document in rich text"),
        ("Größe, £".encode("cp1252"), "not UTF-8"),
        ("name,value\n".encode("utf-16"), "not UTF-8"),
        (b"\xff\xff\xff", "not UTF-8"),
        (b"id,na\x00me\n", "control character (U+0000)"),
        (b"first\nsecond \x1b[2J\n", "Line 2 holds a control character (U+001B)"),
    ],
)
def test_a_file_of_another_kind_than_its_name_says_is_one_sentence(
    thornby: Path, opened: Opened, file: str, content: bytes, words: str
) -> None:
    (thornby / file).write_bytes(content)
    faults = of(file, opened)
    assert len(faults) == 1 and words in faults[0], faults


@pytest.mark.parametrize("file", rest_slow(PAGES, WELCOME, SETTINGS))
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("folder", "a folder, not a file"),
        ("broken", "a link to what is not there"),
        ("itself", "a link to itself"),
        ("out", "a link out of the folder"),
        ("pipe", "a pipe, a socket or a device"),
        ("device", "out of the folder"),
        ("large", "larger than"),
    ],
)
def test_what_is_no_file_of_the_folder_is_one_sentence_and_is_never_waited_for(
    thornby: Path, opened: Opened, file: str, kind: str, words: str, tmp_path: Path
) -> None:
    path = thornby / file
    path.unlink()
    (tmp_path / "elsewhere").write_text("id\n")
    make: dict[str, Callable[[], object]] = {
        "folder": path.mkdir,
        "broken": lambda: path.symlink_to("nowhere"),
        "itself": lambda: path.symlink_to(path.name),
        "out": lambda: path.symlink_to(tmp_path / "elsewhere"),
        "pipe": lambda: os.mkfifo(path),
        "device": lambda: path.symlink_to("/dev/zero"),
        "large": lambda: _sized(path, 300_000_000),
    }
    make[kind]()
    faults = of(file, opened)
    assert len(faults) == 1 and words in faults[0], faults


def _sized(path: Path, size: int) -> None:
    path.touch()
    os.truncate(path, size)


@pytest.mark.parametrize(
    "settings",
    [
        *rest_slow(
            'partnership = "Wirral"',
            'partnership = ["Wirral"]',
            '[[partnership]]\nname = "Thornby"',
            "partnership = 2024-01-01",
        ),
        *rest_slow('partners = ["a"]', 'sign_offs = ["a"]', "sign_offs = 3", 'report = "x"'),
        *rest_slow("[report]\ntitle = 2024", "[[partners]]\nname = 1"),
        *rest_slow("a = " + "[" * 3000 + "]" * 3000, "a = {b = " * 500),
    ],
)
def test_settings_of_another_shape_are_told_and_nothing_else_stumbles_over_them(
    thornby: Path, opened: Opened, settings: str
) -> None:
    (thornby / SETTINGS).write_text(settings, "utf-8")
    assert of(SETTINGS, opened)
    with pytest.raises(ReportError):
        _ = opened().settings


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("title =", "titel =", "report.titel: The report knows no such setting. Did you mean title"),
        ("[report]", "[reprot]", "reprot: The report knows no such setting. Did you mean report"),
        ("place =", "Place =", "partnership.Place: The report knows no such setting. Did you mean place"),
        ("kind =", "knd =", "partners.knd: The report knows no such setting. Did you mean kind"),
        ('"TSCP"', '"   "', "partnership.short_name: blank"),
        ('"TSCP"', "7", 'partnership.short_name: "7" is not a text'),
    ],
)
def test_a_setting_that_the_report_does_not_know_is_told_with_the_nearest(
    opened: Opened, replace: Replace, old: str, new: str, words: str
) -> None:
    replace(SETTINGS, old, new)
    assert any(words in fault for fault in of(SETTINGS, opened)), of(SETTINGS, opened)


def test_a_folder_with_files_but_no_settings_is_a_fault(thornby: Path, opened: Opened) -> None:
    (thornby / SETTINGS).rename(thornby / "Report.toml")
    assert any("not there, though the folder holds others" in fault for fault in of(SETTINGS, opened))


@pytest.mark.parametrize("file", [PAGES, WELCOME, SETTINGS])
@pytest.mark.parametrize("end", rest_slow("\r\n", "\n", "\r"))
@pytest.mark.parametrize("mark", rest_slow("\ufeff", ""))
def test_a_mark_and_the_ends_of_lines_change_nothing(
    thornby: Path, opened: Opened, file: str, end: str, mark: str
) -> None:
    before = (
        opened().table("top_pages").frame.to_dict(),
        opened().settings,
        opened().prose("01_introduction", "welcome"),
    )
    words = (thornby / file).read_text("utf-8")
    (thornby / file).write_bytes((mark + words.replace("\n", end)).encode())
    folder = YearFolder(opened().partnership, opened().year, thornby, opened().root)
    assert check.faults(folder) == []
    after = (folder.table("top_pages").frame.to_dict(), folder.settings, folder.prose("01_introduction", "welcome"))
    assert before == after


@pytest.mark.parametrize(
    "cell", [*rest_slow("\u00a0120", "120\u00a0", " 120 ", "\u2009120", "\u202f120\u202f"), "+120", "0120"]
)
def test_a_number_with_spaces_of_any_kind_around_it_is_that_number(opened: Opened, replace: Replace, cell: str) -> None:
    replace(PAGES, ",120,", f",{cell},")
    assert check.faults(opened()) == [] and 120 in list(opened().table("top_pages").frame["views"])


@pytest.mark.parametrize(
    "cell",
    [*rest_slow("１２０", "١٢٠", "Ⅻ"), *rest_slow("1_000", "1\u00a0000", "1,000", "£120"), *rest_slow("nan", "NaN", "inf", "-inf"),
     *rest_slow("1e400", "1e30", "9" * 20), *rest_slow("12.0", "0x10")],
)  # fmt: skip
def test_a_number_that_is_none_is_a_sentence_and_never_lost(opened: Opened, replace: Replace, cell: str) -> None:
    replace(PAGES, ",120,", f',"{cell}",')
    faults = [fault for fault in of(PAGES, opened) if "row 2, views" in fault]
    assert any("is not a whole number" in fault or fault.endswith(("Write 1000.", "Write 120.")) for fault in faults)


@pytest.mark.parametrize(
    "day",
    [
        *rest_slow("2023-02-30", "2023-13-01"),
        *rest_slow("01/06/2023", "２０２３-06-01", "2023-6-1", "2023", "20230601"),
        *rest_slow("now", "NaT", "today"),
    ],
)
def test_a_date_that_is_none_is_a_sentence(opened: Opened, replace: Replace, day: str) -> None:
    file = "04_learning_from_case_reviews/reviews.csv"
    replace(file, "2023-06-01", day)
    assert any("is not a date" in fault for fault in of(file, opened))


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(thornby: Path, opened: Opened) -> None:
    rows = (thornby / PAGES).read_text("utf-8").splitlines()
    (thornby / PAGES).write_text("\n".join([rows[0], "", rows[1].replace("120", "many"), *rows[2:]]), "utf-8")
    assert of(PAGES, opened) == [
        "row 2: The row is blank. Take it out.",
        'row 3, views: "many" is not a whole number. Write digits only, such as 12.',
    ]


def test_three_hundred_rows_of_commas_below_a_table_are_one_fault(thornby: Path, opened: Opened) -> None:
    with (thornby / PAGES).open("a", encoding="utf-8") as file:
        file.write(",,,,\n" * 300)
    assert len(of(PAGES, opened)) == 1 and "299 rows below it are blank" in of(PAGES, opened)[0]


@pytest.mark.parametrize(("cell", "words"), [('"Training', "never closed"), ('"Trai"ning', "stands where none can")])
def test_a_quotation_mark_that_is_not_closed_is_named_as_such(
    opened: Opened, replace: Replace, cell: str, words: str
) -> None:
    replace(PAGES, "Training", cell)
    assert len(of(PAGES, opened)) == 1 and words in of(PAGES, opened)[0]


def test_a_cell_of_nearly_twenty_thousand_letters_is_read(opened: Opened, replace: Replace) -> None:
    replace(PAGES, "Training", "a" * 19_000)
    assert check.faults(opened()) == []


@pytest.mark.parametrize(("file", "word", "line"), [(PAGES, "Training", 2), (WELCOME, "The difference", 3)])
def test_a_line_of_a_megabyte_is_refused_within_two_seconds_with_its_number_and_the_cure(
    opened: Opened, replace: Replace, file: str, word: str, line: int
) -> None:
    replace(file, word, "in 12 years " * 33_000)
    start = process_time()
    assert [
        fault for fault in of(file, opened) if f"Line {line} has " in fault and "Divide it into paragraphs" in fault
    ]
    assert process_time() - start < 2


def test_a_section_longer_than_a_whole_report_is_refused(thornby: Path, opened: Opened) -> None:
    (thornby / WELCOME).write_text("The partnership met.\n\n" * 30_000, "utf-8")
    assert any("larger than 0.5 MB" in fault for fault in of(WELCOME, opened))


@pytest.mark.parametrize(
    ("value", "unit", "cure"),
    [
        *[("-500", "count", "Correct it"), ("2.5", "count", "digits only"), ("174", "percent", "percent_change")],
        ("-1", "weeks", "the unit of one"),
    ],
)
def test_a_fact_that_none_of_its_unit_can_be_is_a_sentence(
    opened: Opened, replace: Replace, value: str, unit: str, cure: str
) -> None:
    replace(FACTS, "staff.trained,500,count", f"staff.trained,{value},{unit}")
    faults = of(FACTS, opened)
    assert any(f'"{value}" is' in fault and cure in fault and fault.startswith("row ") for fault in faults), faults


@pytest.mark.parametrize(
    "content",
    ["", "{", '{"cells": [', "[]", "{}", "3", '{"nbformat": 4}', '{"nbformat": 3, "cells": []}', '{"nbformat": 99, "cells": []}',
     '{"nbformat": 4, "cells": [1]}', '{"nbformat": 4, "cells": [{"cell_type": "code"}]}', '{"nbformat": 4, "cells": {}}', "[" * 100_000],
)  # fmt: skip
def test_a_notebook_that_is_none_is_a_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "01_x.ipynb").write_text(content, "utf-8")
    with pytest.raises(reading.UnreadableFile, match=r"JupyterLab"):
        reading.notebook(tmp_path / "01_x.ipynb", "notebooks/01_x.ipynb", tmp_path)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
        ("a\x00b", "a\\x00b"),
        ("a\rb\tc", "a\\rb\\tc"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u200bb", "a\\u200bb"),
        ("a\x9bb", "a\\x9bb"),
        ("a\u2028b", "a\\u2028b"),
        ("£ – ’ é\n", "£ – ’ é\n"),
        (f'"{"a" * 300}" is long', f'"{"a" * 100} … (300 characters)" is long'),
    ],
)
def test_nothing_of_the_data_reaches_a_terminal_as_it_is(words: str, shown: str) -> None:
    assert (readable(words), str(ReportError(words)), str(Fault("f", 0, "", words))) == (shown, shown, shown)


FACTS = "01_introduction/facts.csv"


@pytest.mark.parametrize(
    "value",
    [*rest_slow("nan", "inf", "-inf", "NaT"), *rest_slow("1e30", "1e400"), *rest_slow("1,000", "1_000", "12 500", "1\u00a0000", "£1000", "0x3e8")],
)  # fmt: skip
def test_a_fact_that_is_no_number_is_a_sentence_and_never_lost(opened: Opened, replace: Replace, value: str) -> None:
    replace(FACTS, "income.total,1000,", f'income.total,"{value}",')
    faults = [fault for fault in of(FACTS, opened) if fault.startswith("row 2")]
    assert any("is not a number" in fault or "Write 1000." in fault for fault in faults), faults


@pytest.mark.parametrize(
    "value", [*rest_slow("1000\u00a0", " 1000", "\u202f1000"), *rest_slow("+1000", "01000", "1000.0")]
)
def test_a_fact_with_spaces_around_it_is_that_number(opened: Opened, replace: Replace, value: str) -> None:
    replace(FACTS, "income.total,1000,", f"income.total,{value},")
    assert check.faults(opened()) == [] and NamedNumbers(opened()).number("income.total").value == 1000


@pytest.mark.parametrize(
    "day", rest_slow("2023-02-30", "now", "2023-13-01", "NaT", "02/10/2023", "2023-10", "1e5", quick=2)
)
def test_a_fact_that_is_no_date_is_a_sentence(opened: Opened, replace: Replace, day: str) -> None:
    replace(FACTS, "launch.day,2023-10-02,", f"launch.day,{day},")
    assert any(fault.startswith("row 8") and "date" in fault for fault in of(FACTS, opened)), of(FACTS, opened)


@pytest.mark.parametrize("unit", ["words", "period", "mixed"])
def test_a_fact_in_a_unit_of_no_value_is_a_sentence(opened: Opened, replace: Replace, unit: str) -> None:
    replace(FACTS, "staff.trained,500,count", f"staff.trained,500,{unit}")
    assert any(f'"{unit}" is the unit of no value' in fault for fault in of(FACTS, opened))


def test_a_name_that_two_rows_have_is_refused_where_it_stands_again(opened: Opened, replace: Replace) -> None:
    replace("01_introduction/derived.csv", "funding.gap", "income.total")
    message = '"income.total" is the name of data/thornby/2023-24/01_introduction/facts.csv, row 2 too'
    assert any(fault.startswith(f"row 2, id: {message}") for fault in of("01_introduction/derived.csv", opened))


@pytest.mark.parametrize("name", [r"a\u001b[31mb", r"a\u202eb", r"a\u0000b"])
def test_a_control_character_that_an_escape_writes_is_refused(opened: Opened, replace: Replace, name: str) -> None:
    replace("report.toml", 'place = "Thornby"', f'place = "{name}"')
    assert any("holds a control character" in fault for fault in of("report.toml", opened))


@pytest.mark.parametrize("setting", [f"x = {'9' * 5000}", f"x = {'[' * 5000}{']' * 5000}"])
def test_settings_that_python_cannot_read_are_refused(opened: Opened, replace: Replace, setting: str) -> None:
    replace("report.toml", "[partnership]", f"{setting}\n[partnership]")
    assert any("cannot be read" in fault for fault in of("report.toml", opened))


@pytest.mark.parametrize("settings", rest_slow("partners = 3", "sign_offs = [1]", 'report = "x"', 'unchanged = "x"'))
def test_a_final_report_with_settings_of_another_shape_is_refused_by_a_sentence(thornby: Path, settings: str) -> None:
    (thornby / SETTINGS).write_text(settings, "utf-8")
    with pytest.raises(ReportError, match=r"report\.toml"):
        build.report(partnership="thornby", year="2023-24", final=True)
