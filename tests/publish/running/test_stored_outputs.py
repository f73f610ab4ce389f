"""What running a chapter stores in it never reaches git."""

from __future__ import annotations

import copy
import importlib.util
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.publish.running import stored_outputs

PROJECT = Path(__file__).parents[3]
CHAPTER = "notebooks/10_glossary.ipynb"
CHAPTERS = sorted((PROJECT / "notebooks").glob("*.ipynb"))


def after_a_run(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook as JupyterLab or VS Code saves it once it has run: what the run stored, and nothing else, is new."""
    ran = copy.deepcopy(notebook)
    for count, cell in enumerate((cell for cell in ran["cells"] if cell["cell_type"] == "code"), start=1):
        shown = {
            "output_type": "execute_result",
            "execution_count": count,
            "data": {"text/plain": ["368"]},
            "metadata": {},
        }
        cell |= {"execution_count": count, "outputs": [shown]}
        cell["metadata"] |= {"execution": {"iopub.status.busy": "2024-11-28T19:30:00Z"}, "collapsed": False}
    ran["metadata"]["kernelspec"]["display_name"] = ".venv (3.13.1)"
    ran["metadata"]["language_info"] |= {"version": "3.13.1", "mimetype": "text/x-python"}
    return ran


@pytest.fixture
def read() -> Callable[[], dict[str, Any]]:
    return lambda: json.loads((PROJECT / CHAPTER).read_text(encoding="utf-8"))


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository of its own with one chapter committed, set up as set_up.py sets up a fresh clone."""
    for name in (CHAPTER, ".gitattributes", "src/helpers/publish/running/stored_outputs.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, tmp_path / name)
    (tmp_path / ".venv").symlink_to(PROJECT / ".venv", target_is_directory=True)
    git(tmp_path, "init", "--quiet")
    set_up().clean_chapters_in_git(tmp_path)
    git(tmp_path, "add", ".gitattributes", "notebooks", "src")
    commit(tmp_path)
    return tmp_path


def set_up() -> Any:
    """Return set_up.py as a module; it lies beside the package and not in it."""
    spec = importlib.util.spec_from_file_location("set_up", PROJECT / "set_up.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def commit(folder: Path) -> None:
    author = ("-c", "user.name=Analyst", "-c", "user.email=analyst@example.org")
    git(folder, *author, "commit", "--quiet", "--no-verify", "-m", "A chapter")


def save(folder: Path, notebook: dict[str, Any]) -> None:
    (folder / CHAPTER).write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def committed(path: Path) -> str:
    """Return a chapter as git has it, or the file where there is no git."""
    if not (PROJECT / ".git").exists():
        return path.read_text(encoding="utf-8")
    return git(PROJECT, "show", f":{path.relative_to(PROJECT).as_posix()}")


def test_a_chapter_that_was_only_run_differs_in_nothing_for_git(
    clone: Path, read: Callable[[], dict[str, Any]]
) -> None:
    save(clone, after_a_run(read()))
    assert "" == git(clone, "diff")
    git(clone, "add", CHAPTER)
    assert "" == git(clone, "status", "--porcelain", "--untracked-files=no")


def test_a_chapter_that_was_run_and_edited_differs_in_the_edited_line_alone(
    clone: Path, read: Callable[[], dict[str, Any]]
) -> None:
    edited = after_a_run(read())
    edited["cells"][-1]["source"][-1] += " Some are of this place."
    save(clone, edited)
    git(clone, "add", CHAPTER)
    commit(clone)
    assert "1 file changed, 1 insertion(+), 1 deletion(-)" in git(clone, "show", "--stat", "--format=")


def test_git_takes_a_chapter_as_it_is_where_the_environment_was_removed(
    clone: Path, read: Callable[[], dict[str, Any]]
) -> None:
    (clone / ".venv").unlink()
    save(clone, after_a_run(read()))
    git(clone, "add", CHAPTER)
    assert '"execution_count": 1' in git(clone, "show", f":{CHAPTER}")


def test_a_kernel_of_another_name_stays_so_that_the_rules_of_chapters_find_it(
    read: Callable[[], dict[str, Any]],
) -> None:
    notebook = read()
    notebook["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    assert "ir" == stored_outputs.without_outputs(notebook)["metadata"]["kernelspec"]["name"]


def test_what_is_not_a_notebook_is_left_as_it_is() -> None:
    assert "no notebook" == stored_outputs.cleaned("no notebook")


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_no_chapter_is_committed_with_what_running_it_stored(path: Path) -> None:
    assert stored_outputs.cleaned(committed(path)) == committed(path)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_each_cell_has_an_id_of_its_own_that_saving_keeps(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(ids) == len(set(ids))
    assert ids == [cell["id"] for cell in stored_outputs.without_outputs(after_a_run(notebook))["cells"]]
