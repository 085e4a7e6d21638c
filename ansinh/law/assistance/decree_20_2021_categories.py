"""Nghị định 20/2021/NĐ-CP, Điều 5: đối tượng bảo trợ xã hội hưởng trợ cấp xã hội hằng tháng."""

from ansinh.engine import document, exists, rule
from ansinh.law.facts.assistance import FacilityStay, MaritalStatus, ParentSituation
from ansinh.law.facts.entities import Household, Person

DECREE = document("20/2021/NĐ-CP")
END_OF_STUDY_AGE = 22

# --- 5(1): trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng ---------------------------------------


@rule(DECREE.article(5, clause=1), en="Mother's situation on the day")
def situation_of_mother(child: Person) -> ParentSituation:
    """Hoàn cảnh của mẹ: đã chết theo hộ tịch, hoặc theo hồ sơ."""
    if exists(child.mother) and not child.mother.is_alive:
        return ParentSituation.DEAD
    return child.mother_situation


@rule(DECREE.article(5, clause=1), en="Father's situation on the day")
def situation_of_father(child: Person) -> ParentSituation:
    """Hoàn cảnh của cha: đã chết theo hộ tịch, hoặc theo hồ sơ."""
    if exists(child.father) and not child.father.is_alive:
        return ParentSituation.DEAD
    return child.father_situation


@rule(DECREE.article(5, clause=1, point="b"), en="Both parents are dead")
def has_both_parents_dead(child: Person) -> bool:
    """Mồ côi cả cha và mẹ."""
    return (
        child.situation_of_mother == ParentSituation.DEAD
        and child.situation_of_father == ParentSituation.DEAD
    )


@rule(DECREE.article(5, clause=1, point="c"), en="One parent dead, the other declared missing")
def has_parents_dead_and_missing(child: Person) -> bool:
    """Mồ côi cha hoặc mẹ, người còn lại bị tuyên bố mất tích."""
    mother = child.situation_of_mother
    father = child.situation_of_father
    return (mother == ParentSituation.DEAD and father == ParentSituation.MISSING) or (
        mother == ParentSituation.MISSING and father == ParentSituation.DEAD
    )


@rule(DECREE.article(5, clause=1, point="d"), en="One parent dead, the other in a social facility")
def has_parents_dead_and_in_facility(child: Person) -> bool:
    """Mồ côi cha hoặc mẹ, người còn lại hưởng chế độ tại cơ sở trợ giúp xã hội."""
    mother = child.situation_of_mother
    father = child.situation_of_father
    return (mother == ParentSituation.DEAD and father == ParentSituation.IN_FACILITY) or (
        mother == ParentSituation.IN_FACILITY and father == ParentSituation.DEAD
    )


@rule(DECREE.article(5, clause=1, point="đ"), en="One parent dead, the other detained")
def has_parents_dead_and_detained(child: Person) -> bool:
    """Mồ côi cha hoặc mẹ, người còn lại đang chấp hành án phạt tù, biện pháp xử lý hành chính."""
    mother = child.situation_of_mother
    father = child.situation_of_father
    return (mother == ParentSituation.DEAD and father == ParentSituation.DETAINED) or (
        mother == ParentSituation.DETAINED and father == ParentSituation.DEAD
    )


@rule(DECREE.article(5, clause=1, point="e"), en="Both parents declared missing")
def has_both_parents_missing(child: Person) -> bool:
    """Cả cha và mẹ bị tuyên bố mất tích."""
    return (
        child.situation_of_mother == ParentSituation.MISSING
        and child.situation_of_father == ParentSituation.MISSING
    )


@rule(DECREE.article(5, clause=1, point="g"), en="Both parents in a social facility")
def has_both_parents_in_facility(child: Person) -> bool:
    """Cả cha và mẹ hưởng chế độ tại cơ sở trợ giúp xã hội."""
    return (
        child.situation_of_mother == ParentSituation.IN_FACILITY
        and child.situation_of_father == ParentSituation.IN_FACILITY
    )


