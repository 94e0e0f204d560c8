"""Lists of the register as files: what the screen shows, all of it, masked as there, and in the trail."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.apps.households.made import WHO, about, home, person
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.households.actions import (
    Decision,
    Recognised,
    correct_person,
    move_household,
    recognise_household,
    record_death,
)
from giamngheo.apps.households.models import FormerNumber, Household
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.components import exporting
from giamngheo.web.staff.registry import exported, listing

pytestmark = pytest.mark.django_db

NUMBER, MASKED = "999180000001", "999••••••001"


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def family(country: Country) -> Household:
    made = home(country.east_1, "Mẫu Thị Hoà", "=Mẫu Văn Con")
    told = {
        "sex": "female",
        "personal_number": NUMBER,
        "birth_date": date(1980, 1, 1),
        "birth_precision": "year",
        "social_assistance": ["elderly", "orphan"],
        "has_health_insurance": True,
        "phone": "0000000001",
    }
    correct_person(person("Mẫu Thị Hoà"), told, about(), WHO)
    return made


@pytest.fixture
def officer(country: Country, client: Client) -> Client:
    user = make_person(("officer", country.east))
    user.full_name = "Trình Thị Cán"
    user.save()
    client.force_login(user)
    return client


def rows(client: Client, address: str) -> list[list[str]]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def book(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return openpyxl.load_workbook(io.BytesIO(answer.getvalue()))


def under(lines: Sequence[Sequence[Any]], heading: str) -> list[dict[str, Any]]:
    """The rows under the line that begins with a heading, by the words of its columns."""
    start = next(place for place, line in enumerate(lines) if line[0] == heading)
    return [
        dict(zip(lines[start], line, strict=True)) for line in lines[start + 1 :] if str(line[0]).isdigit()
    ]


def test_the_file_has_the_households_of_the_list_and_no_other(
    family: Household, country: Country, officer: Client
) -> None:
    home(country.east_2, "Thử Văn Hai")
    home(country.west_1, "Lạ Văn Ba")
    told = under(rows(officer, "/so-ho/danh-sach.csv"), "STT")
    assert [(one["Chủ hộ"], one["Nơi ở"], one["Nhân khẩu"]) for one in told] == [
        ("Thử Văn Hai", "Thôn Đông Hai", "1"),
        ("Mẫu Thị Hoà", "Thôn Đông Một", "2"),
    ]
    assert told[1]["Mã hộ"] == family.code
    of_village = under(rows(officer, f"/so-ho/danh-sach.csv?dia-ban={country.east_2.pk}"), "STT")
    assert [one["Chủ hộ"] for one in of_village] == ["Thử Văn Hai"]
    assert len(under(rows(officer, f"/so-ho/danh-sach.csv?dia-ban={country.west_1.pk}"), "STT")) == 2


def test_the_file_says_what_a_household_is_today_as_the_screen_does(
    family: Household, country: Country, officer: Client
) -> None:
    paper = Decision("123/QĐ-UBND", date(2025, 12, 10), "Chủ tịch UBND xã Đông", 2026)
    for day, name in ((date(2024, 12, 10), "poor"), (date(2025, 12, 10), "not_poor")):
        recognise_household(family, Recognised(family.pk, name), paper, about(day), WHO)
    home(country.east_2, "Thử Văn Hai")
    undecided, escaped = under(rows(officer, "/so-ho/danh-sach.csv"), "STT")
    assert (undecided["Loại hộ"], undecided["Nhóm"]) == ("chưa có quyết định", "")
    assert (escaped["Loại hộ"], escaped["Nhóm"]) == ("Hộ không nghèo; mới thoát nghèo", "chủ hộ là nữ")
    for asked, line in (
        ("uu-tien=chu-ho-nu", ["Lọc nhóm", "Chủ hộ là nữ"]),
        ("loai=moi-thoat-ngheo", ["Lọc loại hộ", "Hộ mới thoát nghèo, cận nghèo"]),
    ):
        told = rows(officer, f"/so-ho/danh-sach.csv?{asked}")
        assert [one["Chủ hộ"] for one in under(told, "STT")] == ["Mẫu Thị Hoà"]
        assert line in [one[:2] for one in told]


def test_a_file_that_is_not_filtered_by_group_says_so(
    family: Household, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "FLAGGED_AT_MOST", 0)
    told = rows(officer, "/so-ho/danh-sach.csv?uu-tien=nguoi-co-cong")
    assert [one["Chủ hộ"] for one in under(told, "STT")] == ["Mẫu Thị Hoà"]
    assert any(line[0] == "Lọc nhóm" and "chưa lọc" in line[1] for line in told)


def test_the_people_that_were_found_are_taken_away_as_such(family: Household, officer: Client) -> None:
    told = under(rows(officer, "/so-ho/danh-sach.csv?tim=mau"), "STT")
    assert {one["Họ và tên"] for one in told} == {"'=Mẫu Văn Con", "Mẫu Thị Hoà"}
    assert {one["Hôm nay"] for one in told} == {"trong sổ"}
    assert under(rows(officer, "/so-ho/danh-sach.csv?tim=khong ai"), "STT") == []


def test_a_workbook_says_what_it_is_of_where_and_who_asked(family: Household, officer: Client) -> None:
    page = book(officer, "/so-ho/danh-sach.xlsx").worksheets[0]
    lines = [list(line) for line in page.iter_rows(values_only=True)]
    assert lines[0][0] == "DANH SÁCH HỘ"
    assert {line[0]: line[1] for line in lines[1:5]} | {} == {
        "Địa bàn": "Xã Đông",
        "Ngày": lines[2][1],
        "Người xuất": "Trình Thị Cán",
        "Số hộ": 1,
    }
    assert under(lines, "STT")[0]["Chủ hộ"] == "Mẫu Thị Hoà"


def test_every_member_is_a_row_with_the_words_of_the_paper(family: Household, officer: Client) -> None:
    FormerNumber.objects.create(
        person=person("Mẫu Thị Hoà"), number="099999999", valid=(None, None), recorded_by=family.recorded_by
    )
    page = book(officer, "/so-ho/thanh-vien.xlsx").worksheets[0]
    head, child = under([list(line) for line in page.iter_rows(values_only=True)], "STT")
    assert (head["Mã hộ"], head["Thôn, tổ dân phố"], head["Quan hệ với chủ hộ"]) == (
        family.code,
        "Thôn Đông Một",
        "Chủ hộ",
    )
    assert (head["Số định danh cá nhân"], head["Số chứng minh nhân dân cũ"]) == (NUMBER, "099999999")
    assert (head["Ngày sinh"], head["Giới tính"], head["Có thẻ bảo hiểm y tế"]) == ("1980", "Nữ", "có")
    assert head["Trợ cấp xã hội hằng tháng"] == "Người cao tuổi; Trẻ em mồ côi"
    assert head["Số điện thoại"] == "0000000001"
    assert (child["Họ và tên"], child["Dân tộc"]) == ("=Mẫu Văn Con", None)
    assert page["F8"].data_type != "f"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_who_need_not_know_numbers_gets_them_masked(
    family: Household, country: Country, client: Client, ending: str
) -> None:
    client.force_login(make_person(("village_head", country.east_1)))
    address = f"/so-ho/thanh-vien.{ending}"
    if ending == "csv":
        lines: list[list[Any]] = rows(client, address)
    else:
        lines = [list(line) for line in book(client, address).worksheets[0].iter_rows(values_only=True)]
    assert under(lines, "STT")[0]["Số định danh cá nhân"] == MASKED
    assert NUMBER not in str(lines)


def test_a_member_who_died_is_not_in_the_list_and_a_household_that_left_neither(
    family: Household, country: Country, officer: Client
) -> None:
    record_death(person("=Mẫu Văn Con"), about(date(2026, 1, 1)), WHO)
    assert len(under(rows(officer, "/so-ho/thanh-vien.csv"), "STT")) == 1
    move_household(family, country.west_1.pk, about(date(2026, 2, 1)), WHO)
    assert under(rows(officer, "/so-ho/thanh-vien.csv"), "STT") == []


def test_each_file_is_one_line_of_the_trail_without_what_was_looked_for(
    family: Household, country: Country, officer: Client
) -> None:
    officer.get("/so-ho/danh-sach.csv?tim=mau thi hoa").getvalue()
    officer.get(f"/so-ho/thanh-vien.xlsx?dia-ban={country.east_1.pk}").getvalue()
    first, second = AuditLine.objects.filter(verb="households.export").order_by("pk")
    assert first.sentence == "Xuất «Người tìm thấy» của xã Đông: 1 dòng, tệp .csv"
    assert first.actor_name == "Trình Thị Cán" and first.area_id == country.east.pk
    assert second.sentence == "Xuất «Hộ và thành viên» của thôn Đông Một: 2 dòng, tệp .xlsx"
    assert second.area_id == country.east_1.pk
    assert "hoa" not in str((first.sentence, first.details))


def test_names_of_files_have_no_accents(family: Household, officer: Client) -> None:
    for address, start in (
        ("/so-ho/danh-sach.csv", "danh-sach-ho-xa-dong-20"),
        ("/so-ho/thanh-vien.xlsx", "ho-va-thanh-vien-xa-dong-20"),
        ("/so-ho/mau-danh-sach.xlsx", "mau-danh-sach-ho.xlsx"),
    ):
        answer = officer.get(address)
        answer.getvalue()
        named = answer.headers["Content-Disposition"]
        assert f'filename="{start}' in named and named.isascii()


def test_a_list_is_asked_for_in_chunks_each_with_the_same_few_questions(
    country: Country, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    for place in range(5):
        home(country.east_1, f"Mẫu Văn A{place * 'n'}", "Mẫu Văn Con")
    asked = []
    for address in ("/so-ho/danh-sach.csv", "/so-ho/thanh-vien.csv"):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            told = under(rows(officer, address), "STT")
        asked.append(len(captured))
        assert [int(one["STT"]) for one in told] == list(range(1, len(told) + 1))
    # Three chunks and an empty one: five questions more for each that has members.
    assert asked[1] - asked[0] <= 3 * 7


def test_a_file_is_as_its_person_sees_it_also_while_it_is_on_its_way(
    family: Household, country: Country, officer: Client
) -> None:
    home(country.west_1, "Lạ Văn Ba")
    answer = officer.get("/so-ho/danh-sach.csv")
    officer.force_login(make_person(("officer", country.west)))
    told = answer.getvalue().decode()
    assert "Mẫu Thị Hoà" in told and "Lạ Văn Ba" not in told


@pytest.mark.parametrize(
    "asked", ["tim=%00", "tim=" + "x" * 5000, "dia-ban=abc", "dia-ban=99999999999999999999", "sau=-1&tim=%27"]
)
def test_what_cannot_be_asked_for_gives_a_file_without_it(
    family: Household, officer: Client, asked: str
) -> None:
    for address in ("danh-sach.csv", "danh-sach.xlsx", "thanh-vien.csv"):
        answer = officer.get(f"/so-ho/{address}?{asked}")
        assert (answer.status_code, bool(answer.getvalue())) == (200, True)
        assert officer.post(f"/so-ho/{address}?{asked}").status_code == 405


def test_the_blank_has_the_own_villages_and_the_words_of_the_paper_to_choose_from(
    country: Country, officer: Client
) -> None:
    made = book(officer, "/so-ho/mau-danh-sach.xlsx")
    page, lists = made.worksheets
    assert lists.sheet_state == "hidden"
    headings = [cell.value for cell in page[4]]
    assert headings[:4] == ["STT", "Mã hộ", "Số hộ", "Thôn, tổ dân phố"]
    assert headings[1:] == list(exported.MEMBERS.schema)[1:]
    chosen = {}
    for rule in page.data_validations.dataValidation:
        if rule.type == "list":
            letter = str(rule.sqref)[0:2].rstrip("0123456789:")
            source = rule.formula1.split("!")[1].replace("$", "")
            chosen[page[f"{letter}4"].value] = [cell.value for (cell,) in lists[source]]
    assert chosen["Thôn, tổ dân phố"] == ["Thôn Đông Hai", "Thôn Đông Một"]
    assert chosen["Giới tính"] == ["Nam", "Nữ"]
    assert chosen["Có khả năng lao động"] == ["có", "không"]
    assert len(chosen["Dân tộc"]) == 54
    numbers = headings.index("Số định danh cá nhân")
    assert page.cell(5, numbers + 1).number_format == "@"
    assert {column.number_format for column in page.column_dimensions.values()} == {"@"}
    samples = list(page.iter_rows(min_row=5, values_only=True))
    assert [line[0] for line in samples] == ["mẫu", "mẫu"]
    assert samples[0][numbers] == "999080000015"
