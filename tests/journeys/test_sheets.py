"""A sheet filled in by keyboard alone and sealed in a real browser, laptop and phone; nothing is lost."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from tests.apps.surveys.made import BEFORE, LAST_DAY, OTHER, family, opened, sealed, version
from tests.factories.people import make_person
from tests.factories.places import make_country

from giamngheo.apps.surveys.actions import assign_reviewer, save_draft
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.queries import version_of
from giamngheo.apps.surveys.states import SheetState
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.audit.actions import Actor

pytestmark = pytest.mark.browser

_FOCUS = """() => {
    const at = document.activeElement, box = at.closest("[data-box]");
    return {
        box: box ? box.dataset.box : "", kind: at.type || "", name: at.name || "", value: at.value || "",
        reason: at.dataset.reason !== undefined,
        looked: box !== null && box.dataset.looked !== undefined && at.dataset.reason === undefined,
        offered: box !== null && box.querySelector(".fill-take") !== null,
    };
}"""


def let_in(context: BrowserContext, server: str, who: User) -> None:
    client = Client()
    client.force_login(who)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server}])


def kept(sheet: FilledSheet) -> dict[str, object]:
    answers: dict[str, object] = version_of(FilledSheet.objects.get(pk=sheet.pk)).answers["household"]
    return answers


def test_a_sheet_is_filled_in_by_keyboard_alone_sealed_and_the_next_one_opened(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None]
) -> None:
    country = make_country()
    who = make_person(("reviewer", country.east))
    home = family(country.east_1)
    sealed(home, BEFORE, LAST_DAY)
    sheet, onward = opened(home), opened(family(country.east_1, "Ví"))
    assign_reviewer([sheet, onward], Actor(who.pk, who.full_name), OTHER)
    let_in(context, server, who)

    page.goto("/phieu/")
    accessible(page)
    page.get_by_role("link", name="Điền phiếu đầu tiên của tôi").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Phiếu B: hộ Mẫu Văn Cha")
    accessible(page)

    typed = {"o-housing_area": "400", "o-reviewer": who.full_name, "o-review_date": "011026"}
    was_explained = False
    for _ in range(200):
        page.keyboard.press("F8")
        at = page.evaluate(_FOCUS)
        if at["value"] == "khoa":
            break
        if at["reason"]:
            page.keyboard.type("Mới xây thêm")
            was_explained = True
        elif at["box"] in typed:
            page.keyboard.type(typed[at["box"]])
        elif at["offered"] and at["box"] != "o-toilet":
            page.keyboard.press("F9")
            expect(page.locator(f"[data-box='{at['box']}'] .fill-offer")).to_have_count(0, timeout=30_000)
            continue
        else:
            page.keyboard.press("2" if at["box"] == "o-toilet" else "1")
        if at["looked"]:  # the server may ask or skip others by this answer
            with page.expect_response(lambda one: one.request.method == "POST"):
                page.keyboard.press("Enter")
        else:
            page.keyboard.press("Enter")
    assert was_explained
    assert page.evaluate(_FOCUS)["value"] == "khoa"
    accessible(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã khoá phiếu.")).to_be_visible()
    accessible(page)
    found = FilledSheet.objects.get(pk=sheet.pk)
    assert found.state == SheetState.SEALED
    assert (kept(sheet)["housing_area"], kept(sheet)["toilet"]) == (400, "pour_flush")
    reasons = version_of(found).reasons
    assert [one["reason"] for one in reasons.values()] == ["Mới xây thêm"]

    page.get_by_role("link", name="Phiếu kế tiếp").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Phiếu B: hộ Ví Văn Cha")
    for more in ("lich-su/?den=2", "in/"):
        page.goto(f"/phieu/{sheet.pk}/{more}")
        accessible(page)
    page.goto(f"/phieu/{sheet.pk}/?dinh-chinh=1")
    accessible(page)


def test_what_is_typed_survives_a_broken_line_an_ended_sitting_and_another_person(
    page: Page, context: BrowserContext, server: str, accessible: Callable[[Page], None]
) -> None:
    country = make_country()
    who = make_person(("reviewer", country.east))
    sheet = opened(family(country.east_1))
    let_in(context, server, who)
    page.goto(f"/phieu/{sheet.pk}/")

    # The draft keeps itself.
    page.locator("#o-housing_area").fill("45,5")
    page.locator("#o-housing_area").press("Enter")
    expect(page.get_by_text("Đã ghi nháp lúc")).to_be_visible(timeout=30_000)
    assert kept(sheet)["housing_area"] == 45.5

    # Skips grey out at once.
    head = page.locator("select[id^='o-work_status-']").first
    head.focus()
    page.keyboard.press("5")
    contract = page.locator("select[id^='o-contract-']").first
    expect(contract).to_be_disabled()
    page.keyboard.press("1")
    expect(contract).to_be_enabled()

    # No line: told, and kept in the browser.
    context.set_offline(True)
    page.locator("#o-reviewer").fill("Thử Văn Rà")
    expect(page.get_by_text("Chưa ghi được vì mất kết nối")).to_be_visible(timeout=30_000)
    context.set_offline(False)
    page.troubles.clear()  # type: ignore[attr-defined]  # the browser writes down that it had no line
    expect(page.get_by_text("Đã ghi nháp lúc")).to_be_visible(timeout=30_000)
    assert kept(sheet)["reviewer"] == "Thử Văn Rà"

    # Somebody else answers the same box otherwise: both answers are shown, and one decides.
    save_draft(sheet, {("water_source", None): "rain", ("has_radio", None): True}, version(sheet), OTHER)
    page.locator("input[name='o-water_source'][value='piped']").check()
    told = page.get_by_role("group", name="Hai người cùng ghi ô này")
    expect(told).to_contain_text("Thử Thị Khác", timeout=30_000)
    expect(told).to_contain_text("Nước mưa")
    accessible(page)
    assert kept(sheet)["water_source"] == "rain"
    expect(page.locator("input[name='o-has_radio'][value='co']")).to_be_checked()
    told.get_by_role("button", name="Giữ câu của tôi").press("Enter")
    expect(told).to_have_count(0)
    assert kept(sheet)["water_source"] == "piped"

    # The sitting ends while something is being typed.
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("#o-policies_received").fill("Vay vốn")
    expect(page.get_by_text("Phiên đã kết thúc")).to_be_visible(timeout=30_000)
    let_in(context, server, who)
    page.goto(f"/phieu/{sheet.pk}/")
    expect(page.locator("#o-policies_received")).to_have_value("Vay vốn")
    expect(page.get_by_text("Đã ghi nháp lúc")).to_be_visible(timeout=30_000)
    assert kept(sheet)["policies_received"] == "Vay vốn"
