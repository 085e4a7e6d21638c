"""From a Vega-Lite chart to an SVG that a page or a PDF can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree as ET

from ansinh.insight.report.theme import FONT, FONTS, TOKENS, chart_config
from ansinh.insight.report.wording import NBSP, Text

_SVG = "http://www.w3.org/2000/svg"
#: What Vega writes for its own viewer and no reader needs.
_NEEDLESS = frozenset(
    {"class", "role", "aria-hidden", "aria-roledescription", "pointer-events", "font-family"}
)
_DRAWN = frozenset({"path", "line", "rect", "text", "tspan", "image", "use"})
_LOCALES: dict[str, dict[str, Any]] = {
    "vi": {
        "decimal": ",",
        "thousands": ".",
        "grouping": [3],
        "currency": ["", " đ"],
        "percent": f"{NBSP}%",
    },
    "en": {
        "decimal": ".",
        "thousands": ",",
        "grouping": [3],
        "currency": ["", " đ"],
        "percent": f"{NBSP}%",
    },
}


@dataclass(frozen=True)
class View:
    """For whom a chart is drawn: the language, and whether on a narrow screen."""

    lang: str
    is_narrow: bool = False

    @property
    def width(self) -> int:
        """Width in pixels, all included."""
        return 330 if self.is_narrow else 700

    def __call__(self, text: Text) -> str:
        """The text in the language of the view."""
        return text[self.lang]


def draw(chart: Any, view: View) -> str:
    """The SVG of an Altair chart, in the report's theme and the view's language."""
    svg: str = _converter().vegalite_to_svg(
        chart.to_dict(validate=False), config=chart_config(), format_locale=_LOCALES[view.lang]
    )
    return cleaned(svg)


@lru_cache(maxsize=1)
def _converter() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def cleaned(svg: str) -> str:
    """An SVG without what only Vega needs: half the size, scaled by its ``viewBox``."""
    ET.register_namespace("", _SVG)
    root = ET.fromstring(svg)  # noqa: S314 - written by the line above, from no foreign hand
    _prune(root)
    for element in root.iter():
        for name in [name for name in element.attrib if _is_needless(name, element.attrib[name])]:
            del element.attrib[name]
        for name, value in element.attrib.items():
            element.set(name, _rounded(value))
    _renumber(root)
    root.set("font-family", FONT)
    for name in ("version", "width", "height"):
        root.attrib.pop(name, None)
    return ET.tostring(root, encoding="unicode")


def _renumber(root: ET.Element) -> None:
    """Ids by their order in the drawing, not by what was drawn before."""
    found = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    names = {name: f"i{number}" for number, name in enumerate(found)}
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, names[value])
            elif value.startswith("url(#"):
                element.set(name, f"url(#{names[value[5:-1]]})")


def _is_needless(name: str, value: str) -> bool:
    return name in _NEEDLESS or (name in ("opacity", "fill-opacity") and value == "1")


def _prune(element: ET.Element) -> None:
    """Leave out empty groups and the invisible frames of groups."""
    for child in list(element):
        _prune(child)
        if _is_invisible(child):
            element.remove(child)


def _is_invisible(element: ET.Element) -> bool:
    tag = element.tag.rpartition("}")[2]
    if tag == "g":
        return len(element) == 0
    if element.get("class") in ("background", "foreground"):
        return element.get("stroke") is None and element.get("fill") is None
    return tag in _DRAWN and element.get("display") == "none"


def _rounded(value: str) -> str:
    return re.sub(r"\d+\.\d{2,}", lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), value)


def for_page(svg: str, key: str, title: str, description: str) -> str:
    """The SVG as the page holds it: named colours, ids of its own, a title and a description."""
    svg = re.sub(r'\bid="', f'id="{key}-', svg)
    svg = re.sub(r"url\(#", f"url(#{key}-", svg)
    svg = re.sub(r'href="#', f'href="#{key}-', svg)
    svg = _COLOUR.sub(lambda found: f'"var(--{_NAMES[found[1].lower()]})"', svg)
    head = (
        f'role="img" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{_escaped(title)}</title>'
        f'<desc id="{key}-d">{_escaped(description)}</desc>'
    )
    return svg.replace(">", f" {head}", 1)


_NAMES = {tones[0]: name for name, tones in TOKENS.items()}
_COLOUR = re.compile(rf'"({"|".join(_NAMES)})"', re.IGNORECASE)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(text: str, letters: int, lines: int = 3) -> str:
    """A label broken into lines of about ``letters``; what does not fit ends in ``…``."""
    found = list(_lines(text, letters))
    if len(found) > lines:
        found = [*found[: lines - 1], f"{found[lines - 1][: letters - 1].rstrip(' ,;')}…"]
    return "\n".join(found)


def _lines(text: str, letters: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > letters:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line
