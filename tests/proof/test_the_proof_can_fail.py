"""The proof is worth something only if it fails on a wrong compiler: mutations that it must catch.

``docs/proof.md`` tells of them; each is put into the compiler here and must be found within a few
hundred random households.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ansinh.engine import ir
from ansinh.engine.kernel import driver, expressions
from ansinh.engine.kernel.emit import Value, i64
from tests.engine.small_law import small_law
from tests.proof.households import Recipe, change_dates
from tests.proof.proof import Proof

HOUSEHOLDS = 300
Expressions = expressions.Expressions


def lost_predicate(self: Any, node: ir.Aggregate, *cells: Any) -> None:
    """Every member counts, also the ones that the rule leaves out."""
    return ORIGINAL["member"](self, replace(node, predicate=None), *cells)


def unknown_is_false(self: Any, node: ir.ReadFact) -> Value:
    """A missing truth value is taken for no."""
    found: Value = ORIGINAL["on_ReadFact"](self, node)
    return Value(found.value, None if node.type == ir.BOOL else found.status)


def strict_comparison(self: Any, node: ir.Compare) -> Value:
    """Somebody exactly on a line falls on the other side of it."""
    loosened = {"<=": "<", ">=": ">"}.get(node.operator, node.operator)
    return ORIGINAL["on_Compare"](self, replace(node, operator=loosened))


def one_branch_only(self: Any, condition: Value, side: Any) -> Any:
    """With an unknown condition only the branch for no is looked at."""
    return self.e.b.icmp_signed("==", condition.value, side)


def no_rounding_up(self: Any, mode: str, over: Any, under: Value, to: int) -> Value:
    """Every rounding is toward zero."""
    mode = "round_down" if mode != "exact" else mode
    return ORIGINAL["quotient"](self, mode, over, under, to)


def nobody_is_somebody(self: Any, expression: Any) -> Any:
    """A link that leads to nobody is read as if it led to the first row."""
    place = ORIGINAL["place"](self, expression)
    if place.nobody is None:
        return place
    is_nobody = self.e.b.icmp_signed("<", place.row, i64(0))
    return replace(place, row=self.e.b.select(is_nobody, i64(0), place.row), nobody=None)


def unchecked_sum(self: Any, operator: str, left: Value, right: Value) -> Value:
    """A number that leaves 64 bits wraps around."""
    found = {"+": self.e.b.add, "-": self.e.b.sub, "*": self.e.b.mul}[operator]
    return Value(found(left.value, right.value), self.e.both(left, right))


def ignored_exceptions(e: Any, found: Any, general: Callable[[], Value], zero: Any) -> Value:
    """The general rule holds whatever the exceptions say."""
    return general()


def nothing_is_settled(self: Any, codes: Any, tables: Any, moment: Any) -> None:
    """Benefits that exclude each other are all paid."""


def yesterday_is_today(self: Any, moment: Any) -> Any:
    """The month before is taken for this month's start of history."""
    return i64(-1)


MUTATIONS: dict[str, tuple[Any, str, Any]] = {
    "lost predicate in an aggregate": (Expressions, "member", lost_predicate),
    "unknown taken for false": (Expressions, "on_ReadFact", unknown_is_false),
    "threshold shifted by one": (Expressions, "on_Compare", strict_comparison),
    "only one branch under an unknown condition": (Expressions, "may", one_branch_only),
    "rounding toward zero": (Expressions, "quotient", no_rounding_up),
    "overflow wraps around": (Expressions, "arithmetic", unchecked_sum),
    "nobody read as somebody": (Expressions, "place", nobody_is_somebody),
    "the month before lost": (Expressions, "earlier", yesterday_is_today),
    "interactions not applied": (driver._Driver, "interact", nothing_is_settled),
}
ORIGINAL = {name: getattr(owner, name) for owner, name, _ in MUTATIONS.values()}


def households_until_caught(proof: Proof) -> int | None:
    """How many households it takes until the readers disagree; ``None`` if they never do."""
    days = change_dates(proof.book)
    for seed in range(HOUSEHOLDS):
        dates = [(days[seed % len(days)], date(2030, 1, 1))]
        asked = [dates[0][0]]
        try:
            known = proof.maker.household(Recipe(seed, 1 + seed % 4, 0.0), asked)
            proof.check_known(known, dates)
            partial = proof.maker.household(Recipe(seed, 1 + seed % 4, 0.3), asked)
            proof.check_unknown(partial, dates)
        except AssertionError:
            return seed + 1
    return None


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mutated kernels must never reach the cache that others use."""
    monkeypatch.setenv("ANSINH_CACHE", str(tmp_path))


@pytest.mark.usefixtures("own_cache")
def test_the_compiler_as_it_is_passes() -> None:
    assert households_until_caught(Proof(small_law())) is None


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_mutation_of_the_compiler_is_caught(
    mutation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, name, mutated = MUTATIONS[mutation]
    monkeypatch.setattr(owner, name, mutated)
    caught = households_until_caught(Proof(small_law()))
    assert caught is not None, f"{mutation}: not caught by {HOUSEHOLDS} households"


@pytest.mark.usefixtures("own_cache")
def test_ignored_exceptions_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    from ansinh.engine.kernel import module

    monkeypatch.setattr(module, "combine", ignored_exceptions)
    assert households_until_caught(Proof(small_law())) is not None
