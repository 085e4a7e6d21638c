from __future__ import annotations

from ansinh.insight.report.simplify import simplified


def closed(*points: tuple[int, int]) -> list[tuple[int, int]]:
    return [*points, points[0]]


LEFT = closed((0, 0), *[(10 + y % 2, y) for y in range(11)], (0, 10))
RIGHT = closed((20, 0), (20, 10), *[(10 + y % 2, y) for y in range(10, -1, -1)])


def test_points_that_nobody_sees_are_left_out() -> None:
    found = simplified({"left": [LEFT], "right": [RIGHT]}, 2.0)
    assert len(found["left"][0]) < len(LEFT) / 2
    assert all(ring[0] == ring[-1] for rings in found.values() for ring in rings)


def test_two_neighbours_keep_one_line_between_them() -> None:
    found = simplified({"left": [LEFT], "right": [RIGHT]}, 0.4)
    shared = set(found["left"][0]) & set(found["right"][0])
    assert {(10, 0), (10, 10)} <= shared
    assert {p for p in found["left"][0] if 10 <= p[0] <= 11} == shared


def test_corners_where_three_meet_stay() -> None:
    below = closed((0, 10), (10, 10), (20, 10), (20, 20), (0, 20))
    found = simplified({"left": [LEFT], "right": [RIGHT], "below": [below]}, 5.0)
    assert all((10, 10) in ring for rings in found.values() for ring in rings)


def test_an_island_keeps_its_shape_and_a_speck_goes() -> None:
    island = closed((0, 0), (50, 1), (100, 0), (100, 100), (0, 100))
    speck = closed((5, 5), (6, 5), (6, 6))
    found = simplified({"sea": [island, speck]}, 2.0)
    assert found == {"sea": [closed((0, 0), (100, 0), (100, 100), (0, 100))]}
