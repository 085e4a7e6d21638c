"""What a procedure is: versions by the day a file is received, papers, steps and authorities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ansinh.engine.documents import Article
from ansinh.engine.errors import NotInForceError, UnknownNameError
from ansinh.engine.values import NEVER

#: Who takes over the tasks of an authority in every domain that is not named.
ELSEWHERE = "elsewhere"
WORKING, CALENDAR, BUT_HOLIDAYS = "working_days", "calendar_days", "days_but_holidays"
#: How days of a step are counted.
UNITS = (WORKING, CALENDAR, BUT_HOLIDAYS)


@dataclass(frozen=True)
class Authority:
    """Who does a step.

    Attributes:
        until: First day on which it no longer exists.
        heirs: Domain (or ``elsewhere``) → code of the authority that goes on with its tasks.
        cites: Where the law says so.
        unverified: Why the text is uncertain.
        file, line: Where it is written.
    """

    code: str
    vi: str
    en: str
    file: str
    line: int
    until: date = NEVER
    heirs: Mapping[str, str] | None = None
    cites: tuple[Article, ...] = ()
    unverified: str | None = None


@dataclass(frozen=True)
class Paper:
    """One paper of a file.

    Attributes:
        form: Number of the form, when it is one; ``of`` is the document that has it.
        held: Tables (``Disability``) and facts (``Person.birth_date``) of the registry that hold
            what the paper says.
    """

    vi: str
    en: str
    form: str | None = None
    of: str | None = None
    held: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recurring:
    """A day of every year, or of every month when ``month`` is ``None``."""

    day: int
    month: int | None = None

    def on_or_after(self, start: date) -> date:
        """The first such day from ``start`` on."""
        month = self.month or start.month
        year = start.year
        while date(year, month, self.day) < start:
            month, year = (month, year + 1) if self.month else (month % 12 + 1, year + month // 12)
        return date(year, month, self.day)


@dataclass(frozen=True)
class Step:
    """What one authority does in the days it has.

    Attributes:
        by: Code of the authority.
        days: Days it may take; ``None`` where the law sets none or none was found.
        unit: How they are counted, one of :data:`UNITS`.
        longest: Days of the same kind in the cases for which the law allows more.
        at_least: Whether the days are the least, as of a public posting.
        from_receipt: Whether its days run from the file's receipt, beside the step before it.
        begins: Day on which it begins at the earliest.
        ends: Day by which it ends, in place of a number of days.
    """

    vi: str
    en: str
    by: str
    days: int | None = None
    unit: str = WORKING
    longest: int | None = None
    at_least: bool = False
    from_receipt: bool = False
    begins: Recurring | None = None
    ends: Recurring | None = None


@dataclass(frozen=True)
class ProcedureVersion:
    """A procedure as it is for files received from ``since`` on.

    Attributes:
        until: First day on which files are no longer treated so; the version that it departed from
            then counts again.
        unverified: Why the text is uncertain.
    """

    since: date
    until: date
    steps: tuple[Step, ...]
    papers: tuple[Paper, ...]
    cites: tuple[Article, ...]
    unverified: str | None = None


@dataclass(frozen=True)
class Procedure:
    """One administrative procedure.

    Attributes:
        key: ``domain.name``, ours and stable.
        code: National code, when it was found; ``code_unverified`` says why it is uncertain.
        benefits: Codes of the benefits it leads to.
        versions: By ``since``.
        file, line: Where it is written.
        one_stop: Whether files are handed in at the one-stop shop, so that notices count for it.
        before: Why nothing is written of earlier days.
    """

    key: str
    domain: str
    vi: str
    en: str
    code: str | None
    code_unverified: str | None
    benefits: tuple[str, ...]
    versions: tuple[ProcedureVersion, ...]
    file: str
    line: int
    one_stop: bool = True
    before: str | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """What it is found by: its key, its national code, the benefits it leads to."""
        return tuple(filter(None, (self.key, self.code, *self.benefits)))

    def holds(self, received: date) -> bool:
        """Whether files received on a day are treated so."""
        return any(v.since <= received < v.until for v in self.versions)

    def at(self, received: date) -> ProcedureVersion:
        """How a file received on a day is treated.

        Raises:
            NotInForceError: there was no such procedure on that day.
        """
        holding = [v for v in self.versions if v.since <= received < v.until]
        if not holding:
            spans = "; ".join(f"{v.since} to {_shown(v.until)}" for v in self.versions)
            why = f"; {self.before}" if self.before and received < self.versions[0].since else ""
            raise NotInForceError(
                f"{self.key} is not in force on {received}, only from {spans}{why}"
            )
        return holding[-1]

    def counts_until(self, version: ProcedureVersion) -> date:
        """The day on which a version has given way for good, or ends."""
        later = [v for v in self.versions if v.since > version.since and v.until >= version.until]
        return min([version.until, *(v.since for v in later)])


@dataclass(frozen=True)
class Waiver:
    """A benefit that the law gives without an application, and why."""

    benefit: str
    vi: str
    en: str
    cites: tuple[Article, ...]
    since: date
    until: date
    file: str
    line: int
    unverified: str | None = None


@dataclass(frozen=True)
class Notice:
    """What counts for every file of the one-stop shop received in a span of dates."""

    vi: str
    en: str
    cites: tuple[Article, ...]
    since: date
    until: date
    file: str
    line: int
    unverified: str | None = None
    forbids_held_papers: bool = False


@dataclass(frozen=True)
class Procedures:
    """Every procedure of a law.

    Attributes:
        begins, ends: Files received in this span must find a procedure.
        domain_begins: Domain → a later day from which its procedures are written.
    """

    authorities: Mapping[str, Authority]
    procedures: tuple[Procedure, ...]
    waivers: tuple[Waiver, ...]
    notices: tuple[Notice, ...]
    begins: date
    ends: date
    domain_begins: Mapping[str, date]

    def __iter__(self) -> Iterator[Procedure]:
        return iter(self.procedures)

    def leading_to(self, benefit: str, received: date) -> list[Procedure]:
        """The procedures that lead to a benefit on a day."""
        return [p for p in self.procedures if benefit in p.benefits and p.holds(received)]

    def find(self, code: str) -> list[Procedure]:
        """The procedure with a key or national code, or those that lead to a benefit.

        Raises:
            UnknownNameError: nothing has that code.
        """
        if not self.is_about(code):
            raise UnknownNameError("procedure or benefit", code, self._codes())
        return [p for p in self.procedures if code in p.codes]

    def is_about(self, code: str) -> bool:
        """Whether a procedure or waiver has that code, or is about that benefit."""
        return code in set(self._codes())

    def waivers_of(self, code: str) -> list[Waiver]:
        """Why a benefit needs no application, span by span."""
        return [waiver for waiver in self.waivers if waiver.benefit == code]

    def notices_on(self, received: date) -> list[Notice]:
        """What counts for files of the one-stop shop received on a day."""
        return [n for n in self.notices if n.since <= received < n.until]

    def holders(self, code: str, domain: str, first: date, last: date) -> list[Holder]:
        """Who has the tasks of an authority from ``first`` to ``last``, with their first days."""
        found: list[Holder] = []
        day, authority = first, self.authorities[code]
        while True:
            heir = self._heir(authority, domain)
            if heir is None or day < authority.until:
                found.append((day, authority))
            if heir is None or authority.until > last:
                return found
            day, authority = max(day, authority.until), heir

    def _heir(self, authority: Authority, domain: str) -> Authority | None:
        heirs = authority.heirs or {}
        code = heirs.get(domain) or heirs.get(ELSEWHERE)
        return self.authorities[code] if code else None

    def _codes(self) -> Iterable[str]:
        for procedure in self.procedures:
            yield from procedure.codes
        yield from (waiver.benefit for waiver in self.waivers)


#: First day, and who has the task from then on.
Holder = tuple[date, Authority]


def _shown(day: date) -> str:
    return "now on" if day == NEVER else str(day)
