"""Questions about people who may be one: kept after a search, answered by themselves when the facts change.

A question stays open while both are in the register and are still likely one. What people decided is not
asked again until the particulars of either change.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import polars as pl
from django.db import connection

from giamngheo.apps.households.linkage import COMPARISONS, LIKELY, PEOPLE, levels_of, reweighed
from giamngheo.apps.households.models import FormerNumber, Person, Suspicion
from giamngheo.apps.households.states import SuspicionState

_OF_ONE: Final = (
    "{0}.full_name, {0}.sex, coalesce({0}.birth_date::text, ''), {0}.birth_precision, {0}.personal_number"
)
FINGERPRINT: Final = f"md5(concat_ws('|', {_OF_ONE.format('a')}, {_OF_ONE.format('b')}))"
_KEEP: Final = f"""
INSERT INTO households_suspicion AS kept (first_id, second_id, probability, levels, fingerprint, found_at)
SELECT found.first, found.second, found.probability, found.levels::jsonb, {FINGERPRINT}, %(now)s
FROM unnest(%(first)s::bigint[], %(second)s::bigint[], %(probability)s::float8[], %(levels)s::text[])
    AS found (first, second, probability, levels)
JOIN households_person AS a ON a.id = found.first
JOIN households_person AS b ON b.id = found.second
ON CONFLICT (first_id, second_id) DO UPDATE SET
    probability = excluded.probability, levels = excluded.levels,
    fingerprint = excluded.fingerprint, found_at = excluded.found_at,
    state = CASE WHEN kept.state = 'different' AND kept.fingerprint = excluded.fingerprint
        THEN 'different' ELSE 'open' END
"""
# Both were looked at in this search and it did not find them.
_CLEAR: Final = """
UPDATE households_suspicion AS kept SET state = 'cleared', probability = 0
FROM households_person AS a, households_person AS b
WHERE kept.state = 'open' AND kept.found_at < %(now)s AND a.id = kept.first_id AND b.id = kept.second_id
    AND a.area_id = ANY(%(areas)s) AND b.area_id = ANY(%(areas)s)
"""
_ANY: Final = """
SELECT EXISTS (SELECT FROM households_suspicion WHERE first_id = ANY(%(people)s))
    OR EXISTS (SELECT FROM households_suspicion WHERE second_id = ANY(%(people)s))
"""
_GONE: Final = """
UPDATE households_suspicion AS kept SET state = 'cleared'
FROM households_person AS a, households_person AS b
WHERE kept.state = 'open' AND a.id = kept.first_id AND b.id = kept.second_id
    AND (kept.first_id = ANY(%(people)s) OR kept.second_id = ANY(%(people)s))
    AND NOT (a.is_living AND b.is_living)
"""
_AGAIN: Final = f"""
UPDATE households_suspicion AS kept
SET state = told.state, probability = told.probability, levels = told.levels::jsonb,
    fingerprint = {FINGERPRINT}
FROM unnest(%(ids)s::bigint[], %(states)s::text[], %(probability)s::float8[], %(levels)s::text[])
    AS told (id, state, probability, levels), households_person AS a, households_person AS b
WHERE kept.id = told.id AND a.id = kept.first_id AND b.id = kept.second_id
"""
_CHANGED: Final = f"""
SELECT kept.id, {FINGERPRINT} <> kept.fingerprint FROM households_suspicion AS kept
JOIN households_person AS a ON a.id = kept.first_id JOIN households_person AS b ON b.id = kept.second_id
WHERE (kept.first_id = ANY(%(people)s) OR kept.second_id = ANY(%(people)s)) AND a.is_living AND b.is_living
"""


def keep_found(pairs: pl.DataFrame, areas: Sequence[int], now: datetime) -> int:
    """Keep what a search of these areas found (columns of `linkage.Suspected`), and clear what it did not.

    Returns how many questions are open among what was found.
    """
    told = [
        json.dumps({name: level for name, level in row.items() if level})
        for row in pairs.select(one.name for one in COMPARISONS).iter_rows(named=True)
    ]
    first, second = pairs["left"].to_list(), pairs["right"].to_list()
    values: dict[str, Any] = {
        "first": first,
        "second": second,
        "probability": pairs["probability"].to_list(),
        "levels": told,
        "now": now,
        "areas": list(areas),
    }
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, values)
        cursor.execute(_CLEAR, values)
    return Suspicion.objects.filter(state=SuspicionState.OPEN, found_at=now).count()


def look_again(people: Sequence[int]) -> None:
    """After an event: questions about these people clear themselves, or come back, as their facts now are."""
    with connection.cursor() as cursor:
        cursor.execute(_ANY, {"people": list(people)})
        if not cursor.fetchone()[0]:
            return
        cursor.execute(_GONE, {"people": list(people)})
        cursor.execute(_CHANGED, {"people": list(people)})
        changed = dict(cursor.fetchall())
    kept = list(
        Suspicion.objects.filter(pk__in=changed)
        .select_related("first__household", "second__household", "merger__undone_by")
        .order_by("pk")
    )
    if kept:
        _weigh_again(kept, changed)


def _weigh_again(kept: Sequence[Suspicion], changed: dict[int, bool]) -> None:
    levels = levels_of(frame_of([one.first for one in kept]), frame_of([one.second for one in kept]))
    ids, states, probabilities, told = [], [], [], []
    for one, row in zip(kept, levels.iter_rows(named=True), strict=True):
        now = {name: level for name, level in row.items() if level}
        probability = reweighed(one.probability, one.levels, now)
        likely = probability >= LIKELY
        state = one.state
        if state != SuspicionState.DIFFERENT:
            state = SuspicionState.OPEN if likely else SuspicionState.CLEARED
        elif likely and changed[one.pk]:
            state = SuspicionState.OPEN
        ids.append(one.pk)
        states.append(str(state))
        probabilities.append(probability)
        told.append(json.dumps(now))
    values: dict[str, Any] = {"ids": ids, "states": states, "probability": probabilities, "levels": told}
    with connection.cursor() as cursor:
        cursor.execute(_AGAIN, values)


def frame_of(people: Sequence[Person]) -> pl.DataFrame:
    """People with their households, as they are compared: a row each, in this order."""
    numbers = dict(
        FormerNumber.objects.filter(person__in=people, superseded_by=None).values_list("person_id", "number")
    )
    rows: list[tuple[Any, ...]] = [
        (
            one.pk,
            one.full_name,
            one.sex,
            one.birth_date,
            one.birth_precision,
            one.personal_number,
            numbers.get(one.pk, ""),
            one.area_id,
            one.household.head_name if one.household else "",
        )
        for one in people
    ]
    return pl.DataFrame(rows, schema=PEOPLE, orient="row")
