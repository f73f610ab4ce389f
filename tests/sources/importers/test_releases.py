"""A measure's label names whom it counts where its publisher's words do, and where that is not the obvious group."""

from __future__ import annotations

import csv
import re

import pandas as pd
import pytest
from support import PROJECT, SHARED

from helpers.sources import published
from helpers.sources.importers import releases

WORDS = list(csv.DictReader((PROJECT / "tests" / "fixtures" / "publishers_words.csv").open(encoding="utf-8")))
GROUPS = {"CINO at 31 March": "no plan, not looked after", "CLA 12 months at 31 March": "12 months or more"}
DICTIONARY = SHARED / "published" / "lait" / "lait_data_dictionary.csv"
# What a publisher's words say of whom a measure counts, and what its label then holds.
NAMED = {
    r"looked after.{0,60}12 months": "12 months or more",
    r"[Bb]efore [Hh]ousing [Cc]osts": "before housing costs",
    r"37 complete weeks": "at term",
    r"under 16|0-15 years": "nder 16",
    r"18, 19 and 20": "18 to 20",
    r"10-14 year olds": "10 to 14",
    r"15-17 year olds": "15 to 17",
    r"at least three months": "3 months or more",
    r"excludes IFAs": "agencies",
}


@pytest.mark.parametrize("row", WORDS, ids=lambda row: f"{row['measure']}: {row['label_holds']}")
def test_a_label_names_the_base_that_the_publisher_names(row: dict[str, str]) -> None:
    assert row["label_holds"] in releases.measures()[row["measure"]].name


def test_every_measure_of_a_group_of_children_names_the_group() -> None:
    measures = [measure for release in releases.releases() for measure in release.measures if not measure.fills]
    groups = [(measure, measure.value.where.get("social_care_group", ("",))[0]) for measure in measures]
    assert [measure.measure for measure, group in groups if GROUPS.get(group, "") not in measure.name] == []


def test_a_base_of_twelve_months_is_in_the_label() -> None:
    of_a_year = [
        about for about in releases.measures().values() if "looked after for at least 12 months" in about.definition
    ]
    assert len(of_a_year) > 20
    assert [about.measure for about in of_a_year if "12 months or more" not in about.name] == []


@pytest.mark.skipif(not DICTIONARY.exists(), reason="the publisher's own dictionary is not here")
def test_no_label_leaves_out_a_base_that_the_tools_dictionary_names() -> None:
    table = pd.read_csv(DICTIONARY, dtype=str, encoding_errors="replace").fillna("").drop_duplicates("Measure_short")
    words = table.set_index("Measure_short")[["Measure", "y_axis_name", "Description", "Methodology"]].agg(
        " ".join, axis=1
    )
    (tool,) = (release for release in releases.releases() if release.id == "dfe_lait")
    labels = [(releases.measures()[m.measure].name, words[m.value.where["measure_short"][0]]) for m in tool.measures]
    left_out = [
        (label, base)
        for label, publishers in labels
        for base, part in NAMED.items()
        if re.search(base, publishers) and part not in label
    ]
    assert left_out == []


def test_the_store_has_the_words_of_the_releases() -> None:
    stored = {about.measure: (about.name, about.definition) for about in published.store().measures()}
    assert stored == {
        name: (stored_name.name, stored_name.definition)
        for name, stored_name in releases.measures().items()
        if name in stored
    }


def test_every_measure_has_a_definition_an_owner_and_a_publication() -> None:
    assert [
        about.measure
        for about in releases.measures().values()
        if not (about.definition and about.owner and about.publication)
    ] == []
