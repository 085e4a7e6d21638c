"""The figures as ``docs/benchmarks.md``."""

from __future__ import annotations

from bench.figures import Figures
from bench.goals import goals_section
from bench.numpy_rules import CODES
from bench.report_beside import (
    engines_section,
    limit_section,
    queries_section,
    template_section,
)
from bench.speed import KernelTimes, Size
from bench.streaming import STAGES, THREADS
from bench.writing import crowded, milliseconds, per_rule, table, times

CROWDED = """

**There was more work than cores.** Times of what runs side by side are inflated, by up to twice,
and ratios between things measured minutes apart may be off by a half: no verdict on a time is
final here, met or not, and two threads say nothing of how threads scale. Memory is not affected."""


def render(figures: Figures) -> str:
    """The whole report."""
    parts = (
        _head(figures),
        goals_section(figures),
        template_section(figures.beside),
        limit_section(figures.beside),
        queries_section(figures.beside),
        engines_section(figures.beside),
        _seven(figures),
        _law(figures),
        _months(figures),
        _sample(figures),
        _explained(figures),
        _start(figures),
        _memory(figures),
        _streams(figures),
    )
    return "\n".join(parts)


# --- head ---------------------------------------------------------------------------------------


def _head(figures: Figures) -> str:
    machine = figures.machine
    packages = ", ".join(f"{name} {number}" for name, number in machine.packages.items())
    load = f"load {machine.load:.2f} before, {figures.load_after:.2f} after"
    shared = f"Nothing else was at work when the run began ({load})."
    if machine.was_shared:
        shared = f"**The machine was shared** with other work ({load})."
    if crowded(figures):
        shared += CROWDED
    return f"""# Benchmarks

Written by `make bench` on {figures.day.isoformat()}, all in one run; nothing here is edited by
hand and no test asserts a time. Every figure is the median of several runs after a warm-up.

{machine.processor}, {machine.cores} cores, {machine.memory:.0f} GiB; {packages};
{figures.source}. {shared}

People are synthetic (`ansinh people make`, seed 42). Where readers are compared, facts that nobody
knows are first filled by lot, because NumPy and the oracle have no unknown; the kernel keeps its
tests for unknowns all the same. Ratios are printed only after the readers gave **the same answer
value by value** on the same people; otherwise the bench stops.
"""


# --- the design's table -------------------------------------------------------------------------


def _kernel_row(
    name: str, found: KernelTimes, size: Size, rules: int, threads: int
) -> tuple[object, ...]:
    return (
        f"{size.people:,}",
        name,
        milliseconds(found.call.median),
        milliseconds(found.inside.median),
        found.call.spread,
        f"{per_rule(found.inside, rules, size.people, threads):.2f}",
        times(size.numpy.median / found.call.median),
        times(size.numpy.median / found.inside.median),
    )


def _seven(figures: Figures) -> str:
    rules = figures.seven[0]
    rows: list[tuple[object, ...]] = []
    for size in figures.sizes:
        each = f"{per_rule(size.numpy, rules, size.people):.2f}"
        rows.append(
            (
                f"{size.people:,}",
                "NumPy, whole arrays",
                milliseconds(size.numpy.median),
                "–",
                size.numpy.spread,
                each,
                "1",
                "1",
            )
        )
        rows += [
            _kernel_row(f"kernel, {n} thread{'s' * (n > 1)}", size.seven[n], size, rules, n)
            for n in size.seven
        ]
    compared = sum(size.values_compared for size in figures.sizes)
    loading = figures.sizes[-1].loading
    return f"""## Seven benefits: the kernel beside whole-array NumPy

`{"`, `".join(code.split(".")[1] for code in CODES)}`, with the exception of Article 51(1), ages,
coefficients, two interactions and the poverty lists: {rules} rules. `bench/numpy_rules.py` writes
them by hand on arrays (taking the arrays out of the tables, {milliseconds(loading)} at the largest
size, is not counted; nor is anything unknown handled). {compared:,} values were compared on two
dates with other versions in force: all equal. *Call* is all of `Kernel.run`: binding columns, the
table of dates, machine code, outcomes as an Arrow table.

{
        table(
            "people|reader|call|machine code|spread of calls|ns a rule, person, thread|NumPy / call"
            "|NumPy / machine code",
            rows,
        )
    }
"""


def _law(figures: Figures) -> str:
    rules, benefits = figures.law
    rows: list[tuple[object, ...]] = []
    for size in figures.sizes:
        shown = {f"all known, {n} thread{'s' * (n > 1)}": (size.law[n], n) for n in size.law}
        shown["as registered (facts missing), 1 thread"] = (size.law_as_registered, 1)
        for name, (found, threads) in shown.items():
            rows.append(
                (
                    f"{size.people:,}",
                    name,
                    milliseconds(found.call.median),
                    milliseconds(found.inside.median),
                    found.inside.spread,
                    f"{found.inside.median * threads * 1e9 / size.people:,.0f}",
                    f"{per_rule(found.inside, rules, size.people, threads):.2f}",
                )
            )
    return f"""## The whole law

{benefits} benefits, {rules} rules; every rule counts once a person, whatever it is a rule of.

{
        table(
            "people|population|call|machine code|spread|ns a person, thread"
            "|ns a rule, person, thread",
            rows,
        )
    }
"""


def _months(figures: Figures) -> str:
    rows = []
    for name, (together, apart) in (
        ("seven benefits", figures.months.seven),
        ("the whole law", figures.months.law),
    ):
        rows.append(
            (
                name,
                milliseconds(together.median),
                milliseconds(apart.median),
                times(apart.median / together.median),
            )
        )
    return f"""## Twelve months

{figures.months.people:,} people, one thread, whole calls. No rule reads an earlier month yet, so
months share the reading of facts and the binding of columns, no values.

{table("law|one run|twelve runs|twelve / one", rows)}
"""


