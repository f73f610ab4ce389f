"""A year in ten steps, from the year before to a release and its correction: each command of the README in its order, as typed."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support import PROJECT

from helpers.sources import carried_over, open_year

README = (PROJECT / "README.md").read_text("utf-8")
STEPS = re.findall(
    r"^\d+\. (.*(?:\n   .*)*)", README.partition("## A year in ten steps")[2].partition("\n## ")[0], re.MULTILINE
)
COMMAND = re.compile(r"`make ([a-z-]+)((?: [A-Z]+=\S+)*)`")
SIGNED = 'name = "A. Signer"\ndate = 2025-07-01'
CORRECTIONS = "id,corrected,what,old,new,unit,counts,cause,released_by\n{}\n"
CORRECTED = "grant,2025-09-01,The grant,43000,34000,pounds,pounds,Two digits were swapped.,"


def run(command: str, options: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command of the README with its options, in a process of its own, as make does."""
    environment = os.environ | dict(option.split("=", 1) for option in options.split())
    words = [sys.executable, "-m", "helpers", command]
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=False)


def step(number: int) -> None:
    """Run the commands of a step."""
    for command, options in COMMAND.findall(STEPS[number - 1]):
        outcome = run(command, options)
        assert outcome.returncode == 0, f"step {number}: make {command}{options}: {outcome.stderr}"


@pytest.fixture
def last_year(thornby: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented partnership's year, built, with a plan; the national figures are a copy that an import may change."""
    monkeypatch.setenv("PARTNERSHIP", "thornby")
    store = thornby.parents[1] / "published"
    store.unlink()
    shutil.copytree(PROJECT / "data/published", store)
    monkeypatch.setenv("HELPERS_PUBLISHED", str(store))
    files = {
        "01_introduction/role.md": "The partnership leads.\n",
        "01_introduction/bodies.csv": "id,name,kind,parent,source,note\nquality,Quality,committee,,thornby_accounts,\n",
        "09_business_plan/plan_priorities.csv": "id,name,period,aim,actions,owner,due,measure,source\n"
        "hubs,Hubs,2024-25,Families find help near by,,,,,thornby_accounts\n",
    }
    for name, text in files.items():
        (thornby / name).parent.mkdir(exist_ok=True)
        (thornby / name).write_text(text, "utf-8")
    settings = thornby / "report.toml"
    settings.write_text(settings.read_text("utf-8").replace('name = ""\nrole', 'name = "A. Chief"\nrole'), "utf-8")
    assert run("report", "YEAR=2023-24").returncode == 0
    return thornby


@pytest.mark.slow
def test_each_command_of_a_year_in_ten_steps_does_what_it_says_up_to_a_release_and_its_correction(
    last_year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(STEPS) == 10
    year = last_year.with_name("2024-25")
    step(1)
    assert (tmp_path / "build/thornby/2024-25/report.pdf").exists()
    step(2)
    downloads = tmp_path / "folder"
    downloads.mkdir()
    shutil.copy(PROJECT / "tests/fixtures/as_issued/referrals_2023.csv", downloads)
    monkeypatch.chdir(tmp_path)
    step(3)
    settings = year / "report.toml"
    step(4)
    step(5)
    write_figures(year)
    step(6)
    step(7)
    step(8)
    for item in carried_over.unconfirmed(open_year("thornby", "2024-25")):
        run("confirm", f"YEAR=2024-25 WHAT={item.file}")
    answer(year)
    step(9)
    refusal = run("report", "YEAR=2024-25 FINAL=1").stderr
    assert [line.partition(". ")[0].strip() for line in refusal.splitlines()[1:]] == ["Thornby Council has not signed"]
    settings.write_text(settings.read_text("utf-8").replace('name = ""\ndate = ""', SIGNED), "utf-8")
    step(10)
    releases = tmp_path / "releases/thornby/2024-25"
    assert [path.name for path in releases.iterdir()] == ["thornby-2024-25-1.0.zip"]
    assert "Not checked." in changes(tmp_path, "2024-25-compared-with-thornby-2023-24")
    correct(year, releases, tmp_path)


def write_figures(year: Path) -> None:
    """Put in what was sent: a grant, and what the law asks for."""
    facts = year / "01_introduction/facts.csv"
    facts.write_text(
        "id,value,unit,counts,period,qualifier,source,released_by,note\n"
        "grant.total,43000,pounds,pounds,2024-25,,thornby_accounts,,The grant\n",
        "utf-8",
    )
    (year / "05_key_activity").mkdir(exist_ok=True)
    (year / "05_key_activity/practice_model.md").write_text("All teams were trained anew.\n", "utf-8")
    (year / "01_introduction/funding_gap.md").write_text("The grant came to {{ grant.total }}.\n", "utf-8")
    priorities = year / "08_progress_against_priorities/priorities.csv"
    filled = priorities.read_text("utf-8").replace(",2024-25,,,,", ",2024-25,A group met.,Fewer plans,An audit,")
    priorities.write_text(filled, "utf-8")


def answer(year: Path) -> None:
    """Answer the one promise: done, with what became of it and how that is known."""
    path = year / "08_progress_against_priorities/promises.csv"
    with path.open(encoding="utf-8", newline="") as opened:
        (row,) = csv.DictReader(opened)
    row |= {"answer": "done", "account": "A hub opened in Hightown.", "outcome_evidence": "Families come"}
    row |= {"evidence_source": "The list of hubs", "source": "thornby_accounts"}
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, row)
        writer.writeheader()
        writer.writerow(row)


def correct(year: Path, releases: Path, root: Path) -> None:
    """Correct a figure of what is released: refused until it is said, then a version of its own, told of on the page too."""
    facts = year / "01_introduction/facts.csv"
    facts.write_text(facts.read_text("utf-8").replace("43000", "34000"), "utf-8")
    message = run("release", "YEAR=2024-25").stderr
    assert "data/thornby/2024-25/corrections.csv" in message
    (command, options) = re.findall(r"make (compare)((?: [A-Z]+=\S+)*)", message)[0]
    assert run(command, options).returncode == 0
    rows = (root / "build/thornby/2024-25-compared-with-thornby-2024-25-1.0/corrections.csv").read_text("utf-8-sig")
    assert "correction_1,,Grant: total,43000,34000,pounds" in rows
    (year / "corrections.csv").write_text(CORRECTIONS.format(CORRECTED), "utf-8")
    assert run("release", "YEAR=2024-25").returncode == 0
    with zipfile.ZipFile(releases / "thornby-2024-25-1.1.zip") as packed:
        listing = packed.read("thornby-2024-25-1.1/CHANGES.md").decode()
        page = packed.read("thornby-2024-25-1.1/site/11_about_this_report.html").decode()
    assert "The grant (43000, now 34000.) Cause: Two digits were swapped." in listing
    assert "Two digits were swapped." in page and "£43,000" in page


def changes(root: Path, name: str) -> str:
    """The words of a page that compares."""
    return (root / "build/thornby" / name / "index.html").read_text("utf-8")
