"""Facts of jobs, training and work abroad."""

from __future__ import annotations

from datetime import date

from ansinh.engine import NEVER, Choice, Default, Money, fact

APPLICATION = "Hồ sơ đề nghị hỗ trợ"
LOAN_FILE = "Hồ sơ vay vốn"
NO_DECISION = Default(NEVER, "no decision is on file: the day of the application counts")


class Borrower(Choice):
    """Đối tượng vay vốn hỗ trợ tạo việc làm."""

    WORKER = ("Người lao động", "Worker")
    BUSINESS = (
        "Cơ sở sản xuất, kinh doanh: doanh nghiệp nhỏ và vừa, hợp tác xã, hộ kinh doanh",
        "Small or medium enterprise, co-operative or household business",
    )


class CourseKind(Choice):
    """Khóa đào tạo được hỗ trợ."""

    VOCATIONAL = ("Đào tạo trình độ sơ cấp, dưới 03 tháng", "Elementary level or under 3 months")
    ORIENTATION = ("Giáo dục định hướng trước khi đi nước ngoài", "Orientation before going abroad")
    ABROAD_SKILLS = ("Kỹ năng nghề để đi nước ngoài", "Skills for work abroad")
    ABROAD_LANGUAGE = ("Ngoại ngữ để đi nước ngoài", "Language for work abroad")


class TrainingGround(Choice):
    """Diện ưu tiên học nghề không có trong hồ sơ hộ (Quyết định 46/2015/QĐ-TTg)."""

    NONE = ("Không", "None")
    JOBLESS_WOMAN = ("Lao động nữ bị mất việc làm", "Woman who lost her job")
    FISHER = ("Ngư dân", "Fisher")


class TrainingGroup(Choice):
    """Nhóm theo mức hỗ trợ chi phí đào tạo (Điều 4 Quyết định 46/2015/QĐ-TTg)."""

    DISABLED = ("Người khuyết tật", "Person with a disability")
    POOR_IN_NEED = (
        "Hộ nghèo dân tộc thiểu số hoặc ở nơi đặc biệt khó khăn",
        "Poor, of a minority or in an especially difficult area",
    )
    PRIORITY = ("Diện ưu tiên khác", "Other priority")
    NEAR_POOR = ("Hộ cận nghèo", "Near-poor")
    OTHER = ("Phụ nữ, lao động nông thôn khác", "Other woman or rural worker")


class PersonEmploymentFacts:
    """What jobs, training and work abroad looks at in a person."""

    has_recovered_land: bool = fact(
        "Có đất thu hồi, thuộc diện hỗ trợ đào tạo, chuyển đổi nghề và tìm kiếm việc làm",
        "Land was taken back, with support to change occupation",
        proof="Quyết định thu hồi đất",
        missing=Default(False, "land is taken back by a decision that the commune holds"),
    )
    service_ended_on: date = fact(
        "Ngày hoàn thành nghĩa vụ quân sự, công an hoặc nhiệm vụ tình nguyện",
        "Military, police or volunteer service ended on",
        proof="Quyết định xuất ngũ, giấy chứng nhận tình nguyện",
        missing=Default(NEVER, "support rests on the paper of discharge"),
    )


class JobLoanFacts:
    """What a file for a loan to create or keep jobs says."""

    borrower: Borrower = fact("Đối tượng vay vốn", "Borrower", proof=LOAN_FILE)
    amount_asked: Money = fact(
        "Số tiền đề nghị vay", "Amount asked", unit="đồng", least=0, most=10**11, proof=LOAN_FILE
    )
    jobs: int = fact(
        "Số lao động được tạo, duy trì, mở rộng việc làm",
        "Jobs created, kept or added",
        unit="người",
        least=0,
        most=100_000,
        proof="Phương án sử dụng vốn vay",
        missing=Default(1, "a plan that names nobody else is for the borrower's own job"),
    )
    workers: int = fact(
        "Tổng số lao động của cơ sở",
        "All workers of the business",
        unit="người",
        least=0,
        most=100_000,
        proof="Danh sách người lao động",
    )
    listed_workers: int = fact(
        "Số lao động là người khuyết tật, người dân tộc thiểu số",
        "Workers with disabilities or of ethnic minorities",
        unit="người",
        least=0,
        most=100_000,
        proof="Danh sách người lao động",
        missing=Default(0, "the list is filed by those who ask for the lower rate"),
    )
    released_workers: int = fact(
        "Số lao động đã chấp hành xong án phạt tù, giáo dục bắt buộc, cai nghiện bắt buộc",
        "Workers released from prison, compulsory education or detoxification",
        unit="người",
        least=0,
        most=100_000,
        proof="Danh sách người lao động",
        missing=Default(0, "the list is filed by those who ask for the lower rate"),
    )
    other_debt: Money = fact(
        "Dư nợ vay việc làm khác tại Ngân hàng Chính sách xã hội",
        "Debt on other job loans",
        unit="đồng",
        least=0,
        most=10**11,
        proof="Xác nhận dư nợ",
        missing=Default(0, "the bank that lends keeps the account"),
    )
    filed_on: date = fact("Ngày nộp hồ sơ vay", "Filed on", proof=LOAN_FILE)
    approved_on: date = fact(
        "Ngày phê duyệt cho vay",
        "Approved on",
        proof="Thông báo kết quả phê duyệt cho vay",
        missing=Default(NEVER, "the bank has not yet approved it"),
    )
    amount_lent: Money = fact(
        "Số tiền được duyệt cho vay",
        "Amount approved",
        unit="đồng",
        least=0,
        most=10**11,
        proof="Thông báo kết quả phê duyệt cho vay",
        missing=Default(0, "nothing is lent before the bank approves"),
    )