def _sample(figures: Figures) -> str:
    sample = figures.sample
    kernel = sample.kernel_per_household
    said = {
        "oracle": "oracle (CPython runs the rules)",
        "evaluator": "evaluator (closures, no record)",
        "explainer": "explainer (with its record)",
    }
    rows = [
        (
            said[name],
            f"{sample.per_household(name) * 1e6:,.0f}",
            f"{sample.per_person(name) * 1e6:,.0f}",
            times(sample.per_household(name) / kernel),
        )
        for name in sample.readers
    ]
    rows.append(
        (
            "kernel, 1 thread, machine code",
            f"{kernel * 1e6:.2f}",
            f"{kernel * sample.households / sample.people * 1e6:.2f}",
            "1",
        )
    )
    return f"""## Household by household

The whole law over {sample.households} households ({sample.people:,} people), warm, rows already in
memory; {sample.outcomes_compared:,} outcomes equal the kernel's. The ratio is *extrapolated*: mean
time of a sampled household over the kernel's mean over everyone. A person takes
{sample.worked_out:.0f} values of rules, the records' included.

{table("reader|µs a household|µs a person|times the kernel, extrapolated", rows)}
"""


def _explained(figures: Figures) -> str:
    said = {
        "one": "one benefit of one person",
        "told": "… and its sentence in Vietnamese",
        "machine": "… or its machine form",
        "household": "every benefit of a household",
        "all told": "… and the sentence of each",
    }
    found = figures.explained
    rows = [
        (text, *(milliseconds(x) for x in (*found.frozen[name], *found.usual[name])))
        for name, text in said.items()
    ]
    return f"""## Explaining

Over {found.households:,} households as registered, warm, a random person and benefit each; facts
are read anew every time. What is kept is the household as it was and every rule's value; how a
rule came to it is worked out when somebody asks, as for a sentence or the machine form, which
holds every step. *Frozen* is after `gc.freeze()`.

{table("what|p50 frozen|p99 frozen|p50 usual|p99 usual", rows)}
"""


def _start(figures: Figures) -> str:
    rows = [
        (
            name,
            f"{f['benefits']:.0f}",
            f"{f['rules']:.0f}",
            f"{f['import']:.2f} s",
            milliseconds(f["load"]),
            milliseconds(f["translate"]),
            f"{f['kernel']:.2f} s",
            f"{f['whole']:.2f} s",
            f"{f['code_kib']:.0f} KiB",
        )
        for name, f in figures.compiled.items()
    ]
    answer = figures.answer
    begun = [("Python that imports nothing", f"{figures.start['python'].median:.2f} s")]
    if "help" in figures.start:
        begun.append(("`ansinh --help`", f"{figures.start['help'].median:.2f} s"))
    begun.append(
        (
            f"a commune's answer, {answer['people']:,.0f} people",
            f"{figures.start['answer'].median:.2f} s",
        )
    )
    return f"""## Compiling and starting

Fresh processes that find Python's bytecode in place, as from the second start on; when compiling,
an empty cache of laws each. Translating is of the whole law in each; *kernel* includes
planning, LLVM assembly, optimising and machine code; *all* is from the first import.

{table("compiled|benefits|rules|imports|load|translate|kernel|all|code", rows)}

Wall clock of whole processes; of the commune's answer {answer["import"]:.2f} s is imports,
{answer["kernel"]:.2f} s the law and its kernel from the cache, {answer["read"]:.2f} s reading the
registry, {answer["run"]:.2f} s the run.

{table("process|seconds", begun)}
"""


def _memory(figures: Figures) -> str:
    rows = [
        (
            name,
            f"{f['people']:,.0f}",
            f"{f['before']:,.0f}",
            f"{f['peak']:,.0f}",
            f"{f['peak'] - f['before']:,.0f}",
        )
        for name, f in figures.memory.items()
    ]
    ratio = figures.memory["numpy"]["peak"] / figures.memory["kernel"]["peak"]
    return f"""## Memory

One run of the seven benefits over a registry in memory, in a process of its own; *before* holds
Python, the law and the population (for NumPy also its arrays). NumPy's peak is {times(ratio)} the
kernel's.

{table("reader|people|before, MiB|peak, MiB|the run itself, MiB", rows)}
"""


def _streams(figures: Figures) -> str:
    peak = max(stream["whole"]["peak"] for stream in figures.streams)
    small = "**met**" if peak < 2048 else "**not met**"
    rows = []
    for stream in figures.streams:
        whole, files = stream["whole"], stream["files"]
        people = f"{whole['people']:,.0f}"
        taken = files["seconds"]
        rows.append((people, "the files alone", milliseconds(taken), "1.0 ×", "–"))
        ratio, highest = times(whole["seconds"] / taken), f"{whole['peak']:,.0f}"
        rows.append((people, "the whole law", milliseconds(whole["seconds"]), ratio, highest))
        rows += [
            (people, f"… {said}", milliseconds(whole[k]), "", "") for k, said in STAGES.items()
        ]
    return f"""## Parquet to Parquet

`ansinh run --only-outcomes --threads {THREADS}`: the whole law on one date, every outcome written
with ids as Parquet (zstd); compiled beforehand, every pass in a fresh process, the two in turn.
Each thread reads a row group and runs the law over it while the other does and the main thread
writes; seconds of a stage are those of all threads together. *The files alone*: the same columns
read by PyArrow with threads of its own, the same outcomes written. Files come from the system's
cache; the larger registry repeats the smaller one with other ids. Peak memory may be 2 GiB:
{small}.

{table("people|what|time|of the files|peak, MiB", rows)}
"""
