from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import polars as pl

from ansinh.insight.catalogue import Catalogue
from ansinh.insight.tables.groups import Labels
from ansinh.insight.tables.silent import Silent
from tests.insight.tiny_law import TODAY, tiny_book

CATALOGUE = Catalogue(tiny_book(), TODAY, TODAY)
ELDER = CATALOGUE.numbers["tiny.elder"]
PLACES = [f"{number:05}" for number in range(1, 11)]


def coverage(covered: dict[str, int], entitled: int = 100) -> pl.DataFrame:
    rows = [(place, ELDER, entitled, covered.get(place, 90)) for place in PLACES]
    names = ["group", "benefit", "entitled", "covered"]
    return pl.DataFrame(rows, schema=names, orient="row").cast({"benefit": pl.Int16})


def labels() -> Labels:
    learnt = Labels()
    rows = [(code, f"Xã {code}", code, code, None) for code in PLACES]
    names = ["commune_code", "commune", "former_code", "former_unit", "district"]
    learnt.learn(pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row"))
    return learnt


def view(old: dict[str, int], claims: dict[str, int]) -> Any:
    """Communes of a thousand, so many of them old, of whom so many receive."""
    people = [
        (place, "80+" if number < old[place] else "25-59", None, None, None, False, False, True)
        for place in old
        for number in range(1000)
    ]
    places = dict.fromkeys(("commune_code", "age", "area_kind", "area_class", "terrain"), pl.String)
    cell = {**places, "is_poor": pl.Boolean, "is_near_poor": pl.Boolean}
    types = {**cell, "is_alive": pl.Boolean}
    frame = pl.DataFrame(people, schema=types, orient="row")
    old_one = ("80+", None, None, None, False, False)
    received = [(place, *old_one) for place in claims for _ in range(claims[place])]
    held = pl.DataFrame(received, schema=cell, orient="row")
    held = held.with_columns(
        benefit=pl.lit(ELDER, pl.Int16), entity=pl.lit("Person"), receiving=True
    )
    return SimpleNamespace(people=frame, living_homes=frame.clear(), claims=held)


def silent_places(found: pl.DataFrame, measure: str) -> set[str]:
    return set(found.filter(pl.col("silent") & (pl.col("measure") == measure))["group"])


def test_a_place_in_which_far_fewer_of_the_entitled_receive_is_silent() -> None:
    found = Silent(CATALOGUE).frame(coverage({"00003": 40}), labels())
    assert silent_places(found, "take_up") == {"00003"}
    (row,) = found.filter("silent").iter_rows(named=True)
    assert (row["label"], row["entitled"], row["observed"]) == ("Xã 00003", 100, 40)
    assert row["expected"] == 100 * (9 * 90 + 40) / 1000


def test_chance_alone_makes_no_place_silent() -> None:
    usual = {place: 86 + number % 9 for number, place in enumerate(PLACES)}
    assert silent_places(Silent(CATALOGUE).frame(coverage(usual), labels()), "take_up") == set()


def test_few_claims_are_expected_where_few_are_old() -> None:
    silent = Silent(CATALOGUE)
    old = dict.fromkeys(PLACES, 100) | {"00005": 10}
    silent.add(view(old, {place: count * 9 // 10 for place, count in old.items()}))
    found = silent.frame(coverage({}).clear(), labels())
    assert silent_places(found, "claims") == set()


def test_a_place_of_as_many_old_people_and_few_claims_is_silent() -> None:
    silent = Silent(CATALOGUE)
    silent.add(view(dict.fromkeys(PLACES, 100), dict.fromkeys(PLACES, 90) | {"00007": 30}))
    found = silent.frame(coverage({}).clear(), labels())
    assert silent_places(found, "claims") == {"00007"}
    row = found.filter("silent").row(0, named=True)
    assert (row["entitled"], row["observed"]) == (100, 30)
    assert row["expected"] == (9 * 90 + 30) / 10


def test_a_place_without_a_single_claim_is_tested_too() -> None:
    silent = Silent(CATALOGUE)
    claims = {place: 90 for place in PLACES if place != "00002"}
    silent.add(view(dict.fromkeys(PLACES, 100), claims))
    found = silent.frame(coverage({}).clear(), labels())
    assert silent_places(found, "claims") == {"00002"}
