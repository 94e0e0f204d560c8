"""What the register tells of an indicator on a day: how many of how many, and which households these are.

One question gives both the number and the list behind it: rows of a household (or of one of its people)
with `told`, which is NULL where it is not known. Row-level security leaves out what who asks may not see.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from giamngheo.apps.households.particulars import choices_of
from giamngheo.apps.households.statuses import newly_escaped_from
from giamngheo.foundation.accounts.held import areas_within
from giamngheo.law.library import NoStandardError, rules_for

_HOMES: Final = """
WITH homes AS (
    SELECT r.household_id, r.area_id, now.household_class, now.deprivations
    FROM households_residence AS r
    LEFT JOIN LATERAL (
        SELECT d.household_class, d.deprivations FROM households_recognition AS d
        WHERE d.household_id = r.household_id AND d.superseded_by_id IS NULL
            AND lower(d.valid) <= %(day)s::date
        ORDER BY lower(d.valid) DESC LIMIT 1
    ) AS now ON true
    WHERE r.superseded_by_id IS NULL AND r.valid @> %(day)s::date AND r.area_id = ANY(%(areas)s::bigint[])
        AND EXISTS (
            SELECT FROM households_membership AS m WHERE m.household_id = r.household_id
            AND m.superseded_by_id IS NULL AND m.valid @> %(day)s::date)
)
"""
# Who was born in a month or a year that alone is known was born on one of its days.
_MEMBERS: Final = """
, members AS (
    SELECT homes.household_id, homes.area_id, p.has_health_insurance,
        nullif(p.attending, '') AS attending, nullif(p.work_status, '') AS work_status,
        extract(year FROM age(%(day)s::date, p.birth_date)) AS oldest,
        extract(year FROM age(%(day)s::date, least(%(day)s::date, (p.birth_date + CASE p.birth_precision
            WHEN 'year' THEN interval '1 year -1 day' WHEN 'month' THEN interval '1 month -1 day'
            ELSE interval '0' END)::date))) AS youngest
    FROM homes
    JOIN households_membership AS m ON m.household_id = homes.household_id
        AND m.superseded_by_id IS NULL AND m.valid @> %(day)s::date
    JOIN households_particulars AS p ON p.person_id = m.person_id
        AND p.superseded_by_id IS NULL AND p.valid @> %(day)s::date
    WHERE homes.household_class IN ('poor', 'near_poor')
)
"""
_CLASS: Final = "SELECT household_id, area_id, coalesce(household_class = '{0}', false) AS told FROM homes"
_NEW: Final = """
SELECT household_id, area_id, EXISTS (
    SELECT FROM households_recognition AS d
    WHERE d.household_id = homes.household_id AND d.superseded_by_id IS NULL AND d.household_class = '{0}'
        AND lower(d.valid) BETWEEN %(first)s::date AND %(day)s::date
        AND NOT EXISTS (
            SELECT FROM households_recognition AS b WHERE b.household_id = d.household_id
            AND b.superseded_by_id IS NULL AND b.household_class IN ('poor', 'near_poor')
            AND lower(b.valid) < lower(d.valid))
) AS told FROM homes
"""
_ESCAPED: Final = """
, path AS (
    SELECT d.household_id, homes.area_id, lower(d.valid) AS since, d.household_class AS now,
        lag(d.household_class) OVER (PARTITION BY d.household_id ORDER BY lower(d.valid)) AS before
    FROM homes JOIN households_recognition AS d ON d.household_id = homes.household_id
    WHERE homes.household_class IS NOT NULL AND d.superseded_by_id IS NULL
        AND lower(d.valid) <= %(day)s::date
), marked AS (
    SELECT *, min(since) FILTER (WHERE before = 'poor' AND now <> 'poor' AND since >= %(earliest)s::date)
        OVER (PARTITION BY household_id) AS escaped
    FROM path
)
SELECT household_id, area_id, NOT bool_or(now = 'poor' AND since > escaped) AS told
FROM marked WHERE escaped IS NOT NULL GROUP BY household_id, area_id
"""
_INSURED: Final = f"{_MEMBERS} SELECT household_id, area_id, has_health_insurance AS told FROM members"
_LEVEL_AT: Final = """CASE WHEN {0} >= %(lower_secondary_from)s THEN 3 WHEN {0} >= %(primary_from)s THEN 2
    ELSE 1 END"""
_LEVEL: Final = "coalesce(array_position(%(levels)s::text[], attending), 0)"
_AT_SCHOOL: Final = f"""
{_MEMBERS} SELECT household_id, area_id, CASE
    WHEN attending IS NULL OR oldest IS NULL THEN NULL
    WHEN youngest < %(preschool_from)s OR oldest >= %(child_under)s THEN NULL
    WHEN {_LEVEL} >= {_LEVEL_AT.format("oldest")} THEN true
    WHEN {_LEVEL} < {_LEVEL_AT.format("youngest")} THEN false
    END AS told
