"""Render a chapter as a web page: one template serves the site and the single page."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from helpers.display import html, html_words
from helpers.display.html import Setting
from helpers.publish.chapter import Chapter, ChapterPart, Heading, MarkdownCell, prose
from helpers.publish.links import page_of, unchecked
from helpers.publish.report_details import ReportDetails
from helpers.publish.website import search, web_fonts
from helpers.statistics.numbers import Text

TEMPLATES = Path(__file__).resolve().parents[4] / "templates"
FOLDER = TEMPLATES / "report_html"
ASSETS = FOLDER / "assets"
CHAPTER_TEMPLATE = "index.html.j2"
JINJA: dict[str, Any] = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
FONT_ADDRESS = re.compile(r'url\("fonts/([\w-]+)\.woff"\)')


@dataclass(frozen=True)
class Page:
    """What the template shows of one chapter.

    `question` is HTML and so is each of `parts`, one for each part of the chapter; `description` is the question in plain
    words, `sections` are the headings of the second level, `search_entries` are those of the site's search index.
    """

    file: str
    number: int
    title: str
    question: str
    description: str
    sections: tuple[Heading, ...]
    parts: tuple[str, ...]
    search_entries: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The chapter's parts as one piece of HTML."""
        return "".join(self.parts)


def page(
    chapter: Chapter, *, address: Callable[[str], str] = unchecked, files: Mapping[str, str] | None = None
) -> Page:
    """Return a chapter as the template shows it.

    `address` turns the links of the notebook into those of the page; `files` gives, by the label of a figure or table, the
    address of its CSV.
    """
    headings = chapter.headings
    slugs = iter([heading.slug for heading in headings])
    setting = Setting(address=address, slugs=slugs)
    return Page(
        file=page_of(chapter.slug),
        number=chapter.number,
        title=chapter.title,
        question=html.inline(Text(chapter.question), setting=setting),
        description=search.plain(chapter.question),
        sections=tuple(heading for heading in headings if heading.level == 2),
        parts=tuple(_part(part, setting, files or {}) for part in chapter.parts),
        search_entries=search.entries(chapter),
    )


def alone(chapter: Chapter, details: ReportDetails | None = None) -> dict[str, Any]:
    """Return the template's resources for one chapter as a single page, with its style and fonts inside it."""
    resources = {"page": page(chapter), "details": details, "style": style_alone()}
    return resources | {"site": None, "before": None, "after": None}


def rendered(template: str, resources: Mapping[str, Any]) -> str:
    """Return a template rendered with its resources, as HTML."""
    return environment().get_template(template).render(resources=resources)


class _AsWritten(FileSystemLoader):
    """Templates of a folder, compiled again where their text changed.

    Jinja's own loader compares times of change, which miss an edit made within the clock's resolution.
    """

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's source, its path, and a function that says whether the file still reads so."""
        source, path, _ = super().get_source(environment, template)
        return source, path, lambda: Path(path).read_text("utf-8") == source


@cache
def environment() -> Environment:
    """Return the environment of the templates: text is escaped unless marked as HTML, and an undefined name raises an error.

    One environment serves all pages, so that each template is compiled once.
    """
    templates = Environment(loader=_AsWritten([FOLDER]), undefined=StrictUndefined, **JINJA)
    templates.filters["words"] = lambda passage: Markup(html_words.words(passage))
    return templates


def compiled() -> None:
    """Compile every template in advance, so that the first build does not spend time on it."""
    for name in environment().list_templates(extensions=["j2"]):
        environment().get_template(name)


def style() -> str:
    """Return the site's style sheet, which refers to the font files beside it."""
    return (ASSETS / "report.css").read_text("utf-8")


def style_alone() -> str:
    """Return the style sheet with its fonts inside as data addresses, for a single page."""
    encoded = {
        name.removesuffix(".woff"): base64.b64encode(content).decode() for name, content in web_fonts.fonts().items()
    }
    return FONT_ADDRESS.sub(lambda match: f'url("data:font/woff;base64,{encoded[match[1]]}")', style())


def _part(part: ChapterPart, setting: Setting, files: Mapping[str, str]) -> str:
    if isinstance(part, MarkdownCell):
        return html.markdown(prose(part), setting=setting)
    download = files.get(part.label, "")
    return html.block(part.block, setting=Setting(part.label, download, setting.address, setting.slugs))
