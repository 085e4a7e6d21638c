"""Who belonged to which household, on which days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl
from django.db import connection
from django.db.models import Q

from ansinh.web.registry.bulk import insert
from ansinh.web.registry.models import Membership, Person

LOADED, IMPORTED, BORN, CAME, MOVED = "loaded", "imported", "born", "came", "moved"
MISTAKE, MERGED, UNDONE = "mistake", "merged", "import undone"
#: Endings of what never was: no day shows it.
NEVER = (MISTAKE, MERGED, UNDONE)


def fill_memberships(how: str = LOADED) -> int:
    """Give everybody who has none a membership of their household; returns how many.

    One statement for any number of people: what comes in in bulk calls it once. Since when they
    live there is not known, and is left so.
    """
    people, table = Person._meta.db_table, Membership._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (person_id, household_id, how, ending, source, proof) "  # noqa: S608
            f"SELECT id, household_id, %s, '', '', '' FROM {people} WHERE closed_on IS NULL "
            f"AND id NOT IN (SELECT person_id FROM {table})",
            [how],
        )
        return int(cursor.rowcount)


def begin_many(homes: Mapping[int, int], how: str, source: str = "") -> None:
    """As :func:`fill_memberships`, of people whose households are at hand: person → household."""
    rows = {"person_id": list(homes), "household_id": list(homes.values())}
    insert(Membership, pl.DataFrame(rows).with_columns(how=pl.lit(how), source=pl.lit(source)))


def undo_many(people: Iterable[int], on: date) -> None:
    """Open memberships of people who came in by a file that was undone never were."""
    found = Membership.objects.filter(person__in=list(people), until=None)
    found.update(until=on, ending=UNDONE)


def begin(person: Any, since: date | None, how: str, source: str = "", proof: str = "") -> None:
    """Somebody belongs to the household that their row names, from a day on."""
    Membership.objects.create(
        person=person,
        household_id=person.household_id,
        since=since,
        how=how,
        source=source,
        proof=proof,
    )


def finish(person: Any, until: date, ending: str) -> Any:
    """The open membership ends; returns it, or None where there was none."""
    found = Membership.objects.filter(person=person, until=None).first()
    if found is not None:
        found.until, found.ending = until, ending
        found.save(update_fields=["until", "ending"])
    return found


def lived_in(households: Iterable[int], on: date) -> dict[int, int]:
    """Person → household, of those who belonged to these households on a day and were born.

    The dead stay with their last household: the law still speaks of them.
    """
    rows = _on(on).filter(household__in=list(households))
    return dict(rows.values_list("person_id", "household_id"))


def homes_of(people: Iterable[int], on: date) -> set[int]:
    """The households to which people belonged on a day."""
    rows = _on(on).filter(person__in=list(people))
    return set(rows.values_list("household_id", flat=True))


def _on(day: date) -> Any:
    begun = Q(since=None) | Q(since__lte=day)
    lasting = Q(until=None) | Q(until__gt=day)
    born = Q(person__birth_date=None) | Q(person__birth_date__lte=day)
    return Membership.objects.filter(begun & lasting & born).exclude(ending__in=NEVER)
