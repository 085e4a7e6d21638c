"""Facts of housing and its support."""

from __future__ import annotations


class PersonHousingFacts:
    """What housing and its support looks at in a person."""


class HouseholdHousingFacts:
    """What housing and its support looks at in a household."""
