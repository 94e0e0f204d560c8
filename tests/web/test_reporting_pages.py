"""Pages of reports owed: what is shown to whom, what is refused and how it is told, files."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from docx import Document
from openpyxl import load_workbook
from tests.apps.budgets.made import allocated, given, paid
from tests.apps.report_forms.made import LOADER, form_in_use
from tests.apps.reporting.test_chain import OFFICER, accepted, frozen, owed, sent
from tests.apps.snapshots.test_snapshots import poor_home
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.report_forms.actions import begin_filling, finish, reopen, type_cells
from giamngheo.apps.reporting.actions import draw_plain
from giamngheo.apps.reporting.models import Arrangement, Report, Request, ReturnedCell
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.components.acting_person import today

pytestmark = pytest.mark.django_db
ROOT = "/che-do-bao-cao/"


@pytest.fixture
def country(settings: LazySettings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def signed_in(*held: tuple[str, object]) -> Client:
    client = Client()
    client.force_login(make_person(*held))  # type: ignore[arg-type]
    return client


def words(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content[:200]
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def one(country: Country, area: str = "east") -> str:
    return f"{ROOT}{country.areas[area].pk}/review-official/2026/"


def test_what_is_owed_is_listed_with_its_day_and_state(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = signed_in(("officer", country.east))
    told = words(officer, f"{ROOT}?nam=2026")
    assert "Báo cáo kết quả rà soát thường xuyên, tháng 1 năm 2026 05/02/2026 Chưa lập Quá hạn" in told
    assert "Báo cáo chính thức kết quả rà soát định kỳ, năm 2026 chưa quy định Chưa lập" in told
    assert "Yêu cầu báo cáo" not in told  # a leader asks
    above = words(signed_in(("officer", country.province)), f"{ROOT}?nam=2026")
    assert "Báo cáo chính thức kết quả rà soát định kỳ, năm 2026 19/12/2026" in above
    assert "Đơn vị trực thuộc gửi về" in above
    key = "review_month.2026-t1"
    assert "Xã Đông 05/02/2026" in words(
        signed_in(("officer", country.province)), f"{ROOT}?nam=2026&bao-cao={key}"
    )
    monkeypatch.setattr("giamngheo.web.staff.home.today", lambda: date(2026, 11, 15))
    assert "8 báo cáo của xã Đông quá hạn, sớm nhất là «Báo cáo kết quả rà soát" in words(officer, "/")
    file = officer.get(f"{ROOT}danh-sach.xlsx?nam=2026").getvalue()
    rows = list(load_workbook(BytesIO(file)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert any("Báo cáo kết quả rà soát thường xuyên, tháng 1 năm 2026" in row for row in rows)
    assert AuditLine.objects.filter(verb="reporting.export").exists()


def test_a_report_is_drawn_up_returned_and_accepted_from_its_page(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    snapshot = frozen(country.east)
    officer, leader = signed_in(("officer", country.east)), signed_in(("leader", country.east))
    page = words(officer, one(country))
    assert "Lập báo cáo" in page
    assert "Ký gửi" not in page
    refused = officer.post(f"{one(country)}lap/", {"tu": "x"})
    assert refused.status_code == 422
    assert "Chưa chọn lập từ đâu" in refused.content.decode()
    assert officer.post(f"{one(country)}lap/", {"tu": str(snapshot.pk)}).status_code == 302
    assert leader.post(f"{one(country)}lap/", {"tu": str(snapshot.pk)}).status_code == 403
    officer.post(f"{one(country)}loi-van/", {"result": "Rà soát ở hai thôn <b>"})
    assert "Rà soát ở hai thôn &lt;b&gt;" in words(officer, one(country))
    own = officer.post(f"{one(country)}viec/", {"viec": "kiem-tra"})
    assert "không tự kiểm tra" in own.content.decode()
    other = signed_in(("statistics", country.east))
    assert "Đã kiểm tra, thấy đúng" in words(leader, one(country))
    assert other.post(f"{one(country)}viec/", {"viec": "kiem-tra"}).status_code == 302
    assert officer.post(f"{one(country)}viec/", {"viec": "gui", "ghi-chu": "x"}).status_code == 403
    empty = leader.post(f"{one(country)}viec/", {"viec": "gui", "ghi-chu": " "})
    assert "Chưa ghi số, ngày văn bản" in empty.content.decode()
    leader.post(f"{one(country)}viec/", {"viec": "gui", "ghi-chu": "BC 12/BC-UBND"})
    above = signed_in(("officer", country.province))
    assert "1 báo cáo gửi" in words(above, "/")
    table = f"{one(country)}bieu/official-result/"
    assert "Bấm vào số nào không nhận" in words(above, table)
    assert "Bấm vào số nào không nhận" not in words(officer, table)
    marked = f"{table}?cot=poor&dong=&don-vi="
    assert "Chưa ghi lý do" in above.post(marked, {"ly-do": ""}).content.decode()
    assert above.post(marked, {"ly-do": "Sổ tỉnh là 2"}).status_code == 302
    assert officer.post(marked, {"ly-do": "phá"}).status_code == 403
    assert "Sổ tỉnh là 2" in words(above, table)
    assert "Sổ tỉnh là 2" not in words(officer, table) + words(officer, one(country))  # not returned yet
    above.post(f"{one(country)}viec/", {"viec": "tra-lai", "ghi-chu": "Xem lại cột 1"})
    page = words(officer, one(country))
    assert "Số bị trả lại" in page
    assert "Sổ tỉnh là 2" in page
    assert "bị trả lại, cần sửa" in words(officer, "/")
    cell = ReturnedCell.objects.get()
    officer.post(f"{one(country)}tra-loi/", {f"tra-loi-{cell.pk}": "Đã đối chiếu"})
    other.post(f"{one(country)}viec/", {"viec": "kiem-tra"})
    leader.post(f"{one(country)}viec/", {"viec": "gui", "ghi-chu": "BC 13/BC-UBND"})
    assert "Trả lời: Đã đối chiếu" in words(above, table)
    above.post(f"{one(country)}viec/", {"viec": "nhan"})
    signed_in(("leader", country.province)).post(f"{one(country)}viec/", {"viec": "khoa"})
    assert Report.objects.get().state == "locked"
    assert "Đã khóa" in words(officer, one(country))
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert officer.get(f"{one(country)}bao-cao.{ending}").content.startswith(start)
    assert b"1" in officer.get(f"{table}bang.csv").getvalue()


def test_a_form_of_ones_own_is_kept_in_the_report_as_it_was(country: Country) -> None:
    snapshot = frozen(country.east)
    form = begin_filling(form_in_use(country.east), country.east, date(2026, 7, 1), date(2026, 9, 30), LOADER)
    form.snapshot = snapshot
    form.save()
    type_cells(form, {"C6": 0, "D6": 0, "F6": "=ghi chú cũ"}, LOADER)
    finish(form, LOADER)
    officer = signed_in(("officer", country.east))
    assert "sẽ được giữ trong báo cáo khi lập: Biểu thử vốn vay" in words(officer, one(country))
    officer.post(f"{one(country)}lap/", {"tu": str(snapshot.pk)})
    kept = f"{one(country)}bieu-mau/1/"
    assert "=ghi chú cũ" in words(officer, kept)
    reopen(form, "Sửa ghi chú", LOADER)
    page = words(officer, one(country))
    assert "Đã mở lại sau lần lập này: Biểu thử vốn vay. Báo cáo giữ số như lúc lập." in page
    type_cells(form, {"F6": "ghi chú mới"}, LOADER)
    finish(form, LOADER)
    assert "=ghi chú cũ" in words(officer, kept)
    assert "Hoàn thành hoặc đổi sau lần lập này" in words(officer, one(country))
    assert officer.get(f"{kept}to.pdf").content.startswith(b"%PDF")
    assert "'=ghi chú cũ" in officer.get(f"{kept}to.csv").content.decode()
    assert officer.get(f"{one(country)}bieu-mau/2/").status_code == 404
    officer.post(f"{one(country)}lap/", {"tu": str(snapshot.pk)})
    assert "ghi chú mới" in words(officer, kept)


def test_a_province_sums_what_was_accepted(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    snapshot = frozen(country.east)
    accepted(country.east, snapshot)
    form = begin_filling(form_in_use(country.east), country.east, date(2026, 7, 1), date(2026, 9, 30), LOADER)
    officer = signed_in(("officer", country.east))
    assert "lập lại để đưa vào" not in words(officer, one(country))
    form.snapshot = snapshot
    form.save()
    type_cells(form, {"C6": 0, "D6": 0}, LOADER)
    finish(form, LOADER)
    told = words(officer, one(country))
    assert "chưa có trong báo cáo; lập lại để đưa vào: Biểu thử vốn vay" in told
    sent(country.west, frozen(country.west))
    above = signed_in(("officer", country.province))
    address = one(country, "province")
    assert "Cộng báo cáo đã nhận của 1/2 đơn vị trực thuộc" in words(above, address)
    above.post(f"{address}lap/", {"tu": "truc-thuoc"})
    assert "Chưa nhận báo cáo của 1/2 đơn vị trực thuộc: phường Tây" in words(above, address)
    assert owed(country.province).report is not None
    accepted_west = signed_in(("officer", country.province))
    accepted_west.post(f"{one(country, 'west')}viec/", {"viec": "nhan"})
    assert "Báo cáo của phường Tây được nhận hoặc điều chỉnh sau lần lập này" in words(above, address)


def test_days_and_requests_are_set_by_a_leader_above(country: Country) -> None:
    leader = signed_in(("leader", country.province))
    page = words(leader, f"{ROOT}lich/")
    assert "trước ngày 20/12 QĐ 24/2021/QĐ-TTg, Điều 7" in page
    told = {"don-vi": country.province.pk, "bao-cao": "review_official", "cap": "3", "van-ban": "CV 1"}
    late = leader.post(f"{ROOT}lich/", told | {"ngay": "25/12"})
    assert "muộn hơn hạn 19/12" in late.content.decode()
    assert "xem lại" in leader.post(f"{ROOT}lich/", told | {"ngay": "31/2"}).content.decode()
    assert leader.post(f"{ROOT}lich/", told | {"ngay": "ngày mai"}).status_code == 422
    assert leader.post(f"{ROOT}lich/", told | {"ngay": "10/12"}).status_code == 302
    assert "10/12/2026 CV 1" in words(signed_in(("officer", country.east)), one(country))
    assert signed_in(("officer", country.province)).post(f"{ROOT}lich/", told).status_code == 403
    assert signed_in(("leader", country.east)).post(f"{ROOT}lich/", told).status_code == 404
    assert Arrangement.objects.count() == 1
    asked = {
        "don-vi": country.province.pk,
        "loai": "as_asked",
        "ten": "Báo cáo nhanh",
        "tu-ngay": "1/9/2026",
        "den-ngay": f"{today():%d/%m/%Y}",
        "van-ban": "CV 9",
        "don-vi-duoi": [country.east.pk],
    }
    assert "Chưa ghi hạn gửi" in leader.post(f"{ROOT}yeu-cau/", asked).content.decode()
    leader.post(f"{ROOT}yeu-cau/", asked | {"han": f"{today():%d/%m/%Y}"})
    code = f"yc-{Request.objects.get().pk}"
    address = f"{ROOT}{country.east.pk}/as-asked/{code}/"
    assert "Báo cáo nhanh" in words(signed_in(("officer", country.east)), address)
    words(
        signed_in(("officer", country.west)), address.replace(str(country.east.pk), str(country.west.pk)), 404
    )


@pytest.mark.parametrize(
    "address",
    ["review-official/1999/", "review-official/2026-t1/", "none/2026/", "as-asked/yc-1/", "as-asked/x/"],
)
def test_what_is_not_owed_is_not_found(country: Country, address: str) -> None:
    words(signed_in(("officer", country.east)), f"{ROOT}{country.east.pk}/{address}", 404)


def test_money_and_activities_of_the_programme_stand_on_the_page_and_in_the_paper(country: Country) -> None:
    line = given(country.east, 4_000_000, "2", year=2026)
    paid(allocated(line, 3_000_000, day=date(2026, 4, 1)), 1_000_000, day=date(2026, 4, 1))
    officer = signed_in(("officer", country.east))
    address = f"{ROOT}{country.east.pk}/monitoring-year/2026/"
    draw_plain(owed(country.east, "monitoring_year"), "chưa chốt số liệu", OFFICER)
    told = words(officer, address).replace("\xa0", " ")
    assert "Kinh phí theo dự án (triệu đồng)" in told
    assert "4,0 2,0 – 1,0 – 25,0 %" in told
    paper = Document(BytesIO(officer.get(f"{address}bao-cao.docx").content))
    cells = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
    assert ["Cộng", "4,0", "2,0", "–", "1,0", "–", "25,0 %"] in [
        [cell.replace("\xa0", " ") for cell in row] for row in cells
    ]
    assert "không kèm biểu số liệu" in "\n".join(one.text for one in paper.paragraphs)
