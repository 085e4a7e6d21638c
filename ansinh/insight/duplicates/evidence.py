"""What speaks for two rows being one person, and how strongly.

Every :class:`Agreement` has ``m``, the share of true pairs (one person, two rows) that agree in
just this way. No set of true pairs of a Vietnamese registry could be had, so ``m`` is an
assumption, written beside its reason; ``u``, the share among pairs of different people, is counted
in the registry itself: exactly where a count of values gives it, else in pairs taken at random.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Agreement:
    """One way in which two rows may agree or differ.

    Attributes:
        sql: When it holds; columns end in ``_l`` and ``_r``. Empty: in every other case.
        m: Share of true pairs for which it holds.
        vi, en: Said to an officer; empty where there is nothing to say.
        common: Column whose frequent values make the agreement weaker evidence; where ``sql`` asks
            for more than that the column agrees, compared with the agreement that asks no more.
        u: Share of pairs of different people, in SQL over ``people``, where pairs taken at random
            would tell too little.
        one_child: For names: whether one child of a family may well bear both.
    """

    sql: str
    m: float
    vi: str = ""
    en: str = ""
    common: str = ""
    u: str = ""
    one_child: bool = False


@dataclass(frozen=True)
class Comparison:
    """One thing that is compared: the agreements are tried in order.

    Attributes:
        unknown: When nothing can be said either way.
    """

    name: str
    unknown: str
    agreements: tuple[Agreement, ...]

    def said(self) -> Iterator[tuple[int, Agreement]]:
        """Each agreement with the number that Splink gives it; the last is 0."""
        yield from zip(reversed(range(len(self.agreements))), self.agreements, strict=True)


def _alike(column: str) -> str:
    """Share of pairs of people that have one value in a column."""
    return f"""(
        SELECT sum(rows * rows) / power(sum(rows), 2)
        FROM (SELECT count(*) AS rows FROM people WHERE {column} IS NOT NULL GROUP BY {column})
    )"""  # noqa: S608 (columns named below)


_SAME_ENDS = "ends_l = ends_r"
#: What one slip always leaves whole: looked at first, for the distance itself is costly.
_ONE_END = "family_l = family_r OR given_l = given_r"
_ONE_HALF = "left(number_l, 5) = left(number_r, 5) OR right(number_l, 5) = right(number_r, 5)"
_FEWER = "(list_has_all(parts_l, parts_r) OR list_has_all(parts_r, parts_l))"

#: Whether every word is the same in two names of the same letters, or has lost its marks in one.
#: «Hung» may be «Hùng», and «Dặng» «Đặng»; «Hùng» and «Hưng» are two names.
MARKS_ONLY_LOST = """
    CREATE MACRO marks_only_lost(a, b, plain) AS list_bool_and(list_transform(
        list_zip(string_split(a, ' '), string_split(b, ' '), string_split(plain, ' ')),
        lambda word: replace(word[1], 'đ', 'd') = replace(word[2], 'đ', 'd')
            OR word[1] = word[3] OR word[2] = word[3]
    ))
