"""What deeds of a review share: a fact is held against the law, then written with its line, or refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils import timezone

from giamngheo.apps.reviews.folding import Standing, standing_of
from giamngheo.apps.reviews.models import Case, Happening, HouseholdVote, Objection
from giamngheo.apps.reviews.states import VERB_NAMES
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.refused import RefusedError
from giamngheo.foundation.text import day as day_text
from giamngheo.law.procedures.facts import WHOLE, Fact, Verb, Vote
from giamngheo.law.procedures.moves import Refusal

LONGEST: Final = 1_000
MOST_TOLD: Final = 10


class ReviewError(RefusedError):
    """A review cannot take this."""


class OutOfOrderError(ReviewError):
    """The law does not let this happen now; `refusals` hold the clauses."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("\n".join(one.sentence for one in refusals))


@dataclass(frozen=True)
class Told:
    """What a step tells beside the fact itself: for its paper, and why."""

    said: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    objection: Objection | None = None


def locked(case: Case) -> Case:
    """The case held until the deed is done, so that two people do not step over each other."""
    return Case.objects.select_for_update(of=["self"]).select_related("round").get(pk=case.pk)


def happen(standing: Standing, fact: Fact, actor: Actor, told: Told | None = None) -> Happening:
    """Write a fact of a locked case, or refuse it.

    Raises:
        OutOfOrderError: with every clause that stands against it.
        ReviewError: for a day to come.
    """
    told = told or Told()
    case, name = standing.case, VERB_NAMES[fact.verb]
    if fact.day > timezone.localdate():
        raise ReviewError(
            f"Ngày {day_text(fact.day)} chưa tới nên chưa ghi được việc «{name}». "
            "Cách xử lý: ghi ngày việc đã xảy ra.",
            "ngay",
        )
    if refused := standing.refusals(fact):
        raise OutOfOrderError(refused)
    row = Happening.objects.create(
        case=case,
        verb=fact.verb.value,
        day=fact.day,
        about=[int(number) for number in fact.about],
        attending=fact.attending,
        invited=fact.invited,
        objection=told.objection,
        said=dict(told.said),
        reason=told.reason,
        actor_id=actor.id,
        actor_name=actor.name,
    )
    HouseholdVote.objects.bulk_create([_vote(row, vote) for vote in fact.votes], 2_000)
    many = f" ({len(fact.about)} hộ)" if fact.about else ""
    record(
        actor,
        f"reviews.{fact.verb}",
        f"{name}{many}: {place_of(case)}, ngày {day_text(fact.day)}",
        area_id=case.area_id,
        subject=("reviews.Case", case.pk),
        details={"round": case.round_id, "happening": row.pk, "day": fact.day.isoformat(), **told.said},
    )
    return row


def happens(case: Case, fact: Fact, actor: Actor, told: Told | None = None) -> Happening:
    """As `happen`, for a case that is not locked yet; call it in a transaction."""
    return happen(standing_of(locked(case)), fact, actor, told)


def place_of(case: Case) -> str:
    """What the village of a case is called on the day its round was opened."""
    return names_of([case.area_id], case.round.opened_on).get(case.area_id, "địa bàn đã đổi")


def some(codes: Sequence[str]) -> str:
    """A few of many, with how many more there are."""
    more = len(codes) - MOST_TOLD
    return ", ".join(codes[:MOST_TOLD]) + (f" và {more} hộ khác" if more > 0 else "")


def fact_on(verb: Verb, day: date, **more: Any) -> Fact:
    """A fact of a day; households by their numbers."""
    about = tuple(str(number) for number in more.pop("about", ()))
    return Fact(verb=verb, day=day, about=about, **more)


def _vote(row: Happening, vote: Vote) -> HouseholdVote:
    household = None if vote.about == WHOLE else int(vote.about)
    return HouseholdVote(
        happening=row, household_id=household, votes_for=vote.votes_for, votes_of=vote.votes_of
    )
