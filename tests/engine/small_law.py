"""A small synthetic law with every construct of the rule language, for tests of the engine.

A household with people, people with certificates, an area that is pointed to; benefits with
exceptions, dated versions, figures known later than they count, and interactions.
"""

from __future__ import annotations

import sys
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ansinh.engine import (
    NEVER,
    Choice,
    Default,
    Entity,
    Law,
    Money,
    Rate,
    add_days,
    add_months,
    add_years,
    benefit,
    document,
    exception,
    exists,
    fact,
    first_of_month,
    first_of_next_month,
    link,
    members,
    month_of,
    months_between,
    only_first,
    only_highest,
    owner,
    ratio,
    round_down,
    round_half_up,
    round_up,
    rule,
    year_of,
    years_between,
)
from ansinh.engine.book import LawBook
from ansinh.engine.documents import Documents
from ansinh.engine.entities import entity_map
from ansinh.engine.parameter_files import load_parameters
from ansinh.engine.rows import Row, read_household

ACT = document("1/2020/TEST")
DECREE = document("2/2021/TEST")
LATER = document("3/2026/TEST")

DOCUMENTS = """
- {number: 1/2020/TEST, title: Luật thử, issued: 2019-12-01, in_force: 2020-01-01}
- {number: 2/2021/TEST, title: Nghị định thử, issued: 2021-03-15, in_force: 2021-07-01}
- {number: 3/2026/TEST, title: Nghị định sau, issued: 2026-09-20, in_force: 2026-10-01}
"""

PARAMETERS = """
level:
  vi: Mức chuẩn
  en: Standard level
  unit: VND/month
  values:
    - {from: 2020-01-01, value: 270_000, cite: 1/2020/TEST art 4}
    - {from: 2021-07-01, value: 360_000, cite: 2/2021/TEST art 4 cl 2}
    - {from: 2024-07-01, value: 500_000, cite: 2/2021/TEST art 4 cl 3, known: 2024-07-01}
    - {from: 2026-07-01, value: 540_000, cite: 3/2026/TEST art 4, unverified: press only}
elder_age:
  vi: Tuổi hưởng
  en: Qualifying age
  unit: years
  values: [{from: 2020-01-01, value: 60, cite: 1/2020/TEST art 2}]
elder_coefficient:
  vi: Hệ số người cao tuổi
  en: Coefficient of elders
  unit: coefficient
  values:
    - {from: 2020-01-01, value: [{at: 60, value: 1.5}, {at: 80, value: 2}], cite: 1/2020/TEST art 6}
poverty_line:
  vi: Chuẩn nghèo về thu nhập
  en: Poverty line
  unit: VND/month
  values:
    - {from: 2020-01-01, value: {urban: 2_000_000, rural: 1_500_000}, cite: 1/2020/TEST art 3}
share:
  vi: Tỷ lệ hỗ trợ
  en: Share paid
  unit: percent
  values: [{from: 2020-01-01, value: 4.5, cite: 1/2020/TEST art 7}]
short_lived:
  vi: Mức đã bãi bỏ
  en: Level abolished since
  unit: VND/month
  values:
    - {from: 2020-01-01, value: 1000, cite: 1/2020/TEST art 8}
    - {from: 2025-01-01, value: null, cite: 2/2021/TEST art 8}
"""

TALL = 150


class Degree(Choice):
    """Mức độ."""

    EXTREME = ("Đặc biệt nặng", "Especially severe")
    SEVERE = ("Nặng", "Severe")
    LIGHT = ("Nhẹ", "Light")


class Place(Choice):
    """Loại địa bàn."""

    URBAN = ("Thành thị", "Urban")
    RURAL = ("Nông thôn", "Rural")
    ISLAND = ("Hải đảo", "Island")


class Area(Entity, table="areas", vi="Xã", en="Commune"):
    """A commune."""

    place: Place = fact("Loại địa bàn", "Kind of area")


class Household(Entity, table="households", vi="Hộ gia đình", en="Household"):
    """A household."""

    area: Area = link("Xã", "Commune")
    monthly_income: Money = fact(
        "Thu nhập tháng của hộ",
        "Monthly household income",
        unit="đồng/tháng",
        least=0,
        most=10**15,
        ask="Thu nhập mỗi tháng của hộ là bao nhiêu?",
        ask_en="Monthly income?",
    )
    dwelling: Rate = fact("Diện tích ở", "Dwelling area", unit="m²", decimals=2, least=0)
    has_clean_water: bool = fact(
        "Có nước sạch", "Has clean water", ask="Nhà có nước sạch không?", ask_en="Clean water?"
    )
    people: list[Person] = members()


