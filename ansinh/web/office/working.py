"""Workers: one for each queue, on this machine or another that shares the office's folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ansinh.web.office.locking import alone
from ansinh.web.office.tasks import IMPORTS, RUNS


def work(queue: str, *, until_empty: bool = False) -> None:
    """Do what waits in a queue, until stopped.

    A second worker of the same queue waits until the first has ended. What the last worker left
    half done is done again: every step is all or nothing.
    """
    with alone(Path(settings.HOME) / f"{queue}.lock"):
        left = DBTaskResult.objects.filter(queue_name=queue, status=TaskResultStatus.RUNNING)
        left.update(status=TaskResultStatus.READY, started_at=None)
        call_command(
            "db_worker", queue_name=queue, batch=until_empty, startup_delay=False, verbosity=0
        )


@contextmanager
def workers() -> Iterator[None]:
    """A worker for each queue while the block lasts."""
    command = [sys.executable, "-m", "ansinh", "office", "work"]
    started = [subprocess.Popen([*command, queue]) for queue in (IMPORTS, RUNS)]  # noqa: S603
    try:
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait()
