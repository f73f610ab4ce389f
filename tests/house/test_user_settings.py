"""What a user has set for other work (pip, Python, matplotlib, Jupyter, nbconvert, a home folder) changes nothing here."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support import PROJECT

sys.path.insert(0, str(PROJECT))
import set_up

LETTER = "Ł"
DRAW = "from helpers.display import canvas, theme; import matplotlib as mpl; print(theme.style() and mpl.rcParams['lines.linewidth'])"


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, *words], cwd=PROJECT, env=os.environ | environment, capture_output=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with an environment of its own, and a wheel to install in it."""
    files = {
        "small.py": "",
        "small-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: small\nVersion: 1\n",
        "small-1.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "small-1.dist-info/RECORD": "",
    }
    with zipfile.ZipFile(tmp_path / "small-1-py3-none-any.whl", "w") as wheel:
        for name, content in files.items():
            wheel.writestr(name, content)
    subprocess.run([sys.executable, "-m", "venv", tmp_path / ".venv"], check=True)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(
    "setting", ["user = true", "target = /elsewhere", "prefix = /elsewhere", "require-hashes = true"]
)
@pytest.mark.parametrize("in_a_file", [True, False])
def test_packages_go_into_the_environment_whatever_a_user_has_set(
    project: Path, setting: str, in_a_file: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, _, value = setting.partition(" = ")
    (project / "pip.conf").write_text(f"[global]\n{setting}\n", "utf-8")
    if in_a_file:
        monkeypatch.setenv("PIP_CONFIG_FILE", str(project / "pip.conf"))
    else:
        monkeypatch.setenv(f"PIP_{name.upper().replace('-', '_')}", value)
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    python = project / ".venv" / "bin" / "python"
    for constant, place in {"PROJECT": project, "ENVIRONMENT": project / ".venv", "PYTHON": python}.items():
        monkeypatch.setattr(set_up, constant, place)
    monkeypatch.setattr(set_up, "uv", lambda: "")
    set_up.install("--no-deps", "--no-index", str(project / "small-1-py3-none-any.whl"))
    names = list((project / ".venv").glob("lib/*/site-packages/small.py"))
    assert len(names) == 1


@pytest.mark.slow
def test_a_user_s_matplotlib_settings_change_no_picture(tmp_path: Path) -> None:
    settings = tmp_path / "matplotlibrc"
    settings.write_text("lines.linewidth: 9\n", "utf-8")
    drawn = [run("-c", DRAW, **environment).stdout for environment in ({}, {"MATPLOTLIBRC": str(settings)})]
    assert drawn[0] == drawn[1] != b""


@pytest.mark.slow
def test_a_name_that_the_code_page_lacks_is_printed_and_stops_nothing() -> None:
    refused = run("-m", "helpers", "check", "--year", LETTER, PYTHONIOENCODING="cp1252")
    assert (refused.returncode, b"Traceback" in refused.stderr) == (1, False)
    assert b"\\u0141" in refused.stderr


def test_without_a_home_folder_nothing_warns_and_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    shown = "import matplotlib, IPython.paths; IPython.paths.get_ipython_dir(); print('as usual')"
    within_it = f"process.keep_to_this_environment(Path({str(tmp_path / 'cache')!r}))"
    code = f"from pathlib import Path; from helpers.cli import process; {within_it}; {shown}"
    finished = run("-c", code, HOME="/dev/null", TMPDIR=str(tmp_path / "temporary"))
    assert (finished.stdout.strip(), finished.stderr) == (b"as usual", b"")
    assert list((tmp_path / "temporary").iterdir()) == []


def test_an_edit_within_the_second_of_the_last_one_is_the_code_that_runs(tmp_path: Path) -> None:
    package = tmp_path / "helpers"
    package.mkdir()
    for name in ("__init__.py", "__main__.py"):
        (package / name).write_bytes((PROJECT / "src" / "helpers" / name).read_bytes())
    moment = 1_700_000_000_000_000_000
    for fraction, word in ((0, "old"), (500_000_000, "new")):
        (package / "cli.py").write_text(f"def main():\n    print('{word}')\n", "utf-8")
        os.utime(package / "cli.py", ns=(moment + fraction, moment + fraction))
        ran = subprocess.run(
            [sys.executable, "-m", "helpers"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": str(tmp_path)},
        )
        for compiled in (package / "__pycache__").glob("cli.*.pyc"):
            os.utime(compiled, ns=(moment + 100_000_000, moment + 100_000_000))  # as compiled between the two edits
        assert ran.stdout.strip() == word
