"""Luật Bảo hiểm xã hội 41/2024/QH15, Điều 64–69 (trước đó 58/2014/QH13, Điều 54–59): lương hưu."""

from datetime import date

from ansinh.engine import (
    NEVER,
    Law,
    Money,
    Rate,
    add_months,
    document,
    first_of_next_month,
    month_of,
    months_between,
    ratio,
    round_down,
    round_half_up,
    rule,
    year_of,
)
from ansinh.law.facts.choices import Sex
from ansinh.law.facts.entities import Person
from ansinh.law.facts.insurance import InsuredCategory

LAW_58 = document("58/2014/QH13")
LAW = document("41/2024/QH15")
DECREE_158 = document("158/2025/NĐ-CP")
CIRCULAR_12 = document("12/2025/TT-BNV")
FIRST_DAY_OF_THE_LAW = date(2025, 7, 1)
FIRST_DAY_OF_THE_CODE = date(2021, 1, 1)
NO_DAY = date(1900, 1, 1)
ROUNDED = "no text names the rounding; the worked example of Circular 59/2015 Art. 20 rounds so"


# --- who, from what age -------------------------------------------------------------------------


@rule(LAW.article(64, clause=1), en="Least months of contributions for the pension")
def pension_months_needed(person: Person, law: Law) -> int:
    """Số tháng đóng bắt buộc tối thiểu."""
    return law.insurance.pension_months


@rule(
    LAW_58.article(54, clause=1),
    LAW_58.article(54, clause=3),
    en="Least months of contributions for the pension; 15 years for women part-time officials",
    name="pension_months_needed",
)
def pension_months_needed_before_2025(person: Person, law: Law) -> int:
    """20 năm; 15 năm với lao động nữ là người hoạt động không chuyên trách cấp xã."""
    if person.sex == Sex.FEMALE and any(
        period.category == InsuredCategory.PART_TIME_OFFICIAL for period in person.insurance_periods
    ):
        return law.insurance.hazardous_months
    return law.insurance.pension_months


@rule(LAW.article(64, clause=2), en="Leaves service as a soldier or police officer")
@rule(LAW_58.article(54, clause=2), en="Leaves service as a soldier or police officer")
def leaves_service(person: Person) -> bool:
    """Lần đóng cuối cùng là sĩ quan, quân nhân, hạ sĩ quan, dân quân thường trực."""
    return any(
        period.category
        in (InsuredCategory.OFFICER, InsuredCategory.CONSCRIPT, InsuredCategory.MILITIA)
        for period in person.insurance_periods
        if period.until == person.contributions_end
    )


@rule(LAW.article(64, clause=1), LAW.article(64, clause=2), en="Age of the pension, in months")
@rule(
    LAW_58.article(54, clause=1),
    LAW_58.article(54, clause=2),
    en="Age of the pension, in months",
)
def pension_age(person: Person, law: Law) -> int:
    """Thấp hơn 5 tuổi khi làm việc nặng nhọc hoặc là quân nhân; 10 tuổi khi hầm lò, cả hai."""
    if person.coal_months >= law.insurance.hazardous_months:
        return person.retirement_age_lower_by_10
    if person.leaves_service:
        if person.hazardous_months >= law.insurance.hazardous_months:
            return person.retirement_age_lower_by_10
        return person.retirement_age_lower_by_5
    if person.hazardous_months >= law.insurance.hazardous_months:
        return person.retirement_age_lower_by_5
    return person.retirement_age


@rule(LAW.article(69), en="First day after the contributions")
@rule(LAW_58.article(59), en="First day after the contributions")
def contributions_end(person: Person) -> date:
    """Tháng liền kề sau tháng đóng cuối cùng."""
    return max((period.until for period in person.insurance_periods), default=NO_DAY)


