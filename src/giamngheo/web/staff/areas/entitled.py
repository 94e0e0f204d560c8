"""Who may do what with a batch: only whose permission covers every unit that it touches."""

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_where, is_everywhere, permissions_of
from giamngheo.foundation.areas.models import Batch
from giamngheo.foundation.areas.queries import areas_touched
from giamngheo.web.components.acting_person import today

_OF_BATCHES = frozenset({Permission.PREPARE_AREAS, Permission.DECIDE_AREAS})


def permissions_over(person_id: int, batch: Batch) -> frozenset[Permission]:
    """The permissions that cover all that a batch touches; one that touches none needs the whole country."""
    day = today()
    held = _OF_BATCHES & permissions_of(person_id, day)
    everywhere = frozenset(one for one in held if is_everywhere(person_id, one, day))
    if everywhere == held:
        return held
    touched = set(areas_touched(batch))
    if not touched:
        return everywhere
    return everywhere | {one for one in held if touched <= set(areas_where(person_id, one, day))}
