"""Who may do what with a batch: whose permission covers all it touches and what stands above that.

A commune changes its villages; that it is merged, divided or renamed itself is decided above it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_where, is_everywhere, permissions_of
from giamngheo.foundation.areas.models import Batch
from giamngheo.foundation.areas.queries import areas_answering
from giamngheo.foundation.areas.states import BatchState, Verb
from giamngheo.web.components.acting_person import today

_OF_BATCHES = frozenset({Permission.PREPARE_AREAS, Permission.DECIDE_AREAS})
_PREPARE = Permission.PREPARE_AREAS


class OutsideError(Exception):
    """The batch touches units in which this person may not prepare changes; nothing of it was kept."""


def permissions_over(person_id: int, batch: Batch) -> frozenset[Permission]:
    """The permissions that cover all that a batch touches; one that touches none needs the whole country.

    A draft that touches nothing yet belongs to who began it, who may write on in it.
    """
    day = today()
    held = _OF_BATCHES & permissions_of(person_id, day)
    everywhere = frozenset(one for one in held if is_everywhere(person_id, one, day))
    if everywhere == held:
        return held
    touched = set(areas_answering(batch))
    if not touched:
        return everywhere | ({_PREPARE} & held if _is_own_beginning(person_id, batch) else frozenset())
    return everywhere | {one for one in held if touched <= set(areas_where(person_id, one, day))}


def _is_own_beginning(person_id: int, batch: Batch) -> bool:
    # A new unit under nothing, or under what is not known, is in nobody's area: it is no beginning any more.
    is_own = batch.prepared_by == person_id and batch.state == BatchState.DRAFT
    return is_own and not batch.changes.filter(verb=Verb.CREATE).exists()


@contextmanager
def kept_within(person_id: int, batch: Batch) -> Iterator[None]:
    """Keep what is written in a draft only where its author may prepare all it then touches: OutsideError."""
    with transaction.atomic():
        yield
        if _PREPARE not in permissions_over(person_id, Batch.objects.get(pk=batch.pk)):
            raise OutsideError


def areas_to_prepare(person_id: int) -> frozenset[int] | None:
    """The areas for which this person may prepare changes; None for the whole country."""
    day = today()
    if is_everywhere(person_id, _PREPARE, day):
        return None
    return frozenset(areas_where(person_id, _PREPARE, day))
