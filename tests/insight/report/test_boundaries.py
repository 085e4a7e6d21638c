from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ansinh.engine.errors import DataError
from ansinh.insight.report.atlas import class_limits
from ansinh.insight.report.boundaries import read_boundaries
from ansinh.insight.report.build import build
from ansinh.insight.report.cartogram import commune_points
from ansinh.insight.report.document import Prose
from ansinh.insight.report.findings import Findings
from tests.insight.report.made_up import write_results


def square(code: str | None, west: float, south: float, size: float = 0.1) -> dict[str, Any]:
    """A commune that is a square."""
    ring = [(west, south), (west + size, south), (west + size, south + size), (west, south + size)]
    return {
        "type": "Feature",
        "properties": {} if code is None else {"code": code},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }


def written(path: Path, features: list[Any]) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_boundaries_are_drawn_in_half_pixels_with_north_above(tmp_path: Path) -> None:
    path = written(tmp_path / "b.geojson", [square("a", 106, 21), square("b", 106.1, 21.1)])
    found = read_boundaries(path, {"a", "b"}, 100)
    assert max(x for ring in found["b"] for x, _ in ring) == 200
    assert min(y for ring in found["b"] for _, y in ring) == 0
    assert min(y for ring in found["a"] for _, y in ring) > 90


def test_neighbours_keep_the_same_line_between_them(tmp_path: Path) -> None:
    path = written(tmp_path / "b.geojson", [square("a", 106, 21), square("b", 106.1, 21)])
    found = read_boundaries(path, {"a", "b"}, 333)
    assert len(set(found["a"][0]) & set(found["b"][0])) == 2


def test_what_nobody_asked_for_is_left_out(tmp_path: Path) -> None:
    path = written(tmp_path / "b.geojson", [square("a", 106, 21), square("other", 90, 10)])
    assert read_boundaries(path, {"a"}, 100).keys() == {"a"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("nothing of the kind", "not GeoJSON"),
        ('{"type": "Topology"}', "not GeoJSON"),
        ("[]", "not GeoJSON"),
        ({"features": [square(None, 106, 21)]}, "feature 1 has no code"),
        ({"features": [square("a", 600_000, 2_300_000)]}, "no polygon in degrees"),
        ({"features": [square("a", 106, 21) | {"geometry": None}]}, "no polygon in degrees"),
        ({"features": [square("b", 106, 21)]}, "no boundary for 1 of 1 communes (a)"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_words(
    tmp_path: Path, content: Any, says: str
) -> None:
    path = tmp_path / "b.geojson"
    text = (
        content
        if isinstance(content, str)
        else json.dumps({"type": "FeatureCollection", **content})
    )
    path.write_text(text)
    with pytest.raises(DataError) as refused:
        read_boundaries(path, {"a"}, 100)
    assert says in str(refused.value)
    assert str(path) in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_boundaries(tmp_path / "none.geojson", {"a"}, 100)


def test_the_report_draws_boundaries_when_they_are_given(tmp_path: Path) -> None:
    codes = list(commune_points())[:12]
    results = write_results(tmp_path / "results", codes)
    squares = [square(c, 106 + n % 4 / 10, 21 + n // 4 / 10) for n, c in enumerate(codes)]
    report = build(Findings(results), written(tmp_path / "b.geojson", squares))
    told = next(section for section in report.sections if section.key == "places").blocks[0]
    assert isinstance(told, Prose)
    assert "Ranh giới theo tệp được đưa vào" in told.text.vi
    with pytest.raises(DataError, match="no boundary for 1 of 12"):
        build(Findings(results), written(tmp_path / "c.geojson", squares[1:]))


def test_classes_are_about_equal_and_their_limits_can_be_said() -> None:
    limits = class_limits([n / 1000 for n in range(100)])
    assert limits == (0.02, 0.04, 0.06, 0.08)
    assert class_limits([0.5, 0.5, 0.5]) == ()
