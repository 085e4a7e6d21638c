"""Vietnamese names: one form for every way in which people and programs write the same name.

Four forms, each blunter than the one before:

========== ============================== ===========================
form       what it takes away             «HOÀNG  thuý đào» becomes
========== ============================== ===========================
``tidy``   Unicode forms, spaces          «HOÀNG thuý đào»
``toned``  place of the tone mark, case   «hoàng thúy đào»
``folded`` every mark, đ                  «hoang thuy dao»
``words``  the order of the words         «dao hoang thuy»
========== ============================== ===========================

The mark of the tone stands by the older rule, as on most identity papers: «hòa», «thúy», not
«hoà», «thuý»; where a consonant follows there is one place only («hoàn», «huỳnh»). The rule was
written from general knowledge of Vietnamese orthography.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import polars as pl

#: Grave, acute, tilde, hook above, dot below.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
#: Circumflex, breve, horn: part of the letter.
_SHAPES = "\u0302\u0306\u031b"
_VOWELS = "aeiouy"
#: Letters of other alphabets that stand for đ in old files, and marks that nobody sees.
_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "\u200b": None, "\ufeff": None})
_SYLLABLE = re.compile(rf"(?:[^\W\d_][{_TONES}{_SHAPES}]*)+")
#: Consonants before the vowels; «qu» and «gi» belong to them when a vowel follows.
_ONSET = re.compile(rf"(?:qu(?=[{_VOWELS}])|gi(?=[{_VOWELS}])|[^{_VOWELS}])*")


class Forms(NamedTuple):
    """One name in the four forms."""

    tidy: str
    toned: str
    folded: str
    words: str


def forms(name: str) -> Forms:
    """The four forms of a name."""
    tidied = " ".join(unicodedata.normalize("NFC", name.translate(_LOOKALIKES)).split())
    parts = tidied.split()
    plain = [_folded(part) for part in parts]
    return Forms(tidied, " ".join(map(_toned, parts)), " ".join(plain), " ".join(sorted(plain)))


def name_forms(names: pl.Series) -> pl.DataFrame:
    """The four forms of every name, one column each; null where there is no name.

    Each different name is worked out once.
    """
    distinct = names.drop_nulls().unique(maintain_order=True).cast(pl.String)
    schema = dict.fromkeys(Forms._fields, pl.String)
    known = pl.DataFrame(map(forms, distinct.to_list()), schema=schema, orient="row")
    wanted = pl.DataFrame({"name": names.cast(pl.String)})
    found = wanted.join(
        known.with_columns(name=distinct), on="name", how="left", maintain_order="left"
    )
    return found.select(Forms._fields)


@lru_cache(maxsize=1 << 15)
def _toned(word: str) -> str:
    lower = unicodedata.normalize("NFD", word.lower())
    return unicodedata.normalize("NFC", _SYLLABLE.sub(lambda found: _placed(found[0]), lower))


@lru_cache(maxsize=1 << 15)
def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _placed(word: str) -> str:
    """A decomposed lower-case word with its tone mark after the right vowel.

    What carries two marks of tone, or none, or has no vowel, is no syllable and is left as it is.
    """
    marks = [letter for letter in word if letter in _TONES]
    if len(marks) != 1:
        return word
    bare = word.replace(marks[0], "")
    place = _tone_place(bare)
    return word if place is None else bare[:place] + marks[0] + bare[place:]


def _tone_place(bare: str) -> int | None:
    """Where the tone mark goes in a decomposed word without one; None where there is no vowel."""
    letters = [(n, letter) for n, letter in enumerate(bare) if letter not in _SHAPES]
    plain = "".join(letter for _, letter in letters)
    first = _ONSET.match(plain).end()  # type: ignore[union-attr]
    last = first
    while last < len(plain) and plain[last] in _VOWELS:
        last += 1
    if first == last:
        return None
    chosen = _bearer(bare, letters, first, last)
    after = letters[chosen][0] + 1
    while after < len(bare) and bare[after] in _SHAPES:
        after += 1
    return after


def _bearer(bare: str, letters: list[tuple[int, str]], first: int, last: int) -> int:
    """Which of the vowels ``first`` to ``last`` bears the tone."""
    shaped = [n for n in range(first, last) if bare[letters[n][0] + 1 :][:1] in (*_SHAPES,)]
    if shaped:
        return shaped[-1]
    if last < len(letters):
        return last - 1
    return first + (last - first == 3)
