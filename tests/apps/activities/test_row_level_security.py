"""The database itself: rows of activities of other units are neither seen nor written, none is rewritten."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from tests.apps.activities.made import (
    LEADER,
    MARCH,
    MAY,
    NOW,
    OFFICER,
    activity,
    entered,
    family_with_children,
    poor_home,
)
from tests.apps.households.made import about
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.activities.actions import (
    add_gathering,
    ask,
    confirm_norms,
    enter,
    list_officer,
    load_norms,
    mark,
    move,
)
from giamngheo.apps.activities.models import Activity, Officer, Participant, Question
from giamngheo.apps.activities.norms import norms_in_force
from giamngheo.apps.activities.published import product_of_code
from giamngheo.apps.activities.states import Verb
from giamngheo.apps.households.actions import move_household
from giamngheo.apps.households.models import Person
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def test_only_who_holds_a_role_there_sees_and_adds_rows(country: Country) -> None:
    row = activity(country.east)
    entered(row, poor_home(country.east_1, "Mẫu Văn An"))
    list_officer(country.east, "Mẫu Thị Cán", MARCH, OFFICER, sex="female", position="official")
    with acting(make_person(("officer", country.west)).pk, TODAY):
        for model in (Activity, Participant, Officer):
            assert not model._default_manager.exists()
        with pytest.raises(ProgrammingError), transaction.atomic():
            activity(country.east)
    with acting(make_person(("officer", country.east)).pk, TODAY):
        assert Participant.objects.count() == 1
    with acting(None, TODAY):
        assert product_of_code("0" * 16) is None


def test_norms_of_the_province_bind_its_communes(country: Country) -> None:
    lines = [{"item": "breed", "unit": "con", "quantity": "2", "value": None}]
    table = load_norms(country.province, "model", lines, OFFICER, source="QĐ thử", first=MARCH)
    confirm_norms(table, LEADER)
    with acting(make_person(("officer", country.east)).pk, TODAY):
        found = norms_in_force(country.east.pk, "model", TODAY)
        assert found is not None
        assert norms_in_force(country.far.pk, "model", TODAY) is None
        with pytest.raises(ProgrammingError), transaction.atomic():
            load_norms(country.province, "model", lines, OFFICER, source="QĐ thử", first=MARCH)


def test_who_moved_away_since_they_came_does_not_hold_up_the_acceptance(country: Country) -> None:
    family_with_children(country)
    baby, older = Person.objects.get(full_name="Mẫu Văn Bé"), Person.objects.get(full_name="Mẫu Thị Lớn")
    row = activity(country.east, "child_nutrition")
    enter(row, [baby.pk, older.pk], MARCH, OFFICER)
    gathering = add_gathering(row, MAY, OFFICER)
    mark(gathering, list(Participant.objects.values_list("pk", flat=True)), NOW, OFFICER)
    move_household(baby.household, country.west_1.pk, about(date(2026, 6, 1)), OFFICER)  # type: ignore[arg-type]
    leader = make_person(("leader", country.east))
    row = move(row, Verb.FINISH, NOW, OFFICER)
    with acting(leader.pk, TODAY):
        move(row, Verb.ACCEPT, NOW, Actor(leader.pk, "Lãnh đạo thử"))
    assert AuditLine.objects.get(verb="activities.accept").details["not_in_ledger"] == 2


def test_what_was_written_down_is_not_rewritten_nor_moved_to_another_unit(country: Country) -> None:
    row = activity(country.east)
    (one,) = entered(row, poor_home(country.east_1, "Mẫu Văn An"))
    for sql in (
        "UPDATE activities_participant SET standing = 'not_poor'",
        "DELETE FROM activities_participant",
        f"UPDATE activities_activity SET area_id = {country.west.pk}",
        "DELETE FROM activities_activity",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    question = Question(activity=row, area=country.west, words="?", by_name="thử")
    with pytest.raises(IntegrityError), transaction.atomic():
        question.save()
        connection.check_constraints()
    assert one.left_on is None
    assert ask(activity(country.east, "policy_dialogue"), "Hỏi thử?", OFFICER).area_id == country.east.pk
