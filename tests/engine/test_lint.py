"""Each code of the law lint: one small law without a finding, and one change that brings it."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path
from types import ModuleType

import pytest

from ansinh.engine.book import LawBook
from ansinh.engine.cases import load_cases
from ansinh.engine.coverage import coverage
from ansinh.engine.documents import Documents
from ansinh.engine.entities import entity_map
from ansinh.engine.lint import Finding, lint, unverified
from ansinh.engine.parameter_files import load_parameters

DOCUMENTS = """
- number: 1/2020
  title: Luật thử
  issued: 2019-12-01
  in_force: 2020-01-01
  encoded_in: [rules.py]
- number: 2/2021
  title: Nghị định thử
  issued: 2021-03-15
  in_force: 2021-07-01
  until: 2030-01-01
  unverified: from memory
"""

PARAMETERS = """
level:
  vi: Mức chuẩn
  en: Standard level
  unit: VND/month
  values: [{from: 2020-01-01, value: 100, cite: 1/2020 art 4, unverified: press only}]
elder_age:
  vi: Tuổi hưởng
  en: Qualifying age
  unit: years
  values: [{from: 2020-01-01, value: 60, cite: 1/2020 art 2}]
"""

RULES = '''
"""Luật thử."""

from __future__ import annotations

from datetime import date

from ansinh.engine import (
    Entity, Law, Money, at_least, benefit, document, exception, fact, members,
    only_first, owner, rule,
)

ACT = document("1/2020")
DECREE = document("2/2021")
NEW_YEAR = date(2022, 1, 1)


class Household(Entity, table="households", vi="Hộ", en="Household"):
    """A household."""

    has_water: bool = fact(
        "Có nước", "Has water", ask="Có nước không?", ask_en="Water?", proof="Biên bản",
    )
    people: list[Person] = members()


class Person(Entity, table="people", vi="Người", en="Person"):
    """A person."""

    household: Household = owner()
    years: int = fact(
        "Tuổi", "Age", ask="Bao nhiêu tuổi?", ask_en="How old?", proof="Căn cước",
    )
    is_member: bool = fact(
        "Là đoàn viên", "Is a member", ask="Đoàn viên?", ask_en="A member?", proof="Thẻ đoàn viên",
    )
    cards: list[Card] = members()


class Card(Entity, table="cards", vi="Thẻ", en="Card"):
    """A card."""

    person: Person = owner()
    counts: bool = fact("Còn hạn", "Counts")


@rule(ACT.article(1), en="Elder", unverified="usage")
def is_elder(person: Person, law: Law) -> bool:
    """Người cao tuổi."""
    return person.years >= law.elder_age and not person.is_member


@exception(DECREE.article(2), to="is_elder", en="Not with water")
def not_with_water(person: Person) -> bool | None:
    """Không tính hộ có nước."""
    if person.household.has_water:
        return False
    return None


@rule(ACT.article(5), en="Cards that count")
def card_count(person: Person) -> int:
    """Số thẻ còn hạn."""
    return sum(1 for card in person.cards if card.counts)


@benefit(
    ACT.article(6), code="tiny.elder", name="Trợ cấp", en="Allowance", paid="monthly",
    payer="state budget", domain="tiny", until="2022-01-01",
)
def old_allowance(person: Person, law: Law) -> Money:
    """Trợ cấp theo luật."""
    return law.level if person.is_elder else 0


@benefit(
    ACT.article(7), code="tiny.card", name="Thẻ", en="Card", paid="in kind",
    payer="state budget", domain="tiny", since="2022-01-01",
)
def card(person: Person) -> bool:
    """Thẻ cho người đủ thẻ."""
    return person.is_elder or person.card_count > 1


ONE_OF_TWO = only_first(
    ACT.article(8), among=("tiny.elder", "tiny.card"), vi="Chỉ hưởng một", en="Only one",
)
'''

CASES = """
- name: Elders with and without water
  source: derived
  why: 60 years, no member
  household: {has_water: false, people: {
    an: {years: 60, is_member: false}, ba: {years: 59, is_member: false},
    chi: {years: 60, is_member: true}, don: {years: 20, is_member: false, cards: [
      {counts: true}, {counts: true}, {counts: false}]}}}
  at:
    - date: 2021-08-01
      expect: {an: {tiny.elder: 100}, ba: {tiny.elder: 0}, chi: {tiny.elder: 0}}
    - date: 2022-08-01
      expect: {an: {tiny.card: true}, ba: {tiny.card: false}, don: {tiny.card: true}}
