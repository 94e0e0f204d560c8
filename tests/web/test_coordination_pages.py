"""Pages of coordination: the matrix, given tasks, obstacles; who may do what, and what waits at home."""

import html
import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from tests.apps.coordination.made import OFFICER, plan_taken_in, task_of
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.coordination.models import Assignment, GivenTask, Obstacle
from giamngheo.foundation.areas.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def signed_in(*held: tuple[str, Area]) -> Client:
    client = Client()
    client.force_login(make_person(*held))
    return client


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return re.sub(r"\s+", " ", html.unescape(answer.content.decode()))


def sent(client: Client, address: str, status: int = 302, **typed: object) -> str:
    answer = client.post(address, {name.replace("_", "-"): value for name, value in typed.items()})
    assert answer.status_code == status, re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())[-1500:]
    return answer.headers.get("Location", "") or html.unescape(answer.content.decode())


def to_come(days: int = 10) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"


def test_the_matrix_is_proposed_confirmed_typed_refused_and_taken_away(country: Country) -> None:
    client, plan = signed_in(("officer", country.east)), plan_taken_in(country.east)
    page = said(client, "/dieu-hanh/phan-cong/?nam=2024")
    assert "Cải thiện dinh dưỡng" in page and "Đề xuất phân công" in page
    deed, of = "/dieu-hanh/phan-cong/viec/", {"don_vi": country.east.pk, "nam": 2024}
    address = sent(client, deed, viec="tu-ke-hoach", ke_hoach=plan.pk, **of)
    page = said(client, address)
    assert "Đã đề xuất 4 phân công" in page and "4 phân công đề xuất" in page
    assert "đề xuất từ kế hoạch chờ xác nhận" in said(client, "/")
    sent(client, deed, viec="them", du_an="2", don_vi_lam="Phòng Kinh tế", vai="lead", **of)
    page = sent(client, deed, 422, viec="xac-nhan", **of)
    assert "Không nhận «Hội Nông dân xã» chủ trì" in page
    assert Assignment.objects.filter(state="confirmed").count() == 4
    page = sent(client, deed, 422, viec="them", du_an="2", don_vi_lam="Hội B", vai="lead", **of)
    assert 'value="Hội B"' in page and "mỗi dự án chỉ một đơn vị chủ trì" in page
    row = Assignment.objects.get(state="proposed")
    sent(client, deed, viec="thoi", dong=row.pk, ly_do="đã có Phòng Kinh tế", **of)
    query = f"?don-vi={country.east.pk}&nam=2024"
    content = b"".join(client.get(f"/dieu-hanh/phan-cong/danh-sach.xlsx{query}"))  # type: ignore[arg-type]
    table = pl.read_excel(BytesIO(content), read_options={"header_row": 7})
    assert "Trạm Y tế xã" in table.columns
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert (
            client.get(f"/dieu-hanh/phan-cong/bang-phan-cong.{ending}{query}").content[:4].startswith(start)
        )


def test_a_year_whose_programme_has_no_list_of_projects_takes_typed_codes(country: Country) -> None:
    client = signed_in(("leader", country.east))
    assert "Danh mục dự án của chương trình này chưa có" in said(client, "/dieu-hanh/phan-cong/?nam=2026")
    of = {"don_vi": country.east.pk, "nam": 2026, "viec": "them", "vai": "lead"}
    sent(client, "/dieu-hanh/phan-cong/viec/", du_an="2.1", don_vi_lam="Hội A", **of)
    assert "Chưa chọn dự án" in sent(
        client, "/dieu-hanh/phan-cong/viec/", 422, du_an="hai", don_vi_lam="Hội A", **of
    )
    assert "Hội A" in said(client, "/dieu-hanh/phan-cong/?nam=2026")


