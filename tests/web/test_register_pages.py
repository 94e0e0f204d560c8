"""The register in the browser: lists, what is found, a household and a person as they stood on a day."""

import html
import re
from datetime import date

import pytest
from django.test import Client
from tests.apps.households.made import WHO, about, home, person, said
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.households.actions import correct_person, record_birth, record_death
from giamngheo.apps.households.models import Event, Household
from giamngheo.web.staff.registry import listing

pytestmark = pytest.mark.django_db

NUMBER = "999180000001"


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def family(country: Country) -> Household:
    made = home(country.east_1, "Mẫu Thị Hoà", "Mẫu Văn Con")
    correct_person(person("Mẫu Thị Hoà"), {"sex": "female", "personal_number": NUMBER}, about(), WHO)
    return made


@pytest.fixture
def officer(country: Country, client: Client) -> Client:
    client.force_login(make_person(("officer", country.east)))
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())


def test_the_list_has_the_households_of_ones_area_and_of_no_other(
    family: Household, country: Country, officer: Client
) -> None:
    home(country.east_2, "Thử Văn Hai")
    home(country.west_1, "Lạ Văn Ba")
    told = page(officer, "/so-ho/")
    assert "2 hộ đang trong sổ" in told
    assert "Mẫu Thị Hoà" in told and "Thử Văn Hai" in told and "Lạ Văn Ba" not in told
    of_village = page(officer, f"/so-ho/?dia-ban={country.east_2.pk}")
    assert "1 hộ đang trong sổ" in of_village and "Mẫu Thị Hoà" not in of_village
    assert "2 hộ đang trong sổ" in page(officer, f"/so-ho/?dia-ban={country.west_1.pk}")
    assert told.count("(ký, ghi rõ họ tên)") == 2
    assert "(ký, ghi rõ họ tên)" not in page(officer, "/so-ho/?loai=ho-ngheo")


def test_people_are_found_without_accents_and_not_in_a_neighbour(
    family: Household, country: Country, officer: Client
) -> None:
    home(country.west_1, "Mẫu Thị Hoà")
    assert "1 người khớp «mau thi hoa»" in page(officer, "/so-ho/?tim=mau thi hoa")
    assert "1 người khớp" in page(officer, f"/so-ho/?tim={NUMBER}")
    assert "2 người khớp" in page(officer, f"/so-ho/?tim={family.code}")
    assert "Không có gì khớp" in page(officer, "/so-ho/?tim=khong ai")
    assert "2 người khớp" in page(officer, "/so-ho/?tim=mau&loai=chua-co-quyet-dinh")
    assert "Không có gì khớp" in page(officer, "/so-ho/?tim=mau&loai=ho-ngheo")


def test_a_village_is_found_by_its_name_and_no_village_of_others(country: Country, officer: Client) -> None:
    found = page(officer, "/so-ho/?tim=dong mot")
    assert f'href="?dia-ban={country.east_1.pk}"' in found
    assert "Các hộ ở thôn Đông Một" in found
    assert "Các hộ ở" not in page(officer, "/so-ho/?tim=tay mot")
    assert "Các hộ ở" not in page(officer, f"/so-ho/?tim=dong mot&dia-ban={country.east.pk}")


def test_more_than_a_page_is_read_page_by_page_and_nobody_is_left_out(
    country: Country, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "ON_A_PAGE", 2)
    names = {"Mẫu Văn An", "Thử Văn An", "Mẫu Văn Bình", "Mẫu Văn Ước", "Mẫu Văn Đức"}
    for name in names:
        home(country.east_1, name)
    seen: list[str] = []
    address: str | None = "/so-ho/"
    while address is not None:
        told = page(officer, address)
        seen += re.findall(r'class="link-target"[^>]*>([^<]*)<', told)
        following = re.search(r'rel="next" href="(.*?)"', told)
        address = "/so-ho/" + following[1] if following else None
    assert len(seen) == 5
    assert set(seen) == names
    assert [name.split()[-1] for name in seen] == ["An", "An", "Bình", "Đức", "Ước"]


def test_a_household_is_shown_as_it_stood_on_a_day_with_what_happened(
    family: Household, officer: Client
) -> None:
    record_birth(family, said("grandchild", "Mẫu Văn Bé"), about(date(2026, 3, 1)), WHO)
    record_death(person("Mẫu Văn Con"), about(date(2026, 4, 1)), WHO)
    today = page(officer, f"/so-ho/{family.code}/")
    assert ">Mẫu Văn Bé</a>" in today and ">Mẫu Văn Con</a>" not in today
    before = page(officer, f"/so-ho/{family.code}/?ngay=1/9/2025")
    assert ">Mẫu Văn Bé</a>" not in before and ">Mẫu Văn Con</a>" in before
    assert "ngày 01/04/2026 · Mẫu Văn Con ·" in today and "ngày 01/03/2026 · Mẫu Văn Bé ·" in today
    assert "không có trong sổ" in page(officer, f"/so-ho/{family.code}/?ngay=1/1/2020")
    for kind in ("Sinh", "Chết", "Ghi vào sổ", "Đính chính"):
        assert kind in today
    assert 'id="ngay-loi"' in page(officer, f"/so-ho/{family.code}/?ngay=32/1/2020")


