"""A small law and one person of every kind: few enough to check each line and figure by hand.

A household's income a head, its deprivations and what is due:

====== ======= ========= ============ ======= ====================================================
family people  income    deprived of  kin     due a month
====== ======= ========= ============ ======= ====================================================
Nguyễn 3       1,000,000 water toilet Kinh    3 × 540,000 (received 540,000 and 500,000)
Trần   2, 1 †  2,500,000 telephone    Kinh    nothing, one undetermined (received 2 × 540,000)
Lý     3       333,333   water        Tày     2 × 1,080,000 and 60,000 (received 540,000 and 60,000)
Hoàng  3       not known not known    Kinh    540,000 (received twice), once 1,000,000
====== ======= ========= ============ ======= ====================================================

The line is 1,500,000 a head; two deprivations of three are too many.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from ansinh.engine import Law, Money, benefit, document, only_highest, rule
from ansinh.engine.book import LawBook
from ansinh.engine.dates import years_between
from ansinh.engine.documents import Article, Document, Documents
from ansinh.engine.entities import entity_map
from ansinh.engine.parameters import DatedValue, Parameter, ParameterTree
from ansinh.engine.rows import Row, read_household
from ansinh.engine.tables import tables_of
from ansinh.law.facts.entities import ENTITIES, Household, Person
from ansinh.law.facts.poverty import PovertyClass, SchoolLevel, Toilet, WaterSource
from ansinh.people.writer import SnapshotWriter

TODAY = date(2026, 11, 24)
ACT = document("1/2020/TL")
DECREE = document("2/2026/TL")
ENTITY_MAP = entity_map(ENTITIES)


@rule(ACT.article(1), en="Age")
def tiny_age(person: Person, law: Law) -> int:
    """Tuổi."""
    return years_between(person.birth_date, law.date)


@rule(ACT.article(1), en="Poor")
def tiny_poor(household: Household, law: Law) -> bool:
    """Hộ nghèo."""
    return any(
        r.poverty_class == PovertyClass.POOR
        for r in household.recognitions
        if r.since <= law.date < r.until
    )


@rule(ACT.article(1), en="Poor", name="is_poor")
def tiny_is_poor(household: Household) -> bool:
    """Hộ nghèo, hỏi từ ngoài luật."""
    return household.tiny_poor


@rule(ACT.article(1), en="1. Water")
def is_deprived_of_water(household: Household) -> bool:
    """Thiếu hụt nước sinh hoạt: không có nước máy."""
    return household.water_source != WaterSource.TAP


@rule(ACT.article(1), en="2. Toilet")
def is_deprived_of_toilet(household: Household) -> bool:
    """Thiếu hụt nhà tiêu: không có nhà tiêu."""
    return household.toilet == Toilet.NONE


@rule(ACT.article(1), en="3. Telephone")
def is_deprived_of_telephone(household: Household) -> bool:
    """Thiếu hụt điện thoại."""
    return not household.has_telephone


@rule(ACT.article(1), en="Deprivations of old", until="2025-01-01", name="deprivation_count")
def tiny_count_of_old(household: Household) -> int:
    """Số chỉ số thiếu hụt trước năm 2025, trong hai."""
    return (1 if household.is_deprived_of_water else 0) + (
        1 if household.is_deprived_of_telephone else 0
    )


@rule(ACT.article(1), en="Deprivations", since="2025-01-01", name="deprivation_count")
def tiny_count(household: Household) -> int:
    """Số chỉ số thiếu hụt, trong ba."""
    return (
        (1 if household.is_deprived_of_water else 0)
        + (1 if household.is_deprived_of_toilet else 0)
        + (1 if household.is_deprived_of_telephone else 0)
    )


@benefit(
    ACT.article(2),
    code="tiny.elder",
    name="Trợ cấp người cao tuổi",
    en="Elders",
    paid="monthly",
    payer="state budget",
    domain="tiny",
)
def tiny_elder(person: Person, law: Law) -> Money:
    """Từ đủ 80 tuổi, không có lương hưu."""
    if law.date >= person.death_date or person.tiny_age < 80:
        return 0
    return law.tiny.level if person.insurance_pension == 0 else 0


@benefit(
    ACT.article(3),
    code="tiny.poor_elder",
    name="Trợ cấp người cao tuổi nghèo",
    en="Poor elders",
    paid="monthly",
    payer="state budget",
    domain="tiny",
)
def tiny_poor_elder(person: Person, law: Law) -> Money:
    """Từ đủ 60 tuổi, thuộc hộ nghèo."""
    if law.date >= person.death_date:
        return 0
    return 2 * law.tiny.level if person.tiny_age >= 60 and person.household.tiny_poor else 0


@benefit(
    ACT.article(4),
    code="tiny.card",
    name="Thẻ trẻ em",
    en="Card for children",
    paid="in kind",
    payer="insurance fund",
    domain="tiny",
    unit="card",
    kind="insurance",
)
def tiny_card(person: Person, law: Law) -> bool:
    """Trẻ em dưới 6 tuổi."""
    return law.date < person.death_date and person.tiny_age < 6


@benefit(
    ACT.article(5),
    code="tiny.power",
    name="Hỗ trợ tiền điện",
    en="Electricity",
    paid="monthly",
    payer="province",
    domain="tiny",
    on_request=True,
)
def tiny_power(household: Household) -> Money:
    """Hộ nghèo."""
    return 60_000 if household.tiny_poor else 0


@benefit(
    ACT.article(6),
    code="tiny.gift",
    name="Quà mừng thọ",
    en="Gift at ninety",
    paid="yearly",
    payer="province",
    domain="tiny",
)
def tiny_gift(person: Person, law: Law) -> Money:
    """Năm tròn 90 tuổi."""
    return 1_000_000 if person.tiny_age == 90 else 0


@benefit(
    ACT.article(7),
    code="tiny.ended",
    name="Trợ cấp cũ",
    en="An allowance of old",
    paid="monthly",
    payer="state budget",
    domain="tiny",
    until="2026-01-01",
)
def tiny_ended(person: Person) -> Money:
    """Đã bãi bỏ."""
    return 100_000 if person.tiny_age >= 80 else 0


@benefit(
    ACT.article(9),
    code="tiny.fare",
    name="Miễn vé xe buýt",
    en="Free bus rides",
    paid="in kind",
    payer="province",
    domain="tiny",
    unit="percent",
    kind="exemption",
)
def tiny_fare(person: Person, law: Law) -> int:
    """Từ đủ 80 tuổi: 100 %; không danh sách chi trả nào ghi ai được miễn."""
    return 100 if person.tiny_age >= 80 and law.date < person.death_date else 0


@benefit(
    ACT.article(10),
    code="education.tiny_fees",
    name="Miễn học phí mẫu giáo",
    en="No preschool fees",
    paid="in kind",
    payer="province",
    domain="education",
    unit="percent",
    kind="exemption",
)
def tiny_fees(person: Person) -> int:
    """Trẻ đang học mẫu giáo: 100 %."""
    return 100 if person.attending == SchoolLevel.PRESCHOOL else 0


@benefit(
    ACT.article(11),
    code="housing.water_support_x",
    name="Vay vốn nước sạch",
    en="Loan for clean water",
    paid="once",
    payer="bank",
    domain="credit",
    unit="VND lent",
    kind="credit",
)
def tiny_water_loan(household: Household) -> Money:
    """Hộ nghèo được vay."""
    return 10_000_000 if household.tiny_poor else 0


HIGHEST = only_highest(
    ACT.article(8),
    among=("tiny.elder", "tiny.poor_elder"),
    vi="Một mức cao nhất",
    en="Highest",
)


def tiny_book() -> LawBook:
    """The law: 500,000 from 2020; 540,000 from July 2026, known in October."""
    documents = Documents(
        {
            "1/2020/TL": Document("1/2020/TL", "Luật nhỏ", date(2019, 12, 1), date(2020, 1, 1)),
            "2/2026/TL": Document("2/2026/TL", "Nghị định", date(2026, 9, 20), date(2026, 10, 1)),
        }
    )
    level = _parameter(
        "tiny.level",
        [
            (date(2020, 1, 1), date(2020, 1, 1), 500_000, "1/2020/TL"),
            (date(2026, 7, 1), date(2026, 10, 1), 540_000, "2/2026/TL"),
            (date(2027, 3, 1), date(2026, 10, 1), 600_000, "2/2026/TL"),
        ],
    )
    line = _parameter(
        "poverty.income_line",
        [
            (
                date(2020, 1, 1),
                date(2020, 1, 1),
                {"urban": 2_000_000, "rural": 1_500_000},
                "1/2020/TL",
            ),
        ],
        shape="by_choice",
        keys=("urban", "rural"),
        size=2,
    )
    least = _parameter(
        "poverty.least_deprivations",
        [(date(2020, 1, 1), date(2020, 1, 1), 2, "1/2020/TL")],
        kind="int",
        unit="count",
    )
    tree = ParameterTree({p.path: p for p in (level, line, least)})
    return LawBook(ENTITY_MAP, documents, tree, [sys.modules[__name__]])


def _parameter(path: str, values: list[Any], **more: Any) -> Parameter:
    dated = tuple(
        DatedValue(effect, known, value, Article(document, "9"))
        for effect, known, value, document in values
    )
    options = {"kind": "money", "shape": "single", "unit": "VND/month", **more}
    return Parameter(
        path,
        options.pop("kind"),
        options.pop("shape"),
        options.pop("unit"),
        path,
        path,
        dated,
        "tiny",
        1,
        **options,
    )


#: Households: people by name, each with receipts (code, amount, since, until).
HOUSEHOLDS: list[dict[str, Any]] = [
    {
        "village": "Thôn Một",
        "monthly_income": 3_000_000,
        "water_source": "other",
        "toilet": "none",
        "has_telephone": True,
        "people": {
            "Nguyễn Thị Bỏ Sót": {"birth_date": date(1940, 5, 1), "insurance_pension": 0},
            "Nguyễn Văn Đúng Mức": {
                "birth_date": date(1941, 5, 1),
                "insurance_pension": 0,
                "receipts": [
                    ("tiny.elder", 540_000, date(2026, 7, 1), None),
                    ("tiny.elder", 500_000, date(2021, 5, 1), date(2026, 7, 1)),
                ],
            },
            "Nguyễn Văn Sai Mức": {
                "birth_date": date(1942, 5, 1),
                "insurance_pension": 0,
                "receipts": [("tiny.elder", 500_000, date(2022, 5, 1), None)],
            },
        },
    },
    {
        "village": "Thôn Một",
        "monthly_income": 5_000_000,
        "water_source": "tap",
        "toilet": "septic",
        "has_telephone": False,
        "people": {
            "Trần Văn Có Lương": {
                "birth_date": date(1943, 1, 1),
                "insurance_pension": 4_000_000,
                "receipts": [("tiny.elder", 540_000, date(2026, 1, 1), None)],
            },
            "Trần Thị Đã Mất": {
                "birth_date": date(1939, 1, 1),
                "death_date": date(2026, 9, 15),
                "insurance_pension": 0,
                "receipts": [("tiny.elder", 540_000, date(2026, 7, 1), None)],
            },
            "Trần Văn Chưa Rõ": {"birth_date": date(1930, 1, 1)},
        },
    },
    {
        "village": "Thôn Hai",
        "monthly_income": 1_000_000,
        "water_source": "rain",
        "toilet": "septic",
        "has_telephone": True,
        "recognitions": [
            {"poverty_class": "poor", "since": date(2026, 1, 1), "until": date(2027, 1, 1)}
        ],
        "people": {
            "Lý Thị Hai Chế Độ": {
                "birth_date": date(1944, 3, 10),
                "insurance_pension": 0,
                "receipts": [("tiny.elder", 540_000, date(2026, 7, 1), None)],
            },
            "Lý Văn Sắp Tám Mươi": {"birth_date": date(1947, 2, 15), "insurance_pension": 9},
            "Lý Thị Bé": {
                "birth_date": date(2021, 4, 4),
                "insurance_pension": 0,
                "attending": "none",
                "has_health_insurance": False,
            },
        },
        "receipts": [("tiny.power", 60_000, date(2026, 1, 1), None)],
    },
    {
        "village": "Thôn Ba",
        "monthly_income": None,
        "people": {
            "Hoàng Văn Hai Nơi": {
                "birth_date": date(1945, 6, 6),
                "insurance_pension": 0,
                "receipts": [
                    ("tiny.elder", 540_000, date(2026, 7, 1), None, "07531"),
                    ("tiny.elder", 540_000, date(2026, 11, 1), None, "07444"),
                ],
            },
            "Hoàng Thị Chế Độ Cũ": {
                "birth_date": date(1940, 6, 6),
                "insurance_pension": 1,
                "receipts": [
                    ("tiny.ended", 100_000, date(2020, 1, 1), None),
                    ("tiny.nobody_knows", 1, date(2020, 1, 1), None),
                ],
            },
            "Hoàng Thị Chín Mươi": {
                "birth_date": date(1936, 6, 6),
                "insurance_pension": 1,
                "receipts": [("tiny.gift", 1_000_000, date(2026, 2, 1), date(2026, 2, 2))],
            },
        },
    },
]


#: Ethnic group of each family; who is not named is Kinh.
ETHNICITY = {"Lý": "tay"}
#: People without a personal number.
WITHOUT_NUMBER = ("Lý Văn Sắp Tám Mươi",)
#: What the rolls got wrong: kind, person, benefit, fact.
TRUTH = [
    ("missed", "Nguyễn Thị Bỏ Sót", "tiny.elder", None),
    ("missed", "Lý Văn Sắp Tám Mươi", "tiny.poor_elder", None),
    ("missed", "Trần Văn Chưa Rõ", "tiny.elder", None),
    ("missed", "Trần Thị Đã Mất", "tiny.card", None),
    ("missing paper", "Trần Văn Chưa Rõ", "tiny.elder", "Person.insurance_pension"),
    ("missing paper", "Trần Văn Chưa Rõ", "tiny.elder", "Person.birth_date"),
    ("ended still paid", "Trần Văn Có Lương", "tiny.elder", None),
    ("dead still paid", "Trần Thị Đã Mất", "tiny.elder", None),
    ("old level", "Nguyễn Văn Sai Mức", "tiny.elder", None),
    ("paid in two places", "Hoàng Văn Hai Nơi", "tiny.elder", None),
]


def write_registry(
    path: Path,
    *,
    truth: bool = False,
    group_people: int = 50_000,
    households: Sequence[dict[str, Any]] = HOUSEHOLDS,
) -> None:
    """Write households as a snapshot, with what is wrong in it if asked."""
    homes, codes, paying, home_codes = [], [], [], []
    area = {"kind": "rural", "former_province": "bac_giang"}
    shared: Row | None = None
    for content in households:
        plain = {k: v for k, v in content.items() if k not in ("village", "people", "receipts")}
        people = {}
        for name, facts in content["people"].items():
            given = facts.get("receipts", [])
            codes += [r[0] for r in given]
            paying += [r[4] if len(r) > 4 else None for r in given]
            ethnicity = ETHNICITY.get(name.split()[0], "kinh")
            receipts = [_receipt(r) for r in given]
            people[name] = {"ethnicity": ethnicity, **facts, "receipts": receipts}
        given = content.get("receipts", [])
        home_codes += [r[0] for r in given]
        home = read_household(
            ENTITY_MAP,
            {**plain, "area": area, "people": people, "receipts": [_receipt(r) for r in given]},
        )
        shared = shared or home.links["area"]
        home.links["area"] = shared
        homes.append(home)
    tables = dict(tables_of(ENTITY_MAP, homes).tables)
    names = [name for content in households for name in content["people"]]
    numbers = [None if n in WITHOUT_NUMBER else f"024{i:09}" for i, n in enumerate(names)]
    extra = {
        "Person": {"full_name": names, "citizen_number": numbers},
        "Household": {"village": [content["village"] for content in households]},
        "Receipt": {"benefit": codes, "paying_area_code": paying},
        "HouseholdReceipt": {"benefit": home_codes},
        "Area": {"code": ["07531"], "name": ["Xã Tân Sơn"], "district_name": ["Lục Ngạn"]},
    }
    for entity, columns in extra.items():
        for name, values in columns.items():
            tables[entity] = tables[entity].append_column(name, pa.array(values, pa.string()))
    with SnapshotWriter(
        path, ENTITY_MAP, TODAY, made="by hand", group_people=group_people
    ) as writer:
        writer.reference({"Area": tables.pop("Area")})
        writer.write(tables)
        if truth:
            writer.append("truth", _truth(names))


def _truth(names: list[str]) -> pa.Table:
    rows = [
        {
            "kind": kind,
            "entity": "Person",
            "id": names.index(name) + 1,
            "benefit": code,
            "fact": fact,
            "other_id": None,
            "due": None,
            "received": None,
        }
        for kind, name, code, fact in TRUTH
    ]
    twice = {**rows[0], "kind": "same person twice", "benefit": None, "id": 5, "other_id": 2}
    schema = pa.schema(
        [
            *((name, pa.string()) for name in ("kind", "entity", "benefit", "fact")),
            *((name, pa.int64()) for name in ("id", "other_id", "due", "received")),
        ]
    )
    return pa.Table.from_pylist([*rows, twice], schema=schema)


def _receipt(given: tuple[Any, ...]) -> dict[str, Any]:
    return {"group": "other", "amount": given[1], "since": given[2], "until": given[3]}
