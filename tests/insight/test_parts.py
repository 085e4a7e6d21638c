from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from ansinh.engine.errors import DataError
from ansinh.insight.parts import Part, PartFolder, kept
from ansinh.insight.run import Asked, run
from ansinh.insight.store import OUTCOMES_ONLY, read_summary
from ansinh.insight.work import Worker
from tests.insight.slow_law import ASKED
from tests.insight.tiny_law import HOUSEHOLDS, TODAY, tiny_book, write_registry

REPOSITORY = Path(__file__).parents[2]
ONLY = Asked(TODAY, TODAY, only_outcomes=True)


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny registry, a household a row group."""
    path = tmp_path_factory.mktemp("parts") / "registry"
    write_registry(path, group_people=1)
    return path


def made(number: int = 3, amount: int = 500_000) -> Part:
    lines = pl.DataFrame({"person_id": [1, None], "amount": [amount, 1], "name": ["Lý", None]})
    sums = pl.DataFrame({"benefit": [0], "due": [amount]})
    return Part(number, {"missed": lines, "soon": lines.clear()}, {"Totals": sums}, {"people": 2})


def same(one: Path, other: Path) -> None:
    """Whether two results hold the same rows, whatever their order."""
    files = sorted(path.relative_to(one) for path in one.rglob("*.parquet"))
    assert files == sorted(path.relative_to(other) for path in other.rglob("*.parquet"))
    for name in files:
        left, right = (
            pl.read_parquet(folder / name).with_columns(pl.col(pl.Categorical).cast(pl.String))
            for folder in (one, other)
        )
        exact = name.parts[0] != "tables"
        assert_frame_equal(left, right, check_row_order=False, check_exact=exact)


def test_a_part_that_was_kept_is_read_back_as_it_was(tmp_path: Path) -> None:
    folder = PartFolder(tmp_path / "parts", "run")
    assert folder.missing([2, 3]) == [2, 3]
    folder.keep(made())
    assert folder.missing([2, 3]) == [2]
    found = folder.part(3)
    assert found.counts == {"people": 2}
    for kind in ("tables", "sums"):
        for name, frame in getattr(made(), kind).items():
            assert_frame_equal(getattr(found, kind)[name], frame)


def test_a_part_made_twice_stays_the_first(tmp_path: Path) -> None:
    folder = PartFolder(tmp_path / "parts", "run")
    folder.keep(made(amount=1))
    folder.keep(made(amount=2))
    assert folder.part(3).sums["Totals"]["due"].to_list() == [1]
    assert sorted(path.name for path in folder.path.iterdir()) == ["000003", "run.json"]


def test_what_is_kept_is_not_made_again(tmp_path: Path) -> None:
    asked: list[int] = []

    def make(number: int) -> Part:
        asked.append(number)
        return made(number)

    part = kept(make, PartFolder(tmp_path / "parts", "run"))
    assert [part(number).number for number in (1, 2, 1, 2)] == [1, 2, 1, 2]
    assert asked == [1, 2]


def test_a_folder_of_parts_serves_one_run_only(tmp_path: Path) -> None:
    PartFolder(tmp_path / "parts", "one").keep(made())
    with pytest.raises(DataError, match="another question"):
        PartFolder(tmp_path / "parts", "other")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_text("x")
    with pytest.raises(DataError, match="left alone"):
        PartFolder(tmp_path / "photos", "one")


def test_another_day_law_or_registry_is_another_run(cut: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    write_registry(whole)

    def named(registry: Path = cut, asked: Asked = ASKED, book: Any = None) -> str:
        book = book or tiny_book()
        from ansinh.people.snapshot import Snapshot

        return Worker(Snapshot.open(registry, book.entities), asked, book, kernel=None).run  # type: ignore[arg-type]

    assert named() == named()
    others = {named(whole), named(asked=ONLY), named(asked=Asked(TODAY, TODAY, months_ahead=3))}
    assert len({named(), *others}) == 4


def test_a_run_killed_in_the_middle_goes_on_where_it_was(cut: Path, tmp_path: Path) -> None:
    out, keep = tmp_path / "out", tmp_path / "keep"
    command = [sys.executable, "-m", "tests.insight.slow_law", cut, out, keep]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(list(map(str, command)), env=environment, cwd=REPOSITORY) as process:
        deadline = time.monotonic() + 120
        while not (keep / "000000").exists() and process.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    assert not out.exists()
    before = {path.name: path.stat().st_mtime_ns for path in keep.glob("0*")}
    assert 0 < len(before) < len(HOUSEHOLDS)
    seen: dict[str, int] = {}

    def note(stage: str, done: int, total: int) -> None:
        seen.update({path.name: path.stat().st_mtime_ns for path in keep.glob("0*")})

    run(cut, ASKED, out, book=tiny_book(), keep=keep, progress=note)
    assert before.items() <= seen.items(), "finished parts are taken as they are"
    assert not keep.exists(), "and removed when the results are there"
    run(cut, ASKED, tmp_path / "at_once", book=tiny_book())
    same(tmp_path / "at_once", out)


def test_outcomes_alone_are_those_of_the_whole_run(cut: Path, tmp_path: Path) -> None:
    run(cut, ASKED, tmp_path / "whole", book=tiny_book())
    summary = run(cut, ONLY, tmp_path / "only", book=tiny_book())
    assert sorted(path.name for path in (tmp_path / "only").iterdir()) == [
        "outcomes.parquet",
        "summary.json",
    ]
    only = pl.read_parquet(tmp_path / "only" / "outcomes.parquet")
    whole = pl.read_parquet(tmp_path / "whole" / "outcomes.parquet")
    assert only.columns == list(OUTCOMES_ONLY)
    assert_frame_equal(only, whole.select(only.columns), check_row_order=False)
    told = read_summary(tmp_path / "whole")
    assert summary["people"] == told["people"]
    entitled = {row["code"]: (row["entitled"], row.get("due")) for row in told["benefits"]}
    for row in summary["benefits"]:
        assert entitled[row["code"]] == (row["entitled"], row.get("due"))


def test_any_number_of_threads_writes_the_same_bytes(cut: Path, tmp_path: Path) -> None:
    files = []
    for threads in (1, 2, 5):
        asked = Asked(TODAY, TODAY, threads=threads, only_outcomes=True)
        run(cut, asked, tmp_path / str(threads), book=tiny_book())
        files.append((tmp_path / str(threads) / "outcomes.parquet").read_bytes())
    assert files[0] == files[1] == files[2]
