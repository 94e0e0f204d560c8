"""«Nhập danh sách» in the browser: looked at first, written, given back with its faults, taken back."""

import csv
import html
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlwt
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from tests.apps.exchange.register.made import HEADINGS, workbook
from tests.apps.households.made import WHO, about, home
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.exchange import import_folder, imports
from giamngheo.apps.exchange.models import Import, SourceMapping
from giamngheo.apps.households.actions import correct_person
from giamngheo.apps.households.models import Household, Person
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.staff.registry import import_list
from giamngheo.web.staff.registry.import_shown import PARTS

pytestmark = pytest.mark.django_db

ROWS = [
    [1, 1, "Đông Một", "Mẫu Văn An", "chủ hộ", "Nam", "3/4/1980", None, "Kinh"],
    [2, 1, "Đông Một", "Mẫu Thị Bé", "vợ", "Nữ", "tháng 13", None, "Kinh"],
    [3, 2, "Thôn Lạ", "Ví Văn Lạc", "chủ hộ", "Nam", 1970, None, "=1+1"],
]


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def officer(country: Country, client: Client) -> Client:
    client.force_login(make_person(("officer", country.east)))
    return client


def send(client: Client, country: Country, path: Path, **more: object) -> HttpResponse:
    told = {"don-vi": country.east.pk, "nguon": "sổ của xã", "ngay": "1/10/2025"} | more
    file = SimpleUploadedFile("hộ 2025.xlsx", path.read_bytes())
    return client.post("/so-ho/nhap/", told | {"tep": file})  # type: ignore[return-value]


def sheet(tmp_path: Path, *rows: object) -> Path:
    return workbook(tmp_path / "a.xlsx", {"Hộ": [HEADINGS, *(rows or ROWS)]})  # type: ignore[list-item]


