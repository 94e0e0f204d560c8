"""What the register knows of households on a day, as answers of a form: by declared tables, nothing invented.

Who people are is written into a new sheet; how things stand with them (school, work, benefits) is only
offered, one answer at a time like last year's: the measure takes what was asked, not what was once noted.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connection

from giamngheo.apps.households.models import Household, Membership, Particulars, PersonMerger, Residence
from giamngheo.apps.households.models.people import SAID
from giamngheo.apps.households.states import BirthPrecision
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import Unit, paths_of
from giamngheo.law.questionnaires.checking import faults, refused
from giamngheo.law.questionnaires.sheets import BIRTH_DAY, BIRTH_MONTH, BIRTH_YEAR, Answer, Answers, Sheet
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Asked, Gravity, Question, Questionnaire

HEAD: Final = "head"
_OF_PERSON: Final = ("person_id", *SAID)
_MEMBERS: Final = f"""
SELECT membership.relationship, {", ".join(f"said.{name}" for name in _OF_PERSON)}
FROM households_membership AS membership
JOIN households_particulars AS said ON said.person_id = membership.person_id
WHERE membership.household_id = %(household)s AND membership.superseded_by_id IS NULL
    AND membership.valid @> %(day)s::date AND said.superseded_by_id IS NULL AND said.valid @> %(day)s::date
    AND EXISTS (
        SELECT FROM households_residence AS residence JOIN households_household AS home
            ON home.id = residence.household_id
        WHERE residence.household_id = %(household)s AND residence.superseded_by_id IS NULL
            AND residence.valid @> %(day)s::date
    )
