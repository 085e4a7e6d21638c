"""What is no rule is refused with its file, its line and what to write instead."""

from __future__ import annotations

import importlib.util
import sys
import textwrap
from pathlib import Path
from types import ModuleType

import pytest

from ansinh.engine.book import LawBook
from ansinh.engine.errors import CircularRuleError, LawError, RuleError, UnknownNameError
from tests.engine.small_law import small_law

HEADER = "from tests.engine.small_law import *\n\n"
MARK = "# here"

#: What is wrong → source with the offending line marked, and words of the problem and the remedy.
REFUSED = {
    "for loop": (
        """
        for p in person.household.people:  # here
            return 1
        return 0
        """,
        "For is not part of the rule language",
        "sum()",
    ),
    "while loop": (
        """
        while person.is_member:  # here
            return 1
        return 0
        """,
        "While is not part",
        "for loops become",
    ),
    "statement without effect": (
        """
        person.age  # here
        return 0
        """,
        "Expr is not part of the rule language",
        "names, if and return",
    ),
    "float literal": ("return person.age * 1.5  # here", "1.5 is a float", "unit rate, cited"),
    "true division": ("return person.age / 2  # here", "Div is inexact", "ratio(a, b)"),
    "floor division": ("return person.age // 2  # here", "FloorDiv is inexact", "round_down"),
    "is": (
        "return 1 if person.mother is person.carer else 0  # here",
        "'is' is not part",
        "== or exists(link)",
    ),
    "lambda": ("return (lambda: 1)()  # here", "this cannot be called", "a rule read"),
    "list comprehension": (
        "return sum([p.age for p in person.household.people])  # here",
        "sum() looks at the members of an entity",
        "for person in household.people",
    ),
    "f-string": ('return f"{person.age}"  # here', "JoinedStr is not part", "facts, rules"),
    "call of another function": (
        "return abs(person.age)  # here",
        "unknown name 'abs'",
        "a declared name",
    ),
    "call of a Python function of the module": (
        "return household(person)  # here",
        "household() is not part of the rule language",
        "a rule read as an attribute",
    ),
    "unknown fact": (
        "return person.heigth  # here",
        "did you mean height",
        "a declared name",
    ),
    "unknown parameter": (
        "return person.age + law.small.elder_agee  # here",
        "did you mean small.elder_age",
        "a declared name",
    ),
    "unknown name": ("return person.age + TAL  # here", "did you mean TALL", "a declared name"),
    "money and count": (
        "return person.savings + person.age  # here",
        "money and int do not go together",
        "two values of one kind",
    ),
    "money × money": (
        "return person.savings * person.savings  # here",
        "money × money has no meaning",
        "money × rate",
    ),
    "unreachable statement": (
        """
        return 1
        return 2  # here
        """,
        "is never reached",
        "nothing after return",
    ),
    "statement after if and else": (
        """
        if person.is_member:
            return 1
        else:
            return 2
        return 3  # here
        """,
        "is never reached",
        "nothing after if",
    ),
    "branch that does not return": (
        """
        if person.is_member:  # here
            height = 1
        return 0
        """,
        "this branch does not return",
        "name = value if condition else other",
    ),
    "name given twice": (
        """
        height = person.height
        height = 2  # here
        return height
        """,
        "height already has a meaning",
        "another name",
    ),
    "two names at once": (
        """
        a, b = 1, 2  # here
        return a
        """,
        "only a single name",
        "name = value",
    ),
    "single parameter read with a choice": (
        "return law.small.elder_age[Place.URBAN]  # here",
        "of shape single",
        "law.small.elder_age",
    ),
    "parameter by choice read as a number": (
        "return law.small.poverty_line  # here",
        "of shape by_choice",
        "law.small.poverty_line[choice]",
    ),
    "brackets read as a number": (
        "return law.small.elder_coefficient  # here",
        "of shape brackets",
        "law.small.elder_coefficient.of(number)",
    ),
    "max of nobody": (
        "return max(p.age for p in person.household.people)  # here",
        "max() of nobody",
        "default=0",
    ),
    "generator over something else": (
        "return sum(1 for p in (1, 2))  # here",
        "must go over the members",
        "household.people",
    ),
    "members of a link": (
        "return sum(1 for p in person.mother)  # here",
        "must go over the members",
        "household.people",
    ),
    "order of choices": (
        "return 1 if person.household.area.place < Place.RURAL else 0  # here",
        "Place has no order",
        "== or !=",
    ),
    "choices of two kinds": (
        "return 1 if person.household.area.place == Degree.LIGHT else 0  # here",
        "Place and Degree do not go together",
        "two values of one kind",
    ),
    "text": (
        'return 1 if person.age == "sixty" else 0  # here',
        "is not a value of rules",
        "Choice",
    ),
    "number as a condition": (
        "return 1 if person.age else 0  # here",
        "a condition must be true or false, not int",
        "x > 0",
    ),
    "relation as a value": ("return person.mother  # here", "mother", "exists"),
    "part of a text": ("return person.savings[0]  # here", "only parameters are indexed", "law."),
    "unnamed fraction": (
        "return ratio(person.age, 2)  # here",
        "returns ratio, but int is promised",
        "a named rounding",
    ),
}

