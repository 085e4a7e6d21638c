"""Facts of social assistance: disability, parents, support, care, emergencies."""

from __future__ import annotations

from datetime import date

from ansinh.engine import NEVER, Choice, Default, Money, fact


class DisabilityDegree(Choice):
    """Mức độ khuyết tật."""

    ESPECIALLY_SEVERE = ("Đặc biệt nặng", "Especially severe")
    SEVERE = ("Nặng", "Severe")
    LIGHT = ("Nhẹ", "Light")


class DisabilityKind(Choice):
    """Dạng tật."""

    MOBILITY = ("Vận động", "Mobility")
    HEARING_SPEECH = ("Nghe, nói", "Hearing and speech")
    SIGHT = ("Nhìn", "Sight")
    MENTAL = ("Thần kinh, tâm thần", "Neurological or psychiatric")
    INTELLECTUAL = ("Trí tuệ", "Intellectual")
    OTHER = ("Khác", "Other")


class SelfCare(Choice):
    """Khả năng tự phục vụ theo kết luận của Hội đồng giám định y khoa trước 01/6/2012."""

    NOT_STATED = ("Không ghi", "Not stated")
    NONE = ("Không còn khả năng tự phục vụ", "None left")
    WITH_HELP = ("Tự phục vụ được nếu có người trợ giúp một phần", "With some help")
    FULL = ("Tự phục vụ được", "Full")


class ParentSituation(Choice):
    """Hoàn cảnh của cha hoặc mẹ."""

    PRESENT = ("Còn sống, không thuộc trường hợp nào dưới đây", "None of the following")
    DEAD = ("Đã chết", "Dead")
    MISSING = ("Bị tuyên bố mất tích", "Declared missing by a court")
    IN_FACILITY = ("Đang hưởng chế độ tại cơ sở trợ giúp xã hội", "In care at a social facility")
    DETAINED = (
        "Đang chấp hành án phạt tù, ở trường giáo dưỡng, cơ sở giáo dục, cai nghiện bắt buộc",
        "In prison, reform school, compulsory education or detoxification",
    )


class MaritalStatus(Choice):
    """Tình trạng hôn nhân."""

    NEVER_MARRIED = ("Chưa kết hôn", "Never married")
    MARRIED = ("Đang có vợ, chồng", "Married")
    WIDOWED = ("Vợ, chồng đã chết", "Spouse dead")
    SPOUSE_MISSING = ("Vợ, chồng bị tuyên bố mất tích", "Spouse declared missing")
    DIVORCED = ("Ly hôn", "Divorced")
    SEPARATED = ("Ly thân", "Separated")


class FacilityStay(Choice):
    """Diện sống tại cơ sở trợ giúp xã hội, nhà xã hội."""

    NONE = ("Không ở cơ sở", "Not in a facility")
    ESPECIALLY_DIFFICULT = ("Hoàn cảnh đặc biệt khó khăn", "In especially difficult circumstances")
    EMERGENCY = ("Cần bảo vệ khẩn cấp, không quá 03 tháng", "Urgent protection, up to three months")
    VOLUNTARY = ("Tự nguyện, theo hợp đồng", "Voluntary, under a contract")


class EmergencyKind(Choice):
    """Nguyên nhân của sự việc."""

    DISASTER = ("Thiên tai", "Natural disaster")
    FIRE = ("Hỏa hoạn", "Fire")
    EPIDEMIC = ("Dịch bệnh", "Epidemic")
    TRAFFIC_ACCIDENT = ("Tai nạn giao thông", "Traffic accident")
    SERIOUS_WORK_ACCIDENT = ("Tai nạn lao động nghiêm trọng", "Serious accident at work")
    CROP_FAILURE = ("Mất mùa", "Crop failure")
    LEAN_SEASON = ("Giáp hạt", "Lean season before the harvest")
    LUNAR_NEW_YEAR = ("Thiếu đói dịp Tết Nguyên đán", "Short of food at Lunar New Year")
    FORCE_MAJEURE = ("Lý do bất khả kháng khác", "Other force majeure")
    ORDINARY = ("Không thuộc các trường hợp trên", "None of these")


