"""The book and the data behind its figures, each a PDF/UA-1 that is PDF/A-3a too; the same chapters give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import pikepdf

from helpers.display import typst
from helpers.display import typst_syntax as syntax
from helpers.display.blocks import Figure, Prose, Table
from helpers.publish import downloads, links
from helpers.publish.book import page_order, pdf_tags, typesetting
from helpers.publish.chapter import Chapter, ChapterPart, DisplayedBlock, MarkdownCell, prose
from helpers.publish.downloads import Download
from helpers.publish.report_details import ReportDetails
from helpers.statistics.numbers import Text
from helpers.statistics.units import written_date

ROWS_PRINTED = 60
LEAD = 260  # letters of a heading and the words below it that stay with what they lead to


@dataclass(frozen=True)
class Markup:
    """A chapter as Typst markup, and the data of its figures and its annexed tables (empty where there are none)."""

    chapter: str
    data: str


def markup(chapter: Chapter) -> Markup:
    """Return a chapter as markup; its links are checked by `book`, which knows all chapters."""
    return Markup(_chapter(chapter), _data(chapter))


def book(chapters: Sequence[Chapter], *, details: ReportDetails, markups: Sequence[Markup] = ()) -> bytes:
    """Return the whole report as PDF/UA-1: cover, contents and chapters; `data_markup` has the data of their figures.

    `markups` are those of the chapters, in order, where they are made already. Raises ReportError, naming the chapter and the
    block, for a link to a chapter or heading that does not exist and for markup that Typst refuses.
    """
    links.refuse_lost(chapters)
    return _compiled(_book_markup(markups or [markup(chapter) for chapter in chapters], details), details)


def chapter_pdf(chapter: Chapter, *, details: ReportDetails) -> bytes:
    """Return one chapter as PDF/UA-1, with the data behind its figures; links to other chapters keep only their words."""
    return _compiled(chapter_markup(chapter, details=details), details)


def pages(book: Path) -> int:
    """Return the number of pages of a PDF."""
    with pikepdf.open(book) as opened:
        return len(opened.pages)


def data_markup(markups: Sequence[Markup], details: ReportDetails) -> str:
    """Return the data behind the figures of all chapters as Typst markup."""
    return _document([_data_behind(markups)], details, subject=f"Data behind the figures: {_named(details)}")


def chapter_markup(chapter: Chapter, *, details: ReportDetails) -> str:
    """Return one chapter as Typst markup."""
    own = markup(chapter)
    return _document([own.chapter, _data_behind([own])], details, subject=f"{chapter.title}: {_named(details)}")


def summary_markup(opening: Chapter, details: ReportDetails) -> str:
    """Return the chapter that the book opens with as Typst markup, to be read alone: what it is from stands above it, where to find help below."""
    about = syntax.string(f"{details.partnership}: {details.title} {details.year_shown}, in brief")
    head = syntax.call("masthead", about=about, whose=syntax.string(details.whose))
    return _document(
        [head, markup(opening).chapter, _help(details)], details, subject=f"{opening.title}: {_named(details)}"
    )


def _help(details: ReportDetails) -> str:
    """Whom to tell of a worry about a child, with telephone numbers and, printed out, addresses."""
    return syntax.call("help", *(_content(line.printed) for line in details.help_lines)) if details.help_lines else ""


def _book_markup(markups: Sequence[Markup], details: ReportDetails) -> str:
    contents = syntax.call("contents", **({"help": f"[{_help(details)}]"} if details.help_lines else {}))
    parts = [_cover(details), contents, *(part.chapter for part in markups)]
    return _document(parts, details, subject=_named(details))


def document(name: str, markup: str, day: str) -> bytes:
    """Return a document, such as "data", as PDF/UA-1 from the whole of its markup; `day` is the last of the period, as 2024-03-31."""
    midnight = datetime.combine(date.fromisoformat(day), time(), tzinfo=UTC)
    return pdf_tags.with_row_headers(typesetting.compiled(markup, timestamp=midnight))


def _compiled(markup: str, details: ReportDetails) -> bytes:
    return document("book", markup, details.period_end.isoformat())


def _named(details: ReportDetails) -> str:
    return f"{details.title} {details.year}, {details.partnership}"


def _document(parts: Sequence[str], details: ReportDetails, *, subject: str) -> str:
    return "\n\n".join([typesetting.template(), _report(details, subject), *filter(None, parts)]) + "\n"


def _report(details: ReportDetails, subject: str) -> str:
    language, _, region = details.language.partition("-")
    strings = {
        "title": details.title,
        "partnership": details.partnership,
        "year": details.year,
        "language": language,
        "region": region,
        "why": details.why_draft,
        "whose": details.whose,
        "brief": details.whose_in_brief,
        "author": details.author,
        "subject": f"DRAFT: {subject}" if details.draft else subject,
    }
    keywords = ["safeguarding children", details.place, details.year, *(["DRAFT"] if details.draft else [])]
    return "#show: " + syntax.call(
        "report.with",
        **{name: syntax.string(words) for name, words in strings.items()},
        keywords=syntax.array(map(syntax.string, keywords)),
        draft="true" if details.draft else "false",
    ).removeprefix("#")


def _cover(details: ReportDetails) -> str:
    return syntax.call(
        "cover",
        missing=syntax.array(_content(sign_off) for sign_off in details.missing),
        unready=syntax.array(_content(words) for words in details.unready),
        licence=_content(details.licence),
        compiled=_content(details.completed),
        period=_content(written_date(details.period_end)),
    )


def _chapter(chapter: Chapter) -> str:
    slugs = iter([heading.slug for heading in chapter.headings])
    markups = [_marked(chapter, part, _part(chapter, part, slugs)) for part in chapter.parts]
    introduced = [
        f"#introduced{page_order.block(markup)}" if _introduces(part, after) else markup
        for markup, part, after in zip(markups, chapter.parts, (*chapter.parts, None)[1:], strict=True)
    ]
    parts = page_order.in_either_order(introduced, chapter.parts)
    opening = syntax.call(
        "chapter",
        number=str(chapter.number),
        at=syntax.string(chapter.slug),
        title=_content(chapter.title),
        room="16cm" if page_order.opens_with_picture(chapter.parts) else "6cm",
        question=syntax.content(typst.markdown(Text(chapter.question), chapter=chapter.slug)),
    )
    return "\n\n".join([typesetting.place(chapter.slug), f"{opening}[", *parts, "]"])


def _introduces(part: ChapterPart, after: ChapterPart | None) -> bool:
    """Whether a heading and a few words lead to what is shown after them, and would say nothing alone at the foot of a page."""
    is_lead = isinstance(part, MarkdownCell) and part.markdown.startswith("##") and len(part.markdown) <= LEAD
    return is_lead and isinstance(after, DisplayedBlock) and isinstance(after.block, Figure | Table | Prose)


def _part(chapter: Chapter, part: ChapterPart, slugs: Iterator[str]) -> str:
    if isinstance(part, MarkdownCell):
        return typst.markdown(prose(part), chapter=chapter.slug, slugs=slugs)
    return typst.block(part.block, part.label, chapter=chapter.slug, slugs=slugs)


def _marked(chapter: Chapter, part: ChapterPart, markup: str) -> str:
    return f"{typesetting.place(chapter.slug, *_names(part))}\n{markup}"


def _names(part: ChapterPart) -> tuple[str, ...]:
    if isinstance(part, MarkdownCell):
        return ("the words beginning " + " ".join(part.markdown.split()[:6]),)
    return tuple(filter(None, (part.label, getattr(part.block, "name", part.block.kind.replace("_", " ")))))


def _data_behind(markups: Sequence[Markup]) -> str:
    sections = [part.data for part in markups if part.data]
    return "#data-behind[\n\n" + "\n\n".join(sections) + "\n\n]" if sections else ""


def _data(chapter: Chapter) -> str:
    files = downloads.by_label(downloads.of_chapters([chapter]))
    behind = [_data_of(chapter, shown, files.get(shown.label)) for shown in chapter.shown()]
    return "\n\n".join([f"== {syntax.escaped(chapter.title)}", *filter(None, behind)]) if any(behind) else ""


def _data_of(chapter: Chapter, shown: DisplayedBlock, file: Download | None) -> str:
    """The data of a figure, or a table that the book only names; nothing of any other block."""
    match shown.block:
        case Figure() as figure:
            return _figure_data(chapter, shown.label, figure, file)
        case Table(annexed="true") as table:
            return _marked(chapter, shown, typst.data(table, shown.label, chapter=chapter.slug))
    return ""


def _figure_data(chapter: Chapter, label: str, figure: Figure, file: Download | None) -> str:
    """A figure's data as a table.

    Instead of the table, a line that refers to the chapter's own table of the same data, or to the CSV where it has more than
    ROWS_PRINTED rows.
    """
    beside = [other for other in (file.labels if file else ()) if other.startswith("Table")]
    rows = len(figure.data.rows)
    if beside:
        shown = _elsewhere(chapter, label, figure, f"See {_reference(chapter, beside[0])}.")
    elif file and rows > ROWS_PRINTED:
        address = syntax.string(f"downloads/{file.name}")
        shown = _elsewhere(chapter, label, figure, f"Its {rows} rows are in #raw({address}).")
    else:
        shown = typst.data(figure, label, chapter=chapter.slug)
    return f"{typesetting.place(chapter.slug, label, figure.name, 'data')}\n{shown}"


def _reference(chapter: Chapter, label: str) -> str:
    return f"#to({syntax.string(typst.place(chapter.slug, label))})[{syntax.escaped(label)}]"


def _elsewhere(chapter: Chapter, label: str, figure: Figure, words: str) -> str:
    return syntax.call("elsewhere", syntax.content(words), **typst.behind(figure, label, chapter=chapter.slug))


def _content(words: str) -> str:
    return syntax.content(syntax.escaped(words))