"""


@dataclass(frozen=True)
class Member:
    """A member on the day, with what is said of them."""

    person_id: int
    relationship: str
    said: Particulars

    @property
    def key(self) -> str:
        """Under which the member stands on every sheet, year after year."""
        return str(self.person_id)


@dataclass(frozen=True)
class Known:
    """A household as the register has it on a day: where, in which units, who (head first)."""

    household: Household
    residence: Residence
    path: Sequence[Unit]
    members: Sequence[Member]
    day: date

    def code_of(self, tier: Tier) -> str:
        """The code of the unit of a tier in which it lives; empty where there is none."""
        return next((unit.code for unit in self.path if unit.tier == tier), "")

    @property
    def head(self) -> Member | None:
        """Who heads it."""
        return next((member for member in self.members if member.relationship == HEAD), None)


IDENTITY: Final[Mapping[str, Callable[[Member], Any]]] = {
    "member_name": lambda member: member.said.full_name,
    "relationship": lambda member: member.relationship,
    "sex": lambda member: member.said.sex,
    BIRTH_YEAR: lambda member: _born(member.said, BirthPrecision.YEAR),
    BIRTH_MONTH: lambda member: _born(member.said, BirthPrecision.MONTH),
    BIRTH_DAY: lambda member: _born(member.said, BirthPrecision.DAY),
    "ethnicity": lambda member: member.said.ethnicity,
    "personal_number": lambda member: member.said.personal_number,
}
"""Question of a member ↔ what the register says of who they are: written into a new sheet."""

CIRCUMSTANCES: Final[Mapping[str, str]] = {
    name: name
    for name in (
        "attending",
        "education_level",
        "training_level",
        "work_status",
        "job_type",
        "contract",
        "pension",
        "social_assistance",
        "has_health_insurance",
        "serious_illness",
        "height",
        "body_weight",
    )
}
"""Question of a member ↔ field of the particulars: offered, unless the form asks it anew every year."""

OF_HOUSEHOLD: Final[Mapping[str, Callable[[Known], Any]]] = {
    "household": lambda known: known.household.code,
    "review_year": lambda known: known.day.year,
    "province": lambda known: known.code_of(Tier.PROVINCE),
    "district": lambda known: known.code_of(Tier.DISTRICT),
    "commune": lambda known: known.code_of(Tier.COMMUNE),
    "village": lambda known: known.code_of(Tier.VILLAGE),
    "area_kind": lambda known: next((u.kind for u in known.path if u.tier == Tier.COMMUNE), ""),
    "head_name": lambda known: known.head.said.full_name if known.head else "",
    "head_ethnicity": lambda known: known.head.said.ethnicity if known.head else "",
    "temporary_residence": lambda known: known.residence.is_temporary,
    "member_count": lambda known: len(known.members),
}
"""Question of the household ↔ what the register and the day say: written into a new sheet."""


def households_on(households: Sequence[int], day: date) -> dict[int, Known]:
    """Those of these households that are in the register on the day; four questions for any number."""
    standing: dict[str, Any] = {
        "household__in": households,
        "superseded_by": None,
        "valid__contains": day,
    }
    homes = {
        one.household_id: one for one in Residence.objects.filter(**standing).select_related("household")
    }
    belonging = list(Membership.objects.filter(**standing))
    said = Particulars.objects.filter(
        person__in=[one.person_id for one in belonging], superseded_by=None, valid__contains=day
    )
    by_person = {one.person_id: one for one in said}
    members: dict[int, list[Member]] = {number: [] for number in homes}
    for one in belonging:
        if one.household_id in members and one.person_id in by_person:
            member = Member(one.person_id, one.relationship, by_person[one.person_id])
            members[one.household_id].append(member)
    paths = paths_of(list({home.area_id for home in homes.values()}), day) if homes else {}
    return {
        number: Known(home.household, home, paths[home.area_id], _in_order(members[number], day), day)
        for number, home in homes.items()
    }


def members_on(household: int, day: date) -> tuple[Member, ...]:
    """Who belongs to a household on the day, head first; nobody where it is not in the register."""
    with connection.cursor() as cursor:
        cursor.execute(_MEMBERS, {"household": household, "day": day})
        rows = cursor.fetchall()
    found = [
        Member(person, relationship, Particulars.from_db(DEFAULT_DB_ALIAS, _OF_PERSON, (person, *said)))
        for relationship, person, *said in rows
    ]
    return tuple(_in_order(found, day))


def known_answers(form: Questionnaire, known: Known) -> Sheet:
    """A sheet of the form with what the register knows of who lives there, but for what the form refuses."""
    household = {name: look(known) for name, look in OF_HOUSEHOLD.items()}
    members = {
        member.key: {name: look(member) for name, look in IDENTITY.items()} for member in known.members
    }
    return _sound(form, known.day, household, members)


def offered_answers(form: Questionnaire, known: Iterable[Member], day: date) -> Sheet:
    """What the register knows on a day of how things stand, of which a person may take each answer."""
    members = {
        member.key: {
            name: getattr(member.said, field)
            for name, field in CIRCUMSTANCES.items()
            if (question := form.question(name)) is not None and not question.asked_anew
        }
        for member in known
    }
    return _sound(form, day, {}, members)


def merged_into(keys: Sequence[str]) -> dict[str, str]:
    """Of these keys of members those whose record was merged into another since, with the key of that one."""
    found: dict[str, str] = {}
    ahead = {key: key for key in keys}
    while ahead:  # a record that was merged may have been merged again
        people = {int(key) for key in ahead.values()}
        rows = PersonMerger.objects.filter(person__in=people, superseded_by=None)
        steps = {str(person): str(into) for person, into in rows.values_list("person_id", "into_id")}
        ahead = {first: steps[at] for first, at in ahead.items() if steps.get(at, first) != first}
        found |= ahead
    return found


def _in_order(members: list[Member], day: date) -> list[Member]:
    return sorted(
        members, key=lambda one: (one.relationship != HEAD, one.said.birth_date or day, one.person_id)
    )


def _born(said: Particulars, wanted: BirthPrecision) -> int | None:
    """The year, month or day of birth, where it is known so far."""
    told = list(BirthPrecision.values)  # from the day, known best, to the year
    if said.birth_date is None or said.birth_precision not in told:
        return None
    known = told.index(said.birth_precision) <= told.index(wanted.value)
    born: int = getattr(said.birth_date, wanted.value)
    return born if known else None


def _sound(
    form: Questionnaire, day: date, household: Mapping[str, Any], members: Mapping[str, Mapping[str, Any]]
) -> Sheet:
    """What the sheet asks and does not refuse, alone or together."""
    of_household, of_member = (
        {question.id: question for question in form.on_sheet(asked)} for asked in Asked
    )
    told = Sheet(
        day,
        dict(_fitting(of_household, household)),
        {key: dict(_fitting(of_member, answers)) for key, answers in members.items()},
    )
    wrong = {
        (fault.question.id, fault.member)
        for fault in faults(form, told)
        if fault.question is not None and fault.gravity is Gravity.HARD
    }
    return Sheet(
        day,
        _without(told.household, None, wrong),
        {key: _without(answers, key, wrong) for key, answers in told.members.items()},
    )


def _fitting(on_sheet: Mapping[str, Question], said: Mapping[str, Any]) -> Iterator[tuple[str, Answer]]:
    for name, value in said.items():
        question = on_sheet.get(name)
        if question is None or value in (None, "", [], ()):
            continue
        answer = _of_kind(question, value)
        if not refused(question, answer):
            yield name, answer


def _of_kind(question: Question, value: Any) -> Answer:
    if isinstance(value, Decimal):
        return float(value)
    if question.kind is AnswerKind.CHOICE and isinstance(value, list):
        return tuple(value) if question.several else value[0] if len(value) == 1 else tuple(value)
    answer: Answer = value
    return answer


def _without(answers: Answers, member: str | None, wrong: set[tuple[str, str | None]]) -> dict[str, Answer]:
    return {name: answer for name, answer in answers.items() if (name, member) not in wrong}
