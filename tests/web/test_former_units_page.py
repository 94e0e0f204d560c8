"""«Vai trò ở đơn vị cũ»: found from what is to be done, ticked, carried or left."""

import csv
import html
import io
import re
from datetime import date

import pytest
from django.test import Client
from tests.factories.people import make_person
from tests.factories.places import Country, in_force, make_country

from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.areas.actions import prepare
from giamngheo.foundation.areas.models import Batch, Change
from giamngheo.foundation.areas.states import Verb
from giamngheo.foundation.audit.actions import SYSTEM
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.staff.people import former_units, waiting_exporting

pytestmark = pytest.mark.django_db
PAGE = "/nguoi-dung/don-vi-cu/"


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def officer(country: Country) -> User:
    return make_person(("officer", country.former_east))


def signed_in(person: User, client: Client) -> Client:
    client.force_login(person)
    return client


@pytest.fixture
def of_east(country: Country, client: Client) -> Client:
    return signed_in(make_person(("administrator", country.east)), client)


def test_what_is_to_be_done_and_the_list_of_people_lead_to_the_page(officer: User, of_east: Client) -> None:
    said = of_east.get("/").content.decode()
    assert f'href="{PAGE}"' in said
    assert "1 vai trò ở đơn vị cũ đã hết tác dụng" in said
    assert f'href="{PAGE}"' in of_east.get("/nguoi-dung/").content.decode()
    said = of_east.get(PAGE).content.decode()
    for words in (officer.full_name, "Công chức phụ trách giảm nghèo", "Xã Đông Cũ", "Xã Đông"):
        assert words in said


def test_nothing_is_to_be_done_where_nothing_waits_or_somebody_else_may_do_it(
    country: Country, officer: User, client: Client
) -> None:
    signed_in(make_person(("administrator", country.west)), client)
    assert PAGE not in client.get("/").content.decode()
    said = client.get(PAGE).content.decode()
    assert "Không còn vai trò nào chờ chuyển" in said
    assert officer.full_name not in said


def test_a_ticked_role_is_carried_and_told(country: Country, officer: User, of_east: Client) -> None:
    waiting = officer.holdings.get().pk
    form = {"chon": waiting, f"ve-{waiting}": country.east.pk, "viec": "chuyen"}
    answer = of_east.post(PAGE, form, follow=True)
    assert "Đã chuyển 1 vai trò" in answer.content.decode()
    assert Holding.objects.filter(user=officer, area=country.east).count() == 1
    assert "Đã chuyển 0 vai trò" in of_east.post(PAGE, form, follow=True).content.decode()
    said = of_east.get(f"/nguoi-dung/{officer.pk}/").content.decode()
    assert "kết thúc vì Chuyển về xã Đông" in said
    assert "Chuyển từ xã Đông Cũ" in said


def test_a_ticked_role_is_left(officer: User, of_east: Client) -> None:
    form = {"chon": officer.holdings.get().pk, "viec": "khong-chuyen"}
    assert "Đã đánh dấu không chuyển 1 vai trò" in of_east.post(PAGE, form, follow=True).content.decode()
    assert officer.full_name not in of_east.get(PAGE).content.decode()


def test_nothing_ticked_is_told(officer: User, of_east: Client) -> None:
    answer = of_east.post(PAGE, {"viec": "chuyen", "chon": ["x", "9" * 30]})
    assert answer.status_code == 422
    assert "Chưa chọn vai trò nào" in answer.content.decode()


def test_of_a_divided_unit_the_new_one_must_be_chosen_and_what_was_ticked_stays(
    country: Country, officer: User, client: Client
) -> None:
    divided = [
        Change(verb=Verb.SUCCEED, code="east", to_code=code, is_whole=False) for code in ("west", "far")
    ]
    in_force(date(2026, 3, 1), [Change(verb=Verb.END, code="east"), *divided])
    signed_in(make_person(("administrator", country.nation)), client)
    waiting = officer.holdings.get().pk
    answer = client.post(PAGE, {"chon": waiting, f"ve-{waiting}": "", "viec": "chuyen"})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="ve-{waiting}-loi"' in said
    assert f'value="{waiting}" checked' in said
    client.post(PAGE, {"chon": waiting, f"ve-{waiting}": country.far.pk, "viec": "chuyen"})
    assert Holding.objects.filter(user=officer, area=country.far).exists()


