"""A whole review from the list to the decision, and what is refused on the way by which clause."""

from datetime import date

import pytest
from tests.apps.reviews.made import (
    DECIDED,
    LACKS,
    LEADER,
    LISTED,
    MET,
    OFFICER,
    OPENED,
    PERIODIC,
    POSTED,
    REVIEWED,
    REVIEWER,
    RICH,
    SIGNED,
    agreed,
    case_of,
    fill,
    listed_family,
    met,
    opened,
    posted,
    ready,
    reviewed,
    sheet_of,
    without_opinion,
)
from tests.apps.surveys.made import version
from tests.factories.places import Country, make_country

from giamngheo.apps.households.models import Recognition
from giamngheo.apps.reviews.actions import (
    OutOfOrderError,
    ReviewError,
    Signed,
    add_household,
    close_list,
    close_objection,
    decide,
    leave_out,
    mend,
    open_objection,
    open_round,
    post,
    record_reviewed,
    score,
    take_back,
)
from giamngheo.apps.reviews.folding import standing_of
from giamngheo.apps.reviews.models import Decision, Entry, Happening, Proposal
from giamngheo.apps.reviews.states import EntrySource, ObjectionWay
from giamngheo.apps.surveys.actions import correct
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.law.procedures.facts import Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def test_a_year_from_the_list_to_the_statuses(country: Country) -> None:
    stays, leaves = listed_family(country, "Mẫu"), listed_family(country, "Thử")
    without_opinion(country)
    one = opened(country)
    case = case_of(one, country.east_1)
    assert set(Entry.objects.filter(case=case).values_list("household_id", "class_before")) == {
        (stays.pk, "poor"),
        (leaves.pk, "poor"),
    }
    reviewed(one, case, {stays.pk: LACKS, leaves.pk: RICH})
    agreed(case, [stays.pk, leaves.pk])
    posted(case)
    decision = decide(one, [case], SIGNED, LEADER)
    stays.refresh_from_db()
    leaves.refresh_from_db()
    assert (stays.class_today, stays.class_since) == ("poor", DECIDED)
    assert (leaves.class_today, leaves.escaped_on) == ("not_poor", DECIDED)
    assert decision.households == 2
    kept = Recognition.objects.get(household=stays, superseded_by=None, valid__startswith=DECIDED)
    assert (kept.decision_number, kept.list_year, kept.income_points) == ("12/QĐ-UBND", 2027, 100)
    assert kept.deprivation_points == 50
    assert {"housing_quality", "toilet"} <= set(kept.deprivations)
    assert set(Entry.objects.filter(case=case).values_list("decided_class", flat=True)) == {
        "poor",
        "not_poor",
    }
    assert standing_of(case).next_step(DECIDED) is None
    verbs = (
        AuditLine.objects.filter(verb__startswith="reviews.").order_by("id").values_list("verb", flat=True)
    )
    assert [verb for verb in verbs if verb not in {"reviews.opened", "reviews.gathered"}] == [
        "reviews.set",
        "reviews.listed",
        "reviews.scored",
        "reviews.reviewed",
        "reviews.met",
        "reviews.posted",
        "reviews.decided",
        "reviews.recognised",
    ]


def test_nothing_happens_out_of_order_and_the_clause_says_so(country: Country) -> None:
    home = listed_family(country)
    one = opened(country)
    case = case_of(one, country.east_1)
    for deed, told in (
        (lambda: record_reviewed(case, REVIEWED, OFFICER), "chưa khoá phiếu"),
        (lambda: agreed(case, [home.pk]), "QĐ 24/2021/QĐ-TTg, Điều 4 khoản 2"),
        (lambda: posted(case), "QĐ 24/2021/QĐ-TTg, Điều 4 khoản 3"),
    ):
        with pytest.raises(ReviewError, match=told):
            deed()
    with pytest.raises(ReviewError, match="chưa tới"):
        close_list(case, date(2126, 1, 1), OFFICER)
    assert Happening.objects.filter(case=case).count() == 1


def test_who_is_to_be_asked_above_is_open_and_stops_the_decision_until_the_unit_says_it(
    country: Country,
) -> None:
    one, case, home = ready(country)
    with pytest.raises(OutOfOrderError, match="Đã biết phải xin ý kiến ai"):
        decide(one, [case], SIGNED, LEADER)
    without_opinion(country)
    decide(one, [case], SIGNED, LEADER)
    home.refresh_from_db()
    assert home.class_since == DECIDED


