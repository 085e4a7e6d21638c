"""What every command shares: language, dates, consoles, and errors as one clear line."""

from __future__ import annotations

import enum
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from ansinh.engine.book import LawBook

#: Exit codes: a mistake in what was asked; something checked and found wrong.
USER_ERROR, FOUND_WRONG, STOPPED = 2, 1, 130


class Language(enum.StrEnum):
    """Language of what is printed."""

    VI = "vi"
    EN = "en"


class Speech:
    """The language chosen for this process."""

    language = "vi"

    def __call__(self, vi: str, en: str) -> str:
        """The one of two texts that is in the language chosen."""
        return vi if self.language == "vi" else en


speech = Speech()

DateOption = Annotated[
    str | None,
    typer.Option("--date", metavar="DAY", help="The day asked about (2026-11-24); today if none."),
]
KnownOption = Annotated[
    str | None,
    typer.Option(
        "--known",
        metavar="DAY",
        help="Use the law as it was known on this day; the later of today and the date if none.",
    ),
]
ReformOption = Annotated[
    Path | None,
    typer.Option("--reform", metavar="FILE", help="A reform laid over the law, as YAML."),
]
OverlayOption = Annotated[
    list[Path] | None,
    typer.Option("--overlay", metavar="FOLDER", help="A province's own rules; may be repeated."),
]
ReplaceOption = Annotated[bool, typer.Option("--replace", help="Replace what is at --out.")]


class Commands(TyperGroup):
    """The root group: errors meant for people become one line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        from ansinh.engine.errors import AnSinhError

        try:
            return super().invoke(ctx)
        except AnSinhError as error:
            fail(str(error))
        except KeyboardInterrupt:
            fail(
                speech("đã dừng; không có kết quả dở dang", "stopped; nothing is left half done"),
                STOPPED,
            )
        except BrokenPipeError:
            raise typer.Exit(0) from None
        except OSError as error:
            fail(f"{error.filename or ''}: {error.strerror or error}".lstrip(": "))
        except Exception as error:
            if not type(error).__module__.startswith("pyarrow"):
                raise
            fail(str(error))


def fail(message: str, code: int = USER_ERROR) -> None:
    """Say what is wrong on standard error, in one line, and end.

    Raises:
        Exit: always.
    """
    one_line = " ".join(message.split())
    print(f"{speech('Lỗi', 'Error')}: {one_line}", file=sys.stderr)  # noqa: T201
    raise typer.Exit(code)


def out() -> Console:
    """Where results are printed."""
    return _console(stderr=False)


def remarks() -> Console:
    """Where progress and remarks are printed."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    console = Console(stderr=stderr, highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console.width = max(console.width, 120)
    return console


def day_of(text: str | None, default: date) -> date:
    """A day as typed.

    Raises:
        DataError: no such day.
    """
    from ansinh.insight.words import read_day

    return default if text is None else read_day(text)


def days_of(effect: str | None, known: str | None) -> tuple[date, date]:
    """The day asked about and the day whose knowledge of the law is used."""
    from ansinh.engine.errors import DataError
    from ansinh.law.book import BEGINS

    today = date.today()
    asked = day_of(effect, today)
    if asked < BEGINS:
        raise DataError(f"the law is written here from {BEGINS} on; {asked} lies before it")
    return asked, day_of(known, max(today, asked))


def book_of(reform: Path | None, overlays: Sequence[Path] | None) -> tuple[LawBook, list[str]]:
    """The national law with what is laid over it, and what that was."""
    from ansinh.law.book import national_law

    book, notes = national_law(), []
    for folder in overlays or ():
        from ansinh.engine.overlay import load_overlay

        book = load_overlay(folder, book)
        notes.append(f"overlay {folder.name}")
    if reform is not None:
        from ansinh.engine.reform import load_reform

        book = load_reform(reform, book)
        notes.append(f"reform {reform.name}")
    gc.freeze()  # the law stays to the end: no collection need walk it, not even the last one
    return book, notes


def law_of(reform: Path | None, overlays: Sequence[Path] | None) -> LawBook:
    """The law alone, as a machine of a cluster makes it from the same files."""
    return book_of(reform, overlays)[0]


@contextmanager
def progress_bar(names: dict[str, str]) -> Iterator[Any]:
    """A bar on a terminal's standard error; yields a function told (stage, done, total)."""
    console = remarks()
    if not console.is_terminal:
        yield lambda _stage, _done, _total: None
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        tasks: dict[str, Any] = {}

        def told(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(names.get(stage, stage), total=max(total, 1))
            bar.update(tasks[stage], completed=done, total=max(total, 1))

        yield told
