"""Questions about help given, and about needs that nobody has met."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from giamngheo.apps.households.models import Household, Need, Recognition
from giamngheo.apps.support.models import Support
from giamngheo.law.library import remedies
from giamngheo.law.vocabulary.standards import HouseholdClass

LISTED: Final = (HouseholdClass.POOR.value, HouseholdClass.NEAR_POOR.value)


def support_where(condition: Q) -> QuerySet[Support]:
    """Help given in the areas that a condition names, the last first; what was taken back is among it."""
    return Support.objects.filter(condition).select_related("household").order_by("-given_on", "-pk")


def support_of(household: Household) -> QuerySet[Support]:
    """Everything that a household was given, the last first; what was taken back is among it."""
    return support_where(Q(household=household)).select_related("person")


def helped_with(
    need: str, classes: Sequence[str], condition: Q, first: date, last: date
) -> dict[int, set[int]]:
    """The households helped with a need between these days, by the area in which they lived then.

    Of those that were of these classes on that day; an area where others alone were helped has nobody. One
    question.
    """
    rows = Support.objects.filter(condition, need=need, given_on__range=(first, last), taken_back_at=None)
    found: dict[int, set[int]] = {}
    told = rows.order_by().values_list("area_id", "household_id", "class_on_day").distinct()
    for area, household, class_on_day in told:
        homes = found.setdefault(area, set())
        if class_on_day in classes:
            homes.add(household)
    return found


def unmet(condition: Q, year: int, day: date, need: str = "") -> QuerySet[Need]:
    """Needs that households told and that stand on a day, and that nobody has met in the year."""
    met = Support.objects.filter(
        household=OuterRef("household"), need=OuterRef("need"), given_on__year=year, taken_back_at=None
    )
    asked = Need.objects.filter(
        condition,
        ~Exists(met),
        superseded_by=None,
        valid__contains=day,
        household__is_living=True,
        **({"need": need} if need else {}),
    )
    return asked.select_related("household").order_by("household__sort_key", "household_id", "need")


def lacking(condition: Q, year: int, day: date, deprivation: str) -> QuerySet[Household]:
    """The poor and near-poor households that have a deprivation and that nobody helped in the year."""
    decisions = Recognition.objects.filter(
        household=OuterRef("pk"), superseded_by=None, valid__startswith__lte=day
    ).order_by("-valid")
    needs = remedies()[deprivation].needs if deprivation in remedies() else ()
    helped = Support.objects.filter(
        household=OuterRef("pk"), need__in=needs, given_on__year=year, taken_back_at=None
    )
    living = Household.objects.filter(condition, is_living=True, class_today__in=LISTED)
    lacks = living.annotate(lacks=Subquery(decisions.values("deprivations")[:1]))
    return lacks.filter(~Exists(helped), lacks__contains=[deprivation]).order_by("sort_key", "pk")