#: Whole functions, where what is wrong is not in the body.
REFUSED_WHOLE = {
    "truth for money": (
        '''
@rule(ACT.article(1), en="x")
def wrong(person: Person) -> Money:
    """Thử."""
    return person.is_member  # here
''',
        "returns bool, but money is promised",
        "-> bool",
    ),
    "end without a return": (
        '''
@rule(ACT.article(1), en="x")
def wrong(person: Person) -> int:
    """Thử."""
    if person.is_member:  # here
        return 1
''',
        "may end without a value",
        "a return on every way through",
    ),
    "return of nothing": (
        '''
@rule(ACT.article(1), en="x")
def wrong(person: Person) -> bool:
    """Thử."""
    return None  # here
''',
        "returns nothing",
        "return a value on every way through",
    ),
    "more arguments": (
        '''
@rule(ACT.article(1), en="x")
def wrong(person: Person, law: Law, *more: int) -> int:  # here
    """Thử."""
    return 1
''',
        "takes too much",
        "def rule(person: Person, law: Law)",
    ),
    "first argument of another kind": (
        '''
@rule(ACT.article(1), en="x")  # here
def wrong(age: int) -> int:
    """Thử."""
    return age
''',
        "the first argument is not an entity",
        "one of Area, Household, Person, Certificate",
    ),
    "no return annotation": (
        '''
@rule(ACT.article(1), en="x")  # here
def wrong(person: Person):
    """Thử."""
    return 1
''',
        "wrong does not say what it returns",
        "-> bool, int, Money, Rate, date or a Choice",
    ),
    "text promised": (
        '''
@rule(ACT.article(1), en="x")  # here
def wrong(person: Person) -> str:
    """Thử."""
    return "x"
''',
        "wrong does not say what it returns",
        "-> bool",
    ),
}


def module(folder: Path, source: str) -> ModuleType:
    """The source as a module in a new file of its own, over the names of the small law."""
    path = folder / f"law_{len(list(folder.iterdir()))}.py"
    path.write_text(HEADER + source, encoding="utf-8")
    specification = importlib.util.spec_from_file_location(path.stem, path)
    assert specification is not None
    assert specification.loader is not None
    loaded = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(loaded)
    return loaded


def book(loaded: ModuleType) -> LawBook:
    """The small law and a module."""
    law = small_law()
    small = sys.modules[law.rules["Person.age"].versions[0].function.__module__]
    return LawBook(law.entities, law.documents, law.parameters, [small, loaded])


def rule_of(body: str) -> str:
    """A rule with this body."""
    returns = "Money" if "savings" in body or "poverty_line" in body else "int"
    indented = textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")
    return (
        f'@rule(ACT.article(1), en="x")\ndef wrong(person: Person, law: Law) -> {returns}:\n'
        f'    """Thử."""\n{indented}\n'
    )


def check_refusal(folder: Path, source: str, problem: str, instead: str) -> None:
    """The law is refused in the marked line, with these words."""
    loaded = module(folder, source)
    with pytest.raises(RuleError) as caught:
        _ = book(loaded).program
    error = caught.value
    lines = (HEADER + source).splitlines()
    assert error.file == str(folder / "law_0.py")
    assert MARK in lines[error.line - 1]
    assert problem in error.problem
    assert instead in error.instead
    assert str(error).startswith(f"{error.file}:{error.line}: ")
    assert str(error).endswith(f"{error.problem}. Write instead: {error.instead}")


