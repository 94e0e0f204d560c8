"""A change of units in the browser: from a file to a draft, to two people, in force and back."""

import csv
import io
import re
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.actions import prepare
from giamngheo.foundation.areas.models import Area, Batch, Version
from giamngheo.foundation.areas.states import BatchState
from giamngheo.foundation.audit.actions import SYSTEM
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.staff.areas import batches, new_batch

pytestmark = pytest.mark.django_db
HEADINGS = ("Việc", "Mã", "Mã mới", "Tên mới", "Loại", "Thuộc (mã)", "Trọn", "Tỷ lệ")


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def author(country: Country) -> User:
    return make_person(("administrator", country.east))


@pytest.fixture
def second(country: Country) -> User:
    return make_person(("leader", country.east))


def a_file(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> SimpleUploadedFile:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((headings, *rows)):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile("đợt.xlsx", content.getvalue())


RENAME = ("đổi tên", "east-1", "", "Đông Nhất")


def send(client: Client, file: SimpleUploadedFile | None, **changed: str) -> str:
    form = {"ten": "Đổi tên thôn", "van-ban": "NQ 1/2026", "ngay": "1/1/2026"} | changed
    answer = client.post("/dia-ban/dot/moi/", {**form, **({"tep": file} if file else {})}, follow=True)
    return answer.content.decode()


def do(client: Client, person: User, batch: Batch, deed: str, reason: str = "") -> int:
    client.force_login(person)
    return client.post(f"/dia-ban/dot/{batch.pk}/viec/", {"viec": deed, "ly-do": reason}).status_code


def test_a_file_becomes_a_draft_that_two_people_put_in_force_and_undo(
    country: Country, author: User, second: User, client: Client
) -> None:
    client.force_login(author)
    said = send(client, a_file(RENAME))
    for words in ("Đổi tên thôn", "Đang soạn", "Thôn Đông Một", "Thôn Đông Nhất"):
        assert words in said
    batch = Batch.objects.get(title="Đổi tên thôn")
    assert do(client, author, batch, "de-nghi") == 302
    assert "người khác phải xem và cho hiệu lực" in client.get(f"/dia-ban/dot/{batch.pk}/").content.decode()
    assert do(client, author, batch, "cho-hieu-luc") == 422
    assert do(client, second, batch, "cho-hieu-luc") == 302
    names = Version.objects.filter(area=country.east_1).order_by("id").values_list("name", flat=True)
    assert list(names) == ["Đông Một", "Đông Nhất"]
    assert do(client, second, batch, "hoan-tac") == 422
    assert do(client, second, batch, "hoan-tac", "nhầm tên") == 302
    assert list(names.all()) == ["Đông Một"]
    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE
    told = AuditLine.objects.filter(subject_id=str(batch.pk)).order_by("id").values_list("verb", flat=True)
    assert list(told) == ["areas.prepare", "areas.propose", "areas.put_in_force", "areas.undo"]


def test_what_was_corrected_after_the_second_person_looked_is_not_put_in_force(
    country: Country, author: User, second: User, client: Client
) -> None:
    client.force_login(author)
    send(client, a_file(RENAME))
    batch = Batch.objects.get(title="Đổi tên thôn")
    do(client, author, batch, "de-nghi")
    client.force_login(second)
    page = f"/dia-ban/dot/{batch.pk}/"
    looked = re.search(r'name="da-thay" value="(\w+)"', client.get(page).content.decode())
    assert looked is not None
    do(client, second, batch, "tra-lai", "Xem lại")
    batch.changes.update(name="Đông Khác")
    do(client, author, batch, "de-nghi")
    client.force_login(second)
    refused = client.post(f"{page}viec/", {"viec": "cho-hieu-luc", "da-thay": looked[1]})
    assert refused.status_code == 422
    said = refused.content.decode()
    assert "vừa được sửa sau khi bạn mở trang" in said
    again = re.search(r'name="da-thay" value="(\w+)"', said)
    assert again is not None
    assert client.post(f"{page}viec/", {"viec": "cho-hieu-luc", "da-thay": again[1]}).status_code == 302
    assert Version.objects.filter(area=country.east_1, name="Đông Khác").exists()


def test_a_bad_row_is_told_and_the_good_rows_are_kept(author: User, client: Client) -> None:
    client.force_login(author)
    said = send(client, a_file(RENAME, ("nhân đôi", "east-2", "", "Sai")))
    assert "còn 1 ô phải sửa" in said
    assert Batch.objects.get(title="Đổi tên thôn").changes.count() == 1


def test_a_list_of_villages_becomes_a_draft_that_creates_those_that_are_not_there(
    country: Country, author: User, client: Client
) -> None:
    client.force_login(author)
    headings = ("Tên", "Loại", "Mã xã")
    rows = (("Đông Một", "thôn", "east"), ("Đông Ba", "xóm", "east"), ("Sai", "thôn", "không có"))
    said = send(client, a_file(*rows, headings=headings), cach="thon")
    assert "còn 1 ô phải sửa" in said
    batch = Batch.objects.get(title="Đổi tên thôn")
    assert [(line.name, line.kind, line.parent_code) for line in batch.changes.all()] == [
        ("Đông Ba", "xom", "east")
    ]
    assert "đã có ở địa bàn" in send(client, a_file(*rows[:2], headings=headings), cach="thon")
    assert "ngoài phạm vi" in send(client, a_file(("Lạ", "thôn", "west"), headings=headings), cach="thon")
    assert 'id="ngay-loi"' in send(client, a_file(*rows, headings=headings), cach="thon", ngay="")
    assert Batch.objects.filter(instrument="NQ 1/2026").count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"ten": ""}, "ten"), ({"van-ban": ""}, "van-ban"), ({"ngay": "32/1/2026"}, "ngay")],
)
def test_what_is_missing_is_told_beside_its_field(
    author: User, client: Client, changed: dict[str, str], field: str
) -> None:
    client.force_login(author)
    said = send(client, a_file(RENAME), **changed)
    assert f'id="{field}-loi"' in said
    assert not Batch.objects.filter(instrument="NQ 1/2026").exists()


