"""A run of the law over the office's registry, and what is left of one that was killed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from ansinh.engine.errors import DataError
from ansinh.people.snapshot import SnapshotInfo
from ansinh.web.access import audit, policy
from ansinh.web.office import running, tasks
from ansinh.web.office.models import Cell, Finding, Run
from ansinh.web.registry.changing import Proof, change_facts
from ansinh.web.registry.snapshot import write_snapshot
from tests.web.conftest import HERE, THERE, Office

DAY = date(2026, 11, 30)


def test_a_snapshot_that_stands_is_left_until_something_is_changed(
    office: Office, tmp_path: Path
) -> None:
    folder, told = tmp_path / "registry", []

    def write(day: date = DAY) -> bool:
        told.clear()
        write_snapshot(folder, day, lambda *progress: told.append(progress))
        return bool(told)

    assert write()
    audit.write(None, "read", "household 1")
    assert not write()
    user = office.user("commune_officer")
    change_facts(user, office.mine, 1, {("Household", 1, "toilet"): "none"}, Proof(DAY))
    assert write()
    assert write(date(2026, 12, 1))
    (folder / "snapshot.json").unlink()
    assert write()


def test_a_run_that_dies_leaves_the_findings_and_the_next_takes_its_snapshot_up(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HOME", tmp_path)
    before = list(Finding.objects.values_list("key", flat=True))

    def dies(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "run", dies)
    jobs = [Run.objects.create(effect=DAY, known=DAY) for _ in range(2)]
    snapshot = tmp_path / "runs" / "registry" / "snapshot.json"
    written = []
    for job in jobs:
        with pytest.raises(KeyboardInterrupt):
            running.run_law(job)
        written.append(snapshot.stat().st_mtime_ns)
    assert written[0] == written[1]
    assert SnapshotInfo.load(snapshot.parent).rows["people"] == len(office.people)
    assert list(Finding.objects.values_list("key", flat=True)) == before


def test_two_runs_at_once_are_one_too_many(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HOME", tmp_path)
    first, second = (Run.objects.create(effect=DAY, known=DAY) for _ in range(2))

    def begins_another(*_: Any, **__: Any) -> None:
        running.run_law(second)

    monkeypatch.setattr(running, "run", begins_another)
    with pytest.raises(DataError, match="going on"):
        running.run_law(first)
    for job in (first, second):
        job.refresh_from_db()
        assert "going on" in job.error
        assert job.finished_at is None


def test_a_run_over_a_commune_replaces_the_findings_of_that_commune(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HOME", tmp_path)
    mother, child = office.people[2], office.people[0]
    child.mother = mother
    child.save()
    there = set(Finding.objects.filter(area=THERE).values_list("pk", flat=True))
    job = Run.objects.create(effect=DAY, known=DAY, area=office.areas[0])
    running.run_law(job)
    assert set(Finding.objects.filter(area=THERE).values_list("pk", flat=True)) == there
    here = Finding.objects.filter(area=HERE)
    assert {finding.run_id for finding in here} == {job.pk}
    assert here.filter(list="missed", benefit="assistance.social_pension", person=child).exists()
    assert not Finding.objects.filter(run=job).exclude(area=HERE).exists()
    assert set(Cell.objects.values_list("area_id", flat=True)) == {HERE, THERE}


def test_an_officer_runs_the_law_over_the_own_commune(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(tasks, "run_law", asked.append)
    client = office.client("commune_officer")
    for _ in range(2):
        client.post("/runs")
    (job,) = Run.objects.exclude(area=None)
    assert (job.area_id, asked) == (HERE, [job])
    assert "Luật đang được chạy." in client.get("/runs").content.decode()
    office.client("department_specialist").post("/runs")
    assert Run.objects.filter(area=None, by__isnull=False).count() == 1


def test_an_officer_of_two_communes_says_which(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "run_law", lambda _: None)
    client = office.client("commune_officer")
    client.post("/runs", {"area": THERE})
    assert not Run.objects.filter(area=THERE).exists()
    policy.give(office.user("commune_officer"), "commune_officer", office.areas[THERE - 1])
    page = client.get("/runs").content.decode()
    assert "Xã Tân Sơn</option>" in page
    assert "Xã Lục Ngạn</option>" in page
    client.post("/runs")
    assert not Run.objects.exclude(area=None).exists()
    assert "Chọn một xã." in client.get("/runs").content.decode()
    client.post("/runs", {"area": THERE})
    assert Run.objects.exclude(area=None).get().area_id == THERE
