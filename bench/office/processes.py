"""Processes that are measured: how long they took, what they held, who used the processors."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

#: Niceness of what goes first.
FIRST = -10
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Took:
    """What a command took.

    Attributes:
        seconds, cpu: By the clock, and of processors, in the command and what it started.
        peak: Most memory that one of its processes held, in MiB.
        load: Average of processes that wanted a processor, when it ended.
    """

    seconds: float
    cpu: float
    peak: float
    load: float


def run(command: Sequence[str], env: dict[str, str], cwd: Path) -> Took:
    """Run a command to its end.

    Raises:
        RuntimeError: it failed; the message ends as its output does.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        command, env=env, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    with process.stdout as told:
        output = told.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {output[-2000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    taken = time.perf_counter() - started
    return Took(taken, cpu, usage.ru_maxrss / 1024, os.getloadavg()[0])


@dataclass(frozen=True)
class Use:
    """Seconds of processors used while something was measured.

    Attributes:
        seconds: How long it was measured.
        server, database, officers: The office, all of PostgreSQL, and Locust.
        others: Everything else on the machine.
        load: Mean of the load averages seen.
    """

    seconds: float
    server: float
    database: float
    officers: float
    others: float
    load: float


def let_first(processes: Iterable[int]) -> None:
    """Give processes their turn before others; they use no more of the machine than without it.

    Linux shares a machine among sessions first, then among what runs in each.

    Raises:
        PermissionError: only root may.
    """
    for number in processes:
        with suppress(ProcessLookupError, FileNotFoundError):
            os.setpriority(os.PRIO_PROCESS, number, FIRST)
            Path(f"/proc/{number}/autogroup").write_text(str(FIRST))


@contextmanager
def started(command: Sequence[str], env: dict[str, str], cwd: Path) -> Iterator[int]:
    """A process for as long as the block lasts; yields its number."""
    with (cwd / "server.log").open("w") as log:
        process = subprocess.Popen(
            command, env=env, cwd=cwd, stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield process.pid
        finally:
            process.terminate()
            process.wait(timeout=30)


class Meter:
    """Reads off how much of the processors was used, and by whom."""

    def __init__(self, server: int) -> None:
        self._server = server
        self._began, self._first = time.perf_counter(), self._read()

    def use(self, officers: float, loads: Sequence[float]) -> Use:
        """Since the meter was made."""
        now = self._read()
        server, database, busy = (b - a for a, b in zip(self._first, now, strict=True))
        others = max(busy - server - database - officers, 0.0)
        mean = sum(loads) / max(len(loads), 1)
        return Use(time.perf_counter() - self._began, server, database, officers, others, mean)

    def _read(self) -> tuple[float, float, float]:
        stats = dict(_stats())
        server = family(self._server)
        database = {number for number, (name, *_) in stats.items() if name == "postgres"}
        tops = {n for n in database if stats[n][1] not in database}
        ended = sum(stats[n][3] for n in tops)
        return (
            sum(stats[n][2] for n in server if n in stats),
            sum(stats[n][2] for n in database) + ended,
            _busy(),
        )


def family(process: int) -> set[int]:
    """A process and those that it or they began."""
    found = {process}
    for number, (_, parent, _, _) in sorted(_stats()):
        if parent in found:
            found.add(number)
    return found


def _stats() -> Iterator[tuple[int, tuple[str, int, float, float]]]:
    """Process → name, parent, seconds of its own, seconds of children that ended."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                text = (folder / "stat").read_text()
            except OSError:
                continue
            name, rest = text[text.index("(") + 1 :].rsplit(")", 1)
            fields = rest.split()
            own = (int(fields[11]) + int(fields[12])) / _TICKS
            ended = (int(fields[13]) + int(fields[14])) / _TICKS
            yield int(folder.name), (name, int(fields[1]), own, ended)


def _busy() -> float:
    user, nice, system, _, _, *rest = map(
        int, Path("/proc/stat").read_text().split("\n")[0].split()[1:]
    )
    return (user + nice + system + sum(rest[:2])) / _TICKS
