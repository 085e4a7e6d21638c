"""Procedures as data: what the loader refuses, what the lint finds, when a file is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ansinh.engine.calendar import WorkingCalendar
from ansinh.engine.cases import load_cases
from ansinh.engine.errors import LawError, NotInForceError, UnknownNameError
from ansinh.engine.lint import Finding, lint
from ansinh.engine.procedures import Procedures, Recurring, deadlines, load_procedures
from ansinh.engine.values import NEVER
from tests.engine.test_lint import tiny_book

VOCABULARY = """
authorities:
  commune: {vi: Xã, en: Commune}
  district:
    {vi: Huyện, en: District, until: 2021-07-01, then: {elsewhere: commune, other: province},
     cites: [2/2021 art 1]}
  province: {vi: Tỉnh, en: Province}
acts:
  decide: {vi: quyết định, en: decides}
papers:
  identity: {vi: Căn cước, en: Identity card, held: [Person.years]}
  request: {vi: Đơn, en: Request, form: "1", of: 2/2021, held: none}
"""

TINY = """
domain: tiny
begins: 2020-02-01
begins_why: earlier files were not read
shared: {steps: &steps [{by: district, act: decide, working_days: 3}]}
notices:
  - vi: Nhận mọi nơi
    en: Anywhere
    from: 2021-07-01
    cites: [2/2021 art 5]
    forbids_held_papers: true
without_application:
  tiny.card: {vi: theo danh sách, en: from the list, cites: [1/2020 art 7]}
procedures:
  - name: elder
    code: "1.000001"
    vi: Trợ cấp
    en: Allowance
    benefits: [tiny.elder]
    papers: [identity, request]
    versions:
      - {from: 2020-02-01, cites: [1/2020 art 6], papers: [identity], steps: *steps}
      - from: 2021-07-01
        until: 2030-01-01
        cites: [2/2021 art 3]
        unverified: press only
        steps:
          - {by: commune, vi: niêm yết, en: posts, calendar_days: 10, at_least: true}
          - {by: province, act: decide, days_but_holidays: 5, longest: 8}
      - {from: 2021-10-01, until: 2021-12-01, cites: [2/2021 art 4], steps: *steps}
