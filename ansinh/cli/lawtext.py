"""The law on a terminal: benefits, one benefit, what is unverified."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from ansinh.cli.common import speech
from ansinh.cli.show import indented
from ansinh.cli.style import STYLE
from ansinh.engine.book import LawBook, Rule
from ansinh.engine.declare import Version
from ansinh.engine.ir import ReadParameter
from ansinh.engine.parameters import Parameter
from ansinh.engine.values import NEVER
from ansinh.insight.words import PAYERS, day, decimal, grouped, money

_PAID = {
    "monthly": ("hằng tháng", "monthly"),
    "yearly": ("hằng năm", "yearly"),
    "once": ("một lần", "once"),
    "in kind": ("hiện vật", "in kind"),
}


def show_benefits(
    book: LawBook, domain: str | None, effect: date, known: date, console: Console
) -> None:
    """One row a benefit: code, name, who pays, how often, the article in force."""
    rules = [r for r in book.benefits.values() if _in_domain(r, domain)]
    if not rules:
        _refuse_domain(book, domain)
    table = Table(**STYLE)
    for vi, en in (
        ("Mã", "Code"),
        ("Chế độ", "Benefit"),
        ("Trả", "Paid"),
        ("Nguồn", "Payer"),
        ("Căn cứ đang áp dụng", "Article in force"),
    ):
        table.add_column(speech(vi, en))
    for rule in rules:
        info, version = rule.benefit, rule.version_at(effect, known)
        assert info is not None
        article = cites_of(version) if version else f"[dim]{speech('hết hiệu lực', 'ended')}[/]"
        paid = speech(*_PAID.get(info.paid, (info.paid, info.paid)))
        table.add_row(info.code, speech(info.vi, info.en), paid, _payer(info.payer), article)
    console.print(table)
    count = len(rules)
    console.print(speech(f"{count} chế độ vào ngày {day(effect)}", f"{count} benefits"))


def _payer(payer: str) -> str:
    return speech(PAYERS.get(payer, payer), payer)


def _indented(console: Console, markup: str, depth: int) -> None:
    indented(console, Text.from_markup(markup), depth)


def _in_domain(rule: Rule, domain: str | None) -> bool:
    return rule.benefit is not None and domain in (None, rule.benefit.domain)


def _refuse_domain(book: LawBook, domain: str | None) -> None:
    from ansinh.engine.errors import UnknownNameError

    known = {r.benefit.domain for r in book.benefits.values() if r.benefit}
    raise UnknownNameError("domain", str(domain), sorted(known))


def cites_of(version: Version) -> str:
    """Every article of a version."""
    return "; ".join(cite.in_words(speech.language) for cite in version.cites)


def show_unverified(book: LawBook, domain: str | None, console: Console) -> None:
    """Every rule, figure and document that rests on uncertain text, with the reason."""
    table = Table(title=speech("Chưa kiểm chứng", "Unverified"), title_justify="left", **STYLE)
    for vi, en in (("Cái gì", "What"), ("Căn cứ", "Article"), ("Vì sao", "Why")):
        table.add_column(speech(vi, en), overflow="fold")
    rows = [row for row in _unverified(book) if domain is None or domain in row[3]]
    for what, article, why, _ in rows:
        table.add_row(escape(what), escape(article), escape(why))
    console.print(table)
    console.print(speech(f"{len(rows)} chỗ chưa kiểm chứng", f"{len(rows)} places unverified"))


def _unverified(book: LawBook) -> Iterator[tuple[str, str, str, str]]:
    """What, article, why, and a text that the domain stands in."""
    for document in book.documents:
        if document.unverified:
            yield (
                document.number,
                document.title,
                document.unverified,
                " ".join(document.encoded_in),
            )
    for rule in book.rules.values():
        for version in (*rule.versions, *rule.exceptions):
            if version.unverified:
                yield rule.key, cites_of(version), version.unverified, version.file
    for parameter in book.parameters:
        for value in parameter.values:
            why = value.unverified or parameter.unverified
            if why:
                what = f"{parameter.path} {speech('từ', 'from')} {day(value.effect)}"
                yield what, str(value.cite or ""), why, parameter.path
    yield from _unverified_procedures()


def _unverified_procedures() -> Iterator[tuple[str, str, str, str]]:
    from ansinh.law.procedures import national_procedures

    for procedure in national_procedures():
        why = procedure.code_unverified or (None if procedure.code else "national code not found")
        if why:
            yield procedure.key, procedure.code or "", why, procedure.domain
        for version in procedure.versions:
            if version.unverified:
                what = f"{procedure.key} {speech('từ', 'from')} {day(version.since)}"
                cites = "; ".join(cite.in_words(speech.language) for cite in version.cites)
                yield what, cites, version.unverified, procedure.domain


def show_benefit(book: LawBook, code: str, effect: date, known: date, console: Console) -> None:
    """Everything about one benefit.

    Raises:
        UnknownNameError: there is none with that code.
    """
    rule = book.benefit(code)
    info = rule.benefit
    assert info is not None
    console.print(f"[bold]{info.code}[/] {escape(speech(info.vi, info.en))}")
    paid = speech(*_PAID.get(info.paid, (info.paid, info.paid)))
    asked = speech("; phải nộp đơn", "; on request") if info.on_request else ""
    entity = book.entities[rule.entity]
    console.print(
        f"{speech('Cho', 'For')}: {speech(entity.vi, entity.en)} · {paid} · "
        f"{speech('nguồn', 'paid by')}: {_payer(info.payer)}{asked}"
    )
    _show_versions(rule, effect, known, console)
    keys = book.program.closure([rule.key])
    _show_figures(book, keys, effect, known, console)
    _show_conditions(book, [k for k in keys if k != rule.key], effect, known, console)
    _show_interactions(book, code, console)
    _show_cases(book, code, console)


def _show_versions(rule: Rule, effect: date, known: date, console: Console) -> None:
    console.print(f"[bold]{speech('Quy định', 'Provisions')}[/]")
    current = rule.version_at(effect, known)
    for version in rule.versions:
        mark = "[green]●[/]" if version is current else "[dim]○[/]"
        _indented(
            console, f"{mark} {escape(version.vi)}: {escape(cites_of(version))}{_span(version)}", 2
        )
        if version.unverified:
            why = escape(version.unverified)
            _indented(console, f"[yellow]{speech('chưa kiểm chứng', 'unverified')}:[/] {why}", 6)
    for version in rule.exceptions:
        text = f"{version.vi}: {cites_of(version)}"
        title = speech("ngoại lệ", "exception")
        _indented(console, f"{title}: {escape(text)}{_span(version)}", 2)


def _span(version: Version) -> str:
    text = f", {speech('từ', 'from')} {day(version.since)}" if version.since else ""
    if version.until and version.until != NEVER:
        text += f" {speech('đến trước', 'until')} {day(version.until)}"
    if version.known and version.since and version.known > version.since:
        text += f" ({speech('ban hành sau, áp dụng được từ', 'known from')} {day(version.known)})"
    return text


def _show_figures(
    book: LawBook, keys: list[str], effect: date, known: date, console: Console
) -> None:
    paths = {
        node.path: None
        for key in keys
        for node in book.program.rules[key].nodes
        if isinstance(node, ReadParameter)
    }
    if paths:
        console.print(f"[bold]{speech('Mức và hệ số', 'Figures')}[/]")
    for path in paths:
        parameter = book.parameters[path]
        console.print(f"  {escape(speech(parameter.vi, parameter.en))} [dim]({path})[/]")
        current = parameter.at(effect, known)
        for value in parameter.values:
            mark = "[green]●[/]" if value is current else "[dim]○[/]"
            shown = escape(figure(parameter, value.value))
            console.print(
                f"    {mark} {speech('từ', 'from')} {day(value.effect)}: {shown} "
                f"[dim]{escape(str(value.cite or ''))}[/]"
            )


def figure(parameter: Parameter, value: Any) -> str:
    """A value of a parameter as people read it."""
    if value is None:
        return speech("bãi bỏ", "abolished")
    if isinstance(value, dict):
        return "; ".join(f"{key} {figure(parameter, v)}" for key, v in value.items())
    if isinstance(value, tuple):
        start = speech("từ", "from")
        return "; ".join(f"{start} {at}: {figure(parameter, v)}" for at, v in value)
    if isinstance(value, date):
        return day(value)
    if parameter.type == "money":
        return money(value)
    unit = parameter.unit.split("/")[0]
    if isinstance(value, Fraction):
        number = value * 100 if unit == "percent" else value
        places = 0 if number.denominator == 1 else 3
        text = decimal(number, places).rstrip("0") if places else decimal(number, 0)
        return f"{text} %" if unit == "percent" else text
    return grouped(value)


def _show_conditions(
    book: LawBook, keys: list[str], effect: date, known: date, console: Console
) -> None:
    if keys:
        console.print(f"[bold]{speech('Dựa trên', 'Rests on')}[/]")
    for key in reversed(keys):
        rule = book.rules[key]
        version = rule.version_at(effect, known) or rule.versions[-1]
        text = version.vi if speech.language == "vi" else version.en or version.vi
        _indented(console, f"{escape(text)} [dim]{key} · {escape(cites_of(version))}[/]", 2)


def _show_interactions(book: LawBook, code: str, console: Console) -> None:
    for item in book.interactions:
        if code not in item.among:
            continue
        others = [other for other in item.among if not item.compatible(code, other)]
        text = speech(item.vi, item.en)
        cites = "; ".join(cite.in_words(speech.language) for cite in item.cites)
        console.print(f"[bold]{speech('Không hưởng cùng', 'Not together')}[/] {escape(text)}")
        _indented(
            console, f"{', '.join(o for o in others if o != code)} [dim]{escape(cites)}[/]", 2
        )


def _show_cases(book: LawBook, code: str, console: Console) -> None:
    import ansinh.law
    from ansinh.engine.cases import load_cases

    found = [
        case
        for case in load_cases(Path(ansinh.law.__path__[0]), book)
        if any(code in wanted for c in case.checks for wanted in c.expect.values())
    ]
    title = speech(f"Ví dụ kiểm chứng: {len(found)}", f"Cases: {len(found)}")
    console.print(f"[bold]{title}[/]")
    for case in found:
        official = case.source == "official"
        source = speech("chính thức", "official") if official else speech("tự tính", "derived")
        text = f"{case.name} · {source}: {case.where if official else case.why}"
        console.print(f"  {escape(text)}", overflow="ellipsis", no_wrap=True)


def glossary(book: LawBook) -> Iterator[str]:
    """Lines of a Markdown table: Vietnamese, English, name in the code."""
    yield "| Tiếng Việt | English | in the code |"
    yield "|---|---|---|"
    for entity in book.entities:
        yield f"| {entity.vi} | {entity.en} | `{entity.name}` |"
        for fact in entity.facts.values():
            yield f"| {fact.vi} | {fact.en} | `{fact.qualified}` |"
    for rule in book.rules.values():
        info, version = rule.benefit, rule.versions[-1]
        vi, en, name = (info.vi, info.en, info.code) if info else (version.vi, version.en, rule.key)
        yield f"| {vi} | {en} | `{name}` |"
    for parameter in book.parameters:
        yield f"| {parameter.vi} | {parameter.en} | `{parameter.path}` |"
