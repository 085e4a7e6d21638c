"""GETTSIM on NumPy, in its own environment: ``python -m bench.peers.gettsim PEOPLE RUNS``.

Ten results of German law on 1 January 2025 over made-up singles and couples with children. Prints
JSON: the whole ``main`` call, and its bare function alone on prepared data.
"""

from __future__ import annotations

import json
import sys
import warnings
from importlib.metadata import version
from typing import Any

import numpy as np
from gettsim import InputData, TTTargets, main

from bench.timing import Times, peak_mebibytes, seconds

DAY = "2025-01-01"
RESULTS = "raw_results__columns_with_original_p_ids"
CONTRIBUTION = {"beitrag": {"betrag_versicherter_m": None}}
TARGETS = {
    "einkommensteuer": {"betrag_y_sn": None},
    "solidaritätszuschlag": {"betrag_y_sn": None},
    "kindergeld": {"betrag_m": None},
    "sozialversicherung": {
        "kranken": CONTRIBUTION,
        "rente": CONTRIBUTION,
        "arbeitslosen": CONTRIBUTION,
        "pflege": CONTRIBUTION,
    },
    "wohngeld": {"betrag_m_wthh": None},
    "bürgergeld": {"betrag_m_bg": None},
    "unterhaltsvorschuss": {"betrag_m": None},
}
#: What a column of this name holds where nought would make no sense.
USUAL = {
    "alter": 61,
    "alter_monate": 732,
    "geburtsjahr": 1963,
    "geburtsmonat": 1,
    "jahr_renteneintritt": 2030,
    "monat_renteneintritt": 1,
    "steuerklasse": 1,
    "mietstufe_hh": 3,
    "arbeitsstunden_w": 38.0,
    "bruttokaltmiete_m_hh": 700.0,
    "heizkosten_m_hh": 90.0,
    "wohnfläche_hh": 70.0,
    "alter_beginn_leistungsbezug_sonstige_private_vorsorge": 65,
}


def filled(template: dict[str, Any], people: int) -> dict[str, Any]:
    """The template with a value for everybody in each column."""
    rng = np.random.default_rng(42)

    def column(name: str, kind: str) -> Any:
        if name in ("p_id", "hh_id"):
            return np.arange(people)
        if name == "bruttolohn_m":
            return np.round(rng.lognormal(7.9, 0.6, people), 2)
        if name.startswith("p_id_"):
            return np.full(people, -1)
        kinds = {"IntColumn": np.int64, "FloatColumn": np.float64, "BoolColumn": np.bool_}
        return np.full(people, USUAL.get(name, 0), dtype=kinds[kind])

    return {
        name: filled(part, people) if isinstance(part, dict) else column(name, part)
        for name, part in template.items()
    }


def main_of(target: Any, **more: Any) -> Any:
    """GETTSIM's entry point for the day and the results that are measured."""
    return main(
        main_target=target,
        policy_date_str=DAY,
        tt_targets=TTTargets.tree(TARGETS),
        include_warn_nodes=False,
        **more,
    )


def measure(people: int, runs: int) -> dict[str, Any]:
    """Time the call and its bare function."""
    template = main_of("templates__input_data_dtypes__tree")
    data = InputData.tree(filled(template, people))
    given = {"input_data": data}
    whole = [seconds(lambda: main_of(RESULTS, **given)) for _ in range(runs + 1)]
    bare, prepared = main_of("tt_function", **given), main_of("processed_data", **given)
    dag = main_of("specialized_environment__tt_dag", **given)
    inputs = set(prepared)
    rules = [node for node in dag.nodes if node not in inputs]
    alone = [seconds(lambda: bare(prepared)) for _ in range(runs + 1)]
    return {
        "versions": {name: version(name) for name in ("gettsim", "ttsim-backend", "numpy")},
        "people": people,
        "rules": len(rules),
        "columns": len(inputs),
        "first": whole[0],
        "warm": Times(tuple(whole[1:])).median,
        "bare": Times(tuple(alone[1:])).median,
        "peak": peak_mebibytes(),
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.stdout.write(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
