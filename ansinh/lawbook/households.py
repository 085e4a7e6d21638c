"""Cases told in words: who lives in the household, and what the law gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ansinh.engine.book import LawBook
from ansinh.engine.cases import Case
from ansinh.engine.entities import Fact
from ansinh.engine.explain import words
from ansinh.engine.explain.words import LANGUAGES, claimed, lowered
from ansinh.engine.rows import Row
from ansinh.lawbook.wording import Text, capital, labels


@dataclass(frozen=True)
class Member:
    """Somebody, with what is known of them."""

    name: Text
    facts: tuple[Text, ...]


@dataclass(frozen=True)
class Result:
    """What one gets on a day."""

    day: date
    name: Text
    text: Text
    meaning: str


@dataclass(frozen=True)
class Example:
    """A case of the law as an example of one benefit."""

    title: str
    is_official: bool
    source: str
    members: tuple[Member, ...]
    results: tuple[Result, ...]
    unverified: str | None


def examples(book: LawBook, cases: list[Case], code: str, most: int) -> tuple[list[Example], int]:
    """Cases of a benefit, official ones first, no more than ``most``; and how many there are."""
    about = [case for case in cases if any(_expects(check.expect, code) for check in case.checks)]
    about.sort(key=lambda case: case.source != "official")
    return [_example(book, case, code) for case in about[:most]], len(about)


def _expects(expect: Mapping[str, Mapping[str, Any]], code: str) -> bool:
    return any(code in wanted for wanted in expect.values())


def _example(book: LawBook, case: Case, code: str) -> Example:
    names = {row.key: _name(book, row) for row in case.household.walk()}
    results = [
        _result(book, code, check.effect, names[who], wanted[code])
        for check in case.checks
        for who, wanted in check.expect.items()
        if code in wanted
    ]
    is_official = case.source == "official"
    return Example(
        case.name,
        is_official,
        case.where if is_official else case.why,
        tuple(_members(book, case.household)),
        tuple(results),
        case.unverified,
    )


def _name(book: LawBook, row: Row) -> Text:
    entity = book.entities[row.entity]
    if isinstance(row.key, str) and row.entity == "Person":
        name = row.key.replace("_", " ").capitalize()
        return Text(name, name)
    return labels(entity.vi, entity.en)


def _members(book: LawBook, top: Row) -> Iterator[Member]:
    yield Member(_name(book, top), tuple(_facts(book, top)))
    for row in top.members.get("people", []):
        yield Member(_name(book, row), tuple(_facts(book, row)))


def _facts(book: LawBook, row: Row) -> Iterator[Text]:
    entity = book.entities[row.entity]
    for name, content in row.values.items():
        yield _fact(entity.facts[name], content)
    for name, other in row.links.items():
        relation = entity.relations[name]
        label = labels(relation.vi, relation.en)
        if other.entity == row.entity:
            who = _name(book, other)
            yield Text(f"{lowered(label.vi)}: {who.vi}", f"{lowered(label.en)}: {who.en}")
        else:
            yield _grouped(label, list(_facts(book, other)))
    for relation in entity.relations.values():
        if relation.kind == "members" and relation.name != "people":
            for record in row.members.get(relation.name, []):
                yield _grouped(_name(book, record), list(_facts(book, record)))


def _grouped(label: Text, facts: list[Text]) -> Text:
    vi, en = ("; ".join(fact[lang] for fact in facts) for lang in LANGUAGES)
    return Text(f"{lowered(label.vi)} ({vi})", f"{lowered(label.en)} ({en})")


def _fact(fact: Fact, content: Any) -> Text:
    return Text(*(_said(fact, content, lang) for lang in LANGUAGES))


def _said(fact: Fact, content: Any, lang: str) -> str:
    label = words.fact_label(fact, lang)
    if isinstance(content, bool):
        return claimed(label, content, lang)
    return f"{lowered(label)}: {words.shown(content, fact.type, lang, fact.unit)}"


def _result(book: LawBook, code: str, day: date, name: Text, wanted: Any) -> Result:
    text, meaning = _outcome(book, code, wanted)
    return Result(day, name, capital(text), meaning)


def _outcome(book: LawBook, code: str, wanted: Any) -> tuple[Text, str]:
    info = book.benefits[code].benefit
    assert info is not None
    if isinstance(wanted, str):
        kind, _, rest = wanted.partition(" ")
        if kind == "undetermined":
            label = labels(*_fact_labels(book, rest))
            vi, en = lowered(label.vi), lowered(label.en)
            return Text(
                f"chưa kết luận được: cần biết {vi}", f"undetermined: needs {en}"
            ), "unknown"
        if kind == "superseded":
            other = book.benefits[rest].benefit
            assert other is not None
            vi, en = lowered(other.vi), lowered(other.en)
            return Text(f"không trả, vì đã hưởng {vi}", f"not paid, because {en} is"), "soon"
        return Text(f"không tính được: {rest}", f"cannot be computed: {rest}"), "wrong"
    if not wanted:
        return Text("không được hưởng", "not entitled"), "no"
    if wanted is True:
        return Text("được hưởng", "entitled"), "leaf"
    return amount(wanted, info.unit), "leaf"


def _fact_labels(book: LawBook, name: str) -> tuple[str, str]:
    entity, _, fact = name.partition(".")
    if entity in book.entities.types and fact in book.entities[entity].facts:
        found = book.entities[entity].facts[fact]
        return found.vi, found.en
    return name, name


def amount(number: Any, unit: str) -> Text:
    """An amount in the unit of a benefit: ``540.000 đ``, ``15 kg``, ``giảm 50 %``."""
    shown = words.number(number)
    vi, en = _AMOUNTS.get(unit, (f"{{}} {unit}", f"{{}} {unit}"))
    return Text(vi.format(shown), en.format(shown))


_AMOUNTS = {
    "VND": ("{} đ", "{} đ"),
    "VND waived": ("được miễn, giảm {} đ", "{} đ waived"),
    "VND lent": ("được vay {} đ", "{} đ lent"),
    "percent": ("{} %", "{} %"),
}
