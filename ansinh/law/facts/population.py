"""Facts of births and population policy."""

from __future__ import annotations


class PersonPopulationFacts:
    """What births and population policy looks at in a person."""
