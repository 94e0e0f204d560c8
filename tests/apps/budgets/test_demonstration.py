"""The made-up money: whole, marked, of both years, and made once."""

from datetime import date

import pytest
from django.db.models import Sum
from tests.factories.places import TODAY, make_country

from giamngheo.apps.budgets.demonstration import People, fill_budgets
from giamngheo.apps.budgets.keeping_to import kept_rules
from giamngheo.apps.budgets.models import Decision, Entry, Line, Posting
from giamngheo.apps.budgets.queries import lines_of
from giamngheo.foundation.audit.actions import Actor

pytestmark = pytest.mark.django_db
PEOPLE = People(*(Actor(None, f"Người trình diễn {place}") for place in range(4)))


def test_the_demonstration_goes_through_every_stage_and_is_made_once() -> None:
    country = make_country()
    assert not fill_budgets(country.province, country.east, country.west, PEOPLE, date(2026, 9, 30))
    assert fill_budgets(country.province, country.east, country.west, PEOPLE, TODAY)
    assert not fill_budgets(country.province, country.east, country.west, PEOPLE, TODAY)
    before = list(lines_of(country.east.pk, 2025))
    assert before and not any(one.is_open or one.paid for one in before)
    carried = Line.objects.filter(year=2026, origin_year=2025)
    assert carried.exists() and all(one.is_open for one in carried)
    assert not Posting.objects.aggregate(all=Sum("amount"))["all"]
    assert set(Entry.objects.values_list("kind", flat=True)) >= {
        "receive",
        "allocate",
        "pay",
        "carry",
        "cancel",
    }
    assert Decision.objects.filter(put_in_force_at=None).count() == 1
    assert not Line.objects.exclude(item="").exclude(item__contains="(trình diễn)").exists()
    assert any(one.holds for one in kept_rules([country.east.pk], 2025))
