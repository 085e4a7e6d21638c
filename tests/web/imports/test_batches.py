from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from ansinh.engine.errors import DataError
from ansinh.web.registry.changing import Proof, change_facts
from ansinh.web.registry.imports import applying
from ansinh.web.registry.imports.batches import (
    bring_in,
    check,
    prepare,
    take_back,
    upload,
)
from ansinh.web.registry.living import move_person
from ansinh.web.registry.membership import lived_in
from ansinh.web.registry.models import (
    MODELS,
    Batch,
    Change,
    Heading,
    Household,
    Membership,
    Person,
)
from tests.web.conftest import Office
from tests.web.imports.files import ASSISTANCE, MERIT, POOR, ROLL, workbook

Receipt, Recognition, Title = (
    MODELS[name] for name in ("Receipt", "PovertyRecognition", "MeritTitle")
)
SINCE = {"PovertyRecognition.since": "01/01/2026"}


def checked(
    office: Office, form: str, rows: list[list[Any]], constants: dict[str, str] | None = None
) -> Batch:
    user = office.user("commune_officer")
    batch = upload(user, office.areas[0], form, "danh sách.xlsx", workbook(rows))
    prepare(batch, batch.matched, constants or {})
    check(batch)
    return batch


def problems(batch: Batch) -> list[tuple[int, str, str]]:
    rows = batch.rows.order_by("pk")
    return [(r.number, p["column"], p["vi"]) for r in rows for p in r.problems]


def test_a_roll_becomes_households_with_their_people_and_kin(office: Office) -> None:
    batch = checked(office, "household_roll", ROLL)
    assert batch.counts == {"new": 4, "changed": 0, "same": 0, "problem": 0}, problems(batch)
    assert (8, "C", "chỉ ghi năm 1950") not in problems(batch)
    assert Household.objects.count() == 4
    bring_in(batch)
    head = Person.objects.get(full_name="Bàn Văn A")
    wife = Person.objects.get(full_name="Tống Thị Sơn")
    child = Person.objects.get(full_name="Bàn Thị C")
    assert (head.citizen_number, head.sex, head.birth_date) == (
        "024068000001",
        "male",
        date(1968, 5, 1),
    )
    assert (wife.spouse_id, head.spouse_id, child.father_id) == (head.pk, wife.pk, head.pk)
    home = head.household
    assert (home.village, home.toilet, home.area_id) == ("Thôn Bến Huyện", "septic", 1)
    assert home.people.count() == 3
    assert head.search_name == "ban van a"
    assert head.source == "danh sách.xlsx · Danh sách · 8"
    assert batch.state == Batch.IMPORTED


def test_the_same_roll_again_changes_nothing(office: Office) -> None:
    bring_in(checked(office, "household_roll", ROLL))
    again = checked(office, "household_roll", ROLL)
    assert again.counts == {"new": 0, "changed": 0, "same": 4, "problem": 0}, problems(again)


def test_a_household_goes_in_whole(office: Office) -> None:
    rows = [list(row) for row in ROLL]
    rows[9][3] = "hôm qua"
    batch = checked(office, "household_roll", rows)
    assert batch.counts["problem"] == 3
    assert (10, "D", "ghi ngày/tháng/năm, ví dụ 01/05/1968") in problems(batch)
    assert (8, "", "cùng hộ với dòng chưa đúng (10)") in problems(batch)
    bring_in(batch)
    assert not Person.objects.filter(full_name="Bàn Văn A").exists()
    assert Person.objects.filter(full_name="Nông Văn D").exists()


def test_a_poor_list_recognises_households(office: Office) -> None:
    batch = checked(office, "poor_list", POOR, SINCE)
    assert batch.counts["new"] == 2, problems(batch)
    bring_in(batch)
    found = {r.household_id: (r.poverty_class, r.since) for r in Recognition.objects.all()}
    assert found == {1: ("poor", date(2026, 1, 1)), 2: ("near_poor", date(2026, 1, 1))}
    rows = [list(row) for row in POOR]
    rows[3][4:] = ["", "x"]
    again = checked(office, "poor_list", rows, {"PovertyRecognition.since": "01/01/2027"})
    assert (again.counts["new"], again.counts["same"]) == (1, 1)
    bring_in(again)
    one = Recognition.objects.filter(household_id=1).order_by("since")
    assert [(r.poverty_class, r.since, r.until) for r in one] == [
        ("poor", date(2026, 1, 1), date(2027, 1, 1)),
        ("near_poor", date(2027, 1, 1), None),
    ]


