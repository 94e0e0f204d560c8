"""Pages of activities: forms drawn from the kind, who is let in, things, papers, the calendar, to whom."""

import html
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.apps.activities.made import (
    LEADER,
    OFFICER,
    activity,
    begun,
    entered,
    poor_home,
)
from tests.apps.households.made import home
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.activities.actions import confirm_norms, enter, load_norms
from giamngheo.apps.activities.models import (
    Activity,
    Asset,
    NormTable,
    Officer,
    Participant,
    Product,
    Question,
    Thing,
)
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.support.models import Support
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def signed_in(*held: tuple[str, Area]) -> Client:
    return client_of(make_person(*held))


def words_of(content: bytes) -> str:
    return re.sub(r"\s+", " ", html.unescape(content.decode()))


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return words_of(answer.content)


def test_the_form_is_drawn_from_the_kind_and_keeps_what_was_typed(country: Country) -> None:
    client = signed_in(("officer", country.east))
    assert "Mô hình, dự án giảm nghèo" in said(client, "/hoat-dong/moi/")
    page = said(client, "/hoat-dong/moi/?loai=model")
    assert "Ngành, nghề" in page and "QĐ 90/QĐ-TTg, Mục III khoản 2" in page
    typed = {
        "loai": "model",
        "don-vi": country.east.pk,
        "ten": "Nuôi bò thử",
        "du-an": "2",
        "tu-ngay": "1/3/2026",
        "den-ngay": "31/10/2026",
        "chu-tri": "group",
        "ten-chu-tri": "Tổ hợp tác thử",
        "o-objective": "Có thu nhập",
        "o-line": "livestock",
        "o-cost_planned": "nhiều",
    }
    wrong = client.post("/hoat-dong/moi/", typed)
    assert wrong.status_code == 422
    text = words_of(wrong.content)
    assert "«nhiều» không phải con số" in text and 'value="Nuôi bò thử"' in text
    answer = client.post("/hoat-dong/moi/", typed | {"o-cost_planned": "150.000.000"})
    assert answer.status_code == 302
    assert "150.000.000 đồng" in said(client, answer.headers["Location"])
    row = Activity.objects.get()
    assert row.said == {"objective": "Có thu nhập", "line": "livestock", "cost_planned": 150_000_000}
    assert "Nuôi bò thử" in said(client, "/hoat-dong/?loai=model&du-an=2&nam=2026&buoc=draft&tim=bò")
    assert "Nuôi bò thử" not in said(client, "/hoat-dong/?buoc=accepted")
    assert "Nuôi bò thử" in said(client, "/hoat-dong/lich/?thang=2026-4")
    assert (
        client.post(f"/hoat-dong/{row.pk}/sua/", typed | {"o-cost_planned": "", "ten": "Nuôi dê"}).status_code
        == 302
    )
    row.refresh_from_db()
    assert (row.title, "cost_planned" in row.said) == ("Nuôi dê", False)


def test_participants_are_chosen_or_listed_and_who_is_refused_is_told(country: Country) -> None:
    poor, rich = poor_home(country.east_1, "Mẫu Văn Nghèo"), home(country.east_1, "Mẫu Văn Khá")
    client, row = signed_in(("officer", country.east)), activity(country.east)
    address = f"/hoat-dong/{row.pk}/tham-gia/"
    page = said(client, address)
    assert "Mẫu Văn Nghèo" in page and "Mẫu Văn Khá" not in page
    assert "hoạt động này dành cho hộ nghèo" in said(client, f"{address}?tat-ca=co")
    assert "Mẫu Văn Nghèo" not in said(client, f"{address}?loai=ho-can-ngheo")
    answer = client.post(address, {"chon": [poor.pk, rich.pk], "ngay-vao": "1/3/2026"})
    assert answer.status_code == 422
    told = words_of(answer.content)
    assert "Đã ghi 1 hộ; không ghi 1 dòng" in told and "Mẫu Văn Khá (hộ" in told
    file = SimpleUploadedFile("ds.csv", "STT;Họ và tên\n1;Mẫu Văn Khá\n2;Mẫu Văn Lạ\n".encode())
    listed = client.post(
        address, {"cach": "danh-sach", "tep": file, "ngay-vao": "1/3/2026", "ngoai-le": "cháy nhà"}
    )
    assert "Dòng 3 (Mẫu Văn Lạ): không tìm thấy ai" in words_of(listed.content)
    assert sorted(Participant.objects.values_list("name", "reason")) == [
        ("Mẫu Văn Khá", "cháy nhà"), ("Mẫu Văn Nghèo", ""),
    ]  # fmt: skip
    assert "ngoại lệ" in said(client, f"/hoat-dong/{row.pk}/")
    assert client.get(f"{address}danh-sach.csv").status_code == 200


