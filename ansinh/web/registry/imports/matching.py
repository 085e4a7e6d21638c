"""Which person of the registry a row speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ansinh.people.spelling import forms
from ansinh.web.registry.bulk import slices
from ansinh.web.registry.imports.lines import Line
from ansinh.web.registry.imports.values import plain
from ansinh.web.registry.models import Person


@dataclass(frozen=True)
class Known:
    """A person of the registry, as far as a row can tell who it is."""

    pk: int
    household: int
    village: str
    full_name: str
    folded: str
    words: str
    birth_date: date | None
    number: str


class Commune:
    """The people of a commune, and who holds a number elsewhere in the province."""

    def __init__(self, area: Any, numbers: Iterable[str]) -> None:
        self.people: dict[int, Known] = {}
        self._by_name: dict[tuple[str, Any], list[int]] = defaultdict(list)
        self._by_number: dict[str, int] = {}
        columns = ("pk", "household_id", "household__village", "full_name", "birth_date")
        rows = Person.objects.filter(household__area=area, closed_on__isnull=True)
        for pk, home, village, name, born, number in rows.values_list(*columns, "citizen_number"):
            written = forms(name)
            known = Known(pk, home, village, name, written.folded, written.words, born, number)
            self.people[pk] = known
            if born is not None:
                self._by_name[known.folded, born].append(pk)
                self._by_name[known.folded, born.year].append(pk)
            self._by_name[known.folded, None].append(pk)
            if number:
                self._by_number[number] = pk
        self._elsewhere = _held_elsewhere(set(numbers) - self._by_number.keys())

    def find(self, line: Line) -> Known | None:
        """The person of a row; None where there is none, or with a problem where it is not sure."""
        number = line.values.get("Person.citizen_number", "")
        if number in self._by_number:
            return self._of_number(line, self.people[self._by_number[number]])
        if number in self._elsewhere:
            line.say(
                "Person.citizen_number",
                "người này đang ở sổ của xã khác trong tỉnh; chuyển về trước rồi nhập lại",
                "this person is in the registry of another commune; move them here first",
            )
            return None
        return self._of_name(line, number)

    def _of_number(self, line: Line, known: Known) -> Known | None:
        if forms(line.values.get("Person.full_name", "")).words != known.words:
            line.say(
                "Person.citizen_number",
                f"trong sổ, số này là của {known.full_name}",
                f"in the registry this number is of {known.full_name}",
            )
            return None
        return known

    def _of_name(self, line: Line, number: str) -> Known | None:
        name = forms(line.values.get("Person.full_name", "")).folded
        born: Any = None
        if "Person.birth_date" in line.values:
            born = date.fromisoformat(line.values["Person.birth_date"])
            if "Person.birth_date" in line.notes:
                born = born.year
        found = [self.people[pk] for pk in self._by_name.get((name, born), ())]
        if len(found) > 1 and (village := line.values.get("Household.village")):
            found = [k for k in found if plain(k.village) == plain(village)] or found
        if len(found) > 1:
            line.say(
                "Person.full_name",
                f"có {len(found)} người cùng tên; ghi thêm số định danh hoặc ngày sinh đầy đủ",
                f"{len(found)} people have this name; write the personal number or full birth date",
            )
            return None
        if found and number and found[0].number:
            line.say(
                "Person.citizen_number",
                "cùng tên và ngày sinh, nhưng trong sổ là số định danh khác",
                "same name and birth date, but the registry has another number",
            )
            return None
        return found[0] if found else None


def _held_elsewhere(numbers: set[str]) -> set[str]:
    """Numbers that somebody of another commune holds."""
    held: set[str] = set()
    for some in slices(sorted(numbers)):
        rows = Person.objects.filter(citizen_number__in=some, closed_on__isnull=True)
        held |= set(rows.values_list("citizen_number", flat=True))
    return held
