"""Single sign-on against a real provider in a process of its own, with a real browser between the two."""

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from csp.constants import SELF
from django.core.cache import cache
from playwright.sync_api import Page, expect
from tests.factories import sign_on_provider
from tests.factories.people import make_person
from tests.factories.places import make_country

from giamngheo.config.single_sign_on import PROVIDER_ID, origins, provider
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.browser
OWN_PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture
def office(server: str, settings: Any) -> Iterator[str]:
    """The provider of an office, known to the product by the four variables."""
    cache.clear()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    back = f"{server}/dang-nhap/lien-thong/{PROVIDER_ID}/tra-loi/"
    process = subprocess.Popen(
        [sys.executable, str(Path(sign_on_provider.__file__)), str(port), back],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    providers = provider(
        {
            "GIAMNGHEO_OIDC_NAME": "tài khoản của tỉnh",
            "GIAMNGHEO_OIDC_ISSUER": f"http://127.0.0.1:{port}",
            "GIAMNGHEO_OIDC_CLIENT_ID": sign_on_provider.CLIENT_ID,
            "GIAMNGHEO_OIDC_CLIENT_SECRET": sign_on_provider.CLIENT_SECRET,
        }
    )
    settings.SOCIALACCOUNT_PROVIDERS = providers
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**policy, "form-action": [SELF, *origins(providers)]}}
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)
    process.stdout.close()


@pytest.fixture
def person(server: str) -> User:
    made = make_person(("officer", make_country().east))
    User.objects.filter(pk=made.pk).update(email="lan@co-quan.vn")
    made.refresh_from_db()
    return made


def come_from_the_office(page: Page, name: str) -> None:
    page.goto("/dang-nhap/")
    page.get_by_role("button", name="Đăng nhập bằng tài khoản của tỉnh").click()
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(sign_on_provider.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(
        lambda url: urlsplit(url).path.startswith("/dang-nhap/lien-thong/") or urlsplit(url).path == "/"
    )


def is_in(page: Page) -> bool:
    page.goto("/tai-khoan/")
    return urlsplit(page.url).path == "/tai-khoan/"


def test_who_is_here_comes_in_by_the_verified_address_and_then_by_the_link(
    page: Page, office: str, person: User
) -> None:
    come_from_the_office(page, "lan")
    assert is_in(page)
    linked = SocialAccount.objects.get()
    assert linked.user_id == person.pk
    line = AuditLine.objects.get(verb="sign_in.done")
    assert (line.actor_id, line.sentence) == (person.pk, "Đăng nhập bằng tài khoản liên thông")
    person.refresh_from_db()
    assert not person.has_usable_password()
    assert "mật khẩu đặt ở đây không còn dùng được" in AuditLine.objects.get(verb="sign_in.linked").sentence
    User.objects.filter(pk=person.pk).update(email="moi@co-quan.vn")
    page.goto("/dang-xuat/")
    page.locator("main").get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("button", name="Đăng nhập bằng tài khoản của tỉnh").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/")  # the provider still knows this browser
    assert is_in(page)


@pytest.mark.parametrize("name", ["gia", "la"])
def test_an_address_that_is_not_verified_or_not_known_opens_nothing_and_makes_nobody(
    page: Page, office: str, person: User, name: str
) -> None:
    people = User.objects.count()
    come_from_the_office(page, name)
    expect(page.get_by_role("heading", level=1)).to_have_text("Chưa có tài khoản ở đây")
    assert not is_in(page)
    assert User.objects.count() == people
    assert not SocialAccount.objects.exists()
    assert "không có tài khoản nào khớp" in AuditLine.objects.get(verb="sign_in.refused").sentence


def test_an_answer_that_nobody_asked_for_is_refused(page: Page, office: str, person: User) -> None:
    page.goto(f"/dang-nhap/lien-thong/{PROVIDER_ID}/tra-loi/?code=abc&state=xyz")
    expect(page.get_by_role("heading", level=1)).to_have_text("Chưa đăng nhập liên thông được")
    assert not is_in(page)


def test_without_the_four_variables_there_is_no_such_button(page: Page) -> None:
    page.goto("/dang-nhap/")
    expect(page.get_by_role("button", name="Đăng nhập bằng")).to_have_count(0)
    assert page.goto(f"/dang-nhap/lien-thong/{PROVIDER_ID}/").status == 404  # type: ignore[union-attr]


def test_the_account_is_tied_untied_and_told(
    page: Page, office: str, person: User, accessible: Callable[[Page], None]
) -> None:
    page.goto("/dang-nhap/?next=/tai-khoan/")
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(person.username)
    page.get_by_label("Mật khẩu", exact=True).fill(OWN_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Chưa liên kết")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Liên kết tài khoản của tỉnh").click()
    page.get_by_label("Mật khẩu", exact=True).fill(OWN_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tài khoản liên thông")
    accessible(page)
    page.get_by_role("button", name="Liên kết với tài khoản của tỉnh").click()
    page.locator("[name=login]").fill("la")  # another address than the own: it is the person who ties it
    page.locator("[name=password]").fill(sign_on_provider.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Đã liên kết")
    assert SocialAccount.objects.get().user_id == person.pk
    page.get_by_role("link", name="Xem tài khoản của tỉnh").click()
    expect(page.get_by_text("la@noi-khac.vn")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Gỡ liên kết").click()
    expect(page.get_by_role("status")).to_contain_text("Đã gỡ liên kết")
    assert not SocialAccount.objects.exists()
    told = AuditLine.objects.filter(actor_id=person.pk, verb__in=["sign_in.linked", "sign_in.unlinked"])
    assert list(told.order_by("id").values_list("sentence", flat=True)) == [
        "Liên kết với tài khoản của tỉnh",
        "Gỡ liên kết với tài khoản của tỉnh",
    ]


def test_an_account_of_the_office_is_tied_to_one_person_only(page: Page, office: str, person: User) -> None:
    come_from_the_office(page, "lan")
    assert is_in(page)
    other = make_person()
    page.goto("/dang-xuat/")
    page.locator("main").get_by_role("button", name="Đăng xuất").click()
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(other.username)
    page.get_by_label("Mật khẩu", exact=True).fill(OWN_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path == "/")
    page.goto("/tai-khoan/lien-thong/")
    page.get_by_label("Mật khẩu", exact=True).fill(OWN_PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Liên kết với tài khoản của tỉnh").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa liên kết được")
    assert SocialAccount.objects.get().user_id == person.pk