def test_things_are_written_down_for_many_and_drawn_up_as_a_list_to_sign(country: Country) -> None:
    client, row = signed_in(("officer", country.east)), activity(country.east)
    one, two = entered(row, *(poor_home(country.east_1, f"Mẫu Văn {name}") for name in ("An", "Ba")))
    row = begun(row)
    address = f"/hoat-dong/{row.pk}/giao/"
    assert "Chưa có bảng định mức đã ký" in said(client, address)
    sent = {"hien-vat": "breed", "don-vi-tinh": "con", "don-gia": "15.000.000", "ngay": "1/5/2026"}
    answer = client.post(address, sent | {f"luong-{one.pk}": "2", f"luong-{two.pk}": "0"})
    assert answer.status_code == 422
    assert "Đã ghi 1 dòng; không ghi 1 dòng" in words_of(answer.content)
    assert Support.objects.get().value == 30_000_000
    answer = client.post(f"/hoat-dong/{row.pk}/van-ban/giao-nhan/")
    paper = IssuedPaper.objects.get()
    assert answer.headers["Location"] == f"/van-ban/{paper.pk}/"
    cells = [cell for line in paper.content["body"][0]["rows"] for cell in line]
    assert "Con giống" in cells and "30.000.000" in cells
    assert "Danh sách giao, nhận hiện vật" in said(client, f"/van-ban/{paper.pk}/")
    assert client.get(f"/van-ban/{paper.pk}/van-ban.pdf").status_code == 200
    thing = Thing.objects.get()
    client.post(f"/hoat-dong/{row.pk}/viec/", {"viec": "rut", "dong": thing.pk, "ly-do": "ghi nhầm"})
    assert Support.objects.get().is_taken_back


def test_a_leader_approves_and_not_who_handed_in(country: Country) -> None:
    officer, leader = make_person(("officer", country.east)), make_person(("leader", country.east))
    row = activity(country.east)
    address = f"/hoat-dong/{row.pk}/viec/"
    client = client_of(officer)
    assert client.post(address, {"viec": "buoc", "buoc": "submit"}).status_code == 302
    assert client.post(address, {"viec": "buoc", "buoc": "approve"}).status_code == 403
    assert "1 hoạt động chờ phê duyệt" in said(client_of(leader), "/")
    assert "Phê duyệt" in said(client_of(leader), f"/hoat-dong/{row.pk}/")
    answer = client_of(leader).post(address, {"viec": "buoc", "buoc": "approve", "quyet-dinh": "QĐ thử"})
    assert answer.status_code == 302
    client.post(address, {"viec": "buoc", "buoc": "begin"})
    refused = client.post(address, {"viec": "buoc", "buoc": "finish", "loi": ""})
    assert refused.status_code == 422
    assert "Chưa ghi ai tham gia" in words_of(refused.content)
    assert "hoạt động quá ngày kết thúc mà chưa báo xong" in said(client, "/")
    both = client_of(make_person(("officer", country.east), ("leader", country.east)))
    assert both.get(f"/hoat-dong/{row.pk}/").status_code == 200


