"""What was measured beside others, as part of ``docs/benchmarks.md``."""

from __future__ import annotations

from bench.beside import Beside, Engine, Template
from bench.figures import Figures
from bench.writing import milliseconds, table, times, verdict

NOT_HERE = "not measured here"
_TEMPLATE = (
    "people|months|reader|build|first|warm|before, MiB|peak, MiB|in blocks, MiB|OpenFisca / kernel"
)
SAID = {"gettsim": "GETTSIM on NumPy", "taxcalc": "Tax-Calculator"}


# --- the design's table -------------------------------------------------------------------------


def beside_openfisca(figures: Figures) -> str:
    """How many times as fast and small as OpenFisca."""
    largest = _largest(figures.beside)
    if largest is None:
        return _why(figures.beside, "openfisca")
    month, year = largest
    fast = [found.theirs["warm"] / found.ours[2]["warm"] for found in largest]
    alone = [found.theirs["warm"] / found.ours[1]["warm"] for found in largest]
    memory = [found.ours[2]["peak"] / found.theirs["peak"] for found in largest]
    blocks = [found.ours[2]["by_blocks"] / found.theirs["peak"] for found in largest]
    return (
        f"{times(fast[0])} / {times(fast[1])} with two threads at {month.people:,} people "
        f"({times(alone[0])} / {times(alone[1])} with one, as OpenFisca has): "
        + verdict(
            figures,
            fast[0] >= 10 and fast[1] >= 30,
            f"twelve months take the kernel {times(year.ours[2]['warm'] / month.ours[2]['warm'])} "
            "as long as one: what does not change is made once, but ages and what hangs on them "
            "are written for every month",
        )
        + f". Its memory: {memory[0]:.2f} × / {memory[1]:.2f} × OpenFisca's where all results are "
        f"kept, {blocks[0]:.2f} × / {blocks[1]:.2f} × where they are handed over in blocks: "
        + verdict(
            figures,
            max(memory) <= 1 / 3,
            f"before any person is read the process holds {month.ours[2]['before']:,.0f} MiB, of "
            f"LLVM, Arrow and NumPy, OpenFisca's {month.theirs['before']:,.0f}; results are kept "
            "in 8 bytes where OpenFisca keeps 4 that are not exact",
        )
    )


def beside_gettsim(figures: Figures) -> str:
    """How many times as fast for a rule and person."""
    found = [engine for engine in figures.beside.engines if engine.name == "gettsim"]
    if not found:
        return _why(figures.beside, "gettsim")
    shown = ", ".join(f"{times(e.ratio())} at {e.theirs['people']:,} people" for e in found)
    met = found[-1].ratio() >= 20 and found[0].ratio() >= 50
    return f"{shown}. " + verdict(
        figures,
        met,
        f"of its {found[-1].theirs['warm']:.2f} s at the larger size, its bare function on "
        f"prepared data takes {found[-1].theirs['bare']:.2f} s; ours tests what nobody knows too",
    )


def beside_bandwidth(figures: Figures) -> str:
    """How far from what the memory allows."""
    largest = _largest(figures.beside)
    if largest is None:
        return _why(figures.beside, "openfisca")
    month, far = largest[0], _from_limit(figures.beside, largest[0], 2)
    work = 2 * month.ours[2]["inside"] / month.people * 1e9
    return f"{times(far)} the limit at {month.people:,} people, two threads. " + verdict(
        figures,
        far <= 3,
        f"the time goes into computing: {work:.0f} ns a person and thread for 14 formulas in 64 "
        "bits, each value with its tests for what nobody knows and for overflow",
    )


def _largest(beside: Beside) -> tuple[Template, Template] | None:
    """One month and twelve at the largest size."""
    if not beside.template:
        return None
    month, year = beside.template[-2:]
    return month, year


def _why(beside: Beside, peer: str) -> str:
    return f"{NOT_HERE}: {beside.missing.get(peer, 'left out of this run').splitlines()[0]}"


def _from_limit(beside: Beside, found: Template, threads: int) -> float:
    return float(found.ours[threads]["inside"] * beside.bandwidth[threads] / found.moved)


# --- tables -------------------------------------------------------------------------------------


def template_section(beside: Beside) -> str:
    """OpenFisca and the kernel over its country template."""
    if not beside.template or beside.compared is None:
        return f"## The same law as OpenFisca\n\n{_why(beside, 'openfisca')}.\n"
    rows: list[tuple[object, ...]] = []
    for found in beside.template:
        rows.append(_template_row(found, "OpenFisca", found.theirs, "–"))
        rows += [
            _template_row(
                found,
                f"kernel, {threads} thread{'s' * (threads > 1)}",
                figures,
                times(found.theirs["warm"] / figures["warm"]),
            )
            for threads, figures in found.ours.items()
        ]
    theirs, compared = beside.template[-1].theirs, beside.compared
    versions = ", ".join(f"{name} {number}" for name, number in theirs["versions"].items())
    apart = compared.their_sum - compared.exact_sum
    return f"""## The same law as OpenFisca

{versions}; `examples/country_template` is the same law in our language and passes the package's own
YAML tests. All {theirs["formulas"]} formulas of the same made-up people (households of four, whole
euros), each reader in fresh processes; *first* and *warm* leave out building the population
(*build*), and our kernel is compiled beforehand. OpenFisca has one thread.

{compared.values:,} values were compared in four months: {compared.equal / compared.values:.1%} are
equal to the last bit of a 32-bit float, and none is further from the exact one than such floats
round; the furthest by {compared.furthest:.4f} euros. **The sum of disposable income differs**:
OpenFisca's, added up in 64 bits, is {compared.their_sum:,.2f}, the exact one
{compared.exact_sum:,.2f} euros: {abs(apart):,.2f} {"less" if apart < 0 else "more"}, because it
holds money in 32 bits.

{table(_TEMPLATE, rows)}
"""


