"""A Spark cluster makes what one process makes, whatever dies meanwhile; all on loopback."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ansinh.engine.errors import DataError
from ansinh.insight.cluster import Cluster
from ansinh.insight.run import Asked, run
from tests.insight.slow_law import ASKED, slow_book
from tests.insight.test_parts import REPOSITORY, same
from tests.insight.tiny_law import TODAY, tiny_book, write_registry

pyspark = pytest.importorskip("pyspark", reason="PySpark is not installed")
pytestmark = [
    pytest.mark.skipif(
        not shutil.which("java") and "JAVA_HOME" not in os.environ,
        reason="there is no Java, which Spark runs on: install a Java 17 runtime",
    ),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
LOOPBACK = "127.0.0.1"
SETTINGS = (
    ("spark.driver.host", LOOPBACK),
    ("spark.driver.bindAddress", LOOPBACK),
    ("spark.executor.memory", "512m"),
    ("spark.executor.cores", "1"),
)


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cluster") / "registry"
    write_registry(path, group_people=1)
    return path


@pytest.fixture(scope="module")
def at_once(cut: Path) -> Path:
    """What this process alone makes of it."""
    run(cut, ASKED, cut.parent / "at_once", book=tiny_book())
    return cut.parent / "at_once"


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPARK_LOCAL_IP", LOOPBACK)
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))


def free_port() -> int:
    with socket.socket() as found:
        found.bind((LOOPBACK, 0))
        return int(found.getsockname()[1])


def wait_until(holds: Callable[[], object], what: str, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"waited {seconds} s: {what}"
        time.sleep(0.05)


@contextmanager
def standing(folder: Path, name: str, *arguments: object) -> Iterator[subprocess.Popen[bytes]]:
    """One of Spark's servers in a session of its own, ended with all that it started."""
    script = Path(pyspark.__file__).parent / "bin" / "spark-class"
    command = [str(script), f"org.apache.spark.deploy.{arguments[0]}", *map(str, arguments[1:])]
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a server and its executors at once, as a machine that loses its power."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A master and two workers of one core each: its address, and the workers."""
    port = free_port()
    address = f"spark://{LOOPBACK}:{port}"
    at = ("--host", LOOPBACK, "--webui-port", 0)
    each = ("--cores", 1, "--memory", "700m", "--work-dir")
    place = (tmp_path / "worker-0", tmp_path / "worker-1")
    with (
        standing(tmp_path, "master", "master.Master", *at, "--port", port),
        standing(tmp_path, "0", "worker.Worker", *at, *each, place[0], address) as one,
        standing(tmp_path, "1", "worker.Worker", *at, *each, place[1], address) as other,
    ):
        log = tmp_path / "master.log"
        wait_until(lambda: log.read_text().count("Registering worker") == 2, "two workers")
        yield address, [one, other]


def test_one_machine_with_spark_gives_what_one_process_gives(
    cut: Path, at_once: Path, tmp_path: Path
) -> None:
    spark = Cluster("local[2]", tiny_book, SETTINGS)
    run(cut, ASKED, tmp_path / "out", book=tiny_book(), engine=spark)
    same(at_once, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"], "no part is left"


def test_outcomes_of_a_cluster_are_the_same_bytes(cut: Path, tmp_path: Path) -> None:
    asked = Asked(TODAY, TODAY, only_outcomes=True)
    spark = Cluster("local[2]", tiny_book, SETTINGS)
    run(cut, asked, tmp_path / "one", book=tiny_book())
    run(cut, asked, tmp_path / "two", book=tiny_book(), engine=spark)
    one, two = (tmp_path / name / "outcomes.parquet" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_another_law_in_the_executors_is_refused(cut: Path, tmp_path: Path) -> None:
    from ansinh.law.book import national_law

    spark = Cluster("local[2]", national_law, SETTINGS)
    with pytest.raises(DataError, match="another law, engine or registry"):
        run(cut, ASKED, tmp_path / "out", book=tiny_book(), engine=spark)
    assert list(tmp_path.iterdir()) == []


def test_a_machine_that_dies_in_the_middle_loses_nothing(
    cut: Path,
    at_once: Path,
    tmp_path: Path,
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
) -> None:
    address, workers = cluster
    keep, killed = tmp_path / "keep", []

    def logs() -> Iterator[Path]:
        return tmp_path.glob("worker-1/app-*/*/stderr")

    def kill(stage: str, done: int, total: int) -> None:
        """Once both machines work on a part, one of them dies."""
        if stage == "run" and not killed:
            wait_until(lambda: any("Running task" in log.read_text() for log in logs()), "a task")
            assert done < total
            killed.append(workers[1].pid)
            end(workers[1])

    spark = Cluster(address, slow_book, SETTINGS)
    run(cut, ASKED, tmp_path / "out", book=tiny_book(), engine=spark, keep=keep, progress=kill)
    assert killed
    assert workers[0].poll() is None
    same(at_once, tmp_path / "out")
