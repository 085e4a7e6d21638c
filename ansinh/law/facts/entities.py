"""Areas, households, people and their records, with the facts that every domain reads."""

from __future__ import annotations

from datetime import date

from ansinh.engine import NEVER, Default, Entity, Money, fact, link, members, owner
from ansinh.law.facts.assistance import (
    DisabilityFacts,
    EmergencyFacts,
    HouseholdAssistanceFacts,
    PersonAssistanceFacts,
)
from ansinh.law.facts.choices import (
    AreaClass,
    AreaKind,
    Ethnicity,
    FormerProvince,
    ReceiptGroup,
    Sex,
)
from ansinh.law.facts.credit import PolicyLoanFacts
from ansinh.law.facts.culture import PersonCultureFacts
from ansinh.law.facts.education import PersonEducationFacts
from ansinh.law.facts.employment import (
    AbroadJobFacts,
    JobCourseFacts,
    JobLoanFacts,
    PersonEmploymentFacts,
)
from ansinh.law.facts.health import PersonHealthFacts
from ansinh.law.facts.housing import (
    HouseholdHousingFacts,
    HousingApplicationFacts,
    HousingLoanFacts,
    PersonHousingFacts,
)
from ansinh.law.facts.information import HouseholdInformationServiceFacts
from ansinh.law.facts.insurance import (
    AreaWageRegionFacts,
    InsurancePeriodFacts,
    JobLossFacts,
    MedicalConclusionFacts,
    PensionGrantFacts,
    TrainingCourseFacts,
)
from ansinh.law.facts.insurance_claims import (
    GapRequestFacts,
    MaternityEventFacts,
    OneOffRequestFacts,
    RecoveryLeaveFacts,
    SickLeaveFacts,
    SurvivorClaimFacts,
    SurvivorOneOffFacts,
)
from ansinh.law.facts.insurance_health import HealthRegistrationFacts, HealthVisitFacts
from ansinh.law.facts.legal_aid import PersonLegalAidFacts
from ansinh.law.facts.merit import (
    HouseholdMeritFacts,
    MeritAidFacts,
    MeritRelationFacts,
    MeritTitleFacts,
    PersonMeritFacts,
)
from ansinh.law.facts.population import PersonPopulationFacts
from ansinh.law.facts.poverty import (
    AreaPovertyFacts,
    HouseholdPovertyFacts,
    PersonPovertyFacts,
    PovertyRecognitionFacts,
)

NO_END = Default(NEVER, "no end is recorded")


class Area(
    Entity,
    AreaPovertyFacts,
    table="areas",
    vi="Đơn vị hành chính cấp xã",
    en="Commune or ward",
):
    """A commune-level unit as it stands for a span of dates."""

    kind: AreaKind = fact("Loại địa bàn", "Kind of area")
    former_province: FormerProvince = fact("Tỉnh cũ", "Former province")
    region_class: AreaClass = fact(
        "Khu vực (khi không có danh sách theo ngày)", "Region class (where no dated list is loaded)"
    )
    class_periods: list[AreaClassPeriod] = members()
    wage_regions: list[AreaWageRegion] = members()


class AreaClassPeriod(
    Entity, table="area_classes", vi="Phân định khu vực", en="Area classification"
):
    """A span of dates for which a decision puts a commune in a region class."""

    area: Area = owner()
    region_class: AreaClass = fact("Khu vực", "Region class")
    since: date = fact("Từ ngày", "From")
    until: date = fact("Đến trước ngày", "Until (not included)", missing=NO_END)


class AreaWageRegion(
    Entity,
    AreaWageRegionFacts,
    table="area_wage_regions",
    vi="Vùng lương tối thiểu của xã",
    en="Minimum wage region of a commune",
):
    """A span of dates for which a decree puts a commune in a region of minimum wages."""

    area: Area = owner()


