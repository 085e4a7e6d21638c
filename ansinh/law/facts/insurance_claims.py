"""Facts of short claims on insurance: sickness, maternity, once-only payments, survivors."""

from __future__ import annotations

from datetime import date

from ansinh.engine import Choice, Default, fact
from ansinh.law.facts.insurance import OneOffGround


class SickLeaveKind(Choice):
    """Lý do nghỉ hưởng chế độ ốm đau."""

    ILLNESS = ("Ốm đau thông thường", "Ordinary illness")
    LONG_TERM = ("Bệnh thuộc danh mục cần chữa trị dài ngày", "Disease of the long-term list")
    SICK_CHILD = ("Con ốm dưới 07 tuổi", "A sick child under seven")


class RecoveryReason(Choice):
    """Lý do nghỉ dưỡng sức, phục hồi sức khỏe."""

    LONG_TERM = ("Bệnh dài ngày", "Long-term disease")
    SURGERY = ("Phẫu thuật", "Surgery")
    OTHER = ("Trường hợp khác", "Another case")
    TWO_CHILDREN = ("Sinh một lần từ hai con", "Two children or more at one birth")


class MaternityKind(Choice):
    """Sự kiện thai sản."""

    BIRTH = ("Sinh con", "Birth")
    ADOPTION = ("Nhận nuôi con dưới 06 tháng tuổi", "Adoption of a child under six months")
    LOSS = ("Sẩy thai, phá thai, thai chết", "Loss of a pregnancy")
    CHECKUP = ("Khám thai", "Antenatal check")
    CONTRACEPTION = ("Biện pháp tránh thai", "Contraception")
    FATHER = ("Vợ sinh con", "Wife gave birth")


class SurvivorKind(Choice):
    """Quan hệ với người chết."""

    CHILD = ("Con", "Child")
    SPOUSE = ("Vợ, chồng", "Spouse")
    PARENT = ("Cha, mẹ hoặc người được nuôi dưỡng khác", "Parent or other dependant")


class SickLeaveFacts:
    """A leave of sickness that the employer has reported."""

    kind: SickLeaveKind = fact("Lý do", "Kind", proof="Giấy ra viện, giấy nghỉ việc hưởng BHXH")
    since: date = fact("Nghỉ từ ngày", "First day", proof="Giấy nghỉ việc hưởng BHXH")
    ended_on: date = fact("Đến hết ngày", "Last day", proof="Giấy nghỉ việc hưởng BHXH")
    half_days: int = fact(
        "Số nửa ngày làm việc đã nghỉ",
        "Half-days of work missed",
        least=0,
        most=1000,
        proof="Giấy nghỉ việc hưởng BHXH",
    )
    half_days_used: int = fact(
        "Số nửa ngày (bệnh dài ngày trước 01/7/2025: số ngày) đã hưởng trong năm",
        "Half-days (long-term diseases before July 2025: days) already paid in the year",
        least=0,
        most=1000,
        missing=Default(0, "earlier leaves of the year are on the agency's own account"),
    )
    child_birth_date: date = fact("Ngày sinh của con", "Birth of the child", proof="Giấy khai sinh")


class RecoveryLeaveFacts:
    """A leave to recover after sickness or birth, on the employer's list."""

    reason: RecoveryReason = fact("Lý do", "Reason", proof="Danh sách của người sử dụng lao động")
    since: date = fact("Nghỉ từ ngày", "First day", proof="Danh sách của người sử dụng lao động")
    days: int = fact(
        "Số ngày nghỉ",
        "Days",
        unit="ngày",
        least=0,
        most=60,
        proof="Danh sách của người sử dụng lao động",
    )
    days_used: int = fact(
        "Số ngày dưỡng sức đã hưởng trong năm",
        "Days of recovery already paid in the year",
        unit="ngày",
        least=0,
        most=60,
        missing=Default(0, "earlier leaves of the year are on the agency's own account"),
    )


