"""Pages of the plan of a round and of the photos of what happened: written by who leads, read by who sees."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.apps.reviews.made import LACKS, OFFICER, agreed, case_of, listed_family, opened, reviewed
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.reviews.actions import save_plan
from giamngheo.apps.reviews.models import Attachment, Happening, Plan, Round
from giamngheo.apps.reviews.planned import Member, Planned, as_said

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(settings: LazySettings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


@pytest.fixture
def one(country: Country) -> Round:
    return opened(country)


def signed_in(*held: tuple[str, object]) -> Client:
    client = Client()
    client.force_login(make_person(*held))  # type: ignore[arg-type]
    return client


@pytest.fixture
def officer(country: Country) -> Client:
    return signed_in(("officer", country.east))


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def value_of(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" (?:value="([^"]*)"|[^>]*>([^<]*)</textarea>)', page)
    assert found is not None, name
    return found[1] or found[2] or ""


def test_a_first_plan_has_the_steps_of_the_law_and_is_saved_as_typed(
    country: Country, one: Round, officer: Client
) -> None:
    reviewer = make_person(("reviewer", country.east_1))
    page = text(officer, f"/ra-soat/{one.pk}/ke-hoach/")
    assert value_of(page, "lich-0-viec") == "Lập danh sách hộ gia đình cần rà soát"
    assert (value_of(page, "lich-0-tu"), value_of(page, "lich-5-den")) == ("01/09/2026", "14/12/2026")
    assert value_of(page, "lich-1-tu") == ""
    assert value_of(page, "lich-8-viec") == ""  # rows to write in, without a script
    assert 'name="kinh-phi-2-khoan"' in page
    sent = {
        "ban": "0",
        "nguon": "Ngân sách xã",
        "lich-0-viec": "Tập huấn",
        "lich-0-tu": "3/9/2026",
        "lich-7-viec": "Họp dân",
        "to-1-tai-khoan": f"{reviewer.full_name} ({reviewer.username})",
        "to-1-thon": "thon dong mot",
        "to-1-ngay": "3/9/2026",
        "to-1-roi": "1",
        "kinh-phi-0-khoan": "Công",
        "kinh-phi-0-luong": "1,5",
        "kinh-phi-0-gia": "150.000",
    }
    answer = officer.post(f"/ra-soat/{one.pk}/ke-hoach/", sent)
    assert answer.headers["Location"] == f"/ra-soat/{one.pk}/ke-hoach/"
    said = as_said(Plan.objects.get())
    assert [task.task for task in said.schedule] == ["Tập huấn", "Họp dân"]
    assert said.team == (
        Member(reviewer.full_name, "", country.east_1.pk, reviewer.pk, date(2026, 9, 3), is_trained=True),
    )
    assert said.cost == 225_000
    page = text(officer, f"/ra-soat/{one.pk}/ke-hoach/")
    for words in ("Ngân sách xã", "225.000", "đã tập huấn 03/09/2026", "Thôn Đông Một"):
        assert words in page
    page = text(officer, f"/ra-soat/{one.pk}/")
    assert "Người rà soát theo" in page
    assert "đã tập huấn 03/09/2026" in page
    page = text(officer, f"/ra-soat/{one.pk}/ke-hoach/?sua=1")
    assert value_of(page, "kinh-phi-0-tien") == "225.000"
    drawn = officer.post(f"/ra-soat/{one.pk}/van-ban/review_plan/")
    assert drawn.status_code == 302
    assert drawn.headers["Location"].startswith("/van-ban/")


def test_more_rows_and_what_is_wrong_lose_nothing_that_was_typed(one: Round, officer: Client) -> None:
    address = f"/ra-soat/{one.pk}/ke-hoach/"
    sent = {
        "ban": "0",
        "lich-2-viec": "Rà soát <b>",
        "lich-2-tu": "32/9/2026",
        "kinh-phi-0-khoan": "In",
        "kinh-phi-0-luong": "hai",
        "kinh-phi-1-khoan": "Công",
        "kinh-phi-1-luong": "2",
        "kinh-phi-1-gia": "100",
        "kinh-phi-1-tien": "300",
        "to-0-ten": "Thử",
        "to-0-thon": "Thôn ở đâu đó",
        "to-0-tai-khoan": "khong-ai",
        "nguon": "x" * 400,
        "phan-cong-0-ai": "chữ\0 ẩn",
        "lich-99999999999999999999-viec": "không có dòng này",
    }
    more = officer.post(address, sent | {"them": "kinh-phi"})
    assert more.status_code == 200
    page = more.content.decode()
    assert value_of(page, "lich-0-viec") == "Rà soát &lt;b&gt;"
    assert value_of(page, "kinh-phi-11-khoan") == ""
    assert "kinh-phi-12-khoan" not in page
    answer = officer.post(address, sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    for name in ("lich-0-tu", "kinh-phi-0-luong", "to-0-thon", "to-0-tai-khoan", "nguon"):
        assert f'id="{name}-loi"' in page, name
    assert value_of(page, "lich-0-tu") == "32/9/2026"
    assert value_of(page, "phan-cong-0-ai") == "chữ ẩn"
    sent = {name: said for name, said in sent.items() if name.startswith(("ban", "kinh-phi-1"))}
    answer = officer.post(address, sent)
    assert answer.status_code == 422
    assert "là 200 đồng, không phải 300" in answer.content.decode()
    assert not Plan.objects.exists()


def test_who_saved_meanwhile_is_named_and_what_was_typed_stays(one: Round, officer: Client) -> None:
    save_plan(one, Planned(cost_source="Ngân sách xã"), 0, OFFICER)
    answer = officer.post(f"/ra-soat/{one.pk}/ke-hoach/", {"ban": "0", "nguon": "Nguồn của tôi"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Thử Cán Bộ đã lưu bản 1" in page
    assert "Nguồn của tôi" in page


def test_versions_are_read_by_who_sees_the_round_and_written_by_who_leads_it(
    country: Country, one: Round
) -> None:
    address = f"/ra-soat/{one.pk}/ke-hoach/"
    head = signed_in(("village_head", country.east_2))
    assert "chưa có kế hoạch" in text(head, address)
    save_plan(one, Planned(cost_source="Nguồn cũ"), 0, OFFICER)
    save_plan(one, Planned(cost_source="Nguồn mới", parent_plan="Kế hoạch thử 1"), 1, OFFICER)
    assert "Kế hoạch thử 1" in text(head, address)
    page = text(head, f"{address}?ban=1")
    assert "đã được thay" in page
    for odd in ("?ban=99999999999999999999", "?ban=\0", "?ban=-1", "?sua=1"):
        assert "Kế hoạch thử 1" in text(head, address + odd)
    assert head.post(address, {"ban": "2"}).status_code == 403
    neighbour = signed_in(("officer", country.west))
    text(neighbour, address, 404)
    assert neighbour.post(address, {"ban": "2"}).status_code == 404
    assert Plan.objects.count() == 2


def met(country: Country) -> Happening:
    home = listed_family(country)
    one = opened(country)
    case = case_of(one, country.east_1)
    reviewed(one, case, {home.pk: LACKS})
    return agreed(case, [home.pk])


def photo(name: str = "anh.pdf", content: bytes = b"%PDF-1.7 thu") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_signed_minutes_are_shown_opened_and_put_aside(country: Country, officer: Client) -> None:
    meeting = met(country)
    case = meeting.case
    address = f"/ra-soat/viec/{meeting.pk}/tep/"
    village = f"/ra-soat/thon/{case.pk}/"
    assert address in text(officer, village)
    assert "Biên bản họp dân đã ký" in text(officer, address)
    for given, title, why in (
        ([photo("x.exe", b"MZ")], "Biên bản của tôi", "Tệp không phải ảnh (JPEG, PNG, WebP) hay PDF"),
        ([], "Biên bản của tôi", "Chưa chọn tệp"),
        ([photo()], "", "Chưa ghi tên"),
    ):
        answer = officer.post(address, {"tep": given, "ten": title})
        assert answer.status_code == 422
        assert why in answer.content.decode()
        assert f'value="{title}"' in answer.content.decode()
    answer = officer.post(address, {"tep": [photo(), photo()], "ten": "Biên bản đã ký"})
    assert answer.headers["Location"] == f"{village}#da-ghi"
    first = Attachment.objects.order_by("pk")[0]
    page = text(officer, village)
    assert "Biên bản đã ký (1)" in page
    answer = officer.get(f"/ra-soat/tep/{first.pk}/")
    assert answer.content == b"%PDF-1.7 thu"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "Biên bản đã ký (2)" in text(signed_in(("village_head", country.east_1)), village)
    for stranger in (signed_in(("village_head", country.east_2)), signed_in(("officer", country.west))):
        text(stranger, f"/ra-soat/tep/{first.pk}/", 404)
        assert stranger.post(f"/ra-soat/tep/{first.pk}/bo/", {"ly-do": "x"}).status_code in {403, 404}
        assert stranger.post(address, {"tep": photo(), "ten": "x"}).status_code in {403, 404}
    assert officer.post(f"/ra-soat/tep/{first.pk}/bo/", {"ly-do": ""}).status_code == 422
    assert officer.post(f"/ra-soat/tep/{first.pk}/bo/", {"ly-do": "chụp mờ"}).status_code == 302
    text(officer, f"/ra-soat/tep/{first.pk}/", 404)
    page = text(officer, village)
    assert "Ảnh, giấy tờ đã bỏ (1)" in page
    assert "chụp mờ" in page


def test_a_file_that_is_gone_and_odd_numbers_are_told_and_never_break(
    country: Country, officer: Client, tmp_path: Path
) -> None:
    meeting = met(country)
    case = meeting.case
    officer.post(f"/ra-soat/viec/{meeting.pk}/tep/", {"tep": photo(), "ten": "Biên bản"})
    kept = Attachment.objects.get()
    (tmp_path / "files" / kept.stored).unlink()
    assert "bản sao lưu" in text(officer, f"/ra-soat/tep/{kept.pk}/", 404)
    for address in (f"viec/{10**30}/tep", f"tep/{10**30}", "viec/0/tep", "tep/0", f"{10**30}/ke-hoach"):
        text(officer, f"/ra-soat/{address}/", 404)
    first = Happening.objects.filter(case=case).order_by("pk")[0]
    text(officer, f"/ra-soat/viec/{first.pk}/tep/", 404)  # that it was opened has no paper