def test_a_dialogue_keeps_questions_a_gathering_its_list_and_its_sheet(country: Country) -> None:
    client = signed_in(("officer", country.east))
    row = activity(country.east, "policy_dialogue")
    household = home(country.east_1, "Mẫu Văn An")
    person = household.people.get()
    client.post(f"/hoat-dong/{row.pk}/tham-gia/", {"chon": [person.pk], "ngay-vao": "1/3/2026"})
    deed = f"/hoat-dong/{row.pk}/viec/"
    wrong = client.post(deed, {"viec": "buoi", "buoi-ngay": "1/1/2020", "buoi-noi-dung": "Khai mạc"})
    assert "ngoài thời gian của hoạt động" in words_of(wrong.content) and 'value="Khai mạc"' in words_of(
        wrong.content
    )
    client.post(deed, {"viec": "buoi", "buoi-ngay": "2/3/2026"})
    gathering, one = row.gatherings.get(), Participant.objects.get()
    list_ = f"/hoat-dong/buoi/{gathering.pk}/"
    assert client.post(list_, {"co-mat": [one.pk]}).status_code == 302
    assert "1 có mặt trong 1 người" in said(client, list_)
    sheet = said(client, f"{list_}in/")
    assert "<svg" in sheet and f"http://testserver{list_}" in sheet
    client.post(deed, {"viec": "hoi", "hoi": "Vay ở đâu?"})
    question = Question.objects.get()
    answered = {
        "viec": "tra-loi",
        "dong": question.pk,
        f"tra-loi-{question.pk}": "Ở xã",
        f"ai-tra-loi-{question.pk}": "UBND",
    }
    assert client.post(deed, answered).status_code == 302
    assert "Ở xã" in said(client, f"/hoat-dong/{row.pk}/")
    client.post(deed, {"viec": "buoc", "buoc": "finish"})
    client.post(f"/hoat-dong/{row.pk}/van-ban/nghiem-thu/")
    paper = IssuedPaper.objects.get()
    assert "Câu hỏi: 1 câu." in str(paper.content)
    assert f"/van-ban/{paper.pk}/" in said(client, "/van-ban/?loai=activity_nghiem_thu")
    assert f"/van-ban/{paper.pk}/" not in said(client, "/van-ban/?loai=activity_giao_nhan")
    assert "câu hỏi: <strong>1</strong> câu" in said(client, "/hoat-dong/?nam=2026&ket-qua=co")


def test_a_product_is_shown_to_everybody_as_it_was_published_and_names_no_household(country: Country) -> None:
    client, row = signed_in(("officer", country.east)), activity(country.east)
    entered(row, poor_home(country.east_1, "Mẫu Văn Kín"))
    deed = f"/hoat-dong/{row.pk}/viec/"
    client.post(deed, {"viec": "san-pham", "san-pham": "Mật ong", "dung-ten": "Tổ hợp tác thử"})
    product = Product.objects.get()
    page = f"/san-pham/{product.code}/"
    assert Client().get(page).status_code == 404
    test = {
        "kiem-ngay": "1/5/2026",
        "kiem-gi": "Kháng sinh",
        "kiem-kq": "Không có",
        "kiem-ai": "Phòng thử",
        "kiem-dat": "co",
    }
    client.post(deed, {"viec": "kiem-nghiem", "dong": product.pk} | test)
    client.post(deed, {"viec": "cong-bo", "dong": product.pk})
    shown = said(Client(), page)
    assert "Mật ong" in shown and "Kháng sinh" in shown and "<svg" in shown
    assert "Mẫu Văn Kín" not in shown
    client.post(deed, {"viec": "thoi-cong-bo", "dong": product.pk, "ly-do": "Thu hồi lô hàng"})
    gone = said(Client(), page)
    assert "Thu hồi lô hàng" in gone and "Mật ong" not in gone


