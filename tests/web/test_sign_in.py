"""Signing in: who comes in, who does not, what is told to them and to the trail."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.foundation.accounts.actions import make_password_link, unlock
from giamngheo.foundation.accounts.lockout import is_locked
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.staff.sign_in.password_link import address_of_link

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture(autouse=True)
def _fresh_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def person(country: Country) -> User:
    made = make_person(("officer", country.east))
    User.objects.filter(pk=made.pk).update(email="can.bo@vi-du.vn")
    made.refresh_from_db()
    return made


def sign_in(client: Client, name: str, password: str = PASSWORD, after: str = "") -> object:
    given = {"login": name, "password": password} | ({"next": after} if after else {})
    return client.post("/dang-nhap/", given)


def is_in(client: Client) -> bool:
    return client.get("/tai-khoan/").status_code == 200


def lines(verb: str) -> list[AuditLine]:
    return list(AuditLine.objects.filter(verb=f"sign_in.{verb}").order_by("id"))


@pytest.mark.parametrize(
    "name", ["{username}", " {username} ", "{upper}", "can.bo@vi-du.vn", "CAN.BO@VI-DU.VN"]
)
def test_a_person_comes_in_by_name_or_address_whatever_the_letters(
    client: Client, person: User, name: str
) -> None:
    typed = name.format(username=person.username, upper=person.username.upper())
    answer = sign_in(client, typed)
    assert answer.status_code == 302  # type: ignore[attr-defined]
    assert is_in(client)
    (line,) = lines("done")
    assert (line.actor_id, line.sentence, line.address) == (person.pk, "Đăng nhập bằng mật khẩu", "127.0.0.1")


def test_the_sitting_has_another_key_after_signing_in(client: Client, person: User) -> None:
    client.post("/phan-loai/mau/chi-so/")
    before = client.session.session_key
    sign_in(client, person.username)
    assert before
    assert client.session.session_key != before
    assert not client.session.exists(before)


def test_a_list_that_was_sent_before_signing_in_is_still_there_and_gone_after_signing_out(
    client: Client, person: User
) -> None:
    page = client.post("/phan-loai/mau/chi-so/").headers["Location"]
    assert client.get(page).status_code == 200
    sign_in(client, person.username)
    assert client.get(page).status_code == 200
    client.post("/dang-xuat/")
    assert client.get(page).status_code == 404
    assert Client().get(page).status_code == 404


def test_after_signing_in_one_is_where_one_wanted_to_be_but_never_elsewhere(
    client: Client, person: User
) -> None:
    answer = client.get("/tai-khoan/mat-khau/")
    assert answer.headers["Location"] == "/dang-nhap/?next=/tai-khoan/mat-khau/"
    assert sign_in(client, person.username, after="/tai-khoan/mat-khau/").headers["Location"] == (  # type: ignore[attr-defined]
        "/tai-khoan/mat-khau/"
    )
    client.post("/dang-xuat/")
    for elsewhere in ("https://xau.vn/", "//xau.vn/", "javascript:alert(1)"):
        assert sign_in(client, person.username, after=elsewhere).headers["Location"] == "/"  # type: ignore[attr-defined]
        client.post("/dang-xuat/")


@pytest.mark.parametrize(
    ("name", "why"), [("{known}", "sai mật khẩu"), ("khong-co-ai", "không có tên đăng nhập này")]
)
def test_a_refusal_says_the_same_to_all_and_its_reason_to_the_trail_alone(
    client: Client, person: User, name: str, why: str
) -> None:
    said = sign_in(client, name.format(known=person.username), "mat-khau-sai-roi").content.decode()  # type: ignore[attr-defined]
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in said
    assert "mat-khau-sai-roi" not in said
    (line,) = lines("refused")
    assert why in line.sentence
    assert line.actor_id is None
    assert "mat-khau-sai-roi" not in str(AuditLine.objects.values().get(pk=line.pk))


def test_of_a_name_that_is_nobodys_only_the_beginning_is_kept(client: Client) -> None:
    sign_in(client, "mat-khau-go-nham-cho" * 250)
    (line,) = lines("refused")
    assert line.details["typed"] == "ma…"
    assert "mat-khau" not in str(AuditLine.objects.values().get(pk=line.pk))


def test_who_is_no_longer_active_stays_outside(client: Client, person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    answer = sign_in(client, person.username)
    assert answer.headers["Location"] == "/dang-nhap/da-ngung/"  # type: ignore[attr-defined]
    assert not is_in(client)
    assert "đã ngừng dùng" in lines("refused")[0].sentence


def test_signing_out_needs_a_button_and_leaves_nothing(client: Client, person: User) -> None:
    sign_in(client, person.username)
    assert client.get("/dang-xuat/").status_code == 200
    assert is_in(client)
    assert client.post("/dang-xuat/").headers["Location"] == "/dang-nhap/"
    assert not is_in(client)
    assert [line.actor_id for line in lines("out")] == [person.pk]


def test_there_is_no_sign_up(client: Client) -> None:
    for address in ("/dang-ky/", "/accounts/signup/", "/dang-nhap/dang-ky/"):
        assert client.get(address).status_code == 404


def test_five_refusals_close_the_door_even_to_the_right_password(client: Client, person: User) -> None:
    for _ in range(4):
        assert sign_in(client, person.username, "sai").status_code == 200  # type: ignore[attr-defined]
    fifth = sign_in(client, "can.bo@vi-du.vn", "sai")
    assert fifth.status_code == 429  # type: ignore[attr-defined]
    said = fifth.content.decode()  # type: ignore[attr-defined]
    assert "Còn khoảng 15 phút" in said
    assert "người quản trị của đơn vị" in said
    assert sign_in(client, person.username).status_code == 429  # type: ignore[attr-defined]
    assert not is_in(client)
    assert is_locked(person)
    assert len(lines("locked")) == 1
    assert "đang tạm khoá" in lines("refused")[-1].sentence
    assert {line.area_id for line in lines("refused")} == {person.holdings.get().area_id}


def test_the_door_is_closed_for_one_name_from_one_address_only(client: Client, person: User) -> None:
    for _ in range(5):
        sign_in(client, person.username, "sai")
    assert sign_in(Client(REMOTE_ADDR="10.0.0.8"), person.username).status_code == 302  # type: ignore[attr-defined]
    other = make_person()
    assert sign_in(client, other.username).status_code == 302  # type: ignore[attr-defined]


def test_a_made_up_header_opens_no_other_door_and_closes_none(client: Client, person: User) -> None:
    for place in range(5):
        sign_in(Client(HTTP_X_FORWARDED_FOR=f"203.0.113.{place}"), person.username, "sai")
    assert sign_in(client, person.username).status_code == 429  # type: ignore[attr-defined]
    assert {line.address for line in lines("refused")} == {"127.0.0.1"}


def test_behind_a_proxy_the_door_is_closed_for_who_asks_and_not_for_the_proxy(
    client: Client, person: User, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    knocking = Client(HTTP_X_FORWARDED_FOR="198.51.100.9, 203.0.113.7")
    for _ in range(5):
        sign_in(knocking, person.username, "sai")
    assert sign_in(knocking, person.username).status_code == 429  # type: ignore[attr-defined]
    assert {line.address for line in lines("refused")} == {"203.0.113.7"}
    elsewhere = Client(HTTP_X_FORWARDED_FOR="198.51.100.9")
    assert sign_in(elsewhere, person.username).status_code == 302  # type: ignore[attr-defined]
    assert person.usersession_set.get().ip == "198.51.100.9"
    assert lines("done")[0].address == "198.51.100.9"


def test_the_door_opens_by_itself_after_a_quarter_of_an_hour(client: Client, person: User) -> None:
    for _ in range(5):
        sign_in(client, person.username, "sai")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert sign_in(client, person.username).status_code == 302  # type: ignore[attr-defined]


def test_an_administrator_opens_the_door_at_once(client: Client, country: Country, person: User) -> None:
    for _ in range(5):
        sign_in(client, person.username, "sai")
    admin = make_person(("administrator", country.east))
    unlock(Actor(admin.pk, admin.full_name), person, day=timezone.localdate())
    assert not is_locked(person)
    assert sign_in(client, person.username).status_code == 302  # type: ignore[attr-defined]


def link_for(country: Country, person: User) -> str:
    admin = make_person(("administrator", country.east))
    uid, token = make_password_link(Actor(admin.pk, admin.full_name), person, day=timezone.localdate())
    return address_of_link(uid, token)


def test_a_link_sets_a_new_password_once(client: Client, country: Country, person: User) -> None:
    link = link_for(country, person)
    elsewhere = Client()
    sign_in(elsewhere, person.username)
    assert is_in(elsewhere)
    link = link_for(country, person)  # signing in made the first one void
    shown = client.get(link)
    assert shown.status_code == 302
    assert link.split("/")[-2] not in shown.headers["Location"]
    form = client.get(shown.headers["Location"]).content.decode()
    assert "Đặt mật khẩu mới" in form
    wrong = client.post(shown.headers["Location"], {"new_password1": "ngan", "new_password2": "ngan"})
    assert "Mật khẩu quá ngắn" in wrong.content.decode()
    new = {"new_password1": "song-dai-troi-rong", "new_password2": "song-dai-troi-rong"}
    assert client.post(shown.headers["Location"], new).headers["Location"] == "/dang-nhap/?xong=mat-khau"
    assert not is_in(elsewhere)
    assert "không dùng được nữa" in Client().get(link).content.decode()
    assert sign_in(client, person.username, "song-dai-troi-rong").status_code == 302  # type: ignore[attr-defined]
    assert len(lines("password_by_link")) == 1


def test_a_link_with_a_letter_changed_opens_nothing(client: Client, country: Country, person: User) -> None:
    link = link_for(country, person)
    assert "không dùng được nữa" in client.get(link[:-2] + "x/").content.decode()
    assert "không dùng được nữa" in client.get("/dat-lai-mat-khau/!!/abc-def/").content.decode()


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("ngan", "Mật khẩu quá ngắn"),
        ("9876543210123", "chỉ gồm chữ số"),
        ("password123", "nhiều người dùng"),
        ("{username}", "quá giống tên đăng nhập"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(client: Client, person: User, new: str, why: str) -> None:
    User.objects.filter(pk=person.pk).update(username="nguyenvanthu")
    client.force_login(User.objects.get(pk=person.pk))
    given = new.format(username="nguyenvanthu")
    form = {"oldpassword": PASSWORD, "password1": given, "password2": given}
    assert why in client.post("/tai-khoan/mat-khau/", form).content.decode()


def test_changing_the_password_ends_the_sittings_elsewhere_and_not_this_one(
    client: Client, person: User
) -> None:
    elsewhere = Client()
    sign_in(elsewhere, person.username)
    sign_in(client, person.username)
    new = {"password1": "song-dai-troi-rong", "password2": "song-dai-troi-rong"}
    wrong = client.post("/tai-khoan/mat-khau/", {"oldpassword": "sai", **new}).content.decode()
    assert "Mật khẩu hiện nay không đúng" in wrong
    unlike = client.post(
        "/tai-khoan/mat-khau/", {"oldpassword": PASSWORD, **new, "password2": "khac-han-roi"}
    )
    assert "không giống nhau" in unlike.content.decode()
    assert client.post("/tai-khoan/mat-khau/", {"oldpassword": PASSWORD, **new}).status_code == 302
    assert is_in(client)
    assert not is_in(elsewhere)
    assert [line.actor_id for line in lines("password_changed")] == [person.pk]


def test_the_account_shows_name_and_roles(client: Client, country: Country, person: User) -> None:
    sign_in(client, person.username)
    said = client.get("/tai-khoan/").content.decode()
    assert person.full_name in said
    assert "Công chức phụ trách giảm nghèo" in said
    assert "Xã Đông" in said