@rule(DECREE.article(5, clause=1, point="h"), en="Both parents detained")
def has_both_parents_detained(child: Person) -> bool:
    """Cả cha và mẹ đang chấp hành án phạt tù hoặc biện pháp xử lý hành chính."""
    return (
        child.situation_of_mother == ParentSituation.DETAINED
        and child.situation_of_father == ParentSituation.DETAINED
    )


@rule(DECREE.article(5, clause=1, point="i"), en="One parent missing, the other in a facility")
def has_parents_missing_and_in_facility(child: Person) -> bool:
    """Cha hoặc mẹ bị tuyên bố mất tích, người còn lại ở cơ sở trợ giúp xã hội."""
    mother = child.situation_of_mother
    father = child.situation_of_father
    return (mother == ParentSituation.MISSING and father == ParentSituation.IN_FACILITY) or (
        mother == ParentSituation.IN_FACILITY and father == ParentSituation.MISSING
    )


@rule(DECREE.article(5, clause=1, point="k"), en="One parent missing, the other detained")
def has_parents_missing_and_detained(child: Person) -> bool:
    """Cha hoặc mẹ bị tuyên bố mất tích, người còn lại đang chấp hành án, xử lý hành chính."""
    mother = child.situation_of_mother
    father = child.situation_of_father
    return (mother == ParentSituation.MISSING and father == ParentSituation.DETAINED) or (
        mother == ParentSituation.DETAINED and father == ParentSituation.MISSING
    )


@rule(DECREE.article(5, clause=1, point="l"), en="One parent in a facility, the other detained")
def has_parents_in_facility_and_detained(child: Person) -> bool:
    """Cha hoặc mẹ ở cơ sở trợ giúp xã hội, người còn lại đang chấp hành án, xử lý hành chính."""
    mother = child.situation_of_mother
    father = child.situation_of_father
    return (mother == ParentSituation.IN_FACILITY and father == ParentSituation.DETAINED) or (
        mother == ParentSituation.DETAINED and father == ParentSituation.IN_FACILITY
    )


@rule(DECREE.article(5, clause=1), en="Neither parent can bring the child up")
def has_no_parent_to_rely_on(child: Person) -> bool:
    """Bị bỏ rơi, hoặc cả cha và mẹ đều không thể nuôi dưỡng."""
    return (
        child.is_abandoned
        or child.has_both_parents_dead
        or child.has_parents_dead_and_missing
        or child.has_parents_dead_and_in_facility
        or child.has_parents_dead_and_detained
        or child.has_both_parents_missing
        or child.has_both_parents_in_facility
        or child.has_both_parents_detained
        or child.has_parents_missing_and_in_facility
        or child.has_parents_missing_and_detained
        or child.has_parents_in_facility_and_detained
    )


@rule(DECREE.article(5, clause=1), DECREE.article(8, clause=2), en="Under 16 for this month")
def is_child_this_month(person: Person) -> bool:
    """Dưới 16 tuổi; đủ 16 tuổi thì thôi từ tháng ngay sau."""
    return person.age_before_this_month < 16


@rule(DECREE.article(5, clause=1), en="Child under 16 without a source of upkeep")
def is_child_without_support(child: Person) -> bool:
    """Trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng, chưa được nhận làm con nuôi."""
    return (
        child.can_be_paid_this_month
        and child.is_child_this_month
        and not child.is_adopted
        and child.has_no_parent_to_rely_on
    )


# --- 5(2), 5(3), 5(4) ---------------------------------------------------------------------------


@rule(DECREE.article(5, clause=2), en="Aged 16 to 22 and still studying")
def is_student_16_to_22(person: Person) -> bool:
    """Từ 16 đến 22 tuổi đang học phổ thông, nghề, trung cấp, cao đẳng, đại học thứ nhất."""
    return 16 <= person.age_before_this_month < END_OF_STUDY_AGE and person.studies_for_first_degree


