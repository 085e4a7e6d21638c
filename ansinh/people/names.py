"""Vietnamese personal names: surnames by people and frequency, given names by sex and cohort.

Frequencies and lists are from general knowledge of northern Việt Nam, not from a register: they
make names that look right, no statistics.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.law.facts.choices import Ethnicity
from ansinh.people.draws import Luck

Numbers = np.ndarray[Any, Any]

#: Surname and weight, by ethnic group.
SURNAMES: dict[Ethnicity, dict[str, int]] = {
    Ethnicity.KINH: {
        "Nguyễn": 380,
        "Trần": 85,
        "Lê": 55,
        "Phạm": 50,
        "Hoàng": 35,
        "Vũ": 35,
        "Ngô": 28,
        "Đỗ": 28,
        "Đặng": 22,
        "Bùi": 20,
        "Dương": 24,
        "Giáp": 20,
        "Thân": 22,
        "Lương": 14,
        "Đào": 14,
        "Trịnh": 12,
        "Hà": 12,
        "Tạ": 10,
        "Lưu": 8,
        "Đoàn": 8,
        "Phan": 9,
        "Cao": 7,
        "Đinh": 7,
        "Mai": 5,
        "Chu": 8,
        "Tống": 6,
        "Khổng": 4,
        "Nghiêm": 4,
        "Quách": 3,
        "Ong": 3,
        "Diêm": 2,
        "La": 3,
        "Trương": 8,
        "Hồ": 3,
        "Lại": 3,
        "Phùng": 4,
        "Ngọ": 2,
    },
    Ethnicity.TAY: {
        "Hoàng": 24,
        "Nông": 18,
        "Vi": 18,
        "Hà": 10,
        "Lương": 8,
        "Ma": 4,
        "Lục": 4,
        "Chu": 5,
        "Triệu": 4,
        "Lý": 4,
        "Đàm": 3,
        "Bế": 3,
        "Hứa": 3,
        "Nguyễn": 8,
        "Dương": 5,
        "La": 4,
    },
    Ethnicity.NUNG: {
        "Nông": 15,
        "Hoàng": 18,
        "Vi": 18,
        "Lục": 8,
        "Chu": 8,
        "Lương": 6,
        "Mã": 3,
        "Lý": 5,
        "Long": 2,
        "Leo": 5,
        "Lăng": 3,
        "Phùng": 4,
        "Triệu": 4,
        "Hứa": 6,
        "Giáp": 5,
        "Lộc": 2,
    },
    Ethnicity.SAN_DIU: {
        "Trương": 16,
        "Diệp": 10,
        "Lưu": 6,
        "Ôn": 4,
        "Tạ": 5,
        "Trần": 12,
        "Lý": 8,
        "Từ": 5,
        "Tô": 4,
        "Đặng": 6,
        "Ngô": 5,
        "Phan": 4,
        "Chu": 4,
        "Lê": 5,
        "Hoàng": 6,
    },
    Ethnicity.SAN_CHAY: {
        "Lâm": 14,
        "Trần": 14,
        "Hoàng": 14,
        "Tống": 10,
        "Ninh": 10,
        "Tô": 5,
        "Lý": 8,
        "Đặng": 5,
        "Nịnh": 10,
        "Chu": 4,
        "Vi": 4,
        "La": 6,
        "Ngọc": 2,
    },
    Ethnicity.HOA: {
        "Lý": 12,
        "Trương": 10,
        "Hoàng": 10,
        "Trần": 12,
        "Lâm": 8,
        "Vòng": 3,
        "Chíu": 3,
        "Mã": 5,
        "Voòng": 4,
        "Lưu": 6,
        "Tăng": 6,
        "Giáp": 3,
        "Long": 3,
        "Đặng": 5,
        "Chu": 6,
    },
    Ethnicity.DAO: {
        "Đặng": 18,
        "Triệu": 22,
        "Bàn": 20,
        "Lý": 14,
        "Phùng": 8,
        "Dương": 6,
        "Hoàng": 4,
        "Trần": 4,
        "Chìu": 3,
    },
    Ethnicity.OTHER: {
        "Hoàng": 10,
        "Lò": 6,
        "Quàng": 3,
        "Giàng": 4,
        "Vàng": 3,
        "Bùi": 10,
        "Đinh": 5,
        "Hà": 6,
        "Quách": 4,
        "Lý": 4,
    },
}
#: Cohorts by year of birth: before 1970, 1970–1994, from 1995.
COHORTS = (1970, 1995)
MIDDLE_MALE = (
    {
        "Văn": 55,
        "Đình": 8,
        "Hữu": 6,
        "Đức": 5,
        "Xuân": 7,
        "Quang": 4,
        "Ngọc": 5,
        "Trọng": 3,
        "Bá": 3,
        "Công": 3,
        "Thế": 3,
    },
    {
        "Văn": 48,
        "Đình": 5,
        "Hữu": 5,
        "Đức": 8,
        "Xuân": 6,
        "Quang": 6,
        "Ngọc": 6,
        "Minh": 4,
        "Mạnh": 4,
        "Tiến": 3,
        "Thành": 3,
        "Trọng": 2,
    },
    {
        "Văn": 20,
        "Đức": 14,
        "Minh": 12,
        "Quang": 9,
        "Tuấn": 6,
        "Anh": 6,
        "Gia": 6,
        "Hoàng": 6,
        "Bảo": 5,
        "Thành": 4,
        "Tiến": 4,
        "Ngọc": 4,
        "Hải": 3,
        "Đình": 2,
        "Nhật": 3,
        "Việt": 3,
    },
)
MIDDLE_FEMALE = (
    {"Thị": 93, "Ngọc": 3, "Kim": 4},
    {"Thị": 72, "Thu": 6, "Thanh": 6, "Ngọc": 5, "Thúy": 4, "Minh": 3, "Hồng": 4},
    {
        "Thị": 28,
        "Thu": 9,
        "Ngọc": 12,
        "Phương": 9,
        "Thanh": 7,
        "Khánh": 7,
        "Bảo": 6,
        "Minh": 7,
        "Hà": 4,
        "Thùy": 5,
        "Quỳnh": 5,
        "Diệu": 3,
        "Hải": 3,
    },
)
GIVEN_MALE = (
    (
        "Hùng Dũng Sơn Thắng Bình Hòa Hải Minh Thành Tân Quý Phú Thịnh Ba Tư Năm Lợi Cường Chính "
        "Định Khánh Lâm Long Mạnh Nam Nghĩa Ngọc Phong Phúc Quang Quyết Sáng Tài Tâm Tấn Thái "
        "Thanh Thật Thức Tiến Toàn Trung Tuyên Việt Vinh Xuân Đạt Đông Chiến Chung Viên Khải"
    ),
    (
        "Hùng Dũng Tuấn Cường Thắng Mạnh Hải Sơn Nam Long Trung Tùng Hiếu Thành Toàn Quân Đức Huy "
        "Hoàng Kiên Linh Luân Ngọc Phong Phương Quang Quyền Sáng Tài Tân Thái Thanh Thiện Thịnh "
        "Tiến Tình Trường Tú Tuyên Việt Vinh Đạt Đại Điệp Chiến Công Duy Giang Hưng Khánh Văn Vũ"
    ),
    (
        "Anh Minh Huy Khang Bảo Khôi Phúc Nam Long Đức Dũng Duy Đạt Hiếu Hưng Khánh Kiên Lâm Linh "
        "Nguyên Nhật Phong Phước Quân Quang Sơn Tài Thành Thiên Thịnh Tiến Toàn Trung Trường Tuấn "
        "Tùng Việt Vinh Vũ An Bách Bình Cường Đăng Hải Hoàng Kiệt Quốc"
    ),
)
GIVEN_FEMALE = (
    (
        "Lan Hoa Hồng Mai Liên Hương Nga Thủy Bình Hòa Minh Nhung Oanh Phượng Thanh Thơm Thu Tâm "
        "Xuân Yến Lý Mùi Dậu Tuyết Tươi Thoa Sửu Sinh Nụ Nhàn Ngọ Ngân Mơ Mận Loan Lương Lợi Khuê "
        "Huệ Hợi Hiền Hà Gái Duyên Cúc Chín Chắt Bảy Ái Vân"
    ),
    (
        "Hương Hà Hằng Hạnh Hiền Hoa Hòa Huệ Huyền Lan Liên Linh Loan Mai Nga Ngân Ngọc Nhung Oanh "
        "Phương Phượng Quyên Tâm Thảo Thanh Thơm Thu Thúy Thủy Trang Tuyết Vân Xuân Yến Dung Duyên "
        "Giang Hường Lệ Luyến Lý Minh Nguyệt Thoa Tươi Hảo"
    ),
    (
        "Anh Linh Chi Trang Ngọc Nhi My Hà Hân Vy Thảo Phương Huyền Hương Lan Mai Ngân Nga Nguyên "
        "Nhung Quỳnh Tâm Thanh Thư Thùy Thủy Trâm Trúc Tú Uyên Vân Yến An Bích Châu Diệp Dung "
        "Giang Hiền Khuê Ly Minh Oanh Tuệ Diễm Hạnh Lam"
    ),
)


def surnames(luck: Luck, ethnicity: Numbers) -> Numbers:
    """A surname for each person, as the number of :data:`ALL_SURNAMES`."""
    picked = np.zeros(len(ethnicity), dtype=np.int16)
    for group, weights in SURNAMES.items():
        members = np.flatnonzero(ethnicity == group.ordinal)
        numbers = np.array([_SURNAME_NUMBER[name] for name in weights], dtype=np.int16)
        picked[members] = numbers[luck.at(members).pick("surname", _shares(weights))]
    return picked


def full_names(luck: Luck, surname: Numbers, is_male: Numbers, birth_year: Numbers) -> pa.Array:
    """Full names: surname, middle name fitting sex and cohort, given name."""
    cohort = np.digitize(birth_year, COHORTS)
    middle = np.zeros(len(surname), dtype=np.int16)
    given = np.zeros(len(surname), dtype=np.int16)
    for male, middles, givens in (
        (True, MIDDLE_MALE, GIVEN_MALE),
        (False, MIDDLE_FEMALE, GIVEN_FEMALE),
    ):
        for number in range(len(COHORTS) + 1):
            members = np.flatnonzero((is_male == male) & (cohort == number))
            mine, weights = luck.at(members), middles[number]
            codes = np.array([_MIDDLE_NUMBER[name] for name in weights], dtype=np.int16)
            middle[members] = codes[mine.pick("middle name", _shares(weights))]
            codes = np.array([_GIVEN_NUMBER[name] for name in givens[number].split()])
            given[members] = _unlike(
                codes[_falling(mine.random("given name"), len(codes))],
                codes,
                _GIVEN_LIKE_MIDDLE[middle[members]],
                _GIVEN_LIKE_SURNAME[surname[members]],
            )
    parts = (
        pa.array(words).take(pa.array(codes))
        for words, codes in ((ALL_SURNAMES, surname), (_ALL_MIDDLE, middle), (_ALL_GIVEN, given))
    )
    return pc.binary_join_element_wise(*parts, " ")


def _unlike(given: Numbers, codes: Numbers, *others: Numbers) -> Numbers:
    """Given names that repeat neither the middle name nor the surname."""
    for substitute in codes[:3]:
        repeats = np.logical_or.reduce([given == other for other in others])
        given = np.where(repeats, substitute, given)
    return given


def _falling(chance: Numbers, names: int) -> Numbers:
    """Places in a list whose first names are the more frequent."""
    return np.asarray((names * chance**1.4).astype(np.int64))


def _shares(weights: dict[str, int]) -> Numbers:
    values = np.array(list(weights.values()), dtype=np.float64)
    return np.asarray(values / values.sum())


def _distinct(*lists: Any) -> list[str]:
    return sorted({name for names in lists for name in names})


ALL_SURNAMES = _distinct(*SURNAMES.values())
_ALL_MIDDLE = _distinct(*MIDDLE_MALE, *MIDDLE_FEMALE)
_ALL_GIVEN = _distinct(*(names.split() for names in (*GIVEN_MALE, *GIVEN_FEMALE)))
_SURNAME_NUMBER = {name: number for number, name in enumerate(ALL_SURNAMES)}
_MIDDLE_NUMBER = {name: number for number, name in enumerate(_ALL_MIDDLE)}
_GIVEN_NUMBER = {name: number for number, name in enumerate(_ALL_GIVEN)}
_GIVEN_LIKE_MIDDLE = np.array([_GIVEN_NUMBER.get(name, -1) for name in _ALL_MIDDLE])
_GIVEN_LIKE_SURNAME = np.array([_GIVEN_NUMBER.get(name, -1) for name in ALL_SURNAMES])
