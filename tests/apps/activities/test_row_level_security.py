"""The database itself: rows of activities of other units are neither seen nor written, none is rewritten."""

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from tests.apps.activities.made import MARCH, OFFICER, activity, entered, poor_home
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.activities.actions import ask, list_officer
from giamngheo.apps.activities.models import Activity, Officer, Participant, Question
from giamngheo.apps.activities.published import product_of_code
from giamngheo.foundation.accounts.acting import acting

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
