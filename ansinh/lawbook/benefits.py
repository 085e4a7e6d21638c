"""What the page of one benefit says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from ansinh.engine.book import LawBook, Rule
from ansinh.engine.cases import Case as LawCase
from ansinh.engine.dates import ONE_DAY
from ansinh.engine.declare import BenefitInfo, Version
from ansinh.engine.entities import Default, Fact
from ansinh.engine.explain import words
from ansinh.engine.lawdiff import Change
from ansinh.engine.values import NEVER
from ansinh.insight.report import wording
from ansinh.lawbook import figures, money
from ansinh.lawbook.households import Example, examples
from ansinh.lawbook.links import Links
from ansinh.lawbook.phrases import AUDIENCES, KINDS, PAID
from ansinh.lawbook.procedures import HowTo, how_to
from ansinh.lawbook.reach import Law, Reach
from ansinh.lawbook.wording import (
    Chip,
    Outcome,
    Rendering,
    Text,
    Told,
    capital,
    domain,
    labels,
    short,
)

#: So many cases stand on a page, and so many rules are told in full; documents tell the others.
EXAMPLES, RULES = 8, 24


@dataclass(frozen=True)
class Provision:
    """A rule, told in full: its idea, where it stands, since when, and how it reads."""

    key: str
    anchor: str
    idea: Text
    chips: tuple[Chip, ...]
    span: Text
    reading: Rendering
    unverified: str | None
    is_current: bool = True


@dataclass(frozen=True)
class Asked:
    """A fact that the benefit looks at."""

    label: Text
    question: Text
    proof: str
    otherwise: Text


@dataclass(frozen=True)
class Rival:
    """Benefits that are not paid together with this one, and by what rule."""

    text: Text
    chips: tuple[Chip, ...]
    others: tuple[tuple[Text, str], ...]
    unverified: str | None


@dataclass(frozen=True)
class FigureUsed:
    """A figure that the benefit reads."""

    name: Text
    now: Text
    address: str
    is_unverified: bool


@dataclass(frozen=True)
class Entry:
    """A day on which something about the benefit changed."""

    day: date
    lines: tuple[Text, ...]


@dataclass(frozen=True)
class BenefitPage:
    """Everything that the page of a benefit says."""

    code: str
    name: Text
    idea: Text
    info: BenefitInfo
    entity: Text
    state: Text
    is_current: bool
    amount: Text
    main: Provision
    needs: tuple[tuple[Told, Provision | None], ...]
    ways: tuple[Outcome, ...]
    exceptions: tuple[Provision, ...]
    versions: tuple[Provision, ...]
    money: money.MoneyTable | None
    figures: tuple[FigureUsed, ...]
    rivals: tuple[Rival, ...]
    asked: tuple[tuple[Text, tuple[Asked, ...]], ...]
    how: HowTo
    examples: tuple[Example, ...]
    example_count: int
    entries: tuple[Entry, ...]
    terms: tuple[Provision, ...]
    unverified: tuple[tuple[Text, str, Chip | None], ...]

    @property
    def domain(self) -> Text:
        """The policy domain."""
        return domain(self.info.domain)

    @property
    def kind(self) -> Text:
        """What is given."""
        return labels(*KINDS.get(self.info.kind, (self.info.kind, self.info.kind)))

    @property
    def paid(self) -> Text:
        """How often."""
        return labels(*PAID[self.info.paid][:2])

    @property
    def payer(self) -> Text:
        """Who pays."""
        return wording.payer(self.info.payer)


class BenefitPages:
    """Makes the pages of benefits.

    Args:
        cases: Every case of the law.
    """

    def __init__(self, law: Law, links: Links, cases: list[LawCase]) -> None:
        self.law, self.links, self.cases = law, links, cases
        self.book = law.book

    def page(self, code: str) -> BenefitPage:
        """The page of one benefit."""
        rule = self.book.benefit(code)
        info = rule.benefit
        assert info is not None
        at, reach = self.law.moment(rule), self.law.reach(rule)
        told = set(reach.rules[1 : RULES + 1])
        provisions = Provisions(self.law, self.links.within(told), at)
        version = self.law.version(rule, at)
        main = provisions.of(rule, version)
        terms = {key: provisions.of(self.book.rules[key]) for key in reach.rules if key in told}
        shown, count = examples(self.book, self.cases, code, EXAMPLES)
        entity = self.book.entities[rule.entity]
        found = money.money_table(self.law, rule, provisions.readers)
        current = self.book.benefits[code].version_at(self.law.day, self.law.day)
        return BenefitPage(
            code=code,
            name=labels(info.vi, info.en),
            idea=main.idea,
            info=info,
            entity=labels(entity.vi, entity.en),
            state=_state(rule, self.law.day),
            is_current=current is not None,
            amount=_amount(info, found),
            main=main,
            needs=tuple((capital_told(n), terms.get(n.rule)) for n in main.reading.needs),
            ways=main.reading.ways,
            exceptions=tuple(
                provisions.of(rule, item) for item in rule.exceptions_at(at, max(at, self.law.day))
            ),
            versions=tuple(provisions.of(rule, item) for item in rule.versions),
            money=found,
            figures=tuple(self._figures(reach, at)),
            rivals=tuple(self._rivals(code)),
            asked=tuple(self._asked(reach)),
            how=how_to(self.links, code, self.law.day),
            examples=tuple(shown),
            example_count=count,
            entries=tuple(self._entries(code)),
            terms=tuple(terms.values()),
            unverified=tuple(self._unverified(reach, at)),
        )

    def _figures(self, reach: Reach, at: date) -> Iterator[FigureUsed]:
        for path in reach.figures:
            parameter = self.book.parameters[path]
            found = parameter.at(at, max(at, self.law.day))
            doubt = parameter.unverified or (found.unverified if found else None)
            name = labels(parameter.vi, parameter.en)
            yield FigureUsed(
                name, figures.now(parameter, found), self.links.figure(path), bool(doubt)
            )

    def _rivals(self, code: str) -> Iterator[Rival]:
        for item in self.book.interactions:
            if code not in item.among:
                continue
            others = [o for o in item.among if o != code and not item.compatible(code, o)]
            named = tuple((self.links.name(o), self.links.benefit(o)) for o in others)
            chips = tuple(self.links.chip(cite) for cite in item.cites)
            yield Rival(labels(item.vi, item.en), chips, named, item.unverified)

    def _asked(self, reach: Reach) -> Iterator[tuple[Text, tuple[Asked, ...]]]:
        groups: dict[str, list[Asked]] = {}
        for name in sorted(reach.facts, key=_entity_order(self.book)):
            fact = self.book.entities.fact(name)
            groups.setdefault(fact.entity, []).append(_asked(fact))
        for entity, asked in groups.items():
            kind = self.book.entities[entity]
            yield labels(kind.vi, kind.en), tuple(asked)

    def _entries(self, code: str) -> Iterator[Entry]:
        for turn in reversed(self.law.turns):
            lines = [
                told_change(self.law, change, turn.day)
                for change in turn.changes
                if self.law.touches(change, code)
            ]
            if lines:
                yield Entry(turn.day, tuple(lines))

    def _unverified(self, reach: Reach, at: date) -> Iterator[tuple[Text, str, Chip | None]]:
        seen: set[str] = set()
        for key in reach.rules:
            other = self.book.rules[key]
            known = max(at, self.law.day)
            for version in (self.law.version(other, at), *other.exceptions_at(at, known)):
                if version.unverified and version.unverified not in seen:
                    seen.add(version.unverified)
                    what = labels(version.vi, version.en)
                    yield short(what), version.unverified, self.links.chip(version.cites[0])
        for path in reach.figures:
            parameter = self.book.parameters[path]
            found = parameter.at(at, max(at, self.law.day))
            why = parameter.unverified or (found.unverified if found else None)
            if why and why not in seen:
                seen.add(why)
                chip = self.links.chip(found.cite) if found and found.cite else None
                yield labels(parameter.vi, parameter.en), why, chip


class Provisions:
    """Tells rules in full, as they stand on a day."""

    def __init__(self, law: Law, links: Links, at: date) -> None:
        self.law, self.links, self.at = law, links, at
        self.readers = links.readers(at, max(at, law.day))

    def of(self, rule: Rule, version: Version | None = None) -> Provision:
        """One version of a rule or exception; by default the one that counts."""
        version = version or self.law.version(rule, self.at)
        node = self.law.body(rule, version)
        gives = rule.benefit is not None or version.kind == "exception"
        return Provision(
            rule.key,
            self.links.anchor(rule.key),
            labels(version.vi, version.en),
            tuple(self.links.chip(cite) for cite in version.cites),
            span(version),
            self.readers.read(node, gives=gives),
            version.unverified,
            version is rule.version_at(self.law.day, self.law.day) or version.kind == "exception",
        )


def span(version: Version) -> Text:
    """``từ 01/07/2021 đến trước 01/07/2025``."""
    assert version.since is not None
    vi = f"từ {words.day(version.since, 'vi')}"
    en = f"from {words.day(version.since, 'en')}"
    if version.until and version.until != NEVER:
        vi += f" đến trước {words.day(version.until, 'vi')}"
        en += f" until {words.day(version.until, 'en')}"
    if version.known and version.known > version.since:
        vi += f" (ban hành sau, áp dụng được từ {words.day(version.known, 'vi')})"
        en += f" (issued later, known from {words.day(version.known, 'en')})"
    return Text(vi, en)


def _state(rule: Rule, day: date) -> Text:
    if rule.version_at(day, day) is not None:
        return labels("Đang áp dụng", "In force")
    ends = [v.until for v in rule.versions if v.until and v.until <= day]
    if ends:
        when = words.day(max(ends), "vi")
        return Text(f"Hết hiệu lực từ {when}", f"Ended on {when}")
    when = words.day(min(v.since for v in rule.versions if v.since), "vi")
    return Text(f"Áp dụng từ {when}", f"In force from {when}")


def _amount(info: BenefitInfo, table: money.MoneyTable | None) -> Text:
    if table is None or not table.now.vi:
        return Text("", "")
    _, _, *often = PAID[info.paid]
    vi, en = (
        ", ".join(filter(None, [f"{table.now[lang]} {paid}".strip(), table.each[lang]]))
        for lang, paid in zip(("vi", "en"), often, strict=True)
    )
    return Text(vi, en)


def capital_told(told: Told) -> Told:
    """A condition that opens a line."""
    return Told(capital(told.text), told.items, told.rule)


def told_change(law: Law, change: Change, on: date) -> Text:
    """A change in one line; of a figure with many values, the least and the greatest."""
    if change.what != "parameter" or law.book.parameters[change.key].shape == "single":
        return Text(change.line("vi"), change.line("en"))
    parameter = law.book.parameters[change.key]
    before, after = (
        figures.now(parameter, parameter.at(at, date.max)) for at in (on - ONE_DAY, on)
    )
    cite = change.cites[-1]
    return Text(
        f"Thay đổi mức “{change.vi}”: {before.vi} → {after.vi} ({cite.in_words('vi')})",
        f"Changed: figure “{change.en}”: {before.en} → {after.en} ({cite.in_words('en')})",
    )


def _asked(fact: Fact) -> Asked:
    otherwise = Text("", "")
    if isinstance(fact.missing, Default) and fact.missing.value == NEVER:
        otherwise = labels("không ghi nhận thì coi là chưa có", "taken as never unless recorded")
    elif isinstance(fact.missing, Default):
        vi, en = (
            words.shown(fact.missing.value, fact.type, lang, fact.unit) for lang in ("vi", "en")
        )
        otherwise = Text(f"không có giấy tờ thì coi là: {vi}", f"taken as “{en}” unless shown")
    question = labels(fact.ask, fact.ask_en) if fact.ask else Text("", "")
    return Asked(labels(fact.vi, fact.en), question, fact.proof, otherwise)


def _entity_order(book: LawBook) -> Callable[[str], tuple[int, str]]:
    order = {name: n for n, name in enumerate(book.entities.types)}
    first = {"Person": -2, "Household": -1}
    return lambda name: (first.get(name.split(".")[0], order[name.split(".")[0]]), name)


def audiences(page: BenefitPage) -> list[str]:
    """For whom a benefit is, by the words of the law itself."""
    said = [page.name.vi, page.idea.vi]
    for need, term in page.needs:
        if not need.items and not need.text.vi.startswith(("Không", "Chưa")):
            said += [need.text.vi] if term is None else [need.text.vi, term.idea.vi]
    heard = " ".join(said).lower()
    return [
        key
        for key, _, _, signs in AUDIENCES
        if any(sign in heard for sign in signs) or key == page.info.domain
    ]