class EmergencyHarm(Choice):
    """Thiệt hại về người trong sự việc."""

    NONE = ("Không", "None")
    INJURED = ("Bị thương", "Injured")
    DEAD = ("Chết", "Dead")
    MISSING = ("Mất tích", "Missing")


class HouseDamage(Choice):
    """Thiệt hại về nhà ở."""

    NONE = ("Không", "None")
    BADLY_DAMAGED = ("Hư hỏng nặng, không ở được", "Badly damaged, cannot be lived in")
    DESTROYED = ("Đổ, sập, trôi, cháy hoàn toàn", "Collapsed, swept away or burnt down")


class DisabilityFacts:
    """What a disability certificate says."""

    kind: DisabilityKind = fact(
        "Dạng tật",
        "Kind of disability",
        ask="Giấy xác nhận ghi dạng tật nào?",
        ask_en="Which kind of disability does the certificate name?",
        proof="Giấy xác nhận khuyết tật",
    )
    degree: DisabilityDegree = fact(
        "Mức độ khuyết tật",
        "Degree",
        ask="Giấy xác nhận ghi mức độ khuyết tật nào?",
        ask_en="Which degree does the disability certificate name?",
        proof="Giấy xác nhận khuyết tật",
    )
    certified_on: date = fact(
        "Ngày cấp giấy xác nhận",
        "Certified on",
        ask="Giấy xác nhận cấp ngày nào?",
        ask_en="On which day was the certificate signed?",
        proof="Giấy xác nhận khuyết tật",
    )
    until: date = fact(
        "Đến trước ngày", "Until (not included)", missing=Default(NEVER, "no end is recorded")
    )
    allowance_decision_on: date = fact(
        "Ngày ký quyết định trợ cấp theo mức độ này",
        "Allowance decided on",
        proof="Quyết định trợ cấp xã hội hằng tháng",
        missing=Default(NEVER, "no decision is on file, so no payment has begun"),
    )
    board_capacity_loss: int = fact(
        "Tỷ lệ suy giảm khả năng lao động theo Hội đồng giám định y khoa trước 01/6/2012",
        "Loss of working capacity found by a medical board before June 2012",
        unit="%",
        ask="Biên bản giám định y khoa ghi suy giảm khả năng lao động bao nhiêu phần trăm?",
        ask_en="What loss of working capacity, in percent, does the medical record state?",
        proof="Biên bản giám định y khoa",
        least=0,
        most=100,
    )
    board_self_care: SelfCare = fact(
        "Khả năng tự phục vụ theo Hội đồng giám định y khoa trước 01/6/2012",
        "Self-care found by a medical board before June 2012",
        proof="Biên bản giám định y khoa",
        missing=Default(SelfCare.NOT_STATED, "the record then rests on the percentage alone"),
    )


class ChildFacts:
    """What decides whether a child has nobody to bring it up."""

    is_abandoned: bool = fact(
        "Trẻ em bị bỏ rơi",
        "Was abandoned",
        proof="Biên bản trẻ em bị bỏ rơi",
        missing=Default(False, "an abandoned child is entered from the commune's record"),
    )
    is_adopted: bool = fact(
        "Đã có người nhận làm con nuôi",
        "Has been adopted",
        proof="Giấy chứng nhận nuôi con nuôi",
        missing=Default(False, "adoptions are registered by the same commune"),
    )
    mother_situation: ParentSituation = fact(
        "Hoàn cảnh của mẹ",
        "Mother's situation",
        proof="Giấy chứng tử, bản án, quyết định",
        missing=Default(
            ParentSituation.PRESENT, "death, court declaration, prison or facility is on record"
        ),
    )
    father_situation: ParentSituation = fact(
        "Hoàn cảnh của cha",
        "Father's situation",
        proof="Giấy chứng tử, bản án, quyết định",
        missing=Default(
            ParentSituation.PRESENT, "death, court declaration, prison or facility is on record"
        ),
    )
    was_child_without_support: bool = fact(
        "Đang hưởng trợ cấp trẻ em không có nguồn nuôi dưỡng khi đủ 16 tuổi",
        "Received the allowance of a child without support on turning 16",
        proof="Quyết định trợ cấp xã hội hằng tháng",
        missing=Default(False, "the commune's own payment roll shows who received it"),
    )
    studies_for_first_degree: bool = fact(
        "Đang học phổ thông, nghề, trung cấp, cao đẳng hoặc đại học văn bằng thứ nhất",
        "Attends general, vocational, professional, college or a first university education",
        ask="Người này có đang học phổ thông, học nghề, trung cấp, cao đẳng hoặc đại học"
        " (bằng thứ nhất) không?",
        ask_en="Is this person at school, in vocational training, at college or in a first"
        " university degree?",
        proof="Giấy xác nhận của nhà trường",
    )


