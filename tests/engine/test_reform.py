"""Reforms: a small dictionary, or rules in a file, checked before anything runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from ansinh.engine.book import LawBook
from ansinh.engine.errors import LawError, RuleError
from ansinh.engine.evaluate import Evaluator, Known
from ansinh.engine.kernel import Kernel
from ansinh.engine.oracle import Oracle
from ansinh.engine.parameters import Law
from ansinh.engine.reform import load_reform, reform
from ansinh.engine.tables import tables_of
from ansinh.law.book import national_law
from tests.engine.small_law import household, member, small_law

KNOWN = date(2026, 12, 31)
LEVEL = "small.level"


HEADER = """from ansinh.engine import Law, Money, benefit, exception, only_highest, rule
from tests.engine.small_law import Person


"""


def rules(folder: Path, text: str) -> LawBook:
    """The small law as rules in a file change it."""
    path = folder / "rules.py"
    path.write_text(HEADER + text, encoding="utf-8")
    return load_reform(path, small_law())


def level(book: object, day: date) -> int:
    return Law(book.parameters, day, KNOWN).small.level  # type: ignore[attr-defined,no-any-return]


def test_a_value_holds_from_its_date_until_the_reforms_next_one() -> None:
    before = level(small_law(), date(2023, 6, 1))
    book = reform(small_law(), {LEVEL: {"2023-01-01": 700_000, date(2024, 1, 1): 800_000}})
    days = [date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31), date(2026, 12, 1)]
    assert [level(book, day) for day in days] == [before, 700_000, 700_000, 800_000]
    assert level(small_law(), date(2023, 6, 1)) == before


def test_a_partial_map_leaves_the_other_kinds_as_they_are() -> None:
    line = small_law().parameters["small.poverty_line"].at(date(2024, 1, 1), KNOWN)
    assert line is not None
    book = reform(small_law(), {"small.poverty_line": {"2024-01-01": {"rural": 1_700_000}}})
    changed = book.parameters["small.poverty_line"].at(date(2024, 1, 1), KNOWN)
    assert changed is not None
    assert changed.value == {**line.value, "rural": 1_700_000}


def test_a_later_partial_map_builds_on_the_reforms_own(tmp_path: Path) -> None:
    path = tmp_path / "lines.json"
    path.write_text(
        '{"small.poverty_line": {"2025-01-01": {"urban": 2.5e6}, "2024-01-01": {"rural": 1700000}}}'
    )
    lines = load_reform(path, small_law()).parameters["small.poverty_line"]
    values = [lines.at(date(year, 1, 1), KNOWN) for year in (2024, 2025)]
    assert [value and value.value for value in values] == [
        {"urban": 2_000_000, "rural": 1_700_000},
        {"urban": 2_500_000, "rural": 1_700_000},
    ]


def test_the_kinds_that_a_reform_does_not_name_follow_the_law() -> None:
    book = small_law()
    lines = book.parameters["small.poverty_line"]
    later = replace(
        lines.values[0],
        effect=date(2026, 1, 1),
        known=date(2026, 5, 1),
        value={"urban": 3_000_000, "rural": 2_200_000},
    )
    lines = replace(lines, values=(*lines.values, later))
    book = book.with_parameters(book.parameters.replaced({lines.path: lines}))

    def on(figures: object, day: date, known: date = KNOWN) -> tuple[int, int]:
        found = reform(book, {lines.path: figures}).parameters[lines.path].at(day, known)
        assert found is not None
        return found.value["urban"], found.value["rural"]

    before, march, june = {"2025-01-01": {"rural": 1_800_000}}, date(2026, 3, 1), date(2026, 6, 1)
    assert on(before, date(2025, 1, 1)) == (2_000_000, 1_800_000)
    assert on(before, june) == (3_000_000, 1_800_000)
    assert on(before, june, known=march) == (2_000_000, 1_800_000)
    after = {"2026-02-01": {"rural": 1_800_000}}
    assert on(after, date(2026, 1, 31)) == (3_000_000, 2_200_000)
    assert on(after, june) == (3_000_000, 1_800_000)
    assert on(after, june, known=march) == (2_000_000, 1_800_000)
    both = {**before, "2025-06-01": {"urban": 2_100_000}}
    assert on(both, june) == (2_100_000, 1_800_000)


def test_more_brackets_than_the_law_has_reach_every_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSINH_CACHE", str(tmp_path))
    steps = [{"at": age, "value": 1 + n} for n, age in enumerate((0, 20, 40, 60, 70, 80))]
    assert small_law().program  # translated before, with room for the brackets of the law only
    book = reform(small_law(), {"small.elder_coefficient": {"2023-01-01": steps}})
    home = household()
    day = date(2024, 8, 31)
    expected = Oracle(book, day, KNOWN).outcomes(member(home, "an"))["small.elder"].amount
    assert expected == 500_000 * 5
    records = Kernel(book).run(tables_of(book.entities, [home]), [(day, KNOWN)]).outcomes
    amounts = {(r["row"], r["benefit"]): r["amount"] for r in records.to_pylist()}
    assert amounts[0, "small.elder"] == expected


def test_a_percentage_is_written_as_in_the_law() -> None:
    book = reform(small_law(), {"small.share": {"2023-01-01": 6.25}})
    assert Law(book.parameters, KNOWN, KNOWN).small.share == Fraction(625, 10_000)
    with pytest.raises(LawError, match=r"0\.045 percent is 100 times or more away from 4\.5"):
        reform(small_law(), {"small.share": {"2023-01-01": 0.045}})


def test_limits_of_the_law_bind_a_reform() -> None:
    book = small_law()
    age = replace(book.parameters["small.elder_age"], least=Fraction(50), most=Fraction(90))
    bound = book.with_parameters(book.parameters.replaced({age.path: age}))
    assert reform(bound, {age.path: {"2023-01-01": 50}}).parameters[age.path].most == 90
    for wrong, limit in ((49, "below the least, 50"), (91, "above the most, 90")):
        message = f"small.elder_age on 2023-01-01: {wrong} years is {limit}"
        with pytest.raises(LawError, match=message):
            reform(bound, {age.path: {"2023-01-01": wrong}})


def test_other_figures_need_no_other_kernel() -> None:
    Kernel(small_law())
    assert Kernel(reform(small_law(), {LEVEL: {"2023-01-01": 700_000}})).from_cache


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        ({"small.levle": {"2023-01-01": 1}}, r"'small\.levle'; did you mean small\.level"),
        ({LEVEL: {"soon": 1}}, "'soon' is not a date; write 2027-01-01"),
        ({LEVEL: {"2023-01-01": "much"}}, "expected a number, got 'much'"),
        ({LEVEL: {"2023-01-01": 1.5}}, "not a whole number"),
        ({LEVEL: {"2023-01-01": -5}}, "negative money"),
        ({"small.elder_age": {"2023-01-01": -5}}, "-5 years is negative; the least is 0"),
        ({LEVEL: {"20230101": 1}}, "'20230101' is not a date"),
        ({LEVEL: {"2023-01-01": 75_000_000_000}}, "100 times or more away from"),
        ({LEVEL: {"2023-01-01": {"rural": 1}}}, r"expected a number \(VND/month\), got"),
        ({"small.poverty_line": {"2023-01-01": {"moon": 1}}}, "unknown key 'moon' .*urban, rural"),
        ({LEVEL: {"2023-01-01": 0}}, "add 'absurd: true'"),
        ({LEVEL: {"2023-01-01": None}}, "got None"),
        ({LEVEL: {"2023-01-01": True}}, "got True"),
        ({LEVEL: {datetime(2023, 1, 1): 1}}, "is not a date"),  # noqa: DTZ001 - as YAML gives it
        ({LEVEL: {"2023-01-01": 400_000, date(2023, 1, 1): 1}}, "2023-01-01 stands twice"),
        ({"small.share": {"2023-01-01": "4.12345678"}}, "more than 6 decimal places"),
        ({"small.elder_coefficient": {"2023-01-01": [(60, 1.5), (80,)]}}, "a bracket must be"),
        ({"small.elder_coefficient": {"2023-01-01": [(60, 1.5), (80, 200)]}}, "away from 2"),
        ({"small.poverty_line": {"2023-01-01": {}}}, "expected a map"),
        ({"small.poverty_line": {"2019-01-01": {"rural": 1_000_000}}}, "lacks urban"),
        ({"small": {"level": {"2023-01-01": 1}}}, "write full paths, as small.level"),
        ({LEVEL: {"2023-01-01": 1}, "absurd": "yes"}, "absurd: expected true or false"),
        ({LEVEL: 5}, "expected {date: value}"),
        ({}, "expected parameter"),
        ({"absurd": True}, "changes nothing"),
    ],
)
def test_a_wrong_reform_is_refused_before_anything_runs(figures: object, message: str) -> None:
    with pytest.raises(LawError, match=message):
        reform(small_law(), figures)


def test_an_absurd_value_passes_when_it_is_meant() -> None:
    book = reform(small_law(), {LEVEL: {"2023-01-01": 75_000_000_000}, "absurd": True})
    assert level(book, date(2023, 1, 1)) == 75_000_000_000


def test_a_file_of_rules_takes_the_place_of_the_laws(tmp_path: Path) -> None:
    path = tmp_path / "kinder.py"
    path.write_text(
        "from ansinh.engine import rule\n"
        "from tests.engine.small_law import Person\n\n"
        "PARAMETERS = {'small.level': {'2024-01-01': 600_000}}\n\n"
        "@rule(en='Everybody', since='2024-01-01')\n"
        "def is_elder(person: Person) -> bool:\n"
        '    """Ai cũng là người cao tuổi."""\n'
        "    return person.height > 0\n",
        encoding="utf-8",
    )
    book = load_reform(path, small_law())
    child = member(household(), "chi")
    assert Oracle(book, date(2024, 1, 1), KNOWN).value(child, "is_elder") is True
    assert Oracle(book, date(2023, 12, 31), KNOWN).value(child, "is_elder") is False
    assert level(book, date(2024, 1, 1)) == 600_000


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("r.yaml", "small.level: [", "r.yaml"),
        ("r.yaml", "small.level: {2023-01-01: 1, 2023-01-01: 2}", "2023-01-01 stands twice"),
        ("r.json", '{"small.level": {"2023-01-01": 1, "2023-01-01": 2}}', "stands twice"),
        ("r.json", '{"small.level": ', r"r\.json: "),
        ("r.yaml", "small.level: {2023-13-01: 1}", r"r\.yaml: month must be"),
        ("r.txt", "", "a reform is a .yaml, .json or .py file"),
        ("r.py", "x = 1\n", "neither a rule nor PARAMETERS"),
        ("r.py", "def x(:\n", r"r\.py:1: "),
        ("r.py", "\nimport nothing_like_it\n", r"r\.py:2: "),
        (
            "r.py",
            (
                "from ansinh.engine import rule\nfrom tests.engine.small_law import Person\n\n"
                "@rule(en='x', since='2024-01-01')\ndef is_elder(person: Person) -> bool:\n"
                "    return person.heigth > 0\n"
            ),
            r"r\.py:6: .*did you mean height",
        ),
        (
            "r.py",
            (
                "from ansinh.engine import rule\nfrom tests.engine.small_law import Person\n\n"
                "@rule(en='x', since='2024-01-01')\ndef is_eldr(person: Person) -> bool:\n"
                "    return person.height > 0\n"
            ),
            r"r\.py:4: .*did you mean is_elder.*no rule reads it",
        ),
        (
            "r.py",
            (
                "from ansinh.engine import rule\nfrom tests.engine.small_law import Person\n\n"
                "@rule(en='x', since='2024-01-01')\ndef is_elder(person: Person) -> int:\n"
                "    return person.height\n"
            ),
            r"r\.py:4: .*different types",
        ),
    ],
)
def test_a_file_that_is_no_reform_is_refused_with_its_line(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LawError, match=message):
        load_reform(path, small_law())
    with pytest.raises(LawError, match="no such reform file"):
        load_reform(tmp_path / "absent.yaml", small_law())


@pytest.mark.parametrize(("language", "ending"), [("yaml", "yaml"), ("python", "py")])
def test_the_examples_of_the_documentation_are_reforms(
    tmp_path: Path, language: str, ending: str
) -> None:
    text = Path("docs/reforms.md").read_text(encoding="utf-8")
    example = text.split(f"```{language}\n")[1].split("```")[0]
    path = tmp_path / f"example.{ending}"
    path.write_text(example, encoding="utf-8")
    book = load_reform(path, national_law())
    levels = [Law(b.parameters, date(2027, 1, 1), KNOWN).assistance for b in (national_law(), book)]
    assert levels[0].standard_level != levels[1].standard_level == 750_000


CARD = """def {name}(person: Person) -> bool:
    \"\"\"Thẻ cho mọi người.\"\"\"
    return person.height > 0
