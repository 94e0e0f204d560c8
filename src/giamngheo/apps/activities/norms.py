"""The norms in force for an activity: the most that one receiver may get of a thing, by a decision.

A norm holds for one activity, for a year, or for the time of its table. Across activities it looks at all of
the kind that who writes sees: what a household got from those of a unit above may be out of sight.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final, Protocol

from django.db.models import Q

from giamngheo.apps.activities.models import Activity, NormTable, Participant, Thing
from giamngheo.apps.activities.states import NormPer, NormState
from giamngheo.foundation.accounts.held import areas_around
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import quantity as quantity_text
from giamngheo.foundation.text import whole
from giamngheo.law.vocabulary.activities import Takes

ALL_ITEMS: Final = ""
"""The item of a norm that is on the value of all things together."""
_TOLD: Final = 3
_TIMES: Final = {NormPer.YEAR: " một năm", NormPer.TERM: " cả kỳ áp dụng"}


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
    @property
    def day(self) -> date: ...


@dataclass(frozen=True)
class Had:
    """What a receiver got before: of which thing how much, on which day, from which activity."""

    item: str
    quantity: Decimal
    unit: str
    value: int
    day: date
    activity_id: int
    title: str

    def __str__(self) -> str:
        worth = f", {whole(self.value)} đồng" if self.value else ""
        amount = f"{quantity_text(self.quantity)} {self.unit}".strip()
        return f"{amount}{worth} ngày {day_text(self.day)} ở «{self.title}»"


@dataclass
class Norms:
    """The table in force (None: none is), and what each receiver got so far.

    Receivers are households, or persons where the kind takes persons; `receivers` leads to them from
    participants.
    """

    table: NormTable | None = None
    activity_id: int = 0
    called: str = "hộ"
    receivers: dict[int, int] = field(default_factory=dict)
    had: dict[int, list[Had]] = field(default_factory=dict)
    title: str = ""

    @property
    def source(self) -> str:
        """The decision, empty where none is in force."""
        return self.table.source if self.table else ""

    def take(self, line: Handed) -> str:
        """Count a line in; why it is above a norm, else empty."""
        for norm in self.table.lines if self.table else ():
            if norm["item"] in {line.item, ALL_ITEMS} and (why := self._above(norm, line)):
                return why
        one = Had(
            line.item, line.quantity, line.unit, line.value or 0, line.day, self.activity_id, self.title
        )
        self.had.setdefault(self._receiver(line), []).append(one)
        return ""

    def got(self, participant_id: int, day: date) -> list[Had]:
        """What a participant got from other activities that a norm counts in on a day."""
        found: list[Had] = []
        for norm in self.table.lines if self.table else ():
            some = self._counted_in(norm, self.receivers.get(participant_id, 0), day)
            found += [one for one in some if one.activity_id != self.activity_id and one not in found]
        return found

    def _receiver(self, line: Handed) -> int:
        return self.receivers.get(line.participant_id, 0)

    def _above(self, norm: Mapping[str, Any], line: Handed) -> str:
        most_of, unit, most_worth = norm.get("quantity"), norm.get("unit") or "", norm.get("value")
        if unit and unit.casefold() != line.unit.casefold():
            return (
                f"định mức tính bằng «{unit}», dòng này ghi «{line.unit}». "
                "Cách xử lý: ghi theo đơn vị của định mức."
            )
        if most_worth is not None and line.value is None:
            return (
                f"định mức tính theo giá trị ({self.source}) mà dòng này chưa ghi giá trị. "
                "Cách xử lý: ghi đơn giá hoặc giá trị."
            )
        before = self._counted_in(norm, self._receiver(line), line.day)
        if most_of is not None:
            most = Decimal(str(most_of))
            had = sum((one.quantity for one in before if _same(one.unit, line.unit)), Decimal(0))
            if had + line.quantity > most:
                amounts = (
                    f"{quantity_text(one)} {unit}".strip() for one in (most, max(most - had, Decimal(0)))
                )
                return self._told(norm, line, before, *amounts)
        if most_worth is not None:
            worth = sum(one.value for one in before)
            if worth + (line.value or 0) > int(most_worth):
                values = (f"{whole(one)} đồng" for one in (int(most_worth), max(int(most_worth) - worth, 0)))
                return self._told(norm, line, before, *values)
        return ""

    def _counted_in(self, norm: Mapping[str, Any], receiver: int, day: date) -> list[Had]:
        """What counts in under a norm on a day: of its thing, and of its time."""
        per = norm.get("per", NormPer.ACTIVITY)
        return [
            one
            for one in self.had.get(receiver, ())
            if norm["item"] in {one.item, ALL_ITEMS} and _is_of_time(per, one, day, self)
        ]

    def _told(
        self, norm: Mapping[str, Any], line: Handed, before: Sequence[Had], most: str, left: str
    ) -> str:
        """Why a line is above a norm, with what the receiver got before and where."""
        per = NormPer(norm.get("per", NormPer.ACTIVITY))
        of_what = "" if norm["item"] else ", mọi hiện vật cộng lại"
        time = _TIMES.get(per, "")
        told = f"vượt định mức {most} một {self.called}{time}{of_what} ({self.source})"
        if before:
            when = f"năm {line.day.year}" if per is NormPer.YEAR else "đến nay"
            listed = "; ".join(str(one) for one in before[-_TOLD:])
            more = f"; và {len(before) - _TOLD} lần nữa" if len(before) > _TOLD else ""
            told += f": {when} đã nhận {listed}{more}"
        remedy = f"còn được nhận {left}; giảm số lượng, giá trị" if before else "giảm số lượng, giá trị"
        return f"{told}. Cách xử lý: {remedy}."


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


def norms_for(activity: Activity, people: Iterable[Participant]) -> Norms:
    """The norms of the day on which an activity began, with what these participants got so far.

    From it, and where a norm is on a longer time from every other of its kind. Three questions.
    """
    table = norms_in_force(activity.area_id, activity.kind, activity.first)
    if table is None:
        return Norms()
    of_persons = activity.law.takes is Takes.PERSONS
    receivers = {one.pk: (one.person_id if of_persons else one.household_id) or 0 for one in people}
    norms = Norms(table, activity.pk, "người" if of_persons else "hộ", receivers, title=activity.title)
    which = "support__person" if of_persons else "support__household"
    rows = Thing.objects.filter(
        support__taken_back_at=None, activity__kind=activity.kind, **{f"{which}__in": set(receivers.values())}
    )
    if not is_across(table):
        rows = rows.filter(activity=activity)
    for one in rows.select_related("support", "activity").order_by("support__given_on", "pk"):
        given = one.support
        receiver = (given.person_id if of_persons else given.household_id) or 0
        norms.had.setdefault(receiver, []).append(
            Had(
                one.item,
                given.quantity or Decimal(0),
                given.unit,
                given.value or 0,
                given.given_on,
                one.activity_id,
                one.activity.title,
            )
        )
    return norms


def is_across(table: NormTable) -> bool:
    """Whether a norm of a table counts what other activities gave."""
    return any(line.get("per", NormPer.ACTIVITY) != NormPer.ACTIVITY for line in table.lines)


def _is_of_time(per: str, one: Had, day: date, norms: Norms) -> bool:
    """Whether something that was got is of the time of a norm."""
    if per == NormPer.ACTIVITY:
        return one.activity_id == norms.activity_id
    if per == NormPer.YEAR:
        return one.day.year == day.year
    table = norms.table
    return table is not None and table.first <= one.day and (table.last is None or one.day <= table.last)


def _same(unit: str, other: str) -> bool:
    return unit.casefold() == other.casefold()
