"""The explanation of one benefit of one person or household, and everything said from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ansinh.engine.answers import Known
from ansinh.engine.declare import BenefitInfo, Interaction
from ansinh.engine.explain import figures, machine, saying, words
from ansinh.engine.explain.margins import Gap, Turn, gap, turn
from ansinh.engine.explain.reasons import Atom, granted, refused
from ansinh.engine.explain.record import Record, Step
from ansinh.engine.outcome import Outcome, Status
from ansinh.engine.rows import Row


@dataclass(frozen=True)
class Failure:
    """The first condition that failed of a benefit that is not due.

    Attributes:
        atom: The condition with the rules it was reached through.
        others: Further conditions that failed beside it.
        gap: By how much it is missed, for numbers and dates.
        nearest: The nearest fact under it, with the value that would turn it where that is plain.
    """

    atom: Atom
    others: tuple[Atom, ...]
    gap: Gap | None
    nearest: Turn | None

    def words(self, language: str = "vi") -> str:
        """The condition as it is and as it would have to be."""
        return saying.refusing(self.atom, language)

    def margin(self, language: str = "vi") -> str | None:
        """How far it is missed: ``còn thiếu 4 tháng 3 ngày``."""
        return saying.margin(self.atom, language)


@dataclass(eq=False)
class Explanation:
    """Everything known of how a benefit ended.

    Attributes:
        row: Whom it is about.
        outcome: How it ended, settled with the other benefits.
        claim: How it ended by itself.
        record: Every rule evaluated for the household.
        interaction: What made it give way, if it did.
        rival: Name, amount and articles of the benefit that took its place.
    """

    info: BenefitInfo
    row: Row
    effect: date
    known: date
    outcome: Outcome
    claim: Outcome
    record: Record
    interaction: Interaction | None = None
    rival: tuple[BenefitInfo, Outcome] | None = None

    @property
    def code(self) -> str:
        """Code of the benefit."""
        return self.info.code

    @cached_property
    def step(self) -> Step:
        """The record of the benefit's rule, a tree of steps."""
        return self.record.step(self.row, self.record.book.benefits[self.code].key)

    @cached_property
    def failure(self) -> Failure | None:
        """Of a benefit that is not due: the first condition that failed."""
        if self.claim.status != Status.NOT_ENTITLED:
            return None
        first, *others = refused(self.step)
        return Failure(first, (*others, *first.inside), gap(first), turn(first))

    @property
    def unverified(self) -> list[str]:
        """Why some of the law it rests on is uncertain."""
        found: dict[str, None] = {}
        for step in self.step.walk():
            notes = [
                step.unverified,
                *(f.dated.unverified or f.parameter.unverified for f in step.figures),
            ]
            found.update(dict.fromkeys(note for note in notes if note))
        return list(found)

    # --- for a citizen --------------------------------------------------------------------------

    def sentence(self, language: str = "vi", who: str | None = None) -> str:
        """What a citizen is told, in plain words.

        Args:
            language: ``vi`` or ``en``.
            who: How the person is addressed (``Bà``); by default by the entity.
        """
        who = who or self._who(language)
        name = words.pick(self.info.vi, self.info.en, language)
        tell = {
            Status.ENTITLED: self._granted,
            Status.NOT_ENTITLED: self._refused,
            Status.SUPERSEDED: self._superseded,
            Status.UNDETERMINED: self._undetermined,
            Status.SET_ASIDE: self._set_aside,
        }[self.outcome.status]
        return tell(who, name, language)

    def amount(self, language: str = "vi", outcome: Outcome | None = None) -> str:
        """``1.080.000 đ mỗi tháng``."""
        return _amount(self.info, (outcome or self.outcome).amount, language)

    def _who(self, language: str) -> str:
        entity = self.step.book.entities[self.row.entity]
        if any(r.kind == "owner" for r in entity.relations.values()):
            return words.pick("Ông/bà", "You", language)
        return words.pick(entity.vi, f"The {entity.en.lower()}", language)

    def _are(self, who: str, language: str) -> str:
        return "are" if language == "en" and who == "You" else "is"

    def _granted(self, who: str, name: str, language: str) -> str:
        name, amount = words.lowered(name), self._how_much(language)
        because = "; ".join(self._reasons(language))
        if because:
            because = words.pick(", vì ", ", because: ", language) + because
        text = words.pick(
            f"{who} được hưởng {name}{amount}{because}.",
            f"{who} {self._are(who, language)} entitled to {name}{amount}{because}.",
            language,
        )
        asked = words.pick(" Cần nộp đơn đề nghị.", " It is paid on request.", language)
        return text + (asked if self.info.on_request else "")

    def _how_much(self, language: str) -> str:
        if _in_kind(self.info):
            return ""
        least = words.pick("ít nhất ", "at least ", language) if self.info.considered else ""
        return f": {least}{self.amount(language)}"

    def _reasons(self, language: str) -> list[str]:
        return list(dict.fromkeys(saying.said(atom, language) for atom in granted(self.step)))

    def _refused(self, who: str, name: str, language: str) -> str:
        failure = self.failure
        assert failure is not None
        name, why = words.lowered(name), failure.words(language)
        margin = failure.margin(language)
        why += f" ({margin})" if margin else ""
        text = words.pick(
            f"{who} chưa được hưởng {name}, vì {why}.",
            f"{who} {self._are(who, language)} not entitled to {name} for now. Reason: {why}.",
            language,
        )
        when = failure.gap.when if failure.gap else None
        if when is not None and when > self.effect:
            shown = words.day(when, language)
            text += words.pick(
                f" Điều kiện này sẽ đạt từ {shown}.",
                f" This condition will be met from {shown}.",
                language,
            )
        return text

    def _superseded(self, who: str, name: str, language: str) -> str:
        assert self.rival is not None
        other, outcome = self.rival
        better = words.lowered(words.pick(other.vi, other.en, language))
        name, mine = words.lowered(name), _bracketed(self.info, self.claim.amount, language)
        amount = _bracketed(other, outcome.amount, language)
        rule = self._interaction_words(language)
        return words.pick(
            f"{who} đủ điều kiện hưởng {name}{mine}, nhưng đã được hưởng {better}{amount}, "
            f"vì {rule}.",
            f"{who} would qualify for {name}{mine}, but {self._get(who)} {better}{amount} "
            f"instead: {rule}.",
            language,
        )

    def _get(self, who: str) -> str:
        return "get" if who == "You" else "gets"

    def _interaction_words(self, language: str) -> str:
        item = self.interaction
        if item is None:
            return words.pick(
                "hai chế độ không hưởng cùng lúc", "the two are not paid together", language
            )
        cite = f" ({item.cites[0].in_words(language)})" if item.cites else ""
        return words.lowered(words.pick(item.vi, item.en, language)) + cite

    def _undetermined(self, who: str, name: str, language: str) -> str:
        needs = self.outcome.needs or ""
        name = words.lowered(name)
        entity, _, wanted = needs.partition(".")
        facts = self.step.book.entities[entity].facts
        if wanted in facts:
            fact = facts[wanted]
            label = words.lowered(words.fact_label(fact, language))
            ask = words.pick(fact.ask, fact.ask_en, language)
        else:
            relation = self.step.book.entities[entity].relations[wanted]
            label, ask = words.lowered(words.pick(relation.vi, relation.en, language)), ""
        text = words.pick(
            f"Chưa kết luận được {_inside(who)} có được hưởng {name} hay không: cần biết {label}.",
            f"It cannot yet be said whether {_inside(who)} "
            f"{self._are(who, language)} entitled to {name}. Not known yet: {label}.",
            language,
        )
        return f"{text} {ask}".rstrip()

    def _set_aside(self, who: str, name: str, language: str) -> str:
        reason = words.word(self.outcome.reason or "", language)
        name = words.lowered(name)
        return words.pick(
            f"Chưa tính được {name} của {_inside(who)} ({reason}); cán bộ sẽ xem lại hồ sơ.",
            f"{words.raised(name)} could not be calculated for {_inside(who)} "
            f"({reason}); an officer will look at the file.",
            language,
        )

    # --- figures --------------------------------------------------------------------------------

    def arithmetic(self, language: str = "vi") -> str:
        """The computation with figures put in, a line for each rule that computes something."""
        if not isinstance(self.step.answer, Known):
            return ""
        lines = [figures.computation(step, language) for step in figures.computing(self.step)]
        return "\n".join(dict.fromkeys(line for line in lines if line))

    # --- for an officer -------------------------------------------------------------------------

    def steps(self, language: str = "vi") -> list[str]:
        """Every rule from the benefit down, indented, with article, dates, facts and figures."""
        lines: list[str] = []
        self._write(self.step, 0, lines, set(), language)
        return lines

    def _write(
        self, step: Step, depth: int, lines: list[str], seen: set[int], language: str
    ) -> None:
        again = id(step) in seen
        seen.add(id(step))
        pad = "  " * depth
        lines.append(pad + machine.step_line(step, self.row, language) + (" ↑" if again else ""))
        if again:
            return
        lines += [f"{pad}  · {line}" for line in machine.read_lines(step, self.row, language)]
        for child in step.children:
            self._write(child, depth + 1, lines, seen, language)

    def as_dict(self) -> dict[str, Any]:
        """The machine form; every value in it is JSON's own."""
        failure = self.failure
        return {
            "version": 1,
            "benefit": self.code,
            "name": {"vi": self.info.vi, "en": self.info.en},
            "subject": machine.row(self.row),
            "effect": self.effect.isoformat(),
            "known": self.known.isoformat(),
            "outcome": machine.outcome(self.outcome),
            "claim": machine.outcome(self.claim),
            "superseded_by": None
            if self.rival is None
            else {
                "benefit": self.rival[0].code,
                "interaction": self.interaction.vi if self.interaction else None,
                "cites": [c.in_words() for c in self.interaction.cites] if self.interaction else [],
            },
            "failure": None
            if failure is None
            else {
                "condition": {lang: failure.words(lang) for lang in words.LANGUAGES},
                "margin": {lang: failure.margin(lang) for lang in words.LANGUAGES},
                "rules": [step.rule.key for step in failure.atom.path],
                "gap": machine.gap(failure.gap),
                "nearest": machine.turn(failure.nearest),
            },
            "unverified": self.unverified,
            "steps": machine.steps(self.step),
        }


def _in_kind(info: BenefitInfo) -> bool:
    return info.unit in ("card", "status", "service", "priority")


def _amount(info: BenefitInfo, amount: int, language: str) -> str:
    often = "" if info.paid == "in kind" else f" {words.word(info.paid, language)}"
    if info.unit.startswith("VND"):
        return f"{words.money(amount)}{words.word(info.unit, language)}{often}"
    return f"{words.number(amount)} {words.word(info.unit, language)}{often}"


def _bracketed(info: BenefitInfo, amount: int, language: str) -> str:
    return "" if _in_kind(info) else f" ({_amount(info, amount, language)})"


#: Ways of addressing that are written small inside a sentence; names are not.
_ADDRESSES = ("Ông", "Bà", "Anh", "Chị", "Em", "Cháu", "Ông/bà", "You", "The", "Hộ")


def _inside(who: str) -> str:
    return words.lowered(who) if who.split(" ")[0] in _ADDRESSES else who
