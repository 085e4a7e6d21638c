"""How a benefit is asked for: steps, days and papers, as the law of procedures has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ansinh.engine.procedures import Paper, Procedure, Procedures, ProcedureVersion, Step
from ansinh.engine.procedures.model import BUT_HOLIDAYS, CALENDAR, WORKING
from ansinh.law.procedures import national_procedures
from ansinh.lawbook.links import Links
from ansinh.lawbook.wording import NOTHING, Chip, Text, capital, day, labels


@dataclass(frozen=True)
class ProcedureTold:
    """One procedure as it is for a file handed in on the day of the catalogue."""

    title: Text
    code: str
    since: str
    steps: tuple[Text, ...]
    papers: tuple[Text, ...]
    chips: tuple[Chip, ...]
    unverified: str | None


@dataclass(frozen=True)
class WaiverTold:
    """Why nobody needs to apply."""

    text: Text
    chips: tuple[Chip, ...]


@dataclass(frozen=True)
class HowTo:
    """The ways to a benefit; empty where none is written."""

    procedures: tuple[ProcedureTold, ...]
    waivers: tuple[WaiverTold, ...]

    def __bool__(self) -> bool:
        return bool(self.procedures or self.waivers)


def how_to(links: Links, code: str, received: date) -> HowTo:
    """How a benefit is asked for on a day."""
    law = national_procedures()
    found = tuple(_told(links, law, p, received) for p in law.leading_to(code, received))
    waivers = tuple(
        WaiverTold(labels(w.vi, w.en), tuple(map(links.chip, w.cites)))
        for w in law.waivers_of(code)
        if w.since <= received < w.until
    )
    return HowTo(found, waivers)


def _told(links: Links, law: Procedures, procedure: Procedure, received: date) -> ProcedureTold:
    version: ProcedureVersion = procedure.at(received)
    return ProcedureTold(
        labels(procedure.vi, procedure.en),
        procedure.code or "",
        day(version.since),
        tuple(_step(law, procedure.domain, step, received) for step in version.steps),
        tuple(map(_paper, version.papers)),
        tuple(map(links.chip, version.cites)),
        version.unverified,
    )


_UNITS = {
    WORKING: ("ngày làm việc", "working days"),
    CALENDAR: ("ngày", "days"),
    BUT_HOLIDAYS: ("ngày, không kể ngày lễ", "days, holidays not counted"),
}


def _step(law: Procedures, domain: str, step: Step, received: date) -> Text:
    """``UBND cấp xã: thẩm định – 7 ngày làm việc``."""
    _, holder = law.holders(step.by, domain, received, received)[-1]
    days = _days(step)
    vi, en = f"{holder.vi}: {step.vi}", f"{holder.en}: {step.en}"
    return capital(Text(f"{vi} – {days.vi}", f"{en} – {days.en}") if days.vi else Text(vi, en))


def _days(step: Step) -> Text:
    if step.days is None:
        return NOTHING
    unit = labels(*_UNITS[step.unit])
    least = labels("ít nhất ", "at least ") if step.at_least else NOTHING
    longest = Text(f" (dài nhất {step.longest})", f" (at most {step.longest})")
    more = longest if step.longest else NOTHING
    vi, en = (f"{least[lang]}{step.days} {unit[lang]}{more[lang]}" for lang in ("vi", "en"))
    return Text(vi, en)


def _paper(paper: Paper) -> Text:
    if paper.form is None:
        return labels(paper.vi, paper.en)
    of = f", {paper.of}" if paper.of else ""
    return Text(f"{paper.vi} (mẫu {paper.form}{of})", f"{paper.en} (form {paper.form}{of})")
