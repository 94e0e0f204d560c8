"""The page of the trail: who may see which lines, filters, pages."""

import csv
import io
from datetime import UTC, datetime

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.foundation.audit.actions import SYSTEM, Actor, record
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.components.exporting import EXPORT_VERBS
from giamngheo.web.staff.trail.page import ON_A_PAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def page(client: Client, address: str = "") -> str:
    answer = client.get(f"/nhat-ky/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_leader_reads_the_lines_of_the_commune_and_of_the_unit_that_went_into_it(
    country: Country, client: Client
) -> None:
    for name in ("east", "east_1", "former_east", "west", "province"):
        record(SYSTEM, "areas.say", f"Việc ở {name}", area_id=country.areas[name].pk)
    client.force_login(make_person(("leader", country.east)))
    said = page(client)
    assert [f"Việc ở {name}" in said for name in ("east", "east_1", "former_east")] == [True] * 3
    assert [f"Việc ở {name}" in said for name in ("west", "province")] == [False] * 2
    assert "xã Đông Cũ" in said


def test_own_deeds_elsewhere_are_read_too(country: Country, client: Client) -> None:
    leader = make_person(("leader", country.east))
    record(Actor(leader.pk, leader.full_name), "sign_in.done", "Đã vào", area_id=None)
    client.force_login(leader)
    assert "Đã vào" in page(client)


def test_filters_leave_what_fits_and_say_it_as_a_sentence(country: Country, client: Client) -> None:
    record(Actor(1, "Người Một"), "sign_in.done", "Đã đăng nhập", area_id=country.east.pk)
    record(Actor(2, "Người Hai"), "areas.move", "Đã chuyển thôn", area_id=country.east_1.pk)
    client.force_login(make_person(("leader", country.east)))
    by_deed = page(client, "?viec=dang-nhap")
    assert "Đã đăng nhập" in by_deed
    assert "Đã chuyển thôn" not in by_deed
    assert "Đã chuyển thôn" in page(client, "?ai=hai")
    assert "Đã chuyển thôn" not in page(client, f"?dia-ban={country.east.pk}")
    assert "Mọi việc của người có «hai» trong tên" in page(client, "?ai=hai")
    assert "Không có dòng nào" in page(client, "?den=1/1/2020")


def test_a_leader_asks_who_took_which_list_away(country: Country, client: Client) -> None:
    for verb in EXPORT_VERBS:
        record(Actor(1, "Mẫu Văn Một"), verb, f"Xuất qua {verb}", area_id=country.east.pk)
    record(Actor(2, "Thử Văn Hai"), "households.export", "Xuất ở xã khác", area_id=country.west.pk)
    record(Actor(2, "Thử Văn Hai"), "households.birth", "Đã ghi sinh", area_id=country.east.pk)
    client.force_login(make_person(("leader", country.east)))
    said = page(client, "?viec=xuat")
    assert [f"Xuất qua {verb}" in said for verb in EXPORT_VERBS] == [True] * len(EXPORT_VERBS)
    assert "Đã ghi sinh" not in said and "Xuất ở xã khác" not in said
    assert "Xuất danh sách của người có «hai» trong tên" in page(client, "?viec=xuat&ai=hai")
    told = [line for line in file_of(client, "?viec=xuat") if line[0].isdigit()]
    assert len(told) == len(EXPORT_VERBS)
    assert f"Xuất «Nhật ký» của xã Đông: {len(EXPORT_VERBS)} dòng, tệp .csv" in page(client, "?viec=xuat")


def test_a_day_that_is_none_is_told_beside_its_field(country: Country, client: Client) -> None:
    client.force_login(make_person(("leader", country.east)))
    said = page(client, "?tu=32/13/2026")
    assert 'id="tu-loi"' in said
    assert 'value="32/13/2026"' in said


@pytest.mark.parametrize("odd", ["\x00", "%", "'; --", "\u202e🙂", "x" * 5000])
def test_odd_signs_in_a_name_find_nobody_and_break_nothing(
    country: Country, client: Client, odd: str
) -> None:
    client.force_login(make_person(("leader", country.east)))
    assert client.get("/nhat-ky/", {"ai": odd}).status_code == 200


@pytest.mark.parametrize("odd", ["1/1/0001", "31/12/9999"])
def test_a_day_at_the_edge_of_the_calendar_is_told_beside_its_field(
    country: Country, client: Client, odd: str
) -> None:
    client.force_login(make_person(("leader", country.east)))
    for name in ("tu", "den"):
        assert f'id="{name}-loi"' in page(client, f"?{name}={odd}")


