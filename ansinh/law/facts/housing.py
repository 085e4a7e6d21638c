"""Facts of housing and its support: applications, loans, help for the poor to build or repair."""

from __future__ import annotations

from datetime import date

from ansinh.engine import NEVER, Choice, Default, Money, Rate, fact

CONFIRMATION = "Giấy xác nhận đối tượng, thu nhập"
HOME_PAPER = "Giấy xác nhận điều kiện về nhà ở"
LOAN_REQUEST = "Giấy đề nghị vay vốn"
APPROVED_LIST = "Quyết định phê duyệt danh sách hỗ trợ nhà ở"
_NOBODY = Default(0, "only who is named on the paper is counted")
_NO_MONEY = Default(0, "the request names no such amount")
_NO_DAY = Default(NEVER, "no decision is on file")


class HousingForm(Choice):
    """Hình thức đăng ký nhà ở xã hội."""

    BUY = ("Mua", "Buy")
    LEASE_PURCHASE = ("Thuê mua", "Lease-purchase")
    RENT = ("Thuê", "Rent")


class HousingWorkplace(Choice):
    """Nơi làm việc quyết định đối tượng của Điều 76 Luật Nhà ở."""

    NONE = ("Không", "None of these")
    ENTERPRISE = ("Doanh nghiệp, hợp tác xã (khoản 6)", "Enterprise or cooperative (clause 6)")
    ARMED_FORCES = ("Lực lượng vũ trang, cơ yếu (khoản 7)", "Armed forces (clause 7)")
    PUBLIC = ("Cán bộ, công chức, viên chức (khoản 8)", "Official or public employee (clause 8)")


class HousingLoanPurpose(Choice):
    """Mục đích vay ưu đãi về nhà ở."""

    PURCHASE = ("Mua, thuê mua nhà ở xã hội", "Buy or lease-purchase a social home")
    CONSTRUCTION = ("Xây dựng, cải tạo, sửa chữa nhà ở", "Build or repair one's own house")


class HouseWork(Choice):
    """Hỗ trợ xây mới hay sửa chữa nhà ở."""

    NONE = ("Không", "None")
    BUILD = ("Xây mới", "Build")
    REPAIR = ("Sửa chữa", "Repair")


class HouseProgramme(Choice):
    """Chương trình hỗ trợ nhà ở hộ nghèo, hộ cận nghèo."""

    NONE = ("Không", "None")
    POOR_DISTRICTS = (
        "Dự án 5 giảm nghèo bền vững: huyện nghèo",
        "Project 5 of poverty reduction: poor districts",
    )
    MINORITY = (
        "Dự án 1 vùng đồng bào dân tộc thiểu số và miền núi",
        "Project 1 of ethnic-minority and mountain areas",
    )
    TEMPORARY_HOUSES = ("Xóa nhà tạm, nhà dột nát", "Elimination of temporary houses")


