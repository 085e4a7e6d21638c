"""``ansinh indicators``: the plan's indicators and the population of a registry."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ansinh.cli.common import DateOption, days_of, out, progress_bar, speech

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from ansinh.insight.indicators.build import Indicators
    from ansinh.insight.indicators.definitions import Definition

_COLOURS = {"reached": "green", "not reached": "red", "open": "yellow", "": ""}
#: Years of the outlook that the terminal shows.
_SHOWN = 5


def indicators_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The registry.")],
    day: DateOption = None,
    area: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Only this commune, or one before July 2025."),
    ] = None,
    results: Annotated[
        Path | None,
        typer.Option(
            metavar="RESULTS", help="What ansinh run wrote of the same day, for what is due."
        ),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Also write .xlsx, .csv or .json."),
    ] = None,
) -> None:
    """Compute the plan's indicators and the population: figures, targets, gaps, the outlook."""
    from ansinh.insight.indicators.build import indicators
    from ansinh.insight.indicators.write import write_indicators

    effect, _ = days_of(day, None)
    stages = {"indicators": speech("Tính chỉ tiêu", "Computing indicators")}
    with progress_bar(stages) as told:
        found = indicators(folder, effect, area, results, told)
    show_indicators(found, out())
    if file is not None:
        write_indicators(found, file)
        out().print(f"[bold]{speech('Kết quả', 'Results')}:[/] {file}")


def show_indicators(found: Indicators, console: Console) -> None:
    """Print the figures of the whole area, what is missing and the outlook."""
    _head(found, console)
    from ansinh.insight.indicators.definitions import definitions, themes

    rows = found.whole.to_dicts()
    for theme, words in themes().items():
        mine = [row for row in rows if definitions()[row["indicator"]].theme == theme]
        console.print(_table(speech(*words), mine))
    console.print(_missing(found))
    console.print(_outlook(found))


def _head(found: Indicators, console: Console) -> None:
    from ansinh.insight.words import day, grouped

    people, homes = grouped(found.people), grouped(found.homes)
    where = "" if found.area is None else f" {found.area}"
    console.print(
        speech(
            f"[bold]Chỉ tiêu theo sổ đăng ký ngày {day(found.day)}[/]{where}: "
            f"{people} người, {homes} hộ",
            f"[bold]Indicators by the registry on {day(found.day)}[/]{where}: "
            f"{people} people, {homes} households",
        )
    )


def _table(title: str, rows: list[dict[str, Any]]) -> Table:
    from rich.table import Table

    from ansinh.cli.style import STYLE
    from ansinh.insight.indicators.definitions import definitions
    from ansinh.insight.indicators.words import interval_of, parts_of, reason_of, value_of

    table = Table(title=title, title_justify="left", **STYLE)
    table.add_column(speech("Chỉ tiêu", "Indicator"), width=46)
    for vi, en, width in (
        ("Giá trị", "Value", 11),
        ("Khoảng 95 %", "95 % interval", 13),
        ("Tử / mẫu", "Part / whole", 17),
    ):
        table.add_column(speech(vi, en), justify="right", min_width=width)
    table.add_column(speech("Mục tiêu", "Target"), justify="right", min_width=12)
    table.add_column(speech("Chênh lệch", "Gap"), justify="right", min_width=10)
    table.add_column(speech("Kết quả", "Verdict"), min_width=8)
    for row in rows:
        known = definitions()[row["indicator"]]
        table.add_row(
            speech(known.vi, known.en) + _after(known, reason_of(row, speech.language)),
            value_of(row, known, speech.language),
            interval_of(row, known),
            parts_of(row, known),
            *_beside(row, known),
        )
    if any(row["confidence"] not in (None, "high") for row in rows):
        table.caption = speech(
            "* mục tiêu chép từ nguồn chưa được kiểm chứng",
            "* the target is from a source that was not verified",
        )
        table.caption_justify = "left"
    return table


def _after(known: Definition, reason: str) -> str:
    """What stands behind the name: the unit, where it is not with the figure; why there is none."""
    unit = speech(known.unit, known.unit_en)
    named = "" if unit in ("%", "‰", "có/không", "yes/no") else f" [dim]({unit})[/]"
    return f"{named} [dim]– {reason}[/]" if reason else named


def _beside(row: dict[str, Any], known: Definition) -> tuple[str, str, str]:
    from ansinh.insight.indicators.words import VERDICTS, places

    if row["target"] is None:
        return "", "", ""
    sure = "" if row["confidence"] == "high" else "*"
    sign = "≥" if known.better == "higher" else "≤"
    wanted = "" if row["wanted"] is None else f" {sign} {row['wanted']:g}".replace(".", ",")
    year = "" if row["year"] is None else f" ({row['year']})"
    gap = "" if row["gap"] is None else f"{row['gap']:+.{places(known)}f}".replace(".", ",")
    colour, words = _COLOURS[row["verdict"]], speech(*VERDICTS[row["verdict"]])
    told = f"[{colour}]{words}[/]" if words else ""
    return f"[dim]{row['target']}[/]{wanted}{year}{sure}", gap, told


def _missing(found: Indicators) -> Table:
    from rich.table import Table

    from ansinh.cli.style import STYLE

    title = speech("Mục tiêu chưa tính được", "Targets that the registry cannot answer")
    table = Table(title=title, title_justify="left", **STYLE)
    table.add_column(speech("Mã", "Code"))
    table.add_column(speech("Mục tiêu", "Target"), ratio=2)
    table.add_column(speech("Cần thêm dữ liệu", "Data it would need"), ratio=3)
    for each in found.unanswered:
        target = each.target
        table.add_row(target.code, speech(target.vi, target.en), speech(each.needs, each.needs_en))
    return table


def _outlook(found: Indicators) -> Table:
    from rich.table import Table

    from ansinh.cli.style import STYLE
    from ansinh.insight.indicators.words import CAUTION
    from ansinh.insight.outlook import SCENARIOS
    from ansinh.insight.words import decimal, grouped

    rows = found.outlook
    years = rows["year"].to_list()
    first, last = min(years), max(years)
    title = speech(f"Dân số đến năm {last}", f"The population to {last}")
    table = Table(title=title, title_justify="left", **STYLE)
    table.add_column(speech("Phương án", "Scenario"))
    for vi, en in (
        ("Năm", "Year"),
        ("Số con/phụ nữ", "Children/woman"),
        ("Dân số", "People"),
        ("0–14", "0–14"),
        ("15–64", "15–64"),
        ("Từ 60", "From 60"),
        ("Từ 65", "From 65"),
        ("Phụ thuộc", "Dependency"),
        ("Cơ cấu vàng", "Golden"),
    ):
        table.add_column(speech(vi, en), justify="right")
    for row in rows.iter_rows(named=True):
        if row["year"] % _SHOWN and row["year"] != first:
            continue
        total = row["total_fertility"]
        table.add_row(
            speech(*SCENARIOS[row["scenario"]]) if row["year"] == first else "",
            str(row["year"]),
            "" if total is None else decimal(total, 2),
            *(
                grouped(round(row[name]))
                for name in ("people", "children", "working", "from_60", "from_65")
            ),
            decimal(row["dependency"]),
            speech("có", "yes") if row["is_golden"] else speech("không", "no"),
            end_section=row["year"] == last,
        )
    table.caption, table.caption_justify = speech(*CAUTION), "left"
    return table
