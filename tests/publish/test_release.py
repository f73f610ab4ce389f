"""A release is one archive that nothing overwrites; what is corrected later is a version of its own, with what changed and why."""

from __future__ import annotations

import hashlib
import random
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from support import two_chapters

from helpers import cli
from helpers.errors import ReportError
from helpers.publish import release
from helpers.publish.compare import numbers
from helpers.sources import YearFolder, open_year

SIGNED = 'organisation = "Thornby Council"\nname = "A. Signer"\ndate = "2024-09-02"'
HEADINGS = "id,corrected,what,old,new,unit,counts,cause,released_by\n"
SLIP = "grant,{},The grant,43000,34000,pounds,pounds,Two digits were swapped.,\n"
Opened = Callable[[], YearFolder]


@pytest.fixture
def opened(thornby: Path) -> Opened:
    """Open the copy outside a build, as a report is released."""
    return lambda: open_year(thornby.parent.name, thornby.name)


@pytest.fixture
def signed(thornby: Path) -> Path:
    """The invented partnership's year, signed."""
    two_chapters.change(thornby / "report.toml", 'organisation = "Thornby Council"\nname = ""\ndate = ""', SIGNED)
    return thornby


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """What a build leaves: a book and a ledger of one number."""
    (tmp_path / "built/site").mkdir(parents=True)
    (tmp_path / "built/site/index.html").write_text("The grant was £43,000.", "utf-8")
    ledger = ",".join(numbers.COLUMNS) + '\n01_introduction,grant,pounds,2023-24,43000,"£43,000",grant,fact\n'
    (tmp_path / "built/numbers.csv").write_text(ledger, "utf-8")
    return tmp_path / "built"


def texts(archive: Path) -> dict[str, str]:
    with zipfile.ZipFile(archive) as packed:
        return {name.partition("/")[2]: packed.read(name).decode() for name in packed.namelist()}


def test_a_release_is_never_overwritten(signed: Path, built: Path, opened: Opened) -> None:
    first = release.put_out(opened(), built)
    before = first.archive.read_bytes()
    (built / "site/index.html").write_text("The grant was £34,000.", "utf-8")
    with pytest.raises(ReportError, match=r"1\.0\.zip is released already.*corrections\.csv.*as version 1\.1"):
        release.put_out(opened(), built)
    assert first.archive.read_bytes() == before
    assert [path.name for path in first.archive.parent.iterdir()] == ["thornby-2023-24-1.0.zip"]


def test_the_same_report_is_the_same_bytes_and_is_released_once(signed: Path, built: Path, opened: Opened) -> None:
    first = release.put_out(opened(), built)
    before = first.archive.read_bytes()
    again = release.put_out(opened(), built)
    first.archive.unlink()
    assert (first.is_new, again.is_new) == (True, False)
    assert release.put_out(opened(), built).archive.read_bytes() == before


def test_a_correction_makes_the_next_version_with_what_changed_and_why(
    signed: Path, built: Path, opened: Opened
) -> None:
    release.put_out(opened(), built)
    (signed / "corrections.csv").write_text(HEADINGS + SLIP.format("2024-11-05"), "utf-8")
    two_chapters.change(built / "numbers.csv", '43000,"£43,000"', '34000,"£34,000"')
    second = release.put_out(opened(), built)
    packed = texts(second.archive)
    assert (second.version, str(second.day)) == ("1.1", "2024-11-05")
    assert "- 2024-11-05: The grant (43000, now 34000.) Cause: Two digits were swapped." in packed["CHANGES.md"]
    assert "- grant: £43,000, now £34,000" in packed["CHANGES.md"]
    assert "Corrected after they signed, on 2024-11-05" in packed["RELEASE.md"]
    assert len(list(second.archive.parent.iterdir())) == 2


def test_what_one_of_two_versions_hides_is_not_listed_as_changed(signed: Path, built: Path, opened: Opened) -> None:
    headings = ",".join((*numbers.COLUMNS, "code"))
    row = "05_key_activity,plans.{}.children,count,,{},{},2,fact,{}\n"

    def write(*cells: tuple[str, str, str, str]) -> None:
        rows = "".join(row.format(*cell) for cell in cells)
        (built / "numbers.csv").write_text(f"{headings}\n{rows}", "utf-8")

    write(("a", "20", "20", ""), ("b", "", "[c]", "c"), ("c", "30", "30", ""))
    release.put_out(opened(), built)
    (signed / "corrections.csv").write_text(HEADINGS + SLIP.format("2024-11-05"), "utf-8")
    write(("a", "", "[c]", "c"), ("b", "21", "21", ""), ("c", "31", "31", ""))
    changes = texts(release.put_out(opened(), built).archive)["CHANGES.md"]
    assert ["- plans.c.children: 30, now 31"] == [line for line in changes.splitlines() if "plans" in line]


def test_a_correction_that_is_taken_out_again_is_refused(signed: Path, built: Path, opened: Opened) -> None:
    (signed / "corrections.csv").write_text(HEADINGS + SLIP.format("2024-11-05"), "utf-8")
    assert release.put_out(opened(), built).version == "1.1"
    (signed / "corrections.csv").unlink()
    with pytest.raises(ReportError, match=r"1\.1\.zip is released, and corrections\.csv has fewer days"):
        release.put_out(opened(), built)


def test_it_says_who_signed_what_by_a_digest_of_what_is_published(signed: Path, built: Path, opened: Opened) -> None:
    packed = texts(release.put_out(opened(), built).archive)
    digest = hashlib.sha256(packed["SHA256SUMS"].encode()).hexdigest()
    assert "- Thornby Council: A. Signer, 2024-09-02" in packed["RELEASE.md"] and digest in packed["RELEASE.md"]
    digests = {line.split("  ")[1]: line.split("  ")[0] for line in packed["SHA256SUMS"].splitlines()}
    assert digests.keys() == packed.keys() - {"SHA256SUMS", "RELEASE.md"}
    assert all(hashlib.sha256(packed[name].encode()).hexdigest() == value for name, value in digests.items())


def test_no_digest_depends_on_rows_that_are_not_published(signed: Path, built: Path, opened: Opened) -> None:
    release.put_out(opened(), built)
    two_chapters.change(signed / "01_introduction/top_pages.csv", "120", "121")
    assert not release.put_out(opened(), built).is_new


def test_a_release_that_ends_half_written_leaves_nothing(signed: Path, built: Path, opened: Opened) -> None:
    (built / "report.pdf").write_bytes(random.Random(1).randbytes(200_000))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))  # as on a disk that is full
    try:
        with pytest.raises(ReportError, match=r"cannot be written.*Make room"):
            release.put_out(opened(), built)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list((signed.parents[2] / "releases/thornby/2023-24").iterdir()) == []


def test_what_was_saved_while_the_report_was_built_is_not_released(signed: Path, built: Path, opened: Opened) -> None:
    with pytest.raises(ReportError, match="Files were saved while the report was built"):
        release.put_out(opened(), built, is_current=lambda: False)
    assert list((signed.parents[2] / "releases/thornby/2023-24").iterdir()) == []


def test_a_draft_is_not_released(thornby: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["release", "--partnership", "thornby", "--year", "2023-24"]) == 1
    assert "is not final; nothing was built" in capsys.readouterr().err
    assert not (thornby.parents[2] / "releases").exists()
