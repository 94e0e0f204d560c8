"""How help, needs and lacks stand in areas: by need or deprivation, and by units below.

Each is a few passes over the rows, whatever their number. What is given can be kept as JSON
(`foundation/kept_counts`), so that numbers of units are keys of text.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, TypedDict

from django.db import connection

from giamngheo.apps.support.queries import LISTED
from giamngheo.law.library import remedies

_PLACES: Final = """
place AS MATERIALIZED (
    SELECT area_id, ancestor_id AS below FROM areas_containment
    WHERE ancestor_id = ANY(%(below)s::bigint[]) AND valid @> %(day)s::date
)"""
_MET: Final = f"""
WITH {_PLACES}
SELECT grouping(place.below), place.below, given.need, count(DISTINCT given.household_id), count(*),
    coalesce(sum(given.value), 0)::bigint
FROM support_support AS given LEFT JOIN place USING (area_id)
WHERE given.given_on BETWEEN %(first)s AND %(last)s AND given.taken_back_at IS NULL AND {{given}}
GROUP BY GROUPING SETS ((place.below, given.need), (place.below), (given.need))
"""
# Living households and their needs are put together first: the guards of the rows keep the database from
# knowing how many needs stand on a day, and it compared every household with every need.
_WAITING: Final = f"""
WITH {_PLACES}, living AS MATERIALIZED (
    SELECT id, area_id FROM households_household AS home WHERE is_living AND {{home}}
), told AS MATERIALIZED (
    SELECT living.area_id, need.household_id, need.need
    FROM households_need AS need JOIN living ON living.id = need.household_id
    WHERE need.superseded_by_id IS NULL AND need.valid @> %(day)s::date
), met AS MATERIALIZED (
    SELECT DISTINCT household_id, need FROM support_support
    WHERE household_id IN (SELECT id FROM living)
        AND given_on BETWEEN %(first)s AND %(last)s AND taken_back_at IS NULL
)
SELECT place.below, told.need, count(DISTINCT told.household_id)
FROM told LEFT JOIN met USING (household_id, need) LEFT JOIN place USING (area_id)
WHERE met.household_id IS NULL
GROUP BY place.below, told.need
"""
_LACKS: Final = f"""
WITH {_PLACES}, listed AS MATERIALIZED (
    SELECT id, area_id FROM households_household AS home
    WHERE is_living AND class_today = ANY(%(listed)s) AND {{home}}
), decided AS MATERIALIZED (
    SELECT DISTINCT ON (decision.household_id) decision.household_id, listed.area_id, decision.deprivations
    FROM households_recognition AS decision JOIN listed ON listed.id = decision.household_id
    WHERE decision.superseded_by_id IS NULL AND lower(decision.valid) <= %(day)s
    ORDER BY decision.household_id, decision.valid DESC
), lacking AS MATERIALIZED (
    SELECT household_id, area_id, unnest(deprivations) AS lack FROM decided
), helped AS MATERIALIZED (
    SELECT DISTINCT given.household_id, remedy.deprivation AS lack FROM support_support AS given
    JOIN unnest(%(deprivations)s::text[], %(needs)s::text[]) AS remedy (deprivation, need) USING (need)
    WHERE given.household_id IN (SELECT id FROM listed)
        AND given.given_on BETWEEN %(first)s AND %(last)s AND given.taken_back_at IS NULL
)
SELECT place.below, lacking.lack, count(*), count(helped.household_id)
FROM lacking LEFT JOIN helped USING (household_id, lack) LEFT JOIN place USING (area_id)
GROUP BY place.below, lacking.lack
"""
ALL_NEEDS: Final = ""
"""The key under which the help of a unit is told whatever need it met."""


class Met(TypedDict):
    """Help of a year: households (each once), times, đồng that are known; how many needs nobody met."""

    households: int
    times: int
    value: int
    waiting: int


class YearCounts(TypedDict):
    """The help of a year by need, and by number of a unit below, by need and of all needs."""

    needs: dict[str, Met]
    units: dict[str, dict[str, Met]]


class Lacking(TypedDict):
    """Of a deprivation: how many households on the lists have it, and how many of them were helped."""

    households: int
    helped: int
    waiting: int


class LackCounts(TypedDict):
    """The deprivations of listed households, and by number of a unit below."""

    lacks: dict[str, Lacking]
    units: dict[str, dict[str, Lacking]]


def year_counts(areas: Sequence[int] | None, below: Sequence[int], year: str, day: date) -> YearCounts:
    """Count the help of a year in areas (None: all), and the needs of a day that nobody met in it.

    Help counts where the household lived then, so that one that moved counts in both units and once above
    them; a need counts where it lives now.
    """
    asked, there = _asked(areas, below, year, day)
    found: YearCounts = {"needs": {}, "units": {}}
    for is_whole, unit, need, households, times, value in _rows(_MET, asked, given=there.format("given")):
        met = Met(households=households, times=times, value=value, waiting=0)
        if is_whole:
            found["needs"][need] = met
        elif unit is not None:
            found["units"].setdefault(str(unit), {})[need or ALL_NEEDS] = met
    for unit, need, waiting in _rows(_WAITING, asked, home=there.format("home")):
        found["needs"].setdefault(need, _nothing())["waiting"] += waiting
        if unit is not None:
            of_unit = found["units"].setdefault(str(unit), {})
            for key in (need, ALL_NEEDS):
                of_unit.setdefault(key, _nothing())["waiting"] += waiting
    return found


def lack_counts(areas: Sequence[int] | None, below: Sequence[int], year: str, day: date) -> LackCounts:
    """Count how the deprivations of poor and near-poor households of areas (None: all) met help in a year.

    The deprivations are those of the decision that holds on `day`; households of whose deprivations no
    decision tells are in none of them.
    """
    pairs = [(one.deprivation, need) for one in remedies().values() for need in one.needs]
    asked, there = _asked(areas, below, year, day)
    asked |= {
        "deprivations": [one[0] for one in pairs],
        "needs": [one[1] for one in pairs],
        "listed": list(LISTED),
    }
    found: LackCounts = {"lacks": {}, "units": {}}
    for unit, lack, households, helped in _rows(_LACKS, asked, home=there.format("home")):
        one = found["lacks"].setdefault(lack, Lacking(households=0, helped=0, waiting=0))
        one["households"] += households
        one["helped"] += helped
        one["waiting"] += households - helped
        if unit is not None:
            told = Lacking(households=households, helped=helped, waiting=households - helped)
            found["units"].setdefault(str(unit), {})[lack] = told
    return found


def _asked(
    areas: Sequence[int] | None, below: Sequence[int], year: str, day: date
) -> tuple[dict[str, Any], str]:
    """The values of a question, and the condition that a row («{}») lies in the areas."""
    asked: dict[str, Any] = {
        "below": list(below),
        "areas": list(areas or ()),
        "day": day,
        "first": date(int(year), 1, 1),
        "last": date(int(year), 12, 31),
    }
    return asked, "true" if areas is None else "{}.area_id = ANY(%(areas)s::bigint[])"


def _nothing() -> Met:
    return Met(households=0, times=0, value=0, waiting=0)


def _rows(statement: str, asked: dict[str, Any], **there: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**there), asked)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
