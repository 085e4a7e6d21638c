"""One set of colours for screen, dark screen, paper and charts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

FONT = "Be Vietnam Pro"
FONTS = Path(__file__).parent / "fonts"
#: Letters of each font file, as its maker cut them.
_RANGES = {
    "latin": "U+0000-00FF,U+2000-206F,U+20AB",
    "vietnamese": (
        "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,"
        "U+0300-0309,U+0323,U+1EA0-1EF9"
    ),
}

#: Name → colour on light paper, on a dark screen. Light colours differ, so that one can be found
#: again in a drawn chart and replaced by its name.
TOKENS: dict[str, tuple[str, str]] = {
    "paper": ("#faf8f4", "#141917"),
    "surface": ("#ffffff", "#1c2320"),
    "ink": ("#1d2321", "#e9ece8"),
    "ink-2": ("#55605c", "#aab5af"),
    "line": ("#e3ddd2", "#323b37"),
    "line-2": ("#cfc7b8", "#4a5650"),
    "leaf": ("#0f5c4a", "#7fcdb2"),
    "leaf-soft": ("#e3efe9", "#1d3a31"),
    "leaf-ink": ("#0a4436", "#0b3d31"),
    "wrong": ("#a3281d", "#f19d91"),
    "wrong-soft": ("#f8e6e2", "#43241f"),
    "amount": ("#8a5a00", "#e3b65f"),
    "amount-soft": ("#f8eed8", "#3b2f16"),
    "soon": ("#2b4c8c", "#a3bdf0"),
    "soon-soft": ("#e5ebf7", "#222e47"),
    "unknown": ("#5d5470", "#c3b7dc"),
    "unknown-soft": ("#ece9f2", "#312c3c"),
    "rank-1": ("#eef4ee", "#1f332c"),
    "rank-2": ("#c6ddd0", "#2b4f42"),
    "rank-3": ("#92bfab", "#3d7060"),
    "rank-4": ("#3b7c67", "#6fb39b"),
    "rank-5": ("#0c4e3f", "#aee3cf"),
    "on-low": ("#1c2220", "#eef1ed"),
    "on-high": ("#fefefe", "#10201b"),
    "focus": ("#f2c14e", "#f2c14e"),
}
#: The colour of a meaning.
MEANINGS = {
    "missed": "leaf",
    "not_entitled": "wrong",
    "wrong_amount": "amount",
    "soon": "soon",
    "missing": "unknown",
    "plain": "leaf",
}
RANKS = 5


def light(token: str) -> str:
    """The colour on light paper."""
    return TOKENS[token][0]


def faces(address: Callable[[Path], str]) -> list[str]:
    """The ``@font-face`` rules of the page; ``address`` says where a font file is found."""
    found = []
    for weight in (400, 600):
        for letters, span in _RANGES.items():
            file = FONTS / f"be-vietnam-pro-{letters}-{weight}-normal.woff2"
            found.append(
                f'@font-face{{font-family:"{FONT}";font-weight:{weight};font-display:swap;'
                f"src:url({address(file)}) format('woff2');unicode-range:{span}}}"
            )
    return found


def css_tokens() -> str:
    """The custom properties of the page's stylesheet: light, dark, and light again in print."""
    tones = [";".join(f"--{name}:{tone[i]}" for name, tone in TOKENS.items()) for i in (0, 1)]
    return (
        f":root{{{tones[0]};color-scheme:light}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{tones[1]};color-scheme:dark}}}}"
    )


def chart_config() -> dict[str, Any]:
    """Vega-Lite configuration: type, quiet grid, no frame, nothing a reader need not see."""
    quiet = {
        "labelColor": light("ink-2"),
        "titleColor": light("ink-2"),
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "domain": False,
        "ticks": False,
        "labelPadding": 8,
    }
    return {
        "font": FONT,
        "aria": False,
        "background": None,
        "padding": 2,
        "view": {"stroke": None},
        "axis": quiet,
        "axisX": {"grid": True, "gridColor": light("line"), "tickCount": 5},
        "axisY": {"grid": False, "labelColor": light("ink"), "labelLimit": 0},
        "text": {"font": FONT, "fontSize": 12, "color": light("ink")},
        "legend": {
            "orient": "top",
            "title": None,
            "labelFontSize": 12,
            "labelColor": light("ink"),
            "labelLimit": 0,
            "symbolSize": 90,
            "symbolStrokeWidth": 2,
            "columnPadding": 18,
            "padding": 0,
            "offset": 10,
        },
    }
