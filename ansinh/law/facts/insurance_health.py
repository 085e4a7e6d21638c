"""Facts of health insurance: groups that a list or paper proves, and visits."""

from __future__ import annotations

from datetime import date

from ansinh.engine import NEVER, Choice, Default, Money, fact

NO_END = Default(NEVER, "no end is recorded")


class HealthGroup(Choice):
    """Nhóm tham gia bảo hiểm y tế theo danh sách, giấy tờ (khoản, điểm của Điều 12)."""

    DEFENCE_RELATIVE = (
        "Thân nhân công nhân quốc phòng, công an (1i)",
        "Defence worker's relative (1i)",
    )
    ON_LONG_LEAVE = (
        "Nghỉ ốm, thai sản từ 14 ngày trong tháng (2b)",
        "On long sick or maternity leave (2b)",
    )
    RUBBER_WORKER = ("Công nhân cao su hưởng trợ cấp (2)", "Rubber worker on an allowance (2)")
    RESERVE_TRAINEE = ("Học viên đào tạo sĩ quan dự bị (3d)", "Reserve officer trainee (3d)")
    VETERAN = ("Người có công, cựu chiến binh (3e)", "Person with merit or veteran (3e)")
    DEPUTY = ("Đại biểu Quốc hội, Hội đồng nhân dân (3g)", "Deputy (3g)")
    MARTYR_RELATIVE = ("Thân nhân liệt sĩ, người nuôi dưỡng liệt sĩ (3i)", "Martyr's relative (3i)")
    MERIT_RELATIVE = ("Thân nhân người có công khác (3k)", "Other relative of merit (3k)")
    SOLDIER_RELATIVE = ("Thân nhân sĩ quan, chiến sĩ (3l)", "Soldier's relative (3l)")
    ORGAN_DONOR = ("Người đã hiến bộ phận cơ thể (3m)", "Organ donor (3m)")
    FORMER_OFFICIAL_OF_BUDGET = (
        "Cán bộ xã nghỉ việc hưởng trợ cấp ngân sách (3p)",
        "Former official paid by the budget (3p)",
    )
    FORMER_LOST_CAPACITY = (
        "Thôi hưởng mất sức, hưởng trợ cấp ngân sách (3q)",
        "Former allowance of lost capacity (3q)",
    )
    ELDER_SURVIVOR = (
        "Hưởng tuất từ 75 tuổi, cận nghèo từ 70 tuổi (3s)",
        "Elder on a survivor allowance (3s)",
    )
    SAFE_ZONE = ("Thường trú ở xã an toàn khu (3)", "Resident of a safe-zone commune (3)")
    RESISTANCE = (
        "Người tham gia kháng chiến, làm nhiệm vụ quốc tế (3)",
        "Took part in the resistance (3)",
    )
    STUDENT = ("Học sinh, sinh viên (4b)", "Pupil or student (4b)")
    GRASSROOTS_SECURITY = (
        "Lực lượng bảo vệ an ninh trật tự cơ sở (4c)",
        "Grassroots security force (4c)",
    )
    AVERAGE_FARMER = (
        "Hộ nông, lâm, ngư, diêm nghiệp mức sống trung bình (4d)",
        "Farm household of average standard (4d)",
    )
    VILLAGE_HEALTH = ("Nhân viên y tế thôn, cô đỡ thôn bản (4đ)", "Village health worker (4đ)")
    VILLAGE_OFFICIAL = (
        "Người hoạt động không chuyên trách ở thôn (4e)",
        "Village part-time official (4e)",
    )
    FORMER_DIFFICULT = (
        "Dân tộc thiểu số ở xã vừa thoát khó khăn (4g)",
        "Minority of a commune no longer difficult (4g)",
    )
    ARTISAN = ("Nghệ nhân được phong tặng danh hiệu (4h)", "Titled artisan (4h)")
    TRAFFICKING_VICTIM = ("Nạn nhân mua bán người (4i)", "Victim of trafficking (4i)")
    MINE_VICTIM = ("Nạn nhân bom mìn (4)", "Victim of mines (4)")
    HOUSEHOLD = ("Tham gia theo hộ gia đình (5a)", "Joins with the household (5a)")