- name: Water
  source: derived
  why: not with water
  date: 2022-08-01
  household: {has_water: true, people: {an: {years: 60, is_member: false}}}
  expect: {an: {is_elder: false}}
"""

SOUND = {"documents.yaml": DOCUMENTS, "p.yaml": PARAMETERS, "rules.py": RULES, "c.yaml": CASES}
_numbers = count()


def findings(
    folder: Path, changes: dict[str, tuple[str, str]], excused: dict[str, str] | None = None
) -> list[Finding]:
    """What the linter says of the sound law after ``{file: (old, new)}``."""
    book = tiny_book(folder, changes)
    cases = load_cases(folder / "c.yaml", book)
    return lint(book, cases, excused, root=folder)


def tiny_book(folder: Path, changes: dict[str, tuple[str, str]] | None = None) -> LawBook:
    """The sound law after some changes."""
    for name, text in SOUND.items():
        old, new = (changes or {}).get(name, ("", ""))
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    documents = Documents.load(folder / "documents.yaml")
    parameters = load_parameters(folder / "p.yaml", "", documents)
    module = run(folder / "rules.py")
    entities = entity_map([module.Household, module.Person, module.Card])
    return LawBook(entities, documents, parameters, [module])


def run(path: Path) -> ModuleType:
    """The rules as a module of its own; each in a new file, since sources are kept by path."""
    path = path.rename(path.with_name(f"rules_{next(_numbers)}.py"))
    path.with_name("rules.py").touch()
    specification = importlib.util.spec_from_file_location(f"tiny_{path.stem}", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[module.__name__] = module
    specification.loader.exec_module(module)
    return module


#: Code and what is tried → file, what stands there, what is written instead, words of the finding.
BROKEN = {
    "L02 rule": (
        "rules.py",
        "ACT.article(1),",
        'ACT.article(1), document("9/2099").article(1),',
        "9/2099 is cited and not registered",
    ),
    "L02 interaction": (
        "rules.py",
        "ACT.article(8),",
        'ACT.article(8), document("9/2099").article(1),',
        "9/2099 is cited and not registered",
    ),
    "L03 rule too early": (
        "rules.py",
        'to="is_elder",',
        'to="is_elder", since="2021-01-01", known="2021-01-01",',
        "counts from 2021-01-01, known 2021-01-01, but 2/2021 is in force from 2021-07-01",
    ),
    "L03 rule too late": (
        "rules.py",
        'to="is_elder",',
        'to="is_elder", until="2030-01-02",',
        "counts until 2030-01-02, but 2/2021 only until 2030-01-01",
    ),
    "L03 value too early": (
        "p.yaml",
        "cite: 1/2020 art 2}",
        """cite: 1/2020 art 2},
    {from: 2021-06-30, known: 2021-06-30, value: 60, cite: 2/2021 art 1},
    {from: 2022-01-01, value: 60, cite: 1/2020 art 2}""",
        "elder_age: the value from 2021-06-30 was known on 2021-06-30",
    ),
    "L03 value too late": (
        "p.yaml",
        "cite: 1/2020 art 2}",
        "cite: 1/2020 art 2}, {from: 2022-01-01, value: 60, cite: 2/2021 art 1}",
        "counts until further notice, but 2/2021 only until 2030-01-01",
    ),
    "L05": (
        "p.yaml",
        "elder_age:",
        """old_age:
  {vi: Tuổi, en: Age, unit: years, values: [{from: 2020-01-01, value: 9, cite: 1/2020 art 1}]}
