"""``ansinh office``: set up, serve and run the office; ``ansinh audit``: check its log."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from ansinh.cli.common import DateOption, days_of, out, progress_bar, speech

office = typer.Typer(no_args_is_help=True, help="The office: the registry and the working day.")
#: Requests that one process of the server works at; each thread keeps a connection to the database.
_THREADS = 4
audit = typer.Typer(no_args_is_help=True, help="The log of reads and changes.")


@office.command()
def setup(
    registry: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A snapshot to load into an empty registry.")
    ] = None,
    demo: Annotated[bool, typer.Option(help="Make one account for each role.")] = False,
) -> None:
    """Make or update the tables; load a registry; make demo accounts."""
    _start_django()
    from django.core.management import call_command

    from ansinh.web.office.demo import ACCOUNTS, make_accounts
    from ansinh.web.registry.loading import load
    from ansinh.web.registry.models import Household

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    console = out()
    if registry is not None and not (demo and Household.objects.exists()):
        with progress_bar({"load": speech("nạp sổ", "loading")}) as told:
            rows = load(registry, lambda done, total: told("load", done, total))
        homes, people = rows["Household"], rows["Person"]
        console.print(
            speech(f"Đã nạp {homes} hộ, {people} người.", f"Loaded {homes} homes, {people} people.")
        )
    if demo:
        password, area = make_accounts()
        names = ", ".join(ACCOUNTS)
        console.print(
            speech(
                f"Tài khoản thử ({area.name if area else '–'}): {names}; mật khẩu: {password}",
                f"Demo accounts ({area.name if area else '–'}): {names}; password: {password}",
            )
        )


@office.command()
def administrator(
    username: Annotated[str, typer.Argument(metavar="USERNAME")],
    full_name: Annotated[str, typer.Argument(metavar="NAME")],
) -> None:
    """Make an administrator, who makes every other account; prints a one-time password."""
    _start_django()
    from ansinh.web.access import accounts, policy

    try:
        user, password = accounts.make(None, username, full_name)
    except policy.RefusedError as error:
        out().print(speech(error.vi, error.en))
        raise typer.Exit(1) from None
    accounts.give_duty(None, user, "administrator", None)
    out().print(
        speech(
            f"Tài khoản quản trị {username}; mật khẩu dùng một lần: {password}",
            f"Administrator {username}; one-time password: {password}",
        )
    )


@office.command()
def run(day: DateOption = None) -> None:
    """Run the law over the registry of the office, and show what it found."""
    _start_django()
    from ansinh.web.office.models import Run
    from ansinh.web.office.running import run_law

    effect, known = days_of(day, None)
    job = Run.objects.create(effect=effect, known=known)
    with progress_bar({"run": speech("chạy luật", "running the law")}) as told:
        run_law(job, lambda hundredths: told("run", hundredths, 100))
    out().print(speech(f"Đã chạy luật ngày {effect}.", f"Ran the law of {effect}."))


@office.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    processes: Annotated[int, typer.Option(min=1, help="As many as cores, for many users.")] = 1,
) -> None:
    """Serve the office until it is stopped."""
    _start_django()
    from granian import Granian
    from granian.constants import Interfaces

    from ansinh.web.office.working import workers

    out().print(f"http://{host}:{port}")
    with workers():
        Granian(
            "ansinh.web.wsgi:application",
            host,
            port,
            interface=Interfaces.WSGI,
            workers=processes,
            blocking_threads=_THREADS,
            blocking_threads_idle_timeout=600,
        ).serve()


@office.command()
def work(
    queue: Annotated[str, typer.Argument(help="imports or runs")],
    until_empty: Annotated[bool, typer.Option(help="End when nothing waits.")] = False,
) -> None:
    """Do what waits in the background; ``ansinh office serve`` starts a worker for each queue."""
    _start_django()
    from ansinh.web.office.working import work as work_on

    work_on(queue, until_empty=until_empty)


@audit.command()
def verify() -> None:
    """Walk the log's chain; exit with 1 and the first wrong line if it is broken."""
    _start_django()
    from ansinh.web.access.audit import check

    found = check(limit=None)
    if found.broken is not None:
        out().print(
            speech(
                f"Nhật ký bị sửa từ dòng {found.broken}.",
                f"The log is broken from line {found.broken}.",
            )
        )
        raise typer.Exit(1)
    count = found.lines
    out().print(speech(f"Nhật ký nguyên vẹn: {count} dòng.", f"The log is whole: {count} lines."))


def _start_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.web.settings")
    django.setup()
