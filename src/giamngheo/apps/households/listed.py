"""The register as pages list it: the rows of a page as they are shown, by questions that are written once.

Each names the areas in which who asks may look (None: the whole country); row-level security keeps them to
what they see a second time. A page begins behind a sort key and number: a far one costs what the first does.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import Model

from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.households.queries import number_typed, words_of_name
from giamngheo.foundation.prepared_queries import FEW

_FEW_AREAS: Final = 400

_HOME: Final = (
    "home.id, home.area_id, home.sort_key, home.code, home.head_name, home.members, home.class_today,"
    " home.escaped_on"
)
_LIVING: Final = "households_household AS home WHERE home.is_living"
_BEHIND: Final = " AND (home.sort_key, home.id) > (%(key)s, %(number)s)"
_OF_KIND: Final[Mapping[str, str]] = {
    "": "",
    "class": " AND home.class_today = %(of_class)s",
    "escaped": " AND home.escaped_on BETWEEN %(first)s AND %(last)s",
}
_IN_ORDER: Final = " ORDER BY home.sort_key, home.id LIMIT {count}"
# Of few areas each gives its first by its own index and these are put together: a page costs the same however
# many live there. Of many areas, or all, the list is walked; of a kind, which may be rare, all of it in many
# areas are sorted.
_OF_EACH: Final = """
WITH first AS MATERIALIZED (
    SELECT one.id FROM unnest(%(areas)s::bigint[]) AS mine (area_id) CROSS JOIN LATERAL (
        SELECT home.id, home.sort_key FROM {living} AND home.area_id = mine.area_id{which}
    ) AS one ORDER BY one.sort_key, one.id LIMIT {count}
) SELECT {columns} FROM first JOIN households_household AS home USING (id) ORDER BY home.sort_key, home.id
"""
_PLACES: Final[Mapping[type[Model], str]] = {
    Household: "SELECT sort_key, id FROM households_household WHERE id = %s",
    Person: "SELECT sort_key, id FROM households_person WHERE id = %s",
}
_PERSON: Final = (
    "told.people, person.id, person.area_id, person.sort_key, person.full_name, person.birth_date,"
    " person.is_living, home.code"
)
_WITHIN: Final = f"person.area_id {FEW.format('%(areas)s')}"
_WITH_HOME: Final = """
LEFT JOIN households_household AS home ON home.id = person.household_id ORDER BY person.sort_key, person.id
"""
_NAMED: Final = f"""
SELECT {_PERSON} FROM households_people_named(
    %(areas)s::bigint[], %(words)s::text[], %(key)s::text, %(number)s::bigint, %(count)s
) AS told (people, number)
LEFT JOIN households_person AS person ON person.id = told.number AND {_WITHIN}{_WITH_HOME}
"""
# Each way in is a question of its own and uses its index; the areas come after, beside which none would be.
_UNDER_NUMBER: Final = f"""
WITH under AS MATERIALIZED (
    SELECT person.id, person.sort_key, person.area_id FROM households_person AS person
    WHERE person.personal_number = %(digits)s AND person.personal_number <> ''
    UNION
    SELECT person.id, person.sort_key, person.area_id FROM households_formernumber AS held
    JOIN households_person AS person ON person.id = held.person_id
    WHERE held.number = %(digits)s AND held.superseded_by_id IS NULL
    UNION
    SELECT person.id, person.sort_key, person.area_id FROM households_household AS home
    JOIN households_person AS person ON person.household_id = home.id
    WHERE home.code = ANY(ARRAY(SELECT unnest(%(codes)s::text[])))
    UNION
    SELECT person.id, person.sort_key, person.area_id FROM households_householdnumber AS held
    JOIN households_person AS person ON person.household_id = held.household_id
    WHERE held.number = ANY(ARRAY(SELECT unnest(%(written)s::text[]))) AND held.superseded_by_id IS NULL
        AND person.relationship = 'head'
), found AS MATERIALIZED (
    SELECT id, sort_key FROM under AS person{{within}}
), page AS (
    SELECT id FROM found
    WHERE %(key)s::text IS NULL OR (sort_key, id) > (%(key)s::text, %(number)s::bigint)
    ORDER BY sort_key, id LIMIT %(count)s
)
SELECT {_PERSON}
FROM (SELECT (SELECT count(*) FROM found), page.id FROM (VALUES (1)) AS one LEFT JOIN page ON true)
    AS told (people, number)
