"""Everything that one run of the bench measures."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ansinh.law.book import national_law
from bench import child
from bench.beside import Bench, Beside, Sizes
from bench.nation import nation
from bench.population import snapshot_of
from bench.speed import (
    Explained,
    Kernels,
    Months,
    Sampled,
    Size,
    measure_explanations,
    measure_months,
    measure_sample,
    measure_size,
)
from bench.streaming import MODES
from bench.timing import Machine, Times, timed

ROOT = Path(__file__).parent.parent
#: Told what is being measured.
Tell = Callable[[str], None]
Named = dict[str, float]


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    Attributes:
        sizes: People of the populations that kernel and NumPy run over, smallest first.
        streamed: People of the registries that are streamed; the first is made, others repeat it.
        commune: People of the commune whose answer is timed from a cold start.
        sample: Households given to the readers in Python; ``explained`` to the explainer.
        beside: People that the peers run over.
    """

    sizes: tuple[int, ...] = (100_000, 1_000_000)
    streamed: tuple[int, ...] = (100_000, 2_000_000)
    commune: int = 11_000
    sample: int = 300
    explained: int = 1000
    runs: int = 7
    processes: int = 5
    beside: Sizes = field(default_factory=Sizes)


QUICK = Plan(
    (20_000,), (20_000,), 3_000, 40, 100, 3, 1, Sizes((1_000, 20_000), (20_000,), (2_000,), ())
)


@dataclass(frozen=True)
class Figures:
    """What was measured, by subject.

    Attributes:
        source: What of the project was measured.
        seven: Rules and benefits of the kernel of seven benefits; ``law``: of the whole law.
        start: Task → seconds of fresh processes, wall clock.
        answer: The parts of a commune's answer, medians.
    """

    day: date
    machine: Machine
    source: str
    load_after: float
    seven: tuple[int, int]
    law: tuple[int, int]
    sizes: list[Size]
    months: Months
    sample: Sampled
    compiled: dict[str, Named]
    start: dict[str, Times]
    answer: Named
    memory: dict[str, Named]
    streams: list[dict[str, Named]]
    explained: Explained
    beside: Beside


def measure(plan: Plan, folder: Path, tell: Tell) -> Figures:
    """Measure everything, one thing after another."""
    machine, source, book = Machine.here(), source_of(ROOT), national_law()
    sizes = []
    kernels = Kernels.of(book)
    for people in plan.sizes:
        tell(f"kernel beside NumPy, {people:,} people")
        sizes.append(measure_size(kernels, people, folder, plan.runs))
    smallest = plan.sizes[0]
    tell("twelve months")
    months = measure_months(kernels, smallest, folder, 3)
    tell("oracle, evaluator and explainer, household by household")
    sample = measure_sample(kernels, smallest, folder, plan.sample)
    tell("explanations")
    explained = measure_explanations(book, smallest, folder, plan.explained)
    with tempfile.TemporaryDirectory() as name:
        cache = Path(name)
        tell("compiling, nothing cached")
        compiled = _compiled(cache, plan.processes)
        tell("starting from a warm cache")
        start, answer = _started(snapshot_of(plan.commune, folder).path, cache, plan.processes)
        tell("memory")
        memory = _memory(snapshot_of(plan.sizes[-1], folder).path, cache)
        streams = [
            _streamed(people, plan.streamed[0], folder, cache, plan.processes, tell)
            for people in plan.streamed
        ]
        beside = Bench(kernels, folder, cache, plan.runs, tell).measure(plan.beside)
    return Figures(
        date.today(),
        machine,
        source,
        Machine.here().load,
        (len(kernels.seven.layout.rules), sum(map(len, kernels.seven.layout.benefits.values()))),
        (len(kernels.law.layout.rules), sum(map(len, kernels.law.layout.benefits.values()))),
        sizes,
        months,
        sample,
        compiled,
        start,
        answer,
        memory,
        streams,
        explained,
        beside,
    )


def source_of(root: Path) -> str:
    """``commit 6643224``, and whether the engine or the law had changes beside it."""
    commit = _git(root, "rev-parse", "--short", "HEAD")
    changed = _git(
        root, "status", "--porcelain", "--", "ansinh/engine", "ansinh/law", "ansinh/people"
    )
    if not commit:
        return "source outside a repository"
    return f"commit {commit}" + (" with changes not committed yet" if changed else "")


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", root, *arguments], capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _medians(parts: list[Named]) -> Named:
    return {name: statistics.median(part[name] for part in parts) for name in parts[0]}


def _compiled(cache: Path, processes: int) -> dict[str, Named]:
    """The whole law and each domain, each time with an empty cache but bytecode in place."""
    child.run("compile_law", "poverty", cache=cache / "warm-up")
    found = {}
    for domain in ("", "assistance", "poverty"):
        parts = []
        for number in range(max(1, processes - 2)):
            empty = cache / f"{domain or 'law'}-{number}"
            parts.append(child.run("compile_law", domain, cache=empty))
        found[domain or "the whole law"] = _medians(parts)
    return found


def _started(commune: Path, cache: Path, processes: int) -> tuple[dict[str, Times], Named]:
    child.run("answer", commune, cache=cache)
    answers = [child.run("answer", commune, cache=cache) for _ in range(processes)]
    nothing = [child.run("nothing")["process"] for _ in range(processes)]
    start = {
        "python": Times(tuple(nothing)),
        "answer": Times(tuple(answer["process"] for answer in answers)),
    }
    command = Path(sys.executable).parent / "ansinh"
    if command.exists():
        start["help"] = timed(
            lambda: subprocess.run(
                [command, "--help"],
                env=child.as_a_user_starts(),
                capture_output=True,
                check=True,
            ),
            processes,
        )
    return start, _medians(answers)


def _memory(snapshot: Path, cache: Path) -> dict[str, Named]:
    return {
        reader: child.run("memory", reader, snapshot, cache=cache) for reader in ("kernel", "numpy")
    }


def _streamed(
    people: int, first: int, folder: Path, cache: Path, processes: int, tell: Tell
) -> dict[str, Named]:
    tell(f"Parquet to Parquet, {people:,} people")
    path, out = folder / f"repeated-{people}", cache / "results"
    if not path.exists():
        nation(snapshot_of(first, folder).path, people, path)
    found: dict[str, list[Named]] = {mode: [] for mode in MODES}
    child.run("stream", "whole", path, out, cache=cache)
    for _ in range(processes):
        for mode, parts in found.items():
            parts.append(child.run("stream", mode, path, out, cache=cache))
    return {mode: _medians(parts) for mode, parts in found.items()}
