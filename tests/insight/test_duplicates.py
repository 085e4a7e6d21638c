"""The same person under two spellings is found with the reason; two people who look alike are not.

The pairs stand beside a made population, so that names and dates are as frequent as there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from ansinh.engine.errors import DataError
from ansinh.insight.duplicates import SCHEMA, THRESHOLD, duplicates_to, find_duplicates
from ansinh.insight.duplicates.evidence import COMPARISONS, prior
from ansinh.insight.duplicates.rivals import shared_out
from ansinh.people.make import make
from ansinh.people.snapshot import Snapshot
from bench.twins import plant, second_row
from tests.insight.people_by_hand import TODAY, Row, write

Pairs = dict[tuple[str, str], Row]
#: Each case is about a family of its own.
FAMILIES = "Giáp Thân Ngọ Ong Diêm Khổng Quách Lại Phùng Ôn Từ Ninh Vòng Chíu Tăng Bàn Leo Lăng"
AS_IT_IS = {"name": "as it is", "birth": "as it is", "number": "missing"}
#: How the second row of one person differs → the reasons that are given.
VARIED: dict[str, tuple[dict[str, str], Row, str]] = {
    "in two communes": (
        {"number": "as it is"},
        {"area_id": 2},
        "cùng họ tên; cùng ngày sinh; cùng số định danh; ở hai xã, phường khác nhau",
    ),
    "no diacritics, day and month, digits": (
        {
            "name": "no diacritics",
            "birth": "day and month swapped",
            "number": "two digits swapped",
        },
        {},
        "cùng họ tên khi bỏ dấu; ngày và tháng sinh đổi chỗ; số định danh khác một chữ số ",
    ),
    "decomposed Unicode": (
        {"name": "decomposed (NFD)"},
        {},
        "cùng họ tên; cùng ngày sinh; có bên không có số định danh; cùng thôn, tổ dân phố",
    ),
    "tone placement": (
        {"name": "tone placement"},
        {},
        "cùng họ tên, khác cách đặt dấu hoặc viết hoa; cùng ngày sinh",
    ),
    "capitals": (
        {"name": "capitals"},
        {},
        "cùng họ tên, khác cách đặt dấu hoặc viết hoa; cùng ngày sinh",
    ),
    "one word without marks": (
        {"name": "one word without marks"},
        {},
        "cùng họ tên khi bỏ dấu; cùng ngày sinh",
    ),
    "given name first": (
        {"name": "given name first"},
        {},
        "cùng các chữ trong họ tên, khác thứ tự; cùng ngày sinh",
    ),
    "middle name missing": (
        {"name": "middle name missing"},
        {},
        "cùng họ và tên, một bên thiếu chữ đệm; cùng ngày sinh",
    ),
    "year only": ({"birth": "year only"}, {}, "cùng họ tên; một bên chỉ ghi năm sinh"),
    "a digit of the date": ({"birth": "one digit"}, {}, "cùng họ tên; ngày sinh khác một chữ số"),
    "one is dead": (
        {},
        {"death_date": date(2025, 2, 2)},
        "cùng họ tên; cùng ngày sinh; có bên không có số định danh",
    ),
}
#: Two who look alike and are two: given names, then what else differs from a boy born in 2015.
ALIKE: dict[str, tuple[str, str, Row, Row]] = {
    "twins": (
        "Văn Khuê",
        "Văn Khôi",
        {"citizen_number": "024215000101"},
        {"citizen_number": "024215000102"},
    ),
    "twins whose names differ in marks": (
        "Bảo Hoa",
        "Bảo Hòa",
        {"citizen_number": "024215000301"},
        {"citizen_number": "024215000302"},
    ),
    "twins without numbers": ("Văn Khuê", "Văn Khúc", {}, {}),
    "brothers of one name": (
        "Văn Khuê",
        "Văn Khuê",
        {"citizen_number": "024212000101", "birth_date": date(2012, 1, 30)},
        {"citizen_number": "024215000977"},
    ),
    "father and son of one name": (
        "Văn Khuê",
        "Văn Khuê",
        {"birth_date": date(1985, 6, 20)},
        {"citizen_number": "024215377412", "father": "first"},
    ),
}


def grown(family: str, number: int) -> Row:
    year, serial = 1950 + number, (number * 37_199 + 12_345) % 10**6
    return {
        "full_name": f"{family} Thị Thúy Hòa",
        "birth_date": date(year, 3, 8),
        "citizen_number": f"0241{year % 100}{serial:06}",
        "sex": "female",
        "ethnicity": "kinh",
    }


def lone(key: str, person: Row) -> Row:
    area = person.pop("area_id", 1)
    return {"area_id": area, "village": "Thôn Chùa", "people": {key: person}}


def varied_homes(case: str, family: str, number: int) -> list[Row]:
    how, more, _ = VARIED[case]
    first = grown(family, number)
    second = second_row(first, {**AS_IT_IS, **how}, np.random.default_rng(1)) | more
    for unset in ("spouse_id", "mother_id", "father_id"):
        second.pop(unset, None)
    return [lone(f"{case} 1", first), lone(f"{case} 2", second)]


def alike_home(case: str, family: str) -> Row:
    one, other, first, second = ALIKE[case]
    boy = {"sex": "male", "ethnicity": "kinh", "birth_date": date(2015, 6, 20)}
    parents = {"mother": f"{case} mother"}
    links = {"father": f"{case} 1"} if "father" in second else parents
    return {
        "village": "Thôn Chùa",
        "people": {
            f"{case} mother": {"sex": "female", "full_name": f"{family} Thị Mẹ"},
            f"{case} 1": {**boy, **parents, "full_name": f"{family} {one}", **first},
            f"{case} 2": {**boy, "full_name": f"{family} {other}", **second, **links},
        },
    }


@pytest.fixture(scope="module")
def population(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return make(2_000, 5, tmp_path_factory.mktemp("population") / "registry")


@pytest.fixture(scope="module")
def everybody(
    population: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Snapshot, dict[str, int]]:
    """All cases beside the population; commune 2 is another than its own."""
    homes = []
    for number, case in enumerate(VARIED):
        homes += varied_homes(case, FAMILIES.split()[number], number)
    homes += [alike_home(case, FAMILIES.split()[-n]) for n, case in enumerate(ALIKE, start=1)]
    tables = population.tables()
    here = tables["Household"].column("area_id")[0].as_py()
    elsewhere = next(area for area in tables.ids["Area"].tolist() if area != here)
    for home in homes:
        home["area_id"] = elsewhere if home.get("area_id") == 2 else here
    path = tmp_path_factory.mktemp("everybody") / "registry"
    return write(path, homes, beside=population)


@pytest.fixture(scope="module")
def pairs(everybody: tuple[Snapshot, dict[str, int]]) -> Pairs:
    snapshot, ids = everybody
    keys = {number: key for key, number in ids.items()}
    found = find_duplicates(snapshot, TODAY)
    return {
        (keys.get(row["person_id"], "?"), keys.get(row["other_id"], "?")): row
        for row in found.iter_rows(named=True)
    }


@pytest.mark.parametrize("case", VARIED)
def test_one_person_with_two_rows_is_found_and_the_reasons_said(case: str, pairs: Pairs) -> None:
    line = pairs[f"{case} 1", f"{case} 2"]
    assert line["reasons"].startswith(VARIED[case][-1])
    assert THRESHOLD <= line["probability"] <= 1
    assert ("có bên đã ghi mất" in line["reasons"]) == (case == "one is dead")
    assert len(line["reasons_en"].split("; ")) == len(line["reasons"].split("; "))


@pytest.mark.parametrize("case", ALIKE)
def test_two_people_who_look_alike_are_two(case: str, pairs: Pairs) -> None:
    assert (f"{case} 1", f"{case} 2") not in pairs


def test_nobody_else_is_found(pairs: Pairs) -> None:
    assert set(pairs) == {(f"{case} 1", f"{case} 2") for case in VARIED}


def test_both_rows_stand_in_the_line(
    everybody: tuple[Snapshot, dict[str, int]], pairs: Pairs
) -> None:
    line, ids = pairs["in two communes 1", "in two communes 2"], everybody[1]
    assert (line["person_id"], line["other_id"]) == (
        ids["in two communes 1"],
        ids["in two communes 2"],
    )
    assert line["full_name"] == line["other_full_name"] == "Giáp Thị Thúy Hòa"
    assert line["commune"] != line["other_commune"]
    assert line["commune_code"] != line["other_commune_code"]
    assert line["birth_date"] == line["other_birth_date"] == date(1950, 3, 8)
    assert line["citizen_number"] == line["other_citizen_number"] == "024150012345"
    assert line["both_paid"] is False


def test_the_same_registry_gives_the_same_pairs(
    everybody: tuple[Snapshot, dict[str, int]], pairs: Pairs, tmp_path: Path
) -> None:
    summary = duplicates_to(tmp_path, everybody[0], TODAY)
    written = pl.read_parquet(tmp_path / "duplicates.parquet")
    assert written.to_dicts() == list(pairs.values())
    assert summary["pairs"] == len(VARIED)
    assert summary["both_paid"] == 0
    assert summary["compared"] > summary["pairs"]


# --- small registries -----------------------------------------------------------------------------


def twice(**more: Any) -> list[Row]:
    receipts = [{"benefit": "x", "since": date(2026, 1, 1), "until": more.pop("until", None)}]
    row = {**grown("Giáp", 1), "receipts": receipts}
    return [lone("a", dict(row)), lone("b", dict(row, **more))]


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., pl.DataFrame]:
    """What is found in a registry of nobody but a few."""

    def look(homes: list[Row], **more: Any) -> pl.DataFrame:
        return find_duplicates(write(tmp_path / "registry", homes)[0], TODAY, **more)

    return look


def test_who_is_paid_in_both_rows_is_marked(found: Any) -> None:
    assert found(twice())["both_paid"].to_list() == [True]


def test_a_receipt_that_has_ended_is_not_paid(tmp_path: Path) -> None:
    snapshot, _ = write(tmp_path / "registry", twice(until=TODAY))
    assert find_duplicates(snapshot, TODAY)["both_paid"].to_list() == [False]
    assert find_duplicates(snapshot, date(2026, 11, 23))["both_paid"].to_list() == [True]


def test_people_of_whom_nothing_is_known_are_nobodys_second_row(found: Any) -> None:
    nobody: list[Row] = [lone("a", {}), lone("b", {}), lone("c", {"full_name": "Giáp Thị Hòa"})]
    assert found(nobody).is_empty()


def test_a_number_that_many_bear_is_no_number(found: Any) -> None:
    def bearers(many: int) -> list[Row]:
        return [
            lone(f"{many} {n}", {**grown("Giáp", 1), "citizen_number": f"{many:012}"})
            for n in range(many)
        ]

    reasons = found([*bearers(9), *bearers(10)], threshold=1e-4)["reasons"].to_list()
    assert sum("cùng số định danh" in text for text in reasons) == 9 * 8 / 2


def test_a_registry_of_one_person_has_no_pairs(found: Any) -> None:
    frame = found([lone("a", grown("Giáp", 1))])
    assert frame.is_empty()
    assert dict(frame.schema) == SCHEMA


@pytest.mark.parametrize("threshold", [0, -0.1, 1.1])
def test_a_threshold_is_a_probability(found: Any, threshold: float) -> None:
    with pytest.raises(DataError, match="threshold: expected a probability"):
        found([lone("a", {})], threshold=threshold)


def test_progress_is_told_and_an_interrupted_search_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    snapshot, _ = write(tmp_path / "registry", twice())
    steps: list[tuple[str, int, int]] = []
    find_duplicates(snapshot, TODAY, progress=lambda *step: steps.append(step))
    assert steps == [("duplicates", done, 4) for done in (1, 2, 3, 4)]

    def interrupt(_stage: str, done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        find_duplicates(snapshot, TODAY, progress=interrupt)
    assert list((tmp_path / "temporary").iterdir()) == []
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("splink").level == logging.NOTSET


def test_a_query_that_is_interrupted_is_an_interruption(found: Any) -> None:
    def stop(_stage: str, _done: int, _total: int) -> None:
        raise RuntimeError("…Error was: Query interrupted")

    with pytest.raises(KeyboardInterrupt):
        found(twice(), progress=stop)


def test_ways_to_agree_share_out_all_true_pairs() -> None:
    for comparison in COMPARISONS:
        assert sum(a.m for a in comparison.agreements) == pytest.approx(1)
        assert [a.sql == "" for a in comparison.agreements].index(True) + 1 == len(
            comparison.agreements
        )


def test_the_larger_the_registry_the_less_likely_any_two_rows_are_one_person() -> None:
    assert prior(1) == prior(2) == 0.002
    assert prior(2_000_001) == pytest.approx(1e-9)


def odds_of_eight(*pairs: tuple[int, int]) -> list[float]:
    """Probabilities of pairs that alone would be one person by odds of eight to one."""
    left, right = zip(*pairs, strict=True)
    frame = pl.DataFrame({"l": left, "r": right, "weight": [3.0] * len(pairs)})
    return shared_out(frame)["probability"].to_list()


def test_pairs_that_share_a_row_exclude_each_other() -> None:
    assert odds_of_eight((1, 2), (3, 4)) == [0.8889, 0.8889]
    assert odds_of_eight((1, 2), (1, 3)) == [0.4706, 0.4706]
    assert odds_of_eight((1, 4), (2, 4), (3, 4)) == [0.32, 0.32, 0.32]


def test_three_rows_of_one_person_do_not() -> None:
    assert odds_of_eight((1, 2), (1, 3), (2, 3)) == [0.8889, 0.8889, 0.8889]


def test_planted_second_rows_are_found(population: Snapshot, tmp_path: Path) -> None:
    planted, twins = plant(population, tmp_path / "twins", 150, seed=3)
    truth = {(twin.other, twin.person) for twin in twins}
    found = find_duplicates(planted, TODAY).select("person_id", "other_id").rows()
    hits = truth & set(found)
    assert len(hits) / len(found) > 0.97
    assert len(hits) / len(truth) > 0.75
