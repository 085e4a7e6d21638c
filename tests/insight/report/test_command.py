from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ansinh.cli import app
from ansinh.cli.common import USER_ERROR, speech
from ansinh.insight.report.findings import SCHEMAS
from tests.insight.report.made_up import write_results


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Results of one commune without tables: a short report."""
    return write_results(tmp_path / "results", ["07210"], without=list(SCHEMAS))


def test_the_command_names_the_files_it_wrote(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speech, "language", "vi")
    out = tmp_path / "out"
    result = CliRunner().invoke(app, ["--lang", "en", "report", str(bare), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert result.stdout.split() == [str(out / "report.html"), str(out / "report.pdf")]
    assert '<html lang="en">' in (out / "report.html").read_text(encoding="utf-8")


def test_a_folder_without_results_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speech, "language", "vi")
    result = CliRunner().invoke(app, ["report", str(tmp_path)])
    assert result.exit_code == USER_ERROR
    assert result.stderr.startswith(f"Lỗi: {tmp_path} holds no summary.json")
