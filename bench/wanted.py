"""What is asked of every reader: the dates, and the columns that a kernel reads."""

from __future__ import annotations

from datetime import date

from ansinh.engine.kernel import Kernel

#: The registry's day, and a day before the law of 1 July 2025, when other versions hold.
DATES = (date(2026, 11, 24), date(2025, 3, 15))
TODAY = (DATES[0], DATES[0])


def wanted_columns(kernel: Kernel) -> dict[str, list[str]]:
    """Entity → facts that a kernel reads."""
    return kernel.facts
