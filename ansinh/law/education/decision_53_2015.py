"""Quyết định 53/2015/QĐ-TTg: chính sách nội trú với học sinh, sinh viên cao đẳng, trung cấp."""

from ansinh.engine import Law, Money, Rate, benefit, document, rule
from ansinh.law.facts.education import PupilLodging, TrainingLevel
from ansinh.law.facts.entities import Person

DECISION = document("53/2015/QĐ-TTg")
MEMORY = "groups and amounts from memory"
LEVELS = (TrainingLevel.INTERMEDIATE, TrainingLevel.COLLEGE)


@rule(DECISION.article(2), en="Boards at a public college or vocational school", unverified=MEMORY)
def boards_at_college(person: Person) -> bool:
    """Học sinh, sinh viên nội trú hệ chính quy ở trường cao đẳng, trung cấp công lập."""
    return (
        person.is_student
        and person.lodging != PupilLodging.HOME
        and person.is_at_public_school
        and not person.is_part_time_student
        and person.training_level in LEVELS
    )


@rule(DECISION.article(4), en="Share of the base salary for boarders", unverified=MEMORY)
def college_boarding_share(person: Person, law: Law) -> Rate:
    """100 %: dân tộc nghèo, cận nghèo, khuyết tật; 80 %: tốt nghiệp nội trú; 60 %: Kinh nghèo."""
    if not person.boards_at_college:
        return 0
    if person.is_poor_minority_student or person.has_disability_certificate:
        return law.education.college_boarding_full
    if person.belongs_to_ethnic_minority:
        graduate = person.is_ethnic_boarding_graduate
        return law.education.college_boarding_graduate if graduate else 0
    poor = person.household.is_poor_or_near_poor
    if poor and person.household.lives_in_especially_difficult_area:
        return law.education.college_boarding_kinh
    return 0


@benefit(
    DECISION.article(4),
    code="education.vocational_boarding",
    name="Học bổng chính sách nội trú cao đẳng, trung cấp",
    en="Boarding scholarship at colleges and vocational schools",
    paid="monthly",
    payer="state budget",
    domain="education",
    unverified=MEMORY,
)
def vocational_boarding(person: Person) -> Money:
    """Tỷ lệ của mức lương cơ sở mỗi tháng thực học."""
    if not person.is_study_month:
        return 0
    return person.base_salary * person.college_boarding_share


@benefit(
    DECISION.article(5),
    code="education.vocational_tools",
    name="Hỗ trợ mua đồ dùng cá nhân học sinh, sinh viên nội trú",
    en="Personal effects of boarders at colleges",
    paid="once",
    payer="state budget",
    domain="education",
    unverified=MEMORY,
)
def vocational_tools(person: Person, law: Law) -> Money:
    """1.000.000 đồng mỗi khóa đào tạo, vào năm đầu."""
    if person.year_of_level != 1 or person.college_boarding_share == 0:
        return 0
    return law.education.vocational_tools


@benefit(
    DECISION.article(5),
    code="education.vocational_new_year",
    name="Hỗ trợ học sinh, sinh viên ở lại trường dịp Tết",
    en="Support for staying at the college over Lunar New Year",
    paid="yearly",
    payer="state budget",
    domain="education",
    on_request=True,
    unverified=MEMORY,
)
def vocational_new_year(person: Person, law: Law) -> Money:
    """150.000 đồng mỗi năm cho người ở lại trường dịp Tết Nguyên đán."""
    if not person.stays_over_new_year or person.college_boarding_share == 0:
        return 0
    return law.education.vocational_new_year


@benefit(
    DECISION.article(5),
    code="education.vocational_travel",
    name="Hỗ trợ tiền đi lại học sinh, sinh viên nội trú",
    en="Travel of boarders at colleges",
    paid="yearly",
    payer="state budget",
    domain="education",
    unverified=MEMORY,
)
def vocational_travel(person: Person, law: Law) -> Money:
    """300.000 đồng mỗi năm nếu ở nơi đặc biệt khó khăn, 200.000 đồng nếu ở nơi khác."""
    if person.college_boarding_share == 0:
        return 0
    if person.household.lives_in_especially_difficult_area:
        return law.education.vocational_travel_difficult
    return law.education.vocational_travel
