"""Disclosure control: small numbers of people hidden, and nothing hidden that can be worked out."""

from helpers.statistics.disclosure.attacker import Disclosure
from helpers.statistics.disclosure.people_layout import PeopleLayout, read_layout
from helpers.statistics.disclosure.policies import Policy, is_protective, policies, policy
from helpers.statistics.disclosure.suppress import audit, suppress_beside_others, suppress_small_numbers

__all__ = [
    "Disclosure",
    "PeopleLayout",
    "Policy",
    "audit",
    "is_protective",
    "read_layout",
    "policies",
    "policy",
    "suppress_beside_others",
    "suppress_small_numbers",
]