elder_age:""",
        "old_age: no rule reads it",
    ),
    "L07 constant": (
        "rules.py",
        "person.years >= law.elder_age",
        "(True and person.years >= law.elder_age)",
        "True is always true here",
    ),
    "L07 repeats": (
        "rules.py",
        "person.card_count > 1",
        "(person.card_count > 1 and person.card_count > 0)",
        "person.card_count > 0 is always true here",
    ),
    "L07 returned": (
        "rules.py",
        "    return person.is_elder or person.card_count > 1",
        """    if person.card_count > 1:
        return person.card_count > 0
    return person.is_elder""",
        "person.card_count > 0 is always true here",
    ),
    "L07 contradicts an enclosing condition": (
        "rules.py",
        "    return law.level if person.is_elder else 0",
        """    if not person.is_elder:
        return 0
    return law.level if person.is_elder else 1""",
        "person.is_elder is always true here",
    ),
    "L07 outside the version's dates": (
        "rules.py",
        "    return law.level if person.is_elder else 0",
        """    if law.date >= NEW_YEAR:
        return 0
    return law.level if person.is_elder else 0""",
        "law.date >= NEW_YEAR is always false here",
    ),
    "L08 docstring": (
        "rules.py",
        '    """Người cao tuổi."""\n',
        "",
        "is_elder: the docstring does not say",
    ),
    "L08 docstring in English": (
        "rules.py",
        '"""Người cao tuổi."""',
        '"""Old."""',
        "is_elder: the docstring does not say",
    ),
    "L08 English": ("rules.py", ', en="Cards that count"', "", "card_count: lacks en="),
    "L08 interaction": ("rules.py", 'vi="Chỉ hưởng một"', 'vi=""', "lacks vi= or en="),
    "L09 payer": (
        "rules.py",
        'payer="state budget", domain="tiny", since',
        'payer="", domain="tiny", since',
        "card: lacks payer",
    ),
    "L09 paid": ("rules.py", 'paid="in kind"', 'paid="weekly"', "paid='weekly' is not a way"),
    "L10": (
        "rules.py",
        "    counts: bool",
        '    color: int = fact("Màu", "Colour")\n    counts: bool',
        "Card.color: no rule reads it",
    ),
    "L11 label": ("rules.py", '"Còn hạn", "Counts"', '"Còn hạn", ""', "Card.counts: lacks a label"),
    "L11 proof": (
        "rules.py",
        ', proof="Thẻ đoàn viên"',
        "",
        "Person.is_member: may be unknown, decides a benefit and lacks proof",
    ),
    "L11 question": (
        "rules.py",
        ', ask="Bao nhiêu tuổi?"',
        "",
        "Person.years: may be unknown, decides a benefit",
    ),
    "L12 path": (
        "documents.yaml",
        "[rules.py]",
        "[rules.py, lost.py]",
        "names lost.py, which does not exist",
    ),
    "L12 uncited": (
        "documents.yaml",
        "- number: 2/2021",
        """- {number: 3/2022, title: x, issued: 2022-01-01, in_force: 2022-01-01}
