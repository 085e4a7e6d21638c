"""Facts of artisans and culture."""

from __future__ import annotations

from datetime import date

from ansinh.engine import NEVER, Default, fact


class PersonCultureFacts:
    """What artisans and culture looks at in a person."""

    artisan_title_from: date = fact(
        "Ngày hiệu lực của quyết định phong tặng Nghệ nhân nhân dân, Nghệ nhân ưu tú",
        "Day from which the title of artisan counts",
        ask="Quyết định phong tặng danh hiệu nghệ nhân có hiệu lực từ ngày nào?",
        ask_en="From which day does the decision on your title of artisan count?",
        proof="Quyết định phong tặng của Chủ tịch nước",
        missing=Default(NEVER, "titles are given by decision, and the department has the list"),
    )
    artisan_title_until: date = fact(
        "Ngày danh hiệu nghệ nhân bị hủy bỏ, bị tước",
        "Day on which the title of artisan is revoked",
        proof="Quyết định hủy bỏ, tước danh hiệu",
        missing=Default(NEVER, "no decision to revoke is on file"),
    )
    has_long_term_disease: bool = fact(
        "Mắc bệnh thuộc danh mục bệnh cần chữa trị dài ngày",
        "Has a disease of the list of long treatment",
        ask="Ông/bà có mắc bệnh thuộc danh mục bệnh cần chữa trị dài ngày của Bộ Y tế không?",
        ask_en="Do you have a disease of the Ministry of Health's list of long treatment?",
        proof="Bệnh án, giấy ra viện",
        sensitive=True,
        missing=Default(False, "the hospital's paper is filed with the application"),
    )
