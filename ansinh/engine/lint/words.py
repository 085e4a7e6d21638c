"""Words for people: L08, L09."""

from __future__ import annotations

from collections.abc import Iterator

from ansinh.engine.declare import UNITS
from ansinh.engine.lint.citing import interaction_place
from ansinh.engine.lint.finding import Finding, Subject

_PAID = ("monthly", "yearly", "once", "in kind")


def unworded(subject: Subject) -> Iterator[Finding]:
    """L08: a rule without its legal idea in Vietnamese and English."""
    for _, version in subject.versions:
        if not version.vi or version.vi.isascii():
            yield subject.at(
                version,
                "L08",
                "the docstring does not say the legal idea in Vietnamese",
                'a first line such as """Hộ nghèo."""',
            )
        if not version.en.strip():
            yield subject.at(version, "L08", "lacks en=", 'en="Poor household"')
    for item in subject.book.interactions:
        if not (item.vi and item.en):
            problem = f"interaction of {', '.join(item.among)} lacks vi= or en="
            yield Finding(*interaction_place(subject, item), "L08", problem, "both")


def incomplete_benefits(subject: Subject) -> Iterator[Finding]:
    """L09: a benefit that does not say who pays what, how often, in which domain."""
    for _, version in subject.versions:
        info = version.benefit
        if info is None:
            continue
        named = {"code": info.code, "name": info.vi, "payer": info.payer, "domain": info.domain}
        lacking = [key for key, value in named.items() if not value.strip()]
        if lacking:
            problem = f"lacks {', '.join(lacking)}"
            yield subject.at(version, "L09", problem, f'{lacking[0]}="…"')
        if info.paid not in _PAID:
            problem = f"paid={info.paid!r} is not a way of paying"
            yield subject.at(version, "L09", problem, f"one of {', '.join(_PAID)}")
        if info.kind not in UNITS:
            problem = f"kind={info.kind!r} is not a kind of benefit"
            yield subject.at(version, "L09", problem, f"one of {', '.join(UNITS)}")
        elif info.unit not in UNITS[info.kind]:
            problem = f"unit={info.unit!r} is no unit of kind={info.kind!r}"
            yield subject.at(version, "L09", problem, f"one of {', '.join(UNITS[info.kind])}")
