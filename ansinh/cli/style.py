"""How every table on the terminal looks."""

from __future__ import annotations

from typing import Any

from rich import box

STYLE: dict[str, Any] = {
    "box": box.SIMPLE_HEAD,
    "title_style": "bold",
    "pad_edge": False,
    "padding": (0, 1, 0, 0),
}