def test_numbers_are_whole_only_for_who_needs_them(
    family: Household, country: Country, client: Client
) -> None:
    addresses = (f"/so-ho/{family.code}/", f"/so-ho/nguoi/{person('Mẫu Thị Hoà').pk}/")
    for role, whole in (("officer", True), ("inspector", True), ("finance", False), ("front", False)):
        client.force_login(make_person((role, country.east)))
        for address in addresses:
            told = page(client, address)
            assert (NUMBER in told) is whole
            assert ("999••••••001" in told) is not whole


def test_every_value_of_a_person_tells_its_source(family: Household, officer: Client) -> None:
    told = page(officer, f"/so-ho/nguoi/{person('Mẫu Thị Hoà').pk}/")
    assert "nhập trên màn hình, ngày 01/08/2025" in told
    assert "Nữ" in told and family.code in told


def test_no_page_asks_the_database_more_for_more_rows(
    country: Country, officer: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        home(country.east_1, *(f"Mẫu Văn {'Abcdefghijkl'[number]}" for _ in range(4)))
    code = Household.objects.order_by("pk")[0].code
    for address in ("/so-ho/", "/so-ho/?tim=mau", f"/so-ho/{code}/"):
        with django_assert_max_num_queries(40):  # type: ignore[operator]
            page(officer, address)


@pytest.mark.parametrize(
    "address", ["/so-ho/khong-co/", "/so-ho/nguoi/999999/", "/so-ho/nguoi/99999999999999999999/"]
)
def test_what_is_not_there_is_not_found(officer: Client, address: str) -> None:
    assert officer.get(address).status_code == 404


def write(client: Client, home: Household, **typed: object) -> str:
    form = {"ngay": "1/3/2026", "giay-to": "số 1", "ly-do": "thử", **typed}
    answer = client.post(
        f"/so-ho/{home.code}/viec/", {name.replace("_", "-"): one for name, one in form.items()}
    )
    assert answer.status_code in {302, 422}
    return html.unescape(answer.content.decode()) if answer.status_code == 422 else ""


def test_what_happens_is_written_on_the_page_and_taken_back_there(family: Household, officer: Client) -> None:
    assert "Việc gì đã xảy ra" in page(officer, f"/so-ho/{family.code}/viec/")
    assert write(officer, family, viec="sinh", ten="Mẫu Văn Bé", quan_he="grandchild", gioi_tinh="male") == ""
    others = {f"quan_he_{person('Mẫu Thị Hoà').pk}": "parent", f"quan_he_{person('Mẫu Văn Bé').pk}": "child"}
    head = {"viec": "chu-ho", "nguoi": person("Mẫu Văn Con").pk, "ngay": "2/3/2026"}
    assert write(officer, family, **head, **others) == ""
    assert write(officer, family, viec="chet", nguoi=person("Mẫu Thị Hoà").pk, ngay="3/3/2026") == ""
    family.refresh_from_db()
    assert (family.head_name, family.members) == ("Mẫu Văn Con", 2)
    told = page(officer, f"/so-ho/{family.code}/")
    assert "số 1" in told and "Đổi chủ hộ" in told
    death = Event.objects.get(kind="death")
    undo = f"/so-ho/{family.code}/hoan-tac/"
    assert "ghi lý do" in html.unescape(officer.post(undo, {"viec": death.pk}).content.decode())
    assert officer.post(undo, {"viec": death.pk, "ly-do": "nhầm người"}).status_code == 302
    assert "đã hoàn tác" in page(officer, f"/so-ho/{family.code}/")
    assert officer.post(undo, {"viec": 999999, "ly-do": "x"}).status_code == 404
    assert write(officer, family, viec="di", nguoi=person("Mẫu Văn Bé").pk, ngay="4/3/2026") == ""
    assert write(officer, family, viec="ca-ho", ngay="5/3/2026") == ""
    family.refresh_from_db()
    assert not family.is_living


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"viec": "bay"}, "Chưa chọn việc"),
        ({"viec": "chet"}, "Chưa chọn người"),
        ({"viec": "di", "nguoi": "999999"}, "không còn thuộc hộ này"),
        ({"viec": "sinh"}, "Chưa ghi tên"),
        ({"viec": "ca-ho", "ngay": ""}, "Chưa có ngày"),
        ({"viec": "ca-ho", "ngay": "32/1"}, 'id="ngay-loi"'),
        ({"viec": "ca-ho", "ngay": "1/1/2100"}, "chưa tới"),
        ({"viec": "ca-ho", "ngay": "1/1/2020"}, "đã ghi việc từ ngày"),
        ({"viec": "sinh", "ten": "Bé 2"}, "có chữ số"),
        ({"viec": "sinh", "ten": "Mẫu Bé", "quan-he": "head"}, "đã có chủ hộ"),
    ],
)
def test_what_cannot_be_written_is_told_and_what_was_typed_stays(
    family: Household, officer: Client, typed: dict[str, str], told: str
) -> None:
    said_back = write(officer, family, **typed)
    assert told in said_back
    if typed["viec"] != "bay":
        assert "số 1" in said_back
    assert not Event.objects.filter(day__gt=date(2025, 8, 1)).exists()


def test_who_only_reads_writes_nothing(family: Household, country: Country, client: Client) -> None:
    for role, place in (("finance", country.east), ("officer", country.west), ("radio", country.east)):
        client.force_login(make_person((role, place)))
        assert client.get(f"/so-ho/{family.code}/viec/").status_code in {403, 404}
        answer = client.post(f"/so-ho/{family.code}/viec/", {"viec": "ca-ho", "ngay": "1/3/2026"})
        assert answer.status_code in {403, 404}
    assert Household.objects.get(pk=family.pk).is_living