@rule(
    LAW.article(69, clause=1),
    CIRCULAR_12.article(12),
    en="Pension at the age begins",
    unverified="the article of Circular 12/2025 on pensions of 15 to under 20 years from memory",
)
def retirement_begins(person: Person, law: Law) -> date:
    """Tháng liền kề sau tháng đủ tuổi; dưới 20 năm đóng thì sớm nhất từ 01/7/2025."""
    if person.compulsory_months < person.pension_months_needed:
        return NEVER
    begins = max(
        first_of_next_month(add_months(person.birth_date, person.pension_age)),
        person.contributions_end,
    )
    if person.compulsory_months < law.insurance.pension_months_of_capacity:
        return max(begins, FIRST_DAY_OF_THE_LAW)
    return begins


@rule(LAW_58.article(59, clause=1), en="Pension at the age begins", name="retirement_begins")
def retirement_begins_before_2025(person: Person) -> date:
    """Tháng liền kề sau tháng đủ điều kiện."""
    if person.compulsory_months < person.pension_months_needed:
        return NEVER
    return max(
        first_of_next_month(add_months(person.birth_date, person.pension_age)),
        person.contributions_end,
    )


# --- on lost working capacity -------------------------------------------------------------------


@rule(LAW.article(65, clause=1), en="Loss of working capacity, in percent")
@rule(LAW_58.article(55, clause=1), en="Loss of working capacity, in percent")
def capacity_loss(person: Person, law: Law) -> int:
    """Tỷ lệ suy giảm khả năng lao động theo kết luận gần nhất có tỷ lệ cao nhất."""
    return max(
        (c.percent for c in person.medical_conclusions if c.concluded_on <= law.date), default=0
    )


@rule(LAW.article(65, clause=1), en="Loss of 61 % concluded on")
@rule(LAW_58.article(55, clause=1), en="Loss of 61 % concluded on")
def capacity_concluded_on(person: Person) -> date:
    """Ngày có kết luận suy giảm khả năng lao động từ 61% trở lên."""
    return min(
        (c.concluded_on for c in person.medical_conclusions if c.percent >= 61), default=NEVER
    )


@rule(LAW.article(65, clause=1), en="Lowest age on lost capacity, in months")
@rule(
    LAW_58.article(55, clause=1),
    since="2021-01-01",
    en="Lowest age on lost capacity, in months",
)
def capacity_age(person: Person, law: Law) -> int:
    """Từ 61%: thấp hơn 5 tuổi; từ 81%, quân nhân: 10 tuổi; 15 năm đặc biệt nặng nhọc: mọi tuổi."""
    if person.extremely_hazardous_months >= law.insurance.hazardous_months:
        return 0
    if person.capacity_loss >= 81 or person.leaves_service:
        return person.retirement_age_lower_by_10
    return person.retirement_age_lower_by_5


@rule(
    LAW_58.article(55, clause=1),
    until="2021-01-01",
    en="Lowest age on lost capacity, in months",
    name="capacity_age",
)
def capacity_age_before_2021(person: Person, law: Law) -> int:
    """Từ 61%: 51 tuổi nam, 46 tuổi nữ năm 2016, mỗi năm thêm 1; từ 81%: 50, 45 tuổi."""
    if person.extremely_hazardous_months >= law.insurance.hazardous_months:
        return 0
    if person.capacity_loss >= 81:
        return person.retirement_age_lower_by_10
    if person.sex == Sex.MALE:
        return law.insurance.retirement_age.lowest_61.men * 12
    return law.insurance.retirement_age.lowest_61.women * 12


@rule(LAW.article(69, clause=3), en="Pension on lost capacity begins")
@rule(LAW_58.article(59, clause=2), en="Pension on lost capacity begins")
def capacity_pension_begins(person: Person, law: Law) -> date:
    """Tháng liền kề sau tháng có kết luận, sớm nhất sau tháng đủ tuổi thấp nhất."""
    if person.compulsory_months < law.insurance.pension_months_of_capacity:
        return NEVER
    if person.capacity_loss < 61:
        return NEVER
    return max(
        first_of_next_month(add_months(person.birth_date, person.capacity_age)),
        first_of_next_month(person.capacity_concluded_on),
        person.contributions_end,
    )


