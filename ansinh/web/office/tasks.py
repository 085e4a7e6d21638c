"""What goes on in the background: steps of imports, and runs of the law.

A step that fails says why on its batch or run; one whose worker was killed is taken up again by the
next (:mod:`ansinh.web.office.working`), so every step looks first whether it is still to be done.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from ansinh.web.access import audit
from ansinh.web.access.policy import RefusedError
from ansinh.web.office.models import Run
from ansinh.web.office.running import run_law
from ansinh.web.registry.imports.batches import bring_in, check, take_back
from ansinh.web.registry.models import Batch

#: Queues; each has one worker.
IMPORTS, RUNS = "imports", "runs"
#: State of a batch while a step is done → its state if the step fails.
_BACK = {
    Batch.CHECKING: Batch.UPLOADED,
    Batch.IMPORTING: Batch.CHECKED,
    Batch.UNDOING: Batch.IMPORTED,
}


def start(batch: Batch, state: str, chosen: list[int] | None = None) -> bool:
    """Let a step be done in the background; False if another one is being done already."""
    free = Batch.objects.filter(pk=batch.pk).exclude(state__in=_BACK)
    with transaction.atomic():
        if not free.update(state=state, progress=0, error=""):
            return False
        step.enqueue(batch.pk, state, chosen)
    return True


def run(user: Any, area: Any = None) -> Run | None:
    """Let the law be run over a commune, or the province; None if it is being run there already."""
    today = timezone.localdate()
    with transaction.atomic():
        if Run.objects.filter(finished_at=None, error="", area=area).exists():
            return None
        job = Run.objects.create(effect=today, known=today, by=user, area=area)
        audit.write(user, "run", f"run {job.pk}")
        law.enqueue(job.pk)
    return job


@task(queue_name=IMPORTS)
def step(number: int, state: str, chosen: list[int] | None) -> None:
    """Do one step of a batch, if it still waits for it."""
    batch = Batch.objects.get(pk=number)
    if batch.state != state:
        return
    try:
        if state == Batch.CHECKING:
            check(batch)
        elif state == Batch.IMPORTING:
            bring_in(batch, chosen)
        else:
            take_back(batch)
    except Exception as error:
        told = error.vi if isinstance(error, RefusedError) else f"{type(error).__name__}: {error}"
        Batch.objects.filter(pk=number).update(state=_BACK[state], error=told)
        raise


@task(queue_name=RUNS)
def law(number: int) -> None:
    """Run the law, if it has not been run yet."""
    job = Run.objects.get(pk=number)
    if job.finished_at is None:
        run_law(job)
