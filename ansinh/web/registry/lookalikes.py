"""People who may be the same: told before somebody is registered, and where two are made one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from ansinh.people.spelling import forms
from ansinh.web.registry.models import Person


def lookalikes(number: str, name: str, born: date | None) -> QuerySet[Any]:
    """People of the whole province with the same personal number, or the same name and birth date.

    The name is compared without diacritics. Pages name only those whom their reader may see.
    """
    same = Q(citizen_number=number) if number else Q(pk__in=())
    folded = forms(name).folded
    if folded and born:
        same |= Q(search_name=folded, birth_date=born)
    found: QuerySet[Any] = Person.objects.filter(same, closed_on__isnull=True)
    return found
