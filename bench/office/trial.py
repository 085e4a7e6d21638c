"""One trial: the office served, its officers at work, what each page took."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.office.processes import Meter, Use, run, started
from bench.office.province import ROOT, Tell

LOCUST = "2.47.0"
PORT = 8471
#: Indexes that an office of an earlier commit does not have.
_NEW_INDEXES = ("people_by_word", "people_by_number")


@dataclass(frozen=True)
class Plan:
    """How many officers, for how long, and how fast.

    Attributes:
        think: Least and most seconds between two pages of one officer.
        processes: Of the server.
    """

    officers: int
    minutes: float
    think: tuple[float, float]
    processes: int


@dataclass(frozen=True)
class Page:
    """What one page took, in milliseconds."""

    name: str
    asked: int
    failed: int
    p50: float
    p95: float
    p99: float
    slowest: float


@dataclass(frozen=True)
class Trial:
    """What all pages took, and who used the processors meanwhile."""

    pages: dict[str, Page]
    use: Use
    whole: Page

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.whole.asked / self.use.seconds

    @property
    def cpu(self) -> float:
        """Milliseconds of the server's processors a page."""
        return self.use.server / max(self.whole.asked, 1) * 1e3


def locust(home: Path, tell: Tell) -> Path:
    """Locust in an environment of its own, made once."""
    place = home / f"locust-{LOCUST}"
    command = place / "bin" / "locust"
    if not command.exists():
        tell(f"installing locust {LOCUST} into {place}")
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        pip = [place / "bin" / "python", "-m", "pip", "install", "-qq", f"locust=={LOCUST}"]
        subprocess.run(pip, check=True)
    return command


def trial(tree: Path, plan: Plan, env: dict[str, str], home: Path, tell: Tell) -> Trial:
    """Serve the office of ``tree`` and let the officers work in it.

    Raises:
        RuntimeError: more than one page in a hundred failed, so that no time says anything.
    """
    folder = home / "trial"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    signed_in = folder / "officers.json"
    run(
        [sys.executable, "-m", "bench.office.accounts", str(plan.officers), str(signed_in)],
        env,
        ROOT,
    )
    serve = [sys.executable, "-m", "ansinh", "office", "serve", "--port", str(PORT)]
    if "processes" in (tree / "ansinh" / "cli" / "office.py").read_text(encoding="utf-8"):
        serve += ["--processes", str(plan.processes)]
    with started(serve, {**env, "PYTHONPATH": str(tree)}, folder) as server:
        _wait_until_well()
        tell(f"{plan.officers} officers at work for {plan.minutes:g} minutes")
        loads: list[float] = []
        settings = {
            "OFFICERS": str(signed_in),
            "THINK": ",".join(map(str, plan.think)),
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
        }
        command = [
            str(locust(home, tell)),
            *("--locustfile", str(Path(__file__).with_name("officers.py"))),
            *("--host", f"http://127.0.0.1:{PORT}", "--headless", "--only-summary"),
            *("--users", str(plan.officers), "--spawn-rate", "5", "--reset-stats"),
            *("--run-time", f"{plan.minutes * 60 + plan.officers / 5:.0f}s", "--csv", "pages"),
        ]
        with (folder / "locust.log").open("w") as log:
            process = subprocess.Popen(command, env=settings, cwd=folder, stdout=log, stderr=log)
            time.sleep(plan.officers / 5)
            meter, began, used = Meter(server), _cpu_of(process.pid), 0.0
            while process.poll() is None:
                loads.append(os.getloadavg()[0])
                used = max(used, _cpu_of(process.pid) - began)
                time.sleep(2)
        use = meter.use(used, loads)
    found = _read(folder / "pages_stats.csv", use)
    if found.whole.failed > found.whole.asked / 100:
        raise RuntimeError(f"{found.whole.failed} pages failed: see {folder / 'locust.log'}")
    return found


@contextmanager
def earlier(commit: str, database: str, home: Path) -> Iterator[Path]:
    """The office as it was at a commit, without the indexes that it did not have."""
    tree = home / "earlier"
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir()
    archive = subprocess.run(
        ["git", "archive", commit, "ansinh"], cwd=ROOT, check=True, capture_output=True
    )
    subprocess.run(["tar", "-x", "-C", str(tree)], input=archive.stdout, check=True)
    with psycopg.connect(database, autocommit=True) as connection:
        found = connection.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE indexname = ANY(%s)",
            [list(_NEW_INDEXES)],
        ).fetchall()
        for name, _ in found:
            connection.execute(f"DROP INDEX {name}")
        try:
            yield tree
        finally:
            for _, made in found:
                connection.execute(made)


def _wait_until_well(seconds: float = 300) -> None:
    ended = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/health", timeout=30) as answer:
                json.load(answer)
                return
        except OSError:
            if time.monotonic() > ended:
                raise
            time.sleep(0.5)


def _cpu_of(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _read(path: Path, use: Use) -> Trial:
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    pages = {row["Name"]: _page(row) for row in rows if row["Name"] != "Aggregated"}
    whole = next(_page(row) for row in rows if row["Name"] == "Aggregated")
    return Trial(dict(sorted(pages.items())), use, whole)


def _page(row: dict[str, str]) -> Page:
    asked, failed = int(row["Request Count"]), int(row["Failure Count"])
    times: Sequence[float] = [float(row[name] or 0) for name in ("50%", "95%", "99%", "100%")]
    return Page(row["Name"], asked, failed, *times)
