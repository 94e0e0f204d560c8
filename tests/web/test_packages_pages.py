"""Pages of packages: made, taken in, looked at, returned by cell, answered, accepted; keys; other formats."""

import html
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.apps.packages.made import Installations, frozen, installations
from tests.apps.results.made import fall_of, set_target
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.packages.keys import fingerprint_of
from giamngheo.apps.packages.models import Package, TrustedKey
from giamngheo.apps.packages.states import PackageState, Way
from giamngheo.apps.results.actions import compute
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import SYSTEM
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
CELL = {"don-vi": "east-1", "dong": "", "cot": "poor"}


@pytest.fixture
def both(settings: Settings, tmp_path: Path) -> Installations:
    return installations(settings, tmp_path)


@pytest.fixture
def country(both: Installations) -> Country:
    return make_country()


@pytest.fixture
def snapshot(country: Country) -> Snapshot:
    return frozen(country, "Mẫu Một", "Mẫu Hai")


def signed_in(*held: tuple[str, Area]) -> tuple[Client, User]:
    person = make_person(*held)
    client = Client()
    client.force_login(person)
    return client, person


def words(answer: object) -> str:
    return re.sub(r"\s+", " ", html.unescape(answer.content.decode()))  # type: ignore[attr-defined]


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return words(answer)


def posted(client: Client, address: str, typed: dict[str, object], status: int = 302) -> str:
    answer = client.post(address, typed)
    assert answer.status_code == status, words(answer)
    return str(answer.headers.get("Location")) if status == 302 else words(answer)


def handed(content: bytes) -> dict[str, object]:
    return {"tep": SimpleUploadedFile("goi.zip", content)}


