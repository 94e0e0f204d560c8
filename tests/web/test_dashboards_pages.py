"""Pages of dashboards: what they show and to whom, what is taken away, published, and drawn on a map."""

import html
import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.apps.households.made import home
from tests.apps.snapshots.test_snapshots import BETWEEN, CLOSING, OPENING, WHO, poor_home, recognised
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.dashboards.models import FiguresPage, Summary
from giamngheo.apps.results.models import Actual
from giamngheo.apps.snapshots.actions import Wanted, make_snapshot
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.areas.models import Area, Boundary
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.components.pictures.bars import Bar, Part, bars
from giamngheo.web.components.pictures.lines import Break, Point, Series, lines
from giamngheo.web.components.pictures.places import Place, outlined, tiles
from giamngheo.web.staff.dashboards import reaching
from giamngheo.web.staff.dashboards.all_pictures import PICTURES

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def signed_in(*held: tuple[str, Area]) -> Client:
    client = Client()
    client.force_login(make_person(*held))
    return client


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return re.sub(r"\s+", " ", html.unescape(answer.content.decode()))


def filled(country: Country) -> Snapshot:
    """A commune with a poor household that escaped and one that lacks water; what was frozen of it."""
    escapes = poor_home(country, "east_1", "Mẫu Thoát")
    stays = poor_home(country, "east_2", "Mẫu Ở")
    home(country.areas["east_2"], "Mẫu Khác")
    recognised(escapes, "not_poor", BETWEEN, ())
    recognised(stays, "poor", BETWEEN, ("water", "toilet", "employment"))
    return make_snapshot(Wanted(country.east, OPENING, CLOSING, "Kết quả năm 2026"), WHO)


def test_a_unit_is_shown_in_pictures_with_tables_and_sources(country: Country) -> None:
    client = signed_in(("officer", country.east))
    assert "Chưa có số liệu đã chốt" in said(client, "/tong-quan/")
    one = filled(country)
    assert client.get("/tong-quan/").headers["Location"] == f"/tong-quan/{one.pk}/{country.east.pk}/"
    page = said(client, f"/tong-quan/{one.pk}/{country.east.pk}/")
    for words in (
        "Tỷ lệ hộ nghèo ngày 01/11/2026 là 33,3",
        "Số hộ nghèo giảm từ 2 hộ (31/12/2025) còn 1 hộ (01/11/2026)",
        "1 hộ thoát nghèo; không hộ nào rơi vào nghèo",
        "1 trên 1 hộ nghèo",
        "H = 33,3",
        "Cao nhất Thôn Đông Hai 50,0",
        "50,0 điểm phần trăm",
        "Chưa có ranh giới của 2 đơn vị nên vẽ bằng ô",
        "Sổ chưa ghi nguyên nhân nghèo của hộ nào",
        "Chưa có số của năm 2026: chưa ai nhập",
        f"SHA-256 {one.manifest_hash[:12]}",
        "biểu 2 (poor_movement)",
    ):
        assert words in page, words
    assert page.count("<svg viewBox") == 2 * page.count("Nguồn: bản chốt") > 10
    assert ' style="' not in page  # the content policy would forbid it
    village = said(client, f"/tong-quan/{one.pk}/{country.east_2.pk}/")
    assert "Đơn vị này không chia thành các đơn vị nhỏ hơn" in village
    assert f'href="/tong-quan/{one.pk}/{country.east.pk}/">Xã Đông' in village
    assert Summary.objects.count() == 1


def test_figures_of_another_area_are_not_found(country: Country) -> None:
    one = filled(country)
    other = signed_in(("officer", country.west))
    inside = signed_in(("village_head", country.east_1))
    mine = signed_in(("officer", country.east))
    for client, area in ((other, country.east), (inside, country.east_1), (mine, country.west)):
        for address in ("", "so-ho.svg", "so-ho.csv", "ranh-gioi/"):
            assert client.get(f"/tong-quan/{one.pk}/{area.pk}/{address}").status_code in {403, 404}
    assert not AuditLine.objects.filter(verb="reports.export").exists()


def test_a_picture_is_given_as_svg_png_and_csv(country: Country) -> None:
    one = filled(country)
    client = signed_in(("statistics", country.east))
    at = f"/tong-quan/{one.pk}/{country.east.pk}"
    page = said(client, f"{at}/")
    for name in PICTURES:
        given = client.get(f"{at}/{name}.svg")
        if f'id="{name}"' in page and f"{name}.svg" in page:
            sheet = ElementTree.fromstring(given.content)
            words = " ".join(text.text or "" for text in sheet.iter("{http://www.w3.org/2000/svg}text"))
            assert one.manifest_hash[:12] in words, name
        else:
            assert given.status_code == 404
    assert client.get(f"{at}/so-ho.png").content[:8] == b"\x89PNG\r\n\x1a\n"
    table = client.get(f"{at}/so-sanh.csv").getvalue().decode("utf-8-sig")
    assert "Tỷ lệ (%)" in table and one.manifest_hash[:12] in table and "Thôn Đông Hai" in table
    assert client.get(f"{at}/khong-co.svg").status_code == 404
    lines_of_trail = AuditLine.objects.filter(verb="reports.export", area_id=country.east.pk)
    assert lines_of_trail.count() == page.count('.svg" download') + 2 > 6


