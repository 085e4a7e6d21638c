"""Facts that free legal aid looks at."""

from __future__ import annotations

from ansinh.engine import Default, fact


class PersonLegalAidFacts:
    """What free legal aid asks of a person."""

    is_accused: bool = fact(
        "Là người bị buộc tội",
        "Is accused of a crime",
        proof="Quyết định của cơ quan tiến hành tố tụng",
        sensitive=True,
        missing=Default(False, "the court or the police send their decision"),
    )
    is_crime_victim: bool = fact(
        "Là bị hại trong vụ án hình sự",
        "Is the victim in a criminal case",
        proof="Văn bản của cơ quan tiến hành tố tụng",
        sensitive=True,
        missing=Default(False, "only the paper of the case proves it, and nobody is asked"),
    )
    is_domestic_violence_victim: bool = fact(
        "Là nạn nhân trong vụ việc bạo lực gia đình",
        "Is a victim of domestic violence",
        proof="Xác nhận của cơ quan, cơ sở tiếp nhận nạn nhân",
        sensitive=True,
        missing=Default(False, "only a paper proves it, and nobody is asked"),
    )
    is_trafficking_victim: bool = fact(
        "Là nạn nhân bị mua bán",
        "Is a victim of trafficking",
        proof="Giấy xác nhận nạn nhân",
        sensitive=True,
        missing=Default(False, "only a paper proves it, and nobody is asked"),
    )
