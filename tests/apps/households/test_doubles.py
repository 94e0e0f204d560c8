"""People who are in the register twice: kept as questions, merged and taken back, left as two."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.apps.households.made import START, WHO, about, home, members_on, person, said
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households.actions import (
    RegisterError,
    correct_person,
    keep_apart,
    merge_people,
    move_person,
    record_departure,
    record_household,
    undo_event,
)
from giamngheo.apps.households.history import sources_of
from giamngheo.apps.households.linkage import pairs_within
from giamngheo.apps.households.models import (
    FormerNumber,
    Household,
    Membership,
    Person,
    PersonMerger,
    Suspicion,
    WorkerRecognition,
)
from giamngheo.apps.households.queries import household_on
from giamngheo.apps.households.rewriting import FACTS
from giamngheo.apps.households.suspicions import frame_of, keep_found
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db

LATER = date(2026, 3, 1)
NUMBER = "999180000001"
BORN = {"birth_date": date(1980, 5, 12), "birth_precision": "day"}


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def twice(country: Country) -> tuple[Person, Person]:
    """One woman in two households: at her husband's with accents, at her father's without."""
    record_household(
        country.east_1.pk,
        [said("head", "Mẫu Văn Chồng"), said("spouse", "Thử Thị Hoà", sex="female", phone="0900", **BORN)],
        about(),
        WHO,
    )
    told: dict[str, Any] = {**BORN, "sex": "female", "personal_number": NUMBER, "ethnicity": "tay"}
    record_household(
        country.east_2.pk, [said("head", "Thử Văn Cha"), said("child", "Thu Thi Hoa", **told)], about(), WHO
    )
    first, second = person("Thử Thị Hoà"), person("Thu Thi Hoa")
    FormerNumber.objects.create(
        person=second, number="999000001", valid="[,)", recorded_by=second.recorded_by
    )
    return first, second


def search(country: Country) -> list[Suspicion]:
    """As the button does it, over all of a commune."""
    people = list(Person.objects.filter(is_living=True).select_related("household").order_by("pk"))
    found = pairs_within(frame_of(people))
    keep_found(found.pairs, [country.east_1.pk, country.east_2.pk, country.west_1.pk], timezone.now())
    return list(Suspicion.objects.order_by("pk"))


def state_of(pair: Suspicion) -> str:
    return Suspicion.objects.values_list("state", flat=True).get(pk=pair.pk)


def everything() -> list[object]:
    """What stands of all facts and what is carried of today, without the numbers of rows."""
    told: list[object] = []
    for model in FACTS:
        names = [f.attname for f in model._meta.concrete_fields if f.name not in {"id", "reinstated_by"}]
        told.append(sorted(model._default_manager.filter(superseded_by=None).values_list(*names), key=str))
    told.append(list(Person.objects.order_by("pk").values()))
    told.append(list(Household.objects.order_by("pk").values()))
    return told


def asked(day: date) -> list[object]:
    """The register as pages ask it: every household and the source of every value."""
    homes = [
        (one.pk, [(m.person_id, m.relationship, m.said.full_name) for m in household_on(one, day).members])
        for one in Household.objects.order_by("pk")
    ]
    sources = [
        {name: (source.value, source.event.pk) for name, source in sources_of(one, day).items()}
        for one in Person.objects.order_by("pk")
    ]
    return [homes, sources]


def test_a_pair_is_found_with_its_reasons_and_asked_once(
    twice: tuple[Person, Person], country: Country
) -> None:
    (pair,) = search(country)
    assert (pair.first, pair.second) == twice
    assert (pair.state, pair.levels["given"], pair.levels["birth"]) == ("open", "accents", "day")
    assert pair.probability > 0.8
    assert [one.pk for one in search(country)] == [pair.pk]


def test_one_record_stays_with_all_that_both_said(twice: tuple[Person, Person], country: Country) -> None:
    stays, double = twice
    (pair,) = search(country)
    merge_people(stays, double, about(LATER, "gộp"), WHO, home_id=stays.household_id)
    stays.refresh_from_db()
    double.refresh_from_db()
    now = sources_of(stays, LATER)
    assert (stays.full_name, stays.personal_number, stays.is_living) == ("Thử Thị Hoà", NUMBER, True)
    assert (now["ethnicity"].value, now["phone"].value) == ("tay", "0900")
    assert (double.is_living, double.household_id) == (False, None)
    assert PersonMerger.objects.get(superseded_by=None).into == stays
    assert FormerNumber.objects.get(superseded_by=None).person == stays
    father = Household.objects.get(head_name="Thử Văn Cha")
    assert members_on(father, LATER - timedelta(days=1)) == {"Thử Văn Cha": "head", "Thử Thị Hoà": "child"}
    assert members_on(father, LATER) == {"Thử Văn Cha": "head"}
    assert state_of(pair) == "merged"
    assert AuditLine.objects.filter(verb="households.person_merger").count() == 1
    assert search(country)[0].state == "merged"


def test_what_both_say_is_the_others_only_where_people_chose_so(twice: tuple[Person, Person]) -> None:
    stays, double = twice
    correct_person(stays, {"ethnicity": "kinh"}, about(LATER), WHO)
    merge_people(stays, double, about(LATER), WHO, taken=["full_name"], home_id=double.household_id)
    stays.refresh_from_db()
    assert (stays.full_name, stays.household) == (
        "Thu Thi Hoa",
        Household.objects.get(head_name="Thử Văn Cha"),
    )
    assert sources_of(stays, LATER)["ethnicity"].value == "kinh"


def test_a_merger_is_taken_back_to_what_was(twice: tuple[Person, Person], country: Country) -> None:
    stays, double = twice
    (pair,) = search(country)
    before, told = everything(), asked(LATER)
    event = merge_people(stays, double, about(LATER), WHO, home_id=stays.household_id)
    assert everything() != before
    undo_event(event, about(LATER, "nhầm"), WHO)
    assert everything() == before
    assert asked(LATER) == told
    assert state_of(pair) == "open"


def test_in_one_household_twice_is_once_afterwards_and_a_head_stays_the_head(country: Country) -> None:
    family = home(country.east_1, "Mẫu Văn Một", "Mẫu Văn Mốt")
    head, child = person("Mẫu Văn Một"), person("Mẫu Văn Mốt")
    event = merge_people(child, head, about(LATER), WHO)
    family.refresh_from_db()
    assert members_on(family, LATER) == {"Mẫu Văn Mốt": "head"}
    assert (family.members, family.head_name) == (1, "Mẫu Văn Mốt")
    undo_event(event, about(LATER, "nhầm"), WHO)
    assert members_on(family, LATER) == {"Mẫu Văn Một": "head", "Mẫu Văn Mốt": "child"}


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        (lambda a, b: merge_people(a, a, about(LATER), WHO), "phải khác nhau"),
        (lambda a, b: merge_people(a, b, about(LATER), WHO), "chọn hộ mà người này đang ở"),
        (lambda a, b: merge_people(a, b, about(LATER), WHO, home_id=0), "chọn hộ mà người này đang ở"),
        (
            lambda a, b: merge_people(a, b, about(TODAY + timedelta(days=400)), WHO, home_id=a.household_id),
            "chưa tới",
        ),
    ],
)
def test_what_cannot_be_merged_is_refused_and_nothing_changes(
    twice: tuple[Person, Person], deed: Callable[[Person, Person], object], told: str
) -> None:
    before = everything()
    with pytest.raises(RegisterError, match=told):
        deed(*twice)
    assert everything() == before


def test_recognitions_move_along_and_where_both_have_one_that_of_the_record_that_stays_holds(
    twice: tuple[Person, Person],
) -> None:
    stays, double = twice
    for one, days in (
        (stays, "[2026-01-01,)"),
        (double, "[2025-09-01,2025-12-01)"),
        (double, "[2026-02-01,)"),
    ):
        WorkerRecognition.objects.create(
            person=one, valid=days, recorded_by=one.recorded_by, decision_number=f"số {days[1:8]}"
        )
    before = everything()
    event = merge_people(stays, double, about(LATER), WHO, home_id=stays.household_id)
    kept = WorkerRecognition.objects.filter(superseded_by=None).order_by("valid")
    assert [(one.person, one.decision_number) for one in kept] == [
        (stays, "số 2025-09"),
        (stays, "số 2026-01"),
    ]
    undo_event(event, about(LATER, "nhầm"), WHO)
    assert everything() == before


def test_who_is_head_elsewhere_does_not_leave_others_without_one(country: Country) -> None:
    home(country.east_1, "Mẫu Văn Một", "Thử Văn Hai")
    other = home(country.east_2, "Thử Văn Hái", "Thử Thị Con")
    stays, double = person("Thử Văn Hai"), person("Thử Văn Hái")
    with pytest.raises(RegisterError, match="đổi chủ hộ"):
        merge_people(stays, double, about(LATER), WHO, home_id=stays.household_id)
    merge_people(stays, double, about(LATER), WHO, home_id=other.pk)
    assert members_on(other, LATER) == {"Thử Văn Hai": "head", "Thử Thị Con": "child"}


def test_who_left_is_not_merged_and_the_question_clears_itself(
    twice: tuple[Person, Person], country: Country
) -> None:
    stays, double = twice
    (pair,) = search(country)
    event = record_departure(double, about(LATER), WHO)
    assert state_of(pair) == "cleared"
    with pytest.raises(RegisterError, match="không còn trong sổ"):
        merge_people(stays, double, about(LATER), WHO)
    undo_event(event, about(LATER, "nhầm"), WHO)
    assert state_of(pair) == "open"


def test_a_question_clears_itself_when_particulars_say_otherwise(
    twice: tuple[Person, Person], country: Country
) -> None:
    (pair,) = search(country)
    fix = correct_person(twice[0], {"full_name": "Thử Thị Khuê"}, about(LATER), WHO)
    assert state_of(pair) == "cleared"
    undo_event(fix, about(LATER, "nhầm"), WHO)
    assert state_of(pair) == "open"
    search(country)
    move_person(twice[1], twice[0].household, "other_relative", about(LATER), WHO)  # type: ignore[arg-type]
    assert state_of(pair) == "open"


def test_two_people_stay_two_until_what_is_said_of_them_changes(
    twice: tuple[Person, Person], country: Country
) -> None:
    (pair,) = search(country)
    keep_apart(pair, "đã hỏi hộ", WHO)
    assert state_of(pair) == "different"
    with pytest.raises(RegisterError, match="không còn chờ xem"):
        keep_apart(pair, "", WHO)
    assert [one.state for one in search(country)] == ["different"]
    kept = Suspicion.objects.get()
    assert (kept.decided_by_name, kept.reason) == (WHO.name, "đã hỏi hộ")
    correct_person(twice[0], {"phone": "0911"}, about(LATER), WHO)
    assert state_of(pair) == "different"
    correct_person(twice[0], {"personal_number": NUMBER}, about(LATER), WHO)
    assert state_of(pair) == "open"
    assert AuditLine.objects.filter(verb="households.kept_apart").count() == 1


def test_a_search_that_finds_a_pair_no_more_clears_it(twice: tuple[Person, Person], country: Country) -> None:
    (pair,) = search(country)
    none = pairs_within(frame_of([])).pairs
    keep_found(none, [country.west_1.pk], timezone.now())
    assert state_of(pair) == "open"
    keep_found(none, [country.east_1.pk, country.east_2.pk], timezone.now())
    assert state_of(pair) == "cleared"


def test_a_pair_is_seen_only_by_who_answers_for_both(twice: tuple[Person, Person], country: Country) -> None:
    search(country)
    seen = []
    for area in (country.east, country.east_1, country.west, country.province):
        with acting(make_person(("officer", area)).pk if area != country.east_1 else None, TODAY):
            seen.append(Suspicion.objects.count())
    assert seen == [1, 0, 0, 1]
    with acting(make_person(("village_head", country.east_1)).pk, TODAY):
        assert Suspicion.objects.count() == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Suspicion.objects.create(
                first_id=twice[0].pk, second_id=twice[1].pk, probability=1, found_at=timezone.now()
            )


def test_a_record_with_a_home_outside_ones_area_is_merged_by_who_sees_both(
    twice: tuple[Person, Person], country: Country
) -> None:
    stays, double = twice
    afar = home(country.west_1, "Lạ Văn Xa")
    Membership.objects.create(
        person=double, household=afar, valid="[2020-01-01,2021-01-01)", recorded_by=afar.recorded_by
    )
    here = make_person(("officer", country.east))
    with acting(here.pk, TODAY), pytest.raises(RegisterError, match="ngoài địa bàn của bạn"):
        merge_people(stays, double, about(LATER), WHO, home_id=stays.household_id)
    with acting(make_person(("officer", country.province)).pk, TODAY):
        merge_people(stays, double, about(LATER), WHO, home_id=stays.household_id)
    assert Membership.objects.filter(household=afar, person=stays, superseded_by=None).exists()


@pytest.mark.parametrize(
    "deed",
    [
        "DELETE FROM households_suspicion",
        "DELETE FROM households_personmerger",
        "UPDATE households_personmerger SET into_id = person_id",
    ],
)
def test_nothing_of_it_is_deleted_or_rewritten(
    twice: tuple[Person, Person], country: Country, deed: str
) -> None:
    search(country)
    merge_people(*twice, about(LATER), WHO, home_id=twice[0].household_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute(deed)


NAMES = st.sampled_from(["Mẫu Văn An", "Mau Van An", "Thử Thị Bình", "Ví Chi"])
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "sex": st.sampled_from(["", "male", "female"]),
        "ethnicity": st.sampled_from(["", "kinh", "tay"]),
        "phone": st.sampled_from(["", "0900", "0911"]),
        "has_health_insurance": st.sampled_from([None, True, False]),
    },
)


class Mergers(TestCase):
    """Whatever was said of two people and wherever they lived, taking a merger back gives both back."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(st.tuples(NAMES, VALUES), min_size=2, max_size=2),
        st.lists(st.tuples(st.integers(0, 1), VALUES, st.booleans()), max_size=3),
        st.booleans(),
        st.booleans(),
        st.sets(st.sampled_from(["full_name", "sex", "ethnicity", "phone", "has_health_insurance"])),
    )
    def test_after_merger_and_undoing_the_register_is_what_it_was(
        self,
        people: list[tuple[str, dict[str, Any]]],
        corrections: list[tuple[int, dict[str, Any], bool]],
        together: bool,
        moved: bool,
        taken: set[str],
    ) -> None:
        country = make_country()
        words = [said("child", name, **values) for name, values in people]
        if together:
            record_household(country.east_1.pk, [said("head", "Mẫu Chủ"), *words], about(), WHO)
        else:
            for area, word in zip((country.east_1, country.east_2), words, strict=True):
                record_household(area.pk, [said("head", "Mẫu Chủ"), word], about(), WHO)
        one, other = Person.objects.filter(relationship="child").order_by("pk")
        for place, values, always in corrections:
            since = None if always else START + timedelta(days=40)
            correct_person((one, other)[place], values, about(LATER), WHO, since=since)
        if moved:
            target = Household.objects.order_by("pk")[0]
            if other.household_id != target.pk:
                move_person(other, target, "sibling", about(START + timedelta(days=30)), WHO)
        other.refresh_from_db()
        days = (START, START + timedelta(days=35), LATER, LATER + timedelta(days=1))
        before, told = everything(), [asked(day) for day in days]
        event = merge_people(one, other, about(LATER), WHO, taken=taken, home_id=one.household_id)
        assert not Membership.objects.filter(person=other, superseded_by=None).exists()
        undo_event(event, about(LATER, "thử"), WHO)
        assert everything() == before
        assert [asked(day) for day in days] == told


def test_frames_have_a_row_for_each_in_order(twice: tuple[Person, Person]) -> None:
    frame = frame_of([twice[1], twice[0]])
    assert frame["id"].to_list() == [twice[1].pk, twice[0].pk]
    assert frame["former_number"].to_list() == ["999000001", ""]
    assert frame["head_name"].to_list() == ["Thử Văn Cha", "Mẫu Văn Chồng"]
    assert isinstance(frame, pl.DataFrame)
