"""Pages of frozen figures: what they show, refuse and give, on whose boundaries, and to whom."""

import html
import json
import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import fastexcel
import polars as pl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from tests.apps.households.made import about, home
from tests.apps.households.made import said as said_of
from tests.apps.snapshots.test_snapshots import BETWEEN, CLOSING, OPENING, WHO, poor_home, recognised
from tests.factories.people import make_person
from tests.factories.places import Country, in_force, make_country

from giamngheo.apps.households.actions import move_household, record_birth
from giamngheo.apps.snapshots.actions import Wanted, make_snapshot
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.models import Area, Change
from giamngheo.foundation.areas.states import Verb
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.foundation.tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def signed_in(*held: tuple[str, Area]) -> tuple[Client, User]:
    person = make_person(*held)
    client = Client()
    client.force_login(person)
    return client, person


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return re.sub(r"\s+", " ", html.unescape(answer.content.decode()))


def frozen(area: Area) -> Snapshot:
    return make_snapshot(Wanted(area, OPENING, CLOSING, "Kết quả năm 2026"), WHO)


def cells(page: str, unit: str) -> list[str]:
    """The cells of the line of a unit, first of its lines."""
    row = next(part for part in page.split("<tr")[1:] if f">{unit}</th>" in part)
    found: list[str] = re.findall(r"<td[^>]*>(?:<a[^>]*>)?([^<]*)", row)
    return [cell.strip() for cell in found]


def test_figures_are_frozen_by_a_form_that_says_what_is_wrong(country: Country) -> None:
    client, _ = signed_in(("officer", country.east))
    assert "Chưa có bản chốt nào" in said(client, "/bao-cao/")
    assert "Của <strong>xã Đông</strong>" in said(client, "/bao-cao/chot/")
    typed = {"don-vi": country.east.pk, "dau-ky": "31/12/2025", "cuoi-ky": "", "ten": ""}
    wrong = client.post("/bao-cao/chot/", typed)
    told = html.unescape(wrong.content.decode())
    assert wrong.status_code == 422 and "Chưa có ngày cuối kỳ" in told and "Chưa có tên bản chốt" in told
    soon = f"{timezone.localdate() + timedelta(days=40):%d/%m/%Y}"
    late = client.post("/bao-cao/chot/", typed | {"cuoi-ky": soon, "ten": "Thử"})
    assert late.status_code == 422 and "chưa đến nên số liệu còn đổi" in html.unescape(late.content.decode())
    begun = client.post("/bao-cao/chot/", typed | {"cuoi-ky": "1/11/2026", "ten": "Thử"})
    task = Task.objects.get()
    assert begun.headers["Location"] == f"/bao-cao/chot/{task.pk}/"
    assert "Đang chờ" in said(client, f"/bao-cao/chot/{task.pk}/")
    assert "Chốt số liệu" in said(client, reverse("running"))
    foreign = client.post(
        "/bao-cao/chot/", typed | {"don-vi": country.west.pk, "cuoi-ky": "1/11/2026", "ten": "a"}
    )
    assert foreign.status_code == 422 and "Chưa chọn đơn vị" in html.unescape(foreign.content.decode())
    assert client.post(f"/bao-cao/chot/{task.pk}/").status_code == 302
    task.refresh_from_db()
    assert task.is_over and not Snapshot.objects.exists()


