"""A small report for tests: two chapters with every kind of block and characters that formats trip over.

`python tests/support/small_report.py FOLDER` writes its site, downloads and reviewers' edition, for the browser gate.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import nbformat
import pandas as pd
from matplotlib.figure import Figure as Sheet
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.display import blocks, canvas, grids, theme
from helpers.publish import chapter, downloads, formats
from helpers.publish.build_manifest import manifest
from helpers.publish.ledger import document_numbers, entries, rows
from helpers.publish.report_details import HelpLine, ReportDetails
from helpers.publish.review import pages as review
from helpers.publish.website import site
from helpers.sources import YearFolder, open_year
from helpers.sources.origins import Origin
from helpers.sources.periods import Period
from helpers.statistics.disclosure.measure import Column, Measure
from helpers.statistics.numbers import Number, compose, text
from helpers.statistics.statistic import Statistic, protect

DETAILS = ReportDetails(
    title="Annual report",
    partnership="Wirral Safeguarding Children Partnership",
    place="Wirral",
    year="2023-24",
    draft=True,
    missing=("Independent Scrutineer", "Lead for health"),
    licence="Text and figures may be reused under the Open Government Licence v3.0.",
    period_end=date(2024, 3, 31),
    help_lines=(
        HelpLine("police", "The police", "tel:999", "if a child is in danger now", "", Origin("help_lines.csv", 2)),
        HelpLine("charity", "A charity", "tel:0808-800-5000", "", "https://example.org/", Origin("help_lines.csv", 3)),
    ),
)


def statistic(
    name: str,
    title: str,
    heading: str,
    unit: str,
    rows: list[tuple[str, float]],
    first: str = "Partner",
    subtitle: str = "Wirral",
) -> Statistic:
    """A statistic of two columns: words and a number."""
    measure = Measure(
        name=name,
        table=pd.DataFrame(rows, columns=["named", "value"]),
        columns=(Column("named", first), Column("value", heading, unit)),
        origins=tuple(Origin(f"{name}.csv", row) for row in range(2, len(rows) + 2)),
        sources=("partnership-accounts",),
        period=Period("2023-24"),
        policy="open",
    )
    return protect(measure, title=title, subtitle=subtitle)


INCOME = statistic(
    "income",
    "Income",
    "Amount",
    "pounds",
    [
        ("Wirral Council", 165847.0),
        ("NHS Cheshire & Merseyside", 79000.0),
        ("Merseyside Police", 19000.0),
        ("Schools <maintained>", 6000.0),
    ],
)
VISITS = statistic(
    "reach",
    "Reach",
    "Number",
    "count",
    [("Visits to the website", 43000.0), ("Newsletter readers", 1200.0)],
    "Channel",
)


def bars(sheet: Sheet, shown: Statistic, layout: canvas.CanvasLayout) -> None:
    """Draw one bar a row with its value at the end."""
    across = 150 / layout.width, 1 - 210 / layout.width
    axes = sheet.add_axes((across[0], 0.02, across[1], 0.98))
    names = [shown.cell(row, "named").plain for row in range(len(shown))]
    axes.barh(names, list(shown.table["value"]), color=theme.FOCUS, height=0.6)
    axes.invert_yaxis()
    axes.set_axis_off()
    for row, name in enumerate(names):
        axes.text(-2000, row, name, ha="right", va="center")
        axes.text(shown.table_value(row, "value") + 2000, row, shown.number(row, "value").shown, va="center")


def income_figure() -> blocks.Figure:
    """A chart of the income, its words bound to its numbers."""
    council = INCOME.number(0, "value")
    figure = canvas.figure(
        INCOME,
        lambda sheet, layout: bars(sheet, INCOME, layout),
        title=compose("The council gave {} of the income", council),
        alt=compose('Bars of income by partner. The council’s {} is the longest; schools’ is the "shortest".', council),
        wide=(6.4, 2.0),
        narrow=(3.4, 2.0),
        note="Money in kind is left out.",
    )
    assert isinstance(figure, blocks.Figure)
    return figure


def income_table() -> blocks.Block:
    """The same data as a table."""
    return blocks.Table(
        name=INCOME.name,
        title=text("Income by partner"),
        data=grids.grid(INCOME),
        subtitle=text("Wirral, 2023-24"),
        credit=text("Source: Accounts"),
    )


def wide_table() -> blocks.Block:
    """A table too wide for a phone, with a hidden and a blank cell."""
    years = [f"{year}–{year - 1999:02d}" for year in range(2014, 2024)]
    hidden = Number("children_looked_after.wirral", None, "per_10k", code="c")
    rate = Number("children_looked_after.england", 70.5, "per_10k").bare
    rows = (
        (text("Wirral"), *(text(rate) for _ in years[1:]), text(hidden)),
        (text("England"), text(""), *(text(rate) for _ in years[1:])),
    )
    grid = blocks.Grid(
        headings=(text("Area"), *map(text, years)),
        aligned=("left", *("right" for _ in years)),
        rows=rows,
        csv=grids.as_csv(["Area", *years], [[cell.plain for cell in row] for row in rows]),
    )
    return blocks.Table(name="children_looked_after", title=text("Children looked after, rate per 10,000"), data=grid)


def key_figures() -> blocks.Block:
    """The few numbers that matter most."""
    visits, readers = VISITS.number(0, "value"), VISITS.number(1, "value")
    children = Number("children.total", 67508.0)
    return blocks.KeyFigures(
        (
            (text(children), text("children live in Wirral"), text("aged 0 to 17")),
            (text(visits), text("visits to the website"), text("")),
            (text(readers), text("readers of the newsletter"), text("each month")),
            (
                text(Number("rank", 77.0, "rank")),
                text("most deprived of 326 areas"),
                text("Index of Multiple Deprivation 2019"),
            ),
        )
    )


def prose() -> blocks.Block:
    """Bound Markdown with everything an author may write."""
    visits = VISITS.number(0, "value")
    return blocks.Prose(
        compose(
            "### Reach of the website\n\nThe site had **{}** visits; see [Scrutiny](02_independent_scrutiny.ipynb#what-inspectors-found) "
            "and [Working Together 2023](https://www.gov.uk/government/publications/working-together-to-safeguard-children--2).\n\n"
            "- Podcasts\n  - *Safer sleep*\n- Learning events\n\n> “I was listened to.”\n\n"
            "| Channel | Posts |\n|---|--:|\n| X (Twitter) | {} |\n| Facebook | {} |\n\n"
            "Costs 5 < 6 & 7 > 2; $x$, #1, a_b_c, ~half~, 100%, C:\\path, <b>not bold</b>, `make report`.",
            visits,
            Number("x.posts", 310.0),
            Number("facebook.posts", 268.5, "score"),
        )
    )


def shown(*shown_blocks: blocks.Block) -> nbformat.NotebookNode:
    """A code cell that showed blocks."""
    outputs = [
        new_output("display_data", data={blocks.MIME: block.json_text, "text/html": "<p>unused</p>"}, metadata={})
        for block in shown_blocks
    ]
    return new_code_cell("charts.bars(income)", outputs=outputs)


def introduction() -> nbformat.NotebookNode:
    """The first chapter, executed."""
    cells = [
        new_markdown_cell("# Introduction\n\nWho are we, what did we *spend* and whom did we reach?"),
        new_code_cell('partnership = "wirral"\nyear = "2023-24"', metadata={"tags": ["parameters"]}),
        shown(key_figures()),
        new_markdown_cell(
            "## Funding\n\nPartners share the cost. Read the chart from the top. Children’s voices are in the next chapter."
        ),
        shown(income_figure()),
        new_markdown_cell("### In detail"),
        shown(income_table()),
        new_markdown_cell("## Communication"),
        shown(prose(), blocks.NotSupplied("the spring newsletter", "the Communications Officer")),
    ]
    return notebook(cells)


def scrutiny() -> nbformat.NotebookNode:
    """The second chapter, executed."""
    cells = [
        new_markdown_cell("# Independent Scrutiny\n\nHow do we know that what we do works?"),
        new_markdown_cell("## What inspectors found\n\nBack to [the funding](01_introduction.ipynb#funding)."),
        shown(wide_table()),
        new_markdown_cell("## Funding\n\nA heading that the first chapter has too."),
        new_markdown_cell("## Funding\n\nAnd once more in this one."),
    ]
    return notebook(cells)


def notebook(cells: list[nbformat.NotebookNode]) -> nbformat.NotebookNode:
    """A notebook of cells with ids that repeat."""
    for order, cell in enumerate(cells, start=1):
        cell.id = f"cell-{order}"
    return new_notebook(cells=cells)


def chapters() -> list[chapter.Chapter]:
    """Both chapters as read."""
    return [chapter.read(introduction(), "01_introduction"), chapter.read(scrutiny(), "02_independent_scrutiny")]


def write(folder: Path) -> Path:
    """Write the site and what it links to as a build does; return the site's folder."""
    read = chapters()
    offered = downloads.of_chapters(read)
    downloads.write_files(offered, folder / "downloads")
    site.write(read, details=DETAILS, folder=folder / "site", downloads=offered)
    for name in ("report.pdf", "data.pdf"):
        (folder / name).write_bytes(b"%PDF-1.7\n")
    formats.complete_site(folder)
    return folder / "site"


def write_review(folder: Path, *, of: YearFolder) -> Path:
    """Write the site and beside it the reviewers' edition, with what a partnership's year says of itself; return the edition."""
    marked_chapters, numbers = entries.marked(chapters())
    offered = downloads.of_chapters(marked_chapters)
    downloads.write_files(offered, folder / "downloads")
    shown = site.write(marked_chapters, details=DETAILS, folder=folder / "site", downloads=offered)
    numbers += document_numbers.entries(marked_chapters, DETAILS, offered)
    rows.write(rows.rows(numbers, of), folder / "numbers.csv")
    for name in ("report.pdf", "data.pdf"):
        (folder / name).write_bytes(b"%PDF-1.7\n")
    formats.complete_site(folder)
    review.write(
        marked_chapters,
        shown,
        list(rows.rows(numbers, of)),
        folder=of,
        details=DETAILS,
        manifest=manifest(of, DETAILS),
        place=folder / "review",
    )
    return folder / "review"


if __name__ == "__main__":
    print(write_review(Path(sys.argv[1]), of=open_year("wirral", "2023-24")))