class ApplicationIncomeFacts:
    """What the confirmation of income says."""

    confirmed_on: date = fact(
        "Ngày cơ quan có thẩm quyền xác nhận",
        "Income confirmed on",
        ask="Giấy xác nhận thu nhập ký ngày nào?",
        ask_en="On which day was the income confirmation signed?",
        proof=CONFIRMATION,
    )
    own_income: Money = fact(
        "Thu nhập bình quân tháng thực nhận của người đứng đơn trong 12 tháng",
        "Applicant's average monthly take-home income over 12 months",
        ask="Trong 12 tháng trước ngày xác nhận, mỗi tháng thực nhận bình quân bao nhiêu đồng?",
        ask_en="What was your average monthly take-home income over the 12 months before?",
        proof=CONFIRMATION,
        unit="đồng/tháng",
        least=0,
        most=10**10,
    )
    spouse_income: Money = fact(
        "Thu nhập bình quân tháng thực nhận của vợ, chồng trong 12 tháng",
        "Spouse's average monthly take-home income over 12 months",
        ask="Vợ (chồng) mỗi tháng thực nhận bình quân bao nhiêu đồng?",
        ask_en="What was your spouse's average monthly take-home income?",
        proof=CONFIRMATION,
        unit="đồng/tháng",
        least=0,
        most=10**10,
    )
    raises_minor_child: bool = fact(
        "Đang nuôi con dưới tuổi thành niên",
        "Raises a minor child",
        proof="Giấy khai sinh, thông tin cư trú của con",
        missing=Default(False, "the birth certificate comes with the file"),
    )
    spouse_in_armed_forces: bool = fact(
        "Vợ, chồng cũng thuộc lực lượng vũ trang",
        "The spouse is in the armed forces too",
        proof=CONFIRMATION,
        missing=Default(False, "the spouse's unit confirms it"),
    )
    colonel_income: Money = fact(
        "Tổng thu nhập của sĩ quan cấp đại tá (lương cơ bản và phụ cấp)",
        "Total income of a colonel (basic pay and allowances)",
        ask="Đơn vị xác nhận tổng thu nhập tháng của sĩ quan đại tá là bao nhiêu?",
        ask_en="What monthly income of a colonel does the unit state?",
        proof="Xác nhận của đơn vị (Bộ Quốc phòng, Bộ Công an)",
        unit="đồng/tháng",
        least=0,
        most=10**9,
    )
    is_liable_to_income_tax: bool = fact(
        "Thuộc diện phải nộp thuế thu nhập cá nhân thường xuyên (hồ sơ trước 01/8/2024)",
        "Is liable to personal income tax (files before August 2024)",
        ask="Có thuộc diện phải nộp thuế thu nhập cá nhân thường xuyên không?",
        ask_en="Are you liable to regular personal income tax?",
        proof="Bản kê khai điều kiện thu nhập",
    )


class ApplicationHomeFacts:
    """What the confirmation of the applicant's housing says."""

    owns_home: bool = fact(
        "Người đứng đơn hoặc vợ, chồng có nhà ở trong tỉnh nơi có dự án",
        "The applicant or spouse owns a home in the province of the project",
        ask="Ông/bà hoặc vợ (chồng) có tên trong giấy chứng nhận nhà ở nào trong tỉnh không?",
        ask_en="Are you or your spouse on the certificate of a home in this province?",
        proof=HOME_PAPER,
    )
    floor_area: Rate = fact(
        "Diện tích sàn nhà ở đang sở hữu",
        "Floor area of the home owned",
        ask="Nhà ở đang sở hữu có bao nhiêu mét vuông sàn?",
        ask_en="How many square metres of floor has the home you own?",
        proof=HOME_PAPER,
        unit="m²",
        decimals=2,
        least=0,
        most=10_000,
    )
    parents_there: int = fact(
        "Số cha, mẹ của người đứng đơn thường trú tại nhà đó",
        "Applicant's parents registered at that home",
        proof=HOME_PAPER,
        least=0,
        most=2,
        missing=_NOBODY,
    )
    parents_in_law_there: int = fact(
        "Số cha, mẹ của vợ, chồng thường trú tại nhà đó",
        "Spouse's parents registered at that home",
        proof=HOME_PAPER,
        least=0,
        most=2,
        missing=_NOBODY,
    )
    children_there: int = fact(
        "Số con thường trú tại nhà đó",
        "Children registered at that home",
        proof=HOME_PAPER,
        least=0,
        most=20,
        missing=_NOBODY,
    )
    home_is_far_from_work: bool = fact(
        "Nhà ở cách xa nơi làm việc theo mức của Ủy ban nhân dân tỉnh",
        "The home is far from work by the measure of the province",
        proof="Xác nhận theo quyết định của Ủy ban nhân dân tỉnh",
        missing=Default(False, "only a paper under the province's decision proves it"),
    )
    project_is_nearer_to_work: bool = fact(
        "Dự án gần nơi làm việc hơn nhà đang sở hữu",
        "The project is nearer to work than the home owned",
        proof="Xác nhận theo quyết định của Ủy ban nhân dân tỉnh",
        missing=Default(False, "only a paper under the province's decision proves it"),
    )
    had_social_home: bool = fact(
        "Đã mua, thuê mua nhà ở xã hội",
        "Has bought or lease-purchased a social home",
        proof="Cơ sở dữ liệu nhà ở xã hội của tỉnh",
        missing=Default(False, "the province keeps the list of buyers"),
    )
    had_housing_support: bool = fact(
        "Đã được hỗ trợ nhà ở dưới hình thức khác trong tỉnh",
        "Has had another housing support in the province",
        proof="Danh sách hỗ trợ nhà ở của xã",
        missing=Default(False, "the commune keeps the lists of housing support"),
    )


