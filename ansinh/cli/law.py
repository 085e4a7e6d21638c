"""``ansinh law``: what the law says, what changed, whom the change touches."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ansinh.cli.common import (
    DateOption,
    KnownOption,
    OverlayOption,
    ReformOption,
    ReplaceOption,
    book_of,
    day_of,
    days_of,
    out,
    progress_bar,
    speech,
)

app = typer.Typer(help="The law: list, show, compare.", no_args_is_help=True)


@app.command("list")
def list_command(
    unverified: Annotated[
        bool, typer.Option("--unverified", help="Only what rests on uncertain text, and why.")
    ] = False,
    domain: Annotated[str | None, typer.Option(metavar="D", help="Only this domain.")] = None,
    day: DateOption = None,
    known: KnownOption = None,
    overlay: OverlayOption = None,
) -> None:
    """List the benefits of the law, or what of the law is still unverified."""
    from ansinh.cli import lawtext

    effect, knowledge = days_of(day, known)
    book, _ = book_of(None, overlay)
    if unverified:
        lawtext.show_unverified(book, domain, out())
    else:
        lawtext.show_benefits(book, domain, effect, knowledge, out())


@app.command("show")
def show_command(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Code of a benefit.")],
    day: DateOption = None,
    known: KnownOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Show one benefit: who, how much with its history, articles, versions, cases."""
    from ansinh.cli import lawtext

    effect, knowledge = days_of(day, known)
    book, _ = book_of(None, overlay)
    lawtext.show_benefit(book, code, effect, knowledge, out())


@app.command("procedures")
def procedures_command(
    domain: Annotated[str | None, typer.Option(metavar="D", help="Only this domain.")] = None,
    day: DateOption = None,
) -> None:
    """List the administrative procedures for files received on a day."""
    from ansinh.cli import lawprocedures
    from ansinh.law.procedures import national_procedures

    received = day_of(day, date.today())
    lawprocedures.show_procedures(national_procedures(), domain, received, out())


@app.command("procedure")
def procedure_command(
    code: Annotated[
        str,
        typer.Argument(metavar="CODE", help="Key or national code of a procedure, or a benefit."),
    ],
    day: DateOption = None,
    filed: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="Day a full file was received: when each step is due."),
    ] = None,
) -> None:
    """Show a procedure: papers, steps with who has them and how long, and when they are due.

    With --filed, the steps are those of that day, and --date is the day up to which it is late.
    """
    from ansinh.cli import lawprocedures
    from ansinh.law.procedures import national_procedures

    book, _ = book_of(None, None)
    today = date.today()
    received = day_of(filed, today) if filed is not None else None
    on = day_of(day, received or today)
    lawprocedures.show_procedure(book, national_procedures(), code, on, received, out())


@app.command("glossary")
def glossary_command() -> None:
    """Print every entity, fact, rule, benefit and parameter in both languages, as Markdown."""
    from ansinh.cli import lawtext

    book, _ = book_of(None, None)
    for line in lawtext.glossary(book):
        typer.echo(line)


@app.command("diff")
def diff_command(
    one: Annotated[str, typer.Argument(metavar="D1", help="A day.")],
    other: Annotated[str, typer.Argument(metavar="D2", help="A later day.")],
    over: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A registry: whom it touches and what it costs."),
    ] = None,
    reform: ReformOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Show what changed in the law between two days; with --over, whom that touches.

    With --reform, the second day's law is the reformed one.
    """
    from ansinh.cli import lawdiff

    first, second = day_of(one, date.today()), day_of(other, date.today())
    before, _ = book_of(None, overlay)
    after = book_of(reform, overlay)[0] if reform is not None else before
    lawdiff.show_changes(after, first, second, out())
    if over is not None:
        with progress_bar({"compare": speech("Chạy hai ngày", "Running both days")}) as told:
            entries = lawdiff.over_people(over, before, after, first, second, told)
        lawdiff.show_touched(entries, out())


@app.command("book")
def book_command(
    into: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the pages.")],
    replace: ReplaceOption = False,
    day: DateOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Write the law as pages to leaf through: benefits, documents, figures, changes, search."""
    import ansinh.law
    from ansinh.engine.cases import load_cases
    from ansinh.lawbook import write_book

    effect, _ = days_of(day, None)
    book, _ = book_of(None, overlay)
    folders = [Path(ansinh.law.__path__[0]), *(overlay or ())]
    cases = [case for folder in folders for case in load_cases(folder, book)]
    with progress_bar({"book": speech("Viết các trang", "Writing pages")}) as told:
        counts = write_book(into, book, cases, effect, replace=replace, progress=told)
    out().print(
        speech(
            f"{counts['benefits']} chế độ, {counts['documents']} văn bản, "
            f"{counts['figures']} mức: {into / 'index.html'}",
            f"{counts['benefits']} benefits, {counts['documents']} documents, "
            f"{counts['figures']} figures: {into / 'index.html'}",
        ),
        soft_wrap=True,
    )
