"""Which units are counted in the background, and what is kept of them."""

from datetime import date
from typing import Final

from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.kept_counts.models import KeptCount
from giamngheo.foundation.prepared_queries import FEW_AREAS

LARGE: Final = FEW_AREAS
"""Units of more areas than this are counted in the background: no commune, nearly every province."""


def is_large(area_id: int, day: date, most: int = LARGE) -> bool:
    """Whether more than `most` areas lie within a unit on a day."""
    within = Containment.objects.filter(ancestor_id=area_id, valid__contains=day)
    return len(within.values_list("pk")[: most + 1]) > most


def kept_count(kind: str, area_id: int, about: str) -> KeptCount | None:
    """What was last counted, None where nothing was."""
    return KeptCount.objects.filter(kind=kind, area_id=area_id, about=about).first()
