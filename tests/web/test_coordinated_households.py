"""Pages of who follows which household and of plans of households: scope, forms that keep what was typed."""

from datetime import date

import pytest
from tests.apps.coordination.made import follow_of, home_plan_of
from tests.apps.households.made import home
from tests.apps.results.made import decided
from tests.factories.places import Country, make_country
from tests.web.test_coordination_pages import said, sent, signed_in

from giamngheo.apps.coordination.models import Contact, Follow, HouseholdPlan
from giamngheo.apps.households.models import Household

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def homes(country: Country) -> list[Household]:
    found = [home(country.east_1, "Mẫu Văn Một"), home(country.east_2, "Mẫu Văn Hai")]
    decided(found, "poor", date(2025, 12, 1))
    return found


def test_followers_are_assigned_by_filter_and_by_codes_and_good_lines_are_kept(
    country: Country, homes: list[Household]
) -> None:
    client = signed_in(("officer", country.east))
    page = said(client, "/dieu-hanh/giup-ho/")
    assert "2 chưa có ai" in page and "Mẫu Văn Một" in page
    form = "/dieu-hanh/giup-ho/giao/"
    wrong = sent(
        client, form, 422, don_vi=country.east.pk, nguoi="Hội Nông dân", tu_ngay="1/3/2026", cach="loc"
    )
    assert 'value="Hội Nông dân"' in wrong and "Chưa chọn là ai" in wrong
    of = {"nguoi": "Hội Nông dân", "loai": "association", "tu_ngay": "1/3/2026"}
    codes = f"{homes[0].code}\nsai-ma"
    page = sent(client, form, 422, don_vi=country.east.pk, cach="danh-sach", ma_ho=codes, **of)
    assert "Đã phân công 1 hộ; 1 dòng chưa được" in page and "Dòng 2: «sai-ma»" in page
    assert ">sai-ma</textarea>" in page
    address = sent(client, form, don_vi=country.east.pk, cach="loc", chua_co="1", **of)
    assert "Đã phân công 1 hộ" in said(client, address) and Follow.objects.count() == 2
    assert "0 chưa có ai" in said(client, "/dieu-hanh/giup-ho/")
    given = b"".join(client.get("/dieu-hanh/giup-ho/danh-sach.csv"))  # type: ignore[arg-type]
    assert "Hội Nông dân (mặt trận, đoàn thể)".encode() in given
    assert "hộ nghèo, cận nghèo chưa có ai" not in said(client, "/dieu-hanh/")


def test_a_village_head_sees_and_notes_in_the_own_village_alone(
    country: Country, homes: list[Household]
) -> None:
    here, there = follow_of(homes[0]), follow_of(homes[1])
    head = signed_in(("village_head", country.east_1))
    page = said(head, "/dieu-hanh/giup-ho/")
    assert "Mẫu Văn Một" in page and "Mẫu Văn Hai" not in page and "Phân công</a>" not in page
    assert said(head, f"/dieu-hanh/giup-ho/{there.pk}/", 404)
    deed = f"/dieu-hanh/giup-ho/{here.pk}/viec/"
    wrong = sent(head, deed, 422, viec="lien-he", ngay="", loi="Đã thăm hộ")
    assert ">Đã thăm hộ</textarea>" in wrong and "Ngày liên hệ phải từ" in wrong
    sent(head, deed, viec="lien-he", ngay="2/4/2026", loi="Đã thăm hộ", ket_qua="Hộ nhận giống gà")
    assert "Hộ nhận giống gà" in said(head, f"/dieu-hanh/giup-ho/{here.pk}/")
    assert sent(head, deed, 403, viec="thoi", ngay_thoi="1/6/2026", ly_do="x")
    officer = signed_in(("officer", country.east))
    sent(officer, deed, viec="thoi", ngay_thoi="1/6/2026", ly_do="chuyển công tác")
    assert Contact.objects.count() == 1 and Follow.objects.get(pk=here.pk).until == date(2026, 6, 1)


def test_a_plan_of_a_household_goes_from_drawing_to_its_outcome(
    country: Country, homes: list[Household]
) -> None:
    head = signed_in(("village_head", country.east_1))
    assert said(head, f"/dieu-hanh/ke-hoach-ho/moi/{homes[1].code}/", 404)
    new = f"/dieu-hanh/ke-hoach-ho/moi/{homes[0].code}/"
    assert "Hoàn cảnh theo sổ" in said(head, new)
    wrong = sent(head, new, 422, muc_tieu="Có việc làm", tu_ngay="1/3/2026", den_ngay="40/3")
    assert ">Có việc làm</textarea>" in wrong and 'id="den-ngay-loi"' in wrong
    address = sent(head, new, muc_tieu="Có việc làm", tu_ngay="1/3/2026", den_ngay="31/12/2026")
    deed = f"{address}viec/"
    assert "chưa có việc nào" in sent(head, deed, 422, viec="ky", nguoi_ky="Mẫu Văn Một", ngay_ky="2/3/2026")
    sent(head, deed, viec="them-viec", viec_lam="Nuôi gà", ai_lam="Hội Phụ nữ", han="30/4/2026")
    sent(head, deed, viec="hen-xem", ngay_xem="1/6/2026")
    sent(head, deed, viec="ky", nguoi_ky="Mẫu Văn Một", ngay_ky="2/3/2026")
    plan = HouseholdPlan.objects.get()
    assert "1 việc quá hạn, 1 lần xem lại" in said(head, "/dieu-hanh/ke-hoach-ho/")
    assert "1 việc quá hạn, 1 lần xem lại" in said(head, "/")
    step, review = plan.steps.get(), plan.reviews.get()
    sent(head, deed, viec="done", dong=step.pk, **{f"ket_qua_{step.pk}": "50 con gà"})
    typed = {f"xem_{review.pk}": "Đàn gà tốt", f"ngay_xem_{review.pk}": "2/6/2026"}
    sent(head, deed, viec="xem-lai", dong=review.pk, **typed)
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert head.get(f"{address}ke-hoach.{ending}").content[:4].startswith(start)
    sent(head, deed, viec="ket-thuc", muc="better", ket_cuc="Có thu nhập từ gà")
    page = said(head, address)
    assert "Đời sống khá lên" in page and "50 con gà" in page and "Thêm việc" not in page
    assert b"G" in b"".join(head.get("/dieu-hanh/ke-hoach-ho/danh-sach.csv"))  # type: ignore[arg-type]


def test_a_plan_is_read_from_above_and_not_beside(country: Country, homes: list[Household]) -> None:
    plan = home_plan_of(homes[0])
    assert "Vay vốn nuôi gà" in said(
        signed_in(("health", country.province)), f"/dieu-hanh/ke-hoach-ho/{plan.pk}/"
    )
    assert said(signed_in(("officer", country.west)), f"/dieu-hanh/ke-hoach-ho/{plan.pk}/", 404)
