"""Tax-Calculator, in its own environment: ``python -m bench.peers.taxcalc UNITS RUNS``.

All of federal income and payroll tax of 2026 over made-up tax units. Prints JSON.
"""

from __future__ import annotations

import json
import sys
import warnings
from importlib.metadata import version
from typing import Any

import numpy as np
import pandas as pd
from taxcalc import Calculator, Policy, Records, calcfunctions

from bench.timing import Times, peak_mebibytes, seconds

YEAR = 2026


def units(count: int) -> pd.DataFrame:
    """Single filers and couples with wages, some with children, interest or a pension."""
    rng = np.random.default_rng(42)
    married = rng.random(count) < 0.45
    wages = np.round(rng.lognormal(10.6, 0.8, count))
    spouse = np.where(
        married & (rng.random(count) < 0.6), np.round(rng.lognormal(10.3, 0.8, count)), 0
    )
    children = np.where(rng.random(count) < 0.35, rng.integers(1, 4, count), 0)
    return pd.DataFrame(
        {
            "RECID": np.arange(1, count + 1),
            "MARS": np.where(married, 2, np.where(children > 0, 4, 1)),
            "e00200": wages + spouse,
            "e00200p": wages,
            "e00200s": spouse,
            "e00300": np.where(rng.random(count) < 0.2, rng.integers(0, 5000, count), 0),
            "age_head": rng.integers(20, 85, count),
            "age_spouse": np.where(married, rng.integers(20, 85, count), 0),
            "nu18": children,
            "n24": children,
            "XTOT": 1 + married + children,
        }
    )


def measure(count: int, runs: int) -> dict[str, Any]:
    """Time the first calculation of a process, which compiles, and later ones."""
    policy, made = Policy(), units(count)
    taken = []
    for _ in range(runs + 1):
        records = Records(data=made, start_year=YEAR, gfactors=None, weights=None)
        calculator = Calculator(policy=policy, records=records)
        calculator.advance_to_year(YEAR)
        taken.append(seconds(calculator.calc_all))
    rules = [
        name for name, found in vars(calcfunctions).items() if callable(found) and name[0].isupper()
    ]
    return {
        "versions": {name: version(name) for name in ("taxcalc", "numba", "numpy")},
        "people": count,
        "rules": len(rules) - 1,  # the compiler itself, JIT, begins with a capital too,
        "first": taken[0],
        "warm": Times(tuple(taken[1:])).median,
        "peak": peak_mebibytes(),
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.stdout.write(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
