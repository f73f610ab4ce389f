"""The earlier report's figures are set beside the national figures as they are now, and what was replaced is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from helpers.publish.compare import revisions
from helpers.publish.compare.numbers import COLUMNS, Row
from helpers.sources import project, published

KEY = ("agency_percent", "E08000015", "2024")


def row(value: str, key: tuple[str, str, str] = KEY) -> Row:
    return dict.fromkeys(COLUMNS, "") | {"kind": "published", "row": "|".join(key), "value": value}


def now() -> float:
    figures = published.store().figures(KEY[0], areas=[KEY[1]])
    return float(figures.loc[figures["period"] == KEY[2], "value"].iloc[0])


@pytest.fixture
def store_that_replaced_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A store that remembers another value of one figure."""
    own = published.store().folder
    for path in own.glob("*.parquet"):
        (tmp_path / path.name).symlink_to(path)
    table = parquet.read_table(own / "superseded.parquet")
    old = (
        dict.fromkeys(table.column_names) | dict(zip(("measure", "area", "period"), KEY, strict=True)) | {"value": 1.5}
    )
    (tmp_path / "superseded.parquet").unlink()
    parquet.write_table(pa.Table.from_pylist([old], schema=table.schema), tmp_path / "superseded.parquet")
    monkeypatch.setenv(project.STORE, str(tmp_path))
    yield
    published.forget()


def test_a_figure_that_is_as_it_was_printed_is_not_revised() -> None:
    result = revisions.revisions([row(str(now()))])
    assert (result.checked, result.revised) == (1, ())


def test_a_figure_that_is_no_longer_what_was_printed_was_revised() -> None:
    (revised,) = revisions.revisions([row("12.5")]).revised
    assert (revised.old, revised.now, revised.was_printed) == (12.5, now(), True)


def test_a_figure_that_its_publisher_replaced_is_told_of_a_report_that_has_the_new_one(
    store_that_replaced_one: None,
) -> None:
    result = revisions.revisions([row(str(now()))])
    (revised,) = result.revised
    assert (revised.old, revised.was_printed, result.on_record) == (1.5, False, 1)
    assert revisions.revisions([row("5", ("agency_percent", "E92000001", "2024"))]).revised[0].was_printed


def test_what_the_store_has_not_and_what_has_no_value_is_not_checked() -> None:
    rows = [row(""), row("3", ("agency_percent", "E08000015", "1999")), row("3", ("no_such_measure", *KEY[1:]))]
    assert revisions.revisions(rows) == revisions.Revisions(0, (), revisions.revisions([]).on_record)
