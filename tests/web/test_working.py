"""A worker that is killed in the middle leaves nothing half done, and the next one goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

_HOMES = 1_500
#: Run in the office's own process: the test's Django has another database.
_SEND = f"""
from ansinh.web.access.models import User
from ansinh.web.office import tasks
from ansinh.web.registry.imports.batches import check, prepare, upload
from ansinh.web.registry.models import Area, Batch
from tests.web.imports.files import workbook
rows = [["TT", "Họ và tên", "Ngày sinh", "Giới tính", "Thôn"]]
for home in range({_HOMES}):
    rows += [[home + 1, f"Nông Văn {{home}}", "01/02/1980", "Nam", "Thôn 1"]]
    rows += [["", f"Nông Thị {{home}}", "01/02/1982", "Nữ", "Thôn 1"]]
area = Area.objects.create(code="1", name="Xã Tân Sơn", kind="rural")
user = User.objects.create(username="canbo")
batch = upload(user, area, "household_roll", "sổ hộ.xlsx", workbook(rows))
prepare(batch, batch.matched, {{}})
check(batch)
tasks.start(batch, Batch.IMPORTING)
"""
_UNTIL_RUNNING = """
import time
from django_tasks_db.models import DBTaskResult
while DBTaskResult.objects.get().status != "RUNNING":
    time.sleep(0.02)
"""
_COUNT = """
from ansinh.web.registry.models import Batch, Household, Person
print(Batch.objects.get().state, Household.objects.count(), Person.objects.count())
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Environment of an office of its own, on the database that is being tested."""
    given = os.environ.get("DATABASE_URL", "")
    environment = {**os.environ, "ANSINH_HOME": str(tmp_path), "PYTHONPATH": "."}
    environment["DJANGO_SETTINGS_MODULE"] = "ansinh.web.settings"
    if not given:
        yield environment
        return
    name = f"test_ansinh_working_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    try:
        yield {**environment, "DATABASE_URL": given.rsplit("/", 1)[0] + f"/{name}"}
    finally:
        with psycopg.connect(given, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def python(home: dict[str, str], script: str) -> str:
    code = f"import django; django.setup()\n{script}"
    done = subprocess.run(
        [sys.executable, "-c", code], env=home, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def worker(home: dict[str, str], *options: str) -> Any:
    command = [sys.executable, "-m", "ansinh", "office", "work", "imports", *options]
    return subprocess.Popen(command, env=home)


def test_a_killed_worker_leaves_nothing_and_the_next_goes_on(home: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-m", "ansinh", "office", "setup"], env=home, check=True)
    python(home, _SEND)
    first = worker(home)
    python(home, _UNTIL_RUNNING)
    time.sleep(0.3)
    first.send_signal(signal.SIGKILL)
    first.wait()
    state, homes, people = python(home, _COUNT).split()
    assert (state, homes, people) in {
        ("importing", "0", "0"),
        ("imported", str(_HOMES), str(2 * _HOMES)),
    }
    assert worker(home, "--until-empty").wait() == 0
    assert python(home, _COUNT).split() == ["imported", str(_HOMES), str(2 * _HOMES)]