LEFT JOIN households_person AS person ON person.id = told.number{_WITH_HOME}
"""


class ListedHousehold(NamedTuple):
    """A household as a list shows it; the fields are those of `Household`."""

    pk: int
    area_id: int
    sort_key: str
    code: str
    head_name: str
    members: int
    class_today: str
    escaped_on: date | None


class ListedPerson(NamedTuple):
    """A person as a list shows them; `code` is that of their household, None where it is not seen."""

    pk: int
    area_id: int
    sort_key: str
    full_name: str
    birth_date: date | None
    is_living: bool
    code: str | None


def households_listed(
    areas: Sequence[int] | None,
    count: int,
    after: tuple[str, int] | None = None,
    *,
    of_class: str | None = None,
    escaped: tuple[date, date] | None = None,
) -> list[ListedHousehold]:
    """The first living households in the order of names, or those that follow a sort key and number.

    `of_class`: only those that the last decision recognised so («»: that nothing was decided of); `escaped`:
    only those that left the lists from one day to another.
    """
    kind = "escaped" if escaped else "class" if of_class is not None else ""
    wide = _how_wide(areas)
    values: dict[str, Any] = {}
    if areas is not None:
        values["areas"] = areas[0] if wide == "one" else list(areas)
    if kind == "class":
        values["of_class"] = of_class
    elif escaped:
        values["first"], values["last"] = escaped
    if after:
        values["key"], values["number"] = after
    with connection.cursor() as cursor:
        cursor.execute(_question(wide, kind, after is not None, count), values)
        return [ListedHousehold(*row) for row in cursor.fetchall()]


def people_listed(
    typed: str, areas: Sequence[int], count: int, after: tuple[str, int] | None = None
) -> tuple[list[ListedPerson], int]:
    """The people of these areas whose name has words that begin as those typed, and how many they are in all.

    As `found_people` finds them, by an index of words: for names, not for numbers.
    """
    words = words_of_name(typed)
    if not words or not areas:
        return [], 0
    return _people(_NAMED, {"areas": list(areas), "words": words}, count, after)


def people_under(
    typed: str, areas: Sequence[int] | None, count: int, after: tuple[str, int] | None = None
) -> tuple[list[ListedPerson], int]:
    """Who has the number that was typed, or lives under it, in these areas, and how many they are in all."""
    one = number_typed(typed.strip())
    values: dict[str, Any] = {"written": one.written, "codes": one.codes, "digits": one.digits}
    if areas is None:
        return _people(_UNDER_NUMBER.format(within=""), values, count, after)
    within = _UNDER_NUMBER.format(within=f" WHERE {_WITHIN}")
    return _people(within, {**values, "areas": list(areas)}, count, after)


def _people(
    question: str, values: dict[str, Any], count: int, after: tuple[str, int] | None
) -> tuple[list[ListedPerson], int]:
    key, number = after or (None, None)
    with connection.cursor() as cursor:
        cursor.execute(question, {**values, "key": key, "number": number, "count": count})
        rows = cursor.fetchall()
    # Nobody on the page: the number of people stands alone.
    return [ListedPerson(*row) for _, *row in rows if row[0] is not None], rows[0][0]


def listed_person(person: Person) -> ListedPerson:
    """A person, read with their household, as a list shows them."""
    code = person.household.code if person.household else None
    return ListedPerson(
        person.pk,
        person.area_id,
        person.sort_key,
        person.full_name,
        person.birth_date,
        person.is_living,
        code,
    )


def place_of(kind: type[Household] | type[Person], number: int) -> tuple[str, int] | None:
    """Where a household or a person stands in the order of names; None of one that is not seen."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES[kind], [number])
        found: tuple[str, int] | None = cursor.fetchone()
    return found


def _how_wide(areas: Sequence[int] | None) -> str:
    if areas is None:
        return "all"
    return "one" if len(areas) == 1 else "few" if len(areas) <= _FEW_AREAS else "many"


@cache
def _question(wide: str, kind: str, is_behind: bool, count: int) -> str:
    """The text of a question about households, by how many areas it is about."""
    which = _OF_KIND[kind] + (_BEHIND if is_behind else "") + _IN_ORDER.format(count=count)
    if wide == "few":
        return _OF_EACH.format(living=_LIVING, which=which, count=count, columns=_HOME)
    here = {
        "all": "",
        "one": " AND home.area_id = %(areas)s",
        "many": " AND home.area_id = ANY(%(areas)s)"
        if kind
        else " AND (home.area_id IN (SELECT unnest(%(areas)s::bigint[]))) IS TRUE",
    }
    return f"SELECT {_HOME} FROM {_LIVING}{here[wide]}{which}"
