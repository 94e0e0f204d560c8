"""The regular review of a month: it is of who asks, to come to the list or to leave it."""

from datetime import date

import pytest
from tests.apps.reviews.made import (
    LACKS,
    LEADER,
    OFFICER,
    RICH,
    agreed,
    case_of,
    fill,
    listed_family,
    posted,
)
from tests.factories.places import Country, make_country

from giamngheo.apps.reviews.actions import (
    OutOfOrderError,
    ReviewError,
    Signed,
    add_household,
    decide,
    open_round,
    record_reviewed,
)
from giamngheo.apps.reviews.folding import standing_of
from giamngheo.apps.reviews.models import Entry
from giamngheo.apps.reviews.states import EntrySource
from giamngheo.law.procedures.facts import Verb
from giamngheo.law.vocabulary.procedures import ProcedureKind

pytestmark = pytest.mark.django_db
REGULAR = ProcedureKind.REGULAR_REVIEW


@pytest.fixture
def country() -> Country:
    return make_country()


def test_a_month_from_two_requests_to_the_decision_in_time(country: Country) -> None:
    comes, goes = listed_family(country, "Mẫu", ""), listed_family(country, "Thử")
    with pytest.raises(OutOfOrderError):
        open_round(country.east, REGULAR, date(2026, 7, 14), OFFICER)
    one = open_round(country.east, REGULAR, date(2026, 7, 15), OFFICER)
    assert (one.year, one.month) == (2026, 7)
    assert not Entry.objects.exists()  # nobody is on it who did not ask
    case = case_of(one, country.east_1)
    day = date(2026, 7, 15)
    with pytest.raises(ReviewError, match="Giấy đề nghị"):
        record_reviewed(case, day, OFFICER)
    add_household(case, comes, EntrySource.APPLIED, day, OFFICER, note="Mẫu số 01")
    add_household(case, goes, EntrySource.ASKS_TO_LEAVE, day, OFFICER, note="Mẫu số 04")
    fill(one, comes, LACKS)
    fill(one, goes, RICH)
    record_reviewed(case, date(2026, 7, 17), OFFICER)
    agreed(case, [comes.pk, goes.pk], date(2026, 7, 17))
    posted(case, date(2026, 7, 20))
    (limit,) = [one for one in standing_of(case).time_limits() if one.id == "decision"]
    assert limit.due is not None
    decide(one, [case], Signed("3/QĐ-UBND", date(2026, 7, 27), "Chủ tịch (thử)"), LEADER)
    comes.refresh_from_db()
    goes.refresh_from_db()
    assert (comes.class_today, goes.class_today) == ("poor", "not_poor")
    assert standing_of(case).what_is_refused(date(2026, 7, 28))[Verb.REVIEWED]


def test_each_month_has_its_own(country: Country) -> None:
    for month in (7, 8):
        open_round(country.east, REGULAR, date(2026, month, 15), OFFICER)
    with pytest.raises(ReviewError, match="đã mở"):
        open_round(country.east, REGULAR, date(2026, 8, 16), OFFICER)
