"""Closed lists that facts choose from."""

from __future__ import annotations

from ansinh.engine import Choice


class Sex(Choice):
    """Giới tính."""

    MALE = ("Nam", "Male")
    FEMALE = ("Nữ", "Female")


class Ethnicity(Choice):
    """Dân tộc: the groups that live in the province, then the others."""

    KINH = ("Kinh", "Kinh")
    TAY = ("Tày", "Tày")
    NUNG = ("Nùng", "Nùng")
    SAN_DIU = ("Sán Dìu", "Sán Dìu")
    SAN_CHAY = ("Sán Chay", "Sán Chay")
    HOA = ("Hoa", "Hoa")
    DAO = ("Dao", "Dao")
    OTHER = ("Khác", "Other")


class AreaKind(Choice):
    """Thành thị (phường, thị trấn) hay nông thôn (xã)."""

    URBAN = ("Thành thị", "Urban")
    RURAL = ("Nông thôn", "Rural")


class AreaClass(Choice):
    """Khu vực I, II, III vùng đồng bào dân tộc thiểu số và miền núi."""

    REGION_I = ("Khu vực I", "Region I")
    REGION_II = ("Khu vực II", "Region II")
    REGION_III = ("Khu vực III (xã đặc biệt khó khăn)", "Region III (especially difficult)")
    OUTSIDE = ("Ngoài vùng", "Outside the area")


class FormerProvince(Choice):
    """Tỉnh cũ trước ngày 01/7/2025: nghị quyết của tỉnh cũ còn áp dụng trên địa bàn cũ."""

    BAC_GIANG = ("Bắc Giang", "Bắc Giang")
    BAC_NINH = ("Bắc Ninh", "Bắc Ninh")
    OTHER = ("Tỉnh khác", "Another province")


class ReceiptGroup(Choice):
    """Nhóm chế độ đang hưởng."""

    SOCIAL_ASSISTANCE = ("Trợ cấp xã hội hằng tháng", "Monthly social assistance")
    SOCIAL_PENSION = ("Trợ cấp hưu trí xã hội", "Social pension")
    CARE_SUPPORT = ("Hỗ trợ kinh phí chăm sóc hằng tháng", "Monthly care support")
    HEALTH_CARD = ("Thẻ bảo hiểm y tế", "Health insurance card")
    RECOGNITION = ("Công nhận hộ nghèo, cận nghèo", "Recognition as poor or near-poor")
    OTHER = ("Chế độ khác", "Other")
