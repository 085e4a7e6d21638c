"""How the figures came about, what they mean, and what they cannot say."""

from __future__ import annotations

from datetime import date

import ansinh
from ansinh.engine.documents import Document
from ansinh.insight.report.document import Absent, Block, Column, Points, Prose, Section, Table
from ansinh.insight.report.findings import Findings
from ansinh.insight.report.wording import Text, day, joined, money, same, say
from ansinh.law.book import national_law

_TITLE = Text("Cách làm và giới hạn", "Methods and limits")
_DEFINITIONS: tuple[tuple[Text, Text], ...] = (
    (
        Text("Suất", "Entitlement"),
        Text(
            "Một người hoặc hộ với một chế độ; một người có thể có nhiều suất.",
            "A person or household with one benefit; a person may have several.",
        ),
    ),
    (
        Text("Phải chi", "Due"),
        Text(
            "Tiền theo luật cho người được hưởng vào ngày xét; một năm là mười hai tháng như vậy "
            "và các khoản hằng năm, không kể khoản chi một lần.",
            "What the law gives those entitled on the day; a year is twelve such months and what "
            "is paid yearly, without what is paid once.",
        ),
    ),
    (
        Text("Đang chi", "Paid"),
        Text("Tiền trong sổ chi trả vào ngày xét.", "What the payment rolls hold on the day."),
    ),
    (
        Text("Bao phủ, tỷ lệ nhận", "Coverage, take-up"),
        Text(
            "Số suất được hưởng đang được nhận, chia cho số suất được hưởng. Khoảng tin cậy "
            "Wilson 95 % nói số ít thì dao động; sổ đủ mọi người không phải mẫu.",
            "Entitlements received over entitlements. Wilson's 95 % interval says how far few "
            "cases scatter; a registry of everyone is no sample.",
        ),
    ),
    (
        Text("Chuẩn thu nhập", "Income line"),
        Text(
            "Thu nhập bình quân đầu người một tháng ở chuẩn nghèo đa chiều, theo thành thị và "
            "nông thôn. Tính là không vượt chuẩn khi thu nhập bằng hoặc dưới chuẩn.",
            "The income a head and month of the multidimensional poverty standard, for town and "
            "country. Not above the line: income at the line or below.",
        ),
    ),
    (
        Text("P0, P1, P2", "P0, P1, P2"),
        Text(
            "Foster–Greer–Thorbecke: tỷ lệ người, độ sâu (thiếu bình quân so với chuẩn), độ "
            "nghiêm trọng (thiếu bình phương), tính theo người.",
            "Foster–Greer–Thorbecke: headcount, gap (average shortfall as a share of the line), "
            "severity (its square), over people.",
        ),
    ),
    (
        Text("H, A, M0", "H, A, M0"),
        Text(
            "Alkire–Foster: tỷ lệ người ở hộ thiếu hụt đủ số chỉ số của luật (không xét thu "
            "nhập), phần thiếu hụt bình quân của họ, và tích của hai số; mọi chỉ số nặng như "
            "nhau; đóng góp là phần của từng chỉ số trong M0.",
            "Alkire–Foster: share of people in households deprived in as many indicators as the "
            "law asks (whatever their income), their average share of deprivations, and the "
            "product; indicators weigh alike; a contribution is an indicator's part of M0.",
        ),
    ),
    (
        Text("Nơi im lặng", "Silent place"),
        Text(
            "Xã có ít người hưởng đến mức khó là ngẫu nhiên (kiểm định mid-p một phía), so với tỷ "
            "lệ nhận chung hoặc với số dự kiến theo tuổi, loại hộ và địa bàn; tỷ lệ báo nhầm giữ "
            "dưới 5 % (Benjamini–Hochberg). Đó là nơi nên đến hỏi, không phải là lỗi.",
            "A commune with so few recipients that chance hardly explains it (one-sided mid-p "
            "test), against overall take-up or the number expected by age, class of household and "
            "kind of area; false alarms held below 5 % (Benjamini–Hochberg). A place to go and "
            "ask, not a fault.",
        ),
    ),
)


def methods(found: Findings) -> Section:
    """Definitions, law, what is unknown, how it was computed."""
    blocks: tuple[Block, ...] = (
        Prose(_how(found), is_lead=True),
        _definitions(),
        Points(tuple(_limits(found))),
        *_unverified(),
    )
    return Section("methods", _TITLE, blocks, Text("Cách làm", "Methods"))


def _how(found: Findings) -> Text:
    summary = found.summary
    return say(
        "Luật viết thành quy tắc có ngày và điều khoản được chạy trên từng người trong sổ ngày "
        "{registry}: xét ngày {effect}, theo luật biết đến {known}. Phần mềm An Sinh {version}.",
        "The law, written as dated and cited rules, was run over everyone in the registry of "
        "{registry}: for {effect}, by the law known on {known}. Software An Sinh {version}.",
        registry=day(date.fromisoformat(summary["snapshot_date"])),
        effect=day(found.date),
        known=day(date.fromisoformat(summary["known"])),
        version=ansinh.__version__,
    )


