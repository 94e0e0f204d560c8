"""The made-up review: what goes wrong in real ones happens in it, and a second start changes nothing."""

import pytest
from django.core.management import call_command
from django.db.models import F
from tests.apps.reviews.made import LEADER, OFFICER, REVIEWER, listed_family
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.reviews.demonstration import People, fill_review
from giamngheo.apps.reviews.demonstration_applications import fill_applications
from giamngheo.apps.reviews.folding import facts_of, standing_of
from giamngheo.apps.reviews.models import Application, Case, Decision, Entry, Happening, HouseholdVote
from giamngheo.law.procedures.facts import Verb
from giamngheo.law.procedures.state import is_agreed

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    country = make_country()
    for village in (country.east_1, country.east_2):
        for name in ("Mẫu", "Thử", "Ví"):
            listed_family(country, name, village=village)
    return country


def test_a_meeting_fails_once_and_an_objection_is_upheld(country: Country) -> None:
    one = fill_review(country.east, People(OFFICER, REVIEWER, LEADER), TODAY)
    assert one is not None
    first, second = Case.objects.filter(round=one).order_by("pk")
    facts = facts_of([first.pk])[first.pk]
    rules = standing_of(first).rules
    votes = [vote for fact in facts for vote in fact.votes]
    assert sum(not is_agreed(rules, vote, fact.day) for fact in facts for vote in fact.votes) == 1
    assert len(votes) > 3
    closed = Happening.objects.get(case=first, verb=Verb.OBJECTION_CLOSED.value)
    assert closed.said["is_right"] is True
    assert Decision.objects.get().households == 3
    assert standing_of(first).next_step(TODAY) is None
    following = standing_of(second).next_step(TODAY)
    assert following is not None
    assert (following.step.kind, following.refusals) == ("decision", ())


def test_a_second_start_changes_nothing(country: Country) -> None:
    people = People(OFFICER, REVIEWER, LEADER)
    fill_review(country.east, people, TODAY)
    assert fill_review(country.east, people, TODAY) is None


def test_the_city_has_the_same_by_command() -> None:
    call_command("demonstration_city", households=6_000)
    call_command("fill_demonstration_reviews", city=True)
    assert HouseholdVote.objects.filter(votes_for__lt=F("votes_of") / 2).count() == 1
    assert Happening.objects.filter(verb=Verb.OBJECTION_CLOSED.value, said__is_right=True).count() == 1


def test_months_of_farm_households_and_of_workers(country: Country) -> None:
    people = People(OFFICER, REVIEWER, LEADER)
    assert fill_applications(country.east, people, TODAY) == ()  # everybody is on a list
    for name in ("Diễn", "Trình", "Mẫu", "Ví", "Thử"):
        listed_family(country, name, "", country.east_1)
    farm, workers = fill_applications(country.east, people, TODAY)
    entries = Entry.objects.filter(round=farm).order_by("pk").values_list("decided_class", flat=True)
    assert list(entries) == ["average_living_standard", "average_living_standard", "not_met"]
    waiting = Case.objects.get(round=workers)
    following = standing_of(waiting).next_step(TODAY)
    assert following is not None
    assert (following.step.kind, following.refusals) == ("decision", ())
    assert Application.objects.filter(entry__round=workers).count() == 4
    assert fill_applications(country.east, people, TODAY) == ()
