"""People who may be in the register twice, in the browser: listed, merged, left apart, taken back."""

import csv
import html
import io
import re
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.apps.households.made import WHO, about, person, said
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.households.actions import correct_person, record_household
from giamngheo.apps.households.linkage import pairs_within
from giamngheo.apps.households.models import Event, Membership, Person, Suspicion
from giamngheo.apps.households.suspicions import frame_of, keep_found
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.foundation.tasks.models import Task
from giamngheo.web.staff.registry import doubles

pytestmark = pytest.mark.django_db

NUMBER = "999180000001"
BORN = {"birth_date": date(1980, 5, 12), "birth_precision": "day", "sex": "female"}


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def pair(country: Country) -> Suspicion:
    """A woman twice in the commune «east», and once more in «west»."""
    for area, head, name, more in (
        (country.east_1, "Mẫu Văn Chồng", "Thu Thi Hoa", {"personal_number": NUMBER}),
        (country.east_2, "Thử Văn Cha", "Thử Thị Hoà", {"ethnicity": "tay"}),
        (country.west_1, "Ví Văn Xa", "Thử Thị Hoà", {}),
    ):
        record_household(area.pk, [said("head", head), said("child", name, **BORN, **more)], about(), WHO)
    searched()
    return Suspicion.objects.get(first__area=country.east_1, second__area=country.east_2)


def searched() -> None:
    people = list(Person.objects.filter(is_living=True).select_related("household").order_by("pk"))
    keep_found(pairs_within(frame_of(people)).pairs, [], timezone.now())


@pytest.fixture
def officer(country: Country, client: Client) -> Client:
    client.force_login(make_person(("officer", country.east)))
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def post(client: Client, pair: Suspicion, **typed: object) -> tuple[int, str]:
    form = {name.replace("_", "-"): value for name, value in typed.items()}
    answer = client.post(f"/so-ho/trung/{pair.pk}/", form)
    return answer.status_code, html.unescape(answer.content.decode())


def test_pairs_are_listed_with_their_reasons_where_both_are_ones_own(
    pair: Suspicion, country: Country, officer: Client, client: Client
) -> None:
    told = page(officer, "/so-ho/trung/")
    assert "1 cặp chờ xem" in told
    assert "họ tên chỉ khác dấu" in told and "cùng ngày sinh" in told and "nhưng" in told
    assert "1 cặp nghi là một người ghi hai lần chờ xem" in page(officer, "/")
    assert "0 cặp đã gộp" in page(officer, "/so-ho/trung/?trang-thai=da-gop")
    assert "1 cặp chờ xem" in page(officer, f"/so-ho/trung/?dia-ban={country.east_1.pk}&trang-thai=la")
    client.force_login(make_person(("officer", country.province)))
    assert "3 cặp chờ xem" in page(client, "/so-ho/trung/")
    client.force_login(make_person(("officer", country.west)))
    assert "0 cặp chờ xem" in page(client, "/so-ho/trung/")
    assert client.get(f"/so-ho/trung/{pair.pk}/").status_code == 404


def test_a_pair_is_merged_value_by_value_and_taken_back(pair: Suspicion, officer: Client) -> None:
    told = page(officer, f"/so-ho/trung/{pair.pk}/")
    assert "Có phải một người?" in told and "chỉ một bên ghi" in told
    assert re.search(r'name="chon-full_name" value="second" checked', told)
    code, refused = post(officer, pair, viec="gop", giu="first", ngay="1/3/2026", giay_to="số 9")
    assert code == 422 and "chọn hộ mà người này đang ở" in refused and "số 9" in refused
    home = pair.first.household_id
    typed = {"viec": "gop", "giu": "first", "ngay": "1/3/2026", "ho": home, "ly_do": "đã xem thẻ"}
    assert post(officer, pair, **typed, chon_full_name="x")[0] == 302
    Event.objects.get(kind="person_merger")
    stays = person("Thu Thi Hoa")
    assert (stays.pk, stays.household_id) == (pair.first_id, home)
    merged = page(officer, f"/so-ho/trung/{pair.pk}/")
    assert "Đã gộp vào" in merged and "đã xem thẻ" in merged
    assert "Bản ghi này đã gộp vào" in page(officer, f"/so-ho/nguoi/{pair.second_id}/")
    assert "1 cặp đã gộp" in page(officer, "/so-ho/trung/?trang-thai=da-gop")
    assert "Gộp người trùng" in page(officer, f"/so-ho/{stays.household.code}/")  # type: ignore[union-attr]
    code, refused = post(officer, pair, viec="hoan-tac")
    assert code == 422 and "ghi lý do" in refused
    assert post(officer, pair, viec="hoan-tac", ly_do="nhầm")[0] == 302
    assert "1 cặp chờ xem" in page(officer, "/so-ho/trung/")
    assert Person.objects.get(pk=pair.second_id).is_living


