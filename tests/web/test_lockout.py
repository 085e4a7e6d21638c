from __future__ import annotations

from django.conf import settings
from django.test import Client

from tests.web.conftest import Office

WRONG, RIGHT = "sai mat khau roi", "mot mat khau dai"


def test_too_many_wrong_passwords_lock_the_account_in_vietnamese(office: Office) -> None:
    user = office.user("commune_officer")
    user.set_password(RIGHT)
    user.save()
    client = Client()

    def sign_in(password: str):  # type: ignore[no-untyped-def]
        fields = {"login": user.username, "password": password}
        return client.post("/account/login/", fields)

    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert sign_in(WRONG).status_code == 200
    locked = sign_in(WRONG)
    assert locked.status_code == 429
    assert "Tạm khóa đăng nhập" in locked.content.decode()
    assert "_auth_user_id" not in client.session
    sign_in(RIGHT)
    assert "_auth_user_id" not in client.session


def test_a_name_in_other_letters_is_the_same_account(office: Office) -> None:
    user = office.user("commune_officer")
    user.set_password(RIGHT)
    user.save()
    names = [user.username, user.username.upper()]
    for number in range(settings.AXES_FAILURE_LIMIT):
        fields = {"login": names[number % 2], "password": WRONG}
        answer = Client().post("/account/login/", fields)
    assert answer.status_code == 429
    other = office.user("commune_leader")
    other.set_password(RIGHT)
    other.save()
    client = Client()
    client.post("/account/login/", {"login": other.username, "password": RIGHT})
    assert "_auth_user_id" in client.session
