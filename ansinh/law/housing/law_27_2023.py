"""Luật Nhà ở 27/2023/QH15, Điều 76 đến 79 (trước 01/8/2024: 65/2014/QH13, Điều 49 đến 52).

The headings of Article 76 are facts of a person; an application asks for one form of home. A
heading with a test of income is judged in ``decree_100_2024.py``.
"""

from ansinh.engine import Law, benefit, document, rule
from ansinh.law.facts.choices import Sex
from ansinh.law.facts.entities import Household, HousingApplication, Person
from ansinh.law.facts.housing import HousingForm, HousingWorkplace
from ansinh.law.facts.poverty import SchoolLevel

LAW = document("27/2023/QH15")
LAW_2014 = document("65/2014/QH13")
POPULATION_LAW = document("113/2025/QH15")
MEMORY = "from memory: the Law of 2014 was not read"
TWO_CHILDREN = 2
STUDENTS = (SchoolLevel.VOCATIONAL, SchoolLevel.COLLEGE_OR_UNIVERSITY)

# --- Điều 76: đối tượng -------------------------------------------------------------------------


@rule(LAW.article(76, clause=4), en="76(4): poor or near-poor household in an urban area")
@rule(
    LAW_2014.article(49, clause=4),
    en="Poor or near-poor household in an urban area",
    unverified=MEMORY,
)
def is_urban_poor(household: Household) -> bool:
    """Hộ nghèo, cận nghèo tại khu vực đô thị."""
    return (household.is_poor or household.is_near_poor) and household.is_urban


@rule(
    LAW.article(76, clause=2),
    LAW.article(76, clause=3),
    en="76(2), (3): poor or near-poor household in a rural area",
)
@rule(
    LAW_2014.article(49, clause=2),
    LAW_2014.article(49, clause=3),
    en="Poor or near-poor household in a rural area",
    unverified=MEMORY,
)
def is_rural_poor(household: Household) -> bool:
    """Hộ nghèo, cận nghèo tại khu vực nông thôn, kể cả vùng thường xuyên bị thiên tai."""
    return (household.is_poor or household.is_near_poor) and not household.is_urban


@rule(
    LAW.article(76, clause=1),
    LAW.article(76, clause=4),
    LAW.article(76, clause=9),
    LAW.article(76, clause=10),
    LAW.article(78, clause=1, point="b"),
    en="76(1), (4), (9), (10): may buy without a test of income",
)
@rule(
    LAW_2014.article(49),
    LAW_2014.article(51, clause=1),
    en="May buy without a test of income",
    unverified=MEMORY,
)
def may_buy_at_any_income(person: Person) -> bool:
    """Người có công, thân nhân liệt sĩ; hộ nghèo đô thị; trả nhà công vụ; bị thu hồi đất."""
    return (
        person.has_merit_housing_priority
        or person.household.is_urban_poor
        or person.returned_official_home
        or person.lost_home_to_recovery
    )


@rule(
    POPULATION_LAW.article(29, clause=3),
    LAW.article(76, clause=13),
    en="76(13): has two biological children or more",
    since="2026-07-01",
    otherwise=False,
)
def has_two_biological_children(person: Person) -> bool:
    """Người có từ hai con đẻ trở lên, từ 01/7/2026."""
    return person.biological_children >= TWO_CHILDREN


@rule(
    LAW.article(76, clause=5),
    LAW.article(76, clause=6),
    LAW.article(76, clause=8),
    LAW.article(76, clause=13),
    en="76(5), (6), (8), (13): may buy within the ceiling of income",
    unverified="no ceiling of its own was found for heading 13: that of Article 30 is applied",
)
def may_buy_within_ceiling(person: Person) -> bool:
    """Người ở đô thị thu nhập thấp; người lao động; cán bộ, viên chức; người có hai con đẻ."""
    return (
        person.household.is_urban
        or person.housing_workplace in (HousingWorkplace.ENTERPRISE, HousingWorkplace.PUBLIC)
        or person.has_two_biological_children
    )


@rule(
    LAW_2014.article(49),
    en="May buy within the test of income",
    name="may_buy_within_ceiling",
    unverified=MEMORY,
)
def may_buy_within_tax_test(person: Person) -> bool:
    """Người thu nhập thấp ở đô thị, người lao động, cán bộ, viên chức, lực lượng vũ trang."""
    return person.household.is_urban or person.housing_workplace != HousingWorkplace.NONE


@rule(LAW.article(76, clause=11), en="76(11): student: rents during the studies")
@rule(LAW_2014.article(49, clause=9), en="Student: rents during the studies", unverified=MEMORY)
def is_student_tenant(person: Person) -> bool:
    """Học sinh, sinh viên đại học, cao đẳng, dạy nghề: chỉ được thuê trong thời gian học."""
    return person.attending in STUDENTS


# --- Điều 77, 78: mua, thuê mua, thuê -----------------------------------------------------------


@rule(LAW.article(77, clause=1), LAW.article(78, clause=1), en="May buy or lease-purchase")
@rule(
    LAW_2014.article(50, clause=1),
    LAW_2014.article(51, clause=1),
    en="May buy or lease-purchase",
    unverified=MEMORY,
)
def may_buy_social_home(application: HousingApplication) -> bool:
    """Đúng đối tượng, đủ điều kiện thu nhập và nhà ở, giấy tờ còn giá trị."""
    return (
        application.form in (HousingForm.BUY, HousingForm.LEASE_PURCHASE)
        and application.papers_are_valid
        and application.meets_income_condition
        and application.meets_home_condition
    )


