"""The list of a village page by page, and its rows as the template takes them apart."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from giamngheo.apps.reviews.actions.revisiting import visits_blind
from giamngheo.apps.reviews.models import Case, Entry
from giamngheo.apps.reviews.queries import SheetAt, entries_of, listed_in
from giamngheo.apps.reviews.states import EntrySource
from giamngheo.apps.surveys.states import SheetState
from giamngheo.foundation.prepared_queries import Asked, PreparedValues
from giamngheo.web.components.acting_person import person_of
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.numbers import number

ON_A_PAGE: Final = 50
_SOURCES: Final = {one.value: one.label for one in EntrySource}


class ListedEntry(NamedTuple):
    """A household of a list as its row has it."""

    pk: int
    area_id: int
    household_id: int
    household_code: str
    head_name: str
    source: str
    class_before: str
    proposed_class: str
    decided_class: str


_FIRST: Final = PreparedValues(
    lambda: (
        Entry.objects.filter(case=Asked("case"), left_out_on=None)
        .order_by("sort_key", "pk")
        .values_list(*ListedEntry._fields)[: ON_A_PAGE + 1]
    )
)


@dataclass(frozen=True)
class Listed:
    """A page of the list of a village, how many the list or its filter has, how many were left out of it."""

    entries: list[ListedEntry]
    total: int
    left_out: int
    next: int | None
    is_first: bool


def list_asked(request: HttpRequest, case: Case, asked: str) -> Listed:
    """The page that the address asks for, of one filter of the round or (empty) of all."""
    total, left_out = listed_in(case)
    last = number_in(request.GET, "sau")
    mark = None if last is None else Entry.objects.filter(case=case, pk=last).first()
    if mark is None and not asked:
        found = _FIRST.rows(case=case.pk)
    else:
        rows = entries_of(case, asked)
        if asked:  # which list a household stands in tells its result, too
            rows = rows.exclude(pk__in=visits_blind(person_of(request), rows.values_list("pk", flat=True)))
            total = rows.count()
        if mark is not None:
            rows = rows.filter(Q(sort_key__gt=mark.sort_key) | Q(sort_key=mark.sort_key, pk__gt=mark.pk))
        found = list(rows.values_list(*ListedEntry._fields)[: ON_A_PAGE + 1])
    page = [ListedEntry(*row) for row in found[:ON_A_PAGE]]
    return Listed(page, total, left_out, page[-1].pk if len(found) > ON_A_PAGE else None, mark is None)


def rows_of_classes(
    page: Sequence[ListedEntry],
    sheets: Mapping[int, SheetAt],
    blind: Collection[int],
    to_review: Collection[int],
) -> list[tuple[Any, ...]]:
    """The rows of a list of classes: fifty times by name and address by address took the template longer."""
    (entry, after_entry), (sheet, after_sheet) = (
        reverse(name, args=[0]).split("0") for name in ("review-entry", "sheet")
    )
    return [
        (
            f"{entry}{one.pk}{after_entry}",
            one.head_name or "(chưa có chủ hộ)",
            one.household_id in to_review,
            one.household_code,
            _SOURCES[one.source],
            one.class_before,
            f"{sheet}{found.pk}{after_sheet}" if found else "",
            _how_far(found) if found else "",
            one.pk in blind,
            one.proposed_class,
            one.decided_class,
        )
        for one in page
        for found in [sheets.get(one.household_id)]
    ]


def _how_far(sheet: SheetAt) -> str:
    if sheet.state == SheetState.SEALED:
        return "đã khoá"
    return "chưa điền" if sheet.version == 1 else f"thiếu {number(sheet.missing)}"
