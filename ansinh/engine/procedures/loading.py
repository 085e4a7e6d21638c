"""Procedures as they are written: one vocabulary of words, one YAML file a domain.

What is wrong is said with file, line and the name of the procedure; ``docs/writing-a-procedure.md``
shows the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ansinh.engine.documents import Article
from ansinh.engine.errors import LawError
from ansinh.engine.procedures.model import (
    ELSEWHERE,
    UNITS,
    WORKING,
    Authority,
    Notice,
    Paper,
    Procedure,
    Procedures,
    ProcedureVersion,
    Step,
    Waiver,
)
from ansinh.engine.procedures.reading import Entry, child, compose, known, lines_of
from ansinh.engine.values import NEVER

VOCABULARY = "vocabulary.yaml"
#: What stands in place of a number of days where the law sets none or none was found.
NOT_FOUND = "not found"


def load_procedures(folder: Path, begins: date, ends: date) -> Procedures:
    """Read the vocabulary and every domain file of a folder.

    Args:
        folder: Where ``vocabulary.yaml`` and the domain files stand.
        begins, ends: Files received in this span must find a procedure.

    Raises:
        LawError: with file, line, procedure and what is wrong.
    """
    words = _Words.read(folder / VOCABULARY)
    readers = [
        _Domain(file, words) for file in sorted(folder.glob("*.yaml")) if file.name != VOCABULARY
    ]
    procedures = tuple(procedure for reader in readers for procedure in reader.procedures())
    _check_once([(p.key, p) for p in procedures])
    _check_once([(p.code, p) for p in procedures if p.code])
    return Procedures(
        words.authorities,
        procedures,
        tuple(waiver for reader in readers for waiver in reader.waivers()),
        tuple(notice for reader in readers for notice in reader.notices()),
        begins,
        ends,
        {reader.domain: reader.begins for reader in readers if reader.begins},
    )


def _check_once(named: Sequence[tuple[str | None, Procedure]]) -> None:
    seen: dict[str | None, Procedure] = {}
    for name, procedure in named:
        if name in seen:
            other = seen[name]
            raise LawError(
                f"{procedure.file}:{procedure.line}: {name} is also at {other.file}:{other.line}"
            )
        seen[name] = procedure


# --- the vocabulary -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Words:
    """Authorities, acts and papers by the names that domain files use."""

    authorities: Mapping[str, Authority]
    acts: Mapping[str, tuple[str, str]]
    papers: Mapping[str, Paper]

    @classmethod
    def read(cls, file: Path) -> _Words:
        """The vocabulary of a folder."""
        content, node = compose(file)
        whole = Entry.of(str(file), content, "authorities acts papers")
        entries = {part: dict(_entries(file, whole, node, part)) for part in whole.content}
        authorities = {name: _authority(name, *at) for name, at in entries["authorities"].items()}
        for name, (where, _) in entries["authorities"].items():
            for heir in (authorities[name].heirs or {}).values():
                known(Entry(where, {}), "authority", heir, authorities)
        acts = {name: _act(*at) for name, at in entries["acts"].items()}
        return cls(authorities, acts, {n: _paper(*at) for n, at in entries["papers"].items()})


def _entries(
    file: Path, whole: Entry, node: yaml.Node, part: str
) -> Iterator[tuple[str, tuple[str, Any]]]:
    content = whole.content[part]
    if not isinstance(content, dict):
        raise whole.fail(f"{part} must be names and what they mean")
    lines = lines_of(file, child(node, part))
    for name, entry in content.items():
        yield name, (f"{file}:{lines[str(name)]}: {name}", entry)


def _authority(code: str, where: str, content: Any) -> Authority:
    entry = Entry.of(where, content, "vi en", "until then cites unverified")
    heirs = entry.content.get("then")
    if ("until" in entry.content) != (heirs is not None):
        raise entry.fail("until and then go together: who goes on from that day?")
    if heirs is not None and (not isinstance(heirs, dict) or ELSEWHERE not in heirs):
        raise entry.fail(f"then must be {{{ELSEWHERE}: AUTHORITY}}, with domains that differ")
    if heirs is not None and not entry.names("cites"):
        raise entry.fail("needs cites: what ended it?")
    return Authority(
        code,
        entry.text("vi"),
        entry.text("en"),
        *entry.place(),
        entry.day("until", NEVER),
        heirs,
        entry.cites(),
        entry.some_text("unverified"),
    )


def _act(where: str, content: Any) -> tuple[str, str]:
    entry = Entry.of(where, content, "vi en")
    return entry.text("vi"), entry.text("en")


def _paper(where: str, content: Any) -> Paper:
    entry = Entry.of(where, content, "vi en held", "form of")
    if ("form" in entry.content) != ("of" in entry.content):
        raise entry.fail("form and of go together: the number, and the document that has it")
    held = () if entry.content["held"] == "none" else entry.names("held")
    if not held and entry.content["held"] != "none":
        raise entry.fail("held must name tables or facts, or be none")
    return Paper(
        entry.text("vi"), entry.text("en"), entry.some_text("form"), entry.some_text("of"), held
    )


# --- a domain -------------------------------------------------------------------------------------


class _Domain:
    """One file of procedures."""

    def __init__(self, file: Path, words: _Words) -> None:
        content, node = compose(file)
        allowed = "begins begins_why shared notices without_application"
        self.file, self.node, self.words = file, node, words
        self.whole = Entry.of(str(file), content, "domain procedures", allowed)
        self.domain = self.whole.text("domain")
        if ("begins" in content) != ("begins_why" in content):
            raise self.whole.fail("begins and begins_why go together: why not earlier?")
        self.begins = self.whole.day("begins", NEVER) if "begins" in content else None
        self.before = self.whole.some_text("begins_why")

    def procedures(self) -> Iterator[Procedure]:
        """Every procedure of the file."""
        lines = lines_of(self.file, child(self.node, "procedures"))
        for number, content in enumerate(self.whole.list("procedures")):
            line = lines[str(number)]
            name = content.get("name", "?") if isinstance(content, dict) else "?"
            where = f"{self.file}:{line}: {self.domain}.{name}"
            allowed = "code code_unverified benefits papers one_stop"
            yield self._procedure(Entry.of(where, content, "name vi en versions", allowed), line)

    def _procedure(self, entry: Entry, line: int) -> Procedure:
        name = entry.text("name")
        if not name.isidentifier():
            raise entry.fail(f"{name!r} is not a name; write lower_case_words")
        papers = self._papers(entry)
        dated = entry.list("versions")
        versions = tuple(
            self._version(f"{entry.where}: version {number}", content, papers)
            for number, content in enumerate(dated, 1)
        )
        if not versions:
            raise entry.fail("needs a version")
        if [v.since for v in versions] != sorted({v.since for v in versions}):
            raise entry.fail("versions must stand by date, each date once")
        return Procedure(
            f"{self.domain}.{name}",
            self.domain,
            entry.text("vi"),
            entry.text("en"),
            entry.some_text("code"),
            entry.some_text("code_unverified"),
            entry.names("benefits"),
            versions,
            str(self.file),
            line,
            "one_stop" not in entry.content or entry.flag("one_stop"),
            self.before,
        )

    def _version(self, where: str, content: Any, papers: tuple[Paper, ...]) -> ProcedureVersion:
        entry = Entry.of(where, content, "from cites steps", "until papers unverified")
        since, until = entry.day("from", NEVER), entry.day("until", NEVER)
        if until <= since:
            raise entry.fail(f"until {until} must come after from {since}")
        steps = entry.list("steps")
        if not steps:
            raise entry.fail("needs a step")
        return ProcedureVersion(
            since,
            until,
            tuple(self._step(f"{where}: step {n}", step) for n, step in enumerate(steps, 1)),
            self._papers(entry) if "papers" in entry.content else papers,
            entry.cites(),
            entry.some_text("unverified"),
        )

    def _papers(self, entry: Entry) -> tuple[Paper, ...]:
        found = []
        for number, paper in enumerate(entry.list("papers"), 1):
            if isinstance(paper, str):
                found.append(known(entry, "paper", paper, self.words.papers))
            else:
                found.append(_paper(f"{entry.where}: paper {number}", paper))
        return tuple(found)

    def _step(self, where: str, content: Any) -> Step:
        allowed = " ".join((*UNITS, "act vi en days longest at_least from_receipt begins ends"))
        entry = Entry.of(where, content, "by", allowed)
        known(entry, "authority", entry.content["by"], self.words.authorities)
        if "act" in entry.content:
            vi, en = known(entry, "act", entry.content["act"], self.words.acts)
        else:
            vi, en = entry.text("vi"), entry.text("en")
        step = Step(vi, en, entry.content["by"], at_least=entry.flag("at_least"))
        step = replace(
            step,
            from_receipt=entry.flag("from_receipt"),
            begins=entry.recurring("begins"),
            ends=entry.recurring("ends"),
        )
        return self._with_days(entry, step)

    def _with_days(self, entry: Entry, step: Step) -> Step:
        given = [key for key in (*UNITS, "days", "ends") if key in entry.content]
        if len(given) != 1:
            units = ", ".join(UNITS)
            raise entry.fail(f"give one of {units}, ends, or days: {NOT_FOUND}")
        if given == ["days"] and entry.content["days"] != NOT_FOUND:
            raise entry.fail(f"say how days are counted: {', '.join(UNITS)}")
        unit = given[0] if given[0] in UNITS else WORKING
        days = entry.number(unit) if unit in entry.content else None
        longest = entry.number("longest") if "longest" in entry.content else None
        if longest is not None and (days is None or longest <= days):
            raise entry.fail("longest must be more days of the same kind")
        return replace(step, unit=unit, days=days, longest=longest)

    def waivers(self) -> Iterator[Waiver]:
        """Every benefit that needs no application."""
        if "without_application" not in self.whole.content:
            return
        for code, at in _entries(self.file, self.whole, self.node, "without_application"):
            entry = Entry.of(*at, "vi en cites", "from until unverified")
            if not entry.names("cites"):
                raise entry.fail("needs cites: where does the law ask for no application?")
            yield Waiver(code, *self._common(entry), entry.some_text("unverified"))

    def notices(self) -> Iterator[Notice]:
        """What counts for every file."""
        lines = lines_of(self.file, child(self.node, "notices"))
        for number, content in enumerate(self.whole.list("notices")):
            where = f"{self.file}:{lines[str(number)]}: notice {number + 1}"
            allowed = "until unverified forbids_held_papers"
            entry = Entry.of(where, content, "vi en from cites", allowed)
            forbids = entry.flag("forbids_held_papers")
            yield Notice(*self._common(entry), entry.some_text("unverified"), forbids)

    def _common(self, entry: Entry) -> tuple[str, str, tuple[Article, ...], date, date, str, int]:
        since, until = entry.day("from", date.min), entry.day("until", NEVER)
        return entry.text("vi"), entry.text("en"), entry.cites(), since, until, *entry.place()
