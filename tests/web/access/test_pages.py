"""An administrator, a new officer and an inspector in a browser: nothing blocked, axe content."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from ansinh.web.access.models import User
from tests.web.access.codes import code_of
from tests.web.conftest import Office
from tests.web.test_browser import SIZES, browser, is_far, is_sound

__all__ = ["browser"]
PASSWORD = "mot mat khau dai"  # noqa: S105
CHOSEN = "mat khau cua rieng toi"
#: Where pictures are put, for whoever wants to look at the pages.
PICTURES = os.environ.get("ANSINH_PICTURES")


@pytest.fixture
def office(transactional_db: None) -> Office:
    cache.clear()
    return Office()


class Visitor:
    """A browser window that keeps what the console says."""

    def __init__(self, browser: Any, server: str, size: str) -> None:
        self.width, self.size = SIZES[size][0], size
        width, height = SIZES[size]
        self.context = browser.new_context(viewport={"width": width, "height": height})
        self.page, self.server = self.context.new_page(), server
        self.said: list[str] = []
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on(
            "request", lambda asked: self.said.append(asked.url) if is_far(asked.url) else None
        )

    def sign_in(self, username: str, password: str) -> None:
        """By password."""
        self.page.goto(f"{self.server}/account/login/")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu").fill(password)
        self.page.get_by_role("button", name="Đăng nhập").click()

    def look(self, heading: str) -> None:
        """The page stands, nothing is beside the screen, axe finds nothing serious."""
        self.page.get_by_role("heading", name=heading, level=1).wait_for()
        is_sound(self.page, self.width)
        if PICTURES:
            name = f"{len(list(Path(PICTURES).iterdir())):02}-{self.size}.png"
            self.page.screenshot(path=Path(PICTURES) / name, full_page=True)


def ready(user: User) -> User:
    user.full_name, user.must_change_password = f"Vi Thị {user.username[:6].title()}", False
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.mark.parametrize("size", SIZES)
def test_an_account_is_made_and_its_owner_comes_in(
    office: Office, live_server: Any, browser: Any, size: str, settings: Any
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"national_identity": {"APPS": []}}
    admin = Visitor(browser, live_server.url, size)
    admin.sign_in(ready(office.user("administrator")).username, PASSWORD)
    admin.page.get_by_role("link", name="Tài khoản", exact=True).click()
    admin.look("Tài khoản")
    admin.page.get_by_role("link", name="Lập tài khoản").click()
    admin.page.get_by_label("Tên đăng nhập").fill("hoa")
    admin.page.get_by_label("Họ và tên").fill("Nguyễn Thị Hoà")
    admin.look("Lập tài khoản")
    admin.page.get_by_role("button", name="Lập tài khoản").click()
    admin.look("Nguyễn Thị Hoà")
    given = admin.page.locator(".sum.secret").inner_text()
    admin.page.get_by_label("Vai trò", exact=True).select_option("commune_officer")
    admin.page.get_by_role("button", name="Giao nhiệm vụ").click()
    admin.page.get_by_role("alert").get_by_text("cần một xã").wait_for()
    admin.page.get_by_label("Xã (với vai trò cấp xã)").select_option(label="Xã Tân Sơn")
    admin.page.get_by_role("button", name="Giao nhiệm vụ").click()
    admin.page.get_by_text("Đã giao nhiệm vụ.").wait_for()
    admin.page.get_by_label("Vai trò", exact=True).select_option("commune_leader")
    admin.page.get_by_label("Xã (với vai trò cấp xã)").select_option(label="Xã Tân Sơn")
    admin.page.get_by_role("button", name="Giao nhiệm vụ").click()
    admin.page.get_by_role("alert").get_by_text("người lập hồ sơ không tự duyệt").wait_for()
    admin.look("Nguyễn Thị Hoà")

    settings.REQUIRE_MFA = True
    officer = Visitor(browser, live_server.url, size)
    officer.page.goto(live_server.url)
    officer.look("Đăng nhập")
    officer.sign_in("hoa", given)
    officer.look("Đổi mật khẩu")
    officer.page.get_by_label("Mật khẩu hiện nay").fill(given)
    officer.page.get_by_label("Mật khẩu mới (ít nhất 12 ký tự)").fill(CHOSEN)
    officer.page.get_by_label("Nhập lại mật khẩu mới").fill(CHOSEN)
    officer.page.get_by_role("button", name="Đổi mật khẩu").click()
    officer.page.goto(live_server.url)
    officer.look("Xác nhận là bạn")
    officer.page.get_by_label("Mật khẩu").fill(CHOSEN)
    officer.page.get_by_role("button", name="Xác nhận").click()
    officer.look("Bật xác thực hai lớp")
    secret = officer.page.locator(".secret").inner_text()
    officer.page.get_by_label("Mã sáu chữ số").fill(code_of(secret))
    officer.page.get_by_role("button", name="Bật", exact=True).click()
    officer.look("Mã dự phòng")
    with officer.page.expect_download() as download:
        officer.page.get_by_role("link", name="Tải về").click()
    assert download.value.suggested_filename == "recovery-codes.txt"
    officer.page.goto(f"{live_server.url}/account/2fa/")
    officer.look("Nguyễn Thị Hoà")
    officer.page.get_by_role("button", name="Đăng xuất").click()
    officer.sign_in("hoa", CHOSEN)
    officer.look("Xác thực hai lớp")
    officer.page.get_by_label("Mã trong ứng dụng").fill(code_of(secret, later=1))
    officer.page.get_by_role("button", name="Đăng nhập").click()
    officer.look("Việc hôm nay")
    assert all("422" in line for line in admin.said), admin.said
    assert officer.said == []


@pytest.mark.parametrize("size", SIZES)
def test_an_inspector_reads_the_log(
    office: Office, live_server: Any, browser: Any, size: str
) -> None:
    office.client("commune_officer").get("/households/1")
    office.client("commune_officer").post("/households/1/glass", {"reason": "xác minh đơn"})
    inspector = Visitor(browser, live_server.url, size)
    inspector.sign_in(ready(office.user("inspector")).username, PASSWORD)
    inspector.page.get_by_role("link", name="Nhật ký").click()
    inspector.look("Nhật ký")
    inspector.page.get_by_role("button", name="Kiểm tra").click()
    inspector.page.get_by_text("Nguyên vẹn đến dòng").wait_for()
    inspector.page.get_by_label("Số của hộ").fill("1")
    inspector.page.get_by_role("button", name="Lọc").click()
    inspector.page.get_by_text("xác minh đơn").wait_for()
    inspector.look("Nhật ký")
    inspector.page.get_by_role("link", name="ai đã xem").first.click()
    inspector.look("Ai đã xem hộ 1?")
    assert inspector.said == []
