"""Which households and areas a case is of: those of its village, or of its whole commune."""

from django.db.models import Q

from giamngheo.apps.reviews.models import Case, Entry
from giamngheo.foundation.areas.models import Containment


def lies_within(case: Case, field: str = "area") -> Q:
    """The condition that a row lies in the village or the commune of a case, on the day of its round."""
    within = Containment.objects.filter(ancestor=case.area_id, valid__contains=case.round.opened_on)
    return Q(**{f"{field}__in": within.values("area")})


def areas_of(case: Case) -> list[int]:
    """The villages in which households of its list lived when they came to it."""
    return list(Entry.objects.filter(case=case).order_by("area").values_list("area", flat=True).distinct())
