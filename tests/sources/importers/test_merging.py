"""An edition is laid over a store by its date: an older one changes nothing, and what gives way is kept."""

from __future__ import annotations

from functools import cache

import pandas as pd
from support import PROJECT

from helpers.sources.importers import file_formats, merging, parquet_store, readers, recognition, releases
from helpers.sources.importers.geography import Geography
from helpers.sources.importers.readers import ReadTables
from helpers.sources.importers.recognition import RecognisedFile

FILE = PROJECT / "tests" / "fixtures" / "as_issued" / "workforce_2023.csv"
KEYS = ["measure", "area", "period"]


@cache
def store() -> dict[str, pd.DataFrame]:
    return parquet_store.read(PROJECT / "data" / "published")


@cache
def edition(*changes: tuple[str, str]) -> ReadTables:
    text = FILE.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    headings = recognition.known_headings(releases.releases())
    (raw,) = file_formats.tables("workforce.csv", text.encode(), headings)
    file = recognition.recognise(raw, releases.releases())
    assert isinstance(file, RecognisedFile)
    return readers.read(file, Geography(store()["areas"]))


@cache
def newer() -> pd.DataFrame:
    figures = store()["figures"]
    return figures[figures["source"] == "dfe_workforce"].reset_index(drop=True)


@cache
def older_over_newer() -> merging.FigureChange:
    """The older edition laid over the newer one, which the store has."""
    return merging.update(newer(), [edition()])


@cache
def older_alone() -> merging.FigureChange:
    """The older edition in a store without figures."""
    return merging.update(None, [edition()])


def text(change: merging.FigureChange, measure: str, area: str, period: str) -> str:
    rows = change.figures
    row = rows[(rows["measure"] == measure) & (rows["area"] == area) & (rows["period"] == period)]
    assert len(row) == 1
    return row["code"].iloc[0] or str(row["value"].iloc[0])


def test_an_older_edition_changes_no_figure_and_says_so() -> None:
    change = older_over_newer()
    pd.testing.assert_frame_equal(
        change.figures.sort_values(KEYS, ignore_index=True), newer().sort_values(KEYS, ignore_index=True)
    )
    assert (change.added, change.revised, change.blanked, change.dropped) == ((), (), (), ())
    assert [str(older) for older in change.older] == [
        "dfe_workforce, edition to 2023-09-30: 7 figures differ from the newer ones, which stay"
    ]


def test_what_an_older_edition_gave_is_kept_with_its_edition() -> None:
    superseded = older_over_newer().superseded
    england = superseded[(superseded["measure"] == "agency_percent") & (superseded["area"] == "E92000001")]
    assert england[["period", "value", "edition"]].to_numpy().tolist() == [["2023", 17.8, "2023-09-30"]]


def test_a_newer_edition_takes_an_older_ones_place_and_keeps_it() -> None:
    old = older_alone()
    newest = ReadTables("newest.csv", edition().release, "figures", newer())
    change = merging.update(old.figures, [newest], old.superseded)
    assert text(change, "agency_percent", "E92000001", "2023") == "17.9"
    assert "agency_percent, E92000001, 2023: was 17.8" in "\n".join(map(str, change.revised))
    assert set(change.superseded["edition"]) == {"2023-09-30"}


def test_either_order_of_two_editions_gives_the_same() -> None:
    newest = ReadTables("newest.csv", edition().release, "figures", newer())
    old = older_alone()
    upwards = merging.update(old.figures, [newest], old.superseded)
    downwards = older_over_newer()
    for one_way, other_way in (
        (upwards.figures, downwards.figures),
        (upwards.superseded, downwards.superseded),
    ):
        order = [*KEYS, "edition"]
        pd.testing.assert_frame_equal(
            one_way.sort_values(order, ignore_index=True), other_way.sort_values(order, ignore_index=True)
        )


def test_a_blank_of_the_same_edition_never_takes_a_numbers_place() -> None:
    first = older_alone()
    change = merging.update(first.figures, [edition((",17.8,", ",x,"))])
    assert text(change, "agency_percent", "E92000001", "2023") == "17.8"
    assert change.blanked == change.revised == ()
    assert "agency_percent, E92000001, 2023: was x" in str(change.unlike[0])


def test_a_blank_of_a_newer_edition_is_told_apart_from_a_revision() -> None:
    first = older_alone()
    rows = first.figures.assign(edition="2024-09-30")
    is_agency, is_vacancy = (rows["measure"] == name for name in ("agency_percent", "vacancy_percent"))
    rows["value"] = (rows["value"] + is_vacancy).mask(is_agency)
    rows["code"] = rows["code"].mask(is_agency, "x")
    change = merging.update(first.figures, [ReadTables("newer.csv", edition().release, "figures", rows)])
    assert {revision.measure for revision in change.blanked} == {"agency_percent"}
    assert {revision.measure for revision in change.revised} == {"vacancy_percent"}
    assert text(change, "agency_percent", "E92000001", "2023") == "x"
    assert change.superseded["value"].notna().all()


def test_two_imports_of_an_edition_are_as_one() -> None:
    first = older_over_newer()
    again = merging.update(first.figures, [edition()], first.superseded)
    pd.testing.assert_frame_equal(first.figures, again.figures)
    pd.testing.assert_frame_equal(first.superseded, again.superseded)


def test_an_earlier_period_that_only_an_older_edition_gives_is_left_to_another_publication() -> None:
    old = edition()
    other = old.rows[old.rows["period"] == "2022"].assign(source="dfe_lait", edition="2025-09-30", value=1.0)
    newest = newer()
    without = newest[newest["period"] != "2022"]
    change = merging.update(pd.concat([without, other], ignore_index=True), [old])
    assert text(change, "agency_percent", "E92000001", "2022") == "1.0"


def test_a_folder_without_figures_leaves_them_as_they_are() -> None:
    change = merging.update(newer(), [])
    assert len(change.figures) == len(newer())
    assert (change.added, change.revised, change.dropped, change.older) == ((), (), (), ())
