"""The parts of a run made by a Spark cluster: the same worker, in every executor.

A task of the Spark job is the number of a part: it makes that part from the snapshot with the
compiled law and leaves it in the folder of parts. Both folders must be seen by every machine
under the same path. Spark gives the tasks of a machine that dies to others; what it had finished is
in the folder.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ansinh.engine.book import LawBook
from ansinh.engine.errors import DataError
from ansinh.insight.parts import Part, PartFolder, kept
from ansinh.insight.work import Job, Worker

#: Seconds between two looks at the folder of parts.
_LOOK = 0.1


@dataclass(frozen=True)
class Cluster:
    """An engine for :func:`ansinh.insight.run.run`.

    Attributes:
        master: The cluster: ``spark://host:7077``, ``local[2]`` for this machine.
        law: Makes the law book in the executors; a function that they find by name.
        settings: Spark's settings; others come from ``spark-defaults.conf``.
    """

    master: str
    law: Callable[[], LawBook]
    settings: tuple[tuple[str, str], ...] = ()

    def __call__(self, worker: Worker, parts: PartFolder | None) -> Generator[Part, None, None]:
        """Every part in order, each as soon as it is there.

        Raises:
            DataError: there is no PySpark, no Java, or the job failed.
        """
        assert parts is not None
        numbers = range(worker.registry.info.groups)
        wanted = parts.missing(numbers)
        asked = replace(worker.asked, threads=1, boundaries=None)
        job = Job(str(worker.registry.path.resolve()), asked, self.law)
        task = _Task(job, str(parts.path.resolve()), worker.run)
        if not wanted:
            yield from map(parts.part, numbers)
            return
        with ThreadPoolExecutor(1) as pool, _spark(self.master, self.settings) as spark:
            job_rows = spark.parallelize(wanted, len(wanted)).map(task)
            doing = pool.submit(job_rows.collect)
            for number in numbers:
                _wait_for(number, parts, doing)
                yield parts.part(number)
            doing.result()


@dataclass(frozen=True)
class _Task:
    """What every task of the job is told: the work, and the folder that parts go to."""

    job: Job
    folder: str
    run: str

    def __call__(self, number: int) -> int:
        """Make part ``number``."""
        worker = _worker(self.job)
        if worker.run != self.run:
            raise DataError("this machine has another law, engine or registry than the first one")
        return kept(worker.part, PartFolder(Path(self.folder), self.run))(number).number


@lru_cache(maxsize=1)
def _worker(job: Job) -> Worker:
    """One worker a process, however many tasks it is given."""
    return job.worker()


def _wait_for(number: int, parts: PartFolder, doing: Future[list[int]]) -> None:
    while number not in parts:
        if doing.done() and number not in parts:
            reason = doing.exception() or "its parts are not in the folder of parts"
            raise DataError(f"the Spark job failed: {reason}")
        time.sleep(_LOOK)


@contextmanager
def _spark(master: str, settings: tuple[tuple[str, str], ...]) -> Iterator[Any]:
    try:
        from pyspark import SparkConf, SparkContext
        from pyspark.errors import PySparkException
    except ImportError:
        raise DataError("--engine spark needs PySpark: pip install 'ansinh[spark]'") from None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf().setAll([("spark.ui.enabled", "false"), *settings])
    try:
        spark = SparkContext(master, "ansinh", conf=conf)
    except PySparkException as error:
        raise DataError(f"Spark cannot be started: {error}") from None
    try:
        yield spark
    finally:
        spark.stop()
