"""Names in composed form that fit the sex; personal numbers of the right structure."""

from __future__ import annotations

import unicodedata
from datetime import date

import numpy as np
import polars as pl
import pyarrow as pa
import pytest

from ansinh.engine.errors import DataError
from ansinh.law.facts.choices import Ethnicity
from ansinh.people import names
from ansinh.people.citizens import PROVINCES, as_text, century_digit, citizen_numbers
from ansinh.people.draws import Luck
from ansinh.people.handwriting import as_registered, other_tone_place, without_marks
from ansinh.people.life import Lives, make_lives
from ansinh.people.lines import make_lines
from ansinh.people.snapshot import Snapshot
from ansinh.people.units import cells
from ansinh.people.world import Part, World

LETTERS = set(
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
)


def frame_of(snapshot: Snapshot) -> pl.DataFrame:
    frame = pl.from_arrow(snapshot.tables()["Person"])
    assert isinstance(frame, pl.DataFrame)
    return frame


def usually_typed(snapshot: Snapshot) -> pl.DataFrame:
    """People whose name is composed, has its marks and single spaces, and is not all capitals."""
    people = frame_of(snapshot)
    name = pl.col("full_name")
    composed = people["full_name"].to_list()
    usual = [
        unicodedata.normalize("NFC", text) == text and without_marks(text) != text
        for text in composed
    ]
    return people.filter(
        pl.Series(usual) & (name != name.str.to_uppercase()) & ~name.str.contains("  ")
    )


def test_every_word_is_vietnamese_composed_and_capitalised(province: Snapshot) -> None:
    words = {
        word for name in usually_typed(province)["full_name"].unique() for word in name.split(" ")
    }
    assert len(words) > 200
    for word in words:
        assert word[0].isupper()
        assert set(word.lower()) <= LETTERS, word


def test_names_have_three_words_and_repeat_none(province: Snapshot) -> None:
    parts = usually_typed(province)["full_name"].str.split(" ")
    assert set(parts.list.len().unique()) == {3}
    assert (parts.list.get(1) != parts.list.get(2)).all()


def test_thi_is_a_womans_and_van_a_mans_middle_name(province: Snapshot) -> None:
    people = usually_typed(province).with_columns(
        middle=pl.col("full_name").str.split(" ").list.get(1)
    )
    assert set(people.filter(pl.col("middle") == "Thị")["sex"].cast(pl.String)) == {"female"}
    assert set(people.filter(pl.col("middle") == "Văn")["sex"].cast(pl.String)) == {"male"}


def test_older_women_bear_thi_more_often_than_girls(province: Snapshot) -> None:
    women = (
        usually_typed(province)
        .filter(pl.col("sex").cast(pl.String) == "female")
        .with_columns(thi=pl.col("full_name").str.contains(" Thị "))
    )
    old = women.filter(pl.col("birth_date").dt.year() < 1970)["thi"].mean()
    young = women.filter(pl.col("birth_date").dt.year() >= 2000)["thi"].mean()
    assert isinstance(old, float)
    assert isinstance(young, float)
    assert old > 0.85 > 0.5 > young


def test_surnames_fit_the_people() -> None:
    luck = Luck(np.arange(20_000), 1)
    for group, allowed in names.SURNAMES.items():
        picked = names.surnames(luck, np.full(20_000, group.ordinal))
        assert {names.ALL_SURNAMES[number] for number in np.unique(picked)} <= set(allowed)
    kinh = names.surnames(luck, np.full(20_000, Ethnicity.KINH.ordinal))
    assert 0.3 < np.mean(kinh == names.ALL_SURNAMES.index("Nguyễn")) < 0.45


def test_children_bear_their_fathers_surname(province: Snapshot) -> None:
    first = pl.col("full_name").str.split(" ").list.first()
    people = usually_typed(province).with_columns(surname=first)
    pairs = people.join(
        people.select(father="id", fathers="surname", fathers_home="household_id"),
        left_on="father_id",
        right_on="father",
    ).filter(pl.col("household_id") == pl.col("fathers_home"))
    assert len(pairs) > 10_000
    # A name typed the newer way, «Thuý», still is usual above.
    same = pairs["surname"] == pairs["fathers"]
    assert same.mean() > 0.999  # type: ignore[operator]


