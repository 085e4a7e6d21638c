"""OpenFisca and our kernel give the same for people whom no case of the package describes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ansinh.engine.book import LawBook
from ansinh.engine.kernel import Kernel
from bench import environments, template
from bench.environments import NoPeerError
from bench.same import DifferentError
from examples.country_template.book import FORMULAS, REFORMS, country_template

PEOPLE = 4_000


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return template.people_of(PEOPLE, tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="module")
def theirs(people: Path) -> dict[str, template.Array]:
    results = people.with_name("openfisca.npz")
    months = [f"{day:%Y-%m}" for day in template.COMPARED]
    environments.run("openfisca", "write", people, results, *months)
    with np.load(results) as found:
        return dict(found)


def test_every_formula_is_equal_within_the_rounding_of_32_bits(
    people: Path, theirs: dict[str, template.Array]
) -> None:
    tables = template.tables_of_people(people)
    found = template.compare(tables, template.kernel_of_template(), theirs)
    per_person = sum(key.startswith("Person") for key in FORMULAS)
    households = (len(FORMULAS) - per_person) * PEOPLE // template.IN_A_HOUSEHOLD
    assert found.values == len(template.COMPARED) * (per_person * PEOPLE + households)
    assert found.equal > 0.9 * found.values


def test_every_formula_is_something_for_somebody(theirs: dict[str, template.Array]) -> None:
    for key in FORMULAS:
        name = key.split(".")[1]
        assert any(theirs[f"{name} {day:%Y-%m}"].any() for day in template.COMPARED), name


def test_a_difference_is_seen(people: Path, theirs: dict[str, template.Array]) -> None:
    wrong = theirs | {"pension 2017-01": theirs["pension 2017-01"] + 1}
    with pytest.raises(DifferentError, match=r"Person\.pension in 2017-01"):
        template.compare(template.tables_of_people(people), template.kernel_of_template(), wrong)


@pytest.mark.parametrize("reform", REFORMS)
def test_every_reform_compiles_and_changes_what_it_says(reform: str, people: Path) -> None:
    tables = template.tables_of_people(people)
    before = columns_of(country_template(), tables, ())
    after = columns_of(country_template(reform), tables, ())
    changed = {key for key in FORMULAS if not np.array_equal(before[key], after[key])}
    contribution = {"Person.social_security_contribution", *TAXED}
    assert (
        changed
        == {
            "add_dynamic_variable": set(),
            "add_new_tax": set(),
            "flat_social_security_contribution": contribution,
            "modify_social_security_taxation": contribution,
            "removal_basic_income": {"Person.basic_income", *PAID},
        }[reform]
    )


TAXED = ("Household.disposable_income", "Household.total_taxes")
PAID = ("Household.disposable_income", "Household.total_benefits")


def columns_of(book: LawBook, tables: template.Tables, more: tuple[str, ...]) -> dict[str, object]:
    given = {entity.name: tables[entity.name] for entity in tables.entities}
    result = Kernel(book, (), (*FORMULAS, *more)).run(
        template.Tables(book.entities, given), template.months(1)
    )
    return {key: np.asarray(column[0]) for key, column in result.columns.items()}


def test_the_peers_script_says_what_went_wrong(tmp_path: Path) -> None:
    with pytest.raises(NoPeerError, match="No such file"):
        environments.run("openfisca", "measure", tmp_path / "nobody.npz", 1, 1)


def test_the_example_stands_apart_from_the_law_of_viet_nam() -> None:
    code = (
        "import sys, examples.country_template.book as b; b.country_template().program; "
        "print([m for m in sys.modules if m.startswith('ansinh.law')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