def test_tasks_are_given_by_hand_or_from_a_plan_and_villages_report_on_theirs(country: Country) -> None:
    officer, head = signed_in(("officer", country.east)), signed_in(("village_head", country.east_1))
    of = {"don_vi": country.east.pk, "nam": 2024}
    wrong = sent(
        officer, "/dieu-hanh/nhiem-vu/moi/", 422, nhiem_vu="Rà soát", giao_cho="Hội A", han="40/1", **of
    )
    assert "Rà soát" in wrong and 'id="han-loi"' in wrong
    day = f"{timezone.localdate() - timedelta(days=2):%d/%m/%Y}"
    address = sent(
        officer,
        "/dieu-hanh/nhiem-vu/moi/",
        nhiem_vu="Rà soát hộ",
        don_vi_duoi=country.east_1.pk,
        han=day,
        **of,
    )
    assert "quá hạn" in said(head, "/dieu-hanh/nhiem-vu/") and "quá hạn từ" in said(head, "/")
    sent(head, f"{address}viec/", viec="finish", loi="Đã rà 42 hộ")
    assert "Đã rà 42 hộ" in said(officer, address)
    assert sent(head, f"{address}viec/", 403, viec="cancel", loi="thôi")
    assert said(signed_in(("village_head", country.east_2)), address, 404)
    plan = plan_taken_in(country.east)
    page = said(officer, f"/dieu-hanh/nhiem-vu/tu-ke-hoach/?don-vi={country.east.pk}&nam=2024")
    assert "Cân đo trẻ em dưới 5 tuổi" in page
    marks = re.findall(r'name="dong" value="([^"]+)"', page)
    assert "Chưa chọn nhiệm vụ" in sent(
        officer, "/dieu-hanh/nhiem-vu/tu-ke-hoach/", 422, ke_hoach=plan.pk, han=to_come(), **of
    )
    sent(officer, "/dieu-hanh/nhiem-vu/tu-ke-hoach/", ke_hoach=plan.pk, dong=marks, han=to_come(), **of)
    assert GivenTask.objects.filter(plan=plan).count() == len(marks) == 3
    assert "(đã giao)" in said(officer, f"/dieu-hanh/nhiem-vu/tu-ke-hoach/?don-vi={country.east.pk}&nam=2024")
    given = b"".join(officer.get("/dieu-hanh/nhiem-vu/danh-sach.csv?co-quan=Hội"))  # type: ignore[arg-type]
    assert "Hội Nông dân".encode() in given and "Trạm Y tế".encode() not in given


def test_an_obstacle_of_a_village_goes_up_is_answered_and_closed_by_who_raised_it(country: Country) -> None:
    head, officer = signed_in(("village_head", country.east_1)), signed_in(("officer", country.east))
    above, beside = signed_in(("leader", country.province)), signed_in(("officer", country.west))
    wrong = sent(head, "/dieu-hanh/vuong-mac/moi/", 422, ten="Thiếu phiếu", han=to_come(-1))
    assert 'value="Thiếu phiếu"' in wrong and "đã qua" in wrong and "Chưa chọn chủ đề" in wrong
    address = sent(
        head,
        "/dieu-hanh/vuong-mac/moi/",
        chu_de="data",
        ten="Thiếu phiếu",
        noi_dung="Xin thêm",
        han=to_come(),
    )
    assert said(beside, address, 404) and "Thiếu phiếu" not in said(beside, "/dieu-hanh/vuong-mac/")
    assert "«Thiếu phiếu» chờ trả lời" in said(officer, "/")
    assert sent(head, f"{address}viec/", 422, viec="answer", loi="tự trả lời")
    sent(officer, f"{address}viec/", viec="escalate", loi="xã hết phiếu", han=to_come(5))
    assert "là việc của đơn vị khác" in sent(officer, f"{address}viec/", 422, viec="answer", loi="x")
    assert "«Thiếu phiếu» chờ trả lời" in said(above, "/")
    sent(above, f"{address}viec/", viec="answer", loi="Gửi 500 phiếu")
    assert sent(above, f"{address}viec/", 422, viec="close")
    assert "đã được trả lời" in said(head, "/")
    sent(head, f"{address}viec/", viec="close")
    page = said(officer, address)
    assert "Xác nhận đã gỡ" in page and "Gửi 500 phiếu" in page
    assert Obstacle.objects.get().state == "closed"
    counted = said(above, f"/dieu-hanh/vuong-mac/?don-vi={country.province.pk}&phia=tat-ca")
    assert "Xã Đông" in counted and "Thiếu phiếu" in counted
    assert "Thiếu phiếu".encode() in b"".join(officer.get("/dieu-hanh/vuong-mac/danh-sach.csv"))  # type: ignore[arg-type]


def test_who_only_takes_part_gives_and_assigns_nothing(country: Country) -> None:
    client = signed_in(("health", country.east))
    task = task_of(country.east, date(2026, 12, 1), OFFICER)
    page = said(client, f"/dieu-hanh/nhiem-vu/{task.pk}/")
    assert "báo kết quả" in page and "Thôi giao" not in page
    assert client.get("/dieu-hanh/nhiem-vu/moi/").status_code == 403
    assert sent(client, "/dieu-hanh/phan-cong/viec/", 403, viec="them")
    assert "Thêm phân công" not in said(client, "/dieu-hanh/phan-cong/?nam=2024")
    hub = said(client, "/dieu-hanh/")
    assert "1 chưa xong" in hub
