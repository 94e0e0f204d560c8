"""Signing in with a real browser: keyboard, telephone, passkeys, a sitting that ends, a half-filled form."""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect
from tests.factories.people import make_person
from tests.factories.places import make_country

from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.actions import prepare
from giamngheo.foundation.areas.models import Batch, Change
from giamngheo.foundation.areas.states import Verb
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.components.idle_session import LAST_SEEN

pytestmark = pytest.mark.browser
PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def person(server: str) -> User:
    return make_person(("administrator", make_country().east))


def sign_in(page: Page, person: User, after: str = "/tai-khoan/") -> None:
    page.goto(f"/dang-nhap/?next={after}")
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(person.username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path == after)


def test_sign_in_and_the_account_are_accessible_on_every_screen(
    page: Page, person: User, accessible: Callable[[Page], None]
) -> None:
    page.goto("/dang-nhap/")
    accessible(page)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.locator(".error-summary")).to_be_focused()
    accessible(page)
    sign_in(page, person)
    for address in (
        "/tai-khoan/",
        "/tai-khoan/mat-khau/",
        "/tai-khoan/phien/",
        "/tai-khoan/hai-buoc/",
        "/tai-khoan/hai-buoc/ung-dung/",
    ):
        page.goto(address)
        accessible(page)
        targets = page.locator("main a:visible, main button:visible, header a:visible, header button:visible")
        heights = targets.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
        assert min(heights) >= 44


def test_signing_in_needs_no_javascript(browser: object, server: str, person: User) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    sign_in(page, person)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tài khoản")
    context.close()


def confirm(page: Page) -> None:
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Xác nhận").click()


def let_the_sitting_pass() -> None:
    """As if nobody had touched it for half an hour."""
    for kept in Session.objects.all():
        store = kept.get_session_store_class()(kept.session_key)
        store[LAST_SEEN] = 1
        store.save()


def test_a_form_that_was_half_filled_when_the_sitting_ended_comes_back_as_it_was(
    page: Page, person: User
) -> None:
    keys = Authenticator.objects.filter(user=person)
    # While it is no key, signing in asks for the password alone.
    key = Authenticator.objects.create(
        user=person, type="recovery_codes", data={"name": "Cũ", "credential": {}}
    )
    form = f"/tai-khoan/hai-buoc/khoa/{key.pk}/sua/"
    sign_in(page, person)
    keys.update(type="webauthn")
    page.goto(form)
    confirm(page)
    page.get_by_label("Tên khoá").fill("Máy tính cơ quan tầng hai")
    let_the_sitting_pass()
    keys.update(type="recovery_codes")
    page.get_by_role("button", name="Lưu tên").click()
    expect(page.get_by_text("Phiên đã tự kết thúc")).to_be_visible()
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(person.username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url(lambda url: urlsplit(url).path != "/dang-nhap/")
    keys.update(type="webauthn")
    page.goto(form)
    confirm(page)
    expect(page.get_by_text("Đã khôi phục những gì bạn gõ dở")).to_be_visible()
    expect(page.get_by_label("Tên khoá")).to_have_value("Máy tính cơ quan tầng hai")
    page.get_by_role("button", name="Lưu tên").click()
    expect(page.get_by_role("rowheader", name="Máy tính cơ quan tầng hai")).to_be_visible()
    page.goto(form)
    expect(page.get_by_text("Đã khôi phục")).to_have_count(0)
    assert AuditLine.objects.filter(verb="sign_in.idle").count() == 1
    assert PASSWORD not in page.evaluate("JSON.stringify(sessionStorage)")


def test_a_line_that_another_corrected_while_the_sitting_was_over_is_told_and_not_overwritten(
    page: Page, person: User
) -> None:
    author = Actor(person.pk, person.full_name)
    batch = Batch(title="Đổi tên thôn", instrument="NQ 1/2026", day=date(2026, 1, 1))
    prepare(batch, author, [Change(place=1, verb=Verb.RENAME, code="east-1", name="Đông Nhất")])
    line = batch.changes.get()
    address = f"/dia-ban/dot/{batch.pk}/soan/dong/{line.pk}/"
    sign_in(page, person, address)
    page.get_by_label("Tên mới").fill("Đông Mai")
    let_the_sitting_pass()
    Change.objects.filter(pk=line.pk).update(name="Đông Nhì")
    sign_in(page, person, address)
    expect(page.get_by_text("Đã khôi phục những gì bạn gõ dở")).to_be_visible()
    expect(page.get_by_label("Tên mới")).to_have_value("Đông Mai")
    page.get_by_role("button", name="Lưu dòng").click()
    expect(page.get_by_role("alert")).to_contain_text("có người vừa sửa chính dòng này")
    assert Change.objects.get(pk=line.pk).name == "Đông Nhì"


def test_the_end_is_told_two_minutes_before_and_put_off_by_one_button(
    page: Page, person: User, settings: object
) -> None:
    settings.IDLE_SECONDS = 122  # type: ignore[attr-defined]
    sign_in(page, person)
    ends = page.get_by_role("alert", name="Phiên sắp kết thúc")
    expect(ends).to_contain_text("Phiên sẽ tự kết thúc lúc")
    settings.IDLE_SECONDS = 1800  # type: ignore[attr-defined]
    ends.get_by_role("button", name="Tiếp tục làm việc").click()
    expect(ends).to_have_count(0)
    let_the_sitting_pass()
    page.goto("/tai-khoan/")
    expect(page).to_have_url(re.compile("next=/tai-khoan/"))


@pytest.fixture
def with_key(context: BrowserContext, server: str) -> Page:
    """A page on a device that has a passkey of its own; passkeys want a name, not a number, for the host."""
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.goto(server.replace("127.0.0.1", "localhost") + "/dang-nhap/")
    return page


def go(page: Page, path: str) -> None:
    page.goto(f"http://{urlsplit(page.url).netloc}{path}")


@pytest.mark.parametrize("alone", [True, False], ids=["instead of the password", "as the second step"])
def test_a_passkey_is_added_and_opens_the_door(with_key: Page, person: User, alone: bool) -> None:
    page = with_key
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(person.username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/")
    go(page, "/tai-khoan/hai-buoc/khoa/them/")
    confirm(page)
    page.get_by_label("Tên khoá").fill("Máy cơ quan")
    if alone:
        page.get_by_label("thay cả mật khẩu").check()
    page.get_by_role("button", name="Thêm khoá").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã dự phòng")
    go(page, "/dang-xuat/")
    page.locator("main").get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/dang-nhap/")
    if not alone:
        page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(person.username)
        page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
        page.wait_for_url(lambda url: urlsplit(url).path == "/dang-nhap/buoc-hai/")
    page.get_by_role("button", name="Dùng khoá truy cập").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/")
    assert AuditLine.objects.filter(verb="sign_in.factor_used").count() == 1
    assert "khoá truy cập" in AuditLine.objects.filter(verb="sign_in.done").latest("id").sentence
