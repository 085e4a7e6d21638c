"""Maps: shaded tiles or boundaries, and a small chart in every tile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from ansinh.insight.report.charts import Series
from ansinh.insight.report.drawing import View, draw, wrapped
from ansinh.insight.report.theme import RANKS, light
from ansinh.insight.report.wording import Text

_NO_RANK = "no"


@dataclass(frozen=True)
class Place:
    """A commune on a map.

    Attributes:
        code: Of the General Statistics Office.
        name: Without its kind.
        value: The measure; None where it is not known.
        shown: The value in words.
        rings: Outlines as lists of points; y grows downwards.
        middle: Where its name may stand.
    """

    code: str
    name: str
    value: float | None
    shown: Text
    rings: Sequence[Sequence[tuple[float, float]]]
    middle: tuple[float, float]


@dataclass(frozen=True)
class Classes:
    """Upper limits of the classes but the last, and how each class is called."""

    limits: tuple[float, ...]
    labels: tuple[Text, ...]

    def rank(self, value: float | None) -> int | None:
        """Class of a value, from 0."""
        if value is None:
            return None
        return sum(value >= limit for limit in self.limits)


def shaded(places: Sequence[Place], classes: Classes, view: View, *, named: bool) -> str:
    """Places shaded by class, in the classes of the legend; blank where nothing is known.

    Args:
        named: Whether names and values stand in the places (tiles, on a wide view).
    """
    size = _Size(places, view)
    unknown = view(Text("chưa có số liệu", "no figure"))
    labels = [view(label) for label in classes.labels]
    tones = [light(f"rank-{rank + 1}") for rank in _tones(len(labels))]
    if any(place.value is None for place in places):
        labels.append(unknown)
        tones.append(light("surface"))
    features = []
    for place in places:
        rank = classes.rank(place.value)
        properties = {"rank": unknown if rank is None else labels[rank]}
        features.append(size.feature(place, properties))
    colour = alt.Color(
        "properties.rank:N",
        scale=alt.Scale(domain=labels, range=tones),
        legend=alt.Legend(
            symbolType="square",
            symbolSize=180,
            symbolStrokeColor=light("ink-2"),
            symbolStrokeWidth=0.5,
            columns=2 if view.is_narrow else 3 if sum(map(len, labels)) > 76 else 0,
        ),
    )
    shapes = (
        alt.Chart(alt.InlineData(features))
        .mark_geoshape(stroke=light("line-2") if named else light("surface"), strokeWidth=0.7)
        .encode(color=colour)
        .project(type="identity", scale=1, translate=[0, 0])
    )
    has_names = named and not view.is_narrow
    layers = [shapes, *(_names if has_names else _extremes)(places, classes, size, view)]
    return draw(alt.layer(*layers).properties(width=size.width, height=size.height), view)


def _tones(count: int) -> list[int]:
    """Ranks of the colour scale for ``count`` classes: both ends, evenly between."""
    if count == 1:
        return [1]
    return [round(i * (RANKS - 1) / (count - 1)) for i in range(count)]


def _extremes(places: Sequence[Place], _classes: Classes, size: _Size, view: View) -> list[Any]:
    """The names of the highest and the lowest, on a rim of paper that keeps them legible."""
    known = [place for place in places if place.value is not None]
    order = sorted(known, key=lambda place: (place.value, place.code))
    rows = []
    for place in _alone(order):
        x, y = size.point(place.middle)
        side = "left" if x < size.width / 2 else "right"
        rows.append({"name": f"{place.name} {view(place.shown)}", "x": x, "y": y, "side": side})
    layers = []
    for side in ("left", "right"):
        at = [row for row in rows if row["side"] == side]
        base = alt.Chart(alt.InlineData(at)).encode(**size.axes(), text="name:N")
        how: dict[str, Any] = {"align": side, "fontSize": 11, "fontWeight": 600}
        layers += [
            base.mark_text(stroke=light("surface"), strokeWidth=4, strokeJoin="round", **how),
            base.mark_text(color=light("ink"), **how),
        ]
    return layers


def _alone(order: Sequence[Place]) -> list[Place]:
    """The first and the last, unless the next to it says the same."""
    ends = [pair for pair in (order[:2], order[:-3:-1]) if len(pair) == 2]
    return [one for one, other in ends if one.shown != other.shown]


def _names(places: Sequence[Place], classes: Classes, size: _Size, view: View) -> list[Any]:
    tones = _tones(len(classes.labels))
    rows = []
    for place in places:
        rank = classes.rank(place.value)
        x, y = size.point(place.middle)
        dark = rank is not None and tones[rank] >= 3
        rows.append(
            {"name": wrapped(place.name, 7, 2), "shown": view(place.shown), "x": x, "y": y}
            | {"tone": light("on-high") if dark else light("on-low")}
        )
    base = alt.Chart(alt.InlineData(rows)).encode(
        **size.axes(),
        color=alt.Color("tone:N", scale=None),
    )
    above = base.transform_calculate(two="indexof(datum.name, '\\n') > 0")
    return [
        above.mark_text(
            fontSize=9, lineBreak="\n", lineHeight=10, dy=alt.expr("datum.two ? -12 : -7")
        ).encode(text="name:N"),
        base.mark_text(fontSize=9, fontWeight=600, dy=13).encode(text="shown:N"),
    ]


def multiples(
    places: Sequence[Place],
    values: Mapping[str, Mapping[str, float]],
    series: Sequence[Series],
    view: View,
) -> str:
    """A chart of small columns in every tile, all of one scale.

    Args:
        places: Tiles.
        values: Code → series → value.
        series: One column each, from left to right.
    """
    size = _Size(places, view)
    names = [view(one.label) for one in series]
    tones = [light(one.colour) if one.is_filled else light("line-2") for one in series]
    colour = alt.Color(
        "series:N",
        scale=alt.Scale(domain=names, range=tones),
        legend=alt.Legend(symbolType="square", columns=1 if view.is_narrow else 0),
    )
    bars = (
        alt.Chart(alt.InlineData(_columns(places, values, series, size, view)))
        .mark_rect(strokeWidth=0.5, stroke=light("ink-2"))
        .encode(**size.axes(), x2="x2:Q", y2="y2:Q", color=colour)
    )
    tiles = (
        alt.Chart(alt.InlineData([size.feature(place, {}) for place in places]))
        .mark_geoshape(fill=None, stroke=light("line-2"), strokeWidth=0.7)
        .project(type="identity", scale=1, translate=[0, 0])
    )
    layers = [tiles, bars] if view.is_narrow else [tiles, bars, _heads(places, size)]
    return draw(alt.layer(*layers).properties(width=size.width, height=size.height), view)


def _columns(
    places: Sequence[Place],
    values: Mapping[str, Mapping[str, float]],
    series: Sequence[Series],
    size: _Size,
    view: View,
) -> list[dict[str, Any]]:
    """The columns of every tile as rectangles, standing on one line near its foot."""
    top = max((value for row in values.values() for value in row.values()), default=1.0) or 1.0
    wide, high = size.scale * 0.56, size.scale * (0.6 if view.is_narrow else 0.46)
    step, columns = wide / len(series), []
    for place in places:
        x, y = size.point(place.middle)
        foot = y + size.scale * 0.4
        for rank, one in enumerate(series):
            value = values.get(place.code, {}).get(one.key)
            if value is not None:
                left = x - wide / 2 + rank * step
                columns.append(
                    {"x": round(left + step * 0.12, 1), "x2": round(left + step * 0.88, 1)}
                    | {"y": round(foot, 1), "y2": round(foot - high * value / top, 1)}
                    | {"series": view(one.label)}
                )
    return columns


def _heads(places: Sequence[Place], size: _Size) -> Any:
    """Names at the top of the tiles."""
    rows = []
    for place in places:
        x, y = size.point(place.middle)
        rows.append({"name": wrapped(place.name, 7, 2), "x": x, "y": y})
    texts = alt.Chart(alt.InlineData(rows)).mark_text(
        fontSize=8, lineBreak="\n", lineHeight=9, baseline="top", dy=-size.scale * 0.4
    )
    return texts.encode(**size.axes(), text="name:N")


class _Size:
    """Scale from the places' own units to the pixels of a view."""

    def __init__(self, places: Sequence[Place], view: View) -> None:
        points = [point for place in places for ring in place.rings for point in ring]
        self.west, east = min(x for x, _ in points), max(x for x, _ in points)
        self.north, south = min(y for _, y in points), max(y for _, y in points)
        most = (view.width - 8) / ((east - self.west) or 1)
        self.scale = min(most, 640 / ((south - self.north) or 1))
        self.width = round((east - self.west) * self.scale)
        self.height = round((south - self.north) * self.scale)

    def axes(self) -> dict[str, Any]:
        """Positions in pixels from the upper left corner."""
        return {
            "x": alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, self.width])),
            "y": alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[self.height, 0])),
        }

    def point(self, point: tuple[float, float]) -> tuple[float, float]:
        return (
            round((point[0] - self.west) * self.scale, 1),
            round((point[1] - self.north) * self.scale, 1),
        )

    def feature(self, place: Place, properties: Mapping[str, Any]) -> dict[str, Any]:
        """A GeoJSON feature; rings as polygons of one ring each, drawn by the even-odd rule."""
        rings = [[self.point(point) for point in ring] for ring in place.rings]
        closed = [[*ring, ring[0]] if ring[0] != ring[-1] else ring for ring in rings if ring]
        return {
            "type": "Feature",
            "properties": dict(properties),
            "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in closed]},
        }