def taken_away(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    return b"".join(answer)  # type: ignore[arg-type]


def test_a_package_goes_up_is_returned_with_a_cell_and_accepted_when_made_again(
    both: Installations, country: Country, snapshot: Snapshot
) -> None:
    commune, _ = signed_in(("officer", country.east))
    province, _ = signed_in(("statistics", country.province))
    assert "Chưa lập gói nào" in said(commune, "/goi-bao-cao/")
    assert "Chưa chọn bản chốt" in posted(commune, "/goi-bao-cao/lap/", {}, 422)
    assert "Kết quả năm 2026" in said(commune, f"/goi-bao-cao/lap/?ban-chot={snapshot.pk}")
    address = posted(commune, "/goi-bao-cao/lap/", {"ban-chot": snapshot.pk})
    page = said(commune, address)
    assert "Chờ trả lời" in page and "Đã lập và ký gói" in page and "Các biểu khớp" in page
    content = taken_away(commune, f"{address}goi.zip")
    with both.at(both.province):
        refused = posted(province, "/goi-bao-cao/nhan/", handed(content), 422)
        assert "Chưa biết bên ký" in refused and fingerprint_of(both.commune_key) in refused
        own = {"cho": f"packages-{country.east.pk}", "khoa": both.commune_key}
        wrong = posted(province, "/goi-bao-cao/khoa/", own | {"dau-van-tay": "1234"}, 422)
        assert "không phải của khóa này" in wrong and both.commune_key in wrong
        posted(province, "/goi-bao-cao/khoa/", own | {"dau-van-tay": fingerprint_of(both.commune_key)})
        taken = posted(province, "/goi-bao-cao/nhan/", handed(content))
        page = said(province, taken)
        assert (
            "Đã nhận gói, chữ ký đúng" in page and "Chấp nhận gói" in page and "1. Tổng hợp kết quả" in page
        )
        assert posted(province, "/goi-bao-cao/nhan/", handed(content)) == taken
        assert "không có gì thay đổi" in said(province, taken)
        table = f"{taken}bieu/official-result/"
        assert "?don-vi=east-1&dong=&cot=poor#nhan-xet" in said(province, table)
        assert "Ô: Thôn Đông Một · 3. Số hộ nghèo" in said(province, f"{table}?don-vi=east-1&dong=&cot=poor")
        assert "Chưa ghi lý do" in posted(province, table, CELL, 422)
        posted(province, table, CELL | {"ly-do": "Danh sách thôn có 3 hộ"})
        assert "Danh sách thôn có 3 hộ" in said(province, table)
        assert "Chấp nhận gói" not in said(province, taken)
        assert "có ô bị nhận xét" in posted(province, f"{taken}viec/", {"viec": "chap-nhan"}, 422)
        posted(province, f"{taken}viec/", {"viec": "tra-lai"})
        assert "Đã trả lại. Tải phiếu trả lời" in said(province, taken)
        answer = taken_away(province, f"{taken}phieu-tra-loi.zip")
    assert commune.get(f"{address}phieu-tra-loi.zip").headers["Location"] == address
    assert "phiếu trả lời của cấp trên cho đơn vị" in posted(
        commune, "/goi-bao-cao/nhan/", handed(answer), 422
    )
    posted(commune, "/goi-bao-cao/khoa/", {"cho": f"answers-{country.east.pk}", "khoa": both.province_key})
    assert "chờ người thứ hai xác nhận" in posted(commune, "/goi-bao-cao/nhan/", handed(answer), 422)
    leader, _ = signed_in(("leader", country.east))
    key = TrustedKey.objects.get(signs="answers")
    deed = f"/goi-bao-cao/khoa/{key.pk}/viec/"
    assert "không tự xác nhận" in posted(commune, deed, {"viec": "xac-nhan"}, 422)
    posted(leader, deed, {"viec": "xac-nhan"})
    assert posted(commune, "/goi-bao-cao/nhan/", handed(answer)) == address
    page = said(commune, address)
    assert (
        "Đã trả lại" in page and "Thôn Đông Một · 3. Số hộ nghèo" in page and "Danh sách thôn có 3 hộ" in page
    )
    again = frozen(country, "Mẫu Ba", replaces=snapshot)
    second = posted(commune, "/goi-bao-cao/lap/", {"ban-chot": again.pk})
    content = taken_away(commune, f"{second}goi.zip")
    with both.at(both.province):
        taken = posted(province, "/goi-bao-cao/nhan/", handed(content))
        posted(province, f"{taken}viec/", {"viec": "chap-nhan"})
        assert "Đã chấp nhận" in said(province, taken)
        answer = taken_away(province, f"{taken}phieu-tra-loi.zip")
    posted(commune, "/goi-bao-cao/nhan/", handed(answer))
    assert Package.objects.get(way=Way.SENT, edition=2).state == PackageState.ACCEPTED
    third = frozen(country, "Mẫu Bốn", replaces=again)
    content = taken_away(commune, posted(commune, "/goi-bao-cao/lap/", {"ban-chot": third.pk}) + "goi.zip")
    with both.at(both.province):
        taken = posted(province, "/goi-bao-cao/nhan/", handed(content))
        page = said(province, taken)
        assert "So với gói đã chấp nhận trước (lần 2)" in page and "Cộng · 3. Số hộ nghèo" in page
        assert "trước 3" in said(province, f"{taken}bieu/official-result/")
    told = set(AuditLine.objects.filter(verb__startswith="packages.").values_list("verb", flat=True))
    assert "packages.given" in told and "packages.key_confirmed" in told
    assert "Đã chấp nhận" in said(province, "/goi-bao-cao/?loai=da-nhan")


def test_what_is_no_package_is_told_on_the_form(country: Country) -> None:
    client, _ = signed_in(("officer", country.province))
    assert "Chưa chọn tệp" in posted(client, "/goi-bao-cao/nhan/", {}, 422)
    assert "không phải gói .zip" in posted(client, "/goi-bao-cao/nhan/", handed(b"abc"), 422)
    assert not Package.objects.exists()


def test_who_sends_does_not_decide_and_a_neighbour_sees_nothing(
    both: Installations, country: Country, snapshot: Snapshot
) -> None:
    both.know_each_other(country)
    with both.at(both.province):
        province, _ = signed_in(("officer", country.province))
        sealed = both.made(snapshot)
        taken = posted(province, "/goi-bao-cao/nhan/", handed(sealed.content))
        commune, _ = signed_in(("officer", country.east))
        assert "Chấp nhận gói" not in said(commune, taken) and "#nhan-xet" not in said(
            commune, f"{taken}bieu/causes/"
        )
        assert commune.post(f"{taken}viec/", {"viec": "chap-nhan"}).status_code == 403
        assert commune.post(f"{taken}bieu/causes/", CELL).status_code == 403
        assert "không trực thuộc" in posted(commune, "/goi-bao-cao/nhan/", handed(sealed.content), 422)
        neighbour, _ = signed_in(("officer", country.west))
        for address in (taken, f"{taken}goi.zip", f"{taken}bieu/causes/"):
            assert neighbour.get(address).status_code == 404
        assert "Chưa lập gói nào" in said(neighbour, "/goi-bao-cao/")
        health, _ = signed_in(("health", country.province))
        assert health.post(f"{taken}viec/", {"viec": "chap-nhan"}).status_code == 403
        assert health.get("/goi-bao-cao/nhan/").status_code == 403
        Package.objects.get(way=Way.TAKEN).path.unlink()
        assert "Tệp của gói không còn trong kho" in said(province, taken)
        assert province.get(f"{taken}bieu/causes/").headers["Location"] == taken
        posted(province, f"{taken}viec/", {"viec": "tra-lai", "ly-do": "Mất tệp"})


def test_the_own_key_is_made_once_shown_and_handed_on(both: Installations, country: Country) -> None:
    client, _ = signed_in(("officer", country.east))
    assert client.get("/goi-bao-cao/khoa/khoa-cong-khai.txt").headers["Location"] == "/goi-bao-cao/khoa/"
    assert "Tạo khóa" in said(client, "/goi-bao-cao/khoa/")
    posted(client, "/goi-bao-cao/khoa/", {"viec": "tao"})
    page = said(client, "/goi-bao-cao/khoa/")
    assert both.commune_key in page and fingerprint_of(both.commune_key) in page
    assert both.commune_key in taken_away(client, "/goi-bao-cao/khoa/khoa-cong-khai.txt").decode()
    foreign = {"cho": f"packages-{country.west.pk}", "khoa": both.commune_key}
    assert "Chưa chọn khóa dùng cho việc gì" in posted(client, "/goi-bao-cao/khoa/", foreign, 422)
    posted(client, "/goi-bao-cao/khoa/", foreign | {"cho": f"answers-{country.east.pk}"})
    deed = f"/goi-bao-cao/khoa/{TrustedKey.objects.get().pk}/viec/"
    assert "Chưa ghi lý do" in posted(client, deed, {"viec": "thoi-dung"}, 422)
    posted(client, deed, {"viec": "thoi-dung", "ly-do": "máy hỏng"})
    assert "máy hỏng" in said(client, "/goi-bao-cao/khoa/")


def test_tables_and_results_are_given_to_other_systems(country: Country, snapshot: Snapshot) -> None:
    compute([set_target(country.east, fall_of(1))], snapshot.closing, SYSTEM)
    client, _ = signed_in(("officer", country.east))
    table = f"/bao-cao/{snapshot.pk}/official-result/"
    assert f"{table}dhis2.json" in said(client, table)
    rows = json.loads(taken_away(client, f"{table}dhis2.json"))["dataValues"]
    assert {
        "dataElement": "GN_OFFICIAL_RESULT_POOR",
        "period": "2026",
        "orgUnit": "east-1",
        "categoryOptionCombo": "default",
        "value": "1",
    } in rows
    root = ElementTree.fromstring(taken_away(client, f"{table}adx.xml"))
    assert {one.get("orgUnit") for one in root} == {"east", "east-1", "east-2"}
    assert {one.get("dataSet") for one in root} == {"GN_OFFICIAL_RESULT"}
    query = f"?don-vi={country.east.pk}&nam=2026"
    assert "/ket-qua/sdmx.csv" in said(client, f"/ket-qua/{query}")
    lines = taken_away(client, f"/ket-qua/sdmx.csv{query}").decode().splitlines()
    assert (
        lines[1] == "dataflow,GN:PROGRAMME_2021_2025(1.0.0),I,east,POOR_HOUSEHOLDS,M,2026-11,2,HOUSEHOLDS,A"
    )
    (row,) = json.loads(taken_away(client, f"/ket-qua/dhis2.json{query}"))["dataValues"]
    assert (row["period"], row["value"]) == ("202611", "2")
    assert b'period="2026-11-01/P1M"' in taken_away(client, f"/ket-qua/adx.xml{query}")
    neighbour, _ = signed_in(("officer", country.west))
    assert neighbour.get(f"{table}dhis2.json").status_code == 404
    assert neighbour.get(f"/ket-qua/sdmx.csv{query}").status_code == 404
    assert AuditLine.objects.filter(sentence__contains="dạng SDMX-CSV", area_id=country.east.pk).count() == 1
