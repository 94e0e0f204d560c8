"""How the database looks for what belongs to tasks, obstacles, meetings and plans of households."""

import pytest
from django.db import connection
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.foundation.accounts.acting import acting
from giamngheo.web.components.acting_person import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.mark.parametrize(
    ("table", "key", "of"),
    [
        ("coordination_taskstep", "task_id", "coordination_giventask"),
        ("coordination_obstaclestep", "obstacle_id", "coordination_obstacle"),
        ("coordination_committeemember", "committee_id", "coordination_committee"),
        ("coordination_communityproposal", "meeting_id", "coordination_communitymeeting"),
        ("coordination_contact", "follow_id", "coordination_follow"),
        ("coordination_householdplanstep", "plan_id", "coordination_householdplan"),
        ("coordination_householdplanreview", "plan_id", "coordination_householdplan"),
    ],
)
def test_a_row_is_seen_by_one_look_at_what_it_belongs_to(
    country: Country, table: str, key: str, of: str
) -> None:
    officer = make_person(("officer", country.east))
    with acting(officer.pk, today()), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN SELECT * FROM {table} WHERE {key} = 1")
        told = "\n".join(line for (line,) in cursor.fetchall())
    assert f"{of}_pkey" in told and f"Seq Scan on {of}" not in told, told
