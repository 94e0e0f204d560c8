"""Fixed amounts, minima and caps of a resolution: typed in, conflicts told, explained as they share out."""

import html
import re

import pytest
from django.test import Client
from tests.apps.budgets.made import YEAR, given, key, line_of
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.budgets.models import Decision, Resolution
from giamngheo.apps.budgets.papers import decision_paper
from giamngheo.foundation.areas.models import Area

pytestmark = pytest.mark.django_db
PAGE = "/kinh-phi/tieu-chi/"


@pytest.fixture
def country() -> Country:
    return make_country()


def signed_in(*held: tuple[str, Area]) -> Client:
    client = Client()
    client.force_login(make_person(*held))
    return client


def sent(client: Client, address: str, fields: dict[str, object], status: int = 302) -> str:
    answer = client.post(address, fields)
    words = re.sub(r"\s+", " ", html.unescape(answer.content.decode()))
    assert answer.status_code == status, words
    return answer.headers.get("Location", "") if status == 302 else words


def test_a_fixed_amount_with_a_cap_and_points_with_a_minimum_share_out_and_are_explained(
    country: Country,
) -> None:
    finance, leader = signed_in(("finance", country.province)), signed_in(("leader", country.province))
    of = {"don-vi": country.province.pk, "nam": YEAR}
    form = {**of, "so": "05/NQ-HĐND", "ngay": "30/6/2022", "co-quan": "HĐND tỉnh", "trich-yeu": "Tiêu chí"}
    fixed = {"ten-1": "Hỗ trợ hộ", "loai-1": "fixed", "dinh-muc-1": "1.000", "toi-da-1": "5.000"}
    points = {"ten-2": "Số hộ nghèo", "trong-so-2": "1", "don-vi-tinh-2": "hộ", "toi-thieu-2": "2.000"}
    for bad, words in (
        ({"dinh-muc-1": ""}, "định mức bằng tiền ghi ở loại Định mức"),
        ({"dinh-muc-1": "1.5"}, "«1.5» không phải số đồng"),
        ({"toi-thieu-1": "6.000"}, "mức tối thiểu lớn hơn mức tối đa"),
        ({"loai-2": "coefficient"}, "hệ số không có mức tối thiểu, tối đa"),
    ):
        assert words in sent(finance, PAGE, {**form, **fixed, **points, **bad}, 422)
    page = sent(finance, PAGE, {**form, **fixed, **points})
    shown = html.unescape(finance.get(page).content.decode())
    assert "định mức" in shown and "5.000" in shown and "2.000" in shown
    sent(leader, f"{page}viec/", {"viec": "ky"})
    given(country.province, 20_000, "2")
    source, east, west = line_of(key(country.province, "2")), country.east.pk, country.west.pk
    asked: dict[str, object] = {
        **of,
        "tu-dong": source.pk,
        "tong": "18.000",
        "nguon-so-lieu": "Báo cáo 12/BC",
    }
    asked |= {f"c1-{east}": "3", f"c1-{west}": "9", f"c2-{east}": "1", f"c2-{west}": "99"}
    assert "thiếu 1 đồng" in sent(finance, page, {**asked, "tong": "7.999"}, 422)
    assert "Mức tối thiểu của các đơn vị cộng lại 4.000 đồng" in sent(
        finance, page, {**asked, "tong": "8.001"}, 422
    )
    shown = sent(finance, page, asked, 200)
    assert "Hỗ trợ hộ: 9 × 1.000 = 9.000 đồng, lấy mức tối đa 5.000 đồng" in shown
    assert "Số hộ nghèo: 1 hộ × 1 = 1 điểm, lấy mức tối thiểu 2.000 đồng" in shown
    assert "3.000 + 2.000 = 5.000 đồng" in shown and "5.000 + 8.000 = 13.000 đồng" in shown
    sent(finance, page, {**asked, "luu": "1"})
    made = Decision.objects.latest("pk")
    assert sorted(made.lines.values_list("amount", flat=True)) == [5_000, 13_000]
    assert "lấy mức tối thiểu 2.000 đồng" in str(decision_paper(made, made.drawn_at.date()))
    assert Resolution.objects.get().criteria[0]["amount"] == 1_000


def test_money_of_a_programme_that_is_over_is_shared_out_to_a_project_of_it(country: Country) -> None:
    finance, leader = signed_in(("finance", country.province)), signed_in(("leader", country.province))
    of = {"don-vi": country.province.pk, "nam": 2026}
    form = {**of, "so": "05/NQ-HĐND", "ngay": "30/6/2022", "co-quan": "HĐND tỉnh", "trich-yeu": "Tiêu chí"}
    page = sent(finance, PAGE, {**form, "ten-1": "Số hộ nghèo", "trong-so-1": "1", "don-vi-tinh-1": "hộ"})
    sent(leader, f"{page}viec/", {"viec": "ky"})
    source = given(country.province, 20_000, year=2026)
    asked: dict[str, object] = {
        **of,
        "tu-dong": source.pk,
        "tong": "18.000",
        "nguon-so-lieu": "Báo cáo 12/BC",
    }
    asked |= {f"c1-{country.east.pk}": "1", f"c1-{country.west.pk}": "2", "du-an": f"{source.programme}:2"}
    shown = sent(finance, page, asked, 200)
    assert f'value="{source.programme}:2" selected' in shown, "what was chosen stays until it is drafted"
    sent(finance, page, {**asked, "luu": "1"})
    assert set(Decision.objects.latest("pk").lines.values_list("line__project", flat=True)) == {"2"}
    other = {**asked, "du-an": "development_2026_2035:2", "luu": "1"}
    assert "thuộc chương trình khác" in sent(finance, page, other, 422)
