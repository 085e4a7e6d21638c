"""``ansinh law procedure`` on a terminal: papers, steps, who has them, when they are due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ansinh.cli.common import speech
from ansinh.cli.style import STYLE
from ansinh.engine.book import LawBook
from ansinh.engine.documents import Article
from ansinh.engine.errors import NotInForceError
from ansinh.engine.procedures import (
    Authority,
    Due,
    Paper,
    Procedure,
    Procedures,
    Recurring,
    Step,
    Waiver,
    deadlines,
)
from ansinh.engine.procedures.model import BUT_HOLIDAYS, CALENDAR, WORKING
from ansinh.insight.words import day
from ansinh.law.calendar import corrections, vietnam

_UNITS = {
    WORKING: ("ngày làm việc", "working days"),
    CALENDAR: ("ngày", "days"),
    BUT_HOLIDAYS: ("ngày, không kể ngày lễ", "days without holidays"),
}


def show_procedures(
    procedures: Procedures, domain: str | None, received: date, console: Console
) -> None:
    """One row a procedure in force: code, name, days, who decides.

    Raises:
        UnknownNameError: no procedure belongs to that domain.
    """
    from ansinh.engine.errors import UnknownNameError

    domains = {procedure.domain for procedure in procedures}
    if domain is not None and domain not in domains:
        raise UnknownNameError("domain", domain, sorted(domains))
    table = Table(**STYLE)
    table.add_column(speech("Tên", "Key"), no_wrap=True)
    for vi, en in (
        ("Mã quốc gia", "National code"),
        ("Thủ tục", "Procedure"),
        ("Thời hạn", "Days"),
        ("Quyết định", "Decides"),
    ):
        table.add_column(speech(vi, en))
    shown = 0
    for procedure in procedures:
        if domain not in (None, procedure.domain) or not procedure.holds(received):
            continue
        shown += 1
        name = escape(speech(procedure.vi, procedure.en))
        days = total_days(procedure.at(received).steps)
        decides = _decides(procedures, procedure, received)
        table.add_row(procedure.key, _code(procedure), name, days, decides)
    console.print(table)
    on = day(received)
    console.print(speech(f"{shown} thủ tục vào ngày {on}", f"{shown} procedures on {on}"))


def summary(procedures: Procedures, procedure: Procedure, received: date) -> str:
    """A procedure in one line: name, code, days, who decides."""
    name = speech(procedure.vi, procedure.en)
    days = total_days(procedure.at(received).steps)
    return f"{name} ({_code(procedure)}): {days}, {_decides(procedures, procedure, received)}"


def _decides(procedures: Procedures, procedure: Procedure, on: date) -> str:
    """Who has the last step on a day."""
    last = procedure.at(on).steps[-1]
    (_, who), *_ = procedures.holders(last.by, procedure.domain, on, on)
    return _name(who)


def show_procedure(
    book: LawBook,
    procedures: Procedures,
    code: str,
    on: date,
    filed: date | None,
    console: Console,
) -> None:
    """Everything about the procedures that a code, or a benefit, leads to.

    Args:
        on: The day asked about; with ``filed``, the day up to which delay is counted.
        filed: The day a full file was received.

    Raises:
        UnknownNameError: nothing has that code.
        NotInForceError: there was no such procedure on that day.
    """
    received = filed or on
    if code in book.benefits and not procedures.is_about(code):
        raise NotInForceError(f"no procedure of {code} is written here")
    found = procedures.find(code)
    waivers = [w for w in procedures.waivers_of(code) if w.since <= received < w.until]
    for waiver in waivers:
        _show_waiver(waiver, console)
    in_force = [procedure for procedure in found if procedure.holds(received)]
    if not in_force and not waivers:
        if not found:
            raise NotInForceError(f"{code} is not given without application on {received}")
        found[0].at(received)
    for procedure in in_force:
        _show_head(procedure, received, console)
        _show_papers(book, procedures, procedure, received, console)
        _show_steps(procedures, procedure, received, filed, on, console)
    if any(procedure.one_stop for procedure in in_force):
        _show_notices(procedures, received, console)


def _show_waiver(waiver: Waiver, console: Console) -> None:
    title = speech("Không phải nộp hồ sơ", "No application")
    why = escape(speech(waiver.vi, waiver.en))
    console.print(f"[bold]{waiver.benefit}[/] {title}: {why} [dim]{_cites(waiver.cites)}[/]")
    _warn(waiver.unverified, console)


def _show_head(procedure: Procedure, received: date, console: Console) -> None:
    version = procedure.at(received)
    name = escape(speech(procedure.vi, procedure.en))
    console.print(f"[bold]{procedure.key}[/] {name}")
    code = f"{speech('Mã quốc gia', 'National code')}: {_code(procedure)}"
    since = f"{speech('hồ sơ nhận từ', 'files received from')} {day(version.since)}"
    console.print(f"  {code} · {since} · [dim]{_cites(version.cites)}[/]")
    if procedure.benefits:
        leads = speech("Dẫn đến", "Leads to")
        console.print(f"  {leads}: {', '.join(procedure.benefits)}")
    _warn(procedure.code_unverified, console)
    _warn(version.unverified, console)


def _code(procedure: Procedure) -> str:
    return procedure.code or speech("chưa tìm được", "not found")


def _cites(cites: Iterable[Article]) -> str:
    return escape("; ".join(cite.in_words(speech.language) for cite in cites))


def _warn(why: str | None, console: Console) -> None:
    if why:
        console.print(
            f"  [yellow]{speech('chưa kiểm chứng', 'unverified')}:[/] {escape(why)}",
            soft_wrap=True,
        )


def _show_papers(
    book: LawBook,
    procedures: Procedures,
    procedure: Procedure,
    received: date,
    console: Console,
) -> None:
    papers = procedure.at(received).papers
    notices = procedures.notices_on(received) if procedure.one_stop else []
    spared = any(notice.forbids_held_papers for notice in notices)
    if papers:
        console.print(f"  [bold]{speech('Giấy tờ', 'Papers')}[/]")
    for paper in papers:
        console.print(f"    {escape(_paper(paper))}{_held(book, paper, spared)}", soft_wrap=True)


def _paper(paper: Paper) -> str:
    text = speech(paper.vi, paper.en)
    return f"{speech('Mẫu', 'Form')} {paper.form} ({paper.of}): {text}" if paper.form else text


def _held(book: LawBook, paper: Paper, spared: bool) -> str:
    if not paper.held:
        return ""
    names = escape(", ".join(_registry_name(book, name) for name in paper.held))
    text = f" · [green]{speech('đã có trong sổ', 'in the registry')}: {names}[/]"
    if spared:
        text += speech(", không phải nộp khi dữ liệu đúng", ", not handed in when it is right")
    return text


def _registry_name(book: LawBook, name: str) -> str:
    entity, _, fact = name.partition(".")
    named = book.entities[entity].facts[fact] if fact else book.entities[entity]
    return speech(named.vi, named.en)


def _show_steps(
    procedures: Procedures,
    procedure: Procedure,
    received: date,
    filed: date | None,
    on: date,
    console: Console,
) -> None:
    title = speech("Các bước", "Steps")
    if filed is not None:
        title += speech(f", hồ sơ đủ ngày {day(filed)}", f", full file of {day(filed)}")
    console.print(f"  [bold]{title}[/]")
    table = Table(**STYLE)
    for vi, en in (("Cơ quan", "Who"), ("Việc", "What"), ("Thời hạn", "Days")):
        table.add_column(speech(vi, en))
    if filed is not None:
        table.add_column(speech("Đến hạn", "Due"))
    steps = deadlines(procedures, procedure, received, vietnam())
    for due in steps:
        step = due.step
        row = [_holders(due), escape(speech(step.vi, step.en)), step_days(step)]
        table.add_row(*row, *([_due(due)] if filed is not None else []))
    console.print(table)
    if filed is not None:
        _show_end(procedures, procedure, steps[-1], on, console)


def _holders(due: Due) -> str:
    (_, first), *later = due.holders
    handed = (f"; {speech('từ', 'from')} {day(since)} {_name(who)}" for since, who in later)
    return escape(_name(first) + "".join(handed))


def _name(authority: Authority) -> str:
    return speech(authority.vi, authority.en)


def _due(due: Due) -> str:
    if due.day is None:
        return speech("không tính được", "cannot be said")
    later = ""
    if due.latest is not None:
        later = speech(f", chậm nhất {day(due.latest)}", f", at most {day(due.latest)}")
    return f"{_weekday(due.day)} {day(due.day)}{later}"


def _weekday(when: date) -> str:
    vi = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
    en = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return speech(vi[when.weekday()], en[when.weekday()])


def _show_end(
    procedures: Procedures, procedure: Procedure, last: Due, on: date, console: Console
) -> None:
    """The last day, the letter of apology that a delay needs, and how late it is."""
    if last.day is None:
        return
    text = speech(f"  Hạn cuối {day(last.day)}", f"  Last day {day(last.day)}")
    if procedure.one_stop:
        letter = day(last.day - timedelta(1))
        text += speech(
            f"; nếu trễ, văn bản xin lỗi chậm nhất {letter}",
            f"; if late, a written apology by {letter}",
        )
    console.print(text)
    if last.day.year > max(corrections()["checked"]):
        console.print(
            speech(
                "  Lịch nghỉ của năm đó chưa công bố: ngày đến hạn là ước tính",
                "  The holidays of that year are not announced: the day is an estimate",
            )
        )
    if on > last.day:
        late = vietnam().working_days_between(last.day, on)
        (_, who), *_ = procedures.holders(last.step.by, procedure.domain, on, on)
        name = escape(_name(who))
        console.print(
            speech(
                f"  [red]Đến {day(on)} trễ {late} ngày làm việc; nay thuộc {name}[/]",
                f"  [red]By {day(on)} late by {late} working days; now with {name}[/]",
            )
        )


def step_days(step: Step) -> str:
    """Days of a step as people say them."""
    if step.ends is not None:
        span = speech(f"đến {_recurring(step.ends)}", f"until {_recurring(step.ends)}")
    elif step.days is None:
        span = speech("chưa rõ số ngày", "days not found")
    else:
        span = f"{step.days} {speech(*_UNITS[step.unit])}"
        span = speech(f"ít nhất {span}", f"at least {span}") if step.at_least else span
    if step.longest is not None:
        span += speech(f", kéo dài nhất {step.longest}", f", at most {step.longest}")
    if step.begins is not None:
        start = _recurring(step.begins)
        span = speech(f"từ {start}, {span}", f"from {start}, {span}")
    if step.from_receipt:
        span += speech(" từ khi nhận", " from receipt")
    return span


def _recurring(when: Recurring) -> str:
    if when.month is None:
        return speech(f"ngày {when.day} hằng tháng", f"day {when.day} of the month")
    return f"{when.day:02}/{when.month:02}"


def total_days(steps: Iterable[Step]) -> str:
    """Days of all steps by kind: ``17 working days + 60 days``."""
    steps = list(steps)
    parts = [
        f"{sum(step.days or 0 for step in steps if step.unit == unit)} {speech(*words)}"
        for unit, words in _UNITS.items()
        if any(step.days is not None and step.unit == unit for step in steps)
    ]
    parts += [step_days(step) for step in steps if step.ends is not None]
    if any(step.days is None and step.ends is None for step in steps):
        parts.append(speech("chưa rõ", "not found"))
    return " + ".join(parts)


def _show_notices(procedures: Procedures, received: date, console: Console) -> None:
    notices = procedures.notices_on(received)
    if notices:
        console.print(f"[bold]{speech('Lưu ý', 'Notes')}[/]")
    for notice in notices:
        text = f"{escape(speech(notice.vi, notice.en))} [dim]{_cites(notice.cites)}[/]"
        console.print(f"  {text}", soft_wrap=True)
