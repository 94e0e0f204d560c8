"""Who sees and writes which row of oversight, by the database alone."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Model
from pytest_django import Settings
from tests.apps.oversight.made import (
    DAY,
    INSPECTOR,
    UNIT,
    advice_of,
    approved,
    decided,
    found,
    minuted,
    plan_of,
    prepared,
    review_of,
)
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.oversight.actions import attach, follow_up, give_opinion, put_aside
from giamngheo.apps.oversight.models import (
    Attached,
    CheckItem,
    Finding,
    FollowUp,
    Inspection,
    InspectionStep,
    PlanLine,
    Recommendation,
    SettledDoubt,
    SocialPoint,
    SocialReview,
    SocialStep,
    TeamMember,
    YearPlan,
)
from giamngheo.foundation.accounts.acting import acting

from tests.apps.oversight.made import pdf  # isort: skip

pytestmark = pytest.mark.django_db
OF_PLANS: tuple[type[Model], ...] = (YearPlan, PlanLine, SettledDoubt)
OF_ROUNDS: tuple[type[Model], ...] = (Inspection, InspectionStep, TeamMember, CheckItem)
FOUND: tuple[type[Model], ...] = (Finding, Attached, Recommendation, FollowUp)
SOCIAL: tuple[type[Model], ...] = (SocialReview, SocialPoint, SocialStep)


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


@pytest.fixture
def round_at_east(country: Country) -> Inspection:
    """The province inspects the commune «east»; the Front of «east» supervises it."""
    approved(plan_of(country.province, country.east))
    row = decided(country.province, country.east)
    finding = found(row)
    minuted(row)
    advice_of(finding)
    review_of(country.east)
    SettledDoubt.objects.create(
        area=country.province, check_code="trung-nhu-cau", subject=1, reason="đã xem", made_by_name="Thử"
    )
    return row


def sees(user_id: int | None) -> dict[str, bool]:
    with acting(user_id, TODAY):
        return {
            name: all(model._default_manager.exists() for model in models) for name, models in _KINDS.items()
        } | {
            f"any {name}": any(model._default_manager.exists() for model in models)
            for name, models in _KINDS.items()
        }


_KINDS: Mapping[str, tuple[type[Model], ...]] = {
    "plans": OF_PLANS,
    "rounds": OF_ROUNDS,
    "found": FOUND,
    "social": SOCIAL,
}


def test_rows_are_seen_by_both_sides_and_by_nobody_else(country: Country, round_at_east: Inspection) -> None:
    everything = dict.fromkeys(_KINDS, True)
    inspected = {"plans": False, "rounds": True, "found": True, "social": True}
    for role, place, expected in (
        ("officer", country.province, everything),
        ("officer", country.nation, everything),
        ("officer", country.east, inspected),
    ):
        told = sees(make_person((role, place)).pk)
        assert {name: told[name] for name in _KINDS} == expected, place
        assert {name: told[f"any {name}"] for name in _KINDS} == expected, place
    strangers = [
        make_person(("officer", country.west)).pk,
        make_person(("officer", country.far)).pk,
        make_person(("village_head", country.east_1)).pk,
        make_person(("officer", country.province), until=date(2026, 1, 1)).pk,
        make_person().pk,
        None,
    ]
    for who in strangers:
        assert not any(sees(who).values()), who


def test_an_inspection_is_told_to_the_unit_once_decided_and_findings_once_minuted(country: Country) -> None:
    officer = make_person(("officer", country.east)).pk
    row = prepared(country.province, country.east)
    with acting(officer, TODAY):
        assert not Inspection.objects.exists()
        assert not TeamMember.objects.exists()
    row = decided(country.province, country.east)
    found(row)
    with acting(officer, TODAY):
        assert list(Inspection.objects.all()) == [row]
        assert not Finding.objects.exists()
        assert not Attached.objects.exists()
    minuted(row)
    with acting(officer, TODAY):
        assert Finding.objects.count() == Attached.objects.count() == 1


def test_the_inspected_unit_answers_and_can_change_nothing_else(
    country: Country, round_at_east: Inspection
) -> None:
    advice = Recommendation.objects.get()
    officer = make_person(("officer", country.east)).pk
    with acting(officer, TODAY):
        give_opinion(round_at_east, "Nhất trí", UNIT)
        follow_up(advice, "remedy", "Đã bổ sung", UNIT, DAY, given=[pdf()])
        assert Inspection.objects.update(title="khác") == 0
        assert Finding.objects.update(words="khác") == 0
        assert Attached.objects.update(title="khác") == 0
        for change in ({"state": "closed"}, {"state": "withdrawn"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Recommendation.objects.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            TeamMember.objects.create(
                inspection=round_at_east, area=country.province, name="Thêm", post="Thêm", role="member"
            )
    west = make_person(("officer", country.west)).pk
    with acting(west, TODAY), pytest.raises(DatabaseError), transaction.atomic():
        InspectionStep.objects.create(
            inspection=round_at_east, area=country.province, verb="opinion", made_by_name="Lạ"
        )
    photo = attach(round_at_east, [pdf()], "Ảnh", INSPECTOR)[0]
    put_aside(photo, "mờ", INSPECTOR)
    with pytest.raises(DatabaseError), transaction.atomic():
        Attached.objects.filter(pk=photo.pk).update(aside_why="khác")


def test_drafts_of_the_front_are_hidden_from_a_unit_below_until_sent(country: Country) -> None:
    village = make_person(("village_head", country.east_1)).pk
    review_of(country.east, unit_id=country.east_1.pk, is_sent=False)
    with acting(village, TODAY):
        assert not SocialReview.objects.exists()
    review_of(country.east, unit_id=country.east_1.pk, subject="Đã gửi")
    with acting(village, TODAY):
        assert SocialReview.objects.get().subject == "Đã gửi"
        with pytest.raises(DatabaseError), transaction.atomic():
            SocialPoint.objects.update(words="khác")
