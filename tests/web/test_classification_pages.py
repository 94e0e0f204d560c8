"""Pages of a list: only its own sitting sees them, mistakes are told, nothing typed is lost."""

import csv
import io
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests.apps.exchange.lists.made import workbook

from giamngheo.apps.exchange import actions, sitting_folder
from giamngheo.apps.exchange.models import UploadedList
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.foundation.tasks.states import State as TaskState
from giamngheo.web.staff.classification.filters import Filtering, filtering
from giamngheo.web.staff.classification.result import finding, safe_name

pytestmark = pytest.mark.django_db(transaction=True)

CSV = (
    "Mã hộ,Họ tên chủ hộ,Thôn,Thu nhập bình quân đầu người/tháng,Số chỉ số thiếu hụt\n"
    "M1,Nguyễn Thị Mẫu,Thôn Đông,900000,4\n"
    "M2,<b>Đặng</b> Văn Thử,,900000,1\n"
    "M3,Trần Thị Mẫu,Thôn Tây,mười,0\n"
)
PAGES = ("", "cot/", "tien-do/", "ket-qua/", "danh-sach/", "can-sua/", "ho/2/", "tai/xlsx/")


def sent(client: Client, content: str = CSV, name: str = "Danh sách Mẫu.csv", **typed: str) -> HttpResponse:
    form = {"ngay": "21/11/2026", "khu-vuc": "xã", **typed}
    answer: HttpResponse = client.post(
        "/phan-loai/", {"tep": SimpleUploadedFile(name, content.encode()), **form}
    )
    return answer


@pytest.fixture
def classified(client: Client, work_off: Callable[[], None]) -> UploadedList:
    answer = sent(client)
    client.post(answer.headers["Location"], {"viec": "phan-loai", "ngay": "21/11/2026", "khu-vuc": "xã"})
    work_off()
    return UploadedList.objects.get()


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_every_page_of_a_classified_list_answers_its_owner(client: Client, classified: UploadedList) -> None:
    for page in PAGES[3:]:
        answer = client.get(f"/phan-loai/{classified.id}/{page}")
        assert answer.status_code == 200, page
        answer.close()
    for page in PAGES[:3]:
        assert client.get(f"/phan-loai/{classified.id}/{page}").status_code in (200, 302), page


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_finds_nothing(classified: UploadedList, page: str) -> None:
    stranger = Client()
    assert stranger.get(f"/phan-loai/{classified.id}/{page}").status_code == 404
    sent(stranger)
    assert stranger.get(f"/phan-loai/{classified.id}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["dung/", "xoa/", "cot/"])
def test_a_stranger_changes_nothing(classified: UploadedList, page: str) -> None:
    stranger = Client()
    sent(stranger)
    assert stranger.post(f"/phan-loai/{classified.id}/{page}").status_code == 404
    classified.refresh_from_db()
    assert classified.is_classified


def test_a_stranger_cannot_take_anothers_file_into_an_own_upload(classified: UploadedList) -> None:
    stranger = Client()
    sent(stranger)
    answer = stranger.post("/phan-loai/", {"danh-sach": str(classified.id), "ngay": "21/11/2026"})
    assert "Chưa có tệp" in text_of(answer)


def test_a_list_whose_time_is_over_is_not_found(client: Client, classified: UploadedList) -> None:
    UploadedList.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(f"/phan-loai/{classified.id}/ket-qua/").status_code == 404


def test_deleting_by_its_button_leaves_nothing(client: Client, classified: UploadedList) -> None:
    folder = sitting_folder.folder_of(classified)
    assert client.post(f"/phan-loai/{classified.id}/xoa/").status_code == 302
    assert not folder.exists()
    assert client.get(f"/phan-loai/{classified.id}/").status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "trống, không có dữ liệu"),
        ("%PDF-1.7 x", "là tệp PDF"),
        ("PK\x03\x04 hỏng", "bị hỏng"),
    ],
)
def test_a_wrong_file_is_told_and_not_kept(client: Client, content: str, words: str) -> None:
    answer = sent(client, content, "Danh sách Mẫu.xlsx")
    assert answer.status_code == 422
    text = text_of(answer)
    assert words in text
    assert "data-focus" in text
    assert "Danh sách Mẫu.xlsx" in text
    assert not UploadedList.objects.exists()


