"""The tiny law in a process whose parts take their time, so that it can be killed in between."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from ansinh.engine.book import LawBook
from ansinh.insight.run import Asked, run
from ansinh.insight.work import Worker
from tests.insight.tiny_law import TODAY, tiny_book

#: Seconds that each part takes at least.
PAUSE = 0.4
ASKED = Asked(TODAY, TODAY, excel=False)


def slow_book() -> LawBook:
    """The tiny law; from now on every part of this process is slow."""
    quick = Worker.part

    def part(worker: Worker, number: int) -> Any:
        time.sleep(PAUSE)
        return quick(worker, number)

    Worker.part = part  # type: ignore[method-assign]
    return tiny_book()


if __name__ == "__main__":
    registry, out, keep = map(Path, sys.argv[1:])
    run(registry, ASKED, out, book=slow_book(), keep=keep)