def test_a_file_that_is_none_is_refused(author: User, client: Client) -> None:
    client.force_login(author)
    said = send(client, SimpleUploadedFile("đợt của xã.xlsx", b"khong phai bang"))
    assert 'id="tep-loi"' in said
    assert "«đợt của xã.xlsx»" in said
    assert 'id="tep-loi"' in send(client, None)


def test_more_lines_than_a_page_takes_are_refused_and_none_is_kept(
    author: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_batch, "MOST_LINES", 1)
    client.force_login(author)
    said = send(client, a_file(RENAME, ("đổi tên", "east-2", "", "Đông Nhì")))
    assert "Tệp có 2 dòng, trên trang một đợt nhận 1 dòng" in said
    assert not Batch.objects.filter(title="Đổi tên thôn").exists()


def test_nobody_prepares_or_decides_a_change_of_a_neighbour(
    country: Country, author: User, client: Client
) -> None:
    client.force_login(author)
    said = send(client, a_file(("đổi tên", "west-1", "", "Tây Nhất")))
    assert "ngoài phạm vi" in said
    assert not Batch.objects.filter(title="Đổi tên thôn").exists()
    send(client, a_file(RENAME))
    batch = Batch.objects.get(title="Đổi tên thôn")
    assert do(client, author, batch, "de-nghi") == 302
    neighbour = make_person(("leader", country.west))
    assert do(client, neighbour, batch, "cho-hieu-luc") == 403
    assert do(client, make_person(("officer", country.east)), batch, "cho-hieu-luc") == 403
    assert Area.objects.count() == len(country.areas)


def test_what_becomes_of_a_commune_itself_is_prepared_and_decided_above_it(
    country: Country, author: User, client: Client
) -> None:
    client.force_login(author)
    for line in (
        ("đổi tên", "east", "", "Đông Mới"),
        ("đổi loại", "east", "", "", "phường"),
        ("chấm dứt", "east"),
    ):
        assert "ngoài phạm vi" in send(client, a_file(line))
    assert not Batch.objects.filter(title="Đổi tên thôn").exists()
    client.force_login(make_person(("administrator", country.province)))
    send(client, a_file(("đổi tên", "east", "", "Đông Mới")))
    batch = Batch.objects.get(title="Đổi tên thôn")
    assert do(client, author, batch, "de-nghi") == 403
    assert do(client, make_person(("administrator", country.province)), batch, "de-nghi") == 302
    assert do(client, make_person(("leader", country.east)), batch, "cho-hieu-luc") == 403
    assert do(client, make_person(("leader", country.province)), batch, "cho-hieu-luc") == 302


def test_the_template_is_a_workbook(author: User, client: Client) -> None:
    client.force_login(author)
    assert client.get("/dia-ban/dot/mau/?loai=thon").content[:2] == b"PK"
    answer = client.get("/dia-ban/dot/mau/")
    assert answer.content[:2] == b"PK"


