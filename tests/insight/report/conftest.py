from __future__ import annotations

from pathlib import Path

import pytest

from ansinh.insight.report import write_report
from ansinh.insight.report.cartogram import commune_points
from tests.insight.report.made_up import write_results

#: A name that would be a command in HTML and in typst.
EVIL = 'Xã <script>alert(1)</script> #emph[x] $y$ "\\'
RENAMED = "07210"


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of results of 24 communes, with its report."""
    codes = [*commune_points()][:24]
    folder = tmp_path_factory.mktemp("report") / "results"
    write_results(folder, codes, renamed={RENAMED: EVIL})
    write_report(folder)
    return folder


@pytest.fixture(scope="session")
def html(written: Path) -> str:
    return (written / "report.html").read_text(encoding="utf-8")
