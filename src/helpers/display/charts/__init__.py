"""Every kind of chart, one to a file; a chapter calls `charts.trend(rates, highlight=partnership)`.

Each file bears the name of its chart. The functions are imported here at once, not on first use: a module of the same name,
were it imported first, would otherwise stand where its function is expected.
"""

from helpers.display.charts.answers import answers
from helpers.display.charts.bars import attendance, bars
from helpers.display.charts.disparity import disparity
from helpers.display.charts.england import england
from helpers.display.charts.factors import factors
from helpers.display.charts.finance import income_and_expenditure
from helpers.display.charts.flow import flow
from helpers.display.charts.funnel import funnel
from helpers.display.charts.pictogram import pictogram
from helpers.display.charts.ranking import ranking
from helpers.display.charts.small_multiples import small_multiples
from helpers.display.charts.structure import structure
from helpers.display.charts.timeline import timeline
from helpers.display.charts.trend import trend

__all__ = [
    "answers",
    "attendance",
    "bars",
    "disparity",
    "income_and_expenditure",
    "pictogram",
    "ranking",
    "small_multiples",
    "structure",
    "timeline",
    "trend",
    "england",
    "factors",
    "flow",
    "funnel",
]
