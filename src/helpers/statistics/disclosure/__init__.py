"""Disclosure control: small numbers of people hidden, and nothing hidden that can be worked out."""

from helpers.statistics.disclosure.attacker import Disclosure
from helpers.statistics.disclosure.guard import is_guarded
from helpers.statistics.disclosure.layout import Layout, layout
from helpers.statistics.disclosure.policies import Policy, is_protective, policies, policy
from helpers.statistics.disclosure.published_together import audit, protected

__all__ = [
    "Disclosure",
    "Layout",
    "Policy",
    "audit",
    "is_guarded",
    "is_protective",
    "layout",
    "policies",
    "policy",
    "protected",
]
