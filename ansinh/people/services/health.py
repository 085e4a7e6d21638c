"""Health outside insurance: who is followed for a chronic disease."""

from __future__ import annotations

from typing import Any

import numpy as np

from ansinh.people.assumptions import assumed
from ansinh.people.columns import Column
from ansinh.people.structure import Folk

Numbers = np.ndarray[Any, Any]


def health_facts(folk: Folk) -> dict[str, Column]:
    """What the health station knows of people; recorded only where it is so."""
    rates = assumed("health.chronic_disease")
    bands = np.searchsorted(rates["ages"], folk.age, side="right")
    ill = folk.luck.random("chronic disease") < np.array(rates["shares"])[bands]
    return {"has_chronic_disease": Column(ill, ill)}
