"""What simulations of statistical methods are held to."""

from __future__ import annotations

from math import sqrt


def no_more_than(claimed: float, share: float, tries: int) -> bool:
    """Whether a share is not above the one claimed, save for the luck of the simulation (three standard errors)."""
    return share <= claimed + 3 * sqrt(claimed * (1 - claimed) / tries)
