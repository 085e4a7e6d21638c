"""``ansinh people``: make a synthetic registry, check one, compare the synthetic with the real."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ansinh.cli import duplicates
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
    households: Annotated[
        int | None, typer.Option(min=1, help="Households of 1 January 2022; 3,000 unless told.")
    ] = None,
    people: Annotated[
        int | None, typer.Option(min=1, help="People of 1 January 2022, about, instead.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes.")] = 42,
    commune: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Only this commune, by its code on the day shown."),
    ] = None,
    day: DateOption = None,
    rolls: Annotated[
        bool, typer.Option("--rolls/--no-rolls", help="Write payment rolls with known mistakes.")
    ] = True,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; as many as cores for large registries.")
    ] = None,
    replace: ReplaceOption = False,
) -> None:
    """Make a synthetic registry: plausible people, none of them real."""
    from ansinh.insight.words import grouped
    from ansinh.law.book import national_law
    from ansinh.people.make import make, usual_workers
    from ansinh.people.rolls import Rolls

    shown, count = day_of(day, date.today()), _households(households, people)
    began = time.perf_counter()
    with progress_bar({"make": speech("Tạo hộ gia đình", "Making households")}) as told:
        snapshot = make(
            count,
            seed,
            folder,
            shown,
            commune,
            lambda done, total: told("make", done, total),
            rolls=Rolls.of_law(national_law()) if rolls else None,
            replace=replace,
            workers=workers or usual_workers(count),
        )
    took = time.perf_counter() - began
    made = snapshot.info.rows["people"]
    each, homes = grouped(made), grouped(snapshot.info.rows["households"])
    out().print(
        speech(
            f"{folder}: {homes} hộ, {each} người (dữ liệu tổng hợp, không có người thật)",
            f"{folder}: {homes} households, {each} people (synthetic, nobody is real)",
        )
    )
    pace = grouped(round(made / took))
    out().print(speech(f"{took:.1f} s, {pace} người/s", f"{took:.1f} s, {pace} people/s"))


def _households(households: int | None, people: int | None) -> int:
    from ansinh.engine.errors import DataError
    from ansinh.people.make import households_for

    if households is not None and people is not None:
        raise DataError("--households or --people, not both")
    if people is not None:
        return households_for(people)
    return 3_000 if households is None else households


@app.command("calibration")
def calibration_command(
    write: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the page docs/calibration.md."),
    ] = None,
    households: Annotated[int, typer.Option(min=10_000, help="Households to make.")] = 60_000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the world.")] = 42,
) -> None:
    """Compare a synthetic world with the figures that were found."""
    from ansinh.people.calibration.compare import BEGIN, END_2024, Comparison
    from ansinh.people.calibration.outcomes import outcomes
    from ansinh.people.calibration.page import page
    from ansinh.people.make import share_out

    world = Comparison(seed, share_out(households, BEGIN))
    lines = world.lines()
    for line in lines:
        if not line.is_met:
            figure = line.figure
            out().print(
                f"{figure.indicator} {figure.unit_code} {figure.year}: "
                f"{line.target:.6g} ≠ {line.generated:.6g} {figure.unit}",
                markup=False,
            )
    met = sum(line.is_met for line in lines)
    out().print(
        speech(f"{met} trong {len(lines)} số liệu khớp", f"{met} of {len(lines)} figures are met")
    )
    if write is not None:
        command = f"ansinh people calibration --households {households} --seed {seed}"
        text = page(lines, outcomes(world.census(END_2024)), f"{command} --write {write}")
        write.write_text(text, encoding="utf-8")


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


app.command("duplicates")(duplicates.duplicates_command)
