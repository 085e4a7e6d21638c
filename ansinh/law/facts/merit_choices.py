"""Closed lists of the law of merit: titles, kinship, study, housing, aids."""

from __future__ import annotations

from ansinh.engine import Choice


class MeritKind(Choice):
    """Diện người có công (Điều 3 Pháp lệnh 02/2020/UBTVQH14); cuối danh sách: thương tật 5-20%."""

    ACTIVIST_PRE_1945 = (
        "Người hoạt động cách mạng trước ngày 01/01/1945",
        "Revolutionary activist before 1 January 1945",
    )
    ACTIVIST_PRE_UPRISING = (
        "Người hoạt động cách mạng từ 01/01/1945 đến ngày khởi nghĩa tháng Tám",
        "Activist from 1 January 1945 to the August uprising",
    )
    MARTYR = ("Liệt sĩ", "Martyr")
    HEROIC_MOTHER = ("Bà mẹ Việt Nam anh hùng", "Heroic Vietnamese Mother")
    HERO_ARMED_FORCES = (
        "Anh hùng Lực lượng vũ trang nhân dân",
        "Hero of the People's Armed Forces",
    )
    HERO_LABOUR = (
        "Anh hùng Lao động trong thời kỳ kháng chiến",
        "Hero of Labour in the resistance period",
    )
    WAR_INVALID = ("Thương binh", "War invalid")
    WAR_INVALID_POLICY = (
        "Người hưởng chính sách như thương binh",
        "Person under the war-invalid policy",
    )
    WAR_INVALID_B = ("Thương binh loại B", "Type B war invalid")
    SICK_SOLDIER = ("Bệnh binh", "Sick soldier")
    AGENT_ORANGE = (
        "Người hoạt động kháng chiến bị nhiễm chất độc hóa học",
        "Resistance activist exposed to toxic chemicals",
    )
    IMPRISONED = (
        "Người hoạt động cách mạng, kháng chiến bị địch bắt tù, đày",
        "Activist imprisoned or exiled by the enemy",
    )
    RESISTANCE_ACTIVIST = (
        "Người hoạt động kháng chiến giải phóng dân tộc, bảo vệ Tổ quốc, làm nghĩa vụ quốc tế",
        "Resistance activist",
    )
    HELPER_PRE_1945 = (
        'Người giúp đỡ cách mạng: Kỷ niệm chương "Tổ quốc ghi công", Bằng "Có công với nước"',
        "Helper of the revolution before August 1945",
    )
    HELPER_ORDER = (
        "Người giúp đỡ cách mạng: Huân chương Kháng chiến",
        "Helper with the Resistance Order",
    )
    HELPER_MEDAL = (
        "Người giúp đỡ cách mạng: Huy chương Kháng chiến",
        "Helper with the Resistance Medal",
    )
    INJURED = (
        "Người bị thương có tỷ lệ tổn thương cơ thể từ 5% đến 20% (không phải thương binh)",
        "Injured by 5 to 20 % (no war invalid)",
    )


class MeritKinship(Choice):
    """Quan hệ với người có công."""

    FATHER = ("Cha đẻ", "Father")
    MOTHER = ("Mẹ đẻ", "Mother")
    SPOUSE = ("Vợ hoặc chồng", "Spouse")
    REMARRIED_SPOUSE = (
        "Vợ hoặc chồng liệt sĩ lấy chồng hoặc vợ khác",
        "Remarried spouse of a martyr",
    )
    CHILD = ("Con đẻ, con nuôi", "Child")
    FOSTERER = ("Người có công nuôi liệt sĩ", "Who brought the martyr up")
    WORSHIPPER = (
        "Người được ủy quyền thờ cúng liệt sĩ, người thừa kế giữ Bằng",
        "Person authorised to worship the martyr, or heir",
    )


class CareRound(Choice):
    """Hình thức điều dưỡng phục hồi sức khỏe."""

    HOME = ("Tại nhà", "At home")
    GROUP = ("Tập trung", "In a group, at a centre")