def test_some_names_are_typed_in_another_way_more_in_some_communes(province: Snapshot) -> None:
    people = frame_of(province)
    homes = pl.DataFrame(pl.from_arrow(province.tables()["Household"]))
    odd = [unicodedata.normalize("NFC", text) != text for text in people["full_name"].to_list()]
    frame = people.select("household_id", odd=pl.Series(odd)).join(
        homes.select(household_id="id", place="former_area_id"), on="household_id"
    )
    assert 0.002 < frame["odd"].mean() < 0.02  # type: ignore[operator]
    shares = frame.group_by("place").agg(pl.col("odd").mean(), pl.len()).filter(pl.col("len") > 200)
    assert shares["odd"].max() > 5 * shares["odd"].median()  # type: ignore[operator]
    upper = people.filter(pl.col("full_name") == pl.col("full_name").str.to_uppercase())
    assert len(upper) > 20
    assert people["full_name"].str.contains("  ").sum() > 20


def test_a_name_typed_in_another_way_is_the_same_name() -> None:
    written = pa.array(["Hoàng Thị Hòa", "Đỗ Văn Quý", "Vũ Thúy Hoa"] * 40)
    odd = np.arange(120) >= 3
    found = as_registered(written, Luck(np.arange(120), 5), odd).to_pylist()
    assert found[:3] == written.to_pylist()[:3]
    assert {"HOÀNG THỊ HÒA", "Hoang Thi Hoa", "Hoàng Thị Hoà", "Hoàng  Thị Hòa"} <= set(found)
    for text, before in zip(found, written.to_pylist(), strict=True):
        plain = without_marks(text).lower().replace("  ", " ")
        assert plain == without_marks(before).lower()


@pytest.mark.parametrize(
    ("old", "new"),
    [("Hòa", "Hoà"), ("Thúy", "Thuý"), ("Thủy", "Thuỷ"), ("Hoàn", "Hoàn"), ("Quý", "Quý")],
)
def test_the_tone_of_an_open_syllable_may_stand_on_either_vowel(old: str, new: str) -> None:
    assert other_tone_place(old) == new


def test_citizen_numbers_follow_from_birth_and_sex_and_are_unique(province: Snapshot) -> None:
    people = frame_of(province).filter(pl.col("citizen_number").is_not_null())
    number = people["citizen_number"]
    assert number.str.contains("^[0-9]{12}$").all()
    assert number.is_unique().all()
    assert set(number.str.slice(0, 3).unique()) <= PROVINCES
    year = people["birth_date"].dt.year()
    assert (number.str.slice(4, 2).cast(pl.Int32) == year % 100).all()
    digit = century_digit(year.to_numpy(), (people["sex"].cast(pl.String) == "male").to_numpy())
    assert (number.str.slice(3, 1).cast(pl.Int64).to_numpy() == digit).all()


def test_a_century_digit_is_even_for_men() -> None:
    years = np.array([1950, 1950, 1999, 2000, 2025, 2025])
    male = np.array([True, False, False, True, True, False])
    assert century_digit(years, male).tolist() == [0, 1, 1, 2, 2, 3]


def lives_of(homes: int, first: int, cell: int = 0) -> tuple[World, Lives]:
    """People of some hundred lines of a world with so many households in each cell."""
    world = World.of(1, date(2026, 11, 24), np.full(len(cells()), homes))
    nobody = np.empty(0, dtype=np.int64)
    part = Part([(cell, first, 500)], (nobody, nobody))
    return world, make_lives(world, make_lines(world, part))


def numbers_of(homes: int, first: int, cell: int = 0) -> np.ndarray:
    world, lives = lives_of(homes, first, cell)
    born = np.flatnonzero(lives.birth <= world.today)
    return citizen_numbers(world, lives, born)


def test_numbers_do_not_repeat_from_part_to_part() -> None:
    parts = [numbers_of(2_000, first, cell) for first in (0, 500) for cell in (0, 1, 300)]
    everybody = np.concatenate(parts)
    assert len(np.unique(everybody)) == len(everybody)
    # Two of three cells are of Bắc Giang.
    assert 0.55 < np.mean(everybody // 10**9 == 24) < 0.66
    assert set(np.unique(parts[-1] // 10**9)) > {27, 30}


def test_beyond_the_numbers_of_one_province_others_are_used() -> None:
    near, far = numbers_of(4_000, 3_000), numbers_of(4_000, 3_000, cell=200)
    assert np.mean(near // 10**9 == 24) > 0.6
    assert not np.isin([24, 27], far // 10**9).any()
    assert len(np.intersect1d(near, far)) == 0
    with pytest.raises(DataError, match="more households than the numbers"):
        numbers_of(100_000, 90_000, cell=200)


def test_a_number_keeps_its_leading_zeros() -> None:
    texts = as_text(np.array([24_090_123_456, 1]), np.array([True, False]))
    assert texts.to_pylist() == ["024090123456", None]
