"""The Makefile hands on what was typed, lists what it can do, and never takes a half-made environment for whole."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from support import PROJECT
from support.alike import rest_slow

from helpers import cli

MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z-]+):(?!=)", MAKEFILE, re.MULTILINE)
QUIET = {
    name: value
    for name, value in os.environ.items()
    if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PARTNERSHIP", "YEAR")
}
NO_NETWORK = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "UV_OFFLINE": "1", "UV_NO_CACHE": "1"}


def make(*words: str, folder: Path = PROJECT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *words], cwd=folder, env=QUIET | environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    "typed",
    rest_slow(
        """O'Hara "x" $(touch pwned)""",
        "$(shell touch pwned)",
        "`touch pwned`; touch pwned",
        "x' && touch pwned #",
        "$$HOME, City of %s \\",
        quick=2,
    ),
)
def test_what_is_typed_reaches_python_as_it_is_and_is_never_run(typed: str) -> None:
    assert f'"{typed}" is not a year' in make("check", f"YEAR={typed}").stderr
    assert not (PROJECT / "pwned").exists()


def test_what_stands_in_the_environment_is_never_run_either() -> None:
    assert '"$(shell touch pwned)" is not a year' in make("check", YEAR="$(shell touch pwned)").stderr
    assert not (PROJECT / "pwned").exists()


