"""Stopwatches: medians of several runs, quantiles, peak memory, the machine."""

from __future__ import annotations

import os
import platform
import re
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

#: A machine whose waiting processes averaged more than this before the run was shared.
QUIET_LOAD = 0.35


@dataclass(frozen=True)
class Times:
    """Seconds of several runs of one thing."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle run."""
        return statistics.median(self.runs)

    @property
    def spread(self) -> str:
        """Fastest and slowest, relative to the middle: ``−3 % +12 %``."""
        low, high = min(self.runs) / self.median - 1, max(self.runs) / self.median - 1
        return f"{low:+.0%} {high:+.0%}".replace("-", "−")


def timed(work: Callable[[], object], runs: int) -> Times:
    """Run ``work`` once to warm up, then ``runs`` times."""
    work()
    return Times(tuple(seconds(work) for _ in range(runs)))


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def quantile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of all do not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def peak_mebibytes() -> float:
    """Most memory that this process has held since :func:`forget_peak`, or since it began."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found.group(1)) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def forget_peak() -> None:
    """Let the peak begin anew at what is held now, where the system can do that."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


@dataclass(frozen=True)
class Machine:
    """Where and with what the figures were taken."""

    processor: str
    cores: int
    memory: float
    load: float
    packages: dict[str, str]

    @property
    def was_shared(self) -> bool:
        """Whether others were at work when the run began."""
        return self.load > QUIET_LOAD

    @classmethod
    def here(cls) -> Machine:
        """This machine, now."""
        names = ("llvmlite", "numpy", "pyarrow")
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
        packages = {"Python": platform.python_version(), **{name: version(name) for name in names}}
        return cls(_processor(), os.cpu_count() or 1, memory, os.getloadavg()[0], packages)


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    text = info.read_text() if info.exists() else ""
    found = re.search(r"model name\s*:\s*(.+)", text)
    return found.group(1) if found else platform.processor()
