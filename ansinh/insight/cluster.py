"""The parts of a run made by a Spark cluster: the same worker, in every executor.

A row of the Spark job is the number of a part, and its task makes that part from the snapshot with
the compiled law and leaves it in the folder of parts. Both folders must be seen by every machine
under the same path. Spark gives the tasks of a machine that dies to others; what it had finished is
in the folder.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

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

    def __call__(self, worker: Worker, parts: PartFolder | None) -> Iterator[Part]:
        """Every part in order, each as soon as it is there.

        Raises:
            DataError: there is no PySpark, no Java, or the job failed.
        """
        assert parts is not None
        numbers = range(worker.registry.info.groups)
        wanted = parts.missing(numbers)
        asked = replace(worker.asked, threads=1, boundaries=None)
        job = Job(str(worker.registry.path.resolve()), asked, self.law)
        task = _Task(job, str(parts.path.resolve()), worker.run, tuple(wanted))
        if not wanted:
            yield from map(parts.part, numbers)
            return
        with _session(self.master, self.settings) as spark, ThreadPoolExecutor(1) as pool:
            doing = pool.submit(_make, spark, task)
            try:
                for number in numbers:
                    _wait_for(number, parts, doing)
                    yield parts.part(number)
                doing.result()
            finally:
                spark.stop()


@dataclass(frozen=True)
class _Task:
    """What every task of the job is told: the work, where parts go, and which are wanted."""

    job: Job
    folder: str
    run: str
    wanted: tuple[int, ...]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Make the parts whose places among the wanted are in ``batches``."""
        worker = _worker(self.job)
        if worker.run != self.run:
            raise DataError("this machine has another law, engine or registry than the first one")
        part = kept(worker.part, PartFolder(Path(self.folder), self.run))
        for batch in batches:
            made = [part(self.wanted[place]).number for place in batch.column("id").to_pylist()]
            yield pa.record_batch({"number": pa.array(made, pa.int64())})


@lru_cache(maxsize=1)
def _worker(job: Job) -> Worker:
    """One worker a process, however many tasks it is given."""
    return job.worker()


def _make(spark: Any, task: _Task) -> None:
    count = len(task.wanted)
    spark.range(0, count, 1, count).mapInArrow(task, "number long").collect()


def _wait_for(number: int, parts: PartFolder, doing: Future[None]) -> None:
    while number not in parts:
        if doing.done() and number not in parts:
            reason = doing.exception() or "its parts are not in the folder of parts"
            raise DataError(f"the Spark job failed: {reason}")
        time.sleep(_LOOK)


@contextmanager
def _session(master: str, settings: tuple[tuple[str, str], ...]) -> Iterator[Any]:
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise DataError("--engine spark needs PySpark: pip install 'ansinh[spark]'") from None
    builder = SparkSession.builder.master(master).appName("ansinh")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for name, value in (("spark.ui.enabled", "false"), *settings):
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except PySparkException as error:
        raise DataError(f"Spark cannot be started: {error}") from None
    try:
        yield spark
    finally:
        spark.stop()
