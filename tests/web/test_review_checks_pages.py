"""Pages that check and count a round: what they show and refuse, and that everybody sees their part."""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import polars as pl
import pytest
from django.test import Client
from tests.apps.reviews.made import LACKS, RICH, case_of, listed_family, opened, reviewed
from tests.apps.reviews.test_last_year import code_of, merge, round_of
from tests.apps.surveys.made import full_answers, version
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.reviews.actions import assign_revisits, draw
from giamngheo.apps.reviews.models import Revisit, Round, Sample
from giamngheo.apps.surveys.actions import save_draft, seal
from giamngheo.apps.surveys.occasions import name_of
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
PAGES = ("kiem-so/", "phuc-tra/", "bien-dong/", "bien-dong/ho/")


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def first(country: Country) -> User:
    return make_person(("reviewer", country.east))


@pytest.fixture
def one(country: Country) -> Round:
    """Three households of «Đông Một» stay poor, one of «Đông Hai» leaves the list; all sheets sealed."""
    homes = [listed_family(country, name) for name in ("Mẫu", "Thử", "Ví")]
    far = listed_family(country, "Diễn", village=country.east_2)
    made = opened(country)
    reviewed(made, case_of(made, country.east_1), {home.pk: LACKS for home in homes})
    reviewed(made, case_of(made, country.east_2), {far.pk: RICH})
    return made


def signed_in(*held: tuple[str, Any]) -> Client:
    client = Client()
    client.force_login(make_person(*held))
    return client


def text(client: Client, one: Round, page: str, status: int = 200, **sent: Any) -> str:
    answer = client.get(f"/ra-soat/{one.pk}/{page}", sent)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().split())


def file(client: Client, one: Round, page: str, **sent: Any) -> pl.DataFrame:
    answer = client.get(f"/ra-soat/{one.pk}/{page}.xlsx", sent)
    assert answer.status_code == 200
    return pl.read_excel(BytesIO(answer.getvalue()), has_header=False, raise_if_empty=False)


def cells(frame: pl.DataFrame) -> str:
    return " ".join(str(cell) for row in frame.iter_rows() for cell in row if cell is not None)


def test_what_is_worth_a_second_look_is_told_with_its_households_and_what_to_do(
    country: Country, one: Round
) -> None:
    officer = signed_in(("officer", country.east))
    page = text(officer, one, "kiem-so/")
    assert "3 phiếu do Thử Rà Soát khoá trả lời giống hệt nhau" in page
    assert "Nên làm:" in page
    assert "Mẫu Văn Cha" in page
    assert "Chưa đủ số phiếu để xét" in page
    assert "chưa ghi chỉ tiêu giảm" in page
    assert "quá nhỏ để xét" in text(officer, one, "kiem-so/", **{"giam-ngheo": "1"})
    told = cells(file(officer, one, "kiem-so/danh-sach"))
    assert "Nhiều phiếu trả lời giống hệt nhau" in told
    line = AuditLine.objects.filter(verb="reviews.export").get()
    assert "Kiểm số liệu rà soát" in line.sentence


def test_a_village_head_sees_the_own_village_only(country: Country, one: Round) -> None:
    draw(one, Actor(11, "Thử Cán Bộ"), number=4, seed="7")
    head = signed_in(("village_head", country.east_2))
    for page in PAGES:
        said = text(head, one, page)
        assert "Mẫu Văn Cha" not in said, page
        assert "Đông Một" not in said, page
    assert "Diễn Văn Cha" in text(head, one, "bien-dong/ho/")
    assert "1 hộ" in text(head, one, "bien-dong/ho/", thon=country.east_1.pk)  # not theirs: as if not asked
    for table in ("kiem-so/danh-sach", "phuc-tra/danh-sach", "phuc-tra/luc-rut", "bien-dong/ho/danh-sach"):
        assert "east-1" not in cells(file(head, one, table)).replace("east-1-", "")
        assert "Mẫu Văn Cha" not in cells(file(head, one, table))
    assert head.post(f"/ra-soat/{one.pk}/phuc-tra/", {"viec": "rut", "so-ho": "1"}).status_code == 403


def test_figures_open_the_households_that_they_count(country: Country, one: Round) -> None:
    officer = signed_in(("officer", country.east))
    page = text(officer, one, "bien-dong/")
    links = re.findall(r'href="(/ra-soat/\d+/bien-dong/ho/\?[^"]+)">([\d.]+)</a>', page)
    assert len(links) > 10
    for address, number in links:
        answer = officer.get(address.replace("&amp;", "&"))
        assert f"<strong>{number} hộ" in " ".join(answer.content.decode().split()), address
    assert "tạm tính theo kết quả đề xuất" in page
    assert "so với sổ hộ ngày" in page
    alone = text(officer, one, "bien-dong/", thon=country.east_2.pk)
    assert "Thôn Đông Hai" in alone
    assert "Cộng" not in alone
    told = cells(file(officer, one, "bien-dong/ho-ngheo"))
    assert "3. Thoát nghèo, vượt chuẩn cận nghèo" in told
    assert "Chưa ghi nguyên nhân" in cells(file(officer, one, "bien-dong/nguyen-nhan"))
    assert "Nhân khẩu" in cells(file(officer, one, "bien-dong/ho-can-ngheo"))


