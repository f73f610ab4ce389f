"""Nothing that is hidden leaves: not in any file of a build, however it is packed, and not by what changes when it changes.

A year has a file of every kind that counts people, once with small numbers under the usual policy and once with seven-digit
ones under the policy that hides everything below ten million. The builds that leak on purpose run in `make test-properties`.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import io
import json
import os
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from support import leaks, people_files, two_chapters
from support.alike import rest_slow
from support.people_files import LARGE, LARGE_MOVED, SHOWN_MOVED, SMALL_MOVED
from support.two_chapters import contents

from helpers.errors import ReportError
from helpers.publish import build, release
from helpers.publish.compare import command
from helpers.publish.running import chapter_outputs, notebook_rules
from helpers.sources import open_year, schema
from helpers.statistics import statistic

VALUE = 7123457
IN_FULL = pytest.mark.skipif("PROPERTY_TABLES" not in os.environ, reason="run by make test-properties")


@dataclass(frozen=True)
class Built:
    """A project and its report."""

    place: Path
    files: dict[str, bytes]

    @property
    def leaked(self) -> list[str]:
        """Where a number that must be hidden stands, or a digest of a local file, in the report or the cache."""
        planted = (*LARGE.planted, *LARGE_MOVED.planted)
        folders = leaks.planted_in(self.place / "build", planted, self.place / "data" / "thornby")
        return [*folders, *leaks.planted_in(self.place / ".cache", planted)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The report of the year."""
    place = people_files.project(tmp_path_factory.mktemp("people"))
    if "PROPERTY_TABLES" in os.environ:
        people_files.tell_about(place)
    with people_files.known_to(place):
        yield Built(place, report(place))


def report(place: Path) -> dict[str, bytes]:
    """Build the report and return all its files."""
    build.report(partnership="thornby", year=people_files.YEAR)
    return contents(place / "build")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """A project of its own for a test that builds it otherwise."""
    place = people_files.project(tmp_path / "project")
    with people_files.known_to(place):
        yield place


# What a build must not do


def test_no_number_planted_below_a_limit_of_millions_and_no_digest_of_a_local_file_is_anywhere(built: Built) -> None:
    assert [] == built.leaked


@pytest.mark.slow
def test_moving_every_hidden_number_leaves_every_file_as_it_was_byte_for_byte(built: Built) -> None:
    people_files.write(built.place, "dfe", SMALL_MOVED)
    people_files.write(built.place, "sealed", LARGE_MOVED)
    after = report(built.place)
    assert built.files.keys() == after.keys()
    assert [] == [name for name in after if built.files[name] != after[name]]
    assert [] == built.leaked


@pytest.mark.slow
def test_no_planted_number_is_in_a_comparison_of_two_years_or_in_what_is_released(project: Path) -> None:
    signature = 'organisation = "Thornby Council"\nname = "A. Signer"\ndate = "2024-09-02"'
    two_chapters.change(
        project / "data/thornby" / people_files.YEAR / "report.toml",
        'organisation = "Thornby Council"\nname = ""\ndate = ""',
        signature,
    )
    last = build.report(partnership="thornby", year=people_files.LAST)
    this = build.report(partnership="thornby", year=people_files.YEAR)
    assert (command.write(last, this) / "changes.csv").is_file()
    assert release.put_out(open_year("thornby", people_files.YEAR), this).archive.is_file()
    planted = (*LARGE.planted, *LARGE_MOVED.planted)
    assert [] == leaks.planted_in(project / "build", planted) + leaks.planted_in(project / "releases", planted)


def test_the_year_shows_what_it_need_not_hide(built: Built) -> None:
    """Else nothing could have leaked: hidden and shown numbers stand side by side."""
    shown = built.files["thornby/2023-24/downloads/13_people_counted_dfe_by_age.csv"].decode()
    assert "[c]" in shown and "45" in shown


def test_the_year_shows_nothing_under_the_policy_that_hides_everything(built: Built) -> None:
    for kind in ("by_age", "heard", "children"):
        sealed = [name for name in built.files if f"sealed_{kind}" in name and name.endswith(".csv")]
        assert sealed and all("[c]" in built.files[name].decode() for name in sealed), kind


def test_every_number_planted_is_in_a_file_and_below_the_limit(project: Path) -> None:
    text = b"".join(contents(project / "data" / "thornby").values()).decode()
    changes = {abs(now - then) for now, then in zip(LARGE.ages, LARGE.before, strict=True)}
    worked_out = changes | {LARGE.missing}
    assert all(str(number) in text for number in set(LARGE.planted) - worked_out)
    assert all(1_000_000 <= number < 10_000_000 for number in LARGE.planted)


def test_a_row_of_children_shown_in_a_chapter_fails_the_build(project: Path) -> None:
    people_files.show(project, 'tables.show(statistics.protect(measures.table(chapter, "dfe_children"), title="All"))')
    with pytest.raises(ReportError, match="no row of it may be shown"):
        report(project)


