"""Facts of insurance: periods in the book, grants on file, medical conclusions and claims."""

from __future__ import annotations

from datetime import date

from ansinh.engine import NEVER, Choice, Default, Money, Rate, fact

BOOK = "Sổ bảo hiểm xã hội"
NO_END = Default(NEVER, "no end is recorded")


class InsuredCategory(Choice):
    """Đối tượng tham gia bảo hiểm xã hội, theo điểm của khoản 1 Điều 2 Luật 41/2024/QH15."""

    EMPLOYEE = ("Người lao động theo hợp đồng (a)", "Employee under a contract (a)")
    PUBLIC = ("Cán bộ, công chức, viên chức (b)", "Official or public employee (b)")
    DEFENCE_WORKER = ("Công nhân quốc phòng, công an, cơ yếu (c)", "Defence or police worker (c)")
    OFFICER = ("Sĩ quan, quân nhân chuyên nghiệp (d)", "Officer, professional soldier (d)")
    CONSCRIPT = ("Hạ sĩ quan, binh sĩ, học viên (đ)", "Conscript or cadet (đ)")
    MILITIA = ("Dân quân thường trực (e)", "Standing militia (e)")
    ABROAD = ("Đi làm việc ở nước ngoài theo hợp đồng (g)", "Works abroad under a contract (g)")
    DIPLOMAT_SPOUSE = ("Vợ, chồng thành viên cơ quan đại diện (h)", "Spouse of a diplomat (h)")
    MANAGER = ("Người quản lý có hưởng tiền lương (i)", "Paid manager (i)")
    PART_TIME_OFFICIAL = ("Người hoạt động không chuyên trách (k)", "Part-time local official (k)")
    PART_TIME = ("Người lao động không trọn thời gian (l)", "Part-time employee (l)")
    BUSINESS_OWNER = ("Chủ hộ kinh doanh (m)", "Owner of a household business (m)")
    UNPAID_MANAGER = ("Người quản lý không hưởng tiền lương (n)", "Unpaid manager (n)")
    VOLUNTARY = ("Tham gia tự nguyện (khoản 4)", "Voluntary participant (clause 4)")


class BaseKind(Choice):
    """Tiền lương làm căn cứ đóng do ai quy định."""

    EMPLOYER = (
        "Do người sử dụng lao động quyết định, hoặc thu nhập tự chọn",
        "Set by the employer, or a chosen income",
    )
    STATE = ("Do Nhà nước quy định", "Set by the State")


class WorkCondition(Choice):
    """Điều kiện lao động của công việc."""

    NORMAL = ("Bình thường", "Normal")
    HAZARDOUS = ("Nặng nhọc, độc hại, nguy hiểm", "Arduous or hazardous")
    EXTREMELY_HAZARDOUS = (
        "Đặc biệt nặng nhọc, độc hại, nguy hiểm",
        "Extremely arduous or hazardous",
    )
    UNDERGROUND_COAL = ("Khai thác than trong hầm lò", "Underground coal mining")


class WageRegion(Choice):
    """Vùng lương tối thiểu."""

    REGION_I = ("Vùng I", "Region I")
    REGION_II = ("Vùng II", "Region II")
    REGION_III = ("Vùng III", "Region III")
    REGION_IV = ("Vùng IV", "Region IV")


class GrantKind(Choice):
    """Lương hưu, trợ cấp bảo hiểm xã hội hằng tháng đang hưởng."""

    RETIREMENT = ("Lương hưu", "Retirement pension")
    LOST_CAPACITY = ("Trợ cấp mất sức lao động", "Allowance for lost capacity")
    WORK_ACCIDENT = ("Trợ cấp tai nạn lao động, bệnh nghề nghiệp", "Work accident allowance")
    FORMER_COMMUNE_OFFICIAL = (
        "Trợ cấp cán bộ xã (Nghị định 09/1998/NĐ-CP)",
        "Allowance of a former commune official",
    )


class OneOffGround(Choice):
    """Căn cứ đề nghị hưởng bảo hiểm xã hội một lần."""

    AGE = ("Đủ tuổi nghỉ hưu, chưa đủ năm đóng", "Retirement age without the years")
    EMIGRATION = ("Ra nước ngoài để định cư", "Emigrates")
    DISEASE = ("Mắc bệnh nguy hiểm đến tính mạng", "Life-threatening disease")
    CAPACITY_81 = (
        "Suy giảm khả năng lao động từ 81%, khuyết tật đặc biệt nặng",
        "Lost 81 % of capacity, or especially severely disabled",
    )
    STOPPED_PAYING = ("Sau 12 tháng không đóng", "Twelve months without contributions")
    DISCHARGED = ("Phục viên, xuất ngũ", "Discharged from service")


