"""Pages of the two procedures that ask one condition: from an application to the status in the register."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.apps.reviews.asked import (
    FARM,
    REVIEWED,
    WORKERS,
    asks,
    fill_income,
    member,
    monthly,
    opened_for,
    posted_at_the_office,
)
from tests.apps.reviews.made import OFFICER, listed_family
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.households.models import Household, WorkerRecognition
from giamngheo.apps.reviews.actions import open_round, record_reviewed, take_back
from giamngheo.apps.reviews.models import Application, Case, Decision, Entry, Happening, PublicPosting, Round
from giamngheo.apps.surveys.actions import assign_reviewer
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.foundation.audit.actions import Actor
from giamngheo.law.vocabulary.procedures import ProcedureKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def officer(country: Country) -> Client:
    return signed_in(("officer", country.east))


def signed_in(*held: tuple[str, object]) -> Client:
    client = Client()
    client.force_login(make_person(*held))  # type: ignore[arg-type]
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def sent(client: Client, case: Case, word: str, **typed: object) -> str:
    """Send a deed; what the page says where it was refused, else empty."""
    data = {name.replace("_", "-"): said for name, said in typed.items()}
    answer = client.post(f"/ra-soat/thon/{case.pk}/{word}/", data)
    assert answer.status_code in {302, 422}
    return answer.content.decode() if answer.status_code == 422 else ""


def opened_by(client: Client, country: Country, kind: ProcedureKind) -> tuple[Round, Case]:
    data = {"loai": kind.value, "dia-ban": country.east.pk, "ngay": "15/7/2026"}
    assert client.post("/ra-soat/moi/", data).status_code == 302
    one = Round.objects.get(kind=kind.value)
    return one, Case.objects.select_related("round").get(round=one)


def decide(client: Client, one: Round, case: Case) -> int:
    data = {"thon": [case.pk], "so": "31/QĐ-UBND", "ngay": "27/7/2026", "nguoi-ky": "Chủ tịch (thử)"}
    return client.post(f"/ra-soat/{one.pk}/quyet-dinh/", data).status_code


def test_a_month_of_farm_households_on_the_pages(country: Country, officer: Client) -> None:
    yes, no = listed_family(country, "Mẫu", ""), listed_family(country, "Thử", "", country.east_2)
    assert "có mức sống trung bình" in text(officer, "/ra-soat/moi/")
    one, case = opened_by(officer, country, FARM)
    village = f"/ra-soat/thon/{case.pk}/"
    page = text(officer, village)
    assert "Chưa có Giấy đề nghị nào" in page
    assert "cần đối chiếu công báo" in page
    assert "quá hạn" not in page
    assert "Ban Chỉ đạo rà soát cấp xã" in page
    assert "làm được bước tiếp theo" not in text(officer, "/")  # an application is for others to hand in
    form = text(officer, f"{village}nhan-giay/")
    assert "Chưa tìm được văn bản: mẫu Giấy đề nghị" in form
    assert sent(officer, case, "nhan-giay", ngay="6/7/2026", ho=yes.code, giay="Giấy ngày 6/7") == ""
    assert sent(officer, case, "nhan-giay", ngay="15/7/2026", ho=no.code, giay="Giấy ngày 15/7") == ""
    fill_income(one, yes, monthly(2_000_000))
    fill_income(one, no, monthly(4_000_000))
    assert sent(officer, case, "ra-soat-xong", ngay="16/7/2026") == ""
    page = text(officer, village)
    for part in ("nhận 06/07/2026", "Thôn Đông Hai", "Không đủ điều kiện", "Ghi cấp giấy xác nhận"):
        assert part in page, part
    assert (
        sent(officer, case, "niem-yet", ngay="17/7/2026", noi_niem_yet="Trụ sở", nguoi_niem_yet="Thử") == ""
    )
    page = text(officer, f"/ra-soat/{one.pk}/")
    assert "Diễn biến" not in page
    for address in ("kiem-so/", "bien-dong/", "phuc-tra/"):
        assert officer.get(f"/ra-soat/{one.pk}/{address}").status_code == 404
    assert text(officer, f"{village}?loc=khong-du").count("link-target") >= 1
    leader = signed_in(("leader", country.east))
    assert "1 danh sách đủ các bước, chờ ghi quyết định" in text(leader, "/")
    assert "1 hộ đủ điều kiện" in text(leader, f"/ra-soat/{one.pk}/quyet-dinh/")
    assert decide(leader, one, case) == 302
    assert Household.objects.get(pk=yes.pk).class_today == "average_living_standard"
    page = text(leader, f"/ra-soat/{one.pk}/")
    assert "31/QĐ-UBND" in page
    assert "Công bố" not in page
    assert "Điểm B1" not in page
    decision = Decision.objects.get()
    for name in ("certificates", "publish-decision"):  # of decisions on the lists
        assert leader.get(reverse(name, args=[one.pk, decision.pk])).status_code in {200, 403, 404}
    told = {"ngay": "28/7/2026", "ho": [no.pk], "van_ban": "TB 3", "ly_do": "Thu nhập trên mức"}
    assert sent(officer, case, "khong-cong-nhan", **told) == ""
    assert sent(officer, case, "giay-chung-nhan", ngay="29/7/2026") == ""
    entry = Entry.objects.get(household=no)
    page = text(officer, f"/ra-soat/ho/{entry.pk}/")
    assert "Theo câu trả lời nào" not in page  # of the twelve lacks: nothing is asked about them here
    assert "trên mức sống trung bình" in page
    assert "Điểm B2" not in page
    answer = officer.post(f"/ra-soat/ho/{entry.pk}/van-ban/determination_refusal/")
    assert answer.status_code == 302
    assert officer.post(f"/ra-soat/ho/{entry.pk}/van-ban/refusal/").status_code == 404
    answer = officer.get(f"/ra-soat/{one.pk}/danh-sach.csv")
    assert "Không đủ điều kiện" in answer.getvalue().decode("utf-8-sig")


def test_a_worker_is_chosen_among_the_members(country: Country, officer: Client) -> None:
    home = listed_family(country, "Mẫu", "")
    one, case = opened_by(officer, country, WORKERS)
    address = f"/ra-soat/thon/{case.pk}/nhan-giay/"
    assert "Mẫu Thị Con" not in text(officer, address)
    page = text(officer, f"{address}?ho={home.code}")
    assert "Mẫu Thị Con" in page
    assert "Xã này không có hộ mang mã" in text(officer, f"{address}?ho=khong-co")
    told = {"ngay": "15/7/2026", "ho": home.code, "giay": "Giấy của con"}
    page = sent(officer, case, "nhan-giay", **told)
    assert "chọn một thành viên của hộ" in page
    assert "Giấy của con" in page
    assert sent(officer, case, "nhan-giay", nguoi="9" * 30, **told)
    assert sent(officer, case, "nhan-giay", nguoi=member(home, "child").pk, **told) == ""
    fill_income(one, home, monthly(1_000_000))
    sent(officer, case, "ra-soat-xong", ngay="16/7/2026")
    sent(officer, case, "niem-yet", ngay="17/7/2026", noi_niem_yet="Trụ sở", nguoi_niem_yet="Thử")
    assert decide(officer, one, case) in {403, 422}  # who led the steps does not decide
    leader = signed_in(("leader", country.east))
    assert "(1 người lao động)" in text(leader, f"/ra-soat/{one.pk}/quyet-dinh/")
    assert decide(leader, one, case) == 302
    assert WorkerRecognition.objects.get().person == member(home, "child")
    assert "thu nhập thấp" in text(officer, f"/so-ho/nguoi/{member(home, 'child').pk}/")
    listed = officer.get(f"/ra-soat/thon/{case.pk}/danh-sach.csv").getvalue().decode("utf-8-sig")
    assert "Mẫu Thị Con" in listed
    assert "Người lao động có thu nhập thấp" in listed
    assert officer.get(f"/ra-soat/thon/{case.pk}/danh-sach.xlsx?loc=khong-du").getvalue().startswith(b"PK")
    entry, asking = Entry.objects.get(), Application.objects.get()
    paper = f"/ra-soat/ho/{entry.pk}/van-ban/confirmation/"
    assert "Giấy xác nhận: Mẫu Thị Con" in text(officer, f"/ra-soat/ho/{entry.pk}/")
    assert officer.post(f"{paper}?giay={asking.pk}").status_code == 302
    for other in ("999", "0", "x"):
        assert officer.post(f"{paper}?giay={other}").status_code in {302, 404}


@pytest.mark.parametrize("kind", [FARM, WORKERS])
def test_what_may_not_be_done_is_told_and_what_was_typed_is_kept(
    country: Country, officer: Client, kind: ProcedureKind
) -> None:
    poor = listed_family(country)
    strange = listed_family(country, "Thử", "", country.west_1)
    _, case = opened_by(officer, country, kind)
    page = sent(officer, case, "niem-yet", ngay="17/7/2026", noi_niem_yet="Trụ sở", nguoi_niem_yet="Thử")
    assert "QĐ 24/2021/QĐ-TTg, Điều 6" in page
    assert "Trụ sở" in page
    told = {"giay": "Giấy \0" + "ạ" * 900, "ngay": "32/7/2026"}
    assert sent(officer, case, "nhan-giay", ho="x\0y", **told)
    assert "không có hộ mang mã" in sent(
        officer, case, "nhan-giay", ho=strange.code, giay="a", ngay="15/7/2026"
    )
    page = sent(officer, case, "nhan-giay", ho=poor.code, nguoi=member(poor).pk, giay="a", ngay="15/7/2026")
    assert "Căn cứ: " in page
    assert "chưa tới" in sent(
        officer, case, "nhan-giay", ho=poor.code, nguoi=member(poor).pk, giay="a", ngay="1/1/2126"
    )
    for word in ("them-ho", "hop-dan", "chot", "xin-y-kien"):
        assert officer.get(f"/ra-soat/thon/{case.pk}/{word}/").status_code == 404
    assert Happening.objects.filter(case=case).count() == 1


def test_a_round_before_the_fifteenth_or_before_the_law_is_refused(country: Country, officer: Client) -> None:
    for kind, day, words in (
        (FARM, "14/7/2026", "ngày bắt đầu của tháng"),
        (WORKERS, "20/1/2025", "không có quy trình áp dụng"),
        (FARM, "20/1/2020", "không có quy trình áp dụng"),
    ):
        data = {"loai": kind.value, "dia-ban": country.east.pk, "ngay": day}
        answer = officer.post("/ra-soat/moi/", data)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert not Round.objects.exists()


def test_who_fills_in_for_a_village_finds_the_sheet_under_the_name_of_the_month(country: Country) -> None:
    home = listed_family(country, "Mẫu", "")
    one, case = opened_for(country, FARM)
    asks(case, home)
    reviewer = make_person(("reviewer", country.east_1))
    client = Client()
    client.force_login(reviewer)
    sheets = FilledSheet.objects.filter(occasion=one.occasion)
    assign_reviewer(list(sheets), Actor(reviewer.pk, reviewer.full_name), OFFICER)
    assert "1 phiếu" in text(client, "/")
    assert "có mức sống trung bình, tháng 7/2026" in text(client, f"/phieu/{sheets.get().pk}/")


def test_months_without_applications_do_not_hide_what_waits(country: Country, officer: Client) -> None:
    listed_family(country)
    open_round(country.east, ProcedureKind.PERIODIC_REVIEW, date(2026, 9, 1), OFFICER)
    for month in (6, 7, 8):
        for kind in (FARM, WORKERS):
            open_round(country.east, kind, date(2026, month, 17), OFFICER)
    page = text(officer, "/")
    assert "Rà soát hộ nghèo, hộ cận nghèo định kỳ" in page
    assert "Xác định" not in page[page.index("<main") :]


def test_nobody_else_sees_the_list(country: Country) -> None:
    home = listed_family(country, "Mẫu", "")
    one, case = opened_for(country, WORKERS)
    asks(case, home, member(home))
    entry = Entry.objects.get()
    neighbour, head = signed_in(("officer", country.west)), signed_in(("village_head", country.east_2))
    for client in (neighbour, head):
        for address in (f"/ra-soat/thon/{case.pk}/", f"/ra-soat/ho/{entry.pk}/"):
            assert client.get(address).status_code == 404
    assert neighbour.get(f"/ra-soat/{one.pk}/").status_code == 404
    province = signed_in(("officer", country.province))
    assert "Mẫu Văn Cha" in text(province, f"/ra-soat/thon/{case.pk}/")


def test_a_village_head_sees_the_months_in_which_households_of_the_village_ask(country: Country) -> None:
    mine, other = listed_family(country, "Mẫu", ""), listed_family(country, "Thử", "", country.east_2)
    one, case = opened_for(country, WORKERS)
    asks(case, other, member(other)), asks(case, mine, member(mine)), asks(case, mine, member(mine, "child"))
    take_back(Happening.objects.order_by("pk").last() or Happening(), "nộp nhầm", OFFICER)
    empty, _ = opened_for(country, FARM)
    head = signed_in(("village_head", country.east_1))
    listed = text(head, "/ra-soat/")
    assert f'href="/ra-soat/{one.pk}/"' in listed and f'href="/ra-soat/{empty.pk}/"' not in listed
    assert '<td data-head="Số hộ" class="number">1</td>' in listed
    page = text(head, f"/ra-soat/{one.pk}/")
    assert (
        "Mẫu Văn Cha, nhận" in page
        and "Mẫu Thị Con, nhận" not in page
        and "Thử Văn Cha" not in page
        and "đã bỏ" not in page
    )
    assert re.findall(r'figure-number">(\d+)<', page) == ["1", "0", "0", "0", "1"]
    assert f"/ra-soat/ho/{Entry.objects.get(household=mine).pk}/" not in page
    file = b"".join(head.get(f"/ra-soat/{one.pk}/danh-sach.csv")).decode("utf-8-sig")  # type: ignore[arg-type]
    assert "Mẫu" in file and "Thử Văn" not in file and "Số giấy đề nghị,1" in file
    for address in (f"/ra-soat/{empty.pk}/", f"/ra-soat/{one.pk}/cai-dat/", f"/ra-soat/thon/{case.pk}/"):
        assert head.get(address).status_code == 404
    stranger = signed_in(("village_head", country.west_1))
    assert stranger.get(f"/ra-soat/{one.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "shown", "hidden"),
    [
        (FARM, ("Chủ hộ", "Nhân khẩu", "Mẫu V. Cha"), "Người lao động"),
        (WORKERS, ("Người lao động", "Mẫu T. Con"), "Nhân khẩu"),
    ],
)
def test_everybody_reads_who_is_posted(
    country: Country, client: Client, kind: ProcedureKind, shown: tuple[str, ...], hidden: str
) -> None:
    home = listed_family(country, "Mẫu", "")
    one, case = opened_for(country, kind)
    asks(case, home, member(home, "child") if kind is WORKERS else None)
    fill_income(one, home, monthly(2_000_000))
    record_reviewed(case, REVIEWED, OFFICER)
    posted_at_the_office(case, timezone.localdate())
    page = text(client, f"/niem-yet/{PublicPosting.objects.get().code}/")
    table = page[page.index("<table") : page.index("</table>")]
    assert [word for word in shown if word not in table] == []
    assert f'<th scope="col">{hidden}' not in table
    assert page.count("xã Đông") <= 3  # the commune is not named as its own village
