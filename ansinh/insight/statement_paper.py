"""The pension statement as one page of PDF, typeset by typst."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import typst

from ansinh.insight.report.theme import FONTS
from ansinh.insight.statement import HEADS, Statement
from ansinh.insight.words import day

TEMPLATE = Path(__file__).parent / "statement.typ"
_FONT = "Be Vietnam Pro"
#: Size of the letters by the lines of the book, so that a life's work stays on one page.
_SIZES = ((26, 9.0), (36, 8.0), (46, 7.0), (60, 6.0))
_SMALLEST = 5.0
_WORDS = {
    "vi": {
        "title": "Bảng tính lương hưu",
        "day": "Tính cho ngày",
        "figures": ("Kết quả", "Giá trị", "Căn cứ"),
        "note": "An Sinh tính từ sổ bảo hiểm đã nhập; cơ quan bảo hiểm xã hội quyết định.",
    },
    "en": {
        "title": "Pension statement",
        "day": "Computed for",
        "figures": ("Result", "Value", "Article"),
        "note": "Computed by An Sinh from the book as entered; the insurance agency decides.",
    },
}


def statement_paper(statement: Statement, name: str, effect: date, language: str) -> bytes:
    """The PDF of a statement.

    What is written reaches typst as data, never as its markup: no name can be read as a command.
    """
    data = json.dumps(_data(statement, name, effect, language), ensure_ascii=False).encode()
    files: Any = {"main": TEMPLATE.read_bytes(), "data.json": data}
    return bytes(typst.compile(files, font_paths=[str(FONTS)], ignore_system_fonts=True))


def _data(statement: Statement, name: str, effect: date, language: str) -> dict[str, Any]:
    words, place = _WORDS[language], 0 if language == "vi" else 1
    lines = len(statement.lines)
    return {
        "lang": language,
        "font": _FONT,
        "size": next((size for most, size in _SIZES if lines <= most), _SMALLEST),
        "title": words["title"],
        "name": name,
        "day": f"{words['day']} {day(effect)}",
        "heads": [head[place] for head in HEADS],
        "rows": [list(line.cells) for line in statement.lines],
        "articles": statement.line_articles[place],
        "figure_heads": list(words["figures"]),
        "figures": [list(figure.cells(language)) for figure in statement.figures],
        "note": words["note"],
    }