class InsurancePeriodFacts:
    """One line of the insurance book: months within one calendar year on one base."""

    category: InsuredCategory = fact("Đối tượng tham gia", "Category", proof=BOOK)
    since: date = fact("Từ tháng (ngày 01)", "From (first day of a month)", proof=BOOK)
    until: date = fact(
        "Đến trước tháng (ngày 01)",
        "Until (first day of the month not included)",
        proof=BOOK,
        missing=Default(NEVER, "the period goes on: no end is in the book"),
    )
    monthly_base: Money = fact(
        "Tiền lương, thu nhập tháng làm căn cứ đóng",
        "Monthly wage or income contributed on",
        unit="đồng/tháng",
        least=0,
        most=2 * 10**8,
        proof=BOOK,
    )
    base_kind: BaseKind = fact(
        "Chế độ tiền lương",
        "Who sets the wage",
        proof=BOOK,
        missing=Default(BaseKind.EMPLOYER, "State pay is written in the book as coefficients"),
    )
    coefficient: Rate = fact(
        "Hệ số lương và phụ cấp tính đóng",
        "Pay coefficient with the allowances contributed on",
        decimals=4,
        least=0,
        most=30,
        proof=BOOK,
        missing=Default(0, "only State pay has a coefficient"),
    )
    work_condition: WorkCondition = fact(
        "Điều kiện lao động",
        "Working conditions",
        proof=BOOK,
        missing=Default(WorkCondition.NORMAL, "hazardous work is written in the book"),
    )
    in_hard_area: bool = fact(
        "Ở vùng đặc biệt khó khăn, hoặc phụ cấp khu vực từ 0,7 trước năm 2021",
        "In an extremely difficult area, or with an area allowance of 0.7 before 2021",
        proof=BOOK,
        missing=Default(False, "the book or the employer's paper says so"),
    )
    pays_unemployment: bool = fact(
        "Có đóng bảo hiểm thất nghiệp",
        "Unemployment insurance was paid",
        proof=BOOK,
        missing=Default(False, "months of unemployment insurance are printed in the book"),
    )
    stated_region: WageRegion = fact(
        "Vùng lương tối thiểu ghi trong hồ sơ",
        "Region of minimum wages stated in the file",
        proof=BOOK,
    )
    months_at_once: int = fact(
        "Số tháng đóng một lần cho thời gian còn thiếu",
        "Missing months paid at once",
        unit="tháng",
        least=0,
        most=60,
        proof=BOOK,
        missing=Default(0, "what was paid at once is a line of its own in the book"),
    )
    is_settled: bool = fact(
        "Đã hưởng bảo hiểm xã hội một lần",
        "Already settled by a once-only payment",
        proof=BOOK,
        missing=Default(False, "a once-only payment is confirmed in the book"),
    )
    state_support: Money = fact(
        "Tiền Nhà nước hỗ trợ đóng tự nguyện mỗi tháng",
        "State support of the voluntary contribution, a month",
        unit="đồng/tháng",
        least=0,
        most=10**7,
        proof=BOOK,
        missing=Default(0, "support is on the agency's own account"),
    )


class PensionGrantFacts:
    """A monthly pension or allowance on the payment list of the insurance agency."""

    kind: GrantKind = fact("Loại", "Kind", proof="Quyết định hưởng")
    started_on: date = fact("Hưởng từ ngày", "Paid since", proof="Quyết định hưởng")
    amount: Money = fact(
        "Mức đang hưởng",
        "Monthly amount",
        unit="đồng/tháng",
        least=0,
        most=2 * 10**8,
        proof="Danh sách chi trả của cơ quan bảo hiểm xã hội",
    )
    amount_since: date = fact("Mức này tính từ ngày", "Amount since", proof="Danh sách chi trả")
    until: date = fact("Đến trước ngày", "Until (not included)", missing=NO_END)


class MedicalConclusionFacts:
    """A conclusion of a medical board on lost working capacity."""

    percent: int = fact(
        "Tỷ lệ suy giảm khả năng lao động",
        "Loss of working capacity",
        unit="%",
        least=0,
        most=100,
        proof="Biên bản giám định y khoa",
    )
    concluded_on: date = fact("Ngày kết luận", "Concluded on", proof="Biên bản giám định y khoa")


