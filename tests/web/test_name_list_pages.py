"""Lists 14 and 15: who is on them is frozen, what people are called is asked with the rights of who asks."""

import html
import re
from datetime import date
from pathlib import Path

import fastexcel
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from tests.apps.households.made import about, home
from tests.apps.snapshots.test_snapshots import BETWEEN, WHO, frozen, poor_home, recognised
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.households.actions import move_household
from giamngheo.apps.reports import name_lists
from giamngheo.apps.reports.name_lists import HIDDEN, names_of_list
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.apps.snapshots.queries import opened
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.foundation.areas.models import Area
from giamngheo.law.reports.library import name_lists as lists_of_the_law
from giamngheo.web.staff.reports import name_lists as pages

pytestmark = pytest.mark.django_db
AFTER = date(2026, 11, 10)


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


@pytest.fixture
def one(country: Country) -> Snapshot:
    """Two poor households of long ago, one that fell back, one new, one near-poor; one moved away since."""
    poor_home(country, "east_1", "Mẫu Văn Ở")
    leaves = poor_home(country, "east_2", "Mẫu Văn Đi")
    back = poor_home(country, "east_2", "Mẫu Văn Tái")
    recognised(back, "not_poor", date(2025, 12, 20), ())
    recognised(back, "poor", BETWEEN)
    recognised(home(country.areas["east_2"], "Mẫu Văn Mới", "Mẫu Thị Con"), "poor", BETWEEN)
    recognised(home(country.areas["east_1"], "Mẫu Văn Cận"), "near_poor", BETWEEN)
    made = frozen(country)
    move_household(leaves, country.west_1.pk, about(AFTER), WHO)
    return made


def signed_in(*held: tuple[str, Area]) -> Client:
    client = Client()
    client.force_login(make_person(*held))
    return client


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return re.sub(r"\s+", " ", html.unescape(answer.content.decode()))


def test_lists_name_whom_one_may_see_and_mask_the_others(country: Country, one: Snapshot) -> None:
    client, above = signed_in(("officer", country.east)), signed_in(("officer", country.province))
    address = f"/bao-cao/{one.pk}/ten/poor/"
    assert address in said(client, f"/bao-cao/{one.pk}/")
    page = said(client, address)
    assert "4 hộ, 5 người" in page and page.count(HIDDEN) == 1
    assert "Mẫu Thị Con" in page and "Mẫu Văn Đi" not in page and "Mẫu Văn Cận" not in page
    for words in ("Nghèo cũ", "Tái nghèo", "Nghèo mới"):
        assert f">{words}</td>" in page
    assert "Mẫu Văn Đi" in said(above, address)
    near = said(client, f"/bao-cao/{one.pk}/ten/near-poor/")
    assert "Mẫu Văn Cận" in near and ">Cận nghèo mới</td>" in near and "1 hộ, 1 người" in near
    assert client.get(f"/bao-cao/{one.pk}/ten/khac/").status_code == 404
    assert signed_in(("officer", country.west)).get(address).status_code == 404
    assert "Không có hộ nào" in said(client, f"{address}?trang=9")


def test_lists_are_given_as_files_of_the_same_lines(
    country: Country, one: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(("statistics", country.east))
    address = f"/bao-cao/{one.pk}/ten/poor/"
    text = client.get(f"{address}danh-sach.csv").getvalue().decode("utf-8-sig")
    assert HIDDEN in text and "Mẫu Văn Đi" not in text and "12. Chính sách hỗ trợ: Y tế" in text
    given = client.get(f"{address}danh-sach.xlsx").getvalue()
    rows = fastexcel.read_excel(given).load_sheet(0, header_row=None).to_polars()
    texts = [cell for row in rows.iter_rows() for cell in row if cell is not None]
    assert texts.count("Mẫu Thị Con") == 1 and one.manifest_hash in texts
    assert client.get(f"{address}bieu.pdf").content.startswith(b"%PDF")
    monkeypatch.setattr(pages, "MOST_ON_PAPER", 4)
    assert client.get(f"{address}bieu.pdf").headers["Location"] == address
    assert "không lập .pdf" in said(client, address)


def test_a_list_comes_in_batches_and_pages_as_one(
    country: Country, one: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = make_person(("officer", country.east))
    day = timezone.localdate()
    found = names_of_list(lists_of_the_law()["poor"], opened(one), one.closing)
    with acting(who.pk, day):
        within = reached(who.pk, Permission.SEE_HOUSEHOLDS, day)
        whole = list(found.lines(within))
        assert [(line.home, line.member) for line in whole] == [(1, 1), (1, 2), (2, 1), (3, 1), (4, 1)]
        assert [line.name for line in whole][-2:] == [HIDDEN, "Mẫu Văn Ở"]
        for size in (1, 2, 3, 100):
            monkeypatch.setattr(name_lists, "HOMES_AT_ONCE", size)
            assert list(found.lines(within)) == whole
            parts = [list(found.lines(within, first, 2)) for first in (0, 2, 4)]
            assert [line for part in parts for line in part] == whole
