"""A fleet: what is ordered, what travels, what counts as finished, and what its page says."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import re
import shutil
import stat
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from dask.utils import key_split
from fsspec.implementations.local import LocalFileSystem

from helpers.errors import ReportError
from helpers.publish.fleet import bundle, page
from helpers.publish.fleet.dask_client import longest_first, refuse_other_python, task_name
from helpers.publish.fleet.jobs import Job, jobs_for
from helpers.publish.fleet.report_store import CompletionMarker, ReportStore, up_to_date
from helpers.publish.fleet.worker_plugin import Builder, FleetWorker, Order
from helpers.sources import areas

LEEDS = Job("leeds", "2023-24", "Leeds", "Yorkshire and The Humber", "key")
private = pytest.mark.skipif(os.name != "posix", reason="who may read a file is told otherwise here")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report as a build leaves it, small."""
    place = tmp_path / "made"
    for name in ("report.pdf", "site/index.html", "site/downloads.html"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(f"{name} of Leeds", encoding="utf-8")
    (place / "build.json").write_text('{"status": "draft"}', encoding="utf-8")
    return place


@pytest.fixture(params=["folder", "object store"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ReportStore:
    """A store in a folder, and one where nothing can be renamed."""
    if request.param == "object store":
        fsspec.filesystem("memory").store.clear()
    return ReportStore(str(tmp_path / "store") if request.param == "folder" else "memory://reports/all")


class Remembering(LocalFileSystem):
    """A folder whose listings are kept until they are forgotten, as those of object stores are."""

    protocol = "remembering"

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return super()._strip_protocol(path.removeprefix("remembering://"))

    def ls(self, path: str, detail: bool = False, **options: object) -> list[Any]:
        path = self._strip_protocol(path)
        if path not in self.dircache:
            self.dircache[path] = super().ls(path, detail=True, **options)
        return self.dircache[path] if detail else [entry["name"] for entry in self.dircache[path]]

    def invalidate_cache(self, path: str | None = None) -> None:
        self.dircache.clear()


def places(names: str) -> list[str]:
    return [order.place for order in jobs_for(names, "2023-24")]


def keys(names: str = "thornby, leeds") -> dict[str, str]:
    return {order.partnership: order.key for order in jobs_for(names, "2023-24")}


def test_every_name_that_means_no_area_is_told_at_once() -> None:
    with pytest.raises(ReportError, match=r"(?s)Leedz.*Wiral"):
        jobs_for("Leedz, Kent, Wiral", "2023-24")


@pytest.mark.parametrize(
    ("names", "year", "message"), [("", "2023-24", "names no area"), ("all", "last year", "not a year")]
)
def test_what_cannot_be_ordered_is_told(names: str, year: str, message: str) -> None:
    with pytest.raises(ReportError, match=message):
        jobs_for(names, year)


def test_a_name_with_a_comma_of_its_own_is_one_area() -> None:
    areas_named = "Kingston upon Hull, City of, leeds,Bournemouth, Christchurch and Poole"
    assert places(areas_named) == ["Bournemouth, Christchurch and Poole", "Kingston upon Hull", "Leeds"]


def test_an_area_named_twice_is_ordered_once() -> None:
    assert places("Hull, Kingston upon Hull, City of, hull") == ["Kingston upon Hull"]


def test_all_are_the_authorities_that_stood_at_the_year_s_end() -> None:
    assert len(places("all")) == len(areas.authorities(2024)) == 153


def test_data_of_one_partnership_changes_the_key_of_that_one_alone(thornby: Path) -> None:
    before = keys()
    (thornby / "report.toml").write_text((thornby / "report.toml").read_text("utf-8") + "\n", "utf-8")
    assert {name for name, key in keys().items() if key != before[name]} == {"thornby"}


@pytest.mark.parametrize("name", ["notebooks/10_glossary.ipynb", "data/common/sources.csv"])
def test_what_is_common_changes_every_key(thornby: Path, name: str) -> None:
    root = thornby.parents[2]
    common = root / "data" / "common"
    original = common.resolve()
    common.unlink()
    shutil.copytree(original, common)
    before = keys()
    (root / name).write_text((root / name).read_text("utf-8") + "\n", "utf-8")
    assert {name for name, key in keys().items() if key != before[name]} == {"thornby", "leeds"}


def test_reports_are_one_kind_of_task_so_that_dask_gives_the_next_to_whoever_is_free() -> None:
    jobs = jobs_for("Leeds, Kent, Bristol, City of", "2023-24")
    named = {task_name(dataclasses.asdict(job), "Client-1") for job in jobs}
    assert len(named) == 3
    assert {key_split(name) for name in named} == {"report"}


def test_reports_with_data_of_their_own_are_begun_first(thornby: Path) -> None:
    packed = bundle.packed(jobs_for("Leeds, thornby, Barnet", "2023-24"))
    assert [job.partnership for job in longest_first(packed)] == ["thornby", "barnet", "leeds"]


def test_a_report_without_its_marker_is_not_finished(store: ReportStore, report: Path) -> None:
    store.deliver(LEEDS, report)
    store.files.rm(store.path("finished/2023-24/leeds.json"))
    assert store.finished("2023-24") == {}


@pytest.mark.parametrize("harm", ["missing", "cut short"])
def test_a_report_that_lacks_something_is_not_finished(store: ReportStore, report: Path, harm: str) -> None:
    store.deliver(LEEDS, report)
    harmed = store.path("2023-24/leeds/site/index.html")
    store.files.rm(harmed) if harm == "missing" else store.files.pipe_file(harmed, b"site")
    assert store.finished("2023-24") == {}


def test_a_report_that_another_process_made_since_is_finished_too(tmp_path: Path, report: Path) -> None:
    fsspec.register_implementation("remembering", Remembering, clobber=True)
    elsewhere, remembered = ReportStore(str(tmp_path / "store")), ReportStore(f"remembering://{tmp_path / 'store'}")
    elsewhere.deliver(LEEDS, report)
    assert set(remembered.finished("2023-24")) == {"leeds"}
    elsewhere.deliver(dataclasses.replace(LEEDS, partnership="kent"), report)
    assert set(remembered.finished("2023-24")) == {"leeds", "kent"}


def test_a_report_made_from_something_else_is_stale(store: ReportStore, report: Path) -> None:
    store.deliver(LEEDS, report)
    changed = dataclasses.replace(LEEDS, key="another")
    assert up_to_date([LEEDS, changed], store.finished("2023-24")) == [LEEDS]


def test_a_finished_report_is_the_one_that_was_made_and_nothing_of_the_last(store: ReportStore, report: Path) -> None:
    (report / "of_old.csv").touch()
    store.deliver(LEEDS, report)
    (report / "of_old.csv").unlink()
    (report / "build.json").write_text('{"status": "final"}', encoding="utf-8")
    store.deliver(LEEDS, report)
    place = store.path("2023-24/leeds")
    contents = {path.removeprefix(f"{place}/"): store.files.cat_file(path) for path in store.files.find(place)}
    assert contents == {
        path.relative_to(report).as_posix(): path.read_bytes() for path in report.rglob("*") if path.is_file()
    }
    assert store.finished("2023-24")["leeds"].status == "final"


@pytest.fixture
def lax() -> Iterator[None]:
    """A process whose new files anyone may read and write."""
    usual = os.umask(0)
    yield
    os.umask(usual)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@private
@pytest.mark.usefixtures("lax")
def test_only_who_runs_the_fleet_may_read_a_marker_and_anyone_the_page(tmp_path: Path, report: Path) -> None:
    store = ReportStore(str(tmp_path / "store"))
    store.deliver(LEEDS, report)
    store.write("2023-24/index.html", b"")
    names = ("finished/2023-24/leeds.json", "2023-24/index.html")
    assert [0o600, 0o666] == [mode(tmp_path / "store" / name) for name in names]
    assert mode(tmp_path / "store" / "2023-24" / "leeds" / "report.pdf") == mode(report / "report.pdf")


def names_in(archive: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(archive)).namelist()


def test_the_program_travels_without_any_partnership_s_data(thornby: Path) -> None:
    names = names_in(bundle.packed(jobs_for("thornby, leeds", "2023-24")).program)
    assert {
        "src/helpers/cli/__init__.py",
        "notebooks/10_glossary.ipynb",
        "templates/report.typ",
        "data/common/sources.csv",
        "data/published/figures.parquet",
    } <= set(names)
    assert [name for name in names if thornby.parent.name in name or "__pycache__" in name] == []


def test_a_partnership_s_data_goes_with_its_own_job_alone(thornby: Path) -> None:
    packed = bundle.packed(jobs_for("thornby, leeds", "2023-24")).own_data
    names = {job.partnership: names_in(own_data) if own_data else [] for job, own_data in packed.items()}
    assert names["leeds"] == []
    assert "data/thornby/2023-24/report.toml" in names["thornby"]
    assert [name for name in names["thornby"] if not name.startswith("data/thornby/")] == []


def test_no_log_that_shows_an_order_shows_the_data_in_it() -> None:
    assert "PK" not in repr(Order(dataclasses.asdict(LEEDS), b"PK and what Leeds supplied"))


def test_a_worker_of_another_python_is_refused_with_the_cure_before_code_is_sent_that_would_crash_it() -> None:
    here = ".".join(map(str, sys.version_info))
    refuse_other_python({"tcp://one": here, "tcp://two": here})
    with pytest.raises(ReportError, match=r"tcp://two runs Python 3\.1\.9\.final\.0, .* Nothing was built\. Begin"):
        refuse_other_python({"tcp://one": here, "tcp://two": "3.1.9.final.0"})


def test_workers_must_have_the_packages_of_this_machine() -> None:
    packages = bundle.packed([]).packages
    assert {"matplotlib", "pandas", "typst"} <= set(packages)
    assert "missing" not in packages.values()
    assert "pytest" not in packages


def test_a_worker_with_another_version_or_without_a_package_names_it_and_the_cure(tmp_path: Path) -> None:
    worker = FleetWorker(
        program(tmp_path, ""), "memory://", {"pandas": "1.0", "nosuch": "1.0", "pytest": pytest.__version__}
    )
    with pytest.raises(
        RuntimeError, match=r"has pandas \d[^ ]+, not 1\.0, nosuch missing, not 1\.0\. Install requirements"
    ):
        worker.build(Order(dataclasses.asdict(LEEDS), b""))


ANSWER_WITH_FILES = """
import json, pathlib, sys
for line in sys.stdin:
    pathlib.Path("build").mkdir()
    print(json.dumps(sorted(str(path) for path in pathlib.Path("data").rglob("*.csv"))), flush=True)
"""


def program(folder: Path, code: str) -> Path:
    """Write an archive of a program whose builder is some other code, and return its path."""
    place = folder / "program.zip"
    with zipfile.ZipFile(place, "w") as archive:
        for name in ("", "publish/", "publish/fleet/"):
            archive.writestr(f"src/helpers/{name}__init__.py", "")
        archive.writestr("src/helpers/publish/fleet/builder.py", code)
    return place


def order_with_data() -> Order:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("data/leeds/facts.csv", "a,b")
    return Order(dataclasses.asdict(LEEDS), packed.getvalue())


@private
@pytest.mark.usefixtures("lax")
def test_own_data_is_gone_from_a_worker_when_its_report_is_and_meanwhile_nobody_else_may_look(tmp_path: Path) -> None:
    builder = Builder(program(tmp_path, ANSWER_WITH_FILES), "memory://")
    try:
        assert builder.build(order_with_data()) == "['data/leeds/facts.csv']"
        assert mode(builder.folder) == 0o700
        assert sorted(path.name for path in builder.folder.iterdir()) == ["data", "log.txt", "src"]
        assert list((builder.folder / "data").iterdir()) == []
        assert builder.build(Order(dataclasses.asdict(LEEDS), b"")) == "[]"
    finally:
        builder.end()
    assert not builder.folder.exists()


def test_a_builder_that_ends_without_an_answer_says_its_last_words_and_keeps_no_data(tmp_path: Path) -> None:
    builder = Builder(program(tmp_path, "import sys; sys.stdin.readline(); sys.exit('no memory')"), "memory://")
    try:
        with pytest.raises(RuntimeError, match="it wrote last:\nno memory"):
            builder.build(order_with_data())
        assert list((builder.folder / "data").iterdir()) == []
        assert builder.log.read_bytes() == b""
    finally:
        builder.end()


def marker(partnership: str, place: str, region: str) -> CompletionMarker:
    return CompletionMarker(partnership, "2023-24", place, region, "secret key", "draft", {"report.pdf": 348_000})


HULL = marker("kingston-upon-hull", "Kingston upon Hull, City of", "Yorkshire and The Humber")
KENT = marker("kent", "Kent", "South East")


def test_the_page_lists_each_report_with_its_downloads_by_region() -> None:
    shown = page.rendered("2023-24", [HULL, KENT], [])
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", shown) == ["South East", "Yorkshire and The Humber"]
    for address in (
        "kent/site/index.html",
        "kent/report.pdf",
        "kent/site/downloads.html",
        "kingston-upon-hull/report.pdf",
    ):
        assert f'href="{address}"' in shown
    assert "(PDF, 0.3 MB)" in shown


def test_the_page_names_what_failed_without_quoting_data_and_tells_no_key() -> None:
    shown = page.rendered("2023-24", [HULL], [LEEDS])
    assert '<h2 id="not-made">Reports that could not be made</h2>' in shown
    assert "<li>Leeds</li>" in shown
    assert "secret key" not in shown


def test_every_link_of_the_page_says_where_it_goes_and_every_table_what_it_holds() -> None:
    shown = page.rendered("2023-24", [HULL, KENT], [])
    links = re.findall(r"<a [^>]*>(.*?)</a>", shown)
    assert len(links) == len(set(links))
    assert shown.count("<caption") == shown.count("<table>") == 2
    assert shown.count('<th scope="col">') == 8
    assert shown.count("<h1>") == 1
    identifiers = re.findall(r' id="([^"]+)"', shown)
    assert len(identifiers) == len(set(identifiers))


def test_the_page_needs_nothing_but_itself_and_the_reports() -> None:
    shown = page.rendered("2023-24", [KENT], [])
    assert re.findall(r'(?:src|href)="(?!#|data:|kent/)([^"]*)"', shown) == []
    assert "https://" not in re.sub(r"/\*.*?\*/", "", shown)


def test_a_page_of_no_reports_says_so() -> None:
    assert "No report of this year has been made" in page.rendered("2023-24", [], [])


def test_a_marker_is_read_as_it_was_written(store: ReportStore, report: Path) -> None:
    store.deliver(LEEDS, report)
    fields = json.loads(store.files.cat_file(store.path("finished/2023-24/leeds.json")))
    assert CompletionMarker(**fields) == store.finished("2023-24")["leeds"]