class Person(Entity, table="people", vi="Người", en="Person"):
    """A person."""

    household: Household = owner()
    birth_date: date = fact("Ngày sinh", "Date of birth", ask="Sinh ngày nào?", ask_en="Born when?")
    death_date: date = fact("Ngày mất", "Date of death", missing=Default(NEVER, "none recorded"))
    height: int = fact("Chiều cao", "Height", unit="cm")
    has_pension: bool = fact(
        "Có lương hưu", "Has a pension", ask="Có lương hưu không?", ask_en="A pension?"
    )
    is_member: bool = fact("Là đoàn viên", "Is a member", ask="Đoàn viên?", ask_en="A member?")
    has_supporter: bool = fact(
        "Có người phụng dưỡng", "Has a supporter", ask="Có ai nuôi không?", ask_en="A supporter?"
    )
    savings: Money = fact("Tiền tiết kiệm", "Savings", unit="đồng", least=0)
    mother: Person = link("Mẹ", "Mother")
    carer: Person = link("Người chăm sóc", "Carer")
    certificates: list[Certificate] = members()


class Certificate(Entity, table="certificates", vi="Giấy xác nhận", en="Certificate"):
    """A certificate of a person."""

    person: Person = owner()
    degree: Degree = fact("Mức độ", "Degree", ask="Mức độ nào?", ask_en="Which degree?")
    since: date = fact("Từ ngày", "From")
    until: date = fact("Đến trước ngày", "Until", missing=Default(NEVER, "no end is recorded"))


# --- rules --------------------------------------------------------------------------------------


@rule(ACT.article(1), en="Completed years of age")
def age(person: Person, law: Law) -> int:
    """Số tuổi đã đủ."""
    return years_between(person.birth_date, law.date)


@rule(ACT.article(1, clause=2), en="Child under 36 months")
def is_toddler(person: Person, law: Law) -> bool:
    """Trẻ em dưới 36 tháng tuổi."""
    return months_between(person.birth_date, law.date) < 36


@rule(ACT.article(3), en="Monthly income per head")
def income_per_head(household: Household) -> Money:
    """Thu nhập bình quân đầu người tháng."""
    return round_down(ratio(household.monthly_income, len(household.people)))


@rule(ACT.article(3, clause=2), en="Poor household")
def is_poor(household: Household, law: Law) -> bool:
    """Hộ nghèo."""
    line = law.small.poverty_line[household.area.place]
    return household.income_per_head <= line and not household.has_clean_water


@rule(ACT.article(2), en="Elder")
def is_elder(person: Person, law: Law) -> bool:
    """Người đủ tuổi hưởng."""
    return person.age >= law.small.elder_age


@rule(ACT.article(2, clause=2), en="Holds a certificate in force of a severe degree")
def is_severe(person: Person, law: Law) -> bool:
    """Có giấy xác nhận mức độ nặng còn hiệu lực."""
    return any(
        card.degree in (Degree.EXTREME, Degree.SEVERE)
        for card in person.certificates
        if card.since <= law.date < card.until
    )


@rule(ACT.article(9), en="Every member is tall")
def all_tall(household: Household) -> bool:
    """Mọi thành viên đều cao."""
    return all(p.height >= TALL for p in household.people if p.age >= 18)


@rule(ACT.article(9), en="Savings of the members")
def members_savings(household: Household) -> Money:
    """Tổng tiền tiết kiệm của đoàn viên."""
    return sum(p.savings for p in household.people if p.is_member)


@rule(ACT.article(9), en="Tallest member")
def tallest(household: Household) -> int:
    """Người cao nhất."""
    return max((p.height for p in household.people if p.is_member), default=0)


@rule(ACT.article(9), en="Shortest member")
def shortest(household: Household) -> int:
    """Người thấp nhất."""
    return min((p.height for p in household.people), default=-1)


@rule(ACT.article(9), en="Earliest birth")
def earliest_birth(household: Household) -> date:
    """Ngày sinh sớm nhất."""
    return min((p.birth_date for p in household.people), default=NEVER)


@rule(ACT.article(9), en="Any tall member")
def any_tall(household: Household) -> bool:
    """Có đoàn viên cao."""
    return any(p.height >= TALL for p in household.people if p.is_member)


@rule(ACT.article(9), en="Children cared for")
def cared_for(person: Person) -> int:
    """Số người mà mình chăm sóc."""
    return sum(1 for p in person.household.people if p.carer == person)


