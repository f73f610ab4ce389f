"""What the program says and returns when it is called by hand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import PROJECT

from helpers import cli
from helpers.cli import development
from helpers.publish import atomic_output

CLEAN = {name: value for name, value in os.environ.items() if name not in ("PARTNERSHIP", "YEAR", "CHAPTER", "FROM")}


def helpers(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "helpers", *words]
    return subprocess.run(command, cwd=PROJECT, env=CLEAN | environment, capture_output=True, text=True)


def test_what_cannot_be_done_is_one_sentence_and_exit_1() -> None:
    refused = helpers("check", "--year", "last year")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert '"last year" is not a year' in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("words", [(), ("reprot",), ("report", "--colour", "blue"), ("chapter",)])
def test_what_is_not_understood_is_exit_2(words: tuple[str, ...]) -> None:
    assert helpers(*words).returncode == 2


def test_a_misspelt_command_is_told_with_the_nearest() -> None:
    assert '"reprot" is no command. Did you mean report' in helpers("reprot").stderr
    assert '"zzzqqq" is no command. make help lists' in helpers("zzzqqq").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no folder can be held on Windows")
def test_nothing_is_removed_while_a_build_is_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(development, "CHECKOUT", tmp_path)
    cached = tmp_path / ".cache" / "chapter"
    cached.mkdir(parents=True)
    with atomic_output.folder(tmp_path / "build/thornby/2023-24") as output:
        assert cli.main(["clean"]) == 1
        assert "build/thornby/2023-24 is being built at this moment" in capsys.readouterr().err
        assert output.exists() and cached.exists()
    assert cli.main(["clean"]) == 0 and list(tmp_path.iterdir()) == []


def test_a_word_on_the_command_line_goes_before_the_environment() -> None:
    assert '"later"' in helpers("check", "--year", "later", YEAR="sooner").stderr
    assert '"sooner"' in helpers("check", YEAR="sooner").stderr


def test_an_empty_value_in_the_environment_is_as_none() -> None:
    assert "(now: 2023-24)" in helpers("report", "--help", YEAR="").stdout


def test_nothing_heavy_is_loaded_before_a_command_needs_it() -> None:
    loaded = "import sys, helpers.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    modules = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True).stdout.split()
    assert "helpers" in modules
    assert {"pandas", "pyarrow", "matplotlib", "nbconvert", "jinja2", "scipy"} & set(modules) == set()


def test_every_command_has_an_option_only_where_it_is_described() -> None:
    assert {name for command in cli.COMMANDS.values() for name in command.options} == set(cli.OPTIONS)


def test_a_listing_that_nobody_reads_on_ends_quietly() -> None:
    reader, writer = os.pipe()
    os.close(reader)  # as `head` does once it has read enough
    command = [sys.executable, "-m", "helpers", "list", "--what", "measures"]
    ended = subprocess.run(command, cwd=PROJECT, env=CLEAN, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (0, "")
