"""What happens to households, written on forms: errors by field, what was typed kept, each undone."""

import html
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.apps.households.made import WHO, about, home, members_on, person
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.households.actions import (
    MemberSaid,
    merge_people,
    record_departure,
    record_household,
)
from giamngheo.apps.households.models import (
    Event,
    FormerNumber,
    Household,
    HouseholdNumber,
    Particulars,
    Person,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
NUMBER, OLD = "999180000001", "999000001"


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def family(country: Country) -> Household:
    return home(country.east_1, "Mẫu Văn Cha", "Mẫu Thị Con", "Mẫu Văn Út")


@pytest.fixture
def other(country: Country) -> Household:
    return home(country.east_2, "Thử Văn Hai", "Thử Thị Ba")


@pytest.fixture
def officer(country: Country, client: Client) -> Client:
    client.force_login(make_person(("officer", country.east)))
    return client


def words(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return words(answer)


def write(client: Client, home: Household, deed: str, **typed: object) -> str:
    """What the page says against it; nothing where it was written."""
    form = {"viec": deed, "ngay": "1/3/2026", "giay-to": "số 1", "ly-do": "ghi chú thử"}
    form |= {name.replace("_", "-"): one for name, one in typed.items()}
    answer = client.post(f"/so-ho/{home.code}/viec/", form)
    assert answer.status_code in {302, 422, 200}
    return "" if answer.status_code == 302 else words(answer)


def undo(client: Client, home: Household, kind: str) -> None:
    """Take the latest deed of a kind back on the page of a household, where it stands in the history."""
    event = Event.objects.filter(kind=kind).order_by("-pk")[0]
    assert f'name="viec" value="{event.pk}"' in page(client, f"/so-ho/{home.code}/")
    answer = client.post(f"/so-ho/{home.code}/hoan-tac/", {"viec": event.pk, "ly-do": "nhầm"})
    assert answer.status_code == 302
    assert "đã hoàn tác" in page(client, f"/so-ho/{home.code}/")


def new(client: Client, area: object, **typed: object) -> tuple[str, Household | None]:
    """What the page says against a new household, or the household."""
    form = {"thon": area, "ngay": "1/3/2026", "ten-1": "Mẫu Thị Hoà", "quan-he-1": "head", "so-nguoi": "3"}
    form |= {name.replace("_", "-"): one for name, one in typed.items()}
    answer = client.post("/so-ho/moi/", form)
    if answer.status_code != 302:
        assert answer.status_code in {200, 422}
        return words(answer), None
    return "", Household.objects.get(code=answer.headers["Location"].split("/")[2])


def test_a_household_on_paper_is_written_whole_and_shown(country: Country, officer: Client) -> None:
    told = page(officer, f"/so-ho/moi/?dia-ban={country.east_2.pk}")
    assert f'value="{country.east_2.pk}" selected' in told and "Tây Một" not in told
    said, made = new(
        officer,
        country.east_2.pk,
        dia_chi="số 7",
        tu_ngay="1/5/2020",
        so_cua_xa="127",
        so_theo="danh sách của xã",
        giay_to="phiếu 12",
        gioi_tinh_1="female",
        ngay_sinh_1="9/1980",
        so_dinh_danh_1="999 180 000 001",
        dan_toc_1="tay",
        so_cu_1="999.000.001",
        ten_3="  Mẫu  Văn   Con ",
        quan_he_3="child",
        ngay_sinh_3="2024",
    )
    assert said == "" and made is not None
    assert (made.head_name, made.members, made.area_id) == ("Mẫu Thị Hoà", 2, country.east_2.pk)
    head = person("Mẫu Thị Hoà")
    assert (head.personal_number, head.birth_date, head.birth_precision) == (
        NUMBER,
        date(1980, 9, 1),
        "month",
    )
    assert FormerNumber.objects.get(person=head).number == OLD
    assert person("Mẫu Văn Con").birth_precision == "year"
    assert HouseholdNumber.objects.get(household=made).number == "127"
    assert set(members_on(made, date(2020, 6, 1))) == {"Mẫu Thị Hoà"}
    shown = page(officer, f"/so-ho/{made.code}/")
    assert "Đã ghi hộ Mẫu Thị Hoà vào sổ" in shown and "số 7" in shown and "phiếu 12" in shown
    assert "Đã ghi hộ" not in page(officer, f"/so-ho/{made.code}/")


def test_rows_are_added_without_losing_what_was_typed(country: Country, officer: Client) -> None:
    said, made = new(officer, country.east_1.pk, lam="them", ten_2="Mẫu Văn Hai", ngay_sinh_2="1/9/1980")
    assert made is None and not Household.objects.exists()
    for kept in ('value="Mẫu Thị Hoà"', 'value="Mẫu Văn Hai"', 'value="1/9/1980"', 'id="ten-4"', 'value="4"'):
        assert kept in said
    assert 'id="ten-31"' not in new(officer, country.east_1.pk, lam="them", so_nguoi="99999")[0]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"thon": ""}, 'id="thon-loi"'),
        ({"thon": "99999999999999999999"}, 'id="thon-loi"'),
        ({"ngay": ""}, "Chưa có ngày ghi sổ"),
        ({"ngay": "1/1/2100"}, "chưa tới"),
        ({"tu-ngay": "31/2/2020"}, 'id="tu-ngay-loi"'),
        ({"tu-ngay": "2/3/2026"}, "sau ngày ghi sổ"),
        ({"so-cua-xa": "12", "so-theo": ""}, 'id="so-theo-loi"'),
        ({"ten-1": ""}, "Hộ chưa có người nào"),
        ({"quan-he-1": ""}, "chưa có chủ hộ"),
        ({"ten-2": "Mẫu Hai", "quan-he-2": "head"}, "có 2 chủ hộ"),
        ({"gioi-tinh-2": "male"}, "Người 2 – Họ và tên: chưa ghi tên"),
        ({"ten-1": "Mẫu 1"}, "có chữ số"),
        ({"ten-1": "M" * 300}, "dài hơn 200 chữ"),
        ({"ngay-sinh-1": "1/9/58"}, "năm đủ 4 chữ số"),
        ({"ngay-sinh-1": "13/1980"}, "không có trong lịch"),
        ({"ngay-sinh-1": "31/2/1980"}, "không có trong lịch"),
        ({"ngay-sinh-1": "hôm qua"}, "chưa rõ năm sinh"),
        ({"ngay-sinh-1": "2100"}, "sau ngày ghi"),
        ({"ngay-sinh-1": "1/1/1700"}, 'id="ngay-sinh-1-loi"'),
        ({"so-dinh-danh-1": "99918000001"}, "11 chữ số"),
        ({"so-dinh-danh-1": "９９９１８００００００１x"}, "không phải chữ số"),
        ({"so-cu-1": "12345"}, "không phải 9 chữ số"),
        ({"dan-toc-1": "nguoi-la"}, "không có lựa chọn"),
        (
            {"so-dinh-danh-1": NUMBER, "ten-2": "Mẫu Hai", "so-dinh-danh-2": NUMBER},
            "trùng với số của người 1",
        ),
    ],
)
def test_what_a_new_household_cannot_have_is_told_beside_its_field(
    country: Country, officer: Client, typed: dict[str, object], told: str
) -> None:
    said, made = new(officer, country.east_1.pk, **{"dia-chi": "số\0 bảy", **typed})
    assert made is None and told in said
    assert 'value="số bảy"' in said or 'value="số\N{REPLACEMENT CHARACTER} bảy"' in said or "bảy" in said
    assert not Event.objects.exists()