def test_a_wrong_day_keeps_the_file_and_all_that_was_typed(client: Client) -> None:
    answer = sent(client, ngay="32/13/2026", **{"o-trong": "1", "khu-vuc": "phường"})
    text = text_of(answer)
    assert answer.status_code == 422
    assert 'href="#ngay"' in text
    assert 'value="32/13/2026"' in text
    assert 'value="phường" selected' in text
    assert 'name="o-trong" checked' in text
    assert "Danh sách Mẫu.csv" in text
    kept = UploadedList.objects.get()
    again = client.post("/phan-loai/", {"danh-sach": str(kept.id), "ngay": "010926", "khu-vuc": "xã"})
    assert again.headers["Location"] == f"/phan-loai/{kept.id}/cot/"
    assert UploadedList.objects.get().asked["day"] == "2026-09-01"


def test_a_day_without_a_standard_is_told_beside_the_day(client: Client) -> None:
    answer = sent(client, ngay="1/1/1999")
    assert answer.status_code == 422
    assert 'href="#ngay">Không có chuẩn nghèo nào' in text_of(answer)
    assert UploadedList.objects.exists()


def test_two_columns_of_one_field_are_told_and_the_choice_stays(client: Client) -> None:
    address = sent(client).headers["Location"]
    answer = client.post(address, {"c-A": "head", "viec": "phan-loai", "ngay": "21/11/2026", "khu-vuc": ""})
    text = text_of(answer)
    assert answer.status_code == 422
    assert "Cột A và cột B cùng là «Họ tên chủ hộ»" in text
    assert '<option value="head" selected>' in text


def test_another_day_of_another_standard_reads_the_columns_again(client: Client) -> None:
    address = sent(client).headers["Location"]
    answer = client.post(address, {"viec": "phan-loai", "ngay": "1/1/2027", "khu-vuc": "xã"})
    assert answer.headers["Location"] == address
    assert "áp dụng từ 01/01/2027" in text_of(client.get(address))


def test_a_classification_that_fails_comes_back_to_the_columns(
    client: Client, work_off: Callable[[], None]
) -> None:
    address = sent(client, "Mã hộ,Họ tên chủ hộ\nM1,Nguyễn Thị Mẫu\n").headers["Location"]
    client.post(address, {"viec": "phan-loai", "ngay": "21/11/2026", "khu-vuc": "xã"})
    work_off()
    text = text_of(client.get(address))
    assert "Danh sách cần ít nhất" in text
    assert "data-focus" in text


def test_what_a_list_holds_is_never_read_as_markup(client: Client, classified: UploadedList) -> None:
    for page in ("danh-sach/", "ho/3/", "ket-qua/"):
        assert "<b>Đặng" not in text_of(client.get(f"/phan-loai/{classified.id}/{page}"))


def test_a_household_without_a_village_is_counted_and_found(client: Client, classified: UploadedList) -> None:
    text = text_of(client.get(f"/phan-loai/{classified.id}/danh-sach/?thon=~"))
    assert "1 hộ không ghi thôn (trong 3 hộ)" in text
    assert "M2" in text


@pytest.mark.parametrize(
    "query", ["?sau=abc", "?truoc=-1", "?loai=gì-đó", "?sau=99999999999999999999", "?tim=%00", "?thon=%2F"]
)
def test_an_odd_address_is_no_error(client: Client, classified: UploadedList, query: str) -> None:
    assert client.get(f"/phan-loai/{classified.id}/danh-sach/{query}").status_code == 200


def test_a_row_that_is_no_household_is_not_found(client: Client, classified: UploadedList) -> None:
    assert client.get(f"/phan-loai/{classified.id}/ho/999/").status_code == 404
    assert client.get(f"/phan-loai/{classified.id}/tai/exe/").status_code == 404
    assert client.get(f"/phan-loai/{uuid.uuid4()}/").status_code == 404


def test_a_download_carries_a_safe_name(client: Client, classified: UploadedList) -> None:
    answer = client.get(f"/phan-loai/{classified.id}/tai/csv/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ket-qua-danh-sach-mau.csv"'
    assert answer.getvalue().decode("utf-8-sig").startswith("Mã hộ,")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/pass wd.xlsx", "ket-qua-pass-wd.xlsx"),
        ('Xã "Ngưỡng"\r\nX: y.csv', "ket-qua-xa-nguong-x-y.xlsx"),
        ("…", "ket-qua.xlsx"),
        ("a" * 300, f"ket-qua-{'a' * 80}.xlsx"),
    ],
)
def test_any_name_makes_a_safe_one(name: str, safe: str) -> None:
    assert safe_name(name, "xlsx") == safe


