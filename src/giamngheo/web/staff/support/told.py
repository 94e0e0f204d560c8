"""How a help is told in words: what the household was on that day, how much it was given."""

from giamngheo.apps.support.models import Support
from giamngheo.foundation.text import quantity
from giamngheo.web.components.shown import CLASSES


def standing_told(one: Support) -> str:
    """What the household was recognised as on the day of the help."""
    if not one.class_on_day:
        return "chưa có quyết định"
    newly = " (mới thoát nghèo)" if one.newly_escaped_on_day else ""
    return CLASSES[one.class_on_day].name + newly


def quantity_told(one: Support) -> str | None:
    """How much of what unit, as offices write numbers; None where it was not counted."""
    return None if one.quantity is None else f"{quantity(one.quantity)} {one.unit}"
