"""Two communes with two households each, a user for every role, and what a run found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from ansinh.web.access.models import User
from ansinh.web.access.policy import ROLES, give
from ansinh.web.office.models import Finding, Run
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
        run = Run.objects.create(effect=date(2026, 11, 30), known=date(2026, 11, 30))
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
            Finding.objects.create(
                run=run,
                key=f"missed:insurance.social:p{10 + number}",
                stand="– 540000 –",
                list="missed",
                benefit="assistance.social_pension",
                name="Trợ cấp hưu trí xã hội",
                domain="assistance",
                unit="VND",
                area=place,
                household=self.homes[-1],
                person=self.people[-1],
                village=f"Thôn {number}",
                full_name=f"Nông Thị Vầy {number}",
                search_name=f"nong thi vay {number}",
                due=540_000,
                reason="Đủ 75 tuổi",
                article="Điều 21",
            )
        for model in MODELS.values():
            settle_sequence(model)
        self.mine, self.theirs = self.homes[0], self.homes[2]
        fill_memberships()

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