def taken(client: Client, uploaded: UploadedList, address: str) -> list[list[str]]:
    answer = client.get(f"/phan-loai/{uploaded.id}/{address}")
    assert answer.status_code == 200, address
    return list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))  # type: ignore[arg-type]


def test_the_households_that_are_looked_at_are_taken_away_and_no_line_tells_of_them(
    client: Client, classified: UploadedList
) -> None:
    said = text_of(client.get(f"/phan-loai/{classified.id}/danh-sach/?tim=mau"))
    assert f"/phan-loai/{classified.id}/danh-sach/loc.xlsx?tim=mau" in said
    first, second = (
        line for line in taken(client, classified, "danh-sach/loc.csv?tim=mau") if line[0].isdigit()
    )
    assert first[1:7] == ["Nguyễn Thị Mẫu", "M1", "Thôn Đông", "2", "Hộ nghèo", "900000"]
    assert (second[1], second[6]) == ("Trần Thị Mẫu", "")
    whole = taken(client, classified, "danh-sach/loc.csv?tim=%00&trang=x%00" + "y" * 5000)
    assert whole[0][:2] == ["STT", "Chủ hộ"]
    assert len([line for line in taken(client, classified, "danh-sach/loc.csv") if line[0].isdigit()]) == 3
    nobody = taken(client, classified, "danh-sach/loc.csv?tim=khong+ai")
    assert ["Thuộc", "Tệp «Danh sách Mẫu.csv»"] in [line[:2] for line in nobody]
    assert ["Số hộ", "0"] in [line[:2] for line in nobody]
    assert any(line[0] == "Lọc" and line[1].startswith("0 hộ") for line in nobody)
    for name in ("danh-sach/loc", "can-sua/tat-ca"):
        answer = client.get(f"/phan-loai/{classified.id}/{name}.xlsx")
        assert b"".join(answer)[:2] == b"PK"  # type: ignore[arg-type]
        assert Client().get(f"/phan-loai/{classified.id}/{name}.csv").status_code == 404
    assert not AuditLine.objects.filter(verb__endswith="export").exists()


def test_the_cells_that_must_be_corrected_are_taken_away_and_none_becomes_a_formula(
    client: Client, classified: UploadedList, work_off: Callable[[], None]
) -> None:
    assert f"/phan-loai/{classified.id}/can-sua/tat-ca.csv" in text_of(
        client.get(f"/phan-loai/{classified.id}/can-sua/")
    )
    (line,) = (one for one in taken(client, classified, "can-sua/tat-ca.csv") if one[0] == "1")
    assert line[2:6] == ["4", "D", "Thu nhập bình quân đầu người/tháng", "mười"] and line[7]
    answer = sent(client, CSV.replace("M1,Nguyễn", "M1,=Nguyễn").replace("mười", "@mười"))
    client.post(answer.headers["Location"], {"viec": "phan-loai", "ngay": "21/11/2026", "khu-vuc": "xã"})
    work_off()
    evil = UploadedList.objects.exclude(pk=classified.pk).get()
    assert "'=Nguyễn Thị Mẫu" in str(taken(client, evil, "danh-sach/loc.csv"))
    assert "'@mười" in str(taken(client, evil, "can-sua/tat-ca.csv"))


def test_stopping_leaves_the_columns_as_they_were(client: Client, work_off: Callable[[], None]) -> None:
    address = sent(client).headers["Location"]
    client.post(address, {"viec": "phan-loai", "ngay": "21/11/2026", "khu-vuc": "xã"})
    uploaded = UploadedList.objects.get()
    running = client.get("/viec-dang-chay/")
    assert "Danh sách Mẫu.csv" in text_of(running)
    assert "Việc đang chạy</span> (1)" in text_of(running)
    assert client.post(f"/phan-loai/{uploaded.id}/dung/").status_code == 302
    task = actions.task_of(uploaded)
    assert task is not None
    assert task.state == TaskState.CANCELLED
    work_off()
    assert client.get(f"/phan-loai/{uploaded.id}/").headers["Location"] == address