@rule(ACT.article(9), en="Certificates in the household")
def cards(household: Household) -> int:
    """Số giấy xác nhận trong hộ."""
    return sum(
        sum(1 for card in p.certificates if card.degree != Degree.LIGHT) for p in household.people
    )


@rule(ACT.article(10), en="Mother is an elder")
def mother_is_elder(person: Person) -> bool:
    """Có mẹ là người cao tuổi."""
    return exists(person.mother) and person.mother.is_elder


@rule(ACT.article(10), en="Height of the mother's mother")
def grandmother_height(person: Person) -> int:
    """Chiều cao bà ngoại."""
    return person.mother.mother.height


@rule(ACT.article(11), en="Space per head in square metres")
def space_is_small(household: Household) -> bool:
    """Diện tích bình quân dưới 8 m²."""
    return ratio(household.dwelling, len(household.people)) < 8


@rule(ACT.article(11), en="Share of savings, rounded up to thousands")
def contribution(person: Person, law: Law) -> Money:
    """Mức đóng, làm tròn lên nghìn đồng."""
    return round_up(person.savings * law.small.share, to=1000)


@rule(ACT.article(11), en="Share of savings, rounded to the nearest đồng")
def contribution_near(person: Person, law: Law) -> Money:
    """Mức đóng, làm tròn đến đồng."""
    return round_half_up(person.savings * law.small.share)


@rule(ACT.article(11), en="Share of savings, exact")
def contribution_exact(person: Person, law: Law) -> Money:
    """Mức đóng, không làm tròn."""
    return person.savings * law.small.share


@rule(ACT.article(11), en="Savings squared, in effect")
def overflowing(person: Person) -> Money:
    """Phép tính vượt 64 bit."""
    return person.savings * 9_000_000_000


@rule(ACT.article(11), en="Rate of support")
def support_rate(person: Person, law: Law) -> Rate:
    """Tỷ lệ hỗ trợ."""
    return law.small.share if person.is_member else 2 * law.small.share


@rule(ACT.article(11), en="Old level")
def old_level(person: Person, law: Law) -> Money:
    """Mức đã bãi bỏ."""
    return law.small.short_lived if person.is_member else 1


@rule(ACT.article(12), en="The day rights begin")
def begins_on(person: Person) -> date:
    """Ngày bắt đầu."""
    start = first_of_next_month(add_years(person.birth_date, 60))
    return max(start, add_days(add_months(first_of_month(person.birth_date), 1), -1))


@rule(ACT.article(12), en="Born in the first half of a leap-ish year")
def odd_birth(person: Person) -> int:
    """Năm và tháng sinh."""
    return year_of(person.birth_date) * 12 + month_of(person.birth_date) - 1


@rule(ACT.article(13), en="Months paid so far", otherwise=0)
def months_paid(person: Person) -> int:
    """Số tháng đã hưởng."""
    return person.last_month.months_paid + (1 if person.is_elder else 0)


@rule(ACT.article(14), en="Kleene: a member, or poor without clean water")
def member_or_poor(person: Person) -> bool:
    """Đoàn viên hoặc hộ nghèo."""
    return person.is_member or person.household.is_poor


@rule(ACT.article(14), en="Member and pensioner")
def member_and_pensioner(person: Person) -> bool:
    """Đoàn viên có lương hưu."""
    return person.is_member and person.has_pension


@rule(ACT.article(14), en="The same either way")
def either_way(person: Person) -> int:
    """Hai nhánh như nhau."""
    return person.height if person.is_member else person.height  # noqa: RUF034


@rule(ACT.article(14), en="Entitled in principle")
def is_entitled(person: Person) -> bool:
    """Thuộc đối tượng."""
    return person.is_elder


@exception(ACT.article(14, clause=2), to="is_entitled", en="Not with a pension")
def not_with_pension(person: Person) -> bool | None:
    """Người có lương hưu không thuộc đối tượng."""
    if person.has_pension:
        return False
    return None


@exception(ACT.article(14, clause=3), to="is_entitled", en="Members always")
def members_always(person: Person) -> bool | None:
    """Đoàn viên luôn thuộc đối tượng."""
    member = person.is_member
    if member:
        return True
    return None


@rule(DECREE.article(2), since="2022-01-01", until="2023-01-01", en="Pilot year")
def in_pilot(person: Person) -> bool:
    """Năm thí điểm."""
    return person.is_member


# --- benefits -----------------------------------------------------------------------------------


