"""Questions whose SQL is made once give what the ORM gives: for other values, in other threads."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.db.models import Count, DateField, F, Q
from django.test.utils import CaptureQueriesContext
from tests.foundation.areas.country import EARLIER, small_country

from giamngheo.foundation.areas.models import Area, Version
from giamngheo.foundation.prepared_queries import Asked, OneOf, OneOfFew, PreparedQuery, PreparedValues

ON_A_DAY = PreparedQuery(
    lambda: (
        Version.objects.filter(
            Q(area=Asked("area")) | Q(parent=Asked("area")), valid__contains=Asked("day", DateField())
        )
        .select_related("area", "parent")
        .order_by("-pk")
    )
)
SOME = PreparedQuery(lambda: Area.objects.filter(OneOf(F("pk"), Asked("numbers"))).order_by("pk"))

FEW = PreparedQuery(lambda: Area.objects.filter(OneOfFew(F("pk"), Asked("numbers"))).order_by("pk"))


@pytest.mark.django_db
def test_the_rows_are_those_of_the_same_query_for_whatever_values() -> None:
    small_country()
    for area in Area.objects.all():
        for day in (date(1950, 1, 1), EARLIER):
            same = Version.objects.filter(Q(area=area) | Q(parent=area), valid__contains=day)
            assert ON_A_DAY.rows(area=area.pk, day=day) == list(same.order_by("-pk"))
    assert ON_A_DAY.first(area=0, day=EARLIER) is None


@pytest.mark.django_db
def test_one_question_brings_what_is_selected_with_the_rows() -> None:
    small_country()
    nation, *parts = Area.objects.order_by("pk")[:3]
    with CaptureQueriesContext(connection) as asked:
        told = {
            (one.area.pk, one.parent and one.parent.pk)
            for area in (nation, *parts)
            for one in ON_A_DAY.rows(area=area.pk, day=EARLIER)
        }
    assert told >= {(one.pk, nation.pk) for one in parts}
    assert len(asked) == 3


@pytest.mark.django_db
def test_many_numbers_are_one_value_and_none_are_none() -> None:
    small_country()
    everyone = list(Area.objects.order_by("pk"))
    for asked in (SOME, FEW):
        assert asked.rows(numbers=[one.pk for one in everyone]) == everyone
        assert asked.rows(numbers=[]) == []
    with pytest.raises(KeyError, match="numbers"):
        SOME.rows()


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_its_own_connection() -> None:
    small_country()
    numbers = list(Area.objects.values_list("pk", flat=True))

    def ask(number: int) -> list[int]:
        try:
            return [one.pk for one in SOME.rows(numbers=[number])]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, numbers)) == [[number] for number in numbers]


@pytest.mark.django_db
def test_a_query_with_more_than_the_fields_of_its_model_is_refused() -> None:
    with pytest.raises(TypeError, match="nothing else"):
        PreparedQuery(lambda: Area.objects.annotate(twice=F("pk") * 2)).rows()


@pytest.mark.django_db
def test_values_are_those_of_the_same_query() -> None:
    small_country()
    children = PreparedValues(
        lambda: (
            Version.objects.filter(valid__contains=Asked("day", DateField()))
            .values("parent")
            .annotate(number=Count("pk"))
            .order_by("parent")
            .values_list("parent", "number")
        )
    )
    for day in (date(1950, 1, 1), EARLIER):
        same = Version.objects.filter(valid__contains=day).values("parent").annotate(number=Count("pk"))
        told = [tuple(one) for one in children.rows(day=day)]
        assert told == list(same.order_by("parent").values_list("parent", "number"))
