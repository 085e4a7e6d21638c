"""Communes on a page: tiles made from their points, or boundaries from a file."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ansinh.insight.report.boundaries import read_boundaries
from ansinh.insight.report.cartogram import commune_tiles, hexagon
from ansinh.insight.report.maps import Place
from ansinh.insight.report.theme import RANKS
from ansinh.insight.report.wording import Text

_WIDTH = 680
_Outline = tuple[Sequence[Sequence[tuple[float, float]]], tuple[float, float]]


@dataclass(frozen=True)
class Atlas:
    """Where each commune is drawn.

    Attributes:
        names: Code → name.
        outlines: Code → rings and middle.
        has_tiles: Equal tiles, with room for a name in each.
        explanation: How to read the map.
    """

    names: Mapping[str, str]
    outlines: Mapping[str, _Outline]
    has_tiles: bool
    explanation: Text

    @classmethod
    def of(cls, names: Mapping[str, str], boundaries: Path | None) -> Atlas:
        """The map of some communes: from boundaries if there are any, else tiles.

        Raises:
            DataError: the boundaries are not GeoJSON, or lack a commune.
        """
        if boundaries is not None:
            rings = read_boundaries(boundaries, names.keys(), _WIDTH)
            outlines: dict[str, _Outline] = {
                code: (found, _middle(found)) for code, found in rings.items()
            }
            how = Text(
                "Ranh giới theo tệp được đưa vào (phép chiếu Mercator).",
                "Boundaries from the file given (Mercator's projection).",
            )
            return cls(names, outlines, False, how)
        placed = {code: tile for code, tile in commune_tiles().items() if code in names}
        how = Text(
            "Bản đồ ô: mỗi xã một ô bằng nhau, đặt gần đúng chỗ và cạnh láng giềng; không phải "
            "ranh giới.",
            "Tile map: equal tiles, one a commune, near its place and its neighbours; no "
            "boundaries.",
        )
        outlines = {code: ([hexagon(tile)], (tile.x, tile.y)) for code, tile in placed.items()}
        return cls(names, outlines, True, how)

    def places(self, values: Mapping[str, float | None], shown: Mapping[str, Text]) -> list[Place]:
        """The communes with a measure; those without a place on the map are left out."""
        return [
            Place(code, _short(self.names[code]), values.get(code), shown[code], rings, middle)
            for code, (rings, middle) in self.outlines.items()
        ]


def _short(name: str) -> str:
    """``Lục Ngạn`` of ``Xã Lục Ngạn``."""
    for kind in ("Xã ", "Phường ", "Thị trấn ", "Đặc khu "):
        name = name.removeprefix(kind)
    return name


def _middle(rings: Sequence[Sequence[tuple[float, float]]]) -> tuple[float, float]:
    points = [point for ring in rings for point in ring] or [(0.0, 0.0)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def class_limits(values: Sequence[float]) -> tuple[float, ...]:
    """Limits of at most five classes of about equal size, rounded so that they can be said."""
    order = sorted(values)
    found: list[float] = []
    for rank in range(1, RANKS):
        limit = _rounded(order[len(order) * rank // RANKS], order[-1] - order[0])
        if order[0] < limit <= order[-1] and (not found or limit > found[-1]):
            found.append(limit)
    return tuple(found)


def _rounded(value: float, spread: float) -> float:
    """To the nearest tenth of the size of the spread: 0.1234 in 0 … 0.3 becomes 0.12."""
    if spread <= 0:
        return value
    step = 10.0 ** (math.floor(math.log10(spread)) - 1)
    return round(round(value / step) * step, 12)
