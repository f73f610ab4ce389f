"""What an earlier build left is used again only where nothing that made it has changed."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from support import two_chapters
from support.alike import rest_slow
from support.two_chapters import change, change_cell

from helpers import cli
from helpers.publish import build
from helpers.publish.running import cache, notebook_rules, program, run, subprocesses
from helpers.publish.running.run import ChapterRun, RunningChapters
from helpers.sources import file_dependencies, fingerprints, open_year, snapshot
from helpers.statistics.declarations import Declarations

FIRST, SECOND = "01_introduction", "04_learning_from_case_reviews"


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, built."""
    place = two_chapters.write(tmp_path_factory.mktemp("built"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REPORT_ROOT", str(place))
        built()
    return place


@pytest.fixture
def project(built_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small project, with its report and its cache."""
    monkeypatch.setenv("REPORT_ROOT", str(tmp_path))
    return shutil.copytree(built_once, tmp_path, symlinks=True, dirs_exist_ok=True)


@pytest.fixture
def year(project: Path) -> Path:
    """The small project's data."""
    return project / "data" / "thornby" / "2023-24"


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The chapters that ran since the test began."""
    names, real = list[str](), run.begin

    def noted(runs: Sequence[ChapterRun], *options: Any) -> RunningChapters:
        names.extend(chapter.notebook.stem for chapter in runs)
        return real(runs, *options)

    monkeypatch.setattr(run, "begin", noted)
    return names


def built(**options: bool) -> Path:
    return build.report(partnership="thornby", year="2023-24", **options)


def entries(project: Path) -> list[Path]:
    return sorted((project / ".cache" / "chapters").rglob("*.json.gz"))


def page(project: Path, name: str = FIRST) -> str:
    return (project / "build" / "thornby" / "2023-24" / "site" / f"{name}.html").read_text(encoding="utf-8")


def test_a_changed_file_runs_the_chapter_that_read_it_and_no_other(project: Path, year: Path, ran: list[str]) -> None:
    change(year / FIRST / "top_pages.csv", "120", "121")
    built()
    assert ran == [FIRST]
    assert ">121<" in page(project) and ">120<" not in page(project)


def test_a_changed_fact_runs_the_chapters_that_print_it_and_no_other(project: Path, year: Path, ran: list[str]) -> None:
    change(year / FIRST / "facts.csv", "launch.day,2023-10-02", "launch.day,2023-10-03")
    built()
    assert ran == []
    change(year / FIRST / "facts.csv", "expenditure.total,1200", "expenditure.total,1300")
    built()
    assert ran == [FIRST]
    assert "£1,300" in page(project) and "£300" in page(project)


@pytest.mark.parametrize(
    ("file", "old", "new", "printed"),
    [
        *rest_slow(
            ("derived.csv", "expenditure.total - income.total", "expenditure.total + income.total", "£2,200"),
            ("facts.csv", "income.total,1000", "income.total,1100", "£100"),
        ),
        *rest_slow(
            (
                "facts.csv",
                "income.last_year,900",
                "more.parks,1,count,places,2023-24,,thornby_accounts,,Places of play\nincome.last_year,900",
                "",
            ),
            ("facts.csv", ",,All spending", ',,"All\nspending"', ""),
        ),
    ],
)
def test_what_a_formula_takes_in_and_where_it_stands_run_the_chapter(
    project: Path, year: Path, ran: list[str], file: str, old: str, new: str, printed: str
) -> None:
    (year / FIRST / "welcome.md").write_text("The difference was {{ funding.gap }}.\n", encoding="utf-8")
    built()
    ran.clear()
    change(year / FIRST / file, old, new)
    built()
    assert ran == [FIRST]
    assert printed in page(project)


def test_a_file_that_appears_runs_the_chapter_that_looked_for_it(project: Path, year: Path, ran: list[str]) -> None:
    assert "Thornby has a river" not in page(project)
    (year / FIRST / "area.md").write_text("Thornby has a river.\n", encoding="utf-8")
    built()
    assert FIRST in ran
    assert "Thornby has a river" in page(project)


def test_a_file_that_goes_away_is_not_shown_any_more(project: Path, year: Path) -> None:
    (year / FIRST / "top_pages.csv").unlink()
    (year / FIRST / "derived.csv").write_text(
        "id,formula,unit,note\nfunding.gap,expenditure.total - income.total,pounds,x\n"
    )
    built()
    assert "Training" not in page(project)


def test_changed_settings_run_every_chapter_that_read_them(project: Path, year: Path, ran: list[str]) -> None:
    change(year / "report.toml", '"E08000015"', '"E08000014"')
    built()
    assert FIRST in ran


def test_changed_code_of_a_chapter_runs_it(project: Path, ran: list[str]) -> None:
    change_cell(project / "notebooks" / f"{FIRST}.ipynb", '["name", "views"]', '["name"]')
    built()
    assert ran == [FIRST]
    assert ">120<" not in page(project)


@pytest.mark.slow
def test_another_year_is_another_report(project: Path, ran: list[str]) -> None:
    build.report(partnership="thornby", year="2022-23")
    assert ran == [FIRST, SECOND]


@pytest.mark.parametrize("part", ["program", "store"])
def test_other_helpers_packages_or_published_figures_run_every_chapter(
    project: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch, part: str, tmp_path: Path
) -> None:
    if part == "program":
        monkeypatch.setattr(program, "digest", lambda: "another")
    else:
        other = tmp_path / "other store"
        shutil.copytree(project / "data" / "published", other)
        (other / "more.parquet").write_bytes(b"more")
        monkeypatch.setenv("HELPERS_PUBLISHED", str(other))
    built()
    assert ran == [FIRST, SECOND]


def test_the_program_is_another_with_another_line_of_code_or_version_of_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "helpers"
    (code / "sources").mkdir(parents=True)
    module = code / "sources" / "units.py"
    module.write_text("ONE = 1\n")
    monkeypatch.setattr(program, "CODE", code)
    first = program._digest_now()
    module.write_text("ONE = 2\n")
    second = program._digest_now()
    packages = tmp_path / "packages"
    (packages / "pandas-99.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(packages)
    assert len({first, second, program._digest_now()}) == 3


def test_words_are_changed_without_running_code(project: Path, ran: list[str]) -> None:
    change_cell(
        project / "notebooks" / f"{FIRST}.ipynb", "opened most.", "opened most often.\n\n## More\n\nOther words."
    )
    built()
    assert ran == []
    assert "opened most often." in page(project) and "Other words." in page(project)


@pytest.mark.slow
def test_what_is_put_back_is_byte_for_byte_what_running_gives(project: Path, ran: list[str]) -> None:
    from_cache = two_chapters.contents(built())
    assert ran == []
    assert from_cache == two_chapters.contents(built(force=True))
    assert ran == [FIRST, SECOND]


@pytest.mark.slow
def test_where_nothing_can_be_forked_the_report_is_the_same_and_is_kept_too(
    project: Path, year: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    forked = two_chapters.contents(built(force=True))
    monkeypatch.setattr(subprocesses, "CAN_FORK", False)
    shutil.rmtree(project / ".cache")
    assert forked == two_chapters.contents(built())
    assert forked == two_chapters.contents(built())
    assert ran == [FIRST, SECOND] * 2
    change(year / "sources.csv", "Invented accounts", "Other accounts")
    built()
    assert ran == [FIRST, SECOND] * 3


@pytest.mark.parametrize(
    "damage",
    rest_slow(gzip.compress(b"{}", mtime=0)[:-4], b"", b"not gzip", gzip.compress(b"not json", mtime=0)),
    ids=["cut short", "empty", "not gzip", "not json"],
)
def test_a_damaged_file_of_the_cache_is_as_none(project: Path, ran: list[str], damage: bytes) -> None:
    for entry in entries(project):
        entry.write_bytes(damage)
    built()
    assert ran == [FIRST, SECOND]


@pytest.mark.slow
def test_a_cache_that_is_deleted_costs_time_only(project: Path, ran: list[str]) -> None:
    good = two_chapters.contents(project / "build")
    shutil.rmtree(project / ".cache")
    built()
    assert ran == [FIRST, SECOND]
    assert good == two_chapters.contents(project / "build")


@pytest.mark.slow
def test_a_cache_that_cannot_be_written_costs_time_only(project: Path, ran: list[str]) -> None:
    shutil.rmtree(project / ".cache")
    (project / ".cache").write_text("in the way")
    built()
    assert ran == [FIRST, SECOND]


@pytest.mark.slow
def test_a_checkout_that_is_moved_keeps_its_cache(
    project: Path, ran: list[str], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = tmp_path_factory.mktemp("moved") / "here"
    project.rename(moved)
    monkeypatch.setenv("REPORT_ROOT", str(moved))
    built()
    assert ran == []


@pytest.mark.slow
def test_a_chapter_whose_file_changes_while_it_runs_is_not_kept(
    project: Path, year: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cell saves the file anew after it was read, as an analyst may; no rule of chapters lets a cell do so itself."""
    monkeypatch.setattr(notebook_rules, "broken", lambda notebook: [])
    pages = year / FIRST / "top_pages.csv"
    late = f'"late" + "r" * open({str(pages)!r}).read().count("late") + ",Late,1,2023,thornby_accounts\\n"'
    saved = f'size = open({str(pages)!r}, "a").write({late})\ntables.show(pages, columns=["name", "views"])'
    change_cell(project / "notebooks" / f"{FIRST}.ipynb", 'tables.show(pages, columns=["name", "views"])', saved)
    built()
    before = len(entries(project))
    built()
    assert (ran, before) == ([FIRST, FIRST], len(entries(project)))


def test_a_chapter_is_prepared_anew_where_its_text_the_program_or_the_words_with_digits_differ(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def times_prepared(text: str = "text", *, force: bool = False) -> int:
        texts = list[str]()
        opened = cache.Cache(snapshot.of_project("thornby"), force=force)

        def prepare(slug: str, text: str) -> str:
            texts.append(text)
            return f"{slug}: {text}"

        assert opened.prepared(prepare, FIRST, text) == f"{FIRST}: {text}"
        return len(texts)

    assert [times_prepared(), times_prepared(), times_prepared("other")] == [1, 0, 1]
    assert times_prepared(force=True) == 1
    words = project / "data" / "common" / "words_with_digits.csv"
    words.parent.mkdir(exist_ok=True)
    words.write_text("words,reason\nRoute 66,a road\n", encoding="utf-8")
    assert times_prepared() == 1
    monkeypatch.setattr(program, "digest", lambda: "another program")
    assert times_prepared() == 1


@pytest.mark.parametrize("damage", rest_slow(gzip.compress(b"prepared", mtime=0)[:-4], b"", b"not gzip"))
def test_a_damaged_file_of_what_is_prepared_is_as_none(project: Path, damage: bytes) -> None:
    good = two_chapters.contents(project / "build")
    prepared = list((project / ".cache" / "prepared").rglob("*.pickle.gz"))
    for path in prepared:
        path.write_bytes(damage)
    built()
    assert (len(prepared), good) == (3, two_chapters.contents(project / "build"))


def charted(project: Path) -> None:
    """Let the first chapter draw a chart, and build."""
    notebook = project / "notebooks" / f"{FIRST}.ipynb"
    change_cell(notebook, "import measures", "import charts, measures")
    change_cell(
        notebook, 'tables.show(pages, columns=["name", "views"])', 'charts.bars(pages, label="name", value="views")'
    )
    built()


def drawings(project: Path) -> set[Path]:
    return set((project / ".cache" / "drawings").iterdir())


@pytest.mark.slow
def test_a_chapter_that_runs_again_draws_nothing_that_was_drawn_before(
    project: Path, year: Path, ran: list[str]
) -> None:
    charted(project)
    before = drawings(project)
    (year / FIRST / "area.md").write_text("Thornby has a river.\n", encoding="utf-8")
    command = [sys.executable, "-m", "helpers", "report", "--partnership", "thornby"]  # where sets are in another order
    subprocess.run(command, check=True, capture_output=True)
    assert "Thornby has a river" in page(project)
    assert (bool(before), drawings(project)) == (True, before)


def test_other_figures_are_drawn_anew(project: Path, year: Path) -> None:
    charted(project)
    before = drawings(project)
    change(year / FIRST / "top_pages.csv", "120", "121")
    built()
    assert drawings(project) > before


@pytest.mark.slow
def test_a_drawing_that_reads_a_file_is_not_kept(project: Path) -> None:
    opened, read = cache.Cache.opened(snapshot.of_project("thornby")), project / "read.txt"
    read.write_text("words")
    charted(project)
    before = drawings(project)
    assert [opened.drawing(b"content", read.read_text) for _ in range(2)] == ["words", "words"]
    assert drawings(project) == before
    assert [opened.drawing(b"content", lambda: "words") for _ in range(2)] == ["words", "words"]
    assert len(drawings(project) - before) == 1


def test_what_was_found_sound_serves_the_same_program_alone_and_not_where_forced(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(cache.Cache(snapshot.of_project("thornby")).passed("notebooks")) == 2
    assert cache.Cache(snapshot.of_project("thornby"), force=True).passed("notebooks") == frozenset()
    monkeypatch.setattr(program, "digest", lambda: "another program")
    assert cache.Cache(snapshot.of_project("thornby")).passed("notebooks") == frozenset()


@pytest.mark.slow
def test_two_builds_at_once_give_what_each_gives_alone(project: Path, year: Path) -> None:
    change(year / FIRST / "top_pages.csv", "120", "122")
    command = [sys.executable, "-m", "helpers", "report", "--partnership", "thornby"]
    both = [subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [command.wait() for command in both] == [0, 0]
    assert [path.name for path in (project / "build" / "thornby").iterdir()] == ["2023-24"]
    from_cache = two_chapters.contents(built())
    assert from_cache == two_chapters.contents(built(force=True))


@pytest.mark.slow
def test_no_more_is_kept_of_a_chapter_than_may_serve(
    project: Path, year: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "KEPT_EACH", 2)
    for views in range(121, 124):
        change(year / FIRST / "top_pages.csv", str(views - 1), str(views))
        build.chapter("01", partnership="thornby", year="2023-24")
    assert len([path for path in entries(project) if path.parent.name == FIRST]) == 2


def printed(project: Path, *words: str) -> str:
    """What the command says, and whether it loaded pandas."""
    called = f"import sys; from helpers import cli; cli.main({['report', '--partnership', 'thornby', *words]!r}); print('pandas' in sys.modules)"
    finished = subprocess.run(
        [sys.executable, "-c", called], capture_output=True, text=True, cwd=project, env=os.environ
    )
    return finished.stdout


def test_where_nothing_changed_that_is_said_without_loading_pandas(project: Path) -> None:
    assert "Nothing has changed" in printed(project) and printed(project).endswith("False\n")


@pytest.mark.parametrize("name", ["report.pdf", "site/index.html", "numbers.csv"])
def test_a_report_that_was_meddled_with_is_built_again(project: Path, name: str) -> None:
    (project / "build" / "thornby" / "2023-24" / name).write_text("meddled")
    assert cache.unchanged("thornby", "2023-24") is None


@pytest.mark.parametrize("name", ["data/thornby/2023-24/report.toml", "notebooks/01_introduction.ipynb"])
def test_any_change_is_seen_at_once(project: Path, name: str) -> None:
    assert cache.unchanged("thornby", "2023-24") == project / "build" / "thornby" / "2023-24"
    with (project / name).open("a") as file:
        file.write("\n")
    assert cache.unchanged("thornby", "2023-24") is None


def test_changed_templates_are_seen_at_once(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "TEMPLATES", tmp_path / "templates")
    built()
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("new")
    assert cache.unchanged("thornby", "2023-24") is None


def test_forced_all_is_done_anew(project: Path, ran: list[str]) -> None:
    cli.main(["report", "--partnership", "thornby", "--force"])
    assert ran == [FIRST, SECOND]


def heard(work: Callable[[], object]) -> dict[str, str]:
    file_dependencies.start()
    work()
    return file_dependencies.recorded()


def test_a_table_read_by_rows_and_then_whole_is_heard_whole(year: Path) -> None:
    folder = open_year("thornby", "2023-24")
    path = folder.path / FIRST / "facts.csv"
    assert f"content {path}" not in heard(lambda: Declarations(folder, "facts")["launch.day"])
    assert f"content {path}" in heard(lambda: list(folder.tables_named("facts")))


def test_every_way_python_opens_a_file_is_heard(tmp_path: Path) -> None:
    import pandas as pd

    path = tmp_path / "facts.csv"
    path.write_text("a\n1\n")
    ways = (path.read_text, path.read_bytes, lambda: pd.read_csv(path), lambda: os.close(os.open(path, os.O_RDONLY)))
    assert [f"content {path}" in heard(way) for way in ways] == [True] * len(ways)


def test_a_file_that_is_not_there_is_heard_of_too(tmp_path: Path) -> None:
    def missed() -> None:
        with pytest.raises(FileNotFoundError):
            (tmp_path / "missing.csv").read_text()

    assert heard(missed)[f"content {tmp_path / 'missing.csv'}"] == fingerprints.ABSENT


def test_a_folder_that_is_listed_is_heard(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    before = heard(lambda: sorted(tmp_path.glob("*.md")))
    (tmp_path / "b.md").touch()
    assert not file_dependencies.are_unchanged(before)


def test_what_another_thread_opens_is_heard(tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_text("a\n")
    thread = threading.Thread(target=(tmp_path / "facts.csv").read_text)

    def work() -> None:
        thread.start()
        thread.join()

    assert f"content {tmp_path / 'facts.csv'}" in heard(work)


def test_what_was_read_and_then_changed_has_not_settled(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text("a\n")
    heard(path.read_text)
    assert file_dependencies.recorded_if_unchanged()
    path.write_text("b\n")
    assert file_dependencies.recorded_if_unchanged() is None


KINDS = ("names", "outline", "tree")


def looped(place: Path, kind: str) -> Path:
    """A folder with a file and a link that leads nowhere but back: to itself, or to a folder it stands in."""
    (place / "data" / "deep").mkdir(parents=True)
    (place / "data" / "facts.csv").write_text("a\n")
    link = place / "data" / "deep" / "loop" if kind == "above" else place / "data" / "loop"
    link.symlink_to({"itself": "loop", "above": "../..", "folder": "."}[kind])
    return place / "data"


@pytest.mark.parametrize("loop", ["itself", "folder", "above"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_appears_beside_a_link_that_loops_is_seen(tmp_path: Path, kind: str, loop: str) -> None:
    folder = looped(tmp_path, loop)
    before = file_dependencies.fingerprint(f"{kind} {folder}")
    assert before == file_dependencies.fingerprint(f"{kind} {folder}") != fingerprints.ABSENT
    (folder / "more.csv").touch()
    assert before != file_dependencies.fingerprint(f"{kind} {folder}")


def test_what_changes_beside_a_link_that_loops_is_seen(tmp_path: Path) -> None:
    folder = looped(tmp_path, "itself")
    before = file_dependencies.fingerprint(f"tree {folder}")
    (folder / "facts.csv").write_text("b\n")
    assert before != file_dependencies.fingerprint(f"tree {folder}")


@pytest.mark.parametrize("kind", KINDS)
def test_a_link_that_loops_is_not_as_a_file_nor_as_none(tmp_path: Path, kind: str) -> None:
    folder = looped(tmp_path, "itself")
    marks = [file_dependencies.fingerprint(f"{kind} {folder}")]
    (folder / "loop").unlink()
    marks.append(file_dependencies.fingerprint(f"{kind} {folder}"))
    (folder / "loop").touch()
    assert len({*marks, file_dependencies.fingerprint(f"{kind} {folder}")}) == 3


def test_two_folders_that_link_to_one_another_are_gone_through_once(tmp_path: Path) -> None:
    for own, other in (("a", "b"), ("b", "a")):
        (tmp_path / own).mkdir()
        (tmp_path / own / "other").symlink_to(tmp_path / other)
    before = file_dependencies.fingerprint(f"tree {tmp_path}")
    (tmp_path / "b" / "facts.csv").touch()
    assert before != file_dependencies.fingerprint(f"tree {tmp_path}") != fingerprints.ABSENT


@pytest.mark.parametrize("kind", ["outline", "tree"])
def test_a_look_through_what_cannot_be_listed_never_holds(tmp_path: Path, kind: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    look = f"{kind} {tmp_path / 'loop'}"
    assert not file_dependencies.are_unchanged({look: file_dependencies.fingerprint(look)})


def test_a_file_that_cannot_be_opened_is_not_as_one_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    look = f"content {tmp_path / 'loop'}"
    assert file_dependencies.are_unchanged({look: file_dependencies.fingerprint(look)})
    assert (
        file_dependencies.fingerprint(look)
        != file_dependencies.fingerprint(f"content {tmp_path / 'missing'}")
        == fingerprints.ABSENT
    )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever may read all is refused nothing")
@pytest.mark.parametrize("kind", ["outline", "tree"])
def test_beside_a_folder_that_may_not_be_listed_all_is_seen(tmp_path: Path, kind: str) -> None:
    (tmp_path / "shut").mkdir()
    marks = [file_dependencies.fingerprint(f"{kind} {tmp_path}")]
    (tmp_path / "shut").chmod(0)
    marks.append(file_dependencies.fingerprint(f"{kind} {tmp_path}"))
    assert file_dependencies.fingerprint(f"{kind} {tmp_path}") == marks[-1]
    (tmp_path / "facts.csv").touch()
    marks.append(file_dependencies.fingerprint(f"{kind} {tmp_path}"))
    (tmp_path / "shut").chmod(0o700)
    assert len({*marks}) == 3


def test_a_file_that_appears_beside_a_link_that_loops_is_no_longer_nothing_changed(project: Path, year: Path) -> None:
    (year / FIRST / "loop").symlink_to("loop")
    built()
    assert cache.unchanged("thornby", "2023-24") == project / "build" / "thornby" / "2023-24"
    (year / FIRST / "area.md").write_text("Thornby has a river.\n", encoding="utf-8")
    assert cache.unchanged("thornby", "2023-24") is None


def test_only_the_store_is_read_by_a_library_that_python_does_not_hear() -> None:
    """pyarrow opens files in C; whoever else uses it must be looked at whole, as the store is."""
    source = Path(cache.__file__).parents[1]
    users = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if "import pyarrow" in path.read_text("utf-8")
    }
    assert {user for user in users if not user.startswith("sources/importers/")} <= {
        "sources/areas.py",
        "sources/published.py",
    }
