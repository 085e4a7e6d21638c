"""Nghị định 109/2015/NĐ-CP: hỗ trợ nghệ nhân có thu nhập thấp, hoàn cảnh khó khăn, đến 2025."""

from ansinh.engine import Law, Money, benefit, document, only_highest, rule
from ansinh.law.facts.choices import Sex
from ansinh.law.facts.entities import Household, Person

DECREE = document("109/2015/NĐ-CP")
DECREE_20 = document("20/2021/NĐ-CP")
DECREE_215 = document("215/2025/NĐ-CP")
ARTICLE = "articles from memory; amounts and groups as the press and a government digest give them"


@rule(DECREE_215.article(19, clause=3), en="Holds a title of artisan")
@rule(DECREE.article(2), en="Holds a title of artisan", unverified=ARTICLE)
def is_artisan(person: Person, law: Law) -> bool:
    """Nghệ nhân nhân dân, Nghệ nhân ưu tú: danh hiệu đang có vào ngày xét."""
    return person.artisan_title_from <= law.date < person.artisan_title_until


@rule(DECREE.article(2), en="Income a head under half the base salary", unverified=ARTICLE)
def has_income_under_half_of_salary(household: Household, law: Law) -> bool:
    """Thu nhập bình quân đầu người hằng tháng dưới 50 % lương cơ sở."""
    return (
        household.monthly_income * 2 < law.insurance.reference_level * household.members_this_month
    )


@rule(DECREE.article(2), en="Income a head under the base salary", unverified=ARTICLE)
def has_income_under_salary(household: Household, law: Law) -> bool:
    """Thu nhập bình quân đầu người hằng tháng dưới lương cơ sở."""
    return household.monthly_income < law.insurance.reference_level * household.members_this_month


@rule(DECREE.article(2), en="Artisan in special difficulty", unverified=ARTICLE)
def is_artisan_in_difficulty(person: Person, law: Law) -> bool:
    """Cao tuổi không có người phụng dưỡng; khuyết tật nặng; bệnh cần chữa trị dài ngày."""
    if person.is_disabled_enough or person.has_long_term_disease:
        return True
    age = law.culture.age_of_women if person.sex == Sex.FEMALE else law.culture.age_of_men
    return person.age >= age and not person.has_supporter


@rule(DECREE.article(3), en="Monthly amount of an artisan of low income", unverified=ARTICLE)
def artisan_amount(person: Person, law: Law) -> Money:
    """Theo thu nhập của hộ so với lương cơ sở, và hoàn cảnh của nghệ nhân."""
    if not person.is_artisan or not person.household.has_income_under_salary:
        return 0
    if person.household.has_income_under_half_of_salary:
        if person.is_artisan_in_difficulty:
            return law.culture.lowest_income_in_difficulty
        return law.culture.lowest_income
    if person.is_artisan_in_difficulty:
        return law.culture.low_income_in_difficulty
    return law.culture.low_income


@benefit(
    DECREE.article(3),
    code="culture.artisan_allowance",
    name="Trợ cấp sinh hoạt hằng tháng nghệ nhân có thu nhập thấp",
    en="Monthly allowance of artisans of low income",
    paid="monthly",
    payer="state budget",
    domain="culture",
    on_request=True,
    unverified=ARTICLE,
)
def artisan_allowance(person: Person) -> Money:
    """Từ 700.000 đến 1.000.000 đồng mỗi tháng."""
    return person.artisan_amount if person.is_alive else 0


@benefit(
    DECREE.article(4),
    code="culture.artisan_health_card",
    name="Thẻ bảo hiểm y tế nghệ nhân",
    en="Health insurance card of artisans",
    paid="in kind",
    payer="state budget",
    domain="culture",
    unit="card",
    kind="insurance",
    on_request=True,
    unverified=ARTICLE,
)
def artisan_health_card(person: Person) -> bool:
    """Nghệ nhân được trợ cấp thì ngân sách đóng bảo hiểm y tế như người thuộc hộ nghèo."""
    return person.is_alive and person.artisan_amount > 0


@benefit(
    DECREE.article(5),
    code="culture.artisan_funeral",
    name="Hỗ trợ chi phí mai táng nghệ nhân",
    en="Funeral support of artisans",
    paid="once",
    payer="state budget",
    domain="culture",
    unverified=ARTICLE,
)
def artisan_funeral(person: Person, law: Law) -> Money:
    """7.000.000 đồng cho người tổ chức mai táng nghệ nhân thuộc diện được trợ cấp."""
    if not person.died_this_month or person.artisan_amount == 0:
        return 0
    return law.culture.funeral


HIGHEST_FUNERAL = only_highest(
    DECREE_20.article(11, clause=2),
    among=("culture.artisan_funeral", "assistance.funeral"),
    vi="Được hỗ trợ mai táng theo nhiều văn bản thì chỉ hưởng mức cao nhất",
    en="Of several funeral supports only the highest",
)
