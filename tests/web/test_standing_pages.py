"""What a household is by date, in the browser: decisions, causes, needs, the notebook, photos and papers."""

import csv
import html
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.apps.households.made import WHO, about, home, person
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.households.actions import (
    CauseSaid,
    Decision,
    Recognised,
    add_need,
    correct_person,
    note_household,
    recognise,
    recognise_household,
    set_causes,
)
from giamngheo.apps.households.models import Cause, Event, Household, Need, Note, Paper, Recognition
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.staff.registry import listing, notebook

pytestmark = pytest.mark.django_db

Y24, Y25 = date(2024, 12, 10), date(2025, 12, 10)
PAPER = Decision("123/QĐ-UBND", Y25, "Chủ tịch UBND xã Đông", 2026)
PDF = b"%PDF-1.7 made up"


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def family(country: Country) -> Household:
    return home(country.east_1, "Mẫu Thị Hoà", "Mẫu Văn Con")


@pytest.fixture
def officer(country: Country, client: Client) -> Client:
    client.force_login(make_person(("officer", country.east)))
    return client


@pytest.fixture
def head(country: Country) -> User:
    return make_person(("village_head", country.east_1))


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def send(client: Client, address: str, **typed: object) -> str:
    answer = client.post(address, {name.replace("_", "-"): one for name, one in typed.items()})
    assert answer.status_code in {302, 422}, answer.status_code
    return html.unescape(answer.content.decode()) if answer.status_code == 422 else ""


def decide(household: Household, day: date, name: str, **more: Any) -> None:
    recognise_household(household, Recognised(household.pk, name, **more), PAPER, about(day), WHO)


def test_a_decision_is_written_on_its_form_and_told_on_the_page_with_what_is_missing(
    family: Household, officer: Client
) -> None:
    address = f"/so-ho/{family.code}/cong-nhan/"
    assert "Nguồn nước sinh hoạt" in page(officer, address)
    said = {"loai": "poor", "ngay": "10/12/2024", "thieu_hut": ["water", "toilet", "employment"], "b2": "30"}
    assert send(officer, address, **said) == ""
    assert send(officer, address, loai="not_poor", ngay="10/12/2025", so="9/QĐ-UBND", khong_thieu="1") == ""
    told = page(officer, f"/so-ho/{family.code}/")
    for words in (
        "Tình trạng theo quyết định (2)",
        "phát sinh mới",
        "thoát nghèo",
        "chưa có số, chưa có ngày",
        "9/QĐ-UBND, chưa có ngày",
        "mới thoát nghèo đến hết 10/12/2028",
        "Không thiếu hụt chỉ số nào",
        "Công nhận theo quyết định",
    ):
        assert words in told, words
    before = page(officer, f"/so-ho/{family.code}/?ngay=1/9/2025")
    assert "3/12 chỉ số" in before and "mới thoát nghèo" not in before
    lacks = [before.index(f'<li value="{number}">') for number in (1, 9, 10)]
    assert lacks == sorted(lacks)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"loai": ""}, "Chưa chọn loại hộ"),
        ({"ngay": ""}, "Chưa có ngày"),
        ({"ngay": "32/1/2025"}, 'id="ngay-loi"'),
        ({"ngay": "1/1/2100"}, "chưa tới"),
        ({"ngay_quyet_dinh": "1/1/2100"}, "chưa tới"),
        ({"ngay_quyet_dinh": "hôm qua"}, 'id="ngay-quyet-dinh-loi"'),
        ({"nam": "26"}, "Năm không hợp lệ"),
        ({"b1": "một"}, "Điểm không hợp lệ"),
        ({"b2": "1000"}, "Điểm không hợp lệ"),
        ({"thieu_hut": "bay"}, "không có chỉ số «bay»"),
        ({"thieu_hut": "water", "khong_thieu": "1"}, "giữ một trong hai"),
        ({"thieu_hut": "water", "b2": "30"}, "ứng với 10 điểm"),
        ({"so": "x\0y", "ngay": ""}, 'value="xy"'),
        ({"so": "x" * 5000, "ngay": ""}, "Chưa có ngày"),
    ],
)
def test_a_decision_that_cannot_be_is_told_and_what_was_typed_stays(
    family: Household, officer: Client, typed: dict[str, str], told: str
) -> None:
    whole = {"loai": "poor", "ngay": "10/12/2024", "co_quan": "Chủ tịch xã Mẫu", **typed}
    said_back = send(officer, f"/so-ho/{family.code}/cong-nhan/", **whole)
    if "\0" not in typed.get("so", ""):
        assert told in said_back
    assert 'value="Chủ tịch xã Mẫu"' in said_back
    assert not Recognition.objects.exists()


