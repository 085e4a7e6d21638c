"""Names in composed form that fit the sex; personal numbers of the right structure."""

from __future__ import annotations

import unicodedata

import numpy as np
import polars as pl

from ansinh.law.facts.choices import Ethnicity
from ansinh.people import names
from ansinh.people.citizens import PROVINCES, CitizenNumbers, as_text, century_digit
from ansinh.people.snapshot import Snapshot

LETTERS = set(
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
)


def frame_of(snapshot: Snapshot) -> pl.DataFrame:
    frame = pl.from_arrow(snapshot.tables()["Person"])
    assert isinstance(frame, pl.DataFrame)
    return frame


def test_every_word_is_vietnamese_composed_and_capitalised(province: Snapshot) -> None:
    words = {word for name in frame_of(province)["full_name"].unique() for word in name.split(" ")}
    assert len(words) > 200
    for word in words:
        assert unicodedata.normalize("NFC", word) == word
        assert word[0].isupper()
        assert set(word.lower()) <= LETTERS, word


def test_names_have_three_words_and_repeat_none(province: Snapshot) -> None:
    parts = frame_of(province)["full_name"].str.split(" ")
    assert set(parts.list.len().unique()) == {3}
    assert (parts.list.get(1) != parts.list.get(2)).all()


def test_thi_is_a_womans_and_van_a_mans_middle_name(province: Snapshot) -> None:
    people = frame_of(province).with_columns(middle=pl.col("full_name").str.split(" ").list.get(1))
    assert set(people.filter(pl.col("middle") == "Thị")["sex"].cast(pl.String)) == {"female"}
    assert set(people.filter(pl.col("middle") == "Văn")["sex"].cast(pl.String)) == {"male"}


def test_older_women_bear_thi_more_often_than_girls(province: Snapshot) -> None:
    women = (
        frame_of(province)
        .filter(pl.col("sex").cast(pl.String) == "female")
        .with_columns(thi=pl.col("full_name").str.contains(" Thị "))
    )
    old = women.filter(pl.col("birth_date").dt.year() < 1970)["thi"].mean()
    young = women.filter(pl.col("birth_date").dt.year() >= 2000)["thi"].mean()
    assert isinstance(old, float)
    assert isinstance(young, float)
    assert old > 0.85 > 0.5 > young


def test_surnames_fit_the_people() -> None:
    rng = np.random.default_rng(1)
    for group, allowed in names.SURNAMES.items():
        picked = names.surnames(rng, np.full(2000, group.ordinal))
        assert {names.ALL_SURNAMES[number] for number in np.unique(picked)} <= set(allowed)
    kinh = names.surnames(rng, np.full(20_000, Ethnicity.KINH.ordinal))
    assert 0.3 < np.mean(kinh == names.ALL_SURNAMES.index("Nguyễn")) < 0.45


def test_children_bear_their_fathers_surname(province: Snapshot) -> None:
    first = pl.col("full_name").str.split(" ").list.first()
    people = frame_of(province).with_columns(surname=first)
    pairs = people.join(
        people.select(father="id", fathers="surname", fathers_home="household_id"),
        left_on="father_id",
        right_on="father",
    ).filter(pl.col("household_id") == pl.col("fathers_home"))
    assert len(pairs) > 10_000
    assert (pairs["surname"] == pairs["fathers"]).all()


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


def test_numbers_do_not_repeat_from_block_to_block() -> None:
    numbers, rng = CitizenNumbers(9), np.random.default_rng(9)
    taken = np.concatenate(
        [numbers.take(rng, "024", np.full(5000, 1990), np.ones(5000, dtype=bool)) for _ in range(4)]
    )
    assert len(np.unique(taken)) == 20_000


def test_a_number_keeps_its_leading_zeros() -> None:
    texts = as_text(np.array([24_090_123_456, 1]), np.array([True, False]))
    assert texts.to_pylist() == ["024090123456", None]
