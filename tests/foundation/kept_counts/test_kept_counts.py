"""Counts that are kept: made in the background for who may see the unit, replaced when counted anew."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from pytest_django import Settings
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.kept_counts.actions import count_in_background, start_counting
from giamngheo.foundation.kept_counts.kinds import UnknownCountError
from giamngheo.foundation.kept_counts.models import KeptCount
from giamngheo.foundation.kept_counts.queries import is_large, kept_count
from giamngheo.foundation.tasks.actions import TaskError, begin, finish
from giamngheo.foundation.tasks.models import Task

pytestmark = pytest.mark.django_db
asked: list[tuple[Sequence[int] | None, list[int], str]] = []


def counting(areas: Sequence[int] | None, below: Sequence[int], about: str, day: date) -> dict[str, Any]:
    asked.append((areas, sorted(below), about))
    return {"count": len(asked)}


@pytest.fixture(autouse=True)
def _counted(settings: Settings) -> None:
    asked.clear()
    settings.KEPT_COUNTS = {"thu.dem": ("see_households", f"{__name__}.counting")}


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def officer(country: Country) -> User:
    return make_person(("officer", country.province))


def start(person: User, area_id: int, owner: str = "phiên") -> Task:
    return start_counting("thu.dem", area_id, "2026", user=person.pk, owner=owner, back="/", title="Thử")


def begun(task: Task) -> Task:
    found = begin(task.pk)
    assert found is not None
    return found


def test_a_unit_is_counted_with_what_lies_in_it_and_below_it(country: Country, officer: User) -> None:
    count_in_background(begun(start(officer, country.province.pk)))
    ((areas, below, about),) = asked
    assert areas is not None
    assert {country.province.pk, country.east_1.pk, country.former_east.pk} <= set(areas)
    assert country.far.pk not in areas
    assert (below, about) == (sorted([country.east.pk, country.west.pk]), "2026")
    kept = kept_count("thu.dem", country.province.pk, "2026")
    assert kept is not None
    assert kept.told == {"count": 1}
    assert kept_count("thu.dem", country.province.pk, "2025") is None


def test_the_country_names_no_areas(country: Country) -> None:
    everywhere = make_person(("officer", country.nation))
    count_in_background(begun(start(everywhere, country.nation.pk)))
    assert [areas for areas, _, _ in asked] == [None]


def test_counted_anew_the_new_takes_the_place_of_the_old(country: Country, officer: User) -> None:
    for _ in range(2):
        task = begun(start(officer, country.province.pk))
        count_in_background(task)
        finish(task)
    (kept,) = KeptCount.objects.all()
    assert kept.told == {"count": 2}


def test_what_was_counted_after_it_was_asked_for_is_not_counted_again(
    country: Country, officer: User
) -> None:
    first, second = start(officer, country.province.pk), start(officer, country.province.pk, "phiên khác")
    assert first.pk != second.pk
    assert start(officer, country.province.pk).pk == first.pk
    count_in_background(begun(first))
    count_in_background(begun(second))
    assert len(asked) == 1


def test_who_may_not_see_the_unit_gets_nothing_counted(country: Country, officer: User) -> None:
    with pytest.raises(TaskError, match="nhờ người quản trị"):
        count_in_background(begun(start(officer, country.other_province.pk)))
    assert asked == []
    with pytest.raises(UnknownCountError):
        start_counting("khac", country.province.pk, "", user=officer.pk, owner="", back="/", title="")


def test_the_database_shows_a_count_to_who_sees_the_unit_and_lets_nobody_write_one(
    country: Country, officer: User
) -> None:
    count_in_background(begun(start(officer, country.province.pk)))
    neighbour = make_person(("officer", country.east))
    today = timezone.localdate()
    with acting(neighbour.pk, today):
        assert kept_count("thu.dem", country.province.pk, "2026") is None
    with acting(officer.pk, today):
        assert kept_count("thu.dem", country.province.pk, "2026") is not None
        for deed in (
            lambda: KeptCount.objects.update(told={}),
            lambda: KeptCount.objects.all().delete(),
        ):
            assert not _changes(deed)
        with pytest.raises(DatabaseError), transaction.atomic():
            KeptCount.objects.create(
                kind="thu.dem", area_id=country.east.pk, about="", told={}, counted_at=timezone.now()
            )


def _changes(deed: Any) -> bool:
    deed()
    kept = KeptCount.objects.get()
    return bool(kept.told != {"count": 1} or kept.counted_at < timezone.now() - timedelta(hours=1))


def test_large_is_what_has_many_areas(country: Country) -> None:
    assert not is_large(country.province.pk, TODAY)
    assert is_large(country.province.pk, TODAY, most=3)
    assert not is_large(country.east_1.pk, TODAY, most=1)
