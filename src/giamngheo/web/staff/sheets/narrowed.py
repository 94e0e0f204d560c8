"""The list of sheets as it may be narrowed: its conditions, and the questions of its page, once for each way.

A condition is said once: of values for exports, of open ones (`Asked`) for what every page asks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, NamedTuple

from django.db import connection
from django.db.models import DateField, F, Min, OuterRef, Q, QuerySet, Subquery

from giamngheo.apps.households.models import Household
from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.states import SheetState
from giamngheo.foundation.accounts.models import Holding
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import roles_with
from giamngheo.foundation.prepared_queries import FEW, FEW_AREAS, Asked, OneOf, OneOfFew, PreparedValues

_PEOPLE_AT_MOST: Final = 200

Wide = Literal["all", "few", "many"]


@dataclass(frozen=True)
class Stage:
    """How far a sheet is, for the filter and as its row says it."""

    name: str
    icon: str
    condition: Q


STAGES: Final[Mapping[str, Stage]] = {
    "chua-dien": Stage("Chưa điền", "note", Q(state=SheetState.DRAFT, version=1)),
    "con-thieu": Stage(
        "Đang điền, còn thiếu", "progress", Q(state=SheetState.DRAFT, version__gt=1, missing__gt=0)
    ),
    "du": Stage(
        "Đủ câu trả lời, chưa khoá", "circle-check", Q(state=SheetState.DRAFT, version__gt=1, missing=0)
    ),
    "da-khoa": Stage("Đã khoá", "lock", Q(state=SheetState.SEALED)),
}
"""Every sheet is at exactly one of these."""
_KEPT: Final = ("untouched", "lacking", "whole", "sealed")  # what is kept of sheets at each of `STAGES`


class ListedSheet(NamedTuple):
    """A sheet as a row of the list has it; `head` is None where the household is not seen."""

    pk: int
    household_code: str
    area_id: int
    occasion: str
    state: str
    version: int
    missing: int
    reviewer_id: int | None
    reviewer_name: str
    head: str | None


@dataclass(frozen=True)
class Narrowed:
    """How the list is narrowed, not to what: for each way a question is made.

    `wide`: of how many areas who asks sees sheets; `inside`: to a chosen area; `whose`: to those of a person,
    or of nobody.
    """

    wide: Wide
    occasion: bool = False
    inside: bool = False
    whose: Literal["", "person", "nobody"] = ""
    stage: str = ""
    is_later: bool = False


def how_wide(areas: list[int] | None) -> Wide:
    """In how many areas (None: everywhere)."""
    return "all" if areas is None else "few" if len(areas) <= FEW_AREAS else "many"


def narrowed(how: Narrowed, said: Callable[[str], Any]) -> QuerySet[FilledSheet]:
    """The sheets that are left; `said` gives what is asked for: areas, occasion, inside, person, last."""
    rows = FilledSheet.objects.filter(_within(how.wide, said))
    if how.occasion:
        rows = rows.filter(occasion=said("occasion"))
    if how.inside:
        rows = rows.filter(_inside(said))
    if how.whose:
        rows = rows.filter(reviewer_id=said("person") if how.whose == "person" else None)
    if how.stage:
        rows = rows.filter(STAGES[how.stage].condition)
    return rows.filter(pk__gt=said("last")) if how.is_later else rows


@cache
def listed(how: Narrowed, count: int) -> PreparedValues:
    """The first so many rows, as `ListedSheet` has them."""
    head = Household.objects.filter(pk=OuterRef("household_id")).values("head_name")
    return PreparedValues(
        lambda: (
            narrowed(how, Asked).order_by("pk").values_list(*ListedSheet._fields[:-1], Subquery(head))[:count]
        )
    )


def counted_by_reviewer(how: Narrowed, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Of everybody who has sheets in the areas of who asks: number, name, how many are at each of `STAGES`.

    As they are kept beside the sheets; narrowed to an occasion, and what is counted to the chosen area. Who
    stands under several names is told under each.
    """
    with connection.cursor() as cursor:
        cursor.execute(_counting(how.wide, how.occasion), values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@cache
def _counting(wide: Wide, occasion: bool) -> str:
    among = {"all": "", "few": f"AND area_id {FEW}", "many": "AND area_id = ANY({}::bigint[])"}[wide]
    here = (f"coalesce(sum({one}) FILTER (WHERE is_here), 0)::integer" for one in _KEPT)
    return f"""
SELECT reviewer_id, name, {", ".join(here)}
FROM (
    SELECT reviewer_id, max(reviewer_name) AS name, {", ".join(f"sum({one}) AS {one}" for one in _KEPT)},
        %(inside)s::bigint[] IS NULL OR area_id = ANY(%(inside)s::bigint[]) AS is_here
    FROM surveys_tally
    WHERE true {"AND occasion = %(occasion)s" if occasion else ""} {among.format("%(areas)s")}
    GROUP BY area_id, reviewer_id HAVING sum({" + ".join(_KEPT)}) <> 0
) AS told GROUP BY reviewer_id, name
"""


@cache
def own(how: Narrowed) -> PreparedValues:
    """One row where a person has sheets at all: the first that is not sealed as the list is narrowed."""
    which = Q(state=SheetState.DRAFT)
    which &= Q(occasion=Asked("occasion")) if how.occasion else Q()
    which &= _inside(Asked) if how.inside else Q()
    return PreparedValues(
        lambda: (
            narrowed(Narrowed(how.wide, whose="person"), Asked)
            .values("reviewer_id")
            .annotate(first=Min("pk", filter=which))
            .values_list("first")
        )
    )


@cache
def who_fills_in(wide: Wide) -> PreparedValues:
    """Number and name of who fills in sheets in these areas, by name; the first two hundred."""
    return PreparedValues(
        lambda: (
            Holding.objects.filter(
                _within(wide, Asked),
                valid__contains=Asked("day", DateField()),
                role__in=roles_with(Permission.FILL_SHEETS),
                user__is_active=True,
            )
            .values_list("user_id", "user__full_name")
            .distinct()
            .order_by("user__full_name", "user_id")[:_PEOPLE_AT_MOST]
        )
    )


def _within(wide: Wide, said: Callable[[str], Any]) -> Q:
    if wide == "all":
        return Q()
    return Q((OneOfFew if wide == "few" else OneOf)(F("area_id"), said("areas")))


def _inside(said: Callable[[str], Any]) -> Q:
    return Q(OneOf(F("area_id"), said("inside")))