@benefit(
    ACT.article(6),
    code="small.elder",
    name="Trợ cấp người cao tuổi",
    en="Elder allowance",
    paid="monthly",
    payer="state budget",
    domain="small",
    until="2021-07-01",
)
def elder_allowance(person: Person, law: Law) -> Money:
    """Trợ cấp người cao tuổi."""
    return law.small.level if person.is_elder else 0


@benefit(
    DECREE.article(6, clause=1),
    code="small.elder",
    name="Trợ cấp người cao tuổi",
    en="Elder allowance",
    paid="monthly",
    payer="state budget",
    domain="small",
)
def elder_allowance(person: Person, law: Law) -> Money:  # noqa: F811
    """Mức chuẩn nhân hệ số theo tuổi."""
    if not person.is_elder or person.has_pension:
        return 0
    return law.small.level * law.small.elder_coefficient.of(person.age)


@benefit(
    DECREE.article(6, clause=2),
    code="small.severe",
    name="Trợ cấp khuyết tật",
    en="Disability allowance",
    paid="monthly",
    payer="state budget",
    domain="small",
)
def severe_allowance(person: Person, law: Law) -> Money:
    """Mức chuẩn nhân hai cho người khuyết tật nặng."""
    if person.is_severe and person.household.is_poor:
        return law.small.level * 2
    return 0


@benefit(
    DECREE.article(6, clause=3),
    code="small.toddler",
    name="Trợ cấp trẻ nhỏ",
    en="Toddler allowance",
    paid="monthly",
    payer="state budget",
    domain="small",
)
def toddler_allowance(person: Person, law: Law) -> Money:
    """Mức chuẩn cho trẻ em hộ nghèo."""
    if person.is_toddler and person.household.is_poor:
        return law.small.level
    return 0


@benefit(
    ACT.article(7),
    code="small.card",
    name="Thẻ bảo hiểm y tế",
    en="Health card",
    paid="in kind",
    payer="state budget",
    domain="small",
    unit="card",
    kind="insurance",
)
def health_card(person: Person) -> bool:
    """Thẻ cho đối tượng hoặc hộ nghèo."""
    return person.is_entitled or person.household.is_poor


@benefit(
    ACT.article(8),
    code="small.water",
    name="Hỗ trợ nước sạch",
    en="Water support",
    paid="once",
    payer="state budget",
    domain="small",
)
def water_support(household: Household, law: Law) -> Money:
    """Ba lần mức chuẩn cho hộ nghèo."""
    return law.small.level * 3 if household.is_poor else 0


SINGLE_HIGHEST = only_highest(
    DECREE.article(6, clause=9),
    among=("small.elder", "small.severe", "small.toddler"),
    together=[(("small.toddler",), ("small.severe",))],
    vi="Chỉ hưởng một mức cao nhất",
    en="Only the single highest level",
)

EARLIER_FIRST = only_first(
    DECREE.article(6, clause=10),
    among=("small.severe", "small.toddler"),
    until="2022-01-01",
    vi="Chỉ hưởng chế độ đứng trước",
    en="Only the first",
)


# --- ready to use -------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def small_law() -> LawBook:
    """The law book of this module."""
    with TemporaryDirectory() as folder:
        documents_file, parameters_file = Path(folder, "d.yaml"), Path(folder, "p.yaml")
        documents_file.write_text(DOCUMENTS, encoding="utf-8")
        parameters_file.write_text(PARAMETERS, encoding="utf-8")
        documents = Documents.load(documents_file)
        parameters = load_parameters(parameters_file, "small", documents)
    entities = entity_map([Area, Household, Person, Certificate])
    return LawBook(entities, documents, parameters, [sys.modules[__name__]])


def household(**changes: Any) -> Row:
    """A poor rural household of three, every fact known; ``changes`` replace its contents."""
    content = {
        "area": {"place": "rural"},
        "monthly_income": 3_000_000,
        "dwelling": "20.5",
        "has_clean_water": False,
        "people": {
            "an": person(),
            "ba": person(birth_date="1991-03-02"),
            "chi": person(birth_date="2024-08-20", mother="ba", carer="an"),
        },
    }
    return read_household(small_law().entities, {**content, **changes})


def person(**changes: Any) -> dict[str, Any]:
    """Contents of a person born on 14 September 1951, every fact known."""
    return {
        "birth_date": "1951-09-14",
        "height": 160,
        "has_pension": False,
        "is_member": False,
        "has_supporter": False,
        "savings": 1_000_000,
        **changes,
    }


def member(household: Row, name: str) -> Row:
    """The person called ``name``."""
    return next(row for row in household.walk() if row.key == name)
