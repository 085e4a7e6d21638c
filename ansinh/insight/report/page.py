"""The report as one HTML file that needs nothing else: style, fonts, charts and script inside."""

from __future__ import annotations

import base64
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ansinh.insight.report.document import Figure, Report
from ansinh.insight.report.drawing import View, for_page
from ansinh.insight.report.theme import MEANINGS, css_tokens, faces
from ansinh.insight.report.wording import LANGUAGES, Text

TEMPLATES = Path(__file__).parent / "templates"


def page(report: Report, lang: str) -> str:
    """The HTML of the report.

    Args:
        lang: Language shown first, and without a script the only one: ``vi`` or ``en``.
    """
    pages = Environment(
        loader=PackageLoader("ansinh.insight.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters |= {"both": both, "chart": chart}
    numbers = {figure.key: n for n, figure in enumerate(report.figures(), 1)}
    return pages.get_template("report.html").render(
        report=report,
        lang=lang,
        numbers=numbers,
        meanings=MEANINGS,
        style=_our_own(_style()),
        script=_our_own(_read("switch.js")),
    )


def both(text: Text) -> Markup:
    """A text in both languages, each marked; once where they say the same."""
    if text.is_same:
        return escape(text.vi)
    return Markup('<span lang="vi">{}</span><span lang="en">{}</span>').format(text.vi, text.en)


def chart(figure: Figure) -> Markup:
    """A figure's drawings: in each language, wide and narrow; the page shows one of them."""
    drawn = []
    for lang in LANGUAGES:
        for is_narrow in (True,) if figure.is_small else (False, True):
            view = View(lang, is_narrow)
            size = "small" if figure.is_small else "narrow" if is_narrow else "wide"
            key = f"{figure.key}-{lang}-{size}"
            svg = for_page(figure.draw(view), key, figure.title[lang], figure.alt[lang])
            drawn.append(f'<div class="chart {size}" lang="{lang}">{svg}</div>')
    return Markup("".join(drawn))  # noqa: S704 - drawn by Vega, which escapes text


def _our_own(text: str) -> Markup:
    """A file of this package, which needs no escaping."""
    return Markup(text)  # noqa: S704


def _style() -> str:
    return "".join(faces(_inside)) + css_tokens() + _read("report.css")


def _inside(file: Path) -> str:
    return f"data:font/woff2;base64,{base64.b64encode(file.read_bytes()).decode()}"


def _read(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
