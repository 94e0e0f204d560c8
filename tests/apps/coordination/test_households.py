"""Who follows which household, plans of households: many at once, good ones kept, signed, ended, scoped."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Q
from tests.apps.coordination.made import DAY, LEADER, OFFICER, follow_of, home_plan_of
from tests.apps.households.made import home
from tests.apps.results.made import decided
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.coordination.actions import (
    CoordinationError,
    Following,
    add_step,
    codes_in,
    draw_household_plan,
    end_follow,
    end_household_plan,
    follow_households,
    hold_review,
    mark_step,
    note_contact,
    set_review,
    sign_household_plan,
    unknown_codes,
)
from giamngheo.apps.coordination.household_queries import (
    coverage_by_area,
    followers_of,
    households_to_follow,
    late_in_plans_of,
    plans_of_households,
)
from giamngheo.apps.coordination.models import Contact, Follow, HouseholdPlan, HouseholdPlanStep
from giamngheo.apps.coordination.situations import situation_told
from giamngheo.apps.households.models import Household
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.held import areas_within
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
SINCE = date(2026, 3, 1)


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def homes(country: Country) -> list[Household]:
    """Two poor households of one village, a near-poor one of another, and one that is not poor."""
    found = [home(country.east_1, "Mẫu Văn Một"), home(country.east_1, "Mẫu Văn Hai")]
    found += [home(country.east_2, "Mẫu Văn Ba"), home(country.east_2, "Mẫu Văn Bốn")]
    decided(found[:2], "poor", date(2025, 12, 1))
    decided(found[2:3], "near_poor", date(2025, 12, 1))
    return found


def test_many_are_followed_at_once_and_who_has_nobody_is_counted(
    country: Country, homes: list[Household]
) -> None:
    here = among(areas_within([country.east.pk], DAY))
    assert [one.pk for one in households_to_follow(here)] == [homes[2].pk, homes[1].pk, homes[0].pk]
    following = Following("party_member", "Đảng viên Mẫu", SINCE, "Giúp vay vốn", "QĐ 5/QĐ-ĐU")
    done = follow_households(households_to_follow(here, "poor"), following, OFFICER, DAY)
    assert (done.made, done.known) == (2, ())
    again = follow_households(households_to_follow(here), following, OFFICER, DAY)
    assert (again.made, len(again.known)) == (1, 2)
    follow_of(homes[0])
    end_follow(Follow.objects.get(household=homes[1]), date(2026, 6, 1), "chuyển công tác", LEADER)
    coverage = coverage_by_area(here)
    told = {area: (one.households, one.alone) for area, one in coverage.items()}
    assert told == {country.east_1.pk: (2, 1), country.east_2.pk: (1, 0)}
    assert [one.pk for one in households_to_follow(here, state="alone")] == [homes[1].pk]
    assert [one.pk for one in households_to_follow(here, follower="phụ nữ")] == [homes[0].pk]
    assert len(followers_of([homes[0].pk])[homes[0].pk]) == 2
    assert AuditLine.objects.filter(verb="coordination.follow").count() == 4


def test_of_codes_that_were_typed_the_wrong_ones_are_told_by_line(homes: list[Household]) -> None:
    code = homes[0].code
    codes, wrong = codes_in(f"{code}\n\n12345\n {code.replace('-', ' ')}\n")
    assert codes == [code]
    assert len(wrong) == 1 and wrong[0].startswith("Dòng 3: «12345» không phải mã hộ")
    assert "Mã X-1: không có hộ này" in unknown_codes(["X-1", code], homes[:1])[0]


@pytest.mark.parametrize(
    ("following", "field"),
    [
        (Following("", "Hội A", SINCE), "loai"),
        (Following("agency", " ", SINCE), "nguoi"),
        (Following("agency", "Hội A", None), "tu-ngay"),
        (Following("agency", "Hội A", date(2026, 12, 1)), "tu-ngay"),
        (Following("agency", "Hội A", SINCE, agreed="a" * 1001), "thong-nhat"),
    ],
)
def test_who_follows_is_told_whole_or_nothing_is_kept(
    homes: list[Household], following: Following, field: str
) -> None:
    with pytest.raises(CoordinationError) as refused:
        follow_households(homes, following, OFFICER, DAY)
    assert field in refused.value.wrong
    with pytest.raises(CoordinationError, match="Không có hộ nào"):
        follow_households([], Following("agency", "Hội A", SINCE), OFFICER, DAY)
    assert not Follow.objects.exists()


def test_contacts_are_noted_on_days_that_can_be_and_kept(homes: list[Household]) -> None:
    row = follow_of(homes[0])
    note_contact(row, date(2026, 5, 1), "Thăm nhà, bàn việc vay vốn", "Đồng ý vay", OFFICER, today=DAY)
    for day in (date(2026, 2, 1), date(2026, 12, 1), None):
        with pytest.raises(CoordinationError, match="Ngày liên hệ"):
            note_contact(row, day, "x", "", OFFICER, today=DAY)
    with pytest.raises(CoordinationError, match="Chưa ghi đã thấy gì"):
        note_contact(row, DAY, " ", "", OFFICER, today=DAY)
    with pytest.raises(CoordinationError, match="Ngày thôi"):
        end_follow(row, date(2026, 1, 1), "thôi", LEADER)
    end_follow(row, DAY, "đã thoát nghèo", LEADER)
    for change in (
        lambda: Follow.objects.filter(pk=row.pk).update(follower="khác"),
        lambda: Contact.objects.update(words="khác"),
        lambda: Contact.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_plan_is_drawn_with_the_situation_signed_worked_on_reviewed_and_ended(
    country: Country, homes: list[Household]
) -> None:
    first, last = SINCE, date(2026, 12, 31)
    row = draw_household_plan(homes[0], "Có việc làm ổn định", first, last, OFFICER, today=DAY)
    situation = situation_told(row.situation)
    assert (situation.household_class, situation.causes) == ("poor", ())
    with pytest.raises(CoordinationError, match="đang có kế hoạch"):
        draw_household_plan(homes[0], "Khác", first, last, OFFICER, today=DAY)
    with pytest.raises(CoordinationError, match="chưa có việc nào"):
        sign_household_plan(row, "Mẫu Văn Một", DAY, OFFICER, today=DAY)
    step = add_step(row, "Học nghề", "Trung tâm GDNN", date(2026, 6, 30), OFFICER)
    other = add_step(row, "Vay vốn", "Hội Phụ nữ", date(2026, 9, 30), OFFICER)
    review = set_review(row, date(2026, 10, 1), OFFICER)
    row = sign_household_plan(row, "Mẫu Văn Một", DAY, OFFICER, today=DAY)
    assert late_in_plans_of([country.east_1.pk], DAY) == late_in_plans_of(None, DAY) == (2, 1)
    assert late_in_plans_of([country.east_2.pk], DAY) == (0, 0)
    mark_step(step, "done", "Có chứng chỉ", OFFICER)
    with pytest.raises(CoordinationError, match="Chưa ghi lý do không làm nữa"):
        mark_step(other, "dropped", " ", OFFICER)
    mark_step(other, "dropped", "hộ không vay", OFFICER)
    hold_review(review, date(2026, 10, 2), "Đã có việc", LEADER, today=DAY)
    assert late_in_plans_of(None, DAY) == (0, 0)
    with pytest.raises(CoordinationError, match="Chưa chọn kết cục"):
        end_household_plan(row, "", "tốt", LEADER, today=DAY)
    row = end_household_plan(row, "better", "Thu nhập khá hơn", LEADER, today=DAY)
    told = plans_of_households(Q(household=homes[0])).get()
    assert (told.done_steps, told.all_steps, told.state) == (1, 1, "ended")
    with pytest.raises(CoordinationError, match="bước khác"):
        add_step(row, "x", "y", DAY, OFFICER)
    with pytest.raises(DatabaseError), transaction.atomic():
        HouseholdPlan.objects.update(aims="khác")


def test_what_a_plan_cannot_be_is_told_at_its_field(homes: list[Household]) -> None:
    with pytest.raises(CoordinationError) as refused:
        draw_household_plan(homes[0], "", date(2026, 5, 1), date(2026, 4, 1), OFFICER, today=DAY)
    assert set(refused.value.wrong) == {"muc-tieu", "den-ngay"}
    row = home_plan_of(homes[0])
    with pytest.raises(CoordinationError, match="Hạn phải từ"):
        add_step(row, "x", "y", date(2026, 1, 1), OFFICER)
    with pytest.raises(CoordinationError, match="Ngày xem lại phải từ"):
        set_review(row, date(2027, 1, 1), OFFICER)
    end_household_plan(row, "", "lập nhầm hộ", OFFICER, today=DAY)
    assert HouseholdPlan.objects.get().state == "dropped"
    home_plan_of(homes[0])


@pytest.mark.parametrize(
    ("role", "place", "seen"),
    [("village_head", "east_1", 1), ("village_head", "east_2", 0), ("officer", "east", 1),
     ("officer", "west", 0), ("health", "province", 1)],
)  # fmt: skip
def test_follows_and_plans_are_seen_where_the_household_is(
    country: Country, homes: list[Household], role: str, place: str, seen: int
) -> None:
    row = follow_of(homes[0])
    note_contact(row, DAY, "Thăm", "", OFFICER, today=DAY)
    home_plan_of(homes[0])
    with acting(make_person((role, getattr(country, place))).pk, TODAY):
        for model in (Follow, Contact, HouseholdPlan, HouseholdPlanStep):
            assert model._default_manager.count() == seen, model