def test_coverage_of_support_is_told_by_the_last_figures_of_the_year(country: Country) -> None:
    one, client = filled(country), signed_in(("statistics", country.east))
    at = f"/tong-quan/{one.pk}/{country.east.pk}/"
    assert "chưa ai nhập bao nhiêu người, hộ có nhu cầu" in said(client, at)
    year = one.closing.year
    for indicator, month, helped, whole in (
        ("workers_with_loans", 3, 9, 30),
        ("workers_with_loans", 6, 21, 30),
        ("legal_aid_received", 6, 10, 10),
        ("insured_people", 6, 1, 50),
    ):
        Actual.objects.create(
            area=country.east, framework="programme_2021_2025", indicator=indicator, since=date(year, 1, 1),
            as_of=date(year, month, 30), numerator=helped, denominator=whole, source="typed", proof="BC thử",
        )  # fmt: skip
    page = said(client, at)
    assert "Ít nhất: người lao động được vay vốn sản xuất, 21 trên 30 (70" in page
    before = make_snapshot(Wanted(country.east, date(2024, 12, 31), date(2025, 12, 31), "Năm trước"), WHO)
    assert "21 trên 30" in said(client, f"/tong-quan/{before.pk}/{country.east.pk}/")
    table = client.get(f"{at}ho-tro.csv").getvalue().decode("utf-8-sig")
    assert "nhập kèm chứng minh: BC thử" in table and f"30/06/{year}" in table
    assert "bảo hiểm y tế" not in table and f"30/03/{year}" not in table
    assert signed_in(("statistics", country.west)).get(f"{at}ho-tro.csv").status_code == 404


def test_what_is_large_is_summed_in_the_background_and_what_was_touched_leads_to_where_it_is_told(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = filled(country)
    client = signed_in(("officer", country.east))
    monkeypatch.setattr(reaching, "AT_ONCE", 1)
    waiting = client.get(f"/tong-quan/{one.pk}/{country.east.pk}/").headers["Location"]
    assert waiting.startswith("/tong-quan/dang-cong/")
    assert "Cộng số liệu lần đầu" in said(client, waiting)
    assert f'href="{waiting}"' in said(client, "/viec-dang-chay/")
    assert client.get(waiting, headers={"HX-Request": "true"}).status_code == 200
    assert client.post(waiting).status_code == 302
    monkeypatch.undo()
    (one.folder / "manifest.json").unlink()
    broken = client.get(f"/tong-quan/{one.pk}/{country.east.pk}/")
    assert broken.headers["Location"] == f"/bao-cao/{one.pk}/"


def test_figures_are_published_after_a_tick_and_read_without_small_counts(country: Country) -> None:
    one = filled(country)
    client, stranger = signed_in(("officer", country.east)), Client()
    at = f"/tong-quan/{one.pk}/cong-bo/"
    assert "Chưa có số liệu nào được công bố" in said(stranger, "/so-lieu/")
    assert signed_in(("health", country.east)).get(at).status_code == 403
    assert client.post(at, {"lam": "cong-bo"}).status_code == 422
    assert client.post(at, {"lam": "cong-bo", "dong-y": "1"}).status_code == 302
    code = FiguresPage.objects.get().code
    assert f"/so-lieu/{code}/" in said(client, at)
    assert "Xã Đông" in said(stranger, "/so-lieu/")
    page = said(stranger, f"/so-lieu/{code}/")
    rows = {
        row.split("</th>")[0].split(">")[-1]: re.findall(r"<td[^>]*>(.*?)</td>", row)
        for row in page.split("<tr")
    }
    assert [bool("giấu" in cell) for cell in rows["Cộng"]][:2] == [True, True]
    assert (
        one.manifest_hash[:12] in page and "…" in stranger.get(f"/so-lieu/{code}/bang.csv").content.decode()
    )
    assert "Hộ nghèo thiếu gì" in stranger.get(f"/so-lieu/{code}/thieu-hut.svg").content.decode()
    assert stranger.get(f"/so-lieu/{code}/thieu-hut.png").content.startswith(b"\x89PNG")
    assert "Đang công bố" in said(client, f"/tong-quan/{one.pk}/{country.east.pk}/")
    assert client.post(at, {"lam": "rut"}).status_code == 422
    assert client.post(at, {"lam": "rut", "ly-do": "Đã chốt lại"}).status_code == 302
    assert 'Lý do: <span class="said">Đã chốt lại' in said(stranger, f"/so-lieu/{code}/")
    for file in ("bang.csv", "thieu-hut.svg"):
        assert stranger.get(f"/so-lieu/{code}/{file}").status_code == 404
    assert stranger.get("/so-lieu/khong-co/").status_code == 404
    province = make_snapshot(Wanted(country.province, OPENING, CLOSING, "Cả tỉnh"), WHO)
    above = signed_in(("officer", country.province))
    refused = above.post(f"/tong-quan/{province.pk}/cong-bo/", {"lam": "cong-bo", "dong-y": "1"})
    assert refused.status_code == 422 and "một xã, phường" in refused.content.decode()


def outlines(**codes: str) -> SimpleUploadedFile:
    """Squares beside each other, a code each."""
    features = [
        {
            "type": "Feature",
            "properties": {"ma": code, "ten": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 16], [x + 1, 16], [x + 1, 17], [x, 17], [x, 16]]],
            },
        }
        for x, (code, name) in enumerate(codes.items(), start=105)
    ]
    told = {"type": "FeatureCollection", "features": features}
    return SimpleUploadedFile("thon.geojson", json.dumps(told).encode())


