"""The province: made, loaded and judged by the law once, each step timed; kept for later runs."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench.office.processes import Took, run

ROOT = Path(__file__).parent.parent.parent
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Province:
    """Where it is, and what making it took.

    Attributes:
        steps: ``made``, ``loaded``, ``judged`` → what it took; empty where it was there already.
        stages: Stage of the run of the law → seconds.
        rows: Table → rows, the largest first.
    """

    steps: dict[str, Took]
    stages: dict[str, float]
    rows: dict[str, int]
    size: int


def prepare(database: str, people: int, env: dict[str, str], home: Path, tell: Tell) -> Province:
    """Make what is not there yet: the snapshot, the database, the findings."""
    kept = home / "province.json"
    told: dict[str, Any] = json.loads(kept.read_text()) if kept.exists() else {}

    def step(name: str, what: str, *command: str) -> None:
        tell(what)
        took = run([sys.executable, "-m", "ansinh", *command], env, ROOT)
        told.setdefault("steps", {})[name] = asdict(took)
        kept.write_text(json.dumps(told))

    _create(database)
    registry = home / "province"
    if not _count(database, "registry_people"):
        if not registry.exists():
            size = ["--people", str(people), "--out", str(registry)]
            step("made", f"making {people:,} people", "people", "make", *size)
        step("loaded", "loading them", "office", "setup", "--registry", str(registry))
    if not _count(database, "office_finding"):
        with _Watched(database) as stages:
            step("judged", "running the law over them", "office", "run")
        told["stages"] = stages
        kept.write_text(json.dumps(told))
    steps = {name: Took(**took) for name, took in told.get("steps", {}).items()}
    return Province(steps, told.get("stages", {}), _rows(database), _size(database))


class _Watched:
    """How long each stage of a run lasts, as the run itself writes it down."""

    def __init__(self, database: str) -> None:
        self._database, self._ended, self.stages = database, threading.Event(), {}
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> dict[str, float]:
        self._thread.start()
        return self.stages

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        last = time.perf_counter()
        with psycopg.connect(self._database, autocommit=True) as connection:
            while not self._ended.wait(1):
                row = connection.execute("SELECT stage FROM office_run ORDER BY id DESC").fetchone()
                now = time.perf_counter()
                if row and row[0]:
                    self.stages[row[0]] = self.stages.get(row[0], 0.0) + now - last
                last = now


def _create(database: str) -> None:
    server, _, name = database.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not found.fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')


def _count(database: str, table: str) -> int:
    with psycopg.connect(database) as connection:
        if connection.execute("SELECT to_regclass(%s)", [table]).fetchone() == (None,):
            return 0
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def _rows(database: str) -> dict[str, int]:
    with psycopg.connect(database) as connection:
        found = connection.execute(
            "SELECT relname, reltuples::bigint FROM pg_class WHERE relkind = 'r' "
            "AND (relname LIKE 'registry%' OR relname = 'office_finding') AND reltuples > 0 "
            "ORDER BY reltuples DESC"
        )
        return dict(found.fetchall())


def _size(database: str) -> int:
    with psycopg.connect(database) as connection:
        found = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return int(found[0]) if found else 0
