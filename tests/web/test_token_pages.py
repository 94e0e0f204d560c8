"""Tokens on their pages: the secret is shown once, one withdraws one's own, an administrator those here."""

from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from tests.factories.people import make_person
from tests.factories.places import Country, make_country
from tests.factories.tokens import machine, make_token

from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.foundation.tokens.models import Token

pytestmark = pytest.mark.django_db
MINE, NEW = "/tai-khoan/ma-truy-cap/", "/tai-khoan/ma-truy-cap/moi/"
PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def officer(country: Country) -> User:
    return make_person(("officer", country.east))


def in_browser(user: User, *, just_now: bool = False) -> Client:
    """A browser in which somebody has signed in, a while ago or with the password said again just now."""
    client = Client()
    client.force_login(user)
    if just_now:
        assert client.post("/tai-khoan/xac-nhan/", {"password": PASSWORD}).status_code == 302
    return client


def typed(**more: object) -> dict[str, object]:
    until = timezone.localdate() + timedelta(days=30)
    return {"ten": "Máy thử", "den": f"{until:%d/%m/%Y}", "quyen": ["see", "see_households"]} | more


def test_a_token_is_issued_and_its_secret_shown_once(officer: User) -> None:
    browser = in_browser(officer, just_now=True)
    form = browser.get(NEW).content.decode()
    assert "Ghi sổ hộ" in form and "Giao vai trò" not in form  # only what one may oneself
    made = browser.post(NEW, typed())
    token = Token.objects.get()
    told = made.content.decode()
    secret = told.split('id="ma" value="')[1].split('"')[0]
    assert secret.startswith(token.beginning) and "chỉ hiện một lần này" in told
    assert machine(secret).get("/api/v1/token").json()["name"] == "Máy thử"
    listed = browser.get(MINE).content.decode()
    assert "Máy thử" in listed and secret not in listed and token.beginning in listed
    assert "chưa dùng" not in listed  # it was, a moment ago
    assert "no-store" in made.headers["Cache-Control"]


def test_who_only_sits_down_before_an_open_sitting_makes_no_token(officer: User) -> None:
    browser = in_browser(officer)
    for answer in (browser.get(NEW), browser.post(NEW, typed())):
        assert answer.status_code == 302 and answer.headers["Location"].startswith("/tai-khoan/xac-nhan/")
    assert not Token.objects.exists()


def test_who_should_have_a_second_factor_makes_no_token_without(
    country: Country, settings: LazySettings
) -> None:
    browser = in_browser(make_person(("administrator", country.east)), just_now=True)
    settings.SECOND_FACTOR_REQUIRED = True
    for answer in (browser.get(NEW), browser.post(NEW, typed())):
        assert answer.headers["Location"] == "/tai-khoan/hai-buoc/"
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"ten": " "}, "ten", "chưa có tên"),
        ({"den": ""}, "den", "Chưa có ngày hết hạn"),
        ({"den": "32/1/2027"}, "den", "32"),
        ({"den": "1/1/2020"}, "den", "ngày hết hạn đã qua"),
        ({"den": "1/1/2099"}, "den", "nhiều nhất một năm"),
        ({"quyen": []}, "quyen", "chưa chọn quyền nào"),
        ({"quyen": ["grant"]}, "quyen", "có quyền không giao cho mã truy cập"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    officer: User, more: dict[str, object], field: str, words: str
) -> None:
    answer = in_browser(officer, just_now=True).post(NEW, typed(**more))
    told = answer.content.decode()
    assert answer.status_code == 422 and f'href="#{field}"' in told and words in told
    assert not Token.objects.exists()


def test_beyond_ones_rights_is_told_to_the_trail(officer: User) -> None:
    in_browser(officer, just_now=True).post(NEW, typed(quyen=["grant"]))
    assert AuditLine.objects.filter(verb="sign_in.denied", actor_id=officer.pk).count() == 1


def test_one_withdraws_ones_own_and_nobody_elses(country: Country, officer: User) -> None:
    token, secret = make_token(officer)
    address = f"{MINE}{token.pk}/thu-hoi/"
    for other in (make_person(("administrator", country.east)), make_person(("officer", country.west))):
        assert in_browser(other).post(address).status_code == 404
    browser = in_browser(officer)
    assert browser.get(address).status_code == 405
    shown = browser.post(address, follow=True).content.decode()
    assert "Đã thu hồi mã truy cập" in shown and "đã thu hồi" in shown
    assert machine(secret).get("/api/v1/token").status_code == 401
    assert browser.post(address).status_code == 302  # again is no error
    assert AuditLine.objects.filter(verb="tokens.withdraw").count() == 1


def test_an_administrator_withdraws_tokens_of_people_of_the_area(country: Country, officer: User) -> None:
    token, secret = make_token(officer, name="Đồng bộ tỉnh")
    person = f"/nguoi-dung/{officer.pk}/"
    address = f"{person}ma-truy-cap/{token.pk}/thu-hoi/"
    for held, status in ((("administrator", country.west), 404), (("leader", country.east), 403)):
        assert in_browser(make_person(held)).post(address).status_code == status  # type: ignore[arg-type]
    assert (
        "Đồng bộ tỉnh" not in in_browser(make_person(("leader", country.east))).get(person).content.decode()
    )
    administrator = in_browser(make_person(("administrator", country.east)))
    assert "Đồng bộ tỉnh" in administrator.get(person).content.decode()
    anothers, _ = make_token(make_person(("officer", country.west)))
    assert administrator.post(f"{person}ma-truy-cap/{anothers.pk}/thu-hoi/").status_code == 404
    assert administrator.post(address).headers["Location"] == person
    assert machine(secret).get("/api/v1/token").status_code == 401
    assert administrator.post(address).status_code == 422
    assert "Đồng bộ tỉnh" not in administrator.get(person).content.decode()


def test_who_holds_no_role_is_told_that_a_token_opens_nothing(country: Country) -> None:
    nobody = in_browser(make_person(("officer", country.east), until=date(2026, 1, 1)), just_now=True)
    assert "chưa giữ vai trò nào" in nobody.get(NEW).content.decode()
    assert "Chưa có mã nào" in nobody.get(MINE).content.decode()


def test_an_expired_token_is_told_as_such(officer: User) -> None:
    token, _ = make_token(officer)
    Token.objects.filter(pk=token.pk).update(expires_on=date(2026, 1, 1))
    assert "đã hết hạn" in in_browser(officer).get(MINE).content.decode()