def test_an_assistance_list_adds_ends_and_corrects_receipts(office: Office) -> None:
    Receipt.objects.create(
        person=office.people[0],
        benefit="assistance.social_pension",
        amount=500_000,
        since=date(2025, 7, 1),
    )
    batch = checked(office, "assistance_list", ASSISTANCE)
    assert batch.counts["new"] == 2, problems(batch)
    bring_in(batch)
    mine = Receipt.objects.filter(person=office.people[0]).order_by("since")
    assert [(r.amount, r.since, r.until) for r in mine] == [
        (500_000, date(2025, 7, 1), date(2026, 7, 1)),
        (540_000, date(2026, 7, 1), None),
    ]
    other = Receipt.objects.get(person=office.people[1])
    assert (other.amount, other.group) == (500_000, "social_pension")
    disability = MODELS["Disability"].objects.get()
    assert (disability.person_id, disability.kind, disability.degree) == (11, "mobility", "severe")
    (change,) = Change.objects.all()
    assert (change.entity, change.fact, change.after) == ("Receipt", "until", "2026-07-01")


def test_a_merit_list_adds_titles_and_corrects_them(office: Office) -> None:
    bring_in(checked(office, "merit_list", MERIT))
    title = Title.objects.get()
    assert (title.kind, title.injury_rate, title.since) == ("war_invalid", 61, date(1980, 1, 1))
    rows = [list(row) for row in MERIT]
    rows[1][3] = "71"
    batch = checked(office, "merit_list", rows)
    assert batch.counts["changed"] == 1
    bring_in(batch)
    title.refresh_from_db()
    assert title.injury_rate == 71


def test_a_batch_is_undone(office: Office) -> None:
    before = {
        name: list(model.objects.filter(closed_on=None).order_by("pk").values())
        for name, model in MODELS.items()
    }
    versions = dict(Household.objects.values_list("pk", "version"))
    roll = checked(office, "household_roll", ROLL)
    bring_in(roll)
    poor = checked(office, "poor_list", POOR, SINCE)
    bring_in(poor)
    for batch in (poor, roll):
        take_back(batch)
        assert (batch.state, batch.left) == (Batch.UNDONE, 0)
    after = {
        name: list(model.objects.filter(closed_on=None).order_by("pk").values())
        for name, model in MODELS.items()
    }
    for home in after["Household"]:
        assert home["version"] >= versions[home["id"]]
        home["version"] = versions[home["id"]]
    assert after == before
    assert Person.objects.filter(full_name="Bàn Văn A", close_reason="import undone").exists()


def test_what_was_worked_on_since_is_left_when_a_batch_is_undone(office: Office) -> None:
    batch = checked(office, "household_roll", ROLL)
    bring_in(batch)
    child = Person.objects.get(full_name="Bàn Thị C")
    place = ("Person", child.pk, "is_pregnant")
    user = office.user("commune_officer")
    change_facts(
        user, child.household, child.household.version, {place: False}, Proof(date(2026, 1, 1))
    )
    take_back(batch)
    assert batch.left == 2
    kept = set(Person.objects.filter(closed_on=None).values_list("full_name", flat=True))
    assert "Bàn Thị C" in kept
    assert "Bàn Văn A" not in kept
    assert Household.objects.get(pk=child.household_id).closed_on is None


def test_a_file_checked_before_the_registry_moved_is_checked_again(office: Office) -> None:
    batch = checked(office, "poor_list", POOR, SINCE)
    user = office.user("commune_officer")
    change_facts(
        user, office.mine, 1, {("Household", 1, "toilet"): "none"}, Proof(date(2026, 1, 1))
    )
    bring_in(batch)
    assert (batch.state, batch.error) == (Batch.CHECKED, "stale")
    assert not Recognition.objects.exists()
    bring_in(batch)
    assert Recognition.objects.count() == 2


def test_two_files_of_the_same_people_go_in_once(office: Office) -> None:
    first, second = (checked(office, "household_roll", ROLL) for _ in range(2))
    bring_in(first)
    bring_in(second)
    assert (second.state, second.counts["same"]) == (Batch.CHECKED, 4)
    assert Person.objects.filter(full_name="Bàn Văn A").count() == 1


