"""The pages of people: who sees whom, inviting, granting, ending."""

import csv
import html
import io
import re
from datetime import UTC, date, datetime

import openpyxl
import pytest
from allauth.mfa.models import Authenticator
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.foundation.accounts.models import Holding, Invitation, User
from giamngheo.foundation.accounts.roles import ROLES
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.staff.people import everybody

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def administrator(country: Country) -> User:
    return make_person(("administrator", country.east))


@pytest.fixture
def signed_in(administrator: User, client: Client) -> Client:
    client.force_login(administrator)
    return client


def test_the_list_holds_the_people_of_ones_areas_with_their_roles(
    country: Country, signed_in: Client
) -> None:
    head = make_person(("village_head", country.east_1))
    neighbour = make_person(("officer", country.west))
    former = make_person(("officer", country.east), until=date(2026, 1, 1))
    said = signed_in.get("/nguoi-dung/").content.decode()
    assert head.full_name in said
    assert "Trưởng thôn, tổ trưởng dân phố, thôn Đông Một" in said
    assert neighbour.full_name not in said
    assert former.full_name not in said
    assert former.full_name in signed_in.get("/nguoi-dung/?da-het=1").content.decode()
    assert head.full_name not in signed_in.get("/nguoi-dung/?vai-tro=health").content.decode()


def test_a_role_whose_unit_ended_is_over_wherever_it_is_shown(country: Country, signed_in: Client) -> None:
    lapsed = make_person(("officer", country.former_east))
    assert lapsed.full_name not in signed_in.get("/nguoi-dung/").content.decode()
    assert lapsed.full_name in signed_in.get("/nguoi-dung/?da-het=1").content.decode()
    assert "hôm nay không giữ" in signed_in.get(f"/nguoi-dung/{lapsed.pk}/").content.decode()
    signed_in.force_login(lapsed)
    assert "đang giữ" not in signed_in.get("/tai-khoan/").content.decode()
    assert "Hôm nay bạn không giữ vai trò nào" in signed_in.get("/").content.decode()