def test_who_may_be_in_the_register_already_is_shown_before_anything_is_written(
    country: Country, officer: Client
) -> None:
    born = {"full_name": "Mẫu Thị Hoà", "birth_date": date(1980, 5, 1), "birth_precision": "day"}
    lone = record_household(country.east_2.pk, [MemberSaid("head", born)], about(), WHO)
    kept = person("Mẫu Thị Hoà")
    record_household(country.west_1.pk, [MemberSaid("head", born)], about(), WHO)
    typed = {"ten_1": "mẫu thị hòa", "ngay_sinh_1": "1980"}
    said, made = new(officer, country.east_1.pk, **typed)
    assert made is None and "Trùng?" in said and f"/so-ho/nguoi/{kept.pk}/" in said
    assert said.count("Chính là người này") == 1  # nobody of a neighbour is shown
    mark = {"hoi_1": kept.pk}
    assert "Trùng?" in new(officer, country.east_1.pk, **typed, trung_1="moi", hoi_1="7-8")[0]
    assert "Trùng?" in new(officer, country.east_1.pk, **typed, trung_1="999", **mark)[0]
    said, made = new(officer, country.east_1.pk, **typed, trung_1=kept.pk, **mark)
    assert said == "" and made is not None
    kept.refresh_from_db()
    lone.refresh_from_db()
    assert (kept.household_id, lone.is_living) == (made.pk, False)
    said, second = new(officer, country.east_1.pk, **typed, trung_1="moi", **mark)
    assert said == "" and second is not None and second.people.get() != kept


