"""Counts asked together are those that each question alone would tell."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.places import Country, make_country

from giamngheo.foundation.counted import Counted, counted_together, in_areas

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def _living(name: str, areas: list[int] | None) -> Counted:
    return Counted(
        {name: "count(*)", f"{name}_odd": "count(*) FILTER (WHERE mod(id, %(by)s) <> 0)"},
        f"FROM areas_area WHERE {in_areas('id', areas)}",
        {"areas": areas, "by": 2},
    )


def test_each_question_has_values_of_its_own(country: Country) -> None:
    one, two = [country.east.pk], [country.east.pk, country.far.pk]
    asked = [_living("one", one), _living("two", two), _living("all", None), _living("none", [])]
    with CaptureQueriesContext(connection) as captured:
        told = counted_together(asked)
    assert len(captured) == 1
    alone = {name: count for each in asked for name, count in counted_together([each]).items()}
    assert told == alone
    assert (told["one"], told["two"], told["none"]) == (1, 2, 0) and told["all"] > 2
    assert told["one_odd"] == country.east.pk % 2


def test_many_areas_are_named_as_well_as_few(country: Country) -> None:
    many = [country.east.pk, *range(10**6, 10**6 + 1_000)]
    assert counted_together([_living("many", many)])["many"] == 1


def test_nothing_asked_asks_nothing() -> None:
    with CaptureQueriesContext(connection) as captured:
        assert counted_together([]) == {}
    assert not captured.captured_queries
