"""How a benefit is asked for: steps, days and papers, where the law of procedures is written."""

from __future__ import annotations

from dataclasses import dataclass

from ansinh.insight.report.wording import Text


@dataclass(frozen=True)
class Procedure:
    """One administrative procedure.

    Attributes:
        title: What is asked for.
        place: Where.
        days: How long the answer may take, in words.
        papers: What to bring.
        source: Where that is written.
    """

    title: Text
    place: Text
    days: Text
    papers: tuple[Text, ...]
    source: Text


def procedures_of(code: str) -> tuple[Procedure, ...]:
    """The procedures by which the benefit with ``code`` is asked for; none are written yet."""
    del code
    return ()