def test_the_indicators_shown_are_those_of_the_day_typed(family: Household, officer: Client) -> None:
    answer = officer.post(
        f"/so-ho/{family.code}/cong-nhan/", {"doi": "1", "ngay": "10/12/2019", "so": "số cũ"}
    )
    told = html.unescape(answer.content.decode())
    assert answer.status_code == 200
    assert "Tiếp cận các dịch vụ y tế" in told and "Dinh dưỡng" not in told and "số cũ" in told


def test_pages_of_days_before_every_standard_tell_what_there_is(family: Household, officer: Client) -> None:
    said = {"loai": "poor", "ngay": "10/12/2010", "khong_thieu": "1", "b2": "0"}
    assert send(officer, f"/so-ho/{family.code}/cong-nhan/", **said) == ""
    assert "Tình trạng theo quyết định (1)" in page(officer, f"/so-ho/{family.code}/?ngay=1/1/2011")
    assert "Chưa có quyết định công nhận" in page(officer, f"/so-ho/{family.code}/?ngay=1/1/1990")


def test_a_decision_on_a_list_is_not_taken_back_on_the_page_of_one_household(
    family: Household, country: Country, officer: Client
) -> None:
    other = home(country.east_2, "Thử Văn Hai")
    rows = [Recognised(family.pk, "poor"), Recognised(other.pk, "poor")]
    (event,) = recognise(rows, PAPER, about(Y25), WHO)
    assert f'value="{event.pk}"' not in page(officer, f"/so-ho/{family.code}/")
    undo = officer.post(f"/so-ho/{family.code}/hoan-tac/", {"viec": event.pk, "ly-do": "thử"})
    assert undo.status_code == 422
    assert Recognition.objects.filter(superseded_by=None).count() == 2


def test_the_list_is_filtered_by_class_and_flag_with_counts_that_agree(
    family: Household, country: Country, officer: Client
) -> None:
    correct_person(person("Mẫu Thị Hoà"), {"sex": "female"}, about(), WHO)
    near, left = home(country.east_2, "Thử Văn Hai"), home(country.east_2, "Trình Văn Ba")
    far = home(country.west_1, "Ví Văn Tây")
    for one, steps in {
        family: ["poor"],
        near: ["poor", "near_poor"],
        left: ["near_poor", "not_poor"],
        far: ["poor"],
    }.items():
        for day, name in zip((Y24, Y25), steps, strict=False):
            decide(one, day, name)
    whole = page(officer, "/so-ho/")
    for words in ("Hộ nghèo (1)", "Hộ cận nghèo (1)", "Hộ mới thoát nghèo, cận nghèo (1)", "mới thoát nghèo"):
        assert words in whole, words
    for query, count, name in (
        ("loai=ho-ngheo", 1, "Mẫu Thị Hoà"),
        ("loai=ho-can-ngheo", 1, "Thử Văn Hai"),
        ("loai=moi-thoat-ngheo", 1, "Trình Văn Ba"),
        ("uu-tien=chu-ho-nu", 1, "Mẫu Thị Hoà"),
        ("uu-tien=chu-ho-nu&loai=ho-ngheo", 1, "Mẫu Thị Hoà"),
    ):
        told = page(officer, f"/so-ho/?{query}")
        assert f"{count} hộ đang trong sổ" in told and name in told, query
    assert "0 hộ đang trong sổ" in page(officer, "/so-ho/?uu-tien=chu-ho-nu&loai=ho-can-ngheo")
    assert "0 hộ đang trong sổ" in page(officer, "/so-ho/?loai=chua-co-quyet-dinh")
    assert "3 hộ đang trong sổ" in page(officer, "/so-ho/?loai=bay&uu-tien=bay")
    assert "1 người khớp" in page(officer, "/so-ho/?tim=van&loai=ho-can-ngheo")
    assert "2 người khớp" in page(officer, "/so-ho/?tim=mau&uu-tien=chu-ho-nu")


