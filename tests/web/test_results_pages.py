"""Pages of targets: drafted by kind, put in force by another, counted, typed with proof, given below."""

import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from tests.apps.activities.made import LEADER, activity, begun, poor_home
from tests.apps.results.made import OFFICER, count_now, decided, fall_of, home, set_target, told, two_years
from tests.apps.support.made import helped
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.activities.actions import move
from giamngheo.apps.activities.states import Verb
from giamngheo.apps.reporting.models import Edition, Report
from giamngheo.apps.reporting.states import ReportState
from giamngheo.apps.results.actions import Figure, compute, draw_target, give_targets, type_figure
from giamngheo.apps.results.models import Actual, PlannedTarget
from giamngheo.apps.results.states import TargetState
from giamngheo.apps.snapshots.actions import Wanted, make_snapshot
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.law.vocabulary.targets import TargetKind
from giamngheo.web.components.acting_person import today
from giamngheo.web.staff.results import figures
from giamngheo.web.staff.results.typed import decimal_of

pytestmark = pytest.mark.django_db
YEAR = 2026


@pytest.fixture
def country(settings: LazySettings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


@pytest.fixture
def officer(country: Country) -> Client:
    return signed_in(("officer", country.east))


def signed_in(*held: tuple[str, object]) -> Client:
    client = Client()
    client.force_login(make_person(*held))  # type: ignore[arg-type]
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")


FORM = {
    "chi-so": "poor_rate",
    "loai": "change_points",
    "loi": "giảm tỷ lệ hộ nghèo từ 1,30%/năm xuống còn 1,15%/năm",
    "so": "0,15",
    "tu-ngay": "1/1/2026",
    "den-ngay": "31/12/2026",
    "dau-ky": "1,30",
    "con": "1,15",
    "van-ban": "KH 1/KH-UBND",
}


def test_a_target_is_drafted_by_its_kind_and_put_in_force_by_another(
    country: Country, officer: Client
) -> None:
    page = text(officer, f"/ket-qua/moi/?don-vi={country.east.pk}")
    assert 'name="loai"' not in page
    page = text(officer, f"/ket-qua/moi/?don-vi={country.east.pk}&chi-so=poor_rate")
    assert 'value="change_points"' in page
    assert 'value="change_count"' not in page
    assert 'name="so"' not in page
    page = text(officer, f"/ket-qua/moi/?don-vi={country.east.pk}&chi-so=poor_rate&loai=change_points")
    for name in ("so", "den-so", "moi-nam", "dau-ky", "con"):
        assert f'name="{name}"' in page
    page = text(officer, f"/ket-qua/moi/?don-vi={country.east.pk}&chi-so=newly_poor_households&loai=zero")
    for name in ("so", "den-so", "moi-nam", "dau-ky", "con"):
        assert f'name="{name}"' not in page
    answer = officer.post("/ket-qua/moi/", FORM | {"don-vi": country.east.pk})
    row = PlannedTarget.objects.get()
    assert answer.headers["Location"] == f"/ket-qua/{row.pk}/"
    assert (str(row.target.value), str(row.target.baseline)) == ("0.15", "1.30")
    page = text(officer, f"/ket-qua/{row.pk}/")
    assert "giảm 0,15 điểm %" in words(page)
    assert "Cho hiệu lực</button>" not in page
    leader = signed_in(("leader", country.east))
    assert "Cho hiệu lực</button>" in text(leader, f"/ket-qua/{row.pk}/")
    leader.post(f"/ket-qua/{row.pk}/viec/", {"viec": "hieu-luc"})
    row.refresh_from_db()
    assert row.state is TargetState.IN_FORCE
    listed = words(text(officer, f"/ket-qua/?nam={YEAR}"))
    assert "từ 1,30 giảm 0,15 điểm % là 1,15 %, kế hoạch ghi còn 1,15 %" in listed
    assert "1 chỉ tiêu : 1 chưa có số liệu" in listed


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    country: Country, officer: Client
) -> None:
    sent = FORM | {"don-vi": country.east.pk, "so": "không", "den-ngay": "32/1/2026", "loi": "lời <b>"}
    answer = officer.post("/ket-qua/moi/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="so-loi"' in page
    assert 'id="den-ngay-loi"' in page
    assert "lời &lt;b&gt;" in page
    answer = officer.post("/ket-qua/moi/", FORM | {"don-vi": country.east.pk, "so": "101", "loi": ""})
    page = answer.content.decode()
    assert "Tỷ lệ lớn hơn 100 %" in page
    assert 'id="loi-loi"' in page
    assert not PlannedTarget.objects.exists()


def test_a_target_without_a_number_and_one_that_is_replaced(country: Country, officer: Client) -> None:
    sent = {"don-vi": country.east.pk, "chi-so": "workers_with_loans", "loai": "no_number"}
    sent |= {"loi": "được vay vốn", "tu-ngay": "1/1/2026", "den-ngay": "31/12/2026"}
    officer.post("/ket-qua/moi/", sent)
    assert PlannedTarget.objects.get().target.kind is TargetKind.NO_NUMBER
    old = set_target(country.east, fall_of(5))
    page = text(officer, f"/ket-qua/{old.pk}/thay/")
    assert 'value="5"' in page
    assert "lời của kế hoạch thử" in page
    sent = {
        "loai": "change_count",
        "loi": "giảm 6 hộ",
        "so": "6",
        "tu-ngay": "1/1/2026",
        "den-ngay": "31/12/2026",
    }
    answer = officer.post(f"/ket-qua/{old.pk}/thay/", sent)
    following = PlannedTarget.objects.get(replaces=old)
    assert answer.headers["Location"] == f"/ket-qua/{following.pk}/"
    signed_in(("leader", country.east)).post(f"/ket-qua/{following.pk}/viec/", {"viec": "hieu-luc"})
    page = text(officer, f"/ket-qua/{old.pk}/")
    assert "Đã có chỉ tiêu khác thay" in page
    assert text(officer, f"/ket-qua/{old.pk}/thay/", 404)


def test_figures_are_counted_and_open_their_households(country: Country, officer: Client) -> None:
    homes = two_years(country)
    row = set_target(country.east, told("poor_rate", TargetKind.BELOW, 30))
    begun = officer.post("/ket-qua/tinh/", {"don-vi": country.east.pk, "nam": YEAR})
    assert "Đang chờ" in text(officer, begun.headers["Location"])
    assert text(signed_in(("officer", country.east)), begun.headers["Location"], 404)
    count_now()
    page = words(text(officer, f"/ket-qua/{row.pk}/"))
    assert officer.get(begun.headers["Location"]).headers["Location"] == f"/ket-qua/{row.pk}/"
    assert "đếm lúc" in page
    assert "giới tính của chủ hộ" in page
    taken = officer.get(f"/ket-qua/{row.pk}/tach.csv").getvalue().decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "Nguồn" in taken
    assert "Dân tộc của chủ hộ" in taken
    figure = Actual.objects.order_by("as_of").last()
    assert figure is not None
    page = text(officer, f"/ket-qua/{row.pk}/")
    assert "50 %" in words(page)
    assert f"/ket-qua/so/{figure.pk}/ho/" in page
    assert "1 hộ ra khỏi danh sách, 1 hộ phát sinh mới, 0 hộ trở lại" in words(page)
    counted = text(officer, f"/ket-qua/so/{figure.pk}/ho/")
    assert "2 hộ được tính" in words(counted)
    assert homes[0].code in counted
    assert homes[1].code not in counted
    others = text(officer, f"/ket-qua/so/{figure.pk}/ho/?nhom=khong")
    assert homes[1].code in others
    assert "0 hộ chưa rõ" in words(text(officer, f"/ket-qua/so/{figure.pk}/ho/?nhom=chua-ro"))
    rows = load_workbook(
        BytesIO(officer.get(f"/ket-qua/so/{figure.pk}/ho/danh-sach.xlsx").getvalue()), read_only=True
    ).active
    assert rows is not None
    taken = [[cell for cell in line if cell is not None] for line in rows.iter_rows(values_only=True)]
    assert [line[2] for line in taken if line and line[0] in {1, 2}] == [homes[0].code, homes[2].code]


def test_what_was_not_counted_says_why(country: Country, officer: Client) -> None:
    home(country.east_1, "Mẫu Văn An")
    row = set_target(country.east, told("poor_rate", TargetKind.BELOW, 30))
    begun = officer.post("/ket-qua/tinh/", {"don-vi": country.east.pk, "nam": YEAR})
    count_now()
    assert "chưa có quyết định công nhận nào" in text(officer, begun.headers["Location"])
    begun = officer.post(f"/ket-qua/{row.pk}/viec/", {"viec": "tinh"})
    count_now()
    assert "chưa có quyết định công nhận nào" in text(officer, begun.headers["Location"])


def test_a_large_unit_is_not_read_while_a_page_waits(
    country: Country, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes = two_years(country)
    row = set_target(country.east, told("poor_rate", TargetKind.BELOW, 30))
    compute([row], today(), OFFICER)
    figure = Actual.objects.order_by("as_of").last()
    assert figure is not None
    monkeypatch.setattr(figures, "AT_ONCE", 3)
    refused = text(officer, f"/ket-qua/so/{figure.pk}/ho/", 422)
    assert "Chọn một đơn vị trực thuộc" in refused
    village = text(officer, f"/ket-qua/so/{figure.pk}/ho/?don-vi={country.east_1.pk}")
    assert homes[0].code in village
    assert "2 hộ được tính" in words(village)


def test_a_figure_of_a_frozen_day_says_so_and_opens_who_was_frozen(country: Country, officer: Client) -> None:
    homes = two_years(country)
    closing = date(2026, 11, 1)
    wanted = Wanted(country.province, date(2025, 12, 31), closing, "Kết quả rà soát 2026")
    one = make_snapshot(wanted, OFFICER)
    row = set_target(country.east, fall_of(1))
    above = signed_in(("officer", country.province))
    above.post("/ket-qua/tinh/", {"don-vi": country.east.pk, "nam": YEAR})
    count_now()
    figures_of = list(Actual.objects.order_by("as_of").values_list("as_of", "numerator", "snapshot_id"))
    assert figures_of == [(date(2025, 12, 31), 2, one.pk), (closing, 2, one.pk)]
    decided(homes[3:], "poor", date(2026, 10, 25))  # recorded after the day was frozen
    page = text(above, f"/ket-qua/{row.pk}/")
    assert "từ số liệu chốt ngày 01/11/2026" in words(page).lower()
    assert "1 hộ ra khỏi danh sách, 1 hộ phát sinh mới" in words(page)
    assert f'href="/bao-cao/{one.pk}/"' in page
    figure = Actual.objects.latest("as_of")
    assert "2 hộ được tính" in words(text(above, f"/ket-qua/so/{figure.pk}/ho/"))
    below = words(text(officer, f"/ket-qua/so/{figure.pk}/ho/"))  # the frozen state is of the unit above
    assert "3 hộ được tính · theo sổ hộ lúc này; số đã ghi là 2 hộ" in below
    begun = Actual.objects.earliest("as_of")
    assert "2 hộ được tính" in words(text(above, f"/ket-qua/so/{begun.pk}/ho/"))
    above.post(f"/ket-qua/{row.pk}/viec/", {"viec": "tinh", "hom-nay": "1"})
    count_now()
    assert Actual.objects.latest("as_of").as_of == today()
    assert "đếm lúc" in text(officer, f"/ket-qua/{row.pk}/")


def test_a_figure_is_typed_with_its_proof_and_the_file_is_opened(
    country: Country, officer: Client, settings: LazySettings
) -> None:
    row = set_target(country.east, told("officers_trained", TargetKind.SHARE, 100))
    page = text(officer, f"/ket-qua/{row.pk}/so/")
    assert 'name="mau-so"' in page
    wrong = officer.post(f"/ket-qua/{row.pk}/so/", {"ngay": "30/6/2026", "tu-so": "9", "mau-so": "8"})
    assert wrong.status_code == 422
    assert "Mẫu số nhỏ hơn tử số" in wrong.content.decode()
    file = SimpleUploadedFile("bc.pdf", b"%PDF-1.7")
    sent = {"ngay": "30/6/2026", "tu-so": "9", "mau-so": "9", "chung-minh": "BC 12/BC-UBND", "tep": file}
    answer = officer.post(f"/ket-qua/{row.pk}/so/", sent)
    assert answer.headers["Location"] == f"/ket-qua/{row.pk}/"
    page = text(officer, f"/ket-qua/{row.pk}/")
    assert "BC 12/BC-UBND" in page
    assert "Đạt" in page
    figure = Actual.objects.get()
    opened = officer.get(f"/ket-qua/so/{figure.pk}/tep/")
    assert (opened.content, opened.headers["Content-Type"]) == (b"%PDF-1.7", "application/pdf")
    assert text(officer, f"/ket-qua/so/{figure.pk}/ho/", 404)
    for one in (settings.DATA / "files").rglob("*.pdf"):
        one.unlink()
    assert "báo người quản trị" in text(officer, f"/ket-qua/so/{figure.pk}/tep/", 404)


def test_parts_are_summed_before_they_are_kept(country: Country) -> None:
    two_years(country)
    row = set_target(country.province, fall_of(10))
    officer = signed_in(("officer", country.province))
    fields = {f"so-{country.east.pk}": "6", f"so-{country.west.pk}": "3"}
    tried = officer.post(f"/ket-qua/{row.pk}/giao/", fields | {"thu": "1"})
    assert tried.status_code == 200
    assert "Cộng 2 đơn vị: 9 hộ, chỉ tiêu giao 10 hộ: thiếu 1 hộ" in words(tried.content.decode())
    assert PlannedTarget.objects.count() == 1
    officer.post(f"/ket-qua/{row.pk}/giao/", fields | {f"so-{country.west.pk}": "4"})
    assert PlannedTarget.objects.filter(parent=row).count() == 2
    page = words(text(officer, f"/ket-qua/{row.pk}/"))
    assert "Cộng 2 đơn vị: 10 hộ, chỉ tiêu giao 10 hộ: khớp." in page
    commune = signed_in(("leader", country.east))
    part = PlannedTarget.objects.get(parent=row, area=country.east)
    assert "Được giao từ" in text(commune, f"/ket-qua/{part.pk}/")
    assert text(commune, f"/ket-qua/{row.pk}/", 404)
    wrong = officer.post(f"/ket-qua/{row.pk}/giao/", {f"so-{country.east.pk}": "sáu"})
    assert wrong.status_code == 422
    assert officer.post(f"/ket-qua/{row.pk}/giao/", {}).status_code == 422


def test_a_commune_reads_the_targets_of_its_province_and_no_figure_of_a_sibling(country: Country) -> None:
    two_years(country)
    whole = set_target(country.province, fall_of(10))
    draw_target(country.province, told("poor_rate", TargetKind.BELOW, 2), OFFICER)
    sibling = set_target(country.west, told("near_poor_rate", TargetKind.BELOW, 3))
    commune = signed_in(("officer", country.east))
    page = text(commune, f"/ket-qua/?nam={YEAR}")
    assert "Chỉ tiêu của cấp trên (1), chỉ xem" in page
    assert "giảm 10 hộ" in words(page)
    assert f"/ket-qua/{whole.pk}/" not in page  # read only, and not opened
    assert "Tỷ lệ hộ cận nghèo" not in page
    for one in (whole, sibling):
        assert text(commune, f"/ket-qua/{one.pk}/", 404)
    part = fall_of(6)
    give_targets(whole, {country.east.pk: part, country.west.pk: part}, OFFICER)
    given = PlannedTarget.objects.get(area=country.east)
    assert "giảm 10 hộ" in words(text(commune, f"/ket-qua/{given.pk}/"))
    assert "Chỉ tiêu của cấp trên" not in text(
        signed_in(("officer", country.province)), f"/ket-qua/?nam={YEAR}"
    )
    edition = Edition(number=1, tier=3, closing=date(2026, 11, 1), law="x", drawn_by_name="Thử", figures={})
    edition.targets = [{"target": whole.pk, "actual": "4 hộ", "as_of": "01/11/2026"}]
    days = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
    state = ReportState.ACCEPTED
    report = Report.objects.create(area=country.province, duty="x", period="2026", state=state, **days)
    edition.report = report
    edition.save()
    assert "4 hộ" not in text(commune, f"/ket-qua/?nam={YEAR}")
    report.standing = edition
    report.save(update_fields=["standing"])
    assert "4 hộ ngày 01/11/2026" in words(text(commune, f"/ket-qua/?nam={YEAR}"))
    assert "4 hộ" not in text(signed_in(("officer", country.far)), f"/ket-qua/?nam={YEAR}")


def test_a_target_of_zero_is_given_by_ticking_units(country: Country) -> None:
    row = set_target(country.east, told("newly_poor_households", TargetKind.ZERO))
    officer = signed_in(("officer", country.east))
    assert 'type="checkbox"' in text(officer, f"/ket-qua/{row.pk}/giao/")
    officer.post(
        f"/ket-qua/{row.pk}/giao/", {f"so-{one.pk}": "1" for one in (country.east_1, country.east_2)}
    )
    assert PlannedTarget.objects.filter(parent=row).count() == 2
    assert "Mọi đơn vị đều được giao bằng 0 hộ hoặc hơn: khớp." in words(text(officer, f"/ket-qua/{row.pk}/"))


def test_drafts_wait_on_the_first_page_of_who_may_put_them_in_force(
    country: Country, officer: Client
) -> None:
    draw_target(country.east, fall_of(5), OFFICER)
    draw_target(country.east, told("poor_rate", TargetKind.BELOW, 2), OFFICER)
    set_target(country.west, fall_of(5))
    waiting = words(text(signed_in(("leader", country.east)), "/"))
    assert "2 chỉ tiêu đến năm 2026 của xã Đông chờ cho hiệu lực." in waiting
    assert "phường Tây chờ" not in waiting
    assert "chờ cho hiệu lực" not in text(officer, "/")
    assert "chờ cho hiệu lực" not in text(signed_in(("leader", country.west)), "/")


def test_who_only_reads_finds_no_deeds(country: Country) -> None:
    two_years(country)
    row = set_target(country.east, fall_of(1))
    reader = signed_in(("health", country.province))
    page = text(reader, f"/ket-qua/{row.pk}/")
    for words_of_deed in ("Nhập số thực hiện", "Thôi hiệu lực", "Tính lại", "Thay bằng"):
        assert words_of_deed not in page
    for address in (f"/ket-qua/{row.pk}/so/", f"/ket-qua/{row.pk}/giao/", "/ket-qua/moi/"):
        assert reader.get(address).status_code == 403
    for word in ("hieu-luc", "bo", "tinh"):
        assert reader.post(f"/ket-qua/{row.pk}/viec/", {"viec": word}).status_code == 403
    officer = signed_in(("officer", country.east))
    draft = draw_target(country.east, told("poor_rate", TargetKind.BELOW, 2), OFFICER)
    assert officer.post(f"/ket-qua/{draft.pk}/viec/", {"viec": "hieu-luc"}).status_code == 403
    assert officer.post(f"/ket-qua/{row.pk}/viec/", {"viec": "bo", "ly-do": "thử"}).status_code == 403
    assert officer.post(f"/ket-qua/{draft.pk}/viec/", {"viec": "bo", "ly-do": ""}).status_code == 422
    officer.post(f"/ket-qua/{draft.pk}/viec/", {"viec": "bo", "ly-do": "nhầm"})
    draft.refresh_from_db()
    assert draft.state is TargetState.DROPPED


def test_the_list_is_taken_away_as_it_is_seen_and_the_trail_tells(country: Country, officer: Client) -> None:
    two_years(country)
    row = set_target(country.east, fall_of(1))
    compute([row], today(), OFFICER)
    rows = load_workbook(BytesIO(officer.get(f"/ket-qua/danh-sach.xlsx?nam={YEAR}").getvalue())).active
    assert rows is not None
    cells = [str(cell) for line in rows.iter_rows(values_only=True) for cell in line if cell is not None]
    for said in ("Số hộ nghèo", "lời của kế hoạch thử", "Chậm", "2\u00a0hộ"):
        assert said in cells
    assert AuditLine.objects.filter(verb="results.export", area_id=country.east.pk).count() == 1
    assert b"Ch\xe1\xba\xadm" in officer.get(f"/ket-qua/danh-sach.csv?nam={YEAR}").getvalue()


def test_the_unit_is_chosen_among_those_in_reach(country: Country) -> None:
    set_target(country.east, fall_of(1))
    officer = signed_in(("officer", country.province))
    assert "Tỉnh Mẫu" in text(officer, "/ket-qua/")
    assert "Số hộ nghèo" in text(officer, f"/ket-qua/?don-vi={country.east.pk}&nam={YEAR}")
    assert "Chưa có chỉ tiêu nào của năm 2019" in text(
        officer, f"/ket-qua/?don-vi={country.east.pk}&nam=2019"
    )
    assert text(officer, f"/ket-qua/?don-vi={country.far.pk}", 404)
    assert text(officer, f"/ket-qua/{2**70}/", 404)
    assert text(officer, "/ket-qua/?don-vi=99999999&nam=9999", 404)


def test_the_framework_says_how_each_indicator_is_counted(officer: Client) -> None:
    page = words(text(officer, "/ket-qua/khung/"))
    assert "Tính từ sổ hộ: quyết định công nhận kết quả rà soát" in page
    assert "Danh mục chỉ số có mã của Thông tư 10/2022/TT-BLĐTBXH" in page
    assert "cần đối chiếu công báo" in page


def test_a_typed_figure_that_another_follows_stays_in_the_history(country: Country, officer: Client) -> None:
    row = set_target(country.east, told("new_houses", TargetKind.LEVEL, 13))
    day = min(today(), date(2026, 12, 31)) - timedelta(days=1)
    for count, why in ((7, ""), (8, "đếm lại")):
        figure = Figure(day, f"BC {count}", numerator=count, reason=why)
        type_figure(row, figure, None, day, OFFICER)
    page = words(text(officer, f"/ket-qua/{row.pk}/"))
    assert "đã thay" in page
    assert "Lý do: đếm lại" in page


def test_a_relapse_after_the_count_changes_the_list_behind_it_and_the_page_says_so(
    country: Country, officer: Client
) -> None:
    homes = two_years(country)
    row = set_target(country.east, fall_of(1))
    compute([row], today(), OFFICER)
    decided(homes[3:], "poor", date(2026, 11, 3))
    figure = Actual.objects.order_by("as_of").last()
    assert figure is not None
    page = words(text(officer, f"/ket-qua/so/{figure.pk}/ho/"))
    assert "3 hộ được tính" in page
    assert "số đã ghi là 2 hộ" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1,30", "1.30"),
        ("0.15", "0.15"),
        ("1.234", "1234"),
        ("1.234,5", "1234.5"),
        ("0.175", "0.175"),
        ("98,41 %", "98.41"),
        ("12", "12"),
        ("-1", None),
        ("một", None),
        ("1,2,3", None),
        ("1e5", None),
    ],
)
def test_numbers_are_read_as_they_are_written_here(typed: str, said: str | None) -> None:
    found = decimal_of(typed)
    assert (None if found is None else str(found)) == said


