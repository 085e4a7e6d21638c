"""``ansinh report``: the report of a run, for the screen and for paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ansinh.cli.common import Language, out, progress_bar, speech


def report_command(
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="What ansinh run wrote.")],
    boundaries: Annotated[
        Path | None,
        typer.Option(
            metavar="GEOJSON", help="Boundaries of the communes; a map of equal tiles if none."
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--out", metavar="OUT", help="Where the files go; RESULTS if none."),
    ] = None,
    lang: Annotated[
        Language | None,
        typer.Option(help="Language shown first, and of the PDF; that of ansinh --lang if none."),
    ] = None,
) -> None:
    """Write report.html and report.pdf from the results of a run."""
    from ansinh.insight.report import write_report

    stages = {"report": speech("Viết báo cáo", "Writing the report")}
    language = lang.value if lang else speech.language
    with progress_bar(stages) as told:
        paths = write_report(results, boundaries, told, out=folder, lang=language)
    for path in paths:
        out().print(str(path), markup=False, soft_wrap=True)
