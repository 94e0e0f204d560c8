"""Questions about committees, contact officers, proposals of the community, conferences and documents."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.activities.states import GIVEN_UP
from giamngheo.apps.coordination.models import (
    Amendment,
    Committee,
    CommitteeMember,
    CommunityProposal,
    Conference,
    ContactOfficer,
    LocalDocument,
)
from giamngheo.apps.coordination.queries import OPEN_TASKS, last
from giamngheo.apps.coordination.states import CARRIED_OUT, CommitteeRole, ProposalState
from giamngheo.law.library import instruments
from giamngheo.law.vocabulary.texts import Instrument

ROLE_ORDER = {role: place for place, role in enumerate(CommitteeRole.values)}


@dataclass(frozen=True)
class Held:
    """An instrument of the law folder and whether it holds on a day; None where no day was found."""

    instrument: Instrument
    holds: bool | None


def committees_of(area_id: int) -> list[Committee]:
    """The committees of a unit, the one that stands first."""
    return list(Committee.objects.filter(area_id=area_id).order_by("-since", "-pk"))


def members_of(committee: Committee, *, standing: bool) -> list[CommitteeMember]:
    """Members who are in it, or who were; by what they are."""
    rows = committee.members.filter(until__isnull=standing)
    return sorted(rows, key=lambda one: (ROLE_ORDER[one.role], one.pk))


def contact_officers(area_ids: Sequence[int]) -> dict[int, ContactOfficer]:
    """Who takes reports today in each of these units."""
    rows = ContactOfficer.objects.filter(area_id__in=area_ids, until=None)
    return {one.area_id: one for one in rows}


def proposals_of(condition: Q, state: str = "", year: int | None = None) -> QuerySet[CommunityProposal]:
    """Proposals of meetings of a condition (on `meeting__…`): the latest meeting first, by priority."""
    rows = CommunityProposal.objects.filter(condition).select_related("meeting", "activity")
    if state in ProposalState.values:
        rows = rows.filter(state=state)
    if year is not None:
        rows = rows.filter(meeting__day__year=year)
    return rows.order_by("-meeting__day", last(Q(priority=None)), "priority", "pk")


@dataclass(frozen=True)
class ProposalCounts:
    """How many proposals stand in which state, and how many accepted ones no activity carries out."""

    states: Counter[str]
    waiting: int


def proposal_counts(condition: Q) -> ProposalCounts:
    """How proposals of a condition stand; of one whose activity was given up it waits again. One question."""
    given_up = Activity.objects.filter(pk=OuterRef("activity"), state__in=GIVEN_UP)
    waits = Q(state__in=CARRIED_OUT) & (Q(activity=None) | Exists(given_up))
    rows = CommunityProposal.objects.filter(condition).order_by().values_list("state")
    told = list(rows.annotate(all=Count("pk"), waiting=Count("pk", filter=waits)))
    return ProposalCounts(Counter({row[0]: row[1] for row in told}), sum(row[2] for row in told))


def conferences_of(condition: Q) -> QuerySet[Conference]:
    """Conferences of a condition, the latest first, with how many conclusions wait."""
    return (
        Conference.objects.filter(condition)
        .annotate(
            all_conclusions=Count("conclusions", distinct=True),
            open_conclusions=Count("conclusions", filter=Q(conclusions__state__in=OPEN_TASKS), distinct=True),
        )
        .order_by("-day", "-pk")
    )


def documents_of(condition: Q, words: str = "") -> QuerySet[LocalDocument]:
    """Local documents of a condition, the latest first; `words` in number or title."""
    rows = LocalDocument.objects.filter(condition)
    if words:
        rows = rows.filter(Q(number__icontains=words) | Q(title__icontains=words))
    return rows.select_related("replaced_by").order_by("-issued_on", "-pk")


def amendments_of(condition: Q) -> QuerySet[Amendment]:
    """What should be changed in policies, by a condition; the latest first."""
    return Amendment.objects.filter(condition).select_related("document").order_by("-pk")


def instruments_on(day: date, words: str = "") -> list[Held]:
    """The instruments of the law folder with whether they hold; `words` in number or title."""
    asked = words.lower()
    found = [
        Held(one, _holds(one, day))
        for one in instruments().values()
        if asked in one.number.lower() or asked in one.title.lower()
    ]
    return sorted(
        found, key=lambda held: (held.instrument.issued or date.min, held.instrument.cited), reverse=True
    )


def _holds(one: Instrument, day: date) -> bool | None:
    """Whether an instrument is in force; where only its issue is known that is not said."""
    followed = (instruments()[name].in_force for name in one.replaced_by)
    if (one.ended is not None and one.ended < day) or any(since and since <= day for since in followed):
        return False
    if one.in_force is None:
        return None
    return one.in_force <= day