@rule(LAW.article(98, clause=1), LAW.article(141, clause=9), en="Age of the voluntary pension")
def voluntary_pension_age(person: Person, law: Law) -> int:
    """Tuổi nghỉ hưu; tham gia tự nguyện trước 2021 và đủ 20 năm tự nguyện: nam 60, nữ 55 tuổi."""
    paid = sum(period.months for period in person.insurance_periods if not period.is_compulsory)
    if paid < law.insurance.pension_months_of_capacity or not any(
        period.since < FIRST_DAY_OF_THE_CODE and not period.is_compulsory
        for period in person.insurance_periods
    ):
        return person.retirement_age
    if person.sex == Sex.MALE:
        return law.insurance.retirement_age.voluntary_men * 12
    return law.insurance.retirement_age.voluntary_women * 12


@rule(LAW_58.article(73), en="Age of the voluntary pension", name="voluntary_pension_age")
def voluntary_pension_age_before_2025(person: Person) -> int:
    """Tuổi nghỉ hưu."""
    return person.retirement_age


@rule(LAW.article(98), LAW.article(101), en="Voluntary pension begins")
@rule(LAW_58.article(73), LAW_58.article(76), en="Voluntary pension begins")
def voluntary_pension_begins(person: Person, law: Law) -> date:
    """Cộng thời gian bắt buộc và tự nguyện đủ số năm, đủ tuổi nghỉ hưu."""
    if person.compulsory_months >= person.pension_months_needed:
        return NEVER
    if person.insured_months < law.insurance.pension_months:
        return NEVER
    return max(
        first_of_next_month(add_months(person.birth_date, person.voluntary_pension_age)),
        person.contributions_end,
    )


@rule(LAW.article(69), LAW.article(101), en="Day on which the pension begins")
@rule(LAW_58.article(59), LAW_58.article(76), en="Day on which the pension begins")
def pension_begins(person: Person) -> date:
    """Thời điểm hưởng lương hưu sớm nhất mà người lao động đủ điều kiện."""
    return min(
        person.retirement_begins, person.capacity_pension_begins, person.voluntary_pension_begins
    )


# --- how much -----------------------------------------------------------------------------------


@rule(LAW.article(5, clause=6), en="Half-years contributed")
@rule(LAW_58.article(56, clause=4), en="Half-years contributed", unverified="clause from memory")
def pension_half_years(person: Person, law: Law) -> int:
    """Số nửa năm đóng: 1–6 tháng lẻ là nửa năm, 7–11 tháng lẻ là một năm."""
    years = round_down(ratio(person.insured_months, 12))
    odd = person.insured_months - years * 12
    return years * 2 + law.insurance.half_years_of_odd_months.of(odd)


@rule(LAW.article(66, clause=1), LAW.article(99), en="Rate by years")
def accrued_rate(person: Person, law: Law) -> Rate:
    """Nữ 45% khi đủ 15 năm, nam 45% khi đủ 20 năm (40% khi đủ 15 năm), mỗi năm thêm 2% (1%)."""
    if person.sex == Sex.FEMALE:
        return min(
            law.insurance.rate.most,
            law.insurance.rate.start
            + law.insurance.rate.women_step
            * (person.pension_half_years - law.insurance.rate.women_half_years),
        )
    if person.pension_half_years < law.insurance.rate.men_half_years:
        return law.insurance.rate.men_short_start + law.insurance.rate.men_short_step * (
            person.pension_half_years - law.insurance.rate.women_half_years
        )
    return min(
        law.insurance.rate.most,
        law.insurance.rate.start
        + law.insurance.rate.men_step
        * (person.pension_half_years - law.insurance.rate.men_half_years),
    )


