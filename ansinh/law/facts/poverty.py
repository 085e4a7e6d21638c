"""Facts of the poverty survey: income, and what each indicator of deprivation looks at."""

from __future__ import annotations

from datetime import date

from ansinh.engine import NEVER, Choice, Default, Money, Rate, fact

SURVEY = "Phiếu rà soát hộ nghèo, hộ cận nghèo (Phiếu B)"


class PovertyClass(Choice):
    """Phân loại hộ theo quyết định công nhận của xã."""

    POOR = ("Hộ nghèo", "Poor")
    NEAR_POOR = ("Hộ cận nghèo", "Near-poor")
    ESCAPED_POOR = ("Hộ thoát nghèo", "Out of poverty")
    ESCAPED_NEAR_POOR = ("Hộ thoát cận nghèo", "Out of near-poverty")


class WorkSituation(Choice):
    """Tình trạng việc làm."""

    WAGE_WITH_CONTRACT = ("Làm công ăn lương, có hợp đồng lao động", "Wage job with a contract")
    WAGE_WITHOUT_CONTRACT = (
        "Làm công ăn lương, không có hợp đồng lao động",
        "Wage job without a contract",
    )
    OWN_WORK = ("Tự làm: ruộng vườn, buôn bán, nghề riêng", "Own farm, trade or craft")
    LOOKING_FOR_WORK = (
        "Muốn làm, làm được nhưng không tìm được việc",
        "Able and willing but finds no work",
    )
    NOT_WORKING = (
        "Không làm việc: đi học, nội trợ, già yếu, ốm đau",
        "Not working: study, home, age, illness",
    )


class SchoolLevel(Choice):
    """Bậc học, cấp học đang theo học."""

    NONE = ("Không đi học", "Not attending")
    PRESCHOOL = ("Mầm non", "Preschool")
    PRIMARY = ("Tiểu học", "Primary")
    LOWER_SECONDARY = ("Trung học cơ sở", "Lower secondary")
    UPPER_SECONDARY = ("Trung học phổ thông", "Upper secondary")
    VOCATIONAL = ("Đào tạo nghề", "Vocational training")
    COLLEGE_OR_UNIVERSITY = ("Cao đẳng, đại học", "College or university")


class Qualification(Choice):
    """Trình độ cao nhất đã hoàn thành."""

    NONE = ("Chưa hoàn thành tiểu học", "None")
    PRIMARY = ("Tiểu học", "Primary")
    LOWER_SECONDARY = ("Trung học cơ sở", "Lower secondary")
    UPPER_SECONDARY = ("Trung học phổ thông", "Upper secondary")
    VOCATIONAL_ELEMENTARY = ("Sơ cấp nghề", "Elementary vocational")
    VOCATIONAL_INTERMEDIATE = ("Trung cấp", "Intermediate vocational")
    COLLEGE = ("Cao đẳng", "College")
    UNIVERSITY = ("Đại học trở lên", "University or higher")


class WaterSource(Choice):
    """Nguồn nước sinh hoạt chính."""

    TAP = ("Nước máy", "Tap water")
    DRILLED_WELL = ("Giếng khoan", "Drilled well")
    PROTECTED_DUG_WELL = ("Giếng đào được bảo vệ", "Protected dug well")
    PROTECTED_SPRING = ("Khe, mó được bảo vệ", "Protected spring")
    RAIN = ("Nước mưa", "Rain water")
    BOTTLED = ("Nước đóng chai, bình", "Bottled water")
    OTHER = ("Nguồn khác: sông, suối, ao hồ, giếng không bảo vệ", "Other, unprotected")


class Toilet(Choice):
    """Loại nhà tiêu."""

    SEPTIC = ("Tự hoại, bán tự hoại", "Septic or semi-septic")
    POUR_FLUSH = ("Thấm dội nước", "Pour-flush")
    VENTILATED_PIT = ("Chìm có ống thông hơi", "Ventilated improved pit")
    PIT_WITH_SLAB = ("Hố xí đào có bệ ngồi", "Pit with seat or slab")
    DOUBLE_VAULT = ("Hai ngăn", "Double vault")
    OTHER = ("Loại khác", "Another kind")
    NONE = ("Không có", "None")


