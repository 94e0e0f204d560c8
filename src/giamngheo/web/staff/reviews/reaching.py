"""The round, village or household of a list that an address names, for who may see it; else not found."""

from collections.abc import Sequence
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest
from django.urls import reverse

from giamngheo.apps.reviews.actions.revisiting import refused_to_open
from giamngheo.apps.reviews.models import Application, Case, Entry, Round
from giamngheo.apps.reviews.papers import KINDS
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import held_areas, permissions_in, reached
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Version
from giamngheo.foundation.prepared_queries import Asked, PreparedQuery
from giamngheo.law.vocabulary.procedures import Outcome
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.guard import NotNowError

_ROUND: Final = PreparedQuery(lambda: Round.objects.filter(pk=Asked("round")))
_CASE: Final = PreparedQuery(lambda: Case.objects.filter(pk=Asked("case")).select_related("round"))
_ENTRY: Final = PreparedQuery(
    lambda: Entry.objects.filter(pk=Asked("entry")).select_related("case__round", "household")
)


def seen_by(request: HttpRequest, field: str = "area_id") -> Q:
    """The condition that a row lies where who asks sees households."""
    return reached(person_of(request), Permission.SEE_HOUSEHOLDS, today(), field)


def rounds_seen(request: HttpRequest) -> Q:
    """The condition on rounds of which who asks sees a village."""
    return Exists(Case.objects.filter(seen_by(request), round=OuterRef("pk"))) | seen_by(request)


def round_for(request: HttpRequest, round_id: int) -> Round:
    """The round of this number; 404 where who asks sees none of its villages."""
    found = Round.objects.filter(rounds_seen(request), pk=round_id).first()
    if found is None:
        raise Http404
    return found


def rounds_touched(request: HttpRequest) -> Q:
    """As `rounds_seen`, and where households that they see are on a list that is the commune's."""
    own = Entry.objects.filter(seen_by(request), round=OuterRef("pk"), left_out_on=None)
    return Exists(own) | rounds_seen(request)


def touched_round_for(request: HttpRequest, round_id: int) -> Round:
    """The round of this number; 404 where who asks sees neither a village nor a household of it."""
    found = _ROUND.first(round=round_id)
    if found is None:
        raise Http404
    if Permission.SEE_HOUSEHOLDS not in may_here(request, found.area_id):
        within = Round.objects.filter(rounds_touched(request), pk=round_id)
        if not within.exists():
            raise Http404
    return found


def case_for(request: HttpRequest, case_id: int) -> Case:
    """The village of a round; 404 where who asks does not see its households."""
    found = _CASE.first(case=case_id)
    if found is None or Permission.SEE_HOUSEHOLDS not in may_here(request, found.area_id):
        raise Http404
    return found


def entry_for(request: HttpRequest, entry_id: int) -> Entry:
    """A household of a list; 404 where who asks does not see it, NotNowError while they visit it again."""
    found = _ENTRY.first(entry=entry_id)
    if found is None or Permission.SEE_HOUSEHOLDS not in may_here(request, found.area_id):
        raise Http404
    if refused := refused_to_open(found, person_of(request)):
        raise NotNowError(refused)
    return found


def may_here(request: HttpRequest, area_id: int) -> frozenset[Permission]:
    """What who asks may do in an area today."""
    return permissions_in(person_of(request), area_id, today())


def keeper_of(request: HttpRequest) -> int | None:
    """The province or country in which who asks leads reviews; None where they lead none so wide.

    A loaded table of points serves all communes of the installation: who leads one commune does not load it.
    """
    held = held_areas(person_of(request), Permission.LEAD_REVIEWS, today())
    wide = Version.objects.filter(
        area__in=held, tier__in=(Tier.NATION, Tier.PROVINCE), valid__contains=today()
    )
    return wide.order_by("tier", "area_id").values_list("area_id", flat=True).first()


def require(request: HttpRequest, permission: Permission, area_id: int) -> None:
    """Refuse who may see here but not do this."""
    if permission not in may_here(request, area_id):
        raise PermissionDenied


def kinds_of(
    of: str, address: str, number: int, outcome: Outcome, workers: Sequence[Application] = ()
) -> list[tuple[str, str]]:
    """The papers of a thing in a procedure: what each is called, and the address where it is drawn up.

    Papers that each worker has stand once for each of `workers`, where there are any.
    """
    found = []
    for kind in KINDS.values():
        if kind.of != of or kind.id not in outcome.papers:
            continue
        drawn = reverse(address, args=[number, kind.id])
        if kind.of_each_worker and workers:
            found += [(f"{kind.name}: {one.person_name}", f"{drawn}?giay={one.pk}") for one in workers]
        else:
            found.append((kind.name, drawn))
    return found