def test_older_lines_follow_on_the_next_page_without_gap_or_repetition(
    country: Country, client: Client
) -> None:
    for number in range(ON_A_PAGE + 5):
        record(SYSTEM, "areas.say", f"Việc số {number:03}", area_id=country.east.pk)
    client.force_login(make_person(("leader", country.east)))
    first = page(client)
    before = first.split("truoc=")[1].split('"')[0]
    second = page(client, f"?truoc={before}")
    told = [[f"Việc số {n:03}" in said for n in range(ON_A_PAGE + 5)] for said in (first, second)]
    assert [a != b for a, b in zip(*told, strict=True)] == [True] * (ON_A_PAGE + 5)


def test_moments_are_told_in_the_hour_of_vietnam(country: Country, client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditline"
            " (at, actor_name, verb, area_id, subject_kind, subject_id, sentence, details)"
            " VALUES (%s, 'Hệ thống', 'areas.say', %s, '', '', 'Việc đêm', '{}')",
            [datetime(2026, 11, 14, 20, 0, tzinfo=UTC), country.east.pk],
        )
    client.force_login(make_person(("leader", country.east)))
    assert "03:00 ngày 15/11/2026" in page(client)
    assert "Việc đêm" in page(client, "?tu=15/11/2026&den=15/11/2026")


def file_of(client: Client, asked: str = "") -> list[list[str]]:
    answer = client.get(f"/nhat-ky/danh-sach.csv{asked}")
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_the_trail_is_taken_away_with_its_filters_and_without_a_neighbours_lines(
    country: Country, client: Client
) -> None:
    for place in range(ON_A_PAGE + 5):
        record(Actor(1, "Mẫu Văn Một"), "areas.say", f"Việc số {place:03}", area_id=country.east_1.pk)
    record(Actor(2, "Thử Văn Hai"), "households.birth", "=Sinh con", area_id=country.east.pk)
    record(Actor(2, "Thử Văn Hai"), "areas.say", "Việc ở xã khác", area_id=country.west.pk)
    client.force_login(make_person(("leader", country.east)))
    assert "/nhat-ky/danh-sach.xlsx?viec=so-ho" in page(client, "?viec=so-ho")
    told = [line for line in file_of(client) if line[0].isdigit()]
    assert [line[3] for line in told[:2]] == ["'=Sinh con", f"Việc số {ON_A_PAGE + 4:03}"]
    assert len([line for line in told if line[3].startswith("Việc số")]) == ON_A_PAGE + 5
    assert "Việc ở xã khác" not in str(told)
    assert (told[1][2], told[1][4]) == ("Mẫu Văn Một", "Thôn Đông Một")
    of_register = file_of(client, "?viec=so-ho&ai=Hai")
    assert [line[3] for line in of_register if line[0].isdigit()] == ["'=Sinh con"]
    assert ["Lọc", "Sổ hộ của người có «Hai» trong tên"] in [line[:2] for line in of_register]
    assert [line for line in file_of(client, f"?dia-ban={country.west.pk}") if line[0].isdigit()] == []


def test_each_file_of_the_trail_is_a_line_of_it_where_one_may_see_it(
    country: Country, client: Client
) -> None:
    record(SYSTEM, "areas.say", "Một việc", area_id=country.east.pk)
    client.force_login(make_person(("leader", country.east)))
    file_of(client, f"?dia-ban={country.west.pk}&ai=le van mau")
    line = AuditLine.objects.get(verb="audit.export")
    assert (line.sentence, line.area_id) == ("Xuất «Nhật ký» của xã Đông: 0 dòng, tệp .csv", country.east.pk)
    assert "van mau" not in str((line.sentence, line.details))
    answer = client.get("/nhat-ky/danh-sach.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).worksheets[0]
    assert sheet["A1"].value == "NHẬT KÝ"


def test_a_file_of_the_trail_with_a_day_that_is_none_leads_to_the_page_that_tells_it(
    country: Country, client: Client
) -> None:
    client.force_login(make_person(("leader", country.east)))
    answer = client.get("/nhat-ky/danh-sach.csv?tu=32/1/2026")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/nhat-ky/?tu=32%2F1%2F2026"
    assert not AuditLine.objects.filter(verb="audit.export").exists()
    for odd in ("dia-ban=99999999999999999999", "ai=%00", "viec=x", "ai=" + "x" * 5000):
        assert client.get(f"/nhat-ky/danh-sach.csv?{odd}").status_code == 200
