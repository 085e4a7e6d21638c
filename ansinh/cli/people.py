"""``ansinh people``: make a synthetic registry, check one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ansinh.cli.common import (
    FOUND_WRONG,
    DateOption,
    ReplaceOption,
    day_of,
    out,
    progress_bar,
    speech,
)
from ansinh.cli.survey import survey_command

app = typer.Typer(help="Registries: make a synthetic one, check one.", no_args_is_help=True)


@app.command("make")
def make_command(
    folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to make.")],
    households: Annotated[int, typer.Option(min=1, help="How many households.")] = 3000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes.")] = 42,
    commune: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only this commune, by its code.")
    ] = None,
    day: DateOption = None,
    rolls: Annotated[
        bool, typer.Option("--rolls/--no-rolls", help="Write payment rolls with known mistakes.")
    ] = True,
    replace: ReplaceOption = False,
) -> None:
    """Make a synthetic registry: plausible people, none of them real."""
    from ansinh.insight.words import grouped
    from ansinh.law.book import national_law
    from ansinh.people.make import make
    from ansinh.people.rolls import Rolls

    shown = day_of(day, date.today())
    with progress_bar({"make": speech("Tạo hộ gia đình", "Making households")}) as told:
        snapshot = make(
            households,
            seed,
            folder,
            shown,
            commune,
            lambda done, total: told("make", done, total),
            rolls=Rolls.of_law(national_law()) if rolls else None,
            replace=replace,
        )
    rows = snapshot.info.rows
    people, homes = grouped(rows.get("people", 0)), grouped(rows.get("households", 0))
    out().print(
        speech(
            f"{folder}: {homes} hộ, {people} người (dữ liệu tổng hợp, không có người thật)",
            f"{folder}: {homes} households, {people} people (synthetic, nobody is real)",
        )
    )


@app.command("check")
def check_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The registry.")],
    most: Annotated[int, typer.Option("--show", help="Findings to print.")] = 20,
) -> None:
    """Check a registry: what can be read, what is impossible, what is missing."""
    from ansinh.insight.words import grouped
    from ansinh.law.book import national_law
    from ansinh.people.check import check

    findings = check(folder, benefits=national_law().benefits)
    console = out()
    for finding in findings[:most]:
        console.print(str(finding), markup=False, soft_wrap=True)
    total = findings.totals.total()
    if total > most:
        rest = grouped(total - most)
        console.print(speech(f"… và {rest} lỗi khác", f"… and {rest} more"))
    console.print(speech(f"{folder}: {grouped(total)} lỗi", f"{folder}: {grouped(total)} faults"))
    if not findings.is_clean:
        raise typer.Exit(FOUND_WRONG)


app.command("survey")(survey_command)
