"""Facts of schooling and its support."""

from __future__ import annotations


class PersonEducationFacts:
    """What schooling and its support looks at in a person."""
