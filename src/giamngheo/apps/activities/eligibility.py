"""Whether households and persons are of a group that an activity is for, as the register tells of a day.

For any number at once, and three-valued as the register is: who is not certainly of a group is not of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import Q

from giamngheo.apps.households.flags import LAST_BIRTH, Flag, certainly, flags_of
from giamngheo.apps.households.models import WorkerRecognition
from giamngheo.apps.households.statuses import Status, is_newly_escaped, statuses_of
from giamngheo.law.vocabulary.activities import ActivityKind, Group, Takes, WhoseAge
from giamngheo.law.vocabulary.standards import HouseholdClass

_CLASSES: Final = {HouseholdClass.POOR: Group.POOR, HouseholdClass.NEAR_POOR: Group.NEAR_POOR}
_HOUSEHOLDS: Final = """
SELECT home.id, home.code, home.head_name, lives.area_id FROM households_household AS home
JOIN households_residence AS lives ON lives.household_id = home.id
    AND lives.superseded_by_id IS NULL AND lives.valid @> %(day)s::date
WHERE home.id = ANY(%(ids)s)
"""
# One household a person: where somebody is in two, the one that they were entered into last.
_PERSONS: Final = f"""
SELECT DISTINCT ON (belongs.person_id) belongs.person_id, home.id, home.code, s.full_name, lives.area_id,
    s.sex, s.birth_date, {LAST_BIRTH}, nullif(s.ethnicity, '') <> 'kinh', s.disability_kind <> ''
    OR s.disability_degree <> '' OR coalesce('severe_disability' = ANY(s.social_assistance), false),
    s.personal_number
FROM households_membership AS belongs
JOIN households_household AS home ON home.id = belongs.household_id
JOIN households_residence AS lives ON lives.household_id = home.id
    AND lives.superseded_by_id IS NULL AND lives.valid @> %(day)s::date
JOIN households_particulars AS s ON s.person_id = belongs.person_id
    AND s.superseded_by_id IS NULL AND s.valid @> %(day)s::date
