from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ansinh.insight.run import Asked, run
from tests.insight.tiny_law import TODAY, tiny_book, write_registry


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tiny") / "registry"
    write_registry(path, truth=True)
    return path


@pytest.fixture(scope="session")
def results(registry: Path) -> Path:
    """What a run of the tiny law over the tiny registry wrote."""
    out = registry.parent / "results"
    run(registry, Asked(TODAY, TODAY), out, book=tiny_book())
    return out


@pytest.fixture(scope="session")
def table(results: Path) -> Any:
    """Reads a table of the report."""

    def read(name: str, **wanted: object) -> pl.DataFrame:
        frame = pl.read_parquet(results / "tables" / f"{name}.parquet")
        return frame.filter(*(pl.col(column) == value for column, value in wanted.items()))

    return read


@pytest.fixture
def lines(results: Path) -> Any:
    """Asks for some columns of a list, by person and benefit."""

    def ask(name: str, *columns: str) -> dict[tuple[str, str], tuple[Any, ...]]:
        frame = pl.read_parquet(results / f"{name}.parquet")
        what = "needs" if name == "missing" else "benefit"
        rows = frame.select("full_name", what, *columns).iter_rows()
        return {(row[0], row[1]): row[2:] for row in rows}

    return ask
