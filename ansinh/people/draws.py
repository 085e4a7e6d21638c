"""Chance that hangs on who is asked and on what, never on when or in which order.

A draw is a hash of the seed, an id and a purpose: the same person has the same luck on every day
shown, in every block and in registries of every size.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.special import ndtri

Numbers = np.ndarray[Any, Any]

_GOLDEN = 0x9E3779B97F4A7C15
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_UNIT = 2.0**-53


class Luck:
    """Draws of one kind of things, one for each id.

    Args:
        ids: Whole numbers from 0.
        seed: Any whole number from 0.
    """

    def __init__(self, ids: Numbers, seed: int) -> None:
        # The seed is hashed first: added to the ids, it would only shift them.
        start = np.uint64(_salt(f"seed {seed}"))
        self._keys = _mixed(ids.astype(np.uint64) * np.uint64(_GOLDEN) + start)

    def __len__(self) -> int:
        return len(self._keys)

    def at(self, rows: Numbers) -> Luck:
        """The luck of the things at ``rows``."""
        part = Luck.__new__(Luck)
        part._keys = self._keys[rows]
        return part

    @classmethod
    def joined(cls, *parts: Luck) -> Luck:
        """The luck of the things of every part."""
        whole = cls.__new__(cls)
        whole._keys = np.concatenate([part._keys for part in parts])
        return whole

    def bits(self, purpose: str) -> Numbers:
        """64 random bits each."""
        return _mixed(self._keys ^ np.uint64(_salt(purpose)))

    def random(self, purpose: str) -> Numbers:
        """Numbers from 0 (included) to 1 (not included), evenly."""
        return (self.bits(purpose) >> np.uint64(11)) * _UNIT

    def between(self, purpose: str, low: Any, high: Any) -> Numbers:
        """Numbers from ``low`` to ``high``, evenly."""
        return np.asarray(low + (high - low) * self.random(purpose))

    def below(self, purpose: str, limit: Any) -> Numbers:
        """Whole numbers from 0 to under ``limit``."""
        return np.asarray((self.random(purpose) * limit).astype(np.int64))

    def normal(self, purpose: str, mean: Any = 0.0, spread: Any = 1.0) -> Numbers:
        """Normal numbers."""
        return np.asarray(mean + spread * ndtri(self.random(purpose) + _UNIT / 2))

    def exponential(self, purpose: str) -> Numbers:
        """Waiting times of mean 1."""
        return np.asarray(-np.log1p(-self.random(purpose)))

    def pick(self, purpose: str, shares: Any) -> Numbers:
        """Places in a list of ``shares``; the last takes what they lack to 1."""
        edges = np.cumsum(np.asarray(shares, dtype=np.float64))[:-1]
        return np.asarray(np.searchsorted(edges, self.random(purpose), side="right"))


def after(luck: Numbers, floor: Any, mean: float, spread: float) -> Numbers:
    """Normal numbers above ``floor``, from even luck."""
    from scipy.special import ndtr

    below = np.minimum(ndtr((floor - mean) / spread), 1 - 1e-9)
    return np.asarray(mean + spread * ndtri(below + (1 - below) * (luck * (1 - 1e-9) + 1e-10)))


def _mixed(keys: Numbers) -> Numbers:
    keys = (keys ^ (keys >> np.uint64(30))) * _FIRST
    keys = (keys ^ (keys >> np.uint64(27))) * _SECOND
    return np.asarray(keys ^ (keys >> np.uint64(31)))


@lru_cache(maxsize=1024)
def _salt(purpose: str) -> int:
    return int.from_bytes(hashlib.blake2b(purpose.encode(), digest_size=8).digest(), "little")