def test_under_one_half_goes_back_to_step_two_and_meets_again(country: Country) -> None:
    yes, no = listed_family(country, "Mẫu"), listed_family(country, "Thử")
    one = opened(country)
    case = case_of(one, country.east_1)
    reviewed(one, case, {yes.pk: LACKS, no.pk: LACKS})
    with pytest.raises(ReviewError, match="1 hộ chưa có kết quả biểu quyết"):
        met(case, {yes.pk: 40})
    with pytest.raises(ReviewError, match="nhiều hơn 40 người dự"):
        met(case, {yes.pk: 40, no.pk: 41})
    met(case, {yes.pk: 20, no.pk: 19})
    assert standing_of(case).state.to_review == {str(no.pk)}
    with pytest.raises(OutOfOrderError, match="còn 1 hộ chưa được thống nhất"):
        posted(case)
    again = date(2026, 10, 8)
    with pytest.raises(ReviewError, match="chưa đính chính sau cuộc họp"):
        record_reviewed(case, again, OFFICER, households=[no.pk])
    sheet = sheet_of(one, no)
    correct(sheet, {("housing_area", None): 30}, "hỏi lại hộ", version(sheet), REVIEWER)
    record_reviewed(case, again, OFFICER, households=[no.pk])
    assert Proposal.objects.filter(entry__household=no).count() == 2
    met(case, {no.pk: 30}, date(2026, 10, 9))
    posted(case, date(2026, 10, 12))
    assert standing_of(case).state.agreed


def test_an_objection_stops_the_decision_until_it_is_closed_and_posted_again(country: Country) -> None:
    home = listed_family(country)
    without_opinion(country)
    one = opened(country)
    case = case_of(one, country.east_1)
    reviewed(one, case, {home.pk: LACKS})
    agreed(case, [home.pk])
    with pytest.raises(OutOfOrderError, match="chưa niêm yết"):
        open_objection(case, POSTED, ObjectionWay.PAPER, "Hộ này có xe", OFFICER, household=home)
    posted(case)
    day = date(2026, 10, 9)
    objection = open_objection(case, day, ObjectionWay.PAPER, "Hộ này có xe", OFFICER, household=home)
    with pytest.raises(OutOfOrderError, match="còn 1 khiếu nại chưa đóng"):
        decide(one, [case], SIGNED, LEADER)
    close_objection(objection, date(2026, 10, 13), "Xe mượn của người nhà; giữ kết quả.", False, OFFICER)
    with pytest.raises(OutOfOrderError, match="chưa niêm yết lại"):
        decide(one, [case], SIGNED, LEADER)
    again = post(case, date(2026, 10, 14), ["Nhà văn hoá thôn"], "Thử Cán Bộ", OFFICER)
    assert again.verb == Verb.POSTED_AGAIN
    decide(one, [case], SIGNED, LEADER)


def test_maker_and_checker_are_different_people(country: Country) -> None:
    without_opinion(country)
    one, case, _home = ready(country)
    for maker in (OFFICER, REVIEWER):
        with pytest.raises(ReviewError, match="người khác có quyền quyết định"):
            decide(one, [case], SIGNED, maker)
    assert not Decision.objects.exists()


def test_what_is_unknown_stays_unknown_and_says_what_to_ask(country: Country) -> None:
    home = listed_family(country)
    one = opened(country)
    case = case_of(one, country.east_1)
    close_list(case, LISTED, OFFICER)
    fill(one, home, {"income_points": None})
    with pytest.raises(ReviewError, match=r"1 hộ chưa xác định được diện.*điểm B1"):
        record_reviewed(case, REVIEWED, OFFICER)
    assert score(one, OFFICER) == 1  # what was refused was taken back whole
    assert Proposal.objects.get().household_class == "unknown"
    assert score(one, OFFICER) == 0