WHERE belongs.person_id = ANY(%(ids)s) AND belongs.superseded_by_id IS NULL AND belongs.valid @> %(day)s::date
ORDER BY belongs.person_id, belongs.id DESC
"""


@dataclass(frozen=True)
class Entrant:
    """A household, or a person of one, as the register told of a day; `groups` in the order of the law."""

    household_id: int
    code: str
    name: str
    area_id: int
    status: Status | None
    groups: tuple[Group, ...]
    person_id: int | None = None
    is_woman: bool | None = None
    is_minority: bool | None = None
    sex: str = ""
    born: tuple[date, date] | None = None
    personal_number: str = ""

    @property
    def standing(self) -> str:
        """What the household was recognised as, or newly escaped; empty where nothing was decided."""
        if Group.NEWLY_ESCAPED in self.groups:
            return Group.NEWLY_ESCAPED.value
        return self.status.household_class.value if self.status else ""


@dataclass(frozen=True)
class Verdict:
    """The group by which somebody is rightly here; without one, why not."""

    group: Group | None
    why: str = ""


def standing_called(standing: str) -> str:
    """The word of a standing that was kept."""
    if standing == Group.NEWLY_ESCAPED.value:
        return Group.NEWLY_ESCAPED.label
    return HouseholdClass(standing).label.lower() if standing else "chưa có quyết định"


def households_on(ids: Iterable[int], day: date) -> dict[int, Entrant]:
    """These households as they were on a day; who was not in the register is not in it. Three questions."""
    asked = list(ids)
    rows = _rows(_HOUSEHOLDS, asked, day)
    statuses, flags = statuses_of(asked, day), flags_of(asked, day)
    return {
        number: Entrant(
            number,
            code,
            name or code,
            area,
            statuses.get(number),
            _groups(statuses.get(number), disabled=flags.get(number, {}).get(Flag.DISABILITY) is True),
            is_woman=flags.get(number, {}).get(Flag.WOMAN_HEAD),
            is_minority=flags.get(number, {}).get(Flag.ETHNIC_MINORITY),
        )
        for number, code, name, area in rows
    }


def persons_on(ids: Iterable[int], day: date) -> dict[int, Entrant]:
    """These persons as they were on a day, with the standing of their household. Three questions."""
    asked = list(ids)
    rows = _rows(_PERSONS, asked, day)
    statuses = statuses_of({row[1] for row in rows}, day)
    workers = set(
        WorkerRecognition.objects.filter(
            person__in=asked, superseded_by=None, valid__contains=day
        ).values_list("person_id", flat=True)
    )
    found = {}
    for person, home, code, name, area, sex, born, born_last, minority, disabled, number in rows:
        status = statuses.get(home)
        found[person] = Entrant(
            home,
            code,
            name,
            area,
            status,
            _groups(status, disabled=bool(disabled), worker=person in workers),
            person_id=person,
            is_woman=None if not sex else sex == "female",
            is_minority=minority,
            sex=sex,
            born=(born, born_last.date() if hasattr(born_last, "date") else born_last) if born else None,
            personal_number=number,
        )
    return found


def entrants(kind: ActivityKind, ids: Sequence[int], day: date) -> Mapping[int, Entrant]:
    """The households or persons of these numbers, by which of them the kind takes."""
    return households_on(ids, day) if kind.takes is Takes.HOUSEHOLDS else persons_on(ids, day)


def verdict(kind: ActivityKind, entrant: Entrant, day: date) -> Verdict:
    """Whether somebody may take part, by the groups and the ages of the kind."""
    group = next((one.group for one in kind.groups if one.group in entrant.groups), None)
    if group is None:
        allowed = ", ".join(one.group.label for one in kind.groups)
        told = standing_called(entrant.standing)
        return Verdict(None, f"diện ngày {day:%d/%m/%Y} là «{told}»; hoạt động này dành cho {allowed}")
    if kind.who and who_of(kind, entrant, day) is None:
        return Verdict(None, f"không phải {' hoặc '.join(one.name.lower() for one in kind.who)}")
    return Verdict(group)


def who_of(kind: ActivityKind, entrant: Entrant, day: date) -> WhoseAge | None:
    """As whom of the kind somebody fits by age and sex on a day; None where as nobody."""
    return next((one for one in kind.who if _fits(one, entrant, day)), None)


def may_be_of(kind: ActivityKind, day: date, to_household: str = "") -> Q:
    """The condition that households are of a group of the kind by what they carry of today, whatever the age.

    `to_household` leads to them from rows of another kind («household__»).
    """
    groups = {one.group for one in kind.groups}
    if Group.RESIDENT in groups:
        return Q()
    classes = [group.value for group in _CLASSES.values() if group in groups]
    found = Q(**{f"{to_household}class_today__in": classes})
    if Group.NEWLY_ESCAPED in groups:
        found |= is_newly_escaped(day, to_household)
    if Group.DISABLED in groups:
        found |= Q(certainly(Flag.DISABILITY, day, f"{to_household}pk" if to_household else "pk"))
    return found


def _fits(who: WhoseAge, entrant: Entrant, day: date) -> bool:
    if who.sex and entrant.sex != who.sex:
        return False
    if who.age_from is None and who.under is None:
        return True
    if entrant.born is None:
        return False
    first, last = entrant.born  # the first and the last day on which they can be born
    old_enough = who.age_from is None or _years(first, day) >= who.age_from
    return old_enough and (who.under is None or _years(last, day) < who.under)


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _groups(status: Status | None, *, disabled: bool, worker: bool = False) -> tuple[Group, ...]:
    of_class = _CLASSES.get(status.household_class) if status else None
    newly = status is not None and of_class is None and status.is_newly_escaped is True
    told = (
        (of_class, of_class is not None),
        (Group.NEWLY_ESCAPED, newly),
        (Group.LOW_INCOME_WORKER, worker),
        (Group.DISABLED, disabled),
        (Group.RESIDENT, True),
    )
    return tuple(group for group, holds in told if holds and group is not None)


def _rows(question: str, ids: list[int], day: date) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, {"ids": ids, "day": day})
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