class HealthFacts:
    """Health that a benefit depends on."""

    has_hiv: bool = fact(
        "Nhiễm HIV",
        "Lives with HIV",
        proof="Giấy xác nhận nhiễm HIV",
        sensitive=True,
        missing=Default(False, "nobody without the paper can claim on it, and nobody is asked"),
    )
    is_pregnant: bool = fact(
        "Đang mang thai",
        "Is pregnant",
        proof="Giấy xác nhận đang mang thai",
        sensitive=True,
        missing=Default(False, "the support is given on the paper of a health facility"),
    )


class IncomeFacts:
    """Pensions and other monthly income."""

    insurance_pension: Money = fact(
        "Lương hưu hằng tháng",
        "Monthly pension",
        unit="đồng/tháng",
        least=0,
        most=10**9,
        ask="Ông/bà có lương hưu không, mỗi tháng bao nhiêu đồng (không có thì ghi 0)?",
        ask_en="Do you draw a retirement pension, and how much a month (0 if none)?",
        proof="Danh sách chi trả của cơ quan bảo hiểm xã hội",
    )
    insurance_allowance: Money = fact(
        "Trợ cấp bảo hiểm xã hội hằng tháng (mất sức, tuất, tai nạn lao động)",
        "Monthly social insurance allowance (loss of capacity, survivor, accident at work)",
        unit="đồng/tháng",
        least=0,
        most=10**9,
        ask="Ông/bà có trợ cấp bảo hiểm xã hội hằng tháng (mất sức lao động, tuất, tai nạn lao"
        " động) không, bao nhiêu đồng?",
        ask_en="Do you draw a monthly social insurance allowance, and how much?",
        proof="Danh sách chi trả của cơ quan bảo hiểm xã hội",
        missing=Default(
            0, "it comes in the same payment list as the pension, which stays unknown until matched"
        ),
    )
    merit_allowance: Money = fact(
        "Trợ cấp ưu đãi người có công hằng tháng",
        "Monthly allowance for people with merit",
        unit="đồng/tháng",
        least=0,
        most=10**9,
        proof="Quyết định trợ cấp ưu đãi người có công",
        missing=Default(0, "the merit roll is kept by the same commune"),
    )
    has_stable_income: bool = fact(
        "Có thu nhập ổn định hằng tháng (tiền công, lương hưu, trợ cấp BHXH, trợ cấp xã hội)",
        "Has a stable monthly income (wage, pension, social insurance or social allowance)",
        ask="Ông/bà có thu nhập ổn định hằng tháng như tiền công, lương hưu, trợ cấp không?",
        ask_en="Do you have a stable monthly income such as a wage, a pension or an allowance?",
        proof="Tờ khai đề nghị trợ giúp xã hội",
    )


