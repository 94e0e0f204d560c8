"""The database itself: money is seen by who answers for its unit; who was given some sees that part alone."""

import pytest
from django.db import DatabaseError, transaction
from tests.apps.budgets.made import (
    KEEPER,
    YEAR,
    allocated,
    balances,
    decide,
    given,
    key,
    line_of,
    paid,
    resolution_of,
)
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.budgets.actions import (
    BudgetError,
    Need,
    Paper,
    Said,
    draw_decision,
    draw_need,
    put_in_force,
)
from giamngheo.apps.budgets.models import (
    Decision,
    DecisionLine,
    Entry,
    Estimate,
    Line,
    Loading,
    Posting,
    Resolution,
)
from giamngheo.apps.budgets.states import DecisionKind
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.audit.actions import Actor

pytestmark = pytest.mark.django_db
K = DecisionKind


@pytest.fixture
def country() -> Country:
    made = make_country()
    above = given(made.province, 1_000, "2")
    said = [Said(key(one, "2"), 300, above) for one in (made.east, made.west)]
    decide(made.province, K.ALLOCATE, said)
    draw_decision(made.province, K.ALLOCATE, Paper("Dự thảo"), said[:1], KEEPER, year=YEAR)
    paid(allocated(line_of(key(made.east, "2")), 200), 50)
    draw_need(Need(key(made.east, "2"), 10, "Thử"), KEEPER)
    resolution_of(made.east)
    Loading.objects.create(
        area=made.east, file_name="a.csv", sha256="0", rows=1, left_out=0, made_by_name="Thử"
    )
    return made


ALL = (Line, Entry, Posting, Decision, DecisionLine, Estimate, Resolution, Loading)


@pytest.mark.parametrize(
    ("role", "place", "seen"),
    [
        ("finance", "east", (1, 3, 6, 2, 2, 1, 1, 1)),
        ("finance", "province", (3, 4, 12, 4, 5, 1, 1, 1)),
        ("finance", "west", (1, 1, 2, 1, 1, 0, 0, 0)),
        ("administrator", "other_province", (0,) * 8),
        ("village_head", "east_1", (0,) * 8),
        ("administrator", "former_east", (0,) * 8),
    ],
)
def test_rows_are_seen_from_their_unit_and_above_and_of_a_decision_ones_own_part(
    country: Country, role: str, place: str, seen: tuple[int, ...]
) -> None:
    who = make_person((role, getattr(country, place)))
    with acting(who.pk, TODAY):
        assert tuple(one.objects.count() for one in ALL) == seen


def test_nobody_moves_money_of_others(country: Country) -> None:
    who = make_person(("finance", country.west))
    actor, line = Actor(who.pk, who.full_name), line_of(key(country.east, "2"))
    draft = Decision.objects.get(put_in_force_at=None)
    with acting(who.pk, TODAY):
        with pytest.raises((DatabaseError, BudgetError)), transaction.atomic():
            paid(line, 1)
        with pytest.raises(DatabaseError), transaction.atomic():
            draw_decision(
                country.east, K.RECEIVE, Paper("Lạ"), [Said(key(country.east), 1)], actor, year=YEAR
            )
        with pytest.raises(DatabaseError), transaction.atomic():
            draw_need(Need(key(country.east), 1, "Thử"), actor)
        with pytest.raises(Decision.DoesNotExist), transaction.atomic():
            put_in_force(draft, None, actor)
        with pytest.raises(DatabaseError), transaction.atomic():
            Line.objects.filter(area=country.west).update(given=5, unallocated=5)
    assert balances(line) == (300, 100, 0, 150, 0, 50, 0, 0, 0)


def test_a_commune_works_under_its_own_role(country: Country) -> None:
    keeper, leader = make_person(("finance", country.west)), make_person(("leader", country.west))
    line = line_of(key(country.west, "2"))
    with acting(keeper.pk, TODAY):
        said = [Said(key(country.west, "2", item="Mô hình thử"), 120, line)]
        draft = draw_decision(
            country.west, K.ALLOCATE, Paper("Phân bổ"), said, Actor(keeper.pk, "Kế toán"), year=YEAR
        )
    with acting(leader.pk, TODAY):
        put_in_force(
            draft, Paper("", "9/QĐ", TODAY.replace(year=2025), "UBND phường"), Actor(leader.pk, "Chủ tịch")
        )
    with acting(keeper.pk, TODAY):
        paid(line_of(key(country.west, "2", item="Mô hình thử")), 20)
    assert balances(line)[:3] == (300, 180, 120)
