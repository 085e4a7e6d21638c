"""OpenFisca over its country template, in its own environment.

``python -m bench.peers.openfisca TASK ARGUMENT…`` prints JSON: ``measure PEOPLE.npz MONTHS RUNS``,
``write PEOPLE.npz RESULTS.npz PERIOD…`` (what every formula gives) or ``situations`` (the examples
of the package with what they ask for filled in).
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import openfisca_country_template
from openfisca_core.indexed_enums import Enum
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


def formulas_of(system: Any) -> list[str]:
    """The variables that are computed."""
    return sorted(name for name, found in system.variables.items() if found.formulas)


def write(path: str, results: str, *periods: str) -> dict[str, Any]:
    """Keep what every formula gives in each period."""
    system, months = CountryTaxBenefitSystem(), list(periods)
    made = simulation(system, dict(np.load(path)), months)
    np.savez(results, **calculate(made, formulas_of(system), months))
    return {}


def measure(path: str, months: str, runs: str) -> dict[str, Any]:
    """Time every formula of so many months; memory is that of one simulation at a time."""
    system = CountryTaxBenefitSystem()
    formulas = formulas_of(system)
    periods = [f"2017-{month:02}" for month in range(1, int(months) + 1)]
    before, taken, build = peak_mebibytes(), list[float](), 0.0
    forget_peak()
    people = dict(np.load(path))
    for _ in range(int(runs) + 1):
        started = time.perf_counter()
        made = simulation(system, people, periods)
        build = time.perf_counter() - started
        started = time.perf_counter()
        calculate(made, formulas, periods)
        taken.append(time.perf_counter() - started)
        del made
    return {
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


def situations() -> dict[str, Any]:
    """File → its situation, every value that it asks for filled in."""
    system = CountryTaxBenefitSystem()
    folder = Path(openfisca_country_template.__file__).parent / "situation_examples"
    return {path.name: _filled(system, path) for path in sorted(folder.glob("*.json"))}


def _filled(system: Any, path: Path) -> Any:
    content = json.loads(path.read_text(encoding="utf-8"))
    made = SimulationBuilder().build_from_dict(system, json.loads(path.read_text(encoding="utf-8")))
    for entities in content.values():
        for variables in entities.values():
            for name, by_period in variables.items():
                for period in by_period if isinstance(by_period, dict) else ():
                    if by_period[period] is None:
                        (value,) = made.calculate(name, period)
                        is_enum = system.variables[name].value_type is Enum
                        by_period[period] = STATUSES[value] if is_enum else str(value)
    return content


TASKS = {task.__name__: task for task in (measure, write, situations)}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
