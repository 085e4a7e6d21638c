"""What a law is, as a digest: names of what is made of it and kept."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from ansinh.engine.book import LawBook
from ansinh.engine.cache import engine_digest


def law_digest(book: LawBook) -> str:
    """What a law is, its figures and the engine included, the same on every machine."""
    state = hashlib.sha256(rules_digest(book).encode())
    for parameter in book.parameters:
        values = [(v.effect, v.known, v.value) for v in parameter.values]
        state.update(repr((parameter.path, values)).encode())
    return state.hexdigest()


def rules_digest(book: LawBook) -> str:
    """The rules, the shapes of the parameters, the facts, and the engine that reads them."""
    state = hashlib.sha256(engine_digest().encode())
    versions = [v for rule in book.rules.values() for v in (*rule.versions, *rule.exceptions)]
    files = {version.file for version in versions}
    texts = {file: _file_digest(file, Path(file).stat().st_mtime_ns) for file in files}
    for rule in book.rules.values():
        for version in (*rule.versions, *rule.exceptions):
            identity = (
                rule.key,
                version.name,
                version.kind,
                version.line,
                version.otherwise,
                version.has_otherwise,
                version.benefit and version.benefit.code,
                texts[version.file],
            )
            state.update(repr(identity).encode())
    for item in book.interactions:
        state.update(repr((item.kind, item.among, sorted(map(_pair, item.together)))).encode())
    for parameter in book.parameters:
        shape = (parameter.path, parameter.type, parameter.shape, parameter.size, parameter.keys)
        state.update(repr(shape).encode())
    for entity in book.entities:
        state.update(repr((entity.name, entity.table, list(entity.facts.values()))).encode())
        state.update(repr(list(entity.relations.values())).encode())
        codes = [f.choice.codes() for f in entity.facts.values() if f.choice is not None]
        state.update(repr(codes).encode())
    return state.hexdigest()


def _pair(pair: tuple[frozenset[str], frozenset[str]]) -> tuple[list[str], list[str]]:
    return sorted(pair[0]), sorted(pair[1])


@lru_cache(maxsize=1024)
def _file_digest(path: str, _changed: int) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()
