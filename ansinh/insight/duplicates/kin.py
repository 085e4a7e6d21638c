"""What looks like one person and is two: relatives."""

from __future__ import annotations

import polars as pl

_LINKS = ("mother", "father", "spouse", "carer")


def different_people() -> pl.Expr:
    """Whether two rows that look alike are surely two people.

    Either one is the parent, spouse or carer of the other, or they are twins: one date of birth,
    one family (a parent or the household in common), names of other words or of other marks. The
    same identity number in both outweighs it.
    """
    linked = pl.any_horizontal(
        *(pl.col(f"{link}_{side}") == pl.col(other) for link in _LINKS for side, other in _SIDES)
    )
    family = pl.any_horizontal(
        *(pl.col(f"{name}_l") == pl.col(f"{name}_r") for name in ("mother", "father", "household"))
    )
    twins = family & (pl.col("birth_l") == pl.col("birth_r")) & ~same_name()
    one_number = pl.col("number_l") == pl.col("number_r")
    return (linked.fill_null(False) | twins.fill_null(False)) & ~one_number.fill_null(False)


_SIDES = (("l", "unique_id_r"), ("r", "unique_id_l"))


def same_name() -> pl.Expr:
    """Whether two names may be one child's: the same words, or one has fewer; marks at most lost.

    «Hoa» and «Hòa» in one family, both written with care, are two children.
    """
    left, right = pl.col("parts_l"), pl.col("parts_r")
    fewer = left.list.set_difference(right).list.len() == 0
    more = right.list.set_difference(left).list.len() == 0
    same_words = pl.col("words_l") == pl.col("words_r")
    marks = pl.col("toned_l") == pl.col("toned_r")
    lost = pl.col("bare_l") | pl.col("bare_r")
    same_order = pl.col("folded_l") == pl.col("folded_r")
    return pl.when(same_order).then(marks | lost).otherwise(same_words | fewer | more)