class AbroadJobFacts:
    """What a file of somebody who goes to work abroad under a contract says."""

    filed_on: date = fact("Ngày nộp hồ sơ", "Filed on", proof=APPLICATION)
    decided_on: date = fact(
        "Ngày quyết định hỗ trợ", "Decided on", proof="Quyết định hỗ trợ", missing=NO_DECISION
    )
    contract_months: int = fact(
        "Thời hạn hợp đồng đi làm việc ở nước ngoài",
        "Length of the contract",
        unit="tháng",
        least=0,
        most=120,
        proof="Hợp đồng đưa người lao động đi làm việc ở nước ngoài",
    )
    was_supported: bool = fact(
        "Đã được hỗ trợ chi phí đi làm việc ở nước ngoài",
        "Has been supported before",
        proof="Mẫu số 02 Nghị định 338/2025/NĐ-CP",
        missing=Default(False, "each support is decided by the province and kept there"),
    )
    examination_cost: Money = fact(
        "Chi phí khám sức khỏe",
        "Cost of the medical examination",
        unit="đồng",
        least=0,
        most=10**8,
        proof="Biên lai khám sức khỏe",
        missing=Default(0, "paid on receipts only"),
    )
    papers_cost: Money = fact(
        "Lệ phí hộ chiếu, phiếu lý lịch tư pháp, thị thực theo quy định",
        "Fees of the passport, judicial record and visa, as regulated",
        unit="đồng",
        least=0,
        most=10**8,
        proof="Biên lai lệ phí",
        missing=Default(0, "paid on receipts only"),
    )
    cost_before_leaving: Money = fact(
        "Chi phí phải trả trước khi đi theo hợp đồng",
        "Cost to pay before leaving, by the contract",
        unit="đồng",
        least=0,
        most=10**10,
        proof="Hợp đồng đưa người lao động đi làm việc ở nước ngoài",
    )
    budget_support: Money = fact(
        "Các khoản đã được ngân sách hỗ trợ, kê khai trong hồ sơ vay",
        "Costs that the budget has met, as declared",
        unit="đồng",
        least=0,
        most=10**9,
        proof="Văn bản hỗ trợ của cơ quan có thẩm quyền",
        missing=Default(0, "declared in the loan file with the decision"),
    )
    loan_asked: Money = fact(
        "Số tiền đề nghị vay",
        "Loan asked",
        unit="đồng",
        least=0,
        most=10**10,
        proof=LOAN_FILE,
        missing=Default(0, "no loan is asked for"),
    )
    loan_approved_on: date = fact(
        "Ngày phê duyệt cho vay",
        "Loan approved on",
        proof="Thông báo kết quả phê duyệt cho vay",
        missing=Default(NEVER, "the bank has not yet approved it"),
    )


class JobCourseFacts:
    """What the file for a finished course says."""

    kind: CourseKind = fact("Khóa đào tạo", "Kind of course", proof=APPLICATION)
    enrolled_on: date = fact("Ngày đăng ký học", "Enrolled on", proof="Giấy chứng nhận khóa học")
    filed_on: date = fact("Ngày nộp hồ sơ", "Filed on", proof=APPLICATION)
    decided_on: date = fact(
        "Ngày quyết định hỗ trợ", "Decided on", proof="Quyết định hỗ trợ", missing=NO_DECISION
    )
    fee: Money = fact(
        "Học phí cả khóa",
        "Fee of the whole course",
        unit="đồng",
        least=0,
        most=10**9,
        proof="Hóa đơn, biên lai thu tiền đào tạo",
    )
    days: int = fact(
        "Số ngày học", "Days of training", unit="ngày", least=0, most=1000, proof=APPLICATION
    )
    lodging_months: int = fact(
        "Số tháng được tính tiền ở",
        "Months of lodging",
        unit="tháng",
        least=0,
        most=36,
        proof="Quyết định hỗ trợ",
        missing=Default(0, "lodging is paid where the decision counts it"),
    )
    distance: int = fact(
        "Khoảng cách từ nơi ở đến nơi học",
        "Distance from home to the course",
        unit="km",
        least=0,
        most=3000,
        proof=APPLICATION,
    )
    ground: TrainingGround = fact(
        "Diện ưu tiên khác",
        "Other ground of priority",
        proof="Đơn đăng ký học nghề có xác nhận của xã",
        missing=Default(TrainingGround.NONE, "the commune certifies it on the application"),
    )
    is_ordered_by_partner: bool = fact(
        "Đào tạo theo yêu cầu của đối tác nước ngoài trong hợp đồng cung ứng",
        "Ordered by a foreign partner",
        proof="Hợp đồng cung ứng lao động",
        missing=Default(False, "the supply contract is filed with the application"),
    )
    earlier_supports: int = fact(
        "Số lần đã được Nhà nước hỗ trợ nội dung này",
        "Earlier supports of the same content",
        unit="lần",
        least=0,
        most=50,
        proof="Mẫu số 01, 02 Nghị định 338/2025/NĐ-CP",
        missing=Default(0, "the applicant declares it and the lists of those supported show it"),
    )
    lost_trained_job: bool = fact(
        "Đã được đào tạo nhưng mất việc làm do nguyên nhân khách quan",
        "Lost the trained job for an objective reason",
        proof="Quyết định của UBND cấp xã",
        missing=Default(False, "the commune finds it before it trains anybody again"),
    )
    trained_since_service: bool = fact(
        "Đã được hỗ trợ học nghề từ khi hoàn thành nghĩa vụ",
        "Was supported since the service ended",
        proof="Mẫu số 01 Nghị định 338/2025/NĐ-CP",
        missing=Default(
            False, "the applicant declares it and the lists of those supported show it"
        ),
    )
