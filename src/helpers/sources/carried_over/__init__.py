"""What a year's folder says that the year before said too: last year's words and figures, until somebody confirms them."""

from helpers.sources.carried_over.findings import KIND, confirm, findings, unconfirmed

__all__ = ["KIND", "confirm", "findings", "unconfirmed"]
