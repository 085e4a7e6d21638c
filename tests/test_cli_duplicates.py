"""``ansinh people duplicates`` prints pairs with their reasons and writes them all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from ansinh.cli import app
from tests.insight.people_by_hand import write


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("NO_COLOR", "1")
    row = {"birth_date": date(1961, 3, 8), "citizen_number": "024161004417", "sex": "female"}
    homes = [
        {"people": {"a": {**row, "full_name": "Giáp Thị Thúy Hòa"}}},
        {"people": {"b": {**row, "full_name": "Giap Thi Thuy Hoa"}}},
    ]
    return write(tmp_path / "registry", homes)[0].path


def test_pairs_are_printed_with_their_reasons_and_written(registry: Path) -> None:
    file = registry.parent / "pairs.parquet"
    command = ["people", "duplicates", str(registry), "--out", str(file)]
    told = CliRunner().invoke(app, command)
    assert told.exit_code == 0, told.output
    assert "Giáp Thị Thúy Hòa, 08/03/1961, 024161004417, Xã Tân Sơn" in told.output
    assert "cùng họ tên khi bỏ dấu; cùng ngày sinh; cùng số định danh" in told.output
    assert told.output.endswith("1 cặp dòng có thể là một người, 0 cặp cùng đang được chi trả\n")
    assert pl.read_parquet(file).height == 1


def test_in_english_and_without_lines(registry: Path) -> None:
    command = ["--lang", "en", "people", "duplicates", str(registry), "--show", "0"]
    told = CliRunner().invoke(app, command)
    assert told.output == (f"{registry}: pairs of rows that may be one person: 1; both paid: 0\n")


def test_a_folder_that_is_no_registry_is_refused_in_one_line(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["people", "duplicates", str(tmp_path)])
    assert told.exit_code == 2
    assert "there is no snapshot.json" in told.stderr
    assert told.stderr.count("\n") == 1
