"""Facts of people with merit: titles, relatives, aids; what is asked of a person, a household."""

from __future__ import annotations

from datetime import date

from ansinh.engine import NEVER, Default, Money, fact
from ansinh.law.facts.merit_choices import (
    AidItem,
    CareRound,
    HousingHelp,
    MeritKind,
    MeritKinship,
    MeritStudy,
)

_NO_DAY = Default(NEVER, "nothing of the kind is on file")


class MeritTitleFacts:
    """What the decision on one title of a person says."""

    kind: MeritKind = fact(
        "Diện người có công",
        "Title",
        ask="Ông/bà được công nhận là người có công thuộc diện nào?",
        ask_en="As which kind of person with merit are you recognised?",
        proof="Quyết định công nhận, quyết định trợ cấp ưu đãi",
    )
    since: date = fact(
        "Hưởng từ ngày",
        "Enjoyed from",
        ask="Quyết định ghi hưởng từ ngày nào?",
        ask_en="From which day does the decision count?",
        proof="Quyết định trợ cấp ưu đãi",
    )
    until: date = fact(
        "Đến trước ngày",
        "Until (not included)",
        proof="Quyết định đình chỉ, chấm dứt, thu hồi",
        missing=Default(NEVER, "no suspension, end or withdrawal is on file"),
    )
    decided_on: date = fact(
        "Ngày ký quyết định trợ cấp một lần",
        "Once-only allowance decided on",
        proof="Quyết định trợ cấp một lần",
        missing=Default(NEVER, "no decision is on file, so nothing is due once"),
    )
    injury_rate: int = fact(
        "Tỷ lệ tổn thương cơ thể",
        "Rate of bodily injury",
        unit="%",
        least=0,
        most=100,
        ask="Biên bản giám định y khoa ghi tỷ lệ tổn thương cơ thể bao nhiêu phần trăm?",
        ask_en="Which rate of bodily injury, in percent, does the medical board state?",
        proof="Biên bản giám định y khoa",
    )
    is_specially_severe: bool = fact(
        "Có vết thương, bệnh tật đặc biệt nặng",
        "Specially severe wound or disease",
        proof="Quyết định phụ cấp đặc biệt",
        missing=Default(False, "the special supplement is given on request, by a decision"),
    )
    has_board_record: bool = fact(
        "Có biên bản giám định y khoa hợp lệ",
        "A valid record of the medical board",
        proof="Biên bản giám định y khoa",
        missing=Default(True, "the department's list names those without a record"),
    )
    left_home: bool = fact(
        "Thuộc diện thoát ly",
        "Left home for the revolution",
        ask="Quyết định ghi diện thoát ly không?",
        ask_en="Does the decision say that the activist left home?",
        proof="Quyết định công nhận",
    )
    seniority_years: int = fact(
        "Số thâm niên hoạt động trước năm 1945",
        "Years of seniority before 1945",
        unit="năm",
        least=0,
        most=40,
        ask="Quyết định ghi bao nhiêu thâm niên?",
        ask_en="How many years of seniority does the decision state?",
        proof="Quyết định trợ cấp",
    )
    resistance_months: int = fact(
        "Số tháng hoạt động kháng chiến",
        "Months in the resistance",
        unit="tháng",
        least=0,
        most=480,
        ask="Thời gian hoạt động kháng chiến là bao nhiêu tháng?",
        ask_en="How many months in the resistance?",
        proof="Quyết định trợ cấp một lần",
    )
    has_reproductive_harm: bool = fact(
        "Vô sinh hoặc sinh con dị dạng, dị tật do chất độc hóa học",
        "Infertility, or a child with deformities, from the chemicals",
        proof="Giấy xác nhận không có con đẻ, biên bản giám định của con",
        missing=Default(False, "the decision names this ground where it rests on it"),
    )
    combined_rate: int = fact(
        "Tỷ lệ tổng hợp giữa bệnh binh và bệnh do chất độc hóa học",
        "Combined rate of the sick soldier and the chemicals",
        unit="%",
        least=0,
        most=100,
        proof="Biên bản giám định y khoa tổng hợp",
        missing=Default(0, "no combined examination is on file"),
    )


