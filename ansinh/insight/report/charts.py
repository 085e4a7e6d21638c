"""The forms of chart in the report. Nothing is told by colour alone: shape, order or a word too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import altair as alt

from ansinh.insight.report.drawing import View, draw, wrapped
from ansinh.insight.report.theme import light
from ansinh.insight.report.wording import NOTHING, Text

_LINE_HEIGHT = 15
#: The axis of heights: quiet lines, few numbers.
_HEIGHT = alt.Axis(grid=True, gridColor=light("line"), tickCount=4, labelColor=light("ink-2"))
_AT_LEFT: dict[str, Any] = {
    "align": "right",
    "dx": -10,
    "lineBreak": "\n",
    "lineHeight": _LINE_HEIGHT,
}
#: How a measure is printed on an axis: d3 format of the number after dividing.
SHARES, COUNTS, POINTS = ".0%", ",.0f", ",.2~f"


@dataclass(frozen=True)
class Heading:
    """A line above the rows that belong to it."""

    label: Text
    note: Text = NOTHING


@dataclass(frozen=True)
class Interval:
    """A row of a dot plot: an estimate between two limits, and what stands beside it."""

    label: Text
    low: float
    value: float
    high: float
    note: Text


@dataclass(frozen=True)
class Series:
    """One of several dots in a row, told apart by shape and colour."""

    key: str
    label: Text
    colour: str
    shape: str = "circle"
    is_filled: bool = True
    size: int = 75


@dataclass(frozen=True)
class Dots:
    """A row with one value a series (or none), and what stands beside it."""

    label: Text
    values: dict[str, float | None]
    note: Text


@dataclass(frozen=True)
class Bar:
    """A row of a bar chart."""

    label: Text
    value: float
    note: Text


def intervals(
    rows: Sequence[Interval | Heading],
    view: View,
    reference: float | None = None,
    top: float = 1.0,
) -> str:
    """Dots with their intervals, up to ``top``; a dashed line at ``reference``."""
    lines = _Lines(rows, view)
    shown = [(y, row) for y, row in lines if isinstance(row, Interval)]
    data = [{"y": y, "low": row.low, "value": row.value, "high": row.high} for y, row in shown]
    base = alt.Chart(alt.InlineData(data)).encode(y=lines.axis)
    scale = alt.Scale(domain=[_floor(min((row.low for _, row in shown), default=0.0)), top])
    axis = alt.Axis(format=SHARES)
    x = alt.X("value:Q", title=None, axis=axis, scale=scale)
    layers = [
        base.mark_rule(strokeWidth=3, color=light("rank-3"), strokeCap="round").encode(
            x=alt.X("low:Q", title=None, axis=axis, scale=scale), x2="high:Q"
        ),
        base.mark_point(filled=True, size=70, opacity=1, color=light("leaf")).encode(x=x),
    ]
    if reference is not None:
        rule = alt.Chart(alt.InlineData([{"value": reference}])).mark_rule(
            strokeDash=[4, 4], color=light("ink-2")
        )
        layers.insert(0, rule.encode(x=x))
    return lines.drawn(layers)


def dots(
    rows: Sequence[Dots | Heading],
    series: Sequence[Series],
    view: View,
    axis: str,
    top: float | None = None,
) -> str:
    """Several values a row, joined by a thin line: what changed, and how far.

    Args:
        axis: d3 format of the axis.
        top: Right end of the axis; what the values need unless given.
    """
    lines = _Lines(rows, view)
    data = [
        {"y": y, "value": row.values[one.key], "series": view(one.label)}
        for y, row in lines
        if isinstance(row, Dots)
        for one in series
        if row.values.get(one.key) is not None
    ]
    base = alt.Chart(alt.InlineData(data)).encode(y=lines.axis)
    scale = alt.Scale(domainMin=0, nice=True) if top is None else alt.Scale(domain=[0, top])
    x = alt.X("value:Q", title=None, axis=alt.Axis(format=axis), scale=scale)
    layers = [
        base.mark_line(strokeWidth=2, color=light("line-2")).encode(x=x, detail="y:O"),
        base.mark_point(strokeWidth=2, opacity=1).encode(x=x, **_marks(series, view)),
    ]
    return lines.drawn(layers)


def bars(rows: Sequence[Bar | Heading], view: View, axis: str, colour: str = "leaf") -> str:
    """Bars from zero with their figure at the end."""
    lines = _Lines(rows, view)
    data = [{"y": y, "start": 0, "value": row.value} for y, row in lines if isinstance(row, Bar)]
    x = alt.X("start:Q", title=None, axis=alt.Axis(format=axis))
    bar = alt.Chart(alt.InlineData(data)).mark_rule(strokeWidth=14, color=light(colour))
    return lines.drawn([bar.encode(y=lines.axis, x=x, x2="value:Q")])


def columns(
    months: Sequence[tuple[str, dict[str, int]]], series: Sequence[Series], view: View
) -> str:
    """Stacked columns a month, đồng in billions or millions; the sum stands above each."""
    largest = max((sum(values.values()) for _, values in months), default=0)
    size = 10**9 if largest >= 10**9 else 10**6
    data = [
        {"month": name, "series": view(one.label), "rank": i, "value": values[one.key] / size}
        for name, values in months
        for i, one in enumerate(series)
        if one.key in values
    ]
    sums = [{"month": name, "value": sum(values.values()) / size} for name, values in months]
    x = alt.X("month:O", title=None, sort=None, axis=alt.Axis(labelAngle=-45, grid=False))
    y = alt.Y("value:Q", title=None, axis=_HEIGHT, stack="zero")
    names = [view(one.label) for one in series]
    colour = alt.Color(
        "series:N",
        scale=alt.Scale(domain=names, range=[light(one.colour) for one in series]),
        legend=None if len(series) < 2 else alt.Legend(columns=1 if view.is_narrow else 0),
    )
    bar = (
        alt.Chart(alt.InlineData(data))
        .mark_bar(stroke=light("surface"), strokeWidth=1)
        .encode(x=x, y=y, color=colour, order="rank:Q")
    )
    digits = ".2f" if largest < 10 * size else ",.1f"
    above = alt.Chart(alt.InlineData(sums)).mark_text(
        dy=-8,
        dx=2 if view.is_narrow else 0,
        angle=300 if view.is_narrow else 0,
        fontSize=11,
        align="left" if view.is_narrow else "center",
    )
    text = above.encode(x=x, y="value:Q", text=alt.Text("value:Q", format=digits))
    plot = view.width - 62
    return draw((bar + text).properties(width=plot, height=220), view)


# --- parts ----------------------------------------------------------------------------------------


class _Lines:
    """Rows under one another, each as high as its label needs.

    ``axis`` places them; going over it gives the middle of each row and the row.
    """

    def __init__(self, rows: Sequence[Any], view: View) -> None:
        self.rows, self.view = rows, view
        self.labels = [wrapped(view(row.label), 17 if view.is_narrow else 42) for row in rows]
        heights = [
            _LINE_HEIGHT * label.count("\n") + (34 if isinstance(row, Heading) else 27)
            for label, row in zip(self.labels, rows, strict=True)
        ]
        self.height = sum(heights)
        ends = accumulate(heights)
        self.middles = [
            end - (14 if isinstance(row, Heading) else height / 2)
            for end, height, row in zip(ends, heights, rows, strict=True)
        ]
        self.extent = 112 if view.is_narrow else 268

    def __iter__(self) -> Iterator[tuple[float, Any]]:
        return iter(zip(self.middles, self.rows, strict=True))

    @property
    def axis(self) -> alt.Y:
        """Rows in their order; room for their labels at the left."""
        return alt.Y(
            "y:Q",
            title=None,
            scale=alt.Scale(domain=[self.height, 0], nice=False, zero=False),
            axis=alt.Axis(labels=False, minExtent=self.extent, maxExtent=self.extent),
        )

    def drawn(self, layers: list[Any]) -> str:
        """The layers with labels at the left and notes at the right, in the width of the view."""
        told = [self.view(row.note) for row in self.rows]
        longest = max(map(len, told), default=0)
        notes = [{"y": y, "text": note} for y, note in zip(self.middles, told, strict=True)]
        texts = [
            self._texts(notes, align="left", dx=10).encode(x=alt.value("width")),
            self._texts(self._told(is_heading=False), **_AT_LEFT).encode(x=alt.value(0)),
            self._texts(self._told(is_heading=True), fontWeight=600, **_AT_LEFT).encode(
                x=alt.value(0)
            ),
        ]
        plot = self.view.width - self.extent - 10 - (round(longest * 6.7) + 14 if longest else 8)
        chart = alt.layer(*layers, *texts).properties(width=max(plot, 70), height=self.height)
        return draw(chart, self.view)

    def _told(self, *, is_heading: bool) -> list[dict[str, Any]]:
        """Labels, each around the middle of its row."""
        return [
            {"y": y - _LINE_HEIGHT * label.count("\n") / 2, "text": label}
            for (y, row), label in zip(self, self.labels, strict=True)
            if isinstance(row, Heading) == is_heading
        ]

    def _texts(self, data: list[dict[str, Any]], **how: Any) -> Any:
        texts = alt.Chart(alt.InlineData(data)).mark_text(**how)
        return texts.encode(y=self.axis, text="text:N")


def _marks(series: Sequence[Series], view: View) -> dict[str, Any]:
    """Colour, filling, shape and size of the dots of each series."""
    names = [view(one.label) for one in series]

    def scale(values: list[Any]) -> alt.Scale:
        return alt.Scale(type="ordinal", domain=names, range=values)

    inside = [light(one.colour if one.is_filled else "surface") for one in series]
    legend = alt.Legend(columns=1 if view.is_narrow else 0)
    return {
        "stroke": alt.Stroke(
            "series:N", scale=scale([light(one.colour) for one in series]), legend=legend
        ),
        "fill": alt.Fill("series:N", scale=scale(inside), legend=legend),
        "shape": alt.Shape("series:N", scale=scale([one.shape for one in series]), legend=legend),
        "size": alt.Size("series:N", scale=scale([one.size for one in series]), legend=legend),
    }


def _floor(value: float) -> float:
    """Where an axis of shares begins: 0, or half, or four fifths when all lies above."""
    return max((start for start in (0.0, 0.5, 0.8) if value >= start), default=0.0)
