"""The list of a village, and of a whole round, taken away as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.reviews.actions.revisiting import visits_blind
from giamngheo.apps.reviews.folding import outcome_of
from giamngheo.apps.reviews.models import Application, Entry, Round
from giamngheo.apps.reviews.queries import entries_of, filters_of
from giamngheo.apps.reviews.states import EntrySource
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.text import day as day_text
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.shown import RESULTS
from giamngheo.web.staff.reviews.reaching import case_for, seen_by, touched_round_for

_SOURCES: Final = {one.value: one.label for one in EntrySource}


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def of_village(request: HttpRequest, case_id: int, ending: str) -> HttpResponseBase:
    """Give the households of a village that the page shows."""
    case = case_for(request, case_id)
    asked = request.GET.get("loc", "")
    rows = entries_of(case, asked)
    if asked:
        rows = rows.exclude(pk__in=visits_blind(request.user.pk, rows.values_list("pk", flat=True)))
    filters = filters_of(case.round)
    said = [["Lọc", filters[asked][0]]] if asked in filters else []
    taken = Taken("reviews.export", rows.count(), [case.area_id], said, {"round": case.round_id})
    return _given(request, case.round, rows, taken, ending)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def of_round(request: HttpRequest, round_id: int, ending: str) -> HttpResponseBase:
    """Give the households of all villages of a round that who asks sees."""
    one = touched_round_for(request, round_id)
    rows: QuerySet[Entry] = Entry.objects.filter(seen_by(request), round=one, left_out_on=None)
    taken = Taken("reviews.export", rows.count(), [one.area_id], details={"round": one.pk})
    return _given(request, one, rows.order_by("area_id", "sort_key", "pk"), taken, ending)


def _given(
    request: HttpRequest, one: Round, rows: QuerySet[Entry], taken: Taken, ending: str
) -> HttpResponseBase:
    """The households of a list, or where one condition is asked for the applications of them."""
    if outcome_of(one).decides_the_lists:
        return give(request, LIST, rows, taken, ending)
    asked = Application.objects.standing().filter(entry__in=rows.order_by().values("pk"))
    told = asked.select_related("entry").order_by("entry__area_id", "entry__sort_key", "entry_id", "pk")
    return give(request, APPLICATIONS, told, replace(taken, count=told.count()), ending)


def _lines(chunk: Sequence[Entry], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    blind = visits_blind(looking.person, [one.pk for one in chunk])
    for one in chunk:
        yield (
            one.head_name,
            one.household_code,
            looking.name(one.area_id),
            _SOURCES[one.source],
            _class(one.class_before),
            _HIDDEN if one.pk in blind else _class(one.proposed_class),
            _class(one.decided_class),
        )


def _application_lines(chunk: Sequence[Application], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.entry.area_id for one in chunk)
    for one in chunk:
        yield (
            one.person_name or None,
            one.entry.head_name,
            one.entry.household_code,
            looking.name(one.entry.area_id),
            day_text(one.received_on),
            *(_class(name) for name in (one.entry.proposed_class, one.entry.decided_class)),
        )


def _class(name: str) -> str | None:
    return RESULTS[name].name if name else None


_HIDDEN: Final = "ẩn đến khi khoá phiếu phúc tra"
LIST: Final = Exported(
    "Danh sách rà soát",
    "Số hộ",
    {
        PLACE: COUNT,
        "Chủ hộ": TEXT,
        "Mã hộ": TEXT,
        "Thôn, tổ dân phố": TEXT,
        "Vì sao rà soát": TEXT,
        "Trước rà soát": TEXT,
        "Đề xuất": TEXT,
        "Quyết định": TEXT,
    },
    (7, 28, 18, 24, 36, 22, 22, 22),
    _lines,
)
APPLICATIONS: Final = Exported(
    "Danh sách đề nghị",
    "Số giấy đề nghị",
    {
        PLACE: COUNT,
        "Người lao động": TEXT,
        "Chủ hộ": TEXT,
        "Mã hộ": TEXT,
        "Thôn, tổ dân phố": TEXT,
        "Nhận ngày": TEXT,
        "Kết quả": TEXT,
        "Quyết định": TEXT,
    },
    (7, 28, 28, 18, 24, 14, 32, 32),
    _application_lines,
)