def test_the_value_that_was_chosen_stays(pair: Suspicion, officer: Client) -> None:
    typed = {"chon-full_name": "second", "giu": "first", "viec": "gop", "ngay": "1/3/2026",
             "ho": pair.second.household_id}  # fmt: skip
    assert officer.post(f"/so-ho/trung/{pair.pk}/", typed).status_code == 302
    stays = Person.objects.get(pk=pair.first_id)
    assert (stays.full_name, stays.personal_number) == ("Thử Thị Hoà", NUMBER)
    assert stays.household_id == pair.second.household_id


def test_two_people_are_left_apart_and_may_be_merged_after_all(pair: Suspicion, officer: Client) -> None:
    assert post(officer, pair, viec="khac", ly_do="mẹ và dì")[0] == 302
    told = page(officer, f"/so-ho/trung/{pair.pk}/")
    assert "xác nhận hai người khác nhau" in told and "mẹ và dì" in told and "Cùng một người" in told
    assert "1 cặp hai người khác nhau" in page(officer, "/so-ho/trung/?trang-thai=khac-nhau")
    code, refused = post(officer, pair, viec="khac")
    assert code == 422 and "không còn chờ xem" in refused
    home = pair.first.household_id
    assert post(officer, pair, viec="gop", giu="second", ngay="1/3/2026", ho=home)[0] == 302


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Chưa chọn việc"),
        ({"viec": "\0"}, "Chưa chọn việc"),
        ({"viec": "hoan-tac", "ly-do": "x"}, "Chưa chọn việc"),
        ({"viec": "gop"}, "Chưa chọn bản ghi"),
        ({"viec": "gop", "giu": "first"}, "Chưa có ngày gộp"),
        ({"viec": "gop", "giu": "first", "ngay": "32/1/2026"}, 'id="ngay-loi"'),
        ({"viec": "gop", "giu": "first", "ngay": "1/1/2100", "ho": "1"}, "Chưa chọn hộ"),
        ({"viec": "gop", "giu": "first", "ngay": "1/3/2026", "ho": "9" * 40}, "chọn hộ"),
        ({"viec": "gop", "giu": "first", "ngay": "1/3/2026", "ly-do": "a\0b" * 900}, "chọn hộ"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_changes(
    pair: Suspicion, officer: Client, typed: dict[str, str], told: str
) -> None:
    answer = officer.post(f"/so-ho/trung/{pair.pk}/", typed)
    assert answer.status_code == 422
    assert told in html.unescape(answer.content.decode())
    assert not Event.objects.filter(kind="person_merger").exists()


def test_who_only_reads_decides_nothing_and_sees_numbers_masked(
    pair: Suspicion, country: Country, client: Client
) -> None:
    correct_person(pair.second, {"personal_number": "999180000002"}, about(), WHO)
    searched()
    client.force_login(make_person(("finance", country.east)))
    told = page(client, f"/so-ho/trung/{pair.pk}/")
    assert NUMBER not in told and "999••••••001" in told and "Cùng một người" not in told
    assert post(client, pair, viec="khac")[0] == 404
    assert "Tìm người trùng" not in page(client, "/so-ho/trung/")
    assert client.post("/so-ho/trung/tim/", {"dia-ban": country.east.pk}).status_code == 403


def test_an_area_is_searched_and_its_progress_is_told_to_its_owner_only(
    pair: Suspicion, country: Country, officer: Client
) -> None:
    answer = officer.post("/so-ho/trung/tim/", {"dia-ban": country.east.pk})
    assert answer.status_code == 302
    address = answer.headers["Location"]
    assert "Đọc sổ" in page(officer, address)
    assert "Tìm người trùng" in page(officer, "/viec-dang-chay/")
    part = officer.get(address, headers={"HX-Request": "true"})
    assert part.status_code == 200 and b"<html" not in part.content
    other = Client()
    other.force_login(make_person(("officer", country.east)))
    assert other.get(address).status_code == 404
    assert officer.post(address).status_code == 302
    assert "Đã dừng" in page(officer, address)
    assert "HX-Redirect" in officer.get(address, headers={"HX-Request": "true"}).headers
    assert officer.get(f"/so-ho/trung/tim/{uuid.uuid4()}/").status_code == 404
    assert officer.post("/so-ho/trung/tim/", {"dia-ban": country.west.pk}).status_code == 404
    assert officer.post("/so-ho/trung/tim/", {"dia-ban": "\0"}).status_code == 302


def test_what_a_search_did_is_told(pair: Suspicion, country: Country, officer: Client) -> None:
    address = officer.post("/so-ho/trung/tim/", {"dia-ban": country.east.pk}).headers["Location"]
    result = {
        "people": 1234,
        "compared": 99,
        "open": 3,
        "parameters": "mặc định kèm phần mềm",
        "dropped": ["họ tên: 1 giá trị lặp ở 400 người"],
    }
    Task.objects.update(state="done", finished_at=timezone.now(), result=result)
    told = page(officer, address)
    assert "3 cặp chờ xem" in told and "1.234 người" in told and "lặp ở 400 người" in told


def test_one_number_of_two_people_and_two_homes_of_one_are_always_told(
    pair: Suspicion, country: Country, officer: Client, client: Client
) -> None:
    address = "/so-ho/trung/luon-bao/"
    assert "Không có số nào" in page(officer, address) and "Không có ai" in page(officer, address)
    correct_person(pair.second, {"personal_number": NUMBER}, about(), WHO)
    home = pair.second.household
    Membership.objects.create(
        person=pair.first, household=home, valid="[2025-08-01,)", recorded_by=pair.first.recorded_by
    )
    told = page(officer, address)
    assert NUMBER in told and told.count("Thử Thị Hoà") == 1 and "chủ hộ Thử Văn Cha" in told
    assert "Không có số nào" in page(officer, f"{address}?dia-ban={country.east_1.pk}")
    client.force_login(make_person(("front", country.east)))
    assert NUMBER not in page(client, address)
    client.force_login(make_person(("officer", country.west)))
    assert "Không có số nào" in page(client, address)


def test_more_than_a_page_is_read_page_by_page(
    pair: Suspicion, country: Country, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(make_person(("officer", country.province)))
    monkeypatch.setattr(doubles, "ON_A_PAGE", 2)
    first = page(client, "/so-ho/trung/")
    following = re.search(r'rel="next" href="(.*?)"', first)
    assert following is not None
    second = page(client, f"/so-ho/trung/{following[1]}")
    seen = re.findall(r'href="/so-ho/trung/(\d+)/"', first + second)
    assert len(seen) == len(set(seen)) == 3


def test_the_pages_ask_the_database_a_handful_whatever_the_number(
    pair: Suspicion, country: Country, officer: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(6):
        name = f"Ví Thị {'Abcdef'[number]}nh"
        for head in ("Mẫu Một", "Mẫu Hai"):
            record_household(
                country.east_1.pk, [said("head", head), said("child", name, **BORN)], about(), WHO
            )
    searched()
    for address in ("/so-ho/trung/", f"/so-ho/trung/{pair.pk}/", "/so-ho/trung/luon-bao/"):
        with django_assert_max_num_queries(45):
            page(officer, address)


@pytest.mark.parametrize("address", ["/so-ho/trung/999999/", "/so-ho/trung/99999999999999999999/"])
def test_what_is_not_there_is_not_found(officer: Client, address: str) -> None:
    assert officer.get(address).status_code == 404
    assert officer.get("/so-ho/trung/?sau=99999999999999999999&dia-ban=x&trang-thai=%00").status_code == 200


def test_the_pairs_are_taken_away_with_their_reasons_and_without_a_neighbours_people(
    pair: Suspicion, country: Country, officer: Client
) -> None:
    def told(asked: str = "") -> list[list[str]]:
        answer = officer.get(f"/so-ho/trung/danh-sach.csv{asked}")
        lines = csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
        return [line for line in lines if line and line[0].isdigit()]

    ((_, *one),) = told()
    assert {one[0], one[4]} == {"Thu Thi Hoa", "Thử Thị Hoà"}
    assert {one[3], one[7]} == {"Thôn Đông Một", "Thôn Đông Hai"} and one[1] == "12/05/1980"
    assert "họ tên chỉ khác dấu" in one[9] and NUMBER not in str(one)
    assert told("?trang-thai=da-gop") == []
    assert len(told(f"?dia-ban={country.east_1.pk}")) == 1
    assert [len(told(f"?dia-ban={odd}&trang-thai=x")) for odd in (country.west_1.pk, "9" * 30, "%00")] == [
        1
    ] * 3
    correct_person(person("Thu Thi Hoa"), {"full_name": "=Thu Thi Hoa"}, about(), WHO)
    assert "/so-ho/trung/danh-sach.xlsx" in page(officer, "/so-ho/trung/")
    assert officer.get("/so-ho/trung/danh-sach.xlsx").getvalue()[:2] == b"PK"
    assert "'=Thu Thi Hoa" in str(told())
    line = AuditLine.objects.filter(verb="households.export").order_by("pk")[0]
    assert line.sentence == "Xuất «Người trùng» của xã Đông: 1 dòng, tệp .csv"
    assert line.area_id == country.east.pk
    officer.force_login(make_person(("officer", country.west)))
    assert told() == []


def taken(client: Client, name: str, asked: str = "") -> list[list[str]]:
    answer = client.get(f"/so-ho/trung/luon-bao/{name}.csv{asked}")
    assert answer.status_code == 200
    lines = csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")))  # type: ignore[arg-type]
    return [line for line in lines if line and line[0].isdigit()]


def test_who_has_somebody_elses_number_is_taken_away_masked_as_on_the_page(
    pair: Suspicion, country: Country, officer: Client
) -> None:
    assert taken(officer, "trung-so") == []
    for name in ("Thử Thị Hoà", "Ví Văn Xa"):
        for one in Person.objects.filter(full_name=name):
            correct_person(one, {"personal_number": NUMBER}, about(), WHO)
    for name in ("Mẫu Văn Chồng", "Thử Văn Cha"):
        told = {"personal_number": "999080000015", "full_name": f"={name}"}
        correct_person(person(name), told, about(), WHO)
    first, second, *third = taken(officer, "trung-so")
    assert first[1:4] == ["1", "999080000015", "'=Mẫu Văn Chồng"]
    assert second[1:4] == ["1", "999080000015", "'=Thử Văn Cha"]
    assert [line[1:] for line in third] == [
        ["2", NUMBER, "Thu Thi Hoa", "12/05/1980", pair.first.household.code, "Thôn Đông Một"],
        ["2", NUMBER, "Thử Thị Hoà", "12/05/1980", pair.second.household.code, "Thôn Đông Hai"],
    ]
    assert taken(officer, "trung-so", f"?dia-ban={country.east_1.pk}") == []
    assert len(taken(officer, "trung-so", f"?dia-ban={country.west_1.pk}")) == 4
    officer.force_login(make_person(("front", country.east)))
    assert {line[2] for line in taken(officer, "trung-so")} == {"999••••••015", "999••••••001"}
    # Who may see numbers in one of the villages only sees none whole that somebody of the other has.
    officer.force_login(make_person(("inspector", country.west), ("front", country.east)))
    told_lines = taken(officer, "trung-so")
    assert {line[2] for line in told_lines if line[1] == "2"} == {"999••••••001"}
    assert len(told_lines) == 6


def test_who_is_in_two_households_is_taken_away_with_every_household(
    pair: Suspicion, country: Country, officer: Client
) -> None:
    assert taken(officer, "hai-ho") == []
    home, other = pair.first.household, pair.second.household
    Membership.objects.create(
        person=pair.first, household=other, valid="[2025-08-01,)", recorded_by=pair.first.recorded_by
    )
    told = taken(officer, "hai-ho")
    assert [line[1:6] for line in told] == [
        ["1", "Thu Thi Hoa", "12/05/1980", home.code, "Mẫu Văn Chồng"],
        ["1", "Thu Thi Hoa", "12/05/1980", other.code, "Thử Văn Cha"],
    ]
    assert told[1][6] == "từ 01/08/2025"
    assert taken(officer, "hai-ho", f"?dia-ban={country.east_2.pk}") == []
    for odd in ("%00", "9" * 30, "x", str(country.west.pk)):
        assert len(taken(officer, "hai-ho", f"?dia-ban={odd}")) == 2
    said = page(officer, f"/so-ho/trung/luon-bao/?dia-ban={country.east_1.pk}")
    assert f"/so-ho/trung/luon-bao/hai-ho.xlsx?dia-ban={country.east_1.pk}" in said
    assert "trung-so.xlsx" not in said  # nothing to take away
    for name in ("trung-so", "hai-ho"):
        answer = officer.get(f"/so-ho/trung/luon-bao/{name}.xlsx")
        assert b"".join(answer)[:2] == b"PK"  # type: ignore[arg-type]
    line = AuditLine.objects.filter(verb="households.export").order_by("pk")[0]
    assert line.sentence == "Xuất «Người ở hai hộ» của xã Đông: 0 dòng, tệp .csv"
    assert line.area_id == country.east.pk
    officer.force_login(make_person(("officer", country.west)))
    assert taken(officer, "hai-ho") == []