class PovertyRecognitionFacts:
    """What a recognition says."""

    poverty_class: PovertyClass = fact(
        "Loại hộ",
        "Class",
        proof="Quyết định công nhận của Chủ tịch UBND cấp xã",
    )
    since: date = fact(
        "Từ ngày",
        "From",
        proof="Quyết định công nhận của Chủ tịch UBND cấp xã",
    )
    until: date = fact(
        "Đến trước ngày", "Until (not included)", missing=Default(NEVER, "no end is recorded")
    )


class HouseholdIncomeFacts:
    """What the survey asks of a household's income."""

    monthly_income: Money = fact(
        "Thu nhập bình quân tháng của cả hộ trong 12 tháng qua, không kể trợ cấp xã hội",
        "Average monthly household income over the last 12 months, without social allowances",
        ask="Trong 12 tháng qua, cả nhà thu nhập bình quân mỗi tháng bao nhiêu đồng, đã trừ chi phí"
        " sản xuất và không tính trợ cấp xã hội?",
        ask_en="Over the last 12 months, what did the whole household earn on average a month,"
        " after costs and without social allowances?",
        proof=SURVEY,
        unit="đồng/tháng",
        least=0,
        most=10**12,
    )
    scored: bool = fact(
        "Đã chấm điểm A trên Phiếu B",
        "Score A has been entered from the form",
        proof=SURVEY,
        missing=Default(False, "no score sheet is entered, so the measured income decides"),
    )
    score_a: int = fact(
        "Điểm A (ước lượng thu nhập)",
        "Score A (estimated income)",
        ask="Tổng điểm A trên Phiếu B là bao nhiêu?",
        ask_en="What is the total of score A?",
        proof=SURVEY,
        unit="điểm",
        least=0,
        most=1000,
    )
    is_mainly_farming: bool = fact(
        "Sống chủ yếu bằng nông, lâm, ngư, diêm nghiệp",
        "Lives mainly from farming, forestry, fishery or salt",
        ask="Gia đình có sống chủ yếu bằng nghề nông, lâm, ngư nghiệp hoặc làm muối không?",
        ask_en="Does your household live mainly from farming, forestry, fishery or salt?",
        proof="Giấy đề nghị xác định hộ có mức sống trung bình",
    )


class HouseholdDwellingFacts:
    """What the survey asks of a household's dwelling, water and waste."""

    dwelling_area: Rate = fact(
        "Diện tích nhà ở",
        "Dwelling area",
        unit="m²",
        decimals=2,
        least=0,
        most=10_000,
        ask="Nhà ở của gia đình rộng bao nhiêu mét vuông?",
        ask_en="How many square metres is your dwelling?",
        proof=SURVEY,
    )
    wall_is_durable: bool = fact(
        "Tường, bao che bằng vật liệu bền chắc",
        "The wall is of durable material",
        ask="Tường nhà có làm bằng vật liệu bền chắc (gạch, bê tông, gỗ bền chắc) không?",
        ask_en="Is the wall of durable material (brick, concrete, durable wood)?",
        proof=SURVEY,
    )
    column_is_durable: bool = fact(
        "Cột, khung bằng vật liệu bền chắc",
        "The columns are of durable material",
        ask="Cột, khung nhà có làm bằng vật liệu bền chắc (bê tông, sắt thép, gỗ bền chắc) không?",
        ask_en="Are the columns of durable material (concrete, steel, durable wood)?",
        proof=SURVEY,
    )
    roof_is_durable: bool = fact(
        "Mái bằng vật liệu bền chắc",
        "The roof is of durable material",
        ask="Mái nhà có làm bằng vật liệu bền chắc (bê tông, ngói, tôn) không?",
        ask_en="Is the roof of durable material (concrete, tiles, metal sheets)?",
        proof=SURVEY,
    )
    water_source: WaterSource = fact(
        "Nguồn nước sinh hoạt chính",
        "Main source of domestic water",
        ask="Gia đình ăn uống, sinh hoạt bằng nguồn nước nào là chính?",
        ask_en="Where does your domestic water mainly come from?",
        proof=SURVEY,
    )
    toilet: Toilet = fact(
        "Loại nhà tiêu",
        "Kind of toilet",
        ask="Gia đình dùng loại nhà tiêu nào?",
        ask_en="What kind of toilet do you use?",
        proof=SURVEY,
    )
    waste_is_treated: bool = fact(
        "Rác thải sinh hoạt được thu gom, xử lý",
        "Domestic waste is collected or treated",
        ask="Rác của gia đình có được thu gom hoặc xử lý hợp vệ sinh không?",
        ask_en="Is your domestic waste collected or treated hygienically?",
        proof=SURVEY,
    )


