"""Whether people whom tables count in different words may be the same ones: asked of whoever knows, and answered in `relations.toml`.

Two numbers of the same children in two tables give hidden ones away, whatever the tables call them. The program cannot know, so
where words are alike it asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from helpers.sources import counts, relations
from helpers.sources.folding import folded
from helpers.sources.language import LanguageFinding
from helpers.sources.local_figures import OF, VALUE
from helpers.sources.year_folder import RELATIONS, YearFolder

KIND = "tables of people that may overlap"
MESSAGE = (
    '"{}" ({}) and "{}" ({}) may be the same people, or some of them the others. Answer it here, so that small numbers are protected in both:\n'
    '    [[relation]]\n    people = "{}"\n    are = "the same as", "part of" or "unrelated to"\n    of = "{}"'
)
PLAIN_WORDS = frozenset(
    "a an and are at but by for from had has have in is of on or that the their them they time to was were which who whom with".split()
)


def findings(folder: YearFolder) -> list[LanguageFinding]:
    """Return a finding for each pair of people that may overlap and that nothing relates; it keeps the report a draft."""
    file = folder.named(folder.path / RELATIONS)
    return [LanguageFinding(file, 0, KIND, MESSAGE.format(*pair)) for pair in _unanswered(folder)]


def _unanswered(folder: YearFolder) -> Iterator[tuple[str, str, str, str, str, str]]:
    answered = {relation.pair for relation in relations.relations(folder)}
    people = relations.counted(folder)
    for first, second in combinations(sorted(people), 2):
        if (
            _may_overlap(first, second)
            and not _of_one_table(people[first], people[second])
            and {folded(first), folded(second)} not in answered
        ):
            yield first, ", ".join(people[first]), second, ", ".join(people[second]), first, second


def _may_overlap(first: str, second: str) -> bool:
    """Whether people are of one kind and described by a word that both have, or by none but their kind's."""
    if folded(first) == folded(second) or counts.kind(first) != counts.kind(second):
        return False
    words = [set(folded(people).split()[1:]) - PLAIN_WORDS for people in (first, second)]
    return bool(words[0] & words[1]) or not all(words)


def _of_one_table(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the tables say themselves how people hang together: all that count either count both, or one has a share of the others."""
    tables = [{place.partition(".")[0] for place in places} for places in (first, second)]
    shares = (f"{table}.{{}}" for table in tables[0] & tables[1])
    return tables[0] == tables[1] or any(
        _is_share(share, first, second) or _is_share(share, second, first) for share in shares
    )


def _is_share(column: str, part: Sequence[str], whole: Sequence[str]) -> bool:
    return column.format(VALUE) in part and column.format(OF) in whole
