"""What areas are called: the kind and the name, as they stand in a sentence («xã Đồng Tâm»)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, DateField, F, Func, Value, When

from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.models import Version


def called(version: Version) -> str:
    """Return the name of a version with its kind."""
    return f"{Kind(version.kind).word} {version.name}"


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
    return {version.area_id: called(version) for version in versions}
