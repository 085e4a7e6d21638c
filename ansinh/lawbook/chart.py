"""Step charts as small SVG: how an amount rose, date by date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from markupsafe import Markup

from ansinh.lawbook.wording import Text, day

_WIDTH, _TOP, _BOTTOM, _LEFT, _RIGHT, _PLOT = 460, 26, 30, 8, 14, 120
_COLOURS = ("leaf", "soon", "amount", "unknown")
_DASHES = ("", "6 3", "2 3", "8 3 2 3")


@dataclass(frozen=True)
class Line:
    """One amount over time: each value from its day on; ``shown`` writes a value."""

    name: Text
    steps: tuple[tuple[date, Fraction | int], ...]
    shown: Callable[[Fraction | int], Text]


def step_chart(lines: list[Line], title: Text, until: date) -> str:
    """An SVG with one step line for each amount, its values written where they begin."""
    days = sorted({at for line in lines for at, _ in line.steps})
    start, end = days[0], max(until, days[-1])
    span = max((end - start).days, 1) * 1.06
    most = max(number for line in lines for _, number in line.steps) or 1

    def across(at: date) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (at - start).days / span

    def up(number: Fraction | int) -> float:
        return _TOP + _PLOT * (1 - float(number / most))

    parts = [_axis(across(end)), *(_tick(at, across(at)) for at in _apart(days, across))]
    for place, line in enumerate(lines):
        parts += _drawn(line, place, across, up, end, written=len(lines) == 1)
    name = Text(f"Biểu đồ: {title.vi}", f"Chart: {title.en}")
    height = _TOP + _PLOT + _BOTTOM
    return Markup(
        '<svg class="steps" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
    ).format(_WIDTH, height, name.vi, Markup("").join(parts))


def _axis(end: float) -> Markup:
    base = _TOP + _PLOT
    return Markup('<path class="axis" d="M{} {}H{}"/>').format(_LEFT, base, f"{end:.1f}")


def _tick(at: date, x: float) -> Markup:
    base = _TOP + _PLOT
    return Markup('<path class="axis" d="M{} {}v5"/><text x="{}" y="{}">{}</text>').format(
        f"{x:.1f}", base, f"{x:.1f}", base + 20, day(at)[3:]
    )


def _apart(days: list[date], across: Callable[[date], float]) -> list[date]:
    """Days whose labels do not touch; the last one always."""
    kept = [days[-1]]
    for at in reversed(days[:-1]):
        if across(kept[-1]) - across(at) > 58:
            kept.append(at)
    return kept[::-1]


def _drawn(
    line: Line,
    place: int,
    across: Callable[[date], float],
    up: Callable[[Fraction | int], float],
    end: date,
    *,
    written: bool,
) -> list[Markup]:
    ends = [*(at for at, _ in line.steps[1:]), end]
    path = ""
    for (at, number), after in zip(line.steps, ends, strict=True):
        move = "M" if not path else "L"
        path += f"{move}{across(at):.1f} {up(number):.1f}H{across(after):.1f}"
    colour, dash = _COLOURS[place % 4], _DASHES[place % 4]
    drawn = [
        Markup('<path class="step" d="{}" stroke="var(--{})" stroke-dasharray="{}"/>').format(
            path, colour, dash or "none"
        )
    ]
    return drawn + (_values(line, across, up) if written else [])


def _values(
    line: Line, across: Callable[[date], float], up: Callable[[Fraction | int], float]
) -> list[Markup]:
    """The first and the last value, and those between that have room."""
    kept = [line.steps[-1]]
    for step in reversed(line.steps[:-1]):
        if across(kept[-1][0]) - across(step[0]) > 84:
            kept.append(step)
    anchored = []
    for at, number in kept:
        x, side = across(at), "start"
        if x > _WIDTH - 100:
            x, side = _WIDTH - 2, "end"
        text = Markup('<text class="value" x="{}" y="{}" text-anchor="{}">{}</text>')
        anchored.append(
            text.format(f"{x:.1f}", f"{up(number) - 8:.1f}", side, line.shown(number).vi)
        )
    return anchored
