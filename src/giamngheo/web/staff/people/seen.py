"""Which people and roles somebody may see: those who hold something in areas where they may see people."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from giamngheo.foundation.accounts.models import Holding, HoldingQuerySet, Invitation, User
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.web.components.acting_person import today


def holdings_seen_by(person_id: int) -> HoldingQuerySet:
    """Holdings of all times in the areas in which this person may see people."""
    return Holding.objects.filter(reached(person_id, Permission.SEE_PEOPLE, today()))


def invitations_seen_by(person_id: int) -> QuerySet[Invitation]:
    """Invitations that nobody took or withdrew, in the areas in which this person may grant."""
    asked = reached(person_id, Permission.GRANT, today())
    return Invitation.objects.filter(asked, taken_at=None, withdrawn_at=None)


def waiting_invitations(person_id: int) -> QuerySet[Invitation]:
    """Of these the ones that can still be taken, the last one first."""
    return invitations_seen_by(person_id).filter(expires_at__gt=timezone.now()).order_by("-id")


def person_seen_by(person_id: int, wanted: int) -> User:
    """A person with a holding that may be seen; 404 for all others, as for numbers that nobody has."""
    if not holdings_seen_by(person_id).filter(user_id=wanted).exists():
        raise Http404
    return User.objects.get(pk=wanted)
