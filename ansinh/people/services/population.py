"""Births, the very small ethnic groups, and the collaborators who look after population work."""

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
_TWO = 2


def population_facts(folk: Folk) -> dict[str, Column]:
    """What birth registration knows of people."""
    rates = assumed("population.rates")
    born = folk.is_alive & (folk.mother_row >= 0)
    rows = max(int(folk.rows.max(initial=0)), int(folk.mother_row.max(initial=0))) + 1
    children = np.bincount(folk.mother_row[born], minlength=rows)[folk.rows]
    small = (folk.ethnicity == Ethnicity.OTHER.ordinal) & (
        folk.luck.random("very small group") < rates["of_very_small_groups"]
    )
    third = (children > _TWO) & (folk.luck.random("third birth") < rates["third_birth_allowed"])
    works = ~folk.is_male & (folk.age >= rates["from_age"]) & (folk.age < rates["to_age"])
    works &= folk.luck.random("collaborator") < rates["collaborators"]
    large = works & (
        folk.homes.in_difficult_village[folk.home]
        | (folk.luck.random("large village") < rates["in_large_village"])
    )
    return {
        "third_birth_is_allowed": Column(third, third),
        "is_population_collaborator": Column(works, works),
        "collaborates_in_large_or_difficult_village": Column(large, large),
        "living_children": Column(children, ~folk.is_male & (folk.age >= _ASKED_FROM)),
        "is_of_very_small_ethnic_group": Column(small, small),
    }
