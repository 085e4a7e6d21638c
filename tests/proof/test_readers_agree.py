"""The proof: the three readers agree, and what they call known stays known.

1. All facts known → oracle, explainer and kernel agree exactly, on every rule and benefit.
2. Some facts unknown → explainer and kernel agree exactly, also on which fact is missing.
3. Soundness: what they call known is what the oracle finds under every completion tried.

It runs over the small law of the engine's tests, which has every construct of the language, and
over the whole national law, at dates on both sides of every change of law from 2021 to 2027.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansinh.law.book import national_law
from tests.engine.small_law import small_law
from tests.proof.households import Recipe, change_dates, recipes
from tests.proof.proof import Dates, Proof

BOOKS = {"small": small_law, "national": national_law}
EXAMPLES = settings(
    deadline=None, max_examples=50, suppress_health_check=list(HealthCheck), print_blob=True
)
LONG_AFTER = date(2030, 1, 1)


@lru_cache(maxsize=2)
def proof(name: str) -> Proof:
    return Proof(BOOKS[name]())


def days(name: str) -> st.SearchStrategy[Dates]:
    """A few dates with what was known: then, or later."""
    options = change_dates(BOOKS[name]())
    pair = st.tuples(st.sampled_from(options), st.sampled_from([*options, LONG_AFTER]))
    return st.lists(pair.map(lambda p: (p[0], max(p))), min_size=1, max_size=3, unique=True)


def asked(dates: Dates) -> list[date]:
    return [effect for effect, _ in dates]


@pytest.mark.parametrize("name", BOOKS)
@EXAMPLES
@given(data=st.data(), recipe=recipes(missing=False))
def test_all_facts_known_the_three_readers_agree(
    name: str, data: st.DataObject, recipe: Recipe
) -> None:
    dates = data.draw(days(name))
    proof(name).check_known(proof(name).maker.household(recipe, asked(dates)), dates)


@pytest.mark.parametrize("name", BOOKS)
@EXAMPLES
@given(data=st.data(), recipe=recipes(missing=True))
def test_some_facts_unknown_explainer_and_kernel_agree(
    name: str, data: st.DataObject, recipe: Recipe
) -> None:
    dates = data.draw(days(name))
    proof(name).check_unknown(proof(name).maker.household(recipe, asked(dates)), dates)


@pytest.mark.parametrize("name", BOOKS)
@EXAMPLES
@given(data=st.data(), recipe=recipes(missing=True), seed=st.integers(0, 2**16))
def test_what_is_called_known_holds_under_every_completion(
    name: str, data: st.DataObject, recipe: Recipe, seed: int
) -> None:
    dates = data.draw(days(name))
    household = proof(name).maker.household(recipe, asked(dates))
    proof(name).check_sound(household, dates, seed)


@pytest.mark.parametrize("day", change_dates(national_law()), ids=str)
def test_the_readers_agree_on_both_sides_of_every_change_of_law(day: date) -> None:
    national, dates = proof("national"), [(day, LONG_AFTER)]
    compared = 0
    for number in (1, 2, 3):
        seed = day.toordinal() * 10 + number
        whole = national.maker.household(Recipe(seed, number, 0.0), [day])
        compared += national.check_known(whole, dates)
        partial = national.maker.household(Recipe(seed, number, 0.3), [day])
        national.check_unknown(partial, dates)
        national.check_sound(partial, dates, number)
    assert compared > 0
