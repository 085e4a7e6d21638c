"""Words, numbers and tables of the report."""

from __future__ import annotations

from collections.abc import Iterable

from bench.figures import Figures
from bench.timing import Times


def milliseconds(seconds: float) -> str:
    """``19.7 ms``."""
    return f"{seconds * 1e3:,.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e3:.2f} ms"


def times(ratio: float) -> str:
    """``2.3 ×``; above ten without decimals."""
    return f"{ratio:,.1f} ×" if ratio < 10 else f"{ratio:,.0f} ×"


def table(heads: str, rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; heads are parted by ``|``."""
    names = heads.split("|")
    lines = [names, ["---", *["---:"] * (len(names) - 1)], *rows]
    return "\n".join(f"| {' | '.join(str(cell).strip() for cell in line)} |" for line in lines)


def per_rule(times_of: Times, rules: int, people: int, threads: int = 1) -> float:
    """Nanoseconds of one thread for one rule and person."""
    return times_of.median * 1e9 * threads / rules / people


def crowded(figures: Figures) -> bool:
    """Whether there was more work than cores, so that times say little either way."""
    return max(figures.machine.load, figures.load_after) > figures.machine.cores


def verdict(figures: Figures, met: bool, otherwise: str) -> str:
    doubt = " (provisional: crowded machine)" if crowded(figures) else ""
    return f"**met**{doubt}" if met else f"**not met**{doubt}: {otherwise}"
