"""The names of published measures as texts: one that holds a number is bound to the measure's row of the store."""

from __future__ import annotations

from helpers.sources import published
from helpers.sources.publications import MeasureDefinition
from helpers.sources.typed_numbers import holds_number
from helpers.statistics.derivations import ROWS, Derivation
from helpers.statistics.numbers import Number, Text, text

TITLED = Derivation("titled", (ROWS,))
PER = {"percent": "%", "per_10k": "per 10,000", "per_1k": "per 1,000", "per_100k": "per 100,000"}


def name_of(measure: str) -> Text:
    """Return a measure's name, such as "Re-referrals within 12 months"; an unknown one raises UnknownName."""
    return _bound(measure, published.store().measure(measure).name, "name")


def title_of(measure: str) -> Text:
    """Return a measure's name with what it is a rate or share of, where it is one: "Referrals, per 10,000"."""
    about = published.store().measure(measure)
    words = titled(about)
    if words == about.name:
        return name_of(measure)
    return _bound(measure, words, "title", TITLED) if holds_number(about.name) else text(words)


def definition_of(measure: str) -> Text:
    """Return what a measure is, as a sentence; an unknown one raises UnknownName."""
    return _bound(measure, published.store().measure(measure).definition, "definition")


def base_of(measure: str) -> Text:
    """Return whom or what a measure is counted among, empty where its publisher does not say; an unknown one raises UnknownName."""
    return _bound(measure, published.store().measure(measure).denominator_note, "denominator_note")


def titled(about: MeasureDefinition) -> str:
    """Return the words of a measure's title, as `title_of` binds them."""
    per = PER.get(about.unit, "")
    return f"{about.name}, {per}" if per else about.name


def _bound(measure: str, words: str, part: str, derivation: Derivation | None = None) -> Text:
    if not holds_number(words):
        return text(words)
    row = published.origin("measures", measure)
    origins = (row if derivation else row.at(part),)
    return text(Number(f"measures.{measure}.{part}", words, "words", origins=origins, derivation=derivation))
