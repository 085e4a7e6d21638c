"""Population statistics of a registry: births, deaths, the shape by age.

``docs/indicators.md`` has the definitions and what a register can and cannot say. Births are of the
rows that the registry holds on its day: children who moved away are not there, children who came
are, and births entered late still change past years.
"""

from __future__ import annotations

from ansinh.insight.population import ages, growth
from ansinh.insight.population.births import age_specific, boys_in_excess

__all__ = ["age_specific", "ages", "boys_in_excess", "growth"]
