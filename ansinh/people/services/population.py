"""Births: how many living children each woman has, and the very small ethnic groups."""

from __future__ import annotations

from typing import Any

import numpy as np

from ansinh.law.facts.choices import Ethnicity
from ansinh.people.assumptions import assumed
from ansinh.people.columns import Column
from ansinh.people.structure import Folk

Numbers = np.ndarray[Any, Any]

#: Age from which women are asked about children.
_ASKED_FROM = 15


def population_facts(folk: Folk) -> dict[str, Column]:
    """What birth registration knows of people."""
    born = folk.is_alive & (folk.mother_row >= 0)
    rows = max(int(folk.rows.max(initial=0)), int(folk.mother_row.max(initial=0))) + 1
    children = np.bincount(folk.mother_row[born], minlength=rows)[folk.rows]
    small = (folk.ethnicity == Ethnicity.OTHER.ordinal) & (
        folk.luck.random("very small group") < assumed("population.of_very_small_groups")
    )
    return {
        "living_children": Column(children, ~folk.is_male & (folk.age >= _ASKED_FROM)),
        "is_of_very_small_ethnic_group": Column(small, small),
    }