@rule(DECREE.article(5, clause=2), en="Was a child without support and still studies")
def is_former_child_without_support(person: Person) -> bool:
    """Đang hưởng trợ cấp trẻ em không có nguồn nuôi dưỡng mà đủ 16 tuổi, còn đi học."""
    return (
        person.can_be_paid_this_month
        and person.was_child_without_support
        and person.is_student_16_to_22
    )


@rule(DECREE.article(5, clause=3), en="Child with HIV of a poor household")
def is_poor_child_with_hiv(child: Person) -> bool:
    """Trẻ em nhiễm HIV/AIDS thuộc hộ nghèo."""
    return (
        child.can_be_paid_this_month
        and child.is_child_this_month
        and child.has_hiv
        and child.household.is_poor
    )


@rule(DECREE.article(5, clause=4), en="A child for whom a single parent is supported")
def counts_as_child_of_single_parent(child: Person) -> bool:
    """Con dưới 16 tuổi, hoặc từ 16 đến 22 tuổi đang học, sống cùng gia đình."""
    return (
        child.lives_in_this_month
        and child.facility_stay == FacilityStay.NONE
        and (child.is_child_this_month or child.is_student_16_to_22)
    )


@rule(DECREE.article(5, clause=4), en="Number of children that the person raises")
def children_raised(person: Person) -> int:
    """Số con (kể cả con nuôi) dưới 16 tuổi hoặc đang học mà người này đang nuôi."""
    return sum(
        1
        for child in person.household.people
        if child.mother == person
        or child.father == person
        or (child.carer == person and child.is_adopted)
        if child.counts_as_child_of_single_parent
    )


@rule(DECREE.article(5, clause=4), en="Household is poor or near-poor")
def is_poor_or_near_poor(household: Household) -> bool:
    """Hộ nghèo hoặc hộ cận nghèo."""
    return household.is_poor or household.is_near_poor


@rule(DECREE.article(5, clause=4), en="Never married, or spouse dead or declared missing")
def is_single_by_law(person: Person) -> bool:
    """Chưa có vợ, chồng; hoặc vợ, chồng đã chết hay mất tích. Ly hôn, ly thân không thuộc diện.

    A spouse whom the registry has in the household answers the question by being alive or dead.
    """
    if exists(person.spouse):
        return not person.spouse.is_alive
    return person.marital_status in (
        MaritalStatus.NEVER_MARRIED,
        MaritalStatus.WIDOWED,
        MaritalStatus.SPOUSE_MISSING,
    )


@rule(DECREE.article(5, clause=4), en="Poor single person raising children")
def is_poor_single_parent(person: Person) -> bool:
    """Người đơn thân thuộc hộ nghèo, hộ cận nghèo đang nuôi con."""
    return (
        person.can_be_paid_this_month
        and person.household.is_poor_or_near_poor
        and person.children_raised > 0
        and person.is_single_by_law
    )


# --- 5(5): người cao tuổi -----------------------------------------------------------------------


@rule(DECREE.article(5, clause=5, point="a"), en="Has nobody who can support them")
def lacks_able_supporter(person: Person) -> bool:
    """Không có người phụng dưỡng, hoặc người đó cũng đang hưởng trợ cấp xã hội hằng tháng."""
    return not person.has_supporter or person.supporter_has_social_allowance


@rule(DECREE.article(5, clause=5, point="a"), en="Poor elder with nobody to support them")
def is_poor_elder_without_supporter(person: Person) -> bool:
    """Người cao tuổi thuộc hộ nghèo, không có người phụng dưỡng."""
    return (
        person.can_be_paid_this_month
        and person.is_elderly
        and person.household.is_poor
        and person.lacks_able_supporter
    )