def test_officers_assets_and_norms_are_kept_by_the_unit(country: Country) -> None:
    officer, leader = make_person(("officer", country.east)), make_person(("leader", country.east))
    client, unit = client_of(officer), {"don-vi": country.east.pk}
    told = {
        "viec": "ghi",
        "ho-ten": "Mẫu Thị Cán",
        "gioi-tinh": "female",
        "chuc-danh": "official",
        "tu-ngay": "1/1/2026",
    }
    assert client.post("/hoat-dong/can-bo/", unit | told).status_code == 302
    assert "0/1 cán bộ đã tập huấn năm 2026" in said(client, "/hoat-dong/can-bo/?nam=2026")
    client.post(
        "/hoat-dong/can-bo/", unit | {"viec": "thoi", "dong": Officer.objects.get().pk, "ly-do": "nghỉ hưu"}
    )
    assert "Chưa ghi cán bộ nào" in said(client, "/hoat-dong/can-bo/")
    asset = {"viec": "ghi", "loai": "loudspeaker", "ten": "Đài xã Đông", "tu-ngay": "1/1/2026"}
    client.post("/hoat-dong/trang-thiet-bi/", unit | asset)
    state = {"viec": "tinh-trang", "dong": Asset.objects.get().pk, "tinh-trang": "broken", "ngay": "1/5/2026"}
    assert "Chưa ghi hỏng gì" in words_of(client.post("/hoat-dong/trang-thiet-bi/", unit | state).content)
    client.post("/hoat-dong/trang-thiet-bi/", unit | state | {"loi": "Mất điện"})
    assert "Không hoạt động" in said(client, "/hoat-dong/trang-thiet-bi/")
    norm = {
        "viec": "nap",
        "loai": "model",
        "van-ban": "QĐ thử",
        "tu-ngay": "1/1/2026",
        "luong-breed": "2",
        "don-vi-breed": "con",
        "tinh-breed": "year",
        "gia-tri-tat-ca": "40.000.000",
    }
    assert client.post("/hoat-dong/dinh-muc/", unit | norm).status_code == 302
    table = {"viec": "ap-dung", "dong": 0}
    page = said(client_of(leader), "/hoat-dong/dinh-muc/")
    table["dong"] = int(re.search(r'name="dong" value="(\d+)"', page)[1])  # type: ignore[index]
    assert client.post("/hoat-dong/dinh-muc/", unit | table).status_code == 403
    client_of(leader).post("/hoat-dong/dinh-muc/", unit | table)
    page = said(client, "/hoat-dong/dinh-muc/")
    assert "Đang áp dụng" in page and "Mọi hiện vật cộng lại" in page and "40.000.000" in page
    assert [one["per"] for one in NormTable.objects.get().lines] == ["year", "activity"]


def test_who_got_something_from_another_activity_under_a_norm_of_the_year_is_shown_it(
    country: Country,
) -> None:
    line = {"item": "breed", "unit": "con", "quantity": "3", "value": None, "per": "year"}
    table = load_norms(country.east, "model", [line], OFFICER, source="QĐ thử", first=date(2026, 1, 1))
    confirm_norms(table, LEADER)
    family = poor_home(country.east_1, "Mẫu Văn An")
    rows = [activity(country.east, title=title) for title in ("Nuôi bò", "Nuôi dê")]
    people = []
    for row in rows:
        enter(row, [family.pk], date(2026, 5, 1), OFFICER, again="thử")
        people.append(Participant.objects.get(activity=begun(row)))
    client = signed_in(("officer", country.east))
    given = {"hien-vat": "breed", "don-vi-tinh": "con", "ngay": "1/5/2026", "them-lan": "thử"}
    first, second = (f"/hoat-dong/{row.pk}/giao/" for row in rows)
    assert client.post(first, given | {f"luong-{people[0].pk}": "2"}).status_code == 302
    told = "Đã nhận ở hoạt động khác, tính vào định mức: 2 con ngày 01/05/2026 ở «Nuôi bò»"
    assert told in said(client, second) and told not in said(client, first)
    refused = words_of(client.post(second, given | {f"luong-{people[1].pk}": "2"}).content)
    assert "vượt định mức 3 con một hộ một năm (QĐ thử)" in refused and "còn được nhận 1 con" in refused