- number: 2/2021""",
        "3/2022: nothing cites it",
    ),
    "L13 condition": (
        "c.yaml",
        ", chi: {tiny.elder: 0}",
        "",
        "no case in which not person.is_member is false",
    ),
    "L13 returned comparison": (
        "rules.py",
        "    return person.is_elder or person.card_count > 1",
        "    return person.card_count > 2",
        "no case in which person.card_count > 2 is true",
    ),
    "L13 part of a chain": (
        "rules.py",
        "person.card_count > 1",
        "1 < person.card_count < 9",
        "no case in which person.card_count < 9 is false",
    ),
    "L13 at least": (
        "rules.py",
        "    return person.is_elder or person.card_count > 1",
        "    return at_least(1, person.card_count > 1, person.household.has_water)",
        "no case in which person.household.has_water is true",
    ),
    "L13 predicate": (
        "c.yaml",
        ", {counts: false}",
        "",
        "no case in which card.counts is false",
    ),
    "L13 exception": (
        "c.yaml",
        "has_water: true",
        "has_water: false",
        "not_with_water: no case in which it applies",
    ),
    "L13 benefit": (
        "c.yaml",
        "an: {tiny.elder: 100}, ",
        "",
        "no case in which somebody is entitled",
    ),
    "L13 version": (
        "c.yaml",
        "expect: {an: {tiny.elder: 100}, ba: {tiny.elder: 0}, chi: {tiny.elder: 0}}",
        "expect: {an: {is_elder: true}, chi: {is_elder: false}}",
        "no case reaches it",
    ),
    "L14": (
        "rules.py",
        "sum(1 for card in person.cards if card.counts)",
        "sum(1 for card in person.cards if card.counts) // 1",
        "card_count: FloorDiv is inexact",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_one_fault_brings_its_finding_and_no_other(name: str, tmp_path: Path) -> None:
    file, old, new, words = BROKEN[name]
    (tmp_path / "sound").mkdir()
    (tmp_path / "broken").mkdir()
    assert findings(tmp_path / "sound", {}) == []
    found = findings(tmp_path / "broken", {file: (old, new)})
    assert {finding.code for finding in found} == {name.split()[0]}, found
    assert any(words in finding.problem for finding in found), found
    assert all(finding.instead for finding in found)


def test_l07_between_two_whole_numbers_there_are_ratios(tmp_path: Path) -> None:
    old = "person.card_count > 1"
    (tmp_path / "possible").mkdir()
    (tmp_path / "impossible").mkdir()
    imports = "only_first, owner, rule,\n)"
    text = RULES.replace(imports, "only_first, owner, ratio, rule,\n)")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SOUND, "rules.py", text)
        share = "(ratio(person.card_count, 2) > 7 and ratio(person.card_count, 2) < 8)"
        found = findings(tmp_path / "possible", {"rules.py": (old, share)})
    assert "L07" not in {finding.code for finding in found}
    whole = "(person.card_count > 7 and person.card_count < 8)"
    found = findings(tmp_path / "impossible", {"rules.py": (old, whole)})
    assert "L07" in {finding.code for finding in found}


def test_findings_stand_by_file_and_line(tmp_path: Path) -> None:
    changes = {
        "rules.py": ('    """Người cao tuổi."""\n', ""),
        "p.yaml": ("art 4,", "art 4, known: 2019-01-01,"),
        "documents.yaml": ("[rules.py]", "[lost.py]"),
        "c.yaml": (", chi: {tiny.elder: 0}", ""),
    }
    found = findings(tmp_path, changes)
    assert [(f.code, Path(f.file).suffix) for f in found] == [
        ("L12", ".yaml"),
        ("L08", ".py"),
        ("L13", ".py"),
    ]
    lines = Path(found[2].file).read_text(encoding="utf-8").splitlines()
    assert "not person.is_member" in lines[found[2].line - 1]
    assert found[0].line == DOCUMENTS.splitlines().index("- number: 1/2020") + 1


def test_l01_a_reform_cites_its_article_too(tmp_path: Path) -> None:
    book = tiny_book(tmp_path)
    cases = list(load_cases(tmp_path / "c.yaml", book))
    own = book.rules["Person.card_count"].versions[0]
    (overlaid,) = lint(book.revised(versions=[own]), cases, root=tmp_path)
    assert overlaid.problem == "card_count from 2020-01-01: no case reaches it"
    found = lint(book.revised(versions=[replace(own, cites=())]), cases, root=tmp_path)
    assert [f.problem for f in found if f.code == "L01"] == ["card_count: cites no article"]


def test_l01_a_value_cites_its_article(tmp_path: Path) -> None:
    book = tiny_book(tmp_path)
    cases = list(load_cases(tmp_path / "c.yaml", book))
    level = book.parameters["level"]
    bare = replace(level, values=(replace(level.values[0], cite=None),))
    found = lint(
        book.with_parameters(book.parameters.replaced({"level": bare})), cases, root=tmp_path
    )
    assert [f.problem for f in found] == ["level: the value from 2020-01-01 cites no article"]


def overlap(known: str) -> tuple[str, str]:
    """A second version of the old allowance, from 2021 on."""
    old = 'until="2022-01-01",\n)\ndef old_allowance(person: Person, law: Law) -> Money:'
    again = (
        'until="2022-01-01",\n)\n@benefit(\n    ACT.article(6), code="tiny.elder", name="Trợ cấp",'
        ' en="Allowance",\n    paid="monthly", payer="state budget", domain="tiny",'
        f' since="2021-01-01",\n    until="2022-01-01", known="{known}",\n'
        ")\ndef old_allowance(person: Person, law: Law) -> Money:"
    )
    return old, again


def test_l04_only_a_change_known_after_it_counts_may_overlap(tmp_path: Path) -> None:
    (tmp_path / "at_once").mkdir()
    (tmp_path / "later").mkdir()
    also = "    - {date: 2020-08-01, expect: {an: {tiny.elder: 100}, ba: {tiny.elder: 0}}}\n"
    cases = ("    - date: 2022-08-01", f"{also}    - date: 2022-08-01")
    found = findings(tmp_path / "at_once", {"rules.py": overlap("2021-01-01"), "c.yaml": cases})
    assert {finding.code for finding in found} == {"L04"}
    assert "overlaps the version from 2020-01-01 until 2022-01-01" in found[0].problem
    later = {"rules.py": overlap("2021-03-01"), "c.yaml": cases}
    assert findings(tmp_path / "later", later) == []


def test_l04_versions_of_an_exception_overlap_like_those_of_a_rule(tmp_path: Path) -> None:
    old = '@exception(DECREE.article(2), to="is_elder", en="Not with water")'
    again = old.replace("(2)", "(3)").replace("to=", 'since="2022-01-01", known="{}", to=')
    for known, expected in (("2022-01-01", 1), ("2022-02-01", 0)):
        (folder := tmp_path / known).mkdir()
        found = findings(folder, {"rules.py": (old, f"{again.format(known)}\n{old}")})
        assert [f.code for f in found].count("L04") == expected


UNUSED = '''

@rule(ACT.article(9), en="Half the age")
def is_young(person: Person) -> bool:
    """Người trẻ tuổi."""
    return person.years < 30
'''


def test_l06_a_rule_that_nobody_reads_is_expected_by_a_case(tmp_path: Path) -> None:
    (tmp_path / "unused").mkdir()
    (tmp_path / "expected").mkdir()
    rules = ("\n\nONE_OF_TWO", f"{UNUSED}\n\nONE_OF_TWO")
    found = findings(tmp_path / "unused", {"rules.py": rules})
    assert {f.code for f in found} == {"L06", "L13"}
    assert "is_young: no benefit needs it and no case expects it" in [f.problem for f in found]
    cases = (
        "ba: {tiny.card: false}, don: {tiny.card: true}",
        "ba: {tiny.card: false, is_young: false}, don: {tiny.card: true, is_young: true}",
    )
    assert findings(tmp_path / "expected", {"rules.py": rules, "c.yaml": cases}) == []


def test_l06_rules_that_only_read_each_other_are_needed_by_nobody(tmp_path: Path) -> None:
    pair = UNUSED.replace("person.years < 30", "person.last_month.is_old") + UNUSED.replace(
        "is_young", "is_old"
    ).replace("person.years < 30", "person.last_month.is_young")
    pair = pair.replace('en="Half the age"', 'en="Half the age", otherwise=False')
    found = findings(tmp_path, {"rules.py": ("\n\nONE_OF_TWO", f"{pair}\n\nONE_OF_TWO")})
    assert [f.problem.split(":")[0] for f in found if f.code == "L06"] == ["is_young", "is_old"]


def test_l10_an_excuse_needs_a_fact_that_is_really_unread(tmp_path: Path) -> None:
    (tmp_path / "unread").mkdir()
    (tmp_path / "read").mkdir()
    color = ("    counts: bool", '    color: int = fact("Màu", "Colour")\n    counts: bool')
    excuse = {"Card.color": "statistics"}
    assert findings(tmp_path / "unread", {"rules.py": color}, excuse) == []
    found = findings(tmp_path / "read", {}, {"Card.counts": "x", **excuse})
    assert [(f.code, f.problem) for f in found] == [
        ("L10", "Card.color: excused as unread, but nobody declares it"),
        ("L10", "Card.counts: excused as unread, but a rule reads it"),
    ]


def test_l14_names_every_rule_that_cannot_be_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = RULES.replace("law.elder_age and", "law.elder_age * 1.5 and")
    monkeypatch.setitem(SOUND, "rules.py", text.replace("card.counts)", "card.count)"))
    floating, misspelt = findings(tmp_path, {})
    assert floating.code == misspelt.code == "L14"
    assert "1.5 is a float" in floating.problem
    assert "did you mean counts" in misspelt.problem


def test_l14_names_a_whole_circle(tmp_path: Path) -> None:
    circle = ("if card.counts)", "if card.counts) + (1 if person.card else 0)")
    (found,) = findings(tmp_path, {"rules.py": circle})
    assert found.code == "L14"
    assert "Person.card_count → Person.card → Person.card_count" in found.problem


def test_what_is_uncertain_is_listed_and_is_no_finding(tmp_path: Path) -> None:
    assert findings(tmp_path, {}) == []
    (tmp_path / "again").mkdir()
    assert unverified(tiny_book(tmp_path / "again")) == {
        "Person.is_elder from 2020-01-01": "usage",
        "level from 2020-01-01": "press only",
        "2/2021": "from memory",
    }


def test_coverage_counts_only_what_a_case_expects_and_what_that_reads(tmp_path: Path) -> None:
    book = tiny_book(tmp_path)
    cases = [case for case in load_cases(tmp_path / "c.yaml", book) if case.name == "Water"]
    seen = {(p.version.name, p.kind, p.text): p.seen for p in coverage(book, cases)}
    assert seen["not_with_water", "condition", "person.household.has_water"] == {True}
    assert seen["not_with_water", "exception", "not_with_water"] == {True}
    assert seen["is_elder", "version", "is_elder"] == set()
    assert seen["card", "version", "card"] == set()
    assert book.rules["Person.is_elder"].versions[0].function.__name__ == "is_elder"