def test_somebody_new_comes_and_is_undone(family: Household, officer: Client) -> None:
    page(officer, f"/so-ho/{family.code}/viec/?viec=den")
    typed = {"ten": "Thử Thị Mới", "ngay_sinh": "1990", "quan_he": "child_in_law"}
    assert "9 chữ số" in write(officer, family, "den", **typed, so_cu="1")
    assert write(officer, family, "den", **typed, so_cu=OLD) == ""
    assert members_on(family, DAY)["Thử Thị Mới"] == "child_in_law"
    undo(officer, family, "arrival")
    assert "Thử Thị Mới" not in members_on(family, DAY)


def test_a_birth_that_is_sent_twice_is_asked_about_and_twins_are_not(
    family: Household, officer: Client
) -> None:
    typed = {"ten": "Thử Thị Bé", "gioi_tinh": "female", "quan_he": "child"}
    assert "Chưa ghi tên" in write(officer, family, "sinh", **{**typed, "ten": "\u200b\u202e\0"})
    assert "không phải họ tên" in write(officer, family, "sinh", **{**typed, "ten": "😀 😀"})
    assert write(officer, family, "sinh", **typed) == ""
    child = person("Thử Thị Bé")
    assert (
        "Trùng?" in (told := write(officer, family, "sinh", **typed)) and f"/so-ho/nguoi/{child.pk}/" in told
    )
    same = {"trung": child.pk, "hoi": child.pk}
    assert "đã thuộc hộ" in write(officer, family, "sinh", **typed, **same)
    assert write(officer, family, "sinh", **{**typed, "ten": "Thử\u200b Thị  Bình"}) == ""
    assert person("Thử Thị Bình").birth_date == DAY
    assert len(members_on(family, DAY)) == 5


def test_who_comes_back_is_found_and_moved_instead_of_written_twice(
    family: Household, other: Household, officer: Client
) -> None:
    gone = person("Thử Thị Ba")
    record_departure(gone, about(date(2026, 1, 1)), WHO)
    found = page(officer, f"/so-ho/{family.code}/viec/?viec=sang&tim=thu thi ba")
    assert "Thử Thị Ba" in found and "đã ra khỏi sổ" in found
    assert "Chưa chọn người" in write(officer, family, "sang", tim="thu", quan_he="child")
    assert "Chưa ghi quan hệ" in write(officer, family, "sang", nguoi=gone.pk)
    assert 'value="thu thi ba"' in write(officer, family, "sang", lam="tim", tim="thu thi ba")
    assert write(officer, family, "sang", nguoi=gone.pk, quan_he="chua-ro") == ""
    assert members_on(family, DAY)["Thử Thị Ba"] == ""


def test_the_whole_household_moves_and_is_undone(
    family: Household, country: Country, officer: Client
) -> None:
    assert "Chưa chọn thôn" in write(officer, family, "chuyen-nha", thon=country.west_1.pk)
    assert write(officer, family, "chuyen-nha", thon=country.east_2.pk, dia_chi="số 9") == ""
    family.refresh_from_db()
    assert family.area_id == country.east_2.pk
    assert "số 9" in page(officer, f"/so-ho/{family.code}/")
    undo(officer, family, "arrival")
    family.refresh_from_db()
    assert family.area_id == country.east_1.pk


