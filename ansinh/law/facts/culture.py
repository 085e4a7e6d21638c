"""Facts of artisans and culture."""

from __future__ import annotations


class PersonCultureFacts:
    """What artisans and culture looks at in a person."""
