"""Facts of loans of the Bank for Social Policies to households."""

from __future__ import annotations

from datetime import date

from ansinh.engine import Choice, Default, Money, fact

NOTE = "Sổ vay vốn"


class CreditProgramme(Choice):
    """Chương trình tín dụng của Ngân hàng Chính sách xã hội."""

    POOR = ("Hộ nghèo", "Poor household")
    NEAR_POOR = ("Hộ cận nghèo", "Near-poor household")
    NEWLY_ESCAPED = ("Hộ mới thoát nghèo", "Household newly out of poverty")
    STUDENT = ("Học sinh, sinh viên có hoàn cảnh khó khăn", "Pupils and students in difficulty")
    RELEASED = ("Người chấp hành xong án phạt tù", "Released prisoners")
    DIFFICULT_AREA = (
        "Hộ sản xuất, kinh doanh; thương nhân vùng khó khăn",
        "Producers and traders in difficult areas",
    )
    CLEAN_WATER = (
        "Nước sạch và vệ sinh môi trường nông thôn",
        "Clean water and rural sanitation",
    )
    ETHNIC_AREA = (
        "Phát triển vùng dân tộc thiểu số và miền núi; đất sản xuất, chuyển đổi nghề",
        "Development of ethnic-minority and mountain areas",
    )


class PolicyLoanFacts:
    """A loan of the Bank for Social Policies that a household is paying back."""

    programme: CreditProgramme = fact("Chương trình", "Programme", proof=NOTE)
    principal: Money = fact(
        "Dư nợ gốc", "Principal outstanding", unit="đồng", least=0, most=10**10, proof=NOTE
    )
    lent_on: date = fact("Ngày giải ngân", "Lent on", proof=NOTE)
    is_overdue: bool = fact(
        "Nợ quá hạn",
        "Is overdue",
        proof="Thông báo chuyển nợ quá hạn",
        missing=Default(False, "the bank moves a debt to overdue in writing"),
    )