def _definitions() -> Table:
    return Table(
        Text("Các khái niệm", "What the words mean"),
        (
            Column(Text("Khái niệm", "Term"), is_figure=False),
            Column(Text("Nghĩa là", "Meaning"), is_figure=False),
        ),
        _DEFINITIONS,
    )


def _limits(found: Findings) -> list[Text]:
    summary = found.summary
    return [
        *_laid_over(summary.get("laid_over") or []),
        *_line(found),
        *_set_aside(summary.get("set_aside") or {}),
        *_strange(summary.get("unknown_receipt_codes") or {}),
        *_undetermined(found),
        Text(
            "Sổ có đúng thì kết quả mới đúng: người không có trong sổ không được tính, điều chưa "
            "ghi là chưa biết chứ không phải là không có.",
            "Results are as right as the registry: who is not in it is not counted, and what is "
            "not recorded is unknown, not absent.",
        ),
        Text(
            "Mỗi dòng là một việc cần xem, không phải là quyết định; quyết định là của cơ quan có "
            "thẩm quyền.",
            "Each line is a case to look at, no decision; deciding is for the competent authority.",
        ),
    ]


def _laid_over(notes: list[str]) -> list[Text]:
    if not notes:
        return []
    return [
        say(
            "Áp dụng thêm lên luật: {what}.",
            "Laid over the law: {what}.",
            what=joined(map(same, notes)),
        )
    ]


def _line(found: Findings) -> list[Text]:
    poverty = found.summary.get("poverty") or {}
    if not poverty.get("line"):
        return []
    kinds = {"urban": Text("thành thị", "town"), "rural": Text("nông thôn", "country")}
    told = joined(
        (
            say("{kind} {n}", "{kind} {n}", kind=kinds.get(kind, same(kind)), n=money(amount))
            for kind, amount in poverty["line"].items()
        ),
        ", ",
    )
    return [
        say(
            "Chuẩn thu nhập một người một tháng: {told} ({article}).",
            "Income line a person and month: {told} ({article}).",
            told=told,
            article=same(poverty["article"]),
        )
    ]


def _set_aside(rows: dict[str, int]) -> list[Text]:
    if not rows:
        return [
            Text("Không dòng nào phải để riêng vì lỗi tính.", "No row was set aside for an error.")
        ]
    return [
        say(
            "{n} lượt tính để riêng vì: {why}.",
            "{n} evaluations set aside because: {why}.",
            n=sum(rows.values()),
            why=joined(
                say("{why} ({n})", "{why} ({n})", why=same(why), n=n) for why, n in rows.items()
            ),
        )
    ]


def _strange(codes: dict[str, int]) -> list[Text]:
    if not codes:
        return []
    return [
        say(
            "{n} dòng chi trả mang mã chế độ không có trong luật, không xét: {codes}.",
            "{n} payments bear codes that the law does not have and are not judged: {codes}.",
            n=sum(codes.values()),
            codes=joined(map(same, sorted(codes)[:10]), ", "),
        )
    ]


def _undetermined(found: Findings) -> list[Text]:
    needs = found.summary.get("needs") or []
    told = [
        say(
            "Chưa kết luận được {n} người, hộ vì thiếu thông tin",
            "{n} people and households are undecided for lack of a fact",
            n=found.lines("missing"),
        )
    ]
    if not needs:
        return [say("{x}.", "{x}.", x=told[0])]
    most = joined(
        say("{what} ({n})", "{what} ({n})", what=same(row["needs_name"]), n=row["lines"])
        for row in needs[:3]
    )
    return [say("{x}; nhiều nhất: {most}.", "{x}; most often: {most}.", x=told[0], most=most)]


def _unverified() -> tuple[Block, ...]:
    documents = [document for document in national_law().documents if document.unverified]
    if not documents:
        return (Absent(Text("Mọi văn bản đã được kiểm chứng.", "Every document is verified.")),)
    return (
        Table(
            say(
                "{n} văn bản có phần chưa đọc được tại nguồn (chi tiết: ansinh law list "
                "--unverified)",
                "{n} documents partly not read at their source (why: ansinh law list --unverified)",
                n=len(documents),
            ),
            (
                Column(Text("Số hiệu", "Number"), is_figure=False),
                Column(Text("Văn bản", "Document"), is_figure=False),
                Column(Text("Hiệu lực từ", "In force from")),
            ),
            tuple(_document_row(document) for document in documents),
            is_folded=True,
        ),
    )


def _document_row(document: Document) -> tuple[Text, ...]:
    return same(document.number), same(document.title), day(document.in_force)
