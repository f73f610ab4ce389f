"""Every fault of a year's `report.toml`: its form, the areas and days of the year, and who the partners are and sign."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from helpers.errors import Fault, UnknownName
from helpers.sources import areas, outside_list_faults, overlay, partners, partnerships, people_in_words, settings_form
from helpers.sources.carried_over import confirmations
from helpers.sources.reading import UnreadableFile
from helpers.sources.report_years import ReportYear
from helpers.sources.typed_numbers import unfinished_words
from helpers.sources.year_folder import YearFolder

NO_SETTINGS = (
    "The file is not there, though the folder holds others. Write it as docs/new-partnership.md says, or rename the one "
    "that is meant."
)
REQUIRED = ("name", "short_name", "place", "areas")
ITS_CODE = '"{}" is a name. Write the code of {} instead: "{}".'
GIVE_A_CODE = "Give the ONS code of a local authority, such as E08000015."
NOT_MARKED = "published/ beside the years holds invented figures, and nothing says so. Write invented = true, or take the folder away."
REAL_AREA = '"{}" is the code of a real place, and the report says invented = true. Invent a place in published/areas.csv beside the years.'
REPEATED_AREA = '"{}" stands there more than once. Take one out.'
OTHER_FOLDER = (
    'the folder is called "{}", which is {} ({}), and the area covered is {}. Rename the folder, or correct the areas.'
)
MISSPELT, NEARLY = '"{}" is nearly called as {} ({}), which it covers. Write it so.', 0.87
ELSEWHERE = '"{}" is {} ({}), and the area covered is {}. Correct the one that is wrong.'


def faults(folder: YearFolder) -> list[Fault]:
    """Return every fault of the settings; one for a folder that holds files but no settings, which would be passed over."""
    if not folder.exists:
        files = (*folder.csv_files(), *folder.prose_files(), *folder.unread_files())
        is_used = any(path.is_relative_to(folder.path) for path in files)
        return [Fault(folder.settings_file, 0, "", NO_SETTINGS)] if is_used else []
    try:
        settings = folder.raw_settings
    except UnreadableFile as error:
        return [Fault(folder.settings_file, 0, "", error.reason)]
    wrong = [*settings_form.shape(settings), *settings_form.unknown(settings)]
    if not any(True for _ in settings_form.shape(settings)):
        wrong += _content_faults(folder, settings)
    return [Fault(folder.settings_file, 0, name, message) for name, message in wrong]


def _content_faults(folder: YearFolder, settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    partnership = settings.get("partnership", {})
    for name in REQUIRED:
        if not partnership.get(name) or not str(partnership[name]).strip():
            yield f"partnership.{name}", "blank. Give it."
    yield from (("partnership.areas", message) for message in _areas(partnership.get("areas", [])))
    yield from ((f"partnership.{key}", message) for key, message in misplaced(partnership))
    yield from _misnamed(folder.partnership, partnership)
    for name, text in settings_form.texts(settings):
        slips = [*unfinished_words(text), *people_in_words.counts_in_cell(text)]
        yield from ((name, slip.message) for slip in slips)
    yield from confirmations.faults(folder, settings.get("unchanged", {}))
    yield from (("year", message) for message in _dates(settings.get("year", {}), folder.year))
    yield from settings_form.authorship(settings)
    yield from settings_form.completion(settings, folder.end)
    yield from outside_list_faults.form_faults(folder)
    yield from _invention(folder, partnership.get("areas", []))
    yield from partners.faults(settings, folder.end)


def _areas(codes: Any) -> Iterator[str]:
    """Say of each area that a partnership is said to cover why it cannot be one."""
    if not isinstance(codes, list):
        yield f'not a list. Write it as areas = ["{codes}"].'
        return
    yield from (REPEATED_AREA.format(code) for code in _repeated(map(str, codes)))
    for code in codes:
        try:
            kind = areas.named(str(code)).kind
        except UnknownName as error:
            yield _named_area(str(code)) or f"{error} {GIVE_A_CODE}"
        else:
            if kind != "authority":
                yield f'"{code}" is the code of a {kind}. {GIVE_A_CODE}'


def _named_area(text: str) -> str:
    """The cure for an area that is given by its name, or by another code of it; empty where the text names none."""
    named = partnerships.authorities_in(text)
    codes = '", "'.join(area.code for area in named)
    return ITS_CODE.format(text, " and ".join(area.name for area in named), codes) if named else ""


def misplaced(partnership: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Say, by "place" or "name", where the partnership's place or name is that of an authority which its areas leave out."""
    covered = _covered(partnership.get("areas"))
    names = {areas.plain(name) for area in covered for name in (*area.names, area.plain_name)}
    for key in ("place", "name") if covered else ():
        text = str(partnership.get(key, ""))
        for area in partnerships.authorities_in(text.partition(" Safeguarding")[0]):
            if areas.plain(area.plain_name) not in names:
                theirs = " and ".join(f"{other.name} ({other.code})" for other in covered)
                yield key, ELSEWHERE.format(text, area.name, area.code, theirs)


