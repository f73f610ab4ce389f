"""What is wrong with the form of a descriptor that a partnership wrote itself: each key with its cure.

The program's own schemas are read by its tests; one in a year's folder is written by whoever sends the table, so that every key
is looked at. Units and policies are the statistics' to know, and are checked there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from helpers.errors import nearest
from helpers.sources import counts, people_in_words
from helpers.sources.typed_numbers import typed_numbers_in, unfinished_words

Message = tuple[str, str]
Descriptor = Mapping[str, Any]

NAME = re.compile(r"[a-z][a-z0-9_]*")
KINDS = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "an object",
}
TABLE = {
    **dict.fromkeys(
        ("name", "chapter", "title", "section", "supplied_by", "policy", "reason", "period", "rows_are"), (str,)
    ),
    "standing": (bool,),
    "released": (dict,),
    **dict.fromkeys(("fields", "counted_by", "missingValues"), (list,)),
}
FIELD = {
    **dict.fromkeys(("name", "type", "title", "unit", "blank", "counts", "open", "released_by"), (str,)),
    **dict.fromkeys(("dimension", "total", "over_time", "each_year", "until"), (str,)),
    **dict.fromkeys(("at_most", "not_before", "names"), (str,)),
    "codes": (bool,),
    "year": (int,),
    **dict.fromkeys(("constraints", "is"), (dict,)),
    **dict.fromkeys(("total_of", "difference_of"), (list,)),
    "share_of": (str, list),
}
CONSTRAINTS = {
    **dict.fromkeys(("required", "unique"), (bool,)),
    "enum": (list,),
    "pattern": (str,),
    **dict.fromkeys(("minimum", "maximum"), (int, float)),
}
NEEDED = ("chapter", "title", "fields")
WORDS = ("title", "section", "supplied_by", "blank", "contents")
NAMES = ("counts", "rows_are", "total", "reason", "open")  # these may hold an age: "children aged 0 to 4"
OVER_TIME = ("sum", "distinct", "stock")

UNKNOWN_KEY = "no key of {}. {} Take it out."
OTHER_KIND = "not {}. Write it so."
BLANK = "blank. Give it."
ABSENT = "missing. Give it."
NO_FIELDS = "empty. Describe each column of the table."
NO_FIELD = 'not an object. Write each column as {"name": …, "type": …}.'
NO_NAME = '"{}" is no name. Begin with a small letter, and go on with small letters, digits and "_".'
TWICE = '"{}" is the name of another column too. Give each its own.'
OTHER_NAME = '"{}" is not the name of the file, {}. Make them alike, or take the key out.'
BLANKS_ALONE = 'only a blank cell says that nothing is known. Write [""], or take the key out.'
NO_DIMENSION = 'a column of words alone tells groups apart. Take the key out, or make the type "string".'
DIMENSION_TWICE = '"{}" is the dimension of another column too. Give each its own.'
TOTAL_ALONE = 'the column has no "dimension", so no row of it is a total. Give it one, or take the key out.'
NO_COLUMN = '"{}" is no column of the table that counts anything. {} Name one.'
NO_BASE = '"{}" is no column of numbers and no dimension of the table. {} Name one.'
NO_NUMBERS = '"{}" is no other column of numbers of the table. {} Name one.'
NO_DAYS = '"{}" is no other column of days of the table. {} Name one.'
TWO = "not two columns. Name both."
NO_UNIT = 'a share has no unit. Give it, such as "unit": "percent".'
EARLIER = "not a whole number below nought. Write -1 for the year before."
NO_OVER_TIME = '"{}" does not say how months make a year. Write one of {}.'
NO_WORD_LIST = "not a list of different texts. Write each category once."
NO_PATTERN = '"{}" is no pattern: {}. Correct it.'
UPSIDE_DOWN = "above the maximum, so no number is right. Correct one of them."
NO_NUMBER = "only a number has one. Take the key out, or correct the type."
NO_ROWS = 'nobody says whom a row is. Give "rows_are", or take the key out.'
NO_BREAKDOWN = (
    'nothing says by what the rows are counted, so nothing of them is shown. Give "counted_by", such as [[], ["sex"]].'
)
NO_LISTS = 'not lists of columns. Write them as [[], ["sex"], ["sex", "age"]].'
NOT_COUNTED_BY = (
    '"{}" is no column with a "dimension", a "total" and, under "constraints", every category as "enum". Give it these.'
)
NO_PEOPLE = '"{}" does not say whom. Write one of {}, and which: "children with a plan".'
NOT_RELEASED = '"{}" are not counted in the table. {} Write what "counts" says.'
NOT_A_PAIR = "not texts. Write the word of a dimension, and of people a measure's id, in quotation marks."


def faults(descriptor: Any, name: str) -> list[Message]:
    """Return each key of a table's descriptor that is wrong, with what is wrong and its cure; `name` is its file's."""
    if not isinstance(descriptor, dict):
        return [("", OTHER_KIND.format("an object"))]
    wrong = [*_of_keys(descriptor, TABLE, "a table", NEEDED), *_of_name(descriptor, name)]
    fields = descriptor.get("fields")
    if not wrong and isinstance(fields, list):
        wrong = [message for place, field in enumerate(fields, start=1) for message in _of_field(field, place)]
    return wrong or [*_of_words(descriptor, ""), *_of_table(descriptor), *_of_columns(descriptor["fields"])]


def section_faults(section: Any) -> list[Message]:
    """Return each key of a section of prose that is wrong, with what is wrong and its cure."""
    if not isinstance(section, dict):
        return [("", OTHER_KIND.format("a table, [[section]]"))]
    needed = ("chapter", "id", "title", "contents", "supplied_by")
    wrong = list(_of_keys(section, dict.fromkeys(needed, (str,)) | {"standing": (bool,)}, "a section", needed))
    wrong += [] if wrong or NAME.fullmatch(section["id"]) else [("id", NO_NAME.format(section["id"]))]
    return wrong or list(_of_words(section, ""))


def _of_keys(
    content: Descriptor, kinds: Mapping[str, tuple[type, ...]], what: str, needed: Sequence[str] = ()
) -> Iterator[Message]:
    yield from ((key, ABSENT) for key in needed if key not in content)
    for key, value in content.items():
        if key not in kinds:
            yield key, UNKNOWN_KEY.format(what, nearest(key, kinds)).replace("  ", " ")
        elif type(value) not in kinds[key]:
            yield key, OTHER_KIND.format(" or ".join(KINDS[kind] for kind in kinds[key]))
        elif key in needed and not value:
            yield key, NO_FIELDS if key == "fields" else BLANK


def _of_name(descriptor: Descriptor, name: str) -> Iterator[Message]:
    if not NAME.fullmatch(name):
        yield "", NO_NAME.format(name)
    if descriptor.get("name", name) != name:
        yield "name", OTHER_NAME.format(descriptor["name"], name)
    if descriptor.get("missingValues", [""]) != [""]:
        yield "missingValues", BLANKS_ALONE


def _of_field(field: Any, place: int) -> Iterator[Message]:
    """What is wrong with the keys of a column, which is called by its name or, where it has none, by its place."""
    if not isinstance(field, dict):
        yield f"fields, {place}", NO_FIELD
        return
    name = field.get("name")
    called = name if isinstance(name, str) and name else f"fields, {place}"
    limits = field.get("constraints")
    wrong = list(_of_keys(field, FIELD, "a column", ("name", "type")))
    if isinstance(limits, dict):
        wrong += [(f"constraints.{key}", message) for key, message in _of_keys(limits, CONSTRAINTS, "constraints")]
    wrong += [] if wrong or NAME.fullmatch(called) else [("name", NO_NAME.format(called))]
    yield from ((f"{called}.{key}", message) for key, message in wrong)


def _of_words(content: Descriptor, called: str) -> Iterator[Message]:
    """Refuse in words that readers see what is refused in prose: numbers, and people counted in words."""
    for key in WORDS:
        words = content.get(key, "")
        for slip in (*typed_numbers_in(words), *people_in_words.faults(words), *unfinished_words(words)):
            yield f"{called}{key}", slip.message
    for key in NAMES:
        yield from ((f"{called}{key}", slip.message) for slip in people_in_words.counts_in_cell(content.get(key, "")))
    categories = content.get("constraints", {}).get("enum", [])
    for words in categories if _are_texts(categories) else ():
        slips = (*people_in_words.cell_faults(words), *people_in_words.label_faults(words))
        yield from ((f"{called}constraints.enum", slip.message) for slip in slips)


def _of_table(descriptor: Descriptor) -> Iterator[Message]:
    fields = {field["name"]: field for field in descriptor["fields"]}
    counted = {field.get("counts") for field in fields.values()} | {descriptor.get("rows_are")}
    for people, measure in descriptor.get("released", {}).items():
        if not isinstance(measure, str):
            yield f"released.{people}", NOT_A_PAIR
        elif people not in counted:
            yield f"released.{people}", NOT_RELEASED.format(people, nearest(people, filter(None, counted)))
    if ("rows_are" in descriptor) != ("counted_by" in descriptor):
        yield ("counted_by", NO_BREAKDOWN) if "rows_are" in descriptor else ("rows_are", NO_ROWS)
        return
    whose = descriptor.get("rows_are", "children of a register")
    kind = counts.kind(whose)
    if kind is None or not kind.is_people or whose == kind.name:
        people_kinds = [name for name, kind in counts.kinds().items() if kind.is_people]
        yield "rows_are", NO_PEOPLE.format(whose, ", ".join(people_kinds))
    yield from (("counted_by", message) for message in _of_breakdowns(descriptor.get("counted_by", []), fields))


def _of_breakdowns(breakdowns: Sequence[Any], fields: Mapping[str, Descriptor]) -> Iterator[str]:
    if not all(_are_texts(columns) for columns in breakdowns):
        yield NO_LISTS
        return
    for column in dict.fromkeys(column for columns in breakdowns for column in columns):
        field = fields.get(column, {})
        if not (field.get("dimension") and field.get("total") and field.get("constraints", {}).get("enum")):
            yield NOT_COUNTED_BY.format(column)


def _of_columns(fields: Sequence[Descriptor]) -> Iterator[Message]:
    names, dimensions = list[str](), list[str]()
    for field in fields:
        name = field["name"]
        if name in names:
            yield f"{name}.name", TWICE.format(name)
        if field.get("dimension") in dimensions:
            yield f"{name}.dimension", DIMENSION_TWICE.format(field["dimension"])
        names.append(name)
        dimensions += [field["dimension"]] if "dimension" in field else []
        yield from _of_words(field, f"{name}.")
        yield from ((f"{name}.{key}", message) for key, message in _of_roles(field))
        yield from ((f"{name}.{key}", message) for key, message in _of_relations(field, fields))
        yield from ((f"{name}.{key}", message) for key, message in _of_limits(field))


def _of_roles(field: Descriptor) -> Iterator[Message]:
    if "dimension" in field and field["type"] != "string":
        yield "dimension", NO_DIMENSION
    if "total" in field and "dimension" not in field:
        yield "total", TOTAL_ALONE
    if field.get("year", -1) >= 0:
        yield "year", EARLIER
    if field.get("over_time", "sum") not in OVER_TIME:
        yield "over_time", NO_OVER_TIME.format(field["over_time"], ", ".join(OVER_TIME))
    if not all(isinstance(word, str) for word in field.get("is", {}).values()):
        yield "is", NOT_A_PAIR


def _of_relations(field: Descriptor, fields: Sequence[Descriptor]) -> Iterator[Message]:
    """What is wrong with the columns that a column is bounded by, or is the sum, the difference or a share of."""
    siblings = [other for other in fields if other is not field]
    counted = [other["name"] for other in siblings if "counts" in other]
    bases = [other["name"] for other in siblings if other["type"] in counts.NUMBERS]
    bases += [other["dimension"] for other in siblings if "dimension" in other]
    for key, types, message in (("at_most", counts.NUMBERS, NO_NUMBERS), ("not_before", ("date",), NO_DAYS)):
        bounds = [other["name"] for other in siblings if other["type"] in types]
        yield from _named(key, [field[key]] if key in field else [], bounds, message)
    yield from _named("total_of", field.get("total_of", []), counted, NO_COLUMN)
    if "difference_of" in field:
        yield from _pair("difference_of", field["difference_of"], counted, counted)
    if isinstance(field.get("share_of"), str):
        yield from _named("share_of", [field["share_of"]], bases, NO_BASE)
    elif "share_of" in field:
        yield from _pair("share_of", field["share_of"], counted, bases)
    if "share_of" in field and not field.get("unit"):
        yield "unit", NO_UNIT


def _named(key: str, columns: Sequence[Any], known_columns: Collection[str], message: str) -> Iterator[Message]:
    for column in columns:
        if column not in known_columns:
            yield key, message.format(column, nearest(str(column), known_columns)).replace("  ", " ")


def _pair(key: str, columns: Sequence[Any], parts: Collection[str], bases: Collection[str]) -> Iterator[Message]:
    if len(columns) != 2:
        yield key, TWO
        return
    yield from _named(key, columns[:1], parts, NO_COLUMN)
    yield from _named(key, columns[1:], bases, NO_BASE)


def _of_limits(field: Descriptor) -> Iterator[Message]:
    limits = field.get("constraints", {})
    words = limits.get("enum", [])
    if not _are_texts(words) or len(set(words)) < len(words):
        yield "constraints.enum", NO_WORD_LIST
    for key in ("minimum", "maximum"):
        if key in limits and field["type"] not in counts.NUMBERS:
            yield f"constraints.{key}", NO_NUMBER
    if limits.get("minimum", float("-inf")) > limits.get("maximum", float("inf")):
        yield "constraints.minimum", UPSIDE_DOWN
    try:
        re.compile(limits.get("pattern", ""))
    except re.error as error:
        yield "constraints.pattern", NO_PATTERN.format(limits["pattern"], error)


def _are_texts(words: Any) -> bool:
    return isinstance(words, list) and all(isinstance(word, str) for word in words)
