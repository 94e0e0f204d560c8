"""Roles of units that ended wait to be carried: by whom, to where, once, never further than may be given."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import product

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.factories.people import make_person
from tests.factories.places import LONG_AGO, MERGER, TODAY, Country, in_force, make_country

from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.carrying import carry_roles, leave_roles
from giamngheo.foundation.accounts.granting import check_grant, longest_givable
from giamngheo.foundation.accounts.lapsed import Lapsed, count_lapsed_roles, explained, lapsed_roles
from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.accounts.refusals import RefusedError
from giamngheo.foundation.accounts.roles import ROLES
from giamngheo.foundation.areas.actions import DependedOnError, undo
from giamngheo.foundation.areas.models import Batch, Change
from giamngheo.foundation.areas.states import Verb
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
DIVISION = date(2026, 3, 1)


@pytest.fixture
def country() -> Country:
    return make_country()


def actor(person: User) -> Actor:
    return Actor(person.pk, person.full_name, "10.0.0.7")


def waiting(administrator: User) -> list[Lapsed]:
    with acting(administrator.pk, TODAY):
        found = lapsed_roles(administrator.pk, TODAY)
        assert count_lapsed_roles(administrator.pk, TODAY) == len(found)
    return found


def carry(administrator: User, chosen: dict[int, int]) -> int:
    with acting(administrator.pk, TODAY):
        return carry_roles(actor(administrator), chosen, day=TODAY)


def end(day: date, code: str, *heirs: str, is_whole: bool = True) -> None:
    """End a unit that goes to these."""
    told = [Change(verb=Verb.SUCCEED, code=code, to_code=heir, is_whole=is_whole) for heir in heirs]
    in_force(day, [Change(verb=Verb.END, code=code), *told])


def test_a_role_that_ran_when_its_unit_ended_waits_with_the_one_unit_after_it(country: Country) -> None:
    officer = make_person(("officer", country.former_east))
    (one,) = waiting(make_person(("administrator", country.east)))
    assert (one.user_id, one.role, one.area_id) == (officer.pk, "officer", country.former_east.pk)
    assert (one.ended_on, one.heirs) == (MERGER, (country.east.pk,))


def test_what_ended_before_its_unit_or_by_now_does_not_wait(country: Country) -> None:
    make_person(("officer", country.former_east), until=MERGER)
    make_person(("officer", country.former_east), until=TODAY)
    locked_out = make_person(("officer", country.former_east))
    User.objects.filter(pk=locked_out.pk).update(is_active=False)
    make_person(("officer", country.east))
    assert waiting(make_person(("administrator", country.province))) == []


def test_who_holds_the_role_in_the_new_unit_already_does_not_wait(country: Country) -> None:
    make_person(("officer", country.former_east), ("officer", country.east))
    make_person(("officer", country.former_east), ("health", country.east))
    found = waiting(make_person(("administrator", country.east)))
    assert [one.role for one in found] == ["officer"]


def test_a_merger_is_not_undone_while_a_role_carried_by_it_runs(country: Country) -> None:
    officer = make_person(("officer", country.former_east))
    administrator = make_person(("administrator", country.province))
    (one,) = waiting(administrator)
    carry(administrator, {one.holding_id: country.east.pk})
    (batch,) = Batch.objects.filter(ended_areas=country.former_east)
    with pytest.raises(DependedOnError, match=r"đã chuyển về đơn vị mới và đang giữ \(1\)"):
        undo(batch, actor(administrator), "nhầm")
    Holding.objects.filter(user=officer, area=country.east).update(valid=DateRange(TODAY, TODAY))
    undo(batch, actor(administrator), "nhầm")


@pytest.mark.parametrize(
    ("role", "area", "count"),
    [
        ("administrator", "province", 1),
        ("administrator", "nation", 1),
        ("administrator", "west", 0),
        ("administrator", "other_province", 0),
        ("administrator", "former_east", 0),
        ("officer", "east", 0),
    ],
)
def test_only_who_may_give_roles_in_the_new_unit_is_asked(
    country: Country, role: str, area: str, count: int
) -> None:
    make_person(("officer", country.former_east))
    assert len(waiting(make_person((role, country.areas[area])))) == count


def test_the_administrator_of_the_former_unit_is_carried_from_above_only(country: Country) -> None:
    former = make_person(("administrator", country.former_east))
    equal, above = (
        make_person(("administrator", country.east)),
        make_person(("administrator", country.province)),
    )
    assert waiting(equal) == []
    (one,) = waiting(above)
    assert carry(equal, {one.holding_id: country.east.pk}) == 0
    assert carry(above, {one.holding_id: country.east.pk}) == 1
    assert Holding.objects.filter(user=former, area=country.east, role="administrator").exists()


def test_carried_roles_begin_today_end_when_they_would_have_and_are_told(country: Country) -> None:
    administrator = make_person(("administrator", country.east))
    officer = make_person(("officer", country.former_east), until=date(2028, 1, 1))
    health = make_person(("health", country.former_east))
    chosen = {one.holding_id: country.east.pk for one in waiting(administrator)}
    assert carry(administrator, chosen) == 2
    held = Holding.objects.get(user=officer, area=country.east)
    assert held.valid == DateRange(TODAY, date(2028, 1, 1))
    assert held.granted_by_id == administrator.pk
    assert held.ground == "Chuyển từ xã Đông Cũ, Dữ liệu thử"
    assert Holding.objects.get(user=health, area=country.east).valid == DateRange(TODAY, None)
    old = Holding.objects.get(user=officer, area=country.former_east)
    assert (old.valid, old.end_reason) == (DateRange(LONG_AGO, MERGER), "Chuyển về xã Đông")
    line = AuditLine.objects.get(verb="accounts.carry_role", subject_id=str(officer.pk))
    assert (line.area_id, line.actor_id) == (country.east.pk, administrator.pk)
    assert f"của {officer.full_name} từ xã Đông Cũ về xã Đông, từ 15/11/2026" in line.sentence


def test_carrying_twice_gives_once(country: Country) -> None:
    administrator = make_person(("administrator", country.east))
    make_person(("officer", country.former_east))
    chosen = {one.holding_id: country.east.pk for one in waiting(administrator)}
    assert [carry(administrator, chosen), carry(administrator, chosen)] == [1, 0]
    assert waiting(administrator) == []
    assert Holding.objects.filter(area=country.east, role="officer").count() == 1
    assert AuditLine.objects.filter(verb="accounts.carry_role").count() == 1


def test_a_role_never_outlasts_that_of_who_carries_it(country: Country) -> None:
    administrator = make_person(("administrator", country.east), until=date(2027, 1, 1))
    officer = make_person(("officer", country.former_east))
    carry(administrator, {one.holding_id: country.east.pk for one in waiting(administrator)})
    assert Holding.objects.get(user=officer, area=country.east).valid == DateRange(TODAY, date(2027, 1, 1))


def test_of_a_divided_unit_one_from_above_chooses_where_a_role_goes(country: Country) -> None:
    officer = make_person(("officer", country.former_east), ("health", country.east))
    end(DIVISION, "east", "west", "far", is_whole=False)
    assert waiting(make_person(("administrator", country.province))) == []  # some of it lies elsewhere
    administrator = make_person(("administrator", country.nation))
    found = waiting(administrator)
    assert {one.heirs for one in found} == {tuple(sorted((country.west.pk, country.far.pk)))}
    assert {one.role for one in found} == {"officer", "health"}
    with pytest.raises(RefusedError, match="không kế thừa"):
        carry(administrator, {one.holding_id: country.east.pk for one in found})
    assert not Holding.objects.filter(user=officer, area=country.west).exists()
    assert carry(administrator, {one.holding_id: country.west.pk for one in found}) == 2
    assert waiting(administrator) == []


def test_a_chain_leads_to_what_lives_today_and_each_step_that_was_carried_waits_once(
    country: Country,
) -> None:
    carried = make_person(("officer", country.former_east), ("officer", country.east))
    left_behind = make_person(("officer", country.former_east))
    end(DIVISION, "east", "west")
    found = waiting(make_person(("administrator", country.west)))
    assert {(one.user_id, one.area_id) for one in found} == {
        (carried.pk, country.east.pk),
        (left_behind.pk, country.former_east.pk),
    }
    assert {one.heirs for one in found} == {(country.west.pk,)}


def test_one_role_in_two_units_that_became_one_is_one_role(country: Country) -> None:
    officer = make_person(("officer", country.former_east), until=date(2027, 1, 1))
    Holding.objects.create(user=officer, role="officer", area=country.east, valid=DateRange(LONG_AGO, MERGER))
    Holding.objects.create(user=officer, role="officer", area=country.west, valid=DateRange(LONG_AGO, None))
    in_force(
        DIVISION,
        [Change(verb=Verb.END, code="west"), Change(verb=Verb.END, code="east")]
        + [Change(verb=Verb.SUCCEED, code=code, to_code="far", is_whole=True) for code in ("west", "east")],
    )
    administrator = make_person(("administrator", country.nation))
    found = waiting(administrator)
    assert len(found) == 2
    assert carry(administrator, {one.holding_id: country.far.pk for one in found}) == 2
    assert Holding.objects.get(user=officer, area=country.far).valid == DateRange(TODAY, None)


def test_where_nothing_came_after_a_unit_a_role_can_only_be_left(country: Country) -> None:
    officer = make_person(("officer", country.west))
    in_force(DIVISION, [Change(verb=Verb.END, code="west")])
    administrator = make_person(("administrator", country.province))
    (one,) = waiting(administrator)
    assert one.heirs == ()
    with pytest.raises(RefusedError, match="không kế thừa phường Tây"):
        carry(administrator, {one.holding_id: country.east.pk})
    with acting(administrator.pk, TODAY):
        assert leave_roles(actor(administrator), [one.holding_id], day=TODAY) == 1
        assert leave_roles(actor(administrator), [one.holding_id], day=TODAY) == 0
    assert waiting(administrator) == []
    old = officer.holdings.get()
    assert (old.valid.upper, old.end_reason) == (DIVISION, "Đơn vị chấm dứt, không chuyển")
    line = AuditLine.objects.get(verb="accounts.leave_role")
    assert line.area_id == country.west.pk
    assert officer.full_name in line.sentence


def test_one_refusal_leaves_everything_as_it_was(country: Country) -> None:
    administrator = make_person(("administrator", country.province))
    make_person(("officer", country.former_east), ("health", country.former_east))
    first, second = waiting(administrator)
    with pytest.raises(RefusedError, match="không kế thừa"):
        carry(administrator, {first.holding_id: country.east.pk, second.holding_id: country.west.pk})
    assert not Holding.objects.filter(area=country.east).exists()
    assert len(waiting(administrator)) == 2


def test_somebody_else_cannot_carry_or_leave_what_is_not_theirs(country: Country) -> None:
    make_person(("officer", country.former_east))
    (one,) = waiting(make_person(("administrator", country.east)))
    for other in (make_person(("administrator", country.west)), make_person(("leader", country.east))):
        assert carry(other, {one.holding_id: country.east.pk}) == 0
        with acting(other.pk, TODAY):
            assert leave_roles(actor(other), [one.holding_id], day=TODAY) == 0
    assert Holding.objects.get(pk=one.holding_id).valid.upper is None


def test_many_at_once_may_be_given_exactly_where_one_by_one_may(country: Country) -> None:
    people = [
        make_person(("administrator", country.province), until=date(2027, 1, 1)),
        make_person(("administrator", country.east), ("administrator", country.other_province)),
        make_person(("officer", country.nation)),
    ]
    wanted = [(role, area.pk) for role, area in product(ROLES, country.areas.values())]
    for person in people:
        givable = longest_givable(person.pk, wanted, TODAY)
        for role, area_id in wanted:
            period = givable.get((role, area_id), DateRange(TODAY, date(2026, 12, 1)))
            try:
                check_grant(person.pk, role, area_id, DateRange(TODAY, period.upper), TODAY)
            except RefusedError:
                assert (role, area_id) not in givable
            else:
                assert (role, area_id) in givable


def test_what_came_after_thousands_of_units_is_looked_up_and_never_read_anew_for_each_role(
    country: Country,
) -> None:
    administrator = make_person(("administrator", country.nation))
    with acting(administrator.pk, TODAY):
        plan = explained(administrator.pk, TODAY)
    assert "NOT (ANY (id = (hashed SubPlan" in plan
    assert "ancestor_id = (hashed SubPlan" in plan


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_once_carry_a_role_once(country: Country) -> None:
    first, second = (make_person(("administrator", area)) for area in (country.east, country.province))
    officer = make_person(("officer", country.former_east))
    chosen = {officer.holdings.get().pk: country.east.pk}

    def carry_elsewhere() -> int:
        try:
            return carry(second, chosen)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            assert carry(first, chosen) == 1
            later = other.submit(carry_elsewhere)
            while not (later.done() or _somebody_waits()):
                pass
        assert later.result() == 0
    assert Holding.objects.filter(user=officer, area=country.east).count() == 1


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])
