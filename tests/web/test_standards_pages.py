"""«Chuẩn nghèo»: what is in force on a day, with clauses and with what awaits the gazette."""

import pytest
from django.test import Client

from giamngheo.law.library import standards

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("day", "standard"),
    [
        ("1/1/2017", "national_2016_2021"),
        ("010926", "national_2022_2026"),
        ("1/1/2027", "national_2027_2030"),
    ],
)
def test_the_standard_in_force_on_the_day_is_marked(client: Client, day: str, standard: str) -> None:
    text = page(client, f"/chuan-ngheo/?ngay={day}")
    assert text.count("Áp dụng vào ngày") == 1
    card = next(part for part in text.split("<section") if "Áp dụng vào ngày" in part)
    assert f"/chuan-ngheo/{standard}/" in card


def test_a_day_without_a_standard_is_told(client: Client) -> None:
    assert "Không chuẩn nào trong phần mềm áp dụng vào ngày 01/01/1999" in page(
        client, "/chuan-ngheo/?ngay=1/1/1999"
    )


@pytest.mark.parametrize("address", ["/chuan-ngheo/", "/chuan-ngheo/national_2022_2026/"])
def test_what_is_no_day_is_told_and_stays_typed(client: Client, address: str) -> None:
    text = page(client, f"{address}?ngay=hôm%20nọ")
    assert 'href="#ngay"' in text
    assert 'value="hôm nọ"' in text


@pytest.mark.parametrize("standard", sorted(standards()))
def test_every_standard_shows_all_it_holds(client: Client, standard: str) -> None:
    text = page(client, f"/chuan-ngheo/{standard}/")
    held = standards()[standard].standard
    for one in (*held.classes, *held.deprivations):
        assert one.wording.split()[0] in text
    for dimension in held.dimensions:
        assert dimension.name in text
    assert "cần đối chiếu công báo" in text
    for question in held.open:
        assert question.id not in text
    assert ("Còn để ngỏ" in text) is bool(held.open)


def test_a_day_outside_a_standard_is_told_and_its_last_day_is_shown(client: Client) -> None:
    text = page(client, "/chuan-ngheo/national_2022_2026/?ngay=1/1/2030")
    assert "không áp dụng ngày 01/01/2030" in text
    assert "Như có hiệu lực ngày 31/12/2026" in text


def test_no_such_standard_is_not_found(client: Client) -> None:
    assert client.get("/chuan-ngheo/khong-co/").status_code == 404
