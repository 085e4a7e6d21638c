"""How rules run: the rule language, its three readers and exact values.

Law modules import everything they need from here.
"""

from ansinh.engine.dates import (
    add_days,
    add_months,
    add_years,
    days_between,
    first_of_month,
    first_of_next_month,
    month_of,
    months_between,
    year_of,
    years_between,
)
from ansinh.engine.declare import benefit, exception, only_first, only_highest, rule
from ansinh.engine.documents import document
from ansinh.engine.entities import UNKNOWN, Default, Entity, fact, link, members, owner
from ansinh.engine.oracle import exists
from ansinh.engine.parameters import Law
from ansinh.engine.values import (
    NEVER,
    Choice,
    Currency,
    Money,
    Rate,
    at_least,
    ratio,
    round_down,
    round_half_up,
    round_up,
)

__all__ = [
    "NEVER",
    "UNKNOWN",
    "Choice",
    "Currency",
    "Default",
    "Entity",
    "Law",
    "Money",
    "Rate",
    "add_days",
    "add_months",
    "add_years",
    "at_least",
    "benefit",
    "days_between",
    "document",
    "exception",
    "exists",
    "fact",
    "first_of_month",
    "first_of_next_month",
    "link",
    "members",
    "month_of",
    "months_between",
    "only_first",
    "only_highest",
    "owner",
    "ratio",
    "round_down",
    "round_half_up",
    "round_up",
    "rule",
    "year_of",
    "years_between",
]
