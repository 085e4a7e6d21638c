from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from ansinh.engine.errors import DataError
from ansinh.insight.columns import LISTS
from ansinh.insight.run import Asked, run
from ansinh.insight.stages import STAGES
from ansinh.insight.store import read_summary, whole_folder
from ansinh.people.writer import SnapshotWriter
from tests.insight.tiny_law import ENTITY_MAP, TODAY, tiny_book, write_registry


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
    wrong = pl.read_parquet(out / "wrong_amount.parquet")
    assert wrong["arrears"].to_list() == [None, None]
    assert wrong["kind"].to_list() == ["paid in two places", "wrong amount"]


def test_an_empty_registry_makes_empty_tables(tmp_path: Path) -> None:
    with SnapshotWriter(tmp_path / "registry", ENTITY_MAP, TODAY):
        pass
    out = tmp_path / "out"
    summary = run(tmp_path / "registry", Asked(TODAY, TODAY), out, book=tiny_book())
    assert (summary["people"], summary["poverty"], summary["why"]) == (0, {}, [])
    assert pl.read_parquet(out / "households.parquet").height == 0
    assert pl.read_parquet(out / "tables" / "coverage.parquet").height == 0


def test_a_run_that_fails_after_its_last_chunk_leaves_nothing(
    registry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ansinh.insight.excel.write_workbook", stop)
    with pytest.raises(KeyboardInterrupt):
        run(registry, Asked(TODAY, TODAY), tmp_path / "out", book=tiny_book())
    assert list(tmp_path.iterdir()) == []


def test_who_would_be_entitled_half_a_year_older_is_short_of_age_alone(
    registry: Path, tmp_path: Path
) -> None:
    """On 1 December 2023 only Lý Thị Hai Chế Độ, born in March 1944, is nearly eighty."""
    day, out = date(2023, 12, 1), tmp_path / "out"
    run(registry, Asked(day, TODAY, months_back=0, excel=False), out, book=tiny_book())
    why = pl.read_parquet(out / "tables" / "why.parquet")
    near = why.filter(pl.col("reason") == "within_six_months").select("benefit", "people")
    assert dict(near.iter_rows()) == {"tiny.elder": 1, "tiny.ended": 1}


def test_a_run_says_where_its_time_went(results: Path) -> None:
    stages = read_summary(results)["timing"]["stages"]
    assert set(stages) == set(STAGES)
    assert stages["kernel"]["seconds"] > 0


def test_chunks_of_any_size_give_the_same_tables(tmp_path: Path) -> None:
    """Cut by the household, the tiny registry gives what it gives as a whole."""
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    write_registry(whole)
    write_registry(cut, group_people=1)
    for path in (whole, cut):
        run(path, Asked(TODAY, TODAY, excel=False), path / "out", book=tiny_book())
    for table in sorted((whole / "out" / "tables").iterdir()):
        one = pl.read_parquet(table)
        other = pl.read_parquet(cut / "out" / "tables" / table.name)
        assert_frame_equal(one, other, check_row_order=True)


def test_what_no_roll_records_is_counted_and_never_listed(registry: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = run(registry, Asked(TODAY, TODAY, excel=False), out, book=tiny_book())
    fares = pl.read_parquet(out / "outcomes.parquet").filter(pl.col("benefit") == "tiny.fare")
    assert fares["amount"].to_list() == [100] * 9
    (told,) = [row for row in summary["benefits"] if row["code"] == "tiny.fare"]
    assert (told["entitled"], told["recorded"], told["missed"]) == (9, False, 0)
    listed = [pl.read_parquet(path) for path in out.glob("*.parquet") if path.stem in LISTS]
    told_of = [frame["benefit"] for frame in listed if "benefit" in frame.columns]
    assert told_of
    assert not any("tiny.fare" in codes.to_list() for codes in told_of)
    others = [row for row in summary["benefits"] if row["recorded"] and row["unit"] != "status"]
    assert summary["coverage"]["entitled"] == sum(row["entitled"] for row in others)


def test_every_line_says_its_reason_and_article_in_english_too(
    registry: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(registry, Asked(TODAY, TODAY, explain=1, excel=False), out, book=tiny_book())
    vietnamese = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ]|[àáảãạ]")
    for name in ("missed", "not_entitled", "wrong_amount", "soon"):
        lines = pl.read_parquet(out / f"{name}.parquet")
        assert lines.height, name
        for line in lines.iter_rows(named=True):
            for part in ("note", "reason", "article"):
                assert bool(line[part]) == bool(line[f"{part}_en"]), (name, part, line)
            words = line["reason_en"].replace(" đ", "").replace(line["full_name"], "")
            assert not vietnamese.search(words), words
