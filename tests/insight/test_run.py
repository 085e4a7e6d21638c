from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ansinh.engine.errors import DataError
from ansinh.insight.run import Asked, run
from ansinh.insight.store import read_summary, whole_folder
from tests.insight.tiny_law import TODAY, tiny_book


class BrokenKernel:
    compile_seconds, from_cache = 0.0, True

    def run(self, *_args: Any, **_options: Any) -> Any:
        raise KeyboardInterrupt


def test_what_was_due_for_july_differs_by_what_was_known(registry: Path, tmp_path: Path) -> None:
    july = date(2026, 7, 15)
    due = {}
    for known in (date(2026, 8, 1), TODAY):
        out = tmp_path / known.isoformat()
        run(registry, Asked(july, known, excel=False), out, book=tiny_book())
        missed = pl.read_parquet(out / "missed.parquet").filter(pl.col("person_id") == 1)
        due[known.month] = missed["due"].to_list()
    assert due == {8: [500_000], 11: [540_000]}


def test_an_interrupted_run_leaves_nothing(registry: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        run(registry, Asked(TODAY, TODAY), out, book=tiny_book(), kernel=BrokenKernel())
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_run_leaves_earlier_results_alone(registry: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(registry, Asked(TODAY, TODAY, excel=False), out, book=tiny_book())
    before = read_summary(out)
    with pytest.raises(KeyboardInterrupt):
        run(
            registry,
            Asked(TODAY, TODAY),
            out,
            book=tiny_book(),
            kernel=BrokenKernel(),
            replace=True,
        )
    assert read_summary(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_results_are_replaced_only_when_asked(registry: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked = Asked(TODAY, TODAY, excel=False)
    run(registry, asked, out, book=tiny_book())
    with pytest.raises(DataError, match="exists already"):
        run(registry, asked, out, book=tiny_book())
    run(registry, asked, out, book=tiny_book(), replace=True)


def test_a_folder_of_something_else_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_text("x")
    with (
        pytest.raises(DataError, match="left alone"),
        whole_folder(tmp_path / "photos", replace=True),
    ):
        pass
    assert (tmp_path / "photos" / "a.jpg").exists()


def test_lines_beyond_the_explained_ones_keep_a_short_reason(
    registry: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    summary = run(registry, Asked(TODAY, TODAY, explain=1, excel=False), out, book=tiny_book())
    reasons = pl.read_parquet(out / "missed.parquet")["reason"].to_list()
    assert summary["explained"]["missed"] == 1
    assert "không có trong danh sách chi trả" not in reasons[0]
    assert all("không có trong danh sách chi trả" in reason for reason in reasons[1:])


def test_without_months_nothing_is_said_of_past_or_future(registry: Path, tmp_path: Path) -> None:
    asked = Asked(TODAY, TODAY, months_ahead=0, months_back=0, excel=False)
    out = tmp_path / "out"
    summary = run(registry, asked, out, book=tiny_book())
    assert summary["lists"]["soon"] == 0
    assert pl.read_parquet(out / "wrong_amount.parquet")["arrears"].to_list() == [None, None]