def test_a_sample_is_drawn_given_to_another_and_the_visits_are_held_together(
    country: Country, one: Round, first: User
) -> None:
    officer = signed_in(("officer", country.east))
    address = f"/ra-soat/{one.pk}/phuc-tra/"
    assert "4 hộ đã khoá phiếu và chưa được rút" in text(officer, one, "phuc-tra/")
    assert officer.post(address, {"viec": "rut", "so-ho": "4", "so-gieo": "2026"}).status_code == 302
    page = text(officer, one, "phuc-tra/")
    assert "Số gieo 2026" in page
    assert "4 trong 4 hộ" in page
    assert "Chưa phiếu phúc tra nào khoá" in page
    revisit = Revisit.objects.filter(entry__proposed_class="poor").order_by("pk")[0]
    sent = {"viec": "giao", "ho": [revisit.pk], "nguoi": first.pk}
    assert officer.post(address, sent).status_code == 302
    revisit.sheet.refresh_from_db()
    assert revisit.sheet.reviewer_name == first.full_name
    visited(revisit, Actor(first.pk, first.full_name), {**LACKS, "toilet": "septic", "income_points": 100})
    page = text(officer, one, "phuc-tra/")
    assert "1 trong 4 hộ đã phúc tra" in page
    assert "Theo câu hỏi dùng để chấm" in page
    told = cells(file(officer, one, "phuc-tra/thong-nhat"))
    assert "Loại nhà tiêu" in told
    assert "Loại nhà tiêu 1 0 0" in told
    assert len(re.findall(r"\b[0-9a-f]{64}\b", cells(file(officer, one, "phuc-tra/luc-rut")))) == 4
    assert "2026" in cells(file(officer, one, "phuc-tra/danh-sach"))
    assert name_of(revisit.sheet.occasion) == f"{one.name} (phúc tra mẫu)"
    assert name_of(one.occasion) == one.name


def test_who_visits_again_sees_the_first_visit_only_after_their_own(
    country: Country, one: Round, first: User
) -> None:
    draw(one, Actor(99, "Thử"), number=4)
    revisit, other = Revisit.objects.filter(area=country.east_1).order_by("pk")[:2]
    assign_revisits([revisit], Actor(first.pk, first.full_name), Actor(99, "Thử"))
    visitor, officer = Client(), signed_in(("officer", country.east))
    visitor.force_login(first)
    sheet = revisit.first_version.sheet_id
    hidden = [
        f"/phieu/{sheet}/",
        f"/phieu/{sheet}/lich-su/",
        f"/phieu/{sheet}/in/",
        f"/ra-soat/ho/{revisit.entry_id}/",
    ]
    for address in hidden:
        answer = visitor.get(address)
        assert answer.status_code == 403, address
        assert "Bạn đang phúc tra hộ" in answer.content.decode()
        assert "Điền và khoá phiếu phúc tra" in answer.content.decode()
        assert officer.get(address).status_code == 200
    case = f"/ra-soat/thon/{case_of(one, country.east_1).pk}/"
    hidden_word = "ẩn đến khi"
    for who, count in ((visitor, 1), (officer, 0)):
        assert who.get(case).content.decode().count(hidden_word) == count
        listed = who.get(f"{case}danh-sach.csv").getvalue().decode()
        assert listed.count(hidden_word) == count
    poor = [
        who.get(f"{case}?loc=ngheo").content.decode().count('data-head="Mã hộ"') for who in (visitor, officer)
    ]
    assert poor == [2, 3]  # in no list of one result either
    assert visitor.get(f"/phieu/{revisit.sheet_id}/").status_code == 200
    assert visitor.get(f"/phieu/{other.first_version.sheet_id}/").status_code == 200
    revisit.sheet.refresh_from_db()
    visited(revisit, Actor(first.pk, first.full_name), {**LACKS, "income_points": 100})
    assert all(visitor.get(address).status_code == 200 for address in hidden)
    assert hidden_word not in visitor.get(case).content.decode()


def visited(revisit: Revisit, who: Actor, answers: Mapping[str, Any]) -> None:
    typed = {**full_answers(revisit.sheet), **{(name, None): value for name, value in answers.items()}}
    save_draft(revisit.sheet, typed, version(revisit.sheet), who)
    seal(revisit.sheet, version(revisit.sheet), who)