def test_the_list_is_read_page_by_page_in_the_order_of_given_names(
    country: Country, signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(everybody, "ON_A_PAGE", 2)
    names = ["Lê Văn Ý", "Trần Đạo", "Bùi Ân", "Hồ An", "Cao Chi"]
    for full_name in names:
        person = make_person(("health", country.east))
        person.full_name = full_name
        person.save()
    far = make_person(("health", country.far))
    address, seen = "/nguoi-dung/?vai-tro=health", []
    while address:
        said = signed_in.get(address).content.decode()
        assert "<strong>5 người đang giữ vai trò «Y tế»</strong>" in said
        seen.append(
            [name for name in re.findall(r'class="link-target"[^>]*>([^<]*)<', said) if name in names]
        )
        following = re.search(r'rel="next" href="(.*?)"', said)
        address = "/nguoi-dung/" + html.unescape(following[1]) if following else ""
        assert far.full_name not in said
    assert seen == [["Hồ An", "Bùi Ân"], ["Cao Chi", "Trần Đạo"], ["Lê Văn Ý"]]


def test_somebody_is_searched_without_accents_and_counted_in_ones_areas_only(
    country: Country, signed_in: Client
) -> None:
    for area in (country.east, country.west):
        person = make_person(("health", area))
        person.full_name = f"Lê Thị Hường {area.pk}"
        person.save()
    said = signed_in.get("/nguoi-dung/?tim=huong+le").content.decode()
    assert "1 người đang giữ vai trò, có «huong le» trong tên" in said
    assert f"Lê Thị Hường {country.east.pk}" in said
    assert "0 người" in signed_in.get("/nguoi-dung/?tim=huong&vai-tro=officer").content.decode()


def test_somebody_of_another_area_is_not_found(country: Country, signed_in: Client) -> None:
    neighbour = make_person(("officer", country.west))
    held = neighbour.holdings.get()
    assert signed_in.get(f"/nguoi-dung/{neighbour.pk}/").status_code == 404
    for address in ("giao-vai-tro/", f"vai-tro/{held.pk}/ket-thuc/", "giup/"):
        assert (
            signed_in.post(f"/nguoi-dung/{neighbour.pk}/{address}", {"dia-ban": country.east.pk}).status_code
            == 404
        )


def test_an_invitation_is_made_and_its_link_shown_once(country: Country, signed_in: Client) -> None:
    form = {
        "dia-ban": country.east_1.pk,
        "ho-ten": "Người  Được Mời",
        "vai-tro": "village_head",
        "tu": "",
        "den": "",
    }
    said = signed_in.post("/nguoi-dung/moi/", form).content.decode()
    made = Invitation.objects.get()
    assert made.full_name == "Người Được Mời"
    assert "/loi-moi/" in said
    assert "Người Được Mời" in signed_in.get("/nguoi-dung/").content.decode()
    line = AuditLine.objects.get(verb="accounts.invite")
    assert line.area_id == country.east_1.pk
    signed_in.post(f"/nguoi-dung/loi-moi/{made.pk}/rut/")
    made.refresh_from_db()
    assert made.withdrawn_at is not None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ho-ten": ""}, "ho-ten"),
        ({"thu": "không có"}, "thu"),
        ({"thu": "lan.nguyen"}, "thu"),
        ({"vai-tro": ""}, "vai-tro"),
        ({"den": "31/2/2027"}, "den"),
        ({"tu": "x"}, "tu"),
        ({"tu": "1/1/0001"}, "tu"),
        ({"den": "31/12/9999"}, "den"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_typed_is_lost(
    country: Country, signed_in: Client, changed: dict[str, str], field: str
) -> None:
    form = {
        "dia-ban": country.east.pk,
        "ho-ten": "Người Được Mời",
        "vai-tro": "health",
        "can-cu": "QĐ 5/2026",
    } | changed
    answer = signed_in.post("/nguoi-dung/moi/", form)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="{field}-loi"' in said
    assert 'value="QĐ 5/2026"' in said
    assert not Invitation.objects.exists()


def test_nobody_invites_into_a_neighbour_or_as_administrator_of_ones_own_area(
    country: Country, signed_in: Client
) -> None:
    assert signed_in.get(f"/nguoi-dung/moi/?dia-ban={country.west.pk}").status_code == 404
    assert 'value="administrator"' not in signed_in.get("/nguoi-dung/moi/").content.decode()
    form = {"dia-ban": country.east.pk, "ho-ten": "Người Được Mời", "vai-tro": "administrator"}
    assert signed_in.post("/nguoi-dung/moi/", form).status_code == 422
    assert not Invitation.objects.exists()


def test_a_role_is_granted_and_ended_with_a_reason(country: Country, signed_in: Client) -> None:
    person = make_person(("health", country.east))
    form = {"dia-ban": country.east.pk, "vai-tro": "reviewer", "den": "31/12/2030"}
    assert signed_in.post(f"/nguoi-dung/{person.pk}/giao-vai-tro/", form).status_code == 302
    granted = Holding.objects.get(user=person, role="reviewer")
    assert granted.valid.upper == date(2031, 1, 1)
    held = Holding.objects.get(user=person, role="health")
    address = f"/nguoi-dung/{person.pk}/vai-tro/{held.pk}/ket-thuc/"
    refused = signed_in.post(address, {"ly-do": " "})
    assert refused.status_code == 422
    assert f'id="ly-do-{held.pk}-loi"' in refused.content.decode()
    assert signed_in.post(address, {"ly-do": "Chuyển công tác"}).status_code == 302
    held.refresh_from_db()
    assert held.end_reason == "Chuyển công tác"
    assert "kết thúc vì Chuyển công tác" in signed_in.get(f"/nguoi-dung/{person.pk}/").content.decode()


def test_a_lost_password_gets_a_link_from_the_administrator(country: Country, signed_in: Client) -> None:
    person = make_person(("health", country.east))
    said = signed_in.post(f"/nguoi-dung/{person.pk}/giup/", {"viec": "mat-khau"}).content.decode()
    assert "Liên kết chỉ hiện một lần này" in said


def test_lost_second_factors_are_taken_away_with_a_reason(country: Country, signed_in: Client) -> None:
    person = make_person(("health", country.east))
    page, help_ = f"/nguoi-dung/{person.pk}/", f"/nguoi-dung/{person.pk}/giup/"
    assert "Gỡ xác thực hai bước" not in signed_in.get(page).content.decode()
    Authenticator.objects.create(user_id=person.pk, type=Authenticator.Type.TOTP, data={})
    assert "Gỡ xác thực hai bước" in signed_in.get(page).content.decode()
    refused = signed_in.post(help_, {"viec": "go-hai-buoc", "ly-do-hai-buoc": " "})
    assert refused.status_code == 422
    assert 'id="ly-do-hai-buoc-loi"' in refused.content.decode()
    sent = {"viec": "go-hai-buoc", "ly-do-hai-buoc": "Mất điện thoại"}
    assert signed_in.post(help_, sent).status_code == 302
    assert not Authenticator.objects.exists()
    assert "Mất điện thoại" in AuditLine.objects.get(verb="accounts.remove_second_factors").sentence


def test_where_the_own_unit_ended_people_are_invited_into_the_one_that_lives(country: Country) -> None:
    client = Client()
    client.force_login(make_person(("administrator", country.former_east), ("administrator", country.far)))
    said = client.get("/nguoi-dung/moi/")
    assert said.status_code == 200
    assert "xã Xa" in said.content.decode()


def test_an_officer_who_may_not_grant_sees_people_but_no_buttons(country: Country, client: Client) -> None:
    client.force_login(make_person(("officer", country.east)))
    head = make_person(("village_head", country.east_1))
    said = client.get(f"/nguoi-dung/{head.pk}/").content.decode()
    assert "Kết thúc vai trò này" not in said
    assert "Giao vai trò" not in said
    assert "Mời người" not in client.get("/nguoi-dung/").content.decode()
    assert client.post(f"/nguoi-dung/{head.pk}/giup/").status_code == 403


def test_what_somebody_asks_beyond_their_rights_is_in_the_trail(country: Country, signed_in: Client) -> None:
    """A page that is not theirs, a role that they may not give; a slip in a form is none."""
    helper = make_person(("health", country.east))
    form = {"dia-ban": country.east.pk, "vai-tro": "administrator", "tu": "1/12/2026", "den-ngay": ""}
    assert signed_in.post(f"/nguoi-dung/{helper.pk}/giao-vai-tro/", form | {"tu": "32/1"}).status_code == 422
    assert not AuditLine.objects.filter(verb="sign_in.denied").exists()
    assert signed_in.post(f"/nguoi-dung/{helper.pk}/giao-vai-tro/", form).status_code == 422
    (line,) = AuditLine.objects.filter(verb="sign_in.denied")
    assert "quản trị của một đơn vị do quản trị của đơn vị cấp trên giao" in line.sentence
    assert line.area_id == country.east.pk
    signed_in.force_login(helper)
    assert signed_in.get("/nhat-ky/").status_code == 403
    line = AuditLine.objects.filter(verb="sign_in.denied").latest("id")
    assert (line.actor_id, line.sentence) == (helper.pk, "Từ chối mở trang /nhat-ky/")


def file_of(client: Client, asked: str = "", ending: str = "csv") -> list[list[str]]:
    answer = client.get(f"/nguoi-dung/danh-sach.{ending}{asked}")
    assert answer.status_code == 200
    lines = csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
    return [line for line in lines if line and line[0].isdigit()]


def test_the_people_are_taken_away_with_the_roles_that_are_seen_and_no_others(
    country: Country, administrator: User, signed_in: Client
) -> None:
    two = make_person(("village_head", country.east_1), ("officer", country.west), ("health", country.east))
    two.full_name = "=Mẫu Văn Hai"
    two.save()
    neighbour = make_person(("officer", country.west))
    former = make_person(("officer", country.east), until=date(2026, 1, 1))
    told = file_of(signed_in)
    assert [line[3:5] for line in told if line[2] == two.username] == [
        ["Trưởng thôn, tổ trưởng dân phố", "Thôn Đông Một"],
        [ROLES["health"].label, "Xã Đông"],
    ]
    assert {line[1] for line in told if line[2] == two.username} == {"'=Mẫu Văn Hai"}
    assert neighbour.username not in str(told) and former.username not in str(told)
    assert [line[0] for line in told] == ["1", "2", "3"]
    ((*_, until, _),) = file_of(signed_in, "?da-het=1&vai-tro=officer")
    assert until == "31/12/2025"
    found = file_of(signed_in, "?tim=mau&vai-tro=health")
    assert [line[4] for line in found] == ["Xã Đông"]
    assert (
        "/nguoi-dung/danh-sach.csv?vai-tro=health"
        in signed_in.get("/nguoi-dung/?vai-tro=health").content.decode()
    )


def test_each_file_of_people_is_a_line_of_the_trail_without_what_was_looked_for(
    country: Country, signed_in: Client
) -> None:
    for odd in ("tim=mau van", "tim=%00", "vai-tro=x", "tim=" + "x" * 5000):
        file_of(signed_in, f"?{odd}")
    line = AuditLine.objects.filter(verb="accounts.export").order_by("pk")[0]
    assert line.sentence == "Xuất «Người dùng và vai trò» của xã Đông: 0 dòng, tệp .csv"
    assert line.area_id == country.east.pk and "mau" not in str(line.details)
    answer = signed_in.get("/nguoi-dung/danh-sach.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).worksheets[0]
    assert sheet["A1"].value == "NGƯỜI DÙNG VÀ VAI TRÒ"


def invitation(by: User, name: str, area: Area, expires: datetime) -> Invitation:
    return Invitation.objects.create(
        full_name=name,
        email="mau@example.vn",
        role="health",
        area=area,
        role_valid=DateRange(date(2026, 1, 1), None),
        secret_hash=name[-1] * 64,
        invited_by=by,
        expires_at=expires,
    )


def test_invitations_that_wait_are_taken_away_without_secrets_and_without_a_neighbours(
    country: Country, administrator: User, signed_in: Client
) -> None:
    def told(ending: str = "csv") -> list[list[str]]:
        answer = signed_in.get(f"/nguoi-dung/loi-moi/danh-sach.{ending}")
        lines = csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")))  # type: ignore[arg-type]
        return [line for line in lines if line and line[0].isdigit()]

    assert told() == []
    assert "loi-moi/danh-sach" not in signed_in.get("/nguoi-dung/").content.decode()
    later = datetime(2100, 1, 1, 5, 0, tzinfo=UTC)
    invitation(administrator, "=Mẫu Thị A", country.east_1, later)
    invitation(administrator, "Mẫu Thị B", country.west, later)
    invitation(administrator, "Mẫu Thị C", country.east, datetime(2026, 1, 1, tzinfo=UTC))
    taken = invitation(administrator, "Mẫu Thị D", country.east, later)
    Invitation.objects.filter(pk=taken.pk).update(withdrawn_at=later)
    (line,) = told()
    assert line[1:5] == ["'=Mẫu Thị A", ROLES["health"].label, "Thôn Đông Một", "12:00 ngày 01/01/2100"]
    assert "mau@example.vn" not in str(line)
    said = signed_in.get("/nguoi-dung/").content.decode()
    assert "Lời mời chưa nhận (1)" in said and "/nguoi-dung/loi-moi/danh-sach.xlsx" in said
    answer = signed_in.get("/nguoi-dung/loi-moi/danh-sach.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer))).worksheets[0]  # type: ignore[arg-type]
    assert sheet["A1"].value == "LỜI MỜI CHƯA NHẬN"
    kept = AuditLine.objects.filter(verb="accounts.export").order_by("pk")[1]
    assert kept.sentence == "Xuất «Lời mời chưa nhận» của xã Đông: 1 dòng, tệp .csv"
    assert kept.area_id == country.east.pk
    signed_in.force_login(make_person(("officer", country.east)))
    assert signed_in.get("/nguoi-dung/loi-moi/danh-sach.csv").status_code == 403
