"""What households are recognised as: by decisions in any order, for one or a list; the rest is reckoned."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.apps.households.made import WHO, about, home, person
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households.actions import (
    Decision,
    Recognised,
    RegisterError,
    end_household,
    end_worker_recognition,
    recognise,
    recognise_household,
    recognise_worker,
    recognise_workers,
    undo_event,
)
from giamngheo.apps.households.bulk import undo_batch
from giamngheo.apps.households.models import Event, Household, Person, Recognition, WorkerRecognition
from giamngheo.apps.households.statuses import (
    decisions_until,
    is_newly_escaped,
    newly_escaped_until,
    path_of_decisions,
    statuses_of,
)
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db

Y22, Y23, Y24, Y25 = (date(year, 12, 10) for year in (2022, 2023, 2024, 2025))
PAPER = Decision("123/QĐ-UBND", Y24, "Chủ tịch UBND xã Đông", 2025)


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def family(country: Country) -> Household:
    return home(country.east_1, "Mẫu Văn Cha", "Mẫu Thị Con")


def decide(household: Household, day: date, name: str, **more: object) -> Event:
    said = Recognised(household.pk, name, **more)  # type: ignore[arg-type]
    event = recognise_household(household, said, PAPER, about(day), WHO)
    household.refresh_from_db()
    return event


def carried(household: Household) -> tuple[str, date | None, date | None]:
    household.refresh_from_db()
    return household.class_today, household.class_since, household.escaped_on


def movements(household: Household) -> list[str]:
    path = path_of_decisions(decisions_until(TODAY).filter(household=household), TODAY)
    return [path[one.pk].movement for one in decisions_until(TODAY).filter(household=household)]


def test_decisions_of_past_years_come_in_any_order_and_the_household_carries_the_last(
    family: Household,
) -> None:
    decide(family, Y24, "near_poor")
    assert carried(family) == ("near_poor", Y24, None)
    decide(family, Y22, "poor")
    assert carried(family) == ("near_poor", Y24, None)
    decide(family, Y25, "not_poor")
    assert carried(family) == ("not_poor", Y25, Y25)
    decide(family, Y23, "poor")
    assert movements(family) == [
        "phát sinh mới",
        "tiếp tục trong danh sách",
        "thoát nghèo, thành hộ cận nghèo",
        "thoát cận nghèo",
    ]


def test_newly_escaped_ends_by_itself_with_the_calendar(family: Household) -> None:
    decide(family, Y22, "poor")
    decide(family, Y23, "average_living_standard")
    decide(family, Y24, "not_poor")
    assert carried(family) == ("not_poor", Y24, Y23)
    last = newly_escaped_until(Y23, TODAY)
    assert last == date(2026, 12, 10)
    for day, holds in ((Y23 - timedelta(days=1), False), (Y23, True), (last, True)):
        assert Household.objects.filter(is_newly_escaped(day)).exists() is holds
        assert (statuses_of([family.pk], day)[family.pk].is_newly_escaped is True) is holds
    # From 2027 on the pack of the law does not say for how long: nobody is called so by the software.
    assert not Household.objects.filter(is_newly_escaped(date(2027, 1, 1))).exists()
    assert statuses_of([family.pk], date(2027, 1, 1))[family.pk].is_newly_escaped is None


def test_who_comes_back_to_the_list_has_escaped_no_more(family: Household) -> None:
    decide(family, Y22, "near_poor")
    decide(family, Y23, "not_poor")
    decide(family, Y24, "poor")
    assert carried(family) == ("poor", Y24, None)
    assert movements(family) == ["phát sinh mới", "thoát cận nghèo", "tái nghèo"]


def test_a_second_word_about_the_same_day_puts_the_first_aside_and_undoing_brings_it_back(
    family: Household,
) -> None:
    decide(family, Y24, "poor")
    event = decide(family, Y24, "near_poor")
    assert Recognition.objects.filter(superseded_by=None).count() == 1
    assert carried(family) == ("near_poor", Y24, None)
    undo_event(event, about(Y25, "nhầm"), WHO)
    assert carried(family) == ("poor", Y24, None)


def test_one_decision_is_taken_back_without_those_that_came_after(family: Household) -> None:
    first = decide(family, Y22, "poor")
    decide(family, Y24, "not_poor")
    undo_event(first, about(Y25, "nhầm"), WHO)
    assert carried(family) == ("not_poor", Y24, None)
    assert movements(family) == [""]


def test_what_a_paper_does_not_say_stays_empty(family: Household) -> None:
    recognise_household(family, Recognised(family.pk, "poor"), Decision(), about(Y24), WHO)
    row = Recognition.objects.get()
    assert (row.decision_number, row.decision_date, row.deprivations) == ("", None, None)
    assert row.standard == "national_2022_2026"


def test_a_decision_from_before_every_standard_that_is_kept_here_names_none(family: Household) -> None:
    old = date(2010, 12, 10)
    decide(family, old, "poor", deprivations=[], deprivation_points=0)
    assert (Recognition.objects.get().standard, carried(family)) == ("", ("poor", old, None))
    assert movements(family) == ["phát sinh mới"]
    assert statuses_of([family.pk], date(2011, 1, 1)) == {}


def test_a_deprivation_told_twice_is_one(family: Household) -> None:
    decide(family, Y24, "poor", deprivations=["water", "water", "toilet"], deprivation_points=20)
    assert Recognition.objects.get().deprivations == ["water", "toilet"]


@pytest.mark.parametrize(
    ("said", "decision", "why"),
    [
        ({"household_class": "unknown"}, PAPER, "Chưa chọn loại hộ"),
        ({"household_class": "x"}, PAPER, "Chưa chọn loại hộ"),
        ({"deprivations": ["waste"]}, PAPER, "không có chỉ số «waste»"),
        ({"deprivations": ["water"], "deprivation_points": 30}, PAPER, "ứng với 10 điểm"),
        ({}, Decision(day=date(2100, 1, 1)), "chưa tới"),
        ({}, Decision(list_year=12), "không hợp lệ"),
    ],
)
def test_what_cannot_be_is_refused_with_its_remedy(
    family: Household, said: dict[str, object], decision: Decision, why: str
) -> None:
    whole = Recognised(family.pk, **{"household_class": "poor", **said})  # type: ignore[arg-type]
    for write in (
        lambda: recognise_household(family, whole, decision, about(Y24), WHO),
        lambda: recognise([whole], decision, about(Y24), WHO),
    ):
        with pytest.raises(RegisterError, match=why) as told:
            write()
        assert "Cách xử lý" in str(told.value)
    assert not Recognition.objects.exists()


def test_a_list_is_one_event_a_commune_and_the_same_number_of_questions_whatever_its_size(
    country: Country,
) -> None:
    homes = [home(country.areas[name], "Mẫu") for name in ("east_1", "east_2", "west_1")]
    more = [home(country.east_1, "Thử") for _ in range(9)]
    asked = []
    for day, listed in ((Y24, homes), (Y25, homes + more)):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            events = recognise([Recognised(one.pk, "poor") for one in listed], PAPER, about(day), WHO)
        asked.append(len(queries))
        assert [event.area_id for event in events] == sorted([country.east.pk, country.west.pk])
        assert {event.kind for event in events} == {"list_recognition"}
    assert asked[0] == asked[1]
    assert AuditLine.objects.filter(sentence="Công nhận theo danh sách 11 hộ: hộ nghèo 11").count() == 1
    assert set(Household.objects.values_list("class_today", "class_since")) == {("poor", Y25)}
    assert len({event.batch for event in events}) == 1
    with pytest.raises(RegisterError, match="gồm nhiều hộ"):
        undo_event(events[0], about(TODAY, "nhầm danh sách"), WHO)
    assert events[0].batch is not None
    undo_batch(events[0].batch, about(TODAY, "nhầm danh sách"), WHO)
    assert Household.objects.filter(class_today="poor", class_since=Y24).count() == 3
    assert Household.objects.filter(class_today="").count() == 9


def test_a_list_is_written_whole_or_not_at_all(country: Country, family: Household) -> None:
    gone = home(country.east_1, "Mẫu Đi")
    end_household(gone, about(date(2026, 1, 1)), WHO)
    poor = Recognised(family.pk, "poor")
    for rows, why in (
        ([], "không có hộ nào"),
        ([poor, Recognised(10**9, "poor")], "1 hộ không có trong sổ"),
        ([poor, poor], "ghi hai lần"),
        ([poor, Recognised(gone.pk, "poor")], gone.code),
    ):
        with pytest.raises(RegisterError, match=why):
            recognise(rows, PAPER, about(Y24), WHO)
    west = home(country.west_1, "Mẫu Tây")
    officer = make_person(("officer", country.east))
    with acting(officer.pk, TODAY), pytest.raises(RegisterError, match="1 hộ không có trong sổ"):
        recognise([poor, Recognised(west.pk, "poor")], PAPER, about(Y24), WHO)
    assert not Recognition.objects.exists()


def test_the_database_refuses_a_second_word_about_a_day_and_every_change(family: Household) -> None:
    decide(family, Y24, "poor")
    row = Recognition.objects.get()
    with pytest.raises(IntegrityError, match="only put aside"), transaction.atomic():
        Recognition.objects.update(household_class="not_poor")
    with pytest.raises(IntegrityError, match="one_recognition_a_day"), transaction.atomic():
        row.pk = None
        row.save()
    with pytest.raises(IntegrityError, match="nothing of the register is deleted"), transaction.atomic():
        Recognition.objects.all().delete()


def test_a_worker_of_low_income_is_recognised_in_a_household_that_is_on_no_list(family: Household) -> None:
    who, when = person("Mẫu Thị Con"), date(2025, 9, 1)
    event = recognise_worker(who, Decision("5/QĐ-UBND"), about(when), WHO)
    with pytest.raises(RegisterError, match="trùng thời gian"):
        recognise_worker(who, PAPER, about(when), WHO)
    undo_event(event, about(Y25, "nhầm"), WHO)
    decide(family, date(2025, 8, 15), "near_poor")
    with pytest.raises(RegisterError, match="thuộc hộ cận nghèo"):
        recognise_worker(who, PAPER, about(when), WHO)
    decide(family, date(2025, 8, 20), "not_poor")
    recognise_worker(who, PAPER, about(when), WHO)
    end_worker_recognition(who, about(Y25), WHO)
    assert WorkerRecognition.objects.get(superseded_by=None).valid.upper == Y25
    with pytest.raises(RegisterError, match="không được công nhận"):
        end_worker_recognition(who, about(Y25), WHO)


def test_many_workers_are_recognised_and_taken_back_as_one_batch(country: Country, family: Household) -> None:
    day, paper = date(2025, 9, 1), Decision("6/QĐ-UBND", date(2025, 9, 1), "Chủ tịch UBND (thử)")
    people = list(Person.objects.filter(household=family).order_by("pk"))
    assert len(people) > 1
    numbers = [one.pk for one in people]
    with CaptureQueriesContext(connection) as one_person, transaction.atomic():
        recognise_workers(numbers[:1], paper, about(day), WHO)
        transaction.set_rollback(True)
    with CaptureQueriesContext(connection) as all_of_them:
        key = recognise_workers(numbers, paper, about(day), WHO)
    assert len(all_of_them) <= len(one_person)
    assert WorkerRecognition.objects.filter(decision_number="6/QĐ-UBND").count() == len(people)
    line = AuditLine.objects.filter(verb="households.worker_recognition").latest("pk")
    assert f"{len(people)} người" in line.sentence
    with pytest.raises(RegisterError, match="trùng thời gian"):
        recognise_workers(numbers, paper, about(day), WHO)
    undo_batch(key, about(Y25, "nhầm"), WHO)
    assert not WorkerRecognition.objects.filter(superseded_by=None).exists()
    decide(family, date(2025, 8, 15), "poor")
    with pytest.raises(RegisterError, match="thuộc hộ nghèo, hộ cận nghèo"):
        recognise_workers(numbers, paper, about(day), WHO)
    with pytest.raises(RegisterError, match="chưa có quy định"):
        recognise_workers(numbers, paper, about(date(2024, 9, 1)), WHO)
    for nobody in ([], [0]):
        with pytest.raises(RegisterError, match="không có trong sổ"):
            recognise_workers(nobody, paper, about(day), WHO)


CLASSES = st.sampled_from(["poor", "near_poor", "average_living_standard", "not_poor"])
LIVES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 1400), CLASSES, st.booleans()), min_size=1, max_size=12
)


class Lists(TestCase):
    """Random decisions of four households, one by one and as lists."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(LIVES)
    def test_what_is_carried_and_reckoned_is_what_a_plain_twin_says(
        self, steps: list[tuple[int, int, str, bool]]
    ) -> None:
        country = make_country()
        homes = [home(country.areas[name], "Mẫu") for name in ("east_1", "east_2", "west_1", "east_1")]
        told: list[dict[date, str]] = [{} for _ in homes]
        for place, days, name, is_list in steps:
            day = date(2022, 12, 1) + timedelta(days=days)
            chosen = range(place, len(homes)) if is_list else [place]
            rows = [Recognised(homes[one].pk, name) for one in chosen]
            if is_list:
                recognise(rows, PAPER, about(day), WHO)
            else:
                recognise_household(homes[place], rows[0], PAPER, about(day), WHO)
            for one in chosen:
                told[one][day] = name
        reckoned = statuses_of([one.pk for one in homes], TODAY)
        newly = set(Household.objects.filter(is_newly_escaped(TODAY)).values_list("pk", flat=True))
        for one, decisions in zip(homes, told, strict=True):
            assert carried(one) == plainly(decisions)
            if decisions:
                assert reckoned[one.pk].household_class == one.class_today
                assert (reckoned[one.pk].is_newly_escaped is True) is (one.pk in newly)


def plainly(decisions: dict[date, str]) -> tuple[str, date | None, date | None]:
    """The class of the last decision, its day, and the day on which a household on a list left the lists."""
    was_listed, escaped = False, None
    name, since = "", None
    for day in sorted(decisions):
        name, since = decisions[day], day
        is_listed = name in {"poor", "near_poor"}
        if is_listed:
            escaped = None
        elif was_listed:
            escaped = day
        was_listed = is_listed
    return name, since, escaped
