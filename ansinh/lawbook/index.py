"""What the search looks through: one entry a benefit, figure, document and term."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ansinh.lawbook.phrases import AUDIENCES
from ansinh.lawbook.wording import Text


@dataclass(frozen=True)
class Entry:
    """Something that can be found.

    Attributes:
        kind: ``benefit``, ``figure``, ``document`` or ``term``.
        address: From the catalogue's root.
        name: What it is called.
        more: Further words by which it is found.
        note: What stands under its name.
    """

    kind: str
    address: str
    name: Text
    more: str
    note: Text


def script(entries: Iterable[Entry]) -> str:
    """A script that leaves the entries where ``search.js`` looks for them."""
    rows = [
        [e.kind, e.address, e.name.vi, e.name.en, e.more, e.note.vi, e.note.en] for e in entries
    ]
    return f"window.lawbook = {json.dumps(rows, ensure_ascii=False, separators=(',', ':'))};\n"


def audience_words(keys: Iterable[str]) -> Iterator[str]:
    """What people call those for whom a benefit is."""
    wanted = set(keys)
    for key, vi, en, _ in AUDIENCES:
        if key in wanted:
            yield f"{vi} {en}"
