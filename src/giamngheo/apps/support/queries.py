"""Questions about help given, and about needs that nobody has met."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

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


# Living households and their needs are put together first: the guards of the rows keep the database from
# knowing how many needs stand on a day, and it compared every household with every need.
_UNMET: Final = """
WITH living AS MATERIALIZED (
    SELECT id FROM households_household WHERE is_living AND {there}
), told AS MATERIALIZED (
    SELECT need.household_id, need.need
    FROM households_need AS need JOIN living ON living.id = need.household_id
    WHERE need.superseded_by_id IS NULL AND need.valid @> %(day)s::date
)
SELECT told.need, count(DISTINCT told.household_id) FROM told
WHERE NOT EXISTS (
    SELECT FROM support_support AS given
    WHERE given.household_id = told.household_id AND given.need = told.need
        AND given.given_on BETWEEN %(first)s AND %(last)s AND given.taken_back_at IS NULL
)
GROUP BY told.need
"""


def unmet_by_need(areas: Sequence[int] | None, year: int, day: date) -> Mapping[str, int]:
    """How many households of areas (None: all) wait for each need, as `unmet` has them, by code."""
    there = "true" if areas is None else "area_id = ANY(%(areas)s::bigint[])"
    asked: dict[str, Any] = {
        "areas": list(areas or ()),
        "day": day,
        "first": date(year, 1, 1),
        "last": date(year, 12, 31),
    }
    with connection.cursor() as cursor:
        cursor.execute(_UNMET.format(there=there), asked)
        return dict(cursor.fetchall())


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


@dataclass(frozen=True)
class Lacking:
    """Of a deprivation: how many households on the lists have it, and how many of them were helped."""

    households: int
    helped: int

    @property
    def waiting(self) -> int:
        """Those whom nobody helped."""
        return self.households - self.helped


_LACKING: Final = """
SELECT lack, count(*), count(*) FILTER (WHERE EXISTS (
    SELECT FROM support_support AS given
    JOIN unnest(%(deprivations)s::text[], %(needs)s::text[]) AS remedy (deprivation, need)
        ON remedy.deprivation = lack AND remedy.need = given.need
    WHERE given.household_id = household.id AND given.taken_back_at IS NULL
        AND given.given_on BETWEEN %(first)s AND %(last)s
))
FROM households_household AS household
JOIN LATERAL (
    SELECT decision.deprivations FROM households_recognition AS decision
    WHERE decision.household_id = household.id AND decision.superseded_by_id IS NULL
        AND lower(decision.valid) <= %(day)s
    ORDER BY decision.valid DESC LIMIT 1
) AS last_decision ON true
CROSS JOIN LATERAL unnest(last_decision.deprivations) AS lack
WHERE household.is_living AND household.class_today = ANY(%(listed)s)
    AND (%(areas)s::bigint[] IS NULL OR household.area_id = ANY(%(areas)s::bigint[]))
GROUP BY lack
"""


def lacking_by_deprivation(areas: Sequence[int] | None, year: int, day: date) -> Mapping[str, Lacking]:
    """How the deprivations of the poor and near-poor households of areas (None: all) met help in a year.

    The deprivations are those of the decision that holds on `day`; households of whose deprivations no
    decision tells are in none of them.
    """
    pairs = [(one.deprivation, need) for one in remedies().values() for need in one.needs]
    asked: dict[str, Any] = {
        "deprivations": [one[0] for one in pairs],
        "needs": [one[1] for one in pairs],
        "first": date(year, 1, 1),
        "last": date(year, 12, 31),
        "day": day,
        "listed": list(LISTED),
        "areas": None if areas is None else list(areas),
    }
    with connection.cursor() as cursor:
        cursor.execute(_LACKING, asked)
        return {lack: Lacking(households, helped) for lack, households, helped in cursor.fetchall()}


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
