"""One mapping of a YAML file, read key by key, with its place in every refusal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml

from ansinh.engine.documents import Article
from ansinh.engine.errors import LawError, UnknownNameError
from ansinh.engine.procedures.model import Recurring

T = TypeVar("T")


@dataclass(frozen=True)
class Entry:
    """A mapping of YAML, and where it stands."""

    where: str
    content: Mapping[str, Any]

    @classmethod
    def of(cls, where: str, content: Any, needed: str, allowed: str = "") -> Entry:
        """The mapping, once its keys are those it may have."""
        if not isinstance(content, dict):
            raise LawError(f"{where}: expected {{{needed.replace(' ', ': …, ')}: …}}")
        lacking = set(needed.split()) - content.keys()
        if lacking:
            raise LawError(f"{where} lacks {', '.join(sorted(lacking))}")
        unknown = content.keys() - {*needed.split(), *allowed.split()}
        if unknown:
            raise LawError(f"{where}: unknown key {', '.join(sorted(map(str, unknown)))}")
        return cls(where, content)

    def fail(self, problem: str) -> LawError:
        """The error to raise here."""
        return LawError(f"{self.where}: {problem}")

    def place(self) -> tuple[str, int]:
        """File and line."""
        file, line, _ = self.where.split(":", 2)
        return file, int(line)

    def text(self, key: str) -> str:
        """Words that must be there."""
        value = self.content.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(f"{key} must be text (numbers in quotes), not {value!r}")
        return value.strip()

    def some_text(self, key: str) -> str | None:
        """Words, or nothing."""
        return self.text(key) if key in self.content else None

    def day(self, key: str, default: date) -> date:
        """A date."""
        value = self.content.get(key, default)
        if type(value) is not date:
            raise self.fail(f"{key} must be a date such as 2025-07-01, not {value!r}")
        return value

    def number(self, key: str) -> int:
        """Whole days."""
        value = self.content[key]
        if type(value) is not int or value < 0:
            raise self.fail(f"{key} must be a whole number of days, not {value!r}")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false when it is left out."""
        value = self.content.get(key, False)
        if type(value) is not bool:
            raise self.fail(f"{key} must be true or false, not {value!r}")
        return value

    def list(self, key: str) -> list[Any]:
        """A list; empty when it is left out."""
        value = self.content.get(key, [])
        if not isinstance(value, list):
            raise self.fail(f"{key} must be a list, not {value!r}")
        return value

    def names(self, key: str) -> tuple[str, ...]:
        """A list of words."""
        names = self.list(key)
        wrong = [name for name in names if not isinstance(name, str)]
        if wrong:
            raise self.fail(f"{key}: {wrong[0]!r} must be in quotes")
        return tuple(names)

    def cites(self) -> tuple[Article, ...]:
        """Articles."""
        try:
            return tuple(Article.parse(text) for text in self.names("cites"))
        except LawError as error:
            raise self.fail(str(error)) from None

    def recurring(self, key: str) -> Recurring | None:
        """``09-01`` (1 September of every year) or ``15`` (of every month)."""
        if key not in self.content:
            return None
        month, _, day = str(self.content[key]).rpartition("-")
        try:
            found = Recurring(int(day), int(month) if month else None)
            date(2001, found.month or 2, found.day)
        except ValueError:
            problem = f"{key} must be a month and day such as '09-01', or a day of the month to 28"
            raise self.fail(f"{problem}, not {self.content[key]!r}") from None
        return found


def known(entry: Entry, what: str, name: Any, names: Mapping[str, T]) -> T:
    """What a name stands for, once it is one of ``names``."""
    if name not in names:
        raise entry.fail(str(UnknownNameError(what, str(name), names)))
    return names[name]


def compose(file: Path) -> tuple[dict[str, Any], yaml.Node]:
    """A file's content and its nodes, which know their lines."""
    text = file.read_text(encoding="utf-8")
    try:
        node = yaml.compose(text, yaml.CSafeLoader)
        content = yaml.load(text, yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise LawError(f"{file}: {' '.join(str(error).split())}") from None
    if not isinstance(content, dict) or node is None:
        raise LawError(f"{file}: expected names and what belongs to them")
    return content, node


def children(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node, int]]:
    """Name (or number), node and line of each child."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.value, value, key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield str(number), value, value.start_mark.line + 1


def child(node: yaml.Node, name: str) -> yaml.Node | None:
    """The node of that name, if there is one."""
    return next((value for key, value, _ in children(node) if key == name), None)


def lines_of(file: Path, node: yaml.Node | None) -> dict[str, int]:
    """Line of each child, none of which may stand twice."""
    lines: dict[str, int] = {}
    for name, _, line in children(node):
        if name in lines:
            raise LawError(f"{file}:{line}: {name} stands twice")
        lines[name] = line
    return lines
