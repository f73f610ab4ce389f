"""The files of the year that a number rests on."""

from __future__ import annotations

from helpers.sources.origins import Origin
from helpers.statistics.derivations import Derivation
from helpers.statistics.named_numbers import NamedNumbers
from helpers.statistics.numbers import Number


def files(number: Number, names: NamedNumbers) -> set[str]:
    """Return the files that a number was read or counted from, at one remove or more."""
    read_from = {origin.file for origin in number.origins}
    return read_from | _behind(number.derivation, names) if number.derivation else read_from


def _behind(derivation: Derivation, names: NamedNumbers) -> set[str]:
    tables = derivation.tables().intersection(names.tables())
    read_from = {names.folder.table(name).file for name in tables}
    for part in derivation.inputs:
        if isinstance(part, Derivation):
            read_from |= _behind(part, names)
        elif isinstance(part, Origin):
            read_from.add(part.file)
        elif names.has(part):
            read_from |= files(names.number(part), names)
    return read_from