class Household(
    Entity,
    HouseholdPovertyFacts,
    HouseholdAssistanceFacts,
    HouseholdMeritFacts,
    HouseholdHousingFacts,
    HouseholdInformationServiceFacts,
    table="households",
    vi="Hộ gia đình",
    en="Household",
):
    """People registered and living together (Luật Cư trú)."""

    area: Area = link("Xã, phường", "Commune or ward")
    former_area: Area = link("Xã, phường trước 01/7/2025", "Commune or ward before 1 July 2025")
    in_especially_difficult_village: bool = fact(
        "Ở thôn đặc biệt khó khăn",
        "Lives in an especially difficult village",
        ask="Thôn của gia đình có thuộc danh sách thôn đặc biệt khó khăn không?",
        ask_en="Is your village on the list of especially difficult villages?",
        proof="Quyết định phê duyệt danh sách thôn đặc biệt khó khăn",
    )
    people: list[Person] = members()
    recognitions: list[PovertyRecognition] = members()
    emergencies: list[Emergency] = members()
    policy_loans: list[PolicyLoan] = members()
    receipts: list[HouseholdReceipt] = members()


class PovertyRecognition(
    Entity,
    PovertyRecognitionFacts,
    table="recognitions",
    vi="Công nhận hộ nghèo, hộ cận nghèo",
    en="Poverty recognition",
):
    """A decision of the commune that puts a household on a list for a span of dates."""

    household: Household = owner()


class Emergency(
    Entity,
    EmergencyFacts,
    table="emergencies",
    vi="Sự cố, thiên tai",
    en="Emergency",
):
    """A disaster, fire or accident that struck a household."""

    household: Household = owner()


class PolicyLoan(
    Entity,
    PolicyLoanFacts,
    table="policy_loans",
    vi="Khoản vay Ngân hàng Chính sách xã hội",
    en="Loan of the Bank for Social Policies",
):
    """A loan that a household is paying back to the Bank for Social Policies."""

    household: Household = owner()


class Person(
    Entity,
    PersonPovertyFacts,
    PersonAssistanceFacts,
    PersonMeritFacts,
    PersonEducationFacts,
    PersonHealthFacts,
    PersonPopulationFacts,
    PersonHousingFacts,
    PersonEmploymentFacts,
    PersonLegalAidFacts,
    PersonCultureFacts,
    table="people",
    vi="Người",
    en="Person",
):
    """One person in the registry."""

    household: Household = owner()
    birth_date: date = fact(
        "Ngày sinh",
        "Date of birth",
        ask="Ông/bà sinh ngày, tháng, năm nào?",
        ask_en="When were you born?",
        proof="Giấy khai sinh hoặc căn cước",
    )
    death_date: date = fact(
        "Ngày mất",
        "Date of death",
        proof="Giấy chứng tử",
        missing=Default(NEVER, "no death is recorded in the civil register"),
    )
    sex: Sex = fact(
        "Giới tính",
        "Sex",
        ask="Giới tính?",
        ask_en="Sex?",
        proof="Giấy khai sinh hoặc căn cước",
    )
    ethnicity: Ethnicity = fact(
        "Dân tộc",
        "Ethnic group",
        ask="Dân tộc?",
        ask_en="Ethnic group?",
        proof="Giấy khai sinh hoặc căn cước",
    )
    mother: Person = link("Mẹ", "Mother")
    father: Person = link("Cha", "Father")
    spouse: Person = link("Vợ hoặc chồng", "Spouse")
    carer: Person = link("Người nhận chăm sóc, nuôi dưỡng", "Carer")
    disabilities: list[Disability] = members()
    receipts: list[Receipt] = members()
    merit_titles: list[MeritTitle] = members()
    merit_relations: list[MeritRelation] = members()
    merit_aids: list[MeritAid] = members()
    insurance_periods: list[InsurancePeriod] = members()
    pension_grants: list[PensionGrant] = members()
    medical_conclusions: list[MedicalConclusion] = members()
    job_losses: list[JobLoss] = members()
    training_courses: list[TrainingCourse] = members()
    sick_leaves: list[SickLeave] = members()
    recovery_leaves: list[RecoveryLeave] = members()
    maternity_events: list[MaternityEvent] = members()
    one_off_requests: list[OneOffRequest] = members()
    gap_requests: list[GapRequest] = members()
    survivor_claims: list[SurvivorClaim] = members()
    survivor_one_offs: list[SurvivorOneOff] = members()
    health_registrations: list[HealthRegistration] = members()
    health_visits: list[HealthVisit] = members()
    job_loans: list[JobLoan] = members()
    job_courses: list[JobCourse] = members()
    abroad_jobs: list[AbroadJob] = members()
    housing_applications: list[HousingApplication] = members()
    housing_loans: list[HousingLoan] = members()


