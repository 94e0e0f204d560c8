"""Areas and people in a real browser: accessible, nothing wider than a phone, every step told."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.actions import prepare
from giamngheo.foundation.areas.models import Batch
from giamngheo.foundation.audit.actions import Actor

pytestmark = pytest.mark.browser


@pytest.fixture
def country(server: str) -> Country:
    return make_country()


@pytest.fixture
def administrator(country: Country) -> User:
    return make_person(("administrator", country.east))


@pytest.fixture
def as_administrator(administrator: User, context: BrowserContext, server: str) -> None:
    client = Client()
    client.force_login(administrator)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])


@pytest.mark.usefixtures("as_administrator")
def test_a_unit_is_found_without_accents_and_its_people_are_invited_from_there(
    page: Page, accessible: Callable[[Page], None]
) -> None:
    page.goto("/dia-ban/")
    accessible(page)
    page.get_by_label("Tên hoặc mã đơn vị").fill("dong mot")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("đơn vị khớp «dong mot»")
    accessible(page)
    page.get_by_role("link", name="Thôn Đông Một").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thôn Đông Một")
    accessible(page)
    page.get_by_role("link", name="Mời người vào đơn vị này").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mời người vào thôn Đông Một")
    accessible(page)
    page.get_by_label("Họ và tên").fill("Người Được Mời")
    page.get_by_label("Vai trò").select_option(label="Trưởng thôn, tổ trưởng dân phố")
    page.get_by_role("button", name="Tạo lời mời").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đã tạo lời mời cho Người Được Mời")
    accessible(page)
    page.get_by_role("link", name="Về danh sách người dùng").click()
    expect(page.get_by_role("heading", name="Lời mời chưa nhận")).to_be_visible()
    accessible(page)


@pytest.mark.usefixtures("as_administrator")
def test_a_role_is_ended_with_its_reason_and_the_trail_tells_it(
    country: Country, page: Page, accessible: Callable[[Page], None]
) -> None:
    person = make_person(("health", country.east))
    page.goto(f"/nguoi-dung/{person.pk}/")
    accessible(page)
    page.get_by_text("Kết thúc vai trò này").click()
    page.get_by_role("button", name="Kết thúc từ hôm nay").click()
    expect(page.get_by_role("alert")).to_contain_text("chưa có lý do")
    accessible(page)
    page.get_by_label("Lý do").fill("Chuyển công tác")
    page.get_by_role("button", name="Kết thúc từ hôm nay").click()
    expect(page.get_by_text("kết thúc vì Chuyển công tác")).to_be_visible()
    page.goto("/nhat-ky/")
    expect(page.get_by_text("Chuyển công tác")).to_be_visible()
    accessible(page)


@pytest.mark.usefixtures("as_administrator")
def test_a_merger_of_two_villages_is_typed_on_the_page_and_proposed(
    page: Page, accessible: Callable[[Page], None]
) -> None:
    page.goto("/dia-ban/dot/")
    page.get_by_role("link", name="Soạn đợt mới").click()
    accessible(page)
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa có tên đợt")
    accessible(page)
    page.get_by_label("Tên đợt").fill("Nhập hai thôn")
    page.get_by_label("Văn bản").fill("NQ 1/2026")
    page.get_by_label("Có hiệu lực từ ngày").fill("1/3/2026")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhập hai thôn")
    accessible(page)
    page.get_by_role("link", name="Lập mới").click()
    page.get_by_label("Loại").select_option(label="thôn")
    page.get_by_label("Tên", exact=True).fill("Đông Hợp")
    parent = page.get_by_role("combobox", name="Thuộc đơn vị")
    parent.fill("xã đông")
    parent.press("Escape")
    page.get_by_role("button", name="Thêm dòng").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã thêm dòng 1")
    page.get_by_role("link", name="Nhập", exact=True).click()
    heir = page.get_by_role("combobox", name="Nhập vào đơn vị")
    heir.press_sequentially("dong hop")
    expect(page.get_by_role("option", name="thôn Đông Hợp lập trong đợt này")).to_be_visible()
    accessible(page)
    heir.press("ArrowDown")
    heir.press("Enter")
    expect(heir).to_have_value(re.compile("thôn Đông Hợp"))
    ended = page.get_by_role("combobox", name="Đơn vị bị nhập")
    ended.press_sequentially("thôn đông")
    page.get_by_role("option", name="thôn Đông Hai").click()
    page.get_by_role("button", name="Thêm dòng").click()
    expect(page.get_by_text("Thôn Đông Hai (east-2) chuyển toàn bộ về thôn Đông Hợp")).to_be_visible()
    expect(heir).to_have_value(re.compile("thôn Đông Hợp"))
    expect(ended).to_be_focused()
    ended.fill("thôn đông")
    ended.press("Escape")
    page.get_by_role("button", name="Thêm dòng").click()
    expect(page.get_by_role("alert")).to_contain_text("có 2 đơn vị khớp «thôn đông»")
    accessible(page)
    page.get_by_label("Thôn Đông Một").check()
    page.get_by_role("button", name="Thêm dòng").click()
    expect(page.get_by_text("5 dòng, không dòng nào phải sửa")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Sửa dòng 5").click()
    accessible(page)
    page.get_by_role("button", name="Lưu dòng").click()
    expect(page.get_by_text("Đã sửa dòng 5")).to_be_visible()
    page.get_by_role("link", name="Xem trước và đề nghị").click()
    page.get_by_role("button", name="Đề nghị cho hiệu lực").click()
    expect(page.get_by_text("Bạn đã soạn đợt này nên người khác phải xem")).to_be_visible()
    accessible(page)


@pytest.mark.usefixtures("as_administrator")
def test_the_form_of_every_deed_is_accessible_empty_and_refused(
    administrator: User, page: Page, accessible: Callable[[Page], None]
) -> None:
    draft = Batch(title="Thử", instrument="NQ 1/2026", day=date(2026, 3, 1))
    address = f"/dia-ban/dot/{prepare(draft, Actor(administrator.pk, 'Quản trị')).pk}/soan/"
    page.goto(address)
    deeds = page.get_by_role("navigation", name="Việc của dòng").get_by_role("link").all_inner_texts()
    assert len(deeds) == 8
    for deed in deeds:
        page.goto(address)
        page.get_by_role("link", name=deed, exact=True).click()
        accessible(page)
        page.get_by_role("button", name="Thêm dòng").click()
        expect(page.get_by_role("alert")).to_contain_text("Cách sửa")
        accessible(page)
        page.get_by_role("alert").get_by_role("link").first.click()
        expect(page.locator("[aria-invalid], fieldset:target").first).to_be_visible()


@pytest.mark.usefixtures("as_administrator")
def test_after_a_merger_roles_are_carried_from_what_is_to_be_done(
    country: Country, page: Page, accessible: Callable[[Page], None]
) -> None:
    officer = make_person(("officer", country.former_east))
    radio = make_person(("radio", country.former_east))
    page.goto("/")
    page.get_by_role("link", name="vai trò ở đơn vị cũ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vai trò ở đơn vị cũ")
    accessible(page)
    page.get_by_role("button", name="Chuyển các vai trò đã chọn", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa chọn vai trò nào")
    accessible(page)
    page.get_by_label(radio.full_name, exact=True).check()
    page.get_by_role("button", name="Không chuyển các vai trò đã chọn").click()
    expect(page.get_by_role("status")).to_contain_text("Đã đánh dấu không chuyển 1 vai trò")
    page.get_by_role("link", name="Chọn tất cả ở trang này").click()
    expect(page.get_by_label(officer.full_name, exact=True)).to_be_checked()
    page.get_by_role("button", name="Chuyển các vai trò đã chọn", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Đã chuyển 1 vai trò")
    expect(page.get_by_role("heading", name="Không còn vai trò nào chờ chuyển")).to_be_visible()
    accessible(page)
    page.goto(f"/nguoi-dung/{officer.pk}/")
    expect(page.get_by_text("kết thúc vì Chuyển về xã Đông")).to_be_visible()