"""

#: Most second rows come of copying by hand or from another file: the name is spelled alike in
#: half, loses its marks in a fifth, and one in ten has a word less or elsewhere.
NAME = Comparison(
    "full_name",
    "tidy_l IS NULL OR tidy_r IS NULL",
    (
        Agreement(
            "tidy_l = tidy_r", 0.52, "cùng họ tên", "same full name", "folded", one_child=True
        ),
        Agreement(
            "toned_l = toned_r",
            0.10,
            "cùng họ tên, khác cách đặt dấu hoặc viết hoa",
            "same full name, tone mark placed or letters capitalised differently",
            "folded",
            one_child=True,
        ),
        Agreement(
            "folded_l = folded_r AND marks_only_lost(toned_l, toned_r, folded_l)",
            0.17,
            "cùng họ tên khi bỏ dấu",
            "same full name without diacritics",
            "folded",
            one_child=True,
        ),
        Agreement(
            "folded_l = folded_r",
            0.02,
            "họ tên khác dấu",
            "full names bear different diacritics",
            "folded",
        ),
        Agreement(
            "words_l = words_r",
            0.05,
            "cùng các chữ trong họ tên, khác thứ tự",
            "same words of the name in another order",
            "words",
            one_child=True,
        ),
        Agreement(
            f"{_SAME_ENDS} AND {_FEWER}",
            0.06,
            "cùng họ và tên, một bên thiếu chữ đệm",
            "same family and given name, one without a middle name",
            "ends",
            one_child=True,
        ),
        Agreement(
            f"({_ONE_END}) AND damerau_levenshtein(folded_l, folded_r) = 1",
            0.04,
            "họ tên khác một chữ cái",
            "full names differ in one letter",
        ),
        Agreement(_SAME_ENDS, 0.02, "cùng họ và tên, khác chữ đệm", "only the middle name differs"),
        Agreement("", 0.02, "họ tên khác", "different names"),
    ),
)

#: Dates are copied rightly in two of three; the rest are the clerk's usual slips.
BIRTH = Comparison(
    "birth",
    "birth_l IS NULL OR birth_r IS NULL",
    (
        Agreement("birth_l = birth_r", 0.65, "cùng ngày sinh", "same date of birth", "birth"),
        Agreement(
            "birth_key_l = birth_key_r",
            0.10,
            "ngày và tháng sinh đổi chỗ",
            "day and month of birth swapped",
            u=f"{_alike('birth_key')} - {_alike('birth')}",
        ),
        Agreement(
            "birth_year_l = birth_year_r AND (year_only_l OR year_only_r)",
            0.12,
            "một bên chỉ ghi năm sinh",
            "one has the year of birth only",
            u="""
                SELECT 2 * sum(rows * first - first * first) / power(sum(rows), 2)
                FROM (SELECT count(*) AS rows, count(*) FILTER (year_only) AS first
                      FROM people WHERE birth IS NOT NULL GROUP BY birth_year)
            """,
        ),
        Agreement(
            "hamming(strftime(birth_l, '%Y%m%d'), strftime(birth_r, '%Y%m%d')) = 1",
            0.07,
            "ngày sinh khác một chữ số",
            "dates of birth differ in one digit",
        ),
        Agreement(
            "birth_year_l = birth_year_r AND month(birth_l) = month(birth_r)",
            0.02,
            "cùng tháng và năm sinh",
            "same month and year of birth",
        ),
        Agreement("", 0.04, "ngày sinh khác", "different dates of birth"),
    ),
)

#: A number has no check digit, so slips stay; a second row often exists because it had none.
#: People born in one year and province share the first six digits, so only the last six can tell:
#: of a million serials one is the same, and 54 differ in one digit and 5 in a swap of two.
NUMBER = Comparison(
    "number",
    "FALSE",
    (
        Agreement(
            "number_l = number_r",
            0.25,
            "cùng số định danh",
            "same identity number",
            u="1e-6",
        ),
        Agreement(
            f"({_ONE_HALF}) AND damerau_levenshtein(number_l, number_r) = 1",
            0.30,
            "số định danh khác một chữ số hoặc đổi chỗ hai chữ số",
            "identity numbers differ in one digit, or two are swapped",
            u="59e-6",
        ),
        Agreement(
            "number_l IS NULL OR number_r IS NULL",
            0.35,
            "có bên không có số định danh",
            "one has no identity number",
            u="SELECT 1 - power(count(number) / count(*), 2) FROM people",
        ),
        Agreement("", 0.10, "số định danh khác", "different identity numbers"),
    ),
)

SEX = Comparison(
    "sex",
    "sex_l IS NULL OR sex_r IS NULL",
    (Agreement("sex_l = sex_r", 0.98), Agreement("", 0.02, "giới tính khác", "different sex")),
)

#: Half of those found twice are twice in their commune, the others have moved.
PLACE = Comparison(
    "place",
    "FALSE",
    (
        Agreement(
            "commune_code_l = commune_code_r AND village_l = village_r",
            0.35,
            "cùng thôn, tổ dân phố",
            "same village",
        ),
        Agreement("commune_code_l = commune_code_r", 0.25, "cùng xã, phường", "same commune"),
        Agreement("", 0.40, "ở hai xã, phường khác nhau", "in two communes"),
    ),
)

#: Among people who look alike, brothers and sisters abound: one parent in common says little.
PARENTS = Comparison(
    "parents",
    "coalesce(mother_l, father_l) IS NULL OR coalesce(mother_r, father_r) IS NULL",
    (
        Agreement(
            "mother_l = mother_r OR father_l = father_r OR mother_name_l = mother_name_r",
            0.85,
            "cùng cha hoặc mẹ",
            "a parent in common",
            u="0.02",
        ),
        Agreement("", 0.15, u="0.98"),
    ),
)

ETHNICITY = Comparison(
    "ethnicity",
    "ethnicity_l IS NULL OR ethnicity_r IS NULL",
    (
        Agreement("ethnicity_l = ethnicity_r", 0.97, common="ethnicity"),
        Agreement("", 0.03, "dân tộc khác", "different ethnic group"),
    ),
)

COMPARISONS = (NAME, BIRTH, NUMBER, SEX, PLACE, PARENTS, ETHNICITY)

#: Rows are compared when they agree in every column of one line. ``serial_a`` and ``serial_b`` are
#: the two halves of the last six digits: one slip leaves the other half whole.
BLOCKS = (
    ("number",),
    ("words", "birth_key"),
    ("words", "commune_code", "birth_year"),
    ("words", "commune_code", "birth_day"),
    ("words", "birth_year", "serial_a"),
    ("words", "birth_year", "serial_b"),
    ("given", "birth_year", "sex", "serial_a"),
    ("given", "birth_year", "sex", "serial_b"),
    ("family", "commune_code", "birth_key"),
    ("ends", "commune_code", "birth_year"),
    ("ends", "birth_key", "sex"),
)

#: People who stand in the registry twice, an assumption. It only shifts every probability.
TWICE = 0.001


def prior(people: int) -> float:
    """Probability that two rows taken at random are one person."""
    return min(2 * TWICE / max(people - 1, 1), 0.5)