class InsurancePeriod(
    Entity,
    InsurancePeriodFacts,
    table="insurance_periods",
    vi="Thời gian đóng bảo hiểm xã hội",
    en="Insurance period",
):
    """Months of one calendar year in a person's insurance book."""

    person: Person = owner()
    work_area: Area = link("Xã, phường nơi làm việc", "Commune or ward of the employer")


class PensionGrant(
    Entity,
    PensionGrantFacts,
    table="pension_grants",
    vi="Lương hưu, trợ cấp hằng tháng đang hưởng",
    en="Pension or allowance on file",
):
    """A monthly pension or allowance that the insurance agency pays."""

    person: Person = owner()


class MedicalConclusion(
    Entity,
    MedicalConclusionFacts,
    table="medical_conclusions",
    vi="Kết luận giám định y khoa",
    en="Medical conclusion",
):
    """What a medical board found of a person's working capacity."""

    person: Person = owner()


class JobLoss(
    Entity, JobLossFacts, table="job_losses", vi="Chấm dứt hợp đồng lao động", en="Job loss"
):
    """The end of a contract after which unemployment benefit may be due."""

    person: Person = owner()
    work_area: Area = link("Xã, phường nơi làm việc", "Commune or ward of the employer")


class TrainingCourse(
    Entity,
    TrainingCourseFacts,
    table="training_courses",
    vi="Khóa học nghề được hỗ trợ",
    en="Supported training course",
):
    """A course that unemployment insurance supports."""

    person: Person = owner()


class SickLeave(
    Entity,
    SickLeaveFacts,
    table="sick_leaves",
    vi="Nghỉ ốm",
    en="Sick leave",
):
    """Days of work missed by sickness."""

    person: Person = owner()


class RecoveryLeave(
    Entity,
    RecoveryLeaveFacts,
    table="recovery_leaves",
    vi="Nghỉ dưỡng sức",
    en="Recovery leave",
):
    """Days to recover after sickness or birth."""

    person: Person = owner()


class MaternityEvent(
    Entity,
    MaternityEventFacts,
    table="maternity_events",
    vi="Sự kiện thai sản",
    en="Maternity event",
):
    """A birth, a loss, a check or the like."""

    person: Person = owner()


class OneOffRequest(
    Entity,
    OneOffRequestFacts,
    table="one_off_requests",
    vi="Đề nghị hưởng một lần",
    en="Once-only request",
):
    """A request to be paid out once."""

    person: Person = owner()


class GapRequest(
    Entity,
    GapRequestFacts,
    table="gap_requests",
    vi="Đề nghị trợ cấp hằng tháng (Điều 23)",
    en="Request for the allowance of Article 23",
):
    """A request for the allowance before the age of the social pension."""

    person: Person = owner()


class SurvivorClaim(
    Entity,
    SurvivorClaimFacts,
    table="survivor_claims",
    vi="Thân nhân hưởng tuất",
    en="Survivor claim",
):
    """A relative's claim after a death."""

    person: Person = owner()
    deceased: Person = link("Người chết", "The deceased")


class SurvivorOneOff(
    Entity,
    SurvivorOneOffFacts,
    table="survivor_one_offs",
    vi="Đề nghị tuất một lần",
    en="Once-only survivor request",
):
    """The relatives' request to be paid once; it stands with the deceased."""

    person: Person = owner()


class HealthRegistration(
    Entity,
    HealthRegistrationFacts,
    table="health_registrations",
    vi="Nhóm tham gia bảo hiểm y tế",
    en="Health insurance group",
):
    """A group that a list or paper puts a person in."""

    person: Person = owner()


