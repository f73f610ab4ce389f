"""Measures, comparisons and the gate; a chapter calls `statistics.protect`."""

from helpers.statistics.disclosure.measure import Column, Measure
from helpers.statistics.named_numbers import number
from helpers.statistics.numbers import Number, Text, compose
from helpers.statistics.statistic import Statistic, protect

__all__ = ["Column", "Measure", "Number", "Statistic", "Text", "compose", "number", "protect"]