class HousingApplicationFacts(ApplicationIncomeFacts, ApplicationHomeFacts):
    """What the file of an application for a social home says."""

    form: HousingForm = fact("Hình thức đăng ký", "Buy, lease-purchase or rent", proof="Đơn Mẫu 01")
    is_household_head: bool = fact(
        "Người đứng đơn là chủ hộ",
        "The applicant is the head of the household",
        proof="Thông tin cư trú",
        missing=Default(False, "the residence record names the head"),
    )
    is_registered_in_province: bool = fact(
        "Thường trú, hoặc tạm trú từ một năm, trong tỉnh (hồ sơ trước 01/8/2024)",
        "Is registered in the province, or stays there for a year (files before August 2024)",
        ask="Có thường trú, hoặc tạm trú từ một năm trở lên, trong tỉnh không?",
        ask_en="Are you registered in the province, or have you stayed there for a year?",
        proof="Thông tin cư trú",
    )


class HousingLoanFacts:
    """What a request for a housing loan of the Bank for Social Policies says."""

    purpose: HousingLoanPurpose = fact("Mục đích vay", "Purpose of the loan", proof=LOAN_REQUEST)
    requested_on: date = fact("Ngày đề nghị vay", "Requested on", proof=LOAN_REQUEST)
    asked: Money = fact(
        "Số tiền đề nghị vay",
        "Amount asked for",
        ask="Đề nghị vay bao nhiêu đồng?",
        ask_en="How much do you ask for?",
        proof=LOAN_REQUEST,
        unit="đồng",
        least=0,
        most=10**11,
    )
    months: int = fact(
        "Thời hạn đề nghị vay",
        "Term asked for",
        ask="Đề nghị vay trong bao nhiêu tháng?",
        ask_en="For how many months do you ask?",
        proof=LOAN_REQUEST,
        unit="tháng",
        least=1,
        most=600,
    )
    contract_price: Money = fact(
        "Giá trị hợp đồng mua, thuê mua",
        "Price in the contract",
        proof="Hợp đồng mua, thuê mua nhà ở xã hội",
        unit="đồng",
        least=0,
        most=10**11,
        missing=_NO_MONEY,
    )
    estimate: Money = fact(
        "Dự toán hoặc phương án sử dụng vốn",
        "Estimate of the works",
        proof="Dự toán, phương án tính giá thành",
        unit="đồng",
        least=0,
        most=10**11,
        missing=_NO_MONEY,
    )
    collateral: Money = fact(
        "Giá trị tài sản bảo đảm",
        "Value of the collateral",
        proof="Giấy chứng nhận quyền sử dụng đất, biên bản định giá",
        unit="đồng",
        least=0,
        most=10**12,
        missing=_NO_MONEY,
    )
    needs_works: bool = fact(
        "Có đất ở mà chưa có nhà, hoặc nhà hư hỏng, dột nát, tại nơi thường trú",
        "Has land without a house, or a damaged house, where registered",
        proof="Xác nhận của Ủy ban nhân dân cấp xã",
        missing=Default(False, "the commune confirms it on the request"),
    )
    is_confirmed_low_income: bool = fact(
        "Được xác nhận là người thu nhập thấp",
        "Is confirmed as a person with low income",
        proof=CONFIRMATION,
        missing=Default(False, "only the confirmation proves it"),
    )