def _misnamed(slug: str, partnership: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Say where the folder is called as another authority, or the place is nearly called as the one covered."""
    covered = _covered(partnership.get("areas"))
    for area in partnerships.authorities_in(slug) if covered else ():
        if area.plain_name not in {other.plain_name for other in covered}:
            theirs = " and ".join(f"{other.name} ({other.code})" for other in covered)
            yield "partnership.areas", OTHER_FOLDER.format(slug, area.name, area.code, theirs)
    place, names = areas.plain(str(partnership.get("place", ""))), [name for area in covered for name in area.names]
    near = difflib.get_close_matches(place, list(map(areas.plain, names)), n=1, cutoff=NEARLY)
    if near and place not in map(areas.plain, names):
        yield "partnership.place", MISSPELT.format(partnership["place"], covered[0].spoken_name, covered[0].code)


def _invention(folder: YearFolder, codes: Any) -> Iterator[tuple[str, str]]:
    """Say where what is invented is not marked as such, or where a real place is marked as invented."""
    invented = overlay.of(folder.path.parent)
    if invented.is_dir() and not folder.is_invented:
        yield "report.invented", NOT_MARKED
    own = overlay.invented_areas(invented)
    for code in codes if folder.is_invented and isinstance(codes, list) else ():
        if code not in own:
            yield "partnership.areas", REAL_AREA.format(code)


def _covered(codes: Any) -> list[areas.Area]:
    """The authorities of the codes; none where one of them is of none, which is told by itself."""
    try:
        return [areas.named(code) for code in codes] if isinstance(codes, list) else []
    except (UnknownName, TypeError):
        return []


def _dates(settings: Any, year: str) -> Iterator[str]:
    """Say what keeps the dates of the settings from being one year, the one that the folder is called by."""
    if not isinstance(settings, dict):
        yield f'"{settings}" does not say when the year starts and ends. Write two lines under [year], such as start = 2023-04-01.'
        return
    start, end = settings.get("start"), settings.get("end")
    if not settings:
        return
    if not (type(start) is date and type(end) is date):  # a moment, with its hour, is a date to Python
        yield "start and end are not both dates. Write them without quotation marks, such as start = 2023-04-01."
    elif start >= end:
        yield f"it ends on {end}, which is not after its start, {start}. Correct the wrong one."
    elif end == date.max or not _is_one_year(start, end):
        yield f"{start} to {end} is not one year. Give as end the day before the start's next anniversary."
    elif (f"{start.year}", f"{end.year}") != (year[:4], f"{ReportYear.parse(year).last}"):
        yield f"{start} to {end} is not {year}, as the folder is called. Correct the dates, or rename the folder."


def _is_one_year(start: date, end: date) -> bool:
    after = end + timedelta(days=1)
    return (after.year, after.month, after.day) == (start.year + 1, start.month, start.day)


def _repeated(names: Iterable[str]) -> list[str]:
    """The names that stand in a list more than once, each once."""
    return sorted(name for name, times in Counter(names).items() if times > 1)
