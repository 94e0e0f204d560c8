"""What areas are called."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, DateField, F, Func, Value, When

from giamngheo.foundation.areas.models import Version


def names_of(area_ids: Iterable[int], day: date) -> dict[int, str]:
    """Return the names by number: that of the day, or the last one that the area had."""
    on_the_day = Case(When(valid__contains=Value(day), then=Value(0)), default=Value(1))
    end = Func(F("valid"), function="upper", output_field=DateField())
    versions = (
        Version.objects.filter(area_id__in=set(area_ids))
        .annotate(on_the_day=on_the_day, end=end)
        .order_by("area_id", "on_the_day", F("end").desc(nulls_first=True))
        .distinct("area_id")
    )
    return dict(versions.values_list("area_id", "name"))