class PersonHousingFacts:
    """What puts a person under a heading of social housing."""

    housing_workplace: HousingWorkplace = fact(
        "Nơi làm việc (đối tượng nhà ở xã hội)",
        "Workplace, for social housing",
        ask="Đang làm việc ở đâu?",
        ask_en="Where do you work?",
        proof=CONFIRMATION,
        missing=Default(HousingWorkplace.NONE, "the employer confirms it on the form"),
    )
    returned_official_home: bool = fact(
        "Đã trả lại nhà ở công vụ, không do vi phạm",
        "Has returned an official home, not for a breach",
        proof="Biên bản trả nhà ở công vụ",
        missing=Default(False, "the returning is recorded with the home"),
    )
    lost_home_to_recovery: bool = fact(
        "Bị thu hồi đất, phải phá dỡ nhà mà chưa được bồi thường bằng nhà ở, đất ở",
        "Lost land and home to recovery without a home or land in return",
        proof="Quyết định thu hồi đất",
        missing=Default(False, "the decision of recovery names the person"),
    )
    is_resettled: bool = fact(
        "Được bố trí tái định cư bằng hình thức mua, thuê mua nhà ở xã hội",
        "Is resettled by buying or lease-purchasing a social home",
        proof="Phương án bồi thường, hỗ trợ, tái định cư",
        missing=Default(False, "the resettlement plan names the person"),
    )
    biological_children: int = fact(
        "Số con đẻ",
        "Biological children",
        ask="Có mấy con đẻ?",
        ask_en="How many biological children do you have?",
        proof="Giấy khai sinh của các con",
        least=0,
        most=30,
        missing=Default(0, "the birth certificates come with the file"),
    )


class HouseholdHousingFacts:
    """What the housing support of the poor looks at in a household."""

    house_programme: HouseProgramme = fact(
        "Chương trình hỗ trợ nhà ở đã phê duyệt cho hộ",
        "Housing programme approved for the household",
        proof=APPROVED_LIST,
        missing=Default(HouseProgramme.NONE, "the approved list names every household"),
    )
    house_work: HouseWork = fact(
        "Xây mới hay sửa chữa theo danh sách",
        "Build or repair, by the list",
        proof=APPROVED_LIST,
        missing=Default(HouseWork.NONE, "the approved list names every household"),
    )
    house_approved_on: date = fact(
        "Ngày phê duyệt hỗ trợ nhà ở",
        "Housing support approved on",
        proof=APPROVED_LIST,
        missing=_NO_DAY,
    )
    had_house_support: bool = fact(
        "Trước đó đã được hỗ trợ nhà ở",
        "Had housing support before",
        proof="Danh sách hỗ trợ nhà ở của xã",
        missing=Default(False, "the lists of earlier programmes are kept"),
    )
    in_poor_district: bool = fact(
        "Ở huyện nghèo giai đoạn 2021–2025",
        "Lives in a poor district of 2021–2025",
        proof="Danh sách huyện nghèo của Thủ tướng Chính phủ",
        missing=Default(
            False, "the 74 districts are on a list; Sơn Động alone was in the province"
        ),
    )
    formed_on: date = fact(
        "Ngày tách hộ, lập hộ",
        "Became a household of its own on",
        proof="Thông tin cư trú",
        missing=Default(date(2000, 1, 1), "a younger household has the day of its forming on file"),
    )
    water_support_on: date = fact(
        "Ngày phê duyệt hỗ trợ nước sinh hoạt phân tán",
        "Support for scattered domestic water approved on",
        proof="Quyết định phê duyệt danh sách hỗ trợ nước sinh hoạt",
        missing=_NO_DAY,
    )
    sanitation_loan_asked_on: date = fact(
        "Ngày đề nghị vay nước sạch, vệ sinh",
        "Asked for a loan for water or sanitation on",
        proof="Giấy đề nghị vay vốn (Mẫu 01/TD)",
        missing=Default(NEVER, "nobody is lent money without a request"),
    )
    water_works_are_broken: bool = fact(
        "Công trình cấp nước đã hư hỏng, cần làm lại",
        "The water works are broken and must be redone",
        proof="Giấy đề nghị vay vốn (Mẫu 01/TD)",
        missing=Default(False, "the borrower says so on the request"),
    )
    toilet_is_broken: bool = fact(
        "Công trình vệ sinh đã hư hỏng, cần làm lại",
        "The toilet is broken and must be redone",
        proof="Giấy đề nghị vay vốn (Mẫu 01/TD)",
        missing=Default(False, "the borrower says so on the request"),
    )
