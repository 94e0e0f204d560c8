"""Who may do what with a batch: only whose permission covers every unit that it touches."""

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_where, is_everywhere
from giamngheo.foundation.areas.models import Batch
from giamngheo.foundation.areas.queries import areas_touched
from giamngheo.web.components.acting_person import today


def is_entitled(person_id: int, permission: Permission, batch: Batch) -> bool:
    """Whether this permission covers all that a batch touches; one that touches none needs the nation."""
    if is_everywhere(person_id, permission, today()):
        return True
    touched = set(areas_touched(batch))
    return bool(touched) and touched <= set(areas_where(person_id, permission, today()))
