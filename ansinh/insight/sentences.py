"""Short Vietnamese sentences that stand in a line where no full explanation is made."""

from __future__ import annotations

from datetime import date

from ansinh.insight import words

CHANGES = {"begins": "Bắt đầu", "ends": "Thôi hưởng", "changes": "Đổi mức"}


def reason_missed(due: int, unit: str, counted: bool) -> str:
    """What is due."""
    level = f" mức {words.money(due, unit)}" if counted else ""
    return f"Đủ điều kiện hưởng{level} nhưng không có trong danh sách chi trả."


def note_not_entitled(
    death: date | None, winner: str | None, ended: date | None, times: int
) -> str:
    """The kind of mistake in a few words."""
    parts = []
    if death is not None:
        parts.append("Đã mất")
    elif winner:
        parts.append("Đã có chế độ khác")
    elif ended is not None:
        parts.append("Chế độ đã hết hiệu lực")
    if times > 1:
        parts.append(f"Đang chi {times} lần")
    return "; ".join(parts)


def reason_not_entitled(
    death: date | None, winner: str | None, ended: date | None, article: str
) -> str:
    """Why nothing is due."""
    if death is not None:
        return f"Đã mất ngày {words.day(death)} nhưng vẫn có trong danh sách chi trả."
    if winner:
        return f"Chỉ được hưởng một chế độ; chế độ được hưởng là {winner}."
    if ended is not None:
        return f"Chế độ không còn áp dụng từ ngày {words.day(ended)}."
    return f"Không đủ điều kiện theo {article}."


def note_wrong(times: int, paying: str | None, first: date | None, paid: str) -> str:
    """Paid twice, or wrong only since this month."""
    parts = []
    if times > 1:
        where = f" ({paying})" if paying and "," in paying else ""
        parts.append(f"Đang chi {times} lần{where}")
    if first is None and paid == "monthly":
        parts.append("Mới sai trong tháng này")
    return "; ".join(parts)


def reason_wrong(
    received: int, due: int, unit: str, arrears: int | None, months: int | None, first: date | None
) -> str:
    """Both amounts, and what the earlier months add up to."""
    if unit in words.UNCOUNTED:
        return f"Đang được cấp {received} lần, chỉ được hưởng một lần."
    text = f"Đang chi {words.money(received, unit)}, mức đúng là {words.money(due, unit)}"
    if not arrears or first is None:
        return text + "."
    word = "truy lĩnh" if arrears > 0 else "thu hồi"
    since = f"{months} tháng kể từ {words.month(first)}"
    return f"{text}; {word} {words.money(abs(arrears), unit)} của {since}."


def reason_soon(month: date, change: str, due: int, then: int, unit: str, counted: bool) -> str:
    """What changes from which month."""
    when = f"Từ tháng {words.month(month)}"
    if change == CHANGES["begins"]:
        level = f" mức {words.money(then, unit)}" if counted else ""
        return f"{when} bắt đầu được hưởng{level}."
    if change == CHANGES["ends"]:
        return f"{when} thôi hưởng."
    return f"{when} mức hưởng từ {words.money(due, unit)} thành {words.money(then, unit)}."
