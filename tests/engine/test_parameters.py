"""Parameters: two times, shapes, and clear refusals with file and line."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from ansinh.engine.documents import Documents
from ansinh.engine.errors import NotInForceError, ParameterError, UnknownNameError
from ansinh.engine.parameter_files import load_parameters
from ansinh.engine.parameters import Law, ParameterTree
from ansinh.engine.values import VND, Currency
from ansinh.law.facts.choices import AreaKind

DOCUMENTS = """
- {number: OLD, title: Cũ, issued: 2021-03-15, in_force: 2021-07-01}
- {number: NEW, title: Mới, issued: 2026-08-21, in_force: 2026-10-05}
"""
LEVEL = """
level:
  vi: Mức chuẩn
  en: Level
  unit: VND/month
  values:
    - {from: 2021-07-01, value: 360_000, cite: OLD art 4 cl 2}
    - {from: 2026-07-01, value: 540_000, cite: NEW art 4}
"""


def load(folder: Path, text: str, currency: Currency = VND) -> ParameterTree:
    (folder / "documents.yaml").write_text(DOCUMENTS, encoding="utf-8")
    (folder / "parameters.yaml").write_text(text, encoding="utf-8")
    documents = Documents.load(folder / "documents.yaml")
    return load_parameters(folder / "parameters.yaml", "x", documents, currency)


def leaf(value: str, unit: str = "VND", extra: str = "") -> str:
    return (
        f"level:\n  vi: a\n  en: b\n  unit: {unit}\n{extra}"
        f"  values:\n    - {{from: 2021-07-01, value: {value}, cite: OLD art 1}}\n"
    )


def test_what_was_due_for_july_depends_on_when_the_law_was_known(tmp_path: Path) -> None:
    tree = load(tmp_path, LEVEL)
    july = date(2026, 7, 1)
    assert Law(tree, july, date(2026, 8, 31)).x.level == 360_000
    assert Law(tree, july, date(2026, 10, 4)).x.level == 360_000
    assert Law(tree, july, date(2026, 10, 5)).x.level == 540_000
    assert Law(tree, date(2026, 6, 30), date(2026, 12, 1)).x.level == 360_000


def test_before_its_first_value_a_parameter_is_an_error_and_never_nought(tmp_path: Path) -> None:
    tree = load(tmp_path, LEVEL)
    with pytest.raises(NotInForceError, match=r"x\.level has no value on 2021-06-30"):
        _ = Law(tree, date(2021, 6, 30), date(2026, 12, 1)).x.level


def test_an_abolished_parameter_has_no_value(tmp_path: Path) -> None:
    tree = load(tmp_path, LEVEL + "    - {from: 2027-01-01, value: null, cite: NEW art 9}\n")
    known = date(2028, 1, 1)
    assert Law(tree, date(2026, 12, 31), known).x.level == 540_000
    with pytest.raises(NotInForceError):
        _ = Law(tree, date(2027, 1, 1), known).x.level


def test_percent_and_coefficients_are_exact(tmp_path: Path) -> None:
    day = date(2024, 1, 1)
    assert Law(load(tmp_path, leaf("4.5", "percent")), day, day).x.level == Fraction(45, 1000)
    assert Law(load(tmp_path, leaf("7.488", "percent")), day, day).x.level == Fraction(7488, 10**5)


def test_a_value_by_choice_and_brackets(tmp_path: Path) -> None:
    day = date(2024, 1, 1)
    by_kind = Law(load(tmp_path, leaf("{urban: 2, rural: 1}")), day, day).x.level
    assert (by_kind[AreaKind.URBAN], by_kind[AreaKind.RURAL]) == (2, 1)
    only_urban = Law(load(tmp_path, leaf("{urban: 2}")), day, day).x.level
    with pytest.raises(NotInForceError):
        _ = only_urban[AreaKind.RURAL]
    brackets = leaf("[{at: 0, value: 5}, {at: 4, value: 3}]")
    by_age = Law(load(tmp_path, brackets), day, day).x.level
    assert [by_age.of(age) for age in (0, 3, 4, 90)] == [5, 5, 3, 3]
    with pytest.raises(NotInForceError, match="below the first bracket"):
        by_age.of(-1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (leaf("1.5"), r"1\.5 is not a whole number \(VND\)"),
        (leaf("yes"), "expected a number"),
        (leaf("0.1234567", "rate"), "more than 6 decimal places"),
        (leaf("1", "dong"), "unknown unit 'dong'"),
        (leaf("99999999999999999"), "too large"),
        (leaf("5", extra="  most: 4\n"), "5 is above the most, 4"),
        (leaf("5", extra="  least: 6\n"), "5 is below the least, 6"),
        (leaf("5", extra="  colour: red\n"), "unknown key colour"),
        (leaf("[{at: 4, value: 1}, {at: 0, value: 1}]"), "brackets must stand by 'at'"),
        (leaf("5").replace("OLD art 1", "LOST art 1"), "unknown document 'LOST'"),
        (leaf("5").replace("OLD art 1", "OLD art"), "'art' has no number after it"),
        (leaf("5").replace("  en: b\n", ""), "lacks en"),
        (leaf("5").replace("2021-07-01", "last year"), "'from' must be a date"),
        (LEVEL + "    - {from: 2020-01-01, value: 1, cite: OLD art 1}\n", "must stand by date"),
        (LEVEL + "    - {from: 2027-01-01, value: {a: 1}, cite: NEW art 1}\n", "different shapes"),
    ],
)
def test_a_wrong_parameter_is_refused_with_file_and_line(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(ParameterError, match=message) as refusal:
        load(tmp_path, text)
    assert f"{tmp_path}/parameters.yaml:" in str(refusal.value)


def test_an_unknown_parameter_names_the_nearest(tmp_path: Path) -> None:
    day = date(2026, 1, 1)
    with pytest.raises(UnknownNameError, match=r"'x\.levle'; did you mean x\.level\?"):
        _ = Law(load(tmp_path, LEVEL), day, day).x.levle


def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"parameters\.yaml:.*level stands twice"):
        load(tmp_path, LEVEL + LEVEL.strip() + "\n")


def test_limits_of_a_percentage_are_percentages(tmp_path: Path) -> None:
    assert load(tmp_path, leaf("4.5", "percent", "  most: 5\n"))
    with pytest.raises(ParameterError, match="above the most"):
        load(tmp_path, leaf("5.5", "percent", "  most: 5\n"))


def test_another_currency_is_held_in_its_parts_and_brackets_may_go_by_money(
    tmp_path: Path,
) -> None:
    text = leaf("[{at: 2.5, value: 0.25}, {at: 10, value: 1}]", "EUR", "  by: EUR\n")
    tree = load(tmp_path, text, Currency("EUR", 100))
    assert tree["x.level"].at(date(2026, 1, 1), date(2026, 1, 1)).value == ((250, 25), (1000, 100))
    assert tree["x.level"].by == "money"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (leaf("1", "VND"), "unknown unit 'VND'; use EUR"),
        (leaf("0.125", "EUR"), "0.125 is not a whole number"),
        (leaf("[{at: 1, value: 1}]", "EUR", "  by: rate\n"), "by must be count or money"),
    ],
)
def test_what_a_currency_cannot_hold_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ParameterError, match=problem):
        load(tmp_path, text, Currency("EUR", 100))
