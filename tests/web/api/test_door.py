"""The door of the API: a token in the header lets in, nothing else does, and as nobody but its person."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests.apps.households.made import home
from tests.factories.people import make_person
from tests.factories.places import LONG_AGO, Country, make_country
from tests.factories.tokens import machine, make_token

from giamngheo.foundation.accounts.actions import make_password_link
from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.foundation.tokens.actions import withdraw_token
from giamngheo.foundation.tokens.models import AskedCount, Token
from giamngheo.web.api import limits
from giamngheo.web.staff.sign_in.password_link import address_of_link

pytestmark = pytest.mark.django_db

TOKEN, HOUSEHOLDS = "/api/v1/token", "/api/v1/households"


@pytest.fixture(autouse=True)
def _counted_anew() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def officer(country: Country) -> User:
    return make_person(("officer", country.east))


def test_a_token_tells_whose_it_is_and_what_it_may(officer: User) -> None:
    token, secret = make_token(officer)
    answer = machine(secret).get(TOKEN)
    assert answer.status_code == 200
    told = answer.json()
    assert told["person"] == officer.full_name
    assert told["permissions"] == ["see", "see_households"]
    assert [area["code"] for area in told["areas"]] == ["east"]
    token.refresh_from_db()
    assert token.last_used_on == timezone.localdate()


@pytest.mark.parametrize(
    "sent",
    [None, "", "Bearer", "Bearer ", "Basic bmFtZTpwYXNz", "Bearer gn1_khong-co-ma-nay", "Bearer gn1_\x00"],
)
def test_without_a_token_that_holds_nothing_opens(country: Country, sent: str | None) -> None:
    headers = {} if sent is None else {"authorization": sent}
    answer = Client(headers=headers).get(HOUSEHOLDS)
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert "mã truy cập" in answer.json()["remedy"].lower()


def test_an_expired_a_withdrawn_and_a_dropped_persons_token_open_nothing(officer: User) -> None:
    day = timezone.localdate()
    token, secret = make_token(officer)
    assert machine(secret).get(TOKEN).status_code == 200
    Token.objects.filter(pk=token.pk).update(expires_on=day - timedelta(days=1))
    assert machine(secret).get(TOKEN).status_code == 401
    Token.objects.filter(pk=token.pk).update(expires_on=day)  # the last day counts
    assert machine(secret).get(TOKEN).status_code == 200
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert machine(secret).get(TOKEN).status_code == 401
    User.objects.filter(pk=officer.pk).update(is_active=True)
    withdraw_token(Actor(officer.pk, officer.full_name), token, day=day, now=timezone.now())
    answers = [machine(secret).get(TOKEN), machine(secret + "x").get(TOKEN)]
    assert {answer.status_code for answer in answers} == {401}
    assert answers[0].json() == answers[1].json()  # which it was is not told


def test_a_sitting_in_a_browser_does_not_open_the_api(officer: User) -> None:
    browser = Client()
    browser.force_login(officer)
    assert browser.get("/tai-khoan/").status_code == 200
    assert browser.get(TOKEN).status_code == 401


def test_a_token_acts_as_its_person_whoever_sits_at_the_browser(country: Country, officer: User) -> None:
    home(country.west_1, "Mẫu Văn Tây")
    home(country.east_1, "Mẫu Văn Đông")
    _, secret = make_token(officer)
    asking = machine(secret)
    asking.force_login(make_person(("officer", country.west)))
    assert [one["head"] for one in asking.get(HOUSEHOLDS).json()["items"]] == ["Mẫu Văn Đông"]


def test_a_token_opens_no_page(officer: User) -> None:
    _, secret = make_token(officer)
    assert machine(secret).get("/so-ho/").status_code == 302


def test_a_token_gives_no_more_than_its_person_holds_today(country: Country, officer: User) -> None:
    home(country.east_1, "Mẫu Văn Một")
    _, secret = make_token(officer)
    assert len(machine(secret).get(HOUSEHOLDS).json()["items"]) == 1
    Holding.objects.filter(user=officer).update(valid=(LONG_AGO, timezone.localdate()))
    refused = machine(secret).get(HOUSEHOLDS)
    assert refused.status_code == 403
    assert "người quản trị" in refused.json()["remedy"]


def test_a_token_gives_no_more_than_it_was_issued_for(country: Country, officer: User) -> None:
    home(country.east_1, "Mẫu Văn Một")
    _, secret = make_token(officer, [Permission.SEE])
    asking = machine(secret)
    assert asking.get("/api/v1/areas").status_code == 200
    for address in ("households", "events", "reviews", "decisions", "households/MAU-1", "reviews/1"):
        answer = asking.get(f"/api/v1/{address}")
        assert answer.status_code == 403, address
        assert "see_households" in answer.json()["detail"]


def test_who_asks_too_often_waits_and_another_token_does_not(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "A_MINUTE", 3)
    (_, secret), (_, other) = make_token(officer), make_token(officer, name="Máy khác")
    codes = [machine(secret).get(address).status_code for address in (TOKEN, "/api/v1/khong-co", TOKEN)]
    assert codes == [200, 404, 200]  # what fails is counted, too
    refused = machine(secret).get(TOKEN)
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["Retry-After"] in refused.json()["remedy"]
    assert machine(other).get(TOKEN).status_code == 200


def test_all_processes_of_the_server_count_together(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "A_MINUTE", 2)
    secret, codes = make_token(officer)[1], []
    for _ in range(3):
        codes.append(machine(secret).get(TOKEN).status_code)
        cache.clear()  # what one process remembers is nothing to another
    assert codes == [200, 200, 429]
    AskedCount.objects.update(until=timezone.now() - timedelta(seconds=1))  # the minute is over
    assert machine(secret).get(TOKEN).status_code == 200
    assert all(len(one.key) == 64 for one in AskedCount.objects.all())  # nobody's address


def test_tokens_end_when_their_person_resets_the_password(country: Country, officer: User) -> None:
    _, secret = make_token(officer)
    administrator = make_person(("administrator", country.east))
    by, day = Actor(administrator.pk, "Thử"), timezone.localdate()
    link = address_of_link(*make_password_link(by, officer, day=day))
    browser = Client()
    address = browser.get(link).headers["Location"]
    assert machine(secret).get(TOKEN).status_code == 200
    said = "mat-khau-moi-cua-toi-9"
    assert browser.post(address, {"new_password1": said, "new_password2": said}).status_code == 302
    assert machine(secret).get(TOKEN).status_code == 401
    assert Token.objects.get().withdrawn_by == officer
    line = AuditLine.objects.get(verb="tokens.withdraw")
    assert "đặt lại mật khẩu" in line.sentence and line.actor_id == officer.pk


def test_who_tries_tokens_waits_while_a_good_one_from_the_same_office_goes_on(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "REFUSALS_A_MINUTE", 2)
    _, secret = make_token(officer)
    codes = [machine(f"gn1_{number}").get(TOKEN).status_code for number in range(4)]
    assert codes == [401, 401, 429, 429]
    assert machine(secret).get(TOKEN).status_code == 200


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/api/v1/khong-co", 404),
        ("get", "/api/v1/", 404),
        ("get", "/api/v1/households/", 404),
        ("get", "/api/v1/households/%00", 404),
        ("get", "/api/v1/reviews/99999999999999999999999", 404),
        ("delete", HOUSEHOLDS, 405),
        ("post", TOKEN, 405),
    ],
)
def test_what_there_is_not_is_told_as_a_problem(
    officer: User, method: str, address: str, status: int
) -> None:
    _, secret = make_token(officer)
    answer = getattr(machine(secret), method)(address)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status and told["title"] and told["remedy"].endswith(".")


def test_what_did_not_change_is_not_sent_again(officer: User) -> None:
    _, secret = make_token(officer)
    first = machine(secret).get("/api/v1/areas")
    again = machine(secret, **{"if-none-match": first.headers["ETag"]}).get("/api/v1/areas")
    assert (again.status_code, again.content) == (304, b"")
    other = machine(secret, **{"if-none-match": first.headers["ETag"]}).get("/api/v1/areas?tier=3")
    assert other.status_code == 200
    assert "no-store" in first.headers["Cache-Control"]
