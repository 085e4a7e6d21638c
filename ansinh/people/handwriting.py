"""Names as offices have typed them: the same name in other bytes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.people.assumptions import assumed
from ansinh.people.draws import Luck

Numbers = np.ndarray[Any, Any]


def as_registered(names: pa.Array, luck: Luck, odd: Numbers) -> pa.Array:
    """Names as offices have typed them, where ``odd``.

    Decomposed Unicode (NFD), without any mark, the tone on the other vowel («Hoà» for «Hòa»), all
    in capitals, or with a double space.
    """
    rows = np.flatnonzero(odd)
    way = luck.at(rows).pick("spelling", assumed("names.ways_of_writing"))
    texts = names.take(pa.array(rows)).to_pylist()
    written = [_WAYS[how](text) for how, text in zip(way.tolist(), texts, strict=True)]
    return pc.replace_with_mask(names, pa.array(odd), pa.array(written, pa.string()))


def without_marks(text: str) -> str:
    """The text in plain Latin letters."""
    plain = unicodedata.normalize("NFD", text.translate(_D))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def other_tone_place(text: str) -> str:
    """The tone of an open «oa», «oe», «uy» on its second vowel, the newer way of writing."""
    return _OPEN.sub(lambda found: _RETONED[found[0]], text)


_D = str.maketrans("đĐ", "dD")
_RETONED = {
    old: new
    for first, second in ("oa", "oe", "uy")
    for tone in "\u0300\u0301\u0303\u0309\u0323"
    for old, new in [
        (
            unicodedata.normalize("NFC", first + tone + second),
            unicodedata.normalize("NFC", first + second + tone),
        )
    ]
}
_OPEN = re.compile(rf"(?:{'|'.join(_RETONED)})(?!\w)")
_WAYS: tuple[Callable[[str], str], ...] = (
    lambda text: unicodedata.normalize("NFD", text),
    without_marks,
    other_tone_place,
    str.upper,
    lambda text: text.replace(" ", "  ", 1),
)
