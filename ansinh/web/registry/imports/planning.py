"""What each row of a file would change in the registry, before anything does.

A plan is data: rows to add, facts to change, links to set. It is made without touching the
registry, shown as the dry run, and written by :mod:`ansinh.web.registry.imports.applying` only if
the households it speaks of are still as they were.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ansinh.law.book import national_law
from ansinh.people.rolls import kinds_of
from ansinh.web.registry.changing import written
from ansinh.web.registry.fields import ENTITIES
from ansinh.web.registry.imports.forms import Form, Record
from ansinh.web.registry.imports.lines import Line
from ansinh.web.registry.imports.matching import Commune, Known
from ansinh.web.registry.imports.values import plain
from ansinh.web.registry.models import MODELS, Household

#: A row that is there (its number) or will be (``"h3"``, ``"p17"``).
Ref = int | str
Progress = Callable[[int, int], None]
_ABOUT_EVERY = 500


@dataclass
class Plan:
    """What one row would do.

    Attributes:
        household, person: Rows of the registry, or what will be added.
        version: Of the household, when the plan was made; 0 of one that will be added.
        adds: (reference, entity, owner, column → value as written).
        changes: (entity, row, column, before, after, since).
        links: (reference of a person, relation, reference of another).
    """

    line: Line
    household: Ref | None = None
    person: Ref | None = None
    version: int = 0
    adds: list[tuple[Ref, str, Ref | None, dict[str, Any]]] = field(default_factory=list)
    changes: list[tuple[str, int, str, Any, Any, str]] = field(default_factory=list)
    links: list[tuple[Ref, str, Ref]] = field(default_factory=list)

    @property
    def state(self) -> str:
        """``problem``, ``new``, ``changed`` or ``same``."""
        if self.line.is_wrong:
            return "problem"
        if self.adds:
            return "new"
        return "changed" if self.changes or self.links else "same"


class Planner:
    """Plans the rows of one file for one commune."""

    def __init__(self, form: Form, area: Any, lines: Sequence[Line], today: date) -> None:
        self.form, self.area, self.lines, self.today = form, area, lines, today
        numbers = (line.values.get("Person.citizen_number", "") for line in lines)
        self.commune = Commune(area, filter(None, numbers))
        here = Household.objects.filter(area=area, closed_on__isnull=True)
        self.homes = dict(here.values_list("pk", "version"))
        self._rows = dict(self._existing())
        self._owned: dict[tuple[str, int], list[int]] = defaultdict(list)
        for record in form.records:
            for pk, row in self._rows[record.entity].items():
                self._owned[record.entity, row[self._owner_column(record)]].append(pk)
        self._seen: dict[Any, tuple[Plan, Any]] = {}
        self._added = 0

    def plan_list(self, progress: Progress | None = None) -> list[Plan]:
        """A plan for every row of a list, in order."""
        plans: list[Plan] = []
        for number, line in enumerate(self.lines, 1):
            plans.append(self._of_list(line))
            if progress is not None and number % _ABOUT_EVERY == 0:
                progress(number, len(self.lines))
        return plans

    def reference(self, kind: str) -> str:
        """A name for a row that will be added."""
        self._added += 1
        return f"{kind}{self._added}"

    def first_time(self, plan: Plan, what: Any, said: Any = None) -> bool:
        """Whether no earlier row spoke of ``what``; a problem where one said something else of it.

        Args:
            said: What the row says of it; two rows that say nothing else are both wrong.
        """
        earlier, before = self._seen.setdefault(what, (plan, said))
        if earlier is plan:
            return True
        repeats = said is not None and before == said
        if not repeats or earlier.person == plan.person:
            number = earlier.line.number
            plan.line.say(
                "Person.full_name",
                f"trùng với dòng {number}",
                f"the same as row {number}",
                is_warning=repeats,
            )
        return False

    def facts(self, plan: Plan, entity: str, row: int, *, may_correct: bool) -> None:
        """Changes of facts of a row that is there.

        Args:
            may_correct: Whether name, birth, sex and place may become what the file says; else
                they are only compared.
        """
        before = self._rows[entity][row]
        for name, value in plan.line.of(entity).items():
            about = f"{entity}.{name}"
            if about in plan.line.notes or _same(before.get(name), value):
                continue
            if about in _IDENTITY and before.get(name) not in (None, "") and not may_correct:
                plan.line.say(
                    about,
                    f"trong sổ là «{written(before[name])}»; giữ như trong sổ",
                    f"the registry says «{written(before[name])}»; it stays so",
                    is_warning=True,
                )
                continue
            since = self.today.isoformat()
            plan.changes.append((entity, row, name, written(before.get(name)), value, since))

    def _of_list(self, line: Line) -> Plan:
        """A row of a list: of somebody who is in the registry, and the records it adds."""
        plan = Plan(line)
        self.needs(line, [code for code in self.form.needs if code not in line.values])
        known = self.commune.find(line) if "Person.full_name" in line.values else None
        if known is None:
            if not line.is_wrong:
                line.say(
                    "Person.full_name",
                    "không có người này trong sổ của xã; nhập sổ hộ trước, hoặc xem lại tên, "
                    "ngày sinh, số định danh",
                    "nobody of this name in the commune's registry; import the household roll "
                    "first, or check name, birth date and number",
                )
            return plan
        plan.household, plan.person = known.household, known.pk
        plan.version = self.version_of(known.household)
        self.facts(plan, "Person", known.pk, may_correct=False)
        self.facts(plan, "Household", known.household, may_correct=False)
        for record in self.form.records:
            self._record(plan, record, known)
        return plan

    def _record(self, plan: Plan, record: Record, known: Known) -> None:
        line, values = plan.line, plan.line.of(record.entity)
        if not values and record is not self.form.records[0]:
            return
        missing = [name for name in record.needs if name not in values]
        self.needs(line, [f"{record.entity}.{name}" for name in missing])
        is_of_home = self._owner_column(record) == "household_id"
        owner = known.household if is_of_home else known.pk
        key = (record.entity, owner, *(values.get(name) for name in record.same))
        if missing or not self.first_time(plan, key, values):
            return
        if record.entity == "Receipt":
            values["group"] = _receipt_groups()[values["benefit"]]
        going_on = [
            (pk, row)
            for pk, row in self._going_on(record, owner)
            if all(_same(row[name], values[name]) for name in record.same)
        ]
        if not going_on:
            plan.adds.append((self.reference("r"), record.entity, owner, values))
            return
        pk, row = going_on[-1]
        differing = {
            name: value
            for name, value in values.items()
            if name not in (record.starts, "group") and not _same(row[name], value)
        }
        replaces = record.starts and any(row[name] is not None for name in differing)
        start = values.get(record.starts)
        if replaces and start and (row[record.starts] or date.min).isoformat() < start:
            plan.changes.append((record.entity, pk, "until", None, start, start))
            plan.adds.append((self.reference("r"), record.entity, owner, values))
            return
        since = start or self.today.isoformat()
        plan.changes += [
            (record.entity, pk, name, written(row[name]), value, since)
            for name, value in differing.items()
        ]

    def needs(self, line: Line, codes: Sequence[str]) -> None:
        """Note what a row lacks."""
        for code in codes:
            target = self.form.targets[code]
            line.say(code, f"thiếu {target.vi.lower()}", f"{target.en.lower()} is missing")

    def known(self, entity: str, row: Ref | None, name: str) -> Any:
        """What the registry holds of a row; None of one that is not there yet."""
        return self._rows[entity].get(row, {}).get(name) if isinstance(row, int) else None

    def version_of(self, household: Ref | None) -> int:
        """Version of a household; 0 of one that is not there yet."""
        return self.homes.get(household, 0) if isinstance(household, int) else 0

    def _existing(self) -> Iterator[tuple[str, dict[int, dict[str, Any]]]]:
        """Entity → rows of the commune: number → what the form may say of them."""
        kin = ["mother_id", "father_id", "spouse_id"] if self.form.adds else []
        yield "Person", self._of_commune("Person", "household__area", ["sex", *kin])
        yield "Household", self._of_commune("Household", "area", [])
        for record in self.form.records:
            owner = self._owner_column(record)
            more = {owner, "until", *record.same, *filter(None, (record.starts,))}
            path = "household__area" if owner == "household_id" else "person__household__area"
            columns = sorted(more & {f.attname for f in MODELS[record.entity]._meta.fields})
            yield record.entity, self._of_commune(record.entity, path, columns)

    def _of_commune(
        self, entity: str, area_path: str, more: Sequence[str]
    ) -> dict[int, dict[str, Any]]:
        said = {name for line in self.lines for name in line.of(entity)}
        rows = MODELS[entity].objects.filter(closed_on__isnull=True, **{area_path: self.area})
        columns = sorted({*said, *more})
        return {row.pop("pk"): row for row in rows.order_by("pk").values("pk", *columns)}

    def _owner_column(self, record: Record) -> str:
        owner = ENTITIES[record.entity].owner
        assert owner is not None
        return f"{owner.name}_id"

    def _going_on(self, record: Record, owner: int) -> list[tuple[int, dict[str, Any]]]:
        """Records of an owner that go on today, the latest last."""
        rows = ((pk, self._rows[record.entity][pk]) for pk in self._owned[record.entity, owner])
        return [(pk, r) for pk, r in rows if r.get("until") is None or r["until"] > self.today]


#: What says who somebody is and where they live: a list does not correct it.
_IDENTITY = {
    "Person.full_name",
    "Person.birth_date",
    "Person.sex",
    "Household.village",
    "Household.address",
}


def _same(held: Any, value: Any) -> bool:
    """Whether the registry says what the file says, spelling aside."""
    if isinstance(held, Decimal):
        return held == Decimal(value)
    text = written(held)
    if isinstance(text, str) and isinstance(value, str):
        return text == value or plain(text) == plain(value)
    return bool(text == value)


@lru_cache(maxsize=1)
def _receipt_groups() -> dict[str, str]:
    """Code of a benefit → group under which a payment of it is booked."""
    return {code: kind.group(code) for code, kind in kinds_of(national_law()).items()}
