"""Spans of dates, from a day until before another, that belong to somebody."""

from __future__ import annotations

from typing import Any

import numpy as np

Numbers = np.ndarray[Any, Any]

#: The end of what has none.
FAR = np.datetime64("9999-12-31", "D")


def overlapped(owner: Numbers, since: Numbers, until: Numbers) -> Numbers:
    """Row of an earlier span of the same owner that still runs when each span begins, or -1.

    Args:
        owner: A whole number for each span.
        since: First days; a span without one (NaT) overlaps nothing.
        until: Days before which the spans end; NaT for no end.
    """
    found = np.full(len(owner), -1, dtype=np.int64)
    known = np.flatnonzero(~np.isnat(since))
    order = known[np.lexsort((since[known], owner[known]))]
    whose = owner[order]
    end = np.where(np.isnat(until), FAR, until)[order]
    longest = _latest_end_so_far(whose, end)
    overlap = (whose[1:] == whose[:-1]) & (since[order][1:] < end[longest[:-1]])
    found[order[1:][overlap]] = order[longest[:-1][overlap]]
    return found


def _latest_end_so_far(owner: Numbers, end: Numbers) -> Numbers:
    """Place of the span that ends last among each span and those of its owner before it."""
    if not len(owner):
        return np.empty(0, dtype=np.int64)
    number = np.cumsum(np.r_[False, owner[1:] != owner[:-1]])
    key = number * (2 * FAR.astype(np.int64)) + end.astype("datetime64[D]").astype(np.int64)
    longest: Numbers = np.maximum.accumulate(
        np.where(key == np.maximum.accumulate(key), np.arange(len(key)), 0)
    )
    return longest