class SupportFacts:
    """Who supports and cares for a person."""

    is_citizen: bool = fact(
        "Là công dân Việt Nam",
        "Is a Vietnamese citizen",
        proof="Căn cước",
        missing=Default(True, "the registry comes from the population database of citizens"),
    )
    marital_status: MaritalStatus = fact(
        "Tình trạng hôn nhân",
        "Marital status",
        ask="Tình trạng hôn nhân hiện nay?",
        ask_en="What is your marital status?",
        proof="Giấy xác nhận tình trạng hôn nhân, giấy chứng tử, quyết định của Tòa án",
    )
    has_supporter: bool = fact(
        "Có người có nghĩa vụ và quyền phụng dưỡng (vợ, chồng, con, cháu)",
        "Has somebody with the duty and right to support (spouse, children, grandchildren)",
        ask="Ông/bà có vợ, chồng, con, cháu hoặc người khác có nghĩa vụ phụng dưỡng không?",
        ask_en="Do you have a spouse, child, grandchild or other person bound to support you?",
        proof="Tờ khai đề nghị trợ giúp xã hội, xác nhận của xã",
    )
    supporter_has_social_allowance: bool = fact(
        "Người phụng dưỡng đang hưởng trợ cấp xã hội hằng tháng",
        "The supporter is on a monthly social allowance",
        ask="Người phụng dưỡng ông/bà có đang hưởng trợ cấp xã hội hằng tháng không?",
        ask_en="Is the person who supports you on a monthly social allowance?",
        proof="Quyết định trợ cấp xã hội hằng tháng của người phụng dưỡng",
    )
    qualifies_for_facility: bool = fact(
        "Không có điều kiện sống ở cộng đồng, đủ điều kiện tiếp nhận vào cơ sở trợ giúp xã hội",
        "Cannot live in the community and qualifies for a social facility",
        proof="Kết luận của UBND cấp xã",
        missing=Default(False, "the commune's own finding puts it on file"),
    )
    is_taken_in: bool = fact(
        "Được hộ gia đình, cá nhân khác nhận chăm sóc, nuôi dưỡng",
        "Taken into care by another household or person",
        proof="Đơn nhận chăm sóc, nuôi dưỡng và quyết định của UBND cấp xã",
        missing=Default(False, "taking in is by a written undertaking that the commune accepts"),
    )
    facility_stay: FacilityStay = fact(
        "Sống tại cơ sở trợ giúp xã hội",
        "Stay in a social facility",
        proof="Quyết định tiếp nhận vào cơ sở",
        missing=Default(FacilityStay.NONE, "facilities report everyone they admit"),
    )
    is_serving_sentence: bool = fact(
        "Đang chấp hành án phạt tù",
        "Is serving a prison sentence",
        proof="Quyết định thi hành án",
        missing=Default(False, "the court sends its decision to the commune of residence"),
    )
    months_uncollected: int = fact(
        "Số tháng liên tiếp chưa nhận trợ cấp",
        "Months in a row not collected",
        unit="tháng",
        least=0,
        most=600,
        proof="Danh sách chưa chi trả của tổ chức chi trả",
        missing=Default(0, "the paying service reports those who did not collect"),
    )


class ShelterFacts:
    """Urgent protection in a family or facility."""

    sheltered_since: date = fact(
        "Ngày bắt đầu được bảo vệ khẩn cấp",
        "Urgent protection since",
        sensitive=True,
        proof="Biên bản tiếp nhận",
        missing=Default(NEVER, "protection begins with a record of admission"),
    )
    sheltered_days: int = fact(
        "Số ngày được nuôi dưỡng tạm thời trong tháng",
        "Days of urgent protection in the month",
        unit="ngày",
        least=0,
        most=31,
        proof="Biên bản bàn giao",
        sensitive=True,
        missing=Default(0, "days are entered from the record of admission and handover"),
    )


class HarmFacts:
    """Injury, death or disappearance in an emergency."""

    harm: EmergencyHarm = fact(
        "Thiệt hại do sự việc khẩn cấp",
        "Harm in an emergency",
        proof="Giấy ra viện, giấy báo tử, xác nhận của công an",
        missing=Default(EmergencyHarm.NONE, "no hospital paper, death notice or police record"),
    )
    harmed_on: date = fact(
        "Ngày bị nạn",
        "Day of the harm",
        proof="Giấy ra viện, giấy báo tử",
        missing=Default(NEVER, "no harm is on record"),
    )
    harm_cause: EmergencyKind = fact(
        "Nguyên nhân bị nạn",
        "Cause of the harm",
        ask="Người này bị nạn vì nguyên nhân gì?",
        ask_en="What caused the harm?",
        proof="Giấy báo tử, biên bản tai nạn",
    )
    days_of_treatment: int = fact(
        "Số ngày phải cấp cứu, điều trị tại cơ sở y tế",
        "Days of treatment in a health facility",
        unit="ngày",
        least=0,
        most=3660,
        ask="Phải nằm điều trị bao nhiêu ngày?",
        ask_en="How many days of treatment in a health facility?",
        proof="Giấy ra viện",
    )