def taken(client: Client, address: str) -> list[list[str]]:
    answer = client.get(f"/dia-ban/dot/{address}")
    assert answer.status_code == 200, address
    lines = csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")))  # type: ignore[arg-type]
    return [line for line in lines if line and line[0].isdigit()]


def test_the_batches_are_taken_away_as_the_page_tells_them(
    country: Country, author: User, client: Client
) -> None:
    client.force_login(author)
    send(client, a_file(RENAME), ten="=Đổi tên thôn")
    first, *others = taken(client, "danh-sach.csv")
    assert first[1:] == ["'=Đổi tên thôn", "01/01/2026", "NQ 1/2026", "Đang soạn", author.full_name, ""]
    assert [line[1] for line in others] == ["Địa bàn thử"] * 2
    assert "/dia-ban/dot/danh-sach.xlsx" in client.get("/dia-ban/dot/").content.decode()
    batch = Batch.objects.get(title="=Đổi tên thôn")
    assert do(client, author, batch, "bo", "nhầm") == 302
    assert len(taken(client, "danh-sach.csv")) == 2
    line = AuditLine.objects.filter(verb="areas.export").order_by("pk")[0]
    assert line.sentence == "Xuất «Các đợt sắp xếp đơn vị» của cả nước: 3 dòng, tệp .csv"
    client.force_login(make_person())
    assert client.get("/dia-ban/dot/danh-sach.csv").status_code == 403


def test_an_open_batch_is_taken_away_before_and_after_and_with_what_is_to_be_looked_at(
    country: Country, author: User, second: User, client: Client
) -> None:
    make_person(("village_head", country.east_2))
    client.force_login(author)
    merger = [("chấm dứt", "east-2"), ("chuyển về", "east-2", "east-1", "", "", "", "có")]
    send(client, a_file(RENAME, *merger, ("chấm dứt", "east-9")))
    batch = Batch.objects.get(title="Đổi tên thôn")
    renamed, merged = taken(client, f"{batch.pk}/truoc-sau.csv")
    assert renamed[1:7] == ["east-1", "Thôn Đông Một", "Đông", "Thôn Đông Nhất", "Đông", ""]
    assert merged[1:6] == ["east-2", "Thôn Đông Hai", "Đông", "toàn bộ về Đông Nhất", ""]
    assert "1 vai trò" in merged[7]
    (told,) = taken(client, f"{batch.pk}/can-xem.csv")
    assert told[1:4] == ["Phải sửa", "5", "east-9"] and told[5]
    said = client.get(f"/dia-ban/dot/{batch.pk}/").content.decode()
    for name in ("truoc-sau", "can-xem"):
        assert f"/dia-ban/dot/{batch.pk}/{name}.xlsx" in said
        answer = client.get(f"/dia-ban/dot/{batch.pk}/{name}.xlsx")
        assert b"".join(answer)[:2] == b"PK"  # type: ignore[arg-type]
    line = AuditLine.objects.filter(verb="areas.export").order_by("pk")[0]
    assert line.sentence == "Xuất «Trước và sau» của đợt «Đổi tên thôn»: 2 dòng, tệp .csv"
    assert line.area_id == country.east.pk
    batch.changes.filter(code="east-9").delete()
    do(client, author, batch, "de-nghi")
    do(client, second, batch, "cho-hieu-luc")
    for name in ("truoc-sau", "can-xem"):
        answer = client.get(f"/dia-ban/dot/{batch.pk}/{name}.csv")
        assert answer.headers["Location"] == f"/dia-ban/dot/{batch.pk}/"
    assert client.get("/dia-ban/dot/999999/truoc-sau.csv").status_code == 404


def test_batches_are_read_page_by_page_without_gap_or_repetition(
    author: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "ON_A_PAGE", 2)
    for place, day in enumerate((date(2026, 1, 1), date(2026, 2, 1), date(2026, 1, 1))):
        prepare(Batch(title=f"Đợt {place}", instrument="NQ", day=day), SYSTEM)
    client.force_login(author)
    told, address = "", ""
    for _ in range(3):
        said = client.get(f"/dia-ban/dot/{address}").content.decode()
        told += said
        following = re.search(r'rel="next" href="(.*?)"', said)
        address = following[1] if following else ""
    named = re.findall(r"Đợt \d|Địa bàn thử", told)
    assert named == ["Đợt 1", "Đợt 2", "Đợt 0", "Địa bàn thử", "Địa bàn thử"] and not address
    for odd in ("%00", "9" * 30, "x", "-1"):
        assert "Đợt 1" in client.get(f"/dia-ban/dot/?sau={odd}").content.decode()
