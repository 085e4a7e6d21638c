"""The report as a PDF, typeset by typst from the same structure as the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

from ansinh.insight.report.document import Block, Figure, Panels, Report, Table
from ansinh.insight.report.drawing import FONTS, View
from ansinh.insight.report.theme import MEANINGS, TOKENS
from ansinh.insight.report.wording import Text

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
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
    printer = _Printer(lang)
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


class _Printer:
    """Blocks as plain data in one language; tables behind figures go to the annex."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.annex: list[dict[str, Any]] = []
        self._figures = 0

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
        self._figures += 1
        table = None if figure.table is None else self._annexed(figure.table)["number"]
        return {
            "kind": figure.kind,
            "number": self._figures,
            "title": figure.title[self.lang],
            "note": figure.note[self.lang],
            "alt": figure.alt[self.lang],
            "small": figure.is_small,
            "svg": figure.draw(View(self.lang, figure.is_small)),
            "table": table,
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