MARKED = (7123457, 7123461)
ROWS = "id,ward,number,source\na,Bidston,7123457,thornby_accounts\nb,Upton,7123461,thornby_accounts\n"
FACT = "exploitation.children,7123457,count,{},2023-24,,thornby_accounts,,{}\n"


@pytest.mark.parametrize("counted", rest_slow("children exploited", None, "activities", "cases", quick=2))
def test_numbers_in_a_new_table_of_a_copied_schema_are_nowhere(project: Path, counted: str | None) -> None:
    copied = json.loads((schema.SCHEMAS / "family_hubs.json").read_text("utf-8")) | {"chapter": people_files.CHAPTER}
    number = {"name": "number", "type": "integer", "title": "Girls known", "counts": counted, "open": "events"}
    columns = {"id": {}, "ward": {}, "number": {key: value for key, value in number.items() if value}, "source": {}}
    copied["fields"] = [{"name": name, "type": "string"} | column for name, column in columns.items()]
    (schema.SCHEMAS / "wards.json").write_text(json.dumps(copied), "utf-8")
    schema.schemas.cache_clear()
    (project / "data/thornby" / people_files.YEAR / people_files.CHAPTER / "wards.csv").write_text(ROWS, "utf-8")
    people_files.show(project, 'tables.show(statistics.protect(measures.table(chapter, "wards")))')
    refused_without(project, "wards.csv has")


@pytest.mark.parametrize(
    ("counted", "note"),
    [
        *rest_slow(("", ""), ("time", "")),
        ("children exploited", ""),
        *rest_slow(("activities", "Meetings about girls"), ("pages", "Exploited")),
    ],
)
def test_numbers_of_people_among_the_facts_are_nowhere(project: Path, counted: str, note: str) -> None:
    year = project / "data/thornby" / people_files.YEAR
    with (year / "01_introduction/facts.csv").open("a", encoding="utf-8") as facts:
        facts.write(FACT.format(counted, note))
    with (year / "01_introduction/welcome.md").open("a", encoding="utf-8") as section:
        section.write("\nWe know of {{ exploitation.children }}.\n")
    people_files.show(project, 'prose.say("We know of {}.", statistics.number(chapter, "exploitation.children"))')
    refused_without(project, "facts.csv has")


def refused_without(project: Path, message: str) -> None:
    """Build, and find that it is refused with the message, and that no marked number is in it or in anything it leaves."""
    with pytest.raises(ReportError, match=message) as refused:
        report(project)
    assert not any(str(number) in str(refused.value) for number in MARKED)
    assert [] == leaks.planted_in(project / "build", MARKED) + leaks.planted_in(project / ".cache", MARKED)


BEHIND = 'chapter.folder.table("sealed_by_age").frame'
BARE = 'measures.table(chapter, "sealed_by_age")'


@pytest.mark.parametrize(
    "cell",
    [*rest_slow(BARE, f"bare = {BARE}\nbare", f"display({BARE})"), *rest_slow(BEHIND, f"print({BEHIND}.to_csv())")],
)
def test_a_cell_that_shows_a_measure_is_refused_before_it_runs_and_leaves_nothing(project: Path, cell: str) -> None:
    people_files.show(project, cell)
    with pytest.raises(ReportError, match=r"passed the gate|behind the gate"):
        report(project)
    assert [] == leaks.planted_in(project / "build", LARGE.planted) + leaks.planted_in(
        project / ".cache", LARGE.planted
    )


