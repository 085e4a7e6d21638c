"""The report as a structure: sections of blocks. The page and the PDF are two ways to print it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import ClassVar

from ansinh.insight.report.drawing import View
from ansinh.insight.report.wording import NOTHING, Text

#: Draws a chart for a language and a width; the SVG of it.
Draw = Callable[[View], str]


@dataclass(frozen=True)
class Prose:
    """A paragraph; ``is_lead`` for the sentence a section opens with."""

    kind: ClassVar[str] = "prose"
    text: Text
    is_lead: bool = False


@dataclass(frozen=True)
class Absent:
    """What cannot be shown, and why: stands where a chart or table would."""

    kind: ClassVar[str] = "absent"
    text: Text


@dataclass(frozen=True)
class Points:
    """Sentences one under the other."""

    kind: ClassVar[str] = "points"
    items: tuple[Text, ...]


@dataclass(frozen=True)
class Card:
    """One large figure. ``meaning`` is the list it counts and gives its colour, or ``plain``."""

    value: Text
    label: Text
    note: Text = NOTHING
    meaning: str = "plain"


@dataclass(frozen=True)
class Cards:
    """Large figures in a row."""

    kind: ClassVar[str] = "cards"
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Column:
    """Heading of a column; figures stand right."""

    heading: Text
    is_figure: bool = True


@dataclass(frozen=True)
class Table:
    """A table whose first cell names the row.

    Attributes:
        caption: What the rows are, with the date or unit.
        is_folded: Whether the page shows it only when asked.
    """

    kind: ClassVar[str] = "table"
    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    is_folded: bool = False


@dataclass(frozen=True)
class Figure:
    """A chart with its finding as title, words for those who cannot see it, and its numbers.

    Attributes:
        key: Short name, unique in the report.
        title: What the chart shows, as a finding.
        note: How to read it.
        alt: What it looks like, in a sentence or two.
        table: The numbers behind it; None where another figure has them.
        numbers_in: Key of that figure.
        is_small: Drawn only in the narrow form.
        is_map: Stays clear when made smaller, so that two fit a page.
    """

    kind: ClassVar[str] = "figure"
    key: str
    title: Text
    note: Text
    alt: Text
    draw: Draw
    table: Table | None
    is_small: bool = False
    is_map: bool = False
    numbers_in: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "draw", cache(self.draw))


@dataclass(frozen=True)
class Panel:
    """Blocks under a heading of their own, side by side with others."""

    title: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Panels:
    """Panels in a row."""

    kind: ClassVar[str] = "panels"
    panels: tuple[Panel, ...]


Block = Prose | Absent | Points | Cards | Table | Figure | Panels


@dataclass(frozen=True)
class Section:
    """A chapter; ``key`` is its anchor, ``short`` its name in the bar above."""

    key: str
    title: Text
    blocks: tuple[Block, ...]
    short: Text


@dataclass(frozen=True)
class Report:
    """All of it.

    Attributes:
        title: What it is.
        place: Whom it is about.
        facts: Dates and sizes under the title.
        warning: What must be known first; may be empty.
    """

    title: Text
    place: Text
    facts: tuple[Text, ...]
    warning: Text
    sections: tuple[Section, ...] = field(repr=False)

    def figures(self) -> Iterator[Figure]:
        """Every figure in order."""
        for section in self.sections:
            yield from _figures(section.blocks)


def _figures(blocks: tuple[Block, ...]) -> Iterator[Figure]:
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Panels):
            for panel in block.panels:
                yield from _figures(panel.blocks)