class MeritRelationFacts:
    """What a file says of one person with merit and this relative, worshipper or heir."""

    file_number: int = fact(
        "Số hồ sơ người có công",
        "File of the person with merit",
        least=1,
        most=10**9,
        ask="Hồ sơ người có công (liệt sĩ, thương binh…) mang số nào?",
        ask_en="Which number has the file of the person with merit?",
        proof="Hồ sơ người có công",
    )
    kind: MeritKind = fact(
        "Diện của người có công",
        "Title of the person with merit",
        ask="Người thân là người có công thuộc diện nào?",
        ask_en="Which kind of person with merit is the relative?",
        proof="Quyết định công nhận, Bằng Tổ quốc ghi công",
    )
    kinship: MeritKinship = fact(
        "Quan hệ với người có công",
        "Kinship with the person with merit",
        ask="Ông/bà là gì của người có công?",
        ask_en="What are you to the person with merit?",
        proof="Bản khai thân nhân có xác nhận của UBND cấp xã",
    )
    injury_rate: int = fact(
        "Tỷ lệ tổn thương cơ thể của người có công",
        "Rate of bodily injury of the person with merit",
        unit="%",
        least=0,
        most=100,
        ask="Tỷ lệ tổn thương cơ thể của người có công là bao nhiêu phần trăm?",
        ask_en="Which rate of bodily injury had the person with merit?",
        proof="Hồ sơ người có công",
    )
    died_on: date = fact(
        "Ngày người có công hy sinh, từ trần",
        "Death of the person with merit",
        proof="Bằng Tổ quốc ghi công, giấy chứng tử",
        missing=Default(NEVER, "no death is on file"),
    )
    until: date = fact(
        "Thôi là thân nhân từ ngày",
        "No longer a relative from",
        proof="Giấy chứng nhận kết hôn, quyết định chấm dứt",
        missing=Default(NEVER, "no end is on file"),
    )
    is_suspended: bool = fact(
        "Người có công đang chấp hành án phạt tù do cố ý phạm tội",
        "The person with merit serves a sentence for an intentional crime",
        proof="Quyết định tạm đình chỉ chế độ",
        missing=Default(False, "the suspension is decided by the keeper of the same file"),
    )
    died_before_enjoying: bool = fact(
        "Người có công chết mà chưa được hưởng chế độ, hoặc được truy tặng",
        "The person with merit died before enjoying anything, or was honoured after death",
        proof="Hồ sơ người có công",
        missing=Default(False, "files of recognitions after death say so"),
    )
    is_only_child: bool = fact(
        "Liệt sĩ là con duy nhất",
        "The martyr was the only child",
        proof="Bản khai thân nhân liệt sĩ",
        missing=Default(False, "the file of the martyr states it"),
    )
    studied_on_allowance: bool = fact(
        "Đã hưởng trợ cấp tuất khi học một khóa nghề, đại học, hoặc đã bỏ học",
        "Has drawn the survivor's allowance for one course, or has left it",
        proof="Giấy xác nhận của cơ sở giáo dục",
        missing=Default(False, "the department keeps whom it has paid during a course"),
    )
    board_rate: int = fact(
        "Tỷ lệ tổn thương cơ thể của người con, theo Hội đồng giám định y khoa",
        "Rate of bodily injury of the child, by the medical board",
        unit="%",
        least=0,
        most=100,
        proof="Biên bản giám định y khoa",
        missing=Default(0, "no examination of the child is on file"),
    )
    board_on: date = fact(
        "Ngày Hội đồng giám định y khoa kết luận",
        "Day of the board's finding",
        proof="Biên bản giám định y khoa",
        missing=_NO_DAY,
    )
    disabled_as_minor: bool = fact(
        "Khuyết tật từ nhỏ, trước khi đủ 18 tuổi",
        "Disabled before the age of 18",
        ask="Người con bị khuyết tật từ trước khi đủ 18 tuổi phải không?",
        ask_en="Was the child disabled before the age of 18?",
        proof="Giấy xác nhận khuyết tật, hồ sơ bệnh án",
    )
    deformity_rate: int = fact(
        "Tỷ lệ dị dạng, dị tật của con đẻ do chất độc hóa học",
        "Rate of the child's deformities from the chemicals",
        unit="%",
        least=0,
        most=100,
        proof="Biên bản giám định y khoa, quyết định trợ cấp",
        missing=Default(0, "no decision on deformities is on file"),
    )
    meets_remarriage_conditions: bool = fact(
        "Đã nuôi con liệt sĩ đến tuổi trưởng thành, chăm sóc cha mẹ liệt sĩ khi còn sống, hoặc"
        " vì hoạt động cách mạng mà không thể",
        "Brought up the martyr's child, or cared for the parents, or could not because of the"
        " revolution",
        ask="Có xác nhận đã nuôi con liệt sĩ hoặc chăm sóc cha mẹ liệt sĩ không?",
        ask_en="Is it confirmed that you brought up the martyr's child or cared for the parents?",
        proof="Biên bản đồng thuận của gia đình liệt sĩ, xác nhận của UBND cấp xã",
    )
    decided_on: date = fact(
        "Ngày ký quyết định về người thân",
        "Decision on the relative",
        proof="Quyết định trợ cấp",
        missing=_NO_DAY,
    )
    once_only_on: date = fact(
        "Ngày ký quyết định truy tặng, công nhận làm căn cứ trợ cấp một lần",
        "Day of the decision that a once-only allowance follows",
        proof="Quyết định cấp Bằng, truy tặng danh hiệu, trợ cấp một lần",
        missing=_NO_DAY,
    )
    receives_for_family: bool = fact(
        "Nhận trợ cấp một lần thay mặt các thân nhân",
        "Receives what is paid once for all relatives",
        proof="Biên bản ủy quyền",
        missing=Default(False, "one person of the family is authorised in writing"),
    )
    martyr_has_survivor: bool = fact(
        "Liệt sĩ còn thân nhân hưởng trợ cấp tuất hằng tháng",
        "The martyr has a relative on a monthly survivor's allowance",
        ask="Liệt sĩ còn thân nhân đang hưởng trợ cấp tuất hằng tháng không?",
        ask_en="Has the martyr a relative who draws a monthly survivor's allowance?",
        proof="Hồ sơ liệt sĩ",
    )
    grave_visited_on: date = fact(
        "Ngày đi thăm viếng mộ",
        "Visit to the grave",
        proof="Giấy giới thiệu thăm viếng mộ liệt sĩ",
        missing=_NO_DAY,
    )
    remains_moved_on: date = fact(
        "Ngày di chuyển hài cốt",
        "Remains moved on",
        proof="Giấy giới thiệu di chuyển hài cốt",
        missing=_NO_DAY,
    )
    grave_distance: int = fact(
        "Quãng đường đến nơi có mộ (một chiều và trở về)",
        "Distance to the grave and back",
        unit="km",
        least=0,
        most=10_000,
        ask="Quãng đường đi và về bao nhiêu km?",
        ask_en="How many kilometres, there and back?",
        proof="Giấy giới thiệu",
    )
    grave_visitors: int = fact(
        "Số người cùng đi",
        "People who go",
        unit="người",
        least=1,
        most=100,
        ask="Bao nhiêu người cùng đi?",
        ask_en="How many people go?",
        proof="Giấy giới thiệu",
    )
    grave_built_on: date = fact(
        "Ngày xây mộ ngoài nghĩa trang liệt sĩ",
        "Grave built outside a martyrs' cemetery",
        proof="Đơn đề nghị có xác nhận",
        missing=_NO_DAY,
    )
    dna_sampled_on: date = fact(
        "Ngày lấy mẫu đối chứng ADN của thân nhân",
        "Day of the relative's DNA sample",
        proof="Biên bản lấy mẫu",
        missing=_NO_DAY,
    )


