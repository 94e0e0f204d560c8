"""Pages of a review: a year by officer, reviewer and chairman; refusals with their clause; nobody else."""

from datetime import date

import pytest
from django.test import Client
from tests.apps.reviews.made import (
    LACKS,
    RICH,
    agreed,
    case_of,
    fill,
    listed_family,
    posted,
    reviewed,
    without_opinion,
)
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.households.models import Household
from giamngheo.apps.reviews.models import Case, Decision, Entry, Happening, Objection, ProcedureSetting, Round

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


def opened_by(client: Client, country: Country) -> Round:
    sent = {"loai": "periodic_review", "dia-ban": country.east.pk, "ngay": "1/9/2026"}
    answer = client.post("/ra-soat/moi/", sent)
    one = Round.objects.get()
    assert answer.headers["Location"] == f"/ra-soat/{one.pk}/"
    return one


def do(client: Client, case: Case, word: str, **typed: object) -> None:
    answer = client.post(
        f"/ra-soat/thon/{case.pk}/{word}/", {name.replace("_", "-"): said for name, said in typed.items()}
    )
    assert answer.status_code == 302, answer.content.decode()


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_year_on_the_pages(country: Country, officer: Client) -> None:
    stays, leaves = listed_family(country, "Mẫu"), listed_family(country, "Thử")
    asks = listed_family(country, "Ví", "")
    one = opened_by(officer, country)
    case = case_of(one, country.east_1)
    page = text(officer, f"/ra-soat/{one.pk}/")
    assert "Thôn Đông Một" in page
    assert "Trước khi công nhận, xã báo cáo, xin ý kiến ai" in page
    do(
        officer,
        case,
        "them-ho",
        ho=asks.code,
        nguon="applied",
        ly_do="Giấy đề nghị ngày 3/9",
        ngay="3/9/2026",
    )
    do(officer, case, "chot", ngay="7/9/2026")
    assert "chưa khoá phiếu" in refused(officer, case, "ra-soat-xong", ngay="28/9/2026")
    for home, answers in ((stays, LACKS), (leaves, RICH), (asks, RICH)):
        fill(one, home, answers)
    do(officer, case, "ra-soat-xong", ngay="28/9/2026")
    meeting = {"noi_hop": "Nhà văn hoá", "chu_tri": "Thử A", "thu_ky": "Thử B", "so_nguoi_du": "40"}
    do(officer, case, "hop-dan", ngay="5/10/2026", tat_ca="40", **{f"ho_{leaves.pk}": "10"}, **meeting)
    page = text(officer, f"/ra-soat/thon/{case.pk}/")
    assert "rà soát lại" in page
    do(officer, case, "ra-soat-xong", ngay="6/10/2026", ho=[leaves.pk], ly_do="Hộ có lương hưu, đã hỏi lại")
    do(officer, case, "hop-dan", ngay="7/10/2026", tat_ca="30", **meeting)
    do(
        officer,
        case,
        "niem-yet",
        ngay="8/10/2026",
        noi_niem_yet="Nhà văn hoá\nTrụ sở",
        nguoi_niem_yet="Thử C",
    )
    do(officer, case, "khieu-nai", ngay="9/10/2026", cach="phone", ho=stays.code, noi_dung="Hộ có xe")
    objection = Objection.objects.get()
    do(
        officer,
        case,
        "tra-loi",
        ngay="12/10/2026",
        khieu_nai=objection.pk,
        ket_qua="khong",
        tra_loi="Xe mượn",
    )
    do(officer, case, "niem-yet", ngay="13/10/2026", noi_niem_yet="Nhà văn hoá", nguoi_niem_yet="Thử C")
    setting = {"muc": "opinion_authority", "gia-tri": "nobody", "tu-ngay": "1/1/2026", "can-cu": "CV thử 1"}
    assert officer.post(f"/ra-soat/{one.pk}/cai-dat/", setting).status_code == 302
    leader = signed_in(("leader", country.east))
    assert "Đông Một" in text(leader, f"/ra-soat/{one.pk}/quyet-dinh/")
    signed = {"thon": [case.pk], "so": "12/QĐ-UBND", "ngay": "27/10/2026", "nguoi-ky": "Chủ tịch (thử)"}
    assert leader.post(f"/ra-soat/{one.pk}/quyet-dinh/", signed).status_code == 302
    stays.refresh_from_db()
    leaves.refresh_from_db()
    asks.refresh_from_db()
    assert [home.class_today for home in (stays, leaves, asks)] == ["poor", "not_poor", ""]
    do(
        officer,
        case,
        "khong-cong-nhan",
        ngay="28/10/2026",
        ho=[asks.pk],
        van_ban="TB 3",
        ly_do="Thu nhập trên chuẩn",
    )
    do(officer, case, "giay-chung-nhan", ngay="30/10/2026")
    page = text(officer, f"/ra-soat/thon/{case.pk}/")
    assert "Đã xong mọi bước" in page
    entry = Entry.objects.get(household=stays)
    page = text(officer, f"/ra-soat/ho/{entry.pk}/")
    assert "Hộ nghèo theo NĐ 07/2021/NĐ-CP" in page
    assert "40 trong 40 người dự" in page


