"""Short sentences that stand in a line where no full explanation is made, in both languages."""

from __future__ import annotations

from datetime import date

from ansinh.engine.explain.words import pick
from ansinh.insight import words

CHANGES = {"begins": "Bắt đầu", "ends": "Thôi hưởng", "changes": "Đổi mức"}


def note_missed(language: str, on_request: bool, instead: str | None) -> str:
    """Whether one must ask for it, and what is received in its place."""
    parts = []
    if on_request:
        parts.append(pick("Cần vận động nộp đơn", "An application is needed", language))
    if instead:
        switch = pick("Chuyển từ chế độ đang nhận", "In place of what is received", language)
        parts.append(f"{switch}: {instead}")
    return "; ".join(parts)


def reason_missed(language: str, due: int, unit: str, counted: bool) -> str:
    """What is due."""
    level = words.money(due, unit)
    return pick(
        f"Đủ điều kiện hưởng{f' mức {level}' if counted else ''} nhưng không có trong danh sách"
        " chi trả.",
        f"Entitled{f' to {level}' if counted else ''}, but on no payment list.",
        language,
    )


def note_not_entitled(
    language: str, death: date | None, winner: str | None, ended: date | None, times: int
) -> str:
    """The kind of mistake in a few words."""
    parts = []
    if death is not None:
        parts.append(pick("Đã mất", "Deceased", language))
    elif winner:
        parts.append(pick("Đã có chế độ khác", "Has another benefit", language))
    elif ended is not None:
        parts.append(pick("Chế độ đã hết hiệu lực", "The benefit has ended", language))
    if times > 1:
        parts.append(_times(language, times))
    return "; ".join(parts)


def reason_not_entitled(
    language: str, death: date | None, winner: str | None, ended: date | None, article: str
) -> str:
    """Why nothing is due."""
    if death is not None:
        day = words.day(death)
        return pick(
            f"Đã mất ngày {day} nhưng vẫn có trong danh sách chi trả.",
            f"Died on {day} and is still on a payment list.",
            language,
        )
    if winner:
        return pick(
            f"Chỉ được hưởng một chế độ; chế độ được hưởng là {winner}.",
            f"Only one benefit may be had; it is {winner}.",
            language,
        )
    if ended is not None:
        day = words.day(ended)
        return pick(
            f"Chế độ không còn áp dụng từ ngày {day}.",
            f"The benefit is no longer paid from {day}.",
            language,
        )
    return pick(
        f"Không đủ điều kiện theo {article}.", f"Does not qualify under {article}.", language
    )


def note_wrong(language: str, times: int, paying: str | None, first: date | None, paid: str) -> str:
    """Paid twice, or wrong only since this month."""
    parts = []
    if times > 1:
        where = f" ({paying})" if paying and "," in paying else ""
        parts.append(_times(language, times) + where)
    if first is None and paid == "monthly":
        parts.append(pick("Mới sai trong tháng này", "Wrong since this month", language))
    return "; ".join(parts)


def reason_wrong(
    language: str,
    received: int,
    due: int,
    unit: str,
    arrears: int | None,
    months: int | None,
    first: date | None,
) -> str:
    """Both amounts, and what the earlier months add up to."""
    if unit in words.UNCOUNTED:
        return pick(
            f"Đang được cấp {received} lần, chỉ được hưởng một lần.",
            f"Given {received} times; once is due.",
            language,
        )
    paid, right = words.money(received, unit), words.money(due, unit)
    text = pick(f"Đang chi {paid}, mức đúng là {right}", f"Paid {paid}, due {right}", language)
    if not arrears or first is None:
        return text + "."
    more = arrears > 0
    word = pick("truy lĩnh", "arrears", language) if more else pick("thu hồi", "overpaid", language)
    sum_, since = words.money(abs(arrears), unit), words.month(first)
    span = pick(f"của {months} tháng kể từ", f"of {months} months since", language)
    return f"{text}; {word} {sum_} {span} {since}."


def reason_soon(
    language: str, month: date, change: str, due: int, then: int, unit: str, counted: bool
) -> str:
    """What changes from which month."""
    when, old, new = words.month(month), words.money(due, unit), words.money(then, unit)
    if change == CHANGES["begins"]:
        return pick(
            f"Từ tháng {when} bắt đầu được hưởng{f' mức {new}' if counted else ''}.",
            f"Entitled from {when} on{f': {new}' if counted else ''}.",
            language,
        )
    if change == CHANGES["ends"]:
        return pick(f"Từ tháng {when} thôi hưởng.", f"Ends in {when}.", language)
    return pick(
        f"Từ tháng {when} mức hưởng từ {old} thành {new}.",
        f"From {when} the amount changes from {old} to {new}.",
        language,
    )


def _times(language: str, times: int) -> str:
    return pick(f"Đang chi {times} lần", f"Paid {times} times", language)