FROM members
WHERE oldest IS NULL OR (oldest >= %(preschool_from)s AND youngest < %(child_under)s)
"""
_LACKING: Final = """
SELECT household_id, area_id, NOT ('{0}' = ANY(deprivations)) AS told FROM homes
WHERE household_class IN ('poor', 'near_poor')
"""
_WITH_WORK: Final = f"""
{_MEMBERS}, works AS (
    SELECT household_id, area_id, work_status = 'working' AND CASE
        WHEN oldest < %(working_age_from)s THEN false
        WHEN youngest >= %(working_age_from)s AND oldest < %(working_age_open_from)s THEN true END AS works
    FROM members
)
SELECT household_id, area_id, CASE WHEN bool_or(works) THEN true WHEN bool_or(works IS NULL) THEN NULL
    ELSE false END AS told FROM works GROUP BY household_id, area_id
"""
_ROWS: Final[Mapping[str, str]] = {
    "poor_households": _CLASS.format("poor"),
    "near_poor_households": _CLASS.format("near_poor"),
    "newly_poor_households": _NEW.format("poor"),
    "newly_near_poor_households": _NEW.format("near_poor"),
    "escaped_not_relapsed": _ESCAPED,
    "insured_people": _INSURED,
    "children_at_school": _AT_SCHOOL,
    "water_users": _LACKING.format("water"),
    "toilet_users": _LACKING.format("toilet"),
    "households_with_work": _WITH_WORK,
}
OF_PEOPLE: Final = frozenset({"insured_people", "children_at_school"})
"""What counts people; all else counts households."""
_AGES: Final[Mapping[str, tuple[str, ...]]] = {
    "children_at_school": ("preschool_from", "primary_from", "lower_secondary_from", "child_under"),
    "households_with_work": ("working_age_from", "working_age_open_from"),
}
# Of each unit, whatever lies in it today: a list of units costs one question.
_IN_UNITS: Final = """
JOIN areas_containment AS c ON c.area_id = told.area_id
    AND c.ancestor_id = ANY(%(units)s::bigint[]) AND c.valid @> %(today)s::date GROUP BY 1
"""
_COUNT: Final = f"""
SELECT c.ancestor_id, count(*), count(*) FILTER (WHERE told.told), count(*) FILTER (WHERE told.told IS NULL)
FROM rows AS told {_IN_UNITS}
"""
_DECIDED: Final = f"""
SELECT c.ancestor_id, bool_or(told.household_class IS NOT NULL) FROM homes AS told {_IN_UNITS}
"""
_BY_UNIT: Final = f"SELECT c.ancestor_id, count(*) FROM homes AS told {_IN_UNITS}"
_MOVED: Final = """
, past AS (
    SELECT homes.household_id, homes.household_class AS now, before.household_class AS before, EXISTS (
        SELECT FROM households_recognition AS e WHERE e.household_id = homes.household_id
        AND e.superseded_by_id IS NULL AND e.household_class IN ('poor', 'near_poor')
        AND lower(e.valid) <= %(first)s::date) AS was_listed
    FROM homes
    LEFT JOIN LATERAL (
        SELECT d.household_class FROM households_recognition AS d
        WHERE d.household_id = homes.household_id AND d.superseded_by_id IS NULL
            AND lower(d.valid) <= %(first)s::date
        ORDER BY lower(d.valid) DESC LIMIT 1
    ) AS before ON true
)
SELECT count(*) FILTER (WHERE before = %(name)s AND now IS DISTINCT FROM %(name)s),
    count(*) FILTER (WHERE now = %(name)s AND before IS DISTINCT FROM %(name)s AND NOT was_listed),
    count(*) FILTER (WHERE now = %(name)s AND before IS DISTINCT FROM %(name)s AND was_listed)
