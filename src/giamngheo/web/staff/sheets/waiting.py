"""Sheets given to who looks that are not sealed."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.urls import reverse

from giamngheo.apps.surveys.states import SheetState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached
from giamngheo.foundation.counted import Counted, in_areas
from giamngheo.web.components.numbers import number
from giamngheo.web.staff.waiting import Told, Waiting


def sheets_waiting(person: int, may: frozenset[Permission], day: date) -> Iterator[Waiting]:
    """Own sheets, where this person fills in sheets."""
    if Permission.FILL_SHEETS in may:
        areas = areas_reached(person, Permission.FILL_SHEETS, day)
        mine = (
            f"FROM surveys_filledsheet WHERE reviewer_id = %(who)s AND state = '{SheetState.DRAFT}'"
            f" AND {in_areas('area_id', areas)}"
        )
        yield Waiting(Counted({"sheets_to_fill": "count(*)"}, mine, {"areas": areas, "who": person}), _told)


def _told(counts: Mapping[str, int]) -> Iterator[Told]:
    if count := counts["sheets_to_fill"]:
        address = f"{reverse('sheets')}?nguoi=toi&dot=tat-ca"
        yield f"{number(count)} phiếu rà soát giao cho bạn chưa khoá.", address
