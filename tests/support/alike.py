"""Cases of a test that prove the same in another way: `make test` tries one of each kind, `make test-slow` the others."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from _pytest.mark import ParameterSet


def rest_slow(*cases: object, quick: int = 1) -> list[object]:
    """Return cases of one kind, all but the first of them marked slow; a case that is a tuple is one of many arguments."""
    return [*cases[:quick], *(_slow(*case) if isinstance(case, tuple) else _slow(case) for case in cases[quick:])]


def all_slow(*arguments: object) -> list[object]:
    """Return cases of one argument each, all marked slow."""
    return [_slow(argument) for argument in arguments]


def each_nth_quick(arguments: Iterable[object], nth: int) -> list[object]:
    """Return cases of one argument each, of which each nth is quick and all others are marked slow."""
    return [_slow(argument) if place % nth else pytest.param(argument) for place, argument in enumerate(arguments)]


def _slow(*arguments: object) -> ParameterSet:
    return pytest.param(*arguments, marks=pytest.mark.slow)