"""

SOUND = {"vocabulary.yaml": VOCABULARY, "tiny.yaml": TINY}
BEGINS, ENDS = date(2020, 1, 1), date(2023, 1, 1)
PLAIN = WorkingCalendar(frozenset())
ELDER = "tiny.elder"


def written(folder: Path, changes: dict[str, tuple[str, str]] | None = None) -> Procedures:
    """The sound procedures after ``{file: (old, new)}``."""
    place = folder / "procedures"
    place.mkdir(exist_ok=True)
    for name, text in SOUND.items():
        old, new = (changes or {}).get(name, ("", ""))
        assert old in text
        (place / name).write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    return load_procedures(place, BEGINS, ENDS)


# --- loading --------------------------------------------------------------------------------------


def test_a_procedure_is_read_with_its_words_papers_and_versions(tmp_path: Path) -> None:
    procedures = written(tmp_path)
    (elder,) = procedures
    first, second, third = elder.versions
    assert (elder.key, elder.code, elder.benefits, elder.one_stop) == (
        "tiny.elder",
        "1.000001",
        (ELDER,),
        True,
    )
    assert [paper.held for paper in first.papers] == [("Person.years",)]
    assert [(paper.form, paper.of) for paper in second.papers] == [(None, None), ("1", "2/2021")]
    assert (second.until, third.until) == (date(2030, 1, 1), date(2021, 12, 1))
    assert (first.steps[0].vi, first.steps[0].days) == ("quyết định", 3)
    assert second.unverified == "press only"
    assert elder.file.endswith("tiny.yaml")
    assert TINY.splitlines()[elder.line - 1].strip() == "- name: elder"


#: What is tried → file, what stands there, what is written instead, words of the refusal.
REFUSED = {
    "not YAML": ("tiny.yaml", "domain: tiny", "domain: [", "while parsing"),
    "no mapping": ("vocabulary.yaml", VOCABULARY, "[]", "expected names"),
    "no domain": ("tiny.yaml", "domain: tiny\n", "", "lacks domain"),
    "unknown part": ("tiny.yaml", "shared:", "sharde:", "unknown key sharde"),
    "begins without why": (
        "tiny.yaml",
        "begins_why: earlier files were not read\n",
        "",
        "begins and begins_why go together",
    ),
    "code as a number": ("tiny.yaml", '"1.000001"', "1.000001", "code must be text"),
    "no name": ("tiny.yaml", "- name: elder\n    code", "- code", "lacks name"),
    "bad name": ("tiny.yaml", "name: elder", "name: the elder", "write lower_case_words"),
    "misspelt key": ("tiny.yaml", "benefits: [tiny", "benefit: [tiny", "unknown key benefit"),
    "unknown paper": ("tiny.yaml", "[identity, request]", "[identty]", "did you mean identity"),
    "unknown authority": ("tiny.yaml", "by: commune", "by: comune", "did you mean commune"),
    "unknown act": ("tiny.yaml", "act: decide, days", "act: decid, days", "did you mean decide"),
    "no act": ("tiny.yaml", "act: decide, days", "days", "vi must be text"),
    "two counts": (
        "tiny.yaml",
        "calendar_days: 10",
        "calendar_days: 10, working_days: 2",
        "give one of working_days, calendar_days",
    ),
    "no count": ("tiny.yaml", ", calendar_days: 10", "", "give one of working_days"),
    "days of no kind": ("tiny.yaml", "calendar_days: 10", "days: 10", "say how days are counted"),
    "negative days": ("tiny.yaml", "calendar_days: 10", "calendar_days: -1", "whole number"),
    "longest is shorter": ("tiny.yaml", "longest: 8", "longest: 4", "longest must be more"),
    "flag": ("tiny.yaml", "at_least: true", "at_least: 3", "true or false"),
    "bad window": ("tiny.yaml", "calendar_days: 10", "ends: 02-30", "ends must be a month and day"),
    "day past 28": (
        "tiny.yaml",
        "calendar_days: 10",
        "begins: 31, calendar_days: 10",
        "begins must be a month and day",
    ),
    "until before from": ("tiny.yaml", "until: 2021-12-01", "until: 2021-09-01", "must come after"),
    "versions out of order": ("tiny.yaml", "from: 2021-10-01", "from: 2021-07-01", "stand by date"),
    "no version": (
        "tiny.yaml",
        TINY[TINY.index("    versions:") :],
        "    versions: []",
        "a version",
    ),
    "no step": ("tiny.yaml", "steps: *steps}", "steps: []}", "needs a step"),
    "date in words": ("tiny.yaml", "from: 2021-10-01", "from: soon", "must be a date such as"),
    "citation": ("tiny.yaml", "1/2020 art 6", "1/2020 artcle 6", "expected art, cl, pt or annex"),
    "waiver without cites": ("tiny.yaml", "[1/2020 art 7]", "[]", "ask for no application"),
    "waiver twice": (
        "tiny.yaml",
        "without_application:\n",
        "without_application:\n  tiny.card: {}\n",
        "tiny.card stands twice",
    ),
    "held left open": ("vocabulary.yaml", "held: none", "held: []", "or be none"),
    "form of nothing": ("vocabulary.yaml", "of: 2/2021, ", "", "form and of go together"),
    "no heir": ("vocabulary.yaml", ", then: {elsewhere: commune, other: province}", "", "who goes"),
    "heir nowhere else": ("vocabulary.yaml", "elsewhere: commune, ", "", "elsewhere: AUTHORITY"),
    "unknown heir": ("vocabulary.yaml", "elsewhere: commune", "elsewhere: xa", "unknown authority"),
    "end uncited": ("vocabulary.yaml", "cites: [2/2021 art 1]", "cites: []", "what ended it"),
}


@pytest.mark.parametrize("tried", REFUSED)
def test_what_is_wrong_in_a_file_is_refused_with_its_place(tmp_path: Path, tried: str) -> None:
    name, old, new, words = REFUSED[tried]
    with pytest.raises(LawError, match=words) as refusal:
        written(tmp_path, {name: (old, new)})
    assert name in str(refusal.value)


def test_a_key_or_national_code_stands_once(tmp_path: Path) -> None:
    body = TINY[TINY.index("  - name: elder") :]
    with pytest.raises(LawError, match=r"tiny\.elder is also at"):
        written(tmp_path, {"tiny.yaml": (body, body + body)})
    with pytest.raises(LawError, match=r"1\.000001 is also at"):
        written(tmp_path, {"tiny.yaml": (body, body + body.replace("name: elder", "name: other"))})


# --- finding --------------------------------------------------------------------------------------


def test_a_procedure_is_found_by_key_code_and_benefit(tmp_path: Path) -> None:
    procedures = written(tmp_path)
    assert procedures.find("1.000001") == procedures.find(ELDER) == list(procedures)
    assert procedures.find("tiny.card") == []
    with pytest.raises(UnknownNameError, match=r"did you mean tiny\.elder"):
        procedures.find("tiny.eldr")


def test_the_latest_version_counts_and_gives_way_to_the_one_it_departed_from(
    tmp_path: Path,
) -> None:
    (elder,) = written(tmp_path)
    first, second, third = elder.versions
    days = {
        date(2020, 2, 1): first,
        date(2021, 6, 30): first,
        date(2021, 7, 1): second,
        date(2021, 9, 30): second,
        date(2021, 10, 1): third,
        date(2021, 11, 30): third,
        date(2021, 12, 1): second,
    }
    assert {day: elder.at(day) for day in days} == days
    with pytest.raises(NotInForceError, match="earlier files were not read"):
        elder.at(date(2020, 1, 31))
    ends = [elder.counts_until(version) for version in elder.versions]
    assert ends == [NEVER, date(2030, 1, 1), date(2021, 12, 1)]


# --- deadlines ------------------------------------------------------------------------------------


def test_a_step_over_the_end_of_an_authority_is_handed_to_its_heir(tmp_path: Path) -> None:
    procedures = written(tmp_path)
    (elder,) = procedures
    before, over, after = (
        deadlines(procedures, elder, received, PLAIN)[0]
        for received in (date(2021, 6, 25), date(2021, 6, 29), date(2021, 10, 1))
    )
    assert (before.day, [who.code for _, who in before.holders]) == (
        date(2021, 6, 30),
        ["district"],
    )
    assert [(since, who.code) for since, who in over.holders] == [
        (date(2021, 6, 29), "district"),
        (date(2021, 7, 1), "commune"),
    ]
    assert [who.code for _, who in after.holders] == ["commune"]
    other = replace(elder, domain="other")
    assert (
        deadlines(procedures, other, date(2021, 10, 1), PLAIN)[0].holders[0][1].code == "province"
    )


def test_each_kind_of_days_is_counted_its_way(tmp_path: Path) -> None:
    holidays = frozenset({date(2021, 7, 14), date(2021, 7, 19)})
    procedures = written(tmp_path)
    calendar = WorkingCalendar(holidays)
    posting, decision = deadlines(procedures, procedures.procedures[0], date(2021, 7, 2), calendar)
    assert posting.day == date(2021, 7, 12), "10 days after 2 July"
    assert decision.day == date(2021, 7, 20), "13, 15, 16, 17, 18 July, and on to a day of work"
    assert decision.latest == date(2021, 7, 22), "18 July is the fifth, 20, 21, 22"
    assert decision.start == posting.day


def test_days_not_found_leave_the_later_days_open(tmp_path: Path) -> None:
    procedures = written(tmp_path, {"tiny.yaml": ("calendar_days: 10", "days: not found")})
    dues = deadlines(procedures, procedures.procedures[0], date(2021, 7, 2), PLAIN)
    assert [due.day for due in dues] == [None, None]


def test_days_from_receipt_run_beside_the_step_before(tmp_path: Path) -> None:
    change = ("days_but_holidays: 5, longest: 8", "working_days: 5, from_receipt: true")
    procedures = written(tmp_path, {"tiny.yaml": change})
    dues = deadlines(procedures, procedures.procedures[0], date(2021, 7, 2), PLAIN)
    assert [due.day for due in dues] == [date(2021, 7, 12), date(2021, 7, 9)]


@pytest.mark.parametrize(
    ("count", "received", "start", "due"),
    [
        ("begins: 15, calendar_days: 15", (2021, 7, 15), (2021, 7, 15), (2021, 7, 30)),
        ("begins: 15, calendar_days: 15", (2021, 7, 16), (2021, 8, 15), (2021, 8, 30)),
        ("begins: 15, calendar_days: 1", (2021, 12, 16), (2022, 1, 15), (2022, 1, 17)),
        ("begins: 09-01, ends: 12-14", (2021, 7, 2), (2021, 9, 1), (2021, 12, 14)),
        ("begins: 09-01, ends: 12-14", (2021, 9, 1), (2021, 9, 1), (2021, 12, 14)),
        ("begins: 09-01, ends: 12-14", (2021, 12, 14), (2021, 12, 14), (2021, 12, 14)),
        ("begins: 09-01, ends: 12-14", (2021, 12, 15), (2022, 9, 1), (2022, 12, 14)),
    ],
)
def test_a_step_may_wait_for_its_day(
    tmp_path: Path,
    count: str,
    received: tuple[int, int, int],
    start: tuple[int, int, int],
    due: tuple[int, int, int],
) -> None:
    procedures = written(tmp_path, {"tiny.yaml": ("calendar_days: 10", count)})
    elder = replace(procedures.procedures[0], versions=procedures.procedures[0].versions[1:2])
    step = deadlines(procedures, elder, date(*received), PLAIN)[0]
    assert (step.start, step.day) == (date(*start), date(*due))


def test_a_day_of_the_month_comes_again_next_month() -> None:
    fifteenth = Recurring(15)
    assert fifteenth.on_or_after(date(2021, 2, 15)) == date(2021, 2, 15)
    assert fifteenth.on_or_after(date(2021, 12, 31)) == date(2022, 1, 15)


# --- lint -----------------------------------------------------------------------------------------


def findings(folder: Path, old: str = "", new: str = "") -> list[Finding]:
    """What the linter says of the tiny law with its procedures after one change."""
    procedures = written(folder, {"tiny.yaml": (old, new)})
    book = tiny_book(folder)
    cases = load_cases(folder / "c.yaml", book)
    return lint(book, cases, root=folder, procedures=procedures)


def test_sound_procedures_have_no_finding(tmp_path: Path) -> None:
    assert findings(tmp_path) == []


#: Code and what is tried → what stands there, what is written instead, words of the finding.
FOUND = {
    "L01 version": ("cites: [1/2020 art 6]", "cites: []", "2020-02-01 cites no article"),
    "L02 version": ("cites: [2/2021 art 4]", "cites: [2/2021 art 4, 9/2021]", "9/2021 is cited"),
    "L02 form": (
        "[identity, request]",
        "[{vi: Đ, en: R, form: '1', of: 8/2021, held: none}]",
        "8/",
    ),
    "L02 waiver": ("1/2020 art 7", "7/2020 art 7", "7/2020 is cited"),
    "L02 notice": ("[2/2021 art 5]", "[6/2021]", "6/2021 is cited"),
    "L03 too early": (
        "from: 2021-07-01\n        until",
        "from: 2021-06-01\n        until",
        "2/2021 from 2021-07-01",
    ),
    "L03 too long": ("until: 2030-01-01", "until: 2030-01-02", "only until 2030-01-01"),
    "L15 no procedure": ("[tiny.elder]", "[]", "tiny.elder from 2020-02-01 until 2022-01-01"),
    "L15 no waiver": ("tiny.card:", "tiny.elder:", "tiny.card from 2022-01-01 until 2023-01-01"),
    "L15 waiver too late": (
        "[1/2020 art 7]",
        "[1/2020 art 7], from: 2022-02-01",
        "tiny.card from 2022-01-01 until 2022-02-01",
    ),
    "L15 gap": (
        "- {from: 2020-02-01,",
        "- {from: 2020-02-01, until: 2021-05-01,",
        "tiny.elder from 2021-05-01 until 2021-07-01",
    ),
    "L16 benefit": ("[tiny.elder]", "[tiny.elder, tiny.ghost]", "there is no benefit tiny.ghost"),
    "L16 waived ghost": (
        "without_application:\n",
        "without_application:\n  tiny.ghost: {vi: ạ, en: a, cites: [1/2020]}\n",
        "there is no benefit tiny.ghost",
    ),
    "L16 fact": (
        "[identity, request]",
        "[{vi: Đ, en: R, held: [Person.yeers]}]",
        "nobody declares Person.yeers",
    ),
    "L16 table": ("[identity, request]", "[{vi: Đ, en: R, held: [Car]}]", "nobody declares Car"),
    "L16 both": ("[tiny.elder]", "[tiny.elder, tiny.card]", "tiny.elder leads to it"),
}


@pytest.mark.parametrize("tried", FOUND)
def test_each_refusal_of_the_lint_is_found_where_it_stands(tmp_path: Path, tried: str) -> None:
    old, new, words = FOUND[tried]
    found = [f for f in findings(tmp_path, old, new) if f.code == tried[:3] and words in f.problem]
    assert found
    place = Path(found[0].file)
    assert (place.name == "tiny.yaml") is (tried[:3] != "L15"), "the benefit itself lacks it"


def test_a_benefit_that_no_roll_records_needs_no_procedure(tmp_path: Path) -> None:
    procedures = written(tmp_path, {"tiny.yaml": ("[tiny.elder]", "[]")})
    book = tiny_book(tmp_path, {"rules.py": ('paid="monthly",', 'paid="monthly", kind="service",')})
    codes = {finding.code for finding in lint(book, [], root=tmp_path, procedures=procedures)}
    assert "L15" not in codes


def test_without_procedures_none_is_asked_for(tmp_path: Path) -> None:
    book = tiny_book(tmp_path)
    cases = load_cases(tmp_path / "c.yaml", book)
    assert lint(book, cases, root=tmp_path) == []