class AreaWageRegionFacts:
    """The region of minimum wages that a decree puts a commune in, for a span of dates."""

    region: WageRegion = fact("Vùng lương tối thiểu", "Region of minimum wages")
    since: date = fact("Từ ngày", "From")
    until: date = fact("Đến trước ngày", "Until (not included)", missing=NO_END)


class BenefitStop(Choice):
    """Trợ cấp thất nghiệp kết thúc thế nào."""

    FULL_TERM = ("Hưởng hết thời hạn", "Drawn to the end")
    WITH_NOTICE = ("Chấm dứt, được bảo lưu, có thông báo", "Ended with notice, time kept")
    WITHOUT_NOTICE = ("Chấm dứt, không được bảo lưu", "Ended, time not kept")


class JobLossFacts:
    """The end of a contract and the claim to unemployment benefit."""

    ended_on: date = fact(
        "Ngày chấm dứt hợp đồng", "Contract ended on", proof="Giấy tờ chấm dứt hợp đồng"
    )
    was_lawful: bool = fact(
        "Chấm dứt đúng pháp luật",
        "Ended lawfully",
        proof="Giấy tờ chấm dứt hợp đồng",
        missing=Default(True, "an unlawful end is found by a court or an inspector, on record"),
    )
    had_short_contract: bool = fact(
        "Hợp đồng từ đủ 01 tháng (trước 2026: 03 tháng) đến dưới 12 tháng",
        "Contract of 1 (before 2026: 3) to under 12 months",
        proof="Hợp đồng lao động",
        missing=Default(False, "the longer window is claimed with the contract"),
    )
    had_state_pay: bool = fact(
        "Hưởng tiền lương do Nhà nước quy định",
        "Was on State pay",
        proof=BOOK,
        missing=Default(False, "State pay is written in the book"),
    )
    filed_on: date = fact(
        "Ngày nộp hồ sơ hưởng",
        "Claim filed on",
        proof="Mẫu đề nghị hưởng trợ cấp thất nghiệp",
        missing=Default(NEVER, "no claim is on file"),
    )
    stated_region: WageRegion = fact(
        "Vùng lương tối thiểu ghi trong hồ sơ",
        "Region of minimum wages stated in the file",
        proof="Quyết định hưởng trợ cấp thất nghiệp",
    )
    benefit_from: date = fact(
        "Hưởng từ ngày", "Benefit from", proof="Quyết định hưởng trợ cấp thất nghiệp"
    )
    stopped_on: date = fact(
        "Ngày chấm dứt hưởng", "Benefit stopped on", missing=Default(NEVER, "no stop is on file")
    )
    stop: BenefitStop = fact(
        "Cách chấm dứt hưởng",
        "How it stopped",
        missing=Default(BenefitStop.FULL_TERM, "a decision to end the benefit is on file"),
    )
    months_drawn: int = fact(
        "Số tháng đã hưởng",
        "Months drawn",
        unit="tháng",
        least=0,
        most=12,
        missing=Default(0, "payments are on the agency's own account"),
    )
    months_kept: int = fact(
        "Số tháng được bảo lưu từ lần trước",
        "Months kept from before",
        unit="tháng",
        least=0,
        most=600,
        proof=BOOK,
        missing=Default(0, "kept months are printed in the book"),
    )
    counts_from: date = fact(
        "Tính thời gian đóng từ",
        "Contributions count from",
        proof=BOOK,
        missing=Default(date(2009, 1, 1), "nothing was drawn before: the first day of the scheme"),
    )


class TrainingCourseFacts:
    """A course that the decision on training support names."""

    started_on: date = fact("Ngày bắt đầu", "Started on", proof="Quyết định hỗ trợ học nghề")
    months: int = fact(
        "Số tháng tròn",
        "Whole months",
        unit="tháng",
        least=0,
        most=36,
        proof="Quyết định hỗ trợ học nghề",
    )
    odd_days: int = fact(
        "Số ngày lẻ",
        "Odd days",
        unit="ngày",
        least=0,
        most=30,
        missing=Default(0, "the decision states whole months"),
    )
    fee: Money = fact(
        "Học phí cả khóa",
        "Fee of the whole course",
        unit="đồng",
        least=0,
        most=10**9,
        proof="Quyết định hỗ trợ học nghề",
    )
    days_attended: int = fact(
        "Số ngày thực học",
        "Days attended",
        unit="ngày",
        least=0,
        most=400,
        missing=Default(0, "the school reports who attended"),
    )
