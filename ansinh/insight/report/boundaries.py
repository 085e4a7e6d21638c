"""Real boundaries from a GeoJSON file, as shapes on a page."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from ansinh.engine.errors import DataError
from ansinh.insight.report.simplify import Ring, simplified

#: Names under which files keep the code of a unit.
CODE_NAMES = ("code", "ma_xa", "maxa", "ma", "ward_code", "id")
#: How far a simplified line may lie from the true one, in half pixels.
TOLERANCE = 2.4


def read_boundaries(path: Path, codes: Collection[str], width: int) -> dict[str, list[Ring]]:
    """The boundaries of ``codes``, ``width`` pixels wide; what else the file holds is left out.

    Lines are drawn in Mercator's projection, on a grid of half pixels, and simplified to what a
    reader can see; neighbours keep the same line between them.

    Returns:
        Code → rings, in half pixels.

    Raises:
        DataError: the file is no GeoJSON of polygons with codes, or lacks a commune.
    """
    shapes = {code: geometry for code, geometry in _features(path) if code in codes}
    missing = sorted(set(codes) - set(shapes))
    if missing:
        shown = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
        raise DataError(
            f"{path}: no boundary for {len(missing)} of {len(codes)} communes ({shown}); expected a"
            " feature for each, with its code of the General Statistics Office in the property"
            f" “{CODE_NAMES[0]}”"
        )
    points = [point for polygons in shapes.values() for ring in polygons for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    north = max(y for _, y in points)
    scale = 2 * width / ((east - west) or 1.0)
    drawn = {
        code: [
            ring
            for polygon in polygons
            if len(ring := _snapped(((x - west) * scale, (north - y) * scale) for x, y in polygon))
            > 3
        ]
        for code, polygons in shapes.items()
    }
    return simplified(drawn, TOLERANCE)


def _features(path: Path) -> list[tuple[str, list[list[tuple[float, float]]]]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        features = found["features"] if found["type"] == "FeatureCollection" else None
    except (ValueError, KeyError, TypeError):
        features = None
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from error
    if not isinstance(features, list):
        raise DataError(f"{path} is not GeoJSON; expected a FeatureCollection of polygons")
    return [_feature(path, number, feature) for number, feature in enumerate(features, 1)]


def _feature(path: Path, number: int, feature: Any) -> tuple[str, list[list[tuple[float, float]]]]:
    try:
        properties, geometry = feature["properties"] or {}, feature["geometry"]
        code = next(properties[name] for name in CODE_NAMES if properties.get(name) is not None)
        polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
        rings = [
            [_mercator(*point[:2]) for point in ring]
            for polygon in polygons[geometry["type"]]
            for ring in polygon
        ]
    except StopIteration:
        raise DataError(
            f"{path}: feature {number} has no code; expected one of {', '.join(CODE_NAMES)}"
        ) from None
    except (KeyError, TypeError, ValueError, IndexError):
        raise DataError(
            f"{path}: feature {number} is no polygon in degrees; expected a Polygon or MultiPolygon"
        ) from None
    return str(code), rings


def _mercator(longitude: float, latitude: float) -> tuple[float, float]:
    if not (-180 <= longitude <= 180 and -85 <= latitude <= 85):
        raise ValueError(latitude)
    return math.radians(longitude), math.asinh(math.tan(math.radians(latitude)))


def _snapped(points: Iterable[tuple[float, float]]) -> Ring:
    """Points on the grid, without those that fall together; the first is the last."""
    ring: Ring = []
    for x, y in points:
        point = (round(x), round(y))
        if not ring or point != ring[-1]:
            ring.append(point)
    return ring
