"""The report of a run: ``report.html`` for the screen, ``report.pdf`` for paper.

One structure (``document``) is built from the results (``findings``, ``build``, ``sections``) and
printed twice (``page``, ``paper``); charts are drawn once for both (``charts``, ``maps``).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

#: Told what is being done, how far it is, and how far it goes.
Progress = Callable[[str, int, int], None]


def write_report(
    folder: Path,
    boundaries: Path | None = None,
    progress: Progress | None = None,
    *,
    out: Path | None = None,
    lang: str = "vi",
) -> list[Path]:
    """Write ``report.html`` and ``report.pdf`` from a folder of results.

    Args:
        folder: What ``ansinh run`` wrote.
        boundaries: GeoJSON of the communes, for the maps; tiles unless given.
        progress: Called as the work goes on, with stage ``report``.
        out: Folder for the two files; made if needed; ``folder`` unless given.
        lang: Language shown first on the page, and the language of the PDF: ``vi`` or ``en``.

    Returns:
        The files written.

    Raises:
        DataError: the folder holds no results, or a table or the boundaries cannot be read.
    """
    from ansinh.insight.report.build import build
    from ansinh.insight.report.findings import Findings
    from ansinh.insight.report.page import page
    from ansinh.insight.report.paper import paper

    told = progress or _silent
    told("report", 0, 3)
    report = build(Findings(folder), boundaries)
    told("report", 1, 3)
    html = page(report, lang)
    told("report", 2, 3)
    pdf = paper(report, lang)
    target = out or folder
    target.mkdir(parents=True, exist_ok=True)
    paths = [target / "report.html", target / "report.pdf"]
    paths[0].write_text(html, encoding="utf-8")
    paths[1].write_bytes(pdf)
    told("report", 3, 3)
    return paths


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Say nothing."""
