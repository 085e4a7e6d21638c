"""Checks of the insurance book: whole months, one calendar year a line, no month twice."""

from __future__ import annotations

import numpy as np

from ansinh.people.checks.registry import Registry, Table
from ansinh.people.checks.report import Numbers
from ansinh.people.spans import FAR, overlapped


def check_insurance(registry: Registry) -> None:
    """Every line of the book that cannot be so, or that the law cannot count."""
    table = registry.own.get("InsurancePeriod")
    if table is None or not table.rows:
        return
    since, until = table.days("since"), table.days("until")
    if since is None or until is None:
        return
    for column, days in (("since", since), ("until", until)):
        registry.report.rows(
            "not the first of a month",
            table.name,
            column,
            ~np.isnat(days) & (days != days.astype("datetime64[M]").astype("datetime64[D]")),
            days.item,
            "the first day of a month",
        )
    _check_years(registry, table, since, until)
    _check_overlaps(registry, table, since, until)


def _check_years(registry: Registry, table: Table, since: Numbers, until: Numbers) -> None:
    """A line that goes on is of its own year until it is closed."""
    last = until - np.timedelta64(1, "D")
    apart = since.astype("datetime64[Y]") != last.astype("datetime64[Y]")
    registry.report.rows(
        "insurance period over two years",
        table.name,
        "until",
        apart & ~np.isnat(since) & ~np.isnat(until) & (since < until),
        lambda row: f"{since[row]} to {last[row]}",
        lambda row: (
            f"one record a calendar year: the first until {since[row].astype('datetime64[Y]') + 1}"
            "-01-01"
        ),
    )


def _check_overlaps(registry: Registry, table: Table, since: Numbers, until: Numbers) -> None:
    """No month counts twice, whether compulsory or voluntary."""
    people, category = table.numbers("person_id"), table.texts("category")
    if people is None:
        return
    previous = overlapped(people, since, until)

    def kind(row: int) -> str:
        value = None if category is None else category[row].as_py()
        if value is None:
            return "a period"
        return "a voluntary period" if value == "voluntary" else "a compulsory period"

    registry.report.rows(
        "overlapping insurance periods",
        table.name,
        "since",
        previous >= 0,
        lambda row: f"{kind(row)} from {since[row]}",
        lambda row: (
            f"a start on or after {_end(until[previous[row]])}, where row {previous[row] + 1}"
            f" ({kind(int(previous[row]))}) ends: a month counts once"
        ),
    )


def _end(until: np.datetime64) -> np.datetime64:
    return FAR if np.isnat(until) else until
