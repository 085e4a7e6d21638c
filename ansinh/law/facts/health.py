"""Facts of health care outside insurance."""

from __future__ import annotations


class PersonHealthFacts:
    """What health care outside insurance looks at in a person."""