class MeritAidFacts:
    """One aid that a person with merit is prescribed."""

    item: AidItem = fact(
        "Phương tiện, dụng cụ",
        "Aid",
        ask="Phương tiện, dụng cụ nào?",
        ask_en="Which aid?",
        proof="Phiếu chỉ định phương tiện trợ giúp, dụng cụ chỉnh hình",
    )
    prescribed_on: date = fact(
        "Ngày chỉ định",
        "Prescribed on",
        ask="Phiếu chỉ định ký ngày nào?",
        ask_en="On which day was it prescribed?",
        proof="Phiếu chỉ định",
    )
    paid_year: int = fact(
        "Năm cấp tiền gần nhất",
        "Year last paid for",
        least=0,
        most=2200,
        proof="Sổ theo dõi cấp phương tiện trợ giúp",
        missing=Default(0, "the book of aids shows every payment"),
    )
    travelled_on: date = fact(
        "Ngày đi làm dụng cụ chỉnh hình",
        "Went to have it made on",
        proof="Giấy giới thiệu, xác nhận của cơ sở chỉnh hình",
        missing=_NO_DAY,
    )
    travel_distance: int = fact(
        "Quãng đường đến cơ sở chỉnh hình",
        "Distance to the workshop",
        unit="km",
        least=0,
        most=5_000,
        ask="Đến cơ sở chỉnh hình bao nhiêu km?",
        ask_en="How many kilometres to the workshop?",
        proof="Giấy giới thiệu",
    )


