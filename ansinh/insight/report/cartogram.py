"""A map of equal hexagons, one a commune, that keeps who is whose neighbour.

The points of the communes are pushed apart until none is nearer than a tile is wide; neighbours are
drawn together and each is held loosely to where it lies (the idea of Dorling, Area Cartograms,
1996). Then points and the cells of a hexagonal grid are matched so that the sum of squared ways is
least. Nothing in it is random.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from ansinh.people.units import DATA

_Floats = np.ndarray[Any, np.dtype[np.float64]]
#: Tiles to the box around the points, and what moves a point at each step: tried out on the 99
#: communes of the province, where 81 % of the pairs that share a boundary share an edge, no tile
#: lies apart and there is no hole.
_COVER = 1.3
_PUSH, _DRAW, _PULL, _STEPS = 0.3, 0.04, 0.016, 600


@dataclass(frozen=True)
class Tile:
    """A cell of a hexagonal grid; ``x`` and ``y`` are its centre in widths of a tile."""

    x: float
    y: float


@lru_cache(maxsize=1)
def commune_points() -> dict[str, tuple[float, float]]:
    """Code of a commune of today → longitude and latitude."""
    with (DATA / "units_after.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == "commune"]
    return {row["code"]: (float(row["lon"]), float(row["lat"])) for row in rows}


@lru_cache(maxsize=1)
def commune_tiles() -> dict[str, Tile]:
    """A tile for each of the communes of today, the same whichever of them are drawn."""
    return tiles(commune_points())


def tiles(points: Mapping[str, tuple[float, float]]) -> dict[str, Tile]:
    """A tile for each place; no two share one.

    Args:
        points: Place → longitude and latitude in degrees.
    """
    codes = sorted(points)
    if len(codes) < 2:
        return {code: Tile(0.0, 0.0) for code in codes}
    flat = _flat(np.array([points[code] for code in codes]))
    width = _tile_width(flat)
    spread = _spread(flat, width)
    cells = _grid(spread, width)
    ways = ((spread[:, None] - cells[None]) ** 2).sum(axis=2)
    _, chosen = linear_sum_assignment(ways)
    placed = cells[chosen] / width
    placed -= placed.min(axis=0)
    return {
        code: Tile(round(float(x), 6), round(float(y), 6))
        for code, (x, y) in zip(codes, placed, strict=True)
    }


def hexagon(tile: Tile, gap: float = 0.04) -> list[tuple[float, float]]:
    """The corners of a tile standing on a point; ``gap`` is left free between two."""
    radius = (1 - gap) / math.sqrt(3)
    angles = [math.radians(60 * corner - 30) for corner in range(6)]
    return [(tile.x + radius * math.cos(a), tile.y + radius * math.sin(a)) for a in angles]


def _flat(degrees: _Floats) -> _Floats:
    """Longitude and latitude on a plane around their middle, y downwards."""
    middle = degrees.mean(axis=0)
    shrink = math.cos(math.radians(float(middle[1])))
    return np.column_stack([(degrees[:, 0] - middle[0]) * shrink, -(degrees[:, 1] - middle[1])])


def _tile_width(flat: _Floats) -> float:
    box = np.ptp(flat, axis=0)
    area = float(np.maximum(box, 0.2 * box.max()).prod())
    return math.sqrt(_COVER * (area or 1.0) / len(flat) * 2 / math.sqrt(3))


def _spread(flat: _Floats, width: float) -> _Floats:
    """The points with room around each, neighbours near one another."""
    near = _neighbours(flat)
    here = flat + 1e-9 * np.arange(len(flat))[:, None]
    for _ in range(_STEPS):
        apart = here[:, None] - here[None]
        distance = np.hypot(apart[..., 0], apart[..., 1])
        np.fill_diagonal(distance, width)
        overlap = width - distance
        force = np.where(overlap > 0, _PUSH * overlap, np.where(near, _DRAW * overlap, 0.0))
        move = (apart / distance[..., None] * force[..., None]).sum(axis=1)
        here = here + move + _PULL * (flat - here)
    return here


def _neighbours(flat: _Floats) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Pairs with no third point in the circle between them (Gabriel's graph)."""
    square = ((flat[:, None] - flat[None]) ** 2).sum(axis=2)
    return np.array(
        [(row[None] + square).min(axis=1) >= row * (1 - 1e-12) for row in square], dtype=bool
    )


def _grid(points: _Floats, width: float) -> _Floats:
    """Centres of hexagons over the points and two tiles around."""
    low, high = points.min(axis=0) - 2 * width, points.max(axis=0) + 2 * width
    height = width * math.sqrt(3) / 2
    rows = np.arange(low[1], high[1], height)
    lines = [
        np.column_stack([x := np.arange(low[0] + (n % 2) * width / 2, high[0], width), 0 * x + y])
        for n, y in enumerate(rows)
    ]
    return np.concatenate(lines)
