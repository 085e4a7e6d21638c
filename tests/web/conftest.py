"""Two communes with two households each, a user for every role, and what a run found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from ansinh.web.access.models import User
from ansinh.web.access.policy import ROLES, give
from ansinh.web.office.models import Finding, Run
from ansinh.web.office.running import count
from ansinh.web.registry.bulk import settle_sequence
from ansinh.web.registry.membership import fill_memberships
from ansinh.web.registry.models import MODELS

HERE, THERE = 1, 2


class Office:
    """What tests ask for by name."""

    def __init__(self) -> None:
        area, home, person = (MODELS[name] for name in ("Area", "Household", "Person"))
        self.areas = [
            area.objects.create(
                pk=pk, code=f"0{pk}", name=name, kind="rural", former_province="bac_giang"
            )
            for pk, name in ((HERE, "Xã Tân Sơn"), (THERE, "Xã Lục Ngạn"))
        ]
        self.homes, self.people = [], []
        day = date(2026, 11, 30)
        run = Run.objects.create(effect=day, known=day, finished_at=timezone.now())
        self.run = run
        for number in range(1, 5):
            place = self.areas[(number - 1) // 2]
            self.homes.append(
                home.objects.create(
                    pk=number, area=place, village=f"Thôn {number}", toilet="septic"
                )
            )
            self.people.append(
                person.objects.create(
                    pk=10 + number,
                    household=self.homes[-1],
                    full_name=f"Nông Thị Vầy {number}",
                    citizen_number=f"0241510000{number:02}",
                    birth_date=date(1946, 5, number),
                    sex="female",
                    ethnicity="nung",
                    insurance_pension=0,
                    insurance_allowance=0,
                    has_hiv=True,
                )
            )
            self.found(number - 1)
        for model in MODELS.values():
            settle_sequence(model)
        self.mine, self.theirs = self.homes[0], self.homes[2]
        fill_memberships()

    def found(self, place: int, **changes: Any) -> Finding:
        """A finding about the person of a household (0 and 1 are of my commune, 2 and 3 not)."""
        home, person = self.homes[place], self.people[place]
        told = {
            "list": "missed",
            "benefit": "assistance.social_pension",
            "name": "Trợ cấp hưu trí xã hội",
            "due": 540_000,
            "reason": "Đủ 75 tuổi",
            "reason_en": "Is 75 years old",
            "article": "Điều 21",
            "article_en": "Article 21",
            **changes,
        }
        subject = told["benefit"] or told.get("needs", "")
        finding: Finding = Finding.objects.create(
            run=self.run,
            key=f"{told['list']}:{subject}:p{person.pk}",
            stand=f"– {told['due']} –",
            domain=subject.partition(".")[0],
            unit="VND",
            area_id=home.area_id,
            household=home,
            person=person,
            village=home.village,
            full_name=person.full_name,
            search_name=person.search_name,
            birth_date=person.birth_date,
            **told,
        )
        count(self.run)
        return finding

    def user(self, role: str, area: int | None = HERE, domain: str = "") -> User:
        """A user with one duty; a role of the province has no commune."""
        user, _ = User.objects.get_or_create(username=f"{role}-{area}-{domain}")
        where = MODELS["Area"].objects.get(pk=area) if ROLES[role].in_commune else None
        give(user, role, where, domain)
        return user

    def client(self, role: str, area: int | None = HERE, domain: str = "") -> Client:
        """A browser in which a user of that role has signed in."""
        client = Client()
        backend = "allauth.account.auth_backends.AuthenticationBackend"
        client.force_login(self.user(role, area, domain), backend=backend)
        return client


def content_of(answer: Any) -> bytes:
    """All that a page or file holds; the end of a file lets go of it."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


@pytest.fixture(scope="session", autouse=True)
def _leave_no_connection(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The live server's threads leave theirs, and PostgreSQL drops no database that is in use."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture
def office(db: None) -> Office:
    return Office()
