"""``ansinh explain``: one person, every benefit, each step with its article."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ansinh.cli.common import (
    DateOption,
    KnownOption,
    Language,
    OverlayOption,
    ReformOption,
    book_of,
    days_of,
    out,
    speech,
)

if TYPE_CHECKING:
    from rich.console import Console

    from ansinh.engine.explain import Change, Explainer, Explanation
    from ansinh.engine.rows import Row


def explain_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The registry.")],
    person: Annotated[
        str, typer.Argument(metavar="PERSON", help="Id in the registry, or 12-digit number.")
    ],
    day: DateOption = None,
    known: KnownOption = None,
    benefit: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only this benefit, with every step.")
    ] = None,
    reform: ReformOption = None,
    overlay: OverlayOption = None,
    lang: Annotated[Language | None, typer.Option(help="Language of the explanation.")] = None,
    years: Annotated[int, typer.Option(min=0, max=50, help="How far to look ahead.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="The machine form.")] = False,
    pdf: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The pension statement, with --benefit insurance.retirement."
        ),
    ] = None,
) -> None:
    """Explain what a person is entitled to, why or why not, and what would change it."""
    from ansinh.engine.dates import add_years
    from ansinh.engine.explain import Explainer

    if lang is not None:
        speech.language = lang.value
    effect, knowledge = days_of(day, known)
    book, _ = book_of(reform, overlay)
    if benefit is not None:
        book.benefit(benefit)
    name, row = find(folder, person, book.entities)
    explainer = Explainer(book, effect, knowledge)
    if pdf is not None:
        _write_statement(pdf, name, row, explainer, benefit)
        return
    found = {who: told for who, told in _asked(explainer, row, benefit) if told}
    if as_json:
        typer.echo(json.dumps(_machine(found), ensure_ascii=False, indent=1))
        return
    _show(out(), name, found, explainer, benefit, add_years(effect, years))


def find(folder: Path, key: str, entities: Any) -> tuple[str, Row]:
    """The name and row of a person in a registry.

    Raises:
        DataError: the key is no id, or nobody has it.
    """
    from ansinh.engine.errors import DataError
    from ansinh.people.snapshot import Snapshot

    if not key.isdecimal():
        raise DataError(f"{key!r} is neither an id nor a 12-digit number")
    registry = Snapshot.open(folder, entities)
    found = registry.find_person(key if len(key) == 12 else int(key))
    if found is None:
        raise DataError(f"nobody with number {key} is in {folder}")
    home = found.tables.household(found.household)
    wanted = int(found.tables.ids["Person"][found.person])
    row = next(row for row in home.walk() if row.entity == "Person" and row.key == wanted)
    people = found.tables["Person"]
    name = key
    if "full_name" in people.column_names:
        name = people.column("full_name")[found.person].as_py() or key
    return name, row


def _asked(
    explainer: Explainer, row: Row, benefit: str | None
) -> list[tuple[Row, dict[str, Explanation]]]:
    """The person's benefits and their household's, or the one asked for."""
    from ansinh.engine.errors import AnSinhError

    assert row.owner is not None
    if benefit is None:
        return [(who, explainer.explain_all(who)) for who in (row, row.owner)]
    entity = explainer.book.benefit(benefit).entity
    who = next((r for r in (row, row.owner) if r.entity == entity), None)
    if who is None:
        raise AnSinhError(f"{benefit} is a benefit of {entity}")
    return [(who, {benefit: explainer.explain(who, benefit)})]


def _machine(found: dict[Row, dict[str, Explanation]]) -> list[dict[str, Any]]:
    return [told.as_dict() for benefits in found.values() for told in benefits.values()]


def _show(
    console: Console,
    name: str,
    found: dict[Row, dict[str, Explanation]],
    explainer: Explainer,
    benefit: str | None,
    until: date,
) -> None:
    from ansinh.insight.words import day

    on, known = day(explainer.effect), day(explainer.known)
    console.print(
        speech(
            f"[bold]{name}[/], ngày xét {on}, theo luật biết đến {known}",
            f"[bold]{name}[/], on {on}, by the law known on {known}",
        )
    )
    told = [(row, one) for row, benefits in found.items() for one in benefits.values()]
    for row, one in sorted(told, key=lambda pair: _rank(pair[1])):
        _show_one(console, row, one, explainer, until, full=benefit is not None)


def _rank(told: Explanation) -> int:
    """What is due first, then what is not known, then what is not due."""
    from ansinh.engine.outcome import Status

    order = [Status.ENTITLED, Status.SUPERSEDED, Status.UNDETERMINED, Status.SET_ASIDE]
    return order.index(told.outcome.status) if told.outcome.status in order else len(order)


_MARKS = {
    "entitled": "[bold green]✓[/]",
    "superseded": "[blue]↷[/]",
    "undetermined": "[magenta]?[/]",
    "set_aside": "[red]![/]",
    "not_entitled": "[dim]–[/]",
}


def _show_one(
    console: Console, row: Row, told: Explanation, explainer: Explainer, until: date, *, full: bool
) -> None:
    from rich.markup import escape

    from ansinh.cli.show import indented
    from ansinh.insight.address import address
    from ansinh.insight.statement import PENSION

    language = speech.language
    who = address(row, told.effect) if language == "vi" else None
    mark = _MARKS[told.outcome.status.name.lower()]
    console.print(f"{mark} [bold]{told.code}[/] {escape(told.sentence(language, who=who))}")
    if not full:
        _show_short(console, row, told, explainer, until)
        return
    if told.code == PENSION and row.entity == "Person":
        _show_statement(console, row, explainer)
    for line in told.arithmetic(language).splitlines():
        indented(console, line, 4)
    console.print(f"  [bold]{speech('Từng bước', 'Step by step')}[/]")
    for line in told.steps(language):
        indented(console, line, 4)
    _show_procedures(console, told)
    for note in told.unverified:
        console.print(f"  [yellow]{speech('Chưa kiểm chứng', 'Unverified')}:[/] {escape(note)}")
    changes = explainer.changes(row, told.code, until)
    facts = explainer.what_if(row, told.code)
    if changes or facts:
        console.print(f"  [bold]{speech('Điều làm thay đổi', 'What would change it')}[/]")
    for change in changes:
        indented(console, f"{change.words(language)}: {_after(change, told)}", 4)
    for item in facts:
        indented(console, item.words(language), 4)


def _show_procedures(console: Console, told: Explanation) -> None:
    """How what is due is applied for."""
    from rich.markup import escape

    from ansinh.cli.lawprocedures import summary
    from ansinh.engine.outcome import Status
    from ansinh.law.procedures import national_procedures

    if told.outcome.status != Status.ENTITLED:
        return
    procedures = national_procedures()
    for procedure in procedures.leading_to(told.code, told.effect):
        text = summary(procedures, procedure, told.effect)
        console.print(f"  [bold]{speech('Thủ tục', 'Procedure')}[/] {escape(text)}")


def _write_statement(
    file: Path, name: str, row: Row, explainer: Explainer, benefit: str | None
) -> None:
    from ansinh.engine.errors import AnSinhError
    from ansinh.insight.statement import PENSION, pension_statement
    from ansinh.insight.statement_paper import statement_paper

    if benefit != PENSION:
        raise AnSinhError(f"--pdf is the pension statement; add --benefit {PENSION}")
    statement = pension_statement(explainer.book, row, explainer.effect, explainer.known)
    file.write_bytes(statement_paper(statement, name, explainer.effect, speech.language))
    out().print(f"{speech('Đã ghi', 'Wrote')} {file}")


def _show_statement(console: Console, row: Row, explainer: Explainer) -> None:
    """The pension as one checks it by hand."""
    from ansinh.cli.show import indented
    from ansinh.insight.statement import pension_statement

    statement = pension_statement(explainer.book, row, explainer.effect, explainer.known)
    console.print(f"  [bold]{speech('Bảng tính lương hưu', 'Pension statement')}[/]")
    for line in statement.text(speech.language):
        indented(console, line, 4)


def _show_short(
    console: Console, row: Row, told: Explanation, explainer: Explainer, until: date
) -> None:
    """The article, and of what is due the day on which it changes next."""
    from rich.markup import escape

    from ansinh.engine.outcome import Status

    deciding = told.step.deciding
    if deciding is not None and deciding.cites:
        console.print(f"    [dim]{escape(deciding.cites[0].in_words(speech.language))}[/]")
    if told.outcome.status != Status.ENTITLED:
        return
    for change in explainer.changes(row, told.code, until)[:1]:
        words = f"{change.words(speech.language)}: {_after(change, told)}"
        console.print(f"    [blue]{escape(words)}[/]")


def _after(change: Change, told: Explanation) -> str:
    from ansinh.engine.outcome import Status

    if change.after.status == Status.ENTITLED:
        return told.amount(speech.language, change.after)
    words = {
        Status.NOT_ENTITLED: ("không còn được hưởng", "no longer entitled"),
        Status.SUPERSEDED: ("hưởng chế độ khác", "another benefit is paid"),
        Status.UNDETERMINED: ("chưa kết luận được", "cannot be said"),
        Status.SET_ASIDE: ("chưa tính được", "cannot be computed"),
    }
    return speech(*words[change.after.status])
