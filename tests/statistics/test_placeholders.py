"""Prose is no program: what its braces may hold is a name, a list of rows or a word to compare, and nothing that runs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.errors import ReportError
from helpers.sources import YearFolder
from helpers.statistics import binding
from helpers.statistics.named_numbers import NamedNumbers


@pytest.fixture
def refusal(opened: Callable[[], YearFolder]) -> Callable[[str], str]:
    def refused(markdown: str) -> str:
        with pytest.raises(ReportError) as error:
            binding.bound(f"A line above.\n\n{markdown}", NamedNumbers(opened()), file="welcome.md")
        return str(error.value)

    return refused


@pytest.mark.parametrize(
    ("markdown", "reason"),
    [
        *((f"{{{{ {words} }}}}", "is not a name") for words in (
            "lipsum()()", "income.total / income.total", '"x" * 10**9', "9**(9**9)", "-income.total", "income.total ~ 's'", '"words"', "none", "[]",
            "{}", "income['total']", "income.total[0]", "income.total if true", "income.total == income.total", "income.total is defined",
            "income, total", "''.__class__", "count()", "count('reviews')", "income.total | decimals(income.total)", "'a'.join(income)",
        )),
        *((block, "knows two such blocks") for block in (
            "{% set x = income.total %}", "{% include '/etc/passwd' %}", "{% macro a() %}{{ a() }}{% endmacro %}", "{% if 9**9**9 %}{% endif %}",
            "{% if income.total %}{% endif %}", "{% for i in range(9) %}{% endfor %}", "{% block a %}{% endblock %}", "{% extends 'x' %}",
            "{% import 'x' as y %}", "{% call count() %}{% endcall %}", "{% for a, b in reviews %}{% endfor %}",
        )),
        *((text, "a brace stands in the text") for text in ("{ income.total }", "income.total }}", "{% raw %}{{ x }}{% endraw %}")),
        *((f"{{{{ {call}() }}}}", f'The function "{call}" is not known') for call in ("lipsum", "range", "dict", "cycler", "published")),
        ("{{ income.total | wrods }}", 'The filter "wrods" is not known. Did you mean words'),
        ("{{ income.total | round(30) }}", 'The filter "round" is not known'),
        ("{{ income.total | decimals(30) }}", "has no 30 decimals"),
        ("{{ income.total | decimals }}", "is not complete"),
        *((f"{{{{ {words} }}}}", "is not complete") for words in (
            "income.total | decimals(1, 2)", "income.total | words(1)", "income.total | capital(2)", "count(reviews, 'published')",
            "names(reviews, 'name', 'status')", "count(reviews, status='published', status='published')",
        )),
        *((f"{{{{ {words} }}}}", "is not a name") for words in (
            "income.total | decimals(places=1)", "income.total | decimals(*reviews)", "income.total | decimals(**reviews)", "count(table=reviews)",
        )),
        *((f"{{{{ {words} }}}}", "is no number, so this filter") for words in ("reviews | capital", "income | words")),
        ("{% for review in reviews %}{{ review | capital }}{% endfor %}", "a row is no number"),
        ("{{ names(reviews, 3) }}", "3 is not the name of a column"),
        ("{% for part in income.total %}{{ part }}{% endfor %}", '"income.total" has no rows to go through'),
        ("{% for review in reviews %}{% for letter in review.name %}{{ letter }}{% endfor %}{% endfor %}", "has no rows to go through"),
        ("{% for review in reviews %}{% for cell in review %}{{ cell }}{% endfor %}{% endfor %}", "a row has no rows to go through"),
        ("{{ income.total.value }}", 'Nothing is called "value" of income.total'),
        ("{{ income.total.__class__ }}", 'Nothing is called "__class__" of income.total'),
        ("{{ names(reviews) | words }}", "is no number"),
        ("{{ names(top_pages, 'views') }}", "has numbers in views"),
        ("{{ names(reviews, 'nam') }}", "Did you mean name"),
        ("{{ names(reviews, status='publishd') }}", "is no word of status"),
        ("{{ count(income.total) }}", "Name the table"),
        ("{% for review in reviews %}{{ review }}{% endfor %}", "Name one of its columns"),
        ("{% for review in reviews %}{{ review.nme }}{% endfor %}", 'no column "nme"'),
        ("{% for review in reviews %}{{ review.items }}{% endfor %}", 'no column "items"'),
        ("{% for review in reviews %}{{ loop.index }}{% endfor %}", 'Nothing is called "index"'),
    ],
)  # fmt: skip
def test_what_is_no_name_is_refused_with_its_line(refusal: Callable[[str], str], markdown: str, reason: str) -> None:
    message = refusal(markdown)
    assert message.startswith("welcome.md, line 3: ") and reason in message


@pytest.mark.parametrize("words", [f"{'(' * 300}income.total{')' * 300}", f"income{'.a' * 3000}"])
def test_what_is_nested_too_deep_is_refused(refusal: Callable[[str], str], words: str) -> None:
    assert "nested too deep" in refusal(f"{{{{ {words} }}}}")
