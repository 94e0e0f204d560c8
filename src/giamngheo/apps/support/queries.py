"""Questions about help given, and about needs that nobody has met."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from giamngheo.apps.households.models import Household, Need
from giamngheo.apps.support.models import Support


def support_where(condition: Q) -> QuerySet[Support]:
    """Help given in the areas that a condition names, the last first; what was taken back is among it."""
    return Support.objects.filter(condition).select_related("household").order_by("-given_on", "-pk")


def support_of(household: Household) -> QuerySet[Support]:
    """Everything that a household was given, the last first; what was taken back is among it."""
    return support_where(Q(household=household)).select_related("person")


@dataclass(frozen=True)
class Met:
    """Of a need in a year: how many households were helped, how often, and the đồng of it that are known."""

    households: int
    times: int
    value: int


def met_by_need(condition: Q, year: int) -> Mapping[str, Met]:
    """How the needs were met in a year in the areas that a condition names, by code."""
    rows = (
        Support.objects.filter(condition, given_on__year=year, taken_back_at=None)
        .values("need")
        .annotate(households=Count("household", distinct=True), times=Count("pk"), value=Sum("value"))
    )
    return {row["need"]: Met(row["households"], row["times"], row["value"] or 0) for row in rows}


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
