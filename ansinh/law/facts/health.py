"""Facts of health care outside insurance."""

from __future__ import annotations

from ansinh.engine import Choice, Default, fact


class CheckGroup(Choice):
    """Nhóm đối tượng khám sức khỏe định kỳ, khám sàng lọc miễn phí."""

    FORCES = ("Thuộc Bộ Quốc phòng, Bộ Công an quản lý (điểm d)", "Armed forces and police (d)")
    WORKER = ("Người lao động (điểm c)", "Worker with an employer (c)")
    PUPIL = ("Trẻ em mầm non, học sinh phổ thông (điểm b)", "Preschool child or pupil (b)")
    PRIORITY = ("Nhóm ưu tiên (điểm a)", "Priority group (a)")
    OTHER = ("Đối tượng còn lại (điểm đ)", "Everybody else (đ)")


class PersonHealthFacts:
    """What health care outside insurance looks at in a person."""

    has_chronic_disease: bool = fact(
        "Mắc bệnh mạn tính",
        "Has a chronic disease",
        ask="Ông/bà có mắc bệnh mạn tính (tăng huyết áp, đái tháo đường, hen…) đang được theo dõi"
        " không?",
        ask_en="Do you have a chronic disease (high blood pressure, diabetes, asthma…) under"
        " follow-up?",
        proof="Hồ sơ quản lý bệnh mạn tính của trạm y tế",
        sensitive=True,
        missing=Default(False, "the health station keeps the list of those it follows"),
    )