def test_who_sees_no_households_sees_no_names_and_neighbours_see_nothing(country: Country) -> None:
    row = activity(country.east)
    entered(row, poor_home(country.east_1, "Mẫu Văn Kín"))
    radio = signed_in(("radio", country.east))
    page = said(radio, f"/hoat-dong/{row.pk}/")
    assert "Mẫu Văn Kín" not in page and "không xem được tên hộ" in page
    assert radio.get(f"/hoat-dong/{row.pk}/tham-gia/").status_code == 403
    neighbour = signed_in(("officer", country.west))
    assert neighbour.get(f"/hoat-dong/{row.pk}/").status_code == 404
    assert row.title not in said(neighbour, "/hoat-dong/?nam=tat-ca")
    above = signed_in(("officer", country.province))
    assert "Mẫu Văn Kín" in said(above, f"/hoat-dong/{row.pk}/")


def test_a_full_day_of_the_calendar_tells_how_many_more_there_are(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("giamngheo.web.staff.activities.listing.ON_A_DAY", 1)
    for _ in range(3):
        activity(country.east)
    client = signed_in(("officer", country.east))
    assert "và 2 hoạt động khác" in said(client, "/hoat-dong/lich/?thang=2026-03")
    monkeypatch.undo()
    assert "hoạt động khác" not in said(client, "/hoat-dong/lich/?thang=2026-03")


def test_things_and_visits_are_read_page_by_page_and_summed_over_all_pages(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("giamngheo.web.staff.activities.one.ON_A_PAGE", 2)
    client, row = signed_in(("officer", country.east)), activity(country.east)
    people = entered(row, *(poor_home(country.east_1, f"Mẫu Văn {name}") for name in ("An", "Ba", "Ca")))
    row = begun(row)
    given = {"hien-vat": "breed", "don-vi-tinh": "con", "don-gia": "1.000.000", "ngay": "1/5/2026"}
    client.post(f"/hoat-dong/{row.pk}/giao/", given | {f"luong-{one.pk}": "1" for one in people})
    for one in people:
        visit = {
            "den-ho": one.pk,
            "den-ngay": "2/5/2026",
            "den-ai": "Cán bộ thử",
            "den-thay": f"Xem {one.pk}",
        }
        client.post(f"/hoat-dong/{row.pk}/viec/", {"viec": "den-ho"} | visit)
    page = f"/hoat-dong/{row.pk}/"
    first, second = said(client, page), said(client, f"{page}?trang-giao=2&trang-den-ho=2&trang=2")
    sums = (
        "<strong>3</strong> lần giao cho <strong>3</strong> hộ, tổng giá trị <strong>3.000.000 đồng</strong>",
        "<strong>3</strong> lượt đến <strong>3</strong> hộ",
    )
    assert all(one in first and one in second for one in sums)
    assert [text.count("Rút lại</summary>") for text in (first, second)] == [2, 1]
    told = [[f"Xem {one.pk}" in text for one in people] for text in (first, second)]
    assert told == [[False, True, True], [True, False, False]]
    # Each list keeps the pages of the others, and a deed leads back to the page that was shown.
    assert (
        'href="?trang=2&amp;trang-den-ho=2&amp;trang-giao=1#hien-vat"'
        in client.get(f"{page}?trang-giao=2&trang-den-ho=2&trang=2").content.decode()
    )
    thing = Thing.objects.order_by("pk").first()
    assert thing is not None
    back = client.post(f"{page}viec/?trang-giao=2", {"viec": "rut", "dong": thing.pk, "ly-do": "ghi nhầm"})
    assert back.headers["Location"] == f"{page}?trang-giao=2#hien-vat"
    after = said(client, page)
    assert "<strong>2.000.000 đồng</strong>; không tính 1 lần đã rút lại" in after
    monkeypatch.setattr("giamngheo.web.staff.activities.giving.ON_A_PAGE", 2)
    lists = [said(client, f"{page}giao/?trang={number}") for number in (1, 2)]
    assert [text.count('id="luong-') for text in lists] == [2, 1]
