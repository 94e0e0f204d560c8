"""Through random lives of three households the past stays as it was told, and today agrees with the facts."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.apps.households.made import START, WHO, about, home, members_on, said
from tests.apps.households.test_tallies import counted, tallied
from tests.factories.places import make_country

from giamngheo.apps.households.actions import (
    RegisterError,
    change_head,
    merge_households,
    move_person,
    record_birth,
    record_death,
    split_household,
    undo_event,
)
from giamngheo.apps.households.models import Event, Household, Membership, Person

pytestmark = pytest.mark.django_db

_DEEDS = ("birth", "death", "move", "head", "split", "merge", "undo")
STEPS = st.lists(
    st.tuples(st.sampled_from(_DEEDS), st.integers(0, 9), st.integers(0, 9), st.integers(1, 9)), max_size=8
)


class Lives(TestCase):
    """Households of a village through some weeks."""

    @example(
        [("birth", 0, 0, 1), ("birth", 0, 0, 1), ("split", 0, 1, 4), ("merge", 0, 1, 7), ("undo", 6, 0, 1)]
    )
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(STEPS)
    def test_what_was_told_of_a_day_stays_whatever_happens_later(
        self, steps: list[tuple[str, int, int, int]]
    ) -> None:
        country = make_country()
        for place, names in enumerate(
            (("Mẫu Một", "Mẫu Hai", "Mẫu Ba"), ("Thử Bốn", "Thử Năm"), ("Thử Sáu",))
        ):
            home((country.east_1, country.east_2, country.east_1)[place], *names)
        day = START
        once = {START: told(START)}
        done: list[Event] = []
        for deed, first, second, later in steps:
            day += timedelta(days=later)
            before = told(day)
            try:
                do(deed, first, second, day, done)
            except RegisterError:
                assert told(day) == before
            once[day] = told(day)
            if deed == "undo":  # what was undone may lie on any day before
                once = {one: told(one) for one in once}
            for one, people in once.items():
                assert told(one) == people, one
        agrees_with_what_is_carried(day)
        heads_and_homes_are_single()


def do(deed: str, first: int, second: int, day: date, done: list[Event]) -> None:
    homes = list(Household.objects.filter(is_living=True).order_by("pk"))
    people = list(Person.objects.filter(is_living=True).order_by("pk"))
    one, other = homes[first % len(homes)], homes[second % len(homes)]
    person = people[second % len(people)]
    said_of = about(day)
    if deed == "birth":
        record_birth(one, said("child", "Mẫu Bé"), said_of, WHO)
    elif deed == "death":
        record_death(person, said_of, WHO)
    elif deed == "move" and person.household_id != one.pk and person.relationship != "head":
        move_person(person, one, "other_relative", said_of, WHO)
    elif deed == "head" and person.household is not None:
        change_head(person.household, person, {}, said_of, WHO)
    elif deed == "split" and person.household is not None:
        split_household(person.household, {person.pk: "head"}, said_of, WHO)
    elif deed == "merge":
        words = dict.fromkeys(people_of(one), "other_relative")
        merge_households(one, other, words, said_of, WHO)
    elif deed == "undo" and done:
        undo_event(done.pop(first % len(done)), about(day, "thử"), WHO)
        return
    latest = Event.objects.order_by("-pk")[0]
    if latest not in done and latest.kind not in ("entry", "undoing"):
        done.append(latest)


def people_of(household: Household) -> list[int]:
    return list(Person.objects.filter(household=household, is_living=True).values_list("pk", flat=True))


def told(day: date) -> dict[int, dict[str, str]]:
    of_all = {one.pk: members_on(one, day) for one in Household.objects.order_by("pk")}
    return {number: people for number, people in of_all.items() if people}


def agrees_with_what_is_carried(day: date) -> None:
    for one in Household.objects.all():
        members = Membership.objects.filter(household=one, superseded_by=None, valid__contains=day)
        assert one.members == members.count()
        assert one.is_living is (one.members > 0)
        carried: Any = Person.objects.filter(household=one, is_living=True).count()
        assert carried == one.members
    assert tallied() == counted()


def heads_and_homes_are_single() -> None:
    for one in Household.objects.filter(is_living=True):
        heads = Membership.objects.filter(
            household=one, superseded_by=None, relationship="head", valid__endswith=None
        )
        assert heads.count() == 1