def test_a_snapshot_tells_its_tables_its_hash_and_whether_it_is_whole(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    one = frozen(country.east)
    client, _ = signed_in(("health", country.east))
    page = said(client, f"/bao-cao/{one.pk}/")
    assert "1. Tổng hợp kết quả chính thức" in page and one.manifest_hash in page
    assert "còn nguyên như lúc chốt" in page and "Chốt lại" not in page
    given = client.get(f"/bao-cao/{one.pk}/bang-ke.json")
    assert json.loads(b"".join(given))["key"] == str(one.key)  # type: ignore[arg-type]
    (one.folder / "households/province=province/part-0.parquet").write_bytes(b"khac")
    broken = said(client, f"/bao-cao/{one.pk}/")
    assert "đã bị sửa sau khi chốt" in broken and "còn nguyên" not in broken


def test_a_broken_snapshot_is_told_on_its_tables_too(country: Country) -> None:
    one = frozen(country.east)
    (one.folder / "manifest.json").unlink()
    client, _ = signed_in(("officer", country.east))
    for address in ("official-result/", "official-result/bang.csv", "official-result/ho/"):
        answer = client.get(f"/bao-cao/{one.pk}/{address}")
        assert answer.headers["Location"] == f"/bao-cao/{one.pk}/"
    assert client.get(f"/bao-cao/{one.pk}/bang-ke.json").status_code == 404


def test_every_table_is_shown_and_given_and_every_figure_opens(country: Country) -> None:
    first, second = poor_home(country, "east_1", "Mẫu Một"), poor_home(country, "east_2", "Mẫu Hai")
    born = {"birth_date": date(2020, 5, 1), "birth_precision": "day"}
    record_birth(second, said_of("child", "Mẫu Bé", **born), about(BETWEEN), WHO)
    recognised(second, "near_poor", BETWEEN, ("water",))
    one = frozen(country.east)
    client, _ = signed_in(("officer", country.east))
    names = re.findall(rf'href="/bao-cao/{one.pk}/([a-z-]+)/"', said(client, f"/bao-cao/{one.pk}/"))
    assert len(set(names) - {"chot-lai"}) == 13
    for name in sorted(set(names) - {"chot-lai"}):
        page = said(client, f"/bao-cao/{one.pk}/{name}/")
        opened = re.findall(rf'href="(/bao-cao/{one.pk}/{name}/ho/\?[^"]+)">([\d.]+)</a>', page)
        assert opened, name
        for address, _ in opened[:6]:
            assert "hộ trong số liệu" in said(client, address)
        for file in ("bang.xlsx", "bang.csv", "bieu.pdf", "bieu.docx"):
            given = client.get(f"/bao-cao/{one.pk}/{name}/{file}")
            assert given.status_code == 200 and len(given.getvalue()) > 200
    behind = said(client, f"/bao-cao/{one.pk}/poor-movement/ho/?cot=escaped_to_near_poor&dong=households")
    assert "Mẫu Hai" in behind and "Mẫu Một" not in behind and "1 hộ trong số liệu" in behind
    listed = client.get(f"/bao-cao/{one.pk}/official-result/ho/danh-sach.csv?cot=poor").getvalue().decode()
    assert first.code in listed and second.code not in listed
    told = client.get(f"/bao-cao/{one.pk}/official-result/bang.xlsx").getvalue()
    rows = fastexcel.read_excel(told).load_sheet(0, header_row=None).to_polars()
    texts = [cell for row in rows.iter_rows() for cell in row if cell is not None]
    assert "4. Tỷ lệ hộ nghèo" in texts and one.manifest_hash in texts
    assert AuditLine.objects.filter(verb="reports.export").count() > 20


def test_who_moved_away_is_counted_and_not_shown(country: Country) -> None:
    gone = poor_home(country, "east_1", "Mẫu Đi")
    poor_home(country, "east_1", "Mẫu Ở")
    move_household(gone, country.west_1.pk, about(BETWEEN), WHO)
    one = frozen(country.east)
    address = f"/bao-cao/{one.pk}/poor-movement/ho/?cot=opening&dong=households"
    client, _ = signed_in(("officer", country.east))
    page = said(client, address)
    assert "2 hộ trong số liệu" in page and "1 hộ nay ở địa bàn khác" in page
    assert "Mẫu Ở" in page and "Mẫu Đi" not in page
    above, _ = signed_in(("officer", country.province))
    assert "Mẫu Đi" in said(above, address)


def test_what_an_address_makes_up_is_not_there(country: Country) -> None:
    one = frozen(country.east)
    client, _ = signed_in(("officer", country.east))
    for address in (
        "khong-co/",
        "official-result/ho/?cot=khac",
        "official-result/ho/?cot=poor_rate",
        "official-result/ho/?don-vi=999",
    ):
        assert client.get(f"/bao-cao/{one.pk}/{address}").status_code == 404, address
    page = said(client, f"/bao-cao/{one.pk}/official-result/?ngay=hôm qua")
    assert "form-error" in page and cells(page, "Cộng")


def test_frozen_figures_are_seen_by_who_sees_their_area_whole(country: Country) -> None:
    one, whole = frozen(country.east), frozen(country.province)
    sees = {
        ("village_head", "east_1"): (404, 404),
        ("officer", "east"): (200, 404),
        ("officer", "west"): (404, 404),
        ("finance", "province"): (200, 200),
    }
    for (role, area), statuses in sees.items():
        client, _ = signed_in((role, country.areas[area]))
        for each, status in zip((one, whole), statuses, strict=True):
            for address in (
                "",
                "official-result/",
                "official-result/bang.csv",
                "official-result/ho/?cot=poor",
                "bang-ke.json",
            ):
                answer = client.get(f"/bao-cao/{each.pk}/{address}")
                assert answer.status_code == status, (role, address)
                if answer.streaming:
                    b"".join(answer)  # type: ignore[arg-type]
    leader, _ = signed_in(("leader", country.east))
    assert leader.get(f"/bao-cao/{one.pk}/chot-lai/").status_code == 403
    above, _ = signed_in(("statistics", country.province))
    again = above.post(f"/bao-cao/{one.pk}/chot-lai/", {"ly-do": ""})
    assert again.status_code == 422 and "Chưa ghi vì sao" in html.unescape(again.content.decode())
    assert above.post(f"/bao-cao/{one.pk}/chot-lai/", {"ly-do": "Sửa sai"}).status_code == 302


def test_two_communes_that_merged_are_told_on_both_boundaries_as_counted_by_hand(country: Country) -> None:
    """«Đông» (two villages) and «Tây» (one) become «Hợp» on 1/7/2026: lines change, the whole does not."""
    for village, count in (("east_1", 2), ("east_2", 1), ("west_1", 4)):
        for number in range(count):
            poor_home(country, village, f"Mẫu {['Một', 'Hai', 'Ba', 'Bốn'][number]}")
    home(country.areas["east_1"], "Mẫu Giàu")
    in_force(
        date(2026, 7, 1),
        [
            Change(verb=Verb.CREATE, code="joint", kind="commune", name="Hợp", parent_code="province"),
            *(
                Change(verb=Verb.MOVE, code=code, parent_code="joint")
                for code in ("east-1", "east-2", "west-1")
            ),
            *(
                change
                for code in ("east", "west")
                for change in (
                    Change(verb=Verb.END, code=code),
                    Change(verb=Verb.SUCCEED, code=code, to_code="joint", is_whole=True),
                )
            ),
        ],
    )
    one = frozen(country.province)
    client, _ = signed_in(("officer", country.province))
    now = said(client, f"/bao-cao/{one.pk}/official-result/")
    assert (cells(now, "Cộng")[:3], cells(now, "Xã Hợp")[:3]) == (["8", "8", "7"], ["8", "8", "7"])
    assert ">Xã Đông</th>" not in now
    then = said(client, f"/bao-cao/{one.pk}/official-result/?ngay=30/6/2026")
    assert [cells(then, unit)[:3] for unit in ("Cộng", "Xã Đông", "Phường Tây")] == [
        ["8", "8", "7"],
        ["4", "4", "3"],
        ["4", "4", "4"],
    ]
    by_village = said(client, f"/bao-cao/{one.pk}/official-result/?cap=thon")
    assert cells(by_village, "Thôn Đông Một")[:3] == ["3", "3", "2"]
    moved = said(client, f"/bao-cao/{one.pk}/poor-movement/?ngay=30/6/2026")
    assert cells(moved, "Xã Đông")[1] == "3" and cells(moved, "Phường Tây")[9] == "4"


def test_a_csv_of_a_table_reads_back_as_numbers(country: Country) -> None:
    poor_home(country, "east_1", "Mẫu Một")
    one = frozen(country.east)
    client, _ = signed_in(("officer", country.east))
    text = client.get(f"/bao-cao/{one.pk}/official-result/bang.csv").getvalue().decode("utf-8-sig")
    table = pl.read_csv(BytesIO("\n".join(text.splitlines()[:4]).encode()))
    assert table["3. Số hộ nghèo"].to_list() == [1, 1, 0]
    assert table["4. Tỷ lệ hộ nghèo"].to_list() == [100.0, 100.0, None]
