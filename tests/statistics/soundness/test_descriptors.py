"""A schema with a type, a unit, a policy or a period that the program does not know is refused by name, with the nearest known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.sources import schema
from helpers.statistics.soundness import descriptors


@pytest.mark.parametrize(
    ("part", "value", "column", "message"),
    [
        ("unit", "monht", "views", '"monht" is not a unit. Did you mean month or months or count?'),
        ("codes", True, "views", descriptors.NO_CODES),
        ("type", "integr", "views", '"integr" is not a type. Did you mean integer or string or number?'),
        ("policy", "opne", "policy", '"opne" is not a policy. Did you mean open?'),
        (
            "period",
            "2023-24",
            "period",
            '"2023-24" is not a period of a whole table. Write one of report year, year after.',
        ),
        ("period", "raport year", "period", '"raport year" is not a period of a whole table. Did you mean report year'),
        ("policy", "released", "policy", '"released" is not a policy. Write one of open, dfe, nhs, strict, sealed.'),
    ],
)
def test_a_word_that_the_program_does_not_know_is_refused_with_the_nearest(
    tmp_path: Path, part: str, value: str, column: str, message: str
) -> None:
    descriptor = schema.schemas()["top_pages"].descriptor
    fields = [
        dict(field) | ({part: value} if field["name"] == "views" and part in ("unit", "type", "codes") else {})
        for field in descriptor["fields"]
    ]
    changed = dict(descriptor) | {"fields": fields} | ({part: value} if part in ("policy", "period") else {})
    (tmp_path / "top_pages.json").write_text(json.dumps(changed), encoding="utf-8")
    (fault,) = descriptors.faults([schema.Schema.read(tmp_path / "top_pages.json")])
    assert (fault.file, fault.column) == ("src/helpers/sources/schemas/top_pages.json", column)
    assert fault.message.startswith(message)


def test_every_schema_of_the_program_is_known() -> None:
    assert descriptors.faults(schema.schemas().values()) == []