def test_a_role_goes_nowhere_else_than_to_what_came_after(
    country: Country, officer: User, of_east: Client
) -> None:
    waiting = officer.holdings.get().pk
    answer = of_east.post(PAGE, {"chon": waiting, f"ve-{waiting}": country.west.pk, "viec": "chuyen"})
    assert answer.status_code == 422
    assert "không kế thừa xã Đông Cũ" in answer.content.decode()
    assert Holding.objects.filter(user=officer).count() == 1


def test_where_nothing_came_after_the_line_says_so(country: Country, client: Client) -> None:
    officer = make_person(("officer", country.west))
    in_force(date(2026, 3, 1), [Change(verb=Verb.END, code="west")])
    signed_in(make_person(("administrator", country.province)), client)
    assert "Chưa biết đơn vị mới" in client.get(PAGE).content.decode()
    waiting = officer.holdings.get().pk
    said = client.post(PAGE, {"chon": waiting, "viec": "chuyen"}).content.decode()
    assert "đánh dấu không chuyển" in said


def test_more_than_a_page_is_read_page_by_page_and_all_of_a_page_are_ticked(
    country: Country, of_east: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(former_units, "ON_A_PAGE", 2)
    people = [make_person(("officer", country.former_east)) for _ in range(3)]
    said = of_east.get(f"{PAGE}?chon=tat-ca").content.decode()
    assert "3 vai trò chờ chuyển" in said
    assert [one.full_name in said for one in people] == [True, True, False]
    assert said.count(" checked") == 2
    following = re.search(r'rel="next" href="(.*?)"', said)
    assert following is not None
    second = of_east.get(PAGE + html.unescape(following[1])).content.decode()
    assert [one.full_name in second for one in people] == [False, False, True]


def test_the_preview_of_a_batch_says_that_roles_can_be_carried(country: Country, client: Client) -> None:
    make_person(("officer", country.west))
    batch = Batch(title="Sáp nhập", instrument="NQ 2", day=date(2026, 12, 1))
    lines = [
        Change(place=1, verb=Verb.END, code="west"),
        Change(place=2, verb=Verb.SUCCEED, code="west", to_code="east", is_whole=True),
    ]
    prepare(batch, SYSTEM, lines)
    signed_in(make_person(("administrator", country.province)), client)
    assert "«Vai trò ở đơn vị cũ»" in client.get(f"/dia-ban/dot/{batch.pk}/").content.decode()


def test_what_waits_is_taken_away_with_where_it_may_go_and_by_nobody_else(
    country: Country, officer: User, of_east: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> list[list[str]]:
        answer = of_east.get(f"{PAGE}danh-sach.csv")
        lines = csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")))  # type: ignore[arg-type]
        return [line for line in lines if line and line[0].isdigit()]

    monkeypatch.setattr(waiting_exporting, "AT_ONCE", 1)
    User.objects.filter(pk=officer.pk).update(full_name="@Mẫu Văn Cũ")
    make_person(("health", country.former_east), until=date(2100, 1, 1))
    first, second = told()
    assert first[1:] == [
        "'@Mẫu Văn Cũ",
        "Công chức phụ trách giảm nghèo",
        "Xã Đông Cũ",
        "30/06/2025",
        "Xã Đông",
    ]
    assert second[5] == "Xã Đông đến hết 31/12/2099"
    assert f"{PAGE}danh-sach.xlsx" in of_east.get(PAGE).content.decode()
    assert b"".join(of_east.get(f"{PAGE}danh-sach.xlsx"))[:2] == b"PK"  # type: ignore[arg-type]
    line = AuditLine.objects.filter(verb="accounts.export").order_by("pk")[0]
    assert line.sentence == "Xuất «Vai trò ở đơn vị cũ» của xã Đông: 2 dòng, tệp .csv"
    signed_in(make_person(("administrator", country.west)), of_east)
    assert told() == []
    signed_in(make_person(("leader", country.east)), of_east)
    assert of_east.get(f"{PAGE}danh-sach.csv").status_code == 403
    in_force(date(2026, 3, 1), [Change(verb=Verb.END, code="east")])
    signed_in(make_person(("administrator", country.province)), of_east)
    assert {line[5] for line in told()} == {
        "Chưa biết đơn vị mới: giao vai trò ở nơi khác nếu cần, rồi đánh dấu không chuyển"
    }