class HealthVisit(
    Entity,
    HealthVisitFacts,
    table="health_visits",
    vi="Lần khám bệnh, chữa bệnh",
    en="Health visit",
):
    """One visit to a health facility."""

    person: Person = owner()


class JobLoan(
    Entity,
    JobLoanFacts,
    table="job_loans",
    vi="Hồ sơ vay vốn việc làm",
    en="Job loan",
):
    """A loan asked for to create or keep jobs."""

    person: Person = owner()


class HousingApplication(
    Entity,
    HousingApplicationFacts,
    table="housing_applications",
    vi="Hồ sơ đăng ký nhà ở xã hội",
    en="Application for a social home",
):
    """A file with which a person asks to buy, lease-purchase or rent a social home."""

    person: Person = owner()


class JobCourse(
    Entity,
    JobCourseFacts,
    table="job_courses",
    vi="Khóa đào tạo đề nghị hỗ trợ",
    en="Course with a claim for support",
):
    """A vocational course, or one before going abroad, that support is claimed for."""

    person: Person = owner()


class AbroadJob(
    Entity,
    AbroadJobFacts,
    table="abroad_jobs",
    vi="Đi làm việc ở nước ngoài theo hợp đồng",
    en="Work abroad under a contract",
):
    """A contract to work abroad, with what is claimed and borrowed for it."""

    person: Person = owner()


class HousingLoan(
    Entity,
    HousingLoanFacts,
    table="housing_loans",
    vi="Đề nghị vay vốn nhà ở",
    en="Request for a housing loan",
):
    """A request to the Bank for Social Policies for a loan to buy, build or repair a home."""

    person: Person = owner()


class Disability(
    Entity,
    DisabilityFacts,
    table="disabilities",
    vi="Khuyết tật",
    en="Disability",
):
    """A certified disability of a person."""

    person: Person = owner()


class MeritTitle(
    Entity, MeritTitleFacts, table="merit_titles", vi="Danh hiệu người có công", en="Merit title"
):
    """A title of merit that a person holds; one person may hold several."""

    person: Person = owner()


class MeritRelation(
    Entity,
    MeritRelationFacts,
    table="merit_relations",
    vi="Thân nhân người có công",
    en="Relation to a person with merit",
):
    """What a person is to one person with merit: relative, worshipper or heir."""

    person: Person = owner()


class MeritAid(
    Entity,
    MeritAidFacts,
    table="merit_aids",
    vi="Phương tiện trợ giúp, dụng cụ chỉnh hình",
    en="Orthopaedic aid",
):
    """An aid that a person with merit is prescribed."""

    person: Person = owner()


class ReceiptFacts:
    """What the payment rolls say; the tables also name the benefit and the paying commune."""

    group: ReceiptGroup = fact("Nhóm chế độ", "Group")
    amount: Money = fact("Mức đang hưởng", "Amount received", unit="đồng", least=0)
    since: date = fact("Từ ngày", "From")
    until: date = fact("Đến trước ngày", "Until (not included)", missing=NO_END)


class Receipt(Entity, ReceiptFacts, table="receipts", vi="Chế độ đang hưởng", en="Receipt"):
    """A benefit that a person is being paid."""

    person: Person = owner()


class HouseholdReceipt(
    Entity,
    ReceiptFacts,
    table="household_receipts",
    vi="Chế độ hộ đang hưởng",
    en="Household receipt",
):
    """A benefit that a household is being paid."""

    household: Household = owner()


ENTITIES = (
    Area,
    AreaClassPeriod,
    AreaWageRegion,
    Household,
    PovertyRecognition,
    Emergency,
    PolicyLoan,
    HouseholdReceipt,
    Person,
    Disability,
    Receipt,
    MeritTitle,
    MeritRelation,
    MeritAid,
    InsurancePeriod,
    PensionGrant,
    MedicalConclusion,
    JobLoss,
    TrainingCourse,
    SickLeave,
    RecoveryLeave,
    MaternityEvent,
    OneOffRequest,
    GapRequest,
    SurvivorClaim,
    SurvivorOneOff,
    HealthRegistration,
    HealthVisit,
    JobLoan,
    JobCourse,
    AbroadJob,
    HousingApplication,
    HousingLoan,
)
