"""What the readers of the law say of it: L13 by the cases, L14 by the translator."""

from __future__ import annotations

from collections.abc import Iterator

from ansinh.engine.coverage import Point, coverage, unseen
from ansinh.engine.lint.branches import decided_places
from ansinh.engine.lint.finding import Finding, Subject

_WAYS = {
    "exception": ("in which it applies", "in which it does not apply"),
    "benefit": ("in which somebody is entitled", "in which somebody is not entitled"),
}


def unproved(subject: Subject) -> Iterator[Finding]:
    """L13: a branch that no case goes through, unless it cannot go that way (L07)."""
    decided = decided_places(subject)
    for point in unseen(coverage(subject.book, subject.cases)):
        if (point.version.file, point.line, point.text) in decided:
            continue
        for way in point.unseen:
            yield Finding(
                point.version.file,
                point.line,
                "L13",
                f"{_named(point)}: no case {_way(point, way)}",
                "a case in cases/*.yaml that expects this rule, or one that reads it",
            )


def _named(point: Point) -> str:
    several = len(point.rule.versions) > 1 and point.version.kind != "exception"
    return f"{point.version.name} from {point.version.since}" if several else point.version.name


def _way(point: Point, way: bool) -> str:
    if point.kind == "version":
        return "reaches it"
    if point.kind == "condition":
        return f"in which {point.text} is {str(way).lower()}"
    return _WAYS[point.kind][not way]


def untranslatable(subject: Subject) -> Iterator[Finding]:
    """L14: a rule that leaves the rule language, or rules that read each other in a circle."""
    for error in subject.errors:
        yield Finding(error.file, error.line, "L14", error.problem, error.instead)
    if subject.circle is not None:
        first = subject.book.rules[subject.circle.circle[0]].versions[0]
        instead = "a rule that does not need its own value, or its value of last_month"
        yield subject.at(first, "L14", str(subject.circle), instead)
