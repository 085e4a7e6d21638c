"""``ansinh people survey``: a survey of real people as a snapshot, and its poverty."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ansinh.cli.common import ReplaceOption, out, speech

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

    from ansinh.insight.sample_poverty import SurveyLine

_GROUPS = {
    "all": ("Chung", "All"),
    "urban": ("Thành thị", "Urban"),
    "rural": ("Nông thôn", "Rural"),
}
_MEASURES = {
    "headcount": ("Tỷ lệ nghèo", "Headcount"),
    "gap": ("Khoảng cách nghèo", "Poverty gap"),
    "severity": ("Mức trầm trọng", "Severity"),
    "gini": ("Hệ số Gini", "Gini"),
}


def survey_command(
    folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to make.")],
    replace: ReplaceOption = False,
) -> None:
    """Make a snapshot of real people, the living-standards survey of 1997-98, and tell poverty."""
    from ansinh.insight.sample_poverty import LINES_OF_1998, sample_poverty, sampled_households
    from ansinh.insight.words import grouped
    from ansinh.people.living_standards import make_survey

    survey = make_survey(folder, replace=replace)
    homes = sampled_households(folder)
    console = out()
    people, count = grouped(int(homes["members"].sum())), grouped(len(homes))
    found = grouped(len(survey.links()))
    console.print(
        speech(
            f"{folder}: {count} hộ, {people} người của điều tra mức sống 1997–98; "
            f"{found} hộ ghép được với bảng cá nhân",
            f"{folder}: {count} households, {people} people of the 1997–98 living standards "
            f"survey; {found} households are linked to the table of persons",
        ),
        soft_wrap=True,
    )
    for line in LINES_OF_1998:
        console.print(_table(line, sample_poverty(homes, line.amount)))


def _table(line: SurveyLine, figures: pl.DataFrame) -> Table:
    """Each figure with its 95 % interval."""
    from rich.table import Table

    from ansinh.cli.style import STYLE
    from ansinh.insight.words import money

    title = speech(
        f"Chi tiêu, {line.vi} {money(line.amount)} một người một năm",
        f"Expenditure, {line.en} {money(line.amount)} a person and year",
    )
    table = Table(title=title, title_justify="left", **STYLE)
    table.add_column(speech("Địa bàn", "Area"))
    for measure in _MEASURES.values():
        table.add_column(speech(*measure), justify="right")
    for group in figures["group"].unique(maintain_order=True):
        rows = {
            row["measure"]: row for row in figures.iter_rows(named=True) if row["group"] == group
        }
        table.add_row(speech(*_GROUPS[group]), *(_cell(name, rows[name]) for name in _MEASURES))
    return table


def _cell(measure: str, row: dict[str, Any]) -> str:
    from ansinh.insight.words import decimal

    scale, places = (1, 3) if measure == "gini" else (100, 1)
    value, low, high = (decimal(scale * row[name], places) for name in ("value", "low", "high"))
    return f"{value} ({low}–{high})" if scale == 1 else f"{value} % ({low}–{high})"
