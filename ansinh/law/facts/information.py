"""Facts of access to information."""

from __future__ import annotations


class HouseholdInformationServiceFacts:
    """What access to information looks at in a household."""
