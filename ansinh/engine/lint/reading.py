"""What is read and what is not: L05, L06, L10, L11."""

from __future__ import annotations

from collections.abc import Iterator

from ansinh.engine import ir
from ansinh.engine.entities import Fact
from ansinh.engine.lint.finding import Finding, Subject


def unread_parameters(subject: Subject) -> Iterator[Finding]:
    """L05: a parameter that no rule reads."""
    read = {node.path for _, node in subject.nodes if isinstance(node, ir.ReadParameter)}
    for parameter in subject.book.parameters:
        if parameter.path not in read:
            yield Finding(
                parameter.file,
                parameter.line,
                "L05",
                f"{parameter.path}: no rule reads it",
                "the rule that needs it, or nothing",
            )


def unreachable_rules(subject: Subject) -> Iterator[Finding]:
    """L06: no benefit, and neither a benefit nor what a case expects reads it, directly or not."""
    wanted = _reached(subject, {*_benefit_keys(subject), *_rules_expected(subject)})
    for rule in subject.book.rules.values():
        if rule.key not in wanted:
            yield subject.at(
                rule.versions[0],
                "L06",
                "no benefit needs it and no case expects it",
                "the rule that needs it, a case that expects it, or nothing",
            )


def _benefit_keys(subject: Subject) -> set[str]:
    return {rule.key for rule in subject.book.benefits.values()}


def _reached(subject: Subject, starts: set[str]) -> set[str]:
    """Keys of rules that ``starts`` read, directly or not, and their own."""
    reads: dict[str, set[str]] = {}
    for body, node in subject.nodes:
        if isinstance(node, ir.ReadRule):
            reads.setdefault(body.rule.key, set()).add(f"{node.of.entity}.{node.rule}")
    pending, reached = list(starts), set[str]()
    while pending:
        key = pending.pop()
        if key not in reached:
            reached.add(key)
            pending.extend(reads.get(key, ()))
    return reached


def _rules_expected(subject: Subject) -> set[str]:
    found: set[str] = set()
    for case in subject.cases:
        entities = {row.key: row.entity for row in case.household.walk()}
        for check in case.checks:
            for who, expected in check.expect.items():
                found |= {f"{entities.get(who)}.{what}" for what in expected}
    return found


def unread_facts(subject: Subject) -> Iterator[Finding]:
    """L10: a fact that no rule reads and no reason keeps, or a reason that has lost its fact.

    What is laid over a law may read a fact that the law itself keeps for another reason.
    """
    read = _facts_read(subject, layers=None)
    for fact in _facts(subject):
        if fact.qualified not in read and fact.qualified not in subject.unread_facts:
            yield subject.at_fact(
                fact,
                "L10",
                "no rule reads it",
                "a rule that reads it, a reason among the unread facts, or nothing",
            )
    read_below = _facts_read(subject, layers=0)
    excused = [fact for fact in _facts(subject) if fact.qualified in subject.unread_facts]
    for fact in excused:
        if fact.qualified in read_below:
            problem = "excused as unread, but a rule reads it"
            yield subject.at_fact(fact, "L10", problem, "no excuse")
    for name in sorted(subject.unread_facts.keys() - {fact.qualified for fact in excused}):
        problem = f"{name}: excused as unread, but nobody declares it"
        yield Finding(str(subject.root), 1, "L10", problem, "no excuse")


def _facts_read(subject: Subject, layers: int | None) -> set[str]:
    return {
        f"{node.of.entity}.{node.fact}"
        for body, node in subject.nodes
        if isinstance(node, ir.ReadFact) and (layers is None or body.version.layer <= layers)
    }


def unlabelled_facts(subject: Subject) -> Iterator[Finding]:
    """L11: a fact without labels, or the question and proof that a benefit needs."""
    needed = _facts_of_benefits(subject)
    for fact in _facts(subject):
        if not (fact.vi and fact.en):
            yield subject.at_fact(fact, "L11", "lacks a label", "vi and en")
        asked = fact.may_be_unknown and fact.qualified in needed and _is_asked(subject, fact)
        lacking = [name for name in ("ask", "ask_en", "proof") if not getattr(fact, name)]
        if asked and lacking:
            yield subject.at_fact(
                fact,
                "L11",
                f"may be unknown, decides a benefit and lacks {', '.join(lacking)}",
                f'{lacking[0]}="…", or missing=Default(…, why that is safe)',
            )


def _is_asked(subject: Subject, fact: Fact) -> bool:
    """Whether people answer for it: not of a commune nor of the records that offices keep."""
    entities = subject.book.entities
    owner = entities[fact.entity].owner
    holds_members = any(r.kind == "members" for r in entities[fact.entity].relations.values())
    pointed_to = any(r.target == fact.entity for entity in entities for r in entity.links)
    if owner is None:
        return holds_members and not pointed_to
    return entities[owner.target].owner is None and holds_members


def _facts_of_benefits(subject: Subject) -> set[str]:
    reached = _reached(subject, _benefit_keys(subject))
    return {
        f"{node.of.entity}.{node.fact}"
        for body, node in subject.nodes
        if isinstance(node, ir.ReadFact) and body.rule.key in reached
    }


def _facts(subject: Subject) -> Iterator[Fact]:
    for entity in subject.book.entities:
        yield from entity.facts.values()
