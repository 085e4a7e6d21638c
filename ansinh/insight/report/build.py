"""From what was found to the report's structure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ansinh.insight.report.document import Report
from ansinh.insight.report.findings import Findings
from ansinh.insight.report.sections.ahead import foresight, near
from ansinh.insight.report.sections.answer import answer
from ansinh.insight.report.sections.coverage import coverage
from ansinh.insight.report.sections.methods import methods
from ansinh.insight.report.sections.missed import missed
from ansinh.insight.report.sections.places import places
from ansinh.insight.report.sections.poverty import poverty
from ansinh.insight.report.sections.services import services
from ansinh.insight.report.wording import NOTHING, Text, day, same, say
from ansinh.people.units import communes

_TITLE = Text("Báo cáo an sinh xã hội", "Social protection report")
_SYNTHETIC = Text(
    "Mọi người trong sổ này là dữ liệu tổng hợp, không có người thật; số liệu chỉ để thử và minh "
    "họa.",
    "Everyone in this registry is synthetic, nobody is real; the figures are for trial and "
    "illustration.",
)


def build(found: Findings, boundaries: Path | None = None) -> Report:
    """All chapters of the report.

    Raises:
        DataError: a table or the boundaries cannot be read.
    """
    sections = (
        answer(found, boundaries),
        coverage(found),
        missed(found),
        places(found, boundaries),
        poverty(found),
        services(found),
        near(found),
        foresight(found),
        methods(found),
    )
    is_synthetic = found.table("accuracy").height > 0
    return Report(
        _TITLE, _place(found), _facts(found), _SYNTHETIC if is_synthetic else NOTHING, sections
    )


def _place(found: Findings) -> Text:
    names = found.communes
    if len(names) == 1:
        return same(next(iter(names.values())))
    if set(names) == {unit.code for unit in communes()}:
        return Text("Tỉnh Bắc Ninh", "Bắc Ninh province")
    return say("{n} xã, phường", "{n} communes", n=len(names))


def _facts(found: Findings) -> tuple[Text, ...]:
    summary = found.summary
    known, registry = (date.fromisoformat(summary[name]) for name in ("known", "snapshot_date"))
    return (
        say("Ngày xét {day}", "On {day}", day=day(found.date)),
        say("Luật biết đến {day}", "Law known on {day}", day=day(known)),
        say("Sổ ngày {day}", "Registry of {day}", day=day(registry)),
        say(
            "{people} người, {homes} hộ",
            "{people} people, {homes} households",
            people=summary["people"],
            homes=summary["households"],
        ),
    )