def test_who_answered_first_is_refused_by_name_and_does_not_fill_in_the_second_sheet(
    country: Country, one: Round
) -> None:
    officer = make_person(("officer", country.east))
    draw(one, Actor(99, "Thử"), number=4)
    revisit = Revisit.objects.order_by("pk")[0]
    client = Client()
    client.force_login(officer)
    page = client.get(f"/phieu/{revisit.sheet_id}/").content.decode()
    assert 'name="ban"' in page
    User.objects.filter(pk=officer.pk).update(full_name="Thử Người Đầu")
    first_sheet = revisit.first_version.sheet
    first_sheet.reviewer_id = officer.pk
    first_sheet.save(update_fields=["reviewer_id"])
    sent = {"viec": "giao", "ho": [revisit.pk], "nguoi": officer.pk}
    answer = client.post(f"/ra-soat/{one.pk}/phuc-tra/", sent)
    assert answer.status_code == 422
    assert "Thử Người Đầu đã được giao hoặc đã ghi phiếu đầu" in answer.content.decode()
    given = client.post("/phieu/giao/", {"phieu": [revisit.sheet_id], "cho": officer.pk})
    assert given.status_code == 422
    assert "phiếu đầu của hộ" in given.content.decode()
    page = client.get(f"/phieu/{revisit.sheet_id}/").content.decode()
    assert 'name="ban"' not in page
    assert client.post(f"/phieu/{revisit.sheet_id}/", {"ban": "1"}).status_code in {403, 404}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"viec": "rut"}, "Ghi một trong hai"),
        ({"viec": "rut", "so-ho": "năm"}, "Không phải số"),
        ({"viec": "rut", "so-ho": "9" * 30}, "Không phải số"),
        ({"viec": "rut", "so-ho": "5"}, "Có 4 hộ rút được"),
        ({"viec": "rut", "ty-le": "101"}, "Tỷ lệ phải từ 1 đến 100"),
        ({"viec": "rut", "so-ho": "1", "so-gieo": "x" * 5000}, "dài hơn 40 chữ"),
        ({"viec": "giao", "nguoi": "x"}, "Chưa chọn hộ nào"),
        ({"viec": "giao", "ho": ["\0", "9" * 40, "-1"], "nguoi": "9"}, "Chưa chọn hộ nào"),
        ({"viec": "\0"}, "Chưa chọn việc"),
        ({}, "Chưa chọn việc"),
    ],
)
def test_what_cannot_be_drawn_or_given_is_told_and_what_was_typed_is_kept(
    country: Country, one: Round, sent: dict[str, Any], said: str
) -> None:
    officer = signed_in(("officer", country.east))
    answer = officer.post(f"/ra-soat/{one.pk}/phuc-tra/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    if sent.get("so-ho") == "5":
        assert 'value="5"' in page
    assert not Sample.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "kiem-so/?thon=%00&giam-ngheo=-1&giam-can-ngheo=" + "9" * 400,
        "kiem-so/?thon=999999999999999999&giam-ngheo=999999999999999999",
        "phuc-tra/?sau=%00&thon=" + "x" * 3000,
        "phuc-tra/?sau=999999999999999999",
        "bien-dong/?thon=0",
        "bien-dong/ho/?truoc=%00&sau=%00&tung=%00&nguyen-nhan=%00&nhu-cau=%00&tu=%00",
        "bien-dong/ho/?tu=999999999999999999&thon=999999999999999999",
    ],
)
def test_whatever_stands_in_an_address_is_no_error(country: Country, one: Round, address: str) -> None:
    officer = signed_in(("officer", country.east))
    assert officer.get(f"/ra-soat/{one.pk}/{address}").status_code == 200


def test_a_neighbour_finds_no_such_round_and_nobody_an_empty_one_broken(country: Country) -> None:
    empty = opened(country)
    officer, neighbour = (signed_in(("officer", area)) for area in (country.east, country.west))
    for page in PAGES:
        assert text(officer, empty, page)
        assert neighbour.get(f"/ra-soat/{empty.pk}/{page}").status_code == 404
        assert officer.get(f"/ra-soat/999999999999999999/{page}").status_code == 404


def test_last_year_says_what_was_put_together(country: Country) -> None:
    round_of(country.east, 2025, {country.east_1: ("poor",), country.east_2: ("near_poor",)})
    round_of(country.west, 2025, {country.west_1: ("poor",)})
    merge()
    one = round_of(country.east, 2026, {code_of("east-new"): (), country.west_1: ()})
    page = text(signed_in(("officer", country.east)), one, "bien-dong/")
    assert "cộng các đợt năm 2025 của xã Đông, phường Tây" in page
    assert "Thôn Đông Mới: số của thôn Đông Hai, thôn Đông Một" in page
