"""What a benefit's name gives away: what nobody is entitled without, however written."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansinh.engine.implied import Implied
from ansinh.law.book import national_law
from tests.engine.test_translate import book, module

BENEFIT = '''
@benefit(
    ACT.article(1),
    code="test.asked",
    name="Thử",
    en="Asked",
    paid="monthly",
    payer="state budget",
    domain="test",
)
def asked(person: Person) -> Money:
    """Thử."""
    {}
'''
MEMBER, PENSION, SUPPORTER = "Person.is_member", "Person.has_pension", "Person.has_supporter"


@pytest.mark.parametrize(
    ("body", "implied"),
    [
        ("return person.savings if person.is_member else 0", {MEMBER, "Person.savings"}),
        (
            "return 5 if person.is_member and person.has_supporter else 0",
            {MEMBER, SUPPORTER},
        ),
        ("return 5 if person.is_member or person.has_supporter else 0", set()),
        (
            "return 5 if person.is_member and (person.has_supporter or person.has_pension) else 0",
            {MEMBER},
        ),
        ("return 0 if not person.is_member else 5", {MEMBER}),
        ("return 5 if not person.is_member else 0", set()),
        ("return 0 if person.is_member else 5", set()),
        ("return 5 if not (not person.is_member or person.has_pension) else 0", {MEMBER}),
        ("return 5 if person.height > 100 else 0", {"Person.height"}),
        ("member = person.is_member\n    return 5 if member else 0", {MEMBER}),
        (
            "return 5 if any(p.is_member for p in person.household.people) else 0",
            {MEMBER},
        ),
        ("return 5 if all(p.is_member for p in person.household.people) else 0", set()),
        ("return person.savings * 2", {"Person.savings"}),
        ("return person.savings + person.savings * 2", {"Person.savings"}),
        ("return person.savings + 5", set()),
        ("if person.is_member:\n        return 5\n    return 0", {MEMBER}),
    ],
)
def test_a_fact_is_implied_if_every_way_to_the_benefit_needs_it(
    tmp_path: Path, body: str, implied: set[str]
) -> None:
    assert Implied(book(module(tmp_path, BENEFIT.format(body)))).by("test.asked") == implied


def test_other_rules_are_followed_and_every_version_must_agree(tmp_path: Path) -> None:
    source = '''
@rule(ACT.article(1), en="x", since=date(2020, 1, 1), until=date(2024, 1, 1))
def is_let_in(person: Person) -> bool:
    """Thử."""
    return person.is_member and person.has_supporter

@rule(ACT.article(1), en="x", since=date(2024, 1, 1))
def is_let_in(person: Person) -> bool:
    """Thử."""
    return person.is_member
'''
    benefit = BENEFIT.format("return 5 if person.is_let_in else 0")
    assert Implied(book(module(tmp_path, source + benefit))).by("test.asked") == {MEMBER}


def test_of_the_national_law_four_benefits_give_a_sensitive_fact_away() -> None:
    law = national_law()
    implied = Implied(law)
    sensitive = {f.qualified for e in law.entities for f in e.facts.values() if f.sensitive}
    told = {code: implied.by(code) & sensitive for code in law.benefits}
    assert {code: facts for code, facts in told.items() if facts} == {
        "assistance.child_hiv": {"Person.has_hiv"},
        "assistance.hiv": {"Person.has_hiv"},
        "assistance.urgent_protection_meals": {"Person.sheltered_since", "Person.sheltered_days"},
        "population.prenatal_screening": {"Person.is_pregnant"},
    }