def test_a_step_that_breaks_in_the_middle_leaves_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = checked(office, "household_roll", ROLL)

    def broken(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(applying, "_link", broken)
        with pytest.raises(KeyboardInterrupt):
            bring_in(batch)
    assert not Person.objects.filter(full_name="Bàn Văn A").exists()
    batch.refresh_from_db()
    assert batch.state == Batch.CHECKED
    bring_in(batch)
    assert Person.objects.filter(full_name="Bàn Văn A").count() == 1


def test_chosen_rows_alone_go_in(office: Office) -> None:
    batch = checked(office, "poor_list", POOR, SINCE)
    bring_in(batch, [batch.rows.order_by("pk")[0].pk])
    assert [r.household_id for r in Recognition.objects.all()] == [1]


@pytest.mark.parametrize(
    ("cell", "text", "column", "said"),
    [
        (1, "Người Không Có", "B", "không có người này trong sổ của xã"),
        (2, "32/5/1946", "C", "ghi ngày/tháng/năm"),
        (1, "Nông Thị Vầy 3", "B", "không có người này trong sổ của xã"),
        (4, "?", "E", "đánh dấu «x» hoặc để trống"),
        (5, "x", "F", "khác với cột khác của dòng này"),
    ],
)
def test_a_problem_is_told_by_row_and_column(
    office: Office, cell: int, text: str, column: str, said: str
) -> None:
    rows = [list(row) for row in POOR]
    rows[3][cell] = text
    batch = checked(office, "poor_list", rows, SINCE)
    assert batch.counts["problem"] == 1
    (found,) = [p for p in problems(batch) if p[0] == 4 and p[2].startswith(said)]
    assert found[1] == column


def test_a_person_of_another_commune_is_not_added_again(office: Office) -> None:
    office.people[2].citizen_number = "024068000001"
    office.people[2].save()
    batch = checked(office, "household_roll", ROLL)
    assert batch.counts["problem"] == 3
    assert any("xã khác" in text for _, _, text in problems(batch))


def test_a_number_that_is_of_another_name_is_refused(office: Office) -> None:
    office.people[0].citizen_number = "024068000001"
    office.people[0].save()
    batch = checked(office, "household_roll", ROLL)
    assert (8, "E", "trong sổ, số này là của Nông Thị Vầy 1") in problems(batch)


def test_hidden_rows_wait_unless_they_are_asked_for(office: Office) -> None:
    user = office.user("commune_officer")
    content = workbook(POOR, hidden=[4])
    batch = upload(user, office.areas[0], "poor_list", "a.xlsx", content)
    prepare(batch, batch.matched, SINCE)
    check(batch)
    assert sum(batch.counts.values()) == 1
    prepare(batch, batch.matched, SINCE, takes_hidden=True)
    check(batch)
    assert sum(batch.counts.values()) == 2


def test_headings_are_remembered(office: Office) -> None:
    rows = [list(row) for row in POOR]
    rows[1][3] = "Khu vực của hộ"
    user = office.user("commune_officer")
    batch = upload(user, office.areas[0], "poor_list", "a.xlsx", workbook(rows))
    (sheet,) = batch.matched
    assert "3" not in batch.matched[sheet]
    prepare(batch, {sheet: {**batch.matched[sheet], "3": "Household.village"}}, SINCE)
    again = upload(user, office.areas[0], "poor_list", "b.xlsx", workbook(rows))
    again.refresh_from_db()
    assert again.matched[sheet]["3"] == "Household.village"
    assert Heading.objects.filter(form="poor_list").count() == 6


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["một", "hai"], ["1", "2"]], "no sheet has the columns"),
        ([], "no sheet has the columns"),
    ],
)
def test_a_file_without_a_table_of_the_form_is_refused(
    office: Office, rows: list[list[str]], said: str
) -> None:
    with pytest.raises(DataError, match=said):
        checked(office, "poor_list", rows)
    assert not Batch.objects.exists()


def test_what_no_column_says_is_asked_for(office: Office) -> None:
    with pytest.raises(DataError, match="no column says From"):
        checked(office, "poor_list", POOR)


def test_a_list_does_not_rewrite_who_somebody_is(office: Office) -> None:
    office.people[0].citizen_number = "024146000001"
    office.people[0].save()
    rows = [
        ["Họ tên", "Ngày sinh", "Số CCCD", "Loại hộ"],
        ["Nông Thị Vầy 1", "2/5/1946", "024146000001", "Hộ nghèo"],
    ]
    batch = checked(office, "poor_list", rows, SINCE)
    assert batch.counts["new"] == 1
    assert (2, "B", "trong sổ là «1946-05-01»; giữ như trong sổ") in problems(batch)
    bring_in(batch)
    office.people[0].refresh_from_db()
    assert office.people[0].birth_date == date(1946, 5, 1)
    assert timezone.localdate() >= date(2026, 11, 30)


def test_who_came_by_a_file_belongs_to_a_household_until_it_is_undone(office: Office) -> None:
    batch = checked(office, "household_roll", ROLL)
    bring_in(batch)
    child = Person.objects.get(full_name="Bàn Thị C")
    found = Membership.objects.get(person=child)
    assert (found.household_id, found.how, found.until) == (child.household_id, "imported", None)
    take_back(batch)
    assert lived_in([child.household_id], timezone.localdate()) == {}
    assert not Membership.objects.filter(how="imported", until=None).exists()


def test_who_moved_since_stays_when_the_file_is_undone(office: Office) -> None:
    batch = checked(office, "household_roll", ROLL)
    bring_in(batch)
    child = Person.objects.get(full_name="Bàn Thị C")
    today = Proof(timezone.localdate())
    move_person(batch.by, child, None, office.homes[0], None, today)
    take_back(batch)
    child.refresh_from_db()
    assert child.closed_on is None
    assert lived_in([1], timezone.localdate()) == {11: 1, child.pk: 1}
