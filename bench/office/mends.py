"""What was slow, beside what stands in its place: ``python -m bench.office.mends FILE``.

Both ways answer the same question on the same province, one after the other and several times; the
old way is kept here, or is what PostgreSQL does without the index. Prints nothing; writes JSON.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.timing import seconds

_RUNS = 9


@dataclass(frozen=True)
class Mend:
    """Milliseconds of the old way and of the new, each the median of several runs."""

    name: str
    before: float
    after: float

    @property
    def times(self) -> float:
        """How many times faster it became."""
        return self.before / max(self.after, 1e-6)


def measure(officer: Any, specialist: Any) -> list[Mend]:
    """Every mend; the officer is of one commune, the specialist of the province."""
    from ansinh.web.access import policy
    from ansinh.web.office.models import Finding

    commune = policy.areas(officer).get()
    homes = Finding.objects.filter(area=commune).order_by("pk")
    homes = list(dict.fromkeys(homes.values_list("household_id", flat=True)[:400]))[:_RUNS]
    people = policy.people(officer).exclude(citizen_number="").exclude(search_name="")
    known = list(people.values_list("search_name", "citizen_number").order_by("pk")[:_RUNS])
    names, numbers = ([row[place] for row in known] for place in (0, 1))
    return [
        _mend("a household with those it leads to, read", homes, _as_tables, _as_rows),
        _mend("25 people of a commune by name", names, _parts(officer), _words(officer)),
        _mend("25 people of the province by name", names, _parts(specialist), _words(specialist)),
        _mend("a person of the province by number", numbers, _scan(specialist), _words(specialist)),
        _mend("how many people there are", names, _everybody(specialist), _at_most(specialist)),
        _mend("insurance periods of a commune", [commune.pk] * 3, _by_subquery, _by_number),
        _mend("a question to the database", names, _reconnect, _ask),
    ]


def _mend(
    name: str, given: list[Any], before: Callable[[Any], object], after: Callable[[Any], object]
) -> Mend:
    before(given[0])
    after(given[0])
    old, new = zip(
        *((seconds(lambda g=g: before(g)), seconds(lambda g=g: after(g))) for g in given),
        strict=True,
    )
    return Mend(name, statistics.median(old) * 1e3, statistics.median(new) * 1e3)


# --- households ---------------------------------------------------------------------------------


def _as_tables(home: int) -> object:
    from ansinh.web.registry.tables import reference, tables_of

    reference()
    return tables_of([home]).household(0)


def _as_rows(home: int) -> object:
    from ansinh.web.registry.rows import household_row

    return household_row(home)


# --- people -------------------------------------------------------------------------------------


def _parts(user: Any) -> Callable[[str], object]:
    """Parts of a name, counted whole, without the index of words."""
    from ansinh.web.access import policy

    def find(words: str) -> object:
        rows = policy.people(user).filter(closed_on__isnull=True).order_by("search_name", "pk")
        for word in words.split():
            rows = rows.filter(search_name__contains=word)
        with _without("people_by_word"):
            return rows.count(), list(rows.select_related("household__area")[:25])

    return find


def _scan(user: Any) -> Callable[[str], object]:
    """The number, without its index."""
    from ansinh.web.access import policy

    def find(number: str) -> object:
        rows = policy.people(user).filter(closed_on__isnull=True, citizen_number=number)
        with _without("people_by_number"):
            return rows.count(), list(rows.select_related("household__area")[:25])

    return find


def _words(user: Any) -> Callable[[str], object]:
    """As the page finds them."""
    from django.test import RequestFactory

    from ansinh.web.office.views.common import page_of
    from ansinh.web.office.views.people import found_people

    def find(words: str) -> object:
        page = page_of(found_people(user, words), RequestFactory().get("/people"))
        return page.paginator.count, list(page.object_list)

    return find


def _everybody(user: Any) -> Callable[[str], object]:
    from ansinh.web.office.views.people import found_people

    return lambda _: found_people(user, "").count()


def _at_most(user: Any) -> Callable[[str], object]:
    from ansinh.web.office.views.common import ROWS, Pages
    from ansinh.web.office.views.people import found_people

    return lambda _: Pages(found_people(user, ""), ROWS).count


@contextmanager
def _without(index: str) -> Iterator[None]:
    """As if the index were not there; it stays."""
    from django.db import connection, transaction

    hide = "UPDATE pg_index SET indisvalid = false WHERE indexrelid = %s::regclass"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(hide, [index])
        yield
        transaction.set_rollback(True)


# --- snapshots and connections ------------------------------------------------------------------


def _by_subquery(area: int) -> object:
    homes = "SELECT id FROM registry_households WHERE closed_on IS NULL AND area_id = %s"
    people = f"SELECT id FROM registry_people WHERE closed_on IS NULL AND household_id IN ({homes})"
    return _periods(f"closed_on IS NULL AND person_id IN ({people}) ORDER BY id", (area,))


def _by_number(area: int) -> object:
    from ansinh.web.registry.bulk import among
    from ansinh.web.registry.models import Person

    people = Person.objects.filter(closed_on__isnull=True, household__area_id=area)
    people = people.filter(household__closed_on__isnull=True).values_list("pk", flat=True)
    where, values = among("person_id", list(people))
    return _periods(f"closed_on IS NULL AND {where}", values)


def _periods(where: str, values: tuple[Any, ...]) -> object:
    from ansinh.web.registry.bulk import read
    from ansinh.web.registry.models import MODELS

    return read(MODELS["InsurancePeriod"], f"WHERE {where}", values).height


def _reconnect(_: str) -> object:
    from django.db import connection

    connection.close()
    return _ask(_)


def _ask(_: str) -> object:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone()


def main(file: Path) -> None:
    """Measure with an officer and a specialist made for it."""
    from ansinh.web.access.models import User
    from ansinh.web.access.policy import give
    from bench.office.accounts import officers

    officer = User.objects.get(username=officers(1)[0]["user"])
    specialist, _ = User.objects.get_or_create(username="bench-province")
    give(specialist, "department_specialist")
    file.write_text(json.dumps([asdict(mend) for mend in measure(officer, specialist)]))


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.web.settings")
    django.setup()
    main(Path(sys.argv[1]))