FROM past
"""


class NotCountedError(Exception):
    """The register or the law does not tell; the message says why and what to do."""


@dataclass(frozen=True)
class Counted:
    """How many of how many; of the rest `unknown` are not known."""

    numerator: int
    denominator: int
    unknown: int


@dataclass(frozen=True)
class Moved:
    """How a list moved since a day: who left it, who is new on it, who came back or came from the other."""

    left: int
    arose: int
    came_back: int


def counts(
    computed: str, units: Sequence[int], first: date, day: date, today: date
) -> dict[int, Counted | None]:
    """Count an indicator (`vocabulary.frameworks.COMPUTED`) in each of these units from `first` to `day`.

    A unit with households of whom nobody was ever decided on has None: that is not known, not zero. Two
    questions for any number of units, whose areas are those of `today`.

    Raises:
        NotCountedError: where the law of the day leaves open what to count by.
    """
    values = _values(computed, areas_within(units, today), first, day)
    values |= {"units": list(units), "today": today}
    decided = dict(_asked(f"{_HOMES}{_DECIDED}", values))
    found: dict[int, Counted | None] = {
        unit: Counted(counted, whole, unknown)
        for unit, whole, counted, unknown in _asked(f"{_rows(computed)} {_COUNT}", values)
    }
    nobody = Counted(0, 0, 0)
    return {unit: None if decided.get(unit) is False else found.get(unit, nobody) for unit in units}


def never_decided(day: date) -> str:
    """Why nothing is counted in a unit of whose households nothing was ever decided, and what to do."""
    return (
        f"sổ hộ chưa có quyết định công nhận nào đến ngày {day:%d/%m/%Y}. "
        "Ghi quyết định công nhận vào sổ hộ rồi tính lại, hoặc nhập số kèm văn bản."
    )


def behind(computed: str, areas: Sequence[int], first: date, day: date, told: bool | None) -> list[int]:
    """The households that count (True), that do not (False) or of which it is not known (None)."""
    word = {True: "TRUE", False: "FALSE", None: "NULL"}[told]
    asked = f"{_rows(computed)} SELECT DISTINCT household_id FROM rows WHERE told IS {word}"
    return [number for (number,) in _asked(asked, _values(computed, areas, first, day))]


def homes_in(areas: Sequence[int], day: date) -> int:
    """How many households live in these areas on a day."""
    return int(_asked(f"{_HOMES} SELECT count(*) FROM homes", {"areas": list(areas), "day": day})[0][0])


def homes_by(units: Sequence[int], day: date) -> dict[int, int]:
    """How many households live in each of these units, where any do."""
    values = {"areas": areas_within(units, day), "units": list(units), "day": day, "today": day}
    return dict(_asked(f"{_HOMES}{_BY_UNIT}", values))


def moved(household_class: str, areas: Sequence[int], first: date, day: date) -> Moved:
    """How the list of a class moved from `first` to `day`, of who lives in these areas now."""
    values = {"areas": list(areas), "first": first, "day": day, "name": household_class}
    return Moved(*_asked(f"{_HOMES}{_MOVED}", values)[0])


def _rows(computed: str) -> str:
    """The question with its rows under the name `rows`: what stands before SELECT are parts of it."""
    return f"{_HOMES}, rows AS (SELECT * FROM ({_inner(computed)}) AS told_rows)"


def _inner(computed: str) -> str:
    """The rows of one indicator; tables it needs besides the homes stand within it."""
    sql = _ROWS[computed].strip()
    return f"WITH {sql.removeprefix(',').strip()}" if sql.startswith(",") else sql


def _values(computed: str, areas: Sequence[int], first: date, day: date) -> dict[str, Any]:
    values: dict[str, Any] = {"areas": list(areas), "first": first, "day": day}
    more: Mapping[str, Callable[[], dict[str, Any]]] = {
        "escaped_not_relapsed": lambda: {"earliest": _earliest(day)},
        "children_at_school": lambda: {
            "levels": [one for one in choices_of("attending") if one != "none"],
            **_ages(computed, day),
        },
        "households_with_work": lambda: _ages(computed, day),
    }
    return values | more[computed]() if computed in more else values


def _earliest(day: date) -> date:
    earliest = newly_escaped_from(day)
    if earliest is None:
        raise NotCountedError(
            "văn bản của thời gian này chưa nói hộ mới thoát nghèo là bao nhiêu tháng. "
            "Nhập số kèm văn bản chứng minh."
        )
    return earliest


def _ages(computed: str, day: date) -> dict[str, int]:
    try:
        parameters = rules_for(day).parameters
        return {name: parameters.whole(name) for name in _AGES[computed]}
    except (NoStandardError, KeyError, TypeError) as error:
        raise NotCountedError(
            "chuẩn nghèo của ngày này để ngỏ độ tuổi cần để tính. Nhập số kèm văn bản chứng minh."
        ) from error


def _asked(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