"""
AS_BENEFIT = (
    "@benefit(code='{code}', name='Thẻ', en='Card', paid='in kind', payer='x', domain='small',"
    " since='2024-01-01')\n"
)


@pytest.mark.parametrize(
    ("decorator", "name", "message"),
    [
        ("@rule(en='x', since='2024-01-01')\n", "health_card", "is the benefit small.card"),
        (AS_BENEFIT.format(code="small.crad"), "health_card", "is the benefit small.card"),
        (AS_BENEFIT.format(code="small.card"), "helth_card", "is the code of Person.health_card"),
        (AS_BENEFIT.format(code="small.x"), "is_elder", "is a rule and no benefit"),
    ],
    ids=["a rule", "another code", "another name", "a rule made a benefit"],
)
def test_a_benefit_is_never_lost_by_a_reform_that_means_to_change_it(
    tmp_path: Path, decorator: str, name: str, message: str
) -> None:
    with pytest.raises(RuleError, match=rf"rules\.py:5: .*{message}"):
        rules(tmp_path, decorator + CARD.format(name=name))
    book = rules(tmp_path, AS_BENEFIT.format(code="small.card") + CARD.format(name="health_card"))
    rich = member(household(monthly_income=90_000_000), "ba")
    days = date(2023, 12, 31), date(2024, 1, 1)
    amounts = [Oracle(book, day, KNOWN).outcomes(rich)["small.card"].amount for day in days]
    assert amounts == [0, 1]


def test_an_exception_takes_the_place_of_the_laws_exception_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSINH_CACHE", str(tmp_path))
    book = rules(
        tmp_path,
        "@exception(to='is_entitled', en='Only the tall', since='2024-01-01')\n"
        "def not_with_pension(person: Person) -> bool | None:\n"
        '    """Chỉ người cao có lương hưu."""\n'
        "    if person.has_pension and person.height > 200:\n"
        "        return False\n"
        "    return None\n",
    )
    pensioner = {"birth_date": "1951-09-14", "height": 160, "has_pension": True}
    home = household(people={"an": {**pensioner, "is_member": False}})
    an = member(home, "an")
    days = [date(2023, 12, 31), date(2024, 1, 1)]
    result = Kernel(book, columns=["Person.is_entitled"]).run(
        tables_of(book.entities, [home]), [(day, KNOWN) for day in days]
    )
    columns = result.columns["Person.is_entitled"]
    for day, column, entitled in zip(days, columns, (False, True), strict=True):
        assert Oracle(book, day, KNOWN).value(an, "is_entitled") is entitled
        assert Evaluator(book, day, KNOWN).value(an, "is_entitled") == Known(entitled)
        assert column.to_pylist() == [entitled]


def test_an_interaction_of_a_reform_needs_no_article(tmp_path: Path) -> None:
    book = rules(
        tmp_path,
        "ONE = only_highest(among=('small.elder', 'small.card'), vi='Chỉ một', en='Only one',\n"
        "                   since='2024-01-01')\n",
    )
    an = member(household(), "an")
    found = [
        Oracle(book, day, KNOWN).outcomes(an) for day in (date(2023, 12, 31), date(2024, 1, 1))
    ]
    assert [outcomes["small.card"].by for outcomes in found] == [None, "small.elder"]