def test_a_figure_of_activities_opens_those_it_was_counted_from(country: Country, officer: Client) -> None:
    ended = date(2026, 6, 1)
    row = begun(activity(country.east, title="Nuôi dê thử"))
    move(move(row, Verb.FINISH, ended, OFFICER, words="Không ghi ai"), Verb.ACCEPT, ended, LEADER)
    target = set_target(country.province, told("models_supported", TargetKind.AT_LEAST, 2))
    compute([target], date(2026, 11, 15), OFFICER)
    figure = Actual.objects.get()
    opened = f"/ket-qua/so/{figure.pk}/hoat-dong/"
    above = signed_in(("officer", country.province))
    assert opened in text(above, f"/ket-qua/{target.pk}/")
    assert above.get(f"/ket-qua/so/{figure.pk}/ho/").headers["Location"] == opened
    page = words(text(above, opened))
    assert "1 hoạt động" in page and "Nuôi dê thử" in page and "số đã ghi là 1 mô hình, dự án" in page
    taken = above.get(f"{opened}danh-sach.csv").getvalue().decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "Nuôi dê thử" in taken and AuditLine.objects.filter(verb="results.export").count() == 1
    text(officer, opened, 404)
    assert "được cộng vào chỉ số «Mô hình, dự án giảm nghèo được hỗ trợ" in text(
        officer, f"/hoat-dong/{row.pk}/"
    )
    framework = words(text(officer, "/ket-qua/khung/"))
    assert "cộng «Mô hình, dự án» của mô hình, dự án giảm nghèo, «Cơ sở khởi nghiệp»" in framework
    assert "Tính từ sổ hỗ trợ" in framework


def test_households_helped_open_as_they_were_counted(country: Country, officer: Client) -> None:
    poor = poor_home(country.east_1, "Mẫu Văn An")
    helped(poor)
    target = set_target(country.east, told("housing_helped", TargetKind.NO_NUMBER))
    compute([target], date(2026, 11, 15), OFFICER)
    figure = Actual.objects.get()
    page = words(text(officer, f"/ket-qua/so/{figure.pk}/ho/"))
    assert "1 hộ được tính" in page and "như lúc tính" in page and poor.code in page
    assert "không được tính" not in page
    assert officer.get(f"/ket-qua/so/{figure.pk}/ho/danh-sach.csv").status_code == 200