def test_a_flag_is_not_reckoned_for_more_households_than_a_page_bears(
    family: Household, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(family, Y25, "poor")
    monkeypatch.setattr(listing, "FLAGGED_AT_MOST", 0)
    told = page(officer, "/so-ho/?uu-tien=chu-ho-nu")
    assert "chọn thêm loại hộ" in told and "1 hộ đang trong sổ" in told
    assert "0 hộ đang trong sổ" in page(officer, "/so-ho/?uu-tien=chu-ho-nu&loai=ho-can-ngheo")


def test_causes_are_ranked_on_a_form_that_begins_with_what_stands(family: Household, officer: Client) -> None:
    address = f"/so-ho/{family.code}/nguyen-nhan/"
    said = {"thu_1": "labour", "thu_2": "other", "ro": "lũ quét", "ngay": "1/9/2026", "giay_to": "biên bản 3"}
    assert send(officer, address, **said) == ""
    assert list(Cause.objects.order_by("rank").values_list("cause", "words")) == [
        ("labour", ""),
        ("other", "lũ quét"),
    ]
    assert 'value="lũ quét"' in page(officer, address)
    told = page(officer, f"/so-ho/{family.code}/")
    assert "Không có hoặc thiếu lao động" in told and "theo biên bản 3" in told
    for typed, why in (
        ({"ngay": ""}, "Chưa có ngày"),
        ({"thu_1": "labour", "thu_2": "labour"}, "hai lần"),
        ({"thu_1": "bay"}, "Không có nguyên nhân"),
        ({"thu_1": "other"}, "chưa ghi rõ"),
        ({"ngay": "1/1/2020"}, "đã ghi việc từ ngày"),
    ):
        assert why in send(officer, address, **{"ngay": "2/9/2026", **typed})


def test_a_need_is_written_down_and_ends_when_it_is_met(family: Household, officer: Client) -> None:
    address = f"/so-ho/{family.code}/nhu-cau/"
    assert send(officer, address, nhu_cau="credit", ro="nuôi bò", ngay="1/9/2026") == ""
    need = Need.objects.get()
    assert "Chưa chọn nhu cầu" in send(officer, address, nhu_cau="bay", ngay="1/9/2026")
    assert "Chưa có ngày" in send(officer, address, het=need.pk)
    assert "không còn trong sổ" in send(officer, address, het=10**17)
    assert send(officer, address, het=need.pk, **{f"ngay_{need.pk}": "1/10/2026"}, ly_do="đã vay") == ""
    assert "Đang cần (0)" in page(officer, address)
    assert "nuôi bò" in page(officer, f"/so-ho/{family.code}/?ngay=15/9/2026")


def test_the_village_head_notes_and_visits_households_of_the_village_and_of_no_other(
    family: Household, country: Country, client: Client, head: User
) -> None:
    other = home(country.east_2, "Thử Văn Hai")
    client.force_login(head)
    told = page(client, "/so-tay/")
    assert "Mẫu Thị Hoà" in told and "Thử Văn Hai" not in told and "Chưa thăm năm 2026 (1)" in told
    address = f"/so-ho/{family.code}/so-tay/"
    assert (
        send(client, address, viec="tham", noi_dung="Mái bếp dột", ngay="1/9/2026", ai="Mẫu Trưởng Thôn")
        == ""
    )
    assert send(client, address, viec="ghi-chu", noi_dung="Con học nghề", ngay="2/9/2026") == ""
    told = page(client, "/so-tay/")
    assert "Thăm 01/09/2026" in told and "Mái bếp dột" in told and "Con học nghề" in told
    assert "đã ghi cho ngày" in send(
        client, address, viec="ghi-chu", noi_dung="Con học nghề", ngay="2/9/2026"
    )
    send(client, address, viec="ghi-chu", noi_dung=" Mái dột\r\n\r\n\r\nchờ  thợ\0", ngay="3/9/2026")
    assert Note.objects.latest("pk").words == "Mái dột\n\nchờ thợ"
    assert "Mọi hộ đều đã được thăm" in page(client, "/so-tay/?chua-tham=1")
    assert "Mẫu Trưởng Thôn" in page(client, f"/so-ho/{family.code}/")
    assert client.get(f"/so-ho/{other.code}/so-tay/").status_code == 404
    sent = {"viec": "tham", "noi-dung": "x", "ngay": "1/9/2026"}
    assert client.post(f"/so-ho/{other.code}/so-tay/", sent).status_code == 404
    assert client.get(f"/so-ho/{family.code}/cong-nhan/").status_code == 403
    for typed, why in (
        ({"noi_dung": ""}, "Chưa ghi nội dung"),
        ({"viec": "bay"}, "Chưa chọn"),
        ({"ngay": "32/1"}, 'id="ngay-loi"'),
        ({"ngay": "1/1/2100"}, "chưa tới"),
        ({"noi_dung": "dài " * 600}, "dài hơn 2000"),
    ):
        whole = {"viec": "tham", "noi_dung": "thấy", "ngay": "1/9/2026", "ai": "Ai Đó Mẫu", **typed}
        assert why in (told := send(client, address, **whole)) and "Ai Đó Mẫu" in told


def test_an_own_note_is_put_aside_with_a_reason_and_nobody_elses(
    family: Household, country: Country, client: Client, head: User
) -> None:
    event = note_household(family, "của người khác", about(), WHO)
    client.force_login(head)
    address = f"/so-ho/{family.code}/so-tay/"
    send(client, address, viec="ghi-chu", noi_dung="nhầm hộ", ngay="1/9/2026")
    own = Event.objects.get(actor_id=head.pk)
    assert client.post(f"{address}bo/", {"viec": event.pk, "ly-do": "x"}).status_code == 404
    assert client.post(f"{address}bo/", {"viec": family.recorded_by_id, "ly-do": "x"}).status_code == 404
    assert "ghi lý do" in send(client, f"{address}bo/", viec=own.pk)
    assert send(client, f"{address}bo/", viec=own.pk, ly_do="nhầm hộ") == ""
    assert Note.objects.filter(superseded_by=None).count() == 1


def test_the_notebook_is_read_page_by_page(
    country: Country, client: Client, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook, "ON_A_PAGE", 2)
    for name in ("An", "Bình", "Cúc"):
        home(country.east_1, f"Mẫu Văn {name}")
    client.force_login(head)
    first = page(client, "/so-tay/")
    assert "Mẫu Văn An" in first and "Mẫu Văn Cúc" not in first and "Tất cả (3)" in first
    last = Household.objects.get(head_name="Mẫu Văn Bình").pk
    assert "Mẫu Văn Cúc" in page(client, f"/so-tay/?sau={last}")
    assert "Mẫu Văn An" in page(client, f"/so-tay/?dia-ban={'9' * 30}&sau=x")


def test_the_notebook_is_taken_away_with_its_filter_and_without_a_neighbours_households(
    family: Household, country: Country, client: Client, head: User
) -> None:
    note_household(family, "=Mái bếp dột", about(date(2026, 9, 1)), WHO, is_visit=True)
    note_household(family, "Con học nghề", about(date(2026, 9, 2)), WHO)
    home(country.east_1, "Mẫu Văn An")
    home(country.east_2, "Thử Văn Hai")
    client.force_login(head)

    def told(asked: str = "") -> list[list[str]]:
        answer = client.get(f"/so-tay/danh-sach.csv{asked}")
        lines = csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
        return [line for line in lines if line and line[0].isdigit()]

    first, second = told()
    assert (first[1], first[-4:]) == ("Mẫu Văn An", ["", "", "", ""])
    assert second[1:4] == ["Mẫu Thị Hoà", family.code, "chưa có quyết định"]
    assert second[-4:] == ["01/09/2026", "'=Mái bếp dột", "02/09/2026", "Con học nghề"]
    assert [line[1] for line in told("?chua-tham=1")] == ["Mẫu Văn An"]
    assert told(f"?dia-ban={country.east_2.pk}") == []
    assert [told(f"?dia-ban={odd}") != [] for odd in ("9" * 30, "abc", "%00")] == [True] * 3
    assert "/so-tay/danh-sach.xlsx?chua-tham=1" in page(client, "/so-tay/?chua-tham=1")
    assert client.get("/so-tay/danh-sach.xlsx").getvalue()[:2] == b"PK"
    lines = AuditLine.objects.filter(verb="households.export").order_by("pk")
    assert lines[0].sentence == "Xuất «Sổ tay» của thôn Đông Một: 2 dòng, tệp .csv"
    assert {line.area_id for line in lines} == {country.east_1.pk}


def upload(client: Client, household: Household, content: bytes, name: str = "anh.pdf", **more: str) -> Any:
    sent = {"ten": "Giấy ra viện", "ngay": "1/9/2026", "tep": SimpleUploadedFile(name, content), **more}
    return client.post(f"/so-ho/{household.code}/tep/", sent)


def test_a_paper_is_handed_out_as_a_file_to_who_may_see_the_household_and_to_nobody_else(
    family: Household, country: Country, client: Client, head: User
) -> None:
    client.force_login(head)
    assert upload(client, family, PDF).status_code == 302
    paper = Paper.objects.get()
    address = f"/so-ho/{family.code}/tep/{paper.pk}/"
    assert "Giấy ra viện" in page(client, f"/so-ho/{family.code}/")
    answer = client.get(address)
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "Gi%E1%BA%A5y%20ra%20vi%E1%BB%87n.pdf" in answer["Content-Disposition"]
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")
    assert "no-store" in answer["Cache-Control"]
    assert AuditLine.objects.filter(verb="households.read_paper", actor_id=head.pk).count() == 1
    neighbour = home(country.east_1, "Mẫu Văn Khác")
    assert client.get(f"/so-ho/{neighbour.code}/tep/{paper.pk}/").status_code == 404
    assert client.get(f"/so-ho/{family.code}/tep/{'9' * 30}/").status_code == 404
    for role, place, status in (
        ("health", country.east, 200),
        ("officer", country.west, 404),
        ("village_head", country.east_2, 404),
        ("radio", country.east, 403),
    ):
        client.force_login(make_person((role, place)))
        assert client.get(address).status_code == status, role
    client.force_login(make_person(("reviewer", country.east)))
    assert client.post(f"{address}bo/", {"ly-do": "x"}).status_code == 404
    client.force_login(head)
    assert "ghi lý do" in send(client, f"{address}bo/")
    assert send(client, f"{address}bo/", ly_do="nhầm hộ") == ""
    assert client.get(address).status_code == 404


def test_a_file_that_is_not_what_its_name_says_is_refused_and_what_was_typed_stays(
    family: Household, officer: Client, data: Path
) -> None:
    for content, name, why in (
        (b"<script>", "anh.jpg", "không phải ảnh"),
        (b"", "anh.png", "rỗng"),
        (b"%PDF-" + b"0" * (10 * 1024 * 1024), "to.pdf", "lớn hơn 10 MB"),
    ):
        answer = upload(officer, family, content, name)
        told = html.unescape(answer.content.decode())
        assert answer.status_code == 422 and why in told and 'value="Giấy ra viện"' in told
    answer = officer.post(f"/so-ho/{family.code}/tep/", {"ten": "", "ngay": ""})
    assert "Chưa chọn tệp" in html.unescape(answer.content.decode())
    assert upload(officer, family, PDF, ten='x"\r\nSet-Cookie: a=b').status_code == 302
    paper = Paper.objects.get()
    assert "\n" not in officer.get(f"/so-ho/{family.code}/tep/{paper.pk}/")["Content-Disposition"]
    (data / "files" / paper.stored).unlink()
    answer = officer.get(f"/so-ho/{family.code}/tep/{paper.pk}/")
    assert answer.status_code == 404 and "bản sao lưu" in html.unescape(answer.content.decode())


def test_a_worker_of_low_income_is_recognised_on_the_page_of_the_person(
    family: Household, officer: Client
) -> None:
    who = person("Mẫu Văn Con")
    address = f"/so-ho/nguoi/{who.pk}/thu-nhap-thap/"
    assert "Công nhận" in page(officer, address)
    assert "Chưa có ngày" in send(officer, address, viec="cong-nhan")
    assert send(officer, address, viec="cong-nhan", ngay="1/9/2025", so="5/QĐ-UBND") == ""
    assert "5/QĐ-UBND" in page(officer, f"/so-ho/nguoi/{who.pk}/")
    assert "người lao động có thu nhập thấp" in page(officer, f"/so-ho/{family.code}/")
    assert "trùng thời gian" in send(officer, address, viec="cong-nhan", ngay="1/10/2025")
    assert send(officer, address, viec="thoi", ngay="1/10/2025") == ""
    assert officer.get("/so-ho/nguoi/999999/thu-nhap-thap/").status_code == 404


def test_pages_ask_the_same_number_of_questions_for_more_rows(
    family: Household, country: Country, officer: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        decide(family, date(2022 + number, 3, 1), "poor", deprivations=["water"])
        set_causes(family, [CauseSaid("capital")], about(date(2026, 1, 1 + number)), WHO)
        add_need(family, "credit", f"lần {number}", about(), WHO)
        note_household(family, f"ghi {number}", about(), WHO, is_visit=bool(number % 2))
        home(country.east_1, "Mẫu Văn Thêm")
    for address in ("/so-ho/", "/so-ho/?uu-tien=tre-em", f"/so-ho/{family.code}/", "/so-tay/"):
        with django_assert_max_num_queries(40):
            page(officer, address)
