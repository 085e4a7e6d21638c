"""Checks of what the registry says: dates, personal numbers, receipts, areas, recognitions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ansinh.people.checks.registry import NO_ID, Registry, Table
from ansinh.people.checks.report import Numbers
from ansinh.people.citizens import PROVINCES, century_digit, contradictions
from ansinh.people.layout import TOP
from ansinh.people.spans import overlapped
from ansinh.people.units import MERGER

LAST_DAY_OF_FORMER_UNITS = date(2025, 6, 30)


def check_sense(registry: Registry, benefits: Collection[str] | None) -> None:
    """Everything a row says that cannot be so."""
    for table in registry.own.values():
        _check_span(registry, table, "since", "until")
        _check_span(registry, table, "valid_from", "valid_to")
    people = registry.own.get("Person")
    if people is not None:
        _check_lives(registry, people)
        _check_citizen_numbers(registry, people)
    for name in ("Receipt", "HouseholdReceipt"):
        if name in registry.own:
            _check_receipts(registry, registry.own[name], benefits)
    households = registry.own.get(TOP)
    if households is not None:
        _check_empty_households(registry, households)
        _check_area(registry, households, "area_id", registry.info.date)
        if registry.info.date >= MERGER:
            _check_area(registry, households, "former_area_id", LAST_DAY_OF_FORMER_UNITS)
    if "PovertyRecognition" in registry.own:
        _check_overlaps(registry, registry.own["PovertyRecognition"])


def _check_span(registry: Registry, table: Table, first: str, last: str) -> None:
    since, until = table.days(first), table.days(last)
    if since is None or until is None:
        return
    registry.report.rows(
        "impossible dates",
        table.name,
        last,
        until <= since,
        lambda row: until[row],
        lambda row: f"after {first} {since[row]}",
    )


def _check_lives(registry: Registry, people: Table) -> None:
    birth, death = people.days("birth_date"), people.days("death_date")
    today, report = np.datetime64(registry.info.date, "D"), registry.report
    if birth is not None:
        report.rows(
            "impossible dates",
            people.name,
            "birth_date",
            birth > today,
            lambda row: birth[row],
            f"not after the registry's day, {today}",
        )
    if death is not None:
        report.rows(
            "impossible dates",
            people.name,
            "death_date",
            death > today,
            lambda row: death[row],
            f"not after the registry's day, {today}",
        )
    if birth is not None and death is not None:
        report.rows(
            "impossible dates",
            people.name,
            "death_date",
            death < birth,
            lambda row: death[row],
            lambda row: f"not before the birth, {birth[row]}",
        )


def _check_citizen_numbers(registry: Registry, people: Table) -> None:
    texts, report, column = people.texts("citizen_number"), registry.report, "citizen_number"
    if texts is None:
        return
    formed = pc.match_substring_regex(texts, "^[0-9]{12}$")
    wrong = _mask(pc.invert(formed))
    report.rows("wrong citizen number", people.name, column, wrong, texts, "12 digits")
    right = _mask(formed)
    numbers = pc.if_else(formed, texts, None).cast(pa.int64()).fill_null(0).to_numpy()
    known = np.array([f"{code:03d}" in PROVINCES for code in range(1000)])
    report.rows(
        "wrong citizen number",
        people.name,
        column,
        right & ~known[numbers // 10**9],
        texts,
        "the code of a province in the first three digits",
    )
    _check_birth_digits(registry, people, numbers, right, texts)
    order = np.argsort(numbers, kind="stable")
    again = np.zeros(len(numbers), dtype=bool)
    again[order[1:]] = numbers[order[1:]] == numbers[order[:-1]]
    report.rows(
        "duplicate citizen number",
        people.name,
        column,
        right & again,
        texts,
        "a number that nobody else has",
    )


def _check_birth_digits(
    registry: Registry, people: Table, numbers: Numbers, right: Numbers, texts: pa.ChunkedArray
) -> None:
    birth, sex = people.days("birth_date"), people.texts("sex")
    if birth is None or sex is None:
        return
    known = right & ~np.isnat(birth) & sex.is_valid().to_numpy()
    year = np.where(known, birth, np.datetime64("2000-01-01")).astype("datetime64[Y]")
    years = year.astype(np.int64) + 1970
    is_male = _mask(pc.equal(sex, "male"))
    digit = century_digit(years, is_male)
    wrong_digit, wrong_year = contradictions(numbers, years, is_male)
    registry.report.rows(
        "wrong citizen number",
        people.name,
        "citizen_number",
        known & wrong_digit,
        texts,
        lambda row: f"{digit[row]} as fourth digit, for {sex[row].as_py()} born {years[row]}",
    )
    registry.report.rows(
        "wrong citizen number",
        people.name,
        "citizen_number",
        known & wrong_year,
        texts,
        lambda row: f"{years[row] % 100:02d} as fifth and sixth digit, for the year {years[row]}",
    )


def _check_receipts(registry: Registry, table: Table, benefits: Collection[str] | None) -> None:
    codes = table.texts("benefit")
    if codes is not None:
        wrong = _mask(codes.is_null())
        if benefits is not None:
            wrong |= _mask(pc.invert(pc.is_in(codes, pa.array(sorted(benefits), pa.string()))))
        registry.report.rows(
            "unknown benefit", table.name, "benefit", wrong, codes, "the code of a benefit"
        )
    paying, areas = table.texts("paying_area_code"), registry.own.get("Area")
    known = None if areas is None else areas.texts("code")
    if paying is not None and known is not None:
        wrong = _mask(
            pc.and_(pc.invert(pc.is_in(paying, known.combine_chunks())), paying.is_valid())
        )
        registry.report.rows(
            "unknown area", table.name, "paying_area_code", wrong, paying, "a code of areas.parquet"
        )


def _check_empty_households(registry: Registry, households: Table) -> None:
    people = registry.own.get("Person")
    mine = None if people is None else people.numbers("household_id")
    places = None if mine is None else registry.places(TOP, mine)
    ids = households.numbers("id")
    if places is None or ids is None:
        return
    empty = np.bincount(places[places >= 0], minlength=len(ids)) == 0
    registry.report.rows(
        "household without people",
        households.name,
        "id",
        empty,
        lambda row: ids[row],
        "at least one person in people.parquet",
    )


def _check_area(registry: Registry, households: Table, column: str, day: date) -> None:
    areas = registry.own.get("Area")
    mine = households.numbers(column)
    if areas is None or mine is None:
        return
    start, end = areas.days("valid_from"), areas.days("valid_to")
    places = registry.places("Area", mine)
    if start is None or end is None or places is None or not areas.rows:
        return
    on = np.datetime64(day, "D")
    stands = (np.isnat(start) | (start <= on)) & (np.isnat(end) | (end > on))
    at = np.maximum(places, 0)
    wrong = (places >= 0) & ~stands[at]
    names = areas.texts("name")

    def found(row: int) -> str:
        name = "" if names is None else f" ({names[int(at[row])].as_py()})"
        return f"{mine[row]}{name}"

    registry.report.rows(
        "area not valid", households.name, column, wrong, found, f"an area that existed on {on}"
    )
    if column == "area_id":
        registry.report.rows(
            "empty cell", households.name, column, mine == NO_ID, lambda _: None, "an area"
        )


def _check_overlaps(registry: Registry, table: Table) -> None:
    home, since, until = table.numbers("household_id"), table.days("since"), table.days("until")
    if home is None or since is None or until is None:
        return
    previous = overlapped(home, since, until)
    registry.report.rows(
        "overlapping recognitions",
        table.name,
        "since",
        previous >= 0,
        lambda row: since[row],
        lambda row: f"not before row {previous[row] + 1} ends",
    )


def _mask(values: pa.ChunkedArray) -> Numbers:
    return np.asarray(values.fill_null(False).to_numpy(), dtype=bool)
