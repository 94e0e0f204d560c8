"""How far the villages of a round are: figures counted at once are those of the lists they lead to."""

import pytest
from tests.apps.households.made import about
from tests.apps.reviews.made import LACKS, LISTED, OFFICER, RICH, case_of, fill, listed_family, opened
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households.actions import move_household
from giamngheo.apps.reviews.actions import add_household, close_list, leave_out, score
from giamngheo.apps.reviews.models import Entry
from giamngheo.apps.reviews.queries import entries_of, filters_of, places_of, villages_of
from giamngheo.apps.reviews.states import EntrySource


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.mark.django_db
def test_counts_are_those_of_the_lists(country: Country) -> None:
    lists = ("poor", "poor", "near_poor", "", "poor", "poor")
    homes = [listed_family(country, listed=listed) for listed in lists]
    other = listed_family(country, village=country.east_2)
    one = opened(country)
    case = case_of(one, country.east_1)
    add_household(case, homes[3], EntrySource.PROPOSED, LISTED, OFFICER, note="nhà sập")
    # One moves to the other village before the list is closed: it and its sheet stay with the list.
    move_household(homes[0], country.east_2.pk, about(LISTED), OFFICER)
    close_list(case, LISTED, OFFICER)
    for home, answers in zip((*homes[:4], homes[5]), (LACKS, RICH, LACKS, LACKS, LACKS), strict=True):
        fill(one, home, answers)
    score(one, OFFICER)
    leave_out(Entry.objects.get(household=homes[5]), "chuyển đi tỉnh khác", LISTED, OFFICER)

    villages = {village.case.area_id: village for village in villages_of(one, None, TODAY)}
    first, second = villages[country.east_1.pk], villages[country.east_2.pk]
    assert (first.listed, first.sealed, second.listed, second.sealed) == (5, 4, 1, 0)
    for village in villages.values():
        for name in filters_of(one):
            listed = entries_of(village.case, name).count()
            assert listed == village.counts.get(name, village.listed - village.sealed), name
    assert sum(first.counts[name] for name in filters_of(one) if name in first.counts) > 0
    assert other.pk in entries_of(second.case).values_list("household_id", flat=True)


@pytest.mark.django_db
def test_villages_of_the_areas_that_are_asked(country: Country) -> None:
    listed_family(country)
    listed_family(country, village=country.east_2)
    one, mine = opened(country), [country.east_1.pk]
    whole = villages_of(one, None, TODAY)
    assert [village.case.area_id for village in whole] == sorted([*mine, country.east_2.pk])
    assert [village.case.area_id for village in villages_of(one, mine, TODAY)] == mine
    assert [place.case.area_id for place in places_of(one, frozenset(mine), TODAY)] == mine
    told = [(place.case, place.standing, place.next, place.late) for place in places_of(one, None, TODAY)]
    assert told == [(village.case, village.standing, village.next, village.late) for village in whole]