def test_an_error_found_later_is_mended_by_a_new_decision(country: Country) -> None:
    without_opinion(country)
    one, case, home = ready(country)
    first = decide(one, [case], SIGNED, LEADER)
    entry = Entry.objects.get(case=case)
    later = Signed("15/QĐ-UBND", date(2026, 11, 2), "Chủ tịch UBND (thử)")
    with pytest.raises(ReviewError, match="chưa có kết quả chấm mới"):
        mend(first, [entry], later, "ghi nhầm", LEADER)
    sheet = sheet_of(one, home)
    correct(sheet, {("income_points", None): 400}, "cộng nhầm", version(sheet), REVIEWER)
    score(one, OFFICER)
    with pytest.raises(ReviewError, match="không thể trước"):
        mend(first, [entry], Signed("15/QĐ-UBND", MET, "x"), "ghi nhầm", LEADER)
    second = mend(first, [entry], later, "ghi nhầm", LEADER)
    assert second.mends == first
    rows = Recognition.objects.filter(household=home, superseded_by=None).order_by("valid")
    assert [(one.decision_number, one.household_class) for one in rows][1:] == [
        ("12/QĐ-UBND", "poor"),
        ("15/QĐ-UBND", "not_poor"),
    ]


def test_who_applies_or_is_proposed_comes_to_the_list_with_a_sheet(country: Country) -> None:
    listed, asks = listed_family(country, "Mẫu"), listed_family(country, "Thử", "")
    far = listed_family(country, "Ví", "", country.east_2)
    one = opened(country)
    case = case_of(one, country.east_1)
    with pytest.raises(ReviewError, match="không ở thôn"):
        add_household(case, far, EntrySource.APPLIED, LISTED, OFFICER, note="Giấy đề nghị")
    with pytest.raises(ReviewError, match="không có gì để ra khỏi"):
        add_household(case, asks, EntrySource.ASKS_TO_LEAVE, OPENED, OFFICER, note="Mẫu số 04")
    entry = add_household(case, asks, EntrySource.APPLIED, OPENED, OFFICER, note="Giấy đề nghị 01/9")
    with pytest.raises(ReviewError, match="đã có trong danh sách"):
        add_household(case, listed, EntrySource.PROPOSED, OPENED, OFFICER, note="nhà cháy")
    reviewed(one, case, {listed.pk: LACKS, asks.pk: LACKS})
    assert entry.class_before == ""
    late = listed_family(country, "Diễn", "")
    agreed(case, [listed.pk, asks.pk])
    add_household(case, late, EntrySource.PROPOSED, date(2026, 10, 6), OFFICER, note="nhà sập")
    assert standing_of(case).state.to_review == {str(late.pk)}
    assert sheet_of(one, late).day == date(2026, 10, 6)


def test_the_last_thing_is_taken_back_with_a_reason_and_stays_readable(country: Country) -> None:
    home = listed_family(country)
    one = opened(country)
    case = case_of(one, country.east_1)
    row = reviewed(one, case, {home.pk: LACKS})
    meeting = agreed(case, [home.pk])
    with pytest.raises(ReviewError, match="không phải việc ghi sau cùng"):
        take_back(row, "nhầm", OFFICER)
    with pytest.raises(ReviewError, match="Chưa ghi lý do"):
        take_back(meeting, " ", OFFICER)
    take_back(meeting, "nhầm ngày", OFFICER)
    assert not standing_of(case).state.met
    assert Happening.objects.filter(case=case, verb="met").exists()
    agreed(case, [home.pk], date(2026, 10, 6))


def test_a_household_is_left_out_with_the_reason_before_its_list_was_reviewed(country: Country) -> None:
    home, gone = listed_family(country, "Mẫu"), listed_family(country, "Thử")
    one = opened(country)
    case = case_of(one, country.east_1)
    entry = Entry.objects.get(household=gone)
    leave_out(entry, "chuyển đi tỉnh khác", LISTED, OFFICER)
    reviewed(one, case, {home.pk: LACKS})
    with pytest.raises(ReviewError, match="đã rà soát xong"):
        leave_out(Entry.objects.get(household=home), "nhầm", REVIEWED, OFFICER)


def test_a_review_is_opened_once_in_its_season_for_a_commune(country: Country) -> None:
    with pytest.raises(OutOfOrderError, match="01/09/2026 đến 14/12/2026"):
        open_round(country.east, PERIODIC, date(2026, 8, 31), OFFICER)
    with pytest.raises(ReviewError, match="không phải xã"):
        open_round(country.east_1, PERIODIC, OPENED, OFFICER)
    opened(country)
    with pytest.raises(ReviewError, match="đã mở"):
        open_round(country.east, PERIODIC, date(2026, 9, 2), OFFICER)
