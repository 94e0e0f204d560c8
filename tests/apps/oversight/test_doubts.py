"""Doubts drawn from the registers: each check finds its rows and no others; settled or set aside."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings
from tests.apps.activities.made import LEADER as ACCEPTS
from tests.apps.activities.made import OFFICER, activity, begun, entered
from tests.apps.fund.made import AUTUMN, KEEPER, approved, money
from tests.apps.households.made import WHO, about, home
from tests.apps.oversight.made import DAY, INSPECTOR, LAST, UNIT, decided, review_of
from tests.apps.results.made import decided as recognised
from tests.factories.places import Country, make_country

from giamngheo.apps.activities.actions import Line, add_gathering, enter, hand_over, mark, move
from giamngheo.apps.activities.actions import attach as attach_to_activity
from giamngheo.apps.activities.models import Activity, Participant
from giamngheo.apps.activities.states import Verb
from giamngheo.apps.fund.actions.delivering import DeliverySaid, attach_proofs, deliver
from giamngheo.apps.households.actions import end_household
from giamngheo.apps.households.models import Household
from giamngheo.apps.oversight.actions import (
    OversightError,
    add_point,
    answer_review,
    look_again,
    make_finding,
    move_review,
    put_finding_aside,
    set_aside,
)
from giamngheo.apps.oversight.doubts import CHECKS, WHOLE, Asked, check_counts, counts_of, doubts_of
from giamngheo.apps.oversight.models import SettledDoubt, SocialPoint
from giamngheo.apps.support.actions import give
from giamngheo.apps.support.examining import Help
from giamngheo.apps.support.models import Support
from giamngheo.apps.support.states import Form, Source

from tests.apps.oversight.made import pdf  # isort: skip

pytestmark = pytest.mark.django_db
HELPED = date(2026, 5, 10)


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def asked(country: Country, lacks: dict[str, str] | None = None) -> Asked:
    return Asked([country.east_1.pk, country.east_2.pk], 2026, DAY, lacks or {"water": "nguồn nước"})


def helped(household: Household, need: str = "livelihood", day: date = HELPED, **more: object) -> Support:
    said = {"source": Source.PROGRAMME, **more}
    (row,) = give([Help(household.pk, need, Form.MONEY, "Tiền thử", day, value=1, **said)], WHO)  # type: ignore[arg-type]
    return row


def found(code: str, country: Country) -> list[int]:
    return [one.subject for one in doubts_of(CHECKS[code], asked(country))]


def test_help_of_the_programme_to_a_household_of_no_group_on_that_day_is_doubted(country: Country) -> None:
    poor, off, newly, never, far = (home(country.east_1, f"Mẫu {n}") for n in "ABCDE")
    recognised([poor, off, newly], "poor", date(2022, 1, 1))
    recognised([off], "not_poor", date(2022, 6, 1))  # more than 36 months before
    recognised([newly], "not_poor", date(2025, 6, 1))
    recognised([far], "near_poor", date(2026, 6, 1))  # only after the help
    rows = {one.pk: helped(one) for one in (poor, off, newly, never, far)}
    helped(home(country.east_1, "Mẫu F"), source=Source.COMMUNITY)
    doubted = doubts_of(CHECKS["sai-doi-tuong"], asked(country))
    assert {one.subject for one in doubted} == {rows[one.pk].pk for one in (off, never, far)}
    words = {one.subject: one.words for one in doubted}
    assert "không nghèo vào ngày" in words[rows[off.pk].pk]
    assert "chưa có quyết định" in words[rows[never.pk].pk]
    outside = Asked([country.west_1.pk], 2026, DAY, {})
    assert doubts_of(CHECKS["sai-doi-tuong"], outside) == []
    assert found("sai-doi-tuong", country) == [one.subject for one in doubted]


def test_a_need_met_twice_is_doubted_once_and_with_the_reason_that_was_given(country: Country) -> None:
    household = home(country.east_1, "Mẫu A")
    helped(household, source=Source.COMMUNITY)
    again = helped(household, day=date(2026, 7, 1), source=Source.POLICY, again_because="bão làm hỏng")
    helped(household, need="housing", source=Source.POLICY)
    (doubt,) = doubts_of(CHECKS["trung-nhu-cau"], asked(country))
    assert doubt.subject == again.pk
    assert "10/05/2026" in doubt.words and "bão làm hỏng" in doubt.words


def test_a_lack_that_no_help_answered_is_doubted_by_its_name(country: Country) -> None:
    one, other = home(country.east_1, "Mẫu A"), home(country.east_2, "Mẫu B")
    recognised([one, other], "poor", date(2025, 12, 1), ["water", "toilet"])
    helped(other, need="water")
    rows = doubts_of(CHECKS["thieu-hut-chua-ho-tro"], asked(country))
    assert [(row.subject, row.words) for row in rows] == [(one.pk, "thiếu hụt chưa có hỗ trợ: nguồn nước")]


def test_help_after_a_household_left_is_doubted(country: Country) -> None:
    stays, gone = home(country.east_1, "Mẫu A"), home(country.east_1, "Mẫu B")
    helped(stays, source=Source.COMMUNITY)
    row = helped(gone, source=Source.COMMUNITY)
    assert found("da-roi-dia-ban", country) == []
    end_household(gone, about(date(2026, 4, 1)), WHO)
    assert found("da-roi-dia-ban", country) == [row.pk]


def test_who_took_part_and_never_came_is_doubted_once_the_activity_is_accepted(country: Country) -> None:
    homes = [home(country.east_1, f"Mẫu {n}") for n in "AB"]
    recognised(homes, "poor", date(2025, 12, 10))
    row = activity(country.east, "household_training")
    assert enter(row, [one.people.get().pk for one in homes], row.first, OFFICER).refused == []
    came, absent = Participant.objects.filter(activity=row).order_by("pk")
    gathering = add_gathering(row, row.first, OFFICER)
    mark(gathering, [came.pk], DAY, OFFICER)
    row = move(row, Verb.FINISH, date(2026, 11, 1), OFFICER)
    assert found("khong-diem-danh", country) == []
    move(row, Verb.ACCEPT, date(2026, 11, 2), ACCEPTS)
    assert found("khong-diem-danh", country) == [absent.pk]


def test_a_delivery_of_the_fund_without_proof_is_doubted(country: Country) -> None:
    household = home(country.east_1, "Mẫu A")
    money(country.east, 9_000_000)
    done = deliver(
        approved(country.east, household, 5_000_000), DeliverySaid(AUTUMN, "A", "cash", 5_000_000), KEEPER
    )
    assert found("quy-chua-minh-chung", country) == [done.pk]
    attach_proofs(done, [pdf()], "Phiếu chi", KEEPER)
    assert found("quy-chua-minh-chung", country) == []


def test_doubts_become_one_finding_or_are_set_aside_and_wait_again(country: Country) -> None:
    check, where = CHECKS["sai-doi-tuong"], asked(country)
    rows = [helped(home(country.east_1, f"Mẫu {n}")) for n in "ABC"]
    numbers = [one.pk for one in rows]
    below, east = [country.east.pk, country.west.pk], str(country.east.pk)
    waits, settled = (
        {"waiting": 3, "settled": 0, "households": 3},
        {"waiting": 0, "settled": 3, "households": 0},
    )
    assert counts_of(check, where, below) == {WHOLE: waits, east: waits}
    assert check_counts(where.area_ids, below, str(where.year), where.day)[check.code] == counts_of(
        check, where, below
    )
    with pytest.raises(OversightError, match="Chưa ghi lý do"):
        set_aside(check, where, numbers[:1], " ", INSPECTOR)
    with pytest.raises(OversightError, match="Chưa chọn dòng"):
        set_aside(check, where, [], "x", INSPECTOR)
    assert set_aside(check, where, numbers[:1], "có quyết định riêng", INSPECTOR) == 1
    elsewhere = decided(country.east, country.east_2)
    with pytest.raises(OversightError, match="nằm ngoài đơn vị"):
        make_finding(check, where, numbers[1:], elsewhere, INSPECTOR)
    inspection = decided(country.east, country.east_1)
    finding = make_finding(check, where, numbers[1:], inspection, INSPECTOR)
    assert (finding.level, finding.check_code) == ("violation", "sai-doi-tuong")
    assert rows[1].household.code in finding.words
    assert "Mẫu" not in finding.words
    assert counts_of(check, where, below)[east] == settled
    with pytest.raises(OversightError, match="đã được xử lý"):
        set_aside(check, where, numbers[:1], "lần nữa", INSPECTOR)
    put_finding_aside(finding, "xem lại", INSPECTOR)
    look_again(SettledDoubt.objects.get(subject=numbers[0]), INSPECTOR)
    assert counts_of(check, where, below)[east] == waits
    with pytest.raises(IntegrityError), transaction.atomic():
        for _ in range(2):
            SettledDoubt.objects.create(
                area=country.east, check_code="x", subject=1, reason="x", made_by_name="Thử"
            )


def test_things_handed_over_in_an_activity_need_a_photo_or_list(country: Country) -> None:
    household = home(country.east_1, "Mẫu A")
    recognised([household], "poor", date(2025, 12, 10))
    row = begun(activity(country.east, "in_kind_support"))
    (participant,) = entered(row, household)
    handed(row, participant.pk)
    assert len(found("giao-chua-minh-chung", country)) == 1
    attach_to_activity(row, [pdf()], "Danh sách ký nhận", OFFICER)
    assert found("giao-chua-minh-chung", country) == []


def test_the_front_asks_the_unit_answers_point_by_point_and_is_asked_again(country: Country) -> None:
    row = review_of(country.east, is_sent=False, kind="critique", draft="Dự thảo kế hoạch 2027")
    add_point(row, "Chỉ tiêu chưa có nguồn.", UNIT)
    with pytest.raises(OversightError, match="Chưa ghi hạn trả lời"):
        move_review(row, "send", "", UNIT, today=DAY)
    row = move_review(row, "send", "", UNIT, today=DAY, due=date(2026, 11, 20))
    assert row.is_late(date(2026, 11, 21))
    first, second = row.points.order_by("pk")
    with pytest.raises(OversightError) as told:
        answer_review(row, {first.pk: ("accepted", "Sẽ sửa")}, UNIT, DAY)
    assert set(told.value.wrong) == {f"y{second.pk}", f"y{second.pk}-loi"}
    answers = {first.pk: ("accepted", "Sẽ sửa"), second.pk: ("declined", "Nguồn đã bố trí")}
    answer_review(row, answers, UNIT, DAY)
    row = move_review(row, "reopen", "Nguồn nào?", UNIT, today=DAY, due=date(2026, 11, 30))
    assert SocialPoint.objects.filter(review=row, answer="").get().words == "Nguồn nào?"
    third = row.points.get(answer="")
    row = answer_review(row, {third.pk: ("partly", "Ngân sách xã")}, UNIT, DAY)
    row = move_review(row, "close", "", UNIT, today=DAY)
    assert (row.state, row.steps.count()) == ("closed", 5)
    with pytest.raises(OversightError, match="ở bước khác"):
        move_review(row, "withdraw", "muộn", UNIT, today=LAST)


def handed(row: Activity, participant: int) -> None:
    """A cow, handed to a participant."""
    day = date(2026, 6, 1)
    line = Line(
        participant, row.law.items[0].id, Decimal(1), "con", 1_000_000, day, words="bò", received_by="A"
    )
    assert hand_over(row, [line], OFFICER).refused == {}