def page(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def compared(client: Client, country: Country, path: Path) -> Import:
    answer = send(client, country, path)
    assert answer.status_code == 302
    assert client.post(answer.headers["Location"]).status_code == 302
    return Import.objects.latest("created_at")


def test_who_keeps_one_unit_finds_it_chosen(country: Country, officer: Client, client: Client) -> None:
    assert f'<option value="{country.east.pk}" selected>' in page(officer, "/so-ho/nhap/")
    client.force_login(make_person(("officer", country.east), ("officer", country.west)))
    assert " selected>" not in page(client, "/so-ho/nhap/").split('id="don-vi"')[1].split("</select>")[0]


def test_from_the_file_to_the_register_and_back(country: Country, officer: Client, tmp_path: Path) -> None:
    answer = send(officer, country, sheet(tmp_path))
    columns = page(officer, answer.headers["Location"])
    assert "Tệp «hộ 2025.xlsx», 3 dòng, xã Đông" in columns
    assert columns.count(" selected") == len(HEADINGS)
    assert officer.post(answer.headers["Location"]).status_code == 302
    one = Import.objects.get()
    shown = page(officer, f"/so-ho/nhap/{one.pk}/?phan=moi")
    assert "Chưa ghi gì." in shown and "1 hộ mới" in shown and "1 dòng không nhận được" in shown
    assert "Mẫu Thị Bé" in shown and "Ví Văn Lạc" not in shown
    assert not Household.objects.exists()
    faults = page(officer, f"/so-ho/nhap/{one.pk}/?phan=nhan-xet")
    assert "không có thôn, tổ dân phố «Thôn Lạ» trong xã Đông" in faults
    assert officer.post(f"/so-ho/nhap/{one.pk}/ghi/").status_code == 302
    assert sorted(Person.objects.values_list("full_name", flat=True)) == ["Mẫu Thị Bé", "Mẫu Văn An"]
    assert "Đã ghi" in page(officer, f"/so-ho/nhap/{one.pk}/")
    home_page = page(officer, f"/so-ho/{Household.objects.get().code}/")
    assert "Nhập danh sách" in home_page and "Hoàn tác<span" not in home_page

    refused = officer.post(f"/so-ho/nhap/{one.pk}/hoan-tac/", {"ly-do": " "})
    assert refused.status_code == 422 and "Chưa ghi lý do" in html.unescape(refused.content.decode())
    assert officer.post(f"/so-ho/nhap/{one.pk}/hoan-tac/", {"ly-do": "nhầm"}).status_code == 302
    assert not Household.objects.filter(is_living=True).exists()
    verbs = set(AuditLine.objects.values_list("verb", flat=True))
    assert {"exchange.import_received", "exchange.import_columns", "households.import"} <= verbs
    assert officer.post(f"/so-ho/nhap/{one.pk}/ghi/").status_code == 422


def test_the_workbook_comes_back_with_a_comment_on_every_faulty_cell(
    country: Country, officer: Client, tmp_path: Path
) -> None:
    one = compared(officer, country, sheet(tmp_path))
    for _ in range(2):  # before and after writing
        answer = officer.get(f"/so-ho/nhap/{one.pk}/tep/")
        assert answer.status_code == 200
        book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
        page_of = book["Hộ"]
        assert page_of["D2"].value == "Mẫu Văn An" and page_of["D2"].comment is None
        assert "không phải ngày" in page_of["G3"].comment.text
        assert "Thôn Lạ" in page_of["C4"].comment.text
        told = [[cell.value for cell in row] for row in book["Nhận xét khi nhập"].iter_rows()]
        assert told[-1][:4] == ["Hộ", 4, "C", "Thôn, tổ dân phố"]
        assert officer.post(f"/so-ho/nhap/{one.pk}/ghi/").status_code in (302, 422)


@pytest.mark.parametrize(
    ("rows", "why"),
    [([], "Dưới tiêu đề của tệp không có dòng nào"), ([ROWS[2]], "xem lại đơn vị đã chọn")],
    ids=["only headings", "of another unit"],
)
def test_a_list_of_which_nothing_could_be_written_is_not_offered_for_writing(
    country: Country, officer: Client, tmp_path: Path, rows: list[list[object]], why: str
) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Hộ": [["DANH SÁCH HỘ"], HEADINGS, *rows]})
    one = compared(officer, country, path)
    shown = page(officer, f"/so-ho/nhap/{one.pk}/")
    assert why in shown and f"/so-ho/nhap/{one.pk}/ghi/" not in shown
    answer = officer.post(f"/so-ho/nhap/{one.pk}/ghi/")
    assert answer.status_code == 422 and why in html.unescape(answer.content.decode())
    one.refresh_from_db()
    assert one.state == "compared" and not Household.objects.exists()


def test_each_part_is_taken_away_masked_as_on_the_page_and_by_nobody_else(
    country: Country, officer: Client, tmp_path: Path
) -> None:
    family = home(country.east_1, "Mẫu Văn An", "Thử Thị Vắng")
    home(country.east_2, "Ví Văn Hai")
    told = {"birth_date": date(1980, 4, 3), "birth_precision": "day"}
    correct_person(family.people.get(full_name="Mẫu Văn An"), told, about(), WHO)
    changed = [1, 1, "Đông Một", "Mẫu Văn An", "chủ hộ", "Nam", "3/4/1980", "999080000015", "Kinh"]
    new = [4, 3, "Đông Hai", "@Mẫu Mới", "chủ hộ", "Nam", 1970, None, "Kinh"]
    one = compared(officer, country, sheet(tmp_path, changed, ROWS[1], ROWS[2], new))
    address = f"/so-ho/nhap/{one.pk}/danh-sach.csv"

    def part(name: str) -> list[list[str]]:
        answer = officer.get(f"{address}?phan={name}")
        assert answer.status_code == 200
        lines = csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
        return [line[1:] for line in lines if line and line[0].isdigit()]

    assert [line[:5] for line in part("moi")] == [["'@Mẫu Mới", "có", "1970", "số 3", "Thôn Đông Hai"]]
    assert [line[:4] for line in part("them")] == [["Mẫu Thị Bé", "", "", family.code]]
    assert part("nhu-cu") == []
    by_label = {line[2]: line for line in part("doi")}
    number = by_label["Số định danh cá nhân (CCCD)"]
    assert number[:2] == ["Mẫu Văn An", family.code]
    assert number[3:5] == ["(chưa có)", "••••••••0015"]
    assert part("vang") == [["Thử Thị Vắng", family.code]]
    assert [line[0] for line in part("ho-vang")] == [Household.objects.get(head_name="Ví Văn Hai").code]
    assert "Thôn Lạ" in str(part("nhan-xet")) and part("%00") == part("nhan-xet")
    # A remark quotes the cell of the file that was sent, as on the page.
    assert "999080000" not in str([part(name) for name in PARTS if name != "nhan-xet"])
    assert f"{address}?phan=doi" in page(officer, f"/so-ho/nhap/{one.pk}/?phan=doi")
    assert officer.get(f"/so-ho/nhap/{one.pk}/danh-sach.xlsx?phan=vang").getvalue()[:2] == b"PK"
    line = AuditLine.objects.filter(verb="exchange.import_export").order_by("pk")[0]
    assert line.sentence == "Xuất «Nhập danh sách – Người trong hộ mới» của xã Đông: 1 dòng, tệp .csv"
    assert line.area_id == country.east.pk
    officer.force_login(make_person(("officer", country.west)))
    assert officer.get(address).status_code == 404


def test_the_imports_are_taken_away_all_pages_and_none_of_a_neighbour(
    country: Country, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(asked: str = "") -> list[list[str]]:
        answer = officer.get(f"/so-ho/nhap/danh-sach.csv{asked}")
        lines = csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")))  # type: ignore[arg-type]
        return [line for line in lines if line and line[0].isdigit()]

    assert told() == []
    assert "danh-sach.xlsx" not in page(officer, "/so-ho/nhap/")
    monkeypatch.setattr(import_list, "ON_A_PAGE", 2)
    for place, area in enumerate((country.east, country.east_1, country.east, country.west)):
        Import.objects.create(
            area=area,
            source="=sổ của xã",
            day=date(2025, 10, 1),
            file_name=f"+hộ {place}.xlsx",
            folder=f"thu-{place}",
            owner_id=1,
            owner_name="Mẫu Văn Gửi",
        )
    assert [line[1] for line in told()] == [f"'+hộ {place}.xlsx" for place in (2, 1, 0)]
    assert told("?sau=x&dia-ban=%00")[1][2:7] == [
        "'=sổ của xã",
        "01/10/2025",
        "Thôn Đông Một",
        "Đã nhận tệp",
        "Mẫu Văn Gửi",
    ]
    first = page(officer, "/so-ho/nhap/")
    assert "Các lần nhập (3)" in first and "/so-ho/nhap/danh-sach.xlsx" in first
    following = re.search(r'rel="next" href="(.*?)"', first)
    assert following is not None
    second = page(officer, f"/so-ho/nhap/{following[1]}")
    assert [f"+hộ {place}.xlsx" in first for place in (3, 2, 1, 0)] == [False, True, True, False]
    assert [f"+hộ {place}.xlsx" in second for place in (3, 2, 1, 0)] == [False, False, False, True]
    for odd in ("%00", "x" * 5000, "00000000-0000-0000-0000-000000000000"):
        assert "+hộ 2.xlsx" in page(officer, f"/so-ho/nhap/?sau={odd}")
    assert b"".join(officer.get("/so-ho/nhap/danh-sach.xlsx"))[:2] == b"PK"  # type: ignore[arg-type]
    line = AuditLine.objects.filter(verb="exchange.import_export").order_by("pk")[1]
    assert line.sentence == "Xuất «Các lần nhập danh sách» của xã Đông: 3 dòng, tệp .csv"
    assert line.area_id == country.east.pk
    officer.force_login(make_person(("village_head", country.east_1)))
    assert officer.get("/so-ho/nhap/danh-sach.csv").status_code == 403


def test_before_the_columns_are_looked_at_there_is_nothing_to_take_away(
    country: Country, officer: Client, tmp_path: Path
) -> None:
    send(officer, country, sheet(tmp_path))
    one = Import.objects.get()
    assert officer.get(f"/so-ho/nhap/{one.pk}/danh-sach.csv").headers["Location"] == f"/so-ho/nhap/{one.pk}/"


@pytest.mark.parametrize("ending", ["csv", "ods", "xls"])
def test_other_files_come_back_as_a_workbook_of_their_cells(
    country: Country, officer: Client, tmp_path: Path, ending: str
) -> None:
    rows = [["STT", "Chủ hộ", "Thôn"], ["1", "Mẫu Văn An", "Đông Một"], ["2", "Ví Lạc", "Thôn Lạ"]]
    path = tmp_path / f"ho.{ending}"
    _written(path, rows)
    file = SimpleUploadedFile(path.name, path.read_bytes())
    told = {"don-vi": country.east.pk, "nguon": "sổ của xã", "ngay": "1/10/2025", "tep": file}
    answer = officer.post("/so-ho/nhap/", told)
    assert officer.post(answer.headers["Location"]).status_code == 302
    one = Import.objects.get()
    assert officer.post(f"/so-ho/nhap/{one.pk}/ghi/").status_code == 302
    given = officer.get(f"/so-ho/nhap/{one.pk}/tep/")
    page_of = openpyxl.load_workbook(io.BytesIO(given.getvalue())).worksheets[0]
    assert [cell.value for cell in page_of[2]][1] == "Mẫu Văn An"
    assert "Thôn Lạ" in page_of["C3"].comment.text


def _written(path: Path, rows: list[list[str]]) -> None:
    if path.suffix == ".csv":
        path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    elif path.suffix == ".xls":
        book = xlwt.Workbook()
        page = book.add_sheet("Hộ")
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                page.write(place, column, cell)
        book.save(str(path))
    else:
        made = OpenDocumentSpreadsheet()
        table = Table(name="Hộ")
        for row in rows:
            line = TableRow()
            for cell in row:
                box = TableCell(valuetype="string")
                box.addElement(P(text=cell))
                line.addElement(box)
            table.addElement(line)
        made.spreadsheet.addElement(table)
        made.save(str(path))


def test_columns_are_corrected_and_remembered_for_the_source(
    country: Country, officer: Client, tmp_path: Path
) -> None:
    headings = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
    path = workbook(tmp_path / "a.xlsx", {"Hộ": [headings, *ROWS[:2]]})
    refused = send(officer, country, path)
    assert refused.status_code == 422
    assert "không có cột «Họ và tên»" in html.unescape(refused.content.decode())

    headings = ["TT", "x", "y", "Họ và tên", "z", "Giới tính", "Sinh", "n", "m"]
    path = workbook(tmp_path / "a.xlsx", {"Hộ": [headings, *ROWS[:2]]})
    answer = send(officer, country, path)
    address = answer.headers["Location"]
    twice = officer.post(address, {"c0-B": "person"})
    assert twice.status_code == 422 and "Cột B và cột D cùng là" in html.unescape(twice.content.decode())
    said = {"c0-B": "household", "c0-C": "village", "c0-E": "relationship", "c0-G": "birth_date"}
    assert officer.post(address, said).status_code == 302
    assert Import.objects.latest("created_at").counts["new"] == 2
    known = SourceMapping.objects.get()
    assert (known.version, known.author_name) == (1, Import.objects.latest("created_at").owner_name)

    again = workbook(tmp_path / "b.xlsx", {"Hộ năm sau": [headings, *ROWS[:2]]})
    answer = send(officer, country, again)
    columns = page(officer, answer.headers["Location"])
    assert "Nhận theo lần trước của «sổ của xã» (bản 1)" in columns
    assert re.search(r'name="c0-C".*?value="village" selected', columns, re.S)
    assert SourceMapping.objects.count() == 1


def test_what_changed_since_it_was_shown_is_shown_again(
    country: Country, officer: Client, tmp_path: Path
) -> None:
    one = compared(officer, country, sheet(tmp_path))
    home(country.east_1, "Mẫu Văn An", day=date(2025, 8, 1))
    refused = officer.post(f"/so-ho/nhap/{one.pk}/ghi/")
    assert refused.status_code == 422
    told = html.unescape(refused.content.decode())
    assert "Sổ đã thay đổi từ khi bạn xem" in told and "0 hộ mới, 1 hộ đã có trong sổ" in told
    assert Person.objects.count() == 1
    assert officer.post(f"/so-ho/nhap/{one.pk}/ghi/").status_code == 302
    assert Person.objects.count() == 2


def test_the_form_keeps_what_was_typed_and_tells_what_is_missing(
    country: Country, officer: Client, tmp_path: Path
) -> None:
    answer = send(officer, country, sheet(tmp_path), ngay="1/1/2099", nguon="danh sách A")
    told = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Ngày của danh sách chưa tới" in told and 'value="danh sách A"' in told
    nothing = officer.post("/so-ho/nhap/", {})
    assert html.unescape(nothing.content.decode()).count("form-error") == 4
    elsewhere = send(officer, country, sheet(tmp_path), **{"don-vi": country.west.pk})
    assert "Chưa chọn đơn vị" in html.unescape(elsewhere.content.decode())
    assert not Import.objects.exists()


def test_a_neighbour_and_who_keeps_no_register_see_nothing(
    country: Country, officer: Client, tmp_path: Path
) -> None:
    one = compared(officer, country, sheet(tmp_path))
    for role, area, status in (("officer", country.west, 404), ("village_head", country.east_1, 403)):
        other = Client()
        other.force_login(make_person((role, area)))
        assert other.get(f"/so-ho/nhap/{one.pk}/").status_code == status
        assert other.get(f"/so-ho/nhap/{one.pk}/tep/").status_code == status
        assert other.post(f"/so-ho/nhap/{one.pk}/ghi/").status_code == status
    assert "hộ 2025.xlsx" in page(officer, "/so-ho/nhap/")


@pytest.mark.parametrize(
    "query", ["?phan=%00", "?phan=moi&tu=99999999999999999", "?phan=vang&tu=abc", "?tu=-1"]
)
def test_odd_addresses_do_no_harm(country: Country, officer: Client, tmp_path: Path, query: str) -> None:
    one = compared(officer, country, sheet(tmp_path))
    page(officer, f"/so-ho/nhap/{one.pk}/{query}")


def test_who_leaves_an_import_writes_nothing(country: Country, officer: Client, tmp_path: Path) -> None:
    one = compared(officer, country, sheet(tmp_path))
    folder = import_folder.folder_of(one)
    assert folder.exists()
    assert officer.post(f"/so-ho/nhap/{one.pk}/bo/").status_code == 302
    assert not folder.exists()
    assert "Đã bỏ" in page(officer, f"/so-ho/nhap/{one.pk}/")
    assert officer.post(f"/so-ho/nhap/{one.pk}/ghi/").status_code == 422
    assert not Household.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_large_list_is_compared_and_written_in_the_background(
    client: Client, tmp_path: Path, work_off: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "_AT_ONCE_BYTES", 0)
    country = make_country()
    client.force_login(make_person(("officer", country.east)))
    one = compared(client, country, sheet(tmp_path))
    assert "Đang so với sổ" in page(client, f"/so-ho/nhap/{one.pk}/")
    work_off()
    assert "Chưa ghi gì." in page(client, f"/so-ho/nhap/{one.pk}/")
    assert client.get(f"/so-ho/nhap/{one.pk}/tep/").status_code == 302
    assert "Đang ghi nhận xét vào tệp" in page(client, f"/so-ho/nhap/{one.pk}/")
    work_off()
    assert client.get(f"/so-ho/nhap/{one.pk}/tep/").getvalue()
    assert client.post(f"/so-ho/nhap/{one.pk}/ghi/").status_code == 302
    assert "Đang ghi vào sổ" in page(client, f"/so-ho/nhap/{one.pk}/")
    assert not Household.objects.exists()
    work_off()
    assert "Đã ghi" in page(client, f"/so-ho/nhap/{one.pk}/")
    assert Person.objects.count() == 2
    assert client.get(f"/so-ho/nhap/{one.pk}/tep/").getvalue()