@pytest.mark.parametrize(
    "cell",
    [
        *rest_slow(
            f"{BARE}.table",
            f"display({BARE}.table)",
            f"{BARE}.table.to_numpy()",
            f'"{{}}".format({BARE}.cells)',
            f"tables.show({BARE})",
        ),
        *rest_slow(
            f"print(vars({BARE}))",
            f"print({BARE}.table.to_html())",
            f"import logging; logging.error({BARE}.cells)",
            f"import warnings; warnings.warn(str({BARE}.cells))",
        ),
        pytest.param(f"raise ValueError({BARE}.cells)", marks=pytest.mark.slow),
    ],
)
def test_whatever_a_cell_shows_of_a_measure_is_nowhere_though_no_rule_of_chapters_held(
    project: Path, cell: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(notebook_rules, "broken", lambda notebook: [])
    people_files.show(project, cell)
    with contextlib.suppress(ReportError):
        report(project)
    assert [] == leaks.planted_in(project / "build", LARGE.planted) + leaks.planted_in(
        project / ".cache", LARGE.planted
    )
    assert not any(str(number) in "".join(capfd.readouterr()) for number in LARGE.planted)


def test_no_message_of_a_cell_that_fails_holds_a_number_of_a_measure(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook_rules, "broken", lambda notebook: [])
    people_files.show(project, f"raise ValueError({BARE}.cells)")
    with pytest.raises(ReportError, match="whose message may quote what must not be shown") as failed:
        report(project)
    assert not any(str(number) in str(failed.value) for number in LARGE.planted)


@pytest.mark.slow
def test_a_bare_measure_shows_the_one_sentence_though_no_rule_of_chapters_held(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook_rules, "broken", lambda notebook: [])
    people_files.show(project, BARE)
    with pytest.raises(ReportError, match="cell 5 shows something that is no block"):
        report(project)


# Builds that leak on purpose


@pytest.mark.property
@IN_FULL
@pytest.mark.parametrize("name", ["sealed_by_age", "sealed_by_place", "sealed_heard", "sealed_children"])
def test_a_chapter_that_prints_a_raw_table_is_found_out(
    project: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook_rules, "broken", lambda notebook: [])
    monkeypatch.setattr(chapter_outputs, "refuse", lambda notebook, name: None)
    people_files.show(project, f'print(chapter.folder.table("{name}").frame.to_csv())')
    report(project)
    assert any("ipynb" in place for place in leaks.planted_in(project / "build", LARGE.planted))


@pytest.mark.property
@IN_FULL
def test_a_gate_that_lets_everything_pass_is_found_out_twice(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistic, "_hidden", lambda measure: measure)
    before = report(project)
    places = " ".join(leaks.planted_in(project / "build", LARGE.planted))
    assert all(suffix in places for suffix in (".pdf", ".html", ".csv", ".ipynb"))
    people_files.write(project, "dfe", SMALL_MOVED)
    assert before != report(project)


@pytest.mark.property
@IN_FULL
def test_moving_a_number_that_is_shown_changes_the_report(project: Path) -> None:
    before = report(project)
    people_files.write(project, "dfe", SHOWN_MOVED)
    assert before != report(project)


# What the search for leaks must find


def archived(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", content)
    return packed.getvalue()


def pdf(**places: str) -> bytes:
    """A PDF that holds words in its metadata, in an alternative text or in a compressed stream."""
    document, stream = pikepdf.new(), io.BytesIO()
    document.docinfo["/Title"] = places.get("title", "A report")
    document.Root.Figure = document.make_indirect(
        pikepdf.Dictionary(Alt=pikepdf.String(places.get("alt", "A chart of £")))
    )
    document.Root.Stream = document.make_stream(places.get("stream", "nothing").encode())
    document.save(stream, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return stream.getvalue()


LEAKS = {
    "digits": b"total 7123457 children",
    "separated by commas": b"<p>7,123,457</p>",
    "separated by thin spaces": "7\u202f123\u202f457".encode(),
    "separated by tags": b"7,<b>123</b>,<span class='x'>457</span>",
    "escaped in HTML": b"&#55;123&#8239;457",
    "escaped in JSON": json.dumps({"metadata": {"x": "7\u202f123\u202f457"}}).encode(),
    "in millions": b"7.123457e+06",
    "in base sixteen": float(VALUE).hex().encode(),
    "as an array": struct.pack("<d", VALUE),
    "in a data address": b"<img src='data:text/plain;base64,"
    + base64.b64encode(b"so many as 7123457 children in this area")
    + b"'>",
    "compressed": gzip.compress(b"7123457", mtime=0),
    "in a document": archived(b"<w:t>7,123,457</w:t>"),
    "in the title of a PDF": pdf(title="7,123,457 children"),
    "in the alternative text of a PDF": pdf(alt="£ 7,123,457"),
    "in a stream of a PDF": pdf(stream="7123457"),
}


@pytest.mark.parametrize("kind", LEAKS)
def test_a_planted_number_is_found(tmp_path: Path, kind: str) -> None:
    (tmp_path / "leak").write_bytes(LEAKS[kind])
    assert ["leak holds 7123457"] == leaks.planted_in(tmp_path, [VALUE])


def test_a_planted_number_is_found_in_a_files_name(tmp_path: Path) -> None:
    (tmp_path / "children_7123457.csv").write_bytes(b"")
    assert 1 == len(leaks.planted_in(tmp_path, [VALUE]))


def test_a_number_that_only_looks_alike_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(b"7123458 and 712345, and in a list: 71 23, 45 and 7")
    assert [] == leaks.planted_in(tmp_path, [VALUE + 1_000_000])


@pytest.mark.parametrize("name", ["md5", "sha1", "sha256"])
@pytest.mark.parametrize("form", ["hex", "capitals", "base64", "shortened"])
def test_a_digest_of_a_local_file_is_found(tmp_path: Path, name: str, form: str) -> None:
    local, build = tmp_path / "local", tmp_path / "made"
    local.mkdir()
    build.mkdir()
    (local / "plans.csv").write_text("age,children\na,3\n", encoding="utf-8")
    digest = hashlib.new(name, (local / "plans.csv").read_bytes())
    forms = {
        "hex": digest.hexdigest(),
        "capitals": digest.hexdigest().upper(),
        "base64": base64.b64encode(digest.digest()).decode(),
        "shortened": digest.hexdigest()[:16],
    }
    (build / "build.json").write_text(json.dumps({"inputs": forms[form]}), encoding="utf-8")
    assert ["build.json holds digest of plans.csv"] == leaks.planted_in(build, [], local)