def test_the_others_are_told_anew_to_a_new_head(family: Household, officer: Client) -> None:
    father, child, youngest = (person(name) for name in ("Mẫu Văn Cha", "Mẫu Thị Con", "Mẫu Văn Út"))
    assert "Tiếp tục" in page(officer, f"/so-ho/{family.code}/viec/?viec=chu-ho")
    form = page(officer, f"/so-ho/{family.code}/viec/?viec=chu-ho&nguoi={child.pk}")
    assert f'id="quan-he-{father.pk}"' in form and f'id="quan-he-{child.pk}"' not in form
    assert 'value="parent" selected' in form and 'value="sibling" selected' in form
    assert "Chưa chọn người" in write(officer, family, "chu-ho", nguoi=father.pk)
    told = {f"quan_he_{father.pk}": "parent"}
    said = write(officer, family, "chu-ho", nguoi=child.pk, **told)
    assert "Chưa ghi quan hệ của Mẫu Văn Út" in said and "ghi chú thử" in said
    twice = write(officer, family, "chu-ho", nguoi=child.pk, **told, **{f"quan_he_{youngest.pk}": "head"})
    assert "đã là chủ hộ mới" in twice
    assert (
        write(officer, family, "chu-ho", nguoi=child.pk, **told, **{f"quan_he_{youngest.pk}": "chua-ro"})
        == ""
    )
    assert members_on(family, DAY) == {"Mẫu Văn Cha": "parent", "Mẫu Thị Con": "head", "Mẫu Văn Út": ""}


def test_a_household_is_split_on_the_page_and_made_one_again(
    family: Household, country: Country, officer: Client
) -> None:
    child, youngest = person("Mẫu Thị Con"), person("Mẫu Văn Út")
    where = {"thon": country.east_2.pk, "dia_chi": "số 3"}
    page(officer, f"/so-ho/{family.code}/viec/?viec=tach")
    assert "Chưa chọn ai tách" in write(officer, family, "tach", **where)
    leaving = {f"roi_{child.pk}": "1", f"roi_{youngest.pk}": "1"}
    assert "Chưa ghi quan hệ của Mẫu Thị Con" in write(officer, family, "tach", **where, **leaving)
    words_of = {f"quan_he_{child.pk}": "head", f"quan_he_{youngest.pk}": "head"}
    assert "đúng một chủ hộ" in write(officer, family, "tach", **where, **leaving, **words_of)
    words_of[f"quan_he_{youngest.pk}"] = "sibling"
    assert write(officer, family, "tach", **where, **leaving, **words_of) == ""
    made = Household.objects.exclude(pk=family.pk).get()
    assert members_on(made, DAY) == {"Mẫu Thị Con": "head", "Mẫu Văn Út": "sibling"}
    assert made.code in page(officer, f"/so-ho/{family.code}/")
    undo(officer, family, "split")
    assert set(members_on(family, DAY)) == {"Mẫu Văn Cha", "Mẫu Thị Con", "Mẫu Văn Út"}
    assert page(officer, f"/so-ho/{made.code}/").count("đã hoàn tác") == 1


def test_two_households_are_merged_on_the_page_and_parted_again(
    family: Household, other: Household, country: Country, officer: Client
) -> None:
    stranger = home(country.west_1, "Lạ Văn Ba")
    told = {f"quan_he_{one.pk}": "other_relative" for one in Person.objects.filter(household=other)}
    assert f'id="ho-{family.pk}"' in page(officer, f"/so-ho/{other.code}/viec/?viec=nhap&tim=mau van ut")
    assert f'id="ho-{family.pk}"' in page(officer, f"/so-ho/{other.code}/viec/?viec=nhap&tim={family.code}")
    for wrong in ("", family.pk + 10**6, other.pk, stranger.pk):
        assert "Chưa chọn hộ" in write(officer, other, "nhap", ho=wrong, **told)
    assert "Chưa ghi quan hệ" in write(officer, other, "nhap", ho=family.pk)
    assert write(officer, other, "nhap", ho=family.pk, **told) == ""
    assert len(members_on(family, DAY)) == 5
    undo(officer, family, "merger")
    assert (len(members_on(family, DAY)), len(members_on(other, DAY))) == (3, 2)
    other.refresh_from_db()
    assert other.is_living


