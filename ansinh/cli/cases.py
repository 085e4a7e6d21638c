"""``ansinh cases`` and ``ansinh lint``: the law proved and checked."""

from __future__ import annotations

import enum
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from ansinh.cli.common import (
    FOUND_WRONG,
    OverlayOption,
    ReformOption,
    book_of,
    out,
    speech,
)


class ReaderName(enum.StrEnum):
    """Who runs the cases."""

    ALL = "all"
    ORACLE = "oracle"
    EXPLAINER = "explainer"
    KERNEL = "kernel"


def cases_command(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="PATH", help="A file or folder of cases; the national law if none."),
    ] = None,
    reader: Annotated[ReaderName, typer.Option(help="Who runs them.")] = ReaderName.ALL,
    reform: ReformOption = None,
    overlay: OverlayOption = None,
) -> None:
    """Run cases of the law: facts in, expectations out."""
    from ansinh.engine.cases import load_cases, run_cases
    from ansinh.engine.errors import DataError

    book, _ = book_of(reform, overlay)
    places = [path] if path is not None else _law_folders(overlay)
    cases = [case for place in places for case in load_cases(place, book)]
    if not cases:
        raise DataError(f"{', '.join(map(str, places))}: no cases")
    console, failed = out(), False
    for name, make in _readers(reader).items():
        started = time.perf_counter()
        count, failures = run_cases(cases, book, make(cases, book))
        seconds = time.perf_counter() - started
        for failure in failures:
            console.print(f"{name}: {failure}", markup=False, style="red", soft_wrap=True)
        failed = failed or bool(failures)
        console.print(
            speech(
                f"{name}: {count} ví dụ, {len(failures)} sai, {seconds:.2f} s",
                f"{name}: {count} cases, {len(failures)} failures, {seconds:.2f} s",
            )
        )
    if failed:
        raise typer.Exit(FOUND_WRONG)


def _law_folders(overlay: list[Path] | None) -> list[Path]:
    """Folders that hold the law's own cases."""
    import ansinh.law

    return [Path(ansinh.law.__path__[0]), *(overlay or ())]


def _readers(wanted: ReaderName) -> dict[str, Callable[[Any, Any], Any]]:
    """Name of each reader asked for, with what makes it from the cases and the book."""
    from ansinh.engine.cases import kernel_reader, oracle_reader
    from ansinh.engine.evaluate import explainer_reader

    readers: dict[str, Callable[[Any, Any], Any]] = {
        "oracle": lambda _cases, _book: oracle_reader,
        "explainer": lambda _cases, _book: explainer_reader,
        "kernel": kernel_reader,
    }
    return readers if wanted == ReaderName.ALL else {wanted.value: readers[wanted.value]}


def lint_command(
    overlay: OverlayOption = None,
) -> None:
    """Check the law itself: citations, dates, overlaps, cases on every branch, procedures."""
    from ansinh.engine.cases import load_cases
    from ansinh.engine.lint import lint
    from ansinh.law.facts.unread import UNREAD_FACTS
    from ansinh.law.procedures import national_procedures

    book, _ = book_of(None, overlay)
    cases = [case for place in _law_folders(overlay) for case in load_cases(place, book)]
    findings = lint(book, cases, UNREAD_FACTS, procedures=national_procedures())
    console = out()
    for finding in findings:
        console.print(str(finding), markup=False, soft_wrap=True)
    console.print(speech(f"{len(findings)} lỗi trong luật", f"{len(findings)} findings in the law"))
    if findings:
        raise typer.Exit(FOUND_WRONG)