@rule(
    LAW.article(77, clause=1),
    LAW.article(78, clause=2),
    en="May rent a social home",
    unverified="that a tenant has no test of income or housing is from memory",
)
def may_rent_social_home(application: HousingApplication) -> bool:
    """Người thuê không phải xét nhà ở; thu nhập chỉ xét với người thu nhập thấp ở đô thị."""
    if application.form != HousingForm.RENT:
        return False
    person = application.person
    if person.may_buy_at_any_income or person.is_student_tenant:
        return True
    if person.housing_workplace != HousingWorkplace.NONE or person.has_two_biological_children:
        return True
    return (
        person.household.is_urban
        and application.papers_are_valid
        and application.meets_income_condition
    )


@rule(
    LAW_2014.article(50, clause=1),
    en="May rent a social home",
    name="may_rent_social_home",
    unverified=MEMORY,
)
def may_rent_by_heading(application: HousingApplication) -> bool:
    """Trước 01/8/2024: thuộc đối tượng mua, hoặc là học sinh, sinh viên."""
    person = application.person
    return application.form == HousingForm.RENT and (
        person.may_buy_at_any_income or person.may_buy_within_ceiling or person.is_student_tenant
    )


@benefit(
    LAW.article(77, clause=1),
    LAW.article(78, clause=1),
    code="housing.social_home",
    name="Mua, thuê mua nhà ở xã hội",
    en="Buying or lease-purchasing a social home",
    paid="in kind",
    payer="developer",
    domain="housing",
    unit="service",
    kind="service",
    on_request=True,
)
@benefit(
    LAW_2014.article(50, clause=1),
    code="housing.social_home",
    name="Mua, thuê mua nhà ở xã hội",
    en="Buying or lease-purchasing a social home",
    paid="in kind",
    payer="developer",
    domain="housing",
    unit="service",
    kind="service",
    on_request=True,
    unverified=MEMORY,
)
def social_home(person: Person) -> bool:
    """Người nộp hồ sơ đủ đối tượng và điều kiện mua, thuê mua."""
    return person.is_alive and any(
        application.may_buy_social_home for application in person.housing_applications
    )


@benefit(
    LAW.article(77, clause=1),
    LAW.article(78, clause=2),
    code="housing.social_home_rent",
    name="Thuê nhà ở xã hội",
    en="Renting a social home",
    paid="in kind",
    payer="developer",
    domain="housing",
    unit="service",
    kind="service",
    on_request=True,
    unverified="that a tenant has no test of income or housing is from memory",
)
@benefit(
    LAW_2014.article(50, clause=1),
    code="housing.social_home_rent",
    name="Thuê nhà ở xã hội",
    en="Renting a social home",
    paid="in kind",
    payer="developer",
    domain="housing",
    unit="service",
    kind="service",
    on_request=True,
    unverified=MEMORY,
)
def social_home_rent(person: Person) -> bool:
    """Người nộp hồ sơ thuộc đối tượng thuê."""
    return person.is_alive and any(
        application.may_rent_social_home for application in person.housing_applications
    )


# --- Điều 77, khoản 2: nhà ở trên đất của hộ -----------------------------------------------------


@rule(
    LAW.article(77, clause=2),
    en="Has a claim to help with a house of its own",
    unverified="clause from memory; that the survey's three structures decide is our reading",
)
@rule(
    LAW_2014.article(50, clause=2),
    en="Has a claim to help with a house of its own",
    unverified=MEMORY,
)
def has_claim_to_house_support(household: Household) -> bool:
    """Hộ nghèo, cận nghèo nông thôn, nhà không bền chắc, chưa được hỗ trợ nhà ở."""
    return (
        household.is_rural_poor
        and not household.had_house_support
        and household.is_deprived_of_housing_quality
    )


@benefit(
    LAW.article(77, clause=2),
    code="housing.house_support_claim",
    name="Thuộc diện hỗ trợ xây, sửa nhà ở",
    en="Within the programmes of help with a house",
    paid="in kind",
    payer="state budget",
    domain="housing",
    unit="priority",
    kind="priority",
    unverified="clause from memory; no amount of 2026 was found",
)
@benefit(
    LAW_2014.article(50, clause=2),
    code="housing.house_support_claim",
    name="Thuộc diện hỗ trợ xây, sửa nhà ở",
    en="Within the programmes of help with a house",
    paid="in kind",
    payer="state budget",
    domain="housing",
    unit="priority",
    kind="priority",
    unverified=MEMORY,
)
def house_support_claim(household: Household) -> bool:
    """Được đưa vào danh sách của chương trình mục tiêu; mức tiền do chương trình quy định."""
    return household.has_claim_to_house_support


# --- Điều 79, khoản 1, điểm đ: thứ tự ưu tiên ----------------------------------------------------


@rule(LAW.article(79, clause=1, point="đ"), en="Is disabled, for the order of social homes")
def is_disabled_for_housing(person: Person, law: Law) -> bool:
    """Người khuyết tật có giấy xác nhận còn hiệu lực."""
    return any(
        disability.certified_on <= law.date < disability.until for disability in person.disabilities
    )


@rule(
    LAW.article(79, clause=1, point="đ"),
    POPULATION_LAW.article(29, clause=3),
    en="Place in the order of equal candidates; 7 for the others",
)
def place_in_order(person: Person) -> int:
    """Người có công, thân nhân liệt sĩ, khuyết tật, tái định cư, từ hai con đẻ, nữ giới."""
    if person.is_person_with_merit:
        return 1
    if person.has_merit_housing_priority:
        return 2
    if person.is_disabled_for_housing:
        return 3
    if person.is_resettled:
        return 4
    if person.has_two_biological_children:
        return 5
    return 6 if person.sex == Sex.FEMALE else 7