@rule(
    DECREE.article(5, clause=5, point="b"),
    until="2025-07-01",
    otherwise=False,
    en="Elder of 75 to 80, poor or near-poor, in an especially difficult area",
)
def is_elder_75_to_80_in_difficult_area(person: Person) -> bool:
    """Người từ đủ 75 đến 80 tuổi thuộc hộ nghèo, cận nghèo ở vùng đặc biệt khó khăn."""
    return (
        person.can_be_paid_this_month
        and 75 <= person.age < 80
        and person.is_elderly
        and person.household.is_poor_or_near_poor
        and not person.is_poor_elder_without_supporter
        and person.household.lives_in_especially_difficult_area
    )


@rule(
    DECREE.article(5, clause=5, point="c"),
    until="2025-07-01",
    otherwise=False,
    en="From 80, without pension or monthly social insurance allowance",
)
def is_elder_from_80_without_pension(person: Person) -> bool:
    """Người từ đủ 80 tuổi không có lương hưu, trợ cấp bảo hiểm xã hội hằng tháng.

    That there be no monthly social allowance either is settled by Article 6(2).
    """
    return (
        person.can_be_paid_this_month
        and person.age >= 80
        and person.is_elderly
        and not person.is_poor_elder_without_supporter
        and person.insurance_allowance == 0
        and person.insurance_pension == 0
    )


@rule(
    DECREE.article(5, clause=5, point="d"),
    en="Poor elder who qualifies for a facility but is taken in within the community",
)
def is_elder_taken_in_instead_of_facility(person: Person) -> bool:
    """Người cao tuổi nghèo đủ điều kiện vào cơ sở nhưng có người nhận nuôi tại cộng đồng."""
    return (
        person.can_be_paid_this_month
        and person.is_elderly
        and person.household.is_poor
        and person.qualifies_for_facility
        and person.is_taken_in
        and not person.has_supporter
    )


# --- 5(6), 5(7), 5(8) ---------------------------------------------------------------------------


@rule(DECREE.article(5, clause=6), en="Entitled as a person with a disability")
def is_entitled_as_disabled(person: Person) -> bool:
    """Người khuyết tật nặng, khuyết tật đặc biệt nặng."""
    return person.is_disabled_enough and person.can_be_paid_this_month


@rule(
    DECREE.article(5, clause=7),
    en="Poor or near-poor child under 3 in an especially difficult area",
)
def is_child_under_3_in_difficult_area(child: Person) -> bool:
    """Trẻ em dưới 3 tuổi hộ nghèo, cận nghèo ở vùng đặc biệt khó khăn, không thuộc diện khác."""
    return (
        child.can_be_paid_this_month
        and child.age_before_this_month < 3
        and child.household.is_poor_or_near_poor
        and not child.is_child_without_support
        and not child.is_poor_child_with_hiv
        and not child.is_disabled_enough
        and child.household.lives_in_especially_difficult_area
    )


@rule(DECREE.article(5, clause=8), en="Poor person with HIV without a stable income")
def is_poor_with_hiv_without_income(person: Person) -> bool:
    """Người nhiễm HIV/AIDS thuộc hộ nghèo không có thu nhập ổn định hằng tháng.

    A child belongs to clause 3, whose level is higher.
    """
    return (
        person.can_be_paid_this_month
        and person.has_hiv
        and person.household.is_poor
        and not person.is_poor_child_with_hiv
        and not person.has_stable_income
    )


@rule(DECREE.article(5), en="Belongs to a group with a monthly allowance")
def is_entitled_to_monthly_allowance(person: Person) -> bool:
    """Thuộc diện hưởng trợ cấp xã hội hằng tháng."""
    return (
        person.is_entitled_as_disabled
        or person.is_child_without_support
        or person.is_former_child_without_support
        or person.is_poor_child_with_hiv
        or person.is_child_under_3_in_difficult_area
        or person.is_poor_single_parent
        or person.is_elder_taken_in_instead_of_facility
        or person.is_poor_elder_without_supporter
        or person.is_elder_75_to_80_in_difficult_area
        or person.is_elder_from_80_without_pension
        or person.is_poor_with_hiv_without_income
    )