def test_progress_sends_the_script_on_when_the_work_is_over(client: Client, classified: UploadedList) -> None:
    answer = client.get(f"/phan-loai/{classified.id}/tien-do/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == f"/phan-loai/{classified.id}/"


@pytest.mark.parametrize("name", ["chi-so", "diem", "phieu"])
def test_each_sample_list_opens_with_its_columns(client: Client, name: str) -> None:
    answer = client.post(f"/phan-loai/mau/{name}/", follow=True)
    assert answer.status_code == 200
    assert "Các cột nhận được" in text_of(answer)
    assert client.post("/phan-loai/mau/khong-co/").status_code == 404


def test_filters_read_as_a_sentence_and_live_in_the_address() -> None:
    asked = filtering({"loai": "ho-ngheo", "thon": "Thôn Đông", "can-sua": "1", "tim": "mẫu"})
    assert asked.sentence(3, 1240) == (
        "3 hộ nghèo ở Thôn Đông, có ô phải sửa, có «mẫu» trong tên chủ hộ hoặc mã hộ (trong 1.240 hộ)"
    )
    assert filtering(dict(pair.split("=") for pair in Filtering("poor").query.split("&"))) == Filtering(
        "poor"
    )
    assert Filtering().sentence(1240, 1240) == "Tất cả 1.240 hộ của danh sách"


def test_the_finding_says_what_the_numbers_say() -> None:
    counts = {"poor": 58, "near_poor": 9, "average_living_standard": 1, "not_poor": 172, "unknown": 0}
    assert finding({"total": 240, "counts": counts}) == "58 trong 240 hộ thuộc diện hộ nghèo"
    counts["unknown"] = 240
    assert finding({"total": 240, "counts": counts}) == "Chưa xác định được hộ nào trong 240 hộ"


MEMBERS = (
    "Mã hộ,Họ tên thành viên,Quan hệ với chủ hộ,Năm sinh\n"
    "M1,Nguyễn Thị Mẫu,Chủ hộ,1980\n"
    "M1,Nguyễn Văn Con,Con,2015\n"
    "M2,Đặng Văn Thử,Chủ hộ,1970\n"
)


def test_members_of_a_second_file_stand_beside_their_household(
    client: Client, work_off: Callable[[], None]
) -> None:
    files = {
        "tep": SimpleUploadedFile("Hộ.csv", CSV.encode()),
        "tep-thanh-vien": SimpleUploadedFile("Người.csv", MEMBERS.encode()),
    }
    address = client.post("/phan-loai/", {**files, "ngay": "21/11/2026", "khu-vuc": "xã"}).headers["Location"]
    text = text_of(client.get(address))
    assert "Danh sách thành viên" in text
    assert 'aria-label="Nội dung của cột D Năm sinh"' in text
    client.post(address, {"viec": "phan-loai", "ngay": "21/11/2026", "khu-vuc": "xã", "m-C": ""})
    assert UploadedList.objects.get().asked["mapping"]["member_columns"]["C"] is None
    work_off()
    text = text_of(client.get(address.replace("cot/", "ho/2/")))
    assert "2 thành viên" in text
    assert "Nguyễn Văn Con" in text
    assert "1970" not in text


def test_another_sheet_is_read_when_it_is_chosen(client: Client) -> None:
    address = client.post("/phan-loai/mau/phieu/").headers["Location"]
    assert "<option selected>Hộ</option>" in text_of(client.get(address))
    form = {"ngay": "21/11/2026", "khu-vuc": "xã", "trang": "Thành viên", "trang-thanh-vien": ""}
    assert client.post(address, {**form, "viec": "phan-loai"}).headers["Location"] == address
    text = text_of(client.get(address))
    assert "<option selected>Thành viên</option>" in text
    assert "Danh sách thành viên" not in text
    same = client.post(address, {**form, "trang-thanh-vien": "Thành viên"})
    assert same.status_code == 422
    assert "khác trang thành viên" in text_of(same)


def by_village(path: Path, **more: list[list[Any]]) -> Path:
    """One sheet per village, the codes begin again in each; the third has other columns."""
    heading = ["Mã hộ", "Họ tên chủ hộ", "Thu nhập bình quân đầu người/tháng", "Số chỉ số thiếu hụt"]
    sheets = {
        "Thôn Đông": [heading, ["1", "Nguyễn Thị Mẫu", 900_000, 4], ["2", "Đặng Văn Thử", 900_000, 1]],
        "Thôn Tây": [heading, ["1", "Trần Thị Mẫu", 5_000_000, 0], ["2", "Lê Văn Thử", "mười", 2]],
        "Thôn Nam": [["Chủ hộ", "Mã hộ", "Tiền", "Số CSTH"], ["Hoàng Văn Mẫu", "1", 900, 4]],
    }
    return workbook(path, sheets | more)


def sent_book(client: Client, path: Path) -> str:
    files = {"tep": SimpleUploadedFile("Xã Mẫu.xlsx", path.read_bytes())}
    answer = client.post("/phan-loai/", {**files, "ngay": "21/11/2026", "khu-vuc": "xã"})
    return str(answer.headers["Location"])


FORM = {"viec": "phan-loai", "ngay": "21/11/2026", "khu-vuc": "xã"}


def test_sheets_of_the_same_columns_are_corrected_once_and_others_by_themselves(
    client: Client, work_off: Callable[[], None], tmp_path: Path
) -> None:
    address = sent_book(client, by_village(tmp_path / "a.xlsx"))
    text = text_of(client.get(address))
    assert "trang «Thôn Đông», «Thôn Tây» (cùng cột), 4 dòng" in text
    assert "trang «Thôn Nam», 1 dòng" in text
    assert '<option value="" selected>Mọi trang có danh sách hộ</option>' in text
    wrong = client.post(address, {**FORM, "c2-C": "head"})
    assert wrong.status_code == 422
    assert "Trang «Thôn Nam»: Cột A và cột C cùng là «Họ tên chủ hộ»" in text_of(wrong)
    client.post(address, {**FORM, "c2-C": "income_per_head", "don-vi-2": "1000"})
    told = UploadedList.objects.get().asked["mapping"]["sheets"]
    assert set(told) == {"Thôn Đông", "Thôn Tây", "Thôn Nam"}
    assert told["Thôn Tây"]["columns"]["C"] == "income_per_head"
    assert told["Thôn Nam"]["units"] == {"C": 1000}
    work_off()
    text = text_of(client.get(address.replace("cot/", "ket-qua/")))
    assert "2 trong 5 hộ thuộc diện hộ nghèo, 1 hộ chưa xác định" in text
    assert "Theo trang của tệp" not in text  # it is the same as by village
    assert "Theo thôn, tổ dân phố" in text
    text = text_of(client.get(address))  # what was corrected stays so
    assert text.count('<option value="income_per_head" selected>') == 2
    assert '<option value="1000" selected>nghìn đồng</option>' in text
    text = text_of(client.get(address.replace("cot/", "danh-sach/?trang=Thôn+Nam")))
    assert "1 hộ thuộc trang «Thôn Nam» (trong 5 hộ)" in text
    [key] = re.findall(r"/ho/(\d+)/", text)
    text = text_of(client.get(address.replace("cot/", f"ho/{key}/?trang=Thôn+Nam")))
    assert "Hoàng Văn Mẫu" in text
    assert "trang «Thôn Nam», dòng 2 của tệp" in text
    assert "900.000" in text
    assert "hộ thứ 1 trong 1 hộ đã lọc" in text


def test_households_of_one_row_on_two_sheets_are_told_apart(
    client: Client, work_off: Callable[[], None], tmp_path: Path
) -> None:
    address = sent_book(client, by_village(tmp_path / "a.xlsx"))
    client.post(address, FORM)
    work_off()
    text = text_of(client.get(address.replace("cot/", "danh-sach/")))
    keys = re.findall(r"/ho/(\d+)/", text)
    assert len(set(keys)) == 5
    heads, faulty = [], []
    for key in keys:
        text = text_of(client.get(address.replace("cot/", f"ho/{key}/")))
        heads.append(re.findall(r"<h1>(.*)</h1>", text)[0])
        faulty.append("Ô phải sửa ở dòng này" in text)
        assert f"<dd>{heads[-1]}</dd>" in text  # the cells of the file
    assert heads == ["Nguyễn Thị Mẫu", "Đặng Văn Thử", "Trần Thị Mẫu", "Lê Văn Thử", "Hoàng Văn Mẫu"]
    assert faulty == [False, False, False, True, False]
    assert client.get(address.replace("cot/", f"ho/{10**30}/")).status_code == 404


def test_a_list_that_stands_in_the_file_twice_is_told_on_every_page(
    client: Client, work_off: Callable[[], None], tmp_path: Path
) -> None:
    heading = ["Mã hộ", "Họ tên chủ hộ", "Điểm B1", "Điểm B2"]
    rows = [heading, ["M1", "Nguyễn Thị Mẫu", 100, 30], ["M2", "Đặng Văn Thử", 200, 0]]
    address = sent_book(client, workbook(tmp_path / "a.xlsx", {"Danh sách": rows, "Sheet2": rows}))
    text = text_of(client.get(address))
    assert "chỉ phân loại trang «Danh sách»" in text
    assert "1 trang chưa được phân loại" in text
    client.post(address, FORM)
    work_off()
    text = text_of(client.get(address.replace("cot/", "ket-qua/")))
    assert "1 trong 2 hộ thuộc diện hộ nghèo" in text
    assert "1 trang chưa được phân loại" in text
    assert "trùng với «Danh sách»" in text
    assert "ô phải sửa" not in text
    client.post(address, {**FORM, "trang": "Sheet2"})
    assert "1 trang chưa được phân loại" not in text_of(client.get(address))
    client.post(address, {**FORM, "trang": "Sheet2"})
    work_off()
    text = text_of(client.get(address.replace("cot/", "ket-qua/")))
    assert "1 trong 2 hộ thuộc diện hộ nghèo" in text
    assert "chưa được phân loại" not in text


def test_sheets_that_are_no_villages_are_counted_beside_the_villages(
    client: Client, work_off: Callable[[], None], tmp_path: Path
) -> None:
    heading = ["Mã hộ", "Họ tên chủ hộ", "Thôn", "Điểm B1", "Điểm B2"]
    sheets = {
        "Tổ rà soát A": [heading, ["M1", "Nguyễn Thị Mẫu", "Thôn Đông", 100, 30]],
        "Tổ rà soát B": [heading, ["M2", "Đặng Văn Thử", "Thôn Đông", 200, 0]],
    }
    address = sent_book(client, workbook(tmp_path / "a.xlsx", sheets))
    client.post(address, FORM)
    work_off()
    text = text_of(client.get(address.replace("cot/", "ket-qua/")))
    assert "Theo trang của tệp" in text
    assert "?trang=T%E1%BB%95+r%C3%A0+so%C3%A1t+B" in text


def test_one_sheet_may_be_chosen_and_then_all_again(client: Client, tmp_path: Path) -> None:
    address = sent_book(client, by_village(tmp_path / "a.xlsx"))
    client.post(address, {**FORM, "trang": "Thôn Nam"})
    text = text_of(client.get(address))
    assert "<option selected>Thôn Nam</option>" in text
    assert "Thôn Đông" not in re.sub(r"<option.*?</option>", "", text)
    client.post(address, {**FORM, "trang": ""})
    assert "trang «Thôn Đông», «Thôn Tây» (cùng cột)" in text_of(client.get(address))


def test_a_unit_that_the_heading_does_not_say_is_taken_from_the_person(
    client: Client, work_off: Callable[[], None]
) -> None:
    address = sent(client, CSV.replace("900000", "900")).headers["Location"]
    client.post(address, {"viec": "phan-loai", "ngay": "21/11/2026", "khu-vuc": "xã", "don-vi": "1000"})
    work_off()
    text = text_of(client.get(address.replace("cot/", "ho/2/")))
    assert "900.000" in text
    assert "Hộ nghèo" in text


def test_pages_of_a_list_keep_to_the_policy_and_travel_light(
    client: Client, classified: UploadedList
) -> None:
    for page in ("ket-qua/", "danh-sach/", "can-sua/", "ho/2/", "cot/"):
        answer = client.get(f"/phan-loai/{classified.id}/{page}", headers={"accept-encoding": "gzip"})
        assert len(answer.content) < 30_000, page
        assert answer.headers["Cache-Control"] == "private, no-store"
        text = text_of(client.get(f"/phan-loai/{classified.id}/{page}"))
        for inline in ("<style", " style=", " onclick=", "javascript:"):
            assert inline not in text, page
        scripts = text.count('<script type="module" src=') + text.count('<script type="application/json">')
        assert text.count("<script") == scripts, page
