"""Kinds of mistake: what a line of a list is a case of, and what the truth of a registry names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MISSED = "missed"
MISSING_PAPER = "missing paper"
ENDED = "ended still paid"
DEAD = "dead still paid"
WRONG_AMOUNT = "wrong amount"
OLD_LEVEL = "old level"
TWO_PLACES = "paid in two places"
SAME_PERSON = "same person twice"


@dataclass(frozen=True)
class Kind:
    """A kind of mistake.

    Attributes:
        code: As it stands in the lists and in ``truth.parquet``.
        found_in: The file of results whose lines are of this kind.
    """

    code: str
    vi: str
    en: str
    found_in: str


KINDS: Mapping[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(MISSED, "Bỏ sót", "Missed", "missed"),
        Kind(MISSING_PAPER, "Bỏ sót vì thiếu một giấy tờ", "One missing paper", "missing"),
        Kind(ENDED, "Hết điều kiện vẫn chi", "Ended, still paid", "not_entitled"),
        Kind(DEAD, "Đã mất vẫn chi", "Dead, still paid", "not_entitled"),
        Kind(OLD_LEVEL, "Chi theo mức cũ", "Old level still paid", "wrong_amount"),
        Kind(TWO_PLACES, "Chi ở hai nơi", "Paid in two places", "wrong_amount"),
        Kind(WRONG_AMOUNT, "Sai mức", "Wrong amount", "wrong_amount"),
        Kind(SAME_PERSON, "Một người ghi hai lần", "Same person twice", "duplicates"),
    )
}
