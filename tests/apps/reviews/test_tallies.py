"""The numbers of households on lists kept beside them are those of the lists, whatever changes them."""

from datetime import date

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.apps.kept_numbers import entries_counted, entries_kept
from tests.apps.reviews.made import case_of, listed_family, opened
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.reviews.models import Entry, Tally
from giamngheo.apps.reviews.queries import listed_by_round, listed_in
from giamngheo.foundation.accounts.acting import acting

LEFT = {"left_out_on": date(2026, 9, 20), "left_out_why": "chuyển đi"}


class Changes(TestCase):
    """Households of two villages are scored, decided and left out."""

    @settings(max_examples=8)
    @given(
        st.lists(
            st.tuples(
                st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True),
                st.sampled_from(["", "poor", "near_poor", "not_poor", "unknown"]),
                st.booleans(),
                st.booleans(),
            ),
            max_size=10,
        )
    )
    def test_any_statement_is_counted(self, changes: list[tuple[list[int], str, bool, bool]]) -> None:
        country = make_country()
        lists = (("poor", country.east_1), ("poor", country.east_1), ("near_poor", country.east_2))
        homes = [listed_family(country, listed=listed, village=village) for listed, village in lists]
        opened(country)
        for which, proposed, is_decided, is_left_out in changes:
            rows = Entry.objects.filter(household__in=[homes[place % 3].pk for place in which])
            rows.update(proposed_class=proposed, decided_class=proposed if is_decided else "")
            if is_left_out:
                rows.update(**LEFT)
            assert entries_kept() == entries_counted()


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.mark.django_db
def test_rows_of_a_list_are_put_together_before_they_are_many(country: Country) -> None:
    listed_family(country)
    listed_family(country, village=country.east_2)
    one = opened(country)
    for turn in range(120):
        Entry.objects.filter(round=one).update(proposed_class="poor" if turn % 2 else "near_poor")
        assert Tally.objects.count() <= 2 * 60
    assert entries_kept() == entries_counted()


@pytest.mark.django_db
def test_numbers_are_seen_where_entries_are_and_written_by_nobody(country: Country) -> None:
    homes = [listed_family(country), listed_family(country), listed_family(country, village=country.east_2)]
    one = opened(country)
    Entry.objects.filter(household=homes[0]).update(**LEFT)
    assert listed_in(case_of(one, country.east_1)) == (1, 1)
    assert listed_by_round([one], None) == {one.pk: 2}
    assert listed_by_round([one], [country.east_2.pk]) == {one.pk: 1}
    head = make_person(("village_head", country.east_2))
    with acting(head.pk, TODAY):
        assert {row.area_id for row in Tally.objects.all()} == {country.east_2.pk}
        assert listed_by_round([one], None) == {one.pk: 1}
        case = case_of(one, country.east_2)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Tally.objects.create(round=one, case=case, area=country.east_2, listed=1, left_out=0)
        assert Tally.objects.update(listed=9) == 0 and Tally.objects.all().delete()[0] == 0