def test_who_marries_goes_to_the_spouse_and_comes_back_when_undone(
    family: Household, other: Household, officer: Client
) -> None:
    bride, groom = person("Mẫu Thị Con"), person("Thử Văn Hai")
    found = page(officer, f"/so-ho/{family.code}/viec/?viec=ket-hon&tim=thu van hai")
    assert f'id="vo-chong-{groom.pk}"' in found
    couple = {"nguoi": bride.pk, "vo_chong": groom.pk}
    for typed, told in (
        ({}, "Chưa chọn người"),
        ({"nguoi": bride.pk, "ai_chuyen": "khong"}, "Chưa có vợ, chồng"),
        (couple, "Chưa chọn ai đổi hộ"),
        (couple | {"ai_chuyen": "sang"}, "nơi đến"),
        (couple | {"ai_chuyen": "khong", "ten_vc": "Ai Đó"}, "Đã chọn người trong sổ"),
        ({"nguoi": bride.pk, "ten_vc": "Ai Đó", "ai_chuyen": "sang"}, "chưa biết hộ"),
        ({"nguoi": bride.pk, "ten_vc": "Ai 2", "ai_chuyen": "ve", "quan_he_moi": "spouse"}, "có chữ số"),
        (couple | {"vo_chong": bride.pk, "ai_chuyen": "khong"}, "chính mình"),
    ):
        assert told in write(officer, family, "ket-hon", **typed)
    assert write(officer, family, "ket-hon", **couple, ai_chuyen="sang", quan_he_moi="spouse") == ""
    assert members_on(other, DAY)["Mẫu Thị Con"] == "spouse"
    assert "Mẫu Thị Con kết hôn với Thử Văn Hai; ghi chú thử" in page(officer, f"/so-ho/{family.code}/")
    undo(officer, other, "marriage")
    assert members_on(family, DAY)["Mẫu Thị Con"] == "child"


@pytest.mark.parametrize(
    ("moving", "at_home", "spouse_at_home"),
    [("khong", True, False), ("di", False, False), ("ve", True, True)],
)
def test_a_spouse_whom_the_register_has_not_is_noted_joined_or_comes_new(
    family: Household, officer: Client, moving: str, at_home: bool, spouse_at_home: bool
) -> None:
    typed = {"nguoi": person("Mẫu Thị Con").pk, "ten_vc": "Thử Văn Rể", "ai_chuyen": moving}
    assert write(officer, family, "ket-hon", **typed, quan_he_moi="child_in_law") == ""
    members = members_on(family, DAY)
    assert ("Mẫu Thị Con" in members) is at_home
    assert ("Thử Văn Rể" in members) is spouse_at_home
    undo(officer, family, "marriage")
    assert set(members_on(family, DAY)) == {"Mẫu Văn Cha", "Mẫu Thị Con", "Mẫu Văn Út"}


def test_a_spouse_comes_from_another_household(family: Household, other: Household, officer: Client) -> None:
    spouse = person("Thử Thị Ba")
    typed = {"nguoi": person("Mẫu Văn Út").pk, "vo_chong": spouse.pk, "ai_chuyen": "ve"}
    assert write(officer, family, "ket-hon", **typed, quan_he_moi="child_in_law") == ""
    assert members_on(family, DAY)["Thử Thị Ba"] == "child_in_law"
    assert "Thử Thị Ba" not in members_on(other, DAY)


def fields_of(kept: Person, **typed: object) -> dict[str, object]:
    """The form of a person as it is filled, with what is typed otherwise."""
    said = Particulars.objects.filter(person=kept, superseded_by=None).order_by("valid").last()
    assert said is not None
    shown = {"ten": said.full_name, "gioi-tinh": said.sex, "quan-he": kept.relationship, "cach": "sai"}
    shown |= {"dan-toc": said.ethnicity, "so-dinh-danh": said.personal_number, "ly-do": "đối chiếu thẻ"}
    return shown | {name.replace("_", "-"): one for name, one in typed.items()}


def test_particulars_are_put_right_on_the_page_and_back(family: Household, officer: Client) -> None:
    child = person("Mẫu Thị Con")
    address = f"/so-ho/nguoi/{child.pk}/sua/"
    assert "Sửa thông tin" in page(officer, f"/so-ho/nguoi/{child.pk}/")
    assert 'value="Mẫu Thị Con"' in page(officer, address)
    typed = fields_of(
        child,
        ten="Mẫu Thị Còn",
        gioi_tinh="female",
        ngay_sinh="1980",
        so_dinh_danh=NUMBER,
        so_cu=OLD,
        quan_he="niece_nephew",
        tro_cap=["elderly", "orphan"],
        bao_hiem="khong",
        chieu_cao="112,5",
        dien_thoai="0000 123 456",
        viec_lam="working",
    )
    answer = officer.post(address, typed)
    assert answer.status_code == 302 and answer.headers["Location"] == f"/so-ho/{family.code}/"
    said = Particulars.objects.get(person=child, superseded_by=None)
    assert (said.full_name, said.birth_precision, said.personal_number) == ("Mẫu Thị Còn", "year", NUMBER)
    assert (said.social_assistance, said.has_health_insurance) == (["elderly", "orphan"], False)
    assert (str(said.height), said.phone, said.work_status) == ("112.5", "0000123456", "working")
    assert members_on(family, DAY)["Mẫu Thị Còn"] == "niece_nephew"
    undo(officer, family, "correction")
    child.refresh_from_db()
    assert (child.full_name, child.relationship) == ("Mẫu Thị Con", "child")
    assert not FormerNumber.objects.filter(person=child, superseded_by=None).exists()


