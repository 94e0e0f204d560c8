"""The unit of a page, and in which of its areas who asks may see: none are named for the whole country."""

import pytest
from django.http import Http404, HttpRequest
from django.test import RequestFactory
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.unit_asked import areas_in, unit_asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def asking(person: User, address: str = "/") -> HttpRequest:
    request = RequestFactory().get(address)
    request.user = person
    return request


def test_the_whole_country_names_no_areas_and_a_unit_in_it_names_its_own(country: Country) -> None:
    request = asking(make_person(("officer", country.nation)))
    assert areas_in(request, unit_asked(request)[0]) is None
    request = asking(request.user, f"/?don-vi={country.east.pk}")  # type: ignore[arg-type]
    unit, _ = unit_asked(request)
    east = {country.east.pk, country.east_1.pk, country.east_2.pk, country.former_east.pk}
    assert set(areas_in(request, unit) or ()) == east


def test_of_a_unit_only_what_is_in_reach_is_named(country: Country) -> None:
    person = make_person(("officer", country.province), ("finance", country.east))
    request = asking(person, f"/?don-vi={country.province.pk}")
    unit, others = unit_asked(request)
    held = {country.province, country.east}
    below = {country.west, country.east_1, country.east_2}
    assert {one.pk for one in held | below} == {one.area_id for one in others}
    assert country.west_1.pk in (areas_in(request, unit) or ())
    money = areas_in(request, unit, Permission.KEEP_MONEY) or ()
    assert country.east_1.pk in money and country.west_1.pk not in money
    for outside in (country.far, country.nation):
        with pytest.raises(Http404):
            unit_asked(asking(person, f"/?don-vi={outside.pk}"))
