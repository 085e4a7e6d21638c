"""``ansinh indicators``: the plan's indicators and the population of a registry."""

from __future__ import annotations

import enum
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


class Kind(enum.StrEnum):
    """Kinds of groups that fit on a terminal."""

    AREA_KIND = "area_kind"
    AREA_CLASS = "area_class"
    ETHNICITY = "ethnicity"
    SEX = "sex"


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
    by: Annotated[
        Kind | None,
        typer.Option(help="Also show the groups of one kind; communes stand in the file."),
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
    show_indicators(found, out(), by)
    if file is not None:
        write_indicators(found, file)
        out().print(f"[bold]{speech('Kết quả', 'Results')}:[/] {file}")


def show_indicators(found: Indicators, console: Console, by: Kind | None = None) -> None:
    """Print the figures of the whole area, of its groups, what is missing and the outlook."""
    _head(found, console)
    from ansinh.insight.indicators.definitions import definitions, themes

    rows = found.whole.to_dicts()
    for theme, words in themes().items():
        mine = [row for row in rows if definitions()[row["indicator"]].theme == theme]
        console.print(_table(speech(*words), mine))
    console.print(
        speech(
            "[dim]* nguồn của mục tiêu chưa được kiểm chứng; khoảng 95 %: phần do ngẫu nhiên[/]\n",
            "[dim]* the target's source was not verified; 95 % interval: the part of chance[/]\n",
        )
    )
    if by is not None:
        console.print(_by_group(found, by))
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
    if found.registry != found.day:
        asked = day(found.registry)
        console.print(
            speech(
                f"[yellow]Sổ chụp ngày {asked}: điều xảy ra sau ngày đó chưa có trong sổ[/]",
                f"[yellow]The registry is of {asked}: nothing later stands in it[/]",
            )
        )


def _table(title: str, rows: list[dict[str, Any]]) -> Table:
    from rich.table import Table

    from ansinh.cli.style import STYLE
    from ansinh.insight.indicators.definitions import definitions
    from ansinh.insight.indicators.words import interval_of, parts_of, reason_of, value_of
    from ansinh.insight.words import grouped

    table = Table(title=title, title_justify="left", **STYLE)
    table.add_column(speech("Chỉ tiêu", "Indicator"), min_width=30, max_width=46)
    for vi, en, width in (
        ("Giá trị", "Value", 7),
        ("Khoảng 95 %", "95 % interval", 11),
        ("Tử / mẫu", "Part / whole", 15),
        ("Chưa rõ", "Unknown", 7),
        ("Mục tiêu", "Target", 16),
        ("Lệch", "Gap", 6),
    ):
        table.add_column(speech(vi, en), justify="right", min_width=width, no_wrap=True)
    table.add_column(speech("Kết quả", "Verdict"), min_width=8)
    for row in rows:
        known = definitions()[row["indicator"]]
        table.add_row(
            speech(known.vi, known.en) + _after(known, reason_of(row, speech.language)),
            value_of(row, known, speech.language),
            interval_of(row, known),
            parts_of(row, known),
            grouped(row["unknown"]) if row["unknown"] else "",
            *_beside(row, known),
        )
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


def _by_group(found: Indicators, by: Kind) -> Table:
    """Every indicator that is told by groups of this kind: a column a group."""
    from rich.table import Table

    from ansinh.cli.style import STYLE
    from ansinh.insight.indicators.definitions import definitions
    from ansinh.insight.indicators.words import value_of

    rows = found.figures.filter(dimension=by.value).unique(
        ["indicator", "group"], keep="first", maintain_order=True
    )
    label = "label" if speech.language == "vi" else "label_en"
    groups = dict(rows.select("group", label).iter_rows())
    table = Table(title=speech("Theo nhóm", "By group"), title_justify="left", **STYLE)
    table.add_column(speech("Chỉ tiêu", "Indicator"), min_width=30, max_width=46)
    for name in groups.values():
        table.add_column(name, justify="right")
    for indicator in rows["indicator"].unique(maintain_order=True):
        known = definitions()[indicator]
        mine = {row["group"]: row for row in rows.filter(indicator=indicator).to_dicts()}
        if all(row["value"] is None for row in mine.values()):
            continue
        cells = (
            value_of(mine[group], known, speech.language) if group in mine else "–"
            for group in groups
        )
        table.add_row(speech(known.vi, known.en) + _after(known, ""), *cells)
    return table


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