@rule(LAW_58.article(56), LAW_58.article(74), en="Rate by years", name="accrued_rate")
def accrued_rate_before_2025(person: Person, law: Law) -> Rate:
    """45% khi đủ số năm khởi điểm của năm nghỉ hưu, mỗi năm thêm 2% (nữ trước 2018: 3%)."""
    if person.sex == Sex.FEMALE:
        return min(
            law.insurance.rate.most,
            law.insurance.rate.start
            + law.insurance.rate.women_step
            * (person.pension_half_years - law.insurance.rate.women_half_years),
        )
    return min(
        law.insurance.rate.most,
        law.insurance.rate.start
        + law.insurance.rate.men_step
        * (person.pension_half_years - law.insurance.rate.men_half_years),
    )


@rule(LAW.article(66, clause=3), DECREE_158.article(13, clause=2), en="Months before the age")
@rule(LAW_58.article(56, clause=3), en="Months before the age")
def months_before_age(person: Person) -> int:
    """Số tháng nghỉ hưu trước tuổi quy định."""
    age_reached = first_of_next_month(add_months(person.birth_date, person.pension_age))
    return max(0, months_between(person.pension_begins, age_reached))


@rule(LAW.article(66, clause=3), en="Reduction for retiring early")
@rule(LAW_58.article(56, clause=3), en="Reduction for retiring early")
def early_reduction(person: Person, law: Law) -> Rate:
    """Mỗi năm trước tuổi giảm 2%; lẻ từ 6 tháng giảm 1%, dưới 6 tháng không giảm."""
    years = round_down(ratio(person.months_before_age, 12))
    odd = person.months_before_age - years * 12
    return law.insurance.rate.early_year * years + law.insurance.rate.early_odd_months.of(odd)


@rule(LAW.article(66), en="Pension rate")
@rule(LAW_58.article(56), en="Pension rate")
def pension_rate(person: Person) -> Rate:
    """Tỷ lệ hưởng lương hưu sau khi giảm do nghỉ trước tuổi."""
    return person.accrued_rate - person.early_reduction


@rule(
    LAW.article(141, clause=11),
    DECREE_158.article(13, clause=1),
    en="Lowest pension",
)
def lowest_pension(person: Person, law: Law) -> Money:
    """Đủ 20 năm đóng bắt buộc từ trước 01/7/2025: ít nhất bằng mức tham chiếu khi nghỉ hưu."""
    if person.first_insured >= FIRST_DAY_OF_THE_LAW:
        return 0
    if person.full_scheme_months < law.insurance.pension_months_of_capacity:
        return 0
    begins = person.average_date
    return law.insurance.base_salary_by_month.of(year_of(begins) * 100 + month_of(begins))


@rule(LAW_58.article(56, clause=5), en="Lowest pension", name="lowest_pension")
def lowest_pension_before_2025(person: Person, law: Law) -> Money:
    """Đủ 20 năm đóng bắt buộc: ít nhất bằng mức lương cơ sở khi nghỉ hưu."""
    if person.full_scheme_months < law.insurance.pension_months_of_capacity:
        return 0
    begins = person.average_date
    return law.insurance.base_salary_by_month.of(year_of(begins) * 100 + month_of(begins))


@rule(LAW.article(141, clause=11), en="Months in the categories that the lowest pension is for")
@rule(LAW_58.article(56, clause=5), en="Months in the categories that the lowest pension is for")
def full_scheme_months(person: Person) -> int:
    """Số tháng đóng theo các đối tượng a, b, c, d, đ, g, i."""
    return sum(
        period.months
        for period in person.insurance_periods
        if period.category
        in (
            InsuredCategory.EMPLOYEE,
            InsuredCategory.PUBLIC,
            InsuredCategory.DEFENCE_WORKER,
            InsuredCategory.OFFICER,
            InsuredCategory.CONSCRIPT,
            InsuredCategory.ABROAD,
            InsuredCategory.MANAGER,
        )
    )


@rule(LAW.article(66), en="Pension when it begins", unverified=ROUNDED)
@rule(LAW_58.article(56), en="Pension when it begins", unverified=ROUNDED)
def computed_pension(person: Person) -> Money:
    """Tỷ lệ hưởng nhân mức bình quân tiền lương đóng, không thấp hơn mức thấp nhất."""
    return max(round_half_up(person.average_base * person.pension_rate), person.lowest_pension)
