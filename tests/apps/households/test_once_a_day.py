"""The database lets nothing be said twice for a day, whether it holds until further notice or has ended."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from psycopg.types.range import DateRange
from tests.apps.households.made import START, home
from tests.factories.places import make_country

from giamngheo.apps.households.models import Event, Membership, Particulars, Residence

pytestmark = pytest.mark.django_db
ENDED = DateRange(None, START)
OPEN, OPEN_LATER = DateRange(START, None), DateRange(START.replace(month=9), None)
INSIDE = DateRange(START.replace(month=9), START.replace(month=10))
OVERLAPPING = DateRange(START.replace(year=2024), START.replace(day=2))


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [
        (ENDED, OPEN, True),
        (OPEN, OPEN_LATER, False),
        (OPEN, INSIDE, False),
        (INSIDE, OPEN, False),
        (ENDED, OVERLAPPING, False),
        (INSIDE, OVERLAPPING, True),
    ],
)
@pytest.mark.parametrize("which", ["residence", "membership", "head", "particulars"])
def test_two_facts_of_one_day_are_refused(
    which: str, first: DateRange, second: DateRange, fits: bool
) -> None:
    country = make_country()
    kept = home(country.east_1, "Mẫu Một", "Mẫu Hai")
    event = Event.objects.latest("pk")
    for model in (Residence, Membership, Particulars):
        model._default_manager.update(superseded_by=event)  # type: ignore[attr-defined]
    one, two = kept.memberships.values_list("person_id", flat=True)
    place = iter((one, two))
    make: dict[str, Callable[[DateRange], object]] = {
        "residence": lambda valid: Residence.objects.create(
            household=kept, area=country.east_1, valid=valid, recorded_by=event
        ),
        "membership": lambda valid: Membership.objects.create(
            household=kept, person_id=one, relationship="child", valid=valid, recorded_by=event
        ),
        "head": lambda valid: Membership.objects.create(
            household=kept, person_id=next(place), relationship="head", valid=valid, recorded_by=event
        ),
        "particulars": lambda valid: Particulars.objects.create(
            person_id=one, full_name="Mẫu Một", valid=valid, recorded_by=event
        ),
    }
    make[which](first)
    if fits:
        make[which](second)
        return
    with pytest.raises(IntegrityError, match="households_"), transaction.atomic():
        make[which](second)
