"""Norms that are on a longer time than one activity: what the others gave counts in, and is told."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.activities.made import LEADER, MARCH, MAY, OFFICER, activity, begun, poor_home
from tests.factories.places import Country, make_country

from giamngheo.apps.activities.actions import (
    ActivityError,
    Line,
    confirm_norms,
    enter,
    hand_over,
    load_norms,
    take_thing_back,
)
from giamngheo.apps.activities.models import Activity, NormTable, Participant, Thing
from giamngheo.apps.activities.norms import norms_for
from giamngheo.apps.households.models import Household

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def line(one: Participant, quantity: str = "2", **more: object) -> Line:
    told = Line(one.pk, "breed", Decimal(quantity), "con", 30_000_000, MAY)
    return replace(told, **more)  # type: ignore[arg-type]


def norms(country: Country, *lines: dict[str, Any]) -> NormTable:
    """Norms of the province for models in force from 2025 on."""
    table = load_norms(
        country.province, "model", lines, OFFICER, source="QĐ thử 2/QĐ-UBND", first=date(2025, 1, 1)
    )
    return confirm_norms(table, LEADER)


def got_from(
    country: Country, title: str, home_: Household, quantity: str, day: date = MAY
) -> tuple[Activity, Participant]:
    """A model of that year that gave a household so many heads of cattle."""
    start = date(day.year, 3, 1)
    row = activity(country.east, title=title, first=start, last=date(day.year, 12, 31))
    enter(row, [home_.pk], day, OFFICER, again="thử")
    row = begun(row)
    one = Participant.objects.get(activity=row)
    assert hand_over(row, [line(one, quantity, day=day)], OFFICER).refused == {}
    return row, one


def test_a_norm_of_a_year_counts_what_other_activities_gave_and_says_which(country: Country) -> None:
    norms(country, {"item": "breed", "unit": "con", "quantity": "3", "value": None, "per": "year"})
    family, other = (poor_home(country.east_1, f"Mẫu Văn {name}") for name in ("An", "Ba"))
    got_from(country, "Nuôi bò năm ngoái", family, "3", date(2025, 12, 15))
    first, _ = got_from(country, "Nuôi bò", family, "2")
    row = activity(country.east, title="Nuôi dê")
    enter(row, [family.pk, other.pk], MAY, OFFICER, again="thử")
    row = begun(row)
    one, two = Participant.objects.filter(activity=row).order_by("pk")
    done = hand_over(row, [line(one, "2"), line(two, "3")], OFFICER)
    said = done.refused[one.pk]
    assert "vượt định mức 3 con một hộ một năm (QĐ thử 2/QĐ-UBND): năm 2026 đã nhận 2 con" in said
    assert "ngày 01/05/2026 ở «Nuôi bò». Cách xử lý: còn được nhận 1 con" in said
    assert "năm ngoái" not in said and list(done.refused) == [one.pk]
    assert hand_over(row, [line(one, "1")], OFFICER).refused == {}
    # What was taken back counts no more.
    take_thing_back(Thing.objects.get(activity=first), "ghi nhầm", OFFICER)
    assert hand_over(row, [line(one, "2")], OFFICER).refused == {}


def test_a_norm_on_the_value_of_all_things_together_asks_for_the_value(country: Country) -> None:
    norms(country, {"item": "", "unit": "", "quantity": None, "value": 40_000_000, "per": "term"})
    family = poor_home(country.east_1, "Mẫu Văn An")
    got_from(country, "Nuôi bò năm ngoái", family, "2", date(2025, 12, 15))  # of 30 million
    row = activity(country.east)
    enter(row, [family.pk], MAY, OFFICER, again="thử")
    row = begun(row)
    one = Participant.objects.get(activity=row)
    assert "chưa ghi giá trị" in hand_over(row, [line(one, value=None)], OFFICER).refused[one.pk]
    said = hand_over(row, [line(one, item="tool", value=15_000_000)], OFFICER).refused[one.pk]
    assert "vượt định mức 40.000.000 đồng một hộ cả kỳ áp dụng, mọi hiện vật cộng lại" in said
    assert "còn được nhận 10.000.000 đồng" in said
    assert hand_over(row, [line(one, item="tool", value=10_000_000)], OFFICER).refused == {}


def test_norms_are_looked_at_in_as_many_questions_for_many_as_for_one(country: Country) -> None:
    norms(country, {"item": "breed", "unit": "con", "quantity": "9", "value": None, "per": "year"})
    homes = [poor_home(country.east_1, f"Mẫu Văn {name}") for name in ("An", "Ba", "Ca")]
    for one in homes:
        got_from(country, "Nuôi bò", one, "1")
    row = activity(country.east)
    enter(row, [one.pk for one in homes], MAY, OFFICER, again="thử")
    people = list(Participant.objects.filter(activity=row))
    asked = []
    for some in (people[:1], people):
        with CaptureQueriesContext(connection) as found:
            told = norms_for(row, some)
            assert all(told.got(one.pk, MAY) for one in some)
        asked.append(len(found))
    assert asked[0] == asked[1]


def test_what_a_norm_cannot_say_is_refused(country: Country) -> None:
    for line_, why in (
        ({"item": "", "quantity": "2", "unit": "con"}, "chỉ tính theo giá trị"),
        ({"item": "breed", "value": 5, "per": "month"}, "thời gian nào"),
        ({"item": "breed", "quantity": "2", "unit": ""}, "phải có đơn vị tính"),
    ):
        with pytest.raises(ActivityError, match=why):
            load_norms(country.east, "model", [line_], OFFICER, source="QĐ thử", first=MARCH)
