"""Places that are counted by who is in them: "places of safety used", "beds filled", "homes" with "children placed in them".

A number of buildings tells of no child. A number of places taken is a number of people, whatever its column is said to count: so
where heading or description says that somebody is in them, or the heading does not say that they are merely there, it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

PLACES = "places"
SHELTER = re.compile(
    r"\b(?:(?:places?|points?) of (?:safety|refuge|detention|custody)|(?:safe|secure|residential|respite|emergency|hospital|supported) "
    r"(?:places?|houses?|homes?|accommodation|units?|rooms?|sites?)|homes|refuges?|hostels?|hotels?|shelters?|lodgings|cells|suites|wards of)\b"
)
IS_THERE = re.compile(
    r"\b(?:open|opened|opening|available|registered|provided|licensed|inspected|built|closed|commissioned|run|kept ready|in the area|"
    r"buildings?|rated|judged|visited by (?:ofsted|inspectors))\b"
)
HAS_ROOM = re.compile(r"\b(?:places?|spaces?)\b(?! of (?:worship|work|learning|birth))")
IS_USED = re.compile(
    r"\b(?:used?|uses|usage|in use|filled|full|taken|occupied|occupancy|held|admissions?|offered to|found for|needed|requested|allocated)\b"
)
IS_LIVED_IN = re.compile(r"\b(?:stays?|stayed in|nights?|lived in|slept in)\b")
DOINGS = (
    "was|were|stay(?:s|ed|ing)?|placed|taken|held|sent|moved|live[sd]?|living|put|kept|detained|remanded|admitted|accommodated|housed|"
    "settled|sle(?:ep|eping|pt)|looked after|brought|found|in|at"
)


def is_of_people(heading: str, about: Iterable[str], counted: str, people: Collection[str]) -> str:
    """Return the words by which a column of places, or of another kind, counts who is in them; nothing where it counts nobody.

    `heading` is what the column is called and counts; `about` describes it: the title of its table, its definition, why it is open;
    `people` are the words for people.
    """
    plain = heading.casefold().replace("_", " ")
    shelter, used, lived_in = (pattern.search(plain) for pattern in (SHELTER, IS_USED, IS_LIVED_IN))
    if used and (shelter or (counted == PLACES and HAS_ROOM.search(plain))):
        return used[0]
    if lived_in and (shelter or counted == PLACES):
        return lived_in[0]
    if shelter and not IS_THERE.search(plain):
        return shelter[0]
    if counted != PLACES and not shelter:
        return ""
    inside = re.compile(
        rf"(?<!\bnot )(?<!\bno )\b(?:{'|'.join(sorted(people))})(?: (?!not\b|no\b)[a-z]+){{0,2}}? (?:{DOINGS})\b"
    )
    match = next(filter(None, (inside.search(words.casefold()) for words in about)), None)
    return match[0] if match else ""
