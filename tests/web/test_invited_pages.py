"""Pages of whom to invite to an activity: offered by age on the day, taken away with columns to fill in."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings
from tests.apps.activities.made import POOR_SINCE, activity, family_with_children
from tests.apps.households.made import WHO, about
from tests.apps.households.made import said as told_of
from tests.apps.results.made import decided
from tests.factories.places import Country, make_country
from tests.web.test_activity_pages import said, signed_in, words_of

from giamngheo.apps.households.actions import record_household
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def test_whom_to_invite_is_offered_by_age_on_the_day_and_taken_away_with_columns_to_fill_in(
    country: Country,
) -> None:
    family_with_children(country)
    row = activity(country.east, "mother_and_child", title="Cân trẻ thử")
    client, page = signed_in(("officer", country.east)), f"/hoat-dong/{row.pk}/tham-gia/"
    today_ = said(client, f"{page}?ngay-vao=1/5/2026")
    assert "Mẫu Thị Mẹ" in today_ and "Mẫu Văn Bé" in today_ and "Mẫu Thị Lớn" not in today_
    assert "Sổ hộ không ghi ai là bà mẹ mang thai" in today_
    later = said(client, f"{page}?ngay-vao=6/5/2029")
    assert "Mẫu Văn Bé" not in later and "chưa tới" in later
    assert "Mẫu Thị Lớn" in said(client, f"{page}?tat-ca=co")
    assert client.get(f"{page}?ngay-vao=hôm nay").status_code == 422
    taken = client.get(f"{page}moi.csv?ngay-vao=1/5/2026")
    text = taken.getvalue().decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "Cân nặng (kg)" in text and "Trẻ em dưới 5 tuổi" in text and "23 tháng" in text
    assert "Mẫu Thị Lớn" not in text
    assert AuditLine.objects.get(verb="activities.export").details["rows"] == 2
    # What was taken away is taken in again as it stands, when somebody filled it in.
    book = client.get(f"{page}moi.xlsx").getvalue()  # type: ignore[attr-defined]
    sent = {"cach": "danh-sach", "tep": SimpleUploadedFile("moi.xlsx", book), "ngay-vao": "1/5/2026"}
    assert client.post(page, sent).status_code == 302
    assert sorted(row.participants.values_list("name", flat=True)) == ["Mẫu Thị Mẹ", "Mẫu Văn Bé"]
    assert "Không có ai đúng đối tượng" in said(client, page)
    # Who may keep activities and not see households, or answers for another unit, gets nothing.
    assert signed_in(("radio", country.east)).get(f"{page}moi.csv").status_code == 403
    assert signed_in(("officer", country.west)).get(f"{page}moi.csv").status_code == 404
    wrong = client.post(page, {"chon": [], "ngay-vao": "1/5/2026"})
    assert "Chưa chọn ai" in words_of(wrong.content) and 'value="01/05/2026"' in words_of(wrong.content)


def test_personal_numbers_on_the_list_of_whom_to_invite_are_masked_for_who_need_not_know_them(
    country: Country,
) -> None:
    number = "999190012345"  # of no province
    mother = {"sex": "female", "birth_date": date(1990, 1, 1), "birth_precision": "day"}
    one = record_household(
        country.east_1.pk, [told_of("head", "Mẫu Thị Mẹ", personal_number=number, **mother)], about(), WHO
    )
    decided([one], "poor", POOR_SINCE)
    row = activity(country.east, "mother_and_child")
    told = {}
    for role in ("officer", "health"):
        answer = signed_in((role, country.east)).get(f"/hoat-dong/{row.pk}/tham-gia/moi.csv")
        told[role] = answer.getvalue().decode("utf-8-sig")  # type: ignore[attr-defined]
    assert number in told["officer"]
    assert number not in told["health"] and "999••••••345" in told["health"]