def _template_row(
    found: Template, reader: str, figures: dict[str, float], ratio: str
) -> tuple[object, ...]:
    return (
        f"{found.people:,}",
        found.months,
        reader,
        milliseconds(figures["build"]),
        milliseconds(figures["first"]),
        milliseconds(figures["warm"]),
        f"{figures['before']:,.0f}",
        f"{figures['peak']:,.0f}",
        f"{figures['by_blocks']:,.0f}" if "by_blocks" in figures else "–",
        ratio,
    )


def limit_section(beside: Beside) -> str:
    """Bytes that must move, beside what a copy moves."""
    if not beside.bandwidth:
        return ""
    speeds = " and ".join(
        f"{speed / 1e9:.1f} GB/s with {threads} thread{'s' * (threads > 1)}"
        for threads, speed in beside.bandwidth.items()
    )
    rows = [
        (
            f"{found.people:,}",
            found.months,
            threads,
            f"{found.moved / 2**20:,.0f}",
            milliseconds(found.moved / beside.bandwidth[threads]),
            milliseconds(figures["inside"]),
            times(_from_limit(beside, found, threads)),
            f"{1 / _from_limit(beside, found, threads):.0%}",
        )
        for found in beside.template
        for threads, figures in found.ours.items()
    ]
    return f"""## The machine's limit

A copy of 256 MiB, as STREAM counts it (bytes read and written), moves {speeds}. Of the country
template every fact must be read once and every value written once, in 64 bits (columns
have the width of their type; the memo behind them, 96 bits a value, stays in the cache).

{
        table(
            "people|months|threads|MiB that must move|at the limit|machine code|of the limit"
            "|our share",
            rows,
        )
    }
"""


def queries_section(beside: Beside) -> str:
    """DuckDB and Polars beside the kernel."""
    rows: list[tuple[object, ...]] = []
    for found in beside.queries:
        ours = found.kernel.call
        rows += [
            (
                f"{found.people:,}",
                name,
                milliseconds(taken.median),
                taken.spread,
                times(taken.median / ours.median),
            )
            for name, taken in (*found.taken.items(), ("kernel, whole call", ours))
        ]
    compared = sum(found.compared for found in beside.queries)
    return f"""## Seven benefits as SQL and as a Polars query

`bench/sql_rules.py` and `bench/polars_rules.py`, as a good engineer writes them: set operations
over tables in memory, claims given sparsely, as the kernel does; both engines and the kernel on
two threads. {compared:,} values were compared on two dates: all equal. Neither keeps track of what
nobody knows.

{table("people|reader|time|spread|times the kernel", rows)}
"""


def engines_section(beside: Beside) -> str:
    """Engines with laws of their own."""
    rows = [_engine_row(engine) for engine in beside.engines]
    missing = "".join(
        f"\n{SAID[peer]}: {_why(beside, peer)}.\n" for peer in SAID if peer in beside.missing
    )
    versions = ", ".join(
        f"{name} {number}"
        for name, number in {
            key: value for e in beside.engines for key, value in e.theirs["versions"].items()
        }.items()
    )
    return f"""## Engines with laws of their own

{versions}. Other laws, so that only the time for a rule and person can be set beside ours: the
whole law of ours, one date, one thread, whole calls. GETTSIM: ten results of German law on
1 January 2025, the whole `main` call and, beside it, its bare function on prepared data; as rules
count the nodes of its graph that are no input. Tax-Calculator: all federal taxes of 2026 over tax
units; the first calculation of a process compiles.
{missing}
{
        table(
            "engine|people|rules|first|warm|bare|peak, MiB|ns a rule and person|ours|ratio"
            "|ratio of the bare function",
            rows,
        )
    }
"""


def _engine_row(engine: Engine) -> tuple[object, ...]:
    theirs, bare = engine.theirs, engine.theirs.get("bare")
    cells = theirs["people"] * theirs["rules"]
    return (
        SAID[engine.name],
        f"{theirs['people']:,}",
        theirs["rules"],
        f"{theirs['first']:.2f} s",
        f"{theirs['warm']:.2f} s",
        "–" if bare is None else f"{bare:.2f} s",
        f"{theirs['peak']:,.0f}",
        f"{theirs['warm'] * 1e9 / cells:,.1f}",
        f"{engine.ours.median * 1e9 / engine.people / engine.rules:.2f}",
        times(engine.ratio()),
        "–" if bare is None else times(engine.ratio() * bare / theirs["warm"]),
    )