@pytest.mark.parametrize("name", [name.upper() for name in cli.OPTIONS])
def test_no_value_is_looked_into_by_make(name: str) -> None:
    assert re.search(rf"^override {name} := .*\$\(value {name}\)", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("name", ["partnership", "Partnership", "year", "pARTNERSHIP"])
def test_an_option_not_in_capitals_is_refused_and_nothing_is_made(name: str) -> None:
    result = make("help", f"{name}=leeds")
    assert (result.returncode, result.stdout) == (2, "")
    assert f'make knows no "{name}". Write its options in capitals, as in PARTNERSHIP=leeds' in result.stderr


def test_an_option_that_there_is_not_is_refused_and_nothing_is_made() -> None:
    result = make("help", "YAER=2024-25")
    assert (result.returncode, result.stdout) == (2, "")
    assert 'make knows no "YAER". Its options are PARTNERSHIP YEAR' in result.stderr


def test_a_misspelt_target_is_told_with_the_nearest() -> None:
    result = make("reprot")
    assert result.returncode == 2 and '"reprot" is no command. Did you mean report' in result.stderr


@pytest.mark.parametrize("goal", ["x'; touch pwned #", "x$(shell touch pwned)"])
def test_a_target_that_there_is_not_is_never_run(goal: str) -> None:
    assert make(goal).returncode == 2 and not (PROJECT / "pwned").exists()


def test_options_in_capitals_and_others_in_the_environment_are_not_refused() -> None:
    assert make("help", "PARTNERSHIP=leeds", "HELPERS_PROCESSES=2", partnership="leeds").returncode == 0


def test_a_name_with_spaces_and_a_comma_is_understood() -> None:
    assert make("check", "PARTNERSHIP=Kingston upon Hull, City of").returncode == 0


def test_an_option_left_out_is_asked_for_with_an_example() -> None:
    assert "give CHAPTER=… to make" in make("chapter").stderr


def test_every_target_is_listed_by_help_with_what_it_does() -> None:
    targets = re.findall(r"^make ([a-z-]+) +\S", make("help").stdout, re.MULTILINE)
    assert targets == TARGETS
    assert set(re.findall(r"[a-z-]+", re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[0])) == set(TARGETS)


def test_help_is_what_make_alone_shows() -> None:
    assert make().stdout == make("help").stdout


def test_every_make_command_of_the_documents_exists() -> None:
    documents = [*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md"), *(PROJECT / "data").rglob("*.md")]
    named = {
        (path.name, name) for path in documents for name in re.findall(r"`make ([a-z-]+)", path.read_text("utf-8"))
    }
    assert ("README.md", "report") in named
    assert {(file, name) for file, name in named if name not in TARGETS} == set()


def test_every_target_but_help_and_the_environment_is_one_command() -> None:
    recipes = re.findall(r"^([a-z-]+): environment .*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert {name for name, _ in recipes} == set(TARGETS) - {"help", "environment"}
    assert [name for name, recipe in recipes if recipe.count("\n") > 1] == []


def test_the_pythons_that_make_looks_for_are_those_of_the_package() -> None:
    requires_python = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    oldest, after = (int(minor) for minor in re.findall(r"3\.(\d+)", requires_python))
    assert f"--python '{requires_python}'" in MAKEFILE
    assert f"(3, {oldest}) <= sys.version_info[:2] <= (3, {after - 1})" in MAKEFILE
    assert f"OLDEST, NEWEST = (3, {oldest}), (3, {after - 1})" in (PROJECT / "set_up.py").read_text("utf-8")


@pytest.fixture
def small_project(tmp_path: Path) -> Path:
    """A project of one dependency, setuptools as the lock pins it, in a folder with a space in its name."""
    folder = tmp_path / "small project"
    folder.mkdir()
    for name in ("Makefile", "set_up.py"):
        shutil.copy(PROJECT / name, folder)
    lock = (PROJECT / "requirements.lock").read_text("utf-8")
    (folder / "requirements.lock").write_text(
        re.findall(r"^setuptools==.*\n(?: .*\n)+", lock, re.MULTILINE)[0], "utf-8"
    )
    build = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
    (folder / "pyproject.toml").write_text(f'{build}[project]\nname = "small"\nversion = "1"\n', "utf-8")
    return folder


def is_made(folder: Path) -> bool:
    return (folder / ".venv" / ".installed").exists()


@pytest.mark.slow
def test_without_a_network_the_cure_is_said_and_nothing_is_taken_for_installed(small_project: Path) -> None:
    result = make("environment", folder=small_project, **NO_NETWORK)
    assert result.returncode != 0
    assert "The first run needs a network" in result.stderr
    assert not is_made(small_project)


@pytest.mark.slow
def test_an_environment_that_is_a_link_is_left_as_it_is_and_the_link_alone_goes(
    small_project: Path, tmp_path: Path
) -> None:
    (tmp_path / "another" / "bin").mkdir(parents=True)
    (tmp_path / "another" / "bin" / "python").touch()
    (tmp_path / "another" / ".installed").write_text("its own")
    (small_project / ".venv").symlink_to(tmp_path / "another", target_is_directory=True)
    make("environment", folder=small_project, **NO_NETWORK)
    assert (tmp_path / "another" / ".installed").read_text() == "its own"
    assert not (small_project / ".venv").is_symlink()


def test_a_machine_without_python_is_told_what_to_install(small_project: Path, tmp_path: Path) -> None:
    shell = tmp_path / "only the shell"
    shell.mkdir()
    for name in ("sh", "make"):
        (shell / name).symlink_to(str(shutil.which(name)))
    result = make("environment", folder=small_project, PATH=str(shell))
    assert "No Python 3.11 to 3.14 was found. Install one" in result.stderr


@pytest.mark.network
def test_an_environment_is_made_once_and_anew_only_when_the_lock_changes(small_project: Path) -> None:
    assert "Making the environment" in make("environment", folder=small_project).stdout
    assert make("environment", folder=small_project).stdout == ""
    with (small_project / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    assert "Making the environment" in make("environment", folder=small_project).stdout


@pytest.mark.network
def test_a_half_made_environment_is_made_anew(small_project: Path) -> None:
    leftover = small_project / ".venv" / "leftover"
    leftover.parent.mkdir()
    leftover.touch()
    assert make("environment", folder=small_project).returncode == 0
    assert is_made(small_project)
    assert not leftover.exists()


@pytest.mark.network
def test_a_package_that_is_not_the_one_locked_is_refused(small_project: Path) -> None:
    lock = small_project / "requirements.lock"
    lock.write_text(re.sub(r"sha256:\w{8}", "sha256:00000000", lock.read_text("utf-8")), "utf-8")
    assert make("environment", folder=small_project).returncode != 0
    assert not is_made(small_project)
