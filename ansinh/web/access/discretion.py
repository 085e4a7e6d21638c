"""Benefits whose name or reason tells a sensitive fact, read off the rules of the law."""

from __future__ import annotations

from functools import lru_cache

from ansinh.engine import ir
from ansinh.engine.implied import Implied
from ansinh.law.book import national_law


@lru_cache(maxsize=1)
def revealing() -> frozenset[str]:
    """Benefits that nobody has without a sensitive fact: their name alone gives it away."""
    law, sensitive = national_law(), _sensitive()
    implied = Implied(law)
    return frozenset(code for code in law.benefits if implied.by(code) & sensitive)


@lru_cache(maxsize=1)
def resting() -> frozenset[str]:
    """Benefits whose explanation may name a sensitive fact: some rule of theirs reads it."""
    law, sensitive = national_law(), _sensitive()
    rules = law.program.rules
    reading = {
        key
        for key, rule in rules.items()
        if any(
            f"{n.of.entity}.{n.fact}" in sensitive for n in rule.nodes if isinstance(n, ir.ReadFact)
        )
    }
    return frozenset(
        code
        for code, rule in law.benefits.items()
        if reading.intersection(law.program.closure([rule.key]))
    )


def tells(benefit: str, *texts: str) -> bool:
    """Whether texts about a benefit may tell a sensitive fact: by its rules, or by a name."""
    return benefit in resting() or any(
        name in text.casefold() for text in texts for name in _names()
    )


@lru_cache(maxsize=1)
def _names() -> tuple[str, ...]:
    infos = [national_law().benefits[code].benefit for code in sorted(revealing())]
    return tuple(name.casefold() for info in infos if info for name in (info.vi, info.en))


def _sensitive() -> frozenset[str]:
    entities = national_law().entities
    return frozenset(f.qualified for e in entities for f in e.facts.values() if f.sensitive)