def test_a_change_holds_from_its_day_and_only_what_was_touched_is_written(
    family: Household, officer: Client
) -> None:
    child = person("Mẫu Thị Con")
    address = f"/so-ho/nguoi/{child.pk}/sua/"
    assert (
        officer.post(address, fields_of(child, dang_hoc="primary", cach="doi", ngay="1/3/2026")).status_code
        == 302
    )
    rows = Particulars.objects.filter(person=child, superseded_by=None).order_by("valid")
    assert [(row.attending, row.valid.lower) for row in rows] == [("", None), ("primary", DAY)]
    nothing = words(officer.post(address, fields_of(child, dang_hoc="primary")))
    assert "Chưa có gì thay đổi" in nothing


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"cach": ""}, 'id="cach-loi"'),
        ({"cach": "doi"}, "Chưa có ngày thay đổi"),
        ({"cach": "doi", "ngay": "1/1/2100"}, "chưa tới"),
        ({"ly-do": ""}, "Chưa ghi lý do"),
        ({"ten": ""}, "chưa ghi tên"),
        ({"ten": "M" * 300}, "dài hơn 200 chữ"),
        ({"ngay-sinh": "1/9/58"}, "năm đủ 4 chữ số"),
        ({"ngay-sinh": "2100"}, "sau ngày ghi"),
        ({"gioi-tinh": "nam"}, "không có lựa chọn"),
        ({"gioi-tinh": "male", "so-dinh-danh": NUMBER}, "là của nữ"),
        ({"so-cu": "12"}, "không phải 9 chữ số"),
        ({"quan-he": "head"}, "đính chính"),
        ({"chieu-cao": "cao"}, "không phải số đo"),
        ({"chieu-cao": "999"}, "ngoài khoảng"),
        ({"can-nang": "1e3"}, "không phải số đo"),
        ({"dien-thoai": "gọi nhà"}, "không phải 8 đến 15 chữ số"),
        ({"tro-cap": ["none", "orphan"]}, "không hưởng cùng loại khác"),
        ({"tro-cap": ["x" * 5000]}, "không có lựa chọn"),
        ({"da-thay": "1-2-child", "ten": "Mẫu Thị Khác"}, "vừa được sửa ở nơi khác"),
    ],
)
def test_a_correction_that_cannot_be_is_told_and_what_was_typed_stays(
    family: Household, officer: Client, typed: dict[str, object], told: str
) -> None:
    child = person("Mẫu Thị Con")
    answer = officer.post(
        f"/so-ho/nguoi/{child.pk}/sua/", fields_of(child, **{"hoc-van": "primary", **typed})
    )
    assert answer.status_code == 422
    said = words(answer)
    assert told in said and 'value="primary" selected' in said
    assert not Event.objects.filter(kind="correction").exists()


def test_a_record_that_was_merged_away_is_put_right_where_it_went(
    family: Household, other: Household, officer: Client
) -> None:
    kept, double = person("Mẫu Thị Con"), person("Thử Thị Ba")
    merge_people(kept, double, about(DAY), WHO, home_id=family.pk)
    assert "Sửa thông tin" not in page(officer, f"/so-ho/nguoi/{double.pk}/")
    answer = officer.get(f"/so-ho/nguoi/{double.pk}/sua/")
    assert answer.status_code in {302, 404}
    assert "Sửa thông tin" in page(officer, f"/so-ho/nguoi/{kept.pk}/")


def test_the_head_is_no_matter_of_a_correction(family: Household, officer: Client) -> None:
    head = person("Mẫu Văn Cha")
    assert 'id="quan-he"' not in page(officer, f"/so-ho/nguoi/{head.pk}/sua/")
    typed = fields_of(head, quan_he="child", dang_hoc="none")
    assert officer.post(f"/so-ho/nguoi/{head.pk}/sua/", typed).status_code == 302
    assert members_on(family, DAY)["Mẫu Văn Cha"] == "head"


