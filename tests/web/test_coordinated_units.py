"""Pages of committees, proposals of the community, conferences and documents; what is typed stays."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.apps.activities.made import activity
from tests.apps.coordination.made import OFFICER, document_of, meeting_of
from tests.factories.places import Country, make_country
from tests.web.test_coordination_pages import said, sent, signed_in, to_come

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.coordination.actions import Wanted, decide_proposal, propose
from giamngheo.apps.coordination.models import (
    Amendment,
    Committee,
    CommunityMeeting,
    Conference,
    GivenTask,
    LocalDocument,
)
from giamngheo.law.activities.library import activity_kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def file(name: str = "van-ban.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7")


def papers_of(client: Client, address: str, query: str = "") -> None:
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert client.get(f"{address}.{ending}{query}").content[:4].startswith(start)


def test_a_committee_is_set_up_with_members_rules_and_a_contact_officer(country: Country) -> None:
    client, of = signed_in(("officer", country.east)), {"don_vi": country.east.pk}
    page = "/dieu-hanh/ban-chi-dao/"
    assert "Chưa có ban chỉ đạo" in said(client, page)
    wrong = sent(client, f"{page}viec/", 422, viec="lap", ten="Ban Chỉ đạo", so="5/QĐ", ngay="40/1", **of)
    assert 'value="Ban Chỉ đạo"' in wrong and 'id="ngay-loi"' in wrong
    typed = {"ten": "Ban Chỉ đạo", "so": "5/QĐ", "ngay": "1/3/2026", "tu_ngay": "1/3/2026"}
    address = sent(client, f"{page}viec/", viec="lap", quy_che="Quy chế", tep=file(), **typed, **of)
    member = {"thanh_vien": "Bà Mẫu", "chuc_vu": "Phó Chủ tịch", "gioi": "nu", "tu_ngay": "2/3/2026"}
    assert "Chưa chọn là gì" in sent(client, f"{address}viec/", 422, viec="cu", **member)
    charge = {"dia_ban_phu_trach": [country.east_1.pk, country.west.pk]}
    sent(client, f"{address}viec/", viec="cu", vai="deputy", **member, **charge)
    shown = said(client, address)
    assert "1 nữ" in shown and "Chưa ai phụ trách: thôn Đông Hai" in shown
    row = Committee.objects.get()
    assert row.members.get().areas == [country.east_1.pk]
    assert client.get(f"{address}quy-che/").content == b"%PDF-1.7"
    papers_of(client, f"{address}danh-sach")
    officer = {"ho_ten": "Đ/c Thủy", "chuc_danh": "Công chức", "dien_thoai": "0229 3871 111"}
    sent(client, f"{page}viec/", viec="dau-moi", dau_moi_tu="1/3/2026", **officer, **of)
    head = said(signed_in(("village_head", country.east_1)), page)
    assert "Đ/c Thủy" in head and "0229 3871 111" in head
    health = said(signed_in(("health", country.east)), page)
    assert "Đ/c Thủy" in health and "0229 3871 111" not in health
    number = row.members.get().pk
    last = {f"den_ngay_{number}": "1/6/2026", f"ly_do_{number}": "nghỉ"}
    sent(client, f"{address}viec/", viec="thoi-vien", dong=number, **last)
    sent(client, f"{address}viec/", viec="thoi", ngay_thoi="1/9/2026", ly_do="giải thể")
    assert "giải thể" in said(client, address)


def test_a_meeting_proposes_and_the_commune_answers(country: Country) -> None:
    head, officer = signed_in(("village_head", country.east_1)), signed_in(("officer", country.east))
    new = "/dieu-hanh/de-xuat/hop/moi/"
    typed = {"don_vi": country.east_1.pk, "ngay": "1/3/2026", "noi": "Nhà văn hóa", "chu_tri": "Trưởng thôn"}
    wrong = sent(head, new, 422, so_nguoi="nhiều", **typed)
    assert "«nhiều» không phải số đếm" in wrong and 'value="Nhà văn hóa"' in wrong
    address = sent(head, new, so_nguoi="42", so_nu="20", noi_dung="Bàn việc", tep=file(), **typed)
    deed = f"{address}viec/"
    sent(head, deed, viec="de-xuat", ten="Sửa mương", uu_tien="1", phieu="30", du_an="2")
    assert sent(head, deed, 403, viec="accept", dong=CommunityMeeting.objects.get().proposals.get().pk)
    number = CommunityMeeting.objects.get().proposals.get().pk
    sent(officer, deed, viec="accept", dong=number)
    assert "Chưa ghi đưa vào kế hoạch nào" in sent(officer, deed, 422, viec="take_into_plan", dong=number)
    sent(officer, deed, viec="take_into_plan", dong=number, **{f"loi_{number}": "KH 5 năm 2027"})
    page = said(officer, "/dieu-hanh/de-xuat/?nam=2026")
    assert "KH 5 năm 2027" in page and "1 đã đưa vào kế hoạch" in page
    assert "Sửa mương" not in said(signed_in(("officer", country.west)), "/dieu-hanh/de-xuat/?nam=2026")
    query = f"?don-vi={country.east.pk}&nam=2026"
    papers_of(officer, "/dieu-hanh/de-xuat/phat-trien-cong-dong", query)
    given = b"".join(officer.get(f"/dieu-hanh/de-xuat/danh-sach.csv{query}"))  # type: ignore[arg-type]
    assert "Sửa mương".encode() in given


def test_an_accepted_proposal_becomes_an_activity_or_is_told_by_one_that_is_there(country: Country) -> None:
    meeting = meeting_of(country.east_1)
    first, second = (
        propose(meeting, Wanted(title, project="2"), OFFICER) for title in ("Nuôi bò", "Nuôi dê")
    )
    address, new = f"/dieu-hanh/de-xuat/hop/{meeting.pk}/", f"/hoat-dong/moi/?don-vi={country.east.pk}"
    officer, radio = signed_in(("officer", country.east)), signed_in(("radio", country.east))
    assert "Lập hoạt động" not in said(officer, address)
    said(officer, f"{new}&de-xuat={first.pk}", 404)
    for one in (first, second):
        decide_proposal(one, "accept", "", OFFICER)
    page = said(officer, address)
    assert f"don-vi={country.east.pk}&de-xuat={first.pk}" in page
    assert f"&loai=model&de-xuat={first.pk}" in said(officer, f"{new}&de-xuat={first.pk}")
    form = said(officer, f"{new}&de-xuat={first.pk}&loai=model")
    assert 'value="Nuôi bò"' in form and "đề xuất của cộng đồng" in form
    neighbour = signed_in(("officer", country.west))
    said(neighbour, f"/hoat-dong/moi/?don-vi={country.west.pk}&de-xuat={first.pk}", 404)
    said(radio, address)
    typed = {"loai": "model", "de_xuat": first.pk, "don_vi": country.east.pk, "ten": "Nuôi bò", "du_an": "2"}
    typed |= {
        "tu_ngay": "1/3/2026",
        "den_ngay": "1/9/2026",
        "chu_tri": activity_kinds()["model"].owners[0],
        "ten_chu_tri": "Tổ 1",
    }
    typed |= {"o_objective": "Nuôi bò sinh sản", "o_line": "livestock"}
    made = sent(officer, new, **typed)
    assert "Thực hiện đề xuất của cộng đồng" in said(officer, made)
    assert "Thực hiện bằng" in said(officer, address)
    assert "1 đề xuất được chấp nhận chưa có hoạt động" in said(officer, "/dieu-hanh/de-xuat/?nam=2026")
    number = {f"hoat_dong_{second.pk}": Activity.objects.get().pk}
    sent(
        signed_in(("village_head", country.east_1)),
        f"{address}viec/",
        404,
        viec="gan",
        dong=second.pk,
        **number,
    )
    other = {f"hoat_dong_{second.pk}": activity(country.west).pk}
    sent(officer, f"{address}viec/", 404, viec="gan", dong=second.pk, **other)
    sent(officer, f"{address}viec/", viec="gan", dong=second.pk, **number)
    assert said(officer, made).count("Thực hiện đề xuất của cộng đồng") == 2


def test_a_conference_is_called_held_and_its_conclusions_wait_with_the_tasks(country: Country) -> None:
    client = signed_in(("leader", country.east))
    typed = {"don_vi": country.east.pk, "loai": "final", "ten": "Tổng kết năm", "moi": "Các thôn"}
    wrong = sent(client, "/dieu-hanh/hoi-nghi/moi/", 422, ngay="1/3/2026", **typed)
    assert "Chưa ghi chương trình" in wrong and ">Các thôn</textarea>" in wrong
    address = sent(client, "/dieu-hanh/hoi-nghi/moi/", ngay="1/3/2026", chuong_trinh="Báo cáo", **typed)
    deed = f"{address}viec/"
    sent(client, deed, viec="hop", so_nguoi="40", bien_ban="Nghe báo cáo", tep=file())
    sent(client, deed, viec="ket-luan", nhiem_vu="Làm đường", giao_cho="Hội A", han=to_come(3))
    assert "Làm đường" in said(client, address) and "Làm đường" in said(client, "/")
    assert GivenTask.objects.get().conference == Conference.objects.get()
    assert "1/1" in said(client, "/dieu-hanh/hoi-nghi/")
    assert client.get(f"{address}bien-ban/").content == b"%PDF-1.7"
    assert "bước khác" in sent(client, deed, 422, viec="huy", ly_do="mưa")


def test_documents_are_kept_replaced_and_policies_proposed_to_change(country: Country) -> None:
    client, of = signed_in(("officer", country.east)), {"don_vi": country.east.pk}
    old = document_of(country.east)
    page = said(client, "/dieu-hanh/phap-luat/?tim=07/2021")
    assert "NĐ 07/2021/NĐ-CP" in page and "chỉ xem" in page
    typed = {"so": "2/QĐ", "loai": "Quyết định", "trich_yeu": "Định mức mới", "co_quan": "UBND xã"}
    days = {"ngay": "1/3/2026", "hieu_luc": "1/3/2026"}
    wrong = sent(client, "/dieu-hanh/phap-luat/moi/", 422, **typed, **days, **of)
    assert "Chưa chọn tệp" in wrong and 'value="Định mức mới"' in wrong
    address = sent(client, "/dieu-hanh/phap-luat/moi/", thay=old.pk, tep=file(), **typed, **days, **of)
    assert "Còn hiệu lực" in said(client, address)
    assert "thay bằng 2/QĐ" in said(client, "/dieu-hanh/phap-luat/?hieu-luc=het")
    head = signed_in(("village_head", country.east_1))
    assert head.get(f"{address}tep/").content == b"%PDF-1.7"
    assert said(signed_in(("officer", country.west)), address, 404)
    number = LocalDocument.objects.get(number="2/QĐ").pk
    amend = {"viec": "de-nghi-sua", "bat_cap": "Thấp", "de_nghi": "Nâng", **of}
    assert "Chưa chọn văn bản" in sent(client, "/dieu-hanh/phap-luat/sua/", 422, **amend)
    sent(client, "/dieu-hanh/phap-luat/sua/", van_ban=number, **amend)
    sent(client, "/dieu-hanh/phap-luat/sua/", van_ban="nd-07-2021", **amend)
    row = Amendment.objects.get(document=number)
    said_of = {f"loi_{row.pk}": "CV 5 gửi Sở"}
    sent(client, "/dieu-hanh/phap-luat/sua/", viec="send", dong=row.pk, **said_of, **of)
    assert "CV 5 gửi Sở" in said(client, "/dieu-hanh/phap-luat/")
    sent(client, f"{address}viec/", ngay_het="1/9/2026", ly_do="bãi bỏ")
    assert "Không có hiệu lực hôm nay" in said(client, address)
    given = b"".join(client.get("/dieu-hanh/phap-luat/danh-sach.csv"))  # type: ignore[arg-type]
    assert "Định mức mới".encode() in given
