"""The forms of chart in the report. Nothing is told by colour alone: shape, order or a word too."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from ansinh.insight.report.drawing import View, draw, wrapped
from ansinh.insight.report.theme import light
from ansinh.insight.report.wording import Text

_LINE_HEIGHT = 15
#: How a measure is printed on an axis: d3 format of the number after dividing.
SHARES, COUNTS, COUNTS_SHORT = ".0%", ",.0f", ",.1~f"


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


def intervals(rows: Sequence[Interval], view: View, reference: float | None = None) -> str:
    """Dots with their intervals, up to 100 %; a dashed line at ``reference``."""
    data = [
        {"order": i, "low": row.low, "value": row.value, "high": row.high, "note": view(row.note)}
        for i, row in enumerate(rows)
    ]
    labels = _labels(rows, view)
    base = alt.Chart(alt.InlineData(data)).encode(y=_rows_axis(labels, view))
    scale = _scale(_floor(min((row.low for row in rows), default=0.0)), 1)
    axis = alt.Axis(format=SHARES)
    x = alt.X("value:Q", title=None, axis=axis, scale=scale)
    layers = [
        base.mark_rule(strokeWidth=3, color=light("rank-3"), strokeCap="round").encode(
            x=alt.X("low:Q", title=None, axis=axis, scale=scale),
            x2="high:Q",
        ),
        base.mark_point(filled=True, size=70, opacity=1, color=light("leaf")).encode(x=x),
        _notes(base),
    ]
    if reference is not None:
        rule = alt.Chart(alt.InlineData([{"value": reference}])).mark_rule(
            strokeDash=[4, 4], color=light("ink-2")
        )
        layers.insert(0, rule.encode(x=x))
    return draw(_sized(layers, labels, rows, view), view)


def dots(
    rows: Sequence[Dots], series: Sequence[Series], view: View, axis: str, top: float | None = None
) -> str:
    """Several values a row, joined by a thin line: what changed, and how far.

    Args:
        axis: d3 format of the axis.
        top: Right end of the axis; what the values need unless given.
    """
    found = [
        {"order": i, "value": row.values[one.key]}
        | {"series": view(one.label), "note": view(row.note)}
        for i, row in enumerate(rows)
        for one in series
        if row.values.get(one.key) is not None
    ]
    labels = _labels(rows, view)
    base = alt.Chart(alt.InlineData(found)).encode(y=_rows_axis(labels, view))
    x = alt.X("value:Q", title=None, axis=alt.Axis(format=axis), scale=_scale(0, top))
    names = [view(one.label) for one in series]
    tones = [light(one.colour) for one in series]
    inside = [light(one.colour if one.is_filled else "surface") for one in series]
    legend = alt.Legend(columns=1 if view.is_narrow else 0)
    marks = {
        "stroke": alt.Stroke("series:N", scale=alt.Scale(domain=names, range=tones), legend=legend),
        "fill": alt.Fill("series:N", scale=alt.Scale(domain=names, range=inside)),
        "shape": alt.Shape(
            "series:N", scale=alt.Scale(domain=names, range=[one.shape for one in series])
        ),
    }
    layers = [
        base.mark_line(strokeWidth=2, color=light("line-2")).encode(x=x, detail="order:O"),
        base.mark_point(size=75, strokeWidth=2, opacity=1).encode(x=x, **marks),
        _notes(base),
    ]
    return draw(_sized(layers, labels, rows, view), view)


def bars(rows: Sequence[Bar], view: View, axis: str, colour: str = "leaf") -> str:
    """Bars from zero with their figure at the end."""
    data = [{"order": i, "value": row.value, "note": view(row.note)} for i, row in enumerate(rows)]
    labels = _labels(rows, view)
    base = alt.Chart(alt.InlineData(data)).encode(y=_rows_axis(labels, view))
    x = alt.X("value:Q", title=None, axis=alt.Axis(format=axis))
    bar = base.mark_bar(height=14, color=light(colour)).encode(x=x)
    return draw(_sized([bar, _notes(base)], labels, rows, view), view)


def columns(
    months: Sequence[tuple[str, dict[str, int]]], series: Sequence[Series], view: View, unit: Text
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
    y = alt.Y("value:Q", title=view(unit), axis=_height_axis(), stack="zero")
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


def _labels(rows: Sequence[Interval | Dots | Bar], view: View) -> list[str]:
    return [wrapped(view(row.label), 16 if view.is_narrow else 36) for row in rows]


def _rows_axis(labels: list[str], view: View) -> alt.Y:
    """Rows in their order, each under its label; two rows may bear the same."""
    extent = 108 if view.is_narrow else 230
    return alt.Y(
        "order:O",
        title=None,
        axis=alt.Axis(
            labelExpr=f"split({json.dumps(labels)}[datum.value], '\\n')",
            labelLineHeight=_LINE_HEIGHT,
            minExtent=extent,
            maxExtent=extent,
        ),
    )


def _height_axis() -> alt.Axis:
    return alt.Axis(
        grid=True,
        gridColor=light("line"),
        tickCount=4,
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleY=-16,
        titleX=-36,
        labelColor=light("ink-2"),
    )


def _floor(value: float) -> float:
    """Where an axis of shares begins: 0, or half, or four fifths when all lies above."""
    return max((start for start in (0.0, 0.5, 0.8) if value >= start), default=0.0)


def _scale(low: float, high: float | None) -> alt.Scale:
    return alt.Scale(domainMin=low, nice=True) if high is None else alt.Scale(domain=[low, high])


def _notes(base: Any) -> Any:
    """What stands at the right of each row."""
    return base.mark_text(align="left", dx=10, color=light("ink")).encode(
        x=alt.value("width"), text="min(note):N"
    )


def _sized(layers: list[Any], labels: list[str], rows: Sequence[Any], view: View) -> Any:
    """Layers in the width of the view, rows high enough for their labels."""
    most = max((label.count("\n") + 1 for label in labels), default=1)
    note = max((len(view(row.note)) for row in rows), default=0)
    left = 116 if view.is_narrow else 238
    plot = view.width - left - (round(note * 6.9) + 16 if note else 8)
    step = alt.Step(_LINE_HEIGHT * most + (9 if most == 1 else 11))
    return alt.layer(*layers).properties(width=max(plot, 70), height=step)
