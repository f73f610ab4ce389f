"""Ages and circumstances of children's deaths and injuries in a compilation whose reviews have names.

A reader who has both can tell which child is meant. The partnership may decide to print them side by side; who compiles a report may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.sources import language
from helpers.sources.language import LanguageFinding
from helpers.sources.language_patterns import AGE, LINKED, PARAGRAPH
from helpers.sources.project import COMMON
from helpers.sources.year_folder import YearFolder

KIND = "identifying detail"
IDENTIFYING = (
    '"{}" tells the age of a child who died or was hurt, or how it happened, and this report names {}. Together they can point '
    "to the family. Take it out: the review itself says what its partnership decided to say."
)
AGE_IN_FACTS = (
    "the age of a child stands in a report that names {}. Together they can point to the family. Take the row out."
)
HARM = re.compile(
    r"\b(?:died|dies|killed|fatal\w*|deaths? (?:of|at|in|from)|['’]s death|life-changing|(?:seriously|badly) (?:injured|hurt|harmed))\b",
    re.IGNORECASE,
)
YOUNG = re.compile(
    r"\b(?:child|boy|girl|sibling|infant) of (?:\{\{[^}]*\}\}|\w+) (?:year|month|week|day)s?\b"
    r"|\b(?:bab(?:y|ies)|infants?|newborn|toddlers?|teenagers?)\b",
    re.IGNORECASE,
)
CIRCUMSTANCE = re.compile(
    r"\b(?:natural causes|unresponsive|co-?sleep\w*|overla(?:id|y|in|ying)|drown\w*|suicide(?! prevention)|own life|hang(?:ed|ing)"
    r"|stabb(?:ed|ing)|strang(?:l|ul)\w*|suffocat\w*|asphyxia\w*|overdos\w*|poisoned|shaken|head injur(?:y|ies)|cot death"
    r"|(?:died|deaths?) (?:at home|in bed|in hospital|in custody|from|of)\b(?! (?:a|an|the|any|every|each) (?:child|young person)\b))",
    re.IGNORECASE,
)
OF_AGE = ("years", "months", "weeks", "days")
REVIEWED = re.compile(r"\b(?:child|children|bab(?:y|ies))\b.*\breviews?\b", re.IGNORECASE)


def findings(folder: YearFolder) -> list[LanguageFinding]:
    """Return a blocking finding for each such paragraph, cell and fact of a compilation; none where no review has a name."""
    names = _review_names(folder) if folder.exists and folder.is_compilation else ""
    return [*_in_words(folder, names), *_in_facts(folder, names)] if names else []


def _review_names(folder: YearFolder) -> str:
    """The names of the published reviews, which are those that readers can look up."""
    frame = folder.table("reviews").frame
    names = frame.loc[frame["status"] == "published", "name"]
    return " and ".join(f"the review {name}" for name in names if name)


def _in_words(folder: YearFolder, names: str) -> Iterator[LanguageFinding]:
    own = (passage for passage in language.passages(folder) if not passage.file.startswith(f"data/{COMMON}/"))
    for passage in own:
        for paragraph in PARAGRAPH.finditer(LINKED.sub(lambda link: " " * len(link[0]), passage.words)):
            match = _identifying(paragraph[0])
            if match:
                line = passage.line + passage.words.count("\n", 0, paragraph.start())
                message = IDENTIFYING.format(" ".join(match[0].split()), names)
                yield LanguageFinding(passage.file, line, KIND, message)


def _identifying(paragraph: str) -> re.Match[str] | None:
    """The first words that tell an age or a circumstance, where the paragraph is about a death or an injury."""
    if not HARM.search(paragraph):
        return None
    return next(filter(None, (pattern.search(paragraph) for pattern in (AGE, YOUNG, CIRCUMSTANCE))), None)


def _in_facts(folder: YearFolder, names: str) -> Iterator[LanguageFinding]:
    for table in folder.tables_named("facts"):
        for line, unit, counts in zip(table.lines, table.frame["unit"], table.frame["counts"], strict=True):
            if unit in OF_AGE and REVIEWED.search(counts):
                yield LanguageFinding(table.file, line, KIND, AGE_IN_FACTS.format(names))
