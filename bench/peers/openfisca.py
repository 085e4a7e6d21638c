"""OpenFisca over its country template, in its own environment.

``python -m bench.peers.openfisca PEOPLE.npz MONTHS RUNS [RESULTS.npz PERIOD…]`` prints JSON. With
results, every formula of each period is written instead of being timed.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from typing import Any

import numpy as np
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_country_template import CountryTaxBenefitSystem

from bench.timing import Times, forget_peak, peak_mebibytes

STATUSES = ("owner", "tenant", "free_lodger", "homeless")
EVERY_MONTH = ("salary", "capital_returns", "rent")
YEARLY = "housing_tax"


def simulation(system: Any, people: dict[str, Any], periods: list[str]) -> Any:
    """A simulation with the same people in each of the months."""
    builder = SimulationBuilder()
    builder.create_entities(system)
    persons, households = len(people["household"]), len(people["rent"])
    builder.declare_person_entity("person", np.arange(persons))
    group = builder.declare_entity("household", np.arange(households))
    roles = np.array(["adult", "child"])[people["role"]]
    builder.join_with_persons(group, people["household"], roles)
    made = builder.build(system)
    made.set_input("birth", "eternity", people["birth"])
    for period in periods:
        for name in EVERY_MONTH:
            made.set_input(name, period, people[name].astype(np.float32))
    for january in sorted({f"{period[:4]}-01" for period in periods}):
        made.set_input("accommodation_size", january, people["accommodation_size"])
        statuses = np.array(STATUSES)[people["housing_occupancy_status"]]
        made.set_input("housing_occupancy_status", january, statuses)
    return made


def calculate(made: Any, formulas: list[str], periods: list[str]) -> dict[str, Any]:
    """Every formula in every month."""
    return {
        f"{name} {period}": made.calculate(name, period[:4] if name == YEARLY else period)
        for period in periods
        for name in formulas
    }


def main() -> None:
    """Time the formulas, or write what they give."""
    path, months, runs, *rest = sys.argv[1:]
    system = CountryTaxBenefitSystem()
    formulas = sorted(name for name, found in system.variables.items() if found.formulas)
    people = dict(np.load(path))
    if rest:
        results, *periods = rest
        np.savez(results, **calculate(simulation(system, people, periods), formulas, periods))
        sys.stdout.write("{}")
        return
    periods = [f"2017-{month:02}" for month in range(1, int(months) + 1)]
    before, taken, build = peak_mebibytes(), list[float](), 0.0
    forget_peak()
    for _ in range(int(runs) + 1):
        started = time.perf_counter()
        made = simulation(system, people, periods)
        build = time.perf_counter() - started
        started = time.perf_counter()
        calculate(made, formulas, periods)
        taken.append(time.perf_counter() - started)
    figures = {
        "versions": {
            name: version(name) for name in ("openfisca-core", "openfisca-country-template")
        },
        "formulas": len(formulas),
        "build": build,
        "first": taken[0],
        "warm": Times(tuple(taken[1:])).median,
        "before": before,
        "peak": peak_mebibytes(),
    }
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main()
