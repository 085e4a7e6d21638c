"""Facts of access to information."""

from __future__ import annotations

from datetime import date

from ansinh.engine import NEVER, Default, fact

APPROVED_LIST = "Quyết định phê duyệt danh sách hộ được hỗ trợ điện thoại thông minh"


class HouseholdInformationServiceFacts:
    """What access to information looks at in a household."""

    was_given_learning_device: bool = fact(
        "Đã được hỗ trợ máy tính bảng, thiết bị học tập trực tuyến (Sóng và máy tính cho em)",
        "Was given a tablet or a device for learning online",
        ask="Gia đình đã được Nhà nước hỗ trợ máy tính bảng, máy tính học trực tuyến chưa?",
        ask_en="Has your household been given a tablet or computer for learning online?",
        proof="Danh sách nhận thiết bị của chương trình",
        missing=Default(False, "the programme has the list of those it gave a device"),
    )
    smartphone_approved_on: date = fact(
        "Ngày phê duyệt danh sách hỗ trợ điện thoại thông minh có tên hộ",
        "Approved for a smartphone on",
        proof=APPROVED_LIST,
        missing=Default(NEVER, "the approved list names every household"),
    )
    bought_smartphone_on: date = fact(
        "Ngày hộ tự mua điện thoại thông minh",
        "Bought a smartphone itself on",
        ask="Gia đình tự mua điện thoại thông minh ngày nào?",
        ask_en="On which day did your household buy a smartphone itself?",
        proof="Hóa đơn mua điện thoại thông minh",
        missing=Default(NEVER, "the invoice is filed with the claim"),
    )
