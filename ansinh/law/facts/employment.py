"""Facts of jobs, training and work abroad."""

from __future__ import annotations


class PersonEmploymentFacts:
    """What jobs, training and work abroad looks at in a person."""
