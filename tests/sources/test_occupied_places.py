"""Places by which those in them are counted are refused as places, and buildings that are merely there are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.sources import counts, schema
from helpers.sources.schema import Schema

KINDS = ("places", "staff", "organisations", "activities")


def messages(
    title: str, counted: str, about: str = "Safety", reason: str = "buildings", definition: str = ""
) -> list[str]:
    field = {"name": "number", "type": "integer", "title": title, "unit": "count", "counts": counted, "open": reason}
    descriptor = {"fields": [field], "reason": "buildings", "definition": definition}
    form = Schema("safety", "01_introduction", about, "", schema.OPEN, "", (), descriptor)
    return [fault.message for fault in counts.faults(form, [], {})]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "heading",
    [
        "Places of safety", "Places of safety used", "Children in places of safety", "Safe places found for a night", "Beds", "Beds filled",
        "Homes", "Places in homes", "Refuge places", "Secure places", "Respite places taken up", "Registered places of safety in use",
        "Hostel places held", "Hotels used", "Buildings slept in", "Emergency accommodation sites",
        "Cells used as places of safety", "Residential places", "Places with supported accommodation",
    ],
)  # fmt: skip
def test_a_place_that_somebody_is_in_is_no_place(heading: str, kind: str) -> None:
    assert messages(heading, kind)


@pytest.mark.parametrize("heading", ["Places in use", "Number of places occupied", "Places filled by the panel"])
def test_a_place_that_is_used_is_no_place_though_one_on_a_course_may_be_taken(heading: str) -> None:
    assert messages(heading, "places") and not messages("Places taken", "staff")


@pytest.mark.parametrize(
    ("title", "about", "reason", "definition"),
    [
        ("Places", "Children placed out of the area", "buildings", ""),
        ("Places", "Children in places of safety", "buildings", ""),
        ("Places", "Safety", "places where children were taken at night", ""),
        ("Places", "Safety", "buildings", "Places to which young people were taken by police"),
        ("Sites", "Safety", "buildings", "How many families living in them there were on the last day"),
        ("Sites open", "Safety", "buildings", "Girls detained, by site"),
    ],
)
def test_a_description_that_says_who_is_in_them_is_refused_too(
    title: str, about: str, reason: str, definition: str
) -> None:
    (message,) = messages(title, "places", about, reason, definition)
    assert "count who is in the places" in message and "Say whom it counts" in message


@pytest.mark.parametrize(
    ("title", "counted"),
    [
        ("Hubs open", "places"), ("Places of safety open", "places"), ("Safe places available in shops", "places"),
        ("Registered homes", "places buildings"), ("Neighbourhoods", "places"), ("Buildings", "places"), ("Venues", "places"),
        ("Places taken", "staff"), ("Places on courses", "staff"), ("Schools that answered", "organisations"),
        ("Wards in the tenth most deprived", "places"), ("Sites inspected", "places"), ("Venues used", "places"), ("Sites used for training", "places"),
        ("Buildings held in trust", "places"), ("Places of worship visited", "places"), ("Buildings in use", "places"), ("Meetings held", "activities"),
        ("Sessions used", "activities"), ("Websites used", "pages"),
    ],
)  # fmt: skip
def test_places_that_are_merely_there_are_shown(title: str, counted: str) -> None:
    assert [] == messages(
        title, counted, "Buildings where families find help", "buildings, not people in them", "Sites for children"
    )


def test_a_fact_of_places_that_somebody_is_in_is_refused() -> None:
    facts = schema.schemas()["facts"]
    row = {
        "id": "safety.sites",
        "value": "3",
        "unit": "count",
        "counts": "places",
        "period": "2023-24",
        "released_by": "",
        "note": "",
    }
    notes = ("Sites used for a night", "Sites open")
    of_notes = [list(counts.faults(replace(facts), [(2, row | {"note": note})], {})) for note in notes]
    assert [len(faults) for faults in of_notes] == [1, 0]
