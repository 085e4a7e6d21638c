"""How fast this machine moves memory: a copy, as STREAM measures it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from bench.timing import seconds

#: Many times what any cache holds.
BYTES = 1 << 28
RUNS = 7


def copied_per_second(threads: int = 1) -> float:
    """Bytes read and written in a second by the fastest of some copies."""
    source = np.ones(BYTES // 8)
    target = np.zeros_like(source)
    parts = list(zip(np.array_split(target, threads), np.array_split(source, threads), strict=True))
    with ThreadPoolExecutor(threads) as pool:

        def once() -> None:
            list(pool.map(lambda pair: np.copyto(*pair), parts))

        once()
        return 2 * BYTES / min(seconds(once) for _ in range(RUNS))
