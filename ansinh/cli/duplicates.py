"""``ansinh people duplicates``: people who stand in a registry twice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ansinh.cli.common import DateOption, day_of, out, progress_bar, speech

if TYPE_CHECKING:
    from rich.table import Table


def duplicates_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The registry.")],
    threshold: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Least probability of a pair that is listed.")
    ] = 0.8,
    file: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write every pair as Parquet.")
    ] = None,
    day: DateOption = None,
    most: Annotated[int, typer.Option("--show", min=0, help="Pairs to print.")] = 20,
) -> None:
    """List people who are likely registered twice, with the reasons."""
    from ansinh.insight.duplicates import find_duplicates
    from ansinh.insight.words import grouped
    from ansinh.people.snapshot import Snapshot

    snapshot = Snapshot.open(folder)
    on = day_of(day, snapshot.info.date)
    stages = {"duplicates": speech("Tìm người bị ghi hai lần", "Looking for duplicates")}
    with progress_bar(stages) as told:
        found = find_duplicates(snapshot, on, threshold=threshold, progress=told)
    if file is not None:
        found.write_parquet(file)
    console, paid = out(), int(found["both_paid"].sum())
    if most and found.height:
        console.print(_table(found.head(most).to_dicts()))
    pairs, twice = grouped(found.height), grouped(paid)
    console.print(
        speech(
            f"{folder}: {pairs} cặp dòng có thể là một người, {twice} cặp cùng đang được chi trả",
            f"{folder}: pairs of rows that may be one person: {pairs}; both paid: {twice}",
        )
    )


def _table(pairs: list[dict[str, Any]]) -> Table:
    from rich.table import Table
    from rich.text import Text

    from ansinh.cli.style import STYLE

    table = Table(**STYLE)
    table.add_column(speech("Một dòng", "One row"), ratio=2)
    table.add_column(speech("Dòng kia", "The other"), ratio=2)
    table.add_column(speech("Xác suất", "Probability"), justify="right", no_wrap=True)
    table.add_column(speech("Vì sao", "Why"), ratio=3)
    for pair in pairs:
        reasons = speech(pair["reasons"], pair["reasons_en"])
        cells = (_row(pair, "person_id", ""), _row(pair, "other_id", "other_"))
        table.add_row(*map(Text, (*cells, f"{pair['probability']:.4f}".replace(".", ","), reasons)))
    return table


def _row(pair: dict[str, Any], key: str, side: str) -> str:
    """Name, birth, number, commune and id of one of the two."""
    from ansinh.insight.words import day, nfc

    told = (
        nfc(pair[f"{side}full_name"]),
        day(pair[f"{side}birth_date"]),
        pair[f"{side}citizen_number"] or speech("không có số", "no number"),
        pair[f"{side}commune"],
        str(pair[key]),
    )
    return ", ".join(part for part in told if part)
