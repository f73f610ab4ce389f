"""Show what is the partnership's own in a chapter: its measures, its tables and its sections of prose, heading by heading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from helpers.display import local_figures, tables
from helpers.display.blocks import Block, Prose
from helpers.display.sentences import prose
from helpers.sources.chapter_context import ChapterContext
from helpers.sources.schema import Schema
from helpers.statistics import head_counts, measures
from helpers.statistics.measures import local
from helpers.statistics.numbers import text
from helpers.statistics.statistic import Statistic, protect

MOST_BESIDE = 2  # a table with more columns of numbers would be too wide with last year's beside each
OPENING = "## The partnership's own figures\n\nThe partnership and its agencies supplied these figures themselves."
WITH_LAST_YEAR = " Last year's stand beside them where last year's report had them."
WORDS_ALONE = "## More from the partnership\n\nThe partnership wrote this of what matters in its place."


def of_chapter(chapter: ChapterContext) -> Iterator[Block]:
    """Go through the blocks, under each heading its prose, its measures and then its tables; none where a chapter has none."""
    blocks, own = defaultdict[str, list[Block]](list), chapter.folder.own_forms
    measured = local.of_chapter(chapter)
    own_tables = [form for form in own.tables.values() if form.chapter == chapter.name and form.section]
    for section in own.sections.values():
        if section.chapter == chapter.name:
            blocks[section.title].append(prose.section(chapter, section.id))
    for of_measure in measured:
        blocks[of_measure.measure.section] += local_figures.blocks(chapter, of_measure)
    for form in own_tables:
        blocks[form.section] += _of_table(chapter, form)
    if blocks:
        opening = OPENING + WITH_LAST_YEAR * bool(measured) if measured or own_tables else WORDS_ALONE
        yield Prose(text(opening))
    for heading, under in blocks.items():
        yield from (Prose(text(f"### {heading}")), *under)


def _of_table(chapter: ChapterContext, form: Schema) -> Iterator[Block]:
    """The blocks of a table: itself or, where it has a row for each child, a table for each way in which these are counted."""
    if not head_counts.has_row_for_each(form):
        this_year = protect(measures.table(chapter, form.name))
        is_narrow = 0 < len(this_year.values) <= MOST_BESIDE
        last_year = protect(measures.year_before(chapter, form.name)) if is_narrow else None
        yield tables.show(this_year, year_before=last_year)
        return
    for by in head_counts.breakdowns(form):
        yield tables.show(_head_count(chapter, form, by))


def _head_count(chapter: ChapterContext, form: Schema, by: tuple[str, ...]) -> Statistic:
    titles = {field.name: field.title for field in form.fields}
    categories = " and ".join(titles[column].casefold() for column in by)
    return protect(
        measures.counted(chapter, form.name, by=by), title=f"{form.title}, by {categories}" if by else form.title
    )
