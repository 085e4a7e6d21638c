"""Ngày làm việc ở Việt Nam: Bộ luật Lao động 45/2019/QH14, Điều 111 và 112.

The library ``holidays`` knows the holidays, the lunar ones included; ``common/holidays.yaml`` adds
what it lacks. Exchanges of days of years to come are announced late in the year before, so that a
working day of a year that is not ``checked`` there is an estimate.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ansinh.engine.calendar import WorkingCalendar
from ansinh.engine.errors import LawError

FILE = Path(__file__).parent / "common" / "holidays.yaml"
#: Tết has five days since the Labour Code of 2012; later years than these are mere arithmetic.
FIRST_YEAR, LAST_YEAR = 2013, 2040


@lru_cache(maxsize=1)
def vietnam() -> WorkingCalendar:
    """Working days of offices in Việt Nam from 2013 to 2040.

    Raises:
        LawError: the file of corrections is wrong.
    """
    off, worked = _library()
    for entry in corrections()["corrections"]:
        off |= set(entry["days_off"])
        worked |= set(entry.get("worked", ()))
    return WorkingCalendar(
        frozenset(off), frozenset(worked), date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    )


def corrections() -> dict[str, Any]:
    """Contents of ``holidays.yaml``.

    Raises:
        LawError: an entry lacks its days, its article or why it is not verified.
    """
    import yaml  # like `holidays` below, only for who asks

    content: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for entry in (*content["corrections"], *content["notices"]):
        days = (*entry.get("days_off", ()), *entry.get("worked", ()))
        if not days or not all(isinstance(day, date) for day in days):
            what = f"{FILE}: {entry.get('what')!r}"
            raise LawError(f"{what}: days_off and worked must be lists of dates")
        if not entry.keys() & {"cite", "source", "unverified"}:
            raise LawError(f"{FILE}: {entry.get('what')!r} needs cite, source or unverified")
    return content


def _library() -> tuple[set[date], set[date]]:
    """Days off and worked days off as the library has them."""
    import holidays  # loaded only by who asks: the law is imported far more often than counted

    known = holidays.country_holidays("VN", years=range(FIRST_YEAR, LAST_YEAR + 1))
    return set(known), set(known.weekend_workdays)
