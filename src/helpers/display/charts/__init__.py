"""Every kind of chart, one to a file; a chapter calls `charts.trend(rates, highlight=partnership)`.

Each file bears the name of its chart. The functions are brought in here at once, not when first asked for: otherwise
whoever imported a file first would leave the file where the function is expected.
"""

__all__: list[str] = []
