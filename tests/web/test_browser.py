"""An officer's day in a browser, on a telephone and at a desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansinh.web.office.models import Case
from tests.web.conftest import Office
from tests.web.imports.files import POOR, workbook

AXE = (Path(__file__).parents[1] / "lawbook" / "axe" / "axe.min.js").read_text(encoding="utf-8")
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PASSWORD = "mot mat khau dai"  # noqa: S105
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SIZES = {"telephone": (390, 844), "desk": (1280, 900)}


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def office(transactional_db: None) -> Office:
    return Office()


@pytest.mark.parametrize("size", SIZES)
def test_an_officers_day(office: Office, live_server: Any, browser: Any, size: str) -> None:
    user = office.user("commune_officer")
    user.set_password(PASSWORD)
    user.save()
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    said: list[str] = []
    page.set_default_timeout(60_000)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda asked: said.append(asked.url) if is_far(asked.url) else None)

    page.goto(live_server.url)
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("heading", name="Việc hôm nay").wait_for()
    is_sound(page, width)

    page.get_by_role("link", name="Nhập tệp").click()
    page.get_by_label("Loại danh sách").select_option("poor_list")
    page.get_by_label("Tệp (").set_input_files(
        {"name": "hộ nghèo.xlsx", "mimeType": EXCEL, "buffer": workbook([*POOR[:3], POOR[4]])}
    )
    page.get_by_role("button", name="Gửi và xem trước").click()
    page.get_by_label("Từ ngày").fill("01/01/2026")
    is_sound(page, width)
    page.get_by_role("button", name="Kiểm tra từng dòng").click()
    page.get_by_text("Loại hộ: Hộ cận nghèo; Từ ngày: 01/01/2026").wait_for()
    is_sound(page, width)
    page.get_by_role("button", name="Nhập 1 dòng không có lỗi").click()
    page.get_by_text("Đã vào sổ.").wait_for()
    page.get_by_role("button", name="Chạy luật").click()
    page.get_by_text("Xong lúc").first.wait_for()
    is_sound(page, width)

    page.get_by_role("link", name="Việc hôm nay").click()
    page.get_by_role("link", name="Được hưởng mà chưa nhận").click()
    page.get_by_role("heading", name="Được hưởng mà chưa nhận").wait_for()
    is_sound(page, width)
    page.locator("#words").fill("vay 1")
    page.locator("#rows").get_by_text("Vầy 2").first.wait_for(state="detached")
    page.get_by_role("link", name="Nông Thị Vầy 1").first.click()
    page.get_by_role("heading", name="Hộ Nông Thị Vầy 1").wait_for()
    is_sound(page, width)
    page.get_by_role("link", name="Trợ cấp hưu trí xã hội", exact=True).click()
    page.locator("#aside .sum").get_by_text("540.000 đ mỗi tháng").wait_for()

    page.get_by_role("link", name="Tự hoại, bán tự hoại").click()
    page.locator("#aside #value").select_option("none")
    page.get_by_role("button", name="Xem trước thay đổi").click()
    page.get_by_role("heading", name="Nếu lưu").wait_for()
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_text("Đã lưu: Loại nhà tiêu.").wait_for()
    is_sound(page, width)

    page.get_by_role("link", name="Việc hôm nay").click()
    page.get_by_role("link", name="Được hưởng mà chưa nhận").click()
    page.get_by_label("Chọn Nông Thị Vầy 1").first.check()
    page.get_by_role("button", name="Lập hồ sơ cho 1 dòng đã chọn").click()
    page.get_by_text("Đã ghi quyết định cho 1 dòng.").wait_for()
    case = Case.objects.get()
    assert case.person_id == 11
    page.get_by_role("link", name="Hồ sơ", exact=True).click()
    page.get_by_role("link", name="Nông Thị Vầy 1").click()
    page.get_by_role("heading", name="Các bước theo luật").wait_for()
    is_sound(page, width)
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="Steps by law").wait_for()
    is_sound(page, width)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in").wait_for()
    assert said == []
    page.close()


def is_sound(page: Any, width: int) -> None:
    """Nothing stands beside the screen, and axe finds no serious fault."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE)
    found = page.evaluate("axe.run({preload: false})")
    serious = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
    assert [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in serious] == []


def is_far(url: str) -> bool:
    return not url.startswith(("http://localhost", "http://127.0.0.1", "data:"))


@pytest.mark.parametrize("size", SIZES)
def test_lives_of_a_household(office: Office, live_server: Any, browser: Any, size: str) -> None:
    user = office.user("commune_officer")
    user.set_password(PASSWORD)
    user.save()
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{live_server.url}/households/1")
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()

    page.get_by_role("link", name="Trẻ mới sinh").click()
    form = page.locator("#aside")
    form.get_by_label("Họ và tên").fill("Nông Minh Khôi")
    form.get_by_label("Ngày sinh").fill("2026-05-01")
    form.get_by_label("Mẹ", exact=True).select_option("11")
    is_sound(page, width)
    form.get_by_role("button", name="Ghi vào hộ").click()
    page.get_by_text("Đã ghi Nông Minh Khôi vào hộ.").wait_for()

    page.locator("summary", has_text="Nông Thị Vầy 1").click()
    card = page.locator("details[open]", has_text="Nông Thị Vầy 1").first
    card.get_by_role("link", name="Thêm giấy tờ").click()
    form.get_by_role("link", name="Khuyết tật").click()
    form.get_by_label("Mức độ khuyết tật").select_option("severe")
    is_sound(page, width)
    form.get_by_role("button", name="Lưu").click()
    page.get_by_text("Đã ghi: Khuyết tật.").wait_for()

    page.get_by_role("link", name="Dòng thời gian").click()
    page.get_by_role("heading", name="Mười hai tháng tới").wait_for()
    page.get_by_text("Nông Minh Khôi · sinh").wait_for()
    is_sound(page, width)
    page.close()
