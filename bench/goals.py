"""The numbers we answer for, each met or with its distance and the reason."""

from __future__ import annotations

import csv
from pathlib import Path

from bench.figures import Figures
from bench.report_beside import beside_bandwidth, beside_gettsim, beside_openfisca
from bench.streaming import STAGES
from bench.writing import milliseconds, per_rule, table, times, verdict

#: What ``python -m bench.scale`` measured.
SCALE = Path(__file__).parent.parent / "docs" / "scale.csv"


def goals_section(figures: Figures) -> str:
    """What is asked of us, and what was measured."""
    return "\n".join(
        (
            "## The numbers we answer for\n",
            table(
                "what|at least|here",
                (
                    (
                        "kernel beside OpenFisca-core",
                        "10 × / 30 ×, a third of its memory",
                        beside_openfisca(figures),
                    ),
                    ("kernel beside GETTSIM", "20 × / 50 ×", beside_gettsim(figures)),
                    (
                        "country template beside memory bandwidth",
                        "within 3 ×",
                        beside_bandwidth(figures),
                    ),
                    (
                        "whole law, on demand",
                        "< 1 ns per rule, person and thread",
                        _whole_law(figures),
                    ),
                    (
                        "Parquet → all law → Parquet",
                        "within 2 × of the files alone",
                        _files(figures),
                    ),
                    ("100 million people", "< 4 GB, linear", _hundred_million(figures)),
                    (
                        "explained, warm",
                        "one benefit < 1 ms, a household < 10 ms",
                        _explaining(figures),
                    ),
                    (
                        "compiling, nothing cached",
                        "whole law < 15 s, one domain < 4 s",
                        _compiling(figures),
                    ),
                    ("fresh process, a commune's answer", "< 1 s", _starting(figures)),
                ),
            ),
            "",
        )
    )


def _whole_law(figures: Figures) -> str:
    size = figures.sizes[-1]
    taken = per_rule(size.law[1].inside, figures.law[0], size.people)
    seven = per_rule(size.seven[1].inside, figures.seven[0], size.people)
    numpy = size.numpy.median / size.seven[1].inside.median
    small, large = (s.law[1].inside.median * 1e9 / s.people for s in (figures.sizes[0], size))
    beside = (
        "; on the seven benefits it is as fast as NumPy"
        if 0.95 < numpy < 1.05
        else f"; on the seven benefits NumPy takes {times(numpy)} its time"
    )
    return f"{taken:.2f} ns ({seven:.2f} ns on the seven benefits). " + verdict(
        figures,
        taken < 1,
        f"{times(taken)} too slow{beside}. A person takes {small:.0f} ns among "
        f"{figures.sizes[0].people:,} and {large:.0f} ns among {size.people:,}, so it is not a "
        f"matter of memory. On demand {figures.sample.worked_out:.0f} values are worked out a "
        f"person, at {large / figures.sample.worked_out:.1f} ns each, with their tests for what is "
        "not known; no single rule stands out",
    )


def _files(figures: Figures) -> str:
    last = figures.streams[-1]
    ratio = last["whole"]["seconds"] / last["files"]["seconds"]
    worked = sum(last["whole"][stage] for stage in STAGES)
    shares = (f"{last['whole'][name] / worked:.0%} {said}" for name, said in STAGES.items())
    return f"{times(ratio)} at {last['whole']['people']:,.0f} people. " + verdict(
        figures, ratio <= 2, f"of the work, shared by two threads, {', '.join(shares)}"
    )


def _hundred_million(figures: Figures) -> str:
    peaks = [
        f"{s['whole']['peak']:,.0f} MiB at {s['whole']['people']:,.0f}" for s in figures.streams
    ]
    last = figures.streams[-1]["whole"]
    speed = last["seconds"] / last["people"] * 1e6
    here = f"Here the peak is {', '.join(peaks)} people, and {speed:.2f} s a million people"
    with SCALE.open(encoding="utf-8", newline="") as file:
        largest = max(csv.DictReader(file), key=lambda row: int(row["people"]))
    return (
        f"{int(largest['people']):,} people: {int(largest['peak_mib']):,} MiB, "
        f"{float(largest['processor_seconds']):,.0f} s of processor time, in a run of its own "
        f"(`python -m bench.scale`, see [scale](scale.md)). {here}"
    )


def _explaining(figures: Figures) -> str:
    usual, frozen = figures.explained.usual, figures.explained.frozen
    met = frozen["one"][0] < 1e-3 and frozen["household"][0] < 1e-2
    typical = (
        f"typically {milliseconds(frozen['one'][0])} and {milliseconds(frozen['household'][0])}, "
        f"with a sentence for each benefit {milliseconds(frozen['told'][0])} and "
        f"{milliseconds(frozen['all told'][0])}: "
        + verdict(figures, met, "every benefit is evaluated in Python")
    )
    slow = max(frozen["one"][1] / 1e-3, frozen["household"][1] / 1e-2)
    return (
        f"{typical}. One in a hundred takes over {milliseconds(frozen['one'][1])} and "
        f"{milliseconds(frozen['household'][1])} ("
        + ("met there too" if slow < 1 else f"up to {times(slow)} the limit")
        + f"); with Python's collector as it starts, {milliseconds(usual['household'][1])} for a "
        "household, since a full collection walks all that is in memory: a server calls "
        "`gc.freeze()`"
    )


def _compiling(figures: Figures) -> str:
    whole = figures.compiled["the whole law"]["whole"]
    domains = {k: v["whole"] for k, v in figures.compiled.items() if k != "the whole law"}
    shown = ", ".join(f"{name} {taken:.1f} s" for name, taken in domains.items())
    largest = figures.compiled["assistance"]
    return f"{whole:.1f} s; {shown}. " + verdict(
        figures,
        whole < 15 and max(domains.values()) < 4,
        f"of assistance, the largest domain ({largest['rules']:.0f} rules), LLVM takes "
        f"{largest['kernel']:.1f} s",
    )


def _starting(figures: Figures) -> str:
    wall, parts = figures.start["answer"].median, figures.answer
    return f"{wall:.2f} s for {parts['people']:,.0f} people. " + verdict(
        figures, wall < 1, f"imports alone take {parts['import']:.2f} s"
    )


# --- tables -------------------------------------------------------------------------------------