class HouseholdInformationFacts:
    """What the survey asks of a household's access to information."""

    someone_uses_internet: bool = fact(
        "Có thành viên sử dụng internet",
        "A member uses the internet",
        ask="Trong nhà có ai dùng internet (kể cả trên điện thoại) không?",
        ask_en="Does anyone at home use the internet (also on a phone)?",
        proof=SURVEY,
    )
    has_television: bool = fact(
        "Có ti vi",
        "Has a television",
        ask="Nhà có ti vi dùng được không?",
        ask_en="Is there a working television at home?",
        proof=SURVEY,
    )
    has_radio: bool = fact(
        "Có đài",
        "Has a radio",
        ask="Nhà có đài (radio) dùng được không?",
        ask_en="Is there a working radio at home?",
        proof=SURVEY,
    )
    has_computer: bool = fact(
        "Có máy tính để bàn, xách tay hoặc máy tính bảng",
        "Has a computer, laptop or tablet",
        ask="Nhà có máy tính để bàn, máy tính xách tay hoặc máy tính bảng không?",
        ask_en="Is there a desktop computer, laptop or tablet at home?",
        proof=SURVEY,
    )
    has_telephone: bool = fact(
        "Có điện thoại, cố định hoặc di động",
        "Has a telephone, fixed or mobile",
        ask="Nhà có điện thoại (bàn, di động, thông minh) không?",
        ask_en="Is there a telephone at home (fixed, mobile, smart)?",
        proof=SURVEY,
    )
    hears_loudspeaker: bool = fact(
        "Nghe được loa đài truyền thanh xã, thôn",
        "Hears the commune or village loudspeaker",
        ask="Ở nhà có nghe được loa truyền thanh của xã, thôn không?",
        ask_en="Can you hear the commune or village loudspeaker at home?",
        proof=SURVEY,
    )


class HouseholdPowerFacts:
    """What the support for electricity looks at."""

    is_on_grid: bool = fact(
        "Dùng điện lưới",
        "Has grid electricity",
        ask="Nhà có dùng điện lưới không?",
        ask_en="Does your home have grid electricity?",
        proof="Hóa đơn tiền điện",
        missing=Default(True, "places without a grid are on a list that the province approves"),
    )
    monthly_kwh: int = fact(
        "Điện sinh hoạt sử dụng trong tháng",
        "Electricity used in the month",
        ask="Tháng này nhà dùng bao nhiêu số điện (kWh)?",
        ask_en="How many kWh did your home use this month?",
        proof="Hóa đơn tiền điện",
        unit="kWh",
        least=0,
        most=100_000,
    )
    is_ethnic_minority: bool = fact(
        "Hộ đồng bào dân tộc thiểu số",
        "Ethnic-minority household",
        ask="Gia đình có phải là hộ đồng bào dân tộc thiểu số không?",
        ask_en="Is yours an ethnic-minority household?",
        proof="Thông tin cư trú",
    )


class HouseholdPovertyFacts(
    HouseholdIncomeFacts, HouseholdDwellingFacts, HouseholdInformationFacts, HouseholdPowerFacts
):
    """What the survey asks of a household."""


