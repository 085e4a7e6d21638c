"""What the roll of merit pays a person for titles of one's own, by the figures of the law."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from ansinh.law.book import national_law
from ansinh.law.facts.merit_choices import MeritKind
from ansinh.people.merit.titles import BY_RATE, SEVERE, Titles, ordinals

Numbers = np.ndarray[Any, Any]

#: Kinds paid by rate → the figure of the law, by rate.
_BY_RATE = {
    MeritKind.WAR_INVALID: "war_invalid",
    MeritKind.WAR_INVALID_POLICY: "war_invalid",
    MeritKind.WAR_INVALID_B: "war_invalid_b",
    MeritKind.SICK_SOLDIER: "sick_soldier",
    MeritKind.AGENT_ORANGE: "agent_orange",
}
_OF_HARM, _ABOVE_HARM = 41, 61


def figure(name: str, day: date) -> Any:
    """A figure of the law of merit, as known on the day; its first value where none was known."""
    parameter = national_law().parameters[f"merit.{name}"]
    return (parameter.at(day, day) or parameter.values[0]).value


@lru_cache(maxsize=16)
def _by_rate(name: str, day: date) -> Numbers:
    """Amount for each rate from 0 to 100."""
    found = np.zeros(101, dtype=np.int64)
    for least, amount in figure(name, day):
        found[least:] = amount
    return found


@lru_cache(maxsize=4)
def _fixed(day: date) -> Numbers:
    """Amount of each kind that is not paid by rate."""
    mother = figure("heroic_mother", day) + figure("heroic_mother_supplement", day)
    amounts = {
        MeritKind.ACTIVIST_PRE_1945: figure("activist_stayed", day),
        MeritKind.ACTIVIST_PRE_UPRISING: figure("activist_uprising", day),
        MeritKind.HEROIC_MOTHER: mother,
        MeritKind.HERO_ARMED_FORCES: figure("hero", day),
        MeritKind.HERO_LABOUR: figure("hero", day),
        MeritKind.IMPRISONED: figure("imprisoned", day),
        **{MeritKind.of(code): amount for code, amount in figure("helper", day).items()},
    }
    return np.array([amounts.get(kind, 0) for kind in MeritKind], dtype=np.int64)


def monthly(titles: Titles, facts: dict[str, Any], day: date) -> Numbers:
    """Allowance and supplement of each title that is held, in đồng a month."""
    kind, rate = titles.kind, titles.rate.copy()
    sick, chemicals = (
        kind == some.ordinal for some in (MeritKind.SICK_SOLDIER, MeritKind.AGENT_ORANGE)
    )
    also_sick = chemicals & np.isin(titles.row, titles.row[sick])
    for row, combined in zip(titles.row[also_sick], titles.combined[also_sick], strict=True):
        if combined:
            rate[sick & (titles.row == row)] = combined
    rate[also_sick] = 0
    harmed = titles.reproductive & (also_sick | (rate < _ABOVE_HARM))
    rate[harmed] = _OF_HARM
    amount = _fixed(day)[kind]
    severe = (rate >= SEVERE) & np.isin(kind, ordinals(*BY_RATE))
    special = severe & facts["is_specially_severe"].values & facts["has_board_record"].values
    usual, more = figure("supplement_81", day), figure("supplement_special", day)
    for some, name in _BY_RATE.items():
        mine = kind == some.ordinal
        amount[mine] = _by_rate(name, day)[rate[mine]]
        amount[mine & severe & ~special] += usual[some.code]
        amount[mine & special] += more[some.code]
    first = kind == MeritKind.ACTIVIST_PRE_1945.ordinal
    left = first & facts["left_home"].values
    years = facts["seniority_years"].values[left]
    amount[left] = figure("activist_left_home", day) + figure("activist_seniority", day) * years
    return np.asarray(amount)