DEEDS = (
    "sinh",
    "chet",
    "den",
    "sang",
    "di",
    "ket-hon",
    "chu-ho",
    "tach",
    "nhap",
    "chuyen-nha",
    "ca-ho",
    "dinh-chinh",
)


def test_who_only_reads_or_keeps_another_commune_writes_nothing(
    family: Household, country: Country, client: Client
) -> None:
    child = person("Mẫu Thị Con")
    for role, place in (
        ("village_head", country.east_1),
        ("reviewer", country.east),
        ("officer", country.west),
    ):
        client.force_login(make_person((role, place)))
        for deed in DEEDS:
            assert client.get(f"/so-ho/{family.code}/viec/?viec={deed}").status_code in {403, 404}
            assert client.post(f"/so-ho/{family.code}/viec/", {"viec": deed}).status_code in {403, 404}
        for address in (f"/so-ho/nguoi/{child.pk}/sua/", f"/so-ho/{family.code}/hoan-tac/"):
            assert client.post(address, {"ten": "x"}).status_code in {403, 404}
        if role != "officer":
            assert client.get("/so-ho/moi/").status_code == 403
            assert "Ghi hộ mới" not in page(client, "/so-ho/")
            assert "Ghi việc" not in page(client, f"/so-ho/{family.code}/")
            assert "Sửa thông tin" not in page(client, f"/so-ho/nguoi/{child.pk}/")
    assert Event.objects.count() == 1


def test_nobody_of_another_commune_is_chosen(family: Household, country: Country, officer: Client) -> None:
    home(country.west_1, "Lạ Văn Ba")
    stranger = person("Lạ Văn Ba")
    assert f"nguoi-{stranger.pk}" not in page(officer, f"/so-ho/{family.code}/viec/?viec=sang&tim=la van ba")
    assert "Chưa chọn người" in write(officer, family, "sang", nguoi=stranger.pk, quan_he="child")
    typed = {"nguoi": person("Mẫu Thị Con").pk, "vo_chong": stranger.pk, "ai_chuyen": "khong"}
    assert "Chưa có vợ, chồng" in write(officer, family, "ket-hon", **typed)
    assert "Chưa chọn thôn" in new(officer, country.west_1.pk)[0]


@pytest.mark.parametrize("deed", [*DEEDS, "khong-co"])
def test_a_form_takes_anything_without_failing(
    family: Household, other: Household, officer: Client, deed: str
) -> None:
    long, nul = "Ơ" * 60_000, "a\0b"
    names = (
        "ten",
        "tim",
        "nguoi",
        "ho",
        "thon",
        "tim-xa",
        "dia-chi",
        "quan-he",
        "ten-vc",
        "so-cu",
        "ngay-sinh",
    )
    for value in (long, nul, "٣٣٣٣٣٣", "9" * 18, "-1", "' OR 1=1"):
        form = {"viec": deed, "lam": "ghi", "ngay": value} | dict.fromkeys(names, value)
        assert officer.post(f"/so-ho/{family.code}/viec/", form).status_code == 422 or deed == "dinh-chinh"
        asked = {"viec": deed, "tim": value[:500], "nguoi": value[:500], "tim-xa": value[:500]}
        assert officer.get(f"/so-ho/{family.code}/viec/", asked).status_code in {200, 422}
    assert Event.objects.count() == 2


def test_who_keeps_many_communes_chooses_the_commune_first(
    family: Household, country: Country, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from giamngheo.web.staff.registry import places

    monkeypatch.setattr(places, "MOST_COMMUNES", 1)
    client.force_login(make_person(("officer", country.province)))
    empty = page(client, "/so-ho/moi/")
    assert "Tìm xã" in empty and "Đông Một" not in empty
    said, _ = new(client, "", lam="tim-xa", tim_xa="tay")
    assert "Tây Một" in said and "Đông Một" not in said
    around = page(client, f"/so-ho/{family.code}/viec/?viec=chuyen-nha")
    assert "Đông Một" in around and "Tây Một" not in around
    assert write(client, family, "chuyen-nha", thon=country.west_1.pk) == ""
    family.refresh_from_db()
    assert family.area_id == country.west_1.pk
