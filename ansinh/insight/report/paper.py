"""The report as a PDF, typeset by typst from the same structure as the page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import typst

from ansinh.insight.report.document import Block, Figure, Panels, Report, Table
from ansinh.insight.report.drawing import View
from ansinh.insight.report.theme import FONTS, MEANINGS, TOKENS
from ansinh.insight.report.wording import Text

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
#: Width of the text, and the height of a map and of any chart at most, in mm.
_MEASURE, _MAP, _PAGE = 174, 104, 215
#: Percent of the width that a chart takes: its letters are 7.6 points high, those of tables 8.
_SHARE = 90.0
_WORDS = {
    "vi": {
        "figure": "Hình",
        "table": "Bảng",
        "of": "trên",
        "annex": "Phụ lục: bảng số liệu",
        "numbers": "số liệu ở",
    },
    "en": {
        "figure": "Figure",
        "table": "Table",
        "of": "of",
        "annex": "Annex: tables of figures",
        "numbers": "numbers in",
    },
}


def paper(report: Report, lang: str) -> bytes:
    """The PDF of the report in one language, tagged for screen readers (PDF/UA-1).

    What is written reaches typst as data, never as its markup: no name can be read as a command.
    """
    data = json.dumps(_data(report, lang), ensure_ascii=False).encode()
    files: Any = {"main": TEMPLATE.read_bytes(), "data.json": data}
    return bytes(
        typst.compile(
            files, font_paths=[str(FONTS)], ignore_system_fonts=True, pdf_standards=["ua-1"]
        )
    )


def _data(report: Report, lang: str) -> dict[str, Any]:
    printer = _Printer(report, lang)
    return {
        "lang": lang,
        "words": _WORDS[lang],
        "colours": {name: tones[0] for name, tones in TOKENS.items()},
        "title": report.title[lang],
        "place": report.place[lang],
        "facts": [fact[lang] for fact in report.facts],
        "warning": report.warning[lang],
        "sections": [
            {"title": section.title[lang], "blocks": printer.blocks(section.blocks)}
            for section in report.sections
        ],
        "annex": printer.annex,
    }


def _width(svg: str, highest: float) -> float:
    """Percent of the measure that a drawing takes, so that it is no higher than ``highest`` mm."""
    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    assert box is not None
    across, down = int(box[1]), int(box[2])
    return round(min(_SHARE, 100 * highest * across / (down * _MEASURE)), 1)


class _Printer:
    """Blocks as plain data in one language; tables behind figures go to the annex."""

    def __init__(self, report: Report, lang: str) -> None:
        self.lang = lang
        self.numbers = {figure.key: n for n, figure in enumerate(report.figures(), 1)}
        self.annex: list[dict[str, Any]] = []

    def blocks(self, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> dict[str, Any]:
        if isinstance(block, Figure):
            return self._figure(block)
        if isinstance(block, Panels):
            panels = [
                {"title": panel.title[self.lang], "blocks": self.blocks(panel.blocks)}
                for panel in block.panels
            ]
            return {"kind": block.kind, "panels": panels}
        if isinstance(block, Table):
            return self._annexed(block) if block.is_folded else self._table(block)
        return {"kind": block.kind, **self._plain(vars(block))}

    def _figure(self, figure: Figure) -> dict[str, Any]:
        words = _WORDS[self.lang]
        place = ""
        if figure.table is not None:
            place = f"{words['table']} {self._annexed(figure.table)['number']}"
        elif figure.numbers_in:
            place = f"{words['figure']} {self.numbers[figure.numbers_in]}"
        svg = figure.draw(View(self.lang, figure.is_small))
        return {
            "kind": figure.kind,
            "number": self.numbers[figure.key],
            "title": figure.title[self.lang],
            "note": figure.note[self.lang],
            "alt": figure.alt[self.lang],
            "svg": svg,
            "width": 100 if figure.is_small else _width(svg, _MAP if figure.is_map else _PAGE),
            "numbers": place,
        }

    def _annexed(self, table: Table) -> dict[str, Any]:
        number = len(self.annex) + 1
        self.annex.append(self._table(table) | {"number": number})
        return {"kind": "annexed", "number": number, "caption": table.caption[self.lang]}

    def _table(self, table: Table) -> dict[str, Any]:
        return {
            "kind": table.kind,
            "caption": table.caption[self.lang],
            "heads": [column.heading[self.lang] for column in table.columns],
            "figures": [column.is_figure for column in table.columns],
            "rows": [[cell[self.lang] for cell in row] for row in table.rows],
        }

    def _plain(self, value: Any) -> Any:
        """Texts in the language, cards as dictionaries, everything else as it is."""
        if isinstance(value, Text):
            return value[self.lang]
        if isinstance(value, tuple):
            return [self._plain(item) for item in value]
        if isinstance(value, dict):
            return {name: self._plain(item) for name, item in value.items()}
        if hasattr(value, "meaning"):
            colour = MEANINGS.get(value.meaning, "ink")
            return {**self._plain(vars(value)), "colour": colour}
        return value
