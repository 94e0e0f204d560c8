"""Who leads what: proposed from a plan, confirmed by a person, one lead a project, ended, never deleted."""

from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from pytest_django import Settings
from tests.apps.coordination.made import LEADER, OFFICER, plan_taken_in, where
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.coordination.actions import (
    CoordinationError,
    assign,
    confirm,
    end_assignment,
    propose_from_plan,
)
from giamngheo.apps.coordination.models import Assignment
from giamngheo.apps.coordination.queries import matrix_of, plans_for
from giamngheo.apps.coordination.states import AssignmentState
from giamngheo.apps.programmes.actions import drop_plan
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def test_what_a_plan_says_is_proposed_once_and_confirmed_by_a_person(country: Country) -> None:
    here, plan = where(country.east), plan_taken_in(country.east)
    assert [one.pk for one in plans_for(country.east.pk, 2024)] == [plan.pk]
    assert plans_for(country.east.pk, 2025) == []
    proposed = propose_from_plan(here, plan, OFFICER)
    assert (proposed.made, proposed.known, proposed.without_code) == (4, 0, ())
    assert propose_from_plan(here, plan, OFFICER).known == 4
    said = {(one.project, one.organisation, one.part) for one in Assignment.objects.all()}
    assert ("2", "Hội Nông dân xã", "lead") in said
    assert ("3.2", "Hội Phụ nữ xã", "cooperating") in said
    matrix = matrix_of(country.east.pk, 2024, here.programme, [plan])
    assert (matrix.proposed, len(matrix.organisations)) == (4, 0)
    assert confirm(here, list(Assignment.objects.all()), LEADER) == (4, [])
    matrix = matrix_of(country.east.pk, 2024, here.programme, [plan])
    row = next(one for one in matrix.rows if one.code == "3.2")
    assert (row.part_of("tram y te xa"), row.part_of("hoi phu nu xa"), row.is_in_scope) == (
        "Chủ trì",
        "Phối hợp",
        True,
    )
    verbs = AuditLine.objects.filter(verb__startswith="coordination.").values_list("verb", flat=True)
    assert sorted(verbs) == [
        *["coordination.confirm"] * 4,
        "coordination.directory_enter",
        *["coordination.propose"] * 2,
    ]


def test_a_second_lead_is_refused_with_the_reason_typed_or_confirmed(country: Country) -> None:
    here, plan = where(country.east), plan_taken_in(country.east)
    first = assign(here, "2", "Phòng Kinh tế", "lead", LEADER)
    with pytest.raises(CoordinationError, match=r"«Phòng Kinh tế» chủ trì \(Lãnh Đạo Mẫu xác nhận\)"):
        assign(here, "2", "Hội Nông dân", "lead", LEADER)
    propose_from_plan(here, plan, OFFICER)
    done, refused = confirm(here, list(Assignment.objects.order_by("pk")), LEADER)
    assert (done, len(refused)) == (3, 1)
    assert "«Hội Nông dân xã» chủ trì «2 Đa dạng hóa sinh kế" in refused[0]
    end_assignment(here, first, "đổi phân công", LEADER)
    waiting = Assignment.objects.filter(state=AssignmentState.PROPOSED)
    assert confirm(here, list(waiting), LEADER) == (1, [])
    with pytest.raises(IntegrityError), transaction.atomic():  # the database holds it, too
        Assignment.objects.filter(part="cooperating").update(part="lead", project="2")


@pytest.mark.parametrize(
    ("project", "organisation", "part", "field"),
    [
        ("9", "Hội A", "lead", "du-an"),
        ("2", " ", "lead", "don-vi-lam"),
        ("2", "a" * 201, "lead", "don-vi-lam"),
        ("2", "Hội A", "khac", "vai"),
        ("2", "HOI PHU NU", "cooperating", "don-vi-lam"),
    ],
)
def test_what_cannot_be_assigned_is_told_at_its_field(
    country: Country, project: str, organisation: str, part: str, field: str
) -> None:
    here = where(country.east)
    assign(here, "2", "Hội Phụ nữ", "cooperating", LEADER)
    with pytest.raises(CoordinationError) as refused:
        assign(here, project, organisation, part, LEADER)
    assert field in refused.value.wrong
    assert Assignment.objects.count() == 1


def test_a_plan_that_was_dropped_or_is_of_another_unit_or_year_proposes_nothing(country: Country) -> None:
    dropped = drop_plan(plan_taken_in(country.east), "lập nhầm", OFFICER)
    for plan in (dropped, plan_taken_in(country.west)):
        with pytest.raises(CoordinationError, match="không phải của đơn vị và năm này"):
            propose_from_plan(where(country.east), plan, OFFICER)


def test_an_ended_assignment_is_neither_changed_nor_deleted(country: Country) -> None:
    here = where(country.east)
    row = assign(here, "2", "Hội Phụ nữ", "cooperating", LEADER)
    with pytest.raises(CoordinationError, match="Chưa ghi lý do"):
        end_assignment(here, row, " ", LEADER)
    end_assignment(here, row, "sáp nhập", LEADER)
    with pytest.raises(CoordinationError, match="đã thôi"):
        end_assignment(here, row, "lại", LEADER)
    with pytest.raises(DatabaseError), transaction.atomic():
        Assignment.objects.filter(pk=row.pk).update(organisation="Khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        Assignment.objects.filter(pk=row.pk).delete()


@pytest.mark.parametrize(
    ("role", "place", "seen"),
    [
        ("officer", "east", 1),
        ("health", "province", 1),
        ("officer", "west", 0),
        ("village_head", "east_1", 0),
    ],
)
def test_rows_are_seen_by_who_answers_for_the_unit(
    country: Country, role: str, place: str, seen: int
) -> None:
    assign(where(country.east), "2", "Hội Phụ nữ", "cooperating", LEADER)
    with acting(make_person((role, getattr(country, place))).pk, TODAY):
        assert Assignment.objects.count() == seen
        if not seen:
            with pytest.raises(DatabaseError), transaction.atomic():
                assign(where(country.east), "2", "Hội B", "cooperating", LEADER)
