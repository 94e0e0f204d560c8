"""The norms in force for an activity: the most that one participant may get of a thing, by a decision."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from django.db.models import Q

from giamngheo.apps.activities.models import Activity, NormTable, Thing
from giamngheo.apps.activities.states import NormState
from giamngheo.foundation.accounts.held import areas_around
from giamngheo.foundation.text import whole


class Handed(Protocol):
    """What is looked at: a line that is about to be written down."""

    @property
    def participant_id(self) -> int: ...
    @property
    def item(self) -> str: ...
    @property
    def quantity(self) -> Decimal: ...
    @property
    def unit(self) -> str: ...
    @property
    def value(self) -> int | None: ...


@dataclass
class Norms:
    """Norms by item, and what each participant got of it so far; `source` is empty where none is in force."""

    source: str = ""
    lines: dict[str, dict[str, Any]] = field(default_factory=dict)
    had: defaultdict[tuple[int, str], tuple[Decimal, int]] = field(
        default_factory=lambda: defaultdict(lambda: (Decimal(0), 0))
    )

    def take(self, line: Handed) -> str:
        """Count a line in; why it is above the norm, else empty."""
        norm = self.lines.get(line.item)
        if norm is None:
            return ""
        quantity, value = self.had[line.participant_id, line.item]
        quantity, value = quantity + line.quantity, value + (line.value or 0)
        if norm.get("unit") and norm["unit"] != line.unit:
            return (
                f"định mức tính bằng «{norm['unit']}», dòng này ghi «{line.unit}». "
                "Cách xử lý: ghi theo đơn vị của định mức."
            )
        if norm.get("quantity") is not None and quantity > Decimal(str(norm["quantity"])):
            return self._above(f"{norm['quantity']} {norm.get('unit', '')}".strip())
        if norm.get("value") is not None and value > int(norm["value"]):
            return self._above(f"{whole(int(norm['value']))} đồng")
        self.had[line.participant_id, line.item] = quantity, value
        return ""

    def _above(self, most: str) -> str:
        return f"vượt định mức {most} một hộ ({self.source}). Cách xử lý: giảm số lượng, giá trị."


def norms_in_force(area_id: int, kind: str, day: date) -> NormTable | None:
    """The table in force for a kind in an area on a day: its own before that of a unit above."""
    around = areas_around([area_id], day).get(area_id, frozenset({area_id}))
    rows = NormTable.objects.filter(
        Q(last=None) | Q(last__gte=day),
        area__in=around,
        kind=kind,
        state=NormState.IN_FORCE,
        first__lte=day,
    )
    return min(rows, key=lambda one: (one.area_id != area_id, -one.first.toordinal(), -one.pk), default=None)


def norms_for(activity: Activity) -> Norms:
    """The norms of the day on which an activity began, with what its participants got so far."""
    table = norms_in_force(activity.area_id, activity.kind, activity.first)
    if table is None:
        return Norms()
    norms = Norms(table.source, {line["item"]: line for line in table.lines})
    things = Thing.objects.filter(activity=activity, support__taken_back_at=None).select_related("support")
    for one in things:
        quantity, value = norms.had[one.participant_id, one.item]
        norms.had[one.participant_id, one.item] = (
            quantity + (one.support.quantity or 0),
            value + (one.support.value or 0),
        )
    return norms
