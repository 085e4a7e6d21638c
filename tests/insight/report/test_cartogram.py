from __future__ import annotations

import math

import pytest

from ansinh.insight.report.cartogram import commune_points, hexagon, tiles


@pytest.mark.parametrize("most", [1, 2, 3, 20, 99])
def test_every_commune_has_one_tile_and_no_two_overlap(most: int) -> None:
    points = dict(list(commune_points().items())[:most])
    placed = tiles(points)
    assert placed.keys() == points.keys()
    centres = [(tile.x, tile.y) for tile in placed.values()]
    nearest = min(
        (math.dist(a, b) for n, a in enumerate(centres) for b in centres[:n]), default=1.0
    )
    assert nearest == pytest.approx(1.0, abs=1e-5) or nearest > 1


def test_the_same_communes_in_another_order_get_the_same_tiles() -> None:
    points = commune_points()
    assert tiles(dict(reversed(points.items()))) == tiles(points)


def test_neighbours_stay_neighbours_and_north_stays_north() -> None:
    placed = tiles(commune_points())
    near = math.dist(*((placed[c].x, placed[c].y) for c in ("07210", "07228")))
    assert near < 3  # Bắc Giang and Đa Mai lie side by side
    north, south = placed["07246"], placed["09400"]
    assert north.y < south.y


def test_points_in_one_line_or_one_place_still_get_tiles_of_their_own() -> None:
    line = {str(n): (106.0 + n / 100, 21.0) for n in range(9)}
    heap = {str(n): (106.0, 21.0) for n in range(5)}
    for points in (line, heap):
        placed = tiles(points)
        assert len(set(placed.values())) == len(points)


def test_a_hexagon_leaves_a_gap_to_the_next() -> None:
    corners = hexagon(tiles({"a": (106.0, 21.0)})["a"])
    assert len(corners) == 6
    assert max(x for x, _ in corners) < 0.5
