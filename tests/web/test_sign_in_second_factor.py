"""The second factor: app, recovery codes, policy; the invitation's page; sittings that end."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.utils import timezone
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.foundation.accounts.invitations import invite
from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.components.idle_session import LAST_SEEN

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
    return make_person(("administrator", country.east))


def sign_in(client: Client, person: User) -> str:
    """Where the password leads."""
    return client.post("/dang-nhap/", {"login": person.username, "password": PASSWORD}).headers["Location"]


def is_in(client: Client) -> bool:
    return client.get("/tai-khoan/").status_code == 200


def told(verb: str) -> list[str]:
    return list(
        AuditLine.objects.filter(verb=f"sign_in.{verb}").order_by("id").values_list("sentence", flat=True)
    )


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def set_up_app(client: Client, person: User) -> tuple[str, list[str]]:
    """The secret of the app and the recovery codes, as the pages show them."""
    sign_in(client, person)
    there = "/tai-khoan/hai-buoc/ung-dung/"
    confirm = client.get(there).headers["Location"]
    assert confirm.startswith("/tai-khoan/xac-nhan/?next=")
    assert client.post(confirm, {"password": PASSWORD}).headers["Location"] == there
    shown = client.get(there).content.decode()
    assert 'src="data:image/svg+xml;base64,' in shown
    said = re.search(r'class="secret">(\w{4}(?: \w{1,4})+)<', shown)  # in fours, to be typed by hand
    assert said
    secret = said[1].replace(" ", "")
    assert "Mã không đúng" in client.post(there, {"code": "000000"}).content.decode()
    done = client.post(there, {"code": code_of(secret)})
    assert done.headers["Location"] == "/tai-khoan/hai-buoc/ma-du-phong/"
    codes = re.findall(r"<code>(\d+)</code>", client.get(done.headers["Location"]).content.decode())
    return secret, codes


@pytest.mark.django_db(transaction=True)  # allauth tells of a new factor once it is committed
def test_with_an_app_the_password_alone_opens_nothing(client: Client, person: User) -> None:
    secret, codes = set_up_app(client, person)
    assert len(codes) == 10
    client.post("/dang-xuat/")
    assert sign_in(client, person) == "/dang-nhap/buoc-hai/"
    assert not is_in(client)
    assert "Mã không đúng" in client.post("/dang-nhap/buoc-hai/", {"code": "000000"}).content.decode()
    cache.clear()  # a code is good once
    assert client.post("/dang-nhap/buoc-hai/", {"code": code_of(secret)}).status_code == 302
    assert is_in(client)
    assert told("factor_added") == ["Thêm ứng dụng xác thực", "Thêm mã dự phòng"]
    assert told("done")[-1] == "Đăng nhập bằng mật khẩu và ứng dụng xác thực"
    assert told("factor_used") == ["Dùng ứng dụng xác thực để đăng nhập"]
    assert len(told("factor_refused")) == 1


def test_recovery_codes_are_shown_once_and_used_once(client: Client, person: User) -> None:
    _, codes = set_up_app(client, person)
    assert codes[0] not in client.get("/tai-khoan/hai-buoc/ma-du-phong/").content.decode()
    for expected in (True, False):
        client.post("/dang-xuat/")
        sign_in(client, person)
        client.post("/dang-nhap/buoc-hai/", {"code": codes[0]})
        assert is_in(client) == expected
    assert told("recovery_code_used") == ["Dùng một mã dự phòng, còn 9 mã"]


def test_five_wrong_codes_are_enough(client: Client, person: User) -> None:
    _, codes = set_up_app(client, person)
    client.post("/dang-xuat/")
    sign_in(client, person)
    cache.clear()
    for _ in range(5):
        client.post("/dang-nhap/buoc-hai/", {"code": "000000"})
    assert "quá nhiều lần" in client.post("/dang-nhap/buoc-hai/", {"code": codes[0]}).content.decode()
    assert not is_in(client)


def test_the_secret_of_the_app_is_not_readable_in_the_table(client: Client, person: User) -> None:
    secret, codes = set_up_app(client, person)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert codes[0] not in kept


def test_taking_the_app_off_takes_the_codes_away_and_is_told(client: Client, person: User) -> None:
    set_up_app(client, person)
    assert client.post("/tai-khoan/hai-buoc/ung-dung/go/").headers["Location"] == "/tai-khoan/hai-buoc/"
    assert not Authenticator.objects.filter(user=person).exists()
    assert told("factor_removed") == ["Gỡ ứng dụng xác thực", "Gỡ mã dự phòng"]


def test_where_the_office_asks_who_grants_roles_sets_up_a_second_factor_first(
    client: Client, country: Country, person: User, settings: object
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True  # type: ignore[attr-defined]
    sign_in(client, person)
    assert client.get("/").headers["Location"] == "/tai-khoan/hai-buoc/"
    assert "phải bật xác thực hai bước" in client.get("/tai-khoan/hai-buoc/").content.decode()
    settings.SECOND_FACTOR_REQUIRED = False  # type: ignore[attr-defined]
    assert "Hiện không bắt buộc" in client.get("/tai-khoan/hai-buoc/").content.decode()
    settings.SECOND_FACTOR_REQUIRED = True  # type: ignore[attr-defined]
    set_up_app(client, person)
    assert client.get("/").status_code == 200
    client.post("/tai-khoan/hai-buoc/ung-dung/go/")
    assert client.get("/").headers["Location"] == "/tai-khoan/hai-buoc/"
    officer = make_person(("officer", country.east))
    client.post("/dang-xuat/")
    sign_in(client, officer)
    assert client.get("/").status_code == 200


def test_in_the_demonstration_nobody_is_asked(client: Client, person: User) -> None:
    sign_in(client, person)
    assert client.get("/").status_code == 200


def invitation_for(country: Country, person: User) -> str:
    day = timezone.localdate()
    made = invite(
        Actor(person.pk, person.full_name),
        "Lê Thị Lan", "officer", country.east.pk, DateRange(date(2026, 1, 1), date(2036, 1, 1)),
        day=day, now=timezone.now(),
    )  # fmt: skip
    return f"/loi-moi/{made[1]}/"


def test_the_invitation_says_who_invites_to_what_and_makes_the_account(
    client: Client, country: Country, person: User
) -> None:
    page = invitation_for(country, person)
    shown = client.get(page).content.decode()
    for word in ("Lê Thị Lan", person.full_name, "Công chức phụ trách giảm nghèo", "Xã Đông", "31/12/2035"):
        assert word in shown
    for given, why in (
        (
            {"username": "lan le", "password1": "song-dai-troi-rong", "password2": "song-dai-troi-rong"},
            "chữ không dấu",
        ),
        ({"username": "lan.le", "password1": "ngan", "password2": "ngan"}, "Mật khẩu quá ngắn"),
        ({"username": "lan.le", "password1": "Lê Thị Lan", "password2": "Lê Thị Lan"}, "giống họ và tên"),
        ({"username": "lan.le", "password1": "song-dai-troi-rong", "password2": "khac"}, "không giống nhau"),
        ({"username": "", "password1": "", "password2": ""}, "Tên đăng nhập: chưa có."),
    ):
        answer = client.post(page, given)
        assert answer.status_code == 422
        said = answer.content.decode()
        assert why in said
        assert f'value="{given["username"]}"' in said or not given["username"]
    good = {"username": "lan.le", "password1": "song-dai-troi-rong", "password2": "song-dai-troi-rong"}
    assert client.post(page, good).headers["Location"] == "/dang-nhap/?xong=loi-moi"
    made = User.objects.get(username="lan.le")
    assert Holding.objects.get(user=made).role == "officer"
    over = client.get(page)
    assert over.status_code == 410
    assert "đã được nhận" in over.content.decode()
    assert (
        client.post("/dang-nhap/", {"login": "lan.le", "password": "song-dai-troi-rong"}).status_code == 302
    )


def test_a_sitting_that_nobody_uses_ends_and_the_trail_tells_it(client: Client, person: User) -> None:
    sign_in(client, person)
    assert client.get("/phien/con-lai/").json()["seconds"] > 29 * 60
    later = client.session
    later[LAST_SEEN] = int(time.time()) - 29 * 60
    later.save()
    assert 30 < client.get("/phien/con-lai/").json()["seconds"] <= 60
    assert 30 < client.get("/phien/con-lai/").json()["seconds"] <= 60  # asking keeps nothing up
    client.post("/phien/tiep-tuc/")
    assert client.get("/phien/con-lai/").json()["seconds"] > 29 * 60
    later = client.session
    later[LAST_SEEN] = int(time.time()) - 30 * 60 - 1
    later.save()
    assert not is_in(client)
    assert client.get("/phien/con-lai/").json() == {"seconds": 0}
    assert told("idle") == ["Phiên tự kết thúc sau 30 phút không dùng"]


def test_own_sittings_are_listed_and_ended_one_by_one_or_all_others(client: Client, person: User) -> None:
    others = [
        Client(headers={"user-agent": f"Mozilla/5.0 ({system}) Firefox/1"})
        for system in ("Windows", "Android")
    ]
    for one in (client, *others):
        sign_in(one, person)
    stranger = Client()
    sign_in(stranger, make_person())
    said = client.get("/tai-khoan/phien/").content.decode()
    assert "Firefox trên máy Windows" in said
    assert "Firefox trên điện thoại Android" in said
    numbers = re.findall(r"/tai-khoan/phien/(\d+)/ket-thuc/", said)
    assert len(numbers) == 2
    assert stranger.post(f"/tai-khoan/phien/{numbers[0]}/ket-thuc/").status_code == 404
    client.post(f"/tai-khoan/phien/{numbers[0]}/ket-thuc/")
    assert [is_in(one) for one in others].count(True) == 1
    client.post("/tai-khoan/phien/khac/ket-thuc/")
    assert [is_in(one) for one in others] == [False, False]
    assert is_in(client)
    assert is_in(stranger)
    assert len(told("session_ended")) == 2


def test_moments_of_the_trail_are_now(client: Client, person: User) -> None:
    before = datetime.now(UTC)
    sign_in(client, person)
    assert AuditLine.objects.latest("id").at >= before
