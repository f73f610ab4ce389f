"""The lock, the package's description and the conda environment say the same, for every Python the package serves."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from support import PROJECT

PACKAGE = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
LOCK = (PROJECT / "requirements.lock").read_text("utf-8")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def entries(lock: str = LOCK) -> list[str]:
    """Return each package's entry in the lock: its pin and marker, and its hashes."""
    return re.findall(r"^\w.*\n(?: .*\n?)*", lock, re.MULTILINE)


def requirement(entry: str) -> Requirement:
    return Requirement(entry.splitlines()[0].removesuffix("\\").strip())


def serves(entry: str, python: str) -> bool:
    marker = requirement(entry).marker
    machine = {"python_version": python, "python_full_version": f"{python}.0"}
    return marker is None or marker.evaluate(machine)


def pins(python: str) -> dict[str, str]:
    """Return the version of each package that the lock gives a Python on this machine."""
    chosen = [requirement(entry) for entry in entries() if serves(entry, python)]
    assert len(chosen) == len({pin.name for pin in chosen})
    return {pin.name: str(pin.specifier).removeprefix("==") for pin in chosen}


def requirements() -> list[Requirement]:
    extras = [line for lines in PACKAGE["optional-dependencies"].values() for line in lines]
    return [Requirement(line) for line in [*PACKAGE["dependencies"], *extras]]


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_pins_every_dependency_to_a_version_the_package_accepts(python: str) -> None:
    versions = pins(python)
    assert [
        str(requirement)
        for requirement in requirements()
        if not requirement.specifier.contains(versions.get(requirement.name, "0"))
    ] == []


def test_the_lock_names_every_package_by_exact_version_and_hash() -> None:
    loose = [entry for entry in entries() if "==" not in entry.splitlines()[0] or "--hash=sha256:" not in entry]
    assert len(entries()) > len(requirements())
    assert loose == []


def test_the_lock_names_no_index_and_no_folder_of_one_machine() -> None:
    assert re.findall(r"^-.*|file:.*|https?:.*", LOCK, re.MULTILINE) == []


def test_the_package_serves_the_pythons_that_are_tested() -> None:
    supported = SpecifierSet(PACKAGE["requires-python"])
    assert tuple(f"3.{minor}" for minor in range(30) if f"3.{minor}" in supported) == PYTHONS


def test_conda_installs_the_lock_on_a_python_the_package_serves() -> None:
    python, pip, packages = yaml.safe_load((PROJECT / "environment.yml").read_text("utf-8"))["dependencies"]
    assert python.removeprefix("python=") in PYTHONS
    assert (pip, packages) == ("pip", {"pip": ["--requirement requirements.lock"]})


def test_the_package_is_built_with_what_the_lock_pins() -> None:
    described = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    assert described == PACKAGE["optional-dependencies"]["build"]


def pip(*words: str) -> subprocess.CompletedProcess[str]:
    """Call the pip of the Python that the environment was made with: an environment of uv's has none."""
    python = getattr(sys, "_base_executable", sys.executable)
    return subprocess.run([python, "-m", "pip", *words], capture_output=True, text=True)


@pytest.mark.network
@pytest.mark.parametrize("python", PYTHONS[1:])
def test_every_package_of_the_lock_has_a_wheel_for(python: str, tmp_path: Path) -> None:
    packages = tmp_path / "requirements.txt"
    packages.write_text("".join(unmarked(entry) for entry in entries() if serves(entry, python)), "utf-8")
    other = ["--python-version", python, "--ignore-requires-python", "--target", str(tmp_path)]
    tried = pip("install", "--dry-run", "--no-deps", "--only-binary", ":all:", *other, "--requirement", str(packages))
    assert tried.returncode == 0, tried.stderr


def unmarked(entry: str) -> str:
    """Return an entry without its marker, which pip would read for the Python that it runs on."""
    return re.sub(r" ;.*? \\", r" \\", entry, count=1)
