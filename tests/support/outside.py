"""A list outside the invented partnership's project, with a row for each child, and the settings that have a table counted from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from support import local_year, own_forms

NAME, FILE = own_forms.NAME, "Family Hub export 7123457.csv"
WARDS = ("Ashby", "Bourne", "Corby")
HEADING = "Case number,Home ward,Given name"
ROWS = (*[f"{7100001 + place},Bourne,Zebedee" for place in range(40)], "7200001,Ashby,Zuleika", "7200002,Ashby,Zuleika")


def form(**more: Any) -> dict[str, Any]:
    """The schema of the table of children by ward, with every ward that there is."""
    return own_forms.column(0, constraints={"enum": [*WARDS, "All wards"]}) | more


def of_children() -> dict[str, Any]:
    """The schema of the same children as a table with a row for each of them."""
    ward, *_ = own_forms.column(0, constraints={"enum": list(WARDS)})["fields"]
    reference = {"name": "reference", "type": "string", "constraints": {"required": True, "unique": True}}
    return own_forms.descriptor(rows_are="children who care", counted_by=[[], ["ward"]], fields=[reference, ward])


def write_list(folder: Path, rows: Sequence[str] = ROWS, *, heading: str = HEADING, name: str = FILE) -> Path:
    """Write the list into a folder, which is made."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return path


def declare(year: Path, path: Path | str, **more: str | None) -> None:
    """Have the table counted from a file, with other keys (as TOML) or without those that are None."""
    keys = {
        "table": f'"{NAME}"',
        "file": f'"{path}"',
        "id": '"Case number"',
        "source": '"thornby_accounts"',
        "columns": '{ ward = "Home ward" }',
    }
    lines = [f"{key} = {value}" for key, value in (keys | more).items() if value is not None]
    with (year / "report.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n".join(["", "[[lists]]", *lines, ""]))


def project(place: Path, *, schema: dict[str, Any] | None = None) -> Path:
    """Write the project with the table's schema and no file of the table; return the year's folder."""
    local_year.project(place, years=())
    year = place / "data" / "thornby" / local_year.YEAR
    own_forms.write(year, schema or form())
    return year
