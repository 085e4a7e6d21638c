"""Thủ tục hành chính: who decides what in how many days, by the day a file is received."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ansinh.engine.procedures import Procedures

FOLDER = Path(__file__).parent
#: Files received in this span must find a procedure; on the last day the decrees of June 2025 end.
BEGINS, ENDS = date(2022, 1, 1), date(2027, 3, 1)


@lru_cache(maxsize=1)
def national_procedures() -> Procedures:
    """Every procedure of the national law.

    Raises:
        LawError: a file is wrong, with file and line.
    """
    from ansinh.engine.procedures import load_procedures  # not for who asks for rules

    return load_procedures(FOLDER, BEGINS, ENDS)
