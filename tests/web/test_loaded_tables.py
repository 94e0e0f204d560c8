"""«Bảng điểm B1»: a file is looked at, loaded by who leads a province, told by cell, given back, retired."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.apps.reviews.test_point_tables import MADE
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.foundation.audit.models import AuditLine
from giamngheo.law.point_tables import name_of, retired, store, stored

pytestmark = pytest.mark.django_db
ADDRESS = "/bang-diem-b1/"
SIGNED = {"nguon": "Bảng tự đặt để thử", "chiu-trach-nhiem": "Thử Văn Ký"}
HEAD = [["chuẩn", "national_2022_2026"], ["khu vực", "nông thôn"], ["hiệu lực từ", "01/01/2022"]]
HEADINGS = ["câu hỏi", "trả lời", "từ", "đến", "điểm"]
SOUND = [["has_motorbike", "có", None, None, 13], ["has_motorbike", "không", None, None, 0]]


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    before = settings.DATA
    settings.DATA = tmp_path
    yield tmp_path
    settings.DATA = before


@pytest.fixture
def officer(country: Country, folder: Path) -> Client:
    return signed_in(("officer", country.province))


def signed_in(*held: tuple[str, object]) -> Client:
    client = Client()
    client.force_login(make_person(*held))  # type: ignore[arg-type]
    return client


def workbook(rows: list[list[object]]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    book.active.title = "Điểm"
    for row in [*HEAD, HEADINGS, *rows]:
        book.active.append(row)
    held = BytesIO()
    book.save(held)
    return SimpleUploadedFile("bang.xlsx", held.getvalue())


def csv(rows: list[list[object]]) -> SimpleUploadedFile:
    lines = [";".join("" if cell is None else str(cell) for cell in row) for row in [*HEAD, HEADINGS, *rows]]
    return SimpleUploadedFile("bang.csv", "\n".join(lines).encode())


def post(client: Client, status: int = 200, **typed: object) -> str:
    answer = client.post(ADDRESS, {name.replace("_", "-"): said for name, said in typed.items()})
    assert answer.status_code == status, unescape(answer.content.decode())[-4000:]
    return unescape(answer.content.decode())


def kept(page: str) -> dict[str, str]:
    """What the page holds of the file that was looked at."""
    return dict(
        re.findall(
            r'<input type="hidden" name="(ten-tep|noi-dung|nguon|chiu-trach-nhiem)" value="([^"]*)"', page
        )
    )


@pytest.mark.parametrize("made", [workbook, csv])
def test_a_table_is_looked_at_then_loaded_as_by_the_command(
    officer: Client, country: Country, folder: Path, made: object
) -> None:
    assert "Chưa nạp bảng điểm nào" in unescape(officer.get(ADDRESS).content.decode())
    page = post(officer, lam="xem", tep=made(SOUND), **SIGNED)  # type: ignore[operator]
    assert "Xem trước khi nạp" in page and "Thử Văn Ký" in page and "Có" in page
    assert stored(folder) == {}
    post(officer, 302, lam="nap", **kept(page))
    ((name, table),) = stored(folder).items()
    assert (table.vouched_by, [row.points for row in table.rows]) == ("Thử Văn Ký", [13, 0])
    line = AuditLine.objects.get(verb="reviews.table_loaded")
    assert (line.area_id, line.subject_id) == (country.province.pk, name)
    page = unescape(officer.get(ADDRESS).content.decode())
    assert "Đã nạp bảng điểm." in page and "Đang dùng: nông thôn, mọi vùng" in page
    again = post(
        officer,
        422,
        lam="xem",
        tep=workbook([*SOUND[:1], ["has_motorbike", "không", None, None, 1]]),
        **SIGNED,
    )
    assert "không bị ghi đè" in again


@pytest.mark.parametrize(("made", "sheet"), [(workbook, "Điểm"), (csv, "bang-diem")])
def test_every_fault_is_told_by_sheet_and_cell_and_the_file_is_given_back(
    officer: Client, folder: Path, made: object, sheet: str
) -> None:
    rows = [*SOUND, ["xe tăng", "có", None, None, 1], ["has_car", "có", None, None, "mười"]]
    page = post(officer, 422, lam="xem", tep=made(rows), **SIGNED)  # type: ignore[operator]
    assert "2 lỗi trong tệp" in page and "chưa nạp gì" in page and stored(folder) == {}
    assert (
        f'Ô A7 <span class="quiet">trang «{sheet}»' in page
        and f'Ô E8 <span class="quiet">trang «{sheet}»' in page
    )
    answer = officer.post(ADDRESS, {"lam": "tep", **kept(page)})
    book = openpyxl.load_workbook(BytesIO(answer.content))
    comments = {
        cell.coordinate: cell.comment.text for row in book.worksheets[0] for cell in row if cell.comment
    }
    assert list(comments) == ["A7", "E8"] and "không phải số nguyên" in comments["E8"]


def test_what_is_missing_of_the_table_is_told_where_the_question_stands(
    officer: Client, folder: Path
) -> None:
    page = post(officer, 422, lam="xem", tep=workbook(SOUND[:1]), **SIGNED)
    assert "Ô A5" in page and "thiếu điểm của trả lời «no»" in page


def test_a_table_is_retired_with_a_reason_and_kept(officer: Client, folder: Path) -> None:
    store(MADE, folder)
    name = name_of(MADE)
    assert "lý do" in post(officer, 422, lam="thoi-dung", bang=name, ly_do=" ")
    post(officer, 302, lam="thoi-dung", bang=name, ly_do="nạp nhầm phụ lục")
    assert stored(folder) == {} and retired(folder)[name][1].why == "nạp nhầm phụ lục"
    page = unescape(officer.get(ADDRESS).content.decode())
    assert "Đã thôi dùng" in page and "nạp nhầm phụ lục" in page
    assert AuditLine.objects.get(verb="reviews.table_retired").details["reason"] == "nạp nhầm phụ lục"
    post(officer, 422, lam="thoi-dung", bang=name, ly_do="lần nữa")
    post(officer, 422, lam="thoi-dung", bang="../../x", ly_do="lạ")


def test_what_was_not_typed_or_is_no_table_is_told(officer: Client, folder: Path) -> None:
    page = post(officer, 422, lam="xem")
    for words in ("Chưa chọn tệp bảng điểm", "Chưa ghi nguồn của bảng", "Chưa ghi người chịu trách nhiệm"):
        assert words in page
    for file in (
        SimpleUploadedFile("a.exe", b"MZ"),
        SimpleUploadedFile("a.xlsx", b"PK\x03\x04"),
        SimpleUploadedFile("a.csv", "tên;tuổi\nThử;3\n".encode()),
        SimpleUploadedFile("a.csv", b"\xff\xfe\x00"),
        SimpleUploadedFile("a.csv", b"x" * (1024 * 1024 + 1)),
    ):
        post(officer, 422, lam="xem", tep=file, **SIGNED)
    post(officer, 422, lam="nap", ten_tep="a.csv", noi_dung="###", **SIGNED)
    assert stored(folder) == {}


def test_who_leads_one_commune_sees_the_tables_and_loads_none(country: Country, folder: Path) -> None:
    store(MADE, folder)
    client = signed_in(("officer", country.east))
    page = unescape(client.get(ADDRESS).content.decode())
    assert MADE.source in page and "cấp tỉnh trở lên nạp" in page and "Nạp bảng này" not in page
    post(client, 403, lam="thoi-dung", bang=name_of(MADE), ly_do="x")
    assert signed_in(("village_head", country.east_1)).get(ADDRESS).status_code == 403