class DecisionFacts:
    """When a monthly allowance was asked for and decided."""

    assistance_decision_on: date = fact(
        "Ngày ký quyết định trợ cấp xã hội hằng tháng",
        "Social allowance decided on",
        proof="Quyết định trợ cấp xã hội hằng tháng",
        missing=Default(NEVER, "no decision is on file, so no payment has begun"),
    )
    social_pension_requested_on: date = fact(
        "Ngày nộp văn bản đề nghị hưởng trợ cấp hưu trí xã hội",
        "Social pension requested on",
        proof="Mẫu số 01 Nghị định 176/2025/NĐ-CP",
        missing=Default(NEVER, "no request is on file"),
    )
    social_pension_decision_on: date = fact(
        "Ngày ký quyết định trợ cấp hưu trí xã hội",
        "Social pension decided on",
        proof="Quyết định trợ cấp hưu trí xã hội",
        missing=Default(NEVER, "no decision is on file, so no payment has begun"),
    )
    stop_decision_on: date = fact(
        "Ngày xã cũ ký quyết định thôi chi trả do chuyển nơi cư trú",
        "Old commune's decision to stop because of a move",
        proof="Quyết định thôi chi trả",
        missing=Default(NEVER, "no move is on file"),
    )


class PersonAssistanceFacts(
    ChildFacts, HealthFacts, IncomeFacts, SupportFacts, ShelterFacts, HarmFacts, DecisionFacts
):
    """What social assistance asks of a person."""


class HouseholdAssistanceFacts:
    """What social assistance asks of a household."""

    is_in_difficulty: bool = fact(
        "Hộ có hoàn cảnh khó khăn theo kết luận của xã",
        "In difficulty, as the commune found",
        ask="Xã có kết luận gia đình có hoàn cảnh khó khăn không?",
        ask_en="Has the commune found your household to be in difficulty?",
        proof="Kết luận của UBND cấp xã",
    )


class EmergencyFacts:
    """What is recorded of an emergency that struck a household."""

    happened_on: date = fact(
        "Ngày xảy ra",
        "Date",
        ask="Sự việc xảy ra ngày nào?",
        ask_en="On which day?",
        proof="Biên bản của xã",
    )
    kind: EmergencyKind = fact(
        "Nguyên nhân",
        "Kind",
        ask="Sự việc do nguyên nhân gì?",
        ask_en="What was the cause?",
        proof="Biên bản của xã",
    )
    house_damage: HouseDamage = fact(
        "Thiệt hại về nhà ở",
        "Damage to the house",
        proof="Mẫu số 06 Nghị định 20/2021/NĐ-CP",
        missing=Default(HouseDamage.NONE, "the commune's record of the event names the damage"),
    )
    has_no_other_home: bool = fact(
        "Không còn nơi ở nào khác",
        "Has nowhere else to live",
        ask="Gia đình có còn nơi ở nào khác không (không còn: có)?",
        ask_en="Is it true that the household has nowhere else to live?",
        proof="Mẫu số 06 Nghị định 20/2021/NĐ-CP",
    )
    must_relocate: bool = fact(
        "Phải di dời nhà ở khẩn cấp theo quyết định",
        "Ordered to relocate urgently",
        proof="Quyết định di dời của cơ quan có thẩm quyền",
        missing=Default(False, "relocation is by the decision of an authority, kept on file"),
    )
    people_short_of_food: int = fact(
        "Số người thiếu đói",
        "People short of food",
        unit="người",
        least=0,
        most=100,
        proof="Mẫu số 5a Nghị định 20/2021/NĐ-CP",
        missing=Default(0, "the village's list names who is short of food"),
    )
    months_short_of_food: int = fact(
        "Số tháng thiếu đói",
        "Months short of food",
        unit="tháng",
        least=0,
        most=24,
        proof="Mẫu số 5a Nghị định 20/2021/NĐ-CP",
        missing=Default(0, "the village's list says for how long"),
    )