class PersonPovertyFacts:
    """What the survey asks of a person."""

    has_health_insurance: bool = fact(
        "Có thẻ bảo hiểm y tế",
        "Has health insurance",
        ask="Hiện có thẻ bảo hiểm y tế còn hạn không?",
        ask_en="Do you have a valid health insurance card now?",
        proof="Thẻ bảo hiểm y tế",
    )
    work_situation: WorkSituation = fact(
        "Tình trạng việc làm",
        "Work situation",
        ask="Hiện đang làm việc thế nào?",
        ask_en="What is your work situation now?",
        proof=SURVEY,
    )
    attending: SchoolLevel = fact(
        "Bậc học, cấp học đang theo học",
        "Level of education attended",
        ask="Đang học ở bậc học, cấp học nào?",
        ask_en="Which level of education do you attend?",
        proof="Danh sách học sinh của nhà trường",
    )
    completed: Qualification = fact(
        "Trình độ cao nhất đã hoàn thành",
        "Highest qualification completed",
        ask="Bằng cấp, chứng chỉ cao nhất đã có là gì?",
        ask_en="What is your highest diploma or certificate?",
        proof="Văn bằng, chứng chỉ",
    )
    is_trained_by_employer: bool = fact(
        "Được doanh nghiệp tuyển dụng và xác nhận vừa học vừa làm",
        "Hired by an enterprise that certifies on-the-job training",
        ask="Có được doanh nghiệp tuyển dụng và xác nhận đào tạo tại chỗ không?",
        ask_en="Does an enterprise that hired you certify your training on the job?",
        proof="Giấy xác nhận của doanh nghiệp",
        missing=Default(False, "only a written confirmation of the enterprise counts"),
    )
    is_stunted: bool = fact(
        "Suy dinh dưỡng chiều cao theo tuổi",
        "Stunted (height for age)",
        sensitive=True,
        ask="Cháu có được trạm y tế xác định suy dinh dưỡng thể thấp còi không?",
        ask_en="Has the health station found the child stunted?",
        proof="Sổ theo dõi sức khỏe trẻ em",
    )
    is_underweight: bool = fact(
        "Suy dinh dưỡng cân nặng theo tuổi",
        "Underweight (weight for age)",
        sensitive=True,
        ask="Cháu có được trạm y tế xác định suy dinh dưỡng thể nhẹ cân không?",
        ask_en="Has the health station found the child underweight?",
        proof="Sổ theo dõi sức khỏe trẻ em",
    )
    went_without_treatment: bool = fact(
        "Ốm đau, chấn thương nặng trong 12 tháng qua mà không đi khám, chữa bệnh",
        "Was badly ill or injured in the last 12 months and had no treatment",
        sensitive=True,
        ask="Trong 12 tháng qua có lần nào ốm nặng (phải nằm một chỗ, nghỉ việc, nghỉ học) mà không"
        " đi khám, chữa bệnh không?",
        ask_en="In the last 12 months, were you ever ill enough to stay in bed, off work or school,"
        " and went without treatment?",
        proof=SURVEY,
    )


class AreaPovertyFacts:
    """What the classification of a commune looks at."""

    criteria_met: int = fact(
        "Số tiêu chí khó khăn mà xã đạt, trong 12 tiêu chí",
        "Criteria of difficulty met, of 12",
        ask="Xã đạt mấy tiêu chí trong 12 tiêu chí phân định?",
        ask_en="How many of the 12 criteria does the commune meet?",
        proof="Hồ sơ phân định của Ủy ban nhân dân tỉnh",
        least=0,
        most=12,
    )
    village_count: int = fact(
        "Số thôn",
        "Number of villages",
        ask="Xã có bao nhiêu thôn, tổ dân phố?",
        ask_en="How many villages are there in the commune?",
        proof="Hồ sơ phân định của Ủy ban nhân dân tỉnh",
        least=0,
        most=1000,
    )
    especially_difficult_village_count: int = fact(
        "Số thôn đặc biệt khó khăn",
        "Number of especially difficult villages",
        ask="Xã có bao nhiêu thôn đặc biệt khó khăn?",
        ask_en="How many of them are especially difficult?",
        proof="Quyết định phê duyệt danh sách thôn đặc biệt khó khăn",
        least=0,
        most=1000,
    )
