"""The plan of a round: offered from the law, checked row by row, saved as versions, drawn up as a paper."""

from datetime import date
from decimal import Decimal

import pytest
from tests.apps.reviews.made import OFFICER, listed_family, opened, without_opinion
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.papers.keeping import read_back
from giamngheo.apps.reviews.actions import PlanError, ReviewError, open_round, save_plan
from giamngheo.apps.reviews.models import Plan, Round
from giamngheo.apps.reviews.papers import Subject, draw_up_paper
from giamngheo.apps.reviews.planned import (
    Cost,
    Duty,
    Member,
    Planned,
    Task,
    as_said,
    last_plan,
    offered,
    quantity_text,
)
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.law.vocabulary.procedures import ProcedureKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def one(country: Country) -> Round:
    return opened(country)


def test_what_is_offered_first_is_in_the_law_and_nothing_else(country: Country, one: Round) -> None:
    said = offered(one)
    assert [task.task for task in said.schedule] == [
        "Lập danh sách hộ gia đình cần rà soát",
        "Tổ chức rà soát, phân loại hộ gia đình",
        "Họp dân để thống nhất kết quả rà soát",
        "Niêm yết, thông báo công khai",
        "Báo cáo, xin ý kiến",
        "Công nhận hộ nghèo, hộ cận nghèo, hộ thoát nghèo, hộ thoát cận nghèo",
    ]
    days = [(task.first, task.last) for task in said.schedule]
    assert days == [(date(2026, 9, 1), None), *[(None, None)] * 4, (None, date(2026, 12, 14))]
    assert (said.first_day, said.last_day) == (date(2026, 9, 1), date(2026, 12, 14))
    assert (said.costs, said.team, said.cost_source, said.parent_plan) == ((), (), "", "")
    without_opinion(country)
    assert "Báo cáo, xin ý kiến" not in [task.task for task in offered(one).schedule]


def test_a_month_has_its_own_days(country: Country) -> None:
    said = offered(open_round(country.east, ProcedureKind.REGULAR_REVIEW, date(2026, 7, 20), OFFICER))
    assert said.first_day == date(2026, 7, 15)
    assert said.last_day == date(2026, 7, 30)


def test_each_save_is_a_version_and_one_line_of_the_trail(one: Round) -> None:
    first = save_plan(one, Planned(schedule=(Task("Tập huấn"),)), 0, OFFICER)
    said = Planned(schedule=(Task("Tập huấn", date(2026, 9, 3), date(2026, 9, 4), "Ban Chỉ đạo"),))
    second = save_plan(one, said, 1, OFFICER)
    assert (first.number, second.number) == (1, 2)
    assert save_plan(one, said, 2, OFFICER) == second  # it says nothing new
    assert as_said(Plan.objects.get(pk=second.pk)) == said
    assert as_said(Plan.objects.get(pk=first.pk)).schedule[0].first is None
    assert AuditLine.objects.filter(verb="reviews.planned").count() == 2


def test_two_who_plan_at_once_do_not_overwrite_each_other(one: Round) -> None:
    save_plan(one, Planned(cost_source="Ngân sách xã"), 0, OFFICER)
    with pytest.raises(ReviewError, match="Thử Cán Bộ đã lưu bản 1"):
        save_plan(one, Planned(cost_source="Nguồn khác"), 0, OFFICER)
    assert last_plan(one) == Plan.objects.get()


def test_amounts_are_reckoned_added_and_checked_in_whole_dong(one: Round) -> None:
    said = Planned(
        costs=(
            Cost("Công rà soát", Decimal(12), 150_000),
            Cost("In phiếu", Decimal("1.5"), 333),
            Cost("Nước họp dân", amount=200_000),
        )
    )
    kept = as_said(save_plan(one, said, 0, OFFICER))
    assert [cost.amount for cost in kept.costs] == [1_800_000, 500, 200_000]
    assert kept.cost == 2_000_500
    assert Planned(costs=(*kept.costs, Cost("Chưa rõ"))).cost is None
    wrong = Planned(
        costs=(
            Cost("Công rà soát", Decimal(12), 150_000, 1_700_000),
            Cost("In phiếu", Decimal(12)),
            Cost("", amount=5),
            Cost("Rất lớn", amount=10**14),
            Cost("Không", Decimal(0), 5),
        )
    )
    with pytest.raises(PlanError) as told:
        save_plan(one, wrong, 1, OFFICER)
    assert set(told.value.wrong) == {
        "kinh-phi-0-tien",
        "kinh-phi-1-gia",
        "kinh-phi-2-khoan",
        "kinh-phi-3-tien",
        "kinh-phi-4-luong",
    }
    assert "1.800.000 đồng, không phải 1.700.000" in told.value.wrong["kinh-phi-0-tien"]
    assert Plan.objects.count() == 1


def test_of_schedule_duties_and_team_what_does_not_hold_is_told_by_field(
    country: Country, one: Round
) -> None:
    elsewhere = make_person(("reviewer", country.west))
    wrong = Planned(
        schedule=(Task("Rà soát", date(2026, 9, 5), date(2026, 9, 4)), Task("", date(2026, 9, 5))),
        duties=(Duty("", "Việc"), Duty("Ai", "")),
        team=(
            Member("Thử", village=country.west_1.pk),
            Member("Mẫu", person=elsewhere.pk),
            Member("", duty="rà soát viên"),
            Member("Ví", is_trained=True),
            Member("Diễn", is_trained=True, trained_on=date(2126, 1, 1)),
        ),
    )
    with pytest.raises(PlanError) as told:
        save_plan(one, wrong, 0, OFFICER)
    assert set(told.value.wrong) == {
        "lich-0-den",
        "lich-1-viec",
        "phan-cong-0-ai",
        "phan-cong-1-viec",
        "to-0-thon",
        "to-1-tai-khoan",
        "to-2-ten",
        "to-3-ngay",
        "to-4-ngay",
    }


def test_a_member_with_an_account_needs_no_name_and_stays_when_their_role_ends(
    country: Country, one: Round
) -> None:
    reviewer = make_person(("reviewer", country.east_1))
    said = Planned(team=(Member("", "rà soát viên", country.east_1.pk, reviewer.pk),))
    kept = as_said(save_plan(one, said, 0, OFFICER))
    assert kept.team[0].name == reviewer.full_name
    reviewer.holdings.all().delete()
    save_plan(one, Planned(team=kept.team, cost_source="Ngân sách xã"), 1, OFFICER)


def test_the_paper_says_what_was_planned_and_leaves_the_rest_to_the_hand(
    country: Country, one: Round
) -> None:
    listed_family(country)
    with pytest.raises(ReviewError, match="lưu kế hoạch của đợt trước"):
        draw_up_paper("review_plan", Subject(one), OFFICER)
    said = Planned(
        schedule=offered(one).schedule,
        costs=(Cost("Công rà soát", Decimal(12), 150_000),),
        team=(Member("Thử Rà Soát", "rà soát viên", country.east_1.pk),),
    )
    save_plan(one, said, 0, OFFICER)
    paper = str(read_back(draw_up_paper("review_plan", Subject(one), OFFICER).content))
    for words in ("1.800.000", "14/12/2026", "Thử Rà Soát", "Đông Một", "2 thôn, tổ dân phố"):
        assert words in paper, words
    assert "nguồn: ......" in paper


def test_a_quantity_is_written_as_people_do() -> None:
    assert [quantity_text(one) for one in (None, Decimal(12), Decimal("1200.50"), Decimal("0.125"))] == [
        "",
        "12",
        "1.200,5",
        "0,125",
    ]
