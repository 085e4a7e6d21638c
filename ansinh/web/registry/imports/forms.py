"""The lists that communes keep: what a row is, and what a column may say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import yaml

from ansinh.engine.entities import Fact
from ansinh.people.layout import ATTRIBUTES
from ansinh.web.registry.fields import ENTITIES
from ansinh.web.registry.imports.values import plain

_HEADINGS = Path(__file__).with_name("headings.yaml")


@dataclass(frozen=True)
class Target:
    """What a column says.

    Attributes:
        code: ``Person.birth_date``; ``Person.sex=male`` where a mark in the column means a choice;
            ``row.relation`` for what ties rows together.
        fact: The fact of the law; None for names, numbers and places.
        choice: Code of the choice that a mark means; empty without one.
        headings: Folded headings that mean it.
    """

    code: str
    vi: str
    en: str
    fact: Fact | None = None
    choice: str = ""
    headings: frozenset[str] = frozenset()

    @property
    def entity(self) -> str:
        """``Person``; ``row`` for what ties rows together."""
        return self.code.partition(".")[0]

    @property
    def name(self) -> str:
        """Column of the entity."""
        return self.code.partition(".")[2].partition("=")[0]

    @property
    def about(self) -> str:
        """Code without its choice: where the value goes."""
        return self.code.partition("=")[0]


@dataclass(frozen=True)
class Record:
    """A kind of record that a row of a form may add to whom it is about.

    Attributes:
        needs: Columns without which there is no record.
        same: Columns that tell which record of the person a row speaks of.
        starts: The fact that says since when; a row that says something else ends the record that
            goes on, on that day. Empty where a row corrects the record instead.
    """

    entity: str
    needs: tuple[str, ...]
    same: tuple[str, ...] = ()
    starts: str = ""


@dataclass(frozen=True)
class Form:
    """A list that communes keep.

    Attributes:
        about: ``Person`` or ``Household``: what a row is.
        adds: Whether who is not in the registry is added.
        needs: Codes of targets that some column must say.
    """

    code: str
    vi: str
    en: str
    about: str
    needs: tuple[str, ...]
    records: tuple[Record, ...] = ()
    adds: bool = False

    @cached_property
    def targets(self) -> dict[str, Target]:
        """Code → what a column of this form may say, records first, then who, then the rest."""
        wanted = [*(r.entity for r in self.records), "row", "Person", "Household"]
        return {t.code: t for entity in wanted for t in _all_targets() if t.entity == entity}


_RECEIPT = Record("Receipt", ("benefit", "amount", "since"), ("benefit",), "since")
FORMS = {
    form.code: form
    for form in (
        Form(
            "household_roll",
            "Sổ hộ (danh sách nhân khẩu)",
            "Household roll",
            "Person",
            ("Person.full_name", "Person.birth_date", "Person.sex"),
            adds=True,
        ),
        Form(
            "poor_list",
            "Danh sách hộ nghèo, hộ cận nghèo",
            "List of poor and near-poor households",
            "Household",
            ("Person.full_name",),
            (Record("PovertyRecognition", ("poverty_class", "since"), (), "since"),),
        ),
        Form(
            "assistance_list",
            "Danh sách hưởng trợ giúp xã hội",
            "Social assistance list",
            "Person",
            ("Person.full_name",),
            (_RECEIPT, Record("Disability", ("kind", "degree"), ("kind",), "certified_on")),
        ),
        Form(
            "merit_list",
            "Danh sách người có công",
            "List of people with merit",
            "Person",
            ("Person.full_name",),
            (Record("MeritTitle", ("kind",), ("kind",)), _RECEIPT),
        ),
    )
}
_ROW = {
    "row.order": ("Số thứ tự", "Order"),
    "row.household": ("Số của hộ trong tệp", "Household's number in the file"),
    "row.relation": ("Quan hệ với chủ hộ", "Relation to the head"),
}
_ATTRIBUTES = {
    "Person.full_name": ("Họ và tên", "Full name"),
    "Person.citizen_number": ("Số định danh cá nhân", "Personal number"),
    "Household.village": ("Thôn, tổ dân phố", "Village"),
    "Household.address": ("Địa chỉ", "Address"),
    "Receipt.benefit": ("Chế độ đang hưởng", "Benefit received"),
}


def heading(text: str) -> str:
    """A heading as it is compared: folded, without what stands in brackets."""
    return plain(re.sub(r"\([^)]*\)", " ", text))


@lru_cache(maxsize=1)
def _all_targets() -> tuple[Target, ...]:
    return tuple(_targets())


def _targets() -> Iterator[Target]:
    written = yaml.safe_load(_HEADINGS.read_text(encoding="utf-8"))
    known = {code: {heading(text) for text in texts} for code, texts in written.items()}
    labels = {**_ROW, **_ATTRIBUTES}
    entities = ["Person", "Household", *{r.entity for f in FORMS.values() for r in f.records}]
    facts = {f.qualified: f for e in entities for f in ENTITIES[e].facts.values()}
    attributes = {f"{e}.{a.name}" for e in entities for a in ATTRIBUTES.get(e, ())}
    assert set(_ATTRIBUTES) <= attributes
    for code in [*_ROW, *_ATTRIBUTES]:
        vi, en = labels[code]
        headings = known.get(code, set()) | {heading(vi), heading(en)}
        yield Target(code, vi, en, headings=frozenset(headings))
    for code, fact in facts.items():
        headings = known.get(code, set()) | {heading(fact.vi), heading(fact.en)}
        yield Target(code, fact.vi, fact.en, fact, headings=frozenset(headings))
    for code, headings in known.items():
        about, _, choice = code.partition("=")
        if choice:
            yield _marked(code, facts[about], choice, headings)


def _marked(code: str, fact: Fact, choice: str, headings: set[str]) -> Target:
    kind = ENTITIES.fact("Person.sex").choice if fact.type == "date" else fact.choice
    assert kind is not None
    meant = kind.of(choice)
    vi, en = f"{fact.vi}: {meant.vi}", f"{fact.en}: {meant.en}"
    return Target(code, vi, en, fact, choice, frozenset(headings))
