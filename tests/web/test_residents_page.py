"""Totals of residents that an office typed in: denominators of table 1, named beside it."""

import html
import re
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from pytest_django import Settings
from tests.apps.snapshots.test_snapshots import frozen, poor_home
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.reports.models import ResidentTotal
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
ADDRESS = "/bao-cao/dan-cu/"


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def signed_in(*held: tuple[str, Area]) -> Client:
    client = Client()
    client.force_login(make_person(*held))
    return client


def said(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", html.unescape(answer.content.decode()))


def cells(page: str, unit: str) -> list[str]:
    row = next(part for part in page.split("<tr")[1:] if f">{unit}</th>" in part)
    return [one.strip() for one in re.findall(r"<td[^>]*>(?:<a[^>]*>)?([^<]*)", row)]


def typed(area: Area, **more: object) -> dict[str, object]:
    return {"don-vi": area.pk, "ngay": "1/9/2026", "ho": "200", "khau": "800", "nguon": "Báo cáo 5"} | more


def test_what_is_typed_in_is_looked_at_kept_and_told_to_the_trail(country: Country) -> None:
    client = signed_in(("officer", country.east))
    for wrong, told in (
        ({"nguon": ""}, "Chưa ghi nguồn"),
        ({"ho": ""}, "Chưa ghi số hộ"),
        ({"ho": "nhiều"}, "không phải con số"),
        ({"khau": "20"}, "ít hơn số hộ"),
        ({"ho-thieu-so": "50"}, "Ghi đủ nhân khẩu"),
        ({"ho-thieu-so": "201", "khau-thieu-so": "300"}, "lớn hơn tổng số hộ"),
        ({"ho-thieu-so": "50", "khau-thieu-so": "801"}, "lớn hơn tổng số khẩu"),
        ({"ngay": "1/9/2100"}, "chưa tới"),
        ({"don-vi": country.west.pk}, "Chưa chọn đơn vị"),
    ):
        answer = client.post(ADDRESS, typed(country.east) | wrong)
        assert answer.status_code == 422 and told in html.unescape(answer.content.decode()), wrong
    assert client.post(ADDRESS, typed(country.east)).status_code == 302
    assert "Báo cáo 5" in said(client, ADDRESS)
    assert "200 hộ, 800 nhân khẩu" in AuditLine.objects.get(verb="reports.residents_typed").sentence
    assert "Báo cáo 5" not in said(signed_in(("officer", country.west)), ADDRESS)
    lesser = signed_in(("health", country.east))
    assert "Lưu tổng số" not in said(lesser, ADDRESS)
    lesser.post(ADDRESS, typed(country.east))
    assert ResidentTotal.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        ResidentTotal.objects.update(households=1)
    with acting(make_person(("officer", country.west)).pk, TODAY):
        assert not ResidentTotal.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            ResidentTotal.objects.create(area=country.east, as_of=date(2026, 1, 1), households=1, source="a")


def test_rates_of_table_1_are_of_the_typed_total_which_stands_beside_it(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    client = signed_in(("officer", country.east))
    before = frozen(country)
    client.post(ADDRESS, typed(country.east_1, ho="50", khau=""))
    client.post(ADDRESS, typed(country.east_1, ho="40", khau=""))
    after = frozen(country, replaces=before, reason="Đã có tổng số dân cư")
    own = said(client, f"/bao-cao/{before.pk}/official-result/")
    assert cells(own, "Thôn Đông Một")[:4] == ["1", "1", "1", "100,00"] and "Dân cư đã nhập" not in own
    page = said(client, f"/bao-cao/{after.pk}/official-result/")
    assert cells(page, "Thôn Đông Một")[:4] == ["40", "1", "1", "2,50"]
    assert cells(page, "Cộng")[:4] == ["1", "1", "1", "100,00"]
    assert "Thôn Đông Một: 40 hộ ngày 01/09/2026, theo Báo cáo 5; sổ hộ có 1 hộ" in page
    assert ">40</a>" not in page
    client.post(ADDRESS, typed(country.east_2, ho="60", khau=""))
    summed = frozen(country, replaces=after, reason="Đủ thôn")
    page = said(client, f"/bao-cao/{summed.pk}/official-result/")
    assert cells(page, "Cộng")[:4] == ["100", "1", "1", "1,00"]
    assert (
        "Dân cư đã nhập" in client.get(f"/bao-cao/{summed.pk}/official-result/bang.csv").getvalue().decode()
    )
    assert client.get(f"/bao-cao/{summed.pk}/official-result/bieu.pdf").content.startswith(b"%PDF")
    client.post(ADDRESS, typed(country.east, ho="400"))
    whole = frozen(country, replaces=summed, reason="Của xã")
    page = said(client, f"/bao-cao/{whole.pk}/official-result/")
    assert cells(page, "Cộng")[:4] == ["400", "800", "1", "0,25"]


def test_tables_12_and_13_take_typed_totals_where_minorities_are_typed_too(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    client = signed_in(("officer", country.east))
    client.post(ADDRESS, typed(country.east_1))
    first = frozen(country)
    page = said(client, f"/bao-cao/{first.pk}/poor-by-standard/")
    assert cells(page, "Thôn Đông Một")[0] == "1"  # of the register: minorities were not typed in
    for village in (country.east_1, country.east_2):
        client.post(ADDRESS, typed(village, **{"ho-thieu-so": "50", "khau-thieu-so": "240"}))
    one = frozen(country, replaces=first, reason="Đã có dân tộc thiểu số")
    for name in ("poor-by-standard", "near-poor-by-standard"):
        page = said(client, f"/bao-cao/{one.pk}/{name}/")
        assert cells(page, "Thôn Đông Một")[:3] == ["200", "150", "50"]
        assert cells(page, "Cộng")[:3] == ["400", "300", "100"]
        assert "50 hộ dân tộc thiểu số" in page
        assert "Số chưa khớp" not in page
    assert "0,50" in cells(said(client, f"/bao-cao/{one.pk}/poor-by-standard/"), "Thôn Đông Một")
    assert cells(said(client, f"/bao-cao/{one.pk}/official-result/"), "Cộng")[:2] == ["400", "1.600"]
