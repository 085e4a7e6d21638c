"""Every way of writing one Vietnamese name has one form."""

from __future__ import annotations

import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.people.names import ALL_SURNAMES, GIVEN_FEMALE, GIVEN_MALE
from ansinh.people.spelling import Forms, forms, name_forms

#: Written by the newer rule, and by the older that is kept.
MOVED = {
    "hoà": "hòa",
    "hoá": "hóa",
    "xoã": "xõa",
    "toả": "tỏa",
    "hoạ": "họa",
    "khoẻ": "khỏe",
    "loé": "lóe",
    "thuý": "thúy",
    "thuỳ": "thùy",
    "thuỷ": "thủy",
    "uỵ": "ụy",
    "huỷ": "hủy",
    "nguỵ": "ngụy",
    "tuý": "túy",
    "qúy": "quý",
    "gìa": "già",
    "hòan": "hoàn",
    "thúê": "thuế",
}
#: Right as they stand, by either rule.
RIGHT = (
    "hoàn toán đoàn khoảng loạt hoằng xoèn thoắt quý quỳ quỷ quỹ quỵ quả quá quốc quyền quỳnh "
    "huỳnh khuỷu khuya khuyến thuế tuệ huệ tuấn thuở nguyễn uyên yến yếu giữa già gì gìn giếng "
    "giáp giỏi giàu mía mùa lửa bùi hào mái đèo cửu lưới người trượt buổi diễm thiện ngoài xoáy "
    "ngoẻo voòng chíu quách lý mỹ kỳ ỷ ý ả ô đỗ bế ngọ lò giàng ma"
)


@pytest.mark.parametrize(("newer", "older"), MOVED.items())
def test_a_tone_mark_has_one_place(newer: str, older: str) -> None:
    assert forms(newer).toned == older
    assert forms(newer.upper()).toned == older


@pytest.mark.parametrize("syllable", RIGHT.split())
def test_a_mark_that_stands_right_stays(syllable: str) -> None:
    assert forms(syllable).toned == syllable


def test_names_as_they_are_made_bear_their_marks_in_place() -> None:
    given_names = " ".join((*GIVEN_MALE, *GIVEN_FEMALE)).split()
    for name in (*ALL_SURNAMES, *given_names):
        assert forms(name).toned == name.lower()


def test_what_is_no_syllable_is_left_alone() -> None:
    for odd in ("h'mông", "x́ỳ", "123", "b̀ng", "-"):
        assert forms(odd).toned == unicodedata.normalize("NFC", odd)


def test_syllables_joined_by_a_hyphen_are_put_right_one_by_one() -> None:
    assert forms("Y Hoà-Thuý").toned == "y hòa-thúy"


def test_the_folded_form_has_no_mark_and_no_đ() -> None:
    assert forms("  ĐỖ\u00a0 Thị   Thuý ") == Forms(
        tidy="ĐỖ Thị Thuý", toned="đỗ thị thúy", folded="do thi thuy", words="do thi thuy"
    )


def test_a_lookalike_of_đ_is_đ() -> None:
    assert forms("Ðặng Văn Ðức").tidy == "Đặng Văn Đức"


def test_the_order_of_words_is_taken_away_last() -> None:
    assert forms("Văn Hùng Nguyễn").words == forms("nguyen van hung").words
    assert forms("Văn Hùng Nguyễn").folded != forms("nguyen van hung").folded


def test_two_names_stay_two_until_their_marks_are_taken_away() -> None:
    assert forms("Hưng").toned != forms("Hùng").toned
    assert forms("Hưng").folded == forms("Hùng").folded


SYLLABLES = st.sampled_from([*MOVED, *MOVED.values(), *RIGHT.split()])
NAMES = st.lists(SYLLABLES, min_size=1, max_size=5).map(" ".join)


@given(NAMES | st.text(max_size=20))
def test_each_form_of_a_form_is_itself(name: str) -> None:
    found = forms(name)
    assert forms(found.tidy).tidy == found.tidy
    assert forms(found.toned).toned == found.toned
    assert forms(found.words).words == found.words


@given(NAMES)
def test_composed_and_decomposed_unicode_are_one_name(name: str) -> None:
    assert forms(unicodedata.normalize("NFD", name)) == forms(unicodedata.normalize("NFC", name))


@given(NAMES)
def test_both_rules_of_tone_marks_give_one_name(name: str) -> None:
    newer = " ".join({old: new for new, old in MOVED.items()}.get(w, w) for w in name.split())
    assert forms(newer).toned == forms(name).toned
    assert forms(newer).folded == forms(name).folded


@given(NAMES)
def test_a_folded_name_is_plain_ascii(name: str) -> None:
    assert forms(name).folded.isascii()


def test_a_column_keeps_its_order_repeats_and_empty_cells() -> None:
    found = name_forms(pl.Series(["Hoà", None, "Hòa", "Hoà", ""]))
    assert found["toned"].to_list() == ["hòa", None, "hòa", "hòa", ""]
    assert found["tidy"].to_list() == ["Hoà", None, "Hòa", "Hoà", ""]
    assert found.columns == list(Forms._fields)


def test_a_column_without_names_has_no_forms() -> None:
    assert name_forms(pl.Series([], dtype=pl.String)).is_empty()
    assert name_forms(pl.Series([None, None])).null_count().row(0) == (2, 2, 2, 2)