def refused(client: Client, case: Case, word: str, **typed: object) -> str:
    sent = {name.replace("_", "-"): said for name, said in typed.items()}
    answer = client.post(f"/ra-soat/thon/{case.pk}/{word}/", sent)
    assert answer.status_code == 422
    return answer.content.decode()


def test_what_may_not_be_done_is_told_with_its_clause_and_what_was_typed_is_kept(
    country: Country, officer: Client
) -> None:
    listed_family(country)
    one = opened_by(officer, country)
    case = case_of(one, country.east_1)
    page = refused(
        officer, case, "niem-yet", ngay="8/10/2026", noi_niem_yet="Nhà văn hoá", nguoi_niem_yet="C"
    )
    assert "QĐ 24/2021/QĐ-TTg, Điều 4 khoản 3" in page
    assert "Nhà văn hoá" in page
    page = refused(officer, case, "chot", ngay="30/2/2026")
    assert 'value="30/2/2026"' in page
    assert "chưa tới" in refused(officer, case, "chot", ngay="1/1/2126")
    assert "không có hộ mang mã" in refused(
        officer, case, "them-ho", ngay="1/9/2026", ho="x\0y", nguon="applied", ly_do="a"
    )
    assert "Chọn một" in refused(officer, case, "khieu-nai", ngay="1/9/2026", cach="bay", noi_dung="a")
    assert "Chưa ghi số người dự" in refused(officer, case, "hop-dan", ngay="1/9/2026", so_nguoi_du="bốn")
    assert Happening.objects.filter(case=case).count() == 1
    assert officer.get(f"/ra-soat/thon/{case.pk}/khong-co/").status_code == 404
    assert officer.get("/ra-soat/999999999999999999/").status_code == 404


def test_home_says_what_of_the_review_waits_for_whom(country: Country, officer: Client) -> None:
    home = listed_family(country)
    without_opinion(country)
    one = opened_by(officer, country)
    case = case_of(one, country.east_1)
    leader = signed_in(("leader", country.east))
    assert "2 thôn làm được bước tiếp theo" in text(officer, "/")
    assert "chờ ghi quyết định" not in text(leader, "/")
    reviewed(one, case, {home.pk: LACKS})
    agreed(case, [home.pk])
    posted(case)
    assert "1 thôn đủ các bước, chờ ghi quyết định" in text(leader, "/")
    assert "1 thôn làm được bước tiếp theo" in text(officer, "/")
    neighbour = signed_in(("officer", country.west))
    assert "Rà soát hộ nghèo" not in text(neighbour, "/")


def test_what_is_the_same_in_all_villages_is_written_once(country: Country, officer: Client) -> None:
    listed_family(country, "Mẫu")
    gone = listed_family(country, "Thử", village=country.east_2)
    one = opened_by(officer, country)
    first, second = case_of(one, country.east_1), case_of(one, country.east_2)
    page = text(officer, f"/ra-soat/thon/{first.pk}/chot/")
    assert f'name="cung-thon" value="{second.pk}"' in page
    Household.objects.filter(pk=gone.pk).update(is_living=False)
    sent = {"ngay": "7/9/2026", "cung_thon": [second.pk]}
    assert "không còn trong sổ" in refused(officer, first, "chot", **sent)
    assert not Happening.objects.filter(verb="listed").exists()  # in none of them
    Household.objects.filter(pk=gone.pk).update(is_living=True)
    do(officer, first, "chot", **sent)
    assert Happening.objects.filter(verb="listed").count() == 2


def test_the_last_thing_is_taken_back_on_the_page(country: Country, officer: Client) -> None:
    listed_family(country)
    one = opened_by(officer, country)
    case = case_of(one, country.east_1)
    do(officer, case, "chot", ngay="7/9/2026")
    row = Happening.objects.get(verb="listed")
    answer = officer.post(f"/ra-soat/thon/{case.pk}/bo-viec/", {"viec": row.pk, "ly-do": ""})
    assert answer.status_code == 422
    officer.post(f"/ra-soat/thon/{case.pk}/bo-viec/", {"viec": row.pk, "ly-do": "nhầm ngày"})
    assert "nhầm ngày" in text(officer, f"/ra-soat/thon/{case.pk}/")
    entry = Entry.objects.get()
    answer = officer.post(f"/ra-soat/ho/{entry.pk}/dua-ra/", {"ly-do": "chuyển đi"})
    assert answer.status_code == 302
    assert "chuyển đi" in text(officer, f"/ra-soat/thon/{case.pk}/")