def test_outlines_are_loaded_by_code_and_what_does_not_match_is_told(country: Country) -> None:
    one = filled(country)
    client = signed_in(("administrator", country.east))
    at = f"/tong-quan/{one.pk}/{country.east.pk}/ranh-gioi/"
    assert signed_in(("officer", country.east)).get(at).status_code == 403
    assert "Chưa chọn tệp" in html.unescape(client.post(at).content.decode())
    broken = client.post(at, {"tep": SimpleUploadedFile("hong.json", b"[")})
    assert "không đúng dạng" in html.unescape(broken.content.decode())
    three = {"east-1": "Đông Một", "west-1": "Tây Một", "la": "Lạ"}
    wrong = html.unescape(client.post(at, {"tep": outlines(**three)}).content.decode())
    assert "2 trên 3 hình không khớp" in wrong and not Boundary.objects.exists()
    assert "Hình 2, mã west-1 «Tây Một»: là đơn vị ngoài địa bàn này." in wrong
    assert "Hình 3, mã la «Lạ»: ngày 01/11/2026 không đơn vị nào mang mã này." in wrong
    assert client.post(at, {"tep": outlines(**three), "bo-qua": "1"}).status_code == 302
    assert [kept.area_id for kept in Boundary.objects.all()] == [country.east_1.pk]
    assert client.post(at, {"tep": outlines(**{"east-2": "Đông Hai"})}).status_code == 302
    nothing = client.post(at, {"tep": outlines(**{"east-2": "Đông Hai"})})
    assert nothing.status_code == 422
    page = said(client, f"/tong-quan/{one.pk}/{country.east.pk}/")
    assert "theo ranh giới" in page and "vẽ bằng ô" not in page
    line = AuditLine.objects.filter(verb="areas.boundaries").latest("pk")
    assert line.area_id == country.east.pk


def test_pictures_keep_to_their_width_and_start_at_zero() -> None:
    rows = [Bar("Nguồn nước sinh hoạt của hộ", (Part(value, str(value), "#000"),)) for value in (0, 5, 10)]
    for width in (320, 720):
        sheet = bars(rows, width)
        boxes = [
            {name: float(found) for name, found in re.findall(r'(x|width)="([\d.]+)"', part)}
            for part in sheet.parts
            if part.startswith("<rect")
        ]
        assert boxes[1]["width"] * 2 == pytest.approx(boxes[2]["width"], abs=0.2)
        assert all(box["x"] + box["width"] <= width for box in boxes)
    days = [date(2024, 12, 31), date(2025, 12, 31), date(2026, 12, 31)]
    one = Series("Hộ nghèo", "#000", tuple(Point(day, 5, "5 %") for day in days))
    joined, broken = (
        lines([one], marks, 720).parts for marks in ([], [Break(date(2026, 1, 1), "Chuẩn mới")])
    )
    solid = 'stroke="#000" stroke-width="2.5"'
    assert sum(solid in part for part in joined) == 2 and sum(solid in part for part in broken) == 1
    many = [date(2020, month, 1) for month in range(1, 13)]
    crowded = lines([Series("Hộ nghèo", "#000", tuple(Point(day, 5, "12,5 %") for day in many))], [], 300)
    places_of_words = [
        float(found[1])
        for part in crowded.parts
        if "12,5" in part and (found := re.search(r'x="([\d.]+)"', part))
    ]
    assert 3 < len(places_of_words) < len(many)  # the last and as many before it as have room
    assert min(after - before for before, after in pairwise(sorted(places_of_words))) > 40
    square = {"type": "Polygon", "coordinates": [[[105, 16], [106, 16], [106, 17], [105, 17]]]}
    places = [Place("Đông", 0.5, "50 %", square), Place("Tây & Nam", None, "chưa có", square)]
    for draw in (tiles, outlined):
        told = "".join(draw(places, 320, ("0 %", "50 %")).parts)
        assert ("50 %" in told and "Tây &amp; Nam" in told) or draw is outlined
