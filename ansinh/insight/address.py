"""How people are spoken of in Vietnamese sentences."""

from __future__ import annotations

from datetime import date

from ansinh.engine.dates import years_between
from ansinh.engine.rows import Row

#: Younger people are called children.
CHILD = 16
#: From this age on people are called ``ông`` and ``bà``, before it ``anh`` and ``chị``.
MIDDLE_AGE = 40


def address(row: Row, day: date) -> str | None:
    """How somebody is spoken of: ``Bà``, ``Anh``, ``Cháu``; nothing for a household."""
    born, sex = row.values.get("birth_date"), row.values.get("sex")
    if row.entity != "Person":
        return None
    age = years_between(born, day) if isinstance(born, date) else MIDDLE_AGE
    if age < CHILD:
        return "Cháu"
    young = age < MIDDLE_AGE
    woman, man = ("Chị", "Anh") if young else ("Bà", "Ông")
    either = "Anh/chị" if young else "Ông/bà"
    return {"female": woman, "male": man}.get(str(getattr(sex, "code", None)), either)