class FacilityTier(Choice):
    """Cấp của cơ sở khám bệnh, chữa bệnh."""

    PRIMARY = ("Cấp ban đầu", "Primary")
    BASIC = (
        "Cấp cơ bản (huyện cũ, dưới 50 điểm, xếp tạm)",
        "Basic (former district, under 50 points)",
    )
    BASIC_50 = (
        "Cấp cơ bản từ 50 đến dưới 70 điểm, tỉnh hoặc trung ương cũ",
        "Basic from 50 points, or formerly provincial",
    )
    SPECIALISED_PROVINCIAL = ("Cấp chuyên sâu, tỉnh cũ", "Specialised, formerly provincial")
    SPECIALISED = ("Cấp chuyên sâu khác", "Other specialised")


class HealthRegistrationFacts:
    """A group that a list or paper puts a person in, for a span of dates."""

    group: HealthGroup = fact("Nhóm", "Group", proof="Danh sách tham gia bảo hiểm y tế")
    since: date = fact("Từ ngày", "From", proof="Danh sách tham gia bảo hiểm y tế")
    until: date = fact("Đến trước ngày", "Until (not included)", missing=NO_END)
    place: int = fact(
        "Thứ tự người thứ mấy của hộ",
        "Place among those of the household who join",
        least=1,
        most=30,
        proof="Tờ khai tham gia của hộ",
        missing=Default(1, "the household's declaration numbers its members"),
    )


class HealthVisitFacts:
    """One visit to a health facility as its bill states it."""

    visited_on: date = fact("Ngày khám", "Day of the visit", proof="Bảng kê chi phí")
    cost: Money = fact(
        "Chi phí trong phạm vi hưởng",
        "Cost within the scope of the insurance",
        unit="đồng",
        least=0,
        most=10**10,
        proof="Bảng kê chi phí",
    )
    supplies: Money = fact(
        "Vật tư y tế của một dịch vụ kỹ thuật cao",
        "Supplies of one high-cost service",
        unit="đồng",
        least=0,
        most=10**10,
        proof="Bảng kê chi phí",
        missing=Default(0, "the bill lists them"),
    )
    transport_km: int = fact(
        "Quãng đường chuyển tuyến một chiều, xe không có giá được duyệt",
        "Transfer one way without an approved price",
        unit="km",
        least=0,
        most=3000,
        proof="Giấy chuyển, hóa đơn",
        missing=Default(0, "a transfer is on paper"),
    )
    petrol_price: Money = fact(
        "Giá xăng ngày chuyển",
        "Price of petrol on the day",
        unit="đồng/lít",
        least=0,
        most=10**6,
        missing=Default(0, "stated with the transfer"),
    )
    tier: FacilityTier = fact("Cấp cơ sở", "Tier of the facility", proof="Bảng kê chi phí")
    is_inpatient: bool = fact(
        "Nội trú",
        "Inpatient",
        proof="Giấy ra viện",
        missing=Default(False, "an inpatient has a discharge paper"),
    )
    is_at_registered_place: bool = fact(
        "Đúng nơi đăng ký hoặc được chuyển đến",
        "At the registered place or referred",
        proof="Thẻ bảo hiểm y tế, giấy chuyển",
    )
    is_emergency: bool = fact(
        "Cấp cứu",
        "Emergency",
        proof="Bảng kê chi phí",
        missing=Default(False, "the bill marks an emergency"),
    )
    has_rare_disease: bool = fact(
        "Bệnh hiếm, bệnh hiểm nghèo theo danh mục",
        "Rare or grave disease of the list",
        proof="Bảng kê chi phí",
        sensitive=True,
        missing=Default(False, "the bill states the disease"),
    )
    has_five_years: bool = fact(
        "Đã tham gia 5 năm liên tục",
        "Insured for five years without a break",
        proof="Thẻ bảo hiểm y tế",
        missing=Default(False, "the card prints the day on which five years are full"),
    )
    paid_before_change: Money = fact(
        "Cùng chi trả trong năm đến 30/6 (năm lương cơ sở đổi)",
        "Own payments of the year up to 30 June (in a year in which the base salary changes)",
        unit="đồng",
        least=0,
        most=10**10,
        proof="Cổng tiếp nhận dữ liệu của cơ quan BHXH",
        missing=Default(0, "the agency's portal adds them up"),
    )
    paid_since: Money = fact(
        "Cùng chi trả trong năm từ đó",
        "Own payments of the year since then",
        unit="đồng",
        least=0,
        most=10**10,
        proof="Cổng tiếp nhận dữ liệu của cơ quan BHXH",
        missing=Default(0, "the agency's portal adds them up"),
    )