class MaternityEventFacts:
    """A birth or another event of maternity."""

    kind: MaternityKind = fact("Sự kiện", "Event", proof="Giấy khai sinh, giấy chứng sinh")
    happened_on: date = fact("Ngày", "Day", proof="Giấy khai sinh, giấy chứng sinh")
    children: int = fact(
        "Số con",
        "Children",
        least=1,
        most=9,
        proof="Giấy khai sinh",
        missing=Default(1, "more than one child is on the birth papers"),
    )
    child_birth_date: date = fact(
        "Ngày sinh của con nuôi", "Birth of the adopted child", proof="Giấy khai sinh"
    )
    living_children: int = fact(
        "Số con đẻ còn sống khi sinh",
        "Living biological children of the mother at the birth",
        least=0,
        most=20,
        proof="Tờ khai theo Nghị định 168/2026/NĐ-CP",
    )
    days: int = fact(
        "Số ngày nghỉ",
        "Days of leave",
        unit="ngày",
        least=0,
        most=400,
        proof="Giấy nghỉ việc hưởng BHXH",
        missing=Default(0, "no leave was reported"),
    )
    weeks: int = fact(
        "Số tuần tuổi của thai",
        "Weeks of the pregnancy",
        unit="tuần",
        least=0,
        most=45,
        proof="Giấy ra viện",
    )
    by_surgery: bool = fact(
        "Sinh phải phẫu thuật",
        "Birth by surgery",
        proof="Giấy ra viện",
        missing=Default(False, "surgery is on the hospital's paper"),
    )
    is_premature: bool = fact(
        "Sinh con dưới 32 tuần tuổi",
        "Born before 32 weeks",
        proof="Giấy ra viện",
        missing=Default(False, "an early birth is on the hospital's paper"),
    )
    ordered_rest: bool = fact(
        "Phải nghỉ dưỡng thai theo chỉ định",
        "Rest was ordered during the pregnancy",
        proof="Giấy xác nhận nghỉ dưỡng thai",
        missing=Default(False, "rest is ordered on paper"),
    )
    had_infertility_treatment: bool = fact(
        "Phải nghỉ việc để điều trị vô sinh",
        "Left work for infertility treatment",
        proof="Giấy tờ điều trị vô sinh",
        missing=Default(False, "treatment is proved with the claim"),
    )
    is_sterilisation: bool = fact(
        "Triệt sản",
        "Sterilisation",
        proof="Giấy ra viện",
        missing=Default(False, "an operation is on the hospital's paper"),
    )
    mother_draws_voluntary: bool = fact(
        "Mẹ hưởng trợ cấp thai sản của bảo hiểm tự nguyện",
        "The mother draws the voluntary maternity allowance",
        proof="Hồ sơ đề nghị của mẹ",
        missing=Default(False, "one of the two asks, and the agency has the other's request"),
    )
    mother_is_not_eligible: bool = fact(
        "Mẹ không đủ điều kiện hưởng thai sản",
        "The mother is not eligible herself",
        proof="Sổ bảo hiểm xã hội của mẹ",
        missing=Default(False, "the father's claim states it"),
    )


class OneOffRequestFacts:
    """A request for a once-only payment."""

    requested_on: date = fact("Ngày đề nghị", "Requested on", proof="Giấy đề nghị")
    ground: OneOffGround = fact("Căn cứ", "Ground", proof="Giấy đề nghị và giấy tờ kèm theo")


class GapRequestFacts:
    """A request for the monthly allowance before the age of the social pension."""

    requested_on: date = fact("Ngày đề nghị", "Requested on", proof="Giấy đề nghị")


class SurvivorClaimFacts:
    """A relative's claim after a death."""

    kind: SurvivorKind = fact("Quan hệ", "Relation", proof="Tờ khai của thân nhân")
    has_no_carer: bool = fact(
        "Không có người trực tiếp nuôi dưỡng",
        "Nobody cares for the survivor",
        proof="Tờ khai của thân nhân",
        missing=Default(False, "the family's declaration states it"),
    )
    deaths: int = fact(
        "Số người chết có chế độ tuất",
        "Deaths that give a right",
        least=1,
        most=9,
        proof="Tờ khai của thân nhân",
        missing=Default(1, "a second death is claimed with its papers"),
    )
    place: int = fact(
        "Thứ tự trong các thân nhân hưởng",
        "Place among the survivors",
        least=1,
        most=30,
        proof="Tờ khai của thân nhân",
        missing=Default(1, "the family names at most four"),
    )
    by_work_accident: bool = fact(
        "Chết do tai nạn lao động, bệnh nghề nghiệp",
        "Death by a work accident or occupational disease",
        proof="Biên bản điều tra tai nạn lao động",
        missing=Default(False, "a work accident is investigated on record"),
    )


class SurvivorOneOffFacts:
    """The relatives' request for a once-only payment after a death."""

    requested_on: date = fact("Ngày đề nghị", "Requested on", proof="Tờ khai của thân nhân")
