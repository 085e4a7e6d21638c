"""Facts of births and population policy."""

from __future__ import annotations

from ansinh.engine import Default, fact


class PersonPopulationFacts:
    """What births and population policy looks at in a person."""

    living_children: int = fact(
        "Số con đẻ còn sống, kể cả con mới sinh",
        "Living biological children, the newborn included",
        ask="Chị có mấy con đẻ còn sống, kể cả cháu mới sinh và con đã cho làm con nuôi?",
        ask_en="How many living biological children do you have, with the newborn and any child"
        " given for adoption?",
        proof="Giấy khai sinh của các con",
        least=0,
        most=20,
    )
    third_birth_is_allowed: bool = fact(
        "Thuộc trường hợp sinh con thứ ba không vi phạm chính sách dân số",
        "A third birth within the population policy of the day",
        ask="Lần sinh này có thuộc trường hợp được sinh con thứ ba (dân tộc dưới 10.000 người, con"
        " dị tật, tái hôn có con riêng) không?",
        ask_en="Is this birth one of the third births that the policy allows (group of under 10,000"
        " people, disabled earlier child, remarriage)?",
        proof="Giấy xác nhận của Ủy ban nhân dân cấp xã, Hội đồng giám định y khoa",
        missing=Default(False, "only a paper of the commune or the medical board proves it"),
    )
    is_population_collaborator: bool = fact(
        "Là cộng tác viên dân số",
        "Is a population collaborator",
        proof="Quyết định của Trạm Y tế, hợp đồng cộng tác viên dân số",
        missing=Default(False, "the health station appoints collaborators in writing"),
    )
    collaborates_in_large_or_difficult_village: bool = fact(
        "Cộng tác viên ở thôn từ 350 hộ, tổ dân phố từ 500 hộ, thôn đặc biệt khó khăn, thôn thuộc"
        " xã khó khăn",
        "Collaborator of a village of 350 households, a residential group of 500, or a difficult"
        " village or commune",
        proof="Quyết định của Trạm Y tế, hợp đồng cộng tác viên dân số",
        missing=Default(False, "the appointment names the village and its households"),
    )
