"""Farm households of average living standard and workers of low income: one condition of who applies."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.apps.households.made import about
from tests.apps.reviews.asked import (
    DECIDED,
    FARM,
    OPENED,
    REVIEWED,
    SIGNED,
    WORKERS,
    asks,
    fill_income,
    member,
    monthly,
    opened_for,
    posted_at_the_office,
)
from tests.apps.reviews.made import LEADER, OFFICER, REVIEWER, case_of, listed_family, sheet_of
from tests.apps.surveys.made import version
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households.actions import Decision as Paper
from giamngheo.apps.households.actions import Recognised, recognise_household
from giamngheo.apps.households.models import Event, Household, Recognition, WorkerRecognition
from giamngheo.apps.papers.keeping import read_back
from giamngheo.apps.reviews.actions import (
    OutOfOrderError,
    ReviewError,
    Signed,
    close_objection,
    decide,
    mend,
    open_objection,
    open_round,
    record_reviewed,
    refuse,
    score,
    take_back,
)
from giamngheo.apps.reviews.folding import standing_of
from giamngheo.apps.reviews.models import Application, Case, Decision, Entry, PublicPosting, Round
from giamngheo.apps.reviews.papers import Subject, draw_up_paper
from giamngheo.apps.reviews.queries import happened_in, last_of
from giamngheo.apps.reviews.states import ObjectionWay
from giamngheo.apps.surveys.actions import correct
from giamngheo.apps.surveys.content import Box
from giamngheo.foundation.accounts.acting import acting
from giamngheo.law.procedures.facts import Verb
from giamngheo.law.vocabulary.procedures import ProcedureKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def ready(country: Country, kind: ProcedureKind, each: int) -> tuple[Round, Case, Household]:
    home = listed_family(country, "Mẫu", "")
    one, case = opened_for(country, kind)
    asks(case, home, member(home) if kind is WORKERS else None)
    fill_income(one, home, monthly(each))
    record_reviewed(case, REVIEWED, OFFICER)
    posted_at_the_office(case)
    return one, case, home


def test_a_month_of_farm_households(country: Country) -> None:
    yes, no = listed_family(country, "Mẫu", ""), listed_family(country, "Thử", "", country.east_2)
    with pytest.raises(OutOfOrderError):
        open_round(country.east, FARM, date(2026, 7, 14), OFFICER)
    one, case = opened_for(country, FARM)
    assert (one.month, one.form, Case.objects.count()) == (7, "household_income_2022_2026", 1)
    assert not Entry.objects.exists()
    with pytest.raises(OutOfOrderError, match="Giấy đề nghị"):
        record_reviewed(case, OPENED, OFFICER)
    early = asks(case, yes, day=date(2026, 7, 6))
    assert (early.received_on, early.happening.day) == (date(2026, 7, 6), OPENED)
    asks(case, no)
    assert {entry.area_id for entry in Entry.objects.all()} == {country.east_1.pk, country.east_2.pk}
    fill_income(one, yes, monthly(2_000_000))
    fill_income(one, no, monthly(2_000_000) | {"farm_work": False, "farm_kinds": None})
    with pytest.raises(OutOfOrderError):
        posted_at_the_office(case)
    record_reviewed(case, REVIEWED, OFFICER)
    results = dict(Entry.objects.values_list("household_id", "proposed_class"))
    assert results == {yes.pk: "average_living_standard", no.pk: "not_met"}
    posted_at_the_office(case)
    due = {limit.id: limit.due for limit in standing_of(case).time_limits()}
    assert due == {"posting": date(2026, 7, 24), "decision": date(2026, 7, 30)}
    with pytest.raises(OutOfOrderError, match="niêm yết đến hết ngày 24/07/2026"):
        decide(one, [case], Signed("31/QĐ-UBND", date(2026, 7, 24), "Chủ tịch"), LEADER)
    with pytest.raises(ReviewError, match="không ghi quyết định được"):
        decide(one, [case], SIGNED, OFFICER)
    decision = decide(one, [case], SIGNED, LEADER)
    assert decision.households == 1
    for home in (yes, no):
        home.refresh_from_db()
    assert (yes.class_today, yes.class_since, no.class_today) == ("average_living_standard", DECIDED, "")
    kept = Recognition.objects.get(household=yes)
    assert (kept.deprivations, kept.deprivation_points, kept.list_year) == (None, None, None)
    told = refuse(case, date(2026, 7, 28), [no.pk], OFFICER, reason="Hộ không làm nông", paper="2/TB-UBND")
    assert told.reason == "Hộ không làm nông"
    with pytest.raises(ReviewError, match="hộ có mức sống trung bình nên không từ chối được"):
        refuse(case, date(2026, 7, 28), [yes.pk], OFFICER, reason="x", paper="3/TB")


def test_the_public_page_names_heads_or_workers(country: Country) -> None:
    ready(country, FARM, 2_000_000)
    ready_workers(country)
    farm, workers = PublicPosting.objects.order_by("pk")
    assert farm.rows == [["Mẫu V. Cha", 2, "Hộ có mức sống trung bình"]]
    assert workers.rows == [["Thử T. Con", None, "Người lao động có thu nhập thấp"]]


def ready_workers(country: Country) -> tuple[Round, Case, Household]:
    home = listed_family(country, "Thử", "")
    one, case = opened_for(country, WORKERS)
    asks(case, home, member(home, "child"))
    fill_income(one, home, monthly(1_000_000))
    record_reviewed(case, REVIEWED, OFFICER)
    posted_at_the_office(case)
    return one, case, home


def test_a_month_of_workers(country: Country) -> None:
    one, case, home = ready_workers(country)
    decision = decide(one, [case], SIGNED, LEADER)
    held = WorkerRecognition.objects.get()
    assert (held.person, held.valid.lower, held.decision_number) == (
        member(home, "child"),
        DECIDED,
        "31/QĐ-UBND",
    )
    assert Event.objects.get(batch=decision.batch).area_id == country.east_1.pk
    home.refresh_from_db()
    assert home.class_today == ""  # a worker is recognised, not the household


def test_workers_of_one_household_have_one_sheet_and_one_result(country: Country) -> None:
    home = listed_family(country, "Mẫu", "")
    one, case = opened_for(country, WORKERS)
    with pytest.raises(ReviewError, match="Chưa chọn người"):
        asks(case, home)
    asks(case, home, member(home))
    with pytest.raises(ReviewError, match="đã ghi trong đợt này"):
        asks(case, home, member(home))
    fill_income(one, home, monthly(2_000_000))
    record_reviewed(case, REVIEWED, OFFICER)
    asks(case, home, member(home, "child"), date(2026, 7, 17))
    following = standing_of(case).next_step(date(2026, 7, 17))
    assert following is not None
    assert following.step.kind == "review"  # who came late is looked at before the list is posted
    record_reviewed(case, date(2026, 7, 17), OFFICER, households=[home.pk])
    posted_at_the_office(case)
    decide(one, [case], SIGNED, LEADER)
    assert Entry.objects.count() == 1
    assert WorkerRecognition.objects.count() == 2
    later, august = open_round(country.east, WORKERS, date(2026, 8, 17), OFFICER), date(2026, 8, 17)
    with pytest.raises(ReviewError, match="đã được công nhận"):
        asks(case_of(later, country.east), home, member(home), august)


def test_an_application_taken_back_is_no_ones(country: Country) -> None:
    home = listed_family(country, "Mẫu", "")
    one, case = opened_for(country, WORKERS)
    asks(case, home, member(home))
    asks(case, home, member(home, "child"))
    last = last_of(happened_in(case))
    assert last is not None
    take_back(last, "ghi nhầm người", OFFICER)
    fill_income(one, home, monthly(2_000_000))
    record_reviewed(case, REVIEWED, OFFICER)
    posted_at_the_office(case)
    decide(one, [case], SIGNED, LEADER)
    assert WorkerRecognition.objects.get().person == member(home)


def test_a_household_without_any_application_is_not_on_the_list(country: Country) -> None:
    home = listed_family(country, "Mẫu", "")
    _, case = opened_for(country, FARM)
    asks(case, home)
    last = last_of(happened_in(case))
    assert last is not None
    take_back(last, "nhầm hộ", OFFICER)
    entry = Entry.objects.get()
    assert "nhầm hộ" in entry.left_out_why
    asks(case, home)
    entry.refresh_from_db()
    assert entry.left_out_on is None
    assert Application.objects.standing().count() == 1


@pytest.mark.parametrize("kind", [FARM, WORKERS])
def test_who_is_on_the_lists_is_not_taken_in(country: Country, kind: ProcedureKind) -> None:
    home = listed_family(country)
    _, case = opened_for(country, kind)
    with pytest.raises(ReviewError, match=r"hộ nghèo, hộ cận nghèo.*Căn cứ"):
        asks(case, home, member(home) if kind is WORKERS else None)


@pytest.mark.parametrize("kind", [FARM, WORKERS])
def test_who_came_onto_a_list_meanwhile_is_not_recognised(country: Country, kind: ProcedureKind) -> None:
    one, case, home = ready(country, kind, 2_000_000)
    paper = Paper("9/QĐ-UBND", date(2026, 7, 20), "Chủ tịch UBND (thử)", 2026)
    recognise_household(home, Recognised(home.pk, "poor"), paper, about(date(2026, 7, 20)), OFFICER)
    with pytest.raises(ReviewError, match="đang trong danh sách"):
        decide(one, [case], SIGNED, LEADER)
    assert not Decision.objects.exists()


def test_an_objection_is_answered_before_the_decision(country: Country) -> None:
    one, case, home = ready(country, FARM, 2_000_000)
    objection = open_objection(
        case, date(2026, 7, 20), ObjectionWay.PAPER, "Hộ có xưởng", OFFICER, household=home
    )
    due = {limit.id: limit.due for limit in standing_of(case).time_limits()}
    assert due["recheck:KN1"] == date(2026, 7, 23)
    with pytest.raises(OutOfOrderError, match="khiếu nại"):
        decide(one, [case], SIGNED, LEADER)
    correct(
        sheet_of(one, home),
        {(name, None): value for name, value in monthly(3_000_000).items()},
        "khiếu nại đúng",
        version(sheet_of(one, home)),
        REVIEWER,
    )
    close_objection(objection, date(2026, 7, 22), "Có xưởng, đã tính lại.", True, OFFICER)
    score(one, OFFICER)
    assert Entry.objects.get().proposed_class == "not_met"
    assert decide(one, [case], SIGNED, LEADER).households == 0
    assert standing_of(case).what_is_refused(date(2026, 7, 28))[Verb.REFUSED] == ()


def test_a_wrong_refusal_is_mended_and_a_wrong_recognition_is_for_the_register(country: Country) -> None:
    one, case, home = ready(country, FARM, 3_000_000)
    decision = decide(one, [case], SIGNED, LEADER)
    sheet = sheet_of(one, home)
    for each in (2_000_000, 3_000_000):
        said: dict[Box, Any] = {(name, None): value for name, value in monthly(each).items()}
        correct(sheet, said, "tính nhầm", version(sheet), REVIEWER)
        sheet.refresh_from_db()
        score(one, OFFICER)
        later = Signed(f"{each}/QĐ", date(2026, 8, 3), "Chủ tịch UBND (thử)")
        if each == 2_000_000:
            mend(decision, [Entry.objects.get()], later, "tính nhầm", LEADER)
            home.refresh_from_db()
            assert home.class_today == "average_living_standard"
        else:
            with pytest.raises(ReviewError, match="Sổ hộ"):
                mend(decision, [Entry.objects.get()], later, "tính nhầm", LEADER)


@pytest.mark.parametrize(("kind", "each"), [(FARM, 3_000_000), (FARM, 2_000_000), (WORKERS, 2_000_000)])
def test_a_correction_that_changes_no_result_writes_nothing_anew(
    country: Country, kind: ProcedureKind, each: int
) -> None:
    one, case, home = ready(country, kind, each)
    decision = decide(one, [case], SIGNED, LEADER)
    before = (Recognition.objects.count(), WorkerRecognition.objects.count())
    sheet = sheet_of(one, home)
    said: dict[Box, Any] = {(name, None): value for name, value in monthly(each + 10_000).items()}
    correct(sheet, said, "tính nhầm", version(sheet), REVIEWER)
    score(one, OFFICER)
    later = Signed("40/QĐ-UBND", date(2026, 8, 3), "Chủ tịch UBND (thử)")
    assert mend(decision, [Entry.objects.get()], later, "tính nhầm", LEADER).households == 0
    assert (Recognition.objects.count(), WorkerRecognition.objects.count()) == before


def test_an_unanswered_sheet_says_what_to_ask(country: Country) -> None:
    home = listed_family(country, "Mẫu", "")
    _, case = opened_for(country, FARM)
    asks(case, home)
    with pytest.raises(ReviewError, match="chưa khoá phiếu"):
        record_reviewed(case, OPENED, OFFICER)


def text_of(kind: str, subject: Subject) -> str:
    paper = draw_up_paper(kind, subject, OFFICER)
    assert (paper.number, paper.day) == ("", None)
    return str(read_back(paper.content))


def test_papers_of_a_farm_household(country: Country) -> None:
    one, case, home = ready(country, FARM, 2_000_000)
    entry = Entry.objects.get()
    village, own = Subject(one, (case,)), Subject(one, (case,), entry)
    listed = text_of("determination_list", village)
    assert "Mẫu Văn Cha" in listed
    assert "1980" not in listed  # it hangs where everybody reads it
    assert "24 tháng 7 năm 2026" in listed
    assert "Trụ sở Ủy ban nhân dân xã" in text_of("determination_minutes", village)
    assert "1 hộ" in text_of("determination_decision", village)
    sheet = text_of("determination_sheet", own)
    assert "2.000.000 đồng/người/tháng" in sheet
    with pytest.raises(ReviewError, match="ghi quyết định trước"):
        draw_up_paper("confirmation", own, OFFICER)
    with pytest.raises(ReviewError, match="không đủ điều kiện"):
        draw_up_paper("determination_refusal", own, OFFICER)
    decide(one, [case], SIGNED, LEADER)
    paper = text_of("confirmation", Subject(one, (case,), Entry.objects.get()))
    for part in ("Mẫu số 02", "31/QĐ-UBND", "Mẫu Thị Con", home.code):
        assert part in paper


def test_papers_of_workers_are_of_each_and_leave_the_unknown_form_open(country: Country) -> None:
    home = listed_family(country, "Mẫu", "")
    one, case = opened_for(country, WORKERS)
    first, second = asks(case, home, member(home)), asks(case, home, member(home, "child"))
    fill_income(one, home, monthly(2_000_000))
    record_reviewed(case, REVIEWED, OFFICER)
    posted_at_the_office(case)
    village = Subject(one, (case,))
    assert "2 người" in text_of("determination_decision", village)
    decide(one, [case], SIGNED, LEADER)
    entry = Entry.objects.get()
    for asking, name in ((first, "Mẫu Văn Cha"), (second, "Mẫu Thị Con")):
        paper = text_of("confirmation", Subject(one, (case,), entry, asking))
        assert name in paper
        assert "Mẫu số 02" not in paper


def test_a_refusal_tells_the_reasons(country: Country) -> None:
    one, case, _home = ready(country, WORKERS, 3_000_000)
    entry, asking = Entry.objects.get(), Application.objects.get()
    paper = text_of("determination_refusal", Subject(one, (case,), entry, asking))
    assert "trên mức thu nhập của người lao động có thu nhập thấp 2.250.000 đồng" in paper
    objection = open_objection(case, date(2026, 7, 20), ObjectionWay.PAPER, "Tính nhầm", OFFICER)
    close_objection(objection, date(2026, 7, 21), "Đã tính lại, đúng.", False, OFFICER)
    answer = text_of("determination_answer", Subject(one, (case,), objection=objection))
    assert "Đã tính lại, đúng." in answer


def test_an_application_is_seen_by_who_answers_for_the_household_and_never_changed(country: Country) -> None:
    ready(country, WORKERS, 2_000_000)
    seen = {}
    for role, area in (
        ("officer", country.east),
        ("officer", country.province),
        ("village_head", country.east_1),
        ("village_head", country.east_2),
        ("officer", country.west),
    ):
        who = make_person((role, area))
        with acting(who.pk, TODAY), connection.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM reviews_application), (SELECT count(*) FROM reviews_round)"
            )
            seen[role, area.pk] = cursor.fetchone()
    assert list(seen.values()) == [(1, 1), (1, 1), (1, 1), (0, 0), (0, 0)]
    neighbour = make_person(("officer", country.west))
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        acting(neighbour.pk, TODAY),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO reviews_application (happening_id, entry_id, person_name, received_on, paper)"
            " VALUES (1, 1, 'x', now(), 'x')"
        )
    for sql in ("UPDATE reviews_application SET paper = 'x'", "DELETE FROM reviews_application"):
        with (
            pytest.raises(DatabaseError, match="never changed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