def test_the_officer_does_not_decide_and_the_leader_does_not_lead(country: Country, officer: Client) -> None:
    listed_family(country)
    one = opened_by(officer, country)
    case = case_of(one, country.east_1)
    leader = signed_in(("leader", country.east))
    assert officer.get(f"/ra-soat/{one.pk}/quyet-dinh/").status_code == 403
    assert leader.get(f"/ra-soat/thon/{case.pk}/chot/").status_code == 403
    assert leader.get("/ra-soat/moi/").status_code == 403
    assert not Decision.objects.exists()


def test_nobody_finds_the_review_of_others(country: Country, officer: Client) -> None:
    home = listed_family(country)
    one = opened_by(officer, country)
    case, entry = case_of(one, country.east_1), Entry.objects.get()
    addresses = (
        f"/ra-soat/{one.pk}/",
        f"/ra-soat/{one.pk}/cai-dat/",
        f"/ra-soat/{one.pk}/danh-sach.csv",
        f"/ra-soat/thon/{case.pk}/",
        f"/ra-soat/thon/{case.pk}/chot/",
        f"/ra-soat/thon/{case.pk}/danh-sach.xlsx",
        f"/ra-soat/ho/{entry.pk}/",
    )
    for who in (("administrator", country.west), ("village_head", country.west_1)):
        client = signed_in(who)
        assert [client.get(address).status_code for address in addresses if "chot" not in address] == [
            404
        ] * 6
        assert home.code not in text(client, "/ra-soat/")
    head = signed_in(("village_head", country.east_1))
    assert home.code in text(head, f"/ra-soat/thon/{case.pk}/")
    other = signed_in(("village_head", country.east_2))
    assert "Đông Hai" in text(other, f"/ra-soat/{one.pk}/")
    assert other.get(f"/ra-soat/thon/{case.pk}/").status_code == 404
    assert "Đông Một" not in text(other, f"/ra-soat/{one.pk}/")


def test_lists_are_taken_away_as_they_are_seen(country: Country, officer: Client) -> None:
    home = listed_family(country)
    one = opened_by(officer, country)
    case = case_of(one, country.east_1)
    for address in (f"/ra-soat/{one.pk}/danh-sach.csv", f"/ra-soat/thon/{case.pk}/danh-sach.csv"):
        told = officer.get(address).getvalue().decode("utf-8-sig")  # type: ignore[attr-defined]
        assert home.code in told
    empty = officer.get(f"/ra-soat/thon/{case.pk}/danh-sach.csv?loc=thoat").getvalue()  # type: ignore[attr-defined]
    assert home.code not in empty.decode("utf-8-sig")


def test_only_what_the_law_leaves_to_the_unit_is_set(country: Country, officer: Client) -> None:
    one = opened_by(officer, country)
    address = f"/ra-soat/{one.pk}/cai-dat/"
    assert "cần đối chiếu công báo" in text(officer, address)
    good = {
        "muc": "posting_days",
        "gia-tri": "5",
        "don-vi": "working",
        "tu-ngay": "1/9/2026",
        "can-cu": "CV thử 2",
    }
    for changed in (
        {"muc": "season_last"},
        {"gia-tri": "0"},
        {"gia-tri": "x"},
        {"can-cu": ""},
        {"tu-ngay": "x"},
    ):
        assert officer.post(address, good | changed).status_code == 422
    assert officer.post(address, good).status_code == 302
    assert "5 ngày làm việc" in text(officer, address)
    assert ProcedureSetting.objects.get().since == date(2026, 9, 1)
    without_opinion(country)
    reader = signed_in(("health", country.east))
    assert reader.post(address, good).status_code == 403


@pytest.mark.parametrize("households", [3, 30])
def test_pages_ask_as_much_for_many_households_as_for_few(
    country: Country,
    officer: Client,
    households: int,
    django_assert_max_num_queries: object,
) -> None:
    for place in range(households):
        listed_family(country, f"Mẫu{chr(97 + place % 26)}")
    one = opened_by(officer, country)
    case = case_of(one, country.east_1)
    for address, most in ((f"/ra-soat/{one.pk}/", 24), (f"/ra-soat/thon/{case.pk}/", 30)):
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            officer.get(address)