@pytest.mark.parametrize("name", REFUSED)
def test_a_body_that_is_no_rule_is_refused_in_its_line(name: str, tmp_path: Path) -> None:
    body, problem, instead = REFUSED[name]
    check_refusal(tmp_path, rule_of(body), problem, instead)


@pytest.mark.parametrize("name", REFUSED_WHOLE)
def test_a_function_that_is_no_rule_is_refused_in_its_line(name: str, tmp_path: Path) -> None:
    source, problem, instead = REFUSED_WHOLE[name]
    check_refusal(tmp_path, source, problem, instead)


def test_the_same_rules_are_accepted_once_mended(tmp_path: Path) -> None:
    source = '''
@rule(ACT.article(1), en="x")
def mended(person: Person, law: Law) -> int:
    """Thử."""
    members = sum(1 for p in person.household.people if p.is_member)
    if exists(person.mother) and person.mother == person.carer:
        return round_down(ratio(person.age, 2))
    if person.household.area.place in (Place.URBAN, Place.ISLAND):
        return max((p.age for p in person.household.people), default=0) + members
    return members if person.age >= law.small.elder_age else TALL
'''
    law = book(module(tmp_path, source))
    assert "Person.age" in law.program.rules["Person.mended"].reads


CIRCLE = '''
@rule(ACT.article(1), en="x")
def one(person: Person) -> bool:
    """Một."""
    return person.two or person.is_member


@rule(ACT.article(1), en="x")
def two(person: Person) -> bool:
    """Hai."""
    return person.household.three


@rule(ACT.article(1), en="x")
def three(household: Household) -> bool:
    """Ba."""
    return any(p.one for p in household.people)
'''


def test_circular_rules_are_refused_with_the_whole_circle(tmp_path: Path) -> None:
    with pytest.raises(CircularRuleError) as caught:
        _ = book(module(tmp_path, CIRCLE)).program
    assert set(caught.value.circle) == {"Person.one", "Person.two", "Household.three"}
    assert caught.value.circle[0] == caught.value.circle[-1]
    assert len(caught.value.circle) == 4
    straight = CIRCLE.replace("p.one", "p.last_month.one")
    three = book(module(tmp_path, straight)).program.rules["Household.three"]
    assert three.reads == frozenset()
    assert three.reads_earlier == {"Person.one"}


EXCEPTION = '''
@exception(ACT.article(1), to="is_entitled", en="x")
def wrong(person: Person) -> bool | None:
    """Thử."""
    if person.is_member:
        return True
    return None
'''


def test_an_exception_departs_from_a_rule_that_exists(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match=r"wrong .*law_0.py:4.*did you mean is_entitled"):
        book(module(tmp_path, EXCEPTION.replace("is_entitled", "is_entitle")))
    law = book(module(tmp_path, EXCEPTION))
    assert len(law.program.rules["Person.is_entitled"].exceptions) == 3


SHADOW = '''
@rule(ACT.article(1), en="x")
def height(person: Person) -> int:
    """Thử."""
    return 1
'''


def test_a_rule_does_not_shadow_a_fact_or_a_relation(tmp_path: Path) -> None:
    with pytest.raises(LawError, match=r"law_0.py:4: Person.height is already a fact"):
        book(module(tmp_path, SHADOW))
    with pytest.raises(LawError, match=r":4: Person.mother is already a fact or a relation"):
        book(module(tmp_path, SHADOW.replace("height", "mother")))
    mended = book(module(tmp_path, SHADOW.replace("height", "own_height")))
    assert "Person.own_height" in mended.rules


VERSIONS = '''
@rule(ACT.article(1), en="x", until="2022-01-01")
def same(person: Person) -> int:
    """Thử."""
    return 1


@rule(ACT.article(1), en="x", since="2022-01-01", name="same")
def later(person: Person) -> bool:
    """Thử."""
    return True
'''


def test_versions_of_one_rule_return_one_type(tmp_path: Path) -> None:
    with pytest.raises(LawError, match=r"Person.same: versions return different types"):
        book(module(tmp_path, VERSIONS))
    mended = VERSIONS.replace("-> bool", "-> int").replace("True", "2")
    assert len(book(module(tmp_path, mended)).rules["Person.same"].versions) == 2
