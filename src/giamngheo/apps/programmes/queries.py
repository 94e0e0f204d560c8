"""Questions about plans of units."""

from django.db.models import Q, QuerySet

from giamngheo.apps.programmes.models import PlanFile


def plans_of(condition: Q) -> QuerySet[PlanFile]:
    """The plans of the areas that a condition names, newest first."""
    return PlanFile.objects.filter(condition).select_related("area").order_by("-handed_in_at", "-pk")