class PersonMeritFacts:
    """What the law of merit asks of a person."""

    lives_alone: bool = fact(
        "Sống cô đơn: sống độc thân và không còn thân nhân",
        "Lives alone: single and without relatives",
        proof="Xác nhận của UBND cấp xã",
        missing=Default(False, "the commune certifies it when the allowance is asked for"),
    )
    in_merit_care_home: bool = fact(
        "Được nuôi dưỡng tại cơ sở nuôi dưỡng người có công",
        "Lives in a care home for people with merit",
        proof="Quyết định tiếp nhận",
        missing=Default(False, "care homes report everyone they admit"),
    )
    draws_capacity_loss: bool = fact(
        "Thương binh đang hưởng chế độ mất sức lao động",
        "War invalid on the loss-of-capacity regime",
        proof="Quyết định hưởng mất sức lao động",
        missing=Default(False, "the insurance office's list names them"),
    )
    monthly_income: Money = fact(
        "Thu nhập hằng tháng",
        "Monthly income",
        unit="đồng/tháng",
        least=0,
        most=10**9,
        ask="Thu nhập hằng tháng bao nhiêu đồng (không có thì ghi 0)?",
        ask_en="What is the monthly income (0 if none)?",
        proof="Giấy xác nhận thu nhập",
    )
    convalescence_year: int = fact(
        "Năm điều dưỡng gần nhất",
        "Year of the last convalescence",
        least=0,
        most=2200,
        proof="Danh sách điều dưỡng",
        missing=Default(0, "the department keeps the lists of every round"),
    )
    convalescence_form: CareRound = fact(
        "Hình thức điều dưỡng",
        "Form of convalescence",
        proof="Danh sách điều dưỡng",
        missing=Default(CareRound.HOME, "whoever is on no list of a centre is paid at home"),
    )
    merit_study: MeritStudy = fact(
        "Nơi đang học theo bản khai ưu đãi giáo dục",
        "Place of study, as claimed",
        proof="Mẫu số 20, 41 Nghị định 131/2021/NĐ-CP",
        missing=Default(MeritStudy.NONE, "study is supported on a claim made during the course"),
    )
    is_paid_while_studying: bool = fact(
        "Được hưởng lương hoặc sinh hoạt phí khi đi học",
        "On salary or upkeep while studying",
        proof="Mẫu số 41 Nghị định 131/2021/NĐ-CP",
        missing=Default(False, "the school's confirmation says so"),
    )
    has_insurance_funeral: bool = fact(
        "Trợ cấp mai táng do bảo hiểm xã hội chi trả",
        "The funeral is paid by social insurance",
        proof="Danh sách chi trả của cơ quan bảo hiểm xã hội",
        missing=Default(False, "the insurance office's list of deaths is matched"),
    )


class HouseholdMeritFacts:
    """What the law of merit asks of a household."""

    merit_housing: HousingHelp = fact(
        "Hỗ trợ nhà ở người có công theo đề án của tỉnh",
        "Housing support for merit, by the province's plan",
        proof="Quyết định phê duyệt đề án",
        missing=Default(HousingHelp.NONE, "the province's plan lists every household"),
    )
    merit_housing_on: date = fact(
        "Ngày phê duyệt hỗ trợ nhà ở",
        "Housing support approved on",
        proof="Quyết định phê duyệt đề án",
        missing=_NO_DAY,
    )
    had_land_fee_relief: bool = fact(
        "Hộ đã được miễn, giảm tiền sử dụng đất theo diện người có công",
        "Has had the merit relief of the land-use fee",
        proof="Quyết định miễn, giảm tiền sử dụng đất",
        missing=Default(False, "the relief is decided once and kept with the land file"),
    )
    had_merit_housing: bool = fact(
        "Đã được hỗ trợ theo Quyết định 22/2013/QĐ-TTg",
        "Was supported under Decision 22/2013/QĐ-TTg",
        proof="Danh sách hỗ trợ nhà ở",
        missing=Default(False, "the lists of the earlier programme are kept"),
    )