class MeritStudy(Choice):
    """Nơi đang học, theo bản khai hưởng chế độ ưu đãi giáo dục."""

    NONE = ("Không đi học", "Not studying")
    PRESCHOOL = ("Mầm non", "Preschool")
    GENERAL = (
        "Phổ thông, giáo dục thường xuyên, dự bị đại học, năng khiếu, trường cho người khuyết tật",
        "General, continuing, pre-university, talent or disability school",
    )
    ETHNIC_BOARDING = ("Phổ thông dân tộc nội trú", "Boarding school for ethnic minorities")
    VOCATIONAL = (
        "Giáo dục nghề nghiệp, khóa học từ 01 năm trở lên",
        "Vocational course of a year or more",
    )
    UNIVERSITY = ("Đại học", "University")


class HousingHelp(Choice):
    """Hỗ trợ nhà ở theo đề án của tỉnh."""

    NONE = ("Không", "None")
    BUILD = ("Xây mới", "New house")
    REPAIR = ("Sửa chữa, cải tạo", "Repair")


class AidItem(Choice):
    """Phương tiện trợ giúp, dụng cụ chỉnh hình (Phụ lục V Nghị định 75/2021/NĐ-CP)."""

    ARM_SHOULDER = ("Tay giả tháo khớp vai", "Arm, shoulder disarticulation")
    ARM_ABOVE_ELBOW = ("Tay giả trên khuỷu", "Arm, above the elbow")
    ARM_BELOW_ELBOW = ("Tay giả dưới khuỷu", "Arm, below the elbow")
    LEG_HIP = ("Chân tháo khớp hông", "Leg, hip disarticulation")
    LEG_ABOVE_KNEE = ("Chân giả trên gối", "Leg, above the knee")
    LEG_KNEE = ("Nhóm chân giả tháo khớp gối", "Leg, knee disarticulation")
    LEG_BELOW_KNEE_CORSET = ("Chân giả dưới gối có bao da đùi", "Leg, below the knee, with corset")
    LEG_BELOW_KNEE_STRAP = ("Chân giả dưới gối có dây đeo số 8", "Leg, below the knee, with strap")
    LEG_ANKLE = ("Chân giả tháo khớp cổ chân", "Leg, ankle disarticulation")
    HIP_BRACE = ("Nhóm nẹp Ụ ngồi - Đai hông", "Ischial and hip-belt brace")
    THIGH_BRACE = ("Nẹp đùi", "Thigh brace")
    SHIN_BRACE = ("Nẹp cẳng chân", "Shin brace")
    SPLINTS = ("Nhóm máng nhựa chân và tay", "Plastic splints")
    SHOES = ("Giầy chỉnh hình", "Orthopaedic shoes")
    SANDALS = ("Dép chỉnh hình", "Orthopaedic sandals")
    JACKET = ("Áo chỉnh hình", "Orthopaedic jacket")
    TRICYCLE = ("Xe lắc tay", "Hand-cranked tricycle")
    WHEELCHAIR = ("Xe lăn tay", "Wheelchair")
    CRUTCHES = ("Nạng cho người bị cứng khớp gối", "Crutches")
    HEARING_AID = ("Máy trợ thính", "Hearing aid")
    FALSE_TEETH = ("Răng giả", "False teeth")
    DENTURE = ("Hàm giả", "Denture")
    LEG_ACCESSORIES = ("Vật phẩm phụ: chân giả", "Accessories of a leg")
    ARM_ACCESSORIES = ("Vật phẩm phụ: tay giả", "Accessories of an arm")
    CRUTCH_ACCESSORIES = ("Vật phẩm phụ: nạng", "Accessories of crutches")
    EYE_ACCESSORIES = ("Vật phẩm phụ: mắt giả", "Accessories of an artificial eye")
    JACKET_ACCESSORIES = ("Vật phẩm phụ: áo chỉnh hình", "Accessories of a jacket")
    CHAIR_UPKEEP = ("Bảo trì xe lăn, xe lắc", "Upkeep of a wheelchair or tricycle")
    GLASSES_AND_CANE = ("Kính râm và gậy dò đường", "Dark glasses and cane")
    DAILY_ITEMS = ("Đồ dùng phục vụ sinh hoạt", "Items for daily living")
