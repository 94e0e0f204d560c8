"""What is done to a report: drawn up, moved on, cells answered."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from giamngheo.apps.reporting.actions import (
    ReportingError,
    answer_cell,
    draw_from_parts,
    draw_from_snapshot,
    draw_plain,
    move,
)
from giamngheo.apps.reporting.queries import returned_cells
from giamngheo.apps.reporting.states import MOVES, Verb
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.asked import number_of, words_in
from giamngheo.web.staff.reporting.one import shown
from giamngheo.web.staff.reporting.reaching import WORDS, Seen, back_to, of_report

PARTS, PLAIN = "truc-thuoc", "khong"


@of_report
@require_POST
def drawing(request: HttpRequest, seen: Seen) -> HttpResponseBase:
    """Draw up the tables from what was chosen."""
    seen.require(MOVES[Verb.DRAW])
    source, reason, actor = (
        request.POST.get("tu", ""),
        words_in(request.POST, "ly-do", 501),
        actor_of(request),
    )
    try:
        if source == PARTS:
            draw_from_parts(seen.owed, reason, actor)
        elif source == PLAIN:
            draw_plain(seen.owed, reason, actor)
        else:
            snapshot = Snapshot.objects.filter(pk=number_of(source) or 0, area=seen.owed.unit.area_id).first()
            if snapshot is None:
                raise ReportingError("Chưa chọn lập từ đâu. Cách xử lý: chọn một dòng.", "tu")
            draw_from_snapshot(seen.owed, snapshot, reason, actor)
    except ReportingError as error:
        return shown(
            request, seen, {"tu" if name == "ban-chot" else name: said for name, said in error.wrong.items()}
        )
    return back_to(seen)


@of_report
@require_POST
def deed(request: HttpRequest, seen: Seen) -> HttpResponseBase:
    """Move the report on."""
    verb = WORDS.get(request.POST.get("viec", ""))
    if not any(seen.may(one) for one in MOVES.values()):
        raise PermissionDenied
    if verb is None:
        return shown(request, seen, {"": "Chưa chọn việc. Cách xử lý: bấm nút của việc cần làm."})
    seen.require(MOVES[verb])
    try:
        move(seen.owed, verb, words_in(request.POST, "ghi-chu", 1001), actor_of(request))
    except ReportingError as error:
        return shown(request, seen, error.wrong)
    return back_to(seen)


@of_report
@require_POST
def answering(request: HttpRequest, seen: Seen) -> HttpResponseBase:
    """Answer the returned cells of which something was typed."""
    seen.require(MOVES[Verb.DRAW])
    wrong: dict[str, str] = {}
    for cell in returned_cells(seen.report):
        said = words_in(request.POST, f"tra-loi-{cell.pk}", 501)
        if said and said != cell.answer:
            try:
                answer_cell(seen.owed, cell.pk, said, actor_of(request))
            except ReportingError as error:
                wrong |= error.wrong
    return shown(request, seen, wrong) if wrong else back_to(seen)
