"""``ansinh run``: the law over a registry, and the lists that follow."""

from __future__ import annotations

import enum
from functools import partial
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
    days_of,
    law_of,
    out,
    progress_bar,
    speech,
)


class Engine(enum.StrEnum):
    """Where the law runs: in this process, or in the executors of a Spark cluster."""

    LOCAL = "local"
    SPARK = "spark"


def run_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The registry.")],
    results: Annotated[Path, typer.Option("--out", metavar="OUT", help="The folder to make.")],
    day: DateOption = None,
    known: KnownOption = None,
    reform: ReformOption = None,
    overlay: OverlayOption = None,
    months_ahead: Annotated[
        int, typer.Option(min=0, max=120, help="Coming months looked at.")
    ] = 12,
    months_back: Annotated[
        int, typer.Option(min=0, max=120, help="Earlier months looked at for arrears.")
    ] = 60,
    explain: Annotated[
        int, typer.Option(min=0, help="Lines of each list explained in full.")
    ] = 2000,
    excel: Annotated[bool, typer.Option("--excel/--no-excel", help="Write a workbook.")] = True,
    duplicates: Annotated[
        bool, typer.Option("--duplicates/--no-duplicates", help="Look for people registered twice.")
    ] = True,
    report: Annotated[
        bool, typer.Option("--report/--no-report", help="Write report.html and report.pdf.")
    ] = True,
    boundaries: Annotated[
        Path | None,
        typer.Option("--boundaries", metavar="FILE", help="Communes as GeoJSON, for the maps."),
    ] = None,
    threads: Annotated[int, typer.Option(min=1, help="Chunks worked on at once.")] = 2,
    show: Annotated[int, typer.Option(min=0, help="Lines of each list shown on the terminal.")] = 3,
    replace: ReplaceOption = False,
    only_outcomes: Annotated[
        bool, typer.Option("--only-outcomes", help="What is due to whom, no lists and no report.")
    ] = False,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", metavar="FOLDER", help="Keep finished parts here; go on from them."),
    ] = None,
    engine: Annotated[Engine, typer.Option(help="Where the law runs.")] = Engine.LOCAL,
    master: Annotated[
        str, typer.Option(metavar="URL", help="The Spark cluster, for --engine spark.")
    ] = "local[2]",
) -> None:
    """Run the law over everyone at a date: the lists, what they cost, and the report."""
    from ansinh.cli.lines import show_lines
    from ansinh.cli.show import show_outcomes, show_summary
    from ansinh.engine.errors import DataError
    from ansinh.insight.run import Asked, run

    effect, knowledge = days_of(day, known)
    book, notes = book_of(reform, overlay)
    if boundaries is not None and not boundaries.is_file():
        raise DataError(f"--boundaries: {boundaries}: expected a GeoJSON file, found none")
    asked = Asked(
        effect,
        knowledge,
        months_ahead,
        months_back,
        explain,
        excel,
        threads,
        duplicates=duplicates,
        report=report,
        boundaries=boundaries,
        only_outcomes=only_outcomes,
    )
    makers = None
    if engine is Engine.SPARK:
        from ansinh.insight.cluster import Cluster

        makers = Cluster(master, partial(law_of, reform, overlay))
    stages = {
        "compile": speech("Chuẩn bị luật", "Compiling the law"),
        "run": speech("Chạy luật trên dữ liệu", "Running the law"),
        "impossible": speech("Tìm điều vô lý", "Looking for what cannot be"),
        "duplicates": speech("Tìm người trùng", "Looking for people registered twice"),
        "excel": speech("Ghi Excel", "Writing Excel"),
        "report": speech("Viết báo cáo", "Writing the report"),
    }
    with progress_bar(stages) as told:
        summary = run(
            folder,
            asked,
            results,
            book=book,
            notes=notes,
            replace=replace,
            progress=told,
            engine=makers,
            keep=keep,
        )
    if only_outcomes:
        show_outcomes(summary, results, out())
        return
    show_lines(results, show, out())
    show_summary(summary, results, out())
