"""A partnership begins with its authorities, by name or code, and never over a folder that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import cli
from helpers.errors import ReportError, UnknownName
from helpers.publish import build, check, new_partnership
from helpers.sources import YearFolder


def begun_year(
    covered: str, *, name: str = "", place: str = "", short_name: str = "", partners: str = ""
) -> YearFolder:
    path = new_partnership.make(
        name=name, place=place, short_name=short_name, covered=covered, partners=partners.split("; "), year="2023-24"
    )
    return YearFolder(path.parent.name, path.name, path, path.parents[2])


@pytest.mark.parametrize(
    ("covered", "message"),
    [
        ("Leeds, Bradfrod", "no authority of England that the store knows. Did you mean Bradford"),
        ("Leads", "Did you mean Leeds"),
        ("North West", "is a region, not a local authority"),
        ("E08000099", "no authority of England"),
    ],
)
def test_what_is_no_authority_is_refused_with_the_nearest(thornby: Path, covered: str, message: str) -> None:
    with pytest.raises(UnknownName) as refused:
        begun_year(covered)
    assert message in str(refused.value)


@pytest.mark.parametrize("part", ["place", "name"])
def test_a_place_or_name_that_is_not_its_authorities_is_refused_and_leaves_nothing_behind(
    thornby: Path, part: str
) -> None:
    with pytest.raises(
        ReportError, match=rf'^{part.upper()}: "Sefton.*" is Sefton \(E08000014\), and the area covered is Leeds'
    ):
        begun_year("Leeds", **{part: "Sefton"}, partners="Leeds City Council")
    assert not list(thornby.parents[1].glob("leeds*")) and not list(thornby.parents[1].glob("sefton*"))


def test_a_folder_that_is_there_is_not_touched(thornby: Path) -> None:
    (thornby.parents[1] / "leeds/2024-25").mkdir(parents=True)
    with pytest.raises(
        ReportError, match=r"data/leeds is there already, .* make new-year PARTNERSHIP=leeds YEAR=2025-26$"
    ):
        begun_year("Leeds", partners="Leeds City Council")
    assert list((thornby.parents[1] / "leeds/2024-25").iterdir()) == []


@pytest.mark.parametrize("areas", ["", "all"])
def test_the_command_asks_for_the_authorities(thornby: Path, areas: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new-partnership", "--areas", areas or "all"]) == 1
    assert "give AREAS=… to make" in capsys.readouterr().err


@pytest.mark.parametrize("covered", ["Leeds", "leeds", "E08000035", "383"])
def test_one_authority_by_any_of_its_names_is_the_folder_that_a_report_of_it_looks_for(
    thornby: Path, covered: str
) -> None:
    folder = begun_year(covered, partners="Leeds City Council; West Yorkshire Police")
    assert (folder.partnership, folder.areas, folder.place) == ("leeds", ("E08000035",), "Leeds")
    assert folder.settings["partnership"]["short_name"] == "LSCP"
    assert [sign_off["organisation"] for sign_off in folder.settings["sign_offs"]] == [
        "Leeds City Council",
        "West Yorkshire Police",
    ]
    assert check.faults(folder) == []


def test_several_authorities_share_a_folder_called_by_their_place(thornby: Path) -> None:
    folder = begun_year("E08000035 and Bradford", place="West Yorkshire", short_name="the two", partners="A Council")
    assert (folder.partnership, folder.areas) == ("west-yorkshire", ("E08000035", "E08000032"))
    assert (folder.name, folder.settings["partnership"]["short_name"]) == (
        "West Yorkshire Safeguarding Children Partnership",
        "the two",
    )


def test_the_command_writes_a_check_list_and_says_what_comes_next(
    thornby: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        "new-partnership",
        "--areas",
        "Bedford, Luton",
        "--partners",
        "Bedford Borough Council;",
        "--year",
        "2023-24",
    ]
    assert cli.main(words) == 0
    assert "make report PARTNERSHIP=bedford-luton YEAR=2023-24" in capsys.readouterr().out
    listing = (thornby.parents[1] / "bedford-luton/2023-24/CHECKLIST.md").read_text("utf-8")
    assert "- [ ] Bedford Borough Council has signed" in listing and "**The independent scrutineer**" in listing
    assert "- [ ] Bedford Borough Council: name and role of the lead partner (`report.toml`)" in listing


def test_a_report_that_names_no_partner_is_asked_for_its_partners(thornby: Path) -> None:
    assert cli.main(["new-partnership", "--areas", "Bedford, Luton", "--year", "2023-24"]) == 0
    listing = (thornby.parents[1] / "bedford-luton/2023-24/CHECKLIST.md").read_text("utf-8")
    assert "- [ ] The lead partners (the local authority, the integrated care board and the police)" in listing


@pytest.mark.slow
def test_a_partnership_of_two_areas_builds_at_once(thornby: Path) -> None:
    folder = begun_year("Leeds, Bradford", partners="Leeds City Council")
    assert (build.report(partnership=folder.partnership, year="2023-24") / "report.pdf").exists()
