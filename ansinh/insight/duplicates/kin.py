"""What looks like one person and is two: relatives."""

from __future__ import annotations

import polars as pl

from ansinh.insight.duplicates.evidence import NAME

_LINKS = ("mother", "father", "spouse", "carer")
_SIDES = (("l", "unique_id_r"), ("r", "unique_id_l"))
_ONE_CHILD = [number for number, agreement in NAME.said() if agreement.one_child]


def different_people() -> pl.Expr:
    """Whether two rows that look alike are surely two people.

    Either one is the parent, spouse or carer of the other, or they are twins: one date of birth,
    one family (a parent or the household in common), and names that one child does not bear both.
    The same identity number in both outweighs it.
    """
    linked = pl.any_horizontal(
        *(pl.col(f"{link}_{side}") == pl.col(other) for link in _LINKS for side, other in _SIDES)
    )
    family = pl.any_horizontal(
        *(pl.col(f"{name}_l") == pl.col(f"{name}_r") for name in ("mother", "father", "household"))
    )
    two_names = ~pl.col(f"gamma_{NAME.name}").is_in(_ONE_CHILD) | _two_like_names()
    twins = family & (pl.col("birth_l") == pl.col("birth_r")) & two_names
    one_number = pl.col("number_l") == pl.col("number_r")
    return (linked.fill_null(False) | twins.fill_null(False)) & ~one_number.fill_null(False)


def _two_like_names() -> pl.Expr:
    """«Bảo Hoa» and «Bảo Hòa», both written with care, under two numbers."""
    with_care = [pl.col(f"toned_{side}") != pl.col(f"folded_{side}") for side in ("l", "r")]
    differ = (pl.col("toned_l") != pl.col("toned_r")) & (pl.col("folded_l") == pl.col("folded_r"))
    two_numbers = (pl.col("number_l") != pl.col("number_r")).fill_null(False)
    return pl.all_horizontal(*with_care) & differ & two_numbers
