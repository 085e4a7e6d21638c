"""Fewer points in boundaries, with the line between two neighbours simplified once for both.

Rings are cut where three shapes meet into lines that two neighbours share whole; each line is
thinned by Douglas and Peucker's method (The Canadian Cartographer 10, 1973, 112-122), in one and
the same direction, so that it comes out alike for both.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

#: A point of the grid, and a closed line of them: the first is the last.
Point = tuple[int, int]
Ring = list[Point]


def simplified(shapes: Mapping[str, Sequence[Ring]], tolerance: float) -> dict[str, list[Ring]]:
    """Shapes with lines at most ``tolerance`` away from where they were."""
    corners = _corners(shapes)
    return {
        code: [ring for old in rings if len(ring := _ring(old, corners, tolerance)) > 3]
        for code, rings in shapes.items()
    }


def _corners(shapes: Mapping[str, Sequence[Ring]]) -> set[Point]:
    """Points where lines meet: more than two ways lead on from them."""
    ways: dict[Point, set[Point]] = defaultdict(set)
    for rings in shapes.values():
        for ring in rings:
            for one, other in pairwise(ring):
                ways[one].add(other)
                ways[other].add(one)
    return {point for point, others in ways.items() if len(others) > 2}


def _ring(ring: Ring, corners: set[Point], tolerance: float) -> Ring:
    """A ring, each of its lines thinned; one without corners is cut at its extremes."""
    open_ring = ring[:-1]
    cuts = [n for n, point in enumerate(open_ring) if point in corners]
    if len(cuts) < 2:
        ends = (open_ring.index(min(open_ring)), open_ring.index(max(open_ring)))
        cuts = sorted({*cuts, *ends})
    turned = open_ring[cuts[0] :] + open_ring[: cuts[0]] + [open_ring[cuts[0]]]
    found, start = [turned[0]], 0
    for end in [*(cut - cuts[0] for cut in cuts[1:]), len(open_ring)]:
        found += _line(turned[start : end + 1], tolerance)[1:]
        start = end
    return found


def _line(line: Ring, tolerance: float) -> Ring:
    """A line between two corners, thinned the same way from whichever end it is read."""
    if line[0] > line[-1]:
        return _line(line[::-1], tolerance)[::-1]
    kept, todo = {0, len(line) - 1}, [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        far, way = max(
            ((n, _distance(line[n], line[first], line[last])) for n in range(first + 1, last)),
            key=lambda found: (found[1], -found[0]),
        )
        if way > tolerance:
            kept.add(far)
            todo += [(first, far), (far, last)]
    return [line[n] for n in sorted(kept)]


def _distance(point: Point, one: Point, other: Point) -> float:
    """From a point to a line through two others, or to the one point that both are."""
    across, down = other[0] - one[0], other[1] - one[1]
    length = math.hypot(across, down)
    if length == 0:
        return math.dist(point, one)
    return abs(across * (one[1] - point[1]) - down * (one[0] - point[0])) / length
