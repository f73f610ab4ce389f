"""Chapters run apart from each other, and one that fails is named with its cell, its code and the message."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.display import blocks
from helpers.errors import ReportError
from helpers.publish.running import run, subprocesses
from helpers.publish.running.progress import BuildProgress
from helpers.sources import file_dependencies

SAY = "from helpers import prose"
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def notebook(place: Path, name: str, *cells: str) -> Path:
    parameters = new_code_cell('partnership = "thornby"\nyear = "2023-24"', metadata={"tags": ["parameters"]})
    book = new_notebook(cells=[new_markdown_cell(f"# {name}"), parameters, *map(new_code_cell, cells)], metadata=KERNEL)
    path = place / f"{name.lower()}.ipynb"
    path.write_text(nbformat.writes(book), encoding="utf-8")
    return path


def ran(place: Path, *notebooks: Path, **parameters: str) -> str:
    """Run chapters, each beside its notebook, and return what was written of their progress."""
    out = io.StringIO()
    runs = [run.ChapterRun(path, place / f"ran-{path.name}", parameters or {"year": "2022-23"}) for path in notebooks]
    with run.begin(runs, BuildProgress(len(runs), out)) as running:
        assert [chapter.run for chapter in running if not chapter.run.output.exists()] == []
    return out.getvalue()


def test_a_failing_chapter_is_named_with_its_cell_its_code_and_the_message(tmp_path: Path) -> None:
    bad = notebook(tmp_path, "Bad", "x = 1", "x / 0")
    with pytest.raises(ReportError) as failed:
        ran(tmp_path, bad)
    assert all(
        part in str(failed.value)
        for part in ("bad.ipynb failed in cell 4", "x / 0", "ZeroDivisionError: division by zero")
    )


@pytest.mark.parametrize(
    "code", ["{}[number]", "raise ValueError(number)", "raise Exception(number)", "int(f'{number}x')"]
)
def test_a_failure_whose_message_may_quote_data_is_named_without_it(tmp_path: Path, code: str) -> None:
    with pytest.raises(ReportError) as failed:
        ran(tmp_path, notebook(tmp_path, "Bad", f"number = int('7123' + '457')\n{code}"))
    assert "7123457" not in str(failed.value) and "Run the chapter in JupyterLab to read it" in str(failed.value)


def test_every_failing_chapter_is_named_and_the_others_are_run(tmp_path: Path) -> None:
    books = [
        notebook(tmp_path, "One", "1 / 0"),
        notebook(tmp_path, "Good", "x = 1"),
        notebook(tmp_path, "Two", "nothing"),
    ]
    with pytest.raises(ReportError, match=r"(?s)one.ipynb failed.*two.ipynb failed"):
        ran(tmp_path, *books)
    assert (tmp_path / "ran-good.ipynb").exists()


def test_a_chapter_that_crashes_is_named_and_does_not_take_the_others_along(tmp_path: Path) -> None:
    books = [notebook(tmp_path, "Crash", "import os", "os._exit(9)"), notebook(tmp_path, "Good", "x = 1")]
    with pytest.raises(ReportError, match=r"crash.ipynb stopped without a word \(exit code 9\)"):
        ran(tmp_path, *books)
    assert (tmp_path / "ran-good.ipynb").exists()


def test_a_chapter_that_hangs_is_stopped_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "LONGEST_SECONDS", 1)
    with pytest.raises(ReportError, match=r"hang.ipynb did not end within 1 seconds"):
        ran(tmp_path, notebook(tmp_path, "Hang", "import time", "time.sleep(60)"))


def test_a_parameter_that_a_chapter_does_not_take_is_refused_and_not_ignored(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="takes no parameter yaer"):
        ran(tmp_path, notebook(tmp_path, "Good", "x = 1"), yaer="2022-23")


def test_nothing_that_one_chapter_does_is_seen_by_another(tmp_path: Path) -> None:
    first = notebook(tmp_path, "A", "import builtins, helpers", "builtins.leak = helpers.leak = 1")
    second = notebook(
        tmp_path,
        "B",
        "import builtins, helpers",
        "assert not hasattr(builtins, 'leak') and not hasattr(helpers, 'leak')",
    )
    for _ in range(2):
        ran(tmp_path, first, second)


def test_the_parameters_reach_the_chapter(tmp_path: Path) -> None:
    ran(tmp_path, notebook(tmp_path, "Year", SAY, "prose.say(year)"), year="2019-20")
    outputs = [
        output for cell in nbformat.read(tmp_path / "ran-year.ipynb", 4).cells for output in cell.get("outputs", [])
    ]
    assert [["2019-20"]] == [
        [text.plain for _, text in blocks.read(output.data[blocks.MIME]).texts()] for output in outputs
    ]


def test_the_same_chapter_gives_the_same_bytes(tmp_path: Path) -> None:
    book = notebook(tmp_path, "Same", SAY, "prose.say('First')", "prose.say('Second')")
    ran(tmp_path, book)
    first = (tmp_path / "ran-same.ipynb").read_bytes()
    ran(tmp_path, book)
    assert first == (tmp_path / "ran-same.ipynb").read_bytes()


@pytest.mark.slow
def test_a_chapter_shows_the_same_under_a_kernel_as_without_one(tmp_path: Path) -> None:
    book = notebook(
        tmp_path,
        "Same",
        SAY,
        "display(prose.say('First'))\nprose.say('Second')",
    )
    outputs = []
    for engine in ("in_process", None):
        chapter_run = run.ChapterRun(book, tmp_path / f"{engine}.ipynb", {"year": "2022-23"})
        run.execute(chapter_run, engine=engine)
        cells = nbformat.read(chapter_run.output, 4).cells
        outputs.append(
            [(output.output_type, dict(output.data)) for cell in cells for output in cell.get("outputs", [])]
        )
    assert outputs[0] == outputs[1] and len(outputs[0]) == 2


def test_progress_names_each_chapter_and_counts_them(tmp_path: Path) -> None:
    printed = ran(tmp_path, notebook(tmp_path, "One"), notebook(tmp_path, "Two"))
    assert "[ 1/2]" in printed and "[ 2/2]" in printed and "One" in printed and "Two" in printed


@pytest.mark.slow
def test_a_chapter_is_the_same_bytes_under_a_kernel_as_in_a_forked_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = (SAY, "display(prose.say('First'))\nprose.say('Second')", "prose.say(year)")
    book = notebook(tmp_path, "Same", *shown)
    ran(tmp_path, book)
    forked = (tmp_path / "ran-same.ipynb").read_bytes()
    monkeypatch.setattr(subprocesses, "CAN_FORK", False)
    ran(tmp_path, book)
    assert forked == (tmp_path / "ran-same.ipynb").read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(not subprocesses.CAN_FORK, reason="chapters are not forked here")
def test_chapters_end_when_the_build_is_killed(tmp_path: Path) -> None:
    """The build is killed as the system does it, so that it can tidy nothing; the chapter would write after a while."""
    process_file = tmp_path / "process"
    slow = notebook(
        tmp_path, "Slow", f"import os, time\nopen({str(process_file)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)"
    )
    called = (
        "from pathlib import Path; from helpers.publish.running import run; from helpers.publish.running.progress import BuildProgress; "
        f"list(run.begin([run.ChapterRun(Path({str(slow)!r}), Path({str(tmp_path / 'out.ipynb')!r}), {{'year': '2023-24'}})], BuildProgress(1)).__enter__())"
    )
    build = subprocess.Popen([sys.executable, "-c", called], stderr=subprocess.DEVNULL)
    wait_until(lambda: process_file.exists() and process_file.read_text())
    build.kill()
    build.wait()
    wait_until(lambda: not is_running(int(process_file.read_text())))


def wait_until(is_so: Callable[[], object], seconds: float = 60) -> None:
    late = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < late
        time.sleep(0.05)


def is_running(process: int) -> bool:
    """Whether a process is at work; one that ended and waits to be noticed is not."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not subprocesses.CAN_FORK, reason="chapters are forked on Linux alone")
def test_where_one_process_is_to_work_a_chapter_is_published_before_the_next_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELPERS_PROCESSES", "1")
    file_dependencies.start()  # as a build does: a chapter may write files of its own, and is published all the same
    begins = "import time, pathlib", f"pathlib.Path({str(tmp_path)!r}, f'{{time.monotonic()}}.began').touch()"
    books = [
        run.ChapterRun(notebook(tmp_path, name, *begins), tmp_path / f"{name}.ipynb", {}) for name in ("One", "Two")
    ]
    published: list[float] = []
    with run.begin(books, BuildProgress(2, io.StringIO())) as running:
        for _ in running:
            time.sleep(0.3)
            published.append(time.monotonic())
    began = sorted(float(path.stem) for path in tmp_path.glob("*.began"))
    assert began[0] < published[0] < began[1] < published[1]
